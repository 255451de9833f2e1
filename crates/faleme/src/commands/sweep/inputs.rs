//! A hash of all that a sweep depends on: what is kept under it answers the same question.

use super::DRAWS;
use crate::cli::Sweep as Args;
use crate::supply::{Supplied, TABLES};
use anyhow::{Context, Result};
use std::path::Path;
use supply::Held;

/// One more whenever the way futures are drawn or reckoned changes.
const LAYOUT: u32 = 1;

/// The hash, in hexadecimal.
pub fn hash(args: &Args, supplied: &Supplied, held: &[Held<'_>], width: usize) -> Result<String> {
    let mut hasher = blake3::Hasher::new();
    let mut put = |name: &str, bytes: &[u8]| {
        // With their lengths, so that no two lists of inputs run together.
        for part in [name.as_bytes(), bytes] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
    };
    put("version", format!("{} {LAYOUT}", env!("CARGO_PKG_VERSION")).as_bytes());
    let (day, days, seed) = (supplied.setting.day, args.days, args.seed);
    put("asked", format!("{day} {days} {seed} {DRAWS} {width}").as_bytes());
    for name in [crate::case::FILE, TABLES, crate::corridor::CLASSES] {
        put(name, &file(&args.dir.join(name))?);
    }
    put("roads", &postcard::to_stdvec(&supplied.setting.network).context("packing the roads")?);
    put("limits", &serde_json::to_vec(&supplied.setting.limits).context("packing the limits")?);
    let grades: Vec<_> = held.iter().map(|held| &held.grades).collect();
    put("grades", &serde_json::to_vec(&grades).context("packing the days")?);
    Ok(hasher.finalize().to_hex().to_string())
}

/// The bytes of a file; none where there is none.
fn file(path: &Path) -> Result<Vec<u8>> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    std::fs::read(path).with_context(|| format!("reading {}", path.display()))
}
