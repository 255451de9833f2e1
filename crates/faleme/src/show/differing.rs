//! What is supposed beside what is recorded: differences by zone and corridor.

use super::ranges::{number, plain, push};
use super::supply::{CorridorRow, SupplyShown, ZoneRow};
use crate::table::table;
use base::Date;
use serde::Serialize;

/// Changes up to this part of a day's need, or up to so many days of cover, are not shown in tables. Own convention: far below
/// what is known of any need or stock.
const SHOWN: (f64, f64) = (0.01, 0.2);

/// What changes from one answer to another, for a zone and a commodity. Figures are the second less the first.
#[derive(Clone, Debug, Serialize)]
pub struct ZoneChange {
    zone: String,
    commodity: String,
    arrivals: Option<f64>,
    unmet: Option<f64>,
    unmet_in_all: Option<f64>,
    cover_days: Option<f64>,
    /// Before and after.
    stock_out: [Option<Date>; 2],
    #[serde(skip)]
    demand: f64,
}

impl ZoneChange {
    /// Whether anything changes that a table should show: the stock-out, or more than [`SHOWN`].
    fn is_change(&self) -> bool {
        let more = |change: Option<f64>, least: f64| change.is_some_and(|c| c.abs() > least);
        let least = self.demand * SHOWN.0;
        let tonnes = [self.arrivals, self.unmet, self.unmet_in_all].into_iter().any(|c| more(c, least));
        tonnes || more(self.cover_days, SHOWN.1) || self.stock_out[0] != self.stock_out[1]
    }
}

/// What changes for a corridor.
#[derive(Clone, Debug, Serialize)]
pub struct CorridorChange {
    corridor: String,
    now: Option<f64>,
    at_risk: Option<f64>,
    rerouted_t: Option<f64>,
    extra_cost: Option<f64>,
}

/// What changes.
#[derive(Clone, Debug, Serialize)]
pub struct Difference {
    /// By zone and commodity.
    pub zones: Vec<ZoneChange>,
    /// By corridor.
    pub corridors: Vec<CorridorChange>,
}

/// The difference between what is recorded and what is supposed.
pub fn difference(recorded: &SupplyShown, supposed: &SupplyShown) -> Difference {
    let less = |a: Option<f64>, b: Option<f64>| a.zip(b).and_then(|(a, b)| number(b - a));
    let zone = |b: &ZoneRow| {
        let a = recorded.zones.iter().find(|a| (&a.zone, &a.commodity) == (&b.zone, &b.commodity))?;
        Some(ZoneChange {
            zone: b.zone.clone(),
            commodity: b.commodity.clone(),
            arrivals: less(a.arrivals, b.arrivals),
            unmet: less(a.unmet, b.unmet),
            unmet_in_all: less(a.unmet_in_all, b.unmet_in_all),
            cover_days: less(a.cover_days.best, b.cover_days.best),
            stock_out: [a.stock_out, b.stock_out],
            demand: b.demand.unwrap_or_default(),
        })
    };
    let corridor = |b: &CorridorRow| {
        let a = recorded.corridors.iter().find(|a| a.corridor == b.corridor)?;
        Some(CorridorChange {
            corridor: b.corridor.clone(),
            now: less(a.now, b.now),
            at_risk: less(a.at_risk, b.at_risk),
            rerouted_t: less(a.rerouted_t, b.rerouted_t),
            extra_cost: less(a.extra_cost, b.extra_cost),
        })
    };
    Difference {
        zones: supposed.zones.iter().filter_map(zone).collect(),
        corridors: supposed.corridors.iter().filter_map(corridor).collect(),
    }
}

/// The difference in two tables.
pub fn difference_text(difference: &Difference, currency: &str) -> String {
    let signed = |v: Option<f64>| match v {
        Some(v) if v >= 0.005 => format!("+{}", plain(Some(v))),
        v => plain(v),
    };
    let day = |d: Option<Date>| d.map_or("none".to_owned(), |d| d.to_string());
    let zone = |z: &ZoneChange| {
        let [before, after] = z.stock_out;
        let out = if before == after { String::new() } else { format!("{} → {}", day(before), day(after)) };
        let figures = [z.arrivals, z.unmet, z.unmet_in_all, z.cover_days].map(signed);
        [vec![z.zone.clone(), z.commodity.clone()], figures.to_vec(), vec![out]].concat()
    };
    let money = format!("extra cost, million {currency} a day");
    let corridor = |c: &CorridorChange| {
        let points = c.at_risk.map(|v| (v * 100.0).round()).filter(|v| *v != 0.0);
        let risk = points.map_or("0 %".to_owned(), |v| format!("{v:+.0} %"));
        let cost = signed(c.extra_cost.map(|v| v / 1e6));
        vec![c.corridor.clone(), signed(c.now), risk, signed(c.rerouted_t), cost]
    };
    let mut out = String::new();
    let header = ["corridor", "carries", "at risk", "rerouted", &money];
    let rows: Vec<_> = difference.corridors.iter().map(corridor).collect();
    push(&mut out, "Against what is recorded, tonnes a day:", table(&header, &rows));
    let header = ["zone", "goods", "arrive", "unmet", "unmet in all, t", "days of cover", "stock-out"];
    let (changed, same): (Vec<_>, Vec<_>) = difference.zones.iter().partition(|z| z.is_change());
    push(&mut out, "", table(&header, &changed.into_iter().map(zone).collect::<Vec<_>>()));
    out.push_str(&format!("Pairs of zone and goods for which nothing changes: {}.\n\n", same.len()));
    out
}
