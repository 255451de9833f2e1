//! Footnotes and references, and the places in the running text that call them.

mod calls;
mod doubts;
mod fields;
mod notes;
mod tie;

use super::Block;
use crate::Citation;
use base::{CitationId, DocumentId, Issue};

pub(super) use doubts::note as note_doubts;
pub(super) use notes::{Note, mark};

/// The citations of a text whose notes have been marked, each with the calls that could be tied to it.
pub(super) fn collect(
    id: &DocumentId,
    text: &str,
    blocks: &[Block],
    notes: &[Note],
    issues: &mut Vec<Issue>,
) -> Vec<Citation> {
    let calls = calls::find(text, blocks);
    let tied = tie::tie(text, &calls, notes, issues);
    let mut out: Vec<Citation> = Vec::with_capacity(notes.len());
    for ((note, tied), number) in notes.iter().zip(tied).zip(1..) {
        let citation = cited(id, text, note, number, &out);
        let calls = tied.into_iter().map(|c| calls[c].range.clone()).collect();
        out.push(Citation { calls, ..citation });
    }
    out
}

fn cited(id: &DocumentId, text: &str, note: &Note, number: usize, earlier: &[Citation]) -> Citation {
    let fields = fields::read(text, note.body.clone());
    let words = |range: &Option<std::ops::Range<usize>>| range.clone().map(|r| text[r].to_owned());
    let mut citation = Citation {
        id: CitationId::derive(&[id.as_str(), &number.to_string(), &text[note.range.clone()]]),
        label: note.label.clone(),
        number,
        range: note.range.clone(),
        publisher: words(&fields.publisher),
        date: fields.date.map(|(interval, _)| interval),
        title: words(&fields.title),
        url: words(&fields.url),
        calls: Vec::new(),
    };
    match fields.again {
        fields::Again::Same => {
            if let Some(before) = earlier.last() {
                fill(&mut citation, before);
            }
        }
        fields::Again::Cited => {
            let same = |c: &&Citation| {
                c.publisher.as_deref().map(base::fold_key)
                    == citation.publisher.as_deref().map(base::fold_key)
            };
            let before = earlier.iter().rev().filter(|c| c.url.is_some()).find(same).cloned();
            if let Some(before) = before.filter(|_| citation.publisher.is_some()) {
                fill(&mut citation, &before);
            }
        }
        fields::Again::No => {}
    }
    citation
}

/// "Ibid." and "op. cit." take what they leave out from the note they refer to.
fn fill(citation: &mut Citation, before: &Citation) {
    citation.publisher = citation.publisher.take().or_else(|| before.publisher.clone());
    citation.date = citation.date.or(before.date);
    citation.title = citation.title.take().or_else(|| before.title.clone());
    citation.url = citation.url.take().or_else(|| before.url.clone());
}
