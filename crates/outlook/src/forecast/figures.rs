//! What is told of a distribution.

use crate::Distribution;
use serde::Serialize;

/// Quantiles by the share that lies below.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Quantiles {
    /// 5 %: with [`Quantiles::q95`] the interval that is meant to hold 90 % of what comes.
    #[serde(rename = "0.05")]
    pub q05: f64,
    /// 25 %.
    #[serde(rename = "0.25")]
    pub q25: f64,
    /// The median.
    #[serde(rename = "0.5")]
    pub q50: f64,
    /// 75 %.
    #[serde(rename = "0.75")]
    pub q75: f64,
    /// 95 %.
    #[serde(rename = "0.95")]
    pub q95: f64,
}

/// What is told of a count in a month.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// Probability of any.
    pub p_any: f64,
    /// The mean.
    pub mean: f64,
    /// Quantiles.
    pub quantiles: Quantiles,
}

impl Figures {
    /// Of a distribution.
    pub fn of(told: &Distribution) -> Self {
        let [q05, q25, q50, q75, q95] = [0.05, 0.25, 0.5, 0.75, 0.95].map(|q| told.quantile(q));
        let quantiles = Quantiles { q05, q25, q50, q75, q95 };
        Self { p_any: told.above(0.0), mean: told.mean(), quantiles }
    }
}
