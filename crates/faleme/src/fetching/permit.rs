//! Where a request may lead: the address that the case names, and from there only to its own host or to those listed.

use super::address::Address;
use super::{Step, helped};

/// What may be asked for one source.
pub struct Permit<'a> {
    /// The address that the case names.
    pub first: &'a Address,
    /// Hosts that its answers may lead to: `host`, or `host/path/` for a store that many share.
    pub redirects: &'a [String],
    /// The name of the armed group's medium that a host belongs to, as the case marks it.
    pub shut: &'a dyn Fn(&str) -> Option<String>,
}

impl Permit<'_> {
    /// Whether `to` may be asked at all: by itself, as the first address or as one that an answer named.
    pub fn allows(&self, to: &Address) -> Step<()> {
        if let Some(medium) = (self.shut)(&to.host) {
            let said = format!("{} is {medium}, an armed group's own medium: it is never fetched", to.host);
            return Err(helped("fetch.armed_group", said, "cite the source that reports what it says"));
        }
        if self.first.https && !to.https {
            let said = format!("it leads from https to http, to {}: not followed", to.host);
            return Err(helped(
                "fetch.downgrade",
                said,
                "ask the publisher, or name an address that stays on https",
            ));
        }
        let own = to.host == self.first.host && (to.port == self.first.port || to.https && to.usual_port());
        if own || self.listed(to) {
            return Ok(());
        }
        let said =
            format!("it leads to {}, which `redirects` of the source does not name: not followed", to.host);
        Err(helped(
            "fetch.redirect",
            said,
            format!("if that is the publisher's own store, add \"{}\" there", to.host),
        ))
    }

    fn listed(&self, to: &Address) -> bool {
        self.redirects.iter().any(|entry| {
            let (server, path) = entry.split_once('/').unwrap_or((entry, ""));
            let (host, port) = match server.rsplit_once(':') {
                Some((host, port)) => (host, Some(port.parse::<u16>().unwrap_or(0))),
                None => (server, None::<u16>),
            };
            let below = path.is_empty() || under(&to.path, path);
            host.eq_ignore_ascii_case(&to.host)
                && port.map_or(to.usual_port(), |port| port == to.port)
                && below
        })
    }
}

/// Whether a path lies under a folder. One that climbs is none of its own.
fn under(path: &str, folder: &str) -> bool {
    let bare = path.split('?').next().unwrap_or_default();
    let climbs = bare.split('/').any(|step| {
        let step = step.to_ascii_lowercase().replace("%2e", ".");
        step == ".." || step == "."
    });
    !climbs && bare.trim_start_matches('/').starts_with(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(first: &str, redirects: &[&str], to: &str) -> String {
        let first = Address::parse(first).unwrap();
        let redirects: Vec<String> = redirects.iter().map(|r| (*r).to_owned()).collect();
        let shut = |host: &str| (host == "front.example.net").then(|| "Front media".to_owned());
        let permit = Permit { first: &first, redirects: &redirects, shut: &shut };
        permit.allows(&Address::parse(to).unwrap()).map_or_else(|issue| issue.code, |()| "yes".to_owned())
    }

    #[test]
    fn only_the_own_host_and_those_listed_are_followed() {
        let hdx = "https://data.example.org/api?id=x";
        for (redirects, to, wanted) in [
            (&[][..], "https://data.example.org/file.csv", "yes"),
            (&[], "https://store.example.org/file.csv", "fetch.redirect"),
            (&["store.example.org"], "https://store.example.org/file.csv", "yes"),
            (&["store.example.org"], "https://store.example.org:8443/file.csv", "fetch.redirect"),
            (&["store.example.org:8443"], "https://store.example.org:8443/file.csv", "yes"),
            (&["store.example.org"], "http://store.example.org/file.csv", "fetch.downgrade"),
            (&["store.example.org"], "https://evil.store.example.org/file.csv", "fetch.redirect"),
            (&["store.example.org/files/"], "https://store.example.org/files/a.csv", "yes"),
            (&["store.example.org/files/"], "https://store.example.org/other/a.csv", "fetch.redirect"),
            (
                &["store.example.org/files/"],
                "https://store.example.org/files/../other/a.csv",
                "fetch.redirect",
            ),
            (&["store.example.org/files/"], "https://store.example.org/files/%2e%2E/a.csv", "fetch.redirect"),
            (&["front.example.net"], "https://front.example.net/a", "fetch.armed_group"),
        ] {
            assert_eq!(judged(hdx, redirects, to), wanted, "{to}");
        }
        assert_eq!(
            judged("http://feed.example.org/a", &[], "https://feed.example.org/a"),
            "yes",
            "to https is fine"
        );
        assert_eq!(judged("http://127.0.0.1:8080/a", &[], "http://127.0.0.1:9090/a"), "fetch.redirect");
        assert_eq!(
            judged("https://front.example.net/a", &[], "https://front.example.net/a"),
            "fetch.armed_group"
        );
    }
}
