//! Constraints: what limits access, with its scope and every status told of it.
//!
//! In: a [`Holdings`]. Out: one [`Constraint`] per thing that limits access, each step of its history with its claims.
//! A denial settles nothing by itself: both sides stay in the history and the constraint is marked as disputed.

mod border;
mod group;
mod hours;
mod kind;
mod scope;
mod split;
mod status;
mod timeline;

pub use hours::Hours;
pub use kind::ConstraintKind;
pub use scope::{Reach, Scope, ScopeEvidence, goods, goods_called};
pub use status::{ConstraintStatus, Reserve, Telling, told};

use crate::holdings::{Book, days};
use crate::{Cited, Event, Holdings};
use base::{ConstraintId, Date, EventId, Interval};
use evidence::Claim;
use group::Group;
use serde::{Deserialize, Serialize};
use split::Part;
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
    /// The latest day on which an origin first told it as being so; of a lifted one, as lifted. Of what shows positions: the first of that month.
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
        group::groups(&book).iter().flat_map(|group| of_group(&book, group)).collect();
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

fn of_group(book: &Book<'_>, group: &Group<'_>) -> Vec<Constraint> {
    let parts = split::split(book, group.kind, &group.claims);
    parts.iter().filter_map(|part| constraint(book, group, part)).collect()
}

fn constraint(book: &Book<'_>, group: &Group<'_>, part: &Part<'_>) -> Option<Constraint> {
    let kind = group.kind;
    let mut told: Vec<Told<'_>> = part
        .claims
        .iter()
        .copied()
        .filter_map(|claim| Some(Told { claim, telling: told(claim, kind, book.day)? }))
        .collect();
    status::keep_if_lifting_denied(book, &mut told);
    let first = told.iter().map(|t| t.claim).min_by_key(|c| (is_none(book, c), book.published(c), &c.id))?;
    let mut history = timeline::steps(book, kind, &told);
    let mut now = timeline::current(book, &history);
    timeline::lapse(&mut history, &mut now, book.day);
    let hidden = kind.is_positions() || told.iter().any(|t| book.withheld(t.claim));
    let last_confirmed =
        last_confirmed(book, &told, now.status).map(|on| if hidden { on.first_of_month() } else { on });
    let mut scope = scope::scope(book, kind, &told);
    part.only.iter().filter(|_| !hidden).for_each(|only| scope.keep(only));
    let own = part.only.iter().filter(|_| part.taken_out).flatten().map(String::as_str);
    let id: Vec<&str> = [kind.as_str(), first.id.as_str()].into_iter().chain(own).collect();
    let is_of = |event: &&&Event| event.claims.iter().any(|id| part.claims.iter().any(|c| c.id == *id));
    Some(Constraint {
        id: ConstraintId::derive(&id),
        kind,
        scope,
        date: timeline::span(&history, &now),
        status: now.status,
        reserve: now.reserve,
        disputed: now.disputed,
        last_confirmed,
        age_days: last_confirmed.zip(book.day).map(|(on, day)| days(on, day)),
        history,
        events: group.events.iter().filter(is_of).map(|e| e.id.clone()).collect(),
    })
}

fn is_none(book: &Book<'_>, claim: &Claim) -> bool {
    book.published(claim).is_none()
}

/// The latest of the days on which each origin first told plainly that it is so, or of a lifted one that it is lifted. A
/// copy or reprint confirms nothing anew.
fn last_confirmed(book: &Book<'_>, told: &[Told<'_>], status: ConstraintStatus) -> Option<Date> {
    let mut first: BTreeMap<String, Date> = BTreeMap::new();
    let confirms = |t: &&Told<'_>| {
        let lifted = status == ConstraintStatus::Lifted;
        let said = if lifted { t.telling.status == status } else { t.telling.status.is_so() };
        said && t.telling.reserve.is_none()
    };
    for told in told.iter().filter(confirms) {
        let Some(on) = book.published(told.claim) else { continue };
        let known = first.entry(book.origin(told.claim)).or_insert(on);
        *known = on.min(*known);
    }
    first.into_values().max()
}
