//! The door: group, grade, contradict.

use crate::contradictions::{self, Case};
use crate::grade::Support;
use crate::group::group;
use crate::input::Evidence;
use crate::item::{Item, firmest, ids, prepare};
use crate::{Contradiction, Event, Resolution, Ruling, Standing};
use base::{Credibility, EventId, Interval, Modality, OriginId};
use evidence::{Claim, ClaimPlace};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Groups claims into events, grades them, and lists contradictions.
pub fn resolve(evidence: &Evidence<'_>) -> Resolution {
    let ruling = Ruling::of(evidence.decisions);
    let items = prepare(evidence, &ruling);
    let groups = group(&items, evidence.origins, &ruling);
    let members: Vec<Vec<&Item<'_>>> =
        groups.iter().map(|g| g.iter().map(|&i| &items[i]).collect()).collect();
    let mut events: Vec<Event> = members.iter().map(|m| event(m)).collect();
    adopt(&mut events);
    let contradictions = contradictions::find(&Case { evidence, events: &events, members: &members });
    let standings = grade_all(&mut events, &members, &contradictions, &ruling);
    let standings = in_claim_order(evidence.claims, standings);
    events.sort_by(|a, b| chronological(a).cmp(&chronological(b)));
    Resolution { events, standings, contradictions }
}

fn chronological(event: &Event) -> (bool, Option<base::Date>, &EventId) {
    let first = event.date.and_then(|d| d.first());
    (first.is_none(), first, &event.id)
}

fn event(members: &[&Item<'_>]) -> Event {
    let first = members[0];
    let mut told: Vec<&Item<'_>> = members.to_vec();
    told.sort_by_key(|i| !i.weighs());
    let mut seen = HashSet::new();
    let places: Vec<ClaimPlace> =
        told.iter().flat_map(|i| &i.claim.places).filter(|p| seen.insert(p.name.clone())).cloned().collect();
    let mut seen = HashSet::new();
    let doing = |i: &&&Item<'_>| !matches!(i.claim.modality, Modality::Denied | Modality::Negated);
    let actors = told
        .iter()
        .filter(doing)
        .filter_map(|i| i.claim.actor.clone())
        .filter(|a| seen.insert(a.clone()))
        .collect();
    let own = || members.iter().filter(|i| i.claim.modality != Modality::Denied).map(|i| i.claim.modality);
    Event {
        id: EventId::derive(&[first.claim.id.as_str()]),
        kind: first.claim.kind,
        claim_type: told[0].claim.claim_type.clone(),
        sub_type: None,
        date: best_date(&told),
        precision: base::GeoPrecision::Unresolved,
        estimate: None,
        places,
        actors,
        modality: firmest(own()).unwrap_or(Modality::Denied),
        claims: ids(&told),
        rows: Vec::new(),
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
    }
}

/// The date told by most origins; of equals the narrower, then the later.
fn best_date(told: &[&Item<'_>]) -> Option<Interval> {
    let mut votes: Vec<(Interval, BTreeSet<&OriginId>)> = Vec::new();
    for item in told {
        let Some(date) = item.claim.date else { continue };
        match votes.iter_mut().find(|(d, _)| *d == date) {
            Some((_, origins)) => drop(origins.insert(&item.origin)),
            None => votes.push((date, BTreeSet::from([&item.origin]))),
        }
    }
    let narrow = |d: &Interval| std::cmp::Reverse(d.days().unwrap_or(i64::MAX));
    votes.into_iter().max_by_key(|(d, o)| (o.len(), narrow(d), d.first())).map(|(d, _)| d)
}

/// An incident at one spot, of the day and type of an incident at several spots among which it is, is part of that one.
fn adopt(events: &mut [Event]) {
    let names = |e: &Event| -> BTreeSet<String> { e.places.iter().map(|p| p.name.clone()).collect() };
    let mut by_day: HashMap<(String, Option<Interval>), Vec<usize>> = HashMap::new();
    for (index, event) in events.iter().enumerate() {
        if event.kind == evidence::ClaimKind::Incident && event.date.is_some() {
            by_day.entry((event.claim_type.clone(), event.date)).or_default().push(index);
        }
    }
    for same in by_day.values().filter(|s| s.len() > 1) {
        let named: Vec<BTreeSet<String>> = same.iter().map(|&e| names(&events[e])).collect();
        for (&child, own) in same.iter().zip(&named).filter(|(_, own)| !own.is_empty()) {
            let mut wider = same.iter().zip(&named);
            let wider = wider.find(|(_, theirs)| own.len() < theirs.len() && own.is_subset(theirs));
            events[child].parent = wider.map(|(&p, _)| events[p].id.clone());
        }
    }
}

fn grade_all(
    events: &mut [Event],
    members: &[Vec<&Item<'_>>],
    contradictions: &[Contradiction],
    ruling: &Ruling,
) -> Vec<Standing> {
    let disputed: HashSet<&EventId> =
        contradictions.iter().filter(|c| c.kind.disputes()).flat_map(|c| &c.events).collect();
    let denied: HashSet<&EventId> = contradictions
        .iter()
        .filter(|c| c.kind == crate::ContradictionKind::Denial)
        .flat_map(|c| &c.events)
        .collect();
    let mut standings = Vec::new();
    for (event, items) in events.iter_mut().zip(members) {
        let mut support = Support::of(items, disputed.contains(&event.id));
        support.denied |= denied.contains(&event.id);
        (event.credibility, event.reason) = support.grade(event.modality);
        standings.extend(items.iter().map(|item| standing(event, item, &support, ruling)));
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
