//! Many futures over the same ways: each regime made ready once, its flows solved once for each set of values.
//!
//! What a future comes to depends on its days and on the number of its run alone: whether flows are solved anew or were
//! kept changes no bit of it, since every search starts from the optimum of the run's undisturbed day.

use super::assign::{Flows, Plan};
use super::evening::{Evening, Lacking, Today};
use super::faults::Faults;
use super::prepared::{Prepared, Start};
use super::sent::{Queues, Sent};
use crate::ways::{Hindrance, Regime, is_alike};
use base::Issue;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The days of a future.
#[derive(Clone, Copy, Debug)]
pub struct Future<'a> {
    /// Days that are known, each by its place in the regimes given to [`Futures::new`].
    pub past: &'a [usize],
    /// The days after them: a regime, and on how many days in a row it holds.
    pub ahead: &'a [(usize, usize)],
}

/// What is known already of one run: what its plans send, and the evening of the last day that is known.
#[derive(Default)]
pub struct Solved {
    sent: BTreeMap<usize, Sent>,
    known: Option<(Vec<usize>, Evening)>,
    faults: Faults,
}

impl Solved {
    /// What could not be solved.
    pub fn issues(self) -> Vec<Issue> {
        self.faults.all()
    }
}

/// Regimes made ready for the runs of some tables.
pub struct Futures<'p> {
    prepared: &'p Prepared<'p>,
    plans: Vec<Plan<'p>>,
    /// By regime: its plan.
    plan_of: Vec<usize>,
    queues: Queues,
    /// By plan, then queue: whether what is due gets through.
    pass: Vec<Vec<bool>>,
}

impl<'p> Futures<'p> {
    /// Makes regimes ready; those that let the same pass by the same ways are one. `worst` are regimes that close whatever
    /// any future may close, so that how sums round does not depend on which futures are asked for together.
    pub fn new(prepared: &'p Prepared<'p>, regimes: &'p [Regime], worst: &'p [Regime]) -> Self {
        let mut firsts: Vec<&'p Regime> = Vec::new();
        let mut known: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
        let mut plan_of = Vec::with_capacity(regimes.len());
        for regime in regimes {
            let alike = known.entry(signature(regime)).or_default();
            let found = alike.iter().copied().find(|at| firsts.get(*at).is_some_and(|r| is_alike(r, regime)));
            plan_of.push(found.unwrap_or_else(|| {
                alike.push(firsts.len());
                firsts.push(regime);
                firsts.len() - 1
            }));
        }
        let network = &prepared.network;
        let plan = |regime: &&'p Regime| Plan::new(prepared.tables, network, regime);
        let plans: Vec<Plan> = firsts.par_iter().map(plan).collect();
        let closing: Vec<Plan> = worst.iter().map(|regime| plan(&regime)).collect();
        let queues = Queues::new(network, plans.iter().chain(&closing));
        let pass = plans.iter().map(|plan| queues.pass(plan)).collect();
        Self { prepared, plans, plan_of, queues, pass }
    }

    /// How many regimes differ.
    pub fn plans(&self) -> usize {
        self.plans.len()
    }

    /// Reckons a future through, in the run of this number (0: the best values). `None` if there is no such run, or a day
    /// names no regime.
    pub fn follow(&self, run: usize, future: Future<'_>, solved: &mut Solved) -> Option<Lacking> {
        let start = self.prepared.runs.get(run)?;
        let plan_of = |regime: &usize| self.plan_of.get(*regime).copied();
        let past: Option<Vec<usize>> = future.past.iter().map(plan_of).collect();
        let of = |(regime, days): &(usize, usize)| Some((plan_of(regime)?, *days));
        let ahead: Option<Vec<(usize, usize)>> = future.ahead.iter().map(of).collect();
        let (past, ahead) = (past?, ahead?);
        let Solved { sent, known, faults } = solved;
        for at in past.iter().chain(ahead.iter().map(|(at, _)| at)) {
            if !sent.contains_key(at) {
                sent.insert(*at, self.sent(run, start, self.plans.get(*at)?, faults));
            }
        }
        if known.as_ref().is_none_or(|(days, _)| *days != past) {
            let mut evening = Evening::new(&self.prepared.network, &start.numbers, &self.queues);
            for at in &past {
                self.day(start, sent.get(at)?, *at, &mut evening, None)?;
            }
            *known = Some((past, evening));
        }
        let (_, mut evening) = known.clone()?;
        let mut lacking = evening.lacking();
        for (at, days) in ahead {
            let sent = sent.get(&at)?;
            for _ in 0..days {
                self.day(start, sent, at, &mut evening, Some(&mut lacking))?;
                lacking.extra_cost += sent.cost;
            }
        }
        lacking.error = evening.error(&start.numbers, &self.queues);
        Some(lacking)
    }

    /// One day.
    fn day(
        &self,
        start: &Start,
        sent: &Sent,
        plan: usize,
        evening: &mut Evening,
        ahead: Option<&mut Lacking>,
    ) -> Option<()> {
        evening.reach(sent.longest);
        let today = Today { plan: self.plans.get(plan)?, sent, pass: self.pass.get(plan)? };
        evening.next(&self.prepared.network, &start.numbers, &self.queues, today, ahead);
        Some(())
    }

    /// What a plan sends. Where no capacity that ways share binds, each demand takes its cheapest ways, and no program is
    /// needed; the best values are solved as `supply` solves them, whatever binds.
    fn sent(&self, run: usize, start: &Start, plan: &Plan, faults: &mut Faults) -> Sent {
        let (tables, network) = (self.prepared.tables, &self.prepared.network);
        let free = (run > 0 && plan.disturbed).then(|| Flows::unbound(tables, network, &start.numbers, plan));
        let flows = free.flatten().unwrap_or_else(|| start.flows(self.prepared, plan, faults));
        Sent::new(network, &start.numbers, &self.queues, plan, &flows)
    }
}

impl Prepared<'_> {
    /// The zones and commodities that are reckoned with, by name, in the order of the tables' demands.
    pub fn demands(&self) -> Vec<(&str, &str)> {
        let of = |place: &super::network::Place| {
            let zone = self.tables.zones.get(place.zone)?;
            let commodity = self.tables.commodities.get(place.commodity)?;
            Some((zone.name.as_str(), commodity.id.as_str()))
        };
        self.network.demands.iter().filter_map(of).collect()
    }

    /// What of the tables could not be reckoned with.
    pub fn issues(&self) -> Vec<Issue> {
        self.faults.clone().all()
    }

    /// How many sets of values there are, the best ones included.
    pub fn runs(&self) -> usize {
        self.runs.len()
    }
}

/// A number that alike regimes share.
fn signature(regime: &Regime) -> u64 {
    let mut hasher = DefaultHasher::new();
    regime.stopped.hash(&mut hasher);
    for state in regime.states.iter().flatten() {
        let hindered = match &state.hindrance {
            Hindrance::None => 0,
            Hindrance::Restricted(shares) => 1 + shares.len(),
            Hindrance::Closed => usize::MAX,
        };
        (hindered, state.detour.is_some(), state.detour_passes.len()).hash(&mut hasher);
        let hours = |leg: &Option<crate::ways::Leg>| leg.as_ref().map(|leg| leg.hours.0.to_bits());
        (hours(&state.usual), hours(&state.detour)).hash(&mut hasher);
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::super::prepare;
    use super::super::tests::case::two_ports;
    use super::*;
    use crate::draw::Draws;

    #[test]
    fn a_future_is_what_the_same_course_comes_to() {
        let mut case = two_ports();
        let open = case.undisturbed();
        let closed = case.regime(&[(0, None, Hindrance::Closed, None)]);
        let half = case.regime(&[(1, None, Hindrance::Closed, None)]);
        case.course.days = [vec![open; 5], vec![closed; 30], vec![half; 10], vec![open; 5]].concat();
        let draws = Draws { count: 3, seed: 7 };
        let prepared = prepare(&case.tables, &case.course.ways, &case.course.undisturbed, draws);
        let futures = Futures::new(&prepared, &case.course.regimes, &[]);
        let mut kept = Solved::default();
        let (past, ahead) = case.course.days.split_at(11);
        let ahead: Vec<(usize, usize)> = ahead.iter().map(|day| (*day, 1)).collect();
        let future = Future { past, ahead: &ahead };
        let found = futures.follow(0, future, &mut kept).unwrap();
        case.course.asked = case.course.days.len() - 1;
        let whole = prepared.impact(&case.course).value;
        let mut lacks = 0.0;
        for (at, zone) in whole.zones.iter().enumerate() {
            let all = found.unmet_before[at] + found.unmet[at];
            assert!((all - zone.unmet_in_all.best.0).abs() < 1e-9, "{zone:?}");
            assert!((found.last_cover[at] - zone.cover.best.0).abs() < 1e-9, "{zone:?}");
            assert!(found.lowest_cover[at] <= found.last_cover[at]);
            lacks += all;
        }
        assert!(lacks > 0.0 && found.extra_cost > 0.0, "a case in which nothing is lacking shows nothing");
        assert_eq!(futures.follow(0, future, &mut kept), Some(found), "what was kept changes nothing");
        let other = Future { past: &[closed], ahead: &[] };
        for run in 1..4 {
            let mut fresh = Solved::default();
            let first = futures.follow(run, future, &mut fresh);
            futures.follow(run, other, &mut fresh);
            assert_eq!(futures.follow(run, future, &mut fresh), first);
            assert!(first.is_some());
        }
        assert_eq!(futures.follow(4, future, &mut Solved::default()), None);
        let nowhere = Future { past: &[0], ahead: &[(99, 1)] };
        assert_eq!(futures.follow(0, nowhere, &mut Solved::default()), None);
    }

    #[test]
    fn regimes_that_let_the_same_pass_are_one_plan() {
        let mut case = two_ports();
        let closed = case.regime(&[(0, None, Hindrance::Closed, None)]);
        let mut again = case.course.regimes[closed].clone();
        again.reasons = vec!["another".to_owned()];
        case.course.regimes.push(again);
        let prepared =
            prepare(&case.tables, &case.course.ways, &case.course.undisturbed, Draws { count: 0, seed: 1 });
        let futures = Futures::new(&prepared, &case.course.regimes, &[]);
        assert_eq!(futures.plans() + 1, case.course.regimes.len());
    }
}
