//! Contradictions of which a side is told by a source graded A.

use super::super::places::Grain;
use super::super::words::{Tongue, both, spelled};
use super::Ground;
use super::constraint::named;
use super::tell::Told;
use base::Reliability;
use exchange::alerts::{Observation, Texts, Value};
use letter::{Contradiction, Finding, Place, SideValue};

/// Sides that are told at most.
const SIDES: usize = 4;

pub(super) fn all(ground: &Ground<'_>) -> Vec<Observation> {
    let graded = ground.found.contradictions.iter().filter(|of| graded_a(ground, of));
    graded.map(|of| observation(ground, of)).collect()
}

fn graded_a(ground: &Ground<'_>, of: &Finding<Contradiction>) -> bool {
    let quotes = ground.found.notes.iter().filter(|n| of.notes().contains(&n.id)).filter_map(|n| n.quote());
    quotes.into_iter().any(|q| q.reliability == Reliability::A)
}

fn observation(ground: &Ground<'_>, of: &Finding<Contradiction>) -> Observation {
    let told = of.content();
    let mut places: Vec<Place> = Vec::new();
    for place in told.about.iter().flat_map(|a| &a.places) {
        if !places.contains(place) {
            places.push(place.clone());
        }
    }
    let (kind, severity) = (spelled(told.kind), spelled(told.severity));
    let headline = both(|t| {
        let args = [("kind", t.name("contradiction", &kind)), ("places", named(t, ground, &places))];
        t.tell(
            if places.is_empty() { "alert-head-contradiction-nowhere" } else { "alert-head-contradiction" },
            args,
        )
    });
    let mut lines =
        vec![both(|t| t.tell("alert-contradiction-note", [("severity", t.name("severity", &severity))]))];
    lines.extend(told.sides.iter().take(SIDES).filter_map(|s| side(s.content())));
    ground.observation(Told {
        subject: subject(ground, of.id(), &kind),
        value: Value::Contradiction { of: kind, severity, graded_a: true },
        at: ground.places.locate(places.iter().map(|p| (p.name.as_str(), p.kind)), Grain::District),
        notes: of.notes(),
        id: Some(of.id().to_owned()),
        headline,
        lines,
        names: Vec::new(),
        sources: Vec::new(),
    })
}

/// By what it is about: the id of a contradiction changes with every document that tells one of its sides.
fn subject(ground: &Ground<'_>, id: &str, kind: &str) -> String {
    let own = ground.view.resolution.contradictions.iter().find(|c| c.id.as_str() == id);
    let mut events: Vec<&str> = own.iter().flat_map(|c| &c.events).map(|e| e.as_str()).collect();
    events.sort_unstable();
    match events.is_empty() {
        true => id.to_owned(),
        false => format!("{kind}:{}", events.join("+")),
    }
}

/// What a side says, where it is a day, a number or a way of putting it; words of documents stay in the case.
fn side(of: &SideValue) -> Option<Texts> {
    let says = |t: Tongue| match of {
        SideValue::Date { date } => Some(t.interval(date)),
        SideValue::Modality { modality } => Some(t.name("modality", modality.as_str())),
        SideValue::Amount { amount } => Some(format!("{} {}", t.number(amount.value), t.unit(&amount.unit))),
        SideValue::Words { .. } => None,
    };
    let told = both(|t| {
        says(t).map_or_else(String::new, |side| t.tell("alert-contradiction-side", [("side", side)]))
    });
    (!told.en.is_empty()).then_some(told)
}
