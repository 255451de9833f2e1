//! Latent tensions, the mediation that exists, and what was recommended or promised.

use crate::{Level, NoteId, Titles};
use base::Date;
use serde::{Deserialize, Serialize};

/// A latent tension of a first-level division, or the mediation that exists there, as the case's own table tells it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tension {
    /// First-level division.
    pub area: String,
    /// `descent_based_slavery`, `farmer_herder`, `land`, `displacement`, …
    pub kind: String,
    /// What the case says of it.
    pub says: Titles,
    /// Who mediates, as roles: never persons.
    pub mediation: Vec<Titles>,
    /// Whether a signal of the case crossed its threshold there.
    pub signalled: bool,
}

/// A recommendation or commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// Who recommends or commits.
    pub institution: String,
    /// To whom, where it is told.
    pub addressee: Option<String>,
    /// `regional_cooperation`, `secured_corridors`, `mediation`, …
    pub kind: String,
    /// What.
    pub says: Titles,
    /// `short` or `medium`.
    pub term: Option<String>,
    /// `proposed`, `promised`, `under_way`, `done`, `lapsed`.
    pub status: String,
    /// Last day on which it was confirmed.
    pub last_confirmed: Option<Date>,
    /// Whether it is new since the last letter.
    pub new: bool,
}

/// A key judgement, written by an analyst.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The judgement.
    pub says: Titles,
    /// `remote`, `highly_unlikely`, `unlikely`, `even`, `likely`, `highly_likely`, `almost_certain` (PHIA yardstick).
    pub likelihood: String,
    /// How sure the analyst is of it.
    pub confidence: Level,
    /// The strongest evidence against it.
    pub contrary: Titles,
    /// Footnotes of that evidence.
    pub against: Vec<NoteId>,
}

/// What changed since the last letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// A constraint that the last letter did not hold.
    NewConstraint {
        /// Its id.
        constraint: String,
    },
    /// A constraint of which another status is told.
    Status {
        /// Its id.
        constraint: String,
        /// The last status told then.
        was: crate::Status,
        /// The last status told now.
        now: crate::Status,
    },
    /// Events that the last letter did not hold.
    NewEvents {
        /// How many.
        count: usize,
    },
    /// A contradiction that the last letter did not hold.
    NewContradiction {
        /// Its id.
        contradiction: String,
    },
    /// A recommendation or commitment whose status changed.
    ResponseStatus {
        /// Its id.
        response: String,
        /// Then.
        was: String,
        /// Now.
        now: String,
    },
    /// A finding of the last letter that this one corrects or no longer holds.
    Withdrawn {
        /// Its id.
        finding: String,
    },
}
