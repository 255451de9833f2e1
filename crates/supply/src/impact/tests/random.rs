//! Random cases: the same number gives the same case.

use super::case::{Case, leg};
use crate::impact::capacity::Shared;
use crate::impact::network::Network;
use crate::tables::{Carrier, CommodityIx, CrossingIx, PortIx};
use crate::ways::{Hindrance, Leg};

/// How often a passage counts at a capacity, looked up anew.
pub fn uses(network: &Network, shared: Shared, arc: usize, leg: &Leg) -> f64 {
    let arc = &network.arcs[arc];
    match shared {
        Shared::Port(port) => f64::from(arc.port == port),
        Shared::Crossing(crossing) => leg.crossings.iter().filter(|c| c.0 == crossing).count() as f64,
        Shared::Group(group) => f64::from(network.groups[group].takes(arc)),
    }
}

/// A small generator of numbers.
pub struct Chance(pub u64);

impl Chance {
    /// A number from 0 to `below` − 1.
    pub fn of(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        ((self.0 >> 33) as usize) % below
    }
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.of(10_001) as f64 / 10_000.0
    }
    pub fn often(&mut self, percent: usize) -> bool {
        self.of(100) < percent
    }
}

/// What a random case may hold.
#[derive(Clone, Copy)]
pub struct Shape {
    /// Zones have stocks.
    pub stocks: bool,
    /// All passages take as long, and every day has the same regime.
    pub steady: bool,
    /// One zone and one commodity.
    pub one: bool,
}

fn passage(chance: &mut Chance, crossings: &[CrossingIx], shape: Shape) -> Leg {
    let used: Vec<CrossingIx> = crossings.iter().copied().filter(|_| chance.often(40)).collect();
    let hours = if shape.steady { 40.0 } else { chance.between(5.0, 150.0) };
    let cost = chance.between(10_000.0, 60_000.0);
    let mut leg = leg(hours, cost, &used);
    leg.cost[0].0 *= 0.8;
    leg.cost[2].0 *= 1.5;
    leg
}

fn hindrance(case: &mut Case, chance: &mut Chance) -> Hindrance {
    if chance.often(40) {
        let share = case.range([0.2, chance.between(0.2, 0.8), 0.8]);
        Hindrance::Restricted(vec![share])
    } else {
        Hindrance::Closed
    }
}

/// A random case with a course of days.
pub fn case(seed: u64, shape: Shape) -> Case {
    let chance = &mut Chance(seed);
    let mut case = Case::new();
    let goods: Vec<CommodityIx> = (0..if shape.one { 1 } else { 1 + chance.of(4) })
        .map(|c| case.commodity(&format!("goods{c}"), 1 + chance.of(3) as u8))
        .collect();
    let capacity = |chance: &mut Chance| chance.often(60).then(|| chance.between(0.0, 400.0));
    let ports: Vec<_> =
        (0..2 + chance.of(3)).map(|p| case.port(&format!("POR{p}"), capacity(chance))).collect();
    let crossings: Vec<_> =
        (0..chance.of(4)).map(|c| case.crossing(&format!("post{c}"), capacity(chance))).collect();
    let zones: Vec<_> =
        (0..if shape.one { 1 } else { 1 + chance.of(3) }).map(|z| case.zone(&format!("zone{z}"))).collect();
    for &zone in &zones {
        for (p, &port) in ports.iter().enumerate() {
            for _ in 0..chance.of(3).max(usize::from(p == 0)) {
                let corridor = format!("corridor {}", chance.of(4));
                let leg = passage(chance, &crossings, shape);
                case.way(port, zone, Some(&corridor), leg);
            }
        }
        for &goods in &goods {
            let cover = (shape.stocks && chance.often(80)).then(|| chance.between(0.0, 25.0));
            let rate = chance.between(1.0, 100.0);
            case.demand(zone, goods, rate, cover);
            let demand = case.tables.demands.len() - 1;
            case.tables.demands[demand].rate = case.range([rate * 0.7, rate, rate * 1.4]);
            if chance.often(30) {
                case.tables.demands[demand].domestic = Some(case.value(rate * chance.between(0.0, 1.1)));
            }
        }
    }
    for c in 0..chance.of(3) {
        let share = case.value(chance.between(0.1, 0.5));
        let commodities = goods.iter().copied().filter(|_| chance.often(50)).collect();
        let ports = (0..case.tables.ports.len()).filter(|_| chance.often(30)).map(PortIx).collect();
        let name = format!("carrier{c}");
        case.tables.carriers.push(Carrier { name, commodities, ports, share });
    }
    case.set(case.tables.assumptions.room.0, chance.between(0.0, 1.5));
    case.set(case.tables.assumptions.refill.0, chance.between(0.0, 0.5));
    if shape.stocks && !shape.steady {
        case.set(case.tables.assumptions.ration_below.0, chance.between(0.0, 8.0));
        case.set(case.tables.assumptions.ration_to.0, chance.between(0.3, 1.0));
    }
    for _ in 0..1 + chance.of(3) {
        let mut hindered = Vec::new();
        for way in 0..case.course.ways.len() {
            if chance.often(40) {
                let goods = chance.often(50).then(|| goods[chance.of(goods.len())]);
                let hindrance = hindrance(&mut case, chance);
                let detour = chance.often(40).then(|| passage(chance, &crossings, shape));
                hindered.push((way, goods, hindrance, detour));
            }
        }
        let regime = case.regime(&hindered);
        let stopped = (0..case.tables.carriers.len()).filter(|_| chance.often(30)).collect();
        case.course.regimes[regime].stopped = stopped;
    }
    if shape.steady {
        case.days(0, 12);
    } else {
        case.undisturbed();
        for _ in 0..1 + chance.of(5) {
            let regime = chance.of(case.course.regimes.len());
            case.days(regime, 1 + chance.of(9));
        }
    }
    case.course.asked = chance.of(case.course.days.len());
    case
}
