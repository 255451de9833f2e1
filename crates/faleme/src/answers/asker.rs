//! Who asks, as far as an answer depends on it: not by which name or by what way they came.

use crate::store::Readers;
use crate::users::Role;
use base::Tlp;

/// Who asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asker {
    /// What they may do.
    pub role: Role,
    /// What they may see.
    pub readers: Readers,
}

impl Asker {
    /// The owner of the case, at the machine it is on.
    pub const OWNER: Self = Self { role: Role::Admin, readers: Readers::OWNER };

    /// A user of this role. They sit elsewhere: rows that may not be passed on are not for them.
    pub fn user(role: Role) -> Self {
        Self { role, readers: Readers { tlp: role.sees(), abroad: true } }
    }

    /// Whoever reads what leaves the machine as a file: they ask as a user of that marking would, and change nothing.
    pub fn elsewhere(tlp: Tlp) -> Self {
        let role = if tlp < Tlp::Amber { Role::Reader } else { Role::Analyst };
        Self { role, readers: Readers { tlp, abroad: true } }
    }
}
