//! A claim: one quote of one document, read as one statement.

use base::{
    CitationId, ClaimId, Coordinate, Country, DocumentId, GeoPrecision, Interval, Modality, PlaceKind,
    Quantity, Span,
};
use serde::{Deserialize, Serialize};

/// The six kinds of claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ClaimKind {
    /// Something that happened on an occasion.
    Incident,
    /// Something that an authority or a group imposes, lifts or decides.
    Measure,
    /// Something that somebody said.
    Statement,
    /// What followed for people, prices, services.
    Effect,
    /// A number that describes.
    Figure,
    /// A lasting circumstance.
    Background,
}

/// A first telling or a mention of something already told in the same document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// First telling.
    Report,
    /// Mentioned again: adds no weight.
    Recall,
    /// Told through a footnote's title only.
    CitationTitle,
}

/// How a claim's date is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DateBasis {
    /// Day, month and year stand in the quote or its sentence.
    Explicit,
    /// The year comes from the document.
    YearInferred,
    /// Counted from the publication date ("last June").
    Relative,
    /// Taken over from the sentence before.
    Inherited,
    /// An open end filled from the context.
    Inferred,
}

/// Who or what an incident hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TargetClass {
    /// Governors' seats, prefectures, town halls, customs offices.
    StateInstitution,
    /// Army, police, gendarmerie and their posts.
    Security,
    /// Lorries, buses, tankers, drivers, transport companies.
    Transport,
    /// Road and building works and their machines.
    Works,
    /// Mines, factories, depots.
    Industry,
    /// Residents, travellers, traders.
    Civilian,
}

/// What a measure is told to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeasureStatus {
    /// Asked for by whoever cannot order it.
    CalledFor,
    /// Made known.
    Announced,
    /// Imposed, in force.
    Imposed,
    /// Prolonged or upheld: it was in force before.
    Extended,
    /// Ended or eased.
    Lifted,
}

/// The form a statement came in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Medium {
    /// `audio`, `video`, `communique`, `post`, `interview`, `speech`.
    pub form: String,
    /// Languages it was given in, as named in English ("Fulani").
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
}

/// A place of a claim.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClaimPlace {
    /// Canonical name.
    pub name: String,
    /// What it is; `None` when unresolved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<PlaceKind>,
    /// Country, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    /// Point, if located.
    #[serde(flatten)]
    pub point: Option<Coordinate>,
    /// How precisely it is located.
    pub precision: GeoPrecision,
    /// Its part in the claim: `site`, `route`, `origin`, `destination`, `area`.
    pub role: String,
}

/// One claim. `quote` is the stored text at `span`, to the letter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Stable id, from document, span, kind and type.
    pub id: ClaimId,
    /// The document it stands in.
    pub document: DocumentId,
    /// Where it stands, in code points of the stored text.
    pub span: Span,
    /// The words.
    pub quote: String,
    /// Incident, measure, statement, effect, figure or background.
    pub kind: ClaimKind,
    /// The type within the kind, by the names of the lexicon (`armed_attack`, `curfew` …).
    #[serde(rename = "type")]
    pub claim_type: String,
    /// When, if told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<Interval>,
    /// How the date is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_basis: Option<DateBasis>,
    /// Where.
    pub places: Vec<ClaimPlace>,
    /// How it is put.
    pub modality: Modality,
    /// Who did, said or imposed it: canonical name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub actor: Option<String>,
    /// Whether the text names it by a common noun only ("authorities"): it may be any of that sort.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub actor_generic: bool,
    /// The outermost actor that it is part of or speaks for, where that is another.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub actor_group: Option<String>,
    /// Whom or what it hit or concerns, as worded or canonical.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<String>,
    /// Class of the target, for incidents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target_class: Option<TargetClass>,
    /// A number with its unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
    /// What a measure is told to be; `None` for other kinds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<MeasureStatus>,
    /// Form and languages of a statement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub medium: Option<Medium>,
    /// First telling or recall.
    pub role: Role,
    /// Footnotes called within the sentence.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<CitationId>,
    /// Lexicon entry that triggered it, for `why`.
    pub rule: String,
}
