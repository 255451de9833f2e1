//! An address on the web, taken apart, and whether a host's number may be connected to.
//!
//! In: an address as a case, a server's redirect or its answer writes it. Out: scheme, host, port and path, or the reason
//! why it is none; nothing is looked up here.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Longest address taken, bytes.
const LONGEST: usize = 4_000;

/// An `http` or `https` address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    /// Whether the line is encrypted.
    pub https: bool,
    /// Host, in lower case; an IPv6 number stands in brackets.
    pub host: String,
    /// Port.
    pub port: u16,
    /// Path and query, from its `/` on.
    pub path: String,
}

impl Address {
    /// Reads a whole address; a fragment is dropped, and signs that no path holds are escaped.
    pub fn parse(words: &str) -> Result<Self, String> {
        let words = words.trim();
        if words.len() > LONGEST {
            return Err("it is too long".into());
        }
        let (scheme, rest) = words.split_once("://").ok_or("it has no http:// or https://")?;
        let https = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            other => return Err(format!("`{other}` is neither http nor https")),
        };
        let rest = rest.split('#').next().unwrap_or_default();
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let (host, port) = host_and_port(authority, https)?;
        let path = if path.starts_with('/') { escaped(path) } else { format!("/{}", escaped(path)) };
        Ok(Self { https, host, port, path })
    }

    /// The address that `location` of an answer from here means: a whole one, or a part of this one.
    pub fn join(&self, location: &str) -> Result<Self, String> {
        let location = location.trim();
        let head = location.split(['/', '?', '#']).next().unwrap_or_default();
        if head.contains(':') {
            return Self::parse(location);
        }
        let scheme = if self.https { "https" } else { "http" };
        if let Some(rest) = location.strip_prefix("//") {
            return Self::parse(&format!("{scheme}://{rest}"));
        }
        let bare = self.path.split('?').next().unwrap_or_default();
        let folder = bare.rsplit_once('/').map_or("", |(folder, _)| folder);
        let path = match location.chars().next() {
            Some('/') => location.to_owned(),
            Some('?') => format!("{bare}{location}"),
            _ => format!("{folder}/{location}"),
        };
        Self::parse(&format!("{scheme}://{}:{}{path}", self.host, self.port))
    }

    /// Host and port, as two addresses of one server share them.
    pub fn server(&self) -> (bool, &str, u16) {
        (self.https, &self.host, self.port)
    }

    /// Whether the port is the usual one of its scheme.
    pub fn usual_port(&self) -> bool {
        self.port == usual(self.https)
    }

    /// Whether the host is this machine by its name or number, as the address writes it.
    pub fn names_this_machine(&self) -> bool {
        let bare = self.host.trim_start_matches('[').trim_end_matches(']');
        bare == "localhost" || bare.parse::<IpAddr>().is_ok_and(|number| number.is_loopback())
    }

    /// Without its query, which may hold a signature that opens a store for some minutes.
    pub fn without_query(&self) -> String {
        let bare = self.path.split('?').next().unwrap_or_default();
        Self { path: bare.to_owned(), ..self.clone() }.to_string()
    }

    /// With one more parameter in its query.
    pub fn with(&self, parameter: &str) -> Self {
        let joint = if self.path.contains('?') { '&' } else { '?' };
        Self { path: format!("{}{joint}{parameter}", self.path), ..self.clone() }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.https { "https" } else { "http" };
        write!(f, "{scheme}://{}", self.host)?;
        if !self.usual_port() {
            write!(f, ":{}", self.port)?;
        }
        write!(f, "{}", self.path)
    }
}

fn usual(https: bool) -> u16 {
    if https { 443 } else { 80 }
}

fn host_and_port(authority: &str, https: bool) -> Result<(String, u16), String> {
    if authority.contains('@') {
        return Err("it holds a user name: no such address is asked".into());
    }
    let bracket = authority.rfind(']').map_or(0, |at| at + 1);
    let (host, port) = match authority.get(bracket..).unwrap_or_default().rfind(':') {
        Some(at) => (authority.split_at(bracket + at).0, authority.get(bracket + at + 1..)),
        None => (authority, None),
    };
    let port = match port {
        None | Some("") => usual(https),
        Some(port) => port.parse().ok().filter(|p| *p > 0).ok_or("its port is no number")?,
    };
    let inner = host.strip_prefix('[').and_then(|h| h.strip_suffix(']'));
    let fits = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    let good = match inner {
        Some(number) => number.parse::<Ipv6Addr>().is_ok(),
        None => !host.is_empty() && host.len() <= 253 && host.chars().all(fits),
    };
    if !good {
        return Err("its host is no name or number (accented names are written as xn--…)".into());
    }
    Ok((host.trim_end_matches('.').to_ascii_lowercase(), port))
}

/// Spaces, accents and control signs as `%XX`.
fn escaped(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

/// Whether a number is one that the whole internet shares: not of a private net, this machine, this link, a group, a
/// range kept for tests or examples, nor one of those wrapped in IPv6 (IANA special-purpose registries).
pub fn is_public(number: IpAddr) -> bool {
    match number {
        IpAddr::V4(number) => is_public_v4(number),
        IpAddr::V6(number) => match inner_v4(number) {
            Some(inner) => is_public_v4(inner),
            None => is_public_v6(number),
        },
    }
}

fn is_public_v4(number: Ipv4Addr) -> bool {
    let [a, b, c, _] = number.octets();
    let kept = matches!(
        (a, b, c),
        (0 | 10 | 127 | 224..=255, _, _)
            | (100, 64..=127, _)
            | (169, 254, _)
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18 | 19, _)
            | (198, 51, 100)
            | (203, 0, 113)
    );
    !kept
}

/// The IPv4 number that an IPv6 number leads to: mapped, translated (NAT64) or tunnelled (6to4).
fn inner_v4(number: Ipv6Addr) -> Option<Ipv4Addr> {
    let parts = number.segments();
    let of = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        Ipv4Addr::new(a, b, c, d)
    };
    match parts {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => Some(of(high, low)),
        [0x2002, high, low, ..] => Some(of(high, low)),
        _ => None,
    }
}

fn is_public_v6(number: Ipv6Addr) -> bool {
    let [first, second, ..] = number.segments();
    // Global unicast is 2000::/3; of it, Teredo, the benchmark and documentation ranges are no hosts of the internet.
    let global = first & 0xe000 == 0x2000;
    let kept = first == 0x2001 && (second == 0 || second == 2 || second == 0xdb8) || first == 0x3fff;
    global && !kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parsed(words: &str) -> Address {
        Address::parse(words).unwrap()
    }

    #[test]
    fn an_address_is_taken_apart_and_written_again() {
        for (words, again) in [
            ("https://download.example.org/a/b.zip", "https://download.example.org/a/b.zip"),
            ("HTTPS://Example.ORG:443/a?b=c#d", "https://example.org/a?b=c"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080/"),
            ("http://[2001:db8::1]:80/x", "http://[2001:db8::1]/x"),
            ("https://example.org?x=1", "https://example.org/?x=1"),
            ("https://example.org./x y é", "https://example.org/x%20y%20%C3%A9"),
        ] {
            assert_eq!(parsed(words).to_string(), again, "{words}");
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for words in [
            "",
            "example.org/x",
            "file:///etc/passwd",
            "ftp://example.org/",
            "https://",
            "https:///x",
            "https://user:pass@example.org/",
            "https://example.org:0/",
            "https://example.org:99999/",
            "https://exa mple.org/",
            "https://exämple.org/",
            "https://[::1/",
            "https://a\\b.org/",
        ] {
            assert!(Address::parse(words).is_err(), "{words}");
        }
    }

    #[test]
    fn a_location_is_a_whole_address_or_a_part_of_one() {
        let here = parsed("https://example.org/a/b?c=d");
        for (location, wanted) in [
            ("https://other.org/x", "https://other.org/x"),
            ("//other.org/x", "https://other.org/x"),
            ("/x", "https://example.org/x"),
            ("x", "https://example.org/a/x"),
            ("?e=f", "https://example.org/a/b?e=f"),
            ("x?at=12:30", "https://example.org/a/x?at=12:30"),
        ] {
            assert_eq!(here.join(location).unwrap().to_string(), wanted, "{location}");
        }
        assert!(here.join("javascript:alert(1)").is_err());
        assert!(here.join("file:///etc/passwd").is_err());
    }

    #[test]
    fn a_signature_in_a_query_is_not_kept() {
        let signed = parsed("https://store.example.org/f.csv?X-Amz-Signature=abc");
        assert_eq!(signed.without_query(), "https://store.example.org/f.csv");
        assert_eq!(parsed("https://e.org/a?b=1").with("page=2").path, "/a?b=1&page=2");
        assert_eq!(parsed("https://e.org/a").with("page=2").path, "/a?page=2");
    }

    #[test]
    fn private_numbers_are_known_in_every_dress() {
        for number in [
            "127.0.0.1",
            "127.8.8.8",
            "10.1.2.3",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "192.0.2.7",
            "198.18.0.1",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "fe80::1",
            "fd00::1",
            "fec0::1",
            "ff02::1",
            "2001:db8::1",
            "2001::1",
            "::7f00:1",
        ] {
            assert!(!is_public(number.parse().unwrap()), "{number}");
        }
        for number in [
            "93.184.216.34",
            "172.32.0.1",
            "100.128.0.1",
            "2a00:1450:4001::1",
            "2606:4700::1111",
            "::ffff:8.8.8.8",
        ] {
            assert!(is_public(number.parse().unwrap()), "{number}");
        }
    }

    #[test]
    fn this_machine_is_known_by_its_names() {
        for words in ["http://127.0.0.1/", "http://localhost:80/", "http://[::1]/", "http://127.9.9.9/"] {
            assert!(parsed(words).names_this_machine(), "{words}");
        }
        assert!(!parsed("http://127.0.0.1.example.org/").names_this_machine());
    }

    proptest! {
        #[test]
        fn any_words_are_read_or_refused_and_what_is_written_reads_the_same(words in "\\PC{0,60}", path in "\\PC{0,30}") {
            let _ = Address::parse(&words);
            if let Ok(address) = Address::parse(&format!("https://example.org/{path}")) {
                prop_assert_eq!(Address::parse(&address.to_string()).unwrap(), address.clone());
                let _ = address.join(&words);
            }
        }
    }
}
