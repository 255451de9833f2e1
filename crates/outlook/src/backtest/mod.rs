//! Models scored window by window on what was not known to them.
//!
//! In: what came (a [`Panel`]), windows with what was known at their origins ([`Trial`]), models. Out: a [`Record`] for
//! each window, model and country, for all countries together, and for all windows together; each beside the baseline.

mod record;
#[cfg(test)]
mod tests;
mod trial;

pub(crate) use record::ALL;
pub use record::Record;
pub use trial::Trial;

use crate::baselines::{Conflictology, Zero};
use crate::scores::Scored;
use crate::{Forecasts, Level, Model, Panel, Past, Target, Unable, Window};
use base::{Checked, Issue};
use rayon::prelude::*;
use record::Run;

/// What is scored.
pub struct Setting<'a> {
    /// What came: the newest data.
    pub panel: &'a Panel,
    /// The count that is forecast.
    pub target: Target,
    /// Windows, in the order of their origins.
    pub trials: Vec<Trial<'a>>,
    /// Models; skill is told where the baseline for it is among them.
    pub models: Vec<&'a dyn Model>,
    /// For draws.
    pub seed: u64,
}

/// The baseline that skill is measured against: conflictology with its neighbours on a grid, without elsewhere.
pub fn yardstick(level: Level) -> &'static str {
    match level {
        Level::Cell => "conflictology_n",
        Level::District | Level::Country => "conflictology",
    }
}

/// What a model (or its stand-in) told in a window, as it is handed out.
#[derive(Clone, Copy, Debug)]
pub struct Issued<'a> {
    /// The window.
    pub window: &'a Window,
    /// The model.
    pub model: &'a str,
    /// Its forecasts, units in the panel's order.
    pub forecasts: &'a Forecasts,
}

/// Scores every model in every window. `done` is told once for each model and window, with what was forecast if anything
/// was; in any order, from any thread.
pub fn backtest(setting: &Setting<'_>, done: &(dyn Fn(Option<Issued<'_>>) + Sync)) -> Checked<Vec<Record>> {
    let mut issues = Vec::new();
    let mut runs = Vec::new();
    for trial in &setting.trials {
        match trial.past(setting.panel) {
            Ok(past) => {
                let tried = setting.models.par_iter().map(|model| run(setting, trial, past, *model, done));
                for (run, issue) in tried.collect::<Vec<_>>() {
                    runs.extend(run);
                    issues.extend(issue);
                }
            }
            Err(issue) => {
                issues.push(issue);
                setting.models.iter().for_each(|_| done(None));
            }
        }
    }
    Checked { value: record::records(setting, &runs), issues }
}

/// One model in one window. A model that has too little history is replaced by a baseline that has enough, and marked.
fn run<'a>(
    setting: &'a Setting<'a>,
    trial: &'a Trial<'a>,
    past: Past<'_>,
    model: &'a dyn Model,
    done: &(dyn Fn(Option<Issued<'_>>) + Sync),
) -> (Option<Run<'a>>, Option<Issue>) {
    let horizons = trial.window.horizons();
    let (forecasts, fallback, issue) = match model.forecast(&past, &setting.target, horizons) {
        Ok(forecasts) => (forecasts, None, None),
        Err(Unable::TooShort { needs, has }) => match instead(&past, setting, trial) {
            Some((forecasts, name)) => {
                (forecasts, Some(name), Some(short(trial, model.name(), needs, has, name)))
            }
            None => {
                done(None);
                return (None, None);
            }
        },
        Err(Unable::Level(why)) => {
            done(None);
            let words = format!("{} is left out of {}: {why}", model.name(), trial.window);
            return (None, Some(Issue::note("backtest.level", words)));
        }
    };
    done(Some(Issued { window: &trial.window, model: model.name(), forecasts: &forecasts }));
    let scored = score(setting, trial, &past, &forecasts);
    (Some(Run { trial, model: model.name(), fallback, scored }), issue)
}

fn instead(past: &Past<'_>, setting: &Setting<'_>, trial: &Trial<'_>) -> Option<(Forecasts, &'static str)> {
    let tried: [(&dyn Model, &'static str); 2] = [(&Conflictology, "conflictology"), (&Zero, "zero")];
    tried.into_iter().find_map(|(model, name)| {
        Some((model.forecast(past, &setting.target, trial.window.horizons()).ok()?, name))
    })
}

fn short(trial: &Trial<'_>, model: &str, needs: usize, has: usize, instead: &str) -> Issue {
    let words = format!(
        "{model} in {}: it needs {needs} months of history and has {has}; {instead} stands in its place, marked",
        trial.window
    );
    Issue::warning("backtest.history", words)
        .help("import older months, or leave out windows with little history")
}

/// Months without deaths after which deaths are an onset.
const QUIET: usize = 12;

fn score(setting: &Setting<'_>, trial: &Trial<'_>, past: &Past<'_>, forecasts: &Forecasts) -> Vec<Scored> {
    let window = &trial.window;
    let one = |unit: usize| {
        let quiet = past.last(&setting.target, unit, QUIET).iter().all(|count| *count == 0);
        let months = window.months().enumerate();
        let scored = months.filter_map(move |(at, month)| {
            let came = f64::from(setting.panel.count(&setting.target, unit, month)?);
            Some(Scored::new(forecasts.get(unit, at)?, came, (unit, month), quiet, setting.seed))
        });
        scored.collect::<Vec<_>>()
    };
    (0..forecasts.units()).into_par_iter().flat_map_iter(one).collect()
}
