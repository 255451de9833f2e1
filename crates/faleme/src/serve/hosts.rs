//! The names under which this server answers. A page of another name that points here (DNS rebinding) finds nothing.

use std::net::IpAddr;
use tokio_rustls::rustls::client::verify_server_name;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::server::ParsedCertificate;

/// A reverse proxy in front of this server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proxy {
    name: String,
    from: Vec<IpAddr>,
}

impl Proxy {
    /// Under the name that browsers know, speaking from these addresses; from this machine where none is named. Only those of
    /// a machine or of a private network can be one: what others say of a client's address is hearsay.
    pub fn new(name: &str, from: &[IpAddr]) -> Result<Self, String> {
        let fits = |c: char| c.is_ascii_alphanumeric() || "-.:[]".contains(c);
        if name.is_empty() || !name.chars().all(fits) {
            return Err(format!(
                "--behind-proxy: `{name}` is no host name: give what stands in browsers, without https:// and path"
            ));
        }
        if let Some(public) = from.iter().find(|address| !is_near(**address)) {
            return Err(format!(
                "--proxy-address: {public} is neither of this machine nor of a private network: name the address from which \
                 the proxy reaches this server"
            ));
        }
        Ok(Self { name: name.to_ascii_lowercase(), from: from.iter().map(IpAddr::to_canonical).collect() })
    }

    /// Whether a connection comes from it: then, and only then, its word on the client's address counts.
    pub fn speaks(&self, peer: IpAddr) -> bool {
        let peer = peer.to_canonical();
        if self.from.is_empty() { peer.is_loopback() } else { self.from.contains(&peer) }
    }
}

/// Whether an address is of this machine or of a private network (RFC 1918, RFC 4193) or link.
pub fn is_near(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => v4.is_loopback() || v4.is_private() || v4.is_link_local(),
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

/// The names under which this server answers.
#[derive(Debug)]
pub enum Hosts {
    /// This machine alone, on this port.
    Loopback(u16),
    /// Those of its certificate, on this port.
    Certificate(CertificateDer<'static>, u16),
    /// The one under which browsers know the proxy in front.
    Proxy(Proxy),
}

impl Hosts {
    /// Whether a `Host` header names this server.
    pub fn know(&self, host: &str) -> bool {
        let host = host.to_ascii_lowercase();
        let (name, port) = split(&host);
        match self {
            Self::Loopback(own) => {
                ["localhost", "127.0.0.1", "[::1]"].contains(&name) && port.unwrap_or("80") == own.to_string()
            }
            Self::Certificate(certificate, own) => {
                let name = name.trim_start_matches('[').trim_end_matches(']');
                let parsed = ParsedCertificate::try_from(certificate);
                let (Ok(parsed), Ok(name)) = (parsed, ServerName::try_from(name)) else { return false };
                port.unwrap_or("443") == own.to_string() && verify_server_name(&parsed, &name).is_ok()
            }
            Self::Proxy(Proxy { name: own, .. }) => {
                let bare = |host: &str| host.strip_suffix(":443").unwrap_or(host).to_owned();
                bare(&host) == bare(own)
            }
        }
    }

    /// The origin of pages of this server, as browsers write it, for a host that is known.
    pub fn origin(&self, host: &str) -> String {
        let host = host.to_ascii_lowercase();
        match self {
            Self::Loopback(_) => format!("http://{}", host.strip_suffix(":80").unwrap_or(&host)),
            _ => format!("https://{}", host.strip_suffix(":443").unwrap_or(&host)),
        }
    }

    /// Whether lines to browsers are encrypted.
    pub fn secure(&self) -> bool {
        !matches!(self, Self::Loopback(_))
    }
}

/// Name and port of a host.
fn split(host: &str) -> (&str, Option<&str>) {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (host, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_and_port_at_loopback() {
        let hosts = Hosts::Loopback(8080);
        for host in ["localhost:8080", "127.0.0.1:8080", "[::1]:8080", "LOCALHOST:8080"] {
            assert!(hosts.know(host), "{host}");
        }
        for host in [
            "localhost",
            "evil.example:8080",
            "127.0.0.1:80",
            "localhost:8080@evil",
            "localhost.evil:8080",
            "",
            ":8080",
            "127.0.0.1.evil.example:8080",
            "::1:8080",
            "localhost:8080:8080",
            "localhost:+8080",
            "127.1:8080",
        ] {
            assert!(!hosts.know(host), "{host}");
        }
        assert!(Hosts::Loopback(80).know("localhost"));
    }

    #[test]
    fn only_the_proxy_tells_of_others_addresses() {
        let [here, there, v6, public] =
            ["127.0.0.1", "10.0.0.7", "fd00::7", "192.0.2.7"].map(|a| a.parse::<IpAddr>().unwrap());
        let usual = Proxy::new("obs.example", &[]).unwrap();
        assert!(usual.speaks(here) && usual.speaks("::ffff:127.0.0.1".parse().unwrap()));
        assert!(!usual.speaks(there) && !usual.speaks(public));
        let named = Proxy::new("obs.example", &[there, v6]).unwrap();
        assert!(named.speaks(there) && named.speaks("::ffff:10.0.0.7".parse().unwrap()) && named.speaks(v6));
        assert!(!named.speaks(here) && !named.speaks("10.0.0.8".parse().unwrap()));
        assert!(Proxy::new("obs.example", &[public]).unwrap_err().contains("--proxy-address"));
        for bad in ["", "https://obs.example", "obs.example/x", "a b"] {
            assert!(Proxy::new(bad, &[]).is_err(), "{bad}");
        }
    }

    #[test]
    fn behind_a_proxy_only_its_name() {
        let hosts = Hosts::Proxy(Proxy::new("obs.example", &[]).unwrap());
        assert!(hosts.know("obs.example") && hosts.know("OBS.example:443"));
        assert!(
            !hosts.know("127.0.0.1:8080") && !hosts.know("obs.example.evil") && !hosts.know("obs.example:80")
        );
        assert_eq!(hosts.origin("OBS.example:443"), "https://obs.example");
    }

    #[test]
    fn with_a_certificate_the_names_it_was_made_for() {
        let names = ["obs.example".to_owned(), "*.sub.example".into(), "192.0.2.7".into()];
        let made = rcgen::generate_simple_self_signed(names).unwrap();
        let hosts = Hosts::Certificate(made.cert.der().clone(), 8443);
        for host in ["obs.example:8443", "a.sub.example:8443", "192.0.2.7:8443"] {
            assert!(hosts.know(host), "{host}");
        }
        for host in ["obs.example", "evil.example:8443", "192.0.2.8:8443", "localhost:8443"] {
            assert!(!hosts.know(host), "{host}");
        }
    }
}
