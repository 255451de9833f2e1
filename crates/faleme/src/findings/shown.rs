//! An event as far as its claims may be shown: nothing that only a hidden document tells.

use base::{Interval, Modality};
use events::Event;
use evidence::{Claim, ClaimPlace};
use std::collections::BTreeSet;

/// An event as far as its claims may be shown.
pub(super) struct Shown<'a> {
    pub event: &'a Event,
    /// No claim of it is left out.
    pub whole: bool,
    pub claims: &'a [&'a Claim],
}

impl Shown<'_> {
    /// The event's date. Of an event told in part, or dated by who denies it alone, the first that those who tell it give.
    pub fn date(&self) -> Option<Interval> {
        let dates =
            |denying: bool| self.claims.iter().filter(move |c| denies(c) == denying).filter_map(|c| c.date);
        let own = dates(false).min_by_key(|d| (d.first(), d.end)).or_else(|| dates(true).next());
        match self.event.date {
            Some(date) if !self.whole => {
                if self.claims.iter().any(|c| c.date == Some(date)) {
                    Some(date)
                } else {
                    own
                }
            }
            Some(date) if dates(true).any(|d| d == date) && !dates(false).any(|d| d.overlaps(&date)) => own,
            None if !self.whole => own,
            date => date,
        }
    }

    pub fn places(&self) -> Vec<&ClaimPlace> {
        let told = |p: &&ClaimPlace| self.claims.iter().any(|c| c.places.iter().any(|t| t.name == p.name));
        self.event.places.iter().filter(|p| self.whole || told(p)).collect()
    }

    pub fn actors(&self) -> Vec<String> {
        let told = |a: &&String| self.claims.iter().any(|c| c.actor.as_ref() == Some(*a));
        self.event.actors.iter().filter(|a| self.whole || told(a)).cloned().collect()
    }

    pub fn modality(&self) -> Option<Modality> {
        if self.whole { Some(self.event.modality) } else { self.claims.iter().map(|c| c.modality).min() }
    }
}

/// Whether a claim says that it is not so.
pub(super) fn denies(claim: &Claim) -> bool {
    matches!(claim.modality, Modality::Denied | Modality::Negated)
}

/// One claim a document, and each other that tells what none before it does: a number, a name, a place, a day, or that it
/// is not so. So every value of a line has a footnote that tells it.
pub(super) fn told_anew<'a>(claims: &[&'a Claim]) -> Vec<&'a Claim> {
    let mut known: BTreeSet<String> = BTreeSet::new();
    let anew = |claim: &&&Claim| {
        let words = values(claim);
        words.into_iter().filter(|value| known.insert(value.clone())).count() > 0
    };
    claims.iter().filter(anew).copied().collect()
}

fn values(claim: &Claim) -> Vec<String> {
    let number = claim.quantity.as_ref().map(|q| format!("number {} {}", q.value, q.unit));
    let day = claim.date.map(|d| format!("day {d:?}"));
    let says = if denies(claim) { "not so" } else { "so" };
    let mut values = vec![format!("document {}", claim.document), says.to_owned()];
    values.extend(number.into_iter().chain(day));
    values.extend(claim.actor.iter().map(|name| format!("by {name}")));
    values.extend(claim.places.iter().map(|place| format!("in {}", place.name)));
    values
}
