//! Style and script: files of the program, named by the hash of what they hold, so that browsers keep them for good.

use super::super::kept::compressed;
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::sync::{LazyLock, OnceLock};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");
/// What `web/` was bundled to; empty where the program was built without Node.
static BUNDLE: Dir<'_> = include_dir!("$OUT_DIR/web");

/// A file.
pub struct Asset {
    /// Its media type.
    pub kind: &'static str,
    /// What it holds.
    pub bytes: Vec<u8>,
    packed: OnceLock<Option<Vec<u8>>>,
}

impl Asset {
    fn new(name: &str, bytes: Vec<u8>) -> Self {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending);
        let kind = match ending {
            Some("css") => "text/css; charset=utf-8",
            Some("js" | "mjs") => "text/javascript; charset=utf-8",
            Some("svg") => "image/svg+xml",
            Some("txt") => "text/plain; charset=utf-8",
            _ => "application/octet-stream",
        };
        Self { kind, bytes, packed: OnceLock::new() }
    }

    /// The same compressed, once for all who ask; `None` where that is not shorter.
    pub fn packed(&self) -> Option<&[u8]> {
        let pack = || compressed(&self.bytes).filter(|p| p.len() < self.bytes.len());
        self.packed.get_or_init(pack).as_deref()
    }
}

#[derive(Default)]
struct Assets {
    /// By hashed name.
    files: BTreeMap<String, Asset>,
    /// Hashed names by their own.
    names: BTreeMap<String, String>,
}

static ASSETS: LazyLock<Assets> = LazyLock::new(|| {
    let mut all = Assets::default();
    for file in FILES.files() {
        let Some(name) = file.path().file_name().and_then(|n| n.to_str()) else { continue };
        let mut bytes = file.contents().to_vec();
        if name == "style.css" {
            // Pictures have the colours of the letter's, on a dark screen too.
            bytes.extend_from_slice(letter::charts::STYLE.as_bytes());
        }
        let Some((stem, ending)) = name.rsplit_once('.') else { continue };
        let hash = blake3::hash(&bytes).to_hex();
        let hashed = format!("{stem}-{}.{ending}", hash.get(..12).unwrap_or(&hash));
        all.put(name.to_owned(), hashed, bytes);
    }
    // Files of the bundle name one another: they keep the names that its maker gave them, which hold a hash already.
    for file in BUNDLE.files() {
        let Some(hashed) = file.path().file_name().and_then(|n| n.to_str()) else { continue };
        all.put(own_name(hashed), hashed.to_owned(), file.contents().to_vec());
    }
    all
});

impl Assets {
    fn put(&mut self, name: String, hashed: String, bytes: Vec<u8>) {
        self.files.insert(hashed.clone(), Asset::new(&name, bytes));
        self.names.insert(name, hashed);
    }
}

/// `page.js` of `page-B3f_9Qx1.js`; a hash is of eight letters, which may hold a hyphen themselves.
fn own_name(hashed: &str) -> String {
    const HASH: usize = 8;
    let Some((stem, ending)) = hashed.rsplit_once('.') else { return hashed.to_owned() };
    let cut = stem.len().checked_sub(HASH + 1).filter(|at| stem.get(*at..*at + 1) == Some("-"));
    match cut.and_then(|at| stem.get(..at)) {
        Some(own) => format!("{own}.{ending}"),
        None => hashed.to_owned(),
    }
}

/// The path of a file; `None` where the program was built without it.
pub fn name(file: &str) -> Option<String> {
    ASSETS.names.get(file).map(|hashed| format!("/static/{hashed}"))
}

/// A file by its hashed name.
pub fn asset(name: &str) -> Option<&'static Asset> {
    ASSETS.files.get(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_ends_the_name_of_a_bundled_file() {
        assert_eq!(own_name("page-B3f_9Qx1.js"), "page.js");
        assert_eq!(own_name("map-Ab-_12-x.css"), "map.css");
        assert_eq!(own_name("licences.txt"), "licences.txt");
        assert_eq!(own_name("é-12345678.js"), "é.js");
    }

    #[test]
    fn style_is_there_with_the_colours_of_pictures() {
        let path = name("style.css").unwrap();
        let style = asset(path.strip_prefix("/static/").unwrap()).unwrap();
        assert!(style.kind.starts_with("text/css") && style.packed().unwrap().len() < style.bytes.len());
        assert!(String::from_utf8_lossy(&style.bytes).contains(".chart-narrow"));
    }

    /// Where the program has script, its licences come with it, and the entry stays small.
    #[test]
    fn script_comes_with_its_licences() {
        let Some(path) = name("page.js") else { return println!("skipped: built without script") };
        let page = asset(path.strip_prefix("/static/").unwrap()).unwrap();
        assert!(page.bytes.len() < 20_000, "{}", page.bytes.len());
        let licences = asset(name("licences.txt").unwrap().strip_prefix("/static/").unwrap()).unwrap();
        let text = String::from_utf8_lossy(&licences.bytes).into_owned();
        assert!(text.contains("maplibre-gl") && text.contains("uplot"), "{text}");
    }
}
