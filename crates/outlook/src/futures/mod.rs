//! Futures: what may become of recorded constraints and incidents in the days ahead.
//!
//! In: what is recorded, as it stands on a day ([`Subject`]). Out: futures drawn from a seed and a number ([`Chances::draw`]),
//! and what they rest on ([`Chances::parameters`]). A future varies recorded constraints and incidents alone: those that
//! hold end, those announced come or lapse, and such as were recorded before come again where they were recorded. Nothing
//! here looks for what would hurt most.

mod chance;
mod parameters;
mod subject;
#[cfg(test)]
mod tests;

pub use chance::{Part, Rate};
pub use subject::{Standing, Subject};

use crate::holding::Holding;
use crate::random::Random;
use base::Date;
use corridors::{Limit, Passability, incident_days};
use std::collections::BTreeMap;

/// What began so many days ago or less tells how often such things begin. Own convention: a year, so that every season
/// counts once, and a pressure of years ago does not.
const LOOK_BACK: u32 = 365;
/// A shorter record counts as so many days. Own convention: a month, else a record that begins today expects more every day.
const LEAST_RECORD: u32 = 30;
/// More new ones than this are not drawn in one future and kind: a bound against records that cannot be meant.
const MOST_NEW: usize = 10_000;

/// A part that a told term is kept by: low, best, high. Own estimate: terms are prolonged about as often as they are kept.
const TERM_KEPT: [f64; 3] = [0.2, 0.5, 0.9];
/// Days from an announcement that tells no day until it comes into force: low, best, high. Own estimate: from the next day
/// to two months.
const LEAD: [f64; 3] = [1.0, 14.0, 60.0];

/// A limit on some days of a future.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its place in the record.
    pub limit: usize,
    /// What it makes of its links.
    pub grade: Passability,
    /// The first day ahead, from 1.
    pub from: u32,
    /// The last.
    pub until: u32,
}

/// What a record tells of one kind.
#[derive(Clone, Debug, PartialEq)]
struct Kind {
    /// How long those hold that do.
    holding: Holding,
    /// The median of how long they have held so far, those that are over included, else of all kinds: as old a new one is
    /// taken to be.
    usual_age: u32,
    /// How often one comes.
    rate: Rate,
    /// Those that began within [`LOOK_BACK`], by their place in the record: a new one comes where one of them was.
    again: Vec<usize>,
    /// For how many days one counts, of incidents.
    counts: Option<u32>,
}

/// What the record of a case tells of the days ahead.
#[derive(Clone, Debug, PartialEq)]
pub struct Chances {
    subjects: Vec<Subject>,
    kinds: BTreeMap<String, Kind>,
    /// Of what was announced: what came into force.
    carried_out: Part,
    day: Date,
}

impl Chances {
    /// From what is recorded, with what each limit makes of its links on the day.
    pub fn new(limits: &[Limit], now: &[Option<Passability>], day: Date) -> Self {
        let of = |(at, limit): (usize, &Limit)| Subject::new(limit, now.get(at).copied().flatten(), day);
        let subjects: Vec<Subject> = limits.iter().enumerate().map(of).collect();
        let observed = subjects.iter().filter_map(|s| s.since).max().map_or(LEAST_RECORD, |days| days + 1);
        let observed = observed.clamp(LEAST_RECORD, LOOK_BACK);
        let mut names: Vec<&str> = subjects.iter().map(|s| s.kind.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        let kinds =
            names.into_iter().map(|name| (name.to_owned(), kind(name, &subjects, observed))).collect();
        let settled = || subjects.iter().filter_map(|s| s.carried_out);
        let count = |what: bool| u32::try_from(settled().filter(|came| *came == what).count()).unwrap_or(0);
        let carried_out = Part { did: count(true), did_not: count(false) };
        Self { subjects, kinds, carried_out, day }
    }

    /// Everything stays as it is recorded on the day.
    pub fn as_recorded(&self, days: u32) -> Vec<Span> {
        let stays = |(limit, subject): (usize, &Subject)| {
            Some(Span { limit, grade: subject.now?, from: 1, until: days })
        };
        self.subjects.iter().enumerate().filter_map(stays).collect()
    }

    /// The future of this number, so many days long. It depends on the seed and the number alone.
    pub fn draw(&self, seed: u64, number: u64, days: u32) -> Vec<Span> {
        let mut common = Random::new(seed, &[number, 0]);
        let term_kept = triangular(TERM_KEPT, common.even());
        let carried_out = self.carried_out.draw(&mut common);
        let mut spans = Vec::new();
        for (limit, subject) in self.subjects.iter().enumerate() {
            let mut random = Random::new(seed, &[number, 1, limit as u64]);
            self.rest(limit, subject, [term_kept, carried_out], &mut random, &mut spans);
        }
        for (at, kind) in self.kinds.values().enumerate() {
            let mut random = Random::new(seed, &[number, 2, at as u64]);
            self.come(kind, days, &mut random, &mut spans);
        }
        spans.retain_mut(|span| {
            span.until = span.until.min(days);
            span.from <= span.until
        });
        spans
    }

    /// What becomes of one that stands.
    fn rest(
        &self,
        limit: usize,
        subject: &Subject,
        [term_kept, carried_out]: [f64; 2],
        random: &mut Random,
        spans: &mut Vec<Span>,
    ) {
        let (Some(grade), Some(kind)) = (subject.now, self.kinds.get(&subject.kind)) else { return };
        let [choice, rest, lead, life] = [random.even(), random.even(), random.even(), random.even()];
        let left = kind.holding.rest(subject.age, rest);
        let mut push = |grade, from, until| spans.push(Span { limit, grade, from, until });
        match subject.standing {
            Standing::Holds { term: Some(term) } if choice < term_kept => push(grade, 1, term),
            // Prolonged, it is as old as it then is.
            Standing::Holds { term: Some(term) } => {
                push(
                    grade,
                    1,
                    term.saturating_add(kind.holding.rest(subject.age.saturating_add(term), rest)),
                );
            }
            Standing::Holds { term: None } => push(grade, 1, left),
            Standing::Announced { lead: told } if choice < carried_out => {
                let comes = told.unwrap_or_else(|| triangular(LEAD, lead).round() as u32).max(1);
                push(grade, 1, comes - 1);
                let plain = subject.plain.unwrap_or(grade);
                push(plain, comes, comes.saturating_add(kind.holding.rest(kind.usual_age, life)));
            }
            Standing::Announced { .. } => push(grade, 1, left),
            Standing::Counts { left } => push(grade, 1, left),
            Standing::Over | Standing::Words => {}
        }
    }

    /// New ones of a kind, where such were recorded.
    fn come(&self, kind: &Kind, days: u32, random: &mut Random, spans: &mut Vec<Span>) {
        if kind.again.is_empty() {
            return;
        }
        let rate = kind.rate.draw(random);
        let mut at = 0.0;
        for _ in 0..MOST_NEW {
            // Waits of a steady rate are exponential.
            at += -(1.0 - random.even()).ln() / rate.max(f64::MIN_POSITIVE);
            if at >= f64::from(days) {
                return;
            }
            let (from, where_, life) = (at as u32 + 1, random.below(kind.again.len()), random.even());
            let Some(limit) = kind.again.get(where_).copied() else { continue };
            let Some(subject) = self.subjects.get(limit) else { continue };
            let until =
                from.saturating_add(kind.counts.unwrap_or_else(|| kind.holding.rest(kind.usual_age, life)));
            // One that is told with doubt now is no plainer when it comes again.
            let doubted = subject.now.filter(|_| matches!(subject.standing, Standing::Holds { .. }));
            if let Some(grade) = doubted.or(subject.plain) {
                spans.push(Span { limit, grade, from, until });
            }
        }
    }
}

fn kind(name: &str, subjects: &[Subject], observed: u32) -> Kind {
    let of = || subjects.iter().enumerate().filter(|(_, s)| s.kind == name);
    let was = |s: &Subject| !matches!(s.standing, Standing::Words | Standing::Announced { .. });
    let recent = |s: &Subject| s.since.is_some_and(|since| since < LOOK_BACK);
    let again: Vec<usize> = of().filter(|(_, s)| was(s) && recent(s)).map(|(at, _)| at).collect();
    let own = median(of().map(|(_, s)| s));
    Kind {
        holding: Holding::new(of().filter_map(|(_, s)| s.lasted)),
        usual_age: own.or_else(|| median(subjects.iter())).unwrap_or(LEAST_RECORD),
        rate: Rate { seen: u32::try_from(again.len()).unwrap_or(u32::MAX), days: observed },
        again,
        counts: incident_days(name).and_then(|days| u32::try_from(days).ok()),
    }
}

/// The median of how long constraints have held, those that are over included.
fn median<'s>(subjects: impl Iterator<Item = &'s Subject>) -> Option<u32> {
    let held = |s: &Subject| match s.standing {
        Standing::Holds { .. } => Some(s.age),
        _ => s.lasted,
    };
    let mut ages: Vec<u32> = subjects.filter_map(held).collect();
    ages.sort_unstable();
    ages.get(ages.len() / 2).copied()
}

/// The quantile `u` of the triangular distribution over low, best and high.
fn triangular([low, best, high]: [f64; 3], u: f64) -> f64 {
    let width = high - low;
    if u * width < best - low {
        low + (u * width * (best - low)).sqrt()
    } else {
        high - ((1.0 - u) * width * (high - best)).sqrt()
    }
}
