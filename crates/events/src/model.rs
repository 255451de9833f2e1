//! What comes out: events, their standing, contradictions.

use crate::{Estimate, RowRef};
use base::{
    ClaimId, ContradictionId, Credibility, DocumentId, EventId, GeoPrecision, Interval, Modality, OriginId,
    Reliability, Span,
};
use evidence::{ClaimKind, ClaimPlace};
use serde::{Deserialize, Serialize};

/// What several claims speak of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Stable id, from its first claim.
    pub id: EventId,
    /// Kind, as of its claims; what datasets hold are incidents.
    pub kind: ClaimKind,
    /// Type, as of its claims.
    #[serde(rename = "type")]
    pub claim_type: String,
    /// The type as a dataset's owner spells it, where a row tells it.
    #[serde(default)]
    pub sub_type: Option<String>,
    /// The best-supported date; the others stand in contradictions.
    pub date: Option<Interval>,
    /// Places of all claims, once each.
    pub places: Vec<ClaimPlace>,
    /// How precisely it is located: as its most precise telling.
    #[serde(default = "unlocated")]
    pub precision: GeoPrecision,
    /// Deaths, from the lowest to the highest of all tellings; the best is that of the rows, else of the claims.
    #[serde(default)]
    pub estimate: Option<Estimate>,
    /// Actors named, once each.
    pub actors: Vec<String>,
    /// The firmest modality among first tellings.
    pub modality: Modality,
    /// Its claims, first tellings first.
    pub claims: Vec<ClaimId>,
    /// Its rows, at most one of a dataset unless an analyst merged them.
    #[serde(default)]
    pub rows: Vec<RowRef>,
    /// The independent origins that tell it.
    pub origins: Vec<OriginId>,
    /// Credibility, with the reason in words.
    pub credibility: Credibility,
    /// Why this credibility.
    pub reason: String,
    /// The event that this one is a part of.
    pub parent: Option<EventId>,
    /// Whether it tells where forces stand or move, by its type or by a claim that speaks of a camp.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub positions: bool,
}

fn unlocated() -> GeoPrecision {
    GeoPrecision::Unresolved
}

impl Event {
    /// Whether it tells where forces stand or move: shown by month and region, without strength.
    pub fn shows_positions(&self) -> bool {
        self.positions || crate::shows_positions(&self.claim_type)
    }

    /// Whether it may stand in a dated timeline as a fact: told as one, dated, and not contradicted away.
    pub fn in_timeline(&self) -> bool {
        self.modality.is_fact() && self.date.is_some()
    }
}

/// What one claim is worth.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Standing {
    /// The claim.
    pub claim: ClaimId,
    /// The event it belongs to.
    pub event: EventId,
    /// Its document's origin, or the earlier report that it draws on.
    pub origin: OriginId,
    /// Reliability of its source.
    pub reliability: Reliability,
    /// Its credibility.
    pub credibility: Credibility,
    /// Why, in words.
    pub reason: String,
}

/// What a contradiction is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContradictionKind {
    /// Two dates for one thing.
    Date,
    /// One side says so, another says not.
    Denial,
    /// Two places for one incident.
    Place,
    /// Two counts.
    Count,
    /// Imposed, extended, lifted: two states of one measure.
    Status,
    /// An actor acts where it had withdrawn or stopped.
    Actor,
    /// Shares of different wholes, or different scopes.
    FigureScope,
    /// A translation that dropped or added a hedge.
    ModalityTranslation,
    /// A citation whose date or host disagrees with itself or with what it is cited for.
    Citation,
}

impl ContradictionKind {
    /// Whether it puts in doubt that the thing happened as told. Shares of different wholes and slips in a footnote
    /// do not.
    pub fn disputes(self) -> bool {
        matches!(self, Self::Date | Self::Place | Self::Count | Self::Actor)
    }

    /// Whether it says more of an event than that it is so or not: of what shows where forces stand, none such is shown.
    pub fn tells_positions(self) -> bool {
        !matches!(self, Self::Denial | Self::ModalityTranslation)
    }
}

/// How much a contradiction matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Level {
    Low,
    Medium,
    High,
}

/// A quote on one side.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// The claim, where the side rests on one (a citation has none).
    pub claim: Option<ClaimId>,
    /// The row, where the side rests on one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub row: Option<RowRef>,
    /// The document; for a row, its dataset and release.
    pub document: DocumentId,
    /// Where, in code points; empty for a row.
    #[serde(flatten)]
    pub span: Span,
    /// The words; for a row, what it says of the matter.
    pub quote: String,
}

/// One side of a contradiction.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// What this side says, briefly: `2025-07-02`, `denied`, `30 % of land imports`.
    pub value: String,
    /// Its quotes.
    pub mentions: Vec<Mention>,
}

/// Sides that cannot all be so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contradiction {
    /// Stable id.
    pub id: ContradictionId,
    /// What it is about.
    pub kind: ContradictionKind,
    /// How much it matters.
    pub severity: Level,
    /// One English sentence.
    pub summary: String,
    /// The events concerned.
    pub events: Vec<EventId>,
    /// All sides.
    pub sides: Vec<Side>,
}

/// Everything resolved from a case's claims.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Resolution {
    /// Events, by date, then id; undated last.
    pub events: Vec<Event>,
    /// One per claim that the analysts have not rejected, in the order of the claims.
    pub standings: Vec<Standing>,
    /// Contradictions, the most severe first.
    pub contradictions: Vec<Contradiction>,
}
