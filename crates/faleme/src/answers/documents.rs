//! The ledger: documents, what is told in them, and what they depend on.

use super::answer::{Answer, Column, Kind, List, column, items};
use super::asked::Asked;
use super::ground::{day, handed, shares, shown_claims};
use super::passage::{Passage, SHOWN};
use super::problem::Problem;
use crate::opened::Opened;
use crate::show::{Handed, word};
use crate::view::View;
use base::{Date, DocumentId, Folded, fold_key};
use evidence::{Claim, Document, Relation};
use serde::Serialize;
use std::collections::{HashMap, HashSet};

const COLUMNS: &[Column] = &[
    column("title", "/title", Kind::Text),
    column("publisher", "/publisher", Kind::Text),
    column("published", "/published", Kind::Date),
    column("language", "/language", Kind::Term),
    column("marking", "/tlp", Kind::Text),
    column("claims", "/claims", Kind::Number),
    column("origin", "/origin", Kind::Id),
    column("id", "/id", Kind::Id),
];

/// Characters of text shown before and after what was searched for.
const AROUND: usize = 90;
#[derive(Serialize)]
struct Shown<'a> {
    id: &'a str,
    name: &'a str,
    title: &'a str,
    publisher: Option<&'a str>,
    published: Option<Date>,
    language: &'static str,
    tlp: &'static str,
    url: Option<&'a str>,
    licence: Option<&'a str>,
    claims: usize,
    origin: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    found: Option<Excerpt>,
}

/// Where the words searched for stand first.
#[derive(Serialize)]
struct Excerpt {
    before: String,
    hit: String,
    after: String,
}

/// What there is on the day, and what of it is handed on where those who ask are readers.
type Seen<'s, 'a> = (&'a View, Option<&'s Handed<'a>>);

/// The lists of its answers.
pub const LISTS: &[List] = &[items(COLUMNS), items(super::claims::COLUMNS)];

/// Documents by words, or one with its text and claims.
pub fn answer(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    let (view, blur) = (opened.view(day(opened, asked))?, opened.blur()?);
    let handed = handed(opened, asked, (&view, &blur));
    match &asked.id {
        Some(id) => one(opened, asked, (&view, handed.as_ref()), id),
        None => list(opened, asked, (&view, handed.as_ref())),
    }
}

fn list<'a>(opened: &Opened, asked: &Asked, (view, handed): Seen<'_, 'a>) -> Result<Answer, Problem> {
    let mut told: HashMap<&DocumentId, usize> = HashMap::new();
    view.claims.iter().for_each(|c| *told.entry(&c.document).or_default() += 1);
    let origins = origins(view);
    let key = asked.text("q").map(fold_key);
    let said = asked.text("q").map(|words| saying(opened, (view, handed), words)).transpose()?;
    let wanted = |d: &&Document| match (&said, &key) {
        (Some(said), Some(key)) => said.contains(&d.id) || names(d, handed, key),
        _ => true,
    };
    let mut documents: Vec<&Document> = view.documents.iter().filter(wanted).collect();
    // The newest first, those without a day last; then by name, as the ledger lists them.
    documents.sort_by_key(|d| std::cmp::Reverse(d.published));
    let mut shown: Vec<Shown<'_>> = documents
        .iter()
        .map(|d| shown(d, handed, told.get(&d.id).copied().unwrap_or(0), origins.get(&d.id).copied()))
        .collect();
    if let Some(key) = key.filter(|_| !shares(asked)) {
        // Only the page asked for: texts are long.
        for (row, document) in shown.iter_mut().zip(&documents).skip(asked.offset).take(asked.limit) {
            let kept = opened.store.document(&document.id)?;
            row.found = kept.and_then(|kept| excerpt(&kept.document.text, &key));
        }
    }
    Ok(Answer::list(&shown, COLUMNS)?)
}

/// Documents whose text holds every word. To those who do not read texts, only what is shown of claims is searched.
fn saying<'a>(
    opened: &Opened,
    (view, handed): Seen<'_, 'a>,
    words: &str,
) -> Result<HashSet<DocumentId>, Problem> {
    if handed.is_none() {
        return Ok(opened.store.documents_saying(words)?.into_iter().collect());
    }
    let key = fold_key(words);
    let shown = shown_claims(handed, view, &view.claims);
    let said = view.claims.iter().zip(&shown).filter(|(_, shown)| shown.says(&key));
    Ok(said.map(|(claim, _)| claim.document.clone()).collect())
}

/// Whether title, publisher and name of a document hold every word of a key.
fn names<'a>(document: &'a Document, handed: Option<&Handed<'a>>, key: &str) -> bool {
    let title = handed.map_or(document.title.as_deref(), |h| Some(h.title(document)));
    let name = handed.map_or(document.name.as_str(), |h| h.name(document));
    let said = [title, document.publisher.as_deref(), Some(name)];
    let said = fold_key(&said.into_iter().flatten().collect::<Vec<_>>().join(" "));
    let said: HashSet<&str> = said.split(' ').collect();
    key.split(' ').all(|word| said.contains(word))
}

fn shown<'a>(
    document: &'a Document,
    handed: Option<&Handed<'a>>,
    claims: usize,
    origin: Option<&'a str>,
) -> Shown<'a> {
    Shown {
        id: document.id.as_str(),
        name: handed.map_or(document.name.as_str(), |h| h.name(document)),
        title: titled(document, handed),
        publisher: document.publisher.as_deref(),
        published: document.published,
        language: document.language.tag(),
        tlp: document.tlp.as_str(),
        url: document.url.as_deref(),
        licence: document.licence.as_deref(),
        claims,
        origin,
        found: None,
    }
}

fn titled<'a>(document: &'a Document, handed: Option<&Handed<'a>>) -> &'a str {
    match handed {
        Some(handed) => handed.title(document),
        None => document.title.as_deref().unwrap_or(&document.name),
    }
}

fn origins(view: &View) -> HashMap<&DocumentId, &str> {
    let origins = view.origins.origins.iter();
    origins.flat_map(|o| o.documents.iter().map(move |d| (d, o.id.as_str()))).collect()
}

/// The first of the words in the text, with what stands around it.
fn excerpt(text: &str, key: &str) -> Option<Excerpt> {
    let folded = Folded::new(text);
    let at = key.split(' ').find_map(|word| Some((whole(&folded.text, word)?, word.len())))?;
    let range = folded.original(&(at.0..at.0 + at.1));
    let start = text.floor_char_boundary(range.start.saturating_sub(AROUND));
    let end = text.ceil_char_boundary((range.end + AROUND).min(text.len()));
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default().to_owned();
    Some(Excerpt {
        before: part(start, range.start),
        hit: part(range.start, range.end),
        after: part(range.end, end),
    })
}

/// Where a word stands by itself; else where it begins a longer one.
fn whole(text: &str, word: &str) -> Option<usize> {
    let joins = |c: char| c.is_alphanumeric();
    let open = |at: usize| !text.get(..at).unwrap_or_default().ends_with(joins);
    let closed = |at: usize| !text.get(at + word.len()..).unwrap_or_default().starts_with(joins);
    let found = || text.match_indices(word).map(|(at, _)| at);
    found().find(|at| open(*at) && closed(*at)).or_else(|| found().find(|at| open(*at)))
}

fn one<'a>(
    opened: &Opened,
    asked: &Asked,
    (view, handed): Seen<'_, 'a>,
    id: &str,
) -> Result<Answer, Problem> {
    let missing = || Problem::none(format!("there is no document `{id}` on that day"));
    let document = view.documents.iter().find(|d| d.id.as_str() == id).ok_or_else(missing)?;
    let mut claims: Vec<Claim> = view.claims.iter().filter(|c| c.document == document.id).cloned().collect();
    if !shares(asked) {
        claims.sort_by(|a, b| (a.span.start, a.span.end, &a.id).cmp(&(b.span.start, b.span.end, &b.id)));
    }
    let text = match shares(asked) {
        true => None,
        false => opened.store.document(&document.id)?.map(|kept| kept.document.text),
    };
    let origins = origins(view);
    let origin = origins.get(&document.id).copied();
    let all = view.by_id();
    let family = view.origins.origins.iter().find(|o| Some(o.id.as_str()) == origin);
    let mut family: Vec<&Document> =
        family.iter().flat_map(|o| &o.documents).filter_map(|d| all.get(d).copied()).collect();
    family.sort_by_key(|d| (d.published.is_none(), d.published, &d.name));
    let inside = |r: &&Relation| family.iter().any(|d| d.id == r.from || d.id == r.to);
    let relations: Vec<_> =
        view.origins.relations.iter().filter(inside).map(|r| relation(r, handed, &all)).collect();
    let source = opened.case.source(document);
    let shown_family: Vec<_> = family.iter().map(|d| shown(d, handed, 0, origin)).collect();
    let mut about = Answer::list(&shown_claims(handed, view, &claims), super::claims::COLUMNS)?
        .with("document", &shown(document, handed, claims.len(), origin))?
        .with("format", &word(&document.format))?
        .with("hash", &document.hash)?
        .with("reliability", &view.reliability.get(&document.id))?
        .with("graded", &source.map(|s| (&s.name, &s.reason)))?
        .with("family", &shown_family)?
        .with("relations", &relations)?;
    let passage = Passage::of(asked, &claims, text.as_deref());
    about = about.with(SHOWN, &passage)?;
    about.window = Some(passage.window());
    if let Some(text) = text {
        about = about.with("text", &text)?;
    }
    Ok(about)
}

#[derive(Serialize)]
struct RelationShown<'a> {
    from: &'a str,
    from_title: &'a str,
    to: &'a str,
    to_title: &'a str,
    kind: evidence::RelationKind,
    score: f64,
    passages: usize,
}

fn relation<'a>(
    relation: &'a Relation,
    handed: Option<&Handed<'a>>,
    all: &HashMap<&DocumentId, &'a Document>,
) -> RelationShown<'a> {
    let title = |id: &'a DocumentId| all.get(id).map_or(id.as_str(), |d| titled(d, handed));
    RelationShown {
        from: relation.from.as_str(),
        from_title: title(&relation.from),
        to: relation.to.as_str(),
        to_title: title(&relation.to),
        kind: relation.kind,
        score: relation.score,
        passages: relation.passages.len(),
    }
}
