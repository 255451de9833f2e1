//! The history of a constraint: its steps in order, and the status that they lead to.

use super::{ConstraintKind, ConstraintStatus, Reserve, Step, Told};
use crate::Cited;
use crate::holdings::Book;
use crate::positions::months;
use base::{Date, Interval};
use evidence::ActorKind;
use std::collections::{BTreeMap, BTreeSet};

/// Tellings that share all of this are one step; undated ones, if published on one day.
type Key = (ConstraintStatus, Option<Reserve>, bool, Option<(Option<Date>, Option<Date>)>, Option<Date>);

/// The steps told, in order.
pub(super) fn steps(book: &Book<'_>, kind: ConstraintKind, told: &[Told<'_>]) -> Vec<Step> {
    let mut groups: BTreeMap<Key, Vec<&Told<'_>>> = BTreeMap::new();
    for one in told {
        let hidden = kind.is_positions() || book.withheld(one.claim);
        let date = one.claim.date.map(|d| if hidden { months(d) } else { d });
        let published = book.published(one.claim).filter(|_| date.is_none());
        let t = one.telling;
        let key = (t.status, t.reserve, t.extended, date.map(|d| (d.start, d.end)), published);
        groups.entry(key).or_default().push(one);
    }
    let mut steps: Vec<Step> = groups.iter().map(|(key, told)| step(book, kind, key, told)).collect();
    steps.sort_by(|a, b| order(a).cmp(&order(b)));
    run_together(steps)
}

fn step(book: &Book<'_>, kind: ConstraintKind, key: &Key, told: &[&Told<'_>]) -> Step {
    let mut evidence: Vec<(Option<Date>, Cited)> =
        told.iter().map(|t| (book.published(t.claim), book.cite(t.claim, kind.is_positions()))).collect();
    evidence.sort();
    let days = || evidence.iter().filter_map(|(on, _)| *on);
    let published = days().min().zip(days().max()).map(|(a, b)| Interval::between(a, b));
    let by: BTreeSet<String> = told.iter().filter_map(|t| book.by(t.claim)).collect();
    let positions = kind.is_positions() || told.iter().any(|t| book.withheld(t.claim));
    Step {
        date: key.3.map(|(start, end)| Interval { start, end }),
        status: key.0,
        reserve: key.1,
        extended: key.2,
        term: told
            .iter()
            .filter_map(|t| t.telling.term)
            .max()
            .map(|on| if positions { on.last_of_month() } else { on }),
        by: by.into_iter().collect(),
        published: if positions { published.map(months) } else { published },
        evidence: evidence.into_iter().map(|(_, cited)| cited).collect(),
    }
}

type Order<'a> = (Option<Date>, ConstraintStatus, Option<Reserve>, Option<Date>, &'a [Cited]);

fn order(step: &Step) -> Order<'_> {
    (step.day(), step.status, step.reserve, step.date.and_then(|d| d.end), &step.evidence)
}

/// Undated steps that follow each other and say the same are one.
fn run_together(steps: Vec<Step>) -> Vec<Step> {
    let mut out: Vec<Step> = Vec::new();
    for step in steps {
        let same = |last: &Step| {
            let undated = last.date.is_none() && step.date.is_none();
            undated
                && (last.status, last.reserve, last.extended) == (step.status, step.reserve, step.extended)
        };
        match out.last_mut().filter(|last| same(last)) {
            Some(last) => {
                let by: BTreeSet<String> = last.by.drain(..).chain(step.by).collect();
                last.by = by.into_iter().collect();
                last.published = hull(last.published, step.published);
                last.evidence.extend(step.evidence);
            }
            None => out.push(step),
        }
    }
    out
}

fn hull(a: Option<Interval>, b: Option<Interval>) -> Option<Interval> {
    let (Some(a), Some(b)) = (a, b) else { return a.or(b) };
    Some(Interval { start: a.start.min(b.start), end: a.end.max(b.end) })
}

/// Where the steps lead to.
pub(super) struct Now {
    pub status: ConstraintStatus,
    pub reserve: Option<Reserve>,
    pub disputed: bool,
    /// The last day of the term in force, if it has one.
    until: Option<Date>,
    /// When it was lifted, or the last day of its term that has passed.
    ended: Option<Date>,
}

/// The status that the steps lead to: by the plain ones, else by those told with reserve. A denial alone denies; beside
/// others it disputes, unless it is the author's own. So does a lifting told by whoever stands against its author.
pub(super) fn current(book: &Book<'_>, history: &[Step]) -> Now {
    use ConstraintStatus::{Denied, Lifted};
    let says_so = |s: &&Step| s.status.is_so();
    let authors: BTreeSet<&String> = history.iter().filter(says_so).flat_map(|s| &s.by).collect();
    let own = |s: &Step| s.by.iter().any(|by| authors.contains(by));
    let denied = history.iter().any(|s| s.status == Denied);
    let others_deny = history.iter().any(|s| s.status == Denied && !own(s));
    let against = |s: &Step| {
        let told_by = |by: &String| authors.iter().any(|author| stand_against(book, author, by));
        s.status == Lifted && !own(s) && !s.by.is_empty() && s.by.iter().all(told_by)
    };
    let others_lift = history.iter().any(against);
    let told: Vec<&Step> = history.iter().filter(|s| (s.status != Denied || own(s)) && !against(s)).collect();
    let plain: Vec<&Step> = told.iter().copied().filter(|s| s.reserve.is_none()).collect();
    let (used, reserve) =
        if plain.is_empty() { (&told, told.last().and_then(|s| s.reserve)) } else { (&plain, None) };
    let mut now = Now { status: Denied, reserve: None, disputed: false, until: None, ended: None };
    for (at, step) in used.iter().enumerate() {
        if at == 0 {
            now.turn_to(step);
        } else {
            now.follow(step);
        }
    }
    now.reserve = reserve.filter(|_| !used.is_empty());
    let denied = denied && others_deny && history.iter().any(|s| s.status.is_so());
    now.disputed = denied || (others_lift && now.status.is_so());
    now
}

/// Whether two actors of the case are of two sides: an armed group, and another one or the state. A carrier or a company
/// may say for itself that it runs again.
fn stand_against(book: &Book<'_>, a: &str, b: &str) -> bool {
    let is_carrier = |name: &str| {
        let kind = book.actor(name).map(|a| a.kind);
        matches!(kind, Some(ActorKind::Operator | ActorKind::Company))
    };
    let side = |name: &str| book.public(name).map_or_else(|| name.to_owned(), |a| a.name.clone());
    let armed = book.is_armed_group(a) || book.is_armed_group(b);
    armed && side(a) != side(b) && !is_carrier(a) && !is_carrier(b)
}

impl Now {
    fn turn_to(&mut self, step: &Step) {
        let told = step.date.and_then(|d| d.start).filter(|_| step.status == ConstraintStatus::Lifted);
        // A lifting told again, later or without a day, leaves the day on which it was first told for.
        let before = self.ended.filter(|_| self.status == step.status);
        (self.status, self.until, self.ended) = (step.status, step.term, before.or(told));
    }

    /// A call or an announcement takes nothing back that is in force; a term told later goes on from the one before.
    fn follow(&mut self, step: &Step) {
        use ConstraintStatus::{Announced, CalledFor, InForce};
        let runs =
            self.status == InForce && self.until.is_none_or(|end| step.day().is_none_or(|day| day <= end));
        match step.status {
            CalledFor | Announced if runs => {}
            CalledFor if self.status == Announced => {}
            InForce if runs => {
                self.until = match (self.until, step.term) {
                    (Some(a), Some(b)) => Some(a.max(b)),
                    (until, term) => term.or(until),
                }
            }
            _ => self.turn_to(step),
        }
    }
}

/// Adds the end of a term that has passed, as a step that rests on what told the term.
pub(super) fn lapse(history: &mut Vec<Step>, now: &mut Now, day: Option<Date>) {
    let Some(until) = now.until.filter(|until| day.is_some_and(|day| *until < day)) else { return };
    if !now.status.is_so() {
        return;
    }
    let telling = || history.iter().filter(|s| s.term == Some(until));
    let by: BTreeSet<String> = telling().flat_map(|s| s.by.clone()).collect();
    let step = Step {
        date: Some(Interval { start: until.tomorrow().ok(), end: None }),
        status: ConstraintStatus::Lapsed,
        reserve: None,
        extended: false,
        term: None,
        by: by.into_iter().collect(),
        evidence: telling().flat_map(|s| s.evidence.clone()).collect(),
        published: telling().fold(None, |all, s| hull(all, s.published)),
    };
    let at = history.partition_point(|s| s.day() <= step.day());
    history.insert(at, step);
    (now.status, now.until, now.ended) = (ConstraintStatus::Lapsed, None, Some(until));
}

/// From the first day told for to the end of the last term; open where none is told.
pub(super) fn span(history: &[Step], now: &Now) -> Option<Interval> {
    let so = || history.iter().filter(|s| s.status.is_so());
    let start = so().filter_map(|s| s.date?.start).min();
    let end = now.ended.or(now.until);
    (start.is_some() || end.is_some())
        .then_some(Interval { start, end: end.filter(|e| start.is_none_or(|s| s <= *e)) })
}
