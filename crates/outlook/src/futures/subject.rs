//! What futures vary: recorded constraints and incidents, as they stand on the day.

use base::{Date, Interval};
use corridors::{Limit, Passability, Stage, grade_on, incident_days};

/// How a recorded constraint or incident stands on the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It hinders; its told term, if any, ends so many days ahead.
    Holds {
        /// Days ahead on which its term ends.
        term: Option<u32>,
    },
    /// It is announced; where a day is told for it, so many days ahead.
    Announced {
        /// Days ahead for which it is announced.
        lead: Option<u32>,
    },
    /// An incident that still counts, for so many days more.
    Counts {
        /// Days ahead.
        left: u32,
    },
    /// It was in force, or happened, and hinders no more.
    Over,
    /// It never was more than words.
    Words,
}

/// A recorded constraint or incident.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// How it stands.
    pub standing: Standing,
    /// What it makes of its links on the day.
    pub now: Option<Passability>,
    /// What it makes of them in force and told plainly.
    pub plain: Option<Passability>,
    /// Days since it began, the first included; 1 where no day is told.
    pub age: u32,
    /// For how many days it held, if it is over and both days are told.
    pub lasted: Option<u32>,
    /// Days since it began, if that is told.
    pub since: Option<u32>,
    /// Whether it was announced first: and whether it came into force, if that is settled.
    pub carried_out: Option<bool>,
}

impl Subject {
    /// A limit on a day, on which it makes `now` of its links.
    pub fn new(limit: &Limit, now: Option<Passability>, day: Date) -> Self {
        let first = limit.date.and_then(|d| d.first()).or(limit.last_confirmed);
        let since = first.and_then(|first| days(first, day));
        let hinders = now >= Some(Passability::Restricted);
        let began = limit.date.and_then(|d| d.start);
        let lasted = began.zip(limit.date.and_then(|d| d.end)).and_then(|(a, b)| Some(days(a, b)? + 1));
        let was_over = matches!(limit.stage, Stage::Lifted | Stage::Lapsed) && !hinders;
        Self {
            id: limit.id.clone(),
            kind: limit.kind.clone(),
            standing: standing(limit, hinders, day),
            now: now.filter(|_| hinders),
            plain: plain(limit, day),
            age: since.map_or(1, |days| days + 1),
            lasted: lasted.filter(|_| was_over && incident_days(&limit.kind).is_none()),
            since,
            carried_out: carried_out(limit, hinders),
        }
    }
}

fn standing(limit: &Limit, hinders: bool, day: Date) -> Standing {
    let end = limit.date.and_then(|d| d.end);
    if let Some(counts) = incident_days(&limit.kind) {
        let on = end.or(limit.date.and_then(|d| d.start)).or(limit.last_confirmed);
        let passed = on.and_then(|on| days(on.min(day), day)).unwrap_or(0);
        let left = u32::try_from(counts).unwrap_or(0).saturating_sub(passed);
        return if hinders { Standing::Counts { left } } else { Standing::Over };
    }
    let ahead = |on: Option<Date>| on.and_then(|on| days(day, on));
    let starts = ahead(limit.date.and_then(|d| d.start)).filter(|days| *days > 0);
    match limit.stage {
        Stage::CalledFor | Stage::Denied => Standing::Words,
        Stage::Announced if hinders => Standing::Announced { lead: starts },
        Stage::InForce if hinders && starts.is_some() => Standing::Announced { lead: starts },
        Stage::Announced => Standing::Words,
        _ if hinders => Standing::Holds { term: ahead(end) },
        _ => Standing::Over,
    }
}

/// What it makes of its links when it is told plainly as in force since that day.
fn plain(limit: &Limit, day: Date) -> Option<Passability> {
    let date = Some(Interval { start: Some(day), end: None });
    let (held_back, disputed, last_confirmed) = (false, false, Some(day));
    let told = Limit { stage: Stage::InForce, date, held_back, disputed, last_confirmed, ..limit.clone() };
    grade_on(&told, day).filter(|grade| *grade >= Passability::Restricted)
}

/// Whether what was announced came into force; `None` where nothing was, or it may still come.
fn carried_out(limit: &Limit, hinders: bool) -> Option<bool> {
    let told = |stage: Stage| limit.sides.iter().any(|side| side.status == stage);
    if !told(Stage::Announced) {
        return None;
    }
    let came = limit.stage == Stage::InForce || told(Stage::InForce);
    let dropped = matches!(limit.stage, Stage::Lifted | Stage::Lapsed | Stage::Denied) || !hinders;
    if came { Some(true) } else { dropped.then_some(false) }
}

/// Days from one day to another; `None` if the other comes first.
fn days(from: Date, to: Date) -> Option<u32> {
    u32::try_from(from.until(to).ok()?.get_days()).ok()
}
