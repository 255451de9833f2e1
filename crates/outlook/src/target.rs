//! What is counted and forecast.

use serde::{Serialize, Serializer};
use std::fmt;

/// A count per unit and month.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Target {
    /// Deaths in state-based violence, best estimate (UCDP `type_of_violence` 1): what VIEWS forecasts.
    StateBased,
    /// Deaths in violence between groups that are no state (2).
    NonState,
    /// Deaths in violence of one side against civilians (3).
    OneSided,
    /// Incidents of a type of ours (`docs/datasets.md`), such as `abduction`; not deaths.
    Incidents(String),
}

impl Target {
    /// The three targets that count deaths; every panel has them.
    pub const DEATHS: [Self; 3] = [Self::StateBased, Self::NonState, Self::OneSided];

    /// By UCDP's words for its `type_of_violence`, which a row keeps as its sub type.
    pub fn of_ucdp(sub_type: &str) -> Option<Self> {
        Self::DEATHS.into_iter().find(|target| target.ucdp_words() == Some(sub_type))
    }

    fn ucdp_words(&self) -> Option<&'static str> {
        match self {
            Self::StateBased => Some("state-based"),
            Self::NonState => Some("non-state"),
            Self::OneSided => Some("one-sided"),
            Self::Incidents(_) => None,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::StateBased => f.write_str("state_based"),
            Self::NonState => f.write_str("non_state"),
            Self::OneSided => f.write_str("one_sided"),
            Self::Incidents(kind) => f.write_str(kind),
        }
    }
}

impl Serialize for Target {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}
