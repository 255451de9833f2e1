//! What a reader can take in: a long list is counted whole and printed in part, and says so with the place of the rest. Nothing is
//! left out silently.

use super::desk::Desk;
use crate::sheet::{Block, Inline};
use crate::words::{count, plain};
use crate::{Finding, Occurrence};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How long a list may be to be printed whole, and how many of a longer one are printed. Our own convention: what an
/// observatory's letter prints in print, on some pages a part.
#[derive(Clone, Copy)]
pub(super) struct Room {
    /// Lists of up to so many are printed whole.
    pub whole: usize,
    /// So many of a longer one.
    pub most: usize,
}

/// Dated events of all months together; a longer chronology shares what it prints between its months.
pub(super) const CHRONOLOGY: Room = Room { whole: 240, most: 120 };
/// Events printed of a month at the least, however many months there are.
pub(super) const A_MONTH: usize = 4;
/// Any other list of what is told.
pub(super) const LIST: Room = Room { whole: 60, most: 30 };
/// Limits of access.
pub(super) const CONSTRAINTS: Room = Room { whole: 60, most: 40 };
/// Contradictions, which take the most room.
pub(super) const CONTRADICTIONS: Room = Room { whole: 40, most: 20 };
/// Limits of which there is nothing new.
pub(super) const SILENT: Room = Room { whole: 30, most: 15 };
/// Documents; of more, the publishers are listed.
pub(super) const SOURCES: usize = 200;
/// Those publishers.
pub(super) const PUBLISHERS: Room = Room { whole: 80, most: 60 };

/// The first of a list by `rank`, in the order given, and how many are left; all of one that is short enough. What ranks alike
/// keeps its order.
pub(super) fn first<T, K: Ord>(all: Vec<T>, room: Room, rank: impl Fn(&T) -> K) -> (Vec<T>, usize) {
    if all.len() <= room.whole {
        return (all, 0);
    }
    let mut order: Vec<usize> = (0..all.len()).collect();
    order.sort_by_key(|at| all.get(*at).map(&rank));
    order.truncate(room.most);
    order.sort_unstable();
    let rest = all.len() - order.len();
    let shown = all.into_iter().enumerate().filter(|(at, _)| order.binary_search(at).is_ok());
    (shown.map(|(_, one)| one).collect(), rest)
}

/// What is better supported comes first: independent origins, then credibility, reliability and documents, then what is more
/// recent.
pub(super) fn support(finding: &Finding<Occurrence>) -> impl Ord + use<> {
    let (of, day) = (finding.content().support, finding.content().date.and_then(|d| d.first()));
    (Reverse(of.origins), of.credibility, of.reliability, Reverse(of.documents), Reverse(day))
}

impl Desk<'_> {
    /// The occurrences to be printed of some, and the line that says so.
    pub(super) fn fold<'f>(
        &mut self,
        all: Vec<&'f Finding<Occurrence>>,
        room: Room,
    ) -> (Vec<&'f Finding<Occurrence>>, Option<Block>) {
        let kinds = all.iter().map(|f| self.messages.name("type", &f.content().subject));
        let (kinds, n) = (self.kinds(kinds.collect()), all.len());
        let (shown, rest) = first(all, room, |f| support(f));
        let said = self.folded("fold-support", (n, rest), &kinds);
        (shown, said)
    }

    /// Says that only some are printed, by what rule, what there is in all, and where the others stand; counts them. Nothing
    /// where none is left.
    pub(super) fn folded(&mut self, key: &str, (n, rest): (usize, usize), kinds: &str) -> Option<Block> {
        if rest == 0 {
            return None;
        }
        self.counted += rest;
        let args = [
            ("n", count(n)),
            ("shown", count(n - rest)),
            ("rest", count(rest)),
            ("kinds", kinds.into()),
            ("file", self.file().into()),
        ];
        Some(Block::Remark(vec![Inline::Text(self.messages.tell(key, args))]))
    }

    /// Where all findings stand.
    pub(super) fn file(&self) -> &'static str {
        if self.findings.masthead.draft { "findings-draft.json" } else { "findings.json" }
    }

    /// How many of each kind, the most frequent first: "armed attack 12; curfew 3".
    pub(super) fn kinds(&self, names: Vec<String>) -> String {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for name in names {
            let mut letters = name.chars();
            let small: String =
                letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect();
            *counts.entry(small).or_default() += 1;
        }
        let mut sorted: Vec<(String, usize)> = counts.into_iter().collect();
        sorted.sort_by_key(|(_, n)| Reverse(*n));
        let told = |(name, n): (String, usize)| format!("{name} {}", plain(n as f64, self.messages.lang));
        self.messages.apart(&sorted.into_iter().map(told).collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_list_is_whole_and_a_long_one_keeps_its_order() {
        let room = Room { whole: 4, most: 2 };
        assert_eq!(first(vec![3, 1, 2, 1], room, |n| *n), (vec![3, 1, 2, 1], 0));
        assert_eq!(first(vec![3, 1, 2, 1, 0], room, |n| *n), (vec![1, 0], 3));
        assert_eq!(first(vec![1, 1, 1, 1, 1], room, |n| *n), (vec![1, 1], 3));
        assert_eq!(first(Vec::<u8>::new(), room, |n| *n), (Vec::new(), 0));
    }
}
