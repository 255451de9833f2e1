//! Constraints as limits of links.

use super::gazetteer::Gazetteer;
use super::reach::{Told, Widest, all, frontiers};
use base::{Checked, Country, Issue, PlaceKind};
use corridors::{DayHours, Limit, LimitSide, Reach, Spot, Stage};
use events::{Constraint, ConstraintKind, ConstraintStatus, Reserve};
use std::collections::{BTreeMap, BTreeSet};

/// The constraints that say anything of links. One that holds, but names no place or road where, is an issue: silence
/// would look as if nothing were told. Those that show positions are left out without a word.
pub fn limits(constraints: &[Constraint], gazetteer: Gazetteer<'_>) -> Checked<Vec<Limit>> {
    let mut found = Checked { value: Vec::new(), issues: Vec::new() };
    for constraint in constraints.iter().filter(|c| is_of_roads(c)) {
        match limit(constraint, gazetteer) {
            Some(limit) => found.value.push(limit),
            None if holds(constraint) => found.issues.push(nowhere(constraint)),
            None => {}
        }
    }
    found
}

fn holds(constraint: &Constraint) -> bool {
    let now = matches!(constraint.status, ConstraintStatus::InForce | ConstraintStatus::Announced);
    now && !constraint.kind.is_positions()
}

fn nowhere(constraint: &Constraint) -> Issue {
    let kind = constraint.kind.as_str().replace('_', " ");
    let names: Vec<&str> = constraint.scope.places.iter().map(|p| p.name.as_str()).collect();
    let place = match names.as_slice() {
        [] => "no place or road".to_owned(),
        names => format!("nothing narrower than {}", names.join(", ")),
    };
    let message =
        format!("{}: the {kind} is told with {place}, so no link changes its status for it", constraint.id);
    Issue::warning("limit-nowhere", message).help("plan for it by hand; `faleme why` shows its words")
}

/// Whether it concerns those who move: a closed school or market is no closed road.
fn is_of_roads(constraint: &Constraint) -> bool {
    let closed = &constraint.scope.facilities;
    let ways = ["border", "road", "bridge"];
    let passage = closed.is_empty() || closed.iter().any(|f| ways.contains(&f.as_str()));
    corridors::concerns_links(constraint.kind.as_str())
        && (constraint.kind != ConstraintKind::Closure || passage)
}

fn limit(constraint: &Constraint, gazetteer: Gazetteer<'_>) -> Option<Limit> {
    let scope = &constraint.scope;
    let reaches = reaches(constraint, gazetteer);
    let planned = constraint.reserve == Some(Reserve::Planned);
    let stage = match stage(constraint.status) {
        Stage::InForce if planned => Stage::Announced,
        stage => stage,
    };
    let sides = sides(constraint);
    // A carrier that stops stops wherever it runs: it is no road that is closed.
    let carrier = constraint.kind == ConstraintKind::OperatorSuspension && !scope.operators.is_empty();
    (carrier || !reaches.is_empty()).then(|| Limit {
        id: constraint.id.to_string(),
        kind: constraint.kind.as_str().to_owned(),
        stage,
        held_back: constraint.reserve.is_some() && !planned,
        disputed: is_disputed(constraint),
        date: constraint.date,
        last_confirmed: constraint.last_confirmed,
        reaches,
        vehicle_classes: scope.vehicle_classes.clone(),
        commodities: scope.commodities.clone(),
        operators: scope.operators.clone(),
        origin_countries: scope.origin_countries.clone(),
        hours: scope.hours.iter().filter_map(|h| DayHours::parse(&h.from, &h.to)).collect(),
        exemptions: scope.exemptions.clone(),
        evidence: unique(sides.iter().flat_map(|s| s.evidence.clone())),
        sides,
    })
}

/// Whether some say that it holds and some that it does not. Where who imposed it lifted it, and those who denied it had
/// done so before, nobody says any more that it holds.
fn is_disputed(constraint: &Constraint) -> bool {
    let last = |status| constraint.history.iter().rposition(|step| step.status == status);
    let settled = constraint.status == ConstraintStatus::Lifted
        && last(ConstraintStatus::Denied) < last(ConstraintStatus::Lifted);
    constraint.disputed && !settled
}

fn stage(status: ConstraintStatus) -> Stage {
    match status {
        ConstraintStatus::CalledFor => Stage::CalledFor,
        ConstraintStatus::Announced => Stage::Announced,
        ConstraintStatus::InForce => Stage::InForce,
        ConstraintStatus::Denied => Stage::Denied,
        ConstraintStatus::Lifted => Stage::Lifted,
        ConstraintStatus::Lapsed => Stage::Lapsed,
    }
}

/// What is told of it, one side a status.
fn sides(constraint: &Constraint) -> Vec<LimitSide> {
    let mut by_status: BTreeMap<Stage, (Vec<String>, Vec<String>)> = BTreeMap::new();
    for step in &constraint.history {
        let side = by_status.entry(stage(step.status)).or_default();
        side.0.extend(step.by.iter().cloned());
        side.1.extend(step.evidence.iter().map(|c| c.claim.to_string()));
    }
    let side = |(status, (by, evidence))| LimitSide { status, by: unique(by), evidence: unique(evidence) };
    by_status.into_iter().map(side).collect()
}

fn unique(words: impl IntoIterator<Item = String>) -> Vec<String> {
    words.into_iter().collect::<BTreeSet<_>>().into_iter().collect()
}

/// Where it holds. A closed border is closed at the posts named, else at those of its countries; a rule of a division or country holds on its roads.
fn reaches(constraint: &Constraint, gazetteer: Gazetteer<'_>) -> Vec<Reach> {
    use ConstraintKind::{Blockade, CommodityBan, Curfew, OperatorSuspension};
    let scope = &constraint.scope;
    let roads: Vec<&str> = scope.links.iter().chain(&scope.corridors).map(String::as_str).collect();
    let told = scope.places.iter().map(|p| Told {
        name: &p.name,
        kind: p.kind,
        country: p.country,
        point: p.point,
        precision: p.precision,
    });
    let places: Vec<Told<'_>> = told.collect();
    let border = constraint.kind == ConstraintKind::Closure && scope.facilities.iter().any(|f| f == "border");
    if border {
        let post =
            |p: &&Told<'_>| matches!(p.kind, Some(PlaceKind::BorderCrossing | PlaceKind::PopulatedPlace));
        let at = |p: &Told<'_>| Reach::Border { post: Spot { name: p.name.to_owned(), point: p.point } };
        let posts: Vec<Reach> = places.iter().filter(post).map(at).collect();
        return if posts.is_empty() { frontiers(&places) } else { posts };
    }
    let widest = match constraint.kind {
        CommodityBan => Widest::Country,
        Curfew | Blockade => Widest::Division,
        _ => Widest::Spot,
    };
    let narrow = !matches!(constraint.kind, Blockade | CommodityBan | Curfew);
    let mut found = all(gazetteer, &roads, &places, widest, narrow);
    found.extend(origins(constraint));
    // A carrier that stops, and says not where, stops wherever it would drive.
    let stops = constraint.kind == OperatorSuspension && !scope.operators.is_empty() && roads.is_empty();
    if found.is_empty() && stops && places.is_empty() { vec![Reach::Everywhere] } else { found }
}

/// Goods banned by where they come from, wherever they go, are stopped where they leave those countries.
fn origins(constraint: &Constraint) -> Vec<Reach> {
    let told = &constraint.scope.evidence;
    let of = |part: &'static str| told.iter().filter(move |e| e.part == part);
    let placed =
        |claim| ["places", "links", "corridors"].iter().any(|p| of(p).any(|e| e.claims.contains(claim)));
    let bare = of("origin_countries").filter(|e| e.claims.iter().any(|claim| !placed(claim)));
    let countries = bare.filter_map(|e| Country::new(&e.value));
    let banned = countries.filter(|_| constraint.kind == ConstraintKind::CommodityBan);
    banned.map(|c| Reach::Frontier { name: format!("{c} border"), countries: vec![c] }).collect()
}

#[cfg(test)]
mod tests {
    use super::super::gazetteer::Names;
    use super::*;
    use crate::case::Case;
    use base::{GeoPrecision, Interval};
    use events::{Cited, Reach as Place, Scope, Step};
    use std::path::Path;

    const CASE: &str = r#"
[case]
id = "x"
title = { fr = "X", en = "X" }

[[places]]
name = "Ford"
kind = "populated_place"
admin1 = "The West"
lat = 14.0
lon = -11.0

[[places]]
name = "Mill"
kind = "populated_place"
admin1 = "The East"
lat = 14.0
lon = -10.0

[[places]]
name = "The West"
kind = "admin1"

[[places]]
name = "The East"
kind = "admin1"

[[places]]
name = "Harbour"
kind = "port"

[[places]]
name = "R1"
kind = "road"
via = ["Harbour", "Ford", "Mill"]
"#;

    fn place(name: &str, kind: PlaceKind) -> Place {
        let precision = GeoPrecision::Exact;
        Place { name: name.into(), kind: Some(kind), country: None, point: None, precision, pcode: None }
    }

    fn told(status: ConstraintStatus, claim: &str) -> Step {
        let cited = Cited {
            claim: base::ClaimId::derive(&[claim]),
            document: base::DocumentId::derive(&["d"]),
            quote: None,
            span: None,
        };
        Step {
            date: None,
            status,
            reserve: None,
            extended: false,
            term: None,
            by: vec!["someone".into()],
            evidence: vec![cited],
            published: None,
        }
    }

    fn constraint(kind: ConstraintKind, scope: Scope) -> Constraint {
        Constraint {
            id: base::ConstraintId::derive(&["x"]),
            kind,
            scope,
            date: Some(Interval::since("2025-09-05".parse().unwrap())),
            status: ConstraintStatus::InForce,
            reserve: None,
            disputed: false,
            last_confirmed: None,
            age_days: None,
            history: vec![told(ConstraintStatus::InForce, "a"), told(ConstraintStatus::Denied, "b")],
            events: Vec::new(),
        }
    }

    fn limits(case: &Case, constraint: Constraint) -> Checked<Vec<Limit>> {
        let places = &case.vocabulary.places;
        super::limits(&[constraint], Names::of(places).over(places))
    }

    fn limit_of(kind: ConstraintKind, scope: Scope) -> Option<Limit> {
        let case = Case::parse(CASE, Path::new("case.toml")).unwrap();
        limits(&case, constraint(kind, scope)).value.pop()
    }

    fn towns(names: &[&str]) -> Vec<Place> {
        names.iter().map(|n| place(n, PlaceKind::PopulatedPlace)).collect()
    }

    fn stops(limit: &Limit) -> Vec<Vec<String>> {
        let stops = |r: &Reach| match r {
            Reach::Road { stops, .. } => stops.iter().map(|s| s.name.clone()).collect(),
            Reach::On { road, part } => vec![format!("{} at {}", road.name(), part.name())],
            other => vec![format!("at {}", other.name())],
        };
        limit.reaches.iter().map(stops).collect()
    }

    #[test]
    fn a_closed_road_is_closed_between_its_towns_and_a_blockade_where_it_is_told() {
        let links = || vec!["R1".to_owned()];
        let closed = Scope { links: links(), places: towns(&["Mill", "Ford"]), ..Scope::default() };
        assert_eq!(stops(&limit_of(ConstraintKind::Closure, closed.clone()).unwrap()), [["Ford", "Mill"]]);
        let cut = limit_of(ConstraintKind::Blockade, closed.clone()).unwrap();
        assert_eq!(stops(&cut), [vec!["Harbour", "Ford", "Mill"], vec!["at Mill"], vec!["at Ford"]]);
        let written = Scope { links: vec!["r 01".into()], ..closed };
        assert_eq!(stops(&limit_of(ConstraintKind::Closure, written).unwrap()), [["Ford", "Mill"]]);
        let one = Scope { links: links(), places: towns(&["Ford"]), ..Scope::default() };
        assert_eq!(stops(&limit_of(ConstraintKind::Damage, one).unwrap()), [["R1 at Ford"]]);
    }

    fn closed(places: Vec<Place>) -> Scope {
        Scope { links: vec!["R1".into()], places, ..Scope::default() }
    }

    #[test]
    fn a_road_told_of_beside_it_or_in_a_division_is_meant_there() {
        let beside = vec![place("Farm", PlaceKind::PopulatedPlace)];
        let beside = beside.into_iter().map(|p| Place { point: base::Coordinate::new(14.0, -10.4), ..p });
        let limit = limit_of(ConstraintKind::Damage, closed(beside.collect())).unwrap();
        assert_eq!(stops(&limit), [["R1 at Farm"]], "no stop of the road, and still not all of it");
        let west = closed(vec![place("The West", PlaceKind::Admin1)]);
        assert_eq!(stops(&limit_of(ConstraintKind::Toll, west).unwrap()), [["R1 at The West"]]);
        let border = closed(vec![place("Ghana–Togo border", PlaceKind::Area)]);
        assert_eq!(stops(&limit_of(ConstraintKind::Toll, border).unwrap()), [["R1 at Ghana–Togo border"]]);
        let whole = limit_of(ConstraintKind::Toll, closed(vec![])).unwrap();
        assert_eq!(stops(&whole), [["Harbour", "Ford", "Mill"]], "told of all of it");
    }

    #[test]
    fn a_number_told_in_another_country_is_not_the_road_of_the_case() {
        let country = |code: &str| base::Country::new(code);
        let farm = |code| {
            let farm = place("Farm", PlaceKind::PopulatedPlace);
            Place { country: country(code), point: base::Coordinate::new(14.0, -16.0), ..farm }
        };
        let text = CASE.replace("via = [", "country = \"MLI\"\nvia = [");
        let case = Case::parse(&text, Path::new("case.toml")).unwrap();
        let road = |scope: Scope| match limits(&case, constraint(ConstraintKind::Blockade, scope))
            .value
            .remove(0)
            .reaches
            .remove(0)
        {
            Reach::Road { stops, country, .. } => (stops.len(), country),
            other => panic!("{other:?}"),
        };
        assert_eq!(road(closed(vec![farm("SEN")])), (0, country("SEN")));
        assert_eq!(road(closed(vec![farm("MLI")])), (3, country("MLI")));
        assert_eq!(road(closed(vec![farm("SEN"), farm("MLI")])), (3, country("MLI")));
    }

    #[test]
    fn a_closed_border_without_a_post_is_that_of_its_countries() {
        let area = |name: &str| place(name, PlaceKind::Area);
        let nation = |name: &str, code: &str| Place {
            country: base::Country::new(code),
            ..place(name, PlaceKind::Country)
        };
        let closed = |places: Vec<Place>| {
            let scope = Scope { facilities: vec!["border".into()], places, ..Scope::default() };
            let sides = |r: Reach| match r {
                Reach::Frontier { countries, .. } => {
                    countries.iter().map(base::Country::to_string).collect::<Vec<_>>().join(" ")
                }
                other => other.name().to_owned(),
            };
            let limit = limit_of(ConstraintKind::Closure, scope);
            limit.map(|l| l.reaches.into_iter().map(sides).collect::<Vec<_>>()).unwrap_or_default()
        };
        assert_eq!(closed(vec![area("Ghana–Togo border")]), ["GHA TGO"]);
        assert_eq!(closed(vec![nation("Ghana", "GHA"), area("Togo border")]), ["TGO GHA"]);
        assert_eq!(closed(vec![nation("Ghana", "GHA")]), ["GHA"]);
        assert_eq!(closed(vec![area("Togo border")]), ["TGO"]);
        assert_eq!(closed(vec![area("Togo border"), place("Ford", PlaceKind::PopulatedPlace)]), ["Ford"]);
        assert!(closed(vec![area("The Steppe")]).is_empty());
    }

    #[test]
    fn goods_banned_by_their_origin_alone_are_stopped_where_they_leave_it() {
        let said = |part: &str, value: &str, claim: &str| events::ScopeEvidence {
            part: part.into(),
            value: value.into(),
            claims: vec![base::ClaimId::derive(&[claim])],
        };
        let banned = |evidence| {
            let scope = Scope { places: towns(&["Ford"]), evidence, ..Scope::default() };
            stops(&limit_of(ConstraintKind::CommodityBan, scope).unwrap())
        };
        let placed = vec![said("places", "Ford", "a"), said("origin_countries", "GHA", "a")];
        assert_eq!(banned(placed), [["at Ford"]], "what comes from there is banned at the place");
        let bare = vec![said("places", "Ford", "a"), said("origin_countries", "GHA", "b")];
        assert_eq!(banned(bare), [["at Ford"], ["at GHA border"]]);
    }

    #[test]
    fn a_road_that_only_its_ends_tell_goes_between_them() {
        let told = |name: &str| {
            let scope = Scope { links: vec![name.to_owned()], ..Scope::default() };
            stops(&limit_of(ConstraintKind::Closure, scope).unwrap())
        };
        assert_eq!(told("Ford–Mill"), [["Ford", "Mill"]], "along R1, which joins both");
        assert_eq!(told("Mill–Elsewhere"), [["Mill", "Elsewhere"]]);
    }

    #[test]
    fn schools_are_no_roads_and_borders_are_closed_at_their_posts() {
        let closed = |what: &str| Scope {
            facilities: vec![what.into()],
            places: towns(&["Ford"]),
            ..Scope::default()
        };
        for service in ["school", "health_centre"] {
            assert!(limit_of(ConstraintKind::Closure, closed(service)).is_none(), "{service}");
        }
        let border = limit_of(ConstraintKind::Closure, closed("border")).unwrap();
        assert!(matches!(border.reaches.as_slice(), [Reach::Border { post }] if post.name == "Ford"));
        assert!(limit_of(ConstraintKind::ImposedRules, closed("road")).is_none());
    }

    #[test]
    fn a_carrier_that_stops_stops_everywhere_and_what_has_no_place_is_told() {
        let case = Case::parse(CASE, Path::new("case.toml")).unwrap();
        let told = |kind, scope| limits(&case, constraint(kind, scope));
        let carrier = || Scope { operators: vec!["Rimbo".into()], ..Scope::default() };
        let stopped = told(ConstraintKind::OperatorSuspension, carrier());
        assert!(stopped.issues.is_empty());
        assert_eq!(stopped.value[0].reaches, [Reach::Everywhere]);
        let lost = told(ConstraintKind::Blockade, Scope::default());
        assert!(lost.value.is_empty());
        assert!(lost.issues[0].message.contains("blockade is told with no place"), "{:?}", lost.issues);
        let wide = Scope { places: vec![place("The West", PlaceKind::Admin1)], ..Scope::default() };
        let wide = told(ConstraintKind::Toll, wide);
        assert!(wide.issues[0].message.contains("nothing narrower than The West"), "{:?}", wide.issues);
        assert!(told(ConstraintKind::Checkpoint, Scope::default()).issues.is_empty());
    }

    #[test]
    fn a_curfew_of_a_division_is_an_area_and_a_toll_there_is_too_vague() {
        let west = || Scope { places: vec![place("The West", PlaceKind::Admin1)], ..Scope::default() };
        let curfew = limit_of(ConstraintKind::Curfew, west()).unwrap();
        let [Reach::Area { inside, outside, .. }] = curfew.reaches.as_slice() else { panic!("{curfew:?}") };
        assert_eq!((inside.len(), outside.len()), (1, 1));
        assert!(limit_of(ConstraintKind::Toll, west()).is_none());
    }

    #[test]
    fn a_denial_before_the_lifting_disputes_it_no_longer_and_one_after_it_does() {
        use ConstraintStatus::{Denied, InForce, Lifted};
        let disputed = |steps: [ConstraintStatus; 3]| {
            let lifted = Constraint {
                status: Lifted,
                disputed: true,
                history: steps.map(|s| told(s, "a")).into(),
                ..constraint(ConstraintKind::Blockade, Scope::default())
            };
            is_disputed(&lifted)
        };
        assert!(!disputed([InForce, Denied, Lifted]));
        assert!(disputed([InForce, Lifted, Denied]));
        let held = constraint(ConstraintKind::Blockade, Scope::default());
        assert!(is_disputed(&Constraint { disputed: true, ..held }));
    }

    #[test]
    fn both_sides_and_their_claims_are_kept() {
        let limit =
            limit_of(ConstraintKind::Blockade, Scope { places: towns(&["Ford"]), ..Scope::default() });
        let sides = limit.unwrap().sides;
        assert_eq!(sides.iter().map(|s| s.status).collect::<Vec<_>>(), [Stage::InForce, Stage::Denied]);
        assert!(sides.iter().all(|s| s.evidence.len() == 1 && s.by == ["someone"]));
    }
}
