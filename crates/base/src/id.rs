//! Stable ids: the same input gives the same id in every run, and an id of one kind is never taken for another.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The blake3 hash of bytes as received, 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContentHash(String);

impl ContentHash {
    /// Hashes `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        Self(blake3::hash(bytes).to_hex().to_string())
    }

    /// A hash read back from a store, as it was written there.
    pub fn from_hex(hex: impl Into<String>) -> Self {
        Self(hex.into())
    }

    /// The hexadecimal digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// What every id of this kind starts with.
            pub const PREFIX: &'static str = $prefix;

            /// Derives the id from the parts that identify the thing; 12 hexadecimal digits (48 bits).
            pub fn derive(parts: &[&str]) -> Self {
                Self(concat_hash($prefix, parts))
            }

            /// An id as a user typed it or a store kept it.
            pub fn parse(text: impl Into<String>) -> Self {
                Self(text.into())
            }

            /// The id as printed.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// A document as received (its bytes and its name).
    DocumentId = "doc-";
    /// A claim: one quote of one document read as one statement.
    ClaimId = "clm-";
    /// A resolved event, measure or figure that claims speak of.
    EventId = "evt-";
    /// The text that a group of documents copies.
    OriginId = "org-";
    /// A contradiction between claims.
    ContradictionId = "ctr-";
    /// An access constraint with all that was told of it.
    ConstraintId = "cst-";
    /// A footnote or reference of a document.
    CitationId = "cit-";
    /// A recommendation or commitment on record.
    ResponseId = "rsp-";
}

fn concat_hash(prefix: &str, parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let hex = hasher.finalize().to_hex();
    format!("{prefix}{}", &hex.as_str()[..12])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_not_run_together() {
        assert_ne!(ClaimId::derive(&["ab", "c"]), ClaimId::derive(&["a", "bc"]));
    }

    #[test]
    fn same_parts_same_id() {
        assert_eq!(ClaimId::derive(&["a"]), ClaimId::derive(&["a"]));
        assert!(ClaimId::derive(&["a"]).as_str().starts_with(ClaimId::PREFIX));
    }
}
