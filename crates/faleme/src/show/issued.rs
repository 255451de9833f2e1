//! Issued forecasts with what came, as scripts and people read them.

use super::word;
use crate::table::table;
use base::{Country, Date};
use outlook::forecast::Fallback;
use outlook::issued::{MonthOf, Totals, UnitMonth, Verdict};
use outlook::{Level, Month};
use serde::Serialize;
use std::collections::BTreeMap;

/// An issued forecast and what became of it.
#[derive(Debug, Serialize)]
pub struct IssuedShown {
    /// Its id.
    pub id: String,
    /// The day that it is of.
    pub issued: Date,
    /// The day on which it was kept.
    pub made: Date,
    /// So many of its months were over on that day: of those it is no forecast.
    pub months_over_when_made: usize,
    /// What the units are.
    pub unit: Level,
    /// What is counted.
    pub target: String,
    /// The last month that was known.
    pub origin: Month,
    /// The model.
    pub model: String,
    /// The baseline.
    pub baseline: String,
    /// Why the baseline stood in for the model, if it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fallback: Option<Fallback>,
    /// The last month of which it is known what came.
    pub known_to: Month,
    /// Whether what came is told by other releases than those that it was made from.
    pub newer_releases: bool,
    /// What became of it.
    #[serde(flatten)]
    pub verdict: Verdict,
}

/// Each with a line for each month, and a line for each unit for which any came or was said to come.
pub fn issued_table(all: &[IssuedShown]) -> String {
    let parts: Vec<String> = all.iter().map(one).collect();
    if parts.is_empty() {
        return String::new();
    }
    format!(
        "{}\nhit: said, and any came; inside: what came lies in the interval told for 90 %; CRPS and Brier: lower is better",
        parts.join("\n")
    )
}

fn one(told: &IssuedShown) -> String {
    let over = match told.months_over_when_made {
        0 => String::new(),
        n => format!(" (kept {}, when {n} of its months were over: no forecast of those)", told.made),
    };
    let head = format!(
        "{}, issued {}{over}: {} by {}, known to {}; {} beside {}; said: P(any) of {:.0} % or more\n",
        told.id,
        told.issued,
        told.target,
        told.unit,
        told.origin,
        told.model,
        told.baseline,
        told.verdict.said_from * 100.0
    );
    let header = [
        "month",
        "",
        "any came",
        "expected",
        "hits",
        "misses",
        "false alarms",
        "inside",
        "CRPS",
        "baseline",
        "Brier",
        "baseline",
    ];
    let mut lines: Vec<Vec<String>> = told.verdict.months.iter().map(month).collect();
    if let Some(totals) = told.verdict.totals.as_ref().filter(|_| lines.len() > 1) {
        lines.push(line("all".into(), "", totals));
    }
    format!("{head}{}{}", table(&header, &lines), units(&told.verdict.units, told.verdict.said_from))
}

fn month(of: &MonthOf) -> Vec<String> {
    match &of.totals {
        Some(totals) => line(of.period.to_string(), "", totals),
        None => vec![of.period.to_string(), word(&of.status)],
    }
}

fn line(name: String, status: &str, t: &Totals) -> Vec<String> {
    vec![
        name,
        status.into(),
        format!("{} of {}", t.any_came, t.forecasts),
        format!("{:.1}", t.any_expected),
        t.hits.to_string(),
        t.misses.to_string(),
        t.false_alarms.to_string(),
        format!("{:.0} %", t.inside * 100.0),
        format!("{:.4}", t.crps),
        format!("{:.4}", t.crps_baseline),
        format!("{:.4}", t.brier),
        format!("{:.4}", t.brier_baseline),
    ]
}

/// `3 (45 %)` for each month: what came, and the probability of any that was told; `!` where it lies outside.
fn units(rows: &[UnitMonth], said_from: f64) -> String {
    let mut units: BTreeMap<(Country, usize), Vec<&UnitMonth>> = BTreeMap::new();
    for run in rows.chunk_by(|a, b| a.unit == b.unit) {
        let worth = |u: &UnitMonth| u.came.as_ref().is_some_and(|c| c.came > 0 || u.p_any >= said_from);
        if let Some(first) = run.first().filter(|_| run.iter().any(worth)) {
            units.insert((first.country, units.len()), run.iter().collect());
        }
    }
    let cell = |u: &UnitMonth| match &u.came {
        Some(c) => format!("{} ({:.0} %){}", c.came, u.p_any * 100.0, if c.inside { "" } else { " !" }),
        None => "-".into(),
    };
    let lines: Vec<Vec<String>> = units
        .iter()
        .map(|((country, _), months)| {
            let unit = months.first().map(|u| u.unit.clone()).unwrap_or_default();
            [country.to_string(), unit].into_iter().chain(months.iter().map(|u| cell(u))).collect()
        })
        .collect();
    let Some(months) = units.values().next() else { return String::new() };
    let periods: Vec<String> = months.iter().map(|u| u.period.to_string()).collect();
    let header: Vec<&str> =
        ["country", "unit"].into_iter().chain(periods.iter().map(String::as_str)).collect();
    format!("came (P(any) told; ! outside the interval):\n{}", table(&header, &lines))
}

#[cfg(test)]
mod tests {
    use super::*;
    use outlook::issued::{Call, Came, Status};

    #[test]
    fn a_record_is_read_month_by_month_and_unit_by_unit() {
        let month = |n: u8| Month::new(2025, n).unwrap();
        let row = |unit: &str, period: Month, p_any: f64, came: Option<u32>| UnitMonth {
            unit: unit.into(),
            country: Country::new("MLI").unwrap(),
            period,
            status: if came.is_some() { Status::Scored } else { Status::Pending },
            p_any,
            p_any_baseline: 0.5,
            low: 0.0,
            high: 9.0,
            came: came.map(|came| Came {
                came,
                call: if came > 0 { Call::Hit } else { Call::FalseAlarm },
                inside: came <= 9,
                crps: 1.5,
                crps_baseline: 2.0,
                brier: 0.04,
                brier_baseline: 0.25,
            }),
        };
        let units = vec![
            row("Hill", month(9), 0.8, Some(12)),
            row("Hill", month(10), 0.8, None),
            row("Plain", month(9), 0.6, Some(0)),
            row("Plain", month(10), 0.6, None),
            row("Wood", month(9), 0.1, Some(0)),
            row("Wood", month(10), 0.1, None),
        ];
        let of = |period: Month| Totals::of(units.iter().filter(|u| u.period == period));
        let months = [month(9), month(10)].map(|period| MonthOf {
            period,
            status: if period == month(9) { Status::Scored } else { Status::Pending },
            totals: of(period),
        });
        let day = |d: i8| Date::new(2025, 10, d).unwrap();
        let told = IssuedShown {
            id: "fc-1".into(),
            issued: day(2),
            made: day(3),
            months_over_when_made: 1,
            unit: Level::District,
            target: "state_based".into(),
            origin: month(8),
            model: "forest".into(),
            baseline: "conflictology".into(),
            fallback: None,
            known_to: month(9),
            newer_releases: true,
            verdict: Verdict {
                said_from: 0.5,
                months: months.to_vec(),
                totals: Totals::of(units.iter()),
                units,
                lost: Vec::new(),
            },
        };
        insta::assert_snapshot!(issued_table(&[told]));
        assert_eq!(issued_table(&[]), "");
    }
}
