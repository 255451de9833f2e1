//! Stocks day by day: what leaves ports arrives days later, is used, and what is left is the stock.
//!
//! Before the first day all was undisturbed: stocks are the usual ones, and goods are on all ways. Each day's departures are
//! those of its regime. Goods that are due on a way that is closed to them wait until it passes again. A zone whose stock is
//! low rations: it uses a part of what it needs, or what comes in on the day if that is more. Goods that go to fill up stocks take what the day's flows leave of ways and capacities, never another's
//! place.

use super::assign::{Flows, Plan};
use super::network::Network;
use super::numbers::Numbers;

/// A zone does not ration above this part of its usual stock: else one that never holds much would ration always.
const RATION_FROM: f64 = 0.5;
/// Parts of a day's use or of a usual stock under which an amount is rounding.
const ROUNDING: f64 = 1e-12;

/// The days of a course with their plans, in one run.
pub(crate) struct Days<'a> {
    /// Plans.
    pub plans: &'a [&'a Plan<'a>],
    /// The flows of each plan.
    pub flows: &'a [&'a Flows],
    /// The plan of each day.
    pub of_day: &'a [usize],
    /// The day asked about.
    pub asked: usize,
    /// A stock-out that is over before this day is not told.
    pub since: usize,
}

/// What the days come to, by demand. Tonnes and days.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Ledger {
    /// What arrives on the day asked about.
    pub arrivals: Vec<f64>,
    /// What is lacking on the day asked about.
    pub unmet: Vec<f64>,
    /// What is lacking on all days.
    pub unmet_in_all: Vec<f64>,
    /// What is lacking on the days after the day asked about.
    pub unmet_ahead: Vec<f64>,
    /// How long the least stock on the evenings of those days would last; without end where there are none.
    pub lowest_cover: Vec<f64>,
    /// How long the stock at the end of the last day would last.
    pub last_cover: Vec<f64>,
    /// How many of those days end without stock and lack something.
    pub empty_days: Vec<u32>,
    /// How long the stock at the end of the day asked about would last, at the usual use.
    pub cover: Vec<f64>,
    /// The first day that ends without stock and lacks something, of a stock-out that is not over before `Days::since`.
    pub stock_out: Vec<Option<usize>>,
    /// The largest error of the balance, as a part of what was moved.
    pub error: f64,
}

/// What departs every day of a plan.
struct Shipment {
    arc: usize,
    demand: usize,
    round: bool,
    lag: usize,
    tonnes: f64,
}

/// A passage with room left on every day of a plan.
struct Spare {
    arc: usize,
    beyond: bool,
    lag: usize,
    room: f64,
}

/// By demand: its passages with room, in the order in which they are used.
type Spares = Vec<Vec<Spare>>;

/// Goods of one demand.
#[derive(Clone, Debug, Default)]
struct Account {
    stock: f64,
    on_the_way: f64,
    /// What arrives on each day; the last entry is what does not arrive within the course.
    due: Vec<f64>,
    /// Of what is on the way: what waits before a closed way, and by how much that changes on each day.
    waiting: f64,
    waits: Vec<f64>,
    at_start: f64,
    departed: f64,
    arrived: f64,
    domestic: f64,
    used: f64,
    unmet: f64,
}

impl Account {
    /// Goods that are due on a day, and get through on the same day or later.
    fn expect(&mut self, due: usize, arrives: usize, tonnes: f64) {
        self.due[arrives] += tonnes;
        self.on_the_way += tonnes;
        if due < arrives {
            self.waits[due] += tonnes;
            self.waits[arrives] -= tonnes;
        }
    }
}

struct Run<'a> {
    network: &'a Network,
    numbers: &'a Numbers,
    days: &'a Days<'a>,
    accounts: Vec<Account>,
    /// By arc: whether it is closed on any day.
    ever_closed: Vec<bool>,
    left_ports: f64,
}

/// Reckons the days through.
pub(crate) fn balance(network: &Network, numbers: &Numbers, days: &Days) -> Ledger {
    let mut met: Vec<usize> = days.of_day.to_vec();
    met.sort_unstable();
    met.dedup();
    let closed = |at: usize| met.iter().any(|&plan| days.plans[plan].arcs[at].closed());
    let ever_closed = (0..network.arcs.len()).map(closed).collect();
    let mut run = Run { network, numbers, days, accounts: Vec::new(), ever_closed, left_ports: 0.0 };
    run.open();
    let shipments: Vec<Vec<Shipment>> =
        days.plans.iter().zip(days.flows).map(|(plan, flows)| run.shipments(plan, flows)).collect();
    let targets: Vec<Vec<f64>> = shipments.iter().map(|of| run.target(of)).collect();
    let mut spares: Vec<Option<Spares>> = days.plans.iter().map(|_| None).collect();
    let demands = network.demands.len();
    let mut ledger = Ledger {
        stock_out: vec![None; demands],
        unmet_ahead: vec![0.0; demands],
        lowest_cover: vec![f64::INFINITY; demands],
        last_cover: vec![f64::INFINITY; demands],
        empty_days: vec![0; demands],
        ..Ledger::default()
    };
    for (day, &plan) in days.of_day.iter().enumerate() {
        for shipment in &shipments[plan] {
            run.depart(day, shipment.arc, shipment.round, shipment.lag, shipment.demand, shipment.tonnes);
        }
        for demand in 0..demands {
            run.use_up(day, demand, &mut ledger);
        }
        run.fill_up(day, days.flows[plan], &targets[plan], &mut spares[plan]);
    }
    ledger.unmet_in_all = run.accounts.iter().map(|a| a.unmet).collect();
    ledger.error = run.error();
    ledger
}

impl Run<'_> {
    /// The evening before the first day: usual stocks, and goods on all ways.
    fn open(&mut self) {
        let days = self.days.of_day.len();
        let none = vec![0.0; days + 1];
        let account =
            |&stock: &f64| Account { stock, due: none.clone(), waits: none.clone(), ..Account::default() };
        self.accounts = self.numbers.stock.iter().map(account).collect();
        for (at, arc) in self.network.arcs.iter().enumerate() {
            let (lag, tonnes) = (self.numbers.lag[at], self.numbers.usual[at]);
            for due in 0..lag {
                let arrives = self.arrives(at, false, due);
                let account = &mut self.accounts[arc.demand];
                account.expect(due, arrives, tonnes);
                account.at_start += tonnes;
            }
        }
    }

    /// What departs every day of a plan. On arcs that are never closed, goods of a demand that take as many days are one.
    fn shipments(&self, plan: &Plan, flows: &Flows) -> Vec<Shipment> {
        let mut shipments: Vec<Shipment> = Vec::new();
        for (demand, place) in self.network.demands.iter().enumerate() {
            let first = shipments.len();
            for arc in place.arcs.clone() {
                let round = plan.arcs[arc].detour.is_some();
                let habit = (false, flows.habit_lag[arc], flows.habit[arc]);
                for (round, lag, tonnes) in [habit, (round, flows.extra_lag[arc], flows.extra[arc])] {
                    let alike = |s: &&mut Shipment| s.lag == lag && !self.ever_closed[s.arc];
                    let mut known = shipments[first..].iter_mut();
                    match known.find(alike).filter(|_| !self.ever_closed[arc]) {
                        Some(known) => known.tonnes += tonnes,
                        None if tonnes > 0.0 => shipments.push(Shipment { arc, demand, round, lag, tonnes }),
                        None => {}
                    }
                }
            }
        }
        shipments
    }

    /// By demand: what is on the way when shipments leave every day.
    fn target(&self, shipments: &[Shipment]) -> Vec<f64> {
        let mut target = vec![0.0; self.network.demands.len()];
        for shipment in shipments {
            target[shipment.demand] += shipment.tonnes * shipment.lag as f64;
        }
        target
    }

    /// The first day from `due` on which goods on an arc get through; the number of days if none does. Goods on a way round
    /// wait when their own way is closed and no way round is left.
    fn arrives(&self, arc: usize, round: bool, due: usize) -> usize {
        let days = self.days.of_day.len();
        if !self.ever_closed[arc] {
            return due.min(days);
        }
        let passes = |&day: &usize| {
            let state = &self.days.plans[self.days.of_day[day]].arcs[arc];
            !state.closed() || (round && state.detour.is_some())
        };
        (due.min(days)..days).find(passes).unwrap_or(days)
    }

    fn depart(&mut self, day: usize, arc: usize, round: bool, lag: usize, demand: usize, tonnes: f64) {
        let arrives = self.arrives(arc, round, day + lag);
        let account = &mut self.accounts[demand];
        account.expect(day + lag, arrives, tonnes);
        account.departed += tonnes;
        self.left_ports += tonnes;
    }

    /// A zone's day: what arrives and what it has itself is used as far as it may be, the rest is stock.
    fn use_up(&mut self, day: usize, demand: usize, ledger: &mut Ledger) {
        let numbers = self.numbers;
        let (rate, usual) = (numbers.demand[demand], numbers.stock[demand]);
        let account = &mut self.accounts[demand];
        let arrives = account.due[day];
        let comes = arrives + numbers.domestic[demand];
        let rations = account.stock < ration_level(numbers, demand);
        // Rationing spares the stock: what comes in is used all the same.
        let wish = if rations { rate.min(comes.max(rate * numbers.ration_to)) } else { rate };
        let there = account.stock + comes;
        let used = wish.min(there);
        let lacks = if rate - used > rate * ROUNDING { rate - used } else { 0.0 };
        account.stock = there - used;
        account.on_the_way -= arrives;
        account.waiting += account.waits[day];
        account.arrived += arrives;
        account.domestic += numbers.domestic[demand];
        account.used += used;
        account.unmet += lacks;
        let empty = lacks > 0.0 && account.stock <= usual.max(rate) * ROUNDING;
        let cover = if rate > 0.0 { account.stock / rate } else { f64::INFINITY };
        if day > self.days.asked {
            ledger.unmet_ahead[demand] += lacks;
            ledger.lowest_cover[demand] = ledger.lowest_cover[demand].min(cover);
            ledger.empty_days[demand] += u32::from(empty);
        }
        ledger.last_cover[demand] = cover;
        if empty {
            ledger.stock_out[demand].get_or_insert(day);
        } else if day <= self.days.since {
            ledger.stock_out[demand] = None;
        }
        if day == self.days.asked {
            ledger.arrivals.push(arrives);
            ledger.unmet.push(lacks);
            ledger.cover.push(cover);
        }
    }

    /// Sends what fills up stocks, by what the day's flows leave: earlier ranks first, then the emptiest stock first.
    fn fill_up(&mut self, day: usize, flows: &Flows, target: &[f64], spares: &mut Option<Spares>) {
        let numbers = self.numbers;
        let gap = |demand: usize| {
            let (account, usual) = (&self.accounts[demand], numbers.stock[demand]);
            // Nobody counts on goods that wait until a way passes again.
            let coming = account.on_the_way - account.waiting;
            let gap = (usual + target[demand] - account.stock - coming).min(usual);
            let sends = flows.unmet[demand] == 0.0 && gap > usual * ROUNDING;
            sends.then(|| (demand, gap * numbers.refill, account.stock / usual))
        };
        let mut gaps: Vec<(usize, f64, f64)> = (0..self.accounts.len()).filter_map(gap).collect();
        if gaps.is_empty() || numbers.refill <= 0.0 {
            return;
        }
        let rank = |demand: usize| self.network.demands[demand].rank;
        gaps.sort_by(|a, b| rank(b.0).cmp(&rank(a.0)).then(a.2.total_cmp(&b.2)).then(a.0.cmp(&b.0)));
        let spares = spares.get_or_insert_with(|| self.spares(flows));
        let mut left = flows.left.clone();
        for (demand, ask, _) in gaps {
            self.send(day, demand, ask, &spares[demand], &mut left);
        }
    }

    /// By demand: passages with room left, habits first, then by cost.
    fn spares(&self, flows: &Flows) -> Spares {
        let spares = |place: &super::network::Place| {
            let habits = place.arcs.clone().map(|at| (at, false, flows.habit_most[at] - flows.habit[at]));
            let mut extras: Vec<(usize, bool, f64)> =
                place.arcs.clone().map(|at| (at, true, flows.extra_most[at] - flows.extra[at])).collect();
            extras.sort_by(|a, b| flows.extra_cost[a.0].total_cmp(&flows.extra_cost[b.0]));
            let spare = |(arc, beyond, room)| {
                let lag = if beyond { flows.extra_lag[arc] } else { flows.habit_lag[arc] };
                Spare { arc, beyond, lag, room }
            };
            habits.chain(extras).map(spare).filter(|spare| spare.room > 0.0).collect()
        };
        self.network.demands.iter().map(spares).collect()
    }

    /// Sends up to `ask` to a demand, by its passages with room as far as capacities bear it.
    fn send(&mut self, day: usize, demand: usize, mut ask: f64, spares: &[Spare], left: &mut [f64]) {
        let plan = &self.days.plans[self.days.of_day[day]];
        let rounding = ask * ROUNDING;
        for spare in spares {
            let bears = plan.bears(self.network, spare.arc, spare.beyond);
            let most = bears.iter().map(|&(row, times)| left[row] / times);
            let sent = most.fold(ask.min(spare.room), f64::min);
            if sent <= rounding {
                continue;
            }
            bears.iter().for_each(|&(row, times)| left[row] = (left[row] - sent * times).max(0.0));
            let round = spare.beyond && plan.arcs[spare.arc].detour.is_some();
            // What leaves in the evening arrives tomorrow at the earliest.
            self.depart(day, spare.arc, round, spare.lag.max(1), demand, sent);
            ask -= sent;
            if ask <= rounding {
                return;
            }
        }
    }

    /// The largest error of: what left ports or was on the way = what arrived or is on the way; arrivals and own supply =
    /// use and change of stock; demand = use and unmet.
    fn error(&self) -> f64 {
        let days = self.days.of_day.len() as f64;
        let mut worst: f64 = 0.0;
        let mut check = |error: f64, moved: f64| {
            if moved > 0.0 {
                worst = worst.max((error / moved).abs());
            }
        };
        for (d, account) in self.accounts.iter().enumerate() {
            let still = account.due.last().copied().unwrap_or_default();
            let all = account.at_start + account.departed;
            check(all - account.arrived - still, all);
            check(account.on_the_way - still, all);
            let (opened, demanded) = (self.numbers.stock[d], self.numbers.demand[d] * days);
            let came = account.arrived + account.domestic;
            check(came - account.used - (account.stock - opened), came + opened);
            check(demanded - account.used - account.unmet, demanded);
        }
        let departed: f64 = self.accounts.iter().map(|a| a.departed).sum();
        check(self.left_ports - departed, self.left_ports);
        worst
    }
}

/// The stock under which a zone rations.
fn ration_level(numbers: &Numbers, demand: usize) -> f64 {
    (numbers.ration_below * numbers.demand[demand]).min(numbers.stock[demand] * RATION_FROM)
}
