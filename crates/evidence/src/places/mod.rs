//! Place names in a text, and where they are.
//!
//! A name is looked for once, as one slice of the folded text ([`tokens`], [`index`]); the words around it say what
//! it is and whether it is a place at all ([`lexicon`], [`cues`], [`scan`]); roads and borders are put together from
//! the places they join ([`lines`]); names are tied to the divisions and countries told beside them ([`link`]); and
//! the candidates of every name are weighed by what the document says ([`rank`]), wider ones being sought by sound
//! and spelling only where none fits ([`widen`]). What nothing answers to stays unresolved.

mod cues;
mod geonames;
mod index;
mod known;
mod lexicon;
mod lines;
mod link;
mod names;
mod rank;
mod scan;
mod score;
mod sound;
mod store;
#[cfg(test)]
mod tests;
mod tokens;
mod widen;

pub use known::{alpha2_of_country, country_called, country_coded, name_of_country, names_of_country};

use crate::{ActorEntry, Document, PlaceEntry, RegionKind};
use base::{Checked, Coordinate, Country, GeoPrecision, PlaceKind};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A place that a name may mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Resolved {
    /// Canonical name.
    pub name: String,
    /// What it is.
    pub kind: PlaceKind,
    /// Country.
    pub country: Option<Country>,
    /// First-level division.
    pub admin1: Option<String>,
    /// Point; a road or a wide area may have none.
    pub point: Option<Coordinate>,
    /// Where the entry comes from: `case`, `countries`, `geonames:ID`, or `text` for a road or border that only the
    /// text names.
    pub source: String,
}

/// A place name in a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlaceMention {
    /// Where it stands, in bytes of the stored text.
    pub range: Range<usize>,
    /// What it was taken for; `None` when it is a place name that nothing known answers to.
    pub resolved: Option<Resolved>,
    /// How precisely it is located.
    pub precision: GeoPrecision,
    /// What else it may have meant, the likelier first, at most five.
    pub alternatives: Vec<Resolved>,
    /// For a road its end places in order, for a border its countries; empty for any other place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub via: Vec<Resolved>,
}

/// The place names known: the case's own, the countries of the world, and GeoNames files if given.
#[derive(Clone, Debug)]
pub struct Gazetteer {
    lexicon: lexicon::Lexicon,
    store: store::Store,
    index: index::Index,
    sounds: widen::Sounds,
    countries: known::Countries,
}

impl Default for Gazetteer {
    fn default() -> Self {
        Self::new(&[])
    }
}

impl Gazetteer {
    /// The number that stands for an actor's name in the index.
    const ACTOR: u32 = u32::MAX - 1;

    /// Countries of the world and the case's own places.
    pub fn new(case: &[PlaceEntry]) -> Self {
        let mut gazetteer = Self {
            lexicon: lexicon::Lexicon::embedded(),
            store: store::Store::default(),
            index: index::Index::default(),
            sounds: widen::Sounds::default(),
            countries: known::Countries::default(),
        };
        known::add_countries(&mut gazetteer);
        known::add_areas(&mut gazetteer);
        known::add_case(&mut gazetteer, case);
        gazetteer
    }

    /// Adds a GeoNames country file (19 tab-separated columns). Lines that cannot be read are counted and named.
    #[must_use]
    pub fn with_geonames(self, file: &str, content: &str) -> Checked<Self> {
        geonames::load(self, file, content)
    }

    /// Names of actors: a place name inside one (« Front de libération du Macina ») is not a place.
    #[must_use]
    pub fn with_actors(mut self, actors: &[ActorEntry]) -> Self {
        known::add_actors(&mut self, actors);
        self
    }

    /// The place names of a document's running text, in order and without overlap.
    pub fn find(&self, document: &Document) -> Vec<PlaceMention> {
        let mut tokens = tokens::Tokens::default();
        let mut drafts = Vec::new();
        let mut sentence = 0;
        for region in document.regions.iter().filter(|r| r.kind != RegionKind::Furniture) {
            tokens.fill(&document.text, region.range.clone(), &self.lexicon);
            let mut found = scan::scan(self, &tokens, &document.text, &mut sentence);
            lines::assemble(self, &tokens, drafts.len(), &mut found);
            link::link(self, &tokens, drafts.len(), &mut found);
            drafts.append(&mut found);
        }
        rank::Ranker::new(self, &document.text, drafts).mentions()
    }

    /// What the lexicon knows of a folded word.
    fn word(&self, folded: &str) -> lexicon::Word {
        self.lexicon.get(index::extend(index::SEED, folded.as_bytes()), folded)
    }
}

/// The key that spelling variants share: folded letters and digits only (`Nioro-du-Sahel` → `niorodusahel`).
fn squeeze(name: &str) -> String {
    base::fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}
