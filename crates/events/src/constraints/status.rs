//! The status that one claim tells.

use super::Told;
use super::kind::{ConstraintKind, end_by_length, says_lifting, says_term};
use crate::holdings::Book;
use base::{Date, Modality};
use evidence::{Claim, MeasureStatus};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// How far a constraint has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConstraintStatus {
    /// Asked for by whoever cannot order it.
    CalledFor,
    /// Made known by whoever imposes it.
    Announced,
    /// Told as applied.
    InForce,
    /// Said not to be so.
    Denied,
    /// Ended by whoever imposed it.
    Lifted,
    /// Its term has passed and nothing later is told.
    Lapsed,
}

impl ConstraintStatus {
    /// Whether it says that there is such a constraint.
    pub fn is_so(self) -> bool {
        matches!(self, Self::CalledFor | Self::Announced | Self::InForce)
    }
}

/// How a status is held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reserve {
    /// Told with reserve.
    Hedged,
    /// The author's judgement.
    Assessed,
    /// Meant, not yet done.
    Planned,
}

/// What one claim tells of a constraint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Telling {
    /// The status.
    pub status: ConstraintStatus,
    /// How it is held back.
    pub reserve: Option<Reserve>,
    /// Whether it prolongs what was in force.
    pub extended: bool,
    /// The last day of its term, where one is told.
    pub term: Option<Date>,
}

/// What a claim tells of a constraint of this kind on a day. `None` for what is told as possible or in general only.
pub fn told(claim: &Claim, kind: ConstraintKind, day: Option<Date>) -> Option<Telling> {
    use ConstraintStatus::{Announced, CalledFor, Denied, InForce, Lifted};
    let (plain, extended) = plain(claim);
    let reserve = match claim.modality {
        Modality::Hedged => Some(Reserve::Hedged),
        Modality::Assessed => Some(Reserve::Assessed),
        Modality::Planned => Some(Reserve::Planned),
        _ => None,
    };
    let later = claim.date.and_then(|d| d.start).zip(day).is_some_and(|(start, day)| start > day);
    let status = match claim.modality {
        Modality::Generic | Modality::Hypothetical => return None,
        // A call or a plan to lift something neither imposes nor lifts it.
        Modality::CalledFor | Modality::Planned if plain == Lifted => return None,
        // "The curfew has not been lifted": it is in force.
        Modality::Denied | Modality::Negated if plain == Lifted => InForce,
        Modality::Denied | Modality::Negated => Denied,
        Modality::CalledFor => CalledFor,
        Modality::Planned if plain == InForce => Announced,
        _ if plain == InForce && later => Announced,
        _ => plain,
    };
    let period = claim.date.filter(|d| d.start != d.end).and_then(|d| d.end);
    let period = period.filter(|_| kind.has_term() || says_term(&claim.quote));
    let start = claim.date.filter(|d| d.start == d.end).and_then(|d| d.start);
    let length = || end_by_length(&claim.quote, start?);
    let term = period.or_else(length).filter(|_| status.is_so() && status != CalledFor);
    Some(Telling { status, reserve, extended, term })
}

/// The status as the type and the measure's own words give it, were it told plainly; and whether it prolongs.
fn plain(claim: &Claim) -> (ConstraintStatus, bool) {
    use ConstraintStatus::{Announced, CalledFor, InForce, Lifted};
    let name = claim.claim_type.as_str();
    let ends = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    match claim.status {
        Some(MeasureStatus::Lifted) => (Lifted, false),
        Some(MeasureStatus::Extended) => (InForce, true),
        _ if ends(&["_lifted", "_reopening", "_resumption"]) => (Lifted, false),
        _ if ends(&["_extended"]) => (InForce, true),
        _ if ends(&["_call"]) || claim.status == Some(MeasureStatus::CalledFor) => (CalledFor, false),
        _ if claim.modality == Modality::Announced || ends(&["_announced"]) => (Announced, false),
        Some(MeasureStatus::Announced) => (Announced, false),
        _ => (InForce, false),
    }
}

/// Whoever imposes it and denies in words of lifting denies that it was lifted: it is in force.
pub(super) fn keep_if_lifting_denied(book: &Book<'_>, told: &mut [Told<'_>]) {
    let so = told.iter().filter(|t| t.telling.status.is_so());
    let authors: BTreeSet<String> = so.filter_map(|t| book.by(t.claim)).collect();
    for one in told.iter_mut().filter(|t| t.telling.status == ConstraintStatus::Denied) {
        let own = book.by(one.claim).is_some_and(|by| authors.contains(&by));
        if own && says_lifting(&one.claim.quote) {
            one.telling.status = ConstraintStatus::InForce;
        }
    }
}
