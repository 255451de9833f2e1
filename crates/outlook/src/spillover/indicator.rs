//! Risks across a border, told by indicators with their evidence.

use crate::Month;
use base::{Country, Interval};
use serde::Serialize;

/// The five risks, as the observatory's letter names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Risk {
    /// Pressure on a border town.
    BorderTown,
    /// Trade across the border disrupted.
    Trade,
    /// Incursions into the district.
    Incursion,
    /// Security resources drawn to the border, as published.
    Security,
    /// Contagion: reported cases of crime that crosses the border.
    Contagion,
}

/// Whether anything is on record. Nothing on record is no report, never a risk of zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Shown {
    /// Something is on record.
    #[serde(rename = "reported")]
    Reported,
    /// Nothing is.
    #[serde(rename = "no report")]
    NoReport,
}

/// What is on record for a month.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MonthValue {
    /// The month.
    pub month: Month,
    /// The value, in the indicator's unit.
    pub value: f64,
    /// Ids that `why` follows.
    pub evidence: Vec<String>,
}

/// One indicator of one risk. Indicators are never added up.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Indicator {
    /// The risk that it tells of.
    pub risk: Risk,
    /// What it is, such as `incidents_within_50_km`.
    pub indicator: String,
    /// The place, corridor, market or division that it is told for, where that is not the district.
    pub of: Option<String>,
    /// The country across the border, where it is about one.
    pub with: Option<Country>,
    /// What is counted.
    pub unit: &'static str,
    /// Whether anything is on record.
    pub status: Shown,
    /// All of the period; `None` without a report, and where months cannot be added up.
    pub value: Option<f64>,
    /// The days looked at.
    pub period: Interval,
    /// By month, where something is on record.
    pub months: Vec<MonthValue>,
    /// What the reader has to know.
    pub note: Option<String>,
}

impl Indicator {
    /// An indicator over months that can be added up: reported if there is any.
    pub fn summed(
        risk: Risk,
        indicator: &str,
        unit: &'static str,
        period: Interval,
        months: Vec<MonthValue>,
    ) -> Self {
        let sum: f64 = months.iter().map(|m| m.value).sum();
        let reported = !months.is_empty();
        Self {
            risk,
            indicator: indicator.to_owned(),
            of: None,
            with: None,
            unit,
            status: if reported { Shown::Reported } else { Shown::NoReport },
            value: reported.then_some(sum),
            period,
            months,
            note: None,
        }
    }

    /// Told for this place, corridor, market or division.
    #[must_use]
    pub fn of(self, of: impl Into<String>) -> Self {
        Self { of: Some(of.into()), ..self }
    }

    /// About this country across the border.
    #[must_use]
    pub fn with(self, country: Country) -> Self {
        Self { with: Some(country), ..self }
    }

    /// With a word to its reader.
    #[must_use]
    pub fn noted(self, note: impl Into<String>) -> Self {
        Self { note: Some(note.into()), ..self }
    }
}
