//! A limit bound to the ways of a case: whom it concerns and which ways it touches, worked out once for all days.

use super::frame::{Frame, Row};
use crate::draw::Param;
use crate::tables::PortIx;
use crate::units::Share;
use base::{Checked, Date, fold_key};
use corridors::{Concerns, DayHours, Limit, LinkId, Reach, incident_days};
use std::collections::BTreeSet;

/// The kind whose carriers stop, by the name of the table of effects.
const SUSPENSION: &str = "operator_suspension";

/// Kinds that slow goods down and let them through, by the names of the table of effects.
const SLOWING: [&str; 3] = ["toll", "checkpoint", "escort_rule"];

/// A limit on the ways of a case.
#[derive(Clone, Debug)]
pub struct Bound {
    /// Its id.
    pub id: String,
    pub(super) hours: Vec<DayHours>,
    /// What still passes where it restricts.
    pub(super) passes: Param<Share>,
    /// By lane: what it is about.
    pub(super) lanes: Vec<Touched>,
    /// By commodity, then port: whether it is about them.
    pub(super) concerns: Vec<Vec<Concerns>>,
    /// Carriers of the tables that it stops.
    pub(super) stops: Vec<usize>,
}

/// What a limit is about, for one class in one season.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Touched {
    pub links: Vec<LinkId>,
    /// By way: whether its usual passage uses one of them.
    pub ways: Vec<bool>,
    /// Corridors that do, by name.
    pub corridors: BTreeSet<String>,
}

impl Bound {
    /// The links of a lane that it is about.
    #[cfg(test)]
    pub(crate) fn touched(&self, lane: usize) -> &[LinkId] {
        &self.lanes[lane].links
    }

    /// The corridors of the case that it lies on, by name.
    pub fn corridors(&self) -> BTreeSet<&str> {
        self.lanes.iter().flat_map(|lane| &lane.corridors).map(String::as_str).collect()
    }

    /// Whether two limits are about the same links, goods, hours and carriers, so that one does what the other does.
    pub fn is_alike(&self, other: &Self) -> bool {
        let heads = (&self.hours, &self.passes, &self.stops, &self.concerns);
        heads == (&other.hours, &other.passes, &other.stops, &other.concerns) && self.lanes == other.lanes
    }

    /// Whether it says anything to any way or carrier.
    pub fn is_felt(&self) -> bool {
        let links = self.lanes.iter().any(|lane| !lane.links.is_empty());
        let asked = self.concerns.iter().flatten().any(|c| *c > Concerns::No);
        links && asked || !self.stops.is_empty()
    }
}

impl Frame<'_> {
    /// Binds a limit to the ways. What of it reaches no road is an issue.
    pub fn bind(&self, limit: &Limit) -> Checked<Bound> {
        let by_class = limit.reaches.iter().any(|r| matches!(r, Reach::Corridor { .. }));
        let mut issues = Vec::new();
        let mut lanes: Vec<Touched> = Vec::with_capacity(self.lanes.len());
        let mut shared: Option<BTreeSet<LinkId>> = None;
        for row in &self.lanes {
            let links = match &shared {
                Some(links) if !by_class => links.clone(),
                _ => {
                    let found = self.ready.links(limit, &row.lane.corridors, self.ground.lands);
                    if shared.is_none() {
                        issues = found.issues;
                    }
                    found.value
                }
            };
            lanes.push(touched(row, &links));
            shared = Some(links);
        }
        Checked { value: self.bound(limit, lanes), issues }
    }

    /// Binds a limit to given links, by lane.
    pub(crate) fn bind_to(&self, limit: &Limit, links: impl Fn(usize) -> BTreeSet<LinkId>) -> Bound {
        let lanes = self.lanes.iter().enumerate().map(|(at, row)| touched(row, &links(at))).collect();
        self.bound(limit, lanes)
    }

    fn bound(&self, limit: &Limit, lanes: Vec<Touched>) -> Bound {
        let stops = self.stops(limit);
        let concerns = match stops.is_empty() {
            true => self.concerns(limit),
            // A carrier that stops takes its own capacity away: the road is not barred for others.
            false => vec![vec![Concerns::No; self.ports.len()]; self.tables.commodities.len()],
        };
        Bound {
            id: limit.id.clone(),
            hours: limit.hours.clone(),
            passes: self.passes(limit),
            lanes,
            concerns,
            stops,
        }
    }

    /// What still passes where a limit restricts, by its kind.
    fn passes(&self, limit: &Limit) -> Param<Share> {
        let assumed = &self.tables.assumptions;
        match limit.kind.as_str() {
            kind if incident_days(kind).is_some() => assumed.incident_passes,
            kind if SLOWING.contains(&kind) => assumed.slowed_passes,
            _ => assumed.restricted_passes,
        }
    }

    /// The carriers of the tables that a suspension names.
    fn stops(&self, limit: &Limit) -> Vec<usize> {
        if limit.kind != SUSPENSION {
            return Vec::new();
        }
        let named: Vec<String> = limit.operators.iter().map(|o| fold_key(o)).collect();
        let carriers = self.tables.carriers.iter().enumerate();
        carriers.filter(|(_, c)| named.contains(&fold_key(&c.name))).map(|(at, _)| at).collect()
    }

    /// Whom a limit concerns. The country of a port matters only to limits that name countries.
    fn concerns(&self, limit: &Limit) -> Vec<Vec<Concerns>> {
        let of = |(commodity, asker): (usize, &Option<corridors::Profile>)| {
            let one = |port: usize| {
                asker.as_ref().map_or(Concerns::No, |profile| {
                    Concerns::of(limit, profile, &self.question(commodity, PortIx(port), Date::ZERO))
                })
            };
            if limit.origin_countries.is_empty() {
                vec![one(0); self.ports.len()]
            } else {
                (0..self.ports.len()).map(one).collect()
            }
        };
        self.askers.iter().enumerate().map(of).collect()
    }
}

fn touched(row: &Row, links: &BTreeSet<LinkId>) -> Touched {
    // Marks by link are quicker to ask than a tree: every step of every way is looked at.
    let mut marks = vec![false; row.lane.prices.links.len()];
    for link in links {
        marks.get_mut(link.0 as usize).into_iter().for_each(|mark| *mark = true);
    }
    let hit = |link: LinkId| marks.get(link.0 as usize).copied().unwrap_or(false);
    let used =
        |p: &Option<super::passage::Passage>| p.as_ref().is_some_and(|p| p.steps.iter().any(|s| hit(s.link)));
    let on = |(name, own): (&String, &BTreeSet<LinkId>)| own.iter().any(|l| hit(*l)).then(|| name.clone());
    Touched {
        links: links.iter().copied().collect(),
        ways: if links.is_empty() { Vec::new() } else { row.passages.iter().map(used).collect() },
        corridors: row.corridors.iter().filter_map(on).collect(),
    }
}
