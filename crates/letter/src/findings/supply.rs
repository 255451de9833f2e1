//! What constraints do to supply, prices and people.

use crate::Titles;
use base::{Country, Date, Interval};
use serde::{Deserialize, Serialize};

/// Days that a stock lasts, in the bands in which they are published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CoverBand {
    /// Under 7 days.
    UnderWeek,
    /// 7 to 14 days.
    ToTwoWeeks,
    /// 15 to 30 days.
    ToMonth,
    /// Over 30 days.
    OverMonth,
}

impl CoverBand {
    /// The band of a number of days.
    pub fn of(days: f64) -> Self {
        match days {
            d if d < 7.0 => Self::UnderWeek,
            d if d < 15.0 => Self::ToTwoWeeks,
            d if d <= 30.0 => Self::ToMonth,
            _ => Self::OverMonth,
        }
    }

    /// Its limits, days; `None` where it has none.
    pub fn limits(self) -> [Option<f64>; 2] {
        match self {
            Self::UnderWeek => [None, Some(7.0)],
            Self::ToTwoWeeks => [Some(7.0), Some(15.0)],
            Self::ToMonth => [Some(15.0), Some(30.0)],
            Self::OverMonth => [Some(30.0), None],
        }
    }
}

/// How long a zone's stock of a commodity lasts as things stand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cover {
    /// Zone, as the case names it.
    pub zone: String,
    /// Commodity, in each language.
    pub commodity: Titles,
    /// Bands of the low, best and high estimate.
    pub bands: [CoverBand; 3],
    /// Days, low, best and high. Only letters for AMBER and above hold them.
    pub days: Option<[f64; 3]>,
}

/// What a corridor carries of a commodity, as a share of all that the case's ports send.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Flow {
    /// Corridor.
    pub corridor: Titles,
    /// Commodity, in each language.
    pub commodity: Titles,
    /// Month.
    pub month: Date,
    /// Share on undisturbed days, 0 to 1.
    pub usual: f64,
    /// Share on the letter's day: low, best, high.
    pub now: [f64; 3],
}

/// A price of a commodity on a market.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Price {
    /// Market.
    pub market: String,
    /// Commodity, as the table spells it.
    pub commodity: String,
    /// Currency, ISO 4217.
    pub currency: String,
    /// Unit, as the table spells it.
    pub unit: String,
    /// Months and prices, oldest first; `None` for a month without one.
    pub series: Vec<(Date, Option<f64>)>,
    /// Seasonal price that ALPS expects, month by month with `series`; empty where it cannot be graded.
    pub expected: Vec<f64>,
    /// Standard error of ALPS, in the price's unit.
    pub spread: Option<f64>,
    /// ALPS level of the last month: `normal`, `stress`, `alert`, `crisis`.
    pub level: Option<String>,
}

/// People affected in an area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct People {
    /// Area, second-level division or larger.
    pub area: String,
    /// `displaced`, `returned`, or `phase_3` and the like.
    pub measure: String,
    /// How many.
    pub persons: u64,
    /// For when.
    pub period: Interval,
}

/// Economic sites publicly reported hit or closed, counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interest {
    /// First-level division.
    pub area: String,
    /// Sector, as the lexicon spells it.
    pub sector: String,
    /// Country of ownership, where it is reported.
    pub country: Option<Country>,
    /// Sites.
    pub count: usize,
}

/// One indicator of a cross-border risk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CrossBorder {
    /// The neighbour.
    pub country: Country,
    /// District or first-level division of the neighbour; empty for the country as a whole.
    pub district: String,
    /// `border_pressure`, `trade_disruption`, `incursions`, `security_drawn`, `contagion`.
    pub risk: String,
    /// What is counted, as the message files name it.
    pub indicator: String,
    /// The count; `None` where nothing is reported, which is no zero.
    pub value: Option<f64>,
    /// Since when or for when.
    pub period: Option<Interval>,
}

/// How much of a border district's forecast comes from across the border.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Across {
    /// The neighbour.
    pub country: Country,
    /// The district.
    pub district: String,
    /// Shares of what is expected: background, own, across; `None` with too little history.
    pub shares: Option<[f64; 3]>,
}
