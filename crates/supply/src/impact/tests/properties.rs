//! What must hold in any case.

use super::case::Case;
use super::random::{Chance, Shape, case, uses};
use crate::draw::Draws;
use crate::impact::assign::{Flows, Plan};
use crate::impact::even::Levels;
use crate::impact::faults::Faults;
use crate::impact::impact;
use crate::impact::network::Network;
use crate::impact::numbers::Numbers;
use crate::sample::Draw;
use crate::ways::Hindrance;
use proptest::prelude::*;

const ANY: Shape = Shape { stocks: true, steady: false, one: false };

/// A case's best run up to its flows.
struct Setup {
    case: Case,
    network: Network,
    numbers: Numbers,
}

impl Setup {
    fn new(case: Case) -> Self {
        let mut faults = Faults::default();
        let network = Network::new(&case.tables, &case.course.ways, &case.course.undisturbed, &mut faults);
        let numbers = Numbers::new(&case.tables, &network, Draw::best(&case.tables.parameters));
        Self { case, network, numbers }
    }

    fn plan(&self, regime: usize) -> Plan<'_> {
        Plan::new(&self.case.tables, &self.network, &self.case.course.regimes[regime])
            .with_program(&self.network)
    }

    fn flows(&self, plan: &Plan) -> Flows {
        let mut faults = Faults::default();
        let flows = Flows::new(&self.case.tables, &self.network, &self.numbers, plan, None, &mut faults).0;
        assert_eq!(faults.all(), []);
        flows
    }

    /// The least that flows cost, before what is lacking is shared.
    fn cost(&self, plan: &Plan, flows: &Flows) -> f64 {
        let structure = plan.structure.as_ref().expect("a program");
        let levels = Levels::new(&self.network);
        let problem = flows.problem(&self.network, &self.numbers, plan, structure, &levels);
        crate::lp::solve(structure, &problem, None).expect("all may stay unmet").objective
    }
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1.0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn masses_balance_in_every_run(seed: u64) {
        let case = case(seed, ANY);
        let checked = impact(&case.tables, &case.course, Draws { count: 5, seed });
        prop_assert!(checked.value.balance_error < 1e-9, "{}", checked.value.balance_error);
        prop_assert!(checked.issues.iter().all(|issue| issue.code != "supply.infeasible"), "{:?}", checked.issues);
        for zone in &checked.value.zones {
            for (low, best, high) in [
                (zone.demand.low.0, zone.demand.best.0, zone.demand.high.0),
                (zone.arrivals.low.0, zone.arrivals.best.0, zone.arrivals.high.0),
                (zone.unmet.low.0, zone.unmet.best.0, zone.unmet.high.0),
                (zone.cover.low.0, zone.cover.best.0, zone.cover.high.0),
            ] {
                prop_assert!(0.0 <= low && low <= best && best <= high, "{zone:?}");
            }
            prop_assert!(zone.unmet.best.0 <= zone.demand.best.0);
            let [first, best, last] = zone.stock_out.map(|day| day.unwrap_or(base::Date::MAX));
            prop_assert!(first <= best && best <= last);
        }
    }

    #[test]
    fn flows_keep_their_bounds_and_capacities(seed: u64) {
        let setup = Setup::new(case(seed, ANY));
        for regime in 0..setup.case.course.regimes.len() {
            let plan = setup.plan(regime);
            let flows = setup.flows(&plan);
            for (at, state) in plan.arcs.iter().enumerate() {
                let (habit, extra) = (flows.habit[at], flows.extra[at]);
                prop_assert!(habit >= 0.0 && habit <= flows.habit_most[at] * (1.0 + 1e-8) + 1e-8);
                prop_assert!(extra >= 0.0 && extra <= flows.extra_most[at] * (1.0 + 1e-8) + 1e-8);
                prop_assert!(habit == 0.0 || !state.closed());
            }
            for (&shared, capacity) in setup.network.capacities.all.iter().zip(&flows.capacity) {
                let load: f64 = (0..plan.arcs.len()).map(|at| {
                    let leg = &setup.network.arcs[at].leg;
                    let beyond = plan.arcs[at].beyond(leg).map_or(0.0, |leg| uses(&setup.network, shared, at, leg));
                    flows.habit[at] * uses(&setup.network, shared, at, leg) + flows.extra[at] * beyond
                }).sum();
                prop_assert!(load <= capacity * (1.0 + 1e-8) + 1e-7, "{shared:?}: {load} over {capacity}");
            }
            for (d, place) in setup.network.demands.iter().enumerate() {
                let sum: f64 = place.arcs.clone().map(|at| flows.habit[at] + flows.extra[at]).sum();
                prop_assert!((sum + flows.unmet[d] - setup.numbers.need[d]).abs() <= 1e-9 * setup.numbers.need[d]);
            }
        }
    }

    #[test]
    fn the_program_of_an_undisturbed_day_gives_back_its_spread(seed: u64) {
        let mut case = case(seed, ANY);
        let open = case.undisturbed();
        let setup = Setup::new(case);
        let plan = setup.plan(open);
        let flows = setup.flows(&plan);
        for (habit, usual) in flows.habit.iter().zip(&setup.numbers.usual) {
            prop_assert!(close(*habit, *usual), "{habit} {usual}");
        }
        prop_assert!(flows.extra.iter().sum::<f64>() < 1e-6);
    }

    #[test]
    fn more_capacity_never_costs_more(seed: u64) {
        let small = case(seed, ANY);
        let mut large = small.clone();
        let chance = &mut Chance(seed ^ 7);
        let ports = small.tables.ports.iter().filter_map(|p| p.capacity);
        let all: Vec<_> = ports.chain(small.tables.crossings.iter().filter_map(|c| c.capacity)).collect();
        for capacity in all {
            let value = large.tables.parameters[capacity.0 as usize].range.best;
            large.set(capacity.0, value + chance.between(0.0, 200.0));
        }
        let (small, large) = (Setup::new(small), Setup::new(large));
        for regime in 0..small.case.course.regimes.len() {
            let [before, after] = [&small, &large].map(|s| { let plan = s.plan(regime); s.cost(&plan, &s.flows(&plan)) });
            prop_assert!(after <= before + 1e-6 * before.abs().max(1.0), "{before} {after}");
        }
    }

    #[test]
    fn closing_a_way_never_lowers_unmet_demand(seed: u64) {
        let mut case = case(seed, ANY);
        let closed = case.course.regimes.len();
        case.course.regimes.push(case.course.regimes[0].clone());
        let way = Chance(seed ^ 9).of(case.course.ways.len());
        for states in &mut case.course.regimes[closed].states {
            states[way].hindrance = Hindrance::Closed;
            states[way].detour = None;
        }
        let setup = Setup::new(case);
        let [before, after] = [0, closed].map(|regime| setup.plan(regime));
        let [lacked, lacks] = [&before, &after].map(|plan| setup.flows(plan));
        // Weighed alike: the scale of costs is that of the first.
        let [lacked, lacks] = [&lacked, &lacks].map(|flows| {
            let ranks = setup.network.demands.iter().map(|place| 30f64.powi(place.rank as i32));
            ranks.zip(&flows.unmet).map(|(weight, unmet)| weight * unmet).sum::<f64>()
        });
        prop_assert!(lacks >= lacked - 1e-6 * lacked.max(1.0), "{lacked} {lacks}");
    }

    /// One good for one zone, so that nobody goes without for another: what only lasts longer lessens at no draw what is lacking in all.
    #[test]
    fn what_lasts_longer_never_lessens_what_is_lacking_in_all(seed: u64) {
        let mut case = case(seed, Shape { stocks: true, steady: false, one: true });
        let chance = &mut Chance(seed ^ 11);
        let (open, closed) = (case.course.undisturbed.clone(), case.course.regimes.len());
        let way = chance.of(case.course.ways.len());
        case.course.regimes = vec![open.clone(); closed + 1];
        for states in &mut case.course.regimes[closed].states {
            states[way].hindrance = Hindrance::Closed;
            states[way].detour = None;
        }
        let (days, held) = (60, 1 + chance.of(30));
        let mut lacking = |held: usize| {
            case.course.days = (0..days).map(|day| if (5..5 + held).contains(&day) { closed } else { 0 }).collect();
            case.course.asked = days - 1;
            let checked = impact(&case.tables, &case.course, Draws { count: 6, seed });
            let of = checked.value.zones.iter().map(|zone| &zone.unmet_in_all);
            of.fold([0.0; 3], |sum, t| [sum[0] + t.low.0, sum[1] + t.best.0, sum[2] + t.high.0])
        };
        let (shorter, longer) = (lacking(held), lacking(held + 1 + (seed % 9) as usize));
        for (shorter, longer) in shorter.into_iter().zip(longer) {
            prop_assert!(longer >= shorter - 1e-6 * shorter.max(1.0), "{shorter} t, and {longer} t where it lasts longer");
        }
    }

    /// What is served first lacks something only where, on each of its ways that have room, some full capacity carries
    /// nothing that is served later.
    #[test]
    fn nothing_that_is_served_later_stands_in_the_way(seed: u64) {
        let setup = Setup::new(case(seed, ANY));
        for regime in 0..setup.case.course.regimes.len() {
            let plan = setup.plan(regime);
            let flows = setup.flows(&plan);
            let network = &setup.network;
            let lacking = network.demands.iter().enumerate().filter(|(d, _)| flows.unmet[*d] > 1e-6);
            for (_, place) in lacking {
                for at in place.arcs.clone() {
                    let leg = &network.arcs[at].leg;
                    let habit = (flows.habit_most[at] - flows.habit[at] > 1e-6).then_some(leg);
                    let room = flows.extra_most[at] - flows.extra[at] > 1e-6;
                    let extra = plan.arcs[at].beyond(leg).filter(|_| room);
                    for leg in habit.into_iter().chain(extra) {
                        let held = network.capacities.all.iter().zip(&flows.left).any(|(&shared, &left)| {
                            let later = |other: usize| {
                                let arc = &network.arcs[other];
                                let by = |leg, flow: f64| flow > 1e-6 && uses(network, shared, other, leg) > 0.0;
                                network.demands[arc.demand].rank < place.rank
                                    && (by(&arc.leg, flows.habit[other])
                                        || plan.arcs[other].beyond(&arc.leg).is_some_and(|leg| by(leg, flows.extra[other])))
                            };
                            uses(network, shared, at, leg) > 0.0 && left < 1e-6 && !(0..network.arcs.len()).any(later)
                        });
                        prop_assert!(held, "a later rank stands in the way on arc {at}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_same_whatever_the_threads(seed: u64) {
        let case = case(seed, ANY);
        let on = |threads: usize| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            pool.install(|| impact(&case.tables, &case.course, Draws { count: 8, seed }))
        };
        let one = on(1);
        prop_assert_eq!(format!("{one:?}"), format!("{:?}", on(2)));
    }
}

/// Cases on which a search among too many equals once gave up.
#[test]
fn no_search_gives_up() {
    for seed in [6114065582399984714, 11795242008118289662, 15465601133176646549] {
        let case = case(seed, ANY);
        let checked = impact(&case.tables, &case.course, Draws { count: 5, seed });
        assert!(checked.issues.iter().all(|issue| issue.code != "supply.infeasible"), "{:?}", checked.issues);
    }
}
