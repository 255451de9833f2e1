//! Names are looked up here alone, and the number that is connected to is the one that was checked.
//!
//! A name that answers with a public number once and with a private one the next time (DNS rebinding) gains nothing: the
//! check and the connection use the same answer.

use super::address::{Address, is_public};
use std::fmt;
use std::net::IpAddr;
use std::time::Duration;
use ureq::Agent;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

/// How this program names itself to publishers.
const NAME: &str = concat!("faleme/", env!("CARGO_PKG_VERSION"), " (open observatory of economic corridors)");

/// A number that is not connected to.
#[derive(Debug)]
pub struct Forbidden {
    host: String,
    number: IpAddr,
}

impl fmt::Display for Forbidden {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is {}, a private or local address: not connected to", self.host, self.number)
    }
}

impl std::error::Error for Forbidden {}

/// Looks names up as the system does, and refuses those that lead into a private net or to this machine.
#[derive(Debug)]
struct Guarded {
    inner: DefaultResolver,
    /// This machine, where the case itself names it.
    own: Option<String>,
}

impl Resolver for Guarded {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let host = uri.host().unwrap_or_default().to_ascii_lowercase();
        let named = self.own.as_deref() == Some(host.as_str());
        let forbidden = |number: &IpAddr| !(is_public(*number) || named && number.is_loopback());
        match found.iter().map(|socket| socket.ip()).find(forbidden) {
            Some(number) => Err(ureq::Error::Other(Box::new(Forbidden { host, number }))),
            None => Ok(found),
        }
    }
}

/// A client for one source. Redirects are not its business, nor are proxies: it would not see what they connect to.
pub fn agent(first: &Address, idle: Duration) -> Agent {
    let config = Agent::config_builder()
        .proxy(None)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false)
        .user_agent(NAME)
        .accept_encoding("identity")
        .timeout_resolve(Some(idle))
        .timeout_connect(Some(idle))
        .timeout_recv_response(Some(idle))
        .timeout_per_read(Some(idle))
        .timeout_per_write(Some(idle))
        .max_idle_connections_per_host(1)
        .build();
    let own = first.names_this_machine().then(|| first.host.clone());
    Agent::with_parts(config, DefaultConnector::new(), Guarded { inner: DefaultResolver::default(), own })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(first: &str, ask: &str) -> String {
        let agent = agent(&Address::parse(first).unwrap(), Duration::from_secs(5));
        agent.get(ask).call().map_or_else(|e| e.to_string(), |answer| answer.status().to_string())
    }

    #[test]
    fn private_numbers_are_not_connected_to_however_they_are_written() {
        for host in
            ["10.0.0.1", "169.254.169.254", "192.168.0.1", "127.0.0.2", "[::1]", "2130706433", "0x7f.1"]
        {
            let told = said("https://example.org/", &format!("http://{host}:9/"));
            let refused = told.contains("private or local") || told.contains("host not found");
            assert!(refused || told.contains("lookup"), "{host}: {told}");
        }
        assert!(said("https://example.org/", "http://localhost:9/").contains("private or local"));
        assert!(said("http://127.0.0.1:9/", "http://127.0.0.2:9/").contains("private or local"));
    }

    #[test]
    fn this_machine_is_asked_where_the_case_names_it() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let told = said(&format!("http://127.0.0.1:{port}/"), &format!("http://127.0.0.1:{port}/"));
        assert!(!told.contains("private or local"), "{told}");
    }
}
