//! What is known of incidents, and when that is too little to forecast them.

use super::drawn::{Drawn, Source, touching};
use super::{Share, Touched};
use crate::{Horizon, Model, Month, Panel, Past, Target, Unable};
use serde::Serialize;
use std::fmt;

/// The farthest horizon that is forecast: the farthest that the VIEWS challenge scores.
pub(super) const FARTHEST: i32 = 14;
/// Months before the origin without a gap that a forecast needs: what the baselines look back.
const LEAST: i32 = 12;

/// What is known of incidents.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Counts of cells. A cell of a road that is not in it is one that no dataset covers.
    pub panel: &'a Panel,
    /// What is counted.
    pub target: &'a Target,
    /// The model.
    pub model: &'a dyn Model,
    /// The baseline beside it.
    pub yardstick: &'a dyn Model,
    /// When incidents touched the corridors.
    pub touched: &'a Touched,
}

/// Why nothing is said of incidents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Silence {
    /// No dataset was imported.
    NoData,
    /// The newest row is too old.
    Old(Month),
    /// The months before the origin hold a gap.
    Gap(Month, Month),
    /// The model cannot.
    Unable(String),
    /// No cell of the corridor is covered by the datasets.
    NotCovered,
}

impl fmt::Display for Silence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoData => f.write_str("no event dataset is imported"),
            Self::Old(last) => {
                write!(f, "the newest row is of {last}, and forecasts reach {FARTHEST} months")
            }
            Self::Gap(from, to) => write!(f, "no row from {from} to {to}, in the year before the forecast"),
            Self::Unable(why) => write!(f, "the model gives no forecast: {why}"),
            Self::NotCovered => f.write_str("no dataset covers its cells"),
        }
    }
}

/// Futures by a model's forecasts.
pub(super) fn draw(
    known: &Known<'_>,
    past: Past<'_>,
    model: &dyn Model,
    horizons: &[Horizon],
    shares: [Share; 2],
    seed: u64,
) -> Result<Drawn, Unable> {
    let forecasts = model.forecast(&past, known.target, horizons)?;
    let source = Source { past, target: known.target, forecasts: &forecasts, touched: known.touched, seed };
    Ok(Drawn::new(&source, &touching(shares)))
}

/// That the year up to an origin has no gap.
pub(super) fn no_gap(panel: &Panel, origin: Month) -> Result<(), Silence> {
    let from = origin.plus(1 - LEAST);
    let gap = panel.gaps().iter().find(|(first, last)| *first <= origin && *last >= from);
    gap.map_or(Ok(()), |(first, last)| Err(Silence::Gap(*first, *last)))
}
