//! Access constraints with their status. Of kinds that show where forces stand none is told.

use super::super::places::Grain;
use super::super::words::{Tongue, both, spelled};
use super::Ground;
use super::tell::{Told, line};
use crate::on_day::of_holdings;
use crate::show::hidden_events;
use events::Constraint;
use exchange::alerts::{Observation, Value};
use letter::{Finding, Place};

/// Names of places in a headline at most.
const NAMED: usize = 3;

pub(super) fn all(ground: &Ground<'_>) -> Vec<Observation> {
    let found = of_holdings(ground.view, ground.case, Some(ground.day), events::constraints);
    let hidden = hidden_events(ground.view);
    let shown = |c: &&Constraint| !c.kind.is_positions() && !c.events.iter().any(|e| hidden.contains(e));
    found.iter().filter(shown).filter_map(|c| observation(ground, c)).collect()
}

fn observation(ground: &Ground<'_>, of: &Constraint) -> Option<Observation> {
    let own = |f: &&Finding<letter::Constraint>| of.events.iter().any(|e| e.as_str() == f.id());
    let finding = ground.found.constraints.iter().find(own)?;
    let told = finding.content();
    let places = told.places.iter().map(|p| (p.name.as_str(), p.kind));
    let at = ground.places.locate(places, Grain::District);
    let kind = of.kind.as_str();
    let status = spelled(of.status);
    let headline = both(|t| headline(t, ground, (kind, &status, of.disputed), &told.places));
    let concerns: Vec<&str> = told.concerns.iter().map(|w| w.text.as_str()).collect();
    let lines = [
        line(told.since, |t, day| t.tell("alert-since", [("day", t.day(*day))])),
        line(told.last_told, |t, day| t.tell("alert-last", [("day", t.day(*day))])),
        line((!concerns.is_empty()).then(|| concerns.join("; ")), |t, what| {
            t.tell("alert-concerns", [("what", what.clone())])
        }),
        of.disputed.then(|| both(|t| t.say("alert-disputed-note"))),
    ];
    Some(ground.observation(Told {
        subject: of.id.to_string(),
        value: Value::Constraint { of: kind.to_owned(), status, disputed: of.disputed },
        at,
        notes: finding.notes(),
        id: Some(of.id.to_string()),
        headline,
        lines: lines.into_iter().flatten().collect(),
        names: Vec::new(),
        sources: Vec::new(),
    }))
}

fn headline(
    t: Tongue,
    ground: &Ground<'_>,
    (kind, status, disputed): (&str, &str, bool),
    at: &[Place],
) -> String {
    let gender = t.say(&format!("constraint-{kind}.gender"));
    let mut status = t.tell(&format!("status-{status}"), [("gender", gender)]);
    if disputed {
        status = t.tell("alert-disputed", [("status", status)]);
    }
    let args = [("kind", t.name("constraint", kind)), ("status", status), ("places", named(t, ground, at))];
    t.tell(if at.is_empty() { "alert-head-constraint-nowhere" } else { "alert-head-constraint" }, args)
}

/// The first few names of places, and an ellipsis for more.
pub(super) fn named(t: Tongue, ground: &Ground<'_>, at: &[Place]) -> String {
    let mut names: Vec<String> = at.iter().map(|p| t.pick(&ground.places.called(&p.name))).collect();
    names.dedup();
    let more = if names.len() > NAMED { ", …" } else { "" };
    names.truncate(NAMED);
    format!("{}{more}", names.join(", "))
}
