//! A rule of the case: what deserves an alert, how grave it is, and who gets it.

use super::{Kind, Observation, Value};
use base::{Tlp, fold_key};
use serde::{Deserialize, Serialize};

/// How grave (CAP 1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Severity {
    Extreme,
    Severe,
    Moderate,
    Minor,
    Unknown,
}

/// How soon to act (CAP 1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Urgency {
    Immediate,
    Expected,
    Future,
    Past,
    Unknown,
}

/// How sure (CAP 1.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Certainty {
    Observed,
    Likely,
    Possible,
    Unlikely,
    Unknown,
}

/// From what on something deserves an alert.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Threshold {
    /// A constraint of one of these statuses.
    Status(Vec<String>),
    /// A corridor of one of these states.
    State(Vec<String>),
    /// A price of this ALPS level or a worse one.
    Level(String),
    /// A stock that lasts fewer days.
    UnderDays(f64),
    /// A chance so large or larger, 0 to 1.
    Chance(f64),
    /// A contradiction so severe or more.
    Severity(String),
}

/// A rule. An empty list or `None` chooses nothing out: all count.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Its name: lower-case letters, digits and hyphens; alerts keep it.
    pub name: String,
    /// What it looks at.
    pub kind: Kind,
    /// From what on.
    pub threshold: Threshold,
    /// An area: a region, a district or a country of the case.
    pub area: Option<String>,
    /// A corridor.
    pub corridor: Option<String>,
    /// A vehicle class.
    pub class: Option<String>,
    /// A commodity.
    pub commodity: Option<String>,
    /// Kinds of constraint or contradiction.
    pub of: Vec<String>,
    /// Marking of its alerts.
    pub tlp: Tlp,
    /// Names of those who get them.
    pub recipients: Vec<String>,
    /// Whether they stand in the feed.
    pub publish: bool,
    /// How grave.
    pub severity: Severity,
    /// How soon.
    pub urgency: Urgency,
    /// How sure.
    pub certainty: Certainty,
    /// Alerts and updates that it makes in a day at most.
    pub a_day: u32,
}

/// Whether something deserves an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// It does.
    Yes,
    /// It does not, or no longer.
    Over,
    /// Nobody tells: what was said before stands.
    NotTold,
}

/// ALPS levels and levels of severity, mildest first.
const LEVELS: [&[&str]; 2] = [&["normal", "stress", "alert", "crisis"], &["low", "medium", "high"]];

fn reaches(level: &str, least: &str) -> bool {
    let rank = |word: &str| LEVELS.iter().find_map(|scale| scale.iter().position(|w| *w == word));
    rank(level).zip(rank(least)).is_some_and(|(level, least)| level >= least)
}

impl Rule {
    /// Whether it looks at what was observed.
    pub fn chooses(&self, seen: &Observation) -> bool {
        let named = |wanted: &Option<String>| {
            wanted.as_ref().is_none_or(|name| seen.names.iter().any(|n| fold_key(n) == fold_key(name)))
        };
        let word = |wanted: &Option<String>, told: Option<&str>| {
            wanted.as_ref().is_none_or(|w| told.is_some_and(|t| fold_key(t) == fold_key(w)))
        };
        let (of, class, commodity) = match &seen.value {
            Value::Constraint { of, .. } | Value::Contradiction { of, .. } => (Some(of.as_str()), None, None),
            Value::Corridor { class, .. } => (None, class.as_deref(), None),
            Value::Price { commodity, .. } | Value::Cover { commodity, .. } => (None, None, Some(commodity)),
            Value::Forecast { .. } => (None, None, None),
        };
        // Without a class the rule is of the month, for any traffic.
        let classed = self.kind != Kind::Corridor || self.class.is_some() == class.is_some();
        (self.kind, self.tlp) == (seen.kind(), seen.tlp)
            && named(&self.area)
            && named(&self.corridor)
            && classed
            && word(&self.class, class)
            && word(&self.commodity, commodity.map(String::as_str))
            && (self.of.is_empty() || of.is_some_and(|of| self.of.iter().any(|o| o == of)))
    }

    /// Whether what was found deserves an alert.
    pub fn holds(&self, value: &Value) -> Holds {
        let yes = |yes: bool| if yes { Holds::Yes } else { Holds::Over };
        match (value, &self.threshold) {
            (Value::Constraint { status, .. }, Threshold::Status(wanted)) => yes(wanted.contains(status)),
            (Value::Corridor { state, .. }, _) if state == "unknown" => Holds::NotTold,
            (Value::Corridor { state, .. }, Threshold::State(wanted)) => yes(wanted.contains(state)),
            (Value::Price { level, .. }, Threshold::Level(least)) => yes(reaches(level, least)),
            (Value::Cover { below, .. }, Threshold::UnderDays(days)) => {
                yes(below.is_some_and(|b| b.is_finite() && b <= *days))
            }
            (Value::Forecast { chance, .. }, Threshold::Chance(least)) => yes(chance >= least),
            (Value::Contradiction { severity, graded_a, .. }, Threshold::Severity(least)) => {
                yes(*graded_a && reaches(severity, least))
            }
            _ => Holds::NotTold,
        }
    }
}
