//! Armed groups' own media: never fetched, embedded or linked. The source that reports what they say is cited.

use crate::case::{Case, host};
use base::fold_key;
use evidence::ActorKind;
use std::collections::BTreeSet;

/// Who publishes for an armed group.
pub struct Media {
    names: BTreeSet<String>,
    addresses: Vec<String>,
}

impl Media {
    /// The armed groups of a case, those who speak for them, and the sources that it marks as such a medium.
    pub fn of(case: &Case) -> Self {
        let armed = |kind| matches!(kind, ActorKind::ArmedGroup | ActorKind::Spokesperson);
        let actors = case.vocabulary.actors.iter().filter(|a| armed(a.kind));
        let media = case.vocabulary.sources.iter().filter(|s| s.armed_group);
        let named: Vec<&String> = media.flat_map(|s| std::iter::once(&s.name).chain(&s.aliases)).collect();
        let called =
            actors.flat_map(|a| std::iter::once(&a.name).chain(&a.aliases)).chain(named.iter().copied());
        let names = called.map(|name| fold_key(name)).filter(|name| !name.is_empty()).collect();
        let address = |name: &&&String| name.contains('.') && !name.contains(' ');
        let addresses = named.iter().filter(address).map(|name| bare(name)).collect();
        Self { names, addresses }
    }

    /// Whether a publisher or an address is such a medium.
    pub fn is_own(&self, publisher: &str, url: Option<&str>) -> bool {
        self.names.contains(&fold_key(publisher)) || url.is_some_and(|url| self.is_at(url))
    }

    /// Whether words name the address of such a medium.
    pub fn is_named_in(&self, words: &str) -> bool {
        let words = words.to_lowercase();
        self.addresses.iter().any(|address| words.contains(address))
    }

    fn is_at(&self, url: &str) -> bool {
        let (site, address) = (host(url).unwrap_or_default(), bare(url));
        self.addresses.iter().any(|own| match own.contains('/') {
            true => {
                address == *own || address.strip_prefix(own).is_some_and(|r| r.starts_with(['/', '?', '#']))
            }
            false => site == *own || site.strip_suffix(own).is_some_and(|r| r.ends_with('.')),
        })
    }
}

/// An address without scheme and `www.`.
fn bare(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.trim_start_matches("www.").trim_end_matches('/').to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn media_of_an_armed_group_are_told_by_name_and_by_address() {
        let text = "[case]\nid = \"x\"\ntitle = { fr = \"X\", en = \"X\" }\n\
            [[actors]]\nname = \"Northern Front\"\naliases = [\"NF\"]\nkind = \"armed_group\"\n\
            [[actors]]\nname = \"Union\"\nkind = \"union\"\n\
            [[sources]]\nname = \"Front Voice\"\naliases = [\"front.example\", \"t.example/front\"]\n\
            reliability = \"E\"\nreason = \"its own\"\narmed_group = true\n";
        let case = Case::parse(text, Path::new("case.toml")).unwrap();
        let media = Media::of(&case);
        for (publisher, url) in [
            ("northern front", None),
            ("NF", None),
            ("Front Voice", None),
            ("Daily", Some("https://www.front.example/a")),
            ("Daily", Some("https://media.front.example/a")),
            ("Daily", Some("https://t.example/front/12")),
        ] {
            assert!(media.is_own(publisher, url), "{publisher} {url:?}");
        }
        for (publisher, url) in [
            ("Union", None),
            ("Daily", Some("https://daily.example/northern-front")),
            ("Daily", Some("https://notfront.example/")),
            ("Daily", Some("https://t.example/frontier")),
        ] {
            assert!(!media.is_own(publisher, url), "{publisher} {url:?}");
        }
        assert!(media.is_named_in("Read at Front.example/a") && !media.is_named_in("Northern Front said"));
    }
}
