//! What is reported of corridors: by month for any traffic, and by class on the day for readers of AMBER.

use super::super::places::Grain;
use super::super::words::{both, spelled};
use super::Ground;
use super::tell::Told;
use exchange::alerts::{Cited, Observation, Value};
use letter::{Corridor, Finding};

pub(super) fn all(ground: &Ground<'_>) -> Vec<Observation> {
    ground.found.roads.corridors.iter().flat_map(|of| observations(ground, of)).collect()
}

fn observations(ground: &Ground<'_>, of: &Finding<Corridor>) -> Vec<Observation> {
    let told = of.content();
    let entry = ground.case.corridors.iter().find(|c| c.name.en == told.name.en);
    let waypoints: Vec<(&str, Option<base::PlaceKind>)> =
        entry.iter().flat_map(|e| &e.waypoints).map(|w| (w.as_str(), None)).collect();
    let names: Vec<String> = [told.name.fr.clone(), told.name.en.clone()]
        .into_iter()
        .chain(entry.iter().flat_map(|e| e.aliases.clone()))
        .collect();
    let subject = format!("corridor:{}", base::fold_key(&told.name.en));
    let mut out = Vec::new();
    if let Some(last) = told.months.last() {
        let state = spelled(last.state);
        let headline = both(|t| {
            let args = [
                ("name", t.title(&told.name)),
                ("state", t.name("passable", &state)),
                ("month", t.month(last.month)),
            ];
            t.tell("alert-head-corridor", args)
        });
        out.push(ground.observation(Told {
            subject: subject.clone(),
            value: Value::Corridor { class: None, state: state.clone() },
            at: ground.places.locate(waypoints.clone(), Grain::Region),
            notes: of.notes(),
            id: None,
            headline,
            lines: vec![both(|t| t.say("alert-corridor-month"))],
            names: names.clone(),
            sources: Vec::new(),
        }));
    }
    // A letter holds classes for readers of AMBER only.
    for class in &told.classes {
        let state = spelled(class.state);
        let headline = both(|t| {
            let args = [
                ("name", t.title(&told.name)),
                ("class", t.name("vehicle-class", &class.class)),
                ("state", t.name("passable", &state)),
                ("day", t.day(ground.day)),
            ];
            t.tell("alert-head-corridor-class", args)
        });
        out.push(ground.observation(Told {
            subject: format!("{subject}/{}", class.class),
            value: Value::Corridor { class: Some(class.class.clone()), state },
            at: ground.places.locate(waypoints.clone(), Grain::Region),
            notes: of.notes(),
            id: None,
            headline,
            lines: vec![both(|t| t.say("alert-corridor-class"))],
            names: names.clone(),
            sources: Vec::new(),
        }));
    }
    // Of what nobody tells there is no source to cite, and what was said before stands.
    for seen in out.iter_mut().filter(|o| o.sources.is_empty()) {
        if matches!(&seen.value, Value::Corridor { state, .. } if state == "unknown") {
            let publisher = ground.case.head.title.en.clone();
            seen.sources.push(Cited { publisher, title: String::new(), published: None, url: None });
        }
    }
    out
}
