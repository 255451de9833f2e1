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

mod areas;
mod constraints;
mod contradictions;
mod control;
pub mod datasets;
mod deaths;
mod decision;
mod family;
mod figures;
mod grade;
mod group;
mod holdings;
mod input;
mod interests;
mod item;
mod join;
pub mod matching;
mod model;
mod names;
mod parents;
mod positions;
mod resolve;
mod row;
mod services;
mod threats;
mod trend;
mod words;

pub use areas::{Area, AreaEntry, Atlas, Boundary, NoArea, Placing, Rows, rows};
pub use constraints::{
    Constraint, ConstraintKind, ConstraintStatus, Hours, Reach, Reserve, Scope, ScopeEvidence, Step, Telling,
    constraints, goods, goods_called, told,
};
pub use control::{Control, ControlStatus, ControlStep, control};
pub use decision::{Action, Correction, Decision, Ruling, Together};
pub use figures::{Compared, FigureCheck, Measured, Observed, Says, Verdict, check_figure};
pub use holdings::{Cited, Holdings};
pub use input::Evidence;
pub use interests::{Cell, Count, Few, Interests, LEAST, interests, whole_months};
pub use model::{Contradiction, ContradictionKind, Event, Level, Mention, Resolution, Side, Standing};
pub use positions::{Positions, blurred, months, shows_positions, shows_positions_of, speaks_of_forces};
pub use resolve::resolve;
pub use row::{Coding, DatePrecision, Estimate, Row, RowKey, RowRef, Table};
pub use services::{ServiceCell, Services, services};
pub use threats::{CarriedOut, Threat, threats};
pub use trend::{ByVintage, Coverage, Period, PeriodLength, Speaks, Trend, TrendPeriod, trend};
