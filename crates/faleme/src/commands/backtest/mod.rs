//! `backtest`: how good forecasts were on months that they did not know.

mod draws;
mod show;

use crate::case::Case;
use crate::cli::{Backtest, Unit};
use crate::output::Output;
use crate::panel::{Counting, changed, known_then};
use crate::progress::Progress;
use crate::store::Store;
use crate::view::as_of;
use anyhow::{Result, bail};
use draws::Draws;
use outlook::{
    Issued, Level, Model, Panel, Pooled, Setting, Trial, Window, backtest, baselines, yardstick,
};
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
    let known = known_then(&store, &counting, &panel, windows.iter().map(Window::origin), day)?;
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
