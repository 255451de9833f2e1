//! When incidents touched the roads.

use super::{Share, Way, cells, nearest};
use crate::{Gid, Month, Past, Target};
use ::corridors::{incident_days, reach_km};
use base::{Coordinate, GeoPrecision};
use events::{Coding, Table};
use std::collections::{BTreeMap, BTreeSet};

/// Months of the past in which it is looked how often incidents touch roads. Own convention: five years, as roads and reports
/// of them change; on months up to 2017 it forecast better than ten years (`docs/outlook.md`).
pub(super) const MONTHS: usize = 60;

/// The first and the last month of a run that lacks rows.
type Gap = (Month, Month);

/// Whether a month lies in a gap.
pub(super) fn within(gaps: &[Gap], month: Month) -> bool {
    gaps.iter().any(|(first, last)| (*first..=*last).contains(&month))
}

/// An incident of a kind that restricts a road near it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Incident {
    /// The month of its last day.
    pub month: Month,
    /// Where.
    pub point: Coordinate,
    /// How far from there it reaches the roads, km, by how precisely it is placed.
    pub km: f64,
}

/// The incidents that rows of some datasets tell: coded by people, of a type that restricts roads, placed at or near a
/// point.
pub fn incidents(tables: &[Table], datasets: &[&str]) -> Vec<Incident> {
    let counted = tables.iter().filter(|t| datasets.contains(&t.dataset.as_str()));
    let rows = counted.flat_map(|t| &t.rows).filter(|row| row.coding == Coding::Human);
    let found = rows.filter(|row| incident_days(&row.event_type).is_some()).filter_map(|row| {
        let date = row.date?;
        let km = match row.precision {
            GeoPrecision::Exact => reach_km().exact,
            GeoPrecision::Near => reach_km().near,
            _ => return None,
        };
        Some(Incident { month: Month::of(date.end.or(date.start)?), point: row.point?, km })
    });
    found.collect()
}

/// The months in which incidents touched corridors.
#[derive(Clone, Debug, Default)]
pub struct Touched {
    /// By corridor, the cells that it runs through.
    pub(super) cells: Vec<Vec<Gid>>,
    ways: Vec<BTreeSet<Month>>,
    by_cell: BTreeMap<Gid, BTreeSet<Month>>,
}

impl Touched {
    /// Lays incidents on corridors. One beside the cells of a road counts to the cell of the road that is nearest.
    pub fn new(ways: &[Way], incidents: &[Incident]) -> Self {
        let cells = |way: &Way| {
            let all: BTreeSet<Gid> = way.lines.iter().flat_map(|line| cells(line)).collect();
            all.into_iter().collect()
        };
        let mut out = Self {
            cells: ways.iter().map(cells).collect(),
            ways: vec![BTreeSet::new(); ways.len()],
            by_cell: BTreeMap::new(),
        };
        for incident in incidents {
            let own = Gid::at(incident.point);
            for ((way, cells), months) in ways.iter().zip(&out.cells).zip(&mut out.ways) {
                let found = way.lines.iter().filter_map(|line| nearest(incident.point, line));
                let near = found.min_by(|a, b| a.0.total_cmp(&b.0)).filter(|(km, _)| *km <= incident.km);
                let Some((_, on_road)) = near else { continue };
                months.insert(incident.month);
                let cell = if cells.contains(&own) { own } else { Gid::at(on_road) };
                out.by_cell.entry(cell).or_default().insert(incident.month);
            }
        }
        out
    }

    /// Whether an incident touched a corridor in a month.
    pub fn in_month(&self, way: usize, month: Month) -> bool {
        self.ways.get(way).is_some_and(|months| months.contains(&month))
    }

    /// The share of a corridor's cells that a panel holds: no dataset covers the others.
    pub(super) fn covered(&self, way: usize, past: &Past<'_>) -> f64 {
        let Some(cells) = self.cells.get(way).filter(|c| !c.is_empty()) else { return 0.0 };
        cells.iter().filter(|c| past.at(**c).is_some()).count() as f64 / cells.len() as f64
    }

    /// The cells of all corridors, once each.
    pub fn cells(&self) -> BTreeSet<Gid> {
        self.cells.iter().flatten().copied().collect()
    }

    /// The share of the last [`MONTHS`] up to an origin, gaps left out, in which an incident touched a corridor.
    pub(super) fn climate(&self, way: usize, past: &Past<'_>, gaps: &[Gap]) -> Share {
        let mut share = Share::default();
        for back in 0..past.months().min(MONTHS) {
            let month = past.origin().plus(-(back as i32));
            if !within(gaps, month) {
                share.add(self.in_month(way, month));
            }
        }
        share
    }

    /// How often an incident touched the road in a cell of it, in months in which the cell counted any, and in those in
    /// which it counted none: in the last [`MONTHS`] up to the origin, gaps left out.
    pub(super) fn shares(&self, past: &Past<'_>, target: &Target, gaps: &[Gap]) -> [Share; 2] {
        let [mut any, mut none] = [Share::default(); 2];
        for cell in self.cells() {
            let Some(unit) = past.at(cell) else { continue };
            let touched = self.by_cell.get(&cell);
            for (back, count) in past.last(target, unit, MONTHS).iter().rev().enumerate() {
                let month = past.origin().plus(-(back as i32));
                if within(gaps, month) {
                    continue;
                }
                let hit = touched.is_some_and(|months| months.contains(&month));
                if *count > 0 { &mut any } else { &mut none }.add(hit);
            }
        }
        [any, none]
    }
}
