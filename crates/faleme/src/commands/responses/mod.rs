//! `responses`: what was recommended or promised, and what became of it.

mod acting;
mod board;
mod readings;
mod tellings;

pub use board::{Board, RESPONSES, TENSIONS, on_record};

use crate::case::Case;
use crate::cli::Responses;
use crate::output::Output;
use crate::show;
use crate::store::Store;
use crate::view::{View, as_of};
use anyhow::{Result, bail};
use outlook::response::{Early, Forecasted, Known, Region, early as warnings};
use outlook::{Month, UnitId};
use std::process::ExitCode;

/// Shows the register, or the warnings of the signals that are crossed.
pub fn run(args: &Responses, out: Output) -> Result<ExitCode> {
    let case = Case::load(&args.dir)?;
    let store = Store::open_to_ask(&args.dir)?;
    let day = as_of(&store, &case, args.as_of, out)?;
    let view = View::load(&store, &case, day)?;
    let board = Board::of(&args.dir, &case, &view, day, out)?;
    let area = args.area.as_deref().map(|name| self::area(&board, name)).transpose()?;
    if args.early {
        return early_shown(&board, &store, area.as_ref(), out);
    }
    let shown: Vec<_> =
        board.register.iter().filter(|r| area.as_ref().is_none_or(|area| r.concerns(area))).collect();
    out.result(&shown, || show::responses_table(&shown))?;
    if shown.is_empty() {
        out.note("no recommendation or commitment is on record: documents tell them, and responses.toml holds what is entered");
    }
    Ok(ExitCode::SUCCESS)
}

fn early_shown(board: &Board<'_>, store: &Store, area: Option<&Region>, out: Output) -> Result<ExitCode> {
    let mut shown = early(board, store, Vec::new(), out)?;
    shown.retain(|one| area.is_none_or(|area| area.covers(&one.area) || one.area.covers(area)));
    out.result(&shown, || show::early_text(&shown))?;
    out.note("signals on forecasts are held against them by `faleme outlook`");
    if shown.is_empty() {
        out.note("no other signal of tensions.toml is crossed");
    }
    Ok(ExitCode::SUCCESS)
}

/// A warning for every signal of the case that is crossed: by these forecasts, by incidents, constraints or prices.
pub fn early(
    board: &Board<'_>,
    store: &Store,
    forecasts: Vec<Forecasted>,
    out: Output,
) -> Result<Vec<Early>> {
    if board.tensions.signals.is_empty() {
        return Ok(Vec::new());
    }
    let readings = readings::of(board, store, forecasts, out)?;
    Ok(warnings(&board.tensions, &board.register, &readings))
}

/// A forecast of a unit in a month, with the areas that the unit touches.
pub fn forecasted(
    board: &Board<'_>,
    unit: &UnitId,
    period: Month,
    (p_any, mean, recent): (f64, f64, f64),
) -> Forecasted {
    let areas = board.regions.of_unit(unit);
    Forecasted { unit: unit.to_string(), areas, period: period.to_string(), p_any, mean, recent }
}

/// The area that a name means.
pub fn area(board: &Board<'_>, name: &str) -> Result<Region> {
    match board.regions.known(name) {
        Known::Region(region) => Ok(region),
        Known::Finer => bail!("`{name}` is finer than a first-level division: name the region around it"),
        Known::Unknown => bail!("the case knows no area `{name}`: name a country or a region of the case"),
    }
}
