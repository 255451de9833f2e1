//! Reasons under a table: each is told once, with its id, and rows refer to it by number.

use corridors::{Passability, Reason};
use serde::Serialize;

/// Why a stretch of road has its status.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Told {
    /// Id of the constraint or event: `why` follows it.
    pub constraint: String,
    /// What it makes of the stretch for the class asked about.
    pub status: Passability,
    /// In a few words.
    pub words: String,
}

impl From<&Reason> for Told {
    fn from(reason: &Reason) -> Self {
        Self { constraint: reason.limit.clone(), status: reason.status, words: reason.words() }
    }
}

/// Reasons with their numbers, in the order that they are met.
#[derive(Clone, Debug, Default)]
pub struct Legend(Vec<Told>);

impl Legend {
    /// The numbers of some reasons, each new one added.
    pub fn marks(&mut self, told: impl IntoIterator<Item = Told>) -> String {
        let mark = |told: Told| {
            let at = self.0.iter().position(|known| *known == told).unwrap_or_else(|| {
                self.0.push(told);
                self.0.len() - 1
            });
            (at + 1).to_string()
        };
        told.into_iter().map(mark).collect::<Vec<_>>().join(" ")
    }

    /// One line a reason, whole.
    pub fn text(&self) -> String {
        let line =
            |(n, t): (usize, &Told)| format!("\n{n}  {}: {} ({})", t.status.as_str(), t.words, t.constraint);
        (1..).zip(&self.0).map(line).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_has_one_number_and_one_line() {
        let told = |id: &str, status| Told { constraint: id.into(), status, words: format!("words of {id}") };
        let mut legend = Legend::default();
        assert_eq!(legend.marks([told("b", Passability::Closed), told("a", Passability::Closed)]), "1 2");
        assert_eq!(legend.marks([told("a", Passability::Closed), told("a", Passability::Restricted)]), "2 3");
        assert_eq!(legend.marks([]), "");
        let lines = "\n1  closed: words of b (b)\n2  closed: words of a (a)\n3  restricted: words of a (a)";
        assert_eq!(legend.text(), lines);
    }
}
