//! Where a measure holds when whoever imposes it is named with a place: "the governor of X imposed a curfew in Y".

use super::fill;
use super::lexicon::{Class, LEXICON};
use super::scene::{PlaceAt, Scene};
use crate::ActorKind;
use crate::claim::ClaimPlace;
use base::{GeoPrecision, PlaceKind};
use std::ops::Range;
use std::sync::LazyLock;

static OFFICE: LazyLock<Class> = LazyLock::new(|| LEXICON.class("word.office"));
static GOVERNED: LazyLock<Class> = LazyLock::new(|| LEXICON.class("word.governed"));

/// Words that may stand between an office and its place: "governor of the region of X".
const TIES: [&str; 12] =
    ["de", "du", "d'", "des", "la", "le", "of", "the", "region", "ville", "city", "cercle"];

/// How far an office may stand from its place, in bytes.
const BESIDE: usize = 24;

/// The places of a measure's clause. That of an office stands for the division that it governs where the clause says "in
/// the region", and for nothing where it names others.
pub(super) fn places(
    scene: &Scene<'_>,
    clause: &Range<usize>,
    view: impl Fn(&PlaceAt<'_>) -> ClaimPlace,
) -> Vec<ClaimPlace> {
    let all = scene.places_in(clause);
    let (offices, others): (Vec<&PlaceAt<'_>>, Vec<&PlaceAt<'_>>) =
        all.iter().partition(|p| is_of_office(scene, clause, p));
    let mut found: Vec<ClaimPlace> = others.iter().map(|p| view(p)).collect();
    let whole = scene.of_class(*GOVERNED, clause).any(|hit| !names_its_own(scene, hit.end));
    let divisions: Vec<ClaimPlace> =
        offices.iter().filter(|_| whole).filter_map(|p| division(scene, p)).collect();
    let elsewhere = found.iter().any(|p| p.kind != Some(PlaceKind::Country));
    if !divisions.is_empty() {
        found.extend(divisions);
    } else if !elsewhere {
        return all.iter().map(view).collect();
    }
    found
}

/// « la région de Z » names its own.
fn names_its_own(scene: &Scene<'_>, end: usize) -> bool {
    let rest = scene.blank.get(end..).unwrap_or("");
    [" of ", " de ", " du ", " d'"].iter().any(|w| rest.starts_with(w))
}

/// Whether a place is part of an authority's name, or an office stands right before or after it.
fn is_of_office(scene: &Scene<'_>, clause: &Range<usize>, place: &PlaceAt<'_>) -> bool {
    let at = &place.range;
    let holds = |a: &super::actors::ActorAt| {
        a.kind == ActorKind::Authority && a.range.start <= at.start && at.end <= a.range.end
    };
    let window = clause.start.max(at.start.saturating_sub(BESIDE + 20))..clause.end.min(at.end + BESIDE);
    if scene.actors_in(&window).iter().any(holds) {
        return true;
    }
    let tied = |text: &str| text.replace("d'", "d' ").split_whitespace().all(|word| TIES.contains(&word));
    scene.of_class(*OFFICE, &window).any(|hit| {
        let before = hit.end <= at.start && tied(scene.text(&(hit.end..at.start)));
        let within = at.start <= hit.start && hit.end <= at.end;
        let after = at.end <= hit.start && ["", "'", "'s"].contains(&scene.text(&(at.end..hit.start)).trim());
        before || within || after
    })
}

/// The first-level division that a place is or lies in.
fn division(scene: &Scene<'_>, place: &PlaceAt<'_>) -> Option<ClaimPlace> {
    let resolved = place.mention.resolved.as_ref()?;
    let own = fill::claim_place(scene, place, "area");
    if resolved.kind == PlaceKind::Admin1 {
        return Some(own);
    }
    let name = resolved.admin1.clone()?;
    Some(ClaimPlace {
        name,
        kind: Some(PlaceKind::Admin1),
        point: None,
        precision: GeoPrecision::Admin1,
        ..own
    })
}
