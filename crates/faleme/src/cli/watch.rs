//! `watch`.

use super::{Form, Signed};
use base::Date;
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `watch`
#[derive(Debug, Args)]
pub struct Watch {
    /// Case folder
    pub dir: PathBuf,
    #[command(flatten)]
    pub form: Form,
    /// Look again and again, with so much between: 15m, 1h
    #[arg(long, value_name = "TIME")]
    pub every: Option<String>,
    /// Try all that waits to be sent, without waiting for its turn
    #[arg(long)]
    pub retry: bool,
    /// What could be known on that day [default: the case's own, else today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// What to do; nothing looks once
    #[command(subcommand)]
    pub action: Option<WatchAction>,
}

/// What to do with alerts.
#[derive(Debug, Subcommand)]
pub enum WatchAction {
    /// List alerts with their state, deliveries and what partners did
    List,
    /// Issue a draft: its status becomes Actual (Exercise in a demonstration), and it is sent
    Issue {
        /// Alert
        id: String,
        #[command(flatten)]
        signed: Signed,
    },
    /// Take an issued alert back: partners get a Cancel; a draft is refused
    Cancel {
        /// Alert
        id: String,
        #[command(flatten)]
        signed: Signed,
    },
    /// Record that a partner has seen an alert
    Acknowledge {
        /// Alert
        id: String,
        #[command(flatten)]
        signed: Signed,
    },
    /// Record what a partner did
    Action {
        /// Alert
        id: String,
        #[command(flatten)]
        signed: Signed,
    },
}
