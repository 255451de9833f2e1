//! The fast way (a program per regime, then stocks day by day) beside one program over all days: departures by day and
//! arc, use, stocks and unmet demand, with foresight.
//!
//! What the fast way does is one of the things that the long program may do: the same bounds hold on each of its days, and
//! it need neither ration nor send what is needed. So the long program never lacks more. Where all days have one regime,
//! all passages take as long and there are no stocks, each day can do no better than the others, and foresight is of no
//! use: what the fast way lacks more is what it gives to let zones lack alike, which the long program does not, and that is
//! bounded by what the last part of a lack costs beside the first. For a single zone and commodity with a stock both lack the
//! same.

use super::case::Case;
use super::random::{Shape, case, uses};
use crate::draw::Draws;
use crate::impact::assign::{Flows, Plan};
use crate::impact::even::{PARTS, STEP};
use crate::impact::faults::Faults;
use crate::impact::impact;
use crate::impact::network::Network;
use crate::impact::numbers::Numbers;
use crate::sample::Draw;
use microlp::{ComparisonOp, OptimizationDirection, Variable};
use proptest::prelude::*;

/// Unmet demand over all days, each rank weighed as 30 of the next, as a part of all demand: by the fast way, and by the
/// long program.
fn both(case: &Case) -> (f64, f64) {
    let (tables, course) = (&case.tables, &case.course);
    let network = Network::new(tables, &course.ways, &course.undisturbed, &mut Faults::default());
    let weight = |d: usize| 30f64.powi(network.demands[d].rank as i32);
    let fast = impact(tables, course, Draws { count: 0, seed: 0 }).value;
    let zones = fast.zones.iter().enumerate();
    let days = course.days.len() as f64;
    let all: f64 = zones.map(|(d, zone)| weight(d) * zone.demand.best.0 * days).sum();
    let fast: f64 = fast.zones.iter().enumerate().map(|(d, zone)| weight(d) * zone.unmet_in_all.best.0).sum();
    let numbers = Numbers::new(tables, &network, Draw::best(&tables.parameters));
    let plans: Vec<Plan> = course.regimes.iter().map(|regime| Plan::new(tables, &network, regime)).collect();
    let flows = |plan: &Plan| Flows::new(tables, &network, &numbers, plan, None, &mut Faults::default()).0;
    let flows: Vec<Flows> = plans.iter().map(flows).collect();
    let long = Long { case, network: &network, numbers: &numbers, plans: &plans, flows: &flows };
    (fast / all, long.least(weight) / all)
}

/// A column of the long program: its entries by row, its greatest value, its cost.
type Column = (Vec<(usize, f64)>, f64, f64);

struct Long<'a> {
    case: &'a Case,
    network: &'a Network,
    numbers: &'a Numbers,
    plans: &'a [Plan<'a>],
    flows: &'a [Flows],
}

impl Long<'_> {
    /// The day on which goods get through, day after day looked at as it comes.
    fn arrival(&self, arc: usize, round: bool, mut day: usize) -> usize {
        let days = &self.case.course.days;
        while let Some(&regime) = days.get(day) {
            let state = &self.plans[regime].arcs[arc];
            if !state.closed() || (round && state.detour.is_some()) {
                break;
            }
            day += 1;
        }
        day.min(days.len())
    }

    /// The least weighed unmet demand. Rows: for each day the stocks, then the uses, then what is shared.
    fn least(&self, weight: impl Fn(usize) -> f64) -> f64 {
        let (days, demands) = (&self.case.course.days, self.network.demands.len());
        let shared = self.network.capacities.all.len();
        let a_day = 2 * demands + shared;
        let stock_row = |day: usize, d: usize| day * a_day + d;
        let use_row = |day: usize, d: usize| day * a_day + demands + d;
        let mut columns: Vec<Column> = Vec::new();
        let mut supply = vec![0.0; days.len() * a_day];
        for (day, &regime) in days.iter().enumerate() {
            let (plan, flows) = (&self.plans[regime], &self.flows[regime]);
            for (at, arc) in self.network.arcs.iter().enumerate() {
                let ways = [
                    (Some(&arc.leg), false, flows.habit_lag[at], flows.habit_most[at]),
                    (
                        plan.arcs[at].beyond(&arc.leg),
                        plan.arcs[at].detour.is_some(),
                        flows.extra_lag[at],
                        flows.extra_most[at],
                    ),
                ];
                for (leg, round, lag, most) in ways {
                    let Some(leg) = leg else { continue };
                    let mut entries: Vec<(usize, f64)> = (0..shared)
                        .map(|s| {
                            (
                                day * a_day + 2 * demands + s,
                                uses(self.network, self.network.capacities.all[s], at, leg),
                            )
                        })
                        .collect();
                    let arrives = self.arrival(at, round, day + lag);
                    if arrives < days.len() {
                        entries.push((stock_row(arrives, arc.demand), 1.0));
                    }
                    columns.push((entries, most, 0.0));
                }
            }
            for d in 0..demands {
                let stays = (day + 1 < days.len()).then(|| (stock_row(day + 1, d), 1.0));
                columns.push((
                    [(stock_row(day, d), -1.0)].into_iter().chain(stays).collect(),
                    f64::INFINITY,
                    0.0,
                ));
                let rate = self.numbers.demand[d];
                columns.push((vec![(stock_row(day, d), -1.0), (use_row(day, d), 1.0)], rate, 0.0));
                columns.push((vec![(use_row(day, d), 1.0)], rate, weight(d)));
                supply[stock_row(day, d)] +=
                    self.numbers.domestic[d] + if day == 0 { self.numbers.stock[d] } else { 0.0 };
            }
        }
        for (at, arc) in self.network.arcs.iter().enumerate() {
            for due in 0..self.numbers.lag[at] {
                let arrives = self.arrival(at, false, due);
                if arrives < days.len() {
                    supply[stock_row(arrives, arc.demand)] += self.numbers.usual[at];
                }
            }
        }
        let mut program = microlp::Problem::new(OptimizationDirection::Minimize);
        let mut rows: Vec<Vec<(Variable, f64)>> = vec![Vec::new(); supply.len()];
        for (entries, most, cost) in columns {
            let column = program.add_var(cost, (0.0, most));
            for (row, entry) in entries.into_iter().filter(|(_, entry)| *entry != 0.0) {
                rows[row].push((column, entry));
            }
        }
        for (row, entries) in rows.into_iter().enumerate().filter(|(_, entries)| !entries.is_empty()) {
            let (day, at) = (row / a_day, row % a_day);
            if at < demands {
                program.add_constraint(entries, ComparisonOp::Eq, -supply[row]);
            } else if at < 2 * demands {
                program.add_constraint(entries, ComparisonOp::Eq, self.numbers.demand[at - demands]);
            } else {
                let capacity = self.flows[days[day]].capacity[at - 2 * demands];
                if capacity.is_finite() {
                    program.add_constraint(entries, ComparisonOp::Le, capacity);
                }
            }
        }
        let solved = program.solve().expect("all may stay unmet");
        solved.into_solution().expect("no limit was set").objective()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn foresight_never_lacks_more(seed: u64) {
        let (fast, long) = both(&case(seed, Shape { stocks: true, steady: false, one: false }));
        prop_assert!(long <= fast + 1e-7, "fast {fast}, with foresight {long}");
    }

    #[test]
    fn without_stocks_and_changes_foresight_is_of_no_use(seed: u64) {
        let (fast, long) = both(&case(seed, Shape { stocks: false, steady: true, one: false }));
        let alike = 1.0 + STEP * (PARTS - 1) as f64;
        prop_assert!(long <= fast + 1e-7, "fast {fast}, with foresight {long}");
        prop_assert!(fast <= long * alike + 1e-7, "fast {fast}, with foresight {long}");
    }

    #[test]
    fn one_zone_and_commodity_uses_its_stock_as_well(seed: u64) {
        let (fast, long) = both(&case(seed, Shape { stocks: true, steady: true, one: true }));
        prop_assert!((long - fast).abs() <= 1e-7, "fast {fast}, with foresight {long}");
    }
}
