//! Kinds of response, and how a quote is told to be of one (`data/response/kinds.toml`).

use super::Prose;
use base::fold_key;
use serde::Deserialize;
use std::sync::LazyLock;

/// A kind of response.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Its name in files and JSON.
    pub id: String,
    /// Its name in words.
    pub name: Prose,
    /// Whether a warning tells that nothing of it is on record.
    pub expected: bool,
    /// Words by which a quote speaks of it.
    words: Vec<String>,
}

static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    #[derive(Default, Deserialize)]
    struct File {
        kinds: Vec<Kind>,
    }
    toml::from_str::<File>(include_str!("../../data/response/kinds.toml")).unwrap_or_default().kinds
});

/// What a recommendation of no other kind is of.
pub(super) const OTHER: &str = "other";

/// All kinds, the narrower first.
pub fn kinds() -> &'static [Kind] {
    &KINDS
}

/// The kind with this id.
pub fn kind_called(id: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.id == id)
}

/// The kinds that a quote speaks of; none if it speaks of no kind.
pub(super) fn kinds_of(quote: &str) -> impl Iterator<Item = &'static str> {
    let text = fold_key(quote);
    let spoken = move |kind: &&Kind| kind.words.iter().any(|word| speaks(&text, word));
    KINDS.iter().filter(spoken).map(|kind| kind.id.as_str())
}

/// The kinds that a warning looks for.
pub fn expected() -> impl Iterator<Item = &'static Kind> {
    KINDS.iter().filter(|kind| kind.expected)
}

/// Whether a text, as [`fold_key`] gives it, has these words: whole words, but `*` stands for any rest of a word, and
/// alone for a whole word.
pub(super) fn speaks(text: &str, pattern: &str) -> bool {
    let words: Vec<&str> = text.split(' ').collect();
    let wanted: Vec<String> = pattern.split_whitespace().flat_map(parts).collect();
    let fits =
        |word: &str, want: &str| want.strip_suffix('*').map_or(word == want, |stem| word.starts_with(stem));
    !wanted.is_empty()
        && words.windows(wanted.len()).any(|run| run.iter().zip(&wanted).all(|(w, p)| fits(w, p)))
}

/// One word of a pattern, cut as [`fold_key`] cuts a text: `d'urgence` is two.
fn parts(word: &str) -> Vec<String> {
    let open = word.ends_with('*');
    let mut parts: Vec<String> =
        fold_key(word).split(' ').filter(|p| !p.is_empty()).map(str::to_owned).collect();
    match parts.last_mut() {
        Some(last) if open => last.push('*'),
        Some(_) => {}
        None if open => parts.push("*".to_owned()),
        None => {}
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_table_is_read_and_its_ids_are_its_own() {
        let ids: BTreeSet<&str> = kinds().iter().map(|k| k.id.as_str()).collect();
        assert_eq!((ids.len(), expected().count()), (kinds().len(), 7));
        assert!(kind_called(OTHER).is_some() && kind_called("no_such").is_none());
    }

    #[test]
    fn a_quote_is_of_the_kind_that_it_speaks_of_in_both_languages() {
        for (quote, kind) in [
            ("They pledged support for mediation by village chiefs.", "mediation"),
            ("Ils appuient la médiation des chefs de village.", "mediation"),
            ("Without enhanced regional cooperation", "regional_cooperation"),
            ("Sans une coopération régionale renforcée", "regional_cooperation"),
            ("La reconstruction du pont a débuté", "reconstruction"),
            ("to reopen the road and escort convoys", "secured_corridors"),
            ("constituer des stocks d’urgence", "relief"),
            ("Une loi de décentralisation", "decentralisation"),
        ] {
            assert_eq!(kinds_of(quote).next(), Some(kind), "{quote}");
        }
        assert_eq!(kinds_of("the weather was fine").count(), 0);
        let both: Vec<&str> =
            kinds_of("regional cooperation, focused on securing economic corridors").collect();
        assert_eq!(both, ["regional_cooperation", "secured_corridors"]);
    }

    #[test]
    fn a_star_is_the_rest_of_a_word() {
        assert!(speaks("within three months", "within * months") && speaks("rebuilding", "rebuil*"));
        assert!(!speaks("prebuilt", "built") && !speaks("", "x") && !speaks("x", ""));
    }
}
