//! What bytes look like: whether a server sent what was asked for, or a page, an error, a pointer in its place.

use super::{Step, helped, refused, tamed};
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// Looked at of a file, bytes.
const HEAD: u64 = 64 * 1024;

/// What a file should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// A zip file (an Excel workbook is one).
    Zip,
    /// An OpenStreetMap file.
    Pbf,
    /// A table with these columns: each group is one column under any of its names.
    Table(&'static [&'static [&'static str]]),
    /// A table without a header, of so many columns between tabs.
    Tabs(usize),
    /// JSON.
    Json,
    /// A feed: XML or JSON.
    Feed,
    /// A web page.
    Page,
}

/// Columns of UCDP GED, by the names of its country and of its global files.
pub const UCDP: Expected = Expected::Table(&[
    &["id"],
    &["type_of_violence"],
    &["country"],
    &["date_start"],
    &["date_end"],
    &["latitude"],
    &["longitude"],
    &["best", "best_est"],
]);

/// Columns of the WFP's prices, by the names of its present and its former layout.
pub const WFP: Expected = Expected::Table(&[
    &["date"],
    &["market", "mktname"],
    &["commodity", "cmname"],
    &["unit"],
    &["currency"],
    &["price"],
]);

/// Columns of a GeoNames country file (its readme).
pub const GEONAMES: Expected = Expected::Tabs(19);

/// Looks at the file at `path`; a gzip stream in place of a table is unpacked.
pub fn look(path: &Path, expected: Expected) -> Step<()> {
    let mut head = head(path)?;
    let packed = head.starts_with(&[0x1f, 0x8b]);
    if packed && !matches!(expected, Expected::Zip | Expected::Pbf) {
        super::unpack::gunzip_in_place(path)?;
        head = self::head(path)?;
    }
    judge(&head, expected)
}

fn head(path: &Path) -> Step<Vec<u8>> {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    read.map_err(|e| refused("fetch.unreadable", format!("{}: {e}", path.display())))?;
    Ok(head)
}

/// Judges the beginning of a file.
pub fn judge(head: &[u8], expected: Expected) -> Step<()> {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.is_empty() {
        return Err(refused("fetch.empty", "the answer is empty"));
    }
    if is_page(text) && expected != Expected::Page {
        let title = text
            .split_once("<title")
            .and_then(|(_, t)| t.split_once('>'))
            .and_then(|(_, t)| t.split_once('<'));
        let titled = title.map_or(String::new(), |(title, _)| format!(" (“{}”)", tamed(title)));
        let said = format!("a web page{titled} came in place of the file");
        return Err(helped(
            "fetch.page",
            said,
            "the publisher moved it, or wants a click: look at the address in a browser",
        ));
    }
    if text.starts_with("version https://git-lfs.github.com/spec/") {
        let help = "the file itself is at media.githubusercontent.com: let `redirects` name it";
        return Err(helped("fetch.pointer", "a Git LFS pointer came in place of the file", help));
    }
    if let Some(words) = error_in(text, expected) {
        return Err(refused(
            "fetch.error_answer",
            format!("the server answers with an error in place of the file: {words}"),
        ));
    }
    match expected {
        Expected::Zip if !head.starts_with(b"PK\x03\x04") => Err(not_a("zip file", text)),
        Expected::Pbf if !is_pbf(head) => Err(not_a("OpenStreetMap file (.osm.pbf)", text)),
        Expected::Json if !text.starts_with(['{', '[']) => Err(not_a("JSON file", text)),
        Expected::Feed if !text.starts_with(['{', '<']) => Err(not_a("feed", text)),
        Expected::Table(columns) => table(text, columns),
        Expected::Tabs(count) => tabs(text, count),
        _ => Ok(()),
    }
}

fn is_page(text: &str) -> bool {
    let start: String = text.chars().take(2_000).collect::<String>().to_ascii_lowercase();
    let start = start.trim_start();
    let bare = start
        .strip_prefix("<?xml")
        .and_then(|s| s.split_once("?>"))
        .map_or(start, |(_, rest)| rest.trim_start());
    bare.starts_with("<!doctype html") || bare.starts_with("<html") || bare.starts_with("<head")
}

/// What a server says is wrong, in JSON or as a store of objects says it in XML.
fn error_in(text: &str, expected: Expected) -> Option<String> {
    if let Some(inside) = text.split_once("<Error>").filter(|(before, _)| before.len() < 200).map(|(_, i)| i)
    {
        let part = |tag: &str| {
            let (_, rest) = inside.split_once(&format!("<{tag}>"))?;
            rest.split_once('<').map(|(words, _)| tamed(words))
        };
        return Some([part("Code"), part("Message")].into_iter().flatten().collect::<Vec<_>>().join(": "));
    }
    if !text.starts_with('{') {
        return None;
    }
    let json: serde_json::Value = serde_json::from_str(text).ok()?;
    let says_no = json.get("success").and_then(serde_json::Value::as_bool) == Some(false);
    let wrong =
        ["error", "errors", "Message", "message", "detail", "fault"].iter().find_map(|key| json.get(key));
    let foreign = !matches!(expected, Expected::Json | Expected::Feed);
    (says_no || foreign && wrong.is_some()).then(|| {
        let inner = wrong.and_then(|w| w.get("message").or(Some(w)));
        inner.map_or_else(
            || "success: false".to_owned(),
            |w| tamed(w.as_str().map_or(w.to_string(), str::to_owned).as_str()),
        )
    })
}

fn not_a(what: &str, text: &str) -> Box<base::Issue> {
    let start: String = text.chars().take(40).collect();
    let said = format!("it is no {what}; it begins with “{}”", tamed(&start));
    helped("fetch.not_that", said, "look at the address in `fetch.toml`")
}

/// The first block of an OpenStreetMap file: the length of its head, and `OSMHeader` as its type.
fn is_pbf(head: &[u8]) -> bool {
    let starts = matches!(head, [0, 0, _, _, 0x0a, 0x09, ..]);
    starts && head.get(6..15) == Some(b"OSMHeader".as_slice())
}

fn table(text: &str, columns: &[&[&str]]) -> Step<()> {
    let line = text.lines().next().unwrap_or_default();
    let sign = [',', ';', '\t'].into_iter().max_by_key(|s| line.matches(*s).count()).unwrap_or(',');
    let bare = |name: &str| name.trim().trim_matches('"').trim().to_lowercase();
    let names: Vec<String> = line.split(sign).map(bare).collect();
    let lacking: Vec<&str> = columns
        .iter()
        .filter(|any| !any.iter().any(|name| names.iter().any(|n| n == name)))
        .filter_map(|any| any.first().copied())
        .collect();
    if lacking.is_empty() {
        return Ok(());
    }
    let said = format!(
        "its layout has changed: there is no column {}; it has {}",
        lacking.iter().map(|l| format!("`{l}`")).collect::<Vec<_>>().join(", "),
        tamed(&names.join(", "))
    );
    Err(helped("fetch.layout", said, "the earlier file stays; a mapping file can read the new layout"))
}

fn tabs(text: &str, count: usize) -> Step<()> {
    let line = text.lines().next().unwrap_or_default();
    let found = line.split('\t').count();
    if found == count {
        return Ok(());
    }
    let said =
        format!("its layout has changed: its first row has {found} columns between tabs in place of {count}");
    Err(helped("fetch.layout", said, "the earlier file stays"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(head: &[u8], expected: Expected) -> String {
        judge(head, expected).map_or_else(|issue| issue.code, |()| "fine".into())
    }

    #[test]
    fn what_was_asked_for_is_known() {
        let names = b"1\tKita\tKita\t\t13.0\t-9.5\tP\tPPLA2\tML\t\t01\t02\t\t\t4000\t\t330\tAfrica/Bamako\t2020-01-01\n";
        assert_eq!(code(names, GEONAMES), "fine");
        assert_eq!(code(b"PK\x03\x04rest", Expected::Zip), "fine");
        assert_eq!(code(b"\0\0\0\x0d\x0a\x09OSMHeader\x18\x7a", Expected::Pbf), "fine");
        assert_eq!(code(b"\xef\xbb\xbf\"date\",admin1,market,commodity,unit,currency,price\n", WFP), "fine");
        assert_eq!(code(b"date,cmname,unit,category,price,currency,country,admname,mktname\n", WFP), "fine");
        assert_eq!(
            code(b"id;type_of_violence;country;date_start;date_end;latitude;longitude;best_est\n", UCDP),
            "fine"
        );
        assert_eq!(
            code(b"{\"message\": \"of a feature\", \"type\": \"FeatureCollection\"}", Expected::Json),
            "fine"
        );
        assert_eq!(code(b"<?xml version='1.0'?><rss version='2.0'>", Expected::Feed), "fine");
    }

    #[test]
    fn what_came_in_its_place_is_named() {
        for (head, expected, wanted) in [
            (&b"<!DOCTYPE html><title>Moved</title>"[..], WFP, "fetch.page"),
            (b"\n <?xml version='1.0'?>\n<html xmlns='x'>", Expected::Zip, "fetch.page"),
            (b"version https://git-lfs.github.com/spec/v1\noid sha256:0", Expected::Json, "fetch.pointer"),
            (b"{\"success\": false, \"error\": {\"message\": \"Not found\"}}", Expected::Json, "fetch.error_answer"),
            (b"{\"Message\": \"An error has occurred.\"}", UCDP, "fetch.error_answer"),
            (b"<?xml version=\"1.0\"?>\n<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>", WFP, "fetch.error_answer"),
            (b"  \n", WFP, "fetch.empty"),
            (b"hello", Expected::Pbf, "fetch.not_that"),
            (b"hello", Expected::Zip, "fetch.not_that"),
            (b"1\tKita\n", GEONAMES, "fetch.layout"),
        ] {
            assert_eq!(code(head, expected), wanted, "{}", String::from_utf8_lossy(head));
        }
        let said = judge(b"date,market,produce,unit,currency,price", WFP).unwrap_err();
        assert!(said.message.contains("there is no column `commodity`"), "{said}");
        let said = judge(b"<html><title>Please\n log in</title>", WFP).unwrap_err();
        assert!(said.message.contains("“Please log in”"), "{said}");
    }
}
