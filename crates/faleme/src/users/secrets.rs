//! Secrets of 256 random bits: what is handed out, and the hash that is kept.

use anyhow::{Result, anyhow};

/// A secret that was handed out, or is shown again by whoever holds it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret([u8; 32]);

impl Secret {
    /// A new one, from the system's own source.
    pub fn new() -> Result<Self> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes).map_err(|e| anyhow!("no random numbers: {e}"))?;
        Ok(Self(bytes))
    }

    /// As it is written: 64 hexadecimal digits.
    pub fn written(&self) -> String {
        self.0.iter().map(|b| format!("{b:02x}")).collect()
    }

    /// Reads one back; nothing else than 64 lower-case hexadecimal digits is one.
    pub fn read(text: &str) -> Option<Self> {
        let digit = |b: u8| match b {
            b'0'..=b'9' => Some(b - b'0'),
            b'a'..=b'f' => Some(b - b'a' + 10),
            _ => None,
        };
        let digits: Vec<u8> = text.bytes().map(digit).collect::<Option<_>>()?;
        let bytes: Vec<u8> = digits.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect();
        if digits.len() == 64 { bytes.try_into().ok().map(Self) } else { None }
    }

    /// What is kept of it.
    pub fn hash(&self) -> [u8; 32] {
        *blake3::hash(&self.0).as_bytes()
    }

    /// The word that forms of this session carry, so that no other site can send them. It tells nothing of the secret.
    pub fn csrf(&self) -> String {
        let key = blake3::derive_key("faleme 2025 form of a session", &self.0);
        key.iter().map(|b| format!("{b:02x}")).collect()
    }
}

/// Whether two words are the same, in a time that does not tell where they differ.
pub fn proves(given: &str, expected: &str) -> bool {
    blake3::hash(given.as_bytes()) == blake3::hash(expected.as_bytes())
}
