//! What a letter is made of.

mod constraint;
mod contradiction;
mod corridor;
mod finding;
mod occurrence;
mod outline;
mod response;
mod source;
mod supply;
mod whole;

pub use constraint::{Constraint, ConstraintKind, Status, Told};
pub use contradiction::{About, Contradiction, ContradictionKind, Level, SideValue};
pub use corridor::{
    AreaIncidents, ClassState, Corridor, CorridorChance, CorridorMonth, CorridorOutlook, Forecast,
    ForecastMonth, MapLand, MapRoute, MapSection, MapTown, Passable, Record, RoadMap, Roads,
};
pub use finding::{Finding, NoteId, Provenance, Unsourced};
pub use occurrence::{Amount, Kind, Occurrence, Place, Section, Support, TargetClass, Words};
pub use outline::{AnalystText, Content, OutlinePart};
pub use response::{Change, Judgement, Response, Tension};
pub use source::{Basis, Dependence, DependenceKind, Entry, Measured, Note, Parameter, Quote, Rows, Source};
pub use supply::{Across, Cover, CoverBand, CrossBorder, Flow, Interest, People, Price, Season};
pub use whole::{Changes, Findings, Gap, Masthead, Reading, SupplyFindings, Titles};
