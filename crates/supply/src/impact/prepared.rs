//! Tables made ready once for many courses over the same ways.

use super::Impact;
use super::assign::{Flows, Plan};
use super::balance::{Days, balance};
use super::faults::Faults;
use super::network::Network;
use super::numbers::Numbers;
use super::report::{Outcome, report};
use crate::draw::Draws;
use crate::lp::Basis;
use crate::sample::Draw;
use crate::tables::Tables;
use crate::ways::{Course, Regime, Way};
use base::{Checked, Issue};
use rayon::prelude::*;

/// The undisturbed day of some tables and ways, for the best values and each draw.
pub struct Prepared<'a> {
    pub(super) tables: &'a Tables,
    pub(super) ways: Vec<Way>,
    pub(super) network: Network,
    pub(super) faults: Faults,
    /// The best values first.
    pub(super) runs: Vec<Start>,
}

/// One run before any course.
pub(super) struct Start {
    pub numbers: Numbers,
    /// Where the search of every regime starts: the optimum of the undisturbed day.
    pub basis: Option<Basis>,
}

/// Works out the undisturbed day for the best values and each draw. `undisturbed` has the usual passage of each way; its
/// hindrances are not looked at.
pub fn prepare<'a>(tables: &'a Tables, ways: &[Way], undisturbed: &Regime, draws: Draws) -> Prepared<'a> {
    let mut faults = Faults::default();
    let network = Network::new(tables, ways, undisturbed, &mut faults);
    let open = Regime { reasons: Vec::new(), states: Vec::new(), stopped: Vec::new() };
    let plan = Plan::new(tables, &network, &open).with_program(&network);
    let start = |draw: Draw| {
        let mut untold = Faults::default();
        let numbers = Numbers::new(tables, &network, draw);
        let (_, basis) = Flows::new(tables, &network, &numbers, &plan, None, &mut untold);
        Start { numbers, basis }
    };
    let best = start(Draw::best(&tables.parameters));
    best.numbers.tell(tables, &network, &mut faults);
    let drawn = (0..draws.count).into_par_iter();
    let drawn = drawn.map(|number| start(Draw::numbered(&tables.parameters, draws, number)));
    let mut runs = vec![best];
    runs.par_extend(drawn);
    Prepared { tables, ways: ways.to_vec(), network, faults, runs }
}

impl Start {
    /// The flows of a plan with these numbers.
    pub fn flows(&self, prepared: &Prepared, plan: &Plan, faults: &mut Faults) -> Flows {
        let (tables, network) = (prepared.tables, &prepared.network);
        if plan.disturbed {
            Flows::new(tables, network, &self.numbers, plan, self.basis.as_ref(), faults).0
        } else {
            Flows::undisturbed(tables, network, &self.numbers, plan)
        }
    }
}

impl Prepared<'_> {
    /// Reckons a course through, whose ways are those that were prepared.
    pub fn impact(&self, course: &Course) -> Checked<Impact> {
        let mut faults = self.faults.clone();
        if let Some(issue) = self.misfit(course) {
            faults.add(issue);
            return Checked { value: Impact::default(), issues: faults.all() };
        }
        let plans = Plans::new(self, course, &mut faults);
        // Best values alone are no work to share out.
        let outcomes: Vec<(Outcome, Faults)> = match &self.runs[..] {
            [best] => vec![plans.run(self, best)],
            runs => runs.par_iter().map(|run| plans.run(self, run)).collect(),
        };
        let (outcomes, told): (Vec<Outcome>, Vec<Faults>) = outcomes.into_iter().unzip();
        told.into_iter().flat_map(|told| told.all()).for_each(|issue| faults.add(issue));
        let value = report(self.tables, &self.network, course, &outcomes);
        Checked { value, issues: faults.all() }
    }

    /// Why a course cannot be reckoned through.
    fn misfit(&self, course: &Course) -> Option<Issue> {
        if course.ways != self.ways {
            return Some(Issue::error(
                "supply.other-ways",
                "the course has other ways than those that were prepared",
            ));
        }
        if course.days.is_empty() {
            return Some(Issue::error("supply.no-days", "the course has no days: nothing is reckoned"));
        }
        (course.asked >= course.days.len()).then(|| {
            Issue::error(
                "supply.day-not-in-course",
                "the day asked about is not one of the course: nothing is reckoned",
            )
        })
    }
}

/// The distinct regimes of a course, each made ready once.
struct Plans<'a> {
    plans: Vec<Plan<'a>>,
    of_day: Vec<usize>,
    /// By corridor that may be reopened: its plan.
    reopened: Vec<usize>,
    asked: usize,
    since: usize,
}

impl<'a> Plans<'a> {
    fn new(prepared: &Prepared, course: &'a Course, faults: &mut Faults) -> Self {
        let mut plans: Vec<Plan<'a>> = Vec::new();
        let mut place = |regime: &'a Regime| {
            plans
                .iter()
                .position(|plan| std::ptr::eq(plan.regime, regime) || plan.regime == regime)
                .unwrap_or_else(|| {
                    plans.push(Plan::new(prepared.tables, &prepared.network, regime));
                    plans.len() - 1
                })
        };
        let mut of_regime: Vec<Option<usize>> = vec![None; course.regimes.len()];
        let mut of_day = Vec::with_capacity(course.days.len());
        for &day in &course.days {
            let Some(regime) = course.regimes.get(day) else {
                let message =
                    "a day of the course names a regime that is not there; it is taken as undisturbed";
                faults.add(Issue::error("supply.unknown-regime", message));
                of_day.push(place(&course.undisturbed));
                continue;
            };
            of_day.push(*of_regime[day].get_or_insert_with(|| place(regime)));
        }
        let reopened = course.reopened.iter().map(|(_, regime)| place(regime)).collect();
        Self { plans, of_day, reopened, asked: course.asked, since: course.since }
    }

    fn run(&self, prepared: &Prepared, start: &Start) -> (Outcome, Faults) {
        let mut faults = Faults::default();
        let (network, numbers) = (&prepared.network, &start.numbers);
        let flows: Vec<Flows> =
            self.plans.iter().map(|plan| start.flows(prepared, plan, &mut faults)).collect();
        let (asked, since) = (self.asked, self.since);
        let (plans, all): (Vec<&Plan>, Vec<&Flows>) = (self.plans.iter().collect(), flows.iter().collect());
        let days = Days { plans: &plans, flows: &all, of_day: &self.of_day, asked, since };
        let ledger = balance(network, numbers, &days);
        let asked = self.of_day[self.asked];
        let reopened: Vec<&Flows> = self.reopened.iter().map(|&plan| &flows[plan]).collect();
        let outcome = Outcome::new(network, numbers, &self.plans[asked], &flows[asked], &reopened, ledger);
        (outcome, faults)
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::case::two_ports;
    use super::*;
    use crate::ways::Hindrance;

    #[test]
    fn equal_regimes_are_made_ready_and_solved_once() {
        let mut case = two_ports();
        let open = case.undisturbed();
        case.course.regimes[open] = case.course.undisturbed.clone();
        let closed = case.regime(&[(0, None, Hindrance::Closed, None)]);
        case.course.regimes.push(case.course.regimes[closed].clone());
        case.course.days = vec![open, closed, closed + 1, open, closed];
        case.course.reopened = vec![("Western road".to_owned(), case.course.undisturbed.clone())];
        let prepared =
            prepare(&case.tables, &case.course.ways, &case.course.undisturbed, Draws { count: 0, seed: 1 });
        let plans = Plans::new(&prepared, &case.course, &mut Faults::default());
        assert_eq!(plans.plans.len(), 2);
        assert_eq!(plans.of_day, [0, 1, 1, 0, 1]);
        assert_eq!(plans.reopened, [0]);
    }
}
