//! Passwords: argon2id hashes in the PHC format, each with a salt of its own.

use anyhow::{Result, anyhow, bail};
use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use std::sync::LazyLock;

/// Characters of a password at the least (NIST SP 800-63B asks for 8 beside a second factor, and for 15 alone; 12 with
/// back-off at sign-in).
pub const SHORTEST: usize = 12;
/// Bytes at the most: longer ones would let anybody make the hash slow.
const LONGEST: usize = 1_024;

/// Memory in KiB, passes, lanes: the first choice of OWASP's password storage cheat sheet that fits a small machine.
const COST: (u32, u32, u32) = (19_456, 2, 1);

fn hasher() -> Result<Argon2<'static>> {
    let (memory, passes, lanes) = COST;
    let params = Params::new(memory, passes, lanes, None).map_err(|e| anyhow!("argon2: {e}"))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// Refuses a password that is too short, too long, or holds its user's name alone.
pub fn check(password: &str, name: &str) -> Result<()> {
    if password.chars().count() < SHORTEST {
        bail!("a password has at least {SHORTEST} characters");
    }
    if password.len() > LONGEST {
        bail!("a password has at most {LONGEST} bytes");
    }
    let few = password.chars().collect::<std::collections::BTreeSet<_>>().len() < 4;
    if few || password.to_lowercase().replace(&name.to_lowercase(), "").chars().count() < SHORTEST / 2 {
        bail!("this password is too easy to guess: take several words that do not belong together");
    }
    Ok(())
}

/// The hash that is kept.
pub fn hash(password: &str) -> Result<String> {
    let mut salt = [0; 16];
    getrandom::fill(&mut salt).map_err(|e| anyhow!("no random numbers: {e}"))?;
    let hash = hasher()?.hash_password_with_salt(password.as_bytes(), &salt);
    Ok(hash.map_err(|e| anyhow!("argon2: {e}"))?.to_string())
}

/// Whether a password is the one that was hashed.
pub fn is(password: &str, kept: &str) -> bool {
    let Ok(kept) = PasswordHash::new(kept) else { return false };
    let Ok(hasher) = hasher() else { return false };
    password.len() <= LONGEST && hasher.verify_password(password.as_bytes(), &kept).is_ok()
}

/// The hash of nobody's password: a name that is not known takes as long as one that is.
pub fn nobody() -> &'static str {
    static NOBODY: LazyLock<String> = LazyLock::new(|| hash("nobody signs in with this").unwrap_or_default());
    &NOBODY
}
