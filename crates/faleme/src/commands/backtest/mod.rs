//! `backtest`: how good forecasts were on months that they did not know.

mod draws;
mod show;

use crate::case::Case;
use crate::cli::{Backtest, Unit};
use crate::output::Output;
use crate::panel::Counting;
use crate::progress::Progress;
use crate::store::Store;
use crate::view::as_of;
use anyhow::{Result, bail};
use base::Date;
use draws::Draws;
use outlook::{
    Issued, Level, Model, Month, Panel, Past, Pooled, Setting, Target, Trial, Window, backtest, baselines,
    yardstick,
};
use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;
use std::sync::{Mutex, PoisonError};

/// Scores the models, window by window.
pub fn run(args: &Backtest, out: Output) -> Result<ExitCode> {
    let case = Case::load(&args.dir)?;
    let models = models(args)?;
    let store = Store::open_to_ask(&args.dir)?;
    let day = as_of(&store, &case, args.as_of, out)?;
    let tables = store.tables(day)?;
    let atlas = case.atlas(&args.dir)?;
    let counting = Counting::of(&args.counted, &case, &atlas, out)?;
    let panel = counting.panel(&tables, out)?;
    let target = counting.target(&panel)?;
    out.note(format!(
        "panel: {} units, {} to {}{}",
        panel.units().len(),
        panel.first(),
        panel.last(),
        counting.chosen.hindsight()
    ));
    let windows = windows(args, &panel)?;
    let known = known_then(&store, &counting, &panel, &windows, day)?;
    known.iter().for_each(|(origin, known)| out.note(changed(&panel, known, *origin)));
    let trials: Vec<Trial<'_>> =
        windows.into_iter().map(|window| Trial { known: known.get(&window.origin()), window }).collect();
    let progress = Mutex::new(Progress::of_forecasts(trials.len() * models.len(), out.quiet));
    let draws = args.draws.as_ref().map(|_| Draws::new(&panel, args.seed));
    let done = |issued: Option<Issued<'_>>| {
        if let Some((draws, issued)) = draws.as_ref().zip(issued) {
            draws.add(&issued);
        }
        progress.lock().unwrap_or_else(PoisonError::into_inner).advance(1);
    };
    let revised = trials.iter().filter(|t| t.revised()).count();
    let models: Vec<&dyn Model> = models.iter().map(AsRef::as_ref).collect();
    let setting = Setting { panel: &panel, target, trials, models, seed: args.seed };
    let found = backtest(&setting, &done);
    drop(progress);
    found.issues.iter().for_each(|issue| out.issue(issue));
    if revised > 0 {
        out.note(format!(
            "revised data: no releases of the time reach the origins of {revised} windows; newer ones, cut there, may hold what was corrected later"
        ));
    }
    out.note(format!("seed {}", args.seed));
    if found.value.is_empty() {
        bail!("no window could be scored");
    }
    if let Some((draws, path)) = draws.zip(args.draws.as_ref()) {
        draws.write(path)?;
    }
    out.result(&found.value, || show::table(&found.value))?;
    Ok(ExitCode::SUCCESS)
}

/// The models asked for and the baseline for skill, in the order of the list; all without a choice.
fn models(args: &Backtest) -> Result<Vec<Box<dyn Model>>> {
    let mut all = baselines();
    all.push(Box::new(Pooled::default()));
    let names: Vec<String> = all.iter().map(|m| m.name().to_owned()).collect();
    if let Some(unknown) = args.models.iter().find(|name| !names.contains(name)) {
        bail!("there is no model `{unknown}`; there are {}", names.join(", "));
    }
    let beside = yardstick(match args.counted.unit {
        Unit::Pgm => Level::Cell,
        Unit::Admin2 => Level::District,
        Unit::Country => Level::Country,
    });
    let wanted =
        |name: &str| args.models.is_empty() || name == beside || args.models.iter().any(|m| m == name);
    Ok(all.into_iter().filter(|m| wanted(m.name())).collect())
}

/// Years that are scored without a choice.
const YEARS: usize = 4;
/// Months of history without which no baseline but zero and last can be made.
const LEAST_HISTORY: i32 = 12;

fn windows(args: &Backtest, panel: &Panel) -> Result<Vec<Window>> {
    if let Some(origin) = args.origin {
        return Ok(Window::new(origin, args.horizon.clone()).into_iter().collect());
    }
    if let Some(years) = &args.windows {
        return Ok(years.clone().filter_map(Window::year).collect());
    }
    let years = (panel.first().year()..=panel.last().year()).rev();
    let whole = years.filter_map(|year| Window::year(i16::try_from(year).ok()?));
    let fits = |w: &Window| w.last() <= panel.last() && w.origin().since(panel.first()) + 1 >= LEAST_HISTORY;
    let mut windows: Vec<Window> = whole.filter(fits).take(YEARS).collect();
    windows.reverse();
    if windows.is_empty() {
        bail!(
            "too little history: a calendar year is forecast from at least {LEAST_HISTORY} months up to the October before, and the data reach from {} to {}; --origin and --horizon score less",
            panel.first(),
            panel.last()
        );
    }
    Ok(windows)
}

/// Panels of what was released when an origin was forecast from: by the end of the month after it, since a month is
/// released in the next at the earliest. Only those that reach their origin.
fn known_then(
    store: &Store,
    counting: &Counting<'_>,
    panel: &Panel,
    windows: &[Window],
    day: Option<Date>,
) -> Result<BTreeMap<Month, Panel>> {
    let mut found = BTreeMap::new();
    for window in windows {
        let origin = window.origin();
        let Some(then) = end_of(origin.plus(1)).map(|then| day.map_or(then, |day| then.min(day))) else {
            continue;
        };
        let tables = store.tables(Some(then))?;
        if let Ok(known) = counting.again(&tables, panel) {
            let reaches: Option<Past<'_>> = known.until(origin);
            if reaches.is_some() && known.units() == panel.units() {
                found.insert(origin, known);
            }
        }
    }
    Ok(found)
}

/// How far a later release changed the past.
fn changed(now: &Panel, then: &Panel, origin: Month) -> String {
    let (now, then) = (now.until(origin), then.until(origin));
    let count = |(now, then): (Past<'_>, Past<'_>)| {
        let months = |past: &Past<'_>, unit: usize| -> BTreeMap<Month, u32> {
            let counts = past.series(&Target::StateBased, unit).iter().enumerate();
            counts.filter(|(_, n)| **n > 0).map(|(at, n)| (past.first().plus(at as i32), *n)).collect()
        };
        let differing = |unit: usize| {
            let (now, then) = (months(&now, unit), months(&then, unit));
            let either: BTreeSet<&Month> = now.keys().chain(then.keys()).collect();
            either.into_iter().filter(|month| now.get(month) != then.get(month)).count()
        };
        (0..now.units().len()).map(differing).sum::<usize>()
    };
    match now.zip(then).map(count) {
        None | Some(0) => String::new(),
        Some(count) => format!(
            "what was known at {origin} differs from the newest release in {count} months of units; models are given what was known"
        ),
    }
}

/// The last day of a month.
fn end_of(month: Month) -> Option<Date> {
    let year = i16::try_from(month.year()).ok()?;
    Date::new(year, i8::try_from(month.of_year()).ok()?, 1).ok().map(Date::last_of_month)
}
