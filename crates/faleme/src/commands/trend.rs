//! `trend`: how many events an area saw, period by period.

use crate::case::Case;
use crate::cli::{By, Trend};
use crate::output::Output;
use crate::output::count;
use crate::store::Store;
use crate::table::table;
use crate::view::{View, as_of};
use anyhow::Result;
use events::{Area, Coverage, Estimate, PeriodLength, TrendPeriod, trend};
use std::process::ExitCode;

/// Lists the periods, and says what they leave out.
pub fn run(args: &Trend, out: Output) -> Result<ExitCode> {
    let case = Case::load(&args.dir)?;
    let store = Store::open_to_ask(&args.dir)?;
    let view = View::load(&store, &case, as_of(&store, &case, args.as_of, out)?)?;
    let atlas = case.atlas(&args.dir)?;
    let area = atlas.find(&args.area, args.vintage.as_deref(), &view.tables)?;
    let step = match args.by {
        By::Year => PeriodLength::Year,
        By::Month => PeriodLength::Month,
    };
    let found = trend(&view.resolution.events, &view.tables, &area, step, args.event_type.as_deref());
    out.note(boundaries(&area));
    let namesakes: Vec<String> =
        atlas.namesakes(&area.name).into_iter().filter(|n| *n != area.name).collect();
    if !namesakes.is_empty() {
        out.note(format!("that is the place itself; of the same name: {}", namesakes.join(", ")));
    }
    out.result(&found.periods, || shown(&found.periods))?;
    if found.periods.is_empty() {
        out.note("no such events in the area");
        out.note(super::events::typed(args.event_type.as_deref(), &view.resolution.events));
    }
    for (count, words) in [
        (found.beyond, "events before or after could not be placed or dated well enough"),
        (found.undated, "events have no last day"),
        (found.not_facts, "events are not told as facts (with reserve, planned, denied)"),
        (found.wholes, "events consist of others, which are counted"),
        (
            found.withheld,
            "events tell where forces stand or move, which no area under a first-level division shows",
        ),
        (found.machine_coded, "events are told by machine-coded rows only"),
        (found.elsewhere, "events lie elsewhere"),
    ] {
        if count > 0 {
            out.note(format!("not counted: {count} {words}"));
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Which boundaries are used for all periods.
fn boundaries(area: &Area<'_>) -> String {
    let others: Vec<String> = area.others().into_iter().filter_map(|a| a.vintage).collect();
    match &area.vintage {
        Some(_) if !others.is_empty() => format!(
            "area: {}; these boundaries are used for all periods; beside them: {} (--vintage)",
            area.title(),
            others.join(", ")
        ),
        _ => format!("area: {}", area.title()),
    }
}

/// The widest bar, in columns.
const BAR: u64 = 24;

fn shown(periods: &[TrendPeriod]) -> String {
    let most = periods.iter().map(|p| p.count).max().unwrap_or(0).max(1);
    let row = |p: &TrendPeriod| {
        let other: Vec<String> =
            p.other_vintages.iter().map(|o| format!("{} {}", o.count, o.vintage)).collect();
        vec![
            p.period.clone(),
            p.count.to_string(),
            "█".repeat((p.count * BAR).div_ceil(most) as usize),
            if p.count > 0 && p.count == p.without_estimate { "-".into() } else { deaths(&p.estimate) },
            other.join(", "),
            p.unplaced.to_string(),
            p.apart.to_string(),
            covered(&p.coverage),
        ]
    };
    let rows: Vec<Vec<String>> = periods.iter().map(row).collect();
    table(&["period", "events", "", "deaths", "other vintages", "unplaced", "apart", "coverage"], &rows)
}

/// `12 (8–15)`.
fn deaths(told: &Estimate) -> String {
    format!("{} ({}–{})", told.best, told.low, told.high)
}

/// `all: ucdp 24.1`, `part: ucdp 24.1, 2 claims`, `none`.
fn covered(coverage: &Coverage) -> String {
    let mut by: Vec<String> =
        coverage.datasets.iter().map(|d| format!("{} {}", d.dataset, d.release)).collect();
    by.extend(
        (coverage.claims > 0).then(|| count(usize::try_from(coverage.claims).unwrap_or(usize::MAX), "claim")),
    );
    match (coverage.complete, by.is_empty()) {
        (_, true) => "none".into(),
        (true, _) => format!("all: {}", by.join(", ")),
        (false, _) => format!("part: {}", by.join(", ")),
    }
}
