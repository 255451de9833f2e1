//! What changed since another letter, as findings of this one.

use super::differences::{Difference, Kind, differences};
use letter::{Basis, Change, Changes, Finding, Findings, Note, NoteId, Rows};
use std::collections::BTreeSet;

/// Footnotes of new events told together.
const NOTES: usize = 5;

/// Sets what changed since a letter, and which responses are new. Without one, this is a first letter.
pub fn since(findings: &mut Findings, last: Option<&(u64, Findings)>) {
    let Some((number, was)) = last else { return };
    let all = differences(was, findings);
    let mut changes: Vec<Finding<Change>> = Vec::new();
    let events: Vec<&Difference> = all.iter().filter(|d| d.change == Kind::NewEvent).collect();
    for one in &all {
        let Some(change) = change(one, findings) else {
            let first = events.first().is_some_and(|first| std::ptr::eq(*first, one));
            changes.extend(first.then(|| together(&events)).flatten());
            continue;
        };
        let notes = match change {
            Change::Withdrawn { .. } => vec![withdrawn(findings, *number, was, &one.id)],
            _ => one.notes.clone(),
        };
        changes.extend(Finding::new(one.id.clone(), change, notes));
    }
    findings.changes =
        Some(Changes { letter: u32::try_from(*number).ok(), as_of: was.masthead.as_of.0, changes });
    renew(findings, was);
}

/// The change as a letter tells it; `None` for events, which it counts together, and for what no letter tells.
fn change(of: &Difference, now: &Findings) -> Option<Change> {
    let id = of.id.clone();
    let statuses = || Some((of.statuses?.0, of.statuses?.1));
    match of.change {
        Kind::NewConstraint => Some(Change::NewConstraint { constraint: id }),
        Kind::Status | Kind::EndedConstraint => {
            statuses().map(|(was, now)| Change::Status { constraint: id, was, now })
        }
        Kind::NewContradiction => Some(Change::NewContradiction { contradiction: id }),
        Kind::ResponseStatus => {
            let held = now.responses.iter().any(|f| *f.id() == id);
            held.then(|| Change::ResponseStatus {
                response: id,
                was: of.was.clone().unwrap_or_default(),
                now: of.now.clone().unwrap_or_default(),
            })
        }
        Kind::Withdrawn => Some(Change::Withdrawn { finding: id }),
        Kind::NewEvent | Kind::NewResponse | Kind::NewJudgement => None,
    }
}

fn together(events: &[&Difference]) -> Option<Finding<Change>> {
    let first = events.first()?;
    let notes: Vec<NoteId> = events.iter().filter_map(|e| e.notes.first().cloned()).take(NOTES).collect();
    Finding::new(first.id.clone(), Change::NewEvents { count: events.len() }, notes).ok()
}

/// A footnote that leads to the other letter.
fn withdrawn(findings: &mut Findings, number: u64, was: &Findings, id: &str) -> NoteId {
    let dataset = format!("letter-{number:03}");
    let note = NoteId::new(format!("{dataset}:{id}"));
    let rows = Rows {
        dataset,
        release: Some(was.masthead.as_of.0.to_string()),
        rows: vec![id.to_owned()],
        count: 1,
        licence: None,
    };
    findings.notes.push(Note { id: note.clone(), basis: Basis::Rows(rows) });
    note
}

/// Whether a footnote leads to another letter.
pub fn is_of_letter(note: &str) -> bool {
    let digits = note.strip_prefix("letter-").and_then(|rest| rest.split_once(':')).map(|(digits, _)| digits);
    digits.is_some_and(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
}

/// Responses that the other letter did not hold.
fn renew(findings: &mut Findings, was: &Findings) {
    let known: BTreeSet<&str> = was.responses.iter().map(Finding::id).collect();
    for response in &mut findings.responses {
        let mut content = response.content().clone();
        content.new = !known.contains(response.id());
        if let Ok(told) = Finding::new(response.id(), content, response.notes().to_vec()) {
            *response = told;
        }
    }
}
