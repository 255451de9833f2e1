//! Findings in; the letter, as one self-contained HTML page in French or English, out.
//!
//! In: [`Findings`], typed values that each carry the footnotes they rest on. Out: a page. Door: [`compose`].
//!
//! Terms: *finding* (a value with at least one footnote; [`Finding::new`] refuses one without), *note* (a footnote:
//! quote, language, document, grades), *support* (how many independent origins tell it, and how many documents),
//! *section* (where a finding stands; only dated facts reach the chronology, see [`Occurrence::section`]).
//! The letter has no store, clock or file: the same findings give the same bytes. It settles no contradiction and
//! prints no sentence that no finding holds.
//!
//! ```
//! # use letter::*;
//! # use base::*;
//! let note = NoteId::new("clm-1");
//! let attack = Occurrence::new(Kind::Incident, "armed_attack", Modality::Asserted);
//! let mut findings = Findings::new(Masthead::new(Titles::same("Kayes"), AsOf(Date::new(2025, 10, 15)?), Tlp::Clear));
//! findings.notes.push(Note::new(note.clone(), DocumentId::parse("doc-1"), Words::new("Three lorries burnt.", "en")));
//! findings.occurrences.push(Finding::new("evt-1", attack.on(Interval::day(Date::new(2025, 9, 6)?)), vec![note])?);
//! let page = compose(&findings, Lang::French);
//! assert!(page.contains("Attaque armée") && page.contains("“Three lorries burnt.”"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

mod findings;
mod page;
pub mod pdf;
pub mod sheet;
mod words;

pub use findings::{
    About, Amount, Constraint, ConstraintKind, Contradiction, ContradictionKind, Dependence, DependenceKind,
    Finding, Findings, Gap, Kind, Level, Masthead, Note, NoteId, Occurrence, Place, Provenance, Reading,
    Section, SideValue, Source, Status, Support, TargetClass, Titles, Told, Unsourced, Words,
};
pub use page::{Tally, compose, tally};
pub use words::Lang;
