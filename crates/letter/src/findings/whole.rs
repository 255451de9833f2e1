//! One letter's findings.

use crate::{Constraint, Contradiction, Finding, Note, Occurrence, Source};
use base::{AsOf, Interval, Tlp};
use serde::{Deserialize, Serialize};

/// A title in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Titles {
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
}

impl Titles {
    /// A name that both languages write alike.
    pub fn same(title: &str) -> Self {
        Self { fr: title.to_owned(), en: title.to_owned() }
    }
}

/// What stands at the head of the letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Masthead {
    /// Name of the case.
    pub title: Titles,
    /// Number of the letter, if it was issued.
    pub number: Option<u32>,
    /// Nothing published later is in it.
    pub as_of: AsOf,
    /// Publication dates of the documents read, first to last.
    pub period: Option<Interval>,
    /// Made from demonstration notes: every page says so.
    pub demo: bool,
    /// To whom it may be shown.
    pub tlp: Tlp,
}

impl Masthead {
    /// A draft for a real case.
    pub fn new(title: Titles, as_of: AsOf, tlp: Tlp) -> Self {
        Self { title, number: None, as_of, period: None, demo: false, tlp }
    }
}

/// How much was read, and what was left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Documents the letter draws on.
    pub documents: usize,
    /// Independent origins among them.
    pub origins: usize,
    /// Documents left out: their marking is stricter than the letter's.
    pub omitted: usize,
    /// Documents without a publication date.
    pub undated: usize,
}

/// Something that is not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "gap", rename_all = "snake_case")]
pub enum Gap {
    /// Nothing new was published on a constraint.
    Silent {
        /// Id of the constraint.
        constraint: String,
        /// Days from the last telling to the as-of date.
        days: i64,
    },
    /// Occurrences without a located place.
    Unplaced {
        /// How many.
        occurrences: usize,
    },
}

/// Everything one letter is made of. The order of its lists is the order of print within a section; dated
/// occurrences are sorted by date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Findings {
    /// Head of the letter.
    pub masthead: Masthead,
    /// How much was read.
    pub reading: Reading,
    /// Events, statements, effects, figures.
    pub occurrences: Vec<Finding<Occurrence>>,
    /// Access constraints.
    pub constraints: Vec<Finding<Constraint>>,
    /// Contradictions, the most severe first.
    pub contradictions: Vec<Finding<Contradiction>>,
    /// What is not known.
    pub gaps: Vec<Gap>,
    /// Documents, those of one origin together.
    pub sources: Vec<Source>,
    /// Footnotes.
    pub notes: Vec<Note>,
}

impl Findings {
    /// Findings of a letter in which nothing is known yet.
    pub fn new(masthead: Masthead) -> Self {
        Self {
            masthead,
            reading: Reading::default(),
            occurrences: Vec::new(),
            constraints: Vec::new(),
            contradictions: Vec::new(),
            gaps: Vec::new(),
            sources: Vec::new(),
            notes: Vec::new(),
        }
    }
}
