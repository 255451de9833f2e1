//! Sides that cannot all be so. All are shown; none is chosen.

use crate::{Amount, Finding, Place, Words};
use base::{Interval, Modality};
use serde::{Deserialize, Serialize};

/// What a contradiction is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum ContradictionKind {
    Date,
    Denial,
    Place,
    Count,
    Status,
    Actor,
    FigureScope,
    ModalityTranslation,
    Citation,
}

/// How much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Level {
    Low,
    Medium,
    High,
}

/// What one side says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "says", rename_all = "snake_case")]
pub enum SideValue {
    /// A date.
    Date {
        /// The day or days.
        date: Interval,
    },
    /// A way of putting it: asserted, denied.
    Modality {
        /// The way.
        modality: Modality,
    },
    /// A number.
    Amount {
        /// The number.
        amount: Amount,
    },
    /// Anything else, in the words of the ledger.
    Words {
        /// The words.
        words: Words,
    },
}

/// What the sides speak of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Type, by the names of the lexicon.
    #[serde(rename = "type")]
    pub subject: String,
    /// Where.
    pub places: Vec<Place>,
}

/// One contradiction with all its sides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contradiction {
    /// What it is about.
    pub kind: ContradictionKind,
    /// How much it matters.
    pub severity: Level,
    /// The events concerned.
    pub about: Vec<About>,
    /// All sides.
    pub sides: Vec<Finding<SideValue>>,
}
