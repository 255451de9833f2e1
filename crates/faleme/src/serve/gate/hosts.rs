//! The names under which this server answers. A page of another name that points here (DNS rebinding) finds nothing.

use tokio_rustls::rustls::client::verify_server_name;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::server::ParsedCertificate;

/// The names under which this server answers.
#[derive(Debug)]
pub enum Hosts {
    /// This machine alone, on this port.
    Loopback(u16),
    /// Those of its certificate, on this port.
    Certificate(CertificateDer<'static>, u16),
    /// The name under which browsers know the proxy in front.
    Proxy(String),
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
            Self::Proxy(own) => {
                let own = own.to_ascii_lowercase();
                let bare = |host: &str| host.strip_suffix(":443").unwrap_or(host).to_owned();
                bare(&host) == bare(&own)
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
    fn behind_a_proxy_only_its_name() {
        let hosts = Hosts::Proxy("obs.example".into());
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
