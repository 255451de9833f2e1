//! The words every stage shares: ids, dates and `AsOf`, places, quantities with units, gradings and issues.
//!
//! Nothing here reads a file, a clock or the environment. What comes in are values, what goes out are values
//! that cannot hold nonsense (an id of the wrong kind, an interval that ends before it starts, a bare number
//! without its unit).
#![forbid(unsafe_code)]

mod fold;
mod grade;
mod id;
mod issue;
mod place;
mod quantity;
mod span;
mod time;

pub use fold::{Folded, fold, fold_key};
pub use grade::{Credibility, Modality, Reliability, Tlp};
pub use id::{
    CitationId, ClaimId, ConstraintId, ContentHash, ContradictionId, DocumentId, EventId, OriginId,
    ResponseId,
};
pub use issue::{Checked, Issue, Severity};
/// A civil date (ISO 8601, proleptic Gregorian). Re-exported so that stages name one type.
pub use jiff::civil::Date;
pub use place::{Coordinate, Country, GeoPrecision, PlaceKind};
pub use quantity::{Bound, Quantity};
pub use span::{CharIndex, Span};
pub use time::{AsOf, Interval};
