//! The map: outlines, ways of corridors, towns on them, and incidents summed by second-level division.

use super::Desk;
use super::stages::{Land, Route, Stages, Stretch};
use crate::case::FILE;
use base::{Date, Interval, PlaceKind, Tlp, fold_key};
use corridors::Passability;
use evidence::{PlaceEntry, Vocabulary};
use jiff::Span;
use letter::{
    AreaIncidents, Finding, Kind, MapLand, MapRoute, MapSection, MapTown, NoteId, Occurrence, Passable,
    RoadMap, Section, Titles,
};
use std::collections::{BTreeMap, BTreeSet};
use supply::people::division;

/// Months of incidents, the letter's own the last; as of the board of corridors.
const MONTHS: i32 = 6;
/// Footnotes of an area's incidents at most: the chronology carries all.
const NOTES: usize = 4;
/// People from which on a town is large. Own convention.
const LARGE: u64 = 100_000;

/// The map; `None` without a corridor on it.
pub(super) fn build(
    desk: &mut Desk<'_>,
    stages: &Stages,
    told: &[Finding<Occurrence>],
    tlp: Tlp,
) -> Option<Finding<RoadMap>> {
    let routes = &stages.shapes.routes;
    let lands = &stages.shapes.lands;
    let corridors = &stages.setting.as_ref()?.case.corridors;
    let mut notes = Vec::new();
    for corridor in corridors.iter().filter(|c| routes.iter().any(|r| r.line == c.line)) {
        notes.push(desk.entry(FILE, corridor.line, corridor.source.as_deref()));
    }
    // Of outlines from one source the first stands for all.
    let mut seen = BTreeSet::new();
    for land in lands.iter().filter(|land| seen.insert(&land.source)) {
        notes.push(desk.entry(FILE, land.line, land.source.as_deref()));
    }
    let (counted, incidents) = incidents(desk, lands, told);
    let content = RoadMap {
        lands: lands.iter().map(outline).collect(),
        coarse: lands.iter().any(|land| land.coarse),
        routes: routes.iter().map(|r| route(r, tlp)).collect(),
        towns: towns(desk, stages),
        incidents,
        counted,
    };
    Finding::new("map", content, notes).ok().filter(|_| !routes.is_empty())
}

fn outline(land: &Land) -> MapLand {
    MapLand { name: Titles::same(&land.name), home: land.home, rings: land.rings.clone() }
}

/// The way of a corridor; its sections' own states only at AMBER and above.
fn route(of: &Route, tlp: Tlp) -> MapRoute {
    let section = |Stretch { status, line, .. }: &Stretch| {
        let state = match status {
            Passability::Unknown => Passable::Unknown,
            Passability::Open => Passable::Open,
            Passability::Restricted => Passable::Restricted,
            Passability::Closed => Passable::Closed,
        };
        MapSection { state: Some(state).filter(|_| tlp >= Tlp::Amber), line: line.clone() }
    };
    MapRoute { corridor: format!("cor-{}", of.line), sections: of.sections.iter().map(section).collect() }
}

/// Towns that corridors pass: their ends first, then large ones.
fn towns(desk: &Desk<'_>, stages: &Stages) -> Vec<MapTown> {
    let Some(setting) = &stages.setting else { return Vec::new() };
    let case = &setting.case;
    let ends: BTreeSet<String> = case
        .corridors
        .iter()
        .flat_map(|c| c.waypoints.first().into_iter().chain(c.waypoints.last()))
        .map(|name| fold_key(name))
        .collect();
    let passed: BTreeSet<String> =
        case.corridors.iter().flat_map(|c| &c.waypoints).map(|w| fold_key(w)).collect();
    let large = |p: &PlaceEntry| case.populations.iter().any(|n| n.place == p.name && n.people >= LARGE);
    let mut seen = BTreeSet::new();
    let places = desk.ledger.vocabulary.places.iter().filter(|p| is_town(p.kind));
    let town = |p: &PlaceEntry| {
        let key = fold_key(&p.name);
        let at = base::Coordinate::new(p.lat?, p.lon?).filter(|_| passed.contains(&key))?;
        let rank = if ends.contains(&key) { 1 } else { 3 - u8::from(large(p)) };
        seen.insert(key).then(|| MapTown { name: p.name.clone(), at, rank })
    };
    places.filter_map(town).collect()
}

fn is_town(kind: PlaceKind) -> bool {
    matches!(kind, PlaceKind::PopulatedPlace | PlaceKind::Port)
}

/// Incidents of the chronology by second-level division that has an outline, and the days they were counted on.
fn incidents(
    desk: &Desk<'_>,
    lands: &[Land],
    told: &[Finding<Occurrence>],
) -> (Option<Interval>, Vec<Finding<AreaIncidents>>) {
    let day = desk.as_of;
    let Ok(since) = day.first_of_month().checked_sub(Span::new().months(MONTHS - 1)) else {
        return (None, Vec::new());
    };
    let recent = |date: Date| since <= date && date <= day;
    let mut by: BTreeMap<usize, (u32, Vec<NoteId>)> = BTreeMap::new();
    for finding in told {
        let of = finding.content();
        let dated = of.date.and_then(|d| d.first()).is_some_and(recent);
        if of.kind != Kind::Incident || of.section() != Section::Chronology || !dated {
            continue;
        }
        let Some(at) = of.places.iter().find_map(|place| land(desk.ledger.vocabulary, lands, &place.name))
        else {
            continue;
        };
        let (count, notes) = by.entry(at).or_default();
        *count += 1;
        notes.extend(finding.notes().first().cloned());
    }
    let mut found = Vec::new();
    for (at, (count, mut notes)) in by {
        let Some((land, middle)) = lands.get(at).and_then(|land| Some((land, land.middle?))) else {
            continue;
        };
        notes.truncate(NOTES);
        let content = AreaIncidents { area: land.name.clone(), at: middle, count };
        found.extend(Finding::new(format!("map-{}", land.line), content, notes));
    }
    (Some(Interval::between(since, day)), found)
}

/// The area that holds the second-level division of a place.
pub fn land(vocabulary: &Vocabulary, lands: &[Land], name: &str) -> Option<usize> {
    let key = fold_key(name);
    let entry = vocabulary.places.iter().find(|p| fold_key(&p.name) == key)?;
    let second = match entry.kind {
        PlaceKind::Admin2 => Some(&entry.name),
        _ => entry.admin2.as_ref(),
    };
    let second = division(second?);
    lands
        .iter()
        .position(|land| land.admin2.len() == 1 && land.admin2.iter().any(|own| division(own) == second))
}
