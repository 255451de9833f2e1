//! The door: findings to one sheet in one language.

mod analyst;
mod board;
mod changes;
mod chronology;
mod constraints;
mod contradictions;
mod corridors;
mod desk;
mod figures;
mod fold;
mod gaps;
mod head;
mod line;
mod method;
mod neighbours;
mod notes;
mod numbering;
mod order;
mod outlook;
mod parts;
mod pictures;
mod responses;
mod summary;
mod supply;
mod tidy;

use crate::sheet::{Furniture, Sheet};
use crate::words::Messages;
use crate::{Findings, Lang, NoteId};
use desk::Desk;

/// How much a letter holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Tally {
    /// Findings printed, one by one.
    pub findings: usize,
    /// Findings of long lists that are told by their number alone.
    pub counted: usize,
    /// Footnotes printed, in the order of their numbers.
    pub notes: Vec<NoteId>,
    /// Documents and findings left out because of their marking.
    pub omitted: usize,
}

/// Composes the letter. A pure function: the same findings give the same sheet. A finding whose footnotes are all missing
/// is left out and counted in the letter.
pub fn compose(findings: &Findings, lang: Lang) -> Sheet {
    let messages = Messages::new(lang);
    let mut desk = Desk::new(&messages, findings);
    let mut parts = parts::parts(&mut desk);
    let order = order::called(&mut parts);
    order::renumber(&mut parts, &order);
    let say = |key: &str| messages.say(key);
    let sheet = Sheet {
        lang,
        head: head::head(&desk),
        parts,
        notes: notes::footnotes(&desk, &order),
        colophon: say("colophon"),
        words: Furniture {
            notes: say("section-notes"),
            contents: say("contents"),
            analyst: say("analyst"),
            skip: say("skip"),
            back: say("note-back"),
        },
    };
    tidy::tidy(sheet)
}

/// Counts what [`compose`] prints.
pub fn tally(findings: &Findings) -> Tally {
    let messages = Messages::new(Lang::English);
    let mut desk = Desk::new(&messages, findings);
    let order = order::called(&mut parts::parts(&mut desk));
    let called = desk.numbering.called();
    Tally {
        findings: (desk.all() - desk.left_out()).saturating_sub(desk.counted),
        counted: desk.counted,
        notes: order
            .iter()
            .filter_map(|n| called.get(n.checked_sub(1)?))
            .map(|note| note.id.clone())
            .collect(),
        omitted: findings.reading.omitted + findings.reading.withheld,
    }
}
