//! What was recommended or promised, latent tensions, and what to say of both where a signal crosses its threshold.
//!
//! In: a case's `responses.toml` and `tensions.toml`, what claims tell of recommendations and commitments, and readings of
//! signals. Out: the [`register`], the [`Tensions`] of the case, and an [`Early`] for every signal that is crossed.
//!
//! Nothing here is finer than a first-level division, and nobody is named: mediation is told by role.

mod area;
mod author;
mod early;
mod entered;
mod file;
mod found;
mod guard;
mod kind;
mod register;
mod signal;
mod status;
mod tensions;

pub use area::{Known, Region};
pub use early::{Early, Gaps, Latent, Named, Role, Season, early};
pub use entered::{Entered, entered};
pub use found::{Author, Telling};
pub use guard::Guard;
pub use kind::{Kind, expected, kind_called, kinds};
pub use register::{By, Confirmation, Response, Tie, register};
pub use signal::{Crossed, Forecasted, Happened, Limit, Priced, Readings, Signal, What};
pub use status::{Status, Term, term_of};
pub use tensions::{Mediation, Tension, Tensions, tensions};

use serde::{Deserialize, Serialize};

/// Prose in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Prose {
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
}
