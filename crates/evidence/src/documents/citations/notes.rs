//! Which blocks are footnotes or references.

use crate::RegionKind;
use crate::documents::labels::{self, Style};
use crate::documents::lexicon::WORDS;
use crate::documents::{Block, address, blocks, dates, kinds};
use std::ops::Range;

/// A note: its whole range, its label as printed, the key that calls use, and what follows the label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Note {
    pub range: Range<usize>,
    pub label: String,
    pub key: Option<String>,
    pub named: bool,
    pub body: Range<usize>,
}

/// A longer block is no note unless its label says so (`[^1]:`).
const NOTE_MAX: usize = 2000;
/// A labelled block that is no evident reference is a note only next to one, and only if it is at most so long.
const PLAIN_NOTE_MAX: usize = 400;
/// A parenthesised date stands this near to the start of a reference.
const DATE_WITHIN: usize = 160;

#[derive(Clone, Debug, Default)]
struct Look {
    label: Option<labels::Label>,
    /// Bytes before the body, after the block's start.
    lead: usize,
    sure: bool,
    likely: bool,
}

/// Marks the blocks that are notes as [`RegionKind::Citation`], splitting blocks that hold several, and returns
/// the notes in order.
pub(crate) fn mark(text: &str, blocks: Vec<Block>) -> (Vec<Block>, Vec<Note>) {
    let mut looks = look_at(text, &blocks);
    spread(&mut looks);
    let mut out = Vec::with_capacity(blocks.len());
    let mut notes = Vec::new();
    for (block, look) in blocks.into_iter().zip(looks) {
        if !look.sure {
            out.push(block);
            continue;
        }
        for note in split(text, &block.range, &look) {
            out.push(Block { range: note.range.clone(), kind: RegionKind::Citation });
            notes.push(note);
        }
    }
    (out, notes)
}

fn look_at(text: &str, blocks: &[Block]) -> Vec<Look> {
    let mut listed = false;
    let mut looks = Vec::with_capacity(blocks.len());
    for block in blocks {
        let words = &text[block.range.clone()];
        let look = look(words, listed);
        if !look.sure && block.kind != RegionKind::Furniture {
            listed = is_references_heading(words) || (listed && look.likely);
        }
        looks.push(look);
    }
    looks
}

fn look(words: &str, listed: bool) -> Look {
    let label = labels::at_start(words).filter(|l| l.keys.len() == 1);
    if let Some(label) = label {
        let rest = &words[label.len..];
        let body = rest.trim_start_matches([':', '.', ')']);
        let defined = label.style == Style::Markdown && rest.starts_with(':');
        let spaced = body.starts_with(char::is_whitespace) || rest.len() > body.len();
        let lead = words.len() - body.trim_start().len();
        let sure = defined || (words.len() <= NOTE_MAX && is_reference(body));
        let likely = spaced && words.len() <= PLAIN_NOTE_MAX;
        return Look { label: Some(label), lead, sure, likely };
    }
    if let Some(lead) = source_line(words) {
        return Look { label: None, lead, sure: true, likely: true };
    }
    let lead = kinds::list_marker(words);
    let body = &words[lead..];
    let sure = listed
        && words.len() <= NOTE_MAX
        && (is_reference(body) || address::is_address(body) || has_year(body));
    Look { label: None, lead, sure, likely: lead > 0 }
}

/// Labelled blocks next to a note are notes too.
fn spread(looks: &mut [Look]) {
    for i in 1..looks.len() {
        let (before, here) = looks.split_at_mut(i);
        join(&before[i - 1], &mut here[0]);
    }
    for i in (1..looks.len()).rev() {
        let (before, here) = looks.split_at_mut(i);
        join(&here[0], &mut before[i - 1]);
    }
}

fn join(note: &Look, next: &mut Look) {
    next.sure |= note.sure && note.label.is_some() && next.label.is_some() && next.likely;
}

/// A heading over references, such as "Sources:".
fn is_references_heading(words: &str) -> bool {
    words.len() <= 60 && WORDS.references.contains(&base::fold_key(words))
}

/// « Source : … » on a line of its own; the length of what stands before the source.
fn source_line(words: &str) -> Option<usize> {
    let (head, rest) = words.split_at_checked(words.find(':')? + 1)?;
    let key = base::fold_key(head);
    let one = words.len() <= PLAIN_NOTE_MAX
        && matches!(key.as_str(), "source" | "sources" | "reference" | "references");
    (one && !rest.trim().is_empty()).then(|| words.len() - rest.trim_start().len())
}

/// Whether a text without its label reads as a reference: an address, "op. cit.", or a date between parentheses
/// near its start.
fn is_reference(body: &str) -> bool {
    let near = &body[..body.floor_char_boundary(DATE_WITHIN)];
    body.contains("://")
        || body.contains("www.")
        || dates::parenthesised_date(near).is_some()
        || super::fields::reference_back(near).is_some()
}

fn has_year(body: &str) -> bool {
    body.split(|c: char| !c.is_ascii_digit()).any(|n| dates::year(n).is_some())
}

/// The notes of one block: a label of the same style after a space or a stop, before a capital, opens the next.
fn split(text: &str, block: &Range<usize>, look: &Look) -> Vec<Note> {
    let words = &text[block.clone()];
    let mut cuts = vec![0];
    if let Some(label) = &look.label {
        cuts.extend(
            words
                .match_indices(['[', '^'])
                .map(|(at, _)| at)
                .filter(|&at| opens_next(words, at, label.style)),
        );
    }
    cuts.push(words.len());
    cuts.windows(2)
        .map(|w| blocks::trimmed(text, block.start + w[0]..block.start + w[1]))
        .enumerate()
        .map(|(i, range)| note(text, range, if i == 0 { Some(look) } else { None }))
        .collect()
}

fn opens_next(words: &str, at: usize, style: Style) -> bool {
    let Some(label) = labels::at_start(&words[at..]).filter(|l| l.style == style && l.keys.len() == 1) else {
        return false;
    };
    let before = words[..at].chars().next_back();
    let rest = &words[at + label.len..];
    let after = rest.trim_start_matches(':').trim_start().chars().next();
    before.is_some_and(|c| c.is_whitespace() || matches!(c, '.' | '>' | ')' | ';'))
        && rest.starts_with([' ', ':', '\u{a0}'])
        && after.is_some_and(|c| c.is_uppercase() || matches!(c, '"' | '«' | '“' | '[' | '<' | 'h'))
}

fn note(text: &str, range: Range<usize>, look: Option<&Look>) -> Note {
    let words = &text[range.clone()];
    let own = look.is_none().then(|| labels::at_start(words)).flatten();
    let label = look.and_then(|l| l.label.as_ref()).or(own.as_ref());
    let lead = match (look, label) {
        (Some(look), _) => look.lead,
        (None, Some(label)) => label.len,
        (None, None) => 0,
    };
    let body = blocks::trimmed(text, range.start + lead.min(words.len())..range.end);
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let (printed, key) = match label {
        Some(label) => (words[..label.len].to_owned(), label.keys.first().cloned()),
        None if digits > 0 && lead > digits => {
            (words[..lead].trim().to_owned(), Some(words[..digits].to_owned()))
        }
        None => (String::new(), None),
    };
    Note { range, label: printed, key, named: label.is_some_and(|l| l.style == Style::Markdown), body }
}
