//! What many questions about one network share: its roads and names, and for a class in a month the prices and corridors.
//!
//! [`crate::assess`] asks it once; who looks at many days and many supposed limits keeps it, and resolves each limit once.

use crate::corridor::{Corridor, CorridorSpec, corridors};
use crate::land::{Land, Lands};
use crate::limit::{Limit, Spot};
use crate::profile::{Classes, Prices, Profile};
use crate::reach::Places;
use crate::search::Roads;
use crate::snap::Labels;
use crate::{LinkId, Network};
use base::{Checked, Issue};
use std::collections::BTreeSet;

/// A network made ready.
#[derive(Clone, Debug)]
pub struct Prepared<'a> {
    /// The network, ready to be searched.
    pub roads: Roads<'a>,
    /// Names of its nodes.
    pub labels: Labels,
}

/// The links that a limit is about.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reached {
    /// Those of which it tells as a whole.
    pub near: BTreeSet<LinkId>,
    /// Those long ones of which it tells one end: what closes that closes the link, what opens it says nothing of the rest.
    pub beyond: BTreeSet<LinkId>,
}

/// What a network is to one class in one month.
#[derive(Clone, Debug)]
pub struct Lane {
    /// What each link takes and costs.
    pub prices: Prices,
    /// The corridors of the case that the network holds.
    pub corridors: Vec<Corridor>,
}

impl<'a> Prepared<'a> {
    /// Makes a network ready; `places` name nodes that the network does not.
    pub fn new(network: &'a Network, places: &[Spot]) -> Self {
        Self { roads: Roads::new(network), labels: Labels::new(network, places) }
    }

    /// Prices and corridors for a class in a month (1 to 12). Corridors that the network cannot hold are issues.
    pub fn lane(
        &self,
        classes: &Classes,
        profile: &Profile,
        month: i8,
        specs: &[CorridorSpec],
    ) -> Checked<Lane> {
        let prices = classes.prices(self.roads.network, profile, month);
        let corridors = corridors(&self.roads, &self.labels, &prices, specs);
        let mut issues = corridors.issues;
        if !prices.links.iter().any(|p| p.hours.is_finite()) {
            let message = format!("no road of the network lets a {} pass", profile.id);
            issues.push(
                Issue::warning("class-nowhere", message).help("see its speeds and limits in classes.toml"),
            );
        }
        Checked { value: Lane { prices, corridors: corridors.value }, issues }
    }

    /// The links that a limit is about; `lands` tell in which country a link lies. What of it reaches no link is an issue.
    pub fn reached(&self, limit: &Limit, corridors: &[Corridor], lands: &[Land]) -> Checked<Reached> {
        let lands = Lands { network: self.roads.network, places: lands };
        let places = Places { roads: &self.roads, labels: &self.labels, corridors, lands };
        let mut out = Checked::clean(Reached::default());
        for reach in &limit.reaches {
            let found = places.links(&limit.id, reach);
            let (near, beyond): (BTreeSet<_>, BTreeSet<_>) =
                found.value.into_iter().partition(|link| places.opens(reach, *link));
            out.value.near.extend(near);
            out.value.beyond.extend(beyond);
            out.issues.extend(found.issues);
        }
        let Reached { near, beyond } = &mut out.value;
        beyond.retain(|link| !near.contains(link));
        out
    }

    /// The same, all links together.
    pub fn links(&self, limit: &Limit, corridors: &[Corridor], lands: &[Land]) -> Checked<BTreeSet<LinkId>> {
        self.reached(limit, corridors, lands).map(|r| &r.near | &r.beyond)
    }
}
