//! Economic sites hit or closed, as counts that may be told.

use super::Desk;
use super::names::slug;
use super::stages::{Counted, Stages};
use events::Count;
use letter::{Finding, Interest};

/// Footnotes of a count at most: the events themselves stand in the chronology with theirs.
const NOTES: usize = 5;

/// Counts in the order of their names.
pub(super) fn build(desk: &mut Desk<'_>, stages: &Stages) -> Vec<Finding<Interest>> {
    stages.interests.iter().filter_map(|of| interest(desk, of)).collect()
}

fn interest(desk: &mut Desk<'_>, of: &Counted) -> Option<Finding<Interest>> {
    let cell = &of.cell;
    let Count::Told(count) = cell.count else { return None };
    let claims: Vec<_> = of.claims.iter().filter_map(|id| desk.claims.get(id).copied()).collect();
    let mut notes = desk.cite(&claims);
    notes.truncate(NOTES);
    let areas = [cell.admin2.as_deref(), cell.admin1.as_deref()];
    let area = areas.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let country = cell.country.map_or_else(|| "none".to_owned(), |c| c.as_str().to_lowercase());
    let id = format!("int-{}-{}-{country}", slug(&area), slug(&cell.sector));
    let sector = cell.sector.replace(' ', "_");
    Finding::new(id, Interest { area, sector, country: cell.country, count }, notes).ok()
}
