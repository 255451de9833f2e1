//! `users`.

use super::Form;
use crate::users::{Role, Scope};
use clap::{Args, Subcommand};
use std::path::PathBuf;

/// `users`
#[derive(Debug, Args)]
pub struct Users {
    /// Case folder
    pub dir: PathBuf,
    #[command(flatten)]
    pub form: Form,
    /// What to do; nothing lists them
    #[command(subcommand)]
    pub action: Option<UsersAction>,
}

/// What to do with users.
#[derive(Debug, Subcommand)]
pub enum UsersAction {
    /// Make a user; the password is asked for, or read from standard input
    Add {
        /// Name: it signs decisions
        name: String,
        /// What they may do: each role may what stands before it
        #[arg(long, value_enum)]
        role: Role,
    },
    /// List users and the tokens of their programs
    List,
    /// Give a user another role; their sessions end
    Role {
        /// Name
        name: String,
        /// The new one
        #[arg(value_enum)]
        role: Role,
    },
    /// Give a user another password, asked for or read from standard input; their sessions end
    Password {
        /// Name
        name: String,
    },
    /// Shut a user out: sessions end, tokens hold no longer; the name stays in the log
    Revoke {
        /// Name
        name: String,
        /// Take back this token alone, by its number in `list`
        #[arg(long, value_name = "N")]
        token: Option<i64>,
    },
    /// Make a token for a program; it is printed once, and kept nowhere
    Token {
        /// Whose program it is: it may never do more than they
        name: String,
        /// What it may do; several with commas
        #[arg(long, value_enum, value_delimiter = ',', required = true)]
        scope: Vec<Scope>,
        /// For how many days
        #[arg(long, value_name = "N", default_value_t = 90)]
        days: u32,
    },
    /// Show who did what, who signed in, and what was refused
    Log {
        /// The last so many lines
        #[arg(long, value_name = "N", default_value_t = 100)]
        limit: usize,
    },
}
