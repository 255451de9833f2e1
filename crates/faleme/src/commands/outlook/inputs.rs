//! All that a forecast depends on, in hashes: what is kept with an issued forecast, and what a kept record stands for.

use super::asked::Asked;
use crate::panel::UCDP;
use crate::store::Inputs;
use anyhow::Result;
use base::ContentHash;
use outlook::{Horizon, Past, Target};

/// The inputs of a forecast.
pub fn of(
    asked: &Asked<'_>,
    past: &Past<'_>,
    model: &str,
    baseline: &str,
    horizons: &[Horizon],
    seed: u64,
) -> Result<Inputs> {
    let incidents = asked.args.counted.incidents.clone();
    let datasets: Vec<&str> = std::iter::once(UCDP).chain(incidents.as_deref()).collect();
    let releases = asked.store.releases_used(&datasets, asked.day)?;
    Ok(Inputs {
        program: env!("CARGO_PKG_VERSION").to_owned(),
        model: model.to_owned(),
        baseline: baseline.to_owned(),
        unit: past.level(),
        target: asked.target.to_string(),
        incidents,
        origin: past.origin(),
        horizons: horizons.to_vec(),
        seed,
        case: asked.case.hash.clone(),
        units: units(past),
        counts: counts(past, &asked.target),
        releases,
    })
}

fn units(past: &Past<'_>) -> String {
    let lines: String = past.units().iter().map(|u| format!("{} {}\n", u.id, u.country)).collect();
    ContentHash::of(lines.as_bytes()).to_string()
}

/// Every count that a model may look at.
fn counts(past: &Past<'_>, target: &Target) -> String {
    let mut bytes = past.first().id().to_le_bytes().to_vec();
    let mut add = |series: &[u32]| series.iter().for_each(|n| bytes.extend(n.to_le_bytes()));
    for target in Target::DEATHS.iter().chain([target]) {
        (0..past.units().len()).for_each(|unit| add(past.series(target, unit)));
        (0..past.countries().len()).for_each(|country| add(past.country_series(target, country)));
    }
    ContentHash::of(&bytes).to_string()
}
