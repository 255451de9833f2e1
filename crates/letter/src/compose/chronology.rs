//! Dated events by month, and lists of what else is told.

use super::desk::Desk;
use super::fold::{A_MONTH, CHRONOLOGY, LIST, Room};
use crate::sheet::{Block, Item, List, ListKind, Part};
use crate::words::{is_long, month_of, say_month};
use crate::{Finding, Occurrence, Section};

/// Occasions by month; periods longer than a month, or open at an end, after them; then what has no date.
pub(super) fn chronology(desk: &mut Desk<'_>) -> Vec<Part> {
    let events = desk.occurrences(Section::Chronology);
    let long = |f: &&Finding<Occurrence>| f.content().date.is_none_or(|d| is_long(&d));
    let (longer, occasions): (Vec<_>, Vec<_>) = events.into_iter().partition(long);
    let mut parts: Vec<Part> = Vec::new();
    let month = |f: &&Finding<Occurrence>| f.content().date.and_then(|d| month_of(&d));
    // A chronology that nobody would read to its end is printed month by month in part.
    let months = occasions.chunk_by(|a, b| month(a) == month(b)).count();
    let most = (CHRONOLOGY.most / months.max(1)).max(A_MONTH);
    let room = match occasions.len() <= CHRONOLOGY.whole {
        true => CHRONOLOGY,
        false => Room { whole: most, most },
    };
    for group in occasions.chunk_by(|a, b| month(a) == month(b)) {
        let heading =
            group.first().and_then(month).map(|(year, month)| say_month(desk.messages, year, month));
        let name = format!("chronology-{}", parts.len());
        parts.push(part(desk, name, capital(&heading.unwrap_or_default()), (group.to_vec(), room)));
    }
    for (name, heading, all) in [
        ("chronology-long", "longer", longer),
        ("undated", "section-undated", desk.occurrences(Section::Undated)),
    ] {
        if !all.is_empty() {
            let heading = desk.messages.say(heading);
            parts.push(part(desk, name.to_owned(), heading, (all, LIST)));
        }
    }
    parts
}

/// What else is told, as lines.
pub(super) fn lines(desk: &mut Desk<'_>, section: Section, name: &str) -> Vec<Block> {
    let all = desk.occurrences(section);
    let (shown, said) = desk.fold(all, LIST);
    let items = items(desk, &shown, name);
    let list = (!items.is_empty()).then_some(Block::List(List { kind: ListKind::Dated, items }));
    said.into_iter().chain(list).collect()
}

fn part(
    desk: &mut Desk<'_>,
    name: String,
    heading: String,
    (all, room): (Vec<&Finding<Occurrence>>, Room),
) -> Part {
    let (shown, said) = desk.fold(all, room);
    let items = items(desk, &shown, &name);
    let mut part = Part::new(name, heading);
    part.blocks.extend(said);
    part.blocks.push(Block::List(List { kind: ListKind::Dated, items }));
    part
}

fn items(desk: &mut Desk<'_>, all: &[&Finding<Occurrence>], name: &str) -> Vec<Item> {
    all.iter().enumerate().map(|(at, f)| desk.line(format!("{name}-{at}"), f)).collect()
}

/// With a capital in front.
pub(super) fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
