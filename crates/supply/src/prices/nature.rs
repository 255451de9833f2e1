//! How a price came about.

use serde::{Deserialize, Serialize};

/// Whether somebody saw a price or a model made it. The two are never mixed in a series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Nature {
    /// A survey found it.
    Observed,
    /// A model made it.
    Modelled,
}

impl Nature {
    /// As it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Observed => "observed",
            Self::Modelled => "modelled",
        }
    }
}
