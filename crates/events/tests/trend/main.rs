//! Areas, trends and figure checks on hand-made rows, claims and events of an invented region.

mod areas;
mod counts;
mod figures;
mod made;
