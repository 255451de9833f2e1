//! How long stocks last: in bands, and in days for readers of AMBER.

use super::super::places::Grain;
use super::super::words::{both, spelled};
use super::tell::Told;
use super::{Ground, SILENT};
use crate::corridor::Setting;
use crate::findings::supply::Reckoned;
use crate::supply::{Supplied, tables};
use anyhow::Result;
use exchange::alerts::{Observation, Value};
use letter::{Cover, Finding};
use std::collections::BTreeSet;
use std::sync::Arc;

pub(super) fn all(ground: &Ground<'_>) -> Vec<Observation> {
    let cover = &ground.found.supply.cover;
    let Some(fallen) = (!cover.is_empty()).then(|| fallen(ground).ok()).flatten() else { return Vec::new() };
    cover.iter().map(|of| observation(ground, of, fallen.contains(of.id()))).collect()
}

/// Stocks that are well under what is usual, by the ids of their findings.
fn fallen(ground: &Ground<'_>) -> Result<BTreeSet<String>> {
    let (case, ledger) = ((ground.dir, ground.case.clone()), (ground.store, ground.view));
    let setting = Arc::new(Setting::of(case, ledger, ground.day, SILENT)?);
    let supplied = Supplied::of(ground.store, tables(ground.dir, SILENT)?, setting, SILENT)?;
    Ok(Reckoned::of(supplied, SILENT).1?.fallen())
}

fn observation(ground: &Ground<'_>, of: &Finding<Cover>, fallen: bool) -> Observation {
    let told = of.content();
    let [low, best, high] = told.bands.map(spelled);
    let headline = both(|t| {
        let args = [
            ("commodity", t.title(&told.commodity)),
            ("zone", t.pick(&ground.places.called(&told.zone))),
            ("band", t.name("cover", &best)),
        ];
        t.tell("alert-head-cover", args)
    });
    let range = both(|t| match told.days {
        Some(days) => {
            let [low, best, high] = days.map(|d| t.number(d.round()));
            t.tell("alert-cover-days", [("low", low), ("best", best), ("high", high)])
        }
        None => {
            t.tell("alert-cover-band", [("low", t.name("cover", &low)), ("high", t.name("cover", &high))])
        }
    });
    let below = told.days.map(|[_, best, _]| best).or_else(|| told.bands[1].limits()[1]);
    ground.observation(Told {
        subject: format!("cover:{}", of.id()),
        // Fuel is never kept for long: what lasts no shorter than usual has not fallen.
        value: Value::Cover {
            commodity: told.commodity.en.clone(),
            band: best,
            below: below.filter(|_| fallen),
        },
        at: ground.places.locate([(told.zone.as_str(), None)], Grain::Region),
        notes: of.notes(),
        id: None,
        headline,
        lines: vec![range],
        names: vec![told.zone.clone()],
        sources: Vec::new(),
    })
}
