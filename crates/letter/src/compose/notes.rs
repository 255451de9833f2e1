//! Footnotes and sources.

use super::desk::Desk;
use super::fold::{self, PUBLISHERS, SOURCES};
use crate::sheet::{Block, Inline, Item, List, ListKind, SheetNote};
use crate::words::{count, plain, say_date};
use crate::{Basis, Dependence, Entry, Note, Parameter, Quote, Rows, Source, Support};
use base::{DocumentId, Interval, Modality, Reliability};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// The footnotes called, in the order of print: `order` holds the numbers given while composing.
pub(super) fn footnotes(desk: &Desk<'_>, order: &[usize]) -> Vec<SheetNote> {
    let called = desk.numbering.called();
    order.iter().filter_map(|n| called.get(n.checked_sub(1)?)).map(|note| footnote(desk, note)).collect()
}

fn footnote(desk: &Desk<'_>, note: &Note) -> SheetNote {
    let mut says = match &note.basis {
        Basis::Quote(quote) => of_quote(desk, quote),
        Basis::Rows(rows) => vec![Inline::Text(of_rows(desk, rows))],
        Basis::Parameter(parameter) => vec![Inline::Text(of_parameter(desk, parameter))],
        Basis::Entry(entry) => of_entry(desk, entry),
    };
    says.extend([Inline::text(" "), Inline::Id(note.id.as_str().to_owned())]);
    SheetNote { id: note.id.as_str().to_owned(), says }
}

fn of_quote(desk: &Desk<'_>, of: &Quote) -> Vec<Inline> {
    let mut says = vec![match &of.quote {
        Some(words) => Inline::Quote { text: words.text.clone(), lang: words.lang.clone() },
        None => Inline::Soft(desk.messages.say("note-withheld")),
    }];
    if let Some(modality) = of.modality.filter(|m| *m != Modality::Asserted) {
        says.extend([
            Inline::text(" "),
            Inline::Reserve(format!("({})", desk.messages.word("modality", modality))),
        ]);
    }
    if of.recall {
        says.extend([Inline::text(" "), Inline::Reserve(format!("({})", desk.messages.say("note-recall")))]);
    }
    says.push(Inline::text(" – "));
    says.extend(published(desk, &of.document));
    if let Some(credibility) = of.credibility {
        let support = Support { reliability: of.reliability, credibility, ..Support::default() };
        says.extend(desk.sure(&support).into_iter().skip(1));
    }
    says
}

fn of_rows(desk: &Desk<'_>, of: &Rows) -> String {
    let release =
        of.release.as_ref().map(|r| desk.messages.tell("note-release", [("release", r.as_str().into())]));
    let dataset = [Some(of.dataset.clone()), release].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let mut rows = of.rows.join(", ");
    if of.count > of.rows.len() {
        rows.push('…');
    }
    let args = [("dataset", dataset.into()), ("count", (of.count as f64).into()), ("rows", rows.into())];
    let licence = of.licence.as_ref().filter(|l| !l.is_empty());
    let licence =
        licence.map(|l| desk.messages.tell("note-licence", [("licence", l.trim_end_matches('.').into())]));
    [Some(desk.messages.tell("note-rows", args)), licence].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn of_parameter(desk: &Desk<'_>, of: &Parameter) -> String {
    let number = |value: f64| plain(value, desk.messages.lang);
    let [low, best, high] = of.range.map(number);
    let source = [Some(&of.source), of.date.as_ref()].into_iter().flatten().cloned().collect::<Vec<_>>();
    let unit = format!("parameter-unit-{}", of.unit.replace(['/', ' '], "-"));
    let unit = desk.messages.find(&unit, None).unwrap_or_else(|| of.unit.clone());
    let args = [
        ("name", measured(desk, of).into()),
        ("low", low.into()),
        ("best", best.into()),
        ("high", high.into()),
        ("unit", unit.into()),
        ("source", source.join(", ").into()),
    ];
    desk.messages.tell("note-parameter", args)
}

/// What a parameter is: in the letter's words where it has some, else in those of the case.
fn measured(desk: &Desk<'_>, of: &Parameter) -> String {
    let Some(measured) = &of.measures else { return of.name.clone() };
    let zone = match measured.zone.as_str() {
        "" => desk.messages.say("zones-together"),
        zone => desk.named(zone),
    };
    let key = format!("parameter-{}", measured.what);
    if desk.messages.find(&key, None).is_none() {
        return of.name.clone();
    }
    desk.messages.tell(&key, [("commodity", desk.title(&measured.commodity).into()), ("zone", zone.into())])
}

fn of_entry(desk: &Desk<'_>, of: &Entry) -> Vec<Inline> {
    let args = [("file", of.file.as_str().into()), ("line", of.line.to_string().into())];
    let mut says = vec![Inline::Text(desk.messages.tell("note-entry", args))];
    if let Some(source) = &of.source {
        says.push(Inline::text(" – "));
        let url = of.url.clone().filter(|u| is_web(u));
        // A source without an address is a name or a reference, no title to be quoted.
        says.push(match url {
            Some(url) => Inline::Title { text: source.clone(), lang: "und".into(), url: Some(url) },
            None => Inline::Text(source.clone()),
        });
    }
    says
}

fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// Who published a document, its title, and when; the title leads to it.
fn published(desk: &Desk<'_>, document: &DocumentId) -> Vec<Inline> {
    let Some(source) = desk.findings.sources.iter().find(|s| s.document == *document) else {
        let words = Inline::Text(format!("{} ", desk.messages.say("note-unlisted")));
        return vec![words, Inline::Id(document.as_str().to_owned())];
    };
    let mut says = Vec::new();
    says.extend(source.publisher.as_ref().map(|p| Inline::Text(format!("{p}, "))));
    let url = source.url.clone().filter(|u| is_web(u));
    says.push(Inline::Title { text: source.title.text.clone(), lang: source.title.lang.clone(), url });
    let when = source.published.map(|d| say_date(desk.messages, &Interval::day(d)));
    says.push(Inline::Text(when.map(|w| format!(", {w}. ")).unwrap_or_else(|| ". ".to_owned())));
    says
}

/// Who published a document and when, in a few words.
pub(super) fn publication(desk: &Desk<'_>, document: &DocumentId) -> String {
    let source = desk.findings.sources.iter().find(|s| s.document == *document);
    let by = source.and_then(|s| s.publisher.clone()).unwrap_or_else(|| document.as_str().to_owned());
    match source.and_then(|s| s.published) {
        Some(day) => format!("{by}, {}", say_date(desk.messages, &Interval::day(day))),
        None => by,
    }
}

/// Sources with their grades, copies under what they copy.
pub(super) fn sources(desk: &Desk<'_>) -> Vec<Block> {
    if desk.findings.sources.is_empty() {
        return Vec::new();
    }
    if desk.findings.sources.len() > SOURCES {
        return publishers(desk);
    }
    let mut items: Vec<Item> = Vec::new();
    for source in &desk.findings.sources {
        let item = source_item(desk, source);
        match items.last_mut().filter(|_| source.depends.is_some()) {
            Some(above) => above.under.push(item),
            None => items.push(item),
        }
    }
    let lead = Block::Remark(vec![Inline::Text(desk.messages.say("lead-sources"))]);
    vec![lead, Block::List(List { kind: ListKind::Sources, items })]
}

/// Publishers in place of documents, where there are too many to list: how many documents of each, how many of them copies, and
/// when. The footnotes name the documents that they quote.
fn publishers(desk: &Desk<'_>) -> Vec<Block> {
    let sources = &desk.findings.sources;
    let mut by: BTreeMap<(Reliability, Option<&str>), Vec<&Source>> = BTreeMap::new();
    for source in sources {
        by.entry((source.reliability, source.publisher.as_deref())).or_default().push(source);
    }
    let n = by.len();
    let (shown, rest) = fold::first(by.into_iter().collect(), PUBLISHERS, |(_, of)| Reverse(of.len()));
    let file = desk.file();
    let args = [
        ("documents", count(sources.len())),
        ("publishers", count(n)),
        ("shown", count(n - rest)),
        ("rest", count(rest)),
        ("file", file.into()),
    ];
    let said = desk.messages.tell(if rest == 0 { "fold-sources" } else { "fold-publishers" }, args);
    let items = shown.into_iter().map(|((grade, name), of)| publisher(desk, grade, name, &of)).collect();
    let lead = format!("{} {said}", desk.messages.say("lead-sources"));
    let list = Block::List(List { kind: ListKind::Sources, items });
    vec![Block::Remark(vec![Inline::Text(lead)]), list]
}

fn publisher(desk: &Desk<'_>, grade: Reliability, name: Option<&str>, of: &[&Source]) -> Item {
    let grade = grade.to_string();
    let meaning = desk.messages.name("reliability", &grade);
    let name = name.map_or_else(|| desk.messages.say("fold-unnamed"), str::to_owned);
    let copies = of.iter().filter(|s| s.depends.is_some()).count();
    let days = || of.iter().filter_map(|s| s.published);
    let mut told =
        vec![desk.messages.tell("fold-documents", [("n", count(of.len())), ("copies", count(copies))])];
    told.extend(
        days().min().zip(days().max()).map(|(a, b)| say_date(desk.messages, &Interval::between(a, b))),
    );
    let says = vec![Inline::Grade { grade, meaning }, Inline::Text(format!(" {name}, {}", told.join(", ")))];
    Item { says, ..Item::default() }
}

fn source_item(desk: &Desk<'_>, source: &Source) -> Item {
    let grade = source.reliability.to_string();
    let meaning = desk.messages.name("reliability", &grade);
    let mut says = vec![Inline::Grade { grade, meaning: meaning.clone() }, Inline::text(" ")];
    says.extend(published(desk, &source.document));
    if let Some(url) = source.url.clone().filter(|u| !is_web(u)) {
        says.push(Inline::Soft(url));
    }
    says.extend(source.depends.as_ref().map(|d| Inline::Reserve(depends(desk, d))));
    let mut meta =
        vec![Inline::Soft(format!("{}, {meaning}", desk.messages.name("language", &source.title.lang)))];
    if let Some(reason) = &source.reason {
        meta.push(Inline::Soft(format!(" – {}", reason.text)));
    }
    for id in [source.document.as_str(), source.origin.as_str()] {
        meta.extend([Inline::text(" "), Inline::Id(id.to_owned())]);
    }
    Item { says, meta, ..Item::default() }
}

fn depends(desk: &Desk<'_>, on: &Dependence) -> String {
    let kind = crate::words::spelled(on.kind);
    let other = desk.findings.sources.iter().find(|s| s.document == on.on);
    let named = other.and_then(|s| s.publisher.clone()).unwrap_or_else(|| on.on.as_str().to_owned());
    desk.messages.tell(&format!("depends-{kind}"), [("document", named.into())])
}
