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
    /// The last month's price in the years before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub season: Option<Season>,
}

/// Prices of one month of the year, in the five years before.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Season {
    /// Their mean, in the price's unit.
    pub mean: f64,
    /// Of how many years, 1 to 5: those that have a price.
    pub years: u8,
}

impl Season {
    /// Years looked back on. FEWS NET's price bulletins compare with the five-year average.
    pub const YEARS: u8 = 5;
    /// With fewer years there is no mean to compare with. Own convention: more than half of them.
    pub const LEAST: u8 = 3;

    /// The mean of these prices; `None` for too few.
    pub fn of(prices: &[f64]) -> Option<Self> {
        let years = u8::try_from(prices.len()).ok().filter(|n| (Self::LEAST..=Self::YEARS).contains(n))?;
        let mean = prices.iter().sum::<f64>() / f64::from(years);
        (mean.is_finite() && mean > 0.0).then_some(Self { mean, years })
    }
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
    /// Second-level division with the first-level one around it, or that alone; empty where neither is known.
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
    /// District, first-level division, or town at the border; empty for the country as a whole.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_season_needs_three_years_and_knows_five() {
        assert_eq!(Season::of(&[1.0, 2.0]), None);
        assert_eq!(Season::of(&[1.0, 2.0, 6.0]), Some(Season { mean: 3.0, years: 3 }));
        assert_eq!(Season::of(&[1.0; 6]), None);
        assert_eq!(Season::of(&[0.0; 4]), None);
        assert_eq!(Season::of(&[f64::NAN; 4]), None);
    }
}
