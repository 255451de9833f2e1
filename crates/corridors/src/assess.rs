//! The door: a network, a case's corridors and what limits access, in; who can pass where on a day, out.

use crate::Network;
use crate::corridor::{Corridor, CorridorSpec, Section};
use crate::effects::{Question, reason};
use crate::land::Land;
use crate::limit::{Limit, Spot};
use crate::prepared::{Lane, Prepared, Reached};
use crate::profile::{Classes, Prices, Profile};
use crate::search::Roads;
use crate::snap::Labels;
use crate::status::{Passability, Reason, Statuses};
use base::{Checked, Date};
use std::collections::BTreeMap;

/// What an assessment rests on.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a, 'b> {
    /// The roads.
    pub network: &'a Network,
    /// The vehicle classes.
    pub classes: &'b Classes,
    /// The one that asks.
    pub profile: &'a Profile,
    /// The corridors of the case.
    pub corridors: &'b [CorridorSpec],
    /// What limits access.
    pub limits: &'b [Limit],
    /// Places that name nodes.
    pub places: &'b [Spot],
    /// Places whose country is known: they tell in which country a road lies.
    pub lands: &'b [Land],
    /// Who asks, for what day.
    pub question: &'b Question,
}

/// Who can pass where.
#[derive(Clone, Debug)]
pub struct Assessment<'a> {
    /// The network, ready to be searched.
    pub roads: Roads<'a>,
    /// Names of its nodes.
    pub labels: Labels,
    /// What each link takes and costs.
    pub prices: Prices,
    /// The class that asks.
    pub profile: &'a Profile,
    /// The status of each link.
    pub statuses: Statuses,
    /// The corridors of the case.
    pub corridors: Vec<Corridor>,
}

/// Assesses every link and corridor for one class on one day. Corridors that the network cannot hold and limits that
/// reach no link are issues.
///
/// ```
/// use corridors::{Classes, Input, Passability, Question, assess, read_geojson};
/// let roads = r#"{"type": "FeatureCollection", "features": [{"type": "Feature",
///     "properties": {"from": "Ford", "to": "Mill", "length_km": 120, "class": "trunk"},
///     "geometry": {"type": "LineString", "coordinates": [[0, 10], [1, 10]]}}]}"#;
/// let network = read_geojson(roads)?.value;
/// let classes = Classes::built_in()?;
/// let day = "2025-09-10".parse()?;
/// let assessed = assess(&Input {
///     network: &network,
///     classes: &classes,
///     profile: classes.get("truck").ok_or("no such class")?,
///     corridors: &[],
///     limits: &[],
///     places: &[],
///     lands: &[],
///     question: &Question::on(day),
/// });
/// // Nothing is told of its link: that is not news that it is open.
/// assert_eq!(assessed.value.statuses.of(corridors::LinkId(0)), Passability::Unknown);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn assess<'a>(input: &Input<'a, '_>) -> Checked<Assessment<'a>> {
    let ready = Prepared::new(input.network, input.places);
    let lane = ready.lane(input.classes, input.profile, input.question.day.month(), input.corridors);
    let (lane, mut issues) = (lane.value, lane.issues);
    let mut statuses = Statuses::default();
    for limit in input.limits {
        let Some(reason) = reason(limit, input.profile, input.question) else { continue };
        let found = ready.reached(limit, &lane.corridors, input.lands);
        issues.extend(found.issues);
        let Reached { mut near, mut beyond } = found.value;
        if reason.status != Passability::Open {
            near.append(&mut beyond);
        }
        if !beyond.is_empty() {
            statuses.add(Reason { status: Passability::Unknown, ..reason.clone() }, &beyond);
        }
        if !near.is_empty() {
            statuses.add(reason, &near);
        }
    }
    let Prepared { roads, labels } = ready;
    let Lane { prices, corridors } = lane;
    let value = Assessment { labels, prices, profile: input.profile, statuses, corridors, roads };
    Checked { value, issues }
}

/// What is told of a stretch of road.
#[derive(Clone, Debug, PartialEq)]
pub struct Told<'a> {
    /// Its worst link's status.
    pub status: Passability,
    /// The latest day on which what makes that status was told anew.
    pub last_confirmed: Option<Date>,
    /// Days from then.
    pub age_days: Option<i64>,
    /// All that is told of it, less passable first.
    pub reasons: Vec<&'a Reason>,
}

impl Assessment<'_> {
    /// What is told of a section.
    pub fn told(&self, section: &Section) -> Told<'_> {
        let links = || section.steps.iter().map(|s| s.link);
        let status = self.worst(section);
        let mut reasons = self.statuses.reasons_on(links());
        reasons.sort_by(|a, b| (b.status, &a.limit).cmp(&(a.status, &b.limit)));
        let telling = reasons.iter().filter(|r| r.status == status);
        let latest = telling.max_by_key(|r| r.last_confirmed);
        Told {
            status,
            last_confirmed: latest.and_then(|r| r.last_confirmed),
            age_days: latest.and_then(|r| r.age_days),
            reasons,
        }
    }

    /// The status of a section's worst link. Of a section with links open and links untold, it is unknown.
    pub fn worst(&self, section: &Section) -> Passability {
        section.steps.iter().map(|s| self.statuses.of(s.link)).max().unwrap_or(Passability::Unknown)
    }

    /// How many links of the network have each status.
    pub fn count(&self) -> BTreeMap<Passability, usize> {
        self.statuses.count(self.roads.network)
    }
}

#[cfg(test)]
mod tests;
