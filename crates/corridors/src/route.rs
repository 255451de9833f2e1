//! Ways from one place to another on a day: fastest, cheapest, clear of reported constraints, and others that differ.

use crate::assess::Assessment;
use crate::corridor::{Section, sections};
use crate::limit::DayHours;
use crate::profile::Price;
use crate::search::{Step, Weights};
use crate::status::{Passability, Reason};
use crate::{LinkId, NodeId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a way is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Choice {
    /// Least time.
    Fastest,
    /// Least cost.
    Cheapest,
    /// Least time without a link under a reported constraint.
    Clear,
    /// Another way.
    Alternative,
}

/// A way.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// What it is chosen for.
    pub choice: Choice,
    /// Its sections, in order.
    pub sections: Vec<Section>,
    /// Kilometres.
    pub km: f64,
    /// Hours of driving and waiting at borders.
    pub hours: f64,
    /// Hours of waiting for curfews to end, by the hour of departure.
    pub curfew_hours: f64,
    /// Low, best and high cost.
    pub cost: [f64; 3],
    /// The status of its worst link.
    pub status: Passability,
}

impl Route {
    /// Its links.
    pub fn steps(&self) -> impl Iterator<Item = Step> + '_ {
        self.sections.iter().flat_map(|s| &s.steps).copied()
    }
}

/// The answer to a question for a way.
#[derive(Clone, Debug, PartialEq)]
pub struct Routes<'a> {
    /// The fastest way that the class takes; `None` where there is none.
    pub best: Option<Route>,
    /// The fastest way on an undisturbed day.
    pub undisturbed: Option<Route>,
    /// What keeps the class from the undisturbed way, with the links of it that are left out.
    pub avoided: Vec<(&'a Reason, Vec<LinkId>)>,
    /// Other ways.
    pub others: Vec<Route>,
    /// The class avoids restricted links, but has no way without them.
    pub forced: bool,
}

/// Two ways differ if they share no more than this part of the length of the shorter. Own convention, as routing
/// engines have it (OSRM's limit for sharing is 75 %).
const MOST_SHARED: f64 = 0.7;
/// An alternative takes at most so many times the hours of the best. Own convention.
const LONGEST: f64 = 2.0;
/// What a link of a way already found counts more in the search for the next one. Own convention.
const PENALTY: f64 = 1.5;
/// A cheapest way is worth telling where it saves at least this part of the cost of the best. Own convention.
const LEAST_SAVED: f64 = 0.02;
/// Searches for alternatives before giving up.
const TRIES: usize = 24;

fn hours(price: &Price) -> f64 {
    price.hours
}

fn best_cost(price: &Price) -> f64 {
    price.cost[1]
}

impl Assessment<'_> {
    /// Whether the class uses a link: a closed one never; a restricted one unless it avoids those. A curfew is waited for.
    pub fn may_use(&self, link: LinkId, forced: bool) -> bool {
        match self.statuses.of(link) {
            Passability::Closed => false,
            Passability::Restricted => {
                forced || !self.profile.avoids_restricted || self.statuses.is_by_hours(link)
            }
            Passability::Open | Passability::Unknown => true,
        }
    }

    /// Whether no reported constraint or incident holds on a link, but for curfews, which end every day.
    pub fn is_clear(&self, link: LinkId) -> bool {
        self.statuses.of(link) < Passability::Restricted || self.statuses.is_by_hours(link)
    }

    /// Ways from one node to another, leaving at a minute of the day, with at most so many others.
    pub fn routes(&self, from: NodeId, to: NodeId, departure: u16, alternatives: usize) -> Routes<'_> {
        let quick = |forced: bool| Weights::new(&self.prices, Price::quick, |l| self.may_use(l, forced));
        let first = self.by_clock(&quick(false), [from, to], departure);
        let forced = first.is_none() && self.profile.avoids_restricted;
        let best = if forced { self.by_clock(&quick(true), [from, to], departure) } else { first };
        let forced = forced && best.is_some();
        let undisturbed = self.roads.path(&Weights::new(&self.prices, Price::quick, |_| true), from, to);
        let avoided = match (&best, &undisturbed) {
            (best, Some(usual)) => self.avoided(best.as_deref().unwrap_or_default(), usual, forced),
            _ => Vec::new(),
        };
        let others = best
            .as_ref()
            .map_or_else(Vec::new, |best| self.others(best, [from, to], departure, alternatives, forced));
        let route = |steps: &Vec<Step>| self.route(Choice::Fastest, steps, departure);
        Routes {
            best: best.as_ref().map(route),
            undisturbed: undisturbed.as_ref().map(route),
            avoided,
            others,
            forced,
        }
    }

    /// The way that arrives first, waiting for curfews to end.
    fn by_clock(&self, weights: &Weights, [from, to]: [NodeId; 2], departure: u16) -> Option<Vec<Step>> {
        let takes = |step: Step, after: f64| {
            let hours = weights.of(step);
            if hours.is_finite() {
                hours + self.curfew_wait(step, f64::from(departure) + after * 60.0) / 60.0
            } else {
                hours
            }
        };
        self.roads.path_by_clock(takes, from, to)
    }

    /// What keeps the class off links of the usual way that its own way leaves out.
    fn avoided(&self, own: &[Step], usual: &[Step], forced: bool) -> Vec<(&Reason, Vec<LinkId>)> {
        let used: BTreeSet<LinkId> = own.iter().map(|s| s.link).collect();
        let left = || usual.iter().map(|s| s.link).filter(|l| !used.contains(l) && !self.may_use(*l, forced));
        let mut by_limit: BTreeMap<&str, (&Reason, Vec<LinkId>)> = BTreeMap::new();
        for link in left() {
            let worst = self.statuses.of(link);
            for reason in self.statuses.reasons_of(link).filter(|r| r.status == worst) {
                by_limit.entry(&reason.limit).or_insert((reason, Vec::new())).1.push(link);
            }
        }
        by_limit.into_values().collect()
    }

    fn others(
        &self,
        best: &[Step],
        ends: [NodeId; 2],
        departure: u16,
        count: usize,
        forced: bool,
    ) -> Vec<Route> {
        let [from, to] = ends;
        let may = |l: LinkId| self.may_use(l, forced);
        let mut found: Vec<Vec<Step>> = vec![best.to_vec()];
        let mut out: Vec<Route> = Vec::new();
        let cheap = self.roads.path(&Weights::new(&self.prices, best_cost, may), from, to);
        let cheap = cheap.filter(|way| self.cost_of(way) <= self.cost_of(best) * (1.0 - LEAST_SAVED));
        let clear = Weights::new(&self.prices, Price::quick, |l| self.may_use(l, forced) && self.is_clear(l));
        let clear = self.by_clock(&clear, ends, departure);
        for (choice, way) in [(Choice::Cheapest, cheap), (Choice::Clear, clear)] {
            let Some(way) = way.filter(|w| !found.contains(w) && out.len() < count) else { continue };
            out.push(self.route(choice, &way, departure));
            found.push(way);
        }
        let mut weights = Weights::new(&self.prices, Price::quick, may);
        let limit = self.hours_of(best) * LONGEST;
        let mut next = found.clone();
        for _ in 0..TRIES {
            if out.len() >= count {
                break;
            }
            next.drain(..).flatten().for_each(|step| weights.scale(step.link, PENALTY));
            let Some(way) = self.roads.path(&weights, from, to) else { break };
            if self.hours_of(&way) <= limit
                && found.iter().all(|known| self.shared(known, &way) <= MOST_SHARED)
            {
                out.push(self.route(Choice::Alternative, &way, departure));
                found.push(way.clone());
            }
            next.push(way);
        }
        out
    }

    fn price(&self, step: Step) -> Option<&Price> {
        self.prices.links.get(step.link.0 as usize)
    }

    fn hours_of(&self, steps: &[Step]) -> f64 {
        steps.iter().filter_map(|s| self.price(*s)).map(hours).sum()
    }

    fn cost_of(&self, steps: &[Step]) -> f64 {
        steps.iter().filter_map(|s| self.price(*s)).map(best_cost).sum()
    }

    /// The part of the shorter of two ways that the other shares, 0 to 1.
    pub fn shared(&self, a: &[Step], b: &[Step]) -> f64 {
        let km = |steps: &mut dyn Iterator<Item = &Step>| -> f64 {
            steps.filter_map(|s| self.price(*s)).map(|p| p.km).sum()
        };
        let used: BTreeSet<LinkId> = a.iter().map(|s| s.link).collect();
        let common = km(&mut b.iter().filter(|s| used.contains(&s.link)));
        let shorter = km(&mut a.iter()).min(km(&mut b.iter()));
        if shorter > 0.0 { common / shorter } else { 1.0 }
    }

    fn route(&self, choice: Choice, steps: &[Step], departure: u16) -> Route {
        let sections = sections(&self.roads, &self.labels, &self.prices, steps, &BTreeSet::new());
        // A sum of nothing is -0.0.
        let sum = |of: &dyn Fn(&Section) -> f64| -> f64 { sections.iter().map(of).sum::<f64>() + 0.0 };
        Route {
            choice,
            km: sum(&|s| s.km),
            hours: sum(&|s| s.hours),
            curfew_hours: self.curfew_minutes(steps, departure) / 60.0,
            cost: [sum(&|s| s.cost[0]), sum(&|s| s.cost[1]), sum(&|s| s.cost[2])],
            status: sections.iter().map(|s| self.worst(s)).max().unwrap_or(Passability::Unknown),
            sections,
        }
    }

    /// Minutes of standing still while curfews hold, driving day and night otherwise.
    fn curfew_minutes(&self, steps: &[Step], departure: u16) -> f64 {
        let (mut clock, mut waited) = (f64::from(departure), 0.0);
        for step in steps {
            let wait = self.curfew_wait(*step, clock);
            clock += wait + self.price(*step).map_or(0.0, |p| p.hours * 60.0);
            waited += wait;
        }
        waited
    }

    /// Minutes of standing still on a link that is begun so many minutes after midnight of the day of departure.
    fn curfew_wait(&self, step: Step, start: f64) -> f64 {
        let spans = self.statuses.hours_of(step.link);
        // Nothing ends that could be waited for: the link is restricted as by a constraint without hours.
        if spans.is_empty() || DayHours::fill_the_day(&spans) {
            return 0.0;
        }
        let mut left = self.price(step).map_or(0.0, |p| p.hours * 60.0);
        let (mut clock, mut waited) = (start, 0.0);
        // Each round ends the link, ends a curfew or reaches one; a link takes no longer than a few weeks.
        for _ in 0..64 {
            let minute = (clock.floor() as u64 % 1440) as u16;
            let wait = spans.iter().map(|h| h.left(minute)).max().unwrap_or(0);
            if wait > 0 {
                let wait = f64::from(wait) - clock.fract();
                (clock, waited) = (clock + wait, waited + wait);
                continue;
            }
            let until = spans.iter().map(|h| (h.from + 1440 - minute) % 1440).min();
            let drive = until.map_or(left, |m| (f64::from(m) - clock.fract()).max(0.0).min(left));
            (clock, left) = (clock + drive, left - drive);
            if left <= 0.0 {
                break;
            }
        }
        waited
    }
}

#[cfg(test)]
mod tests;
