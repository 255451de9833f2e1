//! What holds on each day of a future: days on which the same holds in the same season share a regime.

use super::Ground;
use crate::futures::Span;
use base::Date;
use corridors::Passability;
use std::collections::BTreeMap;
use supply::{Bound, Frame, Regime};

/// What holds on a day: the season, and limits by slot with what they make of their links.
pub(super) type Key = (usize, Vec<(usize, Passability)>);

/// The days of a case's futures.
pub(super) struct Days {
    /// By limit: its slot; limits about the same links, goods, hours and carriers share one.
    slots: Vec<Option<usize>>,
    /// By slot.
    bounds: Vec<Bound>,
    /// The days up to the last that is known.
    past: Vec<Key>,
    /// By day ahead, its season.
    seasons: Vec<usize>,
}

impl Days {
    pub fn new(ground: &Ground<'_>) -> Self {
        let mut bounds: Vec<Bound> = Vec::new();
        let mut slot = |bound: &Bound| {
            let known = bounds.iter().position(|known| known.is_alike(bound));
            known.unwrap_or_else(|| {
                bounds.push(bound.clone());
                bounds.len() - 1
            })
        };
        let slots: Vec<Option<usize>> =
            ground.held.iter().map(|held| held.bound.is_felt().then(|| slot(held.bound))).collect();
        let season = |at: usize| ground.frame.season(after(ground.start, at));
        let past = |at: usize| {
            let held = ground.held.iter().zip(&slots);
            let holds =
                held.filter_map(|(held, slot)| Some(((*slot)?, held.grades.get(at).copied().flatten()?)));
            (season(at), worst(holds))
        };
        let past = (0..=ground.asked).map(past).collect();
        let first = ground.asked + 1;
        let seasons = (first..first + ground.ahead as usize).map(season).collect();
        Self { slots, bounds, past, seasons }
    }

    /// What holds on each day of a future.
    pub fn keys(&self, spans: &[Span]) -> Vec<Key> {
        let felt: Vec<(usize, &Span)> =
            spans.iter().filter_map(|span| Some(((*self.slots.get(span.limit)?)?, span))).collect();
        let mut keys = self.past.clone();
        // Between two days on which a span begins or has ended, all stays as it is.
        let mut turns: Vec<u32> =
            felt.iter().flat_map(|(_, span)| [span.from, span.until.saturating_add(1)]).collect();
        turns.sort_unstable();
        let mut turns = turns.into_iter().peekable();
        let mut holds: Vec<(usize, Passability)> = Vec::new();
        for (ahead, season) in (1u32..).zip(&self.seasons) {
            let mut turned = false;
            while turns.next_if(|turn| *turn <= ahead).is_some() {
                turned = true;
            }
            if turned {
                let on = felt.iter().filter(|(_, span)| (span.from..=span.until).contains(&ahead));
                holds = worst(on.map(|(slot, span)| (*slot, span.grade)));
            }
            keys.push((*season, holds.clone()));
        }
        keys
    }

    /// The regime of a day.
    pub fn regime(&self, frame: &Frame<'_>, (season, holds): &Key) -> Regime {
        let holding: Vec<(&Bound, Passability)> =
            holds.iter().filter_map(|(slot, grade)| Some((self.bounds.get(*slot)?, *grade))).collect();
        let mut regime = frame.regime(*season, &holding);
        // Nobody asks why: many futures are told together.
        regime.reasons = Vec::new();
        regime.states.iter_mut().flatten().for_each(|state| state.reasons = Vec::new());
        regime
    }
}

/// Limits that hinder, each slot once with the worst that holds for it.
fn worst(holds: impl Iterator<Item = (usize, Passability)>) -> Vec<(usize, Passability)> {
    let mut out: BTreeMap<usize, Passability> = BTreeMap::new();
    for (slot, grade) in holds.filter(|(_, grade)| *grade >= Passability::Restricted) {
        let known = out.entry(slot).or_insert(grade);
        *known = grade.max(*known);
    }
    out.into_iter().collect()
}

/// Each key once, in their order, and the days of each future by their places.
pub(super) fn gathered(futures: &[Vec<Key>]) -> (Vec<&Key>, Vec<Vec<usize>>) {
    let mut places: BTreeMap<&Key, usize> =
        futures.iter().flat_map(|keys| runs(keys)).map(|(key, _)| (key, 0)).collect();
    places.values_mut().enumerate().for_each(|(at, place)| *place = at);
    let of = |keys: &Vec<Key>| {
        let runs = runs(keys).map(|(key, days)| (places.get(key).copied().unwrap_or_default(), days));
        runs.flat_map(|(place, days)| std::iter::repeat_n(place, days)).collect()
    };
    let days = futures.iter().map(of).collect();
    (places.into_keys().collect(), days)
}

/// Days in a row on which the same holds.
fn runs(keys: &[Key]) -> impl Iterator<Item = (&Key, usize)> {
    keys.chunk_by(|a, b| a == b).filter_map(|run| Some((run.first()?, run.len())))
}

/// A day of a course.
pub(super) fn after(start: Date, days: usize) -> Date {
    let span = i64::try_from(days).ok().and_then(|days| jiff::Span::new().try_days(days).ok());
    span.and_then(|span| start.checked_add(span).ok()).unwrap_or(start)
}
