//! One event, statement, effect or figure as the reports tell it.

use base::{Bound, Country, Credibility, GeoPrecision, Interval, Modality, PlaceKind, Reliability};
use serde::{Deserialize, Serialize};

/// Kind of an occurrence, as of its claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Kind {
    Incident,
    Measure,
    Statement,
    Effect,
    Figure,
    Background,
}

/// Who or what an incident hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum TargetClass {
    StateInstitution,
    Security,
    Transport,
    Works,
    Industry,
    Civilian,
}

/// Words kept as a source wrote them, in their own language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The words.
    pub text: String,
    /// BCP 47 tag, `und` when unknown.
    pub lang: String,
}

impl Words {
    /// Words in a language.
    pub fn new(text: impl Into<String>, lang: impl Into<String>) -> Self {
        Self { text: text.into(), lang: lang.into() }
    }
}

/// A place at the precision that may be published; never a coordinate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Canonical name.
    pub name: String,
    /// What it is; `None` when unresolved.
    pub kind: Option<PlaceKind>,
    /// Country, if known.
    pub country: Option<Country>,
    /// How precisely it is located.
    pub precision: GeoPrecision,
}

/// A number with its unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    /// The value; 2.7 million tonnes is `2700000`.
    pub value: f64,
    /// The unit as the ledger spells it (`tonne/year`, `percent`).
    pub unit: String,
    /// Exact, about, at least, at most.
    #[serde(default)]
    pub bound: Bound,
    /// What a share is a share of, as the source words it.
    pub of: Option<Words>,
}

/// How much stands behind a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Support {
    /// Reliability of the best source that tells it.
    pub reliability: Reliability,
    /// Credibility of what is told.
    pub credibility: Credibility,
    /// Independent origins that tell it.
    pub origins: usize,
    /// Documents that tell it, copies and translations included.
    pub documents: usize,
}

impl Default for Support {
    /// One document, not graded.
    fn default() -> Self {
        Self { reliability: Reliability::F, credibility: Credibility::UNKNOWN, origins: 1, documents: 1 }
    }
}

/// Something that happened, was imposed, said, felt or counted, or is said to have been.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Occurrence {
    /// Incident, measure, statement, effect, figure or background.
    pub kind: Kind,
    /// Type within the kind, by the names of the lexicon (`armed_attack`).
    #[serde(rename = "type")]
    pub subject: String,
    /// When, if told.
    pub date: Option<Interval>,
    /// Where.
    pub places: Vec<Place>,
    /// Who did, said or imposed it: known public actors or generic words only.
    pub actors: Vec<String>,
    /// Whom or what it hit or concerns.
    pub target: Option<Words>,
    /// Class of the target, for incidents.
    pub target_class: Option<TargetClass>,
    /// Numbers told with it.
    pub amounts: Vec<Amount>,
    /// How it is put.
    pub modality: Modality,
    /// How much stands behind it.
    pub support: Support,
}

/// Where in the letter an occurrence stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum Section {
    Chronology,
    Undated,
    Figures,
    Effects,
    Statements,
    Context,
    /// Hedged, denied, planned, called for, possible: told, but not as a fact.
    Reserved,
}

impl Occurrence {
    /// An occurrence of which only kind, type and modality are known.
    pub fn new(kind: Kind, subject: impl Into<String>, modality: Modality) -> Self {
        Self {
            kind,
            subject: subject.into(),
            date: None,
            places: Vec::new(),
            actors: Vec::new(),
            target: None,
            target_class: None,
            amounts: Vec::new(),
            modality,
            support: Support::default(),
        }
    }

    /// The same, dated.
    #[must_use]
    pub fn on(mut self, date: Interval) -> Self {
        self.date = Some(date);
        self
    }

    /// The section it stands in. Only a dated incident or measure told as a fact is in the chronology; there is no
    /// other way into it.
    pub fn section(&self) -> Section {
        match self.kind {
            Kind::Figure => Section::Figures,
            Kind::Background => Section::Context,
            Kind::Statement if self.modality.is_fact() || self.modality == Modality::Assessed => {
                Section::Statements
            }
            _ if !self.modality.is_fact() => Section::Reserved,
            Kind::Effect => Section::Effects,
            _ if self.date.and_then(|d| d.first()).is_some() => Section::Chronology,
            _ => Section::Undated,
        }
    }
}
