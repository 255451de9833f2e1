//! « L’essentiel »: up to five lines, each counted from findings and leading to them.

use super::desk::Desk;
use super::numbering::Call;
use crate::words::{count, say_date};
use crate::{Constraint, Finding, Kind, Level, Occurrence, Section, Status};
use serde::Serialize;

/// A line of the summary with the section that it counts, and the footnotes of what it names.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Brief {
    pub text: String,
    pub section: &'static str,
    pub calls: Vec<Call>,
}

impl Brief {
    fn of(section: &'static str, text: String) -> Self {
        Self { text, section, calls: Vec::new() }
    }
}

pub(super) fn summary(desk: &mut Desk<'_>) -> Vec<Brief> {
    let mut lines: Vec<Brief> =
        [chronology(desk), best(desk), constraints(desk), contradictions(desk), reserved(desk)]
            .into_iter()
            .flatten()
            .collect();
    if lines.is_empty() {
        lines.push(Brief::of("chronology", desk.messages.say("brief-empty")));
    }
    lines
}

fn chronology(desk: &Desk<'_>) -> Option<Brief> {
    let events = desk.occurrences(Section::Chronology);
    let of = |kind| events.iter().filter(|f| f.content().kind == kind).count();
    let single = events.iter().filter(|f| f.content().support.origins == 1).count();
    let text = desk.messages.tell(
        "brief-chronology",
        [
            ("events", count(events.len())),
            ("incidents", count(of(Kind::Incident))),
            ("measures", count(of(Kind::Measure))),
            ("single", count(single)),
        ],
    );
    (!events.is_empty()).then(|| Brief::of("chronology", text))
}

/// The dated event that most origins tell; the more recent of two.
fn best(desk: &mut Desk<'_>) -> Option<Brief> {
    let events = desk.occurrences(Section::Chronology);
    let rank = |f: &&&Finding<Occurrence>| {
        let support = f.content().support;
        (support.origins, std::cmp::Reverse(support.credibility), support.documents)
    };
    let best = *events.iter().filter(|f| f.content().support.origins > 1).max_by_key(rank)?;
    let of = best.content();
    let parts = [
        desk.messages.name("type", &of.subject),
        desk.places(&of.places),
        of.date.map(|d| say_date(desk.messages, &d)).unwrap_or_default(),
    ];
    let what = parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ");
    let support = desk.sure(&of.support).words;
    let text = desk.messages.tell("brief-best", [("what", what.into()), ("support", support.into())]);
    let calls = desk.cite(best.notes());
    Some(Brief { text, section: "chronology", calls })
}

fn constraints(desk: &Desk<'_>) -> Option<Brief> {
    let all = desk.constraints();
    let told = |status: Status| {
        let of = |f: &&&Finding<Constraint>| f.content().told.iter().any(|t| t.content().status == status);
        all.iter().filter(of).count()
    };
    let mut statuses: Vec<Status> =
        all.iter().flat_map(|f| &f.content().told).map(|t| t.content().status).collect();
    statuses.sort();
    statuses.dedup();
    let state = |status: Status| {
        let name = desk.messages.word("status", status);
        desk.messages.tell("brief-state", [("n", count(told(status))), ("status", name.into())])
    };
    let states: Vec<String> = statuses.into_iter().map(state).collect();
    let text = desk.messages.tell(
        "brief-constraints",
        [("constraints", count(all.len())), ("states", desk.messages.list(&states).into())],
    );
    (!all.is_empty()).then(|| Brief::of("constraints", text))
}

fn contradictions(desk: &Desk<'_>) -> Option<Brief> {
    let all = desk.contradictions();
    let high = all.iter().filter(|f| f.content().severity == Level::High).count();
    let mut kinds: Vec<String> = Vec::new();
    for finding in &all {
        let name = desk.messages.word("contradiction", finding.content().kind).to_lowercase();
        if !kinds.contains(&name) {
            kinds.push(name);
        }
    }
    let text = desk.messages.tell(
        "brief-contradictions",
        [
            ("contradictions", count(all.len())),
            ("high", count(high)),
            ("kinds", desk.messages.apart(&kinds).into()),
        ],
    );
    (!all.is_empty()).then(|| Brief::of("contradictions", text))
}

fn reserved(desk: &Desk<'_>) -> Option<Brief> {
    let n = desk.occurrences(Section::Reserved).len();
    let text = desk.messages.tell("brief-reserved", [("reserved", count(n))]);
    (n > 0).then(|| Brief::of("reserved", text))
}
