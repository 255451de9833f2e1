//! Claims in; resolved events, their grading, and contradictions out.
//!
//! In: the claims of a case's documents, the [`evidence::OriginGraph`] that says which documents count once, and the
//! analysts' [`Decision`]s. Out: a [`Resolution`]. Door: [`resolve`].
//!
//! Terms: *event* (what several claims speak of: an incident, a measure, a statement, an effect, a figure),
//! *credibility* (Admiralty 1–6, from independent origins, contradictions and modality, with the reason in words),
//! *contradiction* (sides that cannot all be so; every side keeps its quotes). Nothing is decided silently: merging
//! is reversible and never rewrites a claim.
#![forbid(unsafe_code)]

mod constraints;
mod contradictions;
mod control;
mod decision;
mod grade;
mod group;
mod input;
mod interests;
mod item;
pub mod matching;
mod model;
mod positions;
mod record;
mod resolve;
mod row;
mod threats;
mod words;

pub use constraints::{
    Constraint, ConstraintKind, ConstraintStatus, Hours, Reach, Reserve, Scope, ScopeEvidence, Step, Telling,
    constraints, told,
};
pub use control::{Control, ControlStatus, ControlStep, control};
pub use decision::{Action, Correction, Decision, Ruling, Together};
pub use input::Evidence;
pub use interests::{Cell, Count, Few, Interests, LEAST, interests};
pub use model::{Contradiction, ContradictionKind, Event, Level, Mention, Resolution, Side, Standing};
pub use positions::shows_positions;
pub use record::{Cited, Record};
pub use resolve::resolve;
pub use row::{Coding, DatePrecision, Estimate, Row, RowKey, RowRef, Table};
pub use threats::{CarriedOut, Threat, threats};
