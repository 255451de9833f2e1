//! Constraints in the letter's words: grouped as the events stage groups them, with every status told of them.

use super::{Desk, Shown};
use base::{Date, Interval, fold_key};
use events::{ConstraintStatus, Event, Holdings, Reserve, Ruling, months};
use evidence::{Claim, Role};
use letter::{Constraint, ConstraintKind, Finding, Status, Told};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn build(desk: &mut Desk<'_>) -> Vec<Finding<Constraint>> {
    let claims: Vec<&Claim> = desk.claims.values().copied().collect();
    let documents: Vec<_> = desk.documents.values().copied().collect();
    let mut found = events::constraints(&Holdings {
        resolution: desk.ledger.resolution,
        claims: &claims,
        documents: &documents,
        ruling: &Ruling::default(),
        vocabulary: desk.ledger.vocabulary,
        as_of: Some(desk.as_of),
    });
    // In the order of what happened, as the letter lists its events.
    let events = &desk.ledger.resolution.events;
    let first = |c: &events::Constraint| events.iter().position(|e| c.events.contains(&e.id));
    found.sort_by_cached_key(first);
    found.iter().filter_map(|one| constraint(desk, one)).collect()
}

fn constraint(desk: &mut Desk<'_>, found: &events::Constraint) -> Option<Finding<Constraint>> {
    let resolution = desk.ledger.resolution;
    let events: Vec<&Event> = resolution.events.iter().filter(|e| found.events.contains(&e.id)).collect();
    let told: Vec<Finding<Told>> = events.iter().flat_map(|e| tellings(desk, found, e)).collect();
    let id = told.first()?.id().to_owned();
    let claims: Vec<&Claim> = events.iter().flat_map(|e| desk.claims_of(e)).collect();
    let published = claims.iter().filter_map(|c| desk.documents.get(&c.document)?.published);
    let hidden = found.kind.is_positions() || events.iter().any(|e| desk.is_hidden(e, &desk.claims_of(e)));
    let last_told = published.max().map(|on| if hidden { on.first_of_month() } else { on });
    let mut places: Vec<letter::Place> = Vec::new();
    for place in events.iter().filter_map(|e| desk.about(e)).flat_map(|about| about.places) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let notes = told.iter().flat_map(|t| t.notes().to_vec()).collect();
    let constraint = Constraint {
        kind: kind(found.kind),
        places,
        concerns: if hidden { Vec::new() } else { concerns(desk, &claims) },
        since: since(&told),
        last_told,
        age_days: last_told.map(|on| days(on, desk.as_of)),
        told,
    };
    Finding::new(id, constraint, notes).ok()
}

fn kind(kind: events::ConstraintKind) -> ConstraintKind {
    use events::ConstraintKind as From;
    match kind {
        From::Blockade => ConstraintKind::Blockade,
        From::Closure => ConstraintKind::Closure,
        From::Curfew => ConstraintKind::Curfew,
        From::CommodityBan => ConstraintKind::CommodityBan,
        From::OperatorSuspension => ConstraintKind::OperatorSuspension,
        From::WorksSuspended => ConstraintKind::WorksSuspended,
        From::Toll => ConstraintKind::Toll,
        From::Checkpoint => ConstraintKind::Checkpoint,
        From::EscortRule => ConstraintKind::EscortRule,
        From::ImposedRules => ConstraintKind::ImposedRules,
        From::Damage => ConstraintKind::Damage,
    }
}

fn days(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

fn concerns(desk: &Desk<'_>, claims: &[&Claim]) -> Vec<letter::Words> {
    let mut seen = BTreeSet::new();
    let targets = claims.iter().filter_map(|c| desk.target(&[c]));
    targets.filter(|words| seen.insert(fold_key(&words.text))).collect()
}

fn since(told: &[Finding<Told>]) -> Option<Date> {
    let begun = [Status::Announced, Status::InForce, Status::Extended, Status::Lapsed];
    let dates = told.iter().map(Finding::content).filter(|t| begun.contains(&t.status));
    dates.filter_map(|t| t.date?.start).min()
}

/// One telling for each status that the event's claims give it.
fn tellings(desk: &mut Desk<'_>, found: &events::Constraint, event: &Event) -> Vec<Finding<Told>> {
    let mut by_status: BTreeMap<Status, Vec<&Claim>> = BTreeMap::new();
    let cited: BTreeSet<&base::ClaimId> =
        found.history.iter().flat_map(|s| &s.evidence).map(|c| &c.claim).collect();
    let claims = desk.claims_of(event);
    // What a document goes on telling has the term that it told before.
    let first = |claim: &Claim| {
        let same =
            |c: &&&Claim| c.document == claim.document && (c.status, c.date) == (claim.status, claim.date);
        claims.iter().filter(|c| c.role == Role::Report && claim.role == Role::Recall).find(same).copied()
    };
    for claim in claims.iter().copied().filter(|c| cited.contains(&c.id)) {
        if let Some(status) = status(first(claim).unwrap_or(claim), found.kind, desk.as_of) {
            by_status.entry(status).or_default().push(claim);
        }
    }
    let single = by_status.len() == 1;
    let tell = |(status, claims): (Status, Vec<&Claim>)| telling(desk, event, status, &claims, single);
    by_status.into_iter().filter_map(tell).collect()
}

fn telling(
    desk: &mut Desk<'_>,
    event: &Event,
    status: Status,
    claims: &[&Claim],
    single: bool,
) -> Option<Finding<Told>> {
    let ids: Vec<_> = claims.iter().map(|c| &c.id).collect();
    let claims: Vec<&Claim> = desk.claims_of(event).into_iter().filter(|c| ids.contains(&&c.id)).collect();
    let whole = single && claims.len() == event.claims.len();
    let view = Shown { event, whole, claims: &claims };
    let hidden = desk.is_hidden(event, &claims);
    let date = date(&view).map(|d| if hidden { months(d) } else { d });
    let told = Told { status, date, by: desk.actors(&view), support: desk.support(&view) };
    let notes = desk.cite_values(&claims);
    Finding::new(event.id.as_str(), told, notes).ok()
}

/// The event's date where it is of the claims of this status alone, as told or as corrected, else their own: another
/// status of the same event, or a row, may have dated it.
fn date(view: &Shown<'_>) -> Option<Interval> {
    let own: Vec<Interval> = view.claims.iter().filter_map(|c| c.date).collect();
    let first = own.iter().copied().min_by_key(|d| (d.first(), d.end));
    match view.event.date {
        Some(date) if own.contains(&date) || (view.whole && view.event.rows.is_empty()) => Some(date),
        _ => first.or_else(|| view.date()),
    }
}

/// The status as a claim tells it; `None` for what is told as possible or in general only.
fn status(claim: &Claim, kind: events::ConstraintKind, as_of: Date) -> Option<Status> {
    let told = events::told(claim, kind, Some(as_of))?;
    Some(match (told.reserve, told.status) {
        (Some(Reserve::Hedged | Reserve::Assessed), _) => Status::Reserved,
        (Some(Reserve::Planned), _) => Status::Planned,
        (None, _) if told.term.is_some_and(|end| end < as_of) => Status::Lapsed,
        (None, ConstraintStatus::InForce) if told.extended => Status::Extended,
        (None, ConstraintStatus::InForce) => Status::InForce,
        (None, ConstraintStatus::Announced) => Status::Announced,
        (None, ConstraintStatus::CalledFor) => Status::CalledFor,
        (None, ConstraintStatus::Denied) => Status::Denied,
        (None, ConstraintStatus::Lifted) => Status::Lifted,
        (None, ConstraintStatus::Lapsed) => Status::Lapsed,
    })
}
