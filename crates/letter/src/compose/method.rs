//! How documents became what the letter says: a few lines in a frame, counted from the findings.

use super::desk::Desk;
use crate::sheet::{Block, Inline, Item, List, ListKind};
use crate::words::count;
use crate::{Content, Section};
use base::{Reliability, Tlp};
use std::collections::BTreeMap;

/// Five lines: claims, origins, grades, what counts as a fact, what the marking left out. Each leads to the part that holds
/// what it tells of, by `anchor`.
pub(super) fn method(desk: &Desk<'_>, anchor: &dyn Fn(Content) -> Option<(String, String)>) -> Vec<Block> {
    let lines = [
        (desk.messages.say("method-claims"), Content::Sources),
        (origins(desk), Content::Sources),
        (grades(desk), Content::Sources),
        (facts(desk), Content::Chronology),
        (marking(desk), Content::Gaps),
    ];
    let item = |(text, of): (String, Content)| {
        let mut says = vec![Inline::Text(text)];
        // Sources are never left out.
        if let Some((to, text)) = anchor(of).or_else(|| anchor(Content::Sources)) {
            says.extend([Inline::text(" "), Inline::Link { to, text }]);
        }
        Item { says, ..Item::default() }
    };
    vec![Block::List(List { kind: ListKind::Boxed, items: lines.into_iter().map(item).collect() })]
}

fn origins(desk: &Desk<'_>) -> String {
    let read = desk.findings.reading;
    desk.messages
        .tell("method-origins", [("documents", count(read.documents)), ("origins", count(read.origins))])
}

/// What the grades mean, and how many documents have which.
fn grades(desk: &Desk<'_>) -> String {
    let mut seen: BTreeMap<Reliability, usize> = BTreeMap::new();
    for source in &desk.findings.sources {
        *seen.entry(source.reliability).or_default() += 1;
    }
    let told: Vec<String> = seen
        .into_iter()
        .map(|(grade, n)| {
            let args = [("grade", grade.to_string().into()), ("n", count(n))];
            desk.messages.tell("method-grade", args)
        })
        .collect();
    let known = if told.is_empty() { "no" } else { "yes" };
    let list = desk.messages.list(&told);
    desk.messages.tell("method-grades", [("known", known.into()), ("grades", list.into())])
}

fn facts(desk: &Desk<'_>) -> String {
    let args = [
        ("facts", count(desk.occurrences(Section::Chronology).len())),
        ("reserved", count(desk.occurrences(Section::Reserved).len())),
        ("contradictions", count(desk.contradictions().len())),
    ];
    desk.messages.tell("method-facts", args)
}

fn marking(desk: &Desk<'_>) -> String {
    let (head, read) = (&desk.findings.masthead, desk.findings.reading);
    let coarse = if head.tlp < Tlp::Amber { "yes" } else { "no" };
    let args = [
        ("tlp", head.tlp.as_str().into()),
        ("documents", count(read.omitted)),
        ("findings", count(read.withheld)),
        ("coarse", coarse.into()),
    ];
    desk.messages.tell("method-marking", args)
}
