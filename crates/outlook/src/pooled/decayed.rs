//! Conflictology whose months count less the longer ago and the farther off they are.

use super::enough;
use crate::{Distribution, Forecasts, Horizon, Model, Past, Target, Unable};

/// Months that are looked back.
const BACK: usize = 36;
/// Months after which a month counts half.
const HALF_LIFE: f64 = 9.0;
/// What a month of the unit itself counts, beside 1 for the same month of a queen neighbour.
const OWN: f64 = 6.0;
/// What a month of a cell in the second ring counts.
const SECOND: f64 = 0.25;

/// The last months of a unit and, for cells, of those around it, weighted by how recent and how near they are. Cells off the
/// grid count zero.
#[derive(Clone, Copy, Debug)]
pub struct Decayed;

impl Model for Decayed {
    fn name(&self) -> &str {
        "conflictology_decayed"
    }

    fn needs(&self) -> usize {
        12
    }

    fn forecast(&self, past: &Past<'_>, target: &Target, horizons: &[Horizon]) -> Result<Forecasts, Unable> {
        enough(past, self.needs())?;
        Ok(Forecasts::steady(horizons, (0..past.units().len()).map(|unit| of(past, target, unit)).collect()))
    }
}

pub(super) fn of(past: &Past<'_>, target: &Target, unit: usize) -> Distribution {
    let months = past.months().min(BACK);
    let recent: Vec<f64> = (0..months).map(|ago| 0.5f64.powf(ago as f64 / HALF_LIFE)).collect();
    let told = |(near, weight): (Option<usize>, f64)| -> Vec<(f64, f64)> {
        match near {
            Some(near) => {
                let values = past.last(target, near, months).iter().rev();
                values.zip(&recent).map(|(v, recent)| (f64::from(*v), recent * weight)).collect()
            }
            None => vec![(0.0, recent.iter().sum::<f64>() * weight)],
        }
    };
    Distribution::weighted(around(past, unit).into_iter().flat_map(told))
}

/// The unit and the cells around it (`None` off the grid), each with its weight.
fn around(past: &Past<'_>, unit: usize) -> Vec<(Option<usize>, f64)> {
    let mut all = vec![(Some(unit), OWN)];
    let Some(cell) = past.units().get(unit).and_then(|u| u.cell()) else { return all };
    for (north, east) in (-2i32..=2).flat_map(|north| (-2i32..=2).map(move |east| (north, east))) {
        let weight = match north.abs().max(east.abs()) {
            0 => continue,
            1 => 1.0,
            _ => SECOND,
        };
        all.push((cell.shifted(north, east).and_then(|near| past.at(near)), weight));
    }
    all
}
