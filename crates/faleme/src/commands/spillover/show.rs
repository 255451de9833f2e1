//! Border districts as a table: shares first, then each risk's indicators with something on record.

use super::Shown;
use crate::table::table;
use outlook::spillover::{Indicator, Risk, Shown as Status};

/// Districts in the case's order.
fn shares(shown: &[Shown]) -> String {
    let share = |v: Option<f64>| v.map_or_else(|| "-".into(), |v| format!("{:.0} %", 100.0 * v));
    let row = |d: &Shown| {
        let facing: Vec<&str> = d.facing.iter().map(base::Country::as_str).collect();
        let across = d.hawkes.map_or_else(
            || "-".into(),
            |h| {
                format!(
                    "{} ({}–{})",
                    share(Some(h.across)),
                    share(Some(h.across_low)),
                    share(Some(h.across_high))
                )
            },
        );
        let removal = d.removal.as_ref();
        vec![
            d.district.clone(),
            d.country.map(|c| c.to_string()).unwrap_or_default(),
            facing.join(", "),
            d.hawkes.map_or_else(|| "-".into(), |h| format!("{:.2} ({:.2})", h.expected, h.last_year)),
            share(d.background),
            share(d.own),
            across,
            removal.map_or_else(|| "-".into(), |r| format!("{:.2}", r.with)),
            removal.map_or_else(|| "-".into(), |r| format!("{:.2}", r.without)),
            d.why_none.clone().unwrap_or_default(),
        ]
    };
    let header = [
        "district",
        "country",
        "facing",
        "events/month (last year)",
        "background",
        "own",
        "across",
        "deaths/month",
        "without neighbours",
        "no shares because",
    ];
    table(&header, &shown.iter().map(row).collect::<Vec<_>>())
}

/// Shares, then what is on record of each risk; evidence stands in JSON.
pub fn text(shown: &[Shown]) -> String {
    let mut words = shares(shown);
    for district in shown {
        let rows: Vec<Vec<String>> =
            district.indicators.iter().filter(|i| i.status == Status::Reported).map(row).collect();
        words.push_str(&format!("\n{}\n", district.district));
        let header = ["risk", "indicator", "of", "with", "value", "unit", "months"];
        words.push_str(&table(&header, &rows));
        let silent = district.indicators.len() - rows.len();
        words.push_str(&format!("no report: {silent} of {} indicators\n", district.indicators.len()));
    }
    words
}

fn row(indicator: &Indicator) -> Vec<String> {
    let months: Vec<String> =
        indicator.months.iter().map(|m| format!("{} {}", m.month, number(m.value))).collect();
    vec![
        name(indicator.risk).to_owned(),
        indicator.indicator.clone(),
        indicator.of.clone().unwrap_or_default(),
        indicator.with.map(|c| c.to_string()).unwrap_or_default(),
        indicator.value.map_or_else(|| "-".into(), number),
        indicator.unit.to_owned(),
        months.join(", "),
    ]
}

fn number(value: f64) -> String {
    format!("{value:.0}")
}

fn name(risk: Risk) -> &'static str {
    match risk {
        Risk::BorderTown => "border town",
        Risk::Trade => "trade",
        Risk::Incursion => "incursion",
        Risk::Security => "security",
        Risk::Contagion => "contagion",
    }
}
