//! The steps of a review.

use super::{Form, by_name};
use base::{Modality, Reliability};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// Who decides, and why.
#[derive(Clone, Debug, Args)]
pub struct Signed {
    /// Who decides [default: $USER]
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT")]
    pub why: String,
}

/// `review`
#[derive(Debug, Args)]
pub struct Review {
    /// Case folder
    pub dir: PathBuf,
    #[command(flatten)]
    pub form: Form,
    /// What to decide; nothing lists what waits
    #[command(subcommand)]
    pub action: Option<Decide>,
}

/// A step of a review.
#[derive(Debug, Subcommand)]
pub enum Decide {
    /// List claims that nobody has decided on: contradicted ones first, then those of one origin
    List {
        /// At most so many
        #[arg(long, value_name = "N")]
        limit: Option<usize>,
    },
    /// The claim is read rightly
    Accept {
        /// Claim
        id: String,
        #[command(flatten)]
        signed: Signed,
    },
    /// The claim is read wrongly: it leaves events and counts, and stays in the ledger, marked
    Reject {
        /// Claim
        id: String,
        #[command(flatten)]
        signed: Signed,
    },
    /// Fields of the claim are to be read otherwise
    Correct {
        /// Claim
        id: String,
        #[command(flatten)]
        fields: Fields,
        #[command(flatten)]
        signed: Signed,
    },
    /// The claims and rows (or those of these events) speak of one event
    Merge {
        /// Two or more claims, rows (such as `ucdp/279350`) or events
        #[arg(required = true, num_args = 2..)]
        ids: Vec<String>,
        #[command(flatten)]
        signed: Signed,
    },
    /// The claim or row speaks of an event of its own
    Split {
        /// Claim, or row such as `ucdp/279350`
        id: String,
        #[command(flatten)]
        signed: Signed,
    },
    /// Grade the claim yourself (Admiralty code)
    #[command(group = clap::ArgGroup::new("grades").required(true).multiple(true))]
    Grade {
        /// Claim
        id: String,
        /// Reliability of its source in this matter, A to F
        #[arg(long, value_parser = by_name::<Reliability>, group = "grades")]
        reliability: Option<Reliability>,
        /// Credibility, 1 to 6
        #[arg(long, value_parser = clap::value_parser!(u8).range(1..=6), group = "grades")]
        credibility: Option<u8>,
        #[command(flatten)]
        signed: Signed,
    },
    /// Take a decision back
    Undo {
        /// Its number
        number: u64,
        #[command(flatten)]
        signed: Signed,
    },
    /// List all decisions
    Log,
}

/// What a correction sets.
#[derive(Clone, Debug, Args)]
#[group(required = true, multiple = true)]
pub struct Fields {
    /// Type, such as `curfew`
    #[arg(long = "type", value_name = "TYPE")]
    pub claim_type: Option<String>,
    /// A day, or `2025-09-03..2025-09-05`; an open end is left out
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// A place; give it again for more
    #[arg(long, value_name = "NAME")]
    pub place: Vec<String>,
    /// How it is put
    #[arg(long, value_parser = by_name::<Modality>)]
    pub modality: Option<Modality>,
    /// Who did, said or imposed it
    #[arg(long, value_name = "NAME")]
    pub actor: Option<String>,
}
