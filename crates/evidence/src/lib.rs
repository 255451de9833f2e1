//! From a document to its claims, each with the words it rests on.
//!
//! In: the bytes of a document (txt, Markdown, HTML, PDF), what its reader knows of it ([`Received`]), and the
//! case's [`Vocabulary`] of places, actors and sources. Out: a [`Reading`]: the [`Document`] with its stored text,
//! and the time expressions, places and [`Claim`]s found in it. Door: [`Reader::read`]; over several documents,
//! [`trace`] finds which copy, excerpt, reprint, translate or relay which.
//!
//! Terms: *document* (one text as received), *origin* (the text that a group of documents copies), *claim* (one
//! quote read as one statement), *modality* (how the statement is put), *citation* (a footnote or reference).
//! Nothing is invented: a claim whose quote is not in the document is refused, whoever proposed it.
//! Public spans count Unicode code points of the stored text; inside this crate ranges are in bytes.
#![forbid(unsafe_code)]

mod claim;
mod claims;
mod document;
mod documents;
mod origins;
mod places;
mod read;
mod text;
mod time;
mod vocabulary;

pub use claim::{Claim, ClaimKind, ClaimPlace, DateBasis, MeasureStatus, Medium, Role, TargetClass};
pub use claims::Proposal;
pub use document::{Citation, Document, Doubt, DoubtKind, DoubtSide, Format, Language, Region, RegionKind};
pub use documents::{LARGEST, Received, Unreadable};
pub use origins::{
    Origin, OriginGraph, Passage, Relation, RelationKind, Sketch, sketch, trace, trace_documents,
};
pub use places::{
    Gazetteer, PlaceMention, Resolved, alpha2_of_country, country_called, country_coded, name_of_country,
    names_of_country,
};
pub use read::{Reader, Reading};
pub use time::{TimeMention, TimexType};
pub use vocabulary::{ActorEntry, ActorKind, PlaceEntry, SourceEntry, Vocabulary};
