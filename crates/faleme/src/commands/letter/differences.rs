//! What one letter's findings hold that another's do not.

use base::{Date, Interval};
use letter::{Constraint, Contradiction, ContradictionKind, Finding, Findings, NoteId, Place, Status, Told};
use serde::Serialize;
use std::collections::BTreeSet;

/// What changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A constraint not held before.
    NewConstraint,
    /// A constraint that was lifted or has lapsed.
    EndedConstraint,
    /// A constraint of which another status is told.
    Status,
    /// An event, statement, effect or figure not held before.
    NewEvent,
    /// A contradiction not held before.
    NewContradiction,
    /// A recommendation or commitment not held before.
    NewResponse,
    /// One whose status changed.
    ResponseStatus,
    /// A judgement not held before.
    NewJudgement,
    /// What was held before, and is no longer.
    Withdrawn,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Difference {
    /// What changed.
    pub change: Kind,
    /// Id of what changed.
    pub id: String,
    /// What it is: kind of constraint, type of event, words of a response.
    pub what: String,
    /// Where.
    pub places: Vec<String>,
    /// When.
    pub date: Option<Interval>,
    /// The status before.
    pub was: Option<String>,
    /// The status now.
    pub now: Option<String>,
    /// The footnotes that it rests on.
    pub notes: Vec<NoteId>,
    #[serde(skip)]
    pub statuses: Option<(Status, Status)>,
}

impl Difference {
    fn of<T>(change: Kind, finding: &Finding<T>, what: String) -> Self {
        Self {
            change,
            id: finding.id().to_owned(),
            what,
            places: Vec::new(),
            date: None,
            was: None,
            now: None,
            notes: finding.notes().to_vec(),
            statuses: None,
        }
    }
}

/// Constraints, events, contradictions, responses, judgements; then what is no longer held.
pub fn differences(was: &Findings, now: &Findings) -> Vec<Difference> {
    let mut out: Vec<Difference> = now.constraints.iter().filter_map(|f| constraint(was, f)).collect();
    for finding in new(&was.occurrences, &now.occurrences) {
        let of = finding.content();
        let mut one = Difference::of(Kind::NewEvent, finding, of.subject.clone());
        (one.places, one.date) = (names(&of.places), of.date);
        out.push(one);
    }
    let before = Sides::of(&was.contradictions);
    for finding in now.contradictions.iter().filter(|f| !before.hold(f)) {
        let of = finding.content();
        let mut one = Difference::of(Kind::NewContradiction, finding, spelled(of.kind));
        one.places = of.about.iter().flat_map(|about| names(&about.places)).collect();
        out.push(one);
    }
    out.extend(responses(was, now));
    let judged = |f| Difference::of(Kind::NewJudgement, f, letter::Judgement::clone(f.content()).says.en);
    out.extend(new(&was.judgements, &now.judgements).map(judged));
    out.extend(withdrawn(was, now));
    out
}

fn new<'n, T>(was: &[Finding<T>], now: &'n [Finding<T>]) -> impl Iterator<Item = &'n Finding<T>> {
    let known: BTreeSet<String> = was.iter().map(|f| f.id().to_owned()).collect();
    now.iter().filter(move |f| !known.contains(f.id()))
}

/// The same constraint: an earlier telling that is found later gives it another id.
fn same(a: &Finding<Constraint>, b: &Finding<Constraint>) -> bool {
    let told =
        |f: &Finding<Constraint>| f.content().told.iter().map(|t| t.id().to_owned()).collect::<BTreeSet<_>>();
    a.id() == b.id() || (a.content().kind == b.content().kind && !told(a).is_disjoint(&told(b)))
}

/// Contradictions by their ids, and by what they rest on: a side that joins one later gives it another id.
struct Sides<'f> {
    ids: BTreeSet<&'f str>,
    notes: BTreeSet<(ContradictionKind, &'f NoteId)>,
}

impl<'f> Sides<'f> {
    fn of(all: &'f [Finding<Contradiction>]) -> Self {
        let notes = all.iter().flat_map(|f| f.notes().iter().map(move |note| (f.content().kind, note)));
        Self { ids: all.iter().map(Finding::id).collect(), notes: notes.collect() }
    }

    /// Whether one of them is the same.
    fn hold(&self, one: &Finding<Contradiction>) -> bool {
        let kind = one.content().kind;
        self.ids.contains(one.id()) || one.notes().iter().any(|note| self.notes.contains(&(kind, note)))
    }
}

fn constraint(was: &Findings, now: &Finding<Constraint>) -> Option<Difference> {
    let before = was.constraints.iter().find(|f| same(f, now));
    let of = now.content();
    let mut one = Difference::of(Kind::NewConstraint, now, spelled(of.kind));
    (one.places, one.date) = (names(&of.places), of.since.map(Interval::since));
    let Some(before) = before else {
        one.now = latest(&of.told).map(|t| spelled(t.content().status));
        return Some(one);
    };
    let (old, fresh) = moved(before.content(), of)?;
    one.change = match fresh.content().status {
        Status::Lifted | Status::Lapsed => Kind::EndedConstraint,
        _ => Kind::Status,
    };
    let statuses = (old, fresh.content().status);
    (one.was, one.now) = (Some(spelled(statuses.0)), Some(spelled(statuses.1)));
    one.date = fresh.content().date;
    one.notes = fresh.notes().to_vec();
    one.statuses = Some(statuses);
    Some(one)
}

/// The last status told then, and the telling of another that was not told then. What is told late of an earlier day
/// changes no status.
fn moved<'n>(was: &Constraint, now: &'n Constraint) -> Option<(Status, &'n Finding<Told>)> {
    let old = latest(&was.told)?;
    let known: BTreeSet<Status> = was.told.iter().map(|t| t.content().status).collect();
    let later = |t: &&Finding<Told>| first(t).is_none() || first(t) >= first(old);
    let fresh = now.told.iter().filter(|t| !known.contains(&t.content().status)).filter(later);
    let now = last(fresh).or_else(|| latest(&now.told).filter(later))?;
    let old = old.content().status;
    (now.content().status != old).then_some((old, now))
}

fn first(told: &Finding<Told>) -> Option<Date> {
    told.content().date.and_then(|d| d.first())
}

fn latest(told: &[Finding<Told>]) -> Option<&Finding<Told>> {
    last(told.iter())
}

/// The telling of the latest day; of equals the last.
fn last<'t>(told: impl Iterator<Item = &'t Finding<Told>>) -> Option<&'t Finding<Told>> {
    told.max_by_key(|t| first(t))
}

fn responses(was: &Findings, now: &Findings) -> Vec<Difference> {
    let mut out = Vec::new();
    for finding in &now.responses {
        let of = finding.content();
        let before =
            was.responses.iter().find(|f| f.id() == finding.id()).map(|f| f.content().status.clone());
        if before.as_ref() == Some(&of.status) {
            continue;
        }
        let kind = if before.is_some() { Kind::ResponseStatus } else { Kind::NewResponse };
        let mut one = Difference::of(kind, finding, of.says.en.clone());
        (one.was, one.now) = (before, Some(of.status.clone()));
        one.date = of.last_confirmed.map(Interval::day);
        out.push(one);
    }
    out
}

/// What the other findings hold and these do not, each id once.
fn withdrawn(was: &Findings, now: &Findings) -> Vec<Difference> {
    let mut seen: BTreeSet<String> = now.occurrences.iter().map(|f| f.id().to_owned()).collect();
    let mut out = Vec::new();
    for gone in was.constraints.iter().filter(|f| !now.constraints.iter().any(|n| same(f, n))) {
        if seen.insert(gone.id().to_owned()) {
            let mut one = Difference::of(Kind::Withdrawn, gone, spelled(gone.content().kind));
            one.places = names(&gone.content().places);
            out.push(one);
        }
    }
    for gone in new(&now.occurrences, &was.occurrences) {
        if seen.insert(gone.id().to_owned()) {
            let mut one = Difference::of(Kind::Withdrawn, gone, gone.content().subject.clone());
            (one.places, one.date) = (names(&gone.content().places), gone.content().date);
            out.push(one);
        }
    }
    let sides = Sides::of(&now.contradictions);
    let contradictions = was.contradictions.iter().filter(|f| !sides.hold(f));
    out.extend(contradictions.map(|f| Difference::of(Kind::Withdrawn, f, spelled(f.content().kind))));
    let judgements = new(&now.judgements, &was.judgements);
    out.extend(judgements.map(|f| Difference::of(Kind::Withdrawn, f, f.content().says.en.clone())));
    let responses = new(&now.responses, &was.responses);
    out.extend(responses.map(|f| Difference::of(Kind::Withdrawn, f, f.content().says.en.clone())));
    out
}

fn names(places: &[Place]) -> Vec<String> {
    places.iter().map(|p| p.name.clone()).collect()
}

fn spelled(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}
