//! How many events an area saw, period by period, and what speaks for each period.
//!
//! In: resolved [`Event`]s, the rows they rest on, an [`Area`]. Out: a [`Trend`]. Every event is counted once, in the
//! period of its last day (as UCDP and VIEWS count by `date_end`); what cannot be placed or dated well enough is
//! counted apart, and what is left out is counted too.

mod count;
mod coverage;
mod period;

pub use count::{Count, Counted, count};
pub(crate) use coverage::Reach;
pub use coverage::{Coverage, Speaks};
pub use period::{Period, PeriodLength};

use crate::{Area, Estimate, Event, Table, areas};
use serde::Serialize;

/// One period of a trend.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TrendPeriod {
    /// `2021` or `2021-03`.
    pub period: String,
    /// Events that lie in the area.
    pub count: u64,
    /// Their deaths, summed.
    pub estimate: Estimate,
    /// Events among them that no source gives deaths for.
    pub without_estimate: u64,
    /// What speaks for the period in the area's country.
    pub coverage: Coverage,
    /// Events of the country told too roughly to say whether they lie in the area. Not in `count`.
    pub unplaced: u64,
    /// Events in the area, or unplaced, dated only to a span longer than a period; it ends in this one. Not in `count`.
    pub apart: u64,
    /// The area.
    pub area: String,
    /// The boundaries used.
    pub vintage: Option<String>,
    /// What its other boundaries would give.
    pub other_vintages: Vec<ByVintage>,
}

/// A count by another vintage of the boundaries.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ByVintage {
    /// The vintage.
    pub vintage: String,
    /// Events that lie in it.
    pub count: u64,
    /// Their deaths.
    pub estimate: Estimate,
    /// Events that cannot be placed by it.
    pub unplaced: u64,
}

/// A trend, and what it leaves out.
#[derive(Clone, Debug, PartialEq)]
pub struct Trend {
    /// From the first to the last period with an event counted by any vintage; those without one hold 0.
    pub periods: Vec<TrendPeriod>,
    /// Events that are unplaced, or apart, in periods before the first or after the last.
    pub beyond: u64,
    /// Events in the area, or unplaced, without a last day.
    pub undated: u64,
    /// Events that lie elsewhere.
    pub elsewhere: u64,
    /// Events told with reserve, planned or denied.
    pub not_facts: u64,
    /// Events that consist of others: their parts are counted.
    pub wholes: u64,
    /// Events that tell where forces stand or move: not counted in an area finer than a first-level division.
    pub withheld: u64,
}

/// The trend of `area`: only incidents, only of `event_type` if one is given.
pub fn trend(
    events: &[Event],
    tables: &[Table],
    area: &Area<'_>,
    step: PeriodLength,
    event_type: Option<&str>,
) -> Trend {
    let rows = areas::rows(tables);
    let own = count(events, &rows, area, step, event_type);
    let others: Vec<(String, Count)> = area
        .others()
        .into_iter()
        .map(|other| {
            (other.vintage.clone().unwrap_or_default(), count(events, &rows, &other, step, event_type))
        })
        .collect();
    let counted = |all: &Count| -> Vec<Period> {
        all.periods.iter().filter(|(_, c)| c.count > 0).map(|(period, _)| *period).collect()
    };
    let all: Vec<Period> = others.iter().flat_map(|(_, c)| counted(c)).chain(counted(&own)).collect();
    let span = all.iter().min().zip(all.iter().max());
    let listed: Vec<Period> = span.map(|(first, last)| first.to(*last).collect()).unwrap_or_default();
    let reaches = Reach::of(tables, area.country, step);
    let periods = listed.iter().map(|period| shown(area, *period, &own, &others, &reaches)).collect();
    let aside = |c: &Counted| c.unplaced + c.apart;
    let beyond = own.periods.iter().filter(|(p, _)| !listed.contains(p)).map(|(_, c)| aside(c)).sum();
    let Count { undated, elsewhere, not_facts, wholes, withheld, .. } = own;
    Trend { periods, beyond, undated, elsewhere, not_facts, wholes, withheld }
}

fn shown(
    area: &Area<'_>,
    period: Period,
    own: &Count,
    others: &[(String, Count)],
    reaches: &[Reach],
) -> TrendPeriod {
    let counted = own.at(period);
    let by = |(vintage, all): &(String, Count)| {
        let Counted { count, estimate, unplaced, .. } = all.at(period);
        ByVintage { vintage: vintage.clone(), count, estimate, unplaced }
    };
    TrendPeriod {
        period: period.to_string(),
        count: counted.count,
        estimate: counted.estimate,
        without_estimate: counted.without_estimate,
        coverage: Coverage::of(reaches, period, counted.claims),
        unplaced: counted.unplaced,
        apart: counted.apart,
        area: area.name.clone(),
        vintage: area.vintage.clone(),
        other_vintages: others.iter().map(by).collect(),
    }
}
