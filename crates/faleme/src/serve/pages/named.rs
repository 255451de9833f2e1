//! What a page shows, with the names of the case in the page's language. Files and programs keep the names of the data.
//!
//! In: the part of an answer that a page shows. Out: the same, names replaced where a text is one, or a list of them. What
//! documents and people wrote stays, and so does what a form sends back.

use super::super::words::words;
use super::french::{Called, french, step};
use crate::answers::Part;
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

/// Puts them into the rows of a further list. Parameters, and what holds now, are told by stages in English: their own words are
/// said in French, as far as the list of sentences has them.
pub fn part(names: &Names, part: &mut Part, lang: Lang) {
    let called = |name: &str| names.called(name, lang).or_else(|| names.goods(name, lang));
    let own = match part.name {
        "parameters" => "name",
        "holding" => "words",
        _ => "",
    };
    for row in &mut part.rows {
        if let (Some(Value::String(text)), Lang::French) = (row.get_mut(own), lang) {
            *text = match own {
                "name" => french(text, &called).unwrap_or_else(|| std::mem::take(text)),
                _ => held(text, &called),
            };
        }
        tell(names, "", row, lang);
    }
}

/// What holds now: `blockade, announced, reckoned from 2025-09-03 (Ford, Mill)`.
fn held(text: &str, called: Called<'_>) -> String {
    let words = words(Lang::French);
    let (told, places) = text.strip_suffix(')').and_then(|t| t.rsplit_once(" (")).unwrap_or((text, ""));
    let term = |part: &str| {
        let (name, of) = (part.replace(' ', "_"), ["constraint", "type", "status"]);
        of.into_iter().find(|of| words.has(of, &name)).map(|of| words.name(of, &name))
    };
    let said = |part: &str| match part {
        "disputed" => "contesté".to_owned(),
        part => {
            let part = part.replace(" or ", " ou ").replace("origin", "origine");
            term(&part).or_else(|| french(&part, called)).unwrap_or(part)
        }
    };
    let told = told.split(", ").map(said).collect::<Vec<_>>().join(", ");
    match places {
        "" => told,
        places => format!("{told} ({})", called(places).unwrap_or_else(|| places.to_owned())),
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

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn called(name: &str) -> Option<String> {
        (name == "Ford, Mill").then(|| "Ford, Le Moulin".to_owned())
    }

    #[test]
    fn what_holds_is_said_in_french_with_its_places() {
        let text = "commodity ban, announced, disputed, told to have begun on 2025-07-02 (1 origin) or 2025-09-03 (2 origins), \
                    reckoned from 2025-09-03 (Ford, Mill)";
        let said = held(text, &called);
        assert!(said.ends_with("compté à partir du 2025-09-03 (Ford, Le Moulin)"), "{said}");
        assert!(said.contains("2025-07-02 (1 origine) ou 2025-09-03 (2 origines)"), "{said}");
        assert!(
            said.contains(", contesté, ") && !said.contains("ban") && !said.contains("announced"),
            "{said}"
        );
        assert_eq!(held("some novelty", &called), "some novelty");
    }

    #[test]
    fn what_people_wrote_and_what_a_form_sends_stays() {
        let names = Names::made(&[("Mill Region", "Région du Moulin")]);
        let mut told = json!({"choices": {"from": ["Mill Region"]}, "quote": "Mill Region", "at": ["Mill Region"],
            "places": [{"name": "Mill Region", "kind": "admin1"}], "document": {"title": "Mill Region"}});
        about(&names, told.as_object_mut().unwrap(), Lang::French);
        assert_eq!(
            told,
            json!({"choices": {"from": ["Mill Region"]}, "quote": "Mill Region", "at": ["Région du Moulin"],
                "places": [{"name": "Région du Moulin", "kind": "admin1"}], "document": {"title": "Mill Region"}})
        );
    }
}
