//! One's own keys: a file beside the ledger that only its owner may read. Nothing exports it.

use age::secrecy::ExposeSecret;
use age::x25519;
use anyhow::{Context, Result, anyhow, bail};
use exchange::bundle::SecretKey;
use std::fs::OpenOptions;
use std::io::{Read, Write};
use std::path::Path;

/// Its name in the case folder.
pub const FILE: &str = "partners.key";

/// What the line of the signing key begins with.
const SIGNING: &str = "FALEME-SIGNING-KEY ";

/// What an age file begins with.
pub const AGE: &[u8] = b"age-encryption.org/";

/// The file is at most so long, bytes.
const LONGEST: u64 = 4_096;

/// One's own keys.
pub struct Identity {
    /// Signs bundles.
    pub signing: SecretKey,
    opening: x25519::Identity,
}

impl Identity {
    /// The keys of a case folder, if they were made.
    pub fn find(dir: &Path) -> Result<Option<Self>> {
        let path = dir.join(FILE);
        if !path.exists() {
            return Ok(None);
        }
        let mut text = String::new();
        let file = std::fs::File::open(&path).and_then(|f| f.take(LONGEST).read_to_string(&mut text));
        file.with_context(|| format!("reading {}", path.display()))?;
        let broken = || {
            anyhow!("{} holds no keys as this program writes them: bring it back from a copy", path.display())
        };
        Self::parse(&text).ok_or_else(broken).map(Some)
    }

    /// The same; says how to make them where there are none.
    pub fn load(dir: &Path) -> Result<Self> {
        Self::find(dir)?.context("this case has no keys yet: `faleme partners DIR key` makes them")
    }

    /// Draws new keys and writes them; those before are gone.
    pub fn make(dir: &Path) -> Result<Self> {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).map_err(|e| anyhow!("no random numbers: {e}"))?;
        let made = Self { signing: SecretKey::of_seed(&seed)?, opening: x25519::Identity::generate() };
        let digits: String = seed.iter().map(|b| format!("{b:02x}")).collect();
        let text = format!(
            "# Private keys of this case: whoever has them can speak in its name. Hand on nothing of this file.\n{SIGNING}{digits}\n{}\n",
            made.opening.to_string().expose_secret()
        );
        write_private(&dir.join(FILE), text.as_bytes())?;
        Ok(made)
    }

    fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        let digits = lines.next()?.strip_prefix(SIGNING)?.trim();
        let byte = |at: usize| u8::from_str_radix(digits.get(at * 2..at * 2 + 2)?, 16).ok();
        let seed: Vec<u8> = (0..32).map(byte).collect::<Option<_>>()?;
        let seed: [u8; 32] = seed.try_into().ok().filter(|_| digits.len() == 64)?;
        let opening = lines.next()?.trim().parse().ok()?;
        Some(Self { signing: SecretKey::of_seed(&seed).ok()?, opening })
    }

    /// The age recipient that partners encrypt for.
    pub fn recipient(&self) -> String {
        self.opening.to_public().to_string()
    }

    /// A bundle, decrypted if it is an age file; at most so many bytes.
    pub fn decrypted(&self, bytes: Vec<u8>, longest: u64) -> Result<Vec<u8>> {
        if !bytes.starts_with(AGE) {
            return Ok(bytes);
        }
        let opened = crate::guard::guarded(|| -> Result<Vec<u8>> {
            let decryptor = age::Decryptor::new_buffered(bytes.as_slice())?;
            let reader = decryptor.decrypt(std::iter::once(&self.opening as &dyn age::Identity))?;
            let mut plain = Vec::new();
            reader.take(longest + 1).read_to_end(&mut plain)?;
            Ok(plain)
        });
        match opened {
            Some(Ok(plain)) => Ok(plain),
            _ => bail!("it is encrypted, and not for this case's key, or a part of it is missing or changed"),
        }
    }
}

/// A partner's age recipient as it is typed.
pub fn recipient(text: &str) -> Result<x25519::Recipient> {
    let wrong = |_| anyhow!("an age recipient is `age1…`, as `faleme partners DIR key` prints it");
    text.trim().parse::<x25519::Recipient>().map_err(wrong)
}

/// Writes beside, then moves into place: never half a file, never readable for others.
fn write_private(path: &Path, bytes: &[u8]) -> Result<()> {
    let beside = path.with_extension("key.new");
    let writing = || format!("writing {}", path.display());
    let _ = std::fs::remove_file(&beside);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&beside).with_context(writing)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).with_context(writing)?;
    std::fs::rename(&beside, path).with_context(writing)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_read_back_and_are_their_owners_alone() {
        let folder = tempfile::tempdir().unwrap();
        assert!(Identity::find(folder.path()).unwrap().is_none());
        let made = Identity::make(folder.path()).unwrap();
        let read = Identity::load(folder.path()).unwrap();
        assert_eq!(made.signing.public(), read.signing.public());
        assert_eq!(made.recipient(), read.recipient());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(folder.path().join(FILE)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600);
        }
        let sealed = age::encrypt(&recipient(&made.recipient()).unwrap(), b"words").unwrap();
        assert_eq!(read.decrypted(sealed.clone(), 5).unwrap(), b"words");
        assert_eq!(read.decrypted(b"plain".to_vec(), 5).unwrap(), b"plain");
        assert_eq!(
            read.decrypted(sealed.clone(), 2).unwrap().len(),
            3,
            "what is longer is cut, and refused later"
        );
        let again = Identity::make(folder.path()).unwrap();
        assert!(again.decrypted(sealed, 5).is_err());
        assert!(again.decrypted(b"age-encryption.org/v1\nx".to_vec(), 5).is_err());
        std::fs::write(folder.path().join(FILE), "FALEME-SIGNING-KEY zz\n").unwrap();
        assert!(Identity::find(folder.path()).is_err(), "a broken file is not silently replaced");
    }
}
