//! `events`: claims and rows of one incident, as one event.

use crate::case::Case;
use crate::cli::{Events, EventsFormat};
use crate::output::{self, Format, Output};
use crate::show;
use crate::store::Store;
use crate::view::{View, as_of};
use anyhow::Result;
use base::Interval;
use events::{Area, Event, Placing, Rows, rows};
use std::process::ExitCode;

/// Lists the events asked for.
pub fn run(args: &Events, quiet: bool) -> Result<ExitCode> {
    let case = Case::load(&args.dir)?;
    let store = Store::open_to_ask(&args.dir)?;
    let format = if args.format == EventsFormat::Json { Format::Json } else { Format::Table };
    let out = Output { format, quiet };
    let day = as_of(&store, &case, args.as_of, out)?;
    let leaves = matches!(args.format, EventsFormat::Csv | EventsFormat::Geojson);
    let view =
        if leaves { View::load_to_share(&store, &case, day, out)? } else { View::load(&store, &case, day)? };
    let atlas = case.atlas(&args.dir)?;
    let area = args.area.as_deref().map(|name| atlas.find(name, None, &view.tables)).transpose()?;
    let rows = rows(&view.tables);
    let inside = |e: &Event| area.as_ref().is_none_or(|area| lies_in(e, area, &rows));
    let wanted: Vec<&Event> =
        view.resolution.events.iter().filter(|e| is_wanted(e, args) && inside(e)).collect();
    let shown = show::events(&wanted, &case.vocabulary.actors);
    match args.format {
        EventsFormat::Csv => output::text(&show::events_csv(&shown)?)?,
        EventsFormat::Geojson => output::json(&show::events_geojson(&shown))?,
        EventsFormat::Json | EventsFormat::Table => out.result(&shown, || show::events_table(&shown))?,
    }
    if shown.is_empty() {
        out.note("no such events");
        out.note(typed(args.event_type.as_deref(), &view.resolution.events));
    }
    Ok(ExitCode::SUCCESS)
}

fn is_wanted(event: &Event, args: &Events) -> bool {
    let typed = args.event_type.as_ref().is_none_or(|t| *t == event.claim_type);
    let span = Interval { start: args.from, end: args.to };
    let dated = span == Interval { start: None, end: None }
        || show::shown_date(event).is_some_and(|d| d.overlaps(&span));
    typed && dated
}

/// The types there are, if the one asked for is not among them.
pub fn typed(asked: Option<&str>, events: &[Event]) -> String {
    let known: std::collections::BTreeSet<&str> = events.iter().map(|e| e.claim_type.as_str()).collect();
    match asked {
        Some(name) if !known.contains(name) => {
            let list = known.into_iter().collect::<Vec<_>>().join(", ");
            format!("no event is of type `{name}`; there are: {list}")
        }
        _ => String::new(),
    }
}

/// What tells where forces stand or move is found by region or country only.
fn lies_in(event: &Event, area: &Area<'_>, rows: &Rows<'_>) -> bool {
    let hidden = area.is_fine(rows) && event.shows_positions();
    !hidden && area.event(event, rows) == Placing::In
}
