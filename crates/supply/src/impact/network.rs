//! What is the same whatever the values: which demands are reckoned with, and by which arcs their goods can come.

use super::arc::{Arc, Group};
use super::capacity::Capacities;
use super::faults::Faults;
use crate::draw::{Param, Values};
use crate::tables::{Demand, ShareOf, Stock, Tables};
use crate::ways::{Leg, Regime, Way};
use std::ops::Range;

/// A demand that is reckoned with.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// Its row in [`Tables::demands`].
    pub row: usize,
    /// Its zone, in the tables.
    pub zone: usize,
    /// Its commodity, in the tables.
    pub commodity: usize,
    /// 0 for what is served last; each rank is served before those under it.
    pub rank: usize,
    /// Its arcs, in [`Network::arcs`].
    pub arcs: Range<usize>,
}

/// A known share that some arc can meet.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// Its place in [`Tables::shares`].
    pub row: usize,
    /// By arc: whether it counts towards the share.
    pub counts: Vec<bool>,
    /// The demands of its commodities.
    pub demands: Vec<usize>,
    /// Shares that are parts of the same whole have the same number.
    pub whole: usize,
}

/// Demands and arcs, with what binds them together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Network {
    /// In the order of the tables.
    pub demands: Vec<Place>,
    /// By demand, then by way.
    pub arcs: Vec<Arc>,
    /// Carriers by what they carry.
    pub groups: Vec<Group>,
    /// What arcs share.
    pub capacities: Capacities,
    /// Known shares.
    pub known: Vec<Known>,
    /// How many of those have the same whole, by [`Known::whole`]: the wholes there are.
    pub wholes: usize,
}

impl Network {
    /// The network of a case; what cannot be reckoned with is left out and told.
    pub fn new(tables: &Tables, ways: &[Way], undisturbed: &Regime, faults: &mut Faults) -> Self {
        let best = Values::best(&tables.parameters);
        let mut network = Self { groups: groups(tables), ..Self::default() };
        check_carriers(tables, &network.groups, &best, faults);
        check_assumptions(tables, &best, faults);
        for (row, demand) in tables.demands.iter().enumerate() {
            if sound(tables, demand, &best, faults) {
                network.add(tables, ways, undisturbed, row, &best, faults);
            }
        }
        network.capacities = Capacities::new(tables, &network.arcs, &network.groups);
        network.know(tables, ways, &best, faults);
        network
    }

    fn add(
        &mut self,
        tables: &Tables,
        ways: &[Way],
        undisturbed: &Regime,
        row: usize,
        best: &Values,
        faults: &mut Faults,
    ) {
        let demand = &tables.demands[row];
        let (zone, commodity) = (demand.zone.0, demand.commodity.0);
        let (start, place) = (self.arcs.len(), self.demands.len());
        let here = ways.iter().enumerate().filter(|(_, w)| w.zone.0 == zone && w.port.0 < tables.ports.len());
        for (way, Way { port, .. }) in here {
            let state = undisturbed.states.get(commodity).and_then(|states| states.get(way));
            if let Some(leg) = state.and_then(|s| s.usual.as_ref()).filter(|leg| passable(leg, tables)) {
                self.arcs.push(Arc { demand: place, commodity, way, port: port.0, leg: leg.clone() });
            }
        }
        let arcs = start..self.arcs.len();
        let lacks = best.of(demand.rate).0 - demand.domestic.map_or(0.0, |d| best.of(d).0.max(0.0));
        if arcs.is_empty() && lacks > 0.0 {
            return faults.unsupplied(tables, demand, ways.iter().any(|w| w.zone.0 == zone));
        }
        let rank = rank(tables, commodity);
        self.demands.push(Place { row, zone, commodity, rank, arcs });
    }

    /// Finds the arcs and demands of each known share.
    fn know(&mut self, tables: &Tables, ways: &[Way], best: &Values, faults: &mut Faults) {
        let mut wholes: Vec<(std::mem::Discriminant<ShareOf>, Vec<usize>)> = Vec::new();
        let mut sums: Vec<f64> = Vec::new();
        for (row, share) in tables.shares.iter().enumerate() {
            let value = best.of(share.share).0;
            if !(0.0..=1.0).contains(&value) {
                faults.share_out_of_bounds(tables, share, value);
                continue;
            }
            let mut of: Vec<usize> = share.commodities.iter().map(|c| c.0).collect();
            of.sort_unstable();
            let meant = |commodity: usize| of.is_empty() || of.contains(&commodity);
            let counts: Vec<bool> = self
                .arcs
                .iter()
                .map(|arc| {
                    meant(arc.commodity)
                        && match &share.of {
                            ShareOf::Port(port) => arc.port == port.0,
                            ShareOf::Country(country) => tables.ports[arc.port].country == Some(*country),
                            ShareOf::Corridor(name) => ways[arc.way].corridor.as_ref() == Some(name),
                        }
                })
                .collect();
            if !counts.contains(&true) {
                faults.share_without_way(tables, share);
                continue;
            }
            let key = (std::mem::discriminant(&share.of), of.clone());
            let whole = wholes.iter().position(|w| *w == key).unwrap_or_else(|| {
                wholes.push(key);
                sums.push(0.0);
                wholes.len() - 1
            });
            sums[whole] += value;
            let demands = (0..self.demands.len()).filter(|&d| meant(self.demands[d].commodity)).collect();
            self.known.push(Known { row, counts, demands, whole });
        }
        self.wholes = wholes.len();
        for (whole, &sum) in sums.iter().enumerate().filter(|(_, sum)| **sum > 1.0 + 1e-9) {
            let rows = self.known.iter().filter(|k| k.whole == whole).map(|k| &tables.shares[k.row]);
            faults.shares_over_whole(tables, rows, sum);
        }
    }
}

/// Whether a leg has finite figures and crossings that the tables have.
pub(crate) fn passable(leg: &Leg, tables: &Tables) -> bool {
    leg.hours.0.is_finite()
        && leg.hours.0 >= 0.0
        && leg.cost.iter().all(|c| c.0.is_finite())
        && leg.crossings.iter().all(|c| c.0 < tables.crossings.len())
}

/// How many priorities of the tables are served after this commodity's.
fn rank(tables: &Tables, commodity: usize) -> usize {
    let mut later: Vec<u8> = tables.commodities.iter().map(|c| c.priority).collect();
    later.sort_unstable();
    later.dedup();
    later.iter().filter(|p| **p > tables.commodities[commodity].priority).count()
}

fn groups(tables: &Tables) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (place, carrier) in tables.carriers.iter().enumerate() {
        let all = carrier.commodities.is_empty();
        let named = |c: usize| carrier.commodities.iter().any(|ix| ix.0 == c);
        let carries: Vec<bool> = (0..tables.commodities.len()).map(|c| all || named(c)).collect();
        let of = |p: usize| carrier.ports.is_empty() || carrier.ports.iter().any(|ix| ix.0 == p);
        let from: Vec<bool> = (0..tables.ports.len()).map(of).collect();
        match groups.iter_mut().find(|g| g.carries == carries && g.from == from) {
            Some(group) => group.carriers.push(place),
            None => groups.push(Group { carries, from, carriers: vec![place] }),
        }
    }
    groups
}

/// Tells of parts of carriers that are no parts of a whole.
fn check_carriers(tables: &Tables, groups: &[Group], best: &Values, faults: &mut Faults) {
    for group in groups {
        let of = || group.carriers.iter().map(|&c| &tables.carriers[c]);
        for carrier in of().filter(|carrier| !not_negative(best.of(carrier.share).0)) {
            faults.taken_as_none(tables, carrier.share.0, best.of(carrier.share).0, "a part");
        }
        let sum: f64 = of().map(|carrier| best.of(carrier.share).0).filter(|part| not_negative(*part)).sum();
        if sum > 1.0 + 1e-9 {
            faults.carriers_over_whole(of().map(|carrier| carrier.name.as_str()), sum);
        }
    }
}

/// Tells of assumptions that are no numbers.
fn check_assumptions(tables: &Tables, best: &Values, faults: &mut Faults) {
    let assumed = &tables.assumptions;
    let places = [
        assumed.choice.0,
        assumed.hour_cost.0,
        assumed.restricted_passes.0,
        assumed.slowed_passes.0,
        assumed.incident_passes.0,
        assumed.room.0,
        assumed.change_cost.0,
        assumed.ration_below.0,
        assumed.ration_to.0,
        assumed.refill.0,
    ];
    for place in places {
        let value: f64 = best.of(Param::at(place as usize));
        if !not_negative(value) {
            faults.taken_as_none(tables, place, value, "an assumption");
        }
    }
}

/// Whether a demand can be reckoned with; tells what is wrong with it.
fn sound(tables: &Tables, demand: &Demand, best: &Values, faults: &mut Faults) -> bool {
    if demand.zone.0 >= tables.zones.len() || demand.commodity.0 >= tables.commodities.len() {
        faults.unknown_demand();
        return false;
    }
    if !not_negative(best.of(demand.rate).0) {
        faults.left_out(tables, demand.rate, "demand");
        return false;
    }
    let mut doubt = |param: Option<(u32, f64)>, what: &str| {
        if let Some((place, value)) = param.filter(|(_, value)| !not_negative(*value)) {
            faults.taken_as_none(tables, place, value, what);
        }
    };
    let told = |p: Param<f64>| (p.0, best.of(p));
    doubt(demand.domestic.map(|p| told(Param::at(p.0 as usize))), "domestic supply");
    let stock = demand.stock.map(|stock| match stock {
        Stock::Amount(p) => p.0,
        Stock::Cover(p) => p.0,
    });
    doubt(stock.map(|p| told(Param::at(p as usize))), "stock");
    if demand.stock.is_none() && best.of(demand.rate).0 > 0.0 {
        faults.no_stock(tables, demand);
    }
    true
}

fn not_negative(value: f64) -> bool {
    value.is_finite() && value >= 0.0
}
