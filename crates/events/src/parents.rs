//! Which events are part of another: five places attacked on one morning are one event with five parts.

use crate::join::radius_km;
use crate::{Event, group::days_between};
use base::{Date, EventId, Interval, fold_key};
use evidence::{ClaimKind, ClaimPlace};
use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

/// An incident that goes on for longer than this is a campaign; what happens in it is not looked for.
const LONGEST_DAYS: i64 = 7;

static KIN: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let table: HashMap<String, Vec<String>> =
        toml::from_str(include_str!("../data/kin.toml")).unwrap_or_default();
    table.into_iter().flat_map(|(kin, types)| types.into_iter().map(move |t| (t, kin.clone()))).collect()
});

/// The group of types that tell one occasion; most types are their own.
fn kin(event_type: &str) -> &str {
    KIN.get(event_type).map_or(event_type, String::as_str)
}

/// Gives each incident at one spot the incident at several spots of which it is one, if there is one on its day.
pub(crate) fn adopt(events: &mut [Event]) {
    let mut by_day: HashMap<Date, Vec<usize>> = HashMap::new();
    for (index, event) in events.iter().enumerate().filter(|(_, e)| is_wide(e)) {
        for day in days(event.date) {
            by_day.entry(day).or_default().push(index);
        }
    }
    if by_day.is_empty() {
        return;
    }
    let found: Vec<Option<EventId>> = events.iter().map(|child| parent(child, events, &by_day)).collect();
    for (event, parent) in events.iter_mut().zip(found) {
        event.parent = parent;
    }
}

/// Told as an occasion, at more spots than one. A row tells one spot: what it joins is no whole.
fn is_wide(event: &Event) -> bool {
    event.kind == ClaimKind::Incident && event.rows.is_empty() && spots(event).len() > 1
}

/// The spots that claims name; divisions say where, not that there were several. A row tells one spot, in its own spelling.
fn spots(event: &Event) -> BTreeSet<String> {
    let coarse = |p: &ClaimPlace| {
        use base::PlaceKind::{Admin1, Admin2, Admin3, Area, Country};
        matches!(p.kind, Some(Admin1 | Admin2 | Admin3 | Area | Country)) || p.role == "area"
    };
    let told = || event.places.iter().filter(|p| !coarse(p));
    let by_claims: BTreeSet<String> =
        told().filter(|p| p.kind.is_some()).map(|p| fold_key(&p.name)).collect();
    if by_claims.is_empty() { told().map(|p| fold_key(&p.name)).take(1).collect() } else { by_claims }
}

/// The days of a dated occasion; none for a campaign.
fn days(date: Option<Interval>) -> Vec<Date> {
    let Some(Interval { start: Some(start), end: Some(end) }) = date else { return Vec::new() };
    if i64::from((end - start).get_days()) >= LONGEST_DAYS {
        return Vec::new();
    }
    let mut days = vec![start];
    while let Some(next) = days.last().filter(|d| **d < end).and_then(|d| d.tomorrow().ok()) {
        days.push(next);
    }
    days
}

fn parent(child: &Event, events: &[Event], by_day: &HashMap<Date, Vec<usize>>) -> Option<EventId> {
    if child.kind != ClaimKind::Incident || spots(child).is_empty() {
        return None;
    }
    let own = spots(child);
    let near = days(child.date).into_iter().filter_map(|d| by_day.get(&d)).flatten();
    near.map(|&index| &events[index])
        .find(|wide| {
            wide.id != child.id
                && kin(&wide.claim_type) == kin(&child.claim_type)
                && days_between(wide.date, child.date) == Some(0)
                && own.len() < spots(wide).len()
                && is_among(child, &own, wide)
        })
        .map(|wide| wide.id.clone())
}

/// Whether all spots of a child are spots of the whole, by name or, for a single located spot, by distance.
fn is_among(child: &Event, own: &BTreeSet<String>, wide: &Event) -> bool {
    own.is_subset(&spots(wide)) || (own.len() == 1 && child.places.iter().any(|p| is_near(p, wide)))
}

fn is_near(place: &ClaimPlace, wide: &Event) -> bool {
    let Some(point) = place.point else { return false };
    // What is located to a division only lies near everything in it.
    let within = |p: &ClaimPlace| {
        radius_km(place.precision).max(radius_km(p.precision)) <= radius_km(base::GeoPrecision::Near)
    };
    wide.places.iter().filter(|p| within(p)).any(|p| {
        p.point
            .is_some_and(|q| q.distance_km(point) <= radius_km(place.precision).max(radius_km(p.precision)))
    })
}
