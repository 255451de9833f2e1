//! Market prices: tables of WFP, the World Bank and others in; series, ALPS grades and comparisons out.
//!
//! Doors: [`read`] for a table, [`Book`] for what several tables come to on a day, [`compare`] for a market beside its
//! neighbours.

mod alps;
mod book;
mod compare;
mod layout;
mod month;
mod nature;
mod read;
mod rows;
mod series;
mod table;
mod tally;
mod unit;
mod value;

pub use alps::{Alps, Eligibility, Grade, Level};
pub use book::{Book, Monthly, Point, Source};
pub use compare::{
    Compared, Comparison, Neighbour, NoComparison, Question, Refused, Window, compare, is_one_of,
};
pub use layout::Layout;
pub use month::Month;
pub use nature::Nature;
pub use read::{Table, read};
pub use series::{Flags, Key, Observation, Series};
pub use tally::Counts;
pub use unit::Unit;
pub use value::date_of;

use layout::delimiter;

/// The columns of the record on a line of a table, as received, with their names; `None` if no record begins there.
pub fn row_of(bytes: &[u8], line: u32) -> Option<Vec<(String, String)>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let sign = delimiter(table::Records::new(bytes, 1, b',').next()?.bytes);
    let mut records = table::Records::new(bytes, 1, sign);
    let header = table::texts(records.next()?.bytes, sign);
    let record = records.find(|r| r.line >= line).filter(|r| r.line == line)?;
    let cells = table::texts(record.bytes, sign);
    Some(header.into_iter().zip(cells).filter(|(name, _)| !name.is_empty()).collect())
}
