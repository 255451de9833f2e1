//! Pictures of what a content holds: each shows findings, and its caption carries their footnotes.
//!
//! A picture stands where its content has findings to draw. A content without any says so once, in words; a frame with
//! "no data" in it stands only where a content has tables but its picture lacks what it needs.

mod events;
mod fans;
mod roads;
mod stocks;

pub(super) use events::incidents;
pub(super) use fans::forecasts;
pub(super) use roads::{map, strip};
pub(super) use stocks::{cover, flows, prices};

use super::desk::Desk;
use crate::charts::Picture;
use crate::sheet::{Block, Figure, Inline};
use crate::words::say_date;
use crate::{Content, NoteId};
use base::{Date, Interval};

/// A caption with more calls than this says where they stand instead.
const CALLS: usize = 12;
/// A picture whose last value is older than this, in days, says since when there is nothing: a month and a half, so that
/// a monthly table that came out in time is not called old.
const OLD: i64 = 45;

/// The picture as a block: its caption says what it shows, and cites what it rests on. Nothing where nothing is drawn.
fn figure(
    desk: &mut Desk<'_>,
    id: &str,
    picture: Picture,
    notes: &[NoteId],
    last: Option<Date>,
) -> Option<Block> {
    if picture.empty {
        return None;
    }
    let mut caption = vec![Inline::Text(format!("{}.", picture.title.trim_end_matches('.')))];
    let mut once: Vec<NoteId> = Vec::new();
    for note in notes {
        if !once.contains(note) {
            once.push(note.clone());
        }
    }
    match once.len() <= CALLS {
        true => caption.push(desk.cite(&once)),
        false => caption.push(Inline::Soft(format!(" {}", desk.messages.say("figure-notes-below")))),
    }
    if let Some(day) = last.filter(|day| age(*day, desk.findings.masthead.as_of.0) > OLD) {
        let day = say_date(desk.messages, &Interval::day(day));
        caption.push(Inline::Soft(format!(
            " {}",
            desk.messages.tell("chart-no-data-since", [("date", day.into())])
        )));
    }
    if picture.dropped > 0 {
        let words = desk.messages.tell("figure-dropped", [("n", crate::words::count(picture.dropped))]);
        caption.push(Inline::Soft(format!(" {words}")));
    }
    let Picture { svg, narrow, alt, .. } = picture;
    Some(Block::Figure(Figure { id: id.to_owned(), svg, narrow, caption, alt }))
}

/// Days from one day to another; none back in time.
fn age(from: Date, to: Date) -> i64 {
    if from >= to { 0 } else { Interval::between(from, to).days().map_or(0, |days| days - 1) }
}

/// Puts the pictures of a content among its blocks: where things are and how they changed first, then the tables.
pub(super) fn pictured(desk: &mut Desk<'_>, content: Content, blocks: Vec<Block>) -> Vec<Block> {
    if blocks.is_empty() {
        return blocks;
    }
    let before: Vec<Block> = match content {
        Content::Corridors => [map(desk), strip(desk)].into_iter().flatten().collect(),
        Content::Prices => prices(desk),
        _ => Vec::new(),
    };
    let after: Vec<Block> = match content {
        Content::Supply => [cover(desk), flows(desk)].into_iter().flatten().collect(),
        Content::Outlook => forecasts(desk),
        _ => Vec::new(),
    };
    before.into_iter().chain(blocks).chain(after).collect()
}
