//! Constraints: what limits access, with its scope and every status told of it.
//!
//! In: a [`Holdings`]. Out: one [`Constraint`] per thing that limits access, each step of its history with its claims.
//! A denial settles nothing by itself: both sides stay in the history and the constraint is marked as disputed.

mod group;
mod hours;
mod kind;
mod scope;
mod status;
mod timeline;

pub use hours::Hours;
pub use kind::ConstraintKind;
pub use scope::{Reach, Scope, ScopeEvidence};
pub use status::{ConstraintStatus, Reserve, Telling, told};

use crate::holdings::{Book, days};
use crate::{Cited, Holdings};
use base::{ConstraintId, Date, EventId, Interval};
use evidence::Claim;
use group::Group;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One status as it was told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// The day or days it is told for.
    pub date: Option<Interval>,
    /// The status.
    pub status: ConstraintStatus,
    /// How it is held back, if it is not told plainly.
    pub reserve: Option<Reserve>,
    /// Whether it prolongs what was in force.
    pub extended: bool,
    /// The last day of its term, where the words tell one.
    pub term: Option<Date>,
    /// Who imposes it or says so, as far as the case names them.
    pub by: Vec<String>,
    /// What it rests on.
    pub evidence: Vec<Cited>,
    /// When it was published, from the first document to the last.
    pub published: Option<Interval>,
}

impl Step {
    /// The day that orders it: of what it tells, else of its first publication.
    pub fn day(&self) -> Option<Date> {
        self.date.and_then(|d| d.first()).or_else(|| self.published.and_then(|p| p.first()))
    }
}

/// Something that limits access.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Constraint {
    /// Stable id, from the claim that was published first.
    pub id: ConstraintId,
    /// What it is.
    pub kind: ConstraintKind,
    /// Where and for whom.
    pub scope: Scope,
    /// From the first day it is told for to the end of its term; open where no end is told.
    pub date: Option<Interval>,
    /// The status on the day: the latest told, except that a denial by another than its author settles nothing.
    pub status: ConstraintStatus,
    /// How that status is held back, if nobody tells it plainly.
    pub reserve: Option<Reserve>,
    /// Whether some say it is so and some that it is not.
    pub disputed: bool,
    /// The latest day on which an origin first told it as being so. Of what shows positions: the first of that month.
    pub last_confirmed: Option<Date>,
    /// Days from then to the day asked about.
    pub age_days: Option<i64>,
    /// Every status told, in order of the days told, else published.
    pub history: Vec<Step>,
    /// The events it is made of.
    pub events: Vec<EventId>,
}

/// The constraints of a record, by kind, first day and id. What is told only as possible or in general is none.
pub fn constraints(record: &Holdings<'_>) -> Vec<Constraint> {
    let book = Book::new(record);
    let mut out: Vec<Constraint> =
        group::groups(&book).iter().filter_map(|group| constraint(&book, group)).collect();
    let day = |c: &Constraint| c.date.and_then(|d| d.first());
    out.sort_by(|a, b| {
        (a.kind, day(a).is_none(), day(a), &a.id).cmp(&(b.kind, day(b).is_none(), day(b), &b.id))
    });
    out
}

/// A claim with the status it tells.
struct Told<'a> {
    claim: &'a Claim,
    telling: Telling,
}

fn constraint(book: &Book<'_>, group: &Group<'_>) -> Option<Constraint> {
    let kind = group.kind;
    let told: Vec<Told<'_>> = group
        .claims
        .iter()
        .copied()
        .filter_map(|claim| Some(Told { claim, telling: told(claim, kind, book.day)? }))
        .collect();
    let first = told.iter().map(|t| t.claim).min_by_key(|c| (is_none(book, c), book.published(c), &c.id))?;
    let mut history = timeline::steps(book, kind, &told);
    let mut now = timeline::current(&history);
    timeline::lapse(&mut history, &mut now, book.day);
    let hidden = kind.is_positions() || told.iter().any(|t| book.withheld(t.claim));
    let last_confirmed =
        last_confirmed(book, &told).map(|on| if hidden { on.first_of_month() } else { on });
    Some(Constraint {
        id: ConstraintId::derive(&[kind.as_str(), first.id.as_str()]),
        kind,
        scope: scope::scope(book, kind, &told),
        date: timeline::span(&history),
        status: now.status,
        reserve: now.reserve,
        disputed: now.disputed,
        last_confirmed,
        age_days: last_confirmed.zip(book.day).map(|(on, day)| days(on, day)),
        history,
        events: group.events.iter().map(|e| e.id.clone()).collect(),
    })
}

fn is_none(book: &Book<'_>, claim: &Claim) -> bool {
    book.published(claim).is_none()
}

/// The latest of the days on which each origin first told it plainly. A copy or reprint confirms nothing anew.
fn last_confirmed(book: &Book<'_>, told: &[Told<'_>]) -> Option<Date> {
    let mut first: BTreeMap<String, Date> = BTreeMap::new();
    let confirms = |t: &&Told<'_>| t.telling.status.is_so() && t.telling.reserve.is_none();
    for told in told.iter().filter(confirms) {
        let Some(on) = book.published(told.claim) else { continue };
        let known = first.entry(book.origin(told.claim)).or_insert(on);
        *known = on.min(*known);
    }
    first.into_values().max()
}
