//! What the scores of models come to, window by window and country by country.

use super::{Setting, Trial, yardstick};
use crate::Level;
use crate::scores::{Reliability, Scored, Summary, reliability_of, skill};
use base::Country;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// All countries together.
pub const ALL: &str = "ALL";

/// A model in a window.
pub(super) struct Run<'a> {
    pub trial: &'a Trial<'a>,
    pub model: &'a str,
    pub fallback: Option<&'static str>,
    pub scored: Vec<Scored>,
}

/// How a model did in a window and a country.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Record {
    /// What the units are.
    pub unit: Level,
    /// The window; several, first and last, where they are pooled: `2018..2021`.
    pub window: String,
    /// Country, or `ALL`.
    pub country: String,
    /// The model.
    pub model: String,
    /// Number of units.
    pub cells: usize,
    /// Number of months.
    pub months: usize,
    /// The scores.
    #[serde(flatten)]
    pub scores: Summary,
    /// 1 − CRPS / CRPS of the baseline; `None` where the baseline is never wrong, was not run, or had too
    /// little history.
    pub skill: Option<f64>,
    /// 2.5 % of the skills of redrawn units lie below.
    pub skill_low: Option<f64>,
    /// 2.5 % lie above.
    pub skill_high: Option<f64>,
    /// The baseline for skill.
    pub baseline: &'static str,
    /// The baseline that stands in for the model in some window, for want of history.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fallback: Option<&'static str>,
    /// Whether models saw data that may have been corrected after an origin.
    pub revised: bool,
    /// What was told with which probability of any deaths, and how often they came; for all countries only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reliability: Vec<Reliability>,
}

/// Records in the order of windows, countries (all of them together last), models, and all windows together at the end.
pub(super) fn records(setting: &Setting<'_>, runs: &[Run<'_>]) -> Vec<Record> {
    let mut names: Vec<&str> = runs.iter().map(|r| r.trial.window.name()).collect();
    names.dedup();
    let mut groups: Vec<(String, Vec<&Run<'_>>)> = Vec::new();
    for name in &names {
        groups.push(((*name).to_owned(), runs.iter().filter(|r| r.trial.window.name() == *name).collect()));
    }
    if let [first, .., last] = names.as_slice() {
        groups.push((format!("{first}..{last}"), runs.iter().collect()));
    }
    groups.iter().flat_map(|(name, runs)| of_window(setting, name, runs)).collect()
}

fn of_window(setting: &Setting<'_>, window: &str, runs: &[&Run<'_>]) -> Vec<Record> {
    let countries: BTreeSet<Country> = setting.panel.units().iter().map(|u| u.country).collect();
    let parts = countries.iter().copied().map(Some).chain([None]);
    let models = || setting.models.iter().map(|m| m.name());
    parts.flat_map(|c| models().filter_map(move |model| record(setting, window, runs, model, c))).collect()
}

fn record(
    setting: &Setting<'_>,
    window: &str,
    runs: &[&Run<'_>],
    model: &str,
    country: Option<Country>,
) -> Option<Record> {
    let units = setting.panel.units();
    let within = |s: &&Scored| country.is_none_or(|c| units.get(s.unit).is_some_and(|u| u.country == c));
    let of = |name: &str| -> Vec<&Scored> {
        let runs = runs.iter().filter(|r| r.model == name);
        runs.flat_map(|r| &r.scored).filter(within).collect()
    };
    let scored = of(model);
    let scores = Summary::of(&scored)?;
    let own: Vec<&&Run<'_>> = runs.iter().filter(|r| r.model == model).collect();
    let baseline = yardstick(setting.panel.level());
    // A stand-in for the baseline is no measure of skill.
    let whole = runs.iter().all(|r| r.model != baseline || r.fallback.is_none());
    let sums = by_unit(&scored, &of(baseline)).filter(|_| whole);
    let skill = sums.and_then(|sums| skill(&sums, setting.seed));
    Some(Record {
        unit: setting.panel.level(),
        window: window.to_owned(),
        country: country.map_or_else(|| ALL.to_owned(), |c| c.to_string()),
        model: model.to_owned(),
        cells: scored.iter().map(|s| s.unit).collect::<BTreeSet<_>>().len(),
        months: own.iter().map(|r| r.trial.window.horizons().len()).sum(),
        scores,
        skill: skill.map(|s| s.value),
        skill_low: skill.and_then(|s| s.low),
        skill_high: skill.and_then(|s| s.high),
        baseline,
        fallback: own.iter().find_map(|r| r.fallback),
        revised: own.iter().any(|r| r.trial.revised()),
        reliability: if country.is_none() { reliability_of(&scored) } else { Vec::new() },
    })
}

/// Sums of CRPS by unit, the model's and the baseline's; `None` unless both were scored on the same forecasts.
fn by_unit(model: &[&Scored], baseline: &[&Scored]) -> Option<Vec<(f64, f64)>> {
    if model.len() != baseline.len() {
        return None;
    }
    let mut sums: BTreeMap<usize, (f64, f64)> = BTreeMap::new();
    for (ours, theirs) in model.iter().zip(baseline) {
        let sum = sums.entry(ours.unit).or_default();
        *sum = (sum.0 + ours.crps, sum.1 + theirs.crps);
    }
    Some(sums.into_values().collect())
}
