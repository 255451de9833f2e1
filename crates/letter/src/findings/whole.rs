//! One letter's findings.

use crate::{
    Across, AnalystText, Change, Constraint, Contradiction, Cover, CrossBorder, Finding, Flow, Forecast,
    Interest, Judgement, Note, Occurrence, OutlinePart, People, Price, Response, Roads, Source, Tension,
};
use base::{AsOf, Date, Interval, Tlp};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

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
    /// Not issued: every page says so.
    #[serde(default)]
    pub draft: bool,
    /// Number of the letter that it corrects.
    #[serde(default)]
    pub corrects: Option<u32>,
    /// Where readers write to: an office, never a private person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<Titles>,
    /// The day for which the next letter is meant, after that of this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Date>,
}

impl Masthead {
    /// A letter for a real case, without a number.
    pub fn new(title: Titles, as_of: AsOf, tlp: Tlp) -> Self {
        Self {
            title,
            number: None,
            as_of,
            period: None,
            demo: false,
            tlp,
            draft: false,
            corrects: None,
            contact: None,
            next: None,
        }
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
    /// Findings left out: their marking is stricter than the letter's.
    #[serde(default)]
    pub withheld: usize,
    /// Documents in a language that is kept and not interpreted.
    #[serde(default)]
    pub unread: usize,
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

/// Supply, prices and people.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SupplyFindings {
    /// Days of cover, in the case's order of zones.
    pub cover: Vec<Finding<Cover>>,
    /// What corridors carry.
    pub flows: Vec<Finding<Flow>>,
    /// Prices.
    pub prices: Vec<Finding<Price>>,
    /// People affected.
    pub people: Vec<Finding<People>>,
    /// Last day for which any price is known.
    pub prices_until: Option<Date>,
    /// Last day for which any count of people is known.
    pub people_until: Option<Date>,
}

/// What changed since another letter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Changes {
    /// Number of the other letter; `None` where two days are compared.
    pub letter: Option<u32>,
    /// Its day.
    pub as_of: Date,
    /// The changes. Each rests on the footnotes of what changed.
    pub changes: Vec<Finding<Change>>,
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
    /// What changed since the last letter; `None` for a first letter.
    #[serde(default)]
    pub changes: Option<Changes>,
    /// Key judgements.
    #[serde(default)]
    pub judgements: Vec<Finding<Judgement>>,
    /// Corridors.
    #[serde(default)]
    pub roads: Roads,
    /// Supply, prices, people.
    #[serde(default)]
    pub supply: SupplyFindings,
    /// Counts of economic sites hit or closed.
    #[serde(default)]
    pub interests: Vec<Finding<Interest>>,
    /// How many counts of such sites are too small to be published.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub interests_few: usize,
    /// Cross-border indicators.
    #[serde(default)]
    pub neighbours: Vec<Finding<CrossBorder>>,
    /// Where border districts' forecasts come from.
    #[serde(default)]
    pub across: Vec<Finding<Across>>,
    /// Forecasts.
    #[serde(default)]
    pub outlook: Vec<Finding<Forecast>>,
    /// Latent tensions and mediation.
    #[serde(default)]
    pub tensions: Vec<Finding<Tension>>,
    /// Recommendations and commitments.
    #[serde(default)]
    pub responses: Vec<Finding<Response>>,
    /// Parts of the letter; the program's own outline where the case gives none.
    #[serde(default)]
    pub outline: Vec<OutlinePart>,
    /// An analyst's own texts.
    #[serde(default)]
    pub texts: Vec<AnalystText>,
    /// Names of the case that French writes otherwise: as the findings hold them, with their French form.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names_fr: BTreeMap<String, String>,
    /// What is not known.
    pub gaps: Vec<Gap>,
    /// Documents, those of one origin together.
    pub sources: Vec<Source>,
    /// Footnotes.
    pub notes: Vec<Note>,
}

fn is_zero(n: &usize) -> bool {
    *n == 0
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
            changes: None,
            judgements: Vec::new(),
            roads: Roads::default(),
            supply: SupplyFindings::default(),
            interests: Vec::new(),
            interests_few: 0,
            neighbours: Vec::new(),
            across: Vec::new(),
            outlook: Vec::new(),
            tensions: Vec::new(),
            responses: Vec::new(),
            outline: Vec::new(),
            texts: Vec::new(),
            names_fr: BTreeMap::new(),
            gaps: Vec::new(),
            sources: Vec::new(),
            notes: Vec::new(),
        }
    }
}
