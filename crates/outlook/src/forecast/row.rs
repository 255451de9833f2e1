//! A forecast as it is told: for a unit and a month, beside the baseline, with history, cautions and the record.

use super::{Fallback, Figures, Outlook, Skill, Track};
use crate::{Horizon, Month, Past, Target, Unit, UnitId};
use base::Country;
use serde::Serialize;

/// Months of history that stand beside a forecast.
pub const HISTORY: usize = 24;

/// What the baseline tells of the same unit and month.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Beside<'a> {
    /// The baseline.
    pub model: &'a str,
    /// What it tells.
    #[serde(flatten)]
    pub figures: Figures,
}

/// Why a figure is worth less than it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Caution {
    /// Nothing was ever counted in the unit: a small figure is the model's habit, not knowledge of the place.
    NeverAny,
    /// No row of any kind names the country: its zeros may be rows that nobody imported.
    NoRowsOfCountry,
    /// Months of the history shown have no row at all, where many are expected: a file is likely missing.
    Gap,
    /// The horizon was never scored.
    Unscored,
}

/// How the model did on months that are over.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecordOf<'a> {
    /// Whether the horizon was scored.
    pub past_scored: bool,
    /// Whether the model was surely better than the baseline, in all countries together.
    pub beats_baseline: bool,
    /// Origins from which it was scored.
    pub origins: &'a [Month],
    /// Whether it was given data that may have been corrected after an origin.
    pub revised: bool,
    /// All countries together.
    pub all: Option<&'a Skill>,
    /// The country of the unit.
    pub country: Option<&'a Skill>,
}

/// A forecast.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row<'a> {
    /// The unit.
    pub unit: &'a UnitId,
    /// The country that it is counted to.
    pub country: Country,
    /// The month.
    pub period: Month,
    /// The last month that is known.
    pub origin: Month,
    /// Months after the origin.
    pub horizon: Horizon,
    /// What is counted.
    pub target: String,
    /// The model.
    pub model: &'a str,
    /// What it tells.
    #[serde(flatten)]
    pub figures: Figures,
    /// What the baseline tells.
    pub baseline: Beside<'a>,
    /// Counts of the months up to the origin, the origin last; `None` in a gap.
    pub history: Vec<Option<u32>>,
    /// Why the baseline stands in for the model, if it does.
    pub fallback: Option<&'a Fallback>,
    /// Why the figures are worth less than they look.
    pub cautions: Vec<Caution>,
    /// How the model did on months that are over.
    pub record: RecordOf<'a>,
}

/// The forecasts of an outlook, units in the order of the panel, in each the months.
pub fn rows<'a>(
    past: &Past<'a>,
    target: &Target,
    outlook: &'a Outlook,
    track: &'a Track,
    gaps: &[(Month, Month)],
) -> Vec<Row<'a>> {
    let mut rows = Vec::new();
    for (at, unit) in past.units().iter().enumerate() {
        let history = history(past, target, at, gaps);
        let cautions = cautions(past, target, at, unit, gaps);
        for (h, horizon) in outlook.told.horizons().iter().enumerate() {
            let Some((told, beside)) = outlook.told.get(at, h).zip(outlook.beside.get(at, h)) else {
                continue;
            };
            let record = track.of_unit(unit.country, *horizon);
            let unscored = (!record.past_scored).then_some(Caution::Unscored);
            rows.push(Row {
                unit: &unit.id,
                country: unit.country,
                period: past.origin().plus(i32::from(*horizon)),
                origin: past.origin(),
                horizon: *horizon,
                target: target.to_string(),
                model: &outlook.model,
                figures: Figures::of(told),
                baseline: Beside { model: &outlook.baseline, figures: Figures::of(beside) },
                history: history.clone(),
                fallback: outlook.fallback.as_ref(),
                cautions: cautions.iter().copied().chain(unscored).collect(),
                record,
            });
        }
    }
    rows
}

fn history(past: &Past<'_>, target: &Target, unit: usize, gaps: &[(Month, Month)]) -> Vec<Option<u32>> {
    let counts = past.last(target, unit, HISTORY);
    let first = past.origin().plus(1 - counts.len() as i32);
    let in_gap = |month: Month| gaps.iter().any(|gap| gap.0 <= month && month <= gap.1);
    let one = |(at, count): (usize, &u32)| (!in_gap(first.plus(at as i32))).then_some(*count);
    counts.iter().enumerate().map(one).collect()
}

fn cautions(
    past: &Past<'_>,
    target: &Target,
    at: usize,
    unit: &Unit,
    gaps: &[(Month, Month)],
) -> Vec<Caution> {
    let zeros = |series: &[u32]| series.iter().all(|n| *n == 0);
    let country = past.countries().iter().position(|c| *c == unit.country);
    let silent = country.is_none_or(|c| Target::DEATHS.iter().all(|t| zeros(past.country_series(t, c))));
    let shown = past.origin().plus(1 - HISTORY as i32);
    let gap = gaps.iter().any(|gap| gap.0 <= past.origin() && gap.1 >= shown);
    [
        (zeros(past.series(target, at)), Caution::NeverAny),
        (silent, Caution::NoRowsOfCountry),
        (gap, Caution::Gap),
    ]
    .into_iter()
    .filter_map(|(holds, caution)| holds.then_some(caution))
    .collect()
}
