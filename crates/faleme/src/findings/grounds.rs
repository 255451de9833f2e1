//! Footnotes that are no quotes: rows of tables, entries of the case's files, and what events and constraints rest on.

use super::Desk;
use super::stages::{Proof, Release, Stages};
use crate::neighbours::{self, Report};
use base::ClaimId;
use letter::{Basis, Entry, Note, NoteId, Rows};
use std::collections::BTreeMap;

/// Rows that a footnote names; the others are counted.
const NAMED: usize = 3;

impl Desk<'_> {
    pub(super) fn keep(&mut self, id: String, basis: Basis) -> NoteId {
        let id = NoteId::new(id);
        self.notes.insert(id.clone(), Note { id: id.clone(), basis });
        id
    }

    /// An entry of a file of the case.
    pub(super) fn entry(&mut self, file: &str, line: usize, source: Option<&str>) -> NoteId {
        let source = source.map(str::to_owned);
        let basis = Entry { file: file.to_owned(), line, source, url: None };
        self.keep(format!("{file}:{line}"), Basis::Entry(basis))
    }

    /// A release, of which all rows count.
    pub(super) fn release(&mut self, of: &Release) -> NoteId {
        let basis = Rows {
            dataset: of.dataset.clone(),
            release: Some(of.name.clone()),
            rows: of.first.clone(),
            count: of.count,
            licence: None,
        };
        self.keep(format!("{}/{}", of.dataset, of.name), Basis::Rows(basis))
    }

    /// What ids of events, constraints, rows and reports rest on: of claims no more than `most` footnotes, of the rows of one
    /// file or release one.
    pub(super) fn grounds(&mut self, stages: &Stages, ids: &[String], most: usize) -> Vec<NoteId> {
        let mut claims: Vec<&ClaimId> = Vec::new();
        let mut rows: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
        let mut lines: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
        let mut reports: Vec<&Report> = Vec::new();
        for id in ids {
            match id.rsplit_once(':') {
                Some((file, line)) if file.contains('/') => {
                    lines.entry(file).or_default().extend(line.parse::<u32>())
                }
                _ if id.starts_with(neighbours::PREFIX) => {
                    reports.extend(stages.reports.iter().find(|r| r.id == *id))
                }
                _ => {}
            }
            for proof in stages.proofs.get(id).into_iter().flatten() {
                match proof {
                    Proof::Claim(claim) => claims.push(claim),
                    Proof::Row(at) => rows.entry((&at.dataset, &at.release)).or_default().push(&at.id),
                }
            }
        }
        let claims: Vec<_> = claims.into_iter().filter_map(|id| self.claims.get(id).copied()).collect();
        let mut notes = self.cite(&claims);
        notes.truncate(most);
        notes.extend(rows.into_iter().map(|((dataset, release), ids)| self.rows(dataset, release, ids)));
        notes.extend(lines.into_iter().map(|(file, lines)| self.lines(file, lines)));
        notes.extend(reports.into_iter().map(|r| self.entry(neighbours::FILE, r.line, Some(&r.source))));
        notes
    }

    fn rows(&mut self, dataset: &str, release: &str, mut ids: Vec<&str>) -> NoteId {
        ids.sort_unstable();
        ids.dedup();
        let (count, first) = (ids.len(), ids.into_iter().take(NAMED).collect::<Vec<_>>());
        let more = if count > first.len() { format!("+{}", count - first.len()) } else { String::new() };
        let id = format!("{dataset}/{release}/{}{more}", first.join(","));
        let basis = Rows {
            dataset: dataset.to_owned(),
            release: Some(release.to_owned()),
            rows: first.into_iter().map(str::to_owned).collect(),
            count,
            licence: None,
        };
        self.keep(id, Basis::Rows(basis))
    }

    /// Rows of an imported table, called `people/FILE` or `prices/FILE`: the id holds all of them.
    fn lines(&mut self, file: &str, mut lines: Vec<u32>) -> NoteId {
        lines.sort_unstable();
        lines.dedup();
        let name = file.split_once('/').map_or(file, |(_, name)| name);
        let basis = Rows {
            dataset: name.to_owned(),
            release: None,
            rows: lines.iter().take(NAMED).map(u32::to_string).collect(),
            count: lines.len(),
            licence: None,
        };
        self.keep(format!("{file}:{}", spans(&lines)), Basis::Rows(basis))
    }
}

/// `3-5,9` for 3, 4, 5 and 9; the numbers are in order.
fn spans(lines: &[u32]) -> String {
    let runs = lines.chunk_by(|a, b| a.checked_add(1) == Some(*b));
    let words = runs.filter_map(|run| match run {
        [one] => Some(one.to_string()),
        [first, .., last] => Some(format!("{first}-{last}")),
        [] => None,
    });
    words.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_that_follow_each_other_are_a_span() {
        assert_eq!(spans(&[3, 4, 5, 9]), "3-5,9");
        assert_eq!((spans(&[7]), spans(&[])), ("7".to_owned(), String::new()));
    }
}
