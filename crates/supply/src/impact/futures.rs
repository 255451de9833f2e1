//! Many futures over the same ways: each regime made ready once, its flows solved once for each set of values.
//!
//! What a future comes to depends on its days and on the number of its run alone: whether flows are solved anew or were
//! kept changes no bit of it, since every search starts from the optimum of the run's undisturbed day.

use super::assign::{Flows, Plan};
use super::balance::{Days, balance};
use super::faults::Faults;
use super::prepared::Prepared;
use super::report::extra_cost;
use crate::ways::{Hindrance, Regime, is_alike};
use base::Issue;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The days of a future.
#[derive(Clone, Copy, Debug)]
pub struct Future<'a> {
    /// By day, its place in the regimes given to [`Futures::new`].
    pub days: &'a [usize],
    /// The last day that is known; those after it are the future.
    pub asked: usize,
}

/// What a future lacks, by zone and commodity in the order of [`Futures::demands`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lacking {
    /// Tonnes, on the days up to the last that is known.
    pub unmet_before: Vec<f64>,
    /// Tonnes, on the days after it.
    pub unmet: Vec<f64>,
    /// Days of cover on the worst evening of those days; without end where nothing is used.
    pub lowest_cover: Vec<f64>,
    /// Days of cover on the last evening.
    pub last_cover: Vec<f64>,
    /// How many of those days end without stock and lack something.
    pub empty_days: Vec<u32>,
    /// What those days cost more than undisturbed ones, in the case's money.
    pub extra_cost: f64,
    /// Error of the balance, as a part of what was moved.
    pub error: f64,
}

/// The flows of one run that are known already, by plan.
#[derive(Default)]
pub struct Solved {
    flows: BTreeMap<usize, (Flows, f64)>,
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
}

impl<'p> Futures<'p> {
    /// Makes regimes ready; those that let the same pass by the same ways are one.
    pub fn new(prepared: &'p Prepared<'p>, regimes: &'p [Regime]) -> Self {
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
        let plan = |regime: &&'p Regime| Plan::new(prepared.tables, &prepared.network, regime);
        let plans = firsts.par_iter().map(plan).collect();
        Self { prepared, plans, plan_of }
    }

    /// How many regimes differ.
    pub fn plans(&self) -> usize {
        self.plans.len()
    }

    /// Reckons a future through, in the run of this number (0: the best values). `None` if there is no such run, or a day
    /// names no regime.
    pub fn follow(&self, run: usize, future: Future<'_>, solved: &mut Solved) -> Option<Lacking> {
        let (prepared, start) = (self.prepared, self.prepared.runs.get(run)?);
        let of_day: Option<Vec<usize>> =
            future.days.iter().map(|day| self.plan_of.get(*day).copied()).collect();
        let of_day = of_day?;
        let mut met = of_day.clone();
        met.sort_unstable();
        met.dedup();
        let Solved { flows, faults } = solved;
        for at in &met {
            let plan = self.plans.get(*at)?;
            flows.entry(*at).or_insert_with(|| {
                let flows = start.flows(prepared, plan, faults);
                let cost = extra_cost(&prepared.network, &start.numbers, plan, &flows);
                (flows, cost)
            });
        }
        let known: Vec<&(Flows, f64)> = met.iter().filter_map(|at| flows.get(at)).collect();
        let plans: Vec<&Plan> = met.iter().filter_map(|at| self.plans.get(*at)).collect();
        let all: Vec<&Flows> = known.iter().map(|(flows, _)| flows).collect();
        let of_day: Vec<usize> = of_day.iter().filter_map(|at| met.binary_search(at).ok()).collect();
        let asked = future.asked;
        let days = Days { plans: &plans, flows: &all, of_day: &of_day, asked, since: asked };
        let ledger = balance(&prepared.network, &start.numbers, &days);
        let costs = of_day.iter().skip(asked + 1).filter_map(|at| known.get(*at));
        let before = ledger.unmet_in_all.iter().zip(&ledger.unmet_ahead);
        Some(Lacking {
            unmet_before: before.map(|(all, ahead)| (all - ahead).max(0.0)).collect(),
            unmet: ledger.unmet_ahead,
            lowest_cover: ledger.lowest_cover,
            last_cover: ledger.last_cover,
            empty_days: ledger.empty_days,
            extra_cost: costs.map(|(_, cost)| cost).sum(),
            error: ledger.error,
        })
    }

    /// The zones and commodities that are reckoned with, by name, in the order of the tables' demands.
    pub fn demands(&self) -> Vec<(&str, &str)> {
        self.prepared.demands()
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
        let futures = Futures::new(&prepared, &case.course.regimes);
        let mut kept = Solved::default();
        let asked = 10;
        let future = Future { days: &case.course.days, asked };
        let found = futures.follow(0, future, &mut kept).unwrap();
        case.course.asked = case.course.days.len() - 1;
        let whole = prepared.impact(&case.course).value;
        let mut lacks = 0.0;
        for (at, zone) in whole.zones.iter().enumerate() {
            let all = found.unmet_before[at] + found.unmet[at];
            assert!((all - zone.unmet_in_all.best.0).abs() < 1e-9, "{zone:?}");
            assert_eq!(found.last_cover[at], zone.cover.best.0);
            assert!(found.lowest_cover[at] <= found.last_cover[at]);
            lacks += all;
        }
        assert!(lacks > 0.0 && found.extra_cost > 0.0, "a case in which nothing is lacking shows nothing");
        assert_eq!(futures.follow(0, future, &mut kept), Some(found), "what was kept changes nothing");
        let other = Future { days: &[closed], asked: 0 };
        for run in 1..4 {
            let mut fresh = Solved::default();
            let first = futures.follow(run, future, &mut fresh);
            futures.follow(run, other, &mut fresh);
            assert_eq!(futures.follow(run, future, &mut fresh), first);
            assert!(first.is_some());
        }
        assert_eq!(futures.follow(4, future, &mut Solved::default()), None);
        let nowhere = Future { days: &[99], asked: 0 };
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
        let futures = Futures::new(&prepared, &case.course.regimes);
        assert_eq!(futures.plans() + 1, case.course.regimes.len());
    }
}
