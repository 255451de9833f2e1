//! Constraints as limits of links.

use super::reach::{Told, Widest, all};
use base::PlaceKind;
use corridors::{DayHours, Limit, LimitSide, Reach, Spot, Stage};
use events::{Constraint, ConstraintKind, ConstraintStatus, Reserve};
use evidence::Vocabulary;
use std::collections::{BTreeMap, BTreeSet};

/// The constraints that say anything of links.
pub fn limits(constraints: &[Constraint], vocabulary: &Vocabulary) -> Vec<Limit> {
    constraints.iter().filter(|c| is_of_roads(c)).filter_map(|c| limit(c, vocabulary)).collect()
}

/// Whether it concerns those who move: a closed school or market is no closed road.
fn is_of_roads(constraint: &Constraint) -> bool {
    let closed = &constraint.scope.facilities;
    let ways = ["border", "road", "bridge"];
    let passage = closed.is_empty() || closed.iter().any(|f| ways.contains(&f.as_str()));
    corridors::concerns_links(constraint.kind.as_str())
        && (constraint.kind != ConstraintKind::Closure || passage)
}

fn limit(constraint: &Constraint, vocabulary: &Vocabulary) -> Option<Limit> {
    let scope = &constraint.scope;
    let reaches = reaches(constraint, vocabulary);
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
        disputed: constraint.disputed,
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

/// Where it holds. A closed border is closed at its posts; a rule of a division or country holds on its roads.
fn reaches(constraint: &Constraint, vocabulary: &Vocabulary) -> Vec<Reach> {
    use ConstraintKind::{Blockade, CommodityBan, Curfew};
    let scope = &constraint.scope;
    let roads: Vec<&str> = scope.links.iter().chain(&scope.corridors).map(String::as_str).collect();
    let border = constraint.kind == ConstraintKind::Closure && scope.facilities.iter().any(|f| f == "border");
    if border {
        let posts = scope
            .places
            .iter()
            .filter(|p| matches!(p.kind, Some(PlaceKind::BorderCrossing | PlaceKind::PopulatedPlace)));
        return posts
            .map(|p| Reach::Border { post: Spot { name: p.name.clone(), point: p.point } })
            .collect();
    }
    let told = scope.places.iter();
    let places: Vec<Told<'_>> =
        told.map(|p| Told { name: &p.name, kind: p.kind, point: p.point, precision: p.precision }).collect();
    let widest = match constraint.kind {
        CommodityBan => Widest::Country,
        Curfew | Blockade => Widest::Division,
        _ => Widest::Spot,
    };
    let narrow = !matches!(constraint.kind, Blockade | CommodityBan | Curfew);
    all(vocabulary, &roads, &places, widest, narrow)
}

#[cfg(test)]
mod tests {
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

    fn limit_of(kind: ConstraintKind, scope: Scope) -> Option<Limit> {
        let case = Case::parse(CASE, Path::new("case.toml")).unwrap();
        limits(&[constraint(kind, scope)], &case.vocabulary).pop()
    }

    fn towns(names: &[&str]) -> Vec<Place> {
        names.iter().map(|n| place(n, PlaceKind::PopulatedPlace)).collect()
    }

    fn stops(limit: &Limit) -> Vec<Vec<String>> {
        let stops = |r: &Reach| match r {
            Reach::Road { stops, .. } => stops.iter().map(|s| s.name.clone()).collect(),
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
        assert_eq!(stops(&limit_of(ConstraintKind::Damage, one).unwrap()), [["at Ford"]]);
    }

    #[test]
    fn schools_are_no_roads_and_borders_are_closed_at_their_posts() {
        let closed = |what: &str| Scope {
            facilities: vec![what.into()],
            places: towns(&["Ford"]),
            ..Scope::default()
        };
        assert!(limit_of(ConstraintKind::Closure, closed("school")).is_none());
        let border = limit_of(ConstraintKind::Closure, closed("border")).unwrap();
        assert!(matches!(border.reaches.as_slice(), [Reach::Border { post }] if post.name == "Ford"));
        assert!(limit_of(ConstraintKind::ImposedRules, closed("road")).is_none());
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
    fn both_sides_and_their_claims_are_kept() {
        let limit =
            limit_of(ConstraintKind::Blockade, Scope { places: towns(&["Ford"]), ..Scope::default() });
        let sides = limit.unwrap().sides;
        assert_eq!(sides.iter().map(|s| s.status).collect::<Vec<_>>(), [Stage::InForce, Stage::Denied]);
        assert!(sides.iter().all(|s| s.evidence.len() == 1 && s.by == ["someone"]));
    }
}
