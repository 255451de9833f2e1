//! What a model knows of a unit at an origin, as numbers.
//!
//! In: a panel cut at the origin ([`Past`]), so that nothing later can be among them. Out: a row of numbers for each unit
//! ([`rows`]), named by [`names`]; horizon and season are added by who asks for a month.

mod around;
mod history;
#[cfg(test)]
mod tests;

pub use around::Around;

use crate::{Past, Target};
use history::{ACTIVE, HALF_LIVES, History, LAGS, PEAKS, SPANS};

/// Rings of cells that are summed, first and last.
const RINGS: [(i32, i32); 3] = [(1, 1), (2, 2), (3, 5)];
/// How fast the weight of a cell falls with distance, cells.
const FADES: [f32; 2] = [1.0, 2.5];

/// The features of every unit, in the order of units, each in the order of [`names`].
pub fn rows(past: &Past<'_>, target: &Target, around: &Around) -> Vec<Vec<f32>> {
    let units = past.units().len();
    let own: Vec<History> = (0..units).map(|unit| History::of(past.series(target, unit))).collect();
    let others: Vec<Vec<History>> = others(target)
        .map(|other| (0..units).map(|unit| History::of(past.series(other, unit))).collect())
        .collect();
    let country = |target: &Target, at: usize| History::of(past.country_series(target, at));
    let countries: Vec<Vec<f32>> = (0..past.countries().len())
        .map(|at| of_country(&country(target, at), &others_of(target, |other| country(other, at))))
        .collect();
    let row = |unit: usize| {
        let mut row = Vec::new();
        if let Some(own) = own.get(unit) {
            own_past(own, &mut row);
        }
        for other in &others {
            other.get(unit).into_iter().for_each(|h| row.extend([h.sums[1], h.sums[3], h.sums[5], h.since]));
        }
        near(unit, around, &own, &others, &mut row);
        let place =
            past.units().get(unit).and_then(|u| past.countries().iter().position(|c| *c == u.country));
        row.extend(place.and_then(|at| countries.get(at)).into_iter().flatten());
        row.push(around.border(unit));
        row
    };
    (0..units).map(row).collect()
}

/// The counts of deaths beside the target.
fn others(target: &Target) -> impl Iterator<Item = &'static Target> {
    Target::DEATHS.iter().filter(move |t| *t != target).take(2)
}

fn others_of(target: &Target, of: impl Fn(&Target) -> History) -> Vec<History> {
    others(target).map(of).collect()
}

fn own_past(own: &History, row: &mut Vec<f32>) {
    row.extend(own.sums);
    row.push(own.mean);
    row.extend(own.decayed);
    row.extend(own.lags);
    row.extend(own.active);
    row.extend(own.peaks);
    row.extend([own.since, own.since_many]);
}

fn near(unit: usize, around: &Around, own: &[History], others: &[Vec<History>], row: &mut Vec<f32>) {
    let near = || around.near(unit).iter();
    for (from, to) in RINGS {
        let ring = || near().filter(|n| (from..=to).contains(&n.ring)).filter_map(|n| own.get(n.unit));
        let sum = |of: &dyn Fn(&History) -> f32| ring().map(of).sum::<f32>();
        row.extend([sum(&|h| h.sums[0]), sum(&|h| h.sums[1]), sum(&|h| h.sums[3]), sum(&|h| h.sums[5])]);
        row.extend([sum(&|h| h.lags[0]), sum(&|h| h.decayed[1]), sum(&|h| h.decayed[3])]);
        row.push(ring().filter(|h| h.sums[3] > 0.0).count() as f32);
        row.push(ring().map(|h| h.since).fold(f32::MAX, f32::min).min(180.0));
        let other = |span: usize| {
            let ring = near().filter(|n| (from..=to).contains(&n.ring));
            ring.flat_map(|n| others.iter().filter_map(move |o| o.get(n.unit)))
                .map(|h| h.sums[span])
                .sum::<f32>()
        };
        row.extend([other(3), other(5)]);
    }
    for fade in FADES {
        let weight = |distance: f32| (-distance / fade).exp();
        for half_life in [1, 2, 3] {
            let mine = own.get(unit).map_or(0.0, |h| h.decayed[half_life]);
            let theirs =
                near().filter_map(|n| Some(own.get(n.unit)?.decayed[half_life] * weight(n.distance)));
            row.push(mine + theirs.sum::<f32>());
        }
    }
    let active = near().filter(|n| own.get(n.unit).is_some_and(|h| h.sums[3] > 0.0));
    row.push(active.map(|n| n.distance).fold(around::REACH as f32 + 3.0, f32::min));
}

fn of_country(own: &History, others: &[History]) -> Vec<f32> {
    let mut row = vec![own.sums[0], own.sums[1], own.sums[3], own.sums[5], own.decayed[1], own.mean];
    row.push((own.sums[1] * 4.0 + 1.0) / (own.sums[3] + 1.0));
    row.push((own.sums[3] * 2.0 + 1.0) / (own.sums[4] + 1.0));
    others.iter().for_each(|h| row.extend([h.sums[1], h.sums[3], h.sums[5]]));
    row
}

/// The names of the features of a row.
pub fn names(target: &Target) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let months = |what: &str, all: &[usize]| all.iter().map(|m| format!("{what}_{m}")).collect::<Vec<_>>();
    names.extend(months("sum", &SPANS));
    names.push("mean".into());
    names.extend(HALF_LIVES.iter().map(|h| format!("decayed_{h}")));
    names.extend(months("lag", &LAGS));
    names.extend(months("active", &ACTIVE));
    names.extend(months("peak", &PEAKS));
    names.extend(["since".into(), "since_many".into()]);
    for other in others(target) {
        names.extend(["sum_3", "sum_12", "sum_60", "since"].map(|n| format!("{other}_{n}")));
    }
    for (from, to) in RINGS {
        let own =
            ["sum_1", "sum_3", "sum_12", "sum_60", "lag_1", "decayed_6", "decayed_36", "active", "since"];
        let all = own.into_iter().chain(["others_sum_12", "others_sum_60"]);
        names.extend(all.map(|n| format!("ring_{from}_{to}_{n}")));
    }
    for fade in FADES {
        names.extend([6, 12, 36].map(|h| format!("faded_{fade}_decayed_{h}")));
    }
    names.push("nearest_active".into());
    let country = ["sum_1", "sum_3", "sum_12", "sum_60", "decayed_6", "mean", "trend_3_12", "trend_12_24"];
    names.extend(country.map(|n| format!("country_{n}")));
    for other in others(target) {
        names.extend(["sum_3", "sum_12", "sum_60"].map(|n| format!("country_{other}_{n}")));
    }
    names.push("border".into());
    names
}
