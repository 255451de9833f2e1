//! Records as tables for people.

use crate::output::count;
use crate::table::{table as columns, wrap};
use outlook::Record;
use std::collections::BTreeSet;

/// Scores window by window, by country and model; then how often it came what was told with which probability, all windows
/// together.
pub fn table(records: &[Record]) -> String {
    let header = ["", "model", "CRPS", "any", "IGN", "MIS", "Brier", "AUC", "AP", "onset", "skill %"];
    let windows = records.chunk_by(|a, b| a.window == b.window).map(|records| {
        let rows: Vec<Vec<String>> = records.iter().map(row).collect();
        format!("{}{}\n", head(records), columns(&header, &rows))
    });
    let windows: String = windows.collect();
    let last = records.last().map(|r| r.window.as_str()).unwrap_or_default();
    let pooled: Vec<Vec<String>> = records.iter().filter(|r| r.window == last).flat_map(steps).collect();
    let baseline = records.first().map_or("", |r| r.baseline);
    let instead: BTreeSet<String> = records
        .iter()
        .filter_map(|r| Some(format!("* {} ({} in its place): too little history\n", r.model, r.fallback?)))
        .collect();
    let means = format!(
        "lower is better, but for AUC, AP (average precision of P(any)) and onset (AP where there were none in 12 months); any: CRPS where any came; skill: CRPS better than {baseline}, in percent, with 95 % of redrawn units; -: cannot be said, nothing came"
    );
    format!(
        "{windows}{}{}\nP(any), {last}, all countries:\n{}",
        instead.into_iter().collect::<String>(),
        wrap(&means),
        columns(&["model", "told", "forecasts", "mean told", "came"], &pooled)
    )
}

/// The window, and how many units and months are scored.
fn head(records: &[Record]) -> String {
    let Some(all) = records.last() else { return String::new() };
    format!("{}: {} × {}\n", all.window, count(all.cells, "unit"), count(all.months, "month"))
}

/// Whose data models were given; nothing if they were given what was known.
pub fn revised(records: &[Record]) -> String {
    let pooled = records.last().map(|r| r.window.as_str()).unwrap_or_default();
    let all: BTreeSet<&str> = records.iter().map(|r| r.window.as_str()).collect();
    let single = |r: &&Record| all.len() == 1 || r.window != pooled;
    let revised: BTreeSet<&str> =
        records.iter().filter(|r| r.revised).filter(single).map(|r| r.window.as_str()).collect();
    if revised.is_empty() {
        return String::new();
    }
    let names: Vec<&str> = revised.into_iter().collect();
    format!(
        "revised data: no releases of the time reach the origin of {}; newer ones, cut there, may hold what was corrected later",
        names.join(", ")
    )
}

fn row(r: &Record) -> Vec<String> {
    let s = &r.scores;
    let some = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |v| format!("{v:.3}"));
    let marked = if r.fallback.is_some() { "*" } else { "" };
    vec![
        r.country.clone(),
        format!("{}{marked}", r.model),
        format!("{:.4}", s.crps),
        some(s.crps_active),
        format!("{:.3}", s.ign),
        format!("{:.2}", s.mis),
        format!("{:.4}", s.brier),
        some(s.auc),
        some(s.average_precision),
        some(s.onset_average_precision),
        if r.model == r.baseline { "baseline".to_owned() } else { skill(r) },
    ]
}

/// `+0.9 (+0.2..+1.5)`, in percent.
fn skill(r: &Record) -> String {
    let percent = |value: f64| match value * 100.0 {
        v if v.abs() < 99.95 => format!("{v:+.1}"),
        v => format!("{v:+.0}"),
    };
    let Some(value) = r.skill else { return "-".to_owned() };
    let range = r.skill_low.zip(r.skill_high);
    let range = range.map(|(low, high)| format!(" ({}..{})", percent(low), percent(high)));
    format!("{}{}", percent(value), range.unwrap_or_default())
}

fn steps(r: &Record) -> Vec<Vec<String>> {
    let one = |s: &outlook::scores::Reliability| {
        vec![
            r.model.clone(),
            format!("{:.0}–{:.0} %", s.from * 100.0, s.to * 100.0),
            s.forecasts.to_string(),
            format!("{:.1} %", s.told * 100.0),
            format!("{:.1} %", s.came * 100.0),
        ]
    };
    r.reliability.iter().map(one).collect()
}
