//! Stocks on an evening, and the day after: what [`balance`](super::balance::balance) reckons of a whole course, one day at a
//! time, so that the days known are gone through once for all futures of a run.
//!
//! Goods are due on a day of a ring, which is as long as anything takes. On ways that may be closed they stand in queues:
//! on a day on which theirs passes, all that is due or has waited arrives.

use super::assign::Plan;
use super::balance::{ROUNDING, ration_level};
use super::network::Network;
use super::numbers::Numbers;
use super::sent::{Goal, Queues, Sent, usual};

/// What a future lacks, by zone and commodity in the order of [`Prepared::demands`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lacking {
    /// Tonnes, on the days that are known.
    pub unmet_before: Vec<f64>,
    /// Tonnes, on the days after them.
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

/// What a day is reckoned with.
#[derive(Clone, Copy)]
pub(super) struct Today<'a> {
    pub plan: &'a Plan<'a>,
    pub sent: &'a Sent,
    /// By queue: whether what is due gets through.
    pub pass: &'a [bool],
}

/// Stocks and goods on the way, by demand. Tonnes.
#[derive(Clone, Debug, Default)]
pub(super) struct Evening {
    /// Days gone through.
    days: usize,
    /// Days of the ring.
    ring: usize,
    /// By day of the ring, then demand: what arrives.
    due: Vec<f64>,
    /// By day of the ring, then queue: what is to arrive.
    queued: Vec<f64>,
    /// By queue: what waits.
    held: Vec<f64>,
    stock: Vec<f64>,
    on_the_way: Vec<f64>,
    waiting: Vec<f64>,
    at_start: Vec<f64>,
    departed: Vec<f64>,
    arrived: Vec<f64>,
    used: Vec<f64>,
    unmet: Vec<f64>,
    left_ports: f64,
    /// Room for a day's work: what capacities leave, and who asks to be filled up (demand, tonnes, part of the usual stock).
    left: Vec<f64>,
    gaps: Vec<(usize, f64, f64)>,
}

impl Evening {
    /// The evening before the first day: usual stocks, and goods on all ways.
    pub fn new(network: &Network, numbers: &Numbers, queues: &Queues) -> Self {
        let (demands, waits) = (network.demands.len(), queues.demand.len());
        let ring = numbers.lag.iter().copied().max().unwrap_or(0) + 1;
        let none = vec![0.0; demands];
        let mut evening = Self {
            ring,
            due: vec![0.0; ring * demands],
            queued: vec![0.0; ring * waits],
            held: vec![0.0; waits],
            stock: numbers.stock.clone(),
            on_the_way: none.clone(),
            waiting: none.clone(),
            at_start: none.clone(),
            departed: none.clone(),
            arrived: none.clone(),
            used: none.clone(),
            unmet: none,
            ..Self::default()
        };
        for (at, arc) in network.arcs.iter().enumerate() {
            let tonnes = numbers.usual[at];
            for day in 0..numbers.lag[at] {
                evening.expect(usual(queues, network, at), day, tonnes);
                evening.on_the_way[arc.demand] += tonnes;
                evening.at_start[arc.demand] += tonnes;
            }
        }
        evening
    }

    /// Makes room for goods that take so many days.
    pub fn reach(&mut self, longest: usize) {
        if longest < self.ring {
            return;
        }
        let (ring, days) = (longest + 1, self.days);
        let longer = |old: &[f64], from: usize| {
            let width = old.len() / from;
            let mut new = vec![0.0; ring * width];
            for day in days..days + from {
                let (to, at) = (day % ring * width, day % from * width);
                new[to..to + width].copy_from_slice(&old[at..at + width]);
            }
            new
        };
        (self.due, self.queued) = (longer(&self.due, self.ring), longer(&self.queued, self.ring));
        self.ring = ring;
    }

    /// Goods that are due on a day.
    fn expect(&mut self, goal: Goal, day: usize, tonnes: f64) {
        let row = day % self.ring;
        match goal {
            Goal::Demand(to) => self.due[row * self.stock.len() + to as usize] += tonnes,
            Goal::Queue(to) => self.queued[row * self.held.len() + to as usize] += tonnes,
        }
    }

    /// Nothing is lacking yet.
    pub fn lacking(&self) -> Lacking {
        let demands = self.unmet.len();
        Lacking {
            unmet_before: self.unmet.clone(),
            unmet: vec![0.0; demands],
            lowest_cover: vec![f64::INFINITY; demands],
            last_cover: vec![f64::INFINITY; demands],
            empty_days: vec![0; demands],
            extra_cost: 0.0,
            error: 0.0,
        }
    }

    /// Goes through the next day; `ahead` gathers what it lacks.
    pub fn next(
        &mut self,
        network: &Network,
        numbers: &Numbers,
        queues: &Queues,
        today: Today<'_>,
        ahead: Option<&mut Lacking>,
    ) {
        self.depart(today.sent);
        self.pass(queues, today.pass);
        self.use_up(numbers, ahead);
        self.fill_up(network, numbers, today);
        self.days += 1;
    }

    fn depart(&mut self, sent: &Sent) {
        let (demands, queues) = (self.stock.len(), self.held.len());
        let row = |lag: u32| (self.days + lag as usize) % self.ring;
        for load in &sent.free {
            self.due[row(load.lag) * demands + load.to as usize] += load.tonnes;
        }
        for load in &sent.queued {
            self.queued[row(load.lag) * queues + load.to as usize] += load.tonnes;
        }
        for (at, departs) in sent.departs.iter().enumerate() {
            self.on_the_way[at] += departs;
            self.departed[at] += departs;
            self.left_ports += departs;
        }
    }

    /// Lets through what waits or is due, where it passes.
    fn pass(&mut self, queues: &Queues, pass: &[bool]) {
        let row = self.days % self.ring;
        let (demands, width) = (self.stock.len(), self.held.len());
        let due = &mut self.due[row * demands..(row + 1) * demands];
        let queued = &mut self.queued[row * width..(row + 1) * width];
        for (((today, held), demand), pass) in
            queued.iter_mut().zip(&mut self.held).zip(&queues.demand).zip(pass)
        {
            let demand = *demand as usize;
            let came = std::mem::take(today);
            if !pass {
                *held += came;
                self.waiting[demand] += came;
                continue;
            }
            due[demand] += came;
            if *held > 0.0 {
                self.waiting[demand] -= *held;
                due[demand] += std::mem::take(held);
            }
        }
    }

    /// What arrives and what a zone has itself is used as far as it may be, the rest is stock.
    fn use_up(&mut self, numbers: &Numbers, mut ahead: Option<&mut Lacking>) {
        let demands = self.stock.len();
        let row = self.days % self.ring * demands;
        for demand in 0..demands {
            let rate = numbers.demand[demand];
            let arrives = std::mem::take(&mut self.due[row + demand]);
            let comes = arrives + numbers.domestic[demand];
            let stock = self.stock[demand];
            let rations = stock < ration_level(numbers, demand);
            // Rationing spares the stock: what comes in is used all the same.
            let wish = if rations { rate.min(comes.max(rate * numbers.ration_to)) } else { rate };
            let there = stock + comes;
            let used = wish.min(there);
            let lacks = if rate - used > rate * ROUNDING { rate - used } else { 0.0 };
            let stock = there - used;
            self.stock[demand] = stock;
            self.on_the_way[demand] -= arrives;
            self.arrived[demand] += arrives;
            self.used[demand] += used;
            self.unmet[demand] += lacks;
            if let Some(ahead) = &mut ahead {
                let empty = lacks > 0.0 && stock <= numbers.stock[demand].max(rate) * ROUNDING;
                let cover = if rate > 0.0 { stock / rate } else { f64::INFINITY };
                ahead.unmet[demand] += lacks;
                ahead.lowest_cover[demand] = ahead.lowest_cover[demand].min(cover);
                ahead.last_cover[demand] = cover;
                ahead.empty_days[demand] += u32::from(empty);
            }
        }
    }

    /// Sends what fills up stocks, by what the day's flows leave: earlier ranks first, then the emptiest stock first.
    fn fill_up(&mut self, network: &Network, numbers: &Numbers, today: Today<'_>) {
        let mut gaps = std::mem::take(&mut self.gaps);
        gaps.clear();
        for (demand, whole) in today.sent.whole.iter().enumerate() {
            let usual = numbers.stock[demand];
            // Nobody counts on goods that wait until a way passes again.
            let coming = self.on_the_way[demand] - self.waiting[demand];
            let gap = (usual + today.sent.target[demand] - self.stock[demand] - coming).min(usual);
            if *whole && gap > usual * ROUNDING {
                gaps.push((demand, gap * numbers.refill, self.stock[demand] / usual));
            }
        }
        if !gaps.is_empty() && numbers.refill > 0.0 {
            let rank = |demand: usize| network.demands[demand].rank;
            gaps.sort_unstable_by(|a, b| {
                rank(b.0).cmp(&rank(a.0)).then(a.2.total_cmp(&b.2)).then(a.0.cmp(&b.0))
            });
            let mut left = std::mem::take(&mut self.left);
            left.clone_from(&today.sent.left);
            for &(demand, ask, _) in &gaps {
                self.send(network, today, demand, ask, &mut left);
            }
            self.left = left;
        }
        self.gaps = gaps;
    }

    /// Sends up to `ask` to a demand, by its passages with room as far as capacities bear it.
    fn send(&mut self, network: &Network, today: Today<'_>, demand: usize, mut ask: f64, left: &mut [f64]) {
        let rounding = ask * ROUNDING;
        for spare in today.sent.spares(demand) {
            let bears = today.plan.bears(network, spare.arc as usize, spare.beyond);
            let most = bears.iter().map(|&(row, times)| left[row] / times);
            let sent = most.fold(ask.min(spare.room), f64::min);
            if sent <= rounding {
                continue;
            }
            bears.iter().for_each(|&(row, times)| left[row] = (left[row] - sent * times).max(0.0));
            self.expect(spare.goal, self.days + spare.lag as usize, sent);
            self.on_the_way[demand] += sent;
            self.departed[demand] += sent;
            self.left_ports += sent;
            ask -= sent;
            if ask <= rounding {
                return;
            }
        }
    }

    /// The largest error of the balance, as a part of what was moved.
    pub fn error(&self, numbers: &Numbers, queues: &Queues) -> f64 {
        let demands = self.stock.len();
        let mut still = vec![0.0; demands];
        for row in self.due.chunks_exact(demands.max(1)) {
            still.iter_mut().zip(row).for_each(|(sum, tonnes)| *sum += tonnes);
        }
        let rows = self.queued.chunks_exact(self.held.len().max(1)).chain([&self.held[..]]);
        for row in rows {
            row.iter().zip(&queues.demand).for_each(|(tonnes, demand)| still[*demand as usize] += tonnes);
        }
        let days = self.days as f64;
        let mut worst: f64 = 0.0;
        let mut check = |error: f64, moved: f64| {
            if moved > 0.0 {
                worst = worst.max((error / moved).abs());
            }
        };
        for (d, still) in still.iter().enumerate() {
            let all = self.at_start[d] + self.departed[d];
            check(all - self.arrived[d] - still, all);
            check(self.on_the_way[d] - still, all);
            let (opened, demanded) = (numbers.stock[d], numbers.demand[d] * days);
            let came = self.arrived[d] + numbers.domestic[d] * days;
            check(came - self.used[d] - (self.stock[d] - opened), came + opened);
            check(demanded - self.used[d] - self.unmet[d], demanded);
        }
        check(self.left_ports - self.departed.iter().sum::<f64>(), self.left_ports);
        worst
    }
}
