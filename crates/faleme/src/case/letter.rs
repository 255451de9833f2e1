//! `letter.toml` and `letter/PART.LANG.md`: what an analyst writes of a case's letter. What is wrong with an entry is told
//! with its line; the entry is left out, the rest is read.

#[cfg(test)]
mod tests;
mod text;

use super::{Title, nearest};
use base::{Checked, ClaimId, ConstraintId, Date, EventId, Issue, Tlp};
use letter::Content;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

pub use text::OwnText;

/// Name of the file in the case folder; that of the folder of texts is the same without its ending.
pub const FILE: &str = "letter.toml";

/// Where an issue sends its reader.
const PAGE: &str = "docs/case-file.md has the layout";

/// `[[parts]]`: a part of the letter.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartEntry {
    /// Its name: a text for it is the file of that name.
    pub id: String,
    /// Its heading in each language.
    pub title: Title,
    /// What it holds, in order, by the names of contents.
    #[serde(default)]
    holds: Vec<Spanned<String>>,
    /// The contents that these names are.
    #[serde(skip)]
    pub contents: Vec<Content>,
}

/// `[[judgements]]`: a key judgement.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JudgementEntry {
    /// The judgement in each language.
    pub text: Title,
    /// How likely, by the PHIA yardstick.
    pub likelihood: String,
    /// How sure the analyst is: low, medium, high.
    pub confidence: String,
    /// Ids of what it rests on.
    pub evidence: Vec<Spanned<String>>,
    /// The strongest evidence against it, in each language.
    pub contrary: Title,
    /// Ids of that evidence.
    #[serde(default)]
    pub contrary_evidence: Vec<Spanned<String>>,
    /// The day it was made; letters of an earlier day do not hold it.
    #[serde(default)]
    date: Option<toml::value::Datetime>,
    /// Its marking.
    #[serde(default)]
    pub tlp: Option<Tlp>,
    /// The same day, read.
    #[serde(skip)]
    pub day: Option<Date>,
    /// Its line in the file, from 1.
    #[serde(skip)]
    pub line: usize,
}

/// What an analyst wrote of the letter.
#[derive(Clone, Debug, Default)]
pub struct LetterFile {
    /// Parts, in order; none where the program's own outline serves.
    pub parts: Vec<PartEntry>,
    /// Key judgements.
    pub judgements: Vec<JudgementEntry>,
    /// Whom readers write to, in each language: an office.
    pub contact: Option<Title>,
    /// The day for which the next letter is meant.
    pub next: Option<Date>,
    /// Its line in the file, from 1.
    pub next_line: usize,
    /// Texts of parts.
    pub texts: Vec<OwnText>,
    /// Files of the case with how many lines each has: `case.toml:12` names an entry.
    pub files: BTreeMap<String, usize>,
    text: String,
}

/// Words of likelihood, as the letter's messages name them (PHIA probability yardstick, UK, 2019).
const LIKELIHOODS: [&str; 7] =
    ["remote", "highly_unlikely", "unlikely", "even", "likely", "highly_likely", "almost_certain"];

/// Levels of confidence.
const CONFIDENCES: [&str; 3] = ["low", "medium", "high"];

impl LetterFile {
    /// Whether every id that a judgement names is one of claims, events or constraints: what no other stage tells.
    pub fn rests_on_ledger(&self) -> bool {
        let of_ledger = |id: &str| {
            [ClaimId::PREFIX, EventId::PREFIX, ConstraintId::PREFIX].iter().any(|p| id.starts_with(p))
        };
        let ids = self.judgements.iter().flat_map(|j| j.evidence.iter().chain(&j.contrary_evidence));
        ids.into_iter().all(|id| of_ledger(id.get_ref()))
    }

    /// Reads what the folder of a case holds of it; nothing where it holds none.
    pub fn load(dir: &Path) -> Checked<Self> {
        let read = std::fs::read_to_string(dir.join(FILE));
        let (text, mut issues) = match read {
            Ok(text) => (text, Vec::new()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => (String::new(), Vec::new()),
            Err(error) => {
                let issue = Issue::error("letter.file", error.to_string()).in_file(FILE);
                (String::new(), vec![issue.help("save it as UTF-8 text; the program's own outline is used")])
            }
        };
        let mut out = Self::parse(&text);
        out.issues.splice(0..0, issues.drain(..));
        out.value.files = entries(dir);
        let texts = text::load(&dir.join("letter"), &out.value.parts);
        out.value.texts = texts.value;
        out.issues.extend(texts.issues);
        out
    }

    /// Reads the text of the file.
    pub fn parse(text: &str) -> Checked<Self> {
        let mut reader = Reader { text, issues: Vec::new() };
        let mut file = Self { text: text.to_owned(), ..Self::default() };
        match DeTable::parse(text) {
            Err(error) => {
                let at = error.span().map_or(0, |s| s.start);
                reader.tell(at, Issue::error("letter.toml", error.message().trim()));
            }
            Ok(table) => {
                let mut tables: Vec<_> = table.into_inner().into_iter().collect();
                tables.sort_by_key(|(name, _)| name.span().start);
                for (name, value) in tables {
                    match name.get_ref().as_ref() {
                        "parts" => file.parts = reader.parts(value),
                        "judgements" => file.judgements = reader.judgements(value),
                        "contact" => file.contact = reader.contact(value),
                        "next_letter" => {
                            file.next_line = line(text, name.span().start);
                            file.next = reader.next(value);
                        }
                        other => reader.stranger(name.span().start, other),
                    }
                }
            }
        }
        Checked { value: file, issues: reader.issues }
    }

    /// The line of a byte of the file, from 1.
    pub fn line(&self, at: usize) -> usize {
        line(&self.text, at)
    }
}

/// How many lines each TOML file of the folder has.
fn entries(dir: &Path) -> BTreeMap<String, usize> {
    let files = std::fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.path());
    let toml = files.filter(|path| path.extension().is_some_and(|e| e == "toml"));
    let counted = toml.filter_map(|path| {
        let name = path.file_name()?.to_str()?.to_owned();
        Some((name, std::fs::read_to_string(&path).ok()?.lines().count()))
    });
    counted.collect()
}

fn line(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or(text).matches('\n').count() + 1
}

/// The text of the file, and what was found wrong so far.
struct Reader<'a> {
    text: &'a str,
    issues: Vec<Issue>,
}

impl Reader<'_> {
    fn tell(&mut self, at: usize, issue: Issue) {
        self.issues.push(issue.in_file(FILE).at_line(line(self.text, at)));
    }

    fn stranger(&mut self, at: usize, name: &str) {
        let message = format!("there is no key or table `{name}`");
        self.tell(
            at,
            Issue::error("letter.key", message)
                .help("a letter has contact, next_letter, [[parts]] and [[judgements]]"),
        );
    }

    /// Whom readers write to; nothing where it is not said in both languages.
    fn contact(&mut self, value: Spanned<DeValue<'_>>) -> Option<Title> {
        let at = value.span().start;
        let read = Title::deserialize(ValueDeserializer::from(value)).map_err(|e| e.message().to_owned());
        let whole = |t: Title| match [&t.fr, &t.en].iter().any(|words| words.trim().is_empty()) {
            true => Err("it is needed in both languages".to_owned()),
            false => Ok(t),
        };
        read.and_then(whole)
            .map_err(|wrong| {
                let issue = Issue::error("letter.contact", format!("contact: {}", wrong.trim()));
                self.tell(at, issue.help("write contact = { fr = \"…\", en = \"…\" }; it is left out"));
            })
            .ok()
    }

    /// The day of the next letter; nothing where it is no day.
    fn next(&mut self, value: Spanned<DeValue<'_>>) -> Option<Date> {
        let at = value.span().start;
        let read = toml::value::Datetime::deserialize(ValueDeserializer::from(value)).ok();
        let day = read.and_then(|day| day.to_string().parse().ok());
        if day.is_none() {
            let issue = Issue::error("letter.next", "`next_letter` is a day such as 2025-10-31");
            self.tell(at, issue.help("it is left out"));
        }
        day
    }

    /// Entries of a list that fit its layout, with the byte at which each begins.
    fn list<T: for<'de> Deserialize<'de>>(
        &mut self,
        name: &str,
        value: Spanned<DeValue<'_>>,
    ) -> Vec<(usize, T)> {
        let at = value.span().start;
        let DeValue::Array(entries) = value.into_inner() else {
            let issue = Issue::error("letter.key", format!("`{name}` is a list of tables"));
            self.tell(at, issue.help(format!("write [[{name}]]")));
            return Vec::new();
        };
        let mut out = Vec::new();
        for entry in entries {
            let start = entry.span().start;
            match T::deserialize(ValueDeserializer::from(entry)) {
                Ok(read) => out.push((start, read)),
                Err(error) => {
                    let message = error.message().trim();
                    let help = match nearest(message) {
                        Some(key) => format!("did you mean `{key}`? The entry is left out"),
                        None => format!("the entry is left out; {PAGE}"),
                    };
                    let at = error.span().map_or(start, |s| s.start);
                    self.tell(at, Issue::error("letter.key", format!("[[{name}]]: {message}")).help(help));
                }
            }
        }
        out
    }

    fn parts(&mut self, value: Spanned<DeValue<'_>>) -> Vec<PartEntry> {
        let (mut ids, mut held) = (BTreeSet::new(), BTreeSet::new());
        let mut out = Vec::new();
        for (at, mut part) in self.list::<PartEntry>("parts", value) {
            let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if part.id.is_empty() || !part.id.chars().all(fits) {
                let message = format!("part `{}`: its id is lower-case letters, digits and hyphens", part.id);
                self.tell(at, Issue::error("letter.part", message).help("the part is left out"));
            } else if !ids.insert(part.id.clone()) {
                let message = format!("two parts have the id `{}`", part.id);
                self.tell(at, Issue::error("letter.part", message).help("the second is left out"));
            } else {
                for name in &part.holds {
                    part.contents.extend(self.content(name, &mut held));
                }
                out.push(part);
            }
        }
        out
    }

    /// The content of a name; a content stands in one part only.
    fn content(&mut self, name: &Spanned<String>, held: &mut BTreeSet<Content>) -> Option<Content> {
        let deserializer: serde::de::value::StrDeserializer<'_, serde::de::value::Error> =
            name.get_ref().as_str().into_deserializer();
        match Content::deserialize(deserializer) {
            Ok(content) if held.insert(content) => Some(content),
            Ok(_) => {
                let message = format!("`{}` is held twice", name.get_ref());
                self.tell(
                    name.span().start,
                    Issue::error("letter.content", message).help("the second is left out"),
                );
                None
            }
            Err(error) => {
                let message = error.to_string();
                let near = nearest(&message).map(|near| format!("did you mean `{near}`?"));
                let issue = Issue::error("letter.content", message.clone());
                self.tell(name.span().start, issue.help(near.unwrap_or_else(|| PAGE.to_owned())));
                None
            }
        }
    }

    fn judgements(&mut self, value: Spanned<DeValue<'_>>) -> Vec<JudgementEntry> {
        let mut out = Vec::new();
        for (at, mut entry) in self.list::<JudgementEntry>("judgements", value) {
            let mut whole = self.word(at, "likelihood", &entry.likelihood, &LIKELIHOODS);
            whole &= self.word(at, "confidence", &entry.confidence, &CONFIDENCES);
            for (name, title) in [("text", &entry.text), ("contrary", &entry.contrary)] {
                if title.fr.trim().is_empty() || title.en.trim().is_empty() {
                    let message = format!("a judgement needs its `{name}` in both languages");
                    self.tell(
                        at,
                        Issue::error("letter.judgement", message).help("the judgement is left out"),
                    );
                    whole = false;
                }
            }
            entry.day = entry.date.and_then(|day| day.to_string().parse().ok());
            if entry.date.is_some() && entry.day.is_none() {
                let issue = Issue::error("letter.judgement", "`date` is a day such as 2025-09-30");
                self.tell(at, issue.help("the judgement is left out"));
                whole = false;
            }
            if whole {
                entry.line = line(self.text, at);
                out.push(entry);
            }
        }
        out
    }

    fn word(&mut self, at: usize, key: &str, word: &str, known: &[&str]) -> bool {
        let fits = known.contains(&word);
        if !fits {
            let message = format!("`{word}` is no {key}: {}", known.join(", "));
            self.tell(at, Issue::error("letter.judgement", message).help("the judgement is left out"));
        }
        fits
    }
}
