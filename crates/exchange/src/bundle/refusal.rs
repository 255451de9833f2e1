//! Why a bundle is refused.

use super::keys::PublicKey;
use base::{Date, Tlp};

/// Why nothing of a bundle is taken in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not a bundle at all: a page, a document, a cut file.
    #[error("it is no bundle, or only a part of one")]
    NotABundle,
    /// Of a layout that this program does not know.
    #[error("it is of format {0}; this program reads format {known}: update the program", known = super::VERSION)]
    Newer(u32),
    /// Larger than a bundle may be, or it says one length and is of another.
    #[error("{0}")]
    TooLarge(String),
    /// The key is nobody's that is listed here.
    #[error(
        "it is signed with a key that is not among your partners' ({0}); ask who sent it before you add that key"
    )]
    Unknown(PublicKey),
    /// The key was taken back.
    #[error("the key of {name} was revoked on {on}")]
    Revoked {
        /// The partner.
        name: String,
        /// Since when.
        on: Date,
    },
    /// The partner has another key by now.
    #[error("{name} has another key since {on}; ask for a bundle signed with it")]
    Replaced {
        /// The partner.
        name: String,
        /// Since when.
        on: Date,
    },
    /// The signature is not of the key that the header names, or a byte was changed.
    #[error("its signature does not hold: it was changed on the way, or {0} did not write it")]
    Signature(String),
    /// Meant for somebody else.
    #[error("it is addressed to another key ({0}), not to this case's")]
    NotForMe(PublicKey),
    /// More than may be held here.
    #[error("it is marked {stated}, stricter than {ceiling}, which is agreed with {name}", stated = .stated.as_str(), ceiling = .ceiling.as_str())]
    Stricter {
        /// The partner.
        name: String,
        /// The bundle's marking.
        stated: Tlp,
        /// What may be held.
        ceiling: Tlp,
    },
    /// Rightly signed, and still no list of records as this program writes it.
    #[error("what it holds is not as it should be: {0}")]
    Malformed(String),
}

impl Refusal {
    /// A short stable name for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::NotABundle => "bundle.not_a_bundle",
            Self::Newer(_) => "bundle.newer",
            Self::TooLarge(_) => "bundle.too_large",
            Self::Unknown(_) => "bundle.unknown_key",
            Self::Revoked { .. } => "bundle.revoked_key",
            Self::Replaced { .. } => "bundle.replaced_key",
            Self::Signature(_) => "bundle.signature",
            Self::NotForMe(_) => "bundle.not_for_me",
            Self::Stricter { .. } => "bundle.stricter",
            Self::Malformed(_) => "bundle.malformed",
        }
    }
}
