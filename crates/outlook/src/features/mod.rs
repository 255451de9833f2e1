//! What a model knows of a unit at an origin, as numbers.
//!
//! In: a panel cut at the origin ([`Past`]), so that nothing later can be among them. Out: a row of numbers for each unit
//! ([`rows`]), named by [`names`]; horizon and season are added by who asks for a month.

mod around;
mod history;
#[cfg(test)]
mod tests;

pub use around::Around;
use around::{FADES, RINGS};

use crate::{Past, Target};
use history::{ACTIVE, FAR, HALF_LIVES, History, LAGS, PEAKS, SPANS};

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
    let near = || around.near(unit).iter().filter_map(|n| Some((n, own.get(n.unit)?)));
    let mut sums = [[0.0f32; 8]; RINGS.len()];
    let mut since = [FAR as f32; RINGS.len()];
    for (n, history) in near() {
        let (Some(sum), Some(since)) = (sums.get_mut(n.ring), since.get_mut(n.ring)) else { continue };
        let told = [history.sums[0], history.sums[1], history.sums[3], history.sums[5], history.lags[0]];
        let told = told.into_iter().chain([history.decayed[1], history.decayed[3]]);
        let any = f32::from(u8::from(history.sums[3] > 0.0));
        sum.iter_mut().zip(told.chain([any])).for_each(|(sum, value)| *sum += value);
        *since = since.min(history.since);
    }
    let mut other = [[0.0f32; 2]; RINGS.len()];
    for n in around.near(unit) {
        for history in others.iter().filter_map(|o| o.get(n.unit)) {
            let Some(sum) = other.get_mut(n.ring) else { continue };
            *sum = [sum[0] + history.sums[3], sum[1] + history.sums[5]];
        }
    }
    for ((sums, since), other) in sums.iter().zip(since).zip(other) {
        row.extend(sums);
        row.push(since);
        row.extend(other);
    }
    for fade in 0..FADES.len() {
        for half_life in [1, 2, 3] {
            let mine = own.get(unit).map_or(0.0, |h| h.decayed[half_life]);
            row.push(mine + near().map(|(n, h)| h.decayed[half_life] * n.faded[fade]).sum::<f32>());
        }
    }
    let active = near().filter(|(_, history)| history.sums[3] > 0.0);
    row.push(active.map(|(n, _)| n.distance).fold(around::REACH as f32 + 3.0, f32::min));
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
