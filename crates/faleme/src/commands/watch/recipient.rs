//! Who gets alerts, and by which way.

use base::Tlp;
use lettre::Address;
use serde::Deserialize;
use std::net::IpAddr;

/// Alerts an hour to one recipient where the entry does not say. Own convention.
const PER_HOUR: u32 = 30;
/// The environment variable of a webhook's secret where the entry names none.
const SECRET: &str = "FALEME_WEBHOOK_SECRET";
/// Submission of mail (RFC 6409).
const PORT: u16 = 587;

/// `[[recipients]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecipientEntry {
    /// Name by which rules name it: an office, never a person.
    pub name: String,
    /// E-mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// Address that a webhook is sent to.
    #[serde(default)]
    pub webhook: Option<String>,
    /// What the webhook carries.
    #[serde(default)]
    pub body: Body,
    /// Environment variable that holds the secret its messages are signed with.
    #[serde(default)]
    pub secret: Option<String>,
    /// The strictest marking that it may hold.
    #[serde(default)]
    pub holds: Option<Tlp>,
    /// Alerts an hour at most; others wait.
    #[serde(default)]
    pub per_hour: Option<u32>,
}

/// `[smtp]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpEntry {
    /// Host name.
    pub host: String,
    /// Port.
    #[serde(default)]
    pub port: Option<u16>,
    /// Address that mail is from.
    pub from: String,
    /// Name that the server knows us by; the password is in the environment.
    #[serde(default)]
    pub user: Option<String>,
    /// Whether the connection is encrypted.
    #[serde(default)]
    pub tls: Tls,
}

/// What a webhook carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Body {
    /// The CAP message.
    #[default]
    Cap,
    /// JSON.
    Json,
}

/// Encryption of mail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tls {
    /// Where the server has it.
    #[default]
    Offered,
    /// Or nothing is sent.
    Required,
}

/// A recipient.
#[derive(Clone, Debug)]
pub struct Recipient {
    /// Its name.
    pub name: String,
    /// The strictest marking that it may hold.
    pub holds: Tlp,
    /// Alerts an hour at most.
    pub per_hour: u32,
    /// By which way.
    pub way: Way,
}

/// The way to a recipient.
#[derive(Clone, Debug)]
pub enum Way {
    /// E-mail.
    Email(Address),
    /// A webhook.
    Webhook {
        /// Its address: https, or this machine.
        url: String,
        /// What it carries.
        body: Body,
        /// Environment variable of the secret.
        secret: String,
    },
}

/// The mail server.
#[derive(Clone, Debug)]
pub struct Smtp {
    /// Host name.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Address that mail is from.
    pub from: Address,
    /// Name that the server knows us by.
    pub user: Option<String>,
    /// Whether nothing is sent without encryption.
    pub encrypted: bool,
    /// Whether it is this machine, whose certificate nobody signs.
    pub here: bool,
}

impl Recipient {
    /// Checks an entry; the error says what is wrong.
    pub fn of(entry: RecipientEntry) -> Result<Self, String> {
        let name = entry.name.trim().to_owned();
        if name.is_empty() || name.len() > 80 || name.chars().any(char::is_control) {
            return Err("a recipient needs a `name` on one line".into());
        }
        let way = match (entry.email, entry.webhook) {
            (Some(email), None) => Way::Email(address(&email)?),
            (None, Some(url)) => {
                let (secret, body) = (entry.secret.unwrap_or_else(|| SECRET.to_owned()), entry.body);
                Way::Webhook { url: web(&url)?, body, secret }
            }
            _ => return Err(format!("`{name}` needs `email` or `webhook`, one of them")),
        };
        let holds = entry.holds.unwrap_or(Tlp::Green);
        Ok(Self { name, holds, per_hour: entry.per_hour.unwrap_or(PER_HOUR), way })
    }
}

impl Smtp {
    /// Checks an entry; the error says what is wrong.
    pub fn of(entry: SmtpEntry) -> Result<Self, String> {
        let host = entry.host.trim().to_owned();
        let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':');
        if host.is_empty() || !host.chars().all(fits) {
            return Err(format!("`{host}` is no host name"));
        }
        let here = is_here(&host);
        // A password never crosses a network in the clear.
        let encrypted = entry.tls == Tls::Required || entry.user.is_some() && !here;
        let (port, from) = (entry.port.unwrap_or(PORT), address(&entry.from)?);
        Ok(Self { host, port, from, user: entry.user, encrypted, here })
    }
}

fn address(text: &str) -> Result<Address, String> {
    let plain = text.is_ascii() && !text.chars().any(|c| c.is_control() || c == ' ');
    let read = text.parse::<Address>().ok().filter(|_| plain);
    read.ok_or_else(|| format!("`{}` is no e-mail address", text.escape_default()))
}

/// An address of a webhook: https anywhere, http on this machine alone.
fn web(url: &str) -> Result<String, String> {
    let wrong = || format!("`{}`: a webhook is https://…, or http:// on this machine", url.escape_default());
    if !exchange::alerts::is_link(url) {
        return Err(wrong());
    }
    let here = url.strip_prefix("http://").map(|rest| is_here(authority(rest)));
    if here == Some(false) { Err(wrong()) } else { Ok(url.to_owned()) }
}

/// The host of what follows `http://`, without its port.
fn authority(rest: &str) -> &str {
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    match authority.strip_prefix('[').and_then(|v6| v6.split_once(']')) {
        Some((v6, _)) => v6,
        None => authority.split(':').next().unwrap_or_default(),
    }
}

/// Whether a host is this machine.
fn is_here(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_webhook_is_encrypted_or_stays_on_this_machine() {
        for good in
            ["https://example.org/x", "http://127.0.0.1:80/x", "http://localhost/", "http://[::1]:9/x"]
        {
            assert!(web(good).is_ok(), "{good}");
        }
        for bad in [
            "http://example.org/",
            "http://127.0.0.1.example.org/",
            "http://localhost@example.org/",
            "ftp://localhost/",
            "https://a b/",
            "http://10.0.0.1/",
            "https://x\r\nHost: y/",
        ] {
            assert!(web(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn an_address_has_no_room_for_another_line() {
        assert!(address("desk@example.org").is_ok());
        for bad in ["desk", "a@b\r\nBcc: c@d", "a b@example.org", "", "dé@example.org"] {
            assert!(address(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_password_never_crosses_a_network_in_the_clear() {
        let entry = |host: &str, user: Option<&str>| SmtpEntry {
            host: host.into(),
            port: None,
            from: "a@example.org".into(),
            user: user.map(str::to_owned),
            tls: Tls::Offered,
        };
        let encrypted = |host, user| Smtp::of(entry(host, user)).unwrap().encrypted;
        assert!(encrypted("mail.example.org", Some("desk")));
        assert!(!encrypted("mail.example.org", None) && !encrypted("127.0.0.1", Some("desk")));
    }
}
