//! Who asks.

use crate::store::Readers;
use base::Tlp;

/// What a visitor may do; each may do what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    /// The strictest marking that the role sees.
    pub fn sees(self) -> Tlp {
        match self {
            Self::Reader => Tlp::Green,
            Self::Analyst | Self::Editor | Self::Admin => Tlp::AmberStrict,
        }
    }
}

/// Who asks.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Signs decisions.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// What they may see.
    pub readers: Readers,
}

impl Visitor {
    /// The owner of the case, at the machine it is on.
    pub fn owner() -> Self {
        let name =
            std::env::var("USER").ok().filter(|n| !n.trim().is_empty()).unwrap_or_else(|| "owner".into());
        Self { name, role: Role::Admin, readers: Readers::OWNER }
    }
}
