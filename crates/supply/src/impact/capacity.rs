//! Capacities that passages share: of ports, of crossings, of carriers.

use super::arc::{Arc, Group};
use crate::tables::Tables;
use crate::ways::Leg;

/// A capacity that passages share.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Shared {
    /// Of a port.
    Port(usize),
    /// Of a crossing.
    Crossing(usize),
    /// Of a group of carriers.
    Group(usize),
}

/// For each of some passages: the capacities at which it counts, by their place, and how often.
#[derive(Clone, Debug)]
pub(crate) struct Bearing {
    ends: Vec<usize>,
    entries: Vec<(usize, f64)>,
}

impl Default for Bearing {
    fn default() -> Self {
        Self { ends: vec![0], entries: Vec::new() }
    }
}

impl Bearing {
    /// The capacities of a passage.
    pub fn of(&self, passage: usize) -> &[(usize, f64)] {
        &self.entries[self.ends[passage]..self.ends[passage + 1]]
    }

    /// Adds a passage.
    pub fn push(&mut self, entries: impl IntoIterator<Item = (usize, f64)>) {
        self.entries.extend(entries);
        self.ends.push(self.entries.len());
    }
}

/// The capacities that tables tell.
#[derive(Clone, Debug, Default)]
pub(crate) struct Capacities {
    /// Which ones: the ports' and crossings' that are told, then one for each group of carriers.
    pub all: Vec<Shared>,
    /// By arc, on its usual passage.
    pub usual: Bearing,
    port: Vec<Option<usize>>,
    crossing: Vec<Option<usize>>,
    /// By commodity, then port.
    groups: Vec<Vec<Vec<usize>>>,
}

impl Capacities {
    /// The capacities of tables whose arcs and groups of carriers are known.
    pub fn new(tables: &Tables, arcs: &[Arc], groups: &[Group]) -> Self {
        let mut capacities = Self::default();
        let all = &mut capacities.all;
        let mut row = |told: bool, shared: Shared| {
            told.then(|| {
                all.push(shared);
                all.len() - 1
            })
        };
        let ports = tables.ports.iter().enumerate();
        capacities.port = ports.map(|(ix, port)| row(port.capacity.is_some(), Shared::Port(ix))).collect();
        let crossings = tables.crossings.iter().enumerate();
        capacities.crossing =
            crossings.map(|(ix, post)| row(post.capacity.is_some(), Shared::Crossing(ix))).collect();
        let rows: Vec<Option<usize>> = (0..groups.len()).map(|ix| row(true, Shared::Group(ix))).collect();
        let takes = |group: &Group, c: usize, port: usize| group.carries[c] && group.from[port];
        let carried = |c: usize, port: usize| -> Vec<usize> {
            rows.iter().zip(groups).filter(|(_, g)| takes(g, c, port)).filter_map(|(row, _)| *row).collect()
        };
        let by_port = |c: usize| (0..tables.ports.len()).map(|port| carried(c, port)).collect();
        capacities.groups = (0..tables.commodities.len()).map(by_port).collect();
        let mut usual = Bearing::default();
        arcs.iter().for_each(|arc| usual.push(capacities.bear(arc, &arc.leg)));
        capacities.usual = usual;
        capacities
    }

    /// The capacities at which a passage of an arc's goods counts; one that it crosses twice, twice.
    pub fn bear<'a>(&'a self, arc: &Arc, leg: &'a Leg) -> impl Iterator<Item = (usize, f64)> + 'a {
        let crossed = |at: usize| leg.crossings.iter().filter(|c| c.0 == leg.crossings[at].0).count() as f64;
        let first = |at: &usize| !leg.crossings[..*at].contains(&leg.crossings[*at]);
        let crossings = (0..leg.crossings.len()).filter(first).filter_map(move |at| {
            let row = self.crossing.get(leg.crossings[at].0).copied().flatten()?;
            Some((row, crossed(at)))
        });
        let port = self.port.get(arc.port).copied().flatten().map(|row| (row, 1.0));
        let groups = self.groups.get(arc.commodity).and_then(|by_port| by_port.get(arc.port));
        let groups = groups.into_iter().flatten().map(|&row| (row, 1.0));
        port.into_iter().chain(crossings).chain(groups)
    }
}
