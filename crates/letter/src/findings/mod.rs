//! What a letter is made of.

mod constraint;
mod contradiction;
mod finding;
mod occurrence;
mod source;
mod whole;

pub use constraint::{Constraint, ConstraintKind, Status, Told};
pub use contradiction::{About, Contradiction, ContradictionKind, Level, SideValue};
pub use finding::{Finding, NoteId, Provenance, Unsourced};
pub use occurrence::{Amount, Kind, Occurrence, Place, Section, Support, TargetClass, Words};
pub use source::{Dependence, DependenceKind, Note, Source};
pub use whole::{Findings, Gap, Masthead, Reading, Titles};
