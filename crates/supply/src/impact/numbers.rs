//! One run's numbers: the network with values put in, and the undisturbed day that follows.

use super::faults::Faults;
use super::network::Network;
use super::spread;
use crate::draw::Param;
use crate::sample::Draw;
use crate::tables::{Stock, Tables};
use crate::units::{CostPerTonne, Hours, TonnesPerDay};
use crate::ways::Leg;

/// Goods are no longer on the way than this many days: a bound against figures that cannot be meant.
const LONGEST_LAG: f64 = 120.0;

/// What a port or crossing takes, costs and bears.
#[derive(Clone, Debug)]
pub(crate) struct Gate {
    hours: f64,
    cost: f64,
    /// Tonnes a day, at least what passes on the undisturbed day; infinite if none is told.
    pub capacity: f64,
}

/// The numbers of one run. Tonnes, days, the case's currency.
#[derive(Clone, Debug)]
pub(crate) struct Numbers {
    /// The values behind them.
    pub draw: Draw,
    /// By demand: use on an undisturbed day.
    pub demand: Vec<f64>,
    /// By demand: what comes from the zone itself, no more than it uses.
    pub domestic: Vec<f64>,
    /// By demand: what must come in.
    pub need: Vec<f64>,
    /// By demand: the usual stock.
    pub stock: Vec<f64>,
    /// By arc: what its usual passage costs a tonne, time included.
    pub cost: Vec<f64>,
    /// By arc: days of its usual passage.
    pub lag: Vec<usize>,
    /// By arc: flow on the undisturbed day.
    pub usual: Vec<f64>,
    /// By known share of the network: its value, and what the undisturbed day comes to.
    pub fit: Vec<(f64, f64)>,
    /// By port.
    pub ports: Vec<Gate>,
    /// By crossing.
    pub crossings: Vec<Gate>,
    /// By group of carriers: what they carry on the undisturbed day.
    pub carried: Vec<f64>,
    /// Flow beyond habit that an arc bears, as a part of its usual flow.
    pub room: f64,
    /// Cost of changing the way, a tonne.
    pub change_cost: f64,
    /// Days of cover under which a zone rations.
    pub ration_below: f64,
    /// Part of its use that a zone that rations keeps.
    pub ration_to: f64,
    /// Part of its gap that a stock is filled by, a day.
    pub refill: f64,
    hour_cost: f64,
}

impl Numbers {
    /// The numbers that follow from a draw.
    pub fn new(tables: &Tables, network: &Network, draw: Draw) -> Self {
        let values = &draw.values;
        let assumed = &tables.assumptions;
        let rows = || network.demands.iter().filter_map(|place| tables.demands.get(place.row));
        let demand: Vec<f64> = rows().map(|row| plain(values.of(row.rate).0)).collect();
        let own = rows().map(|row| row.domestic.map_or(0.0, |d| plain(values.of(d).0)));
        let domestic: Vec<f64> = own.zip(&demand).map(|(own, &demand)| own.min(demand)).collect();
        let stock = rows().zip(&demand).map(|(row, &demand)| match row.stock {
            Some(Stock::Amount(amount)) => plain(values.of(amount).0),
            Some(Stock::Cover(days)) => plain(values.of(days).0) * demand,
            None => 0.0,
        });
        let gate = |hours: Option<Param<Hours>>, cost: Option<Param<CostPerTonne>>, capacity| Gate {
            hours: hours.map_or(0.0, |p| plain(values.of(p).0)),
            cost: cost.map_or(0.0, |p| plain(values.of(p).0)),
            capacity: told(capacity, &draw).unwrap_or(f64::INFINITY),
        };
        let mut numbers = Self {
            need: demand.iter().zip(&domestic).map(|(demand, domestic)| demand - domestic).collect(),
            stock: stock.collect(),
            domestic,
            demand,
            cost: Vec::new(),
            lag: Vec::new(),
            usual: Vec::new(),
            fit: Vec::new(),
            ports: tables.ports.iter().map(|p| gate(p.hours, p.cost, p.capacity)).collect(),
            crossings: tables.crossings.iter().map(|c| gate(c.hours, c.cost, c.capacity)).collect(),
            carried: Vec::new(),
            room: plain(values.of(assumed.room).0),
            change_cost: plain(values.of(assumed.change_cost).0),
            ration_below: plain(values.of(assumed.ration_below).0),
            ration_to: plain(values.of(assumed.ration_to).0).min(1.0),
            refill: plain(values.of(assumed.refill).0).min(1.0),
            hour_cost: plain(values.of(assumed.hour_cost).0),
            draw,
        };
        numbers.cost = network.arcs.iter().map(|arc| numbers.cost_of(arc.port, &arc.leg)).collect();
        numbers.lag = network.arcs.iter().map(|arc| numbers.lag_of(arc.port, &arc.leg)).collect();
        let choice = plain(numbers.draw.values.of(assumed.choice));
        let known: Vec<f64> = network
            .known
            .iter()
            .filter_map(|known| tables.shares.get(known.row))
            .map(|share| plain(numbers.draw.values.of(share.share).0).min(1.0))
            .collect();
        (numbers.usual, numbers.fit) = spread::spread(network, &numbers.need, &numbers.cost, choice, &known);
        numbers.bear_the_usual(network);
        numbers
    }

    /// What a passage from a port costs a tonne: carriage, handling, formalities, and hours at their cost.
    pub fn cost_of(&self, port: usize, leg: &Leg) -> f64 {
        let gates = self.gates(port, leg).map(|gate| gate.cost).sum::<f64>();
        self.draw.carriage(leg.cost.map(|c| c.0)) + gates + self.hours_of(port, leg) * self.hour_cost
    }

    /// Whole days from the port's gate to the zone: a day that has begun counts.
    pub fn lag_of(&self, port: usize, leg: &Leg) -> usize {
        (self.hours_of(port, leg) / 24.0 - 1e-9).ceil().clamp(0.0, LONGEST_LAG) as usize
    }

    /// Hours in port, on the way and at crossings.
    pub fn hours_of(&self, port: usize, leg: &Leg) -> f64 {
        leg.hours.0 + self.gates(port, leg).map(|gate| gate.hours).sum::<f64>()
    }

    fn gates<'a>(&'a self, port: usize, leg: &'a Leg) -> impl Iterator<Item = &'a Gate> + 'a {
        let crossings = leg.crossings.iter().filter_map(|c| self.crossings.get(c.0));
        self.ports.get(port).into_iter().chain(crossings)
    }

    /// Flow through each port and crossing, and of each group of carriers, on the undisturbed day.
    fn usual_loads(&self, network: &Network) -> [Vec<f64>; 3] {
        let [mut ports, mut crossings] = [&self.ports, &self.crossings].map(|gates| vec![0.0; gates.len()]);
        let mut carried = vec![0.0; network.groups.len()];
        for (arc, flow) in network.arcs.iter().zip(&self.usual) {
            ports[arc.port] += flow;
            for crossing in &arc.leg.crossings {
                crossings[crossing.0] += flow;
            }
            for (group, carried) in network.groups.iter().zip(&mut carried) {
                if group.takes(arc) {
                    *carried += flow;
                }
            }
        }
        [ports, crossings, carried]
    }

    /// Takes capacities as at least what passes on the undisturbed day.
    fn bear_the_usual(&mut self, network: &Network) {
        let [ports, crossings, carried] = self.usual_loads(network);
        let gates = self.ports.iter_mut().zip(ports).chain(self.crossings.iter_mut().zip(crossings));
        for (gate, load) in gates {
            gate.capacity = gate.capacity.max(load);
        }
        self.carried = carried;
    }

    /// Tells what of the undisturbed day does not fit what the case tells: capacities, known shares.
    pub fn tell(&self, tables: &Tables, network: &Network, faults: &mut Faults) {
        let [ports, crossings, _] = self.usual_loads(network);
        let mut check = |name: &str, capacity: Option<Param<TonnesPerDay>>, load: f64| {
            let Some(param) = capacity else { return };
            match told(Some(param), &self.draw) {
                None => faults.no_capacity(tables, param.0, self.draw.values.of(param).0),
                Some(told) if told < load * (1.0 - 1e-6) => faults.broken_capacity(name, told, load),
                Some(_) => {}
            }
        };
        for (port, &load) in tables.ports.iter().zip(&ports) {
            check(&port.name, port.capacity, load);
        }
        for (crossing, &load) in tables.crossings.iter().zip(&crossings) {
            check(&crossing.name, crossing.capacity, load);
        }
        for (known, &(value, found)) in network.known.iter().zip(&self.fit) {
            if (value - found).abs() > spread::GOOD_FIT {
                faults.misfit(&super::faults::of_share(tables, &tables.shares[known.row]), value, found);
            }
        }
    }
}

/// A capacity that is told and can be meant.
fn told(capacity: Option<Param<TonnesPerDay>>, draw: &Draw) -> Option<f64> {
    capacity.map(|p| draw.values.of(p).0).filter(|c| c.is_finite() && *c >= 0.0)
}

/// A value that is a number and not negative; else 0.
fn plain(value: f64) -> f64 {
    if value.is_finite() { value.max(0.0) } else { 0.0 }
}
