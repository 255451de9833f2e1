//! What stands at the head of a bundle, readable before anything is unfolded.

use super::keys::PublicKey;
use base::{Date, Tlp};
use serde::{Deserialize, Serialize};

/// The layout of bundles that this program writes and reads.
pub const VERSION: u32 = 1;

/// The first line of a bundle is this and its version.
pub const MAGIC: &str = "faleme-bundle ";

/// Who shares what with whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Header {
    /// The sender's key.
    pub from: PublicKey,
    /// What the sender calls itself; the receiver goes by its own name for the key.
    pub name: String,
    /// The recipient's key.
    pub to: PublicKey,
    /// Counts the sender's bundles for this recipient, from 1: the highest counts, whatever arrives when.
    pub number: u64,
    /// What could be known on that day; without one, all that the sender has.
    pub as_of: Option<Date>,
    /// The strictest marking that the sender lets the recipient hold.
    pub holds: Tlp,
    /// The strictest marking stated in it.
    pub tlp: Option<Tlp>,
    /// The program that wrote it (`prov:wasGeneratedBy`); it is attributed to its sender (`prov:wasAttributedTo`).
    pub generated_by: String,
    /// Under which licence it is passed on.
    pub licence: String,
    /// How many records.
    pub records: u64,
    /// Length of their list, bytes before compression.
    pub length: u64,
    /// Hash of their list.
    pub digest: String,
}

impl Header {
    /// Its one canonical form.
    pub fn canonical(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}
