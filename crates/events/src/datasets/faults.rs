//! What can be wrong with a row: one code each, with words for its owner.

use base::{Issue, Severity};
use std::collections::BTreeMap;

/// At most so many issues of one code are told of a file; the rest is counted.
pub const TOLD: u64 = 5;

/// Code and what to do about it, for rows that are imported and flagged.
const FLAGS: &[(&str, &str)] = &[
    ("code.unknown", "the native row keeps it; neither the codebook nor the mapping knows it"),
    ("country.unknown", "the country stays empty; the coordinates are not checked against it"),
    (
        "date.day_month",
        "read the other way round; other dates of the file may be swapped without showing it: export it anew, without a spreadsheet",
    ),
    ("date.order", "the two dates are put in order; the native row keeps them"),
    ("date.spreadsheet", "read as a spreadsheet's serial number; better import the file as downloaded"),
    ("date.unreadable", "the row counts as undated"),
    ("date.year", "compare the columns; the dates count"),
    (
        "date.implausible",
        "the day stays as told and does not count for the day of the release; look at the row",
    ),
    (
        "date.order_unclear",
        "day and month may be swapped: export the file anew with dates such as 2021-03-04",
    ),
    ("deaths.implausible", "the row counts without deaths; the native row keeps the numbers"),
    ("estimate.order", "kept as told; count with the range from the smallest to the largest"),
    ("estimate.unreadable", "the row counts without deaths"),
    ("number.comma", "read as a decimal comma; better import the file as downloaded"),
    ("point.at_sea", "it counts for its country and for no cell or district of a panel"),
    ("point.outside", "kept as told; check latitude and longitude"),
    ("point.swapped", "kept as told; it would fit with latitude and longitude swapped"),
    ("point.unreadable", "the row counts without coordinates"),
    ("row.shifted", "the columns seem shifted; look at the native row"),
    ("status.check", "its owner has not settled it yet; a later release may"),
    ("text.encoding", "read as Latin-1; save the file as UTF-8"),
];

/// Code and what to do, for rows that cannot be imported.
const REFUSALS: &[(&str, &str)] = &[
    ("file.cut", "the file ends in the middle of a record: download it again"),
    ("quote.unbalanced", "mend the line, or download the file again"),
    ("row.fields", "mend the line, or download the file again"),
    ("row.id", "a row needs an id"),
    ("row.id_conflict", "one id stands for two rows: the first one counts; ask the owner of the file"),
    ("row.json", "mend the object, or download the file again"),
];

/// A finding on one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Its code.
    pub code: &'static str,
    /// The line in its file, from 1.
    pub line: u64,
    /// What is wrong, with the value.
    pub words: String,
}

/// What is found while a row is read.
#[derive(Clone, Debug, Default)]
pub struct Notes {
    /// Flags, once each, with words.
    pub flags: Vec<(&'static str, String)>,
    /// Whether some text was not UTF-8.
    pub foreign: bool,
}

impl Notes {
    /// Flags the row; the first words of a code count.
    pub fn flag(&mut self, code: &'static str, words: impl FnOnce() -> String) {
        if self.flags.iter().all(|(known, _)| *known != code) {
            self.flags.push((code, words()));
        }
    }
}

/// Findings of a file, counted by code.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    counts: BTreeMap<&'static str, u64>,
    told: Vec<Fault>,
}

impl Faults {
    /// Adds a finding.
    pub fn add(&mut self, fault: Fault) {
        let count = self.counts.entry(fault.code).or_default();
        *count += 1;
        if *count <= TOLD {
            self.told.push(fault);
        }
    }

    /// The findings as issues, in file order: at most [`TOLD`] of a code, then how many more there are.
    pub fn issues(&self, file: &str) -> Vec<Issue> {
        let mut told = self.told.clone();
        told.sort_by_key(|f| f.line);
        let line = |f: &Fault| usize::try_from(f.line).unwrap_or(usize::MAX);
        let one = |f: &Fault| issue(f.code, f.words.clone()).in_file(file).at_line(line(f));
        let more = |(code, count): (&&'static str, &u64)| {
            let rest = count.checked_sub(TOLD).filter(|rest| *rest > 0)?;
            Some(Issue::note(code, format!("{rest} more rows like these")).in_file(file))
        };
        told.iter().map(one).chain(self.counts.iter().filter_map(more)).collect()
    }
}

fn issue(code: &'static str, words: String) -> Issue {
    let help = |table: &[(&str, &'static str)]| table.iter().find(|(c, _)| *c == code).map(|(_, help)| *help);
    match (help(REFUSALS), help(FLAGS)) {
        (Some(help), _) => Issue::new(Severity::Error, code, words).help(help),
        (None, Some(help)) => Issue::new(Severity::Warning, code, words).help(help),
        (None, None) => Issue::new(Severity::Warning, code, words),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_told_five_times_and_then_counted() {
        let mut faults = Faults::default();
        (1..=8).for_each(|line| faults.add(Fault { code: "row.id", line, words: "no id".into() }));
        let issues = faults.issues("a.csv");
        assert_eq!(issues.len(), 6);
        assert_eq!(issues[0].to_string(), "a.csv:1: error[row.id]: no id (a row needs an id)");
        assert_eq!(issues[5].to_string(), "a.csv: note[row.id]: 3 more rows like these");
    }
}
