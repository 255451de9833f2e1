//! What signals are held against: forecasts, reported incidents, constraints in force, graded prices.

use super::Board;
use crate::commands::prices::book;
use crate::on_day::of_holdings;
use crate::output::Output;
use crate::store::Store;
use anyhow::Result;
use base::EventId;
use events::{ConstraintStatus, Event, Rows, rows};
use evidence::ClaimKind;
use outlook::response::{Forecasted, Happened, Priced, Readings, Region};
use std::collections::{BTreeSet, HashMap};
use supply::prices::{Alps, Level};

/// The readings of a board.
pub fn of(board: &Board<'_>, store: &Store, forecasts: Vec<Forecasted>, out: Output) -> Result<Readings> {
    let latest = board.view.documents.iter().filter_map(|d| d.published).max();
    Ok(Readings {
        day: board.day.or(latest),
        forecasts,
        incidents: incidents(board),
        constraints: constraints(board),
        prices: prices(board, store, out)?,
    })
}

fn incidents(board: &Board<'_>) -> Vec<Happened> {
    let rows = rows(&board.view.tables);
    let told =
        board.view.resolution.events.iter().filter(|e| e.kind == ClaimKind::Incident && e.in_timeline());
    let read = told.filter_map(|event| {
        let day = event.date.and_then(|d| d.end.or(d.start))?;
        let areas = areas(board, event, &rows);
        Some(Happened { id: event.id.to_string(), of: event.claim_type.clone(), areas, day })
    });
    read.collect()
}

/// The regions of an event's places and rows.
fn areas(board: &Board<'_>, event: &Event, rows: &Rows<'_>) -> Vec<Region> {
    let told = event.places.iter().flat_map(|p| board.regions.of_place(p));
    let coded = event.rows.iter().filter_map(|at| board.regions.of_name(rows.get(at)?.admin1.as_deref()?));
    told.chain(coded).collect::<BTreeSet<_>>().into_iter().collect()
}

fn constraints(board: &Board<'_>) -> Vec<Happened> {
    let rows = rows(&board.view.tables);
    let by_id: HashMap<&EventId, &Event> = board.view.resolution.events.iter().map(|e| (&e.id, e)).collect();
    let all = of_holdings(board.view, board.case, board.day, events::constraints);
    // What is told as lifted warns of nothing any more.
    let standing = all.iter().filter(|c| c.status != ConstraintStatus::Lifted);
    let read = standing.filter_map(|constraint| {
        let in_force = |s: &&events::Step| s.status == ConstraintStatus::InForce;
        let day = constraint.history.iter().filter(in_force).find_map(events::Step::day)?;
        let told = constraint.events.iter().filter_map(|id| by_id.get(id));
        let areas: BTreeSet<Region> = told.flat_map(|e| areas(board, e, &rows)).collect();
        Some(Happened {
            id: constraint.id.to_string(),
            of: constraint.kind.as_str().to_owned(),
            areas: areas.into_iter().collect(),
            day,
        })
    });
    read.collect()
}

fn prices(board: &Board<'_>, store: &Store, out: Output) -> Result<Vec<Priced>> {
    let quiet = Output { quiet: true, ..out };
    let book = book(store, board.day, quiet)?;
    let read = book.series.iter().filter_map(|series| {
        let graded = Alps::of(series, board.day);
        let grade = graded.grades.last().and_then(Option::as_ref).filter(|_| graded.is_eligible())?;
        Some(Priced {
            name: format!("{}, {}", series.key.market, series.key.commodity),
            areas: board.regions.of_name(&series.key.admin1).into_iter().collect(),
            grade: match grade.level {
                Level::Normal => 0,
                Level::Stress => 1,
                Level::Alert => 2,
                Level::Crisis => 3,
            },
        })
    });
    Ok(read.collect())
}
