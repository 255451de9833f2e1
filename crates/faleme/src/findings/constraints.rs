//! Events that limit access, grouped to constraints with every status told of them.

use super::{Desk, Shown};
use base::{Date, Interval, Modality, fold_key};
use events::{Event, shows_positions};
use evidence::{Claim, MeasureStatus};
use letter::{Constraint, ConstraintKind, Finding, Status, Told};
use std::collections::{BTreeMap, BTreeSet};

/// Parts of type names and the constraint that they speak of; the first that matches counts.
const KINDS: [(&str, ConstraintKind); 14] = [
    ("blockade", ConstraintKind::Blockade),
    ("curfew", ConstraintKind::Curfew),
    ("fuel_ban", ConstraintKind::CommodityBan),
    ("commodity_ban", ConstraintKind::CommodityBan),
    ("operator_", ConstraintKind::OperatorSuspension),
    ("tax_extortion", ConstraintKind::Toll),
    ("toll", ConstraintKind::Toll),
    ("checkpoint", ConstraintKind::Checkpoint),
    ("escort_rule", ConstraintKind::EscortRule),
    ("closure", ConstraintKind::Closure),
    ("_reopening", ConstraintKind::Closure),
    ("infrastructure_sabotage", ConstraintKind::Damage),
    ("infrastructure_damage", ConstraintKind::Damage),
    ("imposed_rules", ConstraintKind::ImposedRules),
];

/// Events of one constraint.
struct Group<'a> {
    kind: ConstraintKind,
    /// Names by which another event is known to speak of the same constraint.
    keys: BTreeSet<String>,
    events: Vec<&'a Event>,
}

pub(super) fn build(desk: &mut Desk<'_>) -> Vec<Finding<Constraint>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for event in &desk.ledger.resolution.events {
        let Some(kind) = kind_of(&event.claim_type) else { continue };
        let keys = keys(desk, kind, event);
        match groups.iter_mut().find(|g| g.kind == kind && !g.keys.is_disjoint(&keys)) {
            Some(group) => {
                group.keys.extend(keys);
                group.events.push(event);
            }
            None => groups.push(Group { kind, keys, events: vec![event] }),
        }
    }
    groups.iter().filter_map(|group| constraint(desk, group)).collect()
}

fn kind_of(claim_type: &str) -> Option<ConstraintKind> {
    KINDS.iter().find(|(part, _)| claim_type.contains(part)).map(|(_, kind)| *kind)
}

/// An operator's suspension is known by the operator, anything else by its places; without them, by actors.
fn keys(desk: &Desk<'_>, kind: ConstraintKind, event: &Event) -> BTreeSet<String> {
    let places =
        event.places.iter().filter(|p| p.kind != Some(base::PlaceKind::Country)).map(|p| fold_key(&p.name));
    let targets = desk.claims_of(event).into_iter().filter_map(|c| c.target.as_deref()).map(fold_key);
    let who: BTreeSet<String> = event.actors.iter().map(|a| fold_key(a)).chain(targets).collect();
    let places: BTreeSet<String> = places.collect();
    let by_operator = kind == ConstraintKind::OperatorSuspension;
    if (by_operator && !who.is_empty()) || places.is_empty() { who } else { places }
}

fn constraint(desk: &mut Desk<'_>, group: &Group<'_>) -> Option<Finding<Constraint>> {
    let told: Vec<Finding<Told>> = group.events.iter().flat_map(|e| tellings(desk, e)).collect();
    let id = told.first()?.id().to_owned();
    let claims: Vec<&Claim> = group.events.iter().flat_map(|e| desk.claims_of(e)).collect();
    let published = claims.iter().filter_map(|c| desk.documents.get(&c.document)?.published);
    let last_told = published.max();
    let mut places: Vec<letter::Place> = Vec::new();
    for place in group.events.iter().filter_map(|e| desk.about(e)).flat_map(|about| about.places) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let positions = group.events.iter().any(|e| shows_positions(&e.claim_type));
    let notes = told.iter().flat_map(|t| t.notes().to_vec()).collect();
    let constraint = Constraint {
        kind: group.kind,
        places,
        concerns: if positions { Vec::new() } else { concerns(desk, &claims) },
        since: since(&told),
        last_told,
        age_days: last_told.map(|on| days(on, desk.as_of)),
        told,
    };
    Finding::new(id, constraint, notes).ok()
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
fn tellings(desk: &mut Desk<'_>, event: &Event) -> Vec<Finding<Told>> {
    let mut by_status: BTreeMap<Status, Vec<&Claim>> = BTreeMap::new();
    for claim in desk.claims_of(event) {
        if let Some(status) = status(claim, desk.as_of) {
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
    let told = Told { status, date: view.date(), by: desk.actors(&view), support: desk.support(&view) };
    let notes = desk.cite(&claims);
    Finding::new(event.id.as_str(), told, notes).ok()
}

/// The status as a claim tells it; `None` for what is true in general only.
fn status(claim: &Claim, as_of: Date) -> Option<Status> {
    let name = claim.claim_type.as_str();
    Some(match claim.modality {
        Modality::Generic => return None,
        Modality::Denied | Modality::Negated => Status::Denied,
        Modality::Hedged | Modality::Assessed => Status::Reserved,
        Modality::Planned | Modality::Hypothetical => Status::Planned,
        Modality::CalledFor => Status::CalledFor,
        _ if claim.status == Some(MeasureStatus::Lifted) => Status::Lifted,
        _ if claim.status == Some(MeasureStatus::Extended) => Status::Extended,
        _ if name.ends_with("_call") => Status::CalledFor,
        _ if ["_lifted", "_reopening", "_resumption"].iter().any(|end| name.ends_with(end)) => Status::Lifted,
        _ if name.ends_with("_extended") => Status::Extended,
        _ if claim.date.is_some_and(|d| ended(&d, as_of)) => Status::Lapsed,
        Modality::Announced => Status::Announced,
        _ if name.ends_with("_announced") => Status::Announced,
        Modality::Asserted => Status::InForce,
    })
}

/// A period, not an occasion, whose end lies before the day.
fn ended(date: &Interval, as_of: Date) -> bool {
    date.end.is_some_and(|end| end < as_of && date.start != Some(end))
}
