//! What may come: forecasts by country, and chances of corridors by month.

use super::Desk;
use super::stages::{Chances, Stages};
use crate::case::FILE;
use letter::{CorridorOutlook, Finding, Forecast, Titles};

/// Footnotes to the constraints that drive a corridor's chances at most.
const NOTES: usize = 3;

/// Forecasts, each on the releases that it was made from.
pub(super) fn countries(desk: &mut Desk<'_>, stages: &Stages) -> Vec<Finding<Forecast>> {
    let mut found = Vec::new();
    for (country, forecast) in &stages.forecasts {
        let notes = stages.releases.iter().map(|r| desk.release(r)).collect();
        let id = format!("out-{}", country.as_str().to_lowercase());
        found.extend(Finding::new(id, forecast.clone(), notes));
    }
    found
}

/// Chances of each corridor, in the case's order.
pub(super) fn corridors(desk: &mut Desk<'_>, stages: &Stages) -> Vec<Finding<CorridorOutlook>> {
    stages.chances.iter().filter_map(|of| corridor(desk, stages, of)).collect()
}

fn corridor(desk: &mut Desk<'_>, stages: &Stages, of: &Chances) -> Option<Finding<CorridorOutlook>> {
    let entry = stages.setting.as_ref()?.case.corridors.iter().find(|c| c.name.en == of.corridor)?;
    let mut notes = vec![desk.entry(FILE, entry.line, entry.source.as_deref())];
    notes.extend(desk.grounds(stages, &of.drivers, NOTES));
    if of.by_rows {
        notes.extend(stages.releases.iter().map(|r| desk.release(r)));
    }
    let content = CorridorOutlook {
        name: Titles { fr: entry.name.fr.clone(), en: entry.name.en.clone() },
        months: of.months.clone(),
        record: Some(of.record.clone()),
    };
    Finding::new(format!("coo-{}", entry.line), content, notes).ok()
}
