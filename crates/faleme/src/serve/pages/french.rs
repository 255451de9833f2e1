//! What the program says in English, in French: details of problems, what a case lacks, steps of `why`.
//!
//! In: a sentence as stages and the API say it. Out: the same by the list of `locales/details.toml`, where it stands there.
//! What a person or a document wrote is never touched: it fills the gaps of a sentence as it is, unless it stands in the list itself.

use letter::Messages;
use serde::Deserialize;
use std::sync::LazyLock;

static SAID: LazyLock<Vec<Sentence>> = LazyLock::new(|| {
    let read: Result<Sentences, _> = toml::from_str(include_str!("../../../locales/details.toml"));
    read.map(|read| read.said).unwrap_or_default()
});

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentences {
    said: Vec<Sentence>,
}

/// A sentence with gaps (`{}`), in both languages; the gaps stand in the same order.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Sentence {
    en: String,
    fr: String,
}

impl Sentence {
    /// What fills its gaps, if a text is this sentence.
    fn gaps<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        let mut parts = self.en.split("{}");
        let mut rest = text.strip_prefix(parts.next()?)?;
        let parts: Vec<&str> = parts.collect();
        let mut gaps = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            let last = at + 1 == parts.len();
            let end = if last { rest.len().checked_sub(part.len())? } else { rest.find(part)? };
            let after = rest.get(end..)?.strip_prefix(part)?;
            gaps.push(rest.get(..end)?);
            rest = after;
        }
        rest.is_empty().then_some(gaps)
    }
}

/// What a name is called in French; `None` where it is called the same.
pub type Called<'a> = &'a dyn Fn(&str) -> Option<String>;

/// A sentence in French, with the names that fill it as they are `called`; `None` if the list does not have it.
pub fn french(text: &str, called: Called<'_>) -> Option<String> {
    let (sentence, gaps) = SAID.iter().find_map(|s| Some((s, s.gaps(text)?)))?;
    let mut gaps = gaps.into_iter();
    let mut out = String::new();
    for (at, part) in sentence.fr.split("{}").enumerate() {
        if at > 0 {
            let gap = gaps.next().unwrap_or_default();
            out.push_str(&french(gap, called).or_else(|| called(gap)).unwrap_or_else(|| gap.to_owned()));
        }
        out.push_str(part);
    }
    Some(out)
}

/// What a step of `why` says. Quotes, titles and reasons that people gave stay as they are.
pub fn step(words: &Messages, kind: &str, text: &str, called: Called<'_>) -> String {
    const WRITTEN: [&str; 7] = ["quote", "column", "response", "side", "written", "document", "citation"];
    if WRITTEN.contains(&kind) {
        return text.to_owned();
    }
    let named = |part: &str| match (kind, part.split_once(' ')) {
        ("claim" | "event", Some((of, name))) if words.has("kind", of) && words.has("type", name) => {
            Some(format!("{} : {}", words.name("kind", of), words.name("type", name)))
        }
        ("constraint", Some((of, rest))) if words.has("constraint", of) => {
            let (status, disputed) =
                rest.strip_suffix(", disputed").map_or((rest, ""), |s| (s, ", contesté"));
            let (of, status) = (words.name("constraint", of), words.name("status", status));
            Some(format!("{of} : {status}{disputed}"))
        }
        ("claim" | "event", None) if words.has("modality", part) => Some(words.name("modality", part)),
        ("step", None) if words.has("status", part) => Some(words.name("status", part)),
        _ => french(part, called),
    };
    let said = |part: &str| named(part).or_else(|| called(part)).unwrap_or_else(|| part.to_owned());
    // What several parts make up is no one sentence, whatever it begins or ends with.
    match text.contains("; ") && !["decision", "source"].contains(&kind) {
        true => text.split("; ").filter(|part| !part.is_empty()).map(said).collect::<Vec<_>>().join(" ; "),
        false => said(text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Lang;
    use crate::serve::words::words;

    fn plainly(text: &str) -> Option<String> {
        french(text, &|_| None)
    }

    #[test]
    fn a_sentence_is_known_by_its_words_and_keeps_what_fills_it() {
        assert_eq!(
            plainly("there is no claim `clm-1` on that day").unwrap(),
            "il n’y a pas d’énoncé `clm-1` à cette date"
        );
        assert!(plainly("something that nobody wrote down").is_none() && plainly("").is_none());
    }

    #[test]
    fn every_sentence_of_the_list_is_found_by_itself_with_as_many_gaps() {
        assert!(SAID.len() > 50, "the list cannot be read");
        for sentence in SAID.iter() {
            let gaps = |text: &str| text.matches("{}").count();
            assert_eq!(gaps(&sentence.en), gaps(&sentence.fr), "{}", sentence.en);
            let filled = sentence.en.replace("{}", "7");
            let said = plainly(&filled).unwrap();
            assert_eq!(said, sentence.fr.replace("{}", "7"), "{}: another stands before it", sentence.en);
        }
    }

    /// Every sentence that the server itself writes into a problem.
    #[test]
    fn every_problem_of_the_server_has_its_french() {
        fn walk(dir: &std::path::Path, found: &mut Vec<String>) {
            for entry in std::fs::read_dir(dir).unwrap().flatten() {
                let path = entry.path();
                if path.is_dir() && !path.ends_with("tests") {
                    walk(&path, found);
                } else if path.extension().is_some_and(|e| e == "rs") {
                    let text = std::fs::read_to_string(&path).unwrap();
                    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
                    for after in text.split("Problem::").skip(1) {
                        let Some((of, rest)) = after.split_once('(') else { continue };
                        let told = ["bad", "wrong", "none", "forbidden", "busy", "away", "long"];
                        let rest = rest.trim_start().trim_start_matches("format!(").trim_start();
                        if !told.contains(&of) || !rest.starts_with('"') {
                            continue;
                        }
                        found.extend(rest.get(1..).and_then(|r| r.split_once('"')).map(|r| r.0.to_owned()));
                    }
                }
            }
        }
        let mut found = Vec::new();
        for room in ["answers", "serve"] {
            walk(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(room), &mut found);
        }
        assert!(found.len() > 50, "{found:?}");
        let plain = |text: &str| {
            let mut out = String::new();
            let mut inside = false;
            for c in text.chars() {
                match c {
                    '{' => {
                        inside = true;
                        out.push('7');
                    }
                    '}' => inside = false,
                    c if !inside => out.push(c),
                    _ => {}
                }
            }
            out
        };
        // What is all gap is a stage's own sentence.
        let own = |text: &&String| plain(text).chars().any(char::is_alphabetic);
        let missing: Vec<&String> =
            found.iter().filter(own).filter(|text| plainly(&plain(text)).is_none()).collect();
        assert!(missing.is_empty(), "no French for: {missing:#?}");
    }

    #[test]
    fn steps_of_why_are_in_french_and_quotes_as_they_are() {
        let called = |name: &str| (name == "Mill").then(|| "Le Moulin".to_owned());
        let of = |kind: &str, text: &str| step(words(Lang::French), kind, text, &called);
        let told = of(
            "claim",
            "incident vehicle_arson; asserted; 2025-09-05; Mill; B2 (1 independent origin, a source graded A or B); rule rules.toml#a",
        );
        assert!(!told.contains("incident vehicle_arson") && told.contains("affirmation"), "{told}");
        assert!(told.contains("1 origine indépendante") && told.contains("règle rules.toml#a"), "{told}");
        assert!(told.contains(" ; Le Moulin ; "), "{told}");
        assert_eq!(of("footnote", "footnote n1 of the last letter"), "note n1 de la dernière lettre");
        assert!(of("constraint", "blockade in_force, disputed").ends_with(", contesté"));
        let event = of(
            "event",
            "incident vehicle_arson; undated; ; hedged; credibility 4 (told with reserve); 0 origins",
        );
        assert!(
            event.ends_with("sans date ; sous réserve ; crédibilité 4 (dit sous réserve) ; origines : 0"),
            "{event}"
        );
        assert_eq!(of("source", "reliability C: Mill; Ford"), "fiabilité C : Mill; Ford");
        assert_eq!(of("quote", "a claim; asserted"), "a claim; asserted");
    }
}
