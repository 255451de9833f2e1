//! What was found of a subject, by kind.

use serde::{Deserialize, Serialize};

/// What a rule looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// The status of an access constraint.
    Constraint,
    /// What is reported of a corridor; for a vehicle class and a day at AMBER only.
    Corridor,
    /// The ALPS level of a price.
    Price,
    /// How long a stock lasts.
    Cover,
    /// A forecast beside its baseline and its record.
    Forecast,
    /// Sides that cannot all be so, one of them by a source graded A.
    Contradiction,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Constraint, Self::Corridor, Self::Price, Self::Cover, Self::Forecast, Self::Contradiction];

    /// Its name in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Constraint => "constraint",
            Self::Corridor => "corridor",
            Self::Price => "price",
            Self::Cover => "cover",
            Self::Forecast => "forecast",
            Self::Contradiction => "contradiction",
        }
    }
}

/// What was found. Names and levels are those of the commands that tell them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Value {
    /// Of a constraint.
    Constraint {
        /// `blockade`, `curfew`, …
        of: String,
        /// `announced`, `in_force`, `denied`, `lifted`, …
        status: String,
        /// Whether some say that it is not so.
        disputed: bool,
    },
    /// Of a corridor.
    Corridor {
        /// Vehicle class; the worst for any traffic in the month, without it.
        class: Option<String>,
        /// `open`, `restricted`, `closed`, `unknown`.
        state: String,
    },
    /// Of a price.
    Price {
        /// Commodity, as the table spells it.
        commodity: String,
        /// `normal`, `stress`, `alert`, `crisis`.
        level: String,
    },
    /// Of a stock.
    Cover {
        /// Commodity, as the case spells it.
        commodity: String,
        /// `under_week`, `to_two_weeks`, `to_month`, `over_month`.
        band: String,
        /// Days that it lasts by the best estimate; the upper limit of the band where no days may be told.
        below: Option<f64>,
    },
    /// Of a forecast.
    Forecast {
        /// The largest chance of any deaths among the months to come, 0 to 1.
        chance: f64,
        /// The baseline's chance in that month.
        baseline: f64,
    },
    /// Of a contradiction.
    Contradiction {
        /// `denial`, `count`, …
        of: String,
        /// `low`, `medium`, `high`.
        severity: String,
        /// Whether a side is told by a source graded A.
        graded_a: bool,
    },
}

impl Value {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Constraint { .. } => Kind::Constraint,
            Self::Corridor { .. } => Kind::Corridor,
            Self::Price { .. } => Kind::Price,
            Self::Cover { .. } => Kind::Cover,
            Self::Forecast { .. } => Kind::Forecast,
            Self::Contradiction { .. } => Kind::Contradiction,
        }
    }

    /// What must change before partners are told again: a word, never a number that changes with every look.
    pub fn grade(&self) -> String {
        match self {
            Self::Constraint { status, disputed: true, .. } => format!("{status}, disputed"),
            Self::Constraint { status, .. } => status.clone(),
            Self::Corridor { state, .. } => state.clone(),
            Self::Price { level, .. } => level.clone(),
            Self::Cover { band, .. } => band.clone(),
            // A tenth: chances move by a few hundredths with every release of the data. Own convention.
            Self::Forecast { chance, .. } => format!("{:.0}/10", (chance.clamp(0.0, 1.0) * 10.0).floor()),
            Self::Contradiction { severity, .. } => severity.clone(),
        }
    }
}
