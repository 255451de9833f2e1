//! Windows: an origin and the months forecast from it.

use crate::{Horizon, Month};
use std::fmt;

/// Horizons of a calendar year forecast from the October before: January is the third month, December the fourteenth.
const YEAR: std::ops::RangeInclusive<Horizon> = 3..=14;

/// An origin and horizons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    name: String,
    origin: Month,
    horizons: Vec<Horizon>,
}

impl Window {
    /// A calendar year, from data to October of the year before, as the VIEWS challenge has it.
    pub fn year(year: i16) -> Option<Self> {
        let origin = Month::new(year.checked_sub(1)?, 10)?;
        Some(Self { name: year.to_string(), origin, horizons: YEAR.collect() })
    }

    /// Any origin and horizons; `None` if there is no horizon or one is 0.
    pub fn new(origin: Month, horizons: impl IntoIterator<Item = Horizon>) -> Option<Self> {
        let horizons: Vec<Horizon> = horizons.into_iter().collect();
        let (first, last) = (*horizons.iter().min()?, *horizons.iter().max()?);
        (first > 0).then(|| Self { name: format!("{origin}+{first}..{last}"), origin, horizons })
    }

    /// Its name: `2018`, or `2017-10+3..14` for one that is no calendar year.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The last month that a model sees.
    pub fn origin(&self) -> Month {
        self.origin
    }

    /// Months after the origin that are forecast.
    pub fn horizons(&self) -> &[Horizon] {
        &self.horizons
    }

    /// The month of a horizon.
    pub fn month(&self, horizon: Horizon) -> Month {
        self.origin.plus(i32::from(horizon))
    }

    /// The months forecast.
    pub fn months(&self) -> impl Iterator<Item = Month> {
        self.horizons.iter().map(|h| self.month(*h))
    }

    /// The last month forecast: the window is closed after it.
    pub fn last(&self) -> Month {
        self.months().max().unwrap_or(self.origin)
    }
}

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_forecast_from_the_october_before() {
        let window = Window::year(2018).unwrap();
        let months: Vec<String> = window.months().map(|m| m.to_string()).collect();
        assert_eq!((window.origin().to_string().as_str(), months.len()), ("2017-10", 12));
        assert_eq!((months[0].as_str(), months[11].as_str()), ("2018-01", "2018-12"));
        assert_eq!((window.name(), window.last().to_string().as_str()), ("2018", "2018-12"));
    }

    #[test]
    fn any_origin_will_do_but_horizons_lie_ahead() {
        let origin = Month::new(2020, 3).unwrap();
        assert_eq!(Window::new(origin, 1..=6).unwrap().name(), "2020-03+1..6");
        assert_eq!((Window::new(origin, 0..=6), Window::new(origin, [])), (None, None));
    }
}
