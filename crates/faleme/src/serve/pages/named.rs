//! What a page shows, with the names of the case in the page's language. Files and programs keep the names of the data.
//!
//! In: the part of an answer that a page shows. Out: the same, names replaced where a text is one, or a list of them. What
//! documents and people wrote stays, and so does what a form sends back.

use super::super::words::words;
use super::french::{french, step};
use crate::names::Names;
use letter::Lang;
use serde_json::Value;

/// What somebody wrote.
const WRITTEN: [&str; 14] = [
    "quote",
    "text",
    "title",
    "paragraph",
    "url",
    "licence",
    "publisher",
    "source",
    "document",
    "by",
    "why",
    "reason",
    "words",
    "found",
];
/// What forms of a page offer and take again.
const FORMS: [&str; 4] = ["choices", "actors", "toml", "types"];
/// Where goods stand, by the id of their table.
const GOODS: [&str; 2] = ["commodity", "commodities"];

/// Puts the names of a page into what is told beside its lists.
pub fn about(names: &Names, about: &mut serde_json::Map<String, Value>, lang: Lang) {
    for (key, value) in about.iter_mut().filter(|(key, _)| !FORMS.contains(&key.as_str())) {
        match (key.as_str(), &mut *value) {
            // The title of a scenario is the program's own words, with names in them.
            ("title", Value::String(title)) if lang == Lang::French => {
                let said = french(title, &|name| names.called(name, lang));
                *title = said.unwrap_or_else(|| title.clone());
            }
            ("node", node) if lang == Lang::French => steps(names, node),
            _ => tell(names, key, value, lang),
        }
    }
}

/// Puts them into a row, or a part of one that stands under `key`.
pub fn tell(names: &Names, key: &str, value: &mut Value, lang: Lang) {
    match value {
        Value::String(text) if !WRITTEN.contains(&key) => {
            let said = match key {
                key if GOODS.contains(&key) => names.goods(text, lang),
                "section" => names.called(text, lang).or_else(|| names.section(text, lang)),
                _ => names.called(text, lang),
            };
            *text = said.unwrap_or_else(|| std::mem::take(text));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| tell(names, key, item, lang)),
        Value::Object(parts) => parts.iter_mut().for_each(|(key, part)| tell(names, key, part, lang)),
        _ => {}
    }
}

/// Says the steps of `why` in French, down to the last.
fn steps(names: &Names, node: &mut Value) {
    let kind = node.get("kind").and_then(Value::as_str).unwrap_or_default().to_owned();
    if let Some(Value::String(text)) = node.get_mut("text") {
        *text = step(words(Lang::French), &kind, text, &|name| names.called(name, Lang::French));
    }
    if let Some(Value::Array(below)) = node.get_mut("from") {
        below.iter_mut().for_each(|step| steps(names, step));
    }
}
