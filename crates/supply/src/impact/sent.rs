//! What every day of a plan sends, packed for going through many futures.
//!
//! Goods on ways that nothing in any future closes arrive when they are due: those of a demand that take as many days are
//! one. On the others they stand in queues, one for the usual passage and one for the way round, since what is on a closed
//! way waits.

use super::assign::{Flows, Plan};
use super::network::Network;
use super::numbers::Numbers;
use super::report::extra_cost;

/// The queues of a network's arcs.
#[derive(Clone, Debug, Default)]
pub(super) struct Queues {
    /// By arc: the first of its two queues, if it has any.
    of_arc: Vec<Option<u32>>,
    /// By queue: its demand.
    pub demand: Vec<u32>,
}

impl Queues {
    /// Two for each arc that is closed on any day of some plans.
    pub fn new<'p>(network: &Network, plans: impl Iterator<Item = &'p Plan<'p>>) -> Self {
        let mut queues = Self::default();
        let mut ever = vec![false; network.arcs.len()];
        for plan in plans {
            ever.iter_mut().zip(&plan.arcs).for_each(|(ever, arc)| *ever |= arc.closed());
        }
        for (arc, closed) in network.arcs.iter().zip(ever) {
            queues.of_arc.push(closed.then_some(queues.demand.len() as u32));
            if closed {
                queues.demand.extend([arc.demand as u32; 2]);
            }
        }
        queues
    }

    /// The queue of goods on an arc, by its usual passage or the way round; `None` where nothing holds them up.
    fn of(&self, arc: usize, round: bool) -> Option<u32> {
        self.of_arc[arc].map(|first| first + u32::from(round))
    }

    /// By queue: whether goods that are due on a day of a plan get through. Those on a way round wait when their own way is
    /// closed and no way round is left.
    pub fn pass(&self, plan: &Plan) -> Vec<bool> {
        let mut pass = vec![true; self.demand.len()];
        for (at, first) in self.of_arc.iter().enumerate() {
            if let Some(first) = first.filter(|_| plan.arcs[at].closed()) {
                pass[first as usize] = false;
                pass[first as usize + 1] = plan.arcs[at].detour.is_some();
            }
        }
        pass
    }
}

/// Where goods go: to a demand on the day they are due, or to a queue.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Goal {
    Demand(u32),
    Queue(u32),
}

/// Goods that depart every day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Load {
    /// A demand or a queue.
    pub to: u32,
    pub lag: u32,
    pub tonnes: f64,
}

/// A passage with room left on every day.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spare {
    pub arc: u32,
    pub beyond: bool,
    pub goal: Goal,
    pub lag: u32,
    pub room: f64,
}

/// What every day of a plan sends, in one run.
#[derive(Clone, Debug, Default)]
pub(super) struct Sent {
    /// To demands.
    pub free: Vec<Load>,
    /// To queues.
    pub queued: Vec<Load>,
    /// By demand: all of it.
    pub departs: Vec<f64>,
    /// By demand: what is on the way when as much leaves every day.
    pub target: Vec<f64>,
    /// By demand: whether its flows lack nothing, so that more may fill up its stock.
    pub whole: Vec<bool>,
    /// Passages with room, in the order in which they are used, by demand.
    spares: Vec<Spare>,
    ends: Vec<u32>,
    /// What the flows leave of each capacity.
    pub left: Vec<f64>,
    /// What a day costs more than an undisturbed one.
    pub cost: f64,
    /// The longest that anything takes, days.
    pub longest: usize,
}

impl Sent {
    /// From the flows of a plan.
    pub fn new(network: &Network, numbers: &Numbers, queues: &Queues, plan: &Plan, flows: &Flows) -> Self {
        let mut sent = Self {
            whole: flows.unmet.iter().map(|unmet| *unmet == 0.0).collect(),
            left: flows.left.clone(),
            cost: extra_cost(network, numbers, plan, flows),
            ..Self::default()
        };
        for (demand, place) in network.demands.iter().enumerate() {
            let first = sent.free.len();
            let [mut departs, mut target] = [0.0; 2];
            for arc in place.arcs.clone() {
                let round = plan.arcs[arc].detour.is_some();
                let habit = (false, flows.habit_lag[arc], flows.habit[arc]);
                for (round, lag, tonnes) in [habit, (round, flows.extra_lag[arc], flows.extra[arc])] {
                    if tonnes > 0.0 {
                        departs += tonnes;
                        target += tonnes * lag as f64;
                        sent.longest = sent.longest.max(lag);
                        sent.load(first, demand, queues.of(arc, round), lag as u32, tonnes);
                    }
                }
            }
            sent.departs.push(departs);
            sent.target.push(target);
            if sent.whole[demand] {
                sent.put_spares(place.arcs.clone(), demand, queues, plan, flows);
            }
            sent.ends.push(sent.spares.len() as u32);
        }
        sent
    }

    fn load(&mut self, first: usize, demand: usize, queue: Option<u32>, lag: u32, tonnes: f64) {
        if let Some(to) = queue {
            self.queued.push(Load { to, lag, tonnes });
            return;
        }
        match self.free[first..].iter_mut().find(|load| load.lag == lag) {
            Some(known) => known.tonnes += tonnes,
            None => self.free.push(Load { to: demand as u32, lag, tonnes }),
        }
    }

    /// Habits first, then by cost.
    fn put_spares(
        &mut self,
        arcs: std::ops::Range<usize>,
        demand: usize,
        queues: &Queues,
        plan: &Plan,
        flows: &Flows,
    ) {
        let mut put = |arc: usize, beyond: bool, room: f64| {
            if room > 0.0 {
                let round = beyond && plan.arcs[arc].detour.is_some();
                let lag = if beyond { flows.extra_lag[arc] } else { flows.habit_lag[arc] };
                let goal = queues.of(arc, round).map_or(Goal::Demand(demand as u32), Goal::Queue);
                // What leaves in the evening arrives tomorrow at the earliest.
                let lag = lag.max(1) as u32;
                self.longest = self.longest.max(lag as usize);
                self.spares.push(Spare { arc: arc as u32, beyond, goal, lag, room });
            }
        };
        arcs.clone().for_each(|arc| put(arc, false, flows.habit_most[arc] - flows.habit[arc]));
        let mut extras: Vec<usize> = arcs.collect();
        extras.sort_by(|a, b| flows.extra_cost[*a].total_cmp(&flows.extra_cost[*b]));
        extras.into_iter().for_each(|arc| put(arc, true, flows.extra_most[arc] - flows.extra[arc]));
    }

    /// The passages with room of a demand.
    pub fn spares(&self, demand: usize) -> &[Spare] {
        let first = demand.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.spares[first as usize..self.ends[demand] as usize]
    }
}

/// What goods are on an arc at the start: its goal and how long its usual passage takes.
pub(super) fn usual(queues: &Queues, network: &Network, arc: usize) -> Goal {
    queues.of(arc, false).map_or(Goal::Demand(network.arcs[arc].demand as u32), Goal::Queue)
}
