//! What the runs come to: by zone, corridor and port, with ranges.

use super::assign::{Flows, Plan};
use super::balance::Ledger;
use super::faults::of_share;
use super::network::Network;
use super::numbers::Numbers;
use super::{CorridorImpact, Impact, PortImpact, ZoneImpact};
use crate::range::Range;
use crate::sample;
use crate::tables::Tables;
use crate::units::{Days, Money, Share, Tonnes, TonnesPerDay};
use crate::ways::{Course, Hindrance};
use base::{Country, Date};

/// What one run comes to.
pub(crate) struct Outcome {
    demand: Vec<f64>,
    /// By demand: how long the usual stock lasts.
    usual_cover: Vec<f64>,
    ledger: Ledger,
    arcs: Vec<ArcDay>,
    /// By commodity: what comes in on the undisturbed day.
    imports: Vec<f64>,
    /// By corridor that may be reopened, then by commodity: how much less would be unmet.
    gives_back: Vec<Vec<f64>>,
    fit: Vec<(f64, f64)>,
}

/// An arc on the day asked about. Tonnes a day; money a day.
struct ArcDay {
    usual: f64,
    /// Along the usual passage.
    now: f64,
    /// All that its port sends by it.
    sent: f64,
    at_risk: f64,
    rerouted: f64,
    extra_cost: f64,
}

impl Outcome {
    /// The outcome of a run, with the plan and flows of the day asked about and the flows of that day with each corridor
    /// reopened.
    pub fn new(
        network: &Network,
        numbers: &Numbers,
        plan: &Plan,
        flows: &Flows,
        reopened: &[&Flows],
        ledger: Ledger,
    ) -> Self {
        let commodities = network.demands.iter().map(|place| place.commodity + 1).max().unwrap_or(0);
        let mut imports = vec![0.0; commodities];
        network.arcs.iter().zip(&numbers.usual).for_each(|(arc, usual)| imports[arc.commodity] += usual);
        let unmet = |flows: &Flows| {
            let mut unmet = vec![0.0; commodities];
            network
                .demands
                .iter()
                .zip(&flows.unmet)
                .for_each(|(place, lacks)| unmet[place.commodity] += lacks);
            unmet
        };
        let now = unmet(flows);
        let less = |flows: &&Flows| now.iter().zip(unmet(flows)).map(|(now, open)| now - open).collect();
        Self {
            demand: numbers.demand.clone(),
            usual_cover: numbers
                .stock
                .iter()
                .zip(&numbers.demand)
                .map(|(stock, rate)| lasts(*stock, *rate))
                .collect(),
            arcs: arcs(network, numbers, plan, flows),
            gives_back: reopened.iter().map(less).collect(),
            imports,
            fit: numbers.fit.clone(),
            ledger,
        }
    }
}

/// What the constraints of a day cost more, a day.
pub(crate) fn extra_cost(network: &Network, numbers: &Numbers, plan: &Plan, flows: &Flows) -> f64 {
    arcs(network, numbers, plan, flows).iter().map(|arc| arc.extra_cost).sum()
}

fn arcs(network: &Network, numbers: &Numbers, plan: &Plan, flows: &Flows) -> Vec<ArcDay> {
    let mut arcs = Vec::with_capacity(network.arcs.len());
    for place in &network.demands {
        let left = |at: usize| (numbers.usual[at] - flows.habit[at]).max(0.0);
        let all_left: f64 = place.arcs.clone().map(left).sum();
        let extra: f64 = flows.extra[place.arcs.clone()].iter().sum();
        let paid: f64 = place.arcs.clone().map(|at| flows.extra[at] * flows.extra_cost[at]).sum();
        // Of what leaves a way, the same part goes by others from all ways of a demand, at the same mean cost.
        let part = if all_left > 0.0 { (extra / all_left).min(1.0) } else { 0.0 };
        let mean = if extra > 0.0 { paid / extra } else { 0.0 };
        for at in place.arcs.clone() {
            let (usual, state) = (numbers.usual[at], &plan.arcs[at]);
            let round = if state.detour.is_some() { flows.extra[at] } else { 0.0 };
            let rerouted = left(at) * part;
            let waits = flows.habit[at] * (flows.habit_cost[at] - numbers.cost[at]);
            arcs.push(ArcDay {
                usual,
                now: flows.habit[at] + flows.extra[at] - round,
                sent: flows.habit[at] + flows.extra[at],
                at_risk: if *state.hindrance == Hindrance::None { 0.0 } else { usual },
                rerouted,
                // Who took a dearer way had a reason for it that tables do not tell: leaving it saves nothing.
                extra_cost: rerouted * (mean - numbers.cost[at]).max(numbers.change_cost) + waits,
            });
        }
    }
    arcs
}

/// The answer of all runs; the first is that of the best values.
pub(crate) fn report(tables: &Tables, network: &Network, course: &Course, runs: &[Outcome]) -> Impact {
    let misfit = network.known.iter().enumerate().filter_map(|(at, known)| {
        let share = tables.shares.get(known.row)?;
        let told = tables.parameters.get(share.share.0 as usize)?;
        let found = runs.first()?.fit.get(at)?.1;
        Some((of_share(tables, share), told.range.map(|value| Share(value * told.factor)), Share(found)))
    });
    Impact {
        zones: zones(tables, network, course, runs),
        corridors: corridors(tables, network, course, runs),
        ports: ports(tables, network, runs),
        misfit: misfit.collect(),
        balance_error: runs.iter().map(|run| run.ledger.error).fold(0.0, f64::max),
    }
}

/// For how many days a stock lasts; without end where nothing is used.
fn lasts(stock: f64, rate: f64) -> f64 {
    if rate > 0.0 { stock / rate } else { f64::INFINITY }
}

/// The range of a figure over the runs.
fn over<T: From<f64>>(runs: &[Outcome], figure: impl Fn(&Outcome) -> f64) -> Range<T> {
    let Some((best, drawn)) = runs.split_first() else { return Range::certain(0.0).map(T::from) };
    sample::range(figure(best), drawn.iter().map(figure).collect()).map(T::from)
}

fn part(of: f64, whole: f64) -> f64 {
    if whole > 0.0 { of / whole } else { 0.0 }
}

fn zones(tables: &Tables, network: &Network, course: &Course, runs: &[Outcome]) -> Vec<ZoneImpact> {
    let date = |day: usize| {
        let ahead = i64::try_from(day).ok()?;
        course.start.checked_add(jiff::Span::new().try_days(ahead).ok()?).ok()
    };
    let zone = |(d, place): (usize, &super::network::Place)| {
        let out: [Option<Date>; 3] = runs
            .split_first()
            .map(|(best, drawn)| {
                let drawn = drawn.iter().map(|run| run.ledger.stock_out[d]).collect();
                sample::days(best.ledger.stock_out[d], drawn)
            })
            .unwrap_or_default()
            .map(|day| day.and_then(date));
        ZoneImpact {
            zone: tables.zones[place.zone].name.clone(),
            commodity: tables.commodities[place.commodity].id.clone(),
            demand: over::<TonnesPerDay>(runs, |run| run.demand[d]),
            arrivals: over::<TonnesPerDay>(runs, |run| run.ledger.arrivals[d]),
            unmet: over::<TonnesPerDay>(runs, |run| run.ledger.unmet[d]),
            unmet_in_all: over::<Tonnes>(runs, |run| run.ledger.unmet_in_all[d]),
            cover: over::<Days>(runs, |run| run.ledger.cover[d]),
            usual_cover: over::<Days>(runs, |run| run.usual_cover[d]),
            stock_out: out,
        }
    };
    network.demands.iter().enumerate().map(zone).collect()
}

fn corridors<'a>(
    tables: &Tables,
    network: &Network,
    course: &'a Course,
    runs: &[Outcome],
) -> Vec<CorridorImpact> {
    let mut names: Vec<&'a String> = Vec::new();
    let mut name_of = |way: &'a crate::ways::Way| {
        let name = way.corridor.as_ref()?;
        names.iter().position(|known| *known == name).or_else(|| {
            names.push(name);
            Some(names.len() - 1)
        })
    };
    let of_way: Vec<Option<usize>> = course.ways.iter().map(&mut name_of).collect();
    let goods = tables.commodities.len();
    let mut arcs: Vec<Vec<usize>> = vec![Vec::new(); names.len() * goods];
    for (at, arc) in network.arcs.iter().enumerate() {
        if let Some(name) = of_way[arc.way] {
            arcs[name * goods + arc.commodity].push(at);
        }
    }
    let all = arcs.iter().enumerate();
    all.filter_map(|(at, of)| corridor(tables, network, course, runs, names[at / goods], at % goods, of))
        .collect()
}

/// A corridor and a commodity, with the arcs that follow it; `None` where there are none.
fn corridor(
    tables: &Tables,
    network: &Network,
    course: &Course,
    runs: &[Outcome],
    name: &String,
    commodity: usize,
    of: &[usize],
) -> Option<CorridorImpact> {
    let first = *of.first()?;
    let country = |at: usize| -> Option<Country> { tables.ports[network.arcs[at].port].country };
    let one = of.iter().all(|&at| country(at) == country(first));
    let sum =
        |run: &Outcome, figure: fn(&ArcDay) -> f64| of.iter().map(|&at| figure(&run.arcs[at])).sum::<f64>();
    let reopened = course.reopened.iter().position(|(corridor, _)| corridor == name);
    Some(CorridorImpact {
        corridor: name.clone(),
        origin: if one { country(first) } else { None },
        commodity: tables.commodities[commodity].id.clone(),
        usual: over::<TonnesPerDay>(runs, |run| sum(run, |arc| arc.usual)),
        share: over::<Share>(runs, |run| part(sum(run, |arc| arc.usual), run.imports[commodity])),
        now: over::<TonnesPerDay>(runs, |run| sum(run, |arc| arc.now)),
        at_risk: over::<Share>(runs, |run| part(sum(run, |arc| arc.at_risk), run.imports[commodity])),
        rerouted: over::<TonnesPerDay>(runs, |run| sum(run, |arc| arc.rerouted)),
        extra_cost: over::<Money>(runs, |run| sum(run, |arc| arc.extra_cost)),
        gives_back: reopened.map(|at| over::<TonnesPerDay>(runs, |run| run.gives_back[at][commodity])),
    })
}

fn ports(tables: &Tables, network: &Network, runs: &[Outcome]) -> Vec<PortImpact> {
    let port = |(ix, port): (usize, &crate::tables::Port)| {
        let of: Vec<usize> = (0..network.arcs.len()).filter(|&at| network.arcs[at].port == ix).collect();
        let sum = |run: &Outcome, figure: fn(&ArcDay) -> f64| {
            of.iter().map(|&at| figure(&run.arcs[at])).sum::<f64>()
        };
        PortImpact {
            port: port.name.clone(),
            usual: over::<TonnesPerDay>(runs, |run| sum(run, |arc| arc.usual)),
            share: over::<Share>(runs, |run| part(sum(run, |arc| arc.usual), run.imports.iter().sum())),
            now: over::<TonnesPerDay>(runs, |run| sum(run, |arc| arc.sent)),
        }
    };
    tables.ports.iter().enumerate().map(port).collect()
}
