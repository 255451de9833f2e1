//! What was is what will be: months of history as equally likely futures.

use crate::{Distribution, Forecasts, Horizon, Level, Model, Past, Target, Unable};

/// Months that conflictology looks back.
const YEAR: usize = 12;
/// Months that `boot_240` looks back.
const BACK: usize = 240;

/// The unit's last twelve months.
#[derive(Clone, Copy, Debug)]
pub struct Conflictology;

impl Model for Conflictology {
    fn name(&self) -> &str {
        "conflictology"
    }

    fn needs(&self) -> usize {
        YEAR
    }

    fn forecast(&self, past: &Past<'_>, target: &Target, horizons: &[Horizon]) -> Result<Forecasts, Unable> {
        history(past, target, horizons, YEAR)
    }
}

/// The last twelve months of a cell and its eight queen neighbours: 108 values. A neighbour that is not in the panel
/// counts as twelve zeros.
#[derive(Clone, Copy, Debug)]
pub struct Neighbourhood;

impl Model for Neighbourhood {
    fn name(&self) -> &str {
        "conflictology_n"
    }

    fn needs(&self) -> usize {
        YEAR
    }

    fn forecast(&self, past: &Past<'_>, target: &Target, horizons: &[Horizon]) -> Result<Forecasts, Unable> {
        if past.level() != Level::Cell {
            return Err(Unable::Level("only grid cells have queen neighbours".into()));
        }
        enough(past, YEAR)?;
        let values = |unit: usize| {
            let cell = past.units().get(unit).and_then(|u| u.cell());
            let around = cell.into_iter().flat_map(|cell| cell.queen()).map(|near| past.at(near));
            let all = around.chain([Some(unit)]);
            let mut values: Vec<f64> =
                all.flatten().flat_map(|unit| past.last(target, unit, YEAR)).map(|v| f64::from(*v)).collect();
            values.resize(AROUND * YEAR, 0.0);
            Distribution::of_draws(values)
        };
        Ok(Forecasts::steady(horizons, (0..past.units().len()).map(values).collect()))
    }
}

/// A cell and its queen neighbours.
const AROUND: usize = 9;

/// The unit's last 240 months. The challenge draws 1,000 times from them; these are the months themselves.
#[derive(Clone, Copy, Debug)]
pub struct Bootstrap;

impl Model for Bootstrap {
    fn name(&self) -> &str {
        "boot_240"
    }

    fn needs(&self) -> usize {
        BACK
    }

    fn forecast(&self, past: &Past<'_>, target: &Target, horizons: &[Horizon]) -> Result<Forecasts, Unable> {
        history(past, target, horizons, BACK)
    }
}

fn history(
    past: &Past<'_>,
    target: &Target,
    horizons: &[Horizon],
    months: usize,
) -> Result<Forecasts, Unable> {
    enough(past, months)?;
    let one = |unit| Distribution::of_draws(past.last(target, unit, months).iter().map(|v| f64::from(*v)));
    Ok(Forecasts::steady(horizons, (0..past.units().len()).map(one).collect()))
}

fn enough(past: &Past<'_>, needs: usize) -> Result<(), Unable> {
    let has = past.months();
    if has < needs { Err(Unable::TooShort { needs, has }) } else { Ok(()) }
}
