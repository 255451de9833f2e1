//! The door: group claims, join rows, grade, contradict.

use crate::contradictions::{self, Case};
use crate::deaths::deaths;
use crate::grade::Support;
use crate::group::group;
use crate::input::Evidence;
use crate::item::{Item, firmest, ids, prepare};
use crate::join::{self, Members, RowAt, join};
use crate::names::Names;
use crate::parents::adopt;
use crate::positions::shows_positions_of;
use crate::{Contradiction, Event, Resolution, Ruling, Standing};
use base::{Credibility, EventId, GeoPrecision, Interval, Modality};
use evidence::{Claim, ClaimKind, ClaimPlace};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Groups claims and rows into events, grades them, and lists contradictions.
pub fn resolve(evidence: &Evidence<'_>) -> Resolution {
    let ruling = Ruling::of(evidence.decisions);
    let items = prepare(evidence, &ruling);
    let groups = group(&items, evidence.origins, &ruling);
    let names = Names::new(evidence.actors);
    let members = join(&groups, &items, evidence.tables, &names, &ruling);
    let mut events: Vec<Event> = members.iter().map(|m| event(m, &names)).collect();
    adopt(&mut events);
    let contradictions = contradictions::find(&Case { evidence, events: &events, members: &members });
    let standings = grade_all(evidence, &mut events, &members, &contradictions, &ruling);
    let standings = in_claim_order(evidence.claims, standings);
    events.sort_by(|a, b| chronological(a).cmp(&chronological(b)));
    Resolution { events, standings, contradictions }
}

fn chronological(event: &Event) -> (bool, Option<base::Date>, &EventId) {
    let first = event.date.and_then(|d| d.first());
    (first.is_none(), first, &event.id)
}

fn event(members: &Members<'_>, names: &Names<'_>) -> Event {
    let mut told: Vec<&Item<'_>> = members.items.clone();
    told.sort_by_key(|i| !i.weighs());
    let coded = members.rows.iter().min_by_key(|r| r.row.coding).map(|r| r.row);
    let own =
        || members.items.iter().filter(|i| i.claim.modality != Modality::Denied).map(|i| i.claim.modality);
    let asserted = coded.map(|_| Modality::Asserted);
    let places = places(&told, members);
    Event {
        id: id(members),
        kind: members.items.first().map_or(ClaimKind::Incident, |i| i.claim.kind),
        claim_type: told
            .first()
            .map(|i| i.claim.claim_type.clone())
            .or(coded.map(|r| r.event_type.clone()))
            .unwrap_or_default(),
        sub_type: coded.map(|r| r.sub_type.clone()),
        date: best_date(&told, members),
        precision: precision(&places),
        places,
        estimate: join::estimate(&members.rows).or_else(|| told.iter().find_map(|i| deaths(&i.claim))),
        actors: actors(&told, members, names),
        modality: firmest(own().chain(asserted)).unwrap_or(Modality::Denied),
        claims: ids(&told),
        rows: members.rows.iter().map(RowAt::at).collect(),
        origins: told
            .iter()
            .filter(|i| i.weighs())
            .map(|i| i.origin.clone())
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect(),
        credibility: Credibility::UNKNOWN,
        reason: String::new(),
        parent: None,
        positions: members.items.iter().any(|i| shows_positions_of(&i.claim)),
    }
}

/// From its first claim or, without one, its first row whichever release carries it.
fn id(members: &Members<'_>) -> EventId {
    match (members.items.first(), members.rows.first()) {
        (Some(item), _) => EventId::derive(&[item.claim.id.as_str()]),
        (None, Some(row)) => EventId::derive(&["row", &row.table.dataset, &row.row.id]),
        (None, None) => EventId::derive(&[]),
    }
}

/// Places of claims, then of rows, each name once.
fn places(told: &[&Item<'_>], members: &Members<'_>) -> Vec<ClaimPlace> {
    let mut seen = HashSet::new();
    let of_claims = told.iter().flat_map(|i| i.claim.places.iter().cloned());
    let of_rows = members.rows.iter().filter_map(|r| join::place_of(r.row));
    of_claims.chain(of_rows).filter(|p| seen.insert(base::fold_key(&p.name))).collect()
}

fn precision(places: &[ClaimPlace]) -> GeoPrecision {
    let located = places.iter().map(|p| p.precision);
    located.min_by_key(|p| p.where_prec().unwrap_or(u8::MAX)).unwrap_or(GeoPrecision::Unresolved)
}

/// Who acted, by the names of the case, each once.
fn actors(told: &[&Item<'_>], members: &Members<'_>, names: &Names<'_>) -> Vec<String> {
    let doing = |i: &&&Item<'_>| !matches!(i.claim.modality, Modality::Denied | Modality::Negated);
    let of_claims = told.iter().filter(doing).filter_map(|i| i.claim.actor.as_deref());
    let of_rows = members.rows.iter().flat_map(|r| r.row.actors.iter().map(String::as_str));
    let mut seen = HashSet::new();
    of_claims
        .chain(of_rows)
        .map(|a| names.canonical(a).to_owned())
        .filter(|a| seen.insert(a.clone()))
        .collect()
}

/// The date told by most origins and datasets; of equals the narrower, then the later.
fn best_date(told: &[&Item<'_>], members: &Members<'_>) -> Option<Interval> {
    let mut votes: Vec<(Interval, BTreeSet<&str>)> = Vec::new();
    let of_claims = told.iter().filter_map(|i| Some((i.claim.date?, i.origin.as_str())));
    for (date, witness) in of_claims.chain(join::dates(&members.rows)) {
        match votes.iter_mut().find(|(d, _)| *d == date) {
            Some((_, witnesses)) => drop(witnesses.insert(witness)),
            None => votes.push((date, BTreeSet::from([witness]))),
        }
    }
    let narrow = |d: &Interval| std::cmp::Reverse(d.days().unwrap_or(i64::MAX));
    votes.into_iter().max_by_key(|(d, o)| (o.len(), narrow(d), d.first())).map(|(d, _)| d)
}

fn grade_all(
    evidence: &Evidence<'_>,
    events: &mut [Event],
    members: &[Members<'_>],
    contradictions: &[Contradiction],
    ruling: &Ruling,
) -> Vec<Standing> {
    let of = |which: &dyn Fn(&&Contradiction) -> bool| -> HashSet<&EventId> {
        contradictions.iter().filter(|c| which(c)).flat_map(|c| &c.events).collect()
    };
    let disputed = of(&|c| c.kind.disputes() && c.severity > crate::Level::Low);
    let denied = of(&|c| c.kind == crate::ContradictionKind::Denial);
    let mut standings = Vec::new();
    for (event, members) in events.iter_mut().zip(members) {
        let mut support = Support::of(members, evidence.datasets, disputed.contains(&event.id));
        support.denied |= denied.contains(&event.id);
        (event.credibility, event.reason) = support.grade(event.modality);
        standings.extend(members.items.iter().map(|item| standing(event, item, &support, ruling)));
    }
    standings
}

fn standing(event: &Event, item: &Item<'_>, support: &Support, ruling: &Ruling) -> Standing {
    let (mut credibility, mut reason) = support.grade(item.claim.modality);
    if let Some((_, Some(graded))) = ruling.graded.get(&item.claim.id) {
        (credibility, reason) = (*graded, "graded by an analyst".to_owned());
    }
    Standing {
        claim: item.claim.id.clone(),
        event: event.id.clone(),
        origin: item.origin.clone(),
        reliability: item.reliability,
        credibility,
        reason,
    }
}

fn in_claim_order(claims: &[Claim], standings: Vec<Standing>) -> Vec<Standing> {
    let order: HashMap<&str, usize> = claims.iter().enumerate().map(|(i, c)| (c.id.as_str(), i)).collect();
    let mut standings = standings;
    standings.sort_by_key(|s| order.get(s.claim.as_str()).copied().unwrap_or(usize::MAX));
    standings
}
