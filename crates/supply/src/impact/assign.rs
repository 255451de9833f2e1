//! The disturbed day: goods that their usual ways do not let through go by the cheapest ways left, as a linear program.
//!
//! Columns are, for each arc, *habit* (what it carries on an undisturbed day, as far as it still passes) and *extra* (beyond
//! habit, or by the way round), and for each demand what stays *unmet*, in parts, each dearer than the last. Rows are the demands, and the capacities that arcs
//! share: of ports, crossings and groups of carriers. All habits of a demand cost what its cheapest arc costs: to those who
//! take a dearer way it is worth it. So nobody leaves an undisturbed way of his own accord, and the program of an undisturbed
//! day gives back its spread. Unmet demand costs more than any passage, and more the earlier its commodity is served; a
//! payment on the road is no cost.

use super::capacity::{Bearing, Shared};
use super::even::{Levels, PARTS, PASSES, STEP};
use super::faults::{Faults, of_demand};
use super::network::{Network, passable};
use super::numbers::Numbers;
use crate::draw::Param;
use crate::lp::{Basis, LpError, Problem, Solution, Structure, solve};
use crate::tables::Tables;
use crate::units::Share;
use crate::ways::{Hindrance, Leg, Regime};
use base::Issue;

/// Unmet demand of the last rank costs so many times the dearest passage, so that no chain of displaced goods is dearer.
const UNMET: f64 = 20.0;
/// What the solver leaves open of a row: tonnes a day, and a part of a demand.
const ROUNDING: (f64, f64) = (1e-8, 1e-9);

/// A regime, made ready for any values.
pub(crate) struct Plan<'a> {
    /// The regime.
    pub regime: &'a Regime,
    /// By arc.
    pub arcs: Vec<ArcState<'a>>,
    /// Whether anything hinders any arc or carrier.
    pub disturbed: bool,
    /// By arc: the capacities of the passage of what goes beyond habit.
    beyond: Bearing,
    /// The most capacities that any passage counts at: a tonne of a higher rank may take the place of as many of lower ranks.
    most_shared: f64,
    /// Its program, made if it is disturbed.
    pub structure: Option<Structure>,
}

/// An arc in a regime.
#[derive(Clone, Copy)]
pub(crate) struct ArcState<'a> {
    /// What hinders the usual passage; a passage that the season leaves none is closed.
    pub hindrance: &'a Hindrance,
    /// The usual passage as it is in the regime, with what is waited for on it and in its season; `None` where the regime
    /// does not tell it: then it is that of the undisturbed day.
    pub usual: Option<&'a Leg>,
    /// The way round, if there is one and it is hindered.
    pub detour: Option<&'a Leg>,
    /// What of it passes the way round, by each of these shares the least; all without any.
    pub detour_passes: &'a [Param<Share>],
}

impl ArcState<'_> {
    /// Whether goods that are on the usual passage must wait.
    pub fn closed(&self) -> bool {
        matches!(self.hindrance, Hindrance::Closed)
    }

    /// The passage of what goes beyond habit.
    pub fn beyond<'b>(&'b self, usual: &'b Leg) -> Option<&'b Leg> {
        match self.hindrance {
            Hindrance::None => Some(self.usual.unwrap_or(usual)),
            _ => self.detour,
        }
    }
}

impl<'a> Plan<'a> {
    /// A regime over the arcs of a network.
    pub fn new(tables: &Tables, network: &Network, regime: &'a Regime) -> Self {
        let state = |arc: &super::arc::Arc| {
            let state = regime.states.get(arc.commodity).and_then(|states| states.get(arc.way));
            let none = state.is_some_and(|s| s.usual.is_none());
            let hindrance = state.filter(|_| !none).map_or(&Hindrance::None, |s| &s.hindrance);
            let hindrance = if none { &Hindrance::Closed } else { hindrance };
            let usual = state.and_then(|s| s.usual.as_ref()).filter(|leg| passable(leg, tables));
            let detour = state.and_then(|s| s.detour.as_ref());
            let detour = detour.filter(|leg| *hindrance != Hindrance::None && passable(leg, tables));
            let detour_passes = state.map_or(&[][..], |s| &s.detour_passes);
            ArcState { hindrance, usual, detour, detour_passes }
        };
        let arcs: Vec<ArcState> = network.arcs.iter().map(state).collect();
        let stopped = network.groups.iter().flat_map(|g| &g.carriers).any(|c| regime.stopped.contains(c));
        let disturbed = stopped || arcs.iter().any(|arc| *arc.hindrance != Hindrance::None);
        let mut beyond = Bearing::default();
        for (at, (arc, state)) in network.arcs.iter().zip(&arcs).enumerate() {
            match (state.hindrance, state.detour) {
                (Hindrance::None, _) => beyond.push(network.capacities.usual.of(at).iter().copied()),
                (_, Some(leg)) => beyond.push(network.capacities.bear(arc, leg)),
                (_, None) => beyond.push([]),
            }
        }
        let count = |bears: &[(usize, f64)]| bears.iter().map(|(_, times)| times).sum::<f64>();
        let passages = (0..arcs.len()).flat_map(|at| [network.capacities.usual.of(at), beyond.of(at)]);
        let most_shared = passages.map(count).fold(0.0, f64::max);
        let plan = Self { regime, arcs, disturbed, beyond, most_shared, structure: None };
        if disturbed { plan.with_program(network) } else { plan }
    }

    /// The capacities at which an arc's goods count, within habit or beyond.
    pub fn bears<'b>(&'b self, network: &'b Network, arc: usize, beyond: bool) -> &'b [(usize, f64)] {
        if beyond { self.beyond.of(arc) } else { network.capacities.usual.of(arc) }
    }

    /// Makes its program. Columns: habits, then extras, then parts of unmet demand; rows: demands, then capacities.
    pub fn with_program(mut self, network: &Network) -> Self {
        let demands = network.demands.len();
        let column = |at: usize, beyond: bool| {
            let bears = self.bears(network, at, beyond).iter().map(|&(row, times)| (demands + row, times));
            Some((network.arcs[at].demand, 1.0)).into_iter().chain(bears)
        };
        let of = |beyond: bool| (0..network.arcs.len()).map(move |at| (at, beyond));
        let flows = of(false).chain(of(true)).map(|(at, beyond)| column(at, beyond).collect::<Vec<_>>());
        let unmet = (0..demands).flat_map(|d| std::iter::repeat_n(vec![(d, 1.0)], PARTS));
        self.structure = Structure::new(demands + network.capacities.all.len(), flows.chain(unmet)).ok();
        self
    }
}

/// The flows of a regime in one run, tonnes a day.
#[derive(Clone, Debug, Default)]
pub(crate) struct Flows {
    /// By arc, along the usual passage, within habit.
    pub habit: Vec<f64>,
    /// By arc, beyond habit or by the way round.
    pub extra: Vec<f64>,
    /// By demand.
    pub unmet: Vec<f64>,
    /// By arc: the most that `habit` may be.
    pub habit_most: Vec<f64>,
    /// By arc: what a tonne of `habit` costs in the regime: its hours may be more than on the undisturbed day.
    pub habit_cost: Vec<f64>,
    /// By arc: days of the passage of `habit` in the regime.
    pub habit_lag: Vec<usize>,
    /// By arc: the most that `extra` may be.
    pub extra_most: Vec<f64>,
    /// By arc: what a tonne of `extra` costs; the change of way is in it.
    pub extra_cost: Vec<f64>,
    /// By arc: days of the passage of `extra`.
    pub extra_lag: Vec<usize>,
    /// By capacity that arcs share: all of it.
    pub capacity: Vec<f64>,
    /// By capacity that arcs share: what the flows leave.
    pub left: Vec<f64>,
}

impl Flows {
    /// The flows of a plan; where the program has no answer, habits alone are reckoned with, and it is told.
    pub fn new(
        tables: &Tables,
        network: &Network,
        numbers: &Numbers,
        plan: &Plan,
        start: Option<&Basis>,
        faults: &mut Faults,
    ) -> (Self, Option<Basis>) {
        let mut flows = Self::bounds(network, numbers, tables, plan);
        let solved = match &plan.structure {
            Some(structure) => flows.solve(network, numbers, plan, structure, start),
            None => Err(LpError::Stuck),
        };
        let basis = match solved {
            Ok(solution) => {
                flows.take(&solution.columns);
                Some(solution.basis)
            }
            Err(error) => {
                faults.add(unsolved(tables, network, plan, &error));
                flows.habit = flows.habit_most.clone();
                None
            }
        };
        flows.settle(network, numbers);
        flows.leave(network, plan);
        (flows, basis)
    }

    /// The undisturbed day: the spread as it is.
    pub fn undisturbed(tables: &Tables, network: &Network, numbers: &Numbers, plan: &Plan) -> Self {
        let mut flows = Self::bounds(network, numbers, tables, plan);
        flows.habit = flows.habit_most.clone();
        flows.settle(network, numbers);
        flows.leave(network, plan);
        flows
    }

    /// The flows of a plan where no shared capacity binds: habits, then each demand's cheapest ways until it lacks nothing or
    /// none has room. This is an optimum of the program: without those capacities nothing ties demands together, all habits
    /// of a demand cost no more than any other way, and to lack something costs more than all. `None` where a capacity binds.
    pub fn unbound(tables: &Tables, network: &Network, numbers: &Numbers, plan: &Plan) -> Option<Self> {
        let mut flows = Self::bounds(network, numbers, tables, plan);
        flows.habit.clone_from(&flows.habit_most);
        let mut order: Vec<usize> = Vec::new();
        for (d, place) in network.demands.iter().enumerate() {
            let need = numbers.need[d];
            let mut lacks = need - flows.habit[place.arcs.clone()].iter().sum::<f64>();
            if lacks <= ROUNDING.0 + ROUNDING.1 * need {
                continue;
            }
            order.clear();
            order.extend(place.arcs.clone().filter(|at| flows.extra_most[*at] > 0.0));
            order.sort_by(|a, b| flows.extra_cost[*a].total_cmp(&flows.extra_cost[*b]));
            for &at in &order {
                flows.extra[at] = lacks.min(flows.extra_most[at]);
                lacks -= flows.extra[at];
                if lacks <= 0.0 {
                    break;
                }
            }
        }
        flows.settle(network, numbers);
        flows.leave(network, plan).then_some(flows)
    }

    /// Solves the program, and again with what is lacking shared more evenly.
    fn solve(
        &self,
        network: &Network,
        numbers: &Numbers,
        plan: &Plan,
        structure: &Structure,
        start: Option<&Basis>,
    ) -> Result<Solution, LpError> {
        let mut levels = Levels::new(network);
        let mut problem = self.problem(network, numbers, plan, structure, &levels);
        let mut found = solve(structure, &problem, start)?;
        let arcs = network.arcs.len();
        for _ in 0..PASSES {
            let parts = found.columns[2 * arcs..].chunks_exact(PARTS);
            let unmet: Vec<f64> = parts.map(|parts| parts.iter().sum()).collect();
            if !levels.seek(&unmet, &numbers.need) {
                break;
            }
            for (d, parts) in problem.upper[2 * arcs..].chunks_exact_mut(PARTS).enumerate() {
                parts.copy_from_slice(&levels.parts(d, numbers.need[d]));
            }
            // What was found stands where nothing more even is.
            let Ok(next) = solve(structure, &problem, Some(&found.basis)) else { break };
            found = next;
        }
        Ok(found)
    }

    fn bounds(network: &Network, numbers: &Numbers, tables: &Tables, plan: &Plan) -> Self {
        let stopped = stopped(network, numbers, tables, plan);
        let mut flows = Self { extra: vec![0.0; network.arcs.len()], ..Self::default() };
        flows.unmet = vec![0.0; network.demands.len()];
        for (at, (arc, state)) in network.arcs.iter().zip(&plan.arcs).enumerate() {
            let groups = network.groups.iter().zip(&stopped).filter(|(g, _)| g.takes(arc));
            let carried = numbers.usual[at] * groups.map(|(_, stopped)| 1.0 - stopped).product::<f64>();
            let habit = carried * passes(state.hindrance, numbers, tables);
            let beyond = state.beyond(&arc.leg);
            let room = numbers.room * numbers.usual[at];
            flows.habit_most.push(habit);
            let own = |leg: &Leg| (numbers.cost_of(arc.port, leg), numbers.lag_of(arc.port, leg));
            let (cost, lag) = state.usual.map_or((numbers.cost[at], numbers.lag[at]), own);
            flows.habit_cost.push(cost);
            flows.habit_lag.push(lag);
            flows.extra_most.push(match (state.hindrance, beyond) {
                (_, None) => 0.0,
                (Hindrance::None, Some(_)) => room,
                (_, Some(leg)) => {
                    let displaced = (carried - habit) * trips(numbers, arc.port, &arc.leg, leg);
                    // Under a restriction no more comes round than would pass a restricted usual way.
                    least(state.detour_passes, numbers).map_or(room + displaced, |share| share * displaced)
                }
            });
            let cost = beyond.map_or(numbers.cost[at], |leg| numbers.cost_of(arc.port, leg));
            flows.extra_cost.push(cost + numbers.change_cost);
            flows.extra_lag.push(beyond.map_or(numbers.lag[at], |leg| numbers.lag_of(arc.port, leg)));
        }
        let capacity = |shared: &Shared| match *shared {
            Shared::Port(port) => numbers.ports[port].capacity,
            Shared::Crossing(crossing) => numbers.crossings[crossing].capacity,
            Shared::Group(group) if stopped[group] > 0.0 => numbers.carried[group] * (1.0 - stopped[group]),
            Shared::Group(_) => f64::INFINITY,
        };
        flows.capacity = network.capacities.all.iter().map(capacity).collect();
        flows
    }

    pub fn problem(
        &self,
        network: &Network,
        numbers: &Numbers,
        plan: &Plan,
        structure: &Structure,
        levels: &Levels,
    ) -> Problem {
        let mut problem = Problem::new(structure);
        let (arcs, demands) = (network.arcs.len(), network.demands.len());
        let dearest = self.extra_cost.iter().copied().fold(0.0, f64::max).max(f64::MIN_POSITIVE);
        // The dearest part of a rank stands under the cheapest of the next.
        let ratio = 2.0 + plan.most_shared * (1.0 + STEP * PARTS as f64);
        for (d, place) in network.demands.iter().enumerate() {
            let costs = numbers.cost[place.arcs.clone()].iter().chain(&self.extra_cost[place.arcs.clone()]);
            let least = costs.copied().fold(f64::INFINITY, f64::min) / dearest;
            for at in place.arcs.clone() {
                (problem.costs[at], problem.upper[at]) = (least, self.habit_most[at]);
                problem.costs[arcs + at] = self.extra_cost[at] / dearest;
                problem.upper[arcs + at] = self.extra_most[at];
            }
            let unmet = 2 * arcs + d * PARTS;
            for (part, most) in levels.parts(d, numbers.need[d]).into_iter().enumerate() {
                problem.costs[unmet + part] =
                    UNMET * ratio.powi(place.rank as i32) * (1.0 + STEP * part as f64);
                problem.upper[unmet + part] = most;
            }
            (problem.row_lower[d], problem.row_upper[d]) = (numbers.need[d], numbers.need[d]);
        }
        problem.row_upper[demands..].copy_from_slice(&self.capacity);
        problem
    }

    fn take(&mut self, columns: &[f64]) {
        let arcs = self.habit_most.len();
        let within = |value: f64, most: f64| value.clamp(0.0, most.max(0.0));
        self.habit = columns.iter().zip(&self.habit_most).map(|(v, most)| within(*v, *most)).collect();
        self.extra =
            columns[arcs..].iter().zip(&self.extra_most).map(|(v, most)| within(*v, *most)).collect();
    }

    /// Reckons what stays unmet; flows that come to a demand but for rounding are made to come to it.
    fn settle(&mut self, network: &Network, numbers: &Numbers) {
        for (d, place) in network.demands.iter().enumerate() {
            let arcs = place.arcs.clone();
            let need = numbers.need[d];
            let (habit, extra) = (&mut self.habit[arcs.clone()], &mut self.extra[arcs]);
            let sum: f64 = habit.iter().chain(extra.iter()).sum();
            if sum >= need - (ROUNDING.0 + ROUNDING.1 * need) && sum > 0.0 {
                habit.iter_mut().chain(extra).for_each(|flow| *flow *= need / sum);
                self.unmet[d] = 0.0;
            } else {
                self.unmet[d] = (need - sum).max(0.0);
            }
        }
    }

    /// Reckons what the flows leave of each capacity. Whether they keep to all of them but for rounding.
    fn leave(&mut self, network: &Network, plan: &Plan) -> bool {
        self.left = self.capacity.clone();
        for at in 0..network.arcs.len() {
            for (beyond, flow) in [(false, self.habit[at]), (true, self.extra[at])] {
                if flow > 0.0 {
                    plan.bears(network, at, beyond)
                        .iter()
                        .for_each(|&(row, times)| self.left[row] -= flow * times);
                }
            }
        }
        let kept = |(left, all): (&f64, &f64)| *left >= -(ROUNDING.0 + ROUNDING.1 * all.min(f64::MAX));
        let fits = self.left.iter().zip(&self.capacity).all(kept);
        self.left.iter_mut().for_each(|left| *left = left.max(0.0));
        fits
    }
}

/// By group: the part of what it carries that has stopped.
fn stopped(network: &Network, numbers: &Numbers, tables: &Tables, plan: &Plan) -> Vec<f64> {
    let share = |c: &usize| numbers.draw.values.of(tables.carriers[*c].share).0;
    let part = |group: &super::arc::Group| {
        let shares = group.carriers.iter().filter(|c| plan.regime.stopped.contains(c)).map(share);
        let sum: f64 = shares.filter(|s| s.is_finite()).map(|s| s.max(0.0)).sum();
        sum.min(1.0)
    };
    network.groups.iter().map(part).collect()
}

/// The part of habit that passes.
fn passes(hindrance: &Hindrance, numbers: &Numbers, tables: &Tables) -> f64 {
    match hindrance {
        Hindrance::None => 1.0,
        Hindrance::Closed => 0.0,
        Hindrance::Restricted(shares) => least(shares, numbers)
            .or_else(|| least(&[tables.assumptions.restricted_passes], numbers))
            .unwrap_or(0.0),
    }
}

/// The least of some shares that are numbers; `None` without any.
fn least(shares: &[Param<Share>], numbers: &Numbers) -> Option<f64> {
    let values = shares.iter().map(|share| numbers.draw.values.of(*share).0);
    values.filter(|v| v.is_finite()).reduce(f64::min).map(|v| v.clamp(0.0, 1.0))
}

/// What the same vehicles carry by a way round, as a part of what they carry by the usual way: trips get fewer as they get
/// longer.
fn trips(numbers: &Numbers, port: usize, usual: &Leg, round: &Leg) -> f64 {
    let [usual, round] = [usual, round].map(|leg| numbers.hours_of(port, leg));
    if round > usual { usual / round } else { 1.0 }
}

/// What could not be solved: which demands and capacities, under which constraints.
fn unsolved(tables: &Tables, network: &Network, plan: &Plan, error: &LpError) -> Issue {
    let reasons = match plan.regime.reasons.join(", ") {
        none if none.is_empty() => "no constraint".to_owned(),
        reasons => reasons,
    };
    let name = |row: &usize| match network.demands.get(*row) {
        Some(place) => tables.demands.get(place.row).map(|demand| of_demand(tables, demand)),
        None => network.capacities.all.get(row - network.demands.len()).map(|shared| match shared {
            Shared::Port(port) => format!("capacity of {}", tables.ports[*port].name),
            Shared::Crossing(crossing) => format!("capacity of {}", tables.crossings[*crossing].name),
            Shared::Group(group) => {
                let names = network.groups[*group].carriers.iter().map(|c| tables.carriers[*c].name.as_str());
                format!("capacity of {}", names.collect::<Vec<_>>().join(", "))
            }
        }),
    };
    let message = match error {
        LpError::Infeasible { rows } => {
            let rows: Vec<String> = rows.iter().filter_map(name).collect();
            format!(
                "days under {reasons}: these cannot all be met: {}; only usual flows are reckoned with",
                rows.join(", ")
            )
        }
        other => format!("days under {reasons}: {other}; only usual flows are reckoned with"),
    };
    Issue::error("supply.infeasible", message).help("check demands and capacities of what is named")
}
