//! What futures come to together.

use super::Sweep;
use super::batch::{Batch, Found};
use rayon::prelude::*;
use serde::Serialize;

/// A figure over all futures; `None` where it has no end.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spread {
    /// 5th percentile.
    pub p05: Option<f64>,
    /// 25th percentile.
    pub p25: Option<f64>,
    /// Median.
    pub p50: Option<f64>,
    /// 75th percentile.
    pub p75: Option<f64>,
    /// 95th percentile.
    pub p95: Option<f64>,
    /// Mean.
    pub mean: Option<f64>,
}

/// A zone and a commodity over all futures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ZoneSpread {
    /// The zone.
    pub zone: String,
    /// The commodity.
    pub commodity: String,
    /// Unmet demand over all days ahead, tonnes.
    pub unmet: Spread,
    /// Unmet demand on the days up to the last that is known, tonnes: what is recorded, with the values that were drawn.
    pub unmet_before: Spread,
    /// Days of cover on the worst evening ahead.
    pub lowest_cover_days: Spread,
    /// Days of cover on the last evening.
    pub cover_days: Spread,
    /// Days ahead that end without stock and lack something.
    pub days_without_stock: Spread,
    /// Part of futures with such a day.
    pub p_stock_out: f64,
}

/// A corridor and a commodity: parts of all days of all futures.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CorridorDays {
    /// The corridor, by its English name.
    pub corridor: String,
    /// The commodity.
    pub commodity: String,
    /// Nothing recorded or drawn hinders it.
    pub open: f64,
    /// Part of it passes.
    pub restricted: f64,
    /// None of it passes on the corridor itself.
    pub closed: f64,
}

/// What futures come to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pooled {
    /// How many there are.
    pub scenarios: usize,
    /// By zone and commodity, in the order of the tables.
    pub zones: Vec<ZoneSpread>,
    /// What the days ahead cost more than undisturbed ones, in the case's money.
    pub cost: Spread,
    /// By corridor and commodity, in the order of the case.
    pub corridors: Vec<CorridorDays>,
    /// The largest error of any future's balance, as a part of what was moved.
    pub balance_error: f64,
}

impl Sweep<'_> {
    /// What batches come to, whatever their order; `commodities` are the ids of the tables' commodities.
    pub fn pool(&self, batches: &[Batch], commodities: &[String]) -> Pooled {
        let mut batches: Vec<&Batch> = batches.iter().collect();
        batches.sort_by_key(|batch| batch.first);
        let found: Vec<Found> = batches.into_iter().flat_map(Batch::found).collect();
        self.pooled(&found, commodities)
    }

    /// What some futures come to, in their order.
    pub fn pooled(&self, found: &[Found], commodities: &[String]) -> Pooled {
        let demands = self.ground.prepared.demands();
        let zone = |(at, (zone, commodity)): (usize, &(&str, &str))| {
            let of = |k: usize| spread(found.iter().filter_map(|f| f.zone(at).get(k).copied()).collect());
            let out = found.iter().filter(|f| f.zone(at).get(3).is_some_and(|days| *days > 0.0)).count();
            ZoneSpread {
                zone: (*zone).to_owned(),
                commodity: (*commodity).to_owned(),
                unmet: of(0),
                unmet_before: of(4),
                lowest_cover_days: of(1),
                cover_days: of(2),
                days_without_stock: of(3),
                p_stock_out: part(out as f64, found.len() as f64),
            }
        };
        let line = |(at, line): (usize, &super::Line)| {
            let all = found.len() as f64 * f64::from(self.ground.ahead);
            let sum = found.iter().map(|f| f.corridor(demands.len(), at));
            let [half, shut] = sum.fold([0.0, 0.0], |[a, b], [half, shut]| [a + half, b + shut]);
            CorridorDays {
                corridor: line.corridor.clone(),
                commodity: commodities.get(line.commodity).cloned().unwrap_or_default(),
                open: if all > 0.0 { part(all - half - shut, all) } else { 1.0 },
                restricted: part(half, all),
                closed: part(shut, all),
            }
        };
        Pooled {
            scenarios: found.len(),
            zones: demands.par_iter().enumerate().map(zone).collect(),
            cost: spread(found.iter().map(Found::cost).collect()),
            corridors: self.corridors.iter().enumerate().map(line).collect(),
            balance_error: found.iter().map(Found::error).fold(0.0, f64::max),
        }
    }
}

/// A figure over its values: percentiles lie between two of them in proportion.
fn spread(mut values: Vec<f64>) -> Spread {
    values.sort_by(f64::total_cmp);
    let sum: f64 = values.iter().sum();
    let mean = (!values.is_empty()).then(|| sum / values.len() as f64);
    let at = |end: f64| {
        let place = end * values.len().checked_sub(1)? as f64;
        let (below, above) = (place.floor() as usize, place.ceil() as usize);
        let (low, high) = (*values.get(below)?, *values.get(above)?);
        told(if low == high { low } else { low + (high - low) * place.fract() })
    };
    let mean = mean.and_then(told);
    Spread { p05: at(0.05), p25: at(0.25), p50: at(0.5), p75: at(0.75), p95: at(0.95), mean }
}

fn told(value: f64) -> Option<f64> {
    value.is_finite().then(|| rounded(value))
}

/// To three decimals: past that nothing is meant.
fn rounded(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0 + 0.0
}

fn part(of: f64, all: f64) -> f64 {
    if all > 0.0 { (of / all * 1e6).round() / 1e6 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_by_hand() {
        let all = spread((0..=100).rev().map(f64::from).collect());
        assert_eq!(
            [all.p05, all.p25, all.p50, all.p75, all.p95, all.mean],
            [5.0, 25.0, 50.0, 75.0, 95.0, 50.0].map(Some)
        );
        let one = spread(vec![2.5]);
        assert_eq!([one.p05, one.p95, one.mean], [Some(2.5); 3]);
        assert_eq!(spread(vec![]).mean, None);
        let endless = spread(vec![1.0, f64::INFINITY, f64::INFINITY]);
        assert_eq!([endless.p05, endless.p50, endless.mean], [None; 3]);
    }
}
