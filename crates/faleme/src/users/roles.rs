//! What a user may do and see, and what a token may do of it.

use base::Tlp;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What a user may do; each may do what stands before it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, clap::ValueEnum,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Reads what may be handed on.
    Reader,
    /// Decides on claims, reads documents into the case, sees routes and statuses by class and day.
    Analyst,
    /// Issues letters.
    Editor,
    /// Makes users.
    Admin,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Reader, Self::Analyst, Self::Editor, Self::Admin];

    /// The strictest marking that the role sees.
    pub fn sees(self) -> Tlp {
        match self {
            Self::Reader => Tlp::Green,
            Self::Analyst | Self::Editor | Self::Admin => Tlp::AmberStrict,
        }
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Analyst => "analyst",
            Self::Editor => "editor",
            Self::Admin => "admin",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Role {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|role| role.name() == text)
            .ok_or_else(|| format!("`{text}` is none of reader, analyst, editor, admin"))
    }
}

/// What a token may do, as far as its user may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, clap::ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// Ask.
    Read,
    /// Decide on claims and events.
    Decide,
    /// Bring documents and datasets, change the case.
    Upload,
    /// Issue letters.
    Issue,
}

impl Scope {
    const ALL: [Self; 4] = [Self::Read, Self::Decide, Self::Upload, Self::Issue];

    fn name(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Decide => "decide",
            Self::Upload => "upload",
            Self::Issue => "issue",
        }
    }
}

/// Several scopes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scopes(Vec<Scope>);

impl Scopes {
    /// These, each once.
    pub fn new(scopes: &[Scope]) -> Self {
        let mut scopes = scopes.to_vec();
        scopes.sort_unstable();
        scopes.dedup();
        Self(scopes)
    }

    /// Each of them.
    pub fn all(&self) -> &[Scope] {
        &self.0
    }

    /// Whether `scope` is among them.
    pub fn hold(&self, scope: Scope) -> bool {
        self.0.contains(&scope)
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.iter().map(|s| s.name()).collect::<Vec<_>>().join(" "))
    }
}

/// Names that are not known give nothing.
impl From<&str> for Scopes {
    fn from(text: &str) -> Self {
        let known = |word: &str| Scope::ALL.into_iter().find(|s| s.name() == word);
        Self::new(&text.split_whitespace().filter_map(known).collect::<Vec<_>>())
    }
}
