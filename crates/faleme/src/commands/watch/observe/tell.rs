//! What every kind of observation tells alike: sources, responses on record, and the words put together.

use super::super::places::Located;
use super::super::words::{Tongue, both};
use super::Ground;
use crate::case::FILE;
use crate::headline::is_headline;
use exchange::alerts::{Cited, Observation, Responded, Said, Texts, Value, is_link, one_line};
use letter::{Basis, NoteId};
use outlook::response::kind_called;
use std::collections::BTreeSet;

/// Sources that an alert cites at most; `why` follows to all.
const SOURCES: usize = 6;
/// Responses that it names at most, those last confirmed first.
const RESPONSES: usize = 5;
/// Ids that it carries at most.
const BASIS: usize = 12;

/// What is told of a subject.
pub struct Told<'a> {
    /// Its stable name.
    pub subject: String,
    /// What was found.
    pub value: Value,
    /// Where.
    pub at: Located,
    /// Footnotes of the findings.
    pub notes: &'a [NoteId],
    /// Id of the finding itself, where `why` follows it.
    pub id: Option<String>,
    /// One line.
    pub headline: Texts,
    /// Lines on what is known; empty ones are left out.
    pub lines: Vec<Texts>,
    /// Names besides those of places.
    pub names: Vec<String>,
    /// Sources besides those of the footnotes.
    pub sources: Vec<Cited>,
}

impl Ground<'_> {
    /// The observation of it. Without a source that may be cited it has none, and gives no alert.
    pub fn observation(&self, told: Told<'_>) -> Observation {
        let kind = told.value.kind();
        let mut sources = told.sources;
        sources.extend(self.sources(told.notes));
        let responses = self.responses(&told.at);
        let description = both(|t| description(t, &told.lines, (&sources, &responses), self));
        let mut names = told.names;
        names.extend(told.at.names);
        let mut basis: Vec<String> = told.id.into_iter().collect();
        basis.extend(told.notes.iter().map(|n| n.as_str().to_owned()));
        basis.extend(responses.iter().map(|r| r.id.clone()));
        let mut once = BTreeSet::new();
        basis.retain(|id| once.insert(id.clone()));
        basis.truncate(BASIS);
        Observation {
            subject: told.subject,
            tlp: self.tlp,
            value: told.value,
            names,
            areas: told.at.areas,
            said: Said {
                event: both(|t| t.say(&format!("alert-event-{}", kind.as_str()))),
                headline: told.headline,
                description,
                instruction: both(|t| t.say(&format!("alert-do-{}", kind.as_str()))),
            },
            sources,
            responses,
            basis,
        }
    }

    /// Who reports it: never a medium of an armed group, by name or by link.
    fn sources(&self, notes: &[NoteId]) -> Vec<Cited> {
        let mut out: Vec<Cited> = Vec::new();
        for note in notes {
            let basis = self.found.notes.iter().find(|n| n.id == *note).map(|n| &n.basis);
            let cited = basis.filter(|b| !is_own_entry(b)).and_then(|b| self.cited(b));
            out.extend(cited.filter(|c| !out.contains(c)));
        }
        out.truncate(SOURCES);
        out
    }

    fn cited(&self, basis: &Basis) -> Option<Cited> {
        let plain = |publisher: &str, title: &str, url: Option<&str>| Cited {
            publisher: one_line(publisher),
            title: one_line(title),
            published: None,
            url: url.map(str::to_owned),
        };
        let mut cited = match basis {
            Basis::Quote(quote) => {
                let source = self.found.sources.iter().find(|s| s.document == quote.document)?;
                let publisher = source.publisher.as_deref().unwrap_or_default();
                let title = source.title.text.as_str();
                // What is no headline is the document's text. Its id lets readers ask, and `why` follows it.
                let title = match (is_headline(title), publisher.is_empty()) {
                    (true, _) => title,
                    (false, true) => source.document.as_str(),
                    (false, false) => "",
                };
                let cited = plain(publisher, title, source.url.as_deref());
                Cited { published: source.published, ..cited }
            }
            Basis::Rows(rows) => plain(&rows.dataset, rows.release.as_deref().unwrap_or_default(), None),
            Basis::Parameter(parameter) => plain(&parameter.source, "", None),
            Basis::Entry(entry) => {
                plain(entry.source.as_deref().unwrap_or(&entry.file), "", entry.url.as_deref())
            }
        };
        if self.media.is_own(&cited.publisher, cited.url.as_deref())
            || self.media.is_named_in(&cited.publisher)
        {
            return None;
        }
        if self.media.is_named_in(&cited.title) {
            cited.title.clear();
        }
        cited.url = cited.url.filter(|url| is_link(url));
        (!cited.publisher.is_empty() || !cited.title.is_empty()).then_some(cited)
    }

    /// Responses on record for the areas, as a letter tells them.
    fn responses(&self, at: &Located) -> Vec<Responded> {
        let concerned = |r: &&outlook::response::Response| {
            !r.withheld && at.regions.iter().any(|region| r.concerns(region))
        };
        let mut found: Vec<_> = self.register.iter().filter(concerned).collect();
        found.sort_by_key(|r| std::cmp::Reverse(r.last_confirmed));
        let told = |r: &&outlook::response::Response| {
            let told = self.found.responses.iter().find(|f| f.id() == r.id.as_str())?.content();
            let kind = kind_called(r.kind);
            let says = |t: Tongue| {
                let kind = kind.map(|k| Texts { fr: k.name.fr.clone(), en: k.name.en.clone() });
                let kind = kind.map_or_else(|| r.kind.to_owned(), |k| t.pick(&k));
                let text = t.title(&told.says);
                let args = [("kind", kind), ("fate", t.name("fate", &told.status)), ("text", text)];
                t.tell("alert-response", args)
            };
            Some(Responded {
                id: r.id.to_string(),
                institution: one_line(&told.institution),
                says: both(|t| one_line(&says(t))),
            })
        };
        found.iter().filter_map(told).take(RESPONSES).collect()
    }
}

fn description(
    t: Tongue,
    lines: &[Texts],
    (sources, responses): (&[Cited], &[Responded]),
    ground: &Ground<'_>,
) -> String {
    let mut out = vec![t.tell("alert-known", [("day", t.day(ground.day))])];
    out.extend(lines.iter().map(|line| t.pick(line)).filter(|line| !line.is_empty()));
    out.push(String::new());
    out.push(t.say("alert-sources"));
    out.extend(sources.iter().map(|s| source(t, s)));
    out.push(String::new());
    match responses.is_empty() {
        true => out.push(t.say("alert-no-response")),
        false => out.push(t.say("alert-responses")),
    }
    out.extend(responses.iter().map(|r| {
        let by = if r.institution.is_empty() { String::new() } else { format!("{}: ", r.institution) };
        format!("- {by}{} [{}]", t.pick(&r.says), r.id)
    }));
    out.join("\n")
}

fn source(t: Tongue, of: &Cited) -> String {
    let parts = [
        of.publisher.clone(),
        of.title.clone(),
        of.published.map(|day| t.day(day)).unwrap_or_default(),
        of.url.clone().unwrap_or_default(),
    ];
    let told: Vec<String> = parts.into_iter().filter(|p| !p.is_empty()).collect();
    format!("- {}", told.join(", "))
}

/// A line of both languages, where there is something to tell.
pub fn line<T>(of: Option<T>, say: impl Fn(Tongue, &T) -> String) -> Option<Texts> {
    of.as_ref().map(|of| both(|t| say(t, of)))
}

/// Whether a footnote says only that the case has such a thing: that reports nothing.
fn is_own_entry(basis: &Basis) -> bool {
    matches!(basis, Basis::Entry(entry) if entry.file == FILE)
}
