//! Records as tables for people.

use crate::table::table as columns;
use outlook::Record;

/// Scores by window, country and model; then how often it came what was told with which probability, all windows together.
pub fn table(records: &[Record]) -> String {
    let header = [
        "window", "country", "model", "units", "CRPS", "active", "IGN", "MIS", "Brier", "AUC", "AP",
        "onset AP", "skill",
    ];
    let rows: Vec<Vec<String>> = records.iter().map(row).collect();
    let last = records.last().map(|r| r.window.as_str()).unwrap_or_default();
    let pooled: Vec<Vec<String>> = records.iter().filter(|r| r.window == last).flat_map(steps).collect();
    let baseline = records.first().map_or("", |r| r.baseline);
    let means =
        "lower is better, but for AUC and AP (average precision of P(any)); active: CRPS where any came";
    format!(
        "{}{means}; skill: CRPS better than {baseline}, with 95 % of redrawn units\n\nP(any), {last}, all countries:\n{}",
        columns(&header, &rows),
        columns(&["model", "told", "forecasts", "mean told", "came"], &pooled)
    )
}

fn row(r: &Record) -> Vec<String> {
    let s = &r.scores;
    let some = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |v| format!("{v:.3}"));
    let model = match r.fallback {
        Some(name) => format!("{} ({name} in its place)", r.model),
        None => r.model.clone(),
    };
    vec![
        r.window.clone(),
        r.country.clone(),
        model,
        r.cells.to_string(),
        format!("{:.4}", s.crps),
        some(s.crps_active),
        format!("{:.4}", s.ign),
        format!("{:.3}", s.mis),
        format!("{:.4}", s.brier),
        some(s.auc),
        some(s.average_precision),
        some(s.onset_average_precision),
        skill(r),
    ]
}

/// `+0.9 % (0.2 to 1.5)`.
fn skill(r: &Record) -> String {
    let Some(value) = r.skill else { return "-".to_owned() };
    let range = r.skill_low.zip(r.skill_high);
    let range = range.map(|(low, high)| format!(" ({:+.1} to {:+.1})", low * 100.0, high * 100.0));
    format!("{:+.2} %{}", value * 100.0, range.unwrap_or_default())
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
