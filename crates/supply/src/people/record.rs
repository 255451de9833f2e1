//! What a table of people holds, row by row.

use super::layout::Layout;
use base::{Country, Date};
use serde::{Deserialize, Serialize};

/// Where people are, as the table tells it. Nothing finer than a commune, and that only to count it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Country, if told and known.
    pub country: Option<Country>,
    /// First-level division.
    pub admin1: Option<String>,
    /// Its P-code as the table has it.
    pub admin1_code: Option<String>,
    /// Second-level division.
    pub admin2: Option<String>,
    /// Its P-code as the table has it. The same code is not the same division in every table.
    pub admin2_code: Option<String>,
    /// Third-level division.
    pub admin3: Option<String>,
}

/// A season and its year: `Jun-Aug 2020`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Season {
    /// Its last day, if the label tells months.
    pub end: Option<Date>,
    /// As told.
    pub label: String,
}

/// What a row counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Figures {
    /// Displaced people and returnees.
    Displaced {
        /// Displaced households.
        households: Option<u64>,
        /// Displaced people.
        people: Option<u64>,
        /// Returned households.
        returnee_households: Option<u64>,
        /// Returned people.
        returnees: Option<u64>,
    },
    /// People by phase of acute food insecurity, 1 to 5.
    Phases {
        /// People in each phase.
        phases: [Option<u64>; 5],
        /// The phase of the area, 1 to 5.
        class: Option<u8>,
        /// All people of the area.
        population: Option<u64>,
        /// Whether it is of the present; otherwise of the time ahead.
        current: bool,
        /// When the analysis was made.
        exercise: Season,
        /// The season that it is of.
        reference: Season,
    },
    /// Refugees.
    Refugees {
        /// People.
        people: u64,
    },
    /// Everybody.
    Population {
        /// People.
        people: u64,
    },
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// Number of the row in the file.
    pub row: u32,
    /// Of which of the table's sheets.
    pub sheet: u16,
    /// Where.
    pub place: Place,
    /// Of which day.
    pub day: Date,
    /// What it counts.
    pub figures: Figures,
}

/// What became of a file's rows. `rows` is the sum of the others but `sheets_left`, `flagged` and `blanks`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Rows under the headers.
    pub rows: u64,
    /// Rows that are read.
    pub read: u64,
    /// Rows of sums, which are not counted again.
    pub totals: u64,
    /// Rows of HXL tags and repeated headers.
    pub tags: u64,
    /// Rows that repeat another to the letter.
    pub repeated: u64,
    /// Rows of people that are no subject here: other groups than refugees.
    pub others: u64,
    /// Rows that could not be read: no area, no number, no day.
    pub refused: u64,
    /// Rows that are read and doubtful.
    pub flagged: u64,
    /// Numbers that are missing in rows that are read.
    pub blanks: u64,
}

/// Sums over all rows that are read, to compare with a count by hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sums {
    /// Displaced households.
    pub idp_households: u64,
    /// Displaced people.
    pub idps: u64,
    /// Returned households.
    pub returnee_households: u64,
    /// Returned people.
    pub returnees: u64,
    /// Refugees.
    pub refugees: u64,
}

/// A table of people.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct People {
    /// What it tells.
    pub layout: Layout,
    /// Its sheets that were read; empty names for CSV.
    pub sheets: Vec<String>,
    /// Which header tells which field, of the first sheet.
    pub columns: Vec<(String, String)>,
    /// Number of the round, if told.
    pub round: Option<u32>,
    /// Its rows.
    pub records: Vec<Record>,
    /// What became of its rows.
    pub counts: Counts,
    /// Their sums.
    pub sums: Sums,
}

impl People {
    /// The latest day that it tells of. Of an analysis, not of the season it looks ahead to.
    pub fn latest(&self) -> Option<Date> {
        self.records.iter().map(|r| r.day).max()
    }
}
