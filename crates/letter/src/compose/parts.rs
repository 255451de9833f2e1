//! The parts of the letter in the order of its outline, which is the order that footnotes are numbered in.

use super::analyst::markdown;
use super::desk::Desk;
use super::{
    chronology, constraints, contradictions, corridors, figures, gaps, method, neighbours, notes, outlook,
    pictures, responses, summary, supply,
};
use crate::sheet::{Block, Inline, Part};
use crate::words::{say_date, spelled};
use crate::{Content, OutlinePart, Section};
use base::Interval;
use std::collections::{BTreeMap, BTreeSet};

/// What a letter holds where the case gives no outline.
const USUAL: [Content; 22] = [
    Content::Summary,
    Content::Judgements,
    Content::Corridors,
    Content::Chronology,
    Content::Constraints,
    Content::Contradictions,
    Content::Supply,
    Content::Prices,
    Content::Interests,
    Content::People,
    Content::Figures,
    Content::Neighbours,
    Content::Outlook,
    Content::Tensions,
    Content::Responses,
    Content::Effects,
    Content::Statements,
    Content::Context,
    Content::Reserved,
    Content::Gaps,
    Content::Method,
    Content::Sources,
];

/// The parts.
pub(super) fn parts(desk: &mut Desk<'_>) -> Vec<Part> {
    let outline = outline(desk);
    let whole = Whole::of(desk, &outline);
    let mut parts: Vec<Part> = (1..).zip(&outline).map(|(at, of)| part(desk, (at, of), &whole)).collect();
    parts.retain(|part| !part.blocks.is_empty() || !part.parts.is_empty());
    parts
}

/// What a part needs to know of the others.
struct Whole {
    /// Where a content stands, and its heading.
    anchors: BTreeMap<Content, (String, String)>,
    /// Headings of lists that hold nothing: they are named among what is not known.
    empty: Vec<String>,
}

/// Lists that are not printed where they are empty.
const LISTS: [(Content, Section); 4] = [
    (Content::Effects, Section::Effects),
    (Content::Statements, Section::Statements),
    (Content::Context, Section::Context),
    (Content::Reserved, Section::Reserved),
];

impl Whole {
    fn of(desk: &Desk<'_>, outline: &[OutlinePart]) -> Self {
        let anchor = |content: Content| {
            let (at, part) = (1..).zip(outline).find(|(_, p)| p.holds.contains(&content))?;
            let to = if part.holds.len() == 1 { self::anchor(at, part) } else { spelled(content) };
            Some((content, (to, heading(desk, content))))
        };
        let empty = LISTS.iter().filter(|(_, section)| desk.occurrences(*section).is_empty());
        Self {
            anchors: USUAL.into_iter().filter_map(anchor).collect(),
            empty: empty.map(|(content, _)| heading(desk, *content).to_lowercase()).collect(),
        }
    }

    fn anchor(&self, content: Content) -> Option<(String, String)> {
        self.anchors.get(&content).cloned()
    }
}

fn heading(desk: &Desk<'_>, content: Content) -> String {
    desk.messages.say(&format!("section-{}", spelled(content)))
}

/// The case's outline, each content once; what it leaves out of gaps, method and sources stands at its end: they are
/// never left out.
fn outline(desk: &Desk<'_>) -> Vec<OutlinePart> {
    let alone = |content: Content| {
        let title = crate::Titles { fr: String::new(), en: String::new() };
        OutlinePart { id: spelled(content), title, holds: vec![content] }
    };
    if desk.findings.outline.is_empty() {
        return USUAL.into_iter().map(alone).collect();
    }
    let mut seen = BTreeSet::new();
    let mut parts = desk.findings.outline.clone();
    parts.iter_mut().for_each(|part| part.holds.retain(|content| seen.insert(*content)));
    let last = [Content::Gaps, Content::Method, Content::Sources]
        .into_iter()
        .filter(|c| !seen.contains(c))
        .map(alone);
    parts.into_iter().chain(last).collect()
}

/// Anchor of a part: the name of what the program's own outline holds, else its number, which no name of a content is.
fn anchor(at: usize, part: &OutlinePart) -> String {
    if part.title.fr.is_empty() && part.title.en.is_empty() { part.id.clone() } else { format!("part-{at}") }
}

fn part(desk: &mut Desk<'_>, (at, of): (usize, &OutlinePart), whole: &Whole) -> Part {
    let own = desk.title(&of.title);
    let title = match of.holds.as_slice() {
        [only] if own.is_empty() => heading(desk, *only),
        _ => own,
    };
    let mut part = Part::new(anchor(at, of), title);
    let written =
        desk.findings.texts.iter().filter(|t| t.part == of.id && t.lang == desk.messages.lang.tag());
    part.blocks.extend(written.map(|text| Block::Analyst(markdown(&text.markdown))));
    for content in &of.holds {
        let Filled { mut blocks, parts } = fill(desk, *content, whole);
        if blocks.is_empty() && parts.is_empty() {
            if *content == Content::Judgements || LISTS.iter().any(|(list, _)| list == content) {
                continue;
            }
            blocks.push(nothing_known(desk, *content));
        }
        if of.holds.len() == 1 {
            part.blocks.extend(blocks);
            part.parts.extend(parts);
        } else {
            part.parts.push(Part { id: spelled(*content), title: heading(desk, *content), blocks, parts });
        }
    }
    part
}

/// What a content holds.
#[derive(Default)]
struct Filled {
    blocks: Vec<Block>,
    parts: Vec<Part>,
}

fn fill(desk: &mut Desk<'_>, content: Content, whole: &Whole) -> Filled {
    let anchor = |content: Content| whole.anchor(content);
    let lead = |desk: &Desk<'_>, key: &str, mut blocks: Vec<Block>| {
        if !blocks.is_empty() {
            blocks.insert(0, Block::Remark(vec![Inline::Text(desk.messages.say(key))]));
        }
        blocks
    };
    let blocks = match content {
        Content::Chronology => {
            let picture = pictures::incidents(desk);
            return Filled { blocks: picture.into_iter().collect(), parts: chronology::chronology(desk) };
        }
        Content::Summary => summary::summary(desk, &anchor),
        Content::Constraints => constraints::constraints(desk),
        Content::Contradictions => contradictions::contradictions(desk),
        Content::Figures => figures::figures(desk),
        Content::Effects => chronology::lines(desk, Section::Effects, "effects"),
        Content::Statements => chronology::lines(desk, Section::Statements, "statements"),
        Content::Context => chronology::lines(desk, Section::Context, "context"),
        Content::Reserved => {
            let lines = chronology::lines(desk, Section::Reserved, "reserved");
            lead(desk, "lead-reserved", lines)
        }
        Content::Gaps => gaps::gaps(desk, &whole.empty, &anchor),
        Content::Method => method::method(desk, &anchor),
        Content::Sources => notes::sources(desk),
        Content::Neighbours => {
            return Filled { parts: neighbours::neighbours(desk), ..Filled::default() };
        }
        Content::Judgements => analyst(responses::judgements(desk)),
        Content::Corridors => corridors::corridors(desk),
        Content::Supply => supply::supply(desk),
        Content::Prices => supply::prices(desk),
        Content::Interests => supply::interests(desk),
        Content::People => supply::people(desk),
        Content::Outlook => outlook::outlook(desk),
        Content::Tensions => responses::tensions(desk),
        Content::Responses => responses::responses(desk),
    };
    let blocks = pictures::pictured(desk, content, blocks);
    Filled { blocks, parts: Vec::new() }
}

/// Set apart and marked as the analyst's, if there is any.
fn analyst(own: Vec<Block>) -> Vec<Block> {
    if own.is_empty() { own } else { vec![Block::Analyst(own)] }
}

/// Nothing known, and up to when: never left out silently.
fn nothing_known(desk: &Desk<'_>, content: Content) -> Block {
    let key = match content {
        Content::Corridors
        | Content::Supply
        | Content::Prices
        | Content::People
        | Content::Outlook
        | Content::Neighbours
        | Content::Tensions => "no-data",
        _ => "empty",
    };
    let last = match content {
        Content::Prices => desk.findings.supply.prices_until,
        Content::People => desk.findings.supply.people_until,
        _ => None,
    };
    let words = match last.map(|day| say_date(desk.messages, &Interval::day(day))) {
        Some(last) => {
            desk.messages.tell("no-data-since", [("last", last.into()), ("date", desk.as_of().into())])
        }
        None => desk.messages.tell(key, [("date", desk.as_of().into())]),
    };
    Block::Remark(vec![Inline::Text(words)])
}
