//! Which cells a grid has: a list that the user gives (`gid,iso3`), or the cells with events and those around them.

use super::placed::Placed;
use crate::Gid;
use base::{Checked, Country, Issue};
use std::collections::{BTreeMap, BTreeSet};

/// Cells and the country that each is counted to.
pub type Cells = BTreeMap<Gid, Country>;

/// Reads a list of cells: a header with `gid` and `iso3`, then one cell a line. Bad lines are told and left out.
pub fn read_cells(text: &str) -> Checked<Cells> {
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let mut issues = Vec::new();
    let header: Vec<String> =
        lines.next().unwrap_or_default().split(',').map(|n| clean(n).to_lowercase()).collect();
    let column = |name: &str| header.iter().position(|n| n == name);
    let (Some(gid), Some(iso3)) = (column("gid"), column("iso3")) else {
        let help = "the first line names the columns `gid` and `iso3`";
        issues.push(Issue::error("cells.header", "no columns `gid` and `iso3`").at_line(1).help(help));
        return Checked { value: Cells::new(), issues };
    };
    let mut cells = Cells::new();
    for (at, line) in lines.enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let fields: Vec<&str> = line.split(',').map(clean).collect();
        let cell = fields.get(gid).and_then(|f| f.parse().ok()).and_then(Gid::new);
        let country = fields.get(iso3).and_then(|f| Country::new(f));
        let told = match (cell, country) {
            (Some(cell), Some(country)) => match cells.insert(cell, country) {
                Some(before) if before != country => {
                    format!("cell {cell} is listed for {before} before; now it counts to {country}")
                }
                _ => continue,
            },
            _ => format!("`{}` is no cell (1 to 259200) with a country such as MLI", line.trim()),
        };
        issues.push(Issue::warning("cells.line", told).at_line(at + 2));
    }
    Checked { value: cells, issues }
}

fn clean(field: &str) -> &str {
    field.trim().trim_matches('"')
}

/// Every cell with an event and its queen neighbours. A cell belongs to the country of most of its events; one without
/// events to the country of most events in the cells around it; the first by code where that is even.
pub(super) fn around<'a>(placed: impl Iterator<Item = &'a Placed>) -> Cells {
    let mut seen: BTreeMap<Gid, BTreeMap<Country, u32>> = BTreeMap::new();
    for event in placed {
        if let (Some(cell), Some(country)) = (event.cell, event.country) {
            *seen.entry(cell).or_default().entry(country).or_default() += 1;
        }
    }
    let all: BTreeSet<Gid> = seen.keys().flat_map(|cell| cell.queen().chain([*cell])).collect();
    let country = |cell: &Gid| {
        let own = seen.get(cell).cloned();
        let votes = own.unwrap_or_else(|| {
            let mut votes = BTreeMap::new();
            for told in cell.queen().filter_map(|near| seen.get(&near)) {
                told.iter().for_each(|(country, count)| *votes.entry(*country).or_default() += count);
            }
            votes
        });
        votes.into_iter().rev().max_by_key(|(_, count)| *count).map(|(country, _)| country)
    };
    all.into_iter().filter_map(|cell| Some((cell, country(&cell)?))).collect()
}
