//! What became of the rows of a file: each is kept, flagged or skipped for a reason.

use base::{Issue, Severity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Rows told in words for each code; the others are counted.
const TOLD: usize = 5;

/// Counts of a file: `read = kept + flagged + skipped`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Rows after the header; an HXL row is none.
    pub read: u64,
    /// Rows kept, with nothing to say against them.
    pub kept: u64,
    /// Rows kept and flagged.
    pub flagged: u64,
    /// Rows that gave no price, by reason.
    pub skipped: BTreeMap<String, u64>,
    /// Flags, of which a row may have several.
    pub flags: BTreeMap<String, u64>,
    /// Prices kept that were observed.
    pub observed: u64,
    /// Prices kept that a model made.
    pub modelled: u64,
    /// Series.
    pub series: u64,
    /// Markets.
    pub markets: u64,
    /// Markets without coordinates.
    pub markets_without_coordinates: u64,
    /// First and last day.
    pub days: Option<(base::Date, base::Date)>,
}

impl Counts {
    /// Whether every row is accounted for.
    pub fn adds_up(&self) -> bool {
        self.read == self.kept + self.flagged + self.skipped.values().sum::<u64>()
    }
}

/// Collects what is wrong, by code.
#[derive(Default)]
pub struct Faults(BTreeMap<&'static str, (u64, Vec<Told>)>);

/// A line and what is wrong with it.
type Told = (u32, String);

impl Faults {
    /// Counts rows of a code.
    pub fn count(&mut self, code: &'static str, rows: u64) {
        self.0.entry(code).or_default().0 += rows;
    }

    /// Words of a row that is counted elsewhere.
    pub fn tell(&mut self, code: &'static str, row: u32, words: String) {
        self.0.entry(code).or_default().1.push((row, words));
    }

    /// The first rows of each code, and how many there are.
    pub fn issues(self, file: &str) -> Vec<Issue> {
        let mut out = Vec::new();
        for (code, (count, mut told)) in self.0 {
            told.sort_by_key(|(row, _)| *row);
            let named = told.len().min(TOLD);
            for (row, words) in told.into_iter().take(TOLD) {
                let issue = Issue::new(severity(code), code, words).in_file(file).at_line(row as usize);
                out.push(issue.help(help(code)));
            }
            let more = count.saturating_sub(named as u64);
            if more > 0 {
                let said = format!("{more} more rows like that, {count} in all");
                out.push(Issue::new(severity(code), code, said).in_file(file));
            }
        }
        out
    }
}

fn severity(code: &str) -> Severity {
    if matches!(code, "row.duplicate" | "price.missing" | "row.empty") {
        Severity::Note
    } else {
        Severity::Warning
    }
}

/// What is done with such a row, or what to do.
fn help(code: &str) -> &'static str {
    match code {
        "row.torn" | "row.fields" => "skipped: mend the line, or download the table again",
        "row.duplicate" => "skipped",
        "row.empty" | "price.missing" => "skipped: no observation",
        "price.two_values" => "both are kept, and the month has their mean",
        "price.jump" => "kept as it is: a misplaced decimal sign, another unit or new money? ask its owner",
        "unit.unknown" => "kept for the unit as it is written",
        "currency.unknown" => "kept as it is written",
        "mark.unknown" => "kept apart, with the modelled prices",
        "cell.unreadable" => "the other prices of the row are kept",
        _ => "skipped: mend it in the table",
    }
}
