//! An analyst's texts: one Markdown file a part and language.

use super::PartEntry;
use base::{Checked, Date, Issue, Tlp};
use letter::Content;
use std::path::Path;

/// A text of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnText {
    /// Name of the part.
    pub part: String,
    /// `fr` or `en`.
    pub lang: String,
    /// The text, without its front matter.
    pub markdown: String,
    /// The day it was written; letters of an earlier day do not hold it.
    pub day: Option<Date>,
    /// Its marking.
    pub tlp: Option<Tlp>,
}

/// Reads the texts of a folder by name: `PART.fr.md`.
pub(super) fn load(dir: &Path, parts: &[PartEntry]) -> Checked<Vec<OwnText>> {
    let mut out = Checked::clean(Vec::new());
    let listed = std::fs::read_dir(dir).into_iter().flatten().flatten();
    let mut paths: Vec<_> = listed.map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
        let shown = format!("letter/{name}");
        match std::fs::read_to_string(&path) {
            Ok(text) => out.extend(text_of(&name, &text, parts), &shown),
            Err(error) => {
                let issue = Issue::error("letter.text", error.to_string()).in_file(shown);
                out.issues.push(issue.help("save it as UTF-8 text"));
            }
        }
    }
    for text in &out.value {
        let other = if text.lang == "fr" { "en" } else { "fr" };
        if !out.value.iter().any(|t| t.part == text.part && t.lang == other) {
            let file = format!("letter/{}.{}.md", text.part, text.lang);
            let issue = Issue::warning("letter.text", "there is no text in the other language").in_file(file);
            out.issues.push(issue.help(format!("write letter/{}.{other}.md", text.part)));
        }
    }
    out
}

trait Extend {
    fn extend(&mut self, read: Checked<Option<OwnText>>, file: &str);
}

impl Extend for Checked<Vec<OwnText>> {
    fn extend(&mut self, read: Checked<Option<OwnText>>, file: &str) {
        self.value.extend(read.value);
        self.issues.extend(read.issues.into_iter().map(|issue| issue.in_file(file)));
    }
}

/// The text of a file; none where its name says of no part, or in no language.
pub(super) fn text_of(name: &str, text: &str, parts: &[PartEntry]) -> Checked<Option<OwnText>> {
    let wrong = |message: String, help: String| Checked {
        value: None,
        issues: vec![Issue::error("letter.text", message).help(help)],
    };
    let Some((part, lang)) = name.strip_suffix(".md").and_then(|stem| stem.rsplit_once('.')) else {
        return wrong("its name says of no part".into(), "name it PART.fr.md or PART.en.md".into());
    };
    if !["fr", "en"].contains(&lang) {
        return wrong(format!("`{lang}` is no language of the letter"), "write fr or en".into());
    }
    let known = parts.iter().any(|p| p.id == part) || (parts.is_empty() && is_content(part));
    if !known {
        let ids: Vec<&str> = parts.iter().map(|p| p.id.as_str()).collect();
        let help = match ids.as_slice() {
            [] => "without [[parts]] in letter.toml, parts are named as contents are: summary, corridors"
                .to_owned(),
            ids => format!("the parts are: {}", ids.join(", ")),
        };
        return wrong(format!("the letter has no part `{part}`"), help);
    }
    let head = head(text);
    let value = OwnText {
        part: part.to_owned(),
        lang: lang.to_owned(),
        markdown: head.rest.to_owned(),
        day: head.day,
        tlp: head.tlp,
    };
    // A text whose marking or day cannot be read is not printed: it may be for fewer readers.
    Checked { value: head.issues.is_empty().then_some(value), issues: head.issues }
}

fn is_content(name: &str) -> bool {
    by_name::<Content>(name).is_some()
}

fn by_name<T: serde::de::DeserializeOwned>(name: &str) -> Option<T> {
    serde_json::from_value(serde_json::Value::from(name)).ok()
}

#[derive(Default)]
struct Head<'t> {
    day: Option<Date>,
    tlp: Option<Tlp>,
    rest: &'t str,
    issues: Vec<Issue>,
}

/// Front matter between two lines `---`: `date` and `tlp`.
fn head(text: &str) -> Head<'_> {
    let text = text.trim_start_matches('\u{feff}');
    let inner = text.strip_prefix("---\n").and_then(|after| after.split_once("\n---\n"));
    let Some((lines, rest)) = inner else { return Head { rest: text, ..Head::default() } };
    let mut head = Head { rest, ..Head::default() };
    for (number, line) in (2..).zip(lines.lines()).filter(|(_, line)| !line.trim().is_empty()) {
        let (key, value) = line.split_once(':').map_or((line, ""), |(key, value)| (key.trim(), value.trim()));
        let fits = match key {
            "date" => value.parse().map(|day| head.day = Some(day)).is_ok(),
            "tlp" => by_name(value).map(|tlp| head.tlp = Some(tlp)).is_some(),
            _ => false,
        };
        if !fits {
            let message = format!("front matter `{}` is not understood", line.trim());
            let help = "write `date: 2025-09-30` or `tlp: GREEN`; the text is left out";
            head.issues.push(Issue::error("letter.text", message).at_line(number).help(help));
        }
    }
    head
}
