//! What figures are held against, and which of them can be.

use crate::areas::{self, Rows};
use crate::{Atlas, Coding, Event, Table};
use base::PlaceKind;
use evidence::{Claim, ClaimKind, ClaimPlace};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The figures that event data can be held against.
#[derive(Debug, Default, Deserialize)]
struct Measures {
    measure: BTreeMap<String, Measure>,
    wording: Wording,
}

/// One of them.
#[derive(Debug, Deserialize)]
pub(super) struct Measure {
    /// The types of incidents that it counts.
    pub incidents: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
struct Wording {
    more: Vec<String>,
}

static MEASURES: LazyLock<Measures> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/figures/measures.toml")).unwrap_or_default());

/// How a figure of that type is measured; `None` if event data say nothing of it.
pub(super) fn measure(claim_type: &str) -> Option<&'static Measure> {
    MEASURES.measure.get(claim_type)
}

/// Whether the words may mean one time more than they say ("seven times more").
pub(super) fn says_more(quote: &str) -> bool {
    let folded = base::fold_key(quote);
    MEASURES.wording.more.iter().any(|words| folded.contains(words.as_str()))
}

/// What figures are held against: incidents that rest on rows coded by people.
#[derive(Debug)]
pub struct Measured<'a> {
    events: Vec<&'a Event>,
    pub(super) rows: Rows<'a>,
    pub(super) tables: &'a [Table],
    pub(super) atlas: &'a Atlas,
}

impl<'a> Measured<'a> {
    /// The events among `events` that rest on `tables`, with the case's areas.
    pub fn new(events: &'a [Event], tables: &'a [Table], atlas: &'a Atlas) -> Self {
        let rows = areas::rows(tables);
        let human = |event: &&Event| {
            event.rows.iter().any(|at| rows.get(at).is_some_and(|row| row.coding == Coding::Human))
        };
        let events = events.iter().filter(|e| e.kind == ClaimKind::Incident).filter(human).collect();
        Self { events, rows, tables, atlas }
    }

    /// The events that a measure counts.
    pub(super) fn counted(&self, measure: &Measure) -> Vec<&'a Event> {
        self.events.iter().filter(|e| measure.incidents.contains(&e.claim_type)).copied().collect()
    }
}

/// The areas that a figure may be about: the divisions and countries it names, else its towns, each after the
/// division of the same name: "rural areas of X" may mean the town's surroundings or the region.
pub(super) fn areas_of(claim: &Claim, atlas: &Atlas) -> Vec<String> {
    use PlaceKind::{Admin1, Admin2, Area, Country, Road};
    let wide = |p: &&ClaimPlace| matches!(p.kind, Some(Admin1 | Admin2 | Country | Area));
    let named: Vec<String> = claim.places.iter().filter(wide).map(|p| p.name.clone()).collect();
    if !named.is_empty() {
        return named;
    }
    let spots = claim.places.iter().filter(|p| p.kind != Some(Road));
    let mut areas: Vec<String> = Vec::new();
    for name in spots.flat_map(|p| atlas.namesakes(&p.name).into_iter().chain([p.name.clone()])) {
        if !areas.contains(&name) {
            areas.push(name);
        }
    }
    areas
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_parses_and_its_words_are_folded() {
        let measures: Measures = toml::from_str(include_str!("../../data/figures/measures.toml")).unwrap();
        assert!(measures.measure.values().all(|m| !m.incidents.is_empty()) && !measures.measure.is_empty());
        assert!(measures.wording.more.iter().all(|w| base::fold_key(w) == *w));
        assert!(says_more("Seven times MORE attacks") && !says_more("seven times as many"));
    }
}
