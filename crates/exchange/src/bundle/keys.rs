//! Ed25519 keys (RFC 8032): who signs, and whose signature holds.

use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use serde::{Deserialize, Serialize};
use std::fmt;

/// What a typed key begins with.
const PREFIX: &str = "ed25519:";

/// A partner's public key: written `ed25519:` and 64 hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PublicKey([u8; 32]);

/// What is typed is no public key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a public key is `ed25519:` and 64 hexadecimal digits, as `faleme partners DIR key` prints it")]
pub struct NotAKey;

impl PublicKey {
    /// Reads a key as it is typed.
    pub fn parse(text: &str) -> Result<Self, NotAKey> {
        let digits = text.trim().strip_prefix(PREFIX).ok_or(NotAKey)?;
        unhex(digits).ok_or(NotAKey).map(Self)
    }

    /// Sixteen digits that people compare over the telephone; two keys that share them are not to be expected.
    pub fn fingerprint(&self) -> String {
        let hex = blake3::hash(&self.0).to_hex();
        let groups: Vec<&str> = (0..4).filter_map(|i| hex.as_str().get(i * 4..i * 4 + 4)).collect();
        groups.join("-")
    }

    /// Whether the signature is of this key, over these bytes.
    pub(super) fn verifies(&self, bytes: &[u8], signature: &[u8]) -> bool {
        UnparsedPublicKey::new(&ED25519, self.0).verify(bytes, signature).is_ok()
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{PREFIX}{}", hex(&self.0))
    }
}

impl fmt::Debug for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl TryFrom<String> for PublicKey {
    type Error = NotAKey;
    fn try_from(text: String) -> Result<Self, NotAKey> {
        let key = Self::parse(&text)?;
        // One key has one spelling.
        if key.to_string() == text { Ok(key) } else { Err(NotAKey) }
    }
}

impl From<PublicKey> for String {
    fn from(key: PublicKey) -> Self {
        key.to_string()
    }
}

/// One's own key: 32 random bytes that the program draws and keeps. It is never printed.
pub struct SecretKey(Ed25519KeyPair);

impl SecretKey {
    /// The key of a seed.
    pub fn of_seed(seed: &[u8; 32]) -> Result<Self, NotAKey> {
        Ed25519KeyPair::from_seed_unchecked(seed).map(Self).map_err(|_| NotAKey)
    }

    /// What partners are given.
    pub fn public(&self) -> PublicKey {
        let mut bytes = [0; 32];
        bytes.copy_from_slice(self.0.public_key().as_ref());
        PublicKey(bytes)
    }

    pub(super) fn sign(&self, bytes: &[u8]) -> Vec<u8> {
        self.0.sign(bytes).as_ref().to_vec()
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the secret key of {}", self.public())
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let digit = |b: u8| char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok());
    let digits: Vec<u8> = text.bytes().map(digit).collect::<Option<_>>()?;
    let bytes: Vec<u8> = digits.chunks(2).map(|pair| pair.iter().fold(0, |sum, d| sum << 4 | d)).collect();
    if digits.len() == 64 { bytes.try_into().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_as_it_is_printed_and_nothing_else_is_one() {
        let key = SecretKey::of_seed(&[7; 32]).unwrap().public();
        let printed = key.to_string();
        assert_eq!(PublicKey::parse(&printed), Ok(key));
        assert_eq!(
            PublicKey::parse(&format!(" {}\n", printed.to_uppercase().replace("ED25519", "ed25519"))),
            Ok(key)
        );
        for wrong in
            ["", "ed25519:", "ed25519:12", printed.strip_suffix('a').unwrap_or("x"), "age1qqq", "ed25519:é"]
        {
            assert_eq!(PublicKey::parse(wrong), Err(NotAKey), "{wrong}");
        }
        assert_eq!(PublicKey::parse(&format!("{printed}00")), Err(NotAKey));
        assert_eq!(key.fingerprint().len(), 19);
    }

    #[test]
    fn a_secret_key_is_not_printed() {
        let shown = format!("{:?}", SecretKey::of_seed(&[9; 32]).unwrap());
        assert!(!shown.contains("0909"), "{shown}");
    }
}
