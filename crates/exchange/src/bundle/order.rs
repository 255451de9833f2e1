//! Which of several snapshots of a sender counts: neither loss nor repetition nor order of arrival matters.

use super::header::Header;

/// Names a snapshot that was taken in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Snapshot {
    /// Its number.
    pub number: u64,
    /// Hash of its bytes without the signature.
    pub digest: String,
}

/// What becomes of a bundle beside the one of the same key that is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// It takes the place of what was held.
    Newer,
    /// It is what is held.
    Same,
    /// A later one is held.
    Older,
    /// Another one of the same number is held, and stays.
    ForkedOlder,
    /// Another one of the same number is held, and gives way.
    ForkedNewer,
}

impl Place {
    /// What becomes of `new` beside `held`. Two different bundles of one number come from a sender that lost its count, or from two
    /// who hold one key: the one with the greater hash counts, so that all receivers settle on the same one.
    pub fn of(new: &Snapshot, held: Option<&Snapshot>) -> Self {
        use std::cmp::Ordering::{Equal, Greater, Less};
        let Some(held) = held else { return Self::Newer };
        match (new.number.cmp(&held.number), new.digest.cmp(&held.digest)) {
            (Greater, _) => Self::Newer,
            (Less, _) => Self::Older,
            (Equal, Equal) => Self::Same,
            (Equal, Greater) => Self::ForkedNewer,
            (Equal, Less) => Self::ForkedOlder,
        }
    }

    /// Whether the new one counts from now on.
    pub fn counts(self) -> bool {
        matches!(self, Self::Newer | Self::ForkedNewer)
    }

    /// Whether two bundles go by one number.
    pub fn is_fork(self) -> bool {
        matches!(self, Self::ForkedNewer | Self::ForkedOlder)
    }
}

impl Header {
    /// The snapshot that it heads.
    pub fn snapshot(&self, digest: &str) -> Snapshot {
        Snapshot { number: self.number, digest: digest.to_owned() }
    }
}
