//! How far a source and a statement may be trusted, in the words of the Admiralty code (NATO AJP-2.1) and of
//! factuality annotation, and to whom it may be shown (TLP 2.0).

use serde::{Deserialize, Serialize};
use std::fmt;

/// Reliability of a source, A (completely reliable) to F (cannot be judged).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Reliability {
    A,
    B,
    C,
    D,
    E,
    /// Cannot be judged: what an ungraded source has.
    #[default]
    F,
}

impl fmt::Display for Reliability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// Credibility of a statement, 1 (confirmed by other sources) to 6 (cannot be judged).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Credibility(u8);

impl Credibility {
    /// Confirmed by independent origins.
    pub const CONFIRMED: Self = Self(1);
    /// Probably true.
    pub const PROBABLE: Self = Self(2);
    /// Possibly true.
    pub const POSSIBLE: Self = Self(3);
    /// Doubtful.
    pub const DOUBTFUL: Self = Self(4);
    /// Improbable: contradicted.
    pub const IMPROBABLE: Self = Self(5);
    /// Cannot be judged.
    pub const UNKNOWN: Self = Self(6);

    /// The grade as printed, 1 to 6.
    pub fn grade(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Credibility {
    type Error = String;
    fn try_from(grade: u8) -> Result<Self, String> {
        if (1..=6).contains(&grade) {
            Ok(Self(grade))
        } else {
            Err(format!("credibility is 1 to 6, not {grade}"))
        }
    }
}

impl From<Credibility> for u8 {
    fn from(credibility: Credibility) -> u8 {
        credibility.0
    }
}

/// How a source puts a statement. Only [`Modality::is_fact`] statements enter a dated timeline as facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// Told as having happened.
    Asserted,
    /// A measure made known by whoever takes it.
    Announced,
    /// Asked for by whoever cannot order it.
    CalledFor,
    /// The author's judgement of aims and strategy.
    Assessed,
    /// Told with reserve: "reportedly", « serait », « aurait ».
    Hedged,
    /// Said by a party not to be so.
    Denied,
    /// Told as not having happened.
    Negated,
    /// Meant to happen: "aims to", "will".
    Planned,
    /// May happen: "could", « pourrait », "if".
    Hypothetical,
    /// True in general, of no one occasion.
    Generic,
}

impl Modality {
    /// Whether a claim so put may enter the dated timeline as a fact.
    pub fn is_fact(self) -> bool {
        matches!(self, Self::Asserted | Self::Announced)
    }

    /// The name as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Announced => "announced",
            Self::CalledFor => "called_for",
            Self::Assessed => "assessed",
            Self::Hedged => "hedged",
            Self::Denied => "denied",
            Self::Negated => "negated",
            Self::Planned => "planned",
            Self::Hypothetical => "hypothetical",
            Self::Generic => "generic",
        }
    }
}

/// Traffic Light Protocol 2.0 marking (FIRST), from the widest to the narrowest audience.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Tlp {
    /// May be published.
    Clear,
    /// The community.
    Green,
    /// The recipient's organisation and its clients.
    Amber,
    /// The recipient's organisation only.
    #[serde(rename = "AMBER+STRICT")]
    AmberStrict,
    /// The recipient only.
    Red,
}

impl Tlp {
    /// The marking as it must be printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Clear => "TLP:CLEAR",
            Self::Green => "TLP:GREEN",
            Self::Amber => "TLP:AMBER",
            Self::AmberStrict => "TLP:AMBER+STRICT",
            Self::Red => "TLP:RED",
        }
    }
}
