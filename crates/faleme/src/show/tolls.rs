//! Tolls reported in the past, in a table.

use crate::table::table;
use supply::exposure::{TollAmounts, TollYear};

/// By corridor and year.
pub fn tolls(tolls: &[TollYear]) -> String {
    let row = |t: &TollYear| {
        vec![t.corridor.clone(), t.year.to_string(), t.reports.to_string(), amounts(&t.amounts)]
    };
    let header = ["tolls reported on", "year", "reports", "amounts told"];
    table(&header, &tolls.iter().map(row).collect::<Vec<_>>())
}

/// `500–1000 XOF`: the lowest and highest amount told, unit by unit.
fn amounts(told: &[TollAmounts]) -> String {
    let one = |a: &TollAmounts| match a.low == a.high {
        true => format!("{} {}", a.low, a.unit),
        false => format!("{}–{} {}", a.low, a.high, a.unit),
    };
    told.iter().map(one).collect::<Vec<_>>().join(", ")
}
