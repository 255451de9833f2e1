//! Forecasts as scripts and people read them.

use crate::table::table;
use base::Country;
use outlook::forecast::{Caution, Figures, Row, Skill};
use outlook::{Track, UnitId};
use serde::Serialize;
use std::collections::BTreeMap;

/// From this probability of any on in some month, model's or baseline's, a unit without recent history is listed.
const LISTED: f64 = 0.1;

/// A forecast, and under which id it was issued.
#[derive(Serialize)]
pub struct OutlookShown<'a> {
    /// The forecast.
    #[serde(flatten)]
    pub row: &'a Row<'a>,
    /// Its id, if it was issued.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub issued: Option<&'a str>,
    /// Warnings whose signal it crosses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub early: Vec<&'a str>,
}

/// One line for each unit with history or a probability worth a line, by country and in the order of their ids; then the
/// record.
pub fn outlook_table(rows: &[Row<'_>], track: &Track) -> String {
    let mut units: BTreeMap<(Country, &UnitId), Vec<&Row<'_>>> = BTreeMap::new();
    rows.iter().for_each(|row| units.entry((row.country, row.unit)).or_default().push(row));
    let (listed, others): (Vec<_>, Vec<_>) = units.values().partition(|months| is_listed(months));
    let lines: Vec<Vec<String>> = listed.iter().map(|months| line(months)).collect();
    let header =
        ["country", "unit", "P(any)", "mean", "90 %", "baseline P(any)", "mean", "90 %", "24 months", ""];
    let parts = [head(rows), set_off(table(&header, &lines)), left_out(others.len()), set_off(record(track))];
    parts.iter().filter(|part| !part.is_empty()).map(|part| format!("{}\n", part.trim_end())).collect()
}

/// With an empty line before it, if there is any.
fn set_off(words: String) -> String {
    if words.is_empty() { words } else { format!("\n{words}") }
}

fn head(rows: &[Row<'_>]) -> String {
    let Some((first, last)) = rows.first().zip(rows.last()) else { return String::new() };
    let span = if first.period == last.period {
        first.period.to_string()
    } else {
        format!("{} to {}", first.period, last.period)
    };
    let (model, baseline) = (first.model, first.baseline.model);
    let by = match (&first.fallback, model == baseline) {
        (Some(fallback), _) => {
            format!("{baseline}, which stands in for {}, and again as the baseline", fallback.model)
        }
        (None, true) => format!("{baseline}, and again as the baseline"),
        (None, false) => format!("{model}, then the baseline, {baseline}"),
    };
    format!(
        "{} by month, {span}, known to {}: {by}; a range is from the lowest month to the highest\n",
        first.target, first.origin
    )
}

fn is_listed(months: &[&Row<'_>]) -> bool {
    let history = |row: &Row<'_>| row.history.iter().any(|n| n.is_some_and(|n| n > 0));
    let likely = |row: &Row<'_>| row.figures.p_any.max(row.baseline.figures.p_any) >= LISTED;
    months.iter().any(|row| history(row) || likely(row))
}

fn line(months: &[&Row<'_>]) -> Vec<String> {
    let Some(first) = months.first() else { return Vec::new() };
    let told: Vec<Figures> = months.iter().map(|r| r.figures).collect();
    let beside: Vec<Figures> = months.iter().map(|r| r.baseline.figures).collect();
    let mut cells = vec![first.country.to_string(), first.unit.to_string()];
    cells.extend(figures(&told));
    cells.extend(figures(&beside));
    cells.push(history(&first.history));
    cells.push(cautions(months));
    cells
}

/// Probability of any, mean, interval.
fn figures(of: &[Figures]) -> [String; 3] {
    let percent = range(of.iter().map(|f| percent(f.p_any)), of.iter().map(|f| f.p_any));
    let mean = range(of.iter().map(|f| format!("{:.1}", f.mean)), of.iter().map(|f| f.mean));
    let low = of.iter().map(|f| f.quantiles.q05).fold(f64::INFINITY, f64::min);
    let high = of.iter().map(|f| f.quantiles.q95).fold(0.0, f64::max);
    [format!("{percent} %"), mean, format!("{low:.0}–{high:.0}")]
}

/// In whole percent; what is neither sure nor impossible is not written so.
fn percent(p: f64) -> String {
    match p * 100.0 {
        p if p > 0.0 && p < 0.5 => "<1".into(),
        p if (99.5..100.0).contains(&p) => ">99".into(),
        p => format!("{p:.0}"),
    }
}

/// The written lowest and highest of some values, once where they are written alike.
fn range(written: impl Iterator<Item = String>, values: impl Iterator<Item = f64>) -> String {
    let mut all: Vec<(f64, String)> = values.zip(written).collect();
    all.sort_by(|a, b| a.0.total_cmp(&b.0));
    match (all.first(), all.last()) {
        (Some(low), Some(high)) if low.1 != high.1 => format!("{}–{}", low.1, high.1),
        (Some(low), _) => low.1.clone(),
        _ => String::new(),
    }
}

/// `47 in 9`: deaths, and months with any; months of a gap are named.
fn history(months: &[Option<u32>]) -> String {
    let sum: u64 = months.iter().flatten().map(|n| u64::from(*n)).sum();
    let with = months.iter().flatten().filter(|n| **n > 0).count();
    let unknown = months.iter().filter(|n| n.is_none()).count();
    let known = if with == 0 { "0".to_owned() } else { format!("{sum} in {with}") };
    if unknown == 0 { known } else { format!("{known}, {unknown} unknown") }
}

fn cautions(months: &[&Row<'_>]) -> String {
    let has = |caution: Caution| months.iter().any(|row| row.cautions.contains(&caution));
    [
        (Caution::NeverAny, "never any"),
        (Caution::NoRowsOfCountry, "no rows of the country"),
        (Caution::Gap, "months missing"),
        (Caution::Unscored, "unscored"),
    ]
    .into_iter()
    .filter_map(|(caution, words)| has(caution).then_some(words))
    .collect::<Vec<_>>()
    .join(", ")
}

fn left_out(count: usize) -> String {
    match count {
        0 => String::new(),
        1 => format!("1 other unit: none in 24 months, P(any) under {:.0} %", LISTED * 100.0),
        _ => format!("{count} other units: none in 24 months, P(any) under {:.0} %", LISTED * 100.0),
    }
}

/// How the model did on months that are over, plainly.
fn record(track: &Track) -> String {
    let Some(all) = &track.all else {
        return "record: none; no window of these horizons is over, so nobody knows how good this is".into();
    };
    let origins: Vec<String> = track.origins.iter().map(ToString::to_string).collect();
    let revised = if track.revised { ", revised data" } else { "" };
    let (model, baseline) = (&track.model, &track.baseline);
    let scored =
        format!("record: {} units × {} months, from {}{revised}", all.units, all.months, origins.join(", "));
    if model == baseline {
        return format!(
            "{scored}: CRPS {:.4}, Brier {:.4}; {baseline} is published itself",
            all.crps, all.brier
        );
    }
    let not_better = track.not_better();
    let verdict = match (all.beats_baseline, not_better.is_empty()) {
        (true, true) => format!("{model} beats {baseline}, in every country"),
        (true, false) => format!("{model} beats {baseline}; not surely in {}", not_better.join(", ")),
        (false, _) if all.skill_high.is_some_and(|high| high < 0.0) => {
            format!("{model} is worse than {baseline}: hold to the baseline's figures")
        }
        (false, _) => format!("{model} does not surely beat {baseline}: hold to the baseline's figures"),
    };
    format!(
        "{scored}: CRPS {:.4}, baseline {:.4}, skill {}; Brier {:.4}, baseline {:.4}\n{verdict}",
        all.crps,
        all.crps_baseline,
        skill(all),
        all.brier,
        all.brier_baseline
    )
}

/// `+0.9 % (0.2 to 1.5)`.
fn skill(of: &Skill) -> String {
    let Some(value) = of.skill else { return "-".into() };
    let range = of.skill_low.zip(of.skill_high);
    let range = range.map(|(low, high)| format!(" ({:+.1} to {:+.1})", low * 100.0, high * 100.0));
    format!("{:+.2} %{}", value * 100.0, range.unwrap_or_default())
}

#[cfg(test)]
mod tests;
