//! Time expressions in TIMEX3 terms.

use super::interval;
use crate::table::table;
use base::{CharIndex, Interval, Span};
use evidence::{Reading, TimexType};
use serde::Serialize;

/// A time expression.
#[derive(Serialize)]
pub struct DateShown<'a> {
    document: &'a str,
    #[serde(flatten)]
    span: Span,
    text: &'a str,
    #[serde(rename = "type")]
    kind: TimexType,
    value: &'a str,
    interval: Option<Interval>,
}

/// The time expressions of readings.
pub fn dates(readings: &[Reading]) -> Vec<DateShown<'_>> {
    readings.iter().flat_map(dates_of).collect()
}

fn dates_of(reading: &Reading) -> Vec<DateShown<'_>> {
    let index = CharIndex::new(&reading.document.text);
    let mut shown = Vec::with_capacity(reading.dates.len());
    for date in &reading.dates {
        shown.push(DateShown {
            document: &reading.document.name,
            span: index.span(&date.range),
            text: reading.document.text.get(date.range.clone()).unwrap_or_default(),
            kind: date.kind,
            value: &date.value,
            interval: date.interval,
        });
    }
    shown
}

/// Time expressions in columns.
pub fn dates_table(dates: &[DateShown<'_>]) -> String {
    let kind = |k: TimexType| format!("{k:?}").to_uppercase();
    let row = |d: &DateShown<'_>| {
        let days = d.interval.map_or(String::new(), |i| interval(&i));
        vec![
            d.document.to_owned(),
            d.span.start.to_string(),
            kind(d.kind),
            d.value.to_owned(),
            days,
            d.text.to_owned(),
        ]
    };
    table(&["document", "start", "type", "value", "days", "text"], &dates.iter().map(row).collect::<Vec<_>>())
}
