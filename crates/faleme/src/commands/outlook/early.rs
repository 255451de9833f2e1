//! What a forecast that crosses a threshold of the case calls for: latent tensions, mediation, responses and gaps.

use super::asked::Asked;
use crate::commands::responses::{Board, TENSIONS, early, forecasted};
use crate::output::Output;
use crate::view::View;
use anyhow::Result;
use outlook::forecast::{LOOKS_BACK, Row};
use outlook::response::Early;
use outlook::{Target, UnitId};

/// A warning for every signal of the case that these forecasts, or what is on record, cross.
pub fn of(asked: &Asked<'_>, rows: &[Row<'_>], out: Output) -> Result<Vec<Early>> {
    let dir = &asked.args.dir;
    if !dir.join(TENSIONS).exists() {
        return Ok(Vec::new());
    }
    let view = View::load(asked.store, &asked.case, asked.day)?;
    let board = Board::of(dir, &asked.case, view, asked.day, out)?;
    let deaths = Target::DEATHS.contains(&asked.target);
    let told = rows.iter().filter(|_| deaths).map(|row| {
        forecasted(&board, row.unit, row.period, (row.figures.p_any, row.figures.mean, recent(row)))
    });
    early(&board, asked.store, told.collect(), out)
}

/// Ids of the warnings that a unit's forecasts set off.
pub fn crossed_by<'w>(warnings: &'w [Early], unit: &UnitId) -> Vec<&'w str> {
    let name = unit.to_string();
    warnings.iter().filter(|one| one.signal.units.contains(&name)).map(|one| one.id.as_str()).collect()
}

/// Mean of the last twelve months that are known.
fn recent(row: &Row<'_>) -> f64 {
    let last = row.history.iter().rev().take(LOOKS_BACK);
    let known: Vec<f64> = last.flatten().map(|n| f64::from(*n)).collect();
    if known.is_empty() { 0.0 } else { known.iter().sum::<f64>() / known.len() as f64 }
}
