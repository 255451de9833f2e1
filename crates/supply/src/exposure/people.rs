//! People whose zone runs short, and money sent home as what people can buy for.

use super::plus;
use crate::draw::range_of;
use crate::range::Range;
use crate::tables::Tables;
use crate::units::{Days, Money, Persons};
use serde::Serialize;

/// A zone that may be short of something.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShortZone {
    /// The zone.
    pub zone: String,
    /// Commodities whose cover may lie under the threshold, in the order given.
    pub commodities: Vec<String>,
    /// People in it who count as short: 0 in the low value where it may not be, in the high value all.
    pub people: Range<Persons>,
}

/// People in zones whose cover lies under the case's threshold.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Shortage {
    /// The threshold.
    pub short_below: Range<Days>,
    /// People in all of them.
    pub people: Range<Persons>,
    /// The zones, in the order of the tables.
    pub zones: Vec<ShortZone>,
    /// Zones that may be short and whose people the tables do not tell.
    pub uncounted: Vec<String>,
}

/// Who is short, by the cover of each zone (by name) and commodity.
pub fn shortage(tables: &Tables, cover: &[(String, String, Range<Days>)]) -> Shortage {
    let below = range_of(&tables.parameters, tables.assumptions.short_below);
    let mut found = Shortage { short_below: below, ..Shortage::default() };
    for zone in &tables.zones {
        let of_zone = cover.iter().filter(|(name, ..)| *name == zone.name);
        // Certainly, at the best values, and perhaps under the threshold.
        let under = |c: &Range<Days>| [c.high < below.low, c.best < below.best, c.low < below.high];
        let short: Vec<_> =
            of_zone.map(|(_, goods, c)| (goods, under(c))).filter(|(_, u)| u.contains(&true)).collect();
        if short.is_empty() {
            continue;
        }
        let Some(people) = zone.people else {
            found.uncounted.push(zone.name.clone());
            continue;
        };
        let any = |of: fn(&[bool; 3]) -> bool| f64::from(u8::from(short.iter().any(|(_, u)| of(u))));
        let people = range_of(&tables.parameters, people);
        let people = Range {
            low: people.low * any(|u| u[0]),
            best: people.best * any(|u| u[1]),
            high: people.high * any(|u| u[2]),
        };
        found.people = plus(found.people.map(|p| p.0), people.map(|p| p.0)).map(Persons);
        let commodities = short.into_iter().map(|(goods, _)| goods.clone()).collect();
        found.zones.push(ShortZone { zone: zone.name.clone(), commodities, people });
    }
    found
}

/// Money sent home to an area: what people can buy for, where there is anything to buy.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PurchasingPower {
    /// The area.
    pub area: String,
    /// In a year.
    pub year: Range<Money>,
    /// In a month, a twelfth of that.
    pub month: Range<Money>,
}

/// By area, in the order of the tables. Areas may lie in one another, so they are never added up.
pub fn purchasing_power(tables: &Tables) -> Vec<PurchasingPower> {
    let power = |r: &crate::tables::Remittances| {
        let year = range_of(&tables.parameters, r.amount);
        PurchasingPower { area: r.area.clone(), year, month: year.map(|m| m * (1.0 / 12.0)) }
    };
    tables.remittances.iter().map(power).collect()
}
