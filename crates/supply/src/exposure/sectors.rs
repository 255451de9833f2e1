//! Exports held up on hindered corridors, and the state revenue behind them: totals of sectors and areas, never sites.

use super::{plus, times};
use crate::draw::range_of;
use crate::range::Range;
use crate::tables::{Sector, Tables};
use crate::units::{Days, Money, Share};
use serde::Serialize;
use std::collections::BTreeMap;

/// Days of a year, as the units of the tables have it.
const YEAR: f64 = 365.0;

/// What passes a corridor, and for how many days it has been so.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Passing {
    /// The part of goods that passes: 0 where it is closed.
    pub passes: Range<Share>,
    /// For how long.
    pub days: Range<Days>,
}

/// A sector's exports under what hinders the corridors.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SectorExposure {
    /// Its id in the tables.
    pub sector: String,
    /// Of which area it is the total.
    pub area: String,
    /// What a year's exports are worth, if it is known.
    pub exports: Option<Range<Money>>,
    /// Part of a year's exports that usually leaves by hindered corridors and did not pass.
    pub share: Range<Share>,
    /// What that is worth.
    pub held_up: Option<Range<Money>>,
    /// The same part of a year's state revenue from the sector.
    pub revenue: Option<Range<Money>>,
}

/// The sectors of one area together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AreaExposure {
    /// The area.
    pub area: String,
    /// What a year's exports of its sectors are worth.
    pub exports: Range<Money>,
    /// What of it was held up.
    pub held_up: Range<Money>,
    /// That as a part of a year's exports: at the best values, with the bounds of what was held up over the best of exports.
    pub share: Range<Share>,
    /// State revenue behind it.
    pub revenue: Range<Money>,
}

/// Each sector, in the order of the tables; `passing` by name of corridor, others pass whole.
pub fn held_up(tables: &Tables, passing: &BTreeMap<String, Passing>) -> Vec<SectorExposure> {
    tables.sectors.iter().map(|sector| exposure(tables, sector, passing)).collect()
}

fn exposure(tables: &Tables, sector: &Sector, passing: &BTreeMap<String, Passing>) -> SectorExposure {
    let hindered = sector.by_corridor.iter().filter_map(|(name, part)| Some((part, passing.get(name)?)));
    let held = hindered.map(|(part, now)| {
        let part = range_of(&tables.parameters, *part).map(|s| s.0);
        times(part, times(stops(now.passes), now.days.map(|d| (d.0 / YEAR).clamp(0.0, 1.0))))
    });
    let share = held.fold(Range::certain(0.0), plus).map(|s: f64| s.min(1.0));
    let amount = |money: Option<_>| money.map(|m| range_of::<Money>(&tables.parameters, m));
    let of_share = |money: Range<Money>| times(money.map(|m| m.0), share).map(Money);
    let exports = amount(sector.exports);
    SectorExposure {
        sector: sector.id.clone(),
        area: sector.area.clone(),
        exports,
        share: share.map(Share),
        held_up: exports.map(of_share),
        revenue: amount(sector.revenue).map(of_share),
    }
}

/// What does not pass: least where most passes.
fn stops(passes: Range<Share>) -> Range<f64> {
    let stops = |share: Share| (1.0 - share.0).clamp(0.0, 1.0);
    Range { low: stops(passes.high), best: stops(passes.best), high: stops(passes.low) }
}

/// Areas in the order of the tables. Areas may lie in one another, so they are never added up.
pub fn by_area(sectors: &[SectorExposure]) -> Vec<AreaExposure> {
    let mut areas: Vec<AreaExposure> = Vec::new();
    for sector in sectors {
        let (Some(exports), Some(held_up)) = (sector.exports, sector.held_up) else { continue };
        let nothing = Range::certain(Money(0.0));
        let revenue = sector.revenue.unwrap_or(nothing);
        let add = |a: Range<Money>, b: Range<Money>| plus(a.map(|m| m.0), b.map(|m| m.0)).map(Money);
        match areas.iter_mut().find(|a| a.area == sector.area) {
            Some(area) => {
                area.exports = add(area.exports, exports);
                area.held_up = add(area.held_up, held_up);
                area.revenue = add(area.revenue, revenue);
            }
            None => {
                let (area, share) = (sector.area.clone(), Range::certain(Share(0.0)));
                areas.push(AreaExposure { area, exports, held_up, share, revenue });
            }
        }
    }
    for area in &mut areas {
        let whole = area.exports.best.0;
        let part = |m: Money| Share(if whole > 0.0 { (m.0 / whole).min(1.0) } else { 0.0 });
        area.share = area.held_up.map(part);
    }
    areas
}
