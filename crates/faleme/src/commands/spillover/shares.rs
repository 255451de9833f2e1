//! How much of what is expected comes from across: by the process, and by taking the neighbours' history away.

use super::HistoryShown;
use super::setting::Setting;
use crate::cli::Spillover;
use crate::output::Output;
use base::{Date, Issue, Severity};
use outlook::spillover::{Decomposition, Ground, Removal, decompose, model, remove};
use outlook::{Horizon, Month, Panel, Sources, Target, Units};

/// The dataset that shares are made from.
const DATASET: &str = "ucdp";
/// Months by which the newest row may lie behind the day asked about without a word.
const LATE: i32 = 6;

/// What is told of one border district.
#[derive(Clone, Default)]
pub struct Shares {
    /// By the process.
    pub hawkes: Option<Decomposition>,
    /// Why the process tells none.
    pub why_none: Option<String>,
    /// By removal.
    pub removal: Option<Removal>,
    /// The last month known.
    pub origin: Option<Month>,
    /// What they rest on.
    pub history: Option<HistoryShown>,
}

/// The shares of each border district, in their order.
pub fn of(args: &Spillover, setting: &Setting<'_>, out: Output) -> Vec<Shares> {
    let sources = Sources { tables: &setting.view.tables, incidents: Some(DATASET) };
    match Panel::build(sources, Units::Districts(&setting.districts)) {
        Ok(panel) => {
            panel.issues.iter().for_each(|issue| out.issue(issue));
            with_panel(args, setting, &panel.value, out)
        }
        Err(issue) => {
            // Indicators are told all the same.
            out.issue(&Issue { severity: Severity::Warning, ..issue.clone() });
            let none = Shares { why_none: Some(issue.message.clone()), ..Shares::default() };
            vec![none; setting.borders.len()]
        }
    }
}

fn with_panel(args: &Spillover, setting: &Setting<'_>, panel: &Panel, out: Output) -> Vec<Shares> {
    let horizons: Vec<Horizon> = args.horizon.clone().collect();
    // On a day within a month, that month is not over.
    let known = setting.asked.map(whole_month).unwrap_or(panel.last());
    let origin = panel.last().min(known);
    late(origin, setting.day, out);
    let Some(past) = panel.until(origin) else {
        let none = Shares { why_none: Some(format!("no row by {origin}")), ..Shares::default() };
        return vec![none; setting.borders.len()];
    };
    let shares = decompose(&past, &panel.incident_types(), &setting.districts, &setting.borders, &horizons);
    let (target, model) = (Target::StateBased, model());
    let ground = Ground { tables: &setting.view.tables, target: &target, origin, horizons: &horizons };
    let removals = remove(ground, &setting.districts, &setting.borders, model.as_ref());
    let removals = removals.unwrap_or_else(|issue| {
        out.issue(&issue);
        vec![None; setting.borders.len()]
    });
    let releases: Vec<String> =
        setting.view.tables.iter().filter(|t| t.dataset == DATASET).map(|t| t.release.clone()).collect();
    let history = HistoryShown { first: panel.first(), months: past.months(), dataset: DATASET, releases };
    let one = |(share, removal): (Result<Decomposition, _>, Option<Removal>)| Shares {
        why_none: share.as_ref().err().map(|why: &outlook::spillover::Why| why.to_string()),
        hawkes: share.ok(),
        removal,
        origin: Some(origin),
        history: Some(history.clone()),
    };
    shares.into_iter().zip(removals).map(one).collect()
}

/// The last month that is over on a day.
fn whole_month(day: Date) -> Month {
    if day == day.last_of_month() { Month::of(day) } else { Month::of(day).plus(-1) }
}

fn late(origin: Month, day: Date, out: Output) {
    let behind = Month::of(day).since(origin);
    if behind > LATE {
        let words = format!("the newest row is of {origin}, {behind} months before {day}");
        let help = "import a newer release: shares are of the months after the newest row, not of today";
        out.issue(&Issue::warning("spillover.late", words).help(help));
    }
}
