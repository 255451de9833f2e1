//! `outlook`: what may come, beside a baseline and its record.

mod asked;
mod corridors;
mod early;
mod inputs;
mod past_record;
mod published;
mod track;

use crate::cli::Outlook;
use crate::clock;
use crate::output::Output;
use crate::show::{OutlookShown, early_text, outlook_table};
use crate::store::{Body, Head, Store};
use anyhow::Result;
use asked::Asked;
use outlook::forecast::{Row, rows};
use outlook::issued::Kept;
use outlook::{Past, forecast};
use std::process::ExitCode;

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

/// Forecasts from the last month that is known.
fn ahead(args: &Outlook, out: Output) -> Result<ExitCode> {
    let store = if args.issue { Store::open(&args.dir)? } else { Store::open_to_ask(&args.dir)? };
    let asked = Asked::of(args, &store, out)?;
    let past = asked.past()?;
    let model = published::model(past.level());
    let horizons: Vec<u8> = args.horizon.clone().collect();
    let gaps = asked.panel.gaps();
    let outlook = forecast(&past, &asked.target, model.as_ref(), &horizons, gaps)
        .map_err(|none| anyhow::anyhow!("no forecast: {none}"))?;
    if let Some(fallback) = &outlook.fallback {
        out.issue(&published::fallen_back(fallback, &outlook.baseline));
    }
    let inputs = inputs::of(&asked, &past, model.name(), &outlook.baseline, &horizons, args.seed)?;
    let track = track::of(&asked, &past, model.as_ref(), &outlook, &inputs, out)?;
    let issued = args.issue.then(|| keep(&asked, &past, &outlook, &inputs, out)).transpose()?;
    let rows = rows(&past, &asked.target, &outlook, &track, gaps);
    let id = issued.as_ref().map(Head::id);
    let warnings = early::of(&asked, &rows, out)?;
    let crossed = |row: &Row<'_>| early::crossed_by(&warnings, row.unit);
    let shown: Vec<OutlookShown<'_>> =
        rows.iter().map(|row| OutlookShown { row, issued: id.as_deref(), early: crossed(row) }).collect();
    out.result(&shown, || format!("{}\n{}", outlook_table(&rows, &track), early_text(&warnings)))?;
    Ok(ExitCode::SUCCESS)
}

/// Keeps the forecast as issued; the same one stays as it was.
fn keep(
    asked: &Asked<'_>,
    past: &Past<'_>,
    outlook: &outlook::Outlook,
    inputs: &crate::store::Inputs,
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
