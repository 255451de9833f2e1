//! Sites hit or closed as `interests` counts them, and which claims tell the counts that may be told.

use super::Asked;
use crate::findings::stages::Counted;
use crate::view::View;
use anyhow::Result;
use base::{ClaimId, Date, Tlp};
use events::{Cell, Count, Event, Holdings, Interests, Resolution, interests, whole_months};
use evidence::{Claim, Document};
use std::collections::BTreeSet;

/// The counts to the end of the last whole month, and how many are too small to be told.
pub fn of(asked: &Asked<'_>, tlp: Tlp) -> Result<(Vec<Counted>, usize)> {
    let day = whole_months(asked.day);
    // The whole record of the month's end, so that nothing published since then shows.
    let earlier = match day == asked.day {
        true => None,
        false => {
            let view = View::load(asked.store, asked.case, Some(day))?;
            Some(super::within(&view, asked.case, tlp).unwrap_or(view))
        }
    };
    let record = Record {
        view: earlier.as_ref().unwrap_or(asked.view),
        documents: earlier.as_ref().unwrap_or(asked.view).documents.iter().collect(),
        asked,
        day,
    };
    let events: Vec<&Event> = record.view.resolution.events.iter().collect();
    let all = record.count(&events);
    let (told, few): (Vec<Cell>, Vec<Cell>) =
        all.counts.into_iter().partition(|c| matches!(c.count, Count::Told(_)));
    if told.is_empty() {
        return Ok((Vec::new(), few.len()));
    }
    let mut hits = Vec::new();
    record.hits(&events, &mut hits);
    let counted = |cell: Cell| {
        let mut seen = BTreeSet::new();
        let own = hits.iter().filter(|(hit, _)| is_same(hit, &cell)).flat_map(|(_, claims)| claims);
        let claims = own.filter(|id| seen.insert(*id)).cloned().collect();
        Counted { cell, claims }
    };
    Ok((told.into_iter().map(counted).collect(), few.len()))
}

fn is_same(a: &Cell, b: &Cell) -> bool {
    (&a.admin1, &a.admin2, &a.sector, a.country) == (&b.admin1, &b.admin2, &b.sector, b.country)
}

/// The record that is counted.
struct Record<'a> {
    view: &'a View,
    documents: Vec<&'a Document>,
    asked: &'a Asked<'a>,
    day: Date,
}

impl Record<'_> {
    /// What some events alone count.
    fn count(&self, events: &[&Event]) -> Interests {
        let ids: BTreeSet<&ClaimId> = events.iter().flat_map(|e| &e.claims).collect();
        let claims: Vec<&Claim> = self.view.claims.iter().filter(|c| ids.contains(&c.id)).collect();
        let all = &self.view.resolution;
        let standings = all.standings.iter().filter(|s| ids.contains(&s.claim)).cloned().collect();
        let events = events.iter().map(|e| (*e).clone()).collect();
        let resolution = Resolution { events, standings, contradictions: Vec::new() };
        interests(&Holdings {
            resolution: &resolution,
            claims: &claims,
            documents: &self.documents,
            ruling: &self.view.ruling,
            vocabulary: &self.asked.case.vocabulary,
            as_of: Some(self.day),
        })
    }

    /// The cells that each event counts in, with its claims: halves in which nothing counts are left alone.
    fn hits(&self, events: &[&Event], found: &mut Vec<(Cell, Vec<ClaimId>)>) {
        let counts = self.count(events).counts;
        match events {
            _ if counts.is_empty() => {}
            [one] => found.extend(counts.into_iter().map(|cell| (cell, one.claims.clone()))),
            more => {
                let (first, second) = more.split_at(more.len() / 2);
                self.hits(first, found);
                self.hits(second, found);
            }
        }
    }
}
