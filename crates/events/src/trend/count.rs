//! Events of an area, counted once each.

use super::{Period, PeriodLength};
use crate::areas::{Area, Placing, Rows};
use crate::{Coding, Estimate, Event, RowRef};
use evidence::ClaimKind;
use std::collections::{BTreeMap, HashSet};

/// What was counted in one period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Counted {
    /// Events in the area.
    pub count: u64,
    /// Their deaths; none of events that tell where forces stand or move.
    pub estimate: Estimate,
    /// Those without an estimate that counts.
    pub without_estimate: u64,
    /// Claims that tell them.
    pub claims: u64,
    /// Events told too roughly to place.
    pub unplaced: u64,
    /// Events dated to a span longer than the period in which it ends.
    pub apart: u64,
}

impl Default for Counted {
    fn default() -> Self {
        let estimate = Estimate::exact(0.0);
        Self { count: 0, estimate, without_estimate: 0, claims: 0, unplaced: 0, apart: 0 }
    }
}

/// What was counted in all, and what was left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Count {
    /// By period; a period in which nothing was counted is not listed.
    pub periods: BTreeMap<Period, Counted>,
    /// In the area or unplaced, without a last day.
    pub undated: u64,
    /// Outside.
    pub elsewhere: u64,
    /// Not told as facts.
    pub not_facts: u64,
    /// Consisting of others that are counted.
    pub wholes: u64,
    /// Telling where forces stand or move, in an area finer than a first-level division: where and when is not shown.
    pub withheld: u64,
    /// Told by machine-coded rows only: many are misread or counted twice.
    pub machine_coded: u64,
}

impl Count {
    /// What was counted in `period`.
    pub fn at(&self, period: Period) -> Counted {
        self.periods.get(&period).copied().unwrap_or_default()
    }
}

/// Counts the incidents among `events`, of `event_type` if one is given, that lie in `area`.
pub fn count<'e>(
    events: impl IntoIterator<Item = &'e Event>,
    rows: &Rows<'_>,
    area: &Area<'_>,
    step: PeriodLength,
    event_type: Option<&str>,
) -> Count {
    let asked = |e: &&Event| e.kind == ClaimKind::Incident && event_type.is_none_or(|t| e.claim_type == t);
    let (facts, rest): (Vec<&Event>, Vec<&Event>) =
        events.into_iter().filter(asked).partition(|e| e.modality.is_fact());
    let wholes: HashSet<&base::EventId> = facts.iter().filter_map(|e| e.parent.as_ref()).collect();
    let mut all = Count { not_facts: rest.len() as u64, ..Count::default() };
    let mut deaths: BTreeMap<Period, [Vec<f64>; 3]> = BTreeMap::new();
    let fine = area.is_fine(rows);
    for event in facts {
        if by_machine(event, rows) {
            all.machine_coded += 1;
        } else if wholes.contains(&event.id) {
            all.wholes += 1;
        } else if fine && event.shows_positions() {
            all.withheld += 1;
        } else if let Some(period) = all.add(event, area.event(event, rows), step)
            && let Some(told) = event.estimate.filter(|_| !event.shows_positions())
        {
            let [low, best, high] = deaths.entry(period).or_default();
            low.push(told.low);
            best.push(told.best);
            high.push(told.high);
        }
    }
    for (period, [low, best, high]) in deaths {
        let estimate = Estimate { low: sum(low), best: sum(best), high: sum(high) };
        all.periods.entry(period).or_default().estimate = estimate;
    }
    all
}

/// Whether nothing but rows that a program coded tell an event.
fn by_machine(event: &Event, rows: &Rows<'_>) -> bool {
    let coded = |at: &RowRef| rows.get(at).is_some_and(|row| row.coding == Coding::Machine);
    event.claims.is_empty() && !event.rows.is_empty() && event.rows.iter().all(coded)
}

impl Count {
    /// Adds one event; the period in which it counts, if it does.
    fn add(&mut self, event: &Event, placing: Placing, step: PeriodLength) -> Option<Period> {
        if placing == Placing::Out {
            self.elsewhere += 1;
            return None;
        }
        let Some(last) = event.date.and_then(|d| d.end) else {
            self.undated += 1;
            return None;
        };
        let period = Period::of(last, step);
        let counted = self.periods.entry(period).or_default();
        let within = event.date.and_then(|d| d.days()).is_some_and(|days| Some(days) <= period.days().days());
        match (within, placing) {
            (false, _) => counted.apart += 1,
            (true, Placing::Unplaced) => counted.unplaced += 1,
            (true, _) => {
                counted.count += 1;
                counted.claims += event.claims.len() as u64;
                counted.without_estimate += u64::from(event.estimate.is_none() || event.shows_positions());
                return Some(period);
            }
        }
        None
    }
}

/// The sum, the same in whatever order the values come.
fn sum(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.iter().sum()
}
