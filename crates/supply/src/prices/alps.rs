//! ALPS, the Alert for Price Spikes of WFP: how far a price lies from its seasonal trend, in standard deviations.
//!
//! After WFP's "Technical Guidance Note: Calculation and Use of the Alert for Price Spikes (ALPS) Indicator" (April 2014): the
//! seasonal trend is an ordinary least squares fit of the price on a trend and on dummies of the calendar months over the
//! whole series; ALPS = (price − trend) / σ. WFP counts in standard deviations of that difference; which divisor these have
//! could not be found. Here σ is the residual standard error of the regression, √(Σe² ⁄ (n − k)), which regression packages
//! print. The other choice (n) makes ALPS larger by a twentieth at ten years of months.

use super::book::Monthly;
use super::month::Month;
use super::value::{date_of, number_of};
use base::Date;
use jiff::ToSpan;
use serde::Serialize;

/// Least length of a series, months: three years (WFP, 2014).
const LEAST_MONTHS: i32 = 36;
/// Least part of its months with an observation (WFP, 2014).
const LEAST_SHARE: f64 = 0.7;
/// The last observation may be this old, months (WFP, 2014).
const RECENT: i32 = 6;
/// A spread under this part of the largest price is rounding: the price never varied from its trend.
const ROUNDING: f64 = 1e-12;

/// How far above its seasonal trend a price is. Bounds: WFP, 2014.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Under 0.25 standard deviations.
    Normal,
    /// Under 1.
    Stress,
    /// Under 2.
    Alert,
    /// 2 and more.
    Crisis,
}

impl Level {
    /// Of a grade.
    pub fn of(alps: f64) -> Self {
        match alps {
            a if a < 0.25 => Self::Normal,
            a if a < 1.0 => Self::Stress,
            a if a < 2.0 => Self::Alert,
            _ => Self::Crisis,
        }
    }

    /// As it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::Stress => "stress",
            Self::Alert => "alert",
            Self::Crisis => "crisis",
        }
    }
}

/// Whether a series is long, dense and recent enough to be graded.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Eligibility {
    /// Months from its first observation to its last, both counted.
    pub months: i32,
    /// Part of these with an observation.
    pub observed: f64,
    /// Months from its last observation to the day asked about.
    pub age_months: i32,
    /// Whether its last observation is within six months of the day.
    pub recent: bool,
}

impl Eligibility {
    /// Whether the series meets all three.
    pub fn holds(&self) -> bool {
        self.months >= LEAST_MONTHS && self.observed >= LEAST_SHARE && self.recent
    }

    /// What it lacks, in words.
    pub fn lacks(&self) -> Vec<String> {
        let mut out = Vec::new();
        if self.months < LEAST_MONTHS {
            out.push(format!("{} of {LEAST_MONTHS} months", self.months));
        }
        if self.observed < LEAST_SHARE {
            out.push(format!("{:.0} % observed", (self.observed * 100.0).floor()));
        }
        if !self.recent {
            out.push(format!("{} months old", self.age_months));
        }
        out
    }
}

/// The grade of a month.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Grade {
    /// The seasonal trend.
    pub fit: f64,
    /// ALPS.
    pub alps: f64,
    /// Its level.
    pub level: Level,
}

/// The grades of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Alps {
    /// By point of the series; `None` throughout where there are too few points to fit, where the price never leaves its
    /// trend, and for yearly prices.
    pub grades: Vec<Option<Grade>>,
    /// Residual standard error.
    pub sigma: Option<f64>,
    /// Whether it may be graded; `None` for yearly prices and series without points.
    pub eligibility: Option<Eligibility>,
}

impl Alps {
    /// Grades a series as on `day`; without it, as on the last day of its tables.
    pub fn of(series: &Monthly, day: Option<Date>) -> Self {
        let none = || vec![None; series.points.len()];
        if series.key.yearly {
            return Self { grades: none(), sigma: None, eligibility: None };
        }
        let points: Vec<(Month, f64)> = series.points.iter().map(|p| (p.month, p.price)).collect();
        let eligibility = eligibility(series, day.unwrap_or_else(|| date_of(series.end)));
        let Some(fit) = fit(&points) else { return Self { grades: none(), sigma: None, eligibility } };
        let grade = |((_, price), fitted): (&(Month, f64), &f64)| {
            let alps = (price - fitted) / fit.sigma;
            Some(Grade { fit: *fitted, alps, level: Level::of(alps) })
        };
        let grades = points.iter().zip(&fit.fitted).map(grade).collect();
        Self { grades, sigma: Some(fit.sigma), eligibility }
    }

    /// Whether the series may be graded.
    pub fn is_eligible(&self) -> bool {
        self.eligibility.is_some_and(|e| e.holds())
    }
}

fn eligibility(series: &Monthly, day: Date) -> Option<Eligibility> {
    let (first, last) = series.points.first().zip(series.points.last())?;
    let months = last.month.since(first.month) + 1;
    let since = day.checked_sub(RECENT.months()).map_or(i32::MIN, number_of);
    Some(Eligibility {
        months,
        observed: series.points.len() as f64 / f64::from(months),
        age_months: Month::of(day).since(last.month),
        recent: last.day >= since,
    })
}

/// A least squares fit.
struct Fit {
    fitted: Vec<f64>,
    sigma: f64,
}

/// Fits price on a trend and the calendar months that occur. By the theorem of Frisch, Waugh and Lovell the slope is that of
/// the deviations of both from their means by calendar month. A second pass over what is left takes out rounding.
fn fit(points: &[(Month, f64)]) -> Option<Fit> {
    let start = points.first()?.0;
    let time: Vec<f64> = points.iter().map(|(month, _)| f64::from(month.since(start))).collect();
    let price: Vec<f64> = points.iter().map(|(_, price)| *price).collect();
    let of_year: Vec<usize> = points.iter().map(|(month, _)| month.of_year()).collect();
    let time = deviations(&time, &of_year);
    let spread: f64 = time.iter().map(|t| t * t).sum();
    let mut left = price.clone();
    for _ in 0..2 {
        left = deviations(&left, &of_year);
        if spread > 0.0 {
            let slope = time.iter().zip(&left).map(|(t, p)| t * p).sum::<f64>() / spread;
            left.iter_mut().zip(&time).for_each(|(p, t)| *p -= slope * t);
        }
    }
    let seasons = (0..12).filter(|m| of_year.contains(m)).count();
    let free = points.len().checked_sub(seasons + usize::from(spread > 0.0)).filter(|f| *f > 0)?;
    let sigma = (left.iter().map(|e| e * e).sum::<f64>() / free as f64).sqrt();
    let largest = price.iter().copied().fold(0.0, f64::max);
    let fitted = price.iter().zip(&left).map(|(p, e)| p - e).collect();
    (sigma.is_finite() && sigma > ROUNDING * largest).then_some(Fit { fitted, sigma })
}

/// Values less their mean by calendar month.
fn deviations(values: &[f64], of_year: &[usize]) -> Vec<f64> {
    let (mut sums, mut counts) = ([0.0; 12], [0.0; 12]);
    for (value, month) in values.iter().zip(of_year) {
        if let Some((sum, count)) = sums.get_mut(*month).zip(counts.get_mut(*month)) {
            *sum += value;
            *count += 1.0;
        }
    }
    let mean = |month: &usize| sums.get(*month).zip(counts.get(*month)).map_or(0.0, |(s, c)| s / c);
    values.iter().zip(of_year).map(|(value, month)| value - mean(month)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prices::book::tests::monthly;
    use proptest::prelude::*;

    /// The same by normal equations: slow, and plain to see.
    fn slow(points: &[(Month, f64)]) -> Option<Fit> {
        let start = points[0].0;
        let seasons: Vec<usize> = (0..12).filter(|m| points.iter().any(|p| p.0.of_year() == *m)).collect();
        let row = |month: Month| {
            let mut row: Vec<f64> =
                seasons.iter().map(|s| f64::from(u8::from(month.of_year() == *s))).collect();
            row.push(f64::from(month.since(start)));
            row
        };
        let k = seasons.len() + 1;
        let mut system = vec![vec![0.0; k + 1]; k];
        for (month, price) in points {
            let row = row(*month);
            for i in 0..k {
                for j in 0..k {
                    system[i][j] += row[i] * row[j];
                }
                system[i][k] += row[i] * price;
            }
        }
        for i in 0..k {
            let pivot = (i..k).max_by(|a, b| system[*a][i].abs().total_cmp(&system[*b][i].abs())).unwrap();
            system.swap(i, pivot);
            if system[i][i].abs() < 1e-9 {
                return None;
            }
            for r in 0..k {
                if r != i {
                    let factor = system[r][i] / system[i][i];
                    let pivot = system[i].clone();
                    system[r].iter_mut().zip(&pivot).for_each(|(cell, p)| *cell -= factor * p);
                }
            }
        }
        let fitted: Vec<f64> = points
            .iter()
            .map(|(month, _)| {
                row(*month).iter().enumerate().map(|(i, x)| x * system[i][k] / system[i][i]).sum()
            })
            .collect();
        let left: f64 = points.iter().zip(&fitted).map(|((_, p), f)| (p - f) * (p - f)).sum();
        let free = points.len().checked_sub(k).filter(|f| *f > 0)?;
        Some(Fit { fitted, sigma: (left / free as f64).sqrt() })
    }

    proptest! {
        #[test]
        fn the_fit_is_that_of_the_normal_equations(
            prices in prop::collection::vec(prop::option::weighted(0.8, 50.0..5000.0_f64), 30..150),
        ) {
            let points: Vec<(Month, f64)> =
                (24_000..).zip(&prices).filter_map(|(m, p)| Some((Month(m), (*p)?))).collect();
            prop_assume!(points.len() > 14);
            if let Some((fast, slow)) = fit(&points).zip(slow(&points)) {
                prop_assert!((fast.sigma / slow.sigma - 1.0).abs() < 1e-9);
                for (a, b) in fast.fitted.iter().zip(&slow.fitted) {
                    prop_assert!((a - b).abs() < 1e-7);
                }
            }
        }
    }

    #[test]
    fn a_price_on_its_trend_has_no_grade_and_a_spike_is_a_crisis() {
        let straight: Vec<(i32, f64)> = (0..60).map(|m| (m, 100.0 + f64::from(m))).collect();
        let grades = Alps::of(&monthly(&straight), None);
        assert!(grades.sigma.is_none() && grades.is_eligible());
        let wave = |m: i32| 100.0 + f64::from(m) + f64::from(m % 3);
        let mut spiked: Vec<(i32, f64)> = (0..60).map(|m| (m, wave(m))).collect();
        spiked[59].1 *= 2.0;
        let grades = Alps::of(&monthly(&spiked), None);
        assert_eq!(grades.grades[59].unwrap().level, Level::Crisis);
        assert_eq!(grades.grades[30].unwrap().level, Level::of(grades.grades[30].unwrap().alps));
    }

    #[test]
    fn levels_begin_at_their_bounds() {
        let levels = [-3.0, 0.249, 0.25, 0.99, 1.0, 1.99, 2.0].map(|a| Level::of(a).as_str());
        assert_eq!(levels, ["normal", "normal", "stress", "stress", "alert", "alert", "crisis"]);
    }

    #[test]
    fn a_series_must_be_long_dense_and_recent() {
        let lacks = |points: &[(i32, f64)], day: Option<Date>| {
            Alps::of(&monthly(points), day).eligibility.unwrap().lacks().join("; ")
        };
        let every = |step: usize, n: i32| (0..n).step_by(step).map(|m| (m, 100.0)).collect::<Vec<_>>();
        assert_eq!(lacks(&every(1, 36), None), "");
        assert_eq!(lacks(&every(1, 35), None), "35 of 36 months");
        assert_eq!(lacks(&every(2, 61), None), "50 % observed");
        // The series begins in January 2000 and ends in December 2002, always on the 15th.
        assert_eq!(lacks(&every(1, 36), Date::new(2003, 6, 15).ok()), "");
        assert_eq!(lacks(&every(1, 36), Date::new(2003, 6, 16).ok()), "6 months old");
    }

    #[test]
    fn too_few_months_are_not_fitted() {
        let points: Vec<(i32, f64)> = (0..13).map(|m| (m, f64::from(100 + m * m))).collect();
        assert!(Alps::of(&monthly(&points), None).sigma.is_none());
    }
}
