//! The map of corridors and the strip of their months.

use super::super::desk::Desk;
use super::events::month_before;
use super::figure;
use crate::charts::{
    Artist, Cell, Cluster, CorridorMap, Land, Month, Route, Section, Span, Status, StatusStrip, StripRow,
    Town,
};
use crate::sheet::Block;
use crate::{Corridor, Finding, NoteId, Passable};
use base::{Date, Interval};

/// Months on the strip, the letter's own the last.
const MONTHS: usize = 24;

fn status(of: Passable) -> Status {
    match of {
        Passable::Unknown => Status::Unknown,
        Passable::Open => Status::Open,
        Passable::Restricted => Status::Restricted,
        Passable::Closed => Status::Closed,
    }
}

/// Corridors by status on the shapes that the case gives.
pub(in crate::compose) fn map(desk: &mut Desk<'_>) -> Option<Block> {
    let found = desk.findings.roads.map.as_ref().filter(|m| desk.numbering.resolves(m.notes()))?;
    let (of, mut notes) = (found.content(), found.notes().to_vec());
    let corridors = desk.held(&desk.findings.roads.corridors);
    let mut routes = Vec::new();
    for route in &of.routes {
        let Some(corridor) = corridors.iter().find(|c| c.id() == route.corridor) else { continue };
        notes.extend(corridor.notes().iter().cloned());
        let whole = last(corridor).map_or(Status::Unknown, |(_, state)| status(state));
        let section =
            |s: &crate::MapSection| Section { status: s.state.map_or(whole, status), line: s.line.clone() };
        let sections = route.sections.iter().map(section).collect();
        routes.push(Route { name: desk.title(&corridor.content().name), status: whole, sections });
    }
    let counted = desk.held(&of.incidents);
    notes.extend(counted.iter().flat_map(|f| f.notes().iter().cloned()));
    let cluster = |f: &&Finding<crate::AreaIncidents>| {
        let of = f.content();
        Cluster { place: desk.named(&of.area), at: of.at, count: of.count }
    };
    let land = |l: &crate::MapLand| Land { name: desk.title(&l.name), home: l.home, rings: l.rings.clone() };
    let map = CorridorMap {
        on: desk.findings.masthead.as_of.0,
        lands: of.lands.iter().map(land).collect(),
        coarse: of.coarse,
        routes,
        towns: of.towns.iter().map(|t| Town { name: desk.named(&t.name), at: t.at, rank: t.rank }).collect(),
        clusters: counted.iter().map(cluster).collect(),
        signs: Vec::new(),
        counted: of.counted.and_then(span),
        ahead: None,
        last_data: None,
    };
    let picture = map.draw(&Artist::new(desk.messages.lang), "map");
    figure(desk, "figure-map", picture, &notes, None)
}

/// The whole months that days lie in.
fn span(of: Interval) -> Option<Span> {
    let (first, end) = (Month::of(of.start?), Month::of(of.end?));
    let months = (0..1200).find(|n| first.plus(*n) >= end)? + 1;
    Some(Span { first, months })
}

fn last(of: &Finding<Corridor>) -> Option<(Date, Passable)> {
    of.content().months.last().map(|m| (m.month, m.state))
}

/// A row a corridor, a cell a month.
pub(in crate::compose) fn strip(desk: &mut Desk<'_>) -> Option<Block> {
    let all = desk.held(&desk.findings.roads.corridors);
    let months = || all.iter().flat_map(|f| f.content().months.iter().map(|m| Month::of(m.month)));
    let (earliest, latest) = (months().min()?, months().max()?);
    let length = (1..=MONTHS).find(|n| earliest.plus(n - 1) >= latest).unwrap_or(MONTHS);
    let first = month_before(latest, length - 1)?;
    let row = |f: &&Finding<Corridor>| {
        let of = f.content();
        let cell = |at: usize| {
            let month = of.months.iter().find(|m| Month::of(m.month) == first.plus(at));
            Cell::of(month.map_or(Status::Unknown, |m| status(m.state)))
        };
        StripRow { name: desk.title(&of.name), cells: (0..length).map(cell).collect() }
    };
    let rows = all.iter().map(row).collect();
    let confirmed = all.iter().filter_map(|f| f.content().last_confirmed).max();
    let notes: Vec<NoteId> = all.iter().flat_map(|f| f.notes().iter().cloned()).collect();
    let strip = StatusStrip { first, months: length, rows, last_data: confirmed };
    let picture = strip.draw(&Artist::new(desk.messages.lang), "strip");
    figure(desk, "figure-strip", picture, &notes, confirmed)
}
