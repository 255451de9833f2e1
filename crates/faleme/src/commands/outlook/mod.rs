//! `outlook`: what may come, beside a baseline and its record.

mod asked;
pub mod corridors;
mod early;
mod inputs;
mod past_record;
mod published;
mod track;

use crate::cli::Outlook;
use crate::clock;
use crate::output::Output;
use crate::show::{OutlookShown, early_text, outlook_table};
use crate::store::{Body, Head, Inputs, Store};
use anyhow::Result;
use outlook::forecast::{Row, rows};
use outlook::issued::Kept;
use outlook::response::Early;
use outlook::{Past, Track, forecast};
use std::process::ExitCode;

pub use asked::Asked;
pub use past_record::told as issued;

/// Forecasts, or shows what became of issued forecasts.
pub fn run(args: &Outlook, out: Output) -> Result<ExitCode> {
    if args.corridors {
        return corridors::run(args, out);
    }
    if args.record {
        return past_record::run(args, out);
    }
    ahead(args, out)
}

/// Forecasts of a panel, with what they rest on and how good such forecasts were.
pub struct Ahead {
    outlook: outlook::Outlook,
    /// All that they depend on.
    pub inputs: Inputs,
    /// How good such forecasts were.
    pub track: Track,
}

impl Ahead {
    /// Forecasts from the last month that is known.
    pub fn of(asked: &Asked<'_>, out: Output) -> Result<Self> {
        let past = asked.past()?;
        let model = published::model(past.level());
        let horizons: Vec<u8> = asked.args.horizon.clone().collect();
        let outlook = forecast(&past, &asked.target, model.as_ref(), &horizons, asked.panel.gaps())
            .map_err(|none| anyhow::anyhow!("no forecast: {none}"))?;
        if let Some(fallback) = &outlook.fallback {
            out.issue(&published::fallen_back(fallback, &outlook.baseline));
        }
        let seed = asked.args.seed;
        let inputs = inputs::of(asked, &past, model.name(), &outlook.baseline, &horizons, seed)?;
        let track = track::of(asked, &past, model.as_ref(), &outlook, &inputs, out)?;
        Ok(Self { outlook, inputs, track })
    }

    /// The forecasts, units in the order of the panel.
    pub fn rows<'a>(&'a self, asked: &'a Asked<'_>) -> Result<Vec<Row<'a>>> {
        Ok(rows(&asked.past()?, &asked.target, &self.outlook, &self.track, asked.panel.gaps()))
    }
}

/// Forecasts from the last month that is known, or keeps them.
fn ahead(args: &Outlook, out: Output) -> Result<ExitCode> {
    let store = if args.issue { Store::open(&args.dir)? } else { Store::open_to_ask(&args.dir)? };
    let asked = Asked::of(args, &store, out)?;
    let ahead = Ahead::of(&asked, out)?;
    let (past, track) = (asked.past()?, &ahead.track);
    let issued = args.issue.then(|| keep(&asked, &past, &ahead.outlook, &ahead.inputs, out)).transpose()?;
    told(&asked, &ahead, issued.as_ref(), out, |shown, rows, warnings| {
        out.result(&shown, || format!("{}\n{}", outlook_table(rows, track), early_text(warnings)))?;
        Ok(ExitCode::SUCCESS)
    })
}

/// What `tell` makes of the forecasts as they are shown, and of the warnings that they set off.
pub fn told<T>(
    asked: &Asked<'_>,
    ahead: &Ahead,
    issued: Option<&Head>,
    out: Output,
    tell: impl FnOnce(&[OutlookShown<'_>], &[Row<'_>], &[Early]) -> Result<T>,
) -> Result<T> {
    let rows = ahead.rows(asked)?;
    let id = issued.map(Head::id);
    let warnings = early::of(asked, &rows, out)?;
    let crossed = |row: &Row<'_>| early::crossed_by(&warnings, row.unit);
    let shown: Vec<OutlookShown<'_>> =
        rows.iter().map(|row| OutlookShown { row, issued: id.as_deref(), early: crossed(row) }).collect();
    tell(&shown, &rows, &warnings)
}

/// Keeps the forecast as issued; the same one stays as it was.
fn keep(
    asked: &Asked<'_>,
    past: &Past<'_>,
    outlook: &outlook::Outlook,
    inputs: &Inputs,
    out: Output,
) -> Result<Head> {
    let (made, as_of) = (clock::today(), asked.day);
    let body = Body { as_of, made, kept: Kept::of(outlook, past, &asked.target) };
    let (head, new) = asked.store.keep_forecast(inputs, as_of.unwrap_or(made), &body)?;
    out.note(match new {
        true => format!(
            "issued as {}; `faleme outlook DIR --record` scores it when its months have passed",
            head.id()
        ),
        false => format!(
            "the same forecast is there already as {}, issued {}; nothing was changed",
            head.id(),
            head.issued
        ),
    });
    Ok(head)
}
