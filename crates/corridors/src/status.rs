//! Who can pass: the status of a link, from all that is told of it.

use crate::limit::{DayHours, LimitSide, Stage};
use crate::{LinkId, Network};
use base::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Whether a link can be passed, from the most passable. No news is `Unknown`, never `Open`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Passability {
    /// Told to be open, lately.
    Open,
    /// Nothing is told, or nothing lately.
    Unknown,
    /// Passable under a reported constraint: at some hours, for some, at a risk.
    Restricted,
    /// Told to be closed.
    Closed,
}

impl Passability {
    /// Its code in UNSDI-T v2, `OpStatus`: 1 open, 2 restricted, 3 closed, 0 unspecified.
    pub fn code(self) -> u8 {
        match self {
            Self::Open => 1,
            Self::Restricted => 2,
            Self::Closed => 3,
            Self::Unknown => 0,
        }
    }

    /// The name as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Unknown => "unknown",
            Self::Restricted => "restricted",
            Self::Closed => "closed",
        }
    }

    /// What several grades come to: the worst that restricts; else open if anyone says so; else unknown.
    pub fn of(grades: impl IntoIterator<Item = Self>) -> Self {
        let mut told = None;
        for grade in grades {
            told = Some(told.map_or(grade, |known: Self| known.max(grade)));
        }
        told.unwrap_or(Self::Unknown)
    }
}

/// Why a link has its status: one limit, as it stands on the day for the class asked about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// Id of the constraint or event.
    #[serde(rename = "constraint")]
    pub limit: String,
    /// Its kind.
    pub kind: String,
    /// The goods and carriers that it is told of.
    pub about: Vec<String>,
    /// The places and roads that it is told of.
    pub at: Vec<String>,
    /// What it makes of the link.
    pub status: Passability,
    /// How far it has come.
    pub stage: Stage,
    /// Told with reserve only.
    pub held_back: bool,
    /// Some say it is so, some that it is not.
    pub disputed: bool,
    /// An incident, which counts for a time.
    pub incident: bool,
    /// The day that it was last told anew.
    pub last_confirmed: Option<Date>,
    /// Days from then to the day asked about.
    pub age_days: Option<i64>,
    /// Hours at which it holds.
    pub hours: Vec<DayHours>,
    /// What each side says.
    pub sides: Vec<LimitSide>,
    /// What it rests on.
    pub evidence: Vec<String>,
}

impl Reason {
    /// In a few words: `commodity ban in force: fuel (Ford, Mill), disputed, last told 2025-09-12`.
    pub fn words(&self) -> String {
        let stage = match self.stage {
            _ if self.incident => "reported",
            Stage::CalledFor => "called for",
            Stage::Announced => "announced",
            Stage::InForce => "in force",
            Stage::Denied => "denied",
            Stage::Lifted => "lifted",
            Stage::Lapsed => "lapsed",
        };
        let mut words = format!("{} {stage}", self.kind.replace('_', " "));
        if !self.about.is_empty() {
            words.push_str(&format!(": {}", self.about.join(", ").replace('_', " ")));
        }
        if !self.at.is_empty() {
            words.push_str(&format!(" ({})", self.at.join(", ")));
        }
        let marks = [(self.disputed, ", disputed"), (self.held_back, ", told with reserve")];
        marks.iter().filter(|(holds, _)| *holds).for_each(|(_, mark)| words.push_str(mark));
        for hours in &self.hours {
            let clock = |m: u16| format!("{:02}:{:02}", m / 60, m % 60);
            words.push_str(&format!(", {}–{}", clock(hours.from), clock(hours.to)));
        }
        if let Some(on) = self.last_confirmed {
            words.push_str(&format!(", last told {on}"));
        }
        words
    }
}

/// The statuses of a network's links for one class on one day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Statuses {
    /// The reasons, one for each limit that says anything to those who ask.
    pub reasons: Vec<Reason>,
    /// Links that are told of: indices into the reasons, in order.
    by_link: BTreeMap<LinkId, Vec<usize>>,
}

impl Statuses {
    /// Adds a reason for some links.
    pub(crate) fn add(&mut self, reason: Reason, links: &BTreeSet<LinkId>) {
        let at = self.reasons.len();
        self.reasons.push(reason);
        for link in links {
            self.by_link.entry(*link).or_default().push(at);
        }
    }

    /// The status of a link.
    pub fn of(&self, link: LinkId) -> Passability {
        Passability::of(self.reasons_of(link).map(|r| r.status))
    }

    /// Whether nothing but hours of the day restricts a link: it can be passed, unhindered, at others.
    pub fn is_by_hours(&self, link: LinkId) -> bool {
        let limits = || self.reasons_of(link).filter(|r| r.status >= Passability::Restricted);
        let by_hours = |r: &Reason| r.status == Passability::Restricted && !r.hours.is_empty();
        limits().next().is_some() && limits().all(by_hours) && !DayHours::fill_the_day(&self.hours_of(link))
    }

    /// The hours of the day at which something restricts a link.
    pub fn hours_of(&self, link: LinkId) -> Vec<DayHours> {
        let limits = self.reasons_of(link).filter(|r| r.status >= Passability::Restricted);
        limits.flat_map(|r| &r.hours).copied().collect()
    }

    /// All that is told of a link.
    pub fn reasons_of(&self, link: LinkId) -> impl Iterator<Item = &Reason> {
        self.by_link.get(&link).into_iter().flatten().filter_map(|at| self.reasons.get(*at))
    }

    /// All that is told of some links, each reason once, in order.
    pub fn reasons_on(&self, links: impl IntoIterator<Item = LinkId>) -> Vec<&Reason> {
        let at: BTreeSet<usize> =
            links.into_iter().filter_map(|l| self.by_link.get(&l)).flatten().copied().collect();
        at.into_iter().filter_map(|at| self.reasons.get(at)).collect()
    }

    /// The links that are told of.
    pub fn links(&self) -> impl Iterator<Item = LinkId> {
        self.by_link.keys().copied()
    }

    /// How many links of a network have each status.
    pub fn count(&self, network: &Network) -> BTreeMap<Passability, usize> {
        let mut out = BTreeMap::new();
        for link in self.links() {
            *out.entry(self.of(link)).or_insert(0) += 1;
        }
        *out.entry(Passability::Unknown).or_insert(0) += network.links.len() - self.by_link.len();
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_news_is_unknown_and_the_worst_counts() {
        use Passability::{Closed, Open, Restricted, Unknown};
        assert_eq!(Passability::of([]), Unknown);
        assert_eq!(Passability::of([Open]), Open);
        assert_eq!(Passability::of([Open, Restricted]), Restricted);
        assert_eq!(Passability::of([Open, Unknown]), Unknown, "what is not known to be over is not open");
        assert_eq!(Passability::of([Closed, Restricted, Open]), Closed);
    }

    #[test]
    fn codes_are_those_of_unsdi_t() {
        use Passability::{Closed, Open, Restricted, Unknown};
        assert_eq!([Unknown, Open, Restricted, Closed].map(Passability::code), [0, 1, 2, 3]);
        assert!(
            [Unknown, Open, Restricted, Closed]
                .iter()
                .all(|p| serde_json::to_value(p).unwrap() == p.as_str())
        );
    }
}
