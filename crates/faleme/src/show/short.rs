//! People in zones whose stock is running short, by phase, and money sent home.

use super::ranges::{Span, ranged, span};
use serde::Serialize;
use supply::exposure::{PurchasingPower, Shortage, purchasing_power, shortage};
use supply::people::{Area, Short, ZoneCover, short};
use supply::{Days, Impact, Range, Tables, ZoneImpact};

/// What remittances are, wherever they are told.
const NO_SUPPLY: &str = "purchasing power, not supply";

/// People in zones with little stock on the day.
#[derive(Clone, Debug, Serialize)]
pub struct PeopleShort {
    /// Days of cover under which a zone counts, if its stock is also a tenth under what is usual.
    short_below_days: Span,
    /// In all zones: the low value counts those surely short, the high one those that may be.
    people: Span,
    zones: Vec<ZoneShort>,
    /// Zones that may be short and whose people the tables do not tell.
    uncounted: Vec<String>,
    /// By imported tables: zone by zone and, where they are several, together (without a zone). `null` where no table
    /// tells a phase.
    by_phase: Option<Vec<Short>>,
    remittances: Vec<SentHome>,
}

#[derive(Clone, Debug, Serialize)]
struct ZoneShort {
    zone: String,
    commodities: Vec<String>,
    people: Span,
}

/// Money sent home. Areas may lie in one another: never added up.
#[derive(Clone, Debug, Serialize)]
struct SentHome {
    area: String,
    what: &'static str,
    /// In the currency of the tables.
    year: Span,
    month: Span,
}

impl PeopleShort {
    /// By the cover of the day.
    pub fn new(impact: &Impact, tables: &Tables, areas: &[Area]) -> Self {
        let cover: Vec<_> = fallen(impact).map(|z| (z.zone.clone(), z.commodity.clone(), z.cover)).collect();
        let found: Shortage = shortage(tables, &cover);
        let zone = |z: &supply::exposure::ShortZone| ZoneShort {
            zone: z.zone.clone(),
            commodities: z.commodities.clone(),
            people: span(z.people),
        };
        let home = |p: PurchasingPower| SentHome {
            area: p.area,
            what: NO_SUPPLY,
            year: span(p.year),
            month: span(p.month),
        };
        let told = areas.iter().any(|a| a.phase.is_some());
        Self {
            short_below_days: span(found.short_below),
            people: span(found.people),
            zones: found.zones.iter().map(zone).collect(),
            uncounted: found.uncounted.clone(),
            by_phase: told.then(|| short(&covers(impact, tables), found.short_below, areas)),
            remittances: purchasing_power(tables).into_iter().map(home).collect(),
        }
    }

    /// The same in lines.
    pub fn text(&self, currency: &str) -> String {
        let mut out = String::new();
        let below = ranged(&self.short_below_days);
        let zone = |z: &ZoneShort| format!("{} ({})", z.zone, z.commodities.join(", "));
        let zones: Vec<String> = self.zones.iter().map(zone).collect();
        if !zones.is_empty() {
            let people = ranged(&whole(&self.people));
            out.push_str(&format!(
                "People in zones whose stock has fallen under {below} days: {people}: {}.\n",
                zones.join(", ")
            ));
        }
        if !self.uncounted.is_empty() {
            out.push_str(&format!("Short too, people not told: {}.\n", self.uncounted.join(", ")));
        }
        if let Some(all) = self.by_phase.as_ref().and_then(|all| all.last()) {
            out.push_str(&format!(
                "Of those, in phase 3 or worse by imported tables: {}.\n",
                ranged(&span(all.three_plus))
            ));
        }
        for home in &self.remittances {
            let millions = home.year.map(|m| m.map(|m| m / 1e6));
            out.push_str(&format!(
                "Money sent home, {}: {} million {currency} a year ({NO_SUPPLY}).\n",
                home.area,
                ranged(&millions)
            ));
        }
        if !out.is_empty() {
            out.push('\n');
        }
        out
    }
}

/// People in whole thousands, as far as the tables know them.
fn whole(people: &Span) -> Span {
    people.map(|p| p.map(|p| (p / 1000.0).round() * 1000.0))
}

/// Zones and goods whose stock is well under what is usual: one that never lasts long is not short for that.
fn fallen(impact: &Impact) -> impl Iterator<Item = &ZoneImpact> {
    impact.zones.iter().filter(|z| z.has_fallen())
}

/// How long the scarcest goods of each zone would last.
fn covers(impact: &Impact, tables: &Tables) -> Vec<ZoneCover> {
    let least = |zone: &str| {
        let of = fallen(impact).filter(|z| z.zone == zone).map(|z| z.cover);
        let days = |a: Days, b: Days| Days(a.0.min(b.0));
        of.reduce(|a, b| Range {
            low: days(a.low, b.low),
            best: days(a.best, b.best),
            high: days(a.high, b.high),
        })
    };
    let zones = tables.zones.iter();
    zones
        .filter_map(|z| {
            let cover = least(&z.name)?;
            Some(ZoneCover { zone: z.name.clone(), country: None, admin2: z.admin2.clone(), cover })
        })
        .collect()
}
