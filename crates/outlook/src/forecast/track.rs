//! The record of a model on months that are over, which every forecast of it carries.

use super::RecordOf;
use crate::{Horizon, Month, Past, Record, Window};
use base::Country;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Windows that a record is made of.
const WINDOWS: usize = 4;
/// Months from one to the next: the same season each time.
const APART: i32 = 12;

/// The last four windows that are over, a year apart, whose horizons are those asked for. Where the history is too short for
/// the farthest horizon, those that one window can have; none if there is not even that. Each window leaves at least
/// `needs` months of history.
pub fn closed(past: &Past<'_>, needs: usize, horizons: &[Horizon]) -> Vec<Window> {
    let spare = past.months().saturating_sub(needs);
    let scored: Vec<Horizon> = horizons.iter().copied().filter(|h| usize::from(*h) <= spare).collect();
    let Some(farthest) = scored.iter().copied().max() else { return Vec::new() };
    let back = (0..WINDOWS as i32).map(|k| i32::from(farthest) + k * APART);
    let fits = back.filter(|back| usize::try_from(*back).is_ok_and(|b| b <= spare));
    let mut windows: Vec<Window> =
        fits.filter_map(|back| Window::new(past.origin().plus(-back), scored.iter().copied())).collect();
    windows.reverse();
    windows
}

/// Scores of a model and of the baseline on the same months.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Skill {
    /// Units scored.
    pub units: usize,
    /// Months scored of each.
    pub months: usize,
    /// Share of units and months in which any came.
    pub came: f64,
    /// Mean CRPS of the model.
    pub crps: f64,
    /// Mean CRPS of the baseline.
    pub crps_baseline: f64,
    /// Brier score of the probability of any.
    pub brier: f64,
    /// That of the baseline.
    pub brier_baseline: f64,
    /// 1 − CRPS / CRPS of the baseline; `None` where the baseline is never wrong.
    pub skill: Option<f64>,
    /// 2.5 % of the skills of redrawn units lie below.
    pub skill_low: Option<f64>,
    /// 2.5 % lie above.
    pub skill_high: Option<f64>,
    /// Whether the whole interval lies above zero.
    pub beats_baseline: bool,
}

/// How a model did on months that are over, in all countries and in each.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Track {
    /// The model.
    pub model: String,
    /// The baseline.
    pub baseline: String,
    /// Origins scored.
    pub origins: Vec<Month>,
    /// Horizons scored.
    pub horizons: Vec<Horizon>,
    /// Whether the model was given data that may have been corrected after an origin.
    pub revised: bool,
    /// The baseline that stood in for the model in some window.
    pub fallback: Option<String>,
    /// All countries together; `None` if nothing could be scored.
    pub all: Option<Skill>,
    /// By country code.
    pub countries: BTreeMap<String, Skill>,
}

impl Track {
    /// From the records of a back-test of `model` and `baseline` on `windows`; those of the last window named, which stands
    /// for all of them together.
    pub fn of(records: &[Record], model: &str, baseline: &str, windows: &[Window]) -> Self {
        let Some(last) = records.last() else {
            return Self { model: model.into(), baseline: baseline.into(), ..Self::default() };
        };
        let named = |window: &&Window| records.iter().any(|r| r.window == window.name());
        let scored: Vec<&Window> = windows.iter().filter(named).collect();
        let pooled: Vec<&Record> = records.iter().filter(|r| r.window == last.window).collect();
        let of = |name: &str, country: &str| {
            pooled.iter().copied().find(|r| r.model == name && r.country == country)
        };
        let skill = |country: &str| Some(compared(of(model, country)?, of(baseline, country)?));
        let mut codes: Vec<&str> = pooled.iter().map(|r| r.country.as_str()).collect();
        codes.dedup();
        let codes = codes.into_iter().filter(|c| *c != crate::backtest::ALL);
        Self {
            model: model.into(),
            baseline: baseline.into(),
            origins: scored.iter().map(|w| w.origin()).collect(),
            horizons: scored.first().map(|w| w.horizons().to_vec()).unwrap_or_default(),
            revised: pooled.iter().any(|r| r.revised),
            fallback: pooled.iter().filter(|r| r.model == model).find_map(|r| r.fallback).map(str::to_owned),
            all: skill(crate::backtest::ALL),
            countries: codes.filter_map(|c| Some((c.to_owned(), skill(c)?))).collect(),
        }
    }

    /// The record beside a forecast of a unit in `country` at `horizon`.
    pub fn of_unit(&self, country: Country, horizon: Horizon) -> RecordOf<'_> {
        RecordOf {
            past_scored: self.all.is_some() && self.horizons.contains(&horizon),
            beats_baseline: self.all.as_ref().is_some_and(|s| s.beats_baseline),
            origins: &self.origins,
            revised: self.revised,
            all: self.all.as_ref(),
            country: self.countries.get(country.as_str()),
        }
    }

    /// Countries where the model was not surely better than the baseline.
    pub fn not_better(&self) -> Vec<&str> {
        self.countries.iter().filter(|(_, s)| !s.beats_baseline).map(|(c, _)| c.as_str()).collect()
    }
}

fn compared(model: &Record, baseline: &Record) -> Skill {
    Skill {
        units: model.cells,
        months: model.months,
        came: model.scores.came,
        crps: model.scores.crps,
        crps_baseline: baseline.scores.crps,
        brier: model.scores.brier,
        brier_baseline: baseline.scores.brier,
        skill: model.skill,
        skill_low: model.skill_low,
        skill_high: model.skill_high,
        beats_baseline: model.skill_low.is_some_and(|low| low > 0.0),
    }
}
