//! Words of lexicons in quotes, without accents, case and punctuation.

use base::fold_key;

/// A text to look for words in.
#[derive(Clone)]
pub(crate) struct Words(String);

impl Words {
    pub(crate) fn of(text: &str) -> Self {
        Self(format!(" {} ", fold_key(text)))
    }

    /// Where a pattern first stands: its start and end among the folded words. A `*` ends a stem.
    pub(crate) fn find(&self, pattern: &str) -> Option<(usize, usize)> {
        let (stem, open) = pattern.strip_suffix('*').map_or((pattern, false), |stem| (stem, true));
        let key = fold_key(stem);
        if key.is_empty() {
            return None;
        }
        let sought = if open { format!(" {key}") } else { format!(" {key} ") };
        let at = self.0.find(&sought)?;
        Some((at + 1, at + 1 + key.len()))
    }

    /// Takes a pattern's first place out of the text; `false` if it has none.
    pub(crate) fn take(&mut self, pattern: &str) -> bool {
        let Some((start, end)) = self.find(pattern) else { return false };
        self.0.replace_range(start..end, "_");
        true
    }

    pub(crate) fn has(&self, pattern: &str) -> bool {
        self.find(pattern).is_some()
    }

    pub(crate) fn has_any<S: AsRef<str>>(&self, patterns: &[S]) -> bool {
        patterns.iter().any(|p| self.has(p.as_ref()))
    }

    /// The words one after the other.
    pub(crate) fn list(&self) -> Vec<&str> {
        self.0.split_whitespace().collect()
    }
}

/// The clauses of a text: what stands between full stops, semicolons, colons, brackets and line ends. A point between
/// digits or letters (`1.5`, `p.m.`) ends nothing.
pub(crate) fn clauses(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', ':', '(', ')', '\n']).flat_map(|part| part.split(". "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole_and_stems_open() {
        let words = Words::of("Interdiction d’acheminer de l’essence ; hydrocarbures, camions-citernes");
        assert!(words.has("essence") && words.has("hydrocarbure*") && words.has("camions citernes"));
        let mut rest = words.clone();
        assert!(rest.take("camions citernes") && !rest.take("camions citernes") && !rest.has("citernes"));
        assert!(!words.has("camion") && !words.has("hydro") && !words.has(""));
    }

    #[test]
    fn clauses_end_at_stops_and_not_within_numbers() {
        let clauses: Vec<&str> =
            clauses("a 1.5 b. c; d (e)").map(str::trim).filter(|c| !c.is_empty()).collect();
        assert_eq!(clauses, ["a 1.5 b", "c", "d", "e"]);
    }
}
