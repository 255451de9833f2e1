//! From what holds on a day to new drafts.
//!
//! Of a subject and a rule at most one thread is open, and in it at most one message waits for a person. A thread opens with an
//! `Alert`, goes on with an `Update` whenever the grade changes, and ends with an `Update` that tells that it is over, or with a
//! `Cancel` where the case no longer holds what it told. What nobody issued is replaced, not updated: nobody has it.

use super::alert::id;
use super::thread::{Thread, threads};
use super::{Alert, Holds, House, Kind, Message, Observation, Rule, Said, Stamp, State, Texts};
use base::{Date, Tlp};
use std::collections::BTreeSet;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// What is looked at.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// Who sends.
    pub house: &'a House,
    /// The rules.
    pub rules: &'a [Rule],
    /// What holds.
    pub seen: &'a [Observation],
    /// Kinds of which something could be known at all at a marking: of others nothing is taken back.
    pub known: &'a BTreeSet<(Kind, Tlp)>,
    /// All messages made so far, in order.
    pub earlier: &'a [Alert],
    /// Words of a cancellation; its headline stands before that of what it cancels.
    pub withdrawn: &'a Said,
    /// What to do about what is over.
    pub over: &'a Texts,
    /// The day looked at.
    pub day: Date,
    /// Now.
    pub now: Stamp,
}

/// Alerts that a rule may not make today any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The rule.
    pub rule: String,
    /// How many; they are made when there is room, if they still hold.
    pub count: usize,
}

/// What a look comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// New drafts.
    pub made: Vec<Alert>,
    /// Ids of drafts that are overtaken.
    pub dropped: Vec<String>,
    /// Ids of what a person stopped and has ended.
    pub cleared: Vec<String>,
    /// What the limits of rules hold back.
    pub held: Vec<Held>,
}

/// Looks once.
pub fn look(of: &Look<'_>) -> Outcome {
    let threads = threads(of.earlier);
    let none = Thread::default();
    let mut out = Outcome::default();
    for rule in of.rules {
        let mut desk = Desk::new(of, rule);
        let mut subjects: BTreeSet<&str> = BTreeSet::new();
        for seen in of.seen.iter().filter(|seen| rule.chooses(seen) && !seen.sources.is_empty()) {
            if subjects.insert(&seen.subject) {
                let thread = threads.get(&(rule.name.as_str(), seen.subject.as_str())).unwrap_or(&none);
                desk.weigh(thread, seen);
            }
        }
        if of.known.contains(&(rule.kind, rule.tlp)) {
            let gone = |((name, subject), _): &(&(&str, &str), &Thread<'_>)| {
                *name == rule.name && !subjects.contains(subject)
            };
            threads.iter().filter(gone).for_each(|(_, thread)| desk.gone(thread));
        }
        desk.close(&mut out);
    }
    out
}

/// Where the messages of one rule are made.
struct Desk<'a> {
    of: &'a Look<'a>,
    rule: &'a Rule,
    room: usize,
    held: usize,
    out: Outcome,
}

impl<'a> Desk<'a> {
    fn new(of: &'a Look<'a>, rule: &'a Rule) -> Self {
        let today = |a: &&Alert| {
            let ends = a.over || a.message == Message::Cancel;
            a.rule == rule.name && !ends && a.drafted.second > of.now.second - DAY
        };
        let made = of.earlier.iter().filter(today).count();
        let room = usize::try_from(rule.a_day).unwrap_or(usize::MAX).saturating_sub(made);
        Self { of, rule, room, held: 0, out: Outcome::default() }
    }

    /// What becomes of a thread by what is seen of its subject.
    fn weigh(&mut self, thread: &Thread<'_>, seen: &Observation) {
        let (told, waiting) = (thread.sent().next_back(), thread.waiting());
        let grade = seen.value.grade();
        match self.rule.holds(&seen.value) {
            Holds::NotTold => {}
            Holds::Over => {
                if told.is_some() && thread.stopped().is_some_and(|a| a.over) {
                    return;
                }
                self.clear(thread);
                match (told, waiting) {
                    (Some(_), Some(draft)) if draft.over => {}
                    (Some(_), _) => self.make(thread, seen, Message::Update, true),
                    (None, waiting) => self.drop(waiting),
                }
            }
            Holds::Yes => {
                let same = |a: &Alert| a.value.grade() == grade && !a.over && a.message != Message::Cancel;
                let stopped = thread.stopped().is_some_and(|a| a.value.grade() == grade);
                match (told, waiting) {
                    (_, Some(draft)) if same(draft) => {}
                    (Some(last), waiting) if same(last) => self.drop(waiting),
                    (_, None) if stopped => {}
                    (Some(_), _) => self.make(thread, seen, Message::Update, false),
                    (None, _) => self.make(thread, seen, Message::Alert, false),
                }
            }
        }
    }

    /// The case no longer holds what a thread told.
    fn gone(&mut self, thread: &Thread<'_>) {
        let told = thread.sent().next_back();
        if told.is_some() && thread.stopped().is_some_and(|a| a.message == Message::Cancel) {
            return;
        }
        self.clear(thread);
        match (told, thread.waiting()) {
            (Some(_), Some(draft)) if draft.message == Message::Cancel => {}
            (Some(last), waiting) => {
                self.drop(waiting);
                self.out.made.push(cancelling(self.of, thread, last));
            }
            (None, waiting) => self.drop(waiting),
        }
    }

    /// What a person stopped has ended: when it comes back, it is new.
    fn clear(&mut self, thread: &Thread<'_>) {
        self.out.cleared.extend(thread.stopped().map(|a| a.id.clone()));
    }

    fn drop(&mut self, waiting: Option<&Alert>) {
        self.out.dropped.extend(waiting.map(|a| a.id.clone()));
    }

    fn make(&mut self, thread: &Thread<'_>, seen: &Observation, message: Message, over: bool) {
        if !over && self.room == 0 {
            self.held += 1;
            return;
        }
        self.room = if over { self.room } else { self.room - 1 };
        self.drop(thread.waiting());
        let (rule, house) = (self.rule, self.of.house);
        let mut said = seen.said.clone();
        if over {
            said.instruction.clone_from(self.of.over);
        }
        self.out.made.push(Alert {
            id: id(&house.case, &rule.name, &seen.subject, thread.len()),
            house: house.clone(),
            rule: rule.name.clone(),
            subject: seen.subject.clone(),
            message,
            state: State::Draft,
            over,
            by_hand: false,
            cleared: false,
            value: seen.value.clone(),
            day: self.of.day,
            drafted: self.of.now,
            sent: None,
            signed: None,
            references: thread.references(),
            tlp: rule.tlp,
            recipients: rule.recipients.clone(),
            publish: rule.publish,
            severity: rule.severity,
            urgency: rule.urgency,
            certainty: rule.certainty,
            said,
            areas: seen.areas.clone(),
            sources: seen.sources.clone(),
            responses: seen.responses.clone(),
            basis: seen.basis.clone(),
        });
    }

    fn close(self, out: &mut Outcome) {
        out.made.extend(self.out.made);
        out.dropped.extend(self.out.dropped);
        out.cleared.extend(self.out.cleared);
        if self.held > 0 {
            out.held.push(Held { rule: self.rule.name.clone(), count: self.held });
        }
    }
}

/// A `Cancel` of all that was sent of a thread.
fn cancelling(of: &Look<'_>, thread: &Thread<'_>, last: &Alert) -> Alert {
    withdrawing(last, (thread.len(), thread.references()), of.withdrawn, (of.day, of.now))
}

/// A draft that takes back what was sent; it repeats of it what it was about, no more.
pub(super) fn withdrawing(
    last: &Alert,
    (number, references): (usize, Vec<super::Reference>),
    words: &Said,
    (day, now): (Date, Stamp),
) -> Alert {
    let headline = |word: &str, of: &str| format!("{word}{of}");
    let was = &last.said.headline;
    Alert {
        id: id(&last.house.case, &last.rule, &last.subject, number),
        message: Message::Cancel,
        state: State::Draft,
        over: false,
        by_hand: false,
        cleared: false,
        day,
        drafted: now,
        sent: None,
        signed: None,
        references,
        said: Said {
            event: last.said.event.clone(),
            headline: Texts {
                fr: headline(&words.headline.fr, &was.fr),
                en: headline(&words.headline.en, &was.en),
            },
            description: words.description.clone(),
            instruction: words.instruction.clone(),
        },
        sources: Vec::new(),
        responses: Vec::new(),
        ..last.clone()
    }
}
