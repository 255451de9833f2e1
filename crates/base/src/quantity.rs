//! A number never travels without its unit.

use serde::{Deserialize, Serialize};

/// Whether a number is exact or one side of a range.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// As stated.
    #[default]
    Exact,
    /// "about", « environ ».
    About,
    /// "more than", « plus de ».
    AtLeast,
    /// "less than", « moins de ».
    AtMost,
}

/// A value with its unit as the field writes it (`people`, `tonne/year`, `percent`, `km`, `USD` …).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The value; 2.7 million tonnes is `2700000`.
    pub value: f64,
    /// The unit.
    pub unit: String,
    /// Exact, about, at least, at most.
    #[serde(default)]
    pub bound: Bound,
    /// What a share is a share of ("land imports"), as the source words it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
}
