//! What an answer of supply assumes, as a table under it.

use crate::table::table;
use supply::Parameter;

/// Ids of the assumptions that bear on every zone and corridor. All others are in JSON.
const ASSUMED: [&str; 8] = [
    "par-restricted-passes",
    "par-room",
    "par-choice",
    "par-hour-cost",
    "par-change-cost",
    "par-ration-below",
    "par-ration-to",
    "par-refill",
];

/// The assumptions with their ranges and ids.
pub fn assumed_table(parameters: &[Parameter]) -> String {
    let of = |id: &&str| parameters.iter().find(|p| p.id.0 == **id);
    let row = |p: &Parameter| {
        let range = p.range;
        let values = match range.low == range.high {
            true => format!("{} {}", range.best, p.unit),
            false => format!("{} ({}–{}) {}", range.best, range.low, range.high, p.unit),
        };
        vec![p.name.clone(), values, p.id.0.clone()]
    };
    let rows: Vec<_> = ASSUMED.iter().filter_map(of).map(row).collect();
    let more = format!("`faleme why` tells it, as the other {}", parameters.len().saturating_sub(rows.len()));
    table(&["assumed", "value", &more], &rows)
}
