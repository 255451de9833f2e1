//! Style and script: files of the program, named by the hash of what they hold, so that browsers keep them for good.

use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");

struct Asset {
    kind: &'static str,
    bytes: &'static [u8],
}

/// Files by their hashed names, and hashed names by their own.
static ASSETS: LazyLock<(BTreeMap<String, Asset>, BTreeMap<String, String>)> = LazyLock::new(|| {
    let (mut assets, mut names) = (BTreeMap::new(), BTreeMap::new());
    for file in FILES.files() {
        let Some(name) = file.path().file_name().and_then(|n| n.to_str()) else { continue };
        let Some((stem, ending)) = name.rsplit_once('.') else { continue };
        let kind = match ending {
            "css" => "text/css; charset=utf-8",
            "js" => "text/javascript; charset=utf-8",
            "svg" => "image/svg+xml",
            _ => "application/octet-stream",
        };
        let hash = blake3::hash(file.contents()).to_hex();
        let hashed = format!("{stem}-{}.{ending}", hash.get(..12).unwrap_or(&hash));
        assets.insert(hashed.clone(), Asset { kind, bytes: file.contents() });
        names.insert(name.to_owned(), hashed);
    }
    (assets, names)
});

/// The path of a file; `None` where the program was built without it.
pub fn name(file: &str) -> Option<String> {
    ASSETS.1.get(file).map(|hashed| format!("/static/{hashed}"))
}

/// A file by its hashed name.
pub fn asset(name: &str) -> Option<(&'static str, &'static [u8])> {
    ASSETS.0.get(name).map(|a| (a.kind, a.bytes))
}
