//! What carries goods: one commodity of one demand on one way, and those that share carriers.

use crate::ways::Leg;

/// A way as one commodity takes it to one demand.
#[derive(Clone, Debug)]
pub(crate) struct Arc {
    /// Its demand, in [`Network::demands`].
    pub demand: usize,
    /// Its commodity, in the tables.
    pub commodity: usize,
    /// Its way, in the course.
    pub way: usize,
    /// Its port, in the tables.
    pub port: usize,
    /// The usual passage.
    pub leg: Leg,
}

/// Carriers of the same commodities from the same ports.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    /// By commodity: whether they carry it.
    pub carries: Vec<bool>,
    /// By port: whether they carry from it.
    pub from: Vec<bool>,
    /// Their places in the tables.
    pub carriers: Vec<usize>,
}

impl Group {
    /// Whether they carry what goes by an arc.
    pub fn takes(&self, arc: &Arc) -> bool {
        self.carries[arc.commodity] && self.from[arc.port]
    }
}
