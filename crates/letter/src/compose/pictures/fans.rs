//! Forecasts with their past.

use super::super::desk::Desk;
use super::events::month_before;
use super::figure;
use crate::Forecast;
use crate::charts::{Ahead, Artist, ForecastFan, Month};
use crate::sheet::Block;

/// Forecasts drawn at most, in the findings' order; the table holds them all.
const FANS: usize = 4;
/// Months of the past shown.
const PAST: usize = 24;

/// A fan a unit.
pub(in crate::compose) fn forecasts(desk: &mut Desk<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    for (at, finding) in desk.held(&desk.findings.outlook).into_iter().take(FANS).enumerate() {
        let Some(chart) = fan(desk, finding.content()) else { continue };
        let picture = chart.draw(&Artist::new(desk.messages.lang), &format!("fan-{at}"));
        blocks.extend(figure(desk, &format!("figure-fan-{at}"), picture, finding.notes(), None));
    }
    blocks
}

fn fan(desk: &Desk<'_>, of: &Forecast) -> Option<ForecastFan> {
    let past: Vec<Option<u32>> =
        of.past.iter().skip(of.past.len().saturating_sub(PAST)).map(|n| Some(*n)).collect();
    let ahead = of.months.iter().map(|m| {
        let [q5, q25, median, q75, q95] = m.quantiles;
        let [_, mean] = m.baseline;
        Ahead { median, half: [q25, q75], wide: [q5, q95], baseline: Some(mean) }
    });
    Some(ForecastFan {
        area: desk.named(&of.unit),
        unit: "fatality".to_owned(),
        first: month_before(Month::of(of.from), past.len())?,
        past,
        ahead: ahead.collect(),
        last_data: None,
    })
}
