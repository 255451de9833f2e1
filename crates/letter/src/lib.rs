//! Findings in; the letter in French or English out, in several formats.
//!
//! In: [`Findings`], typed values that each carry the footnotes they rest on. Out: a [`sheet::Sheet`], the letter in one
//! language, which every format prints alike. Doors: [`compose`]; [`html`]. [`archive`] is the
//! page that lists the letters issued.
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
//! let page = html(&compose(&findings, Lang::French));
//! assert!(page.contains("Attaque armée") && page.contains("“Three lorries burnt.”"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
#![forbid(unsafe_code)]

pub mod charts;
mod compose;
mod docx;
mod findings;
mod html;
mod markdown;
mod pdf;
pub mod sheet;
mod words;

pub use compose::{Tally, compose, tally};
pub use docx::{Unpacked, docx};
pub use findings::{
    About, Across, Amount, AnalystText, AreaIncidents, Basis, Change, Changes, ClassState, Constraint,
    ConstraintKind, Content, Contradiction, ContradictionKind, Corridor, CorridorChance, CorridorMonth,
    CorridorOutlook, Cover, CoverBand, CrossBorder, Dependence, DependenceKind, Entry, Finding, Findings,
    Flow, Forecast, ForecastMonth, Gap, Interest, Judgement, Kind, Level, MapLand, MapRoute, MapSection,
    MapTown, Masthead, Measured, Note, NoteId, Occurrence, OutlinePart, Parameter, Passable, People, Place,
    Price, Provenance, Quote, Reading, Record, Response, RoadMap, Roads, Rows, Season, Section, SideValue,
    Source, Status, SupplyFindings, Support, TargetClass, Tension, Titles, Told, Unsourced, Words,
};
pub use html::{Listed, ListedFile, archive, html};
pub use markdown::markdown;
pub use pdf::{Pdf, PdfError, pdf};
pub use words::{Lang, Messages};
