//! An alert by e-mail: its words in both languages, and the CAP message as an attachment.

use super::super::recipient::Smtp;
use super::{Parcel, Sent};
use anyhow::Result;
use exchange::alerts::{Alert, Texts, cap, clean, one_line};
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{Address, Message, SmtpTransport, Transport};
use std::time::{Duration, SystemTime};

/// Environment variable that holds the mail server's password.
const PASSWORD: &str = "FALEME_SMTP_PASSWORD";
/// A server that does not answer for so long is tried again later.
const PATIENCE: Duration = Duration::from_secs(30);

/// Sends it.
pub fn send(smtp: Option<&Smtp>, to: &Address, parcel: &Parcel<'_>) -> Sent {
    let Some(smtp) = smtp else { return Sent::Later("alerts.toml has no [smtp] that can be used".into()) };
    let message = match message(smtp, to, parcel) {
        Ok(message) => message,
        Err(error) => return Sent::Never(format!("no message can be made of it: {error}")),
    };
    let transport = match transport(smtp) {
        Ok(transport) => transport,
        Err(error) => return Sent::Later(error.to_string()),
    };
    match transport.send(&message) {
        Ok(_) => Sent::Yes,
        Err(error) if is_refused(&error) => Sent::Never(told(&error)),
        Err(error) => Sent::Later(told(&error)),
    }
}

/// Whether the server refuses the mailbox or the message (55x of RFC 5321). A wrong password is mended in the case, and nothing
/// is lost for it.
fn is_refused(error: &lettre::transport::smtp::Error) -> bool {
    error.status().is_some_and(|code| code.to_string().starts_with("55"))
}

/// What a server told, with what stands behind it.
fn told(error: &lettre::transport::smtp::Error) -> String {
    let mut words = error.to_string();
    let mut next = std::error::Error::source(error);
    while let Some(source) = next {
        words = format!("{words}: {source}");
        next = source.source();
    }
    words
}

fn transport(smtp: &Smtp) -> Result<SmtpTransport> {
    let parameters = || TlsParameters::new(smtp.host.clone());
    let tls = match (smtp.encrypted, smtp.here) {
        (true, _) => Tls::Required(parameters()?),
        (false, true) => Tls::None,
        (false, false) => Tls::Opportunistic(parameters()?),
    };
    let mut builder =
        SmtpTransport::builder_dangerous(&smtp.host).port(smtp.port).tls(tls).timeout(Some(PATIENCE));
    if let Some(user) = &smtp.user {
        let password = std::env::var(PASSWORD).ok().filter(|p| !p.is_empty());
        let Some(password) = password else {
            anyhow::bail!("[smtp] names a user, and {PASSWORD} is not set");
        };
        builder = builder.credentials(Credentials::new(user.clone(), password));
    }
    Ok(builder.build())
}

/// The message: the same bytes for every attempt but for what parts it. Its id is the key, by which a mail server or reader
/// knows what it has already.
fn message(smtp: &Smtp, to: &Address, parcel: &Parcel<'_>) -> Result<Message> {
    let alert = parcel.alert;
    let second = u64::try_from(alert.stamp().second).unwrap_or(0);
    let date = SystemTime::UNIX_EPOCH + Duration::from_secs(second);
    let file = Attachment::new(format!("{}.cap.xml", alert.id))
        .body(cap(alert), ContentType::parse("application/cap+xml")?);
    let message = Message::builder()
        .from(Mailbox::new(None, smtp.from.clone()))
        .to(Mailbox::new(None, to.clone()))
        .subject(subject(alert))
        .date(date)
        .message_id(Some(format!("<{}@{}>", parcel.key, smtp.from.domain())))
        .multipart(MultiPart::mixed().singlepart(SinglePart::plain(text(alert))).singlepart(file))?;
    Ok(message)
}

/// `[EXERCISE] [TLP:GREEN] Blocus … / Blockade …`, on one line.
fn subject(alert: &Alert) -> String {
    let status = if alert.house.demo { "[EXERCISE] " } else { "" };
    let (fr, en) = (one_line(&alert.said.headline.fr), one_line(&alert.said.headline.en));
    format!("{status}[{}] {fr} / {en}", alert.tlp.as_str())
}

fn text(alert: &Alert) -> String {
    let part = |pick: fn(&Texts) -> &str| {
        let said = &alert.said;
        let parts = [&said.headline, &said.description, &said.instruction].map(|t| clean(pick(t)));
        parts.into_iter().filter(|p| !p.trim().is_empty()).collect::<Vec<_>>().join("\n\n")
    };
    let head = format!("{} {} {}", alert.tlp.as_str(), alert.status(), alert.message.as_str());
    let references: Vec<&str> = alert.references.iter().map(|r| r.identifier.as_str()).collect();
    let of = if references.is_empty() { String::new() } else { format!(" ({})", references.join(", ")) };
    format!("{head}{of}\n{}\n\n{}\n\n---\n\n{}\n", alert.id, part(|t| &t.fr), part(|t| &t.en))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::watch::testing::alert;

    #[test]
    fn no_name_writes_a_line_of_the_head() {
        let mut alert = alert();
        alert.said.headline = Texts::same("Curfew\r\nBcc: thief@example.org\r\n\r\n<script>\u{202e}");
        let smtp = Smtp {
            host: "localhost".into(),
            port: 25,
            from: "desk@example.org".parse().unwrap(),
            user: None,
            encrypted: false,
            here: true,
        };
        let parcel = Parcel { alert: &alert, key: "k1", now: 0 };
        let sent = message(&smtp, &"to@example.org".parse().unwrap(), &parcel).unwrap();
        let bytes = sent.formatted();
        let read = mail_parser::MessageParser::default().parse(&bytes).unwrap();
        assert_eq!(read.header_values("Bcc").count(), 0);
        assert_eq!(read.message_id(), Some("k1@example.org"));
        let subject = read.subject().unwrap();
        assert!(subject.contains("Curfew Bcc: thief@example.org <script>") && !subject.contains('\u{202e}'));
        assert_eq!(read.attachments().count(), 1);
    }
}
