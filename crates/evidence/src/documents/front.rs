//! Front matter of our notes: `key: value` lines between two `---` lines at the top of a Markdown file.

use super::{dates, language};
use crate::Language;
use base::{Date, Issue, Tlp, fold};

/// The keys, as the documentation lists them.
const KEYS: [&str; 7] = ["title", "publisher", "published", "language", "url", "licence", "tlp"];
/// Front matter ends within this many lines or is none.
const MAX_LINES: usize = 64;
/// Least Jaro–Winkler likeness for "did you mean"; below it all keys are listed instead.
const LIKE: f64 = 0.75;

/// What front matter says.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Front {
    pub title: Option<String>,
    pub publisher: Option<String>,
    pub published: Option<(Date, usize)>,
    pub language: Option<Language>,
    pub url: Option<String>,
    pub licence: Option<String>,
    pub tlp: Option<Tlp>,
    /// Where it ends, in bytes; 0 without front matter.
    pub end: usize,
}

/// Reads the front matter of `text`; a line that cannot be used gives an issue and the rest goes on.
pub(super) fn read(text: &str, issues: &mut Vec<Issue>) -> Front {
    let mut front = Front::default();
    let Some(end) = end_of(text, issues) else { return front };
    front.end = end;
    for (line, number) in text[..end].lines().zip(1..).skip(1) {
        let entry = line.trim();
        if entry.is_empty() || entry.starts_with('#') || is_fence(entry) {
            continue;
        }
        match entry.split_once(':') {
            Some((key, value)) => set(&mut front, key.trim(), unquoted(value), number, issues),
            None => issues.push(bad_line(entry, number)),
        }
    }
    front
}

fn is_fence(line: &str) -> bool {
    line == "---" || line == "..."
}

/// Byte after the closing fence.
fn end_of(text: &str, issues: &mut Vec<Issue>) -> Option<usize> {
    let mut at = 0;
    for (index, line) in text.split_inclusive('\n').take(MAX_LINES).enumerate() {
        at += line.len();
        match (index, is_fence(line.trim_end())) {
            (0, false) => return None,
            (1.., true) => return Some(at),
            _ => {}
        }
    }
    let second = text.lines().nth(1).unwrap_or("");
    if second.split_once(':').is_some_and(|(key, _)| KEYS.contains(&key.trim())) {
        let message = "the front matter that begins here is not closed; it was read as text";
        issues.push(
            Issue::warning("document.front_matter_open", message)
                .at_line(1)
                .help("close it with a line `---`"),
        );
    }
    None
}

fn unquoted(value: &str) -> &str {
    let value = value.trim();
    let inner = |q: char| value.strip_prefix(q).and_then(|v| v.strip_suffix(q));
    inner('"').or_else(|| inner('\'')).unwrap_or(value)
}

fn set(front: &mut Front, key: &str, value: &str, line: usize, issues: &mut Vec<Issue>) {
    if value.is_empty() && KEYS.contains(&key) {
        return;
    }
    let text = || Some(value.to_owned());
    match key {
        "title" => front.title = text(),
        "publisher" => front.publisher = text(),
        "url" => front.url = text(),
        "licence" => front.licence = text(),
        "language" => front.language = Some(language::named(value)),
        "published" => match date(value) {
            Ok(date) => front.published = Some((date, line)),
            Err((code, why)) => issues.push(
                Issue::error(code, format!("`published: {value}`: {why}"))
                    .at_line(line)
                    .help("write the day as YYYY-MM-DD"),
            ),
        },
        "tlp" => match marking(value) {
            Some(tlp) => front.tlp = Some(tlp),
            None => issues.push(
                Issue::error(
                    "document.bad_value",
                    format!("`tlp: {value}` is no TLP 2.0 marking; AMBER is kept"),
                )
                .at_line(line)
                .help("write CLEAR, GREEN, AMBER, AMBER+STRICT or RED"),
            ),
        },
        _ => issues.push(unknown(key, line)),
    }
}

fn date(value: &str) -> Result<Date, (&'static str, &'static str)> {
    match dates::whole(value) {
        Some(dates::Written::Day(date)) => Ok(date),
        Some(dates::Written::Month(..)) => dates::whole(value)
            .and_then(dates::Written::interval)
            .and_then(|i| i.end)
            .ok_or(("document.impossible_date", "there is no such month")),
        Some(dates::Written::Impossible) => Err(("document.impossible_date", "there is no such day")),
        _ => Err(("document.bad_value", "this is no date")),
    }
}

/// A TLP 2.0 marking, with or without `TLP:`.
pub(super) fn marking(value: &str) -> Option<Tlp> {
    let folded = fold(value.trim());
    Some(match folded.strip_prefix("tlp:").unwrap_or(&folded).trim() {
        "clear" => Tlp::Clear,
        "green" => Tlp::Green,
        "amber" => Tlp::Amber,
        "amber+strict" => Tlp::AmberStrict,
        "red" => Tlp::Red,
        _ => return None,
    })
}

fn unknown(key: &str, line: usize) -> Issue {
    let likeness = |k: &&str| strsim::jaro_winkler(key, k);
    let nearest = KEYS.iter().copied().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    let help = match nearest.filter(|k| likeness(k) >= LIKE) {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => format!("the keys are {}", KEYS.join(", ")),
    };
    Issue::warning("document.unknown_key", format!("front matter has no key `{key}`"))
        .at_line(line)
        .help(help)
}

fn bad_line(entry: &str, line: usize) -> Issue {
    let shown: String = entry.chars().take(40).collect();
    Issue::warning("document.bad_line", format!("`{shown}` is no `key: value` line"))
        .at_line(line)
        .help("write `key: value`, or close the front matter above it with `---`")
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn all_keys() {
        let mut issues = Vec::new();
        let text = "---\ntitle: \"A: b\"\npublisher: House\npublished: 2025-07-03\nlanguage: fr\nurl: https://x.org/a\nlicence: CC-BY\ntlp: GREEN\n---\nBody.";
        let front = read(text, &mut issues);
        assert_eq!(issues, []);
        assert_eq!(front.title.as_deref(), Some("A: b"));
        assert_eq!(front.published, Some((date(2025, 7, 3), 4)));
        assert_eq!(front.url.as_deref(), Some("https://x.org/a"));
        assert_eq!((front.language, front.tlp), (Some(Language::French), Some(Tlp::Green)));
        assert_eq!(&text[front.end..], "Body.");
    }

    #[test]
    fn mistakes_name_line_and_remedy() {
        let mut issues = Vec::new();
        read("---\ntittle: x\nzzz: 1\npublished: 2025-02-31\ntlp: PINK\nno colon\n---\n", &mut issues);
        let said: Vec<_> = issues.iter().map(|i| (i.code.as_str(), i.line)).collect();
        assert_eq!(
            said,
            [
                ("document.unknown_key", Some(2)),
                ("document.unknown_key", Some(3)),
                ("document.impossible_date", Some(4)),
                ("document.bad_value", Some(5)),
                ("document.bad_line", Some(6)),
            ]
        );
        assert_eq!(issues[0].help.as_deref(), Some("did you mean `title`?"));
    }

    #[test]
    fn a_rule_is_not_front_matter_and_an_open_one_is_said() {
        let mut issues = Vec::new();
        assert_eq!(read("---\n\nJust a rule.", &mut issues).end, 0);
        assert_eq!(issues, []);
        assert_eq!(read("---\ntitle: x\n\nBody", &mut issues).end, 0);
        assert_eq!(issues[0].code, "document.front_matter_open");
    }
}
