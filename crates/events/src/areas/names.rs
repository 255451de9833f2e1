//! Names of divisions, so that one key stands for all ways to write a name.

use base::fold_key;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static GENERIC: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    include_str!("../../data/areas/generic.txt")
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .collect()
});

/// The key of a division's name: folded, without the words that say what it is (`Cercle de X`, `X cercle` → `x`).
/// A name made of such words alone keeps them.
pub(super) fn key(name: &str) -> String {
    let folded = fold_key(name);
    let mut words: Vec<&str> = folded.split(' ').collect();
    while words.last().is_some_and(|w| GENERIC.contains(w)) {
        words.pop();
    }
    let lead = words.iter().take_while(|w| GENERIC.contains(*w)).count();
    let bare = words.get(lead..).unwrap_or_default().join(" ");
    if bare.is_empty() { folded } else { bare }
}

/// The keys of several names.
pub(super) fn keys<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeSet<String> {
    names.into_iter().map(key).collect()
}

#[cfg(test)]
mod tests {
    use super::key;

    #[test]
    fn what_a_division_is_called_does_not_matter() {
        for name in ["Sanko cercle", "Cercle de Sanko", "SANKO", "sanko département", "District of Sanko"] {
            assert_eq!(key(name), "sanko", "{name}");
        }
        assert_eq!(key("Beledia du Sahel"), "beledia du sahel");
        assert_eq!(key("L’Assaré"), "assare");
    }

    #[test]
    fn a_name_of_generic_words_alone_is_kept() {
        assert_eq!(key("La Ville"), "la ville");
    }
}
