//! Claims that may tell a recommendation or commitment, made ready for the register.

use super::acting::Quoted;
use crate::case::Case;
use crate::on_day::of_holdings;
use crate::regions::Regions;
use crate::view::View;
use base::{Country, Date, DocumentId, Modality, PlaceKind, fold_key};
use events::shows_positions;
use evidence::{ActorEntry, ActorKind, Claim, Document, RelationKind};
use outlook::response::{Author, Region, Telling};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The tellings of a view, as analysts corrected it; rejected claims have no event, and tell nothing.
pub fn of(view: &View, case: &Case, day: Option<Date>, regions: &Regions<'_>) -> Vec<Telling> {
    let standings = view.standings();
    let documents = view.by_id();
    let copied = copies(view);
    let names = countries(view);
    let texts = texts(view);
    let authors = Authors::of(case);
    let positions: BTreeSet<String> = withheld(view, case, day);
    let told = view.claims.iter().filter_map(|claim| {
        let event = standings.get(&claim.id)?.event.clone();
        let document = documents.get(&claim.document).copied();
        let places = claim.places.iter();
        let country = |p: &&evidence::ClaimPlace| p.kind == Some(PlaceKind::Country);
        let shown = !shows_positions(&claim.claim_type) && !positions.contains(claim.id.as_str());
        let around = around(claim, regions);
        let national: Vec<Region> =
            around.iter().filter_map(|r| nation(r.country?, &names, regions)).collect();
        let countries: Vec<String> = match shown {
            true => places.filter(country).map(|p| p.name.clone()).collect(),
            false => national.iter().map(|r| r.name.clone()).collect::<BTreeSet<_>>().into_iter().collect(),
        };
        let named: Vec<(Country, String)> =
            claim.places.iter().filter(country).filter_map(|p| Some((p.country?, p.name.clone()))).collect();
        let quoted = Quoted::new(&claim.quote, &named);
        // Forces are told as a commitment of their country: no unit, no region.
        let author = authors.of_claim(claim).filter(|by| shown || *by == Author::Armed);
        let may_ask = ["recommendation", "planned_response"].contains(&claim.claim_type.as_str());
        let may_ask = shown && may_ask && claim.actor.is_none();
        let asking = may_ask.then(|| Author::asking(&claim.quote)).flatten();
        // What a body argues for is asked for, and planned by nobody yet.
        let modality = if asking.is_some() { Modality::CalledFor } else { claim.modality };
        let author = author.or(asking);
        Some(Telling {
            claim: claim.id.clone(),
            document: claim.document.clone(),
            event,
            claim_type: claim.claim_type.clone(),
            modality,
            quote: shown.then(|| claim.quote.clone()),
            author: author.map(|by| of_country(by, &quoted, &authors)),
            publisher: document.and_then(|d| d.publisher.clone()),
            first: !copied.contains(&claim.document),
            origin: texts.get(&claim.document).cloned().unwrap_or_else(|| claim.document.to_string()),
            countries,
            acting: if shown { quoted.first() } else { Vec::new() },
            regions: if shown { around } else { national },
            day: when(claim, document),
        })
    });
    told.collect()
}

/// The regions that a claim is about. A road stands for all of its stops only where no place on it is named, and a country
/// for all of it only where no region of it is.
fn around(claim: &Claim, regions: &Regions<'_>) -> Vec<Region> {
    let is_road = |p: &&evidence::ClaimPlace| p.kind == Some(PlaceKind::Road);
    let of = |p: &evidence::ClaimPlace| regions.of_place(p);
    let mut all: Vec<Region> = claim.places.iter().filter(|p| !is_road(p)).flat_map(of).collect();
    if all.iter().all(|r| r.whole) {
        all.extend(claim.places.iter().filter(is_road).flat_map(of));
    }
    let parts: BTreeSet<Country> = all.iter().filter(|r| !r.whole).filter_map(|r| r.country).collect();
    all.retain(|r| !r.whole || r.country.is_none_or(|country| !parts.contains(&country)));
    all
}

/// "The government" of a quote that says whose it is: both languages give it the same name.
fn of_country(author: Author, quoted: &Quoted<'_>, authors: &Authors<'_>) -> Author {
    match (author, quoted.government()) {
        (Author::State(name), Some(country)) if !authors.0.contains_key(&fold_key(&name)) => {
            Author::State(format!("Government of {country}"))
        }
        (author, _) => author,
    }
}

/// The text that each document is one edition of: copies, reprints and translations share it.
fn texts(view: &View) -> BTreeMap<DocumentId, String> {
    let of = |o: &evidence::Origin| {
        let id = o.id.to_string();
        o.documents.iter().map(|d| (d.clone(), id.clone())).collect::<Vec<_>>()
    };
    view.origins.origins.iter().flat_map(of).collect()
}

/// The day of a telling: that of the document; failing that, the day it tells of.
fn when(claim: &Claim, document: Option<&Document>) -> Option<Date> {
    document.and_then(|d| d.published).or_else(|| claim.date.and_then(|d| d.start.or(d.end)))
}

/// Claims whose words would show positions of forces.
fn withheld(view: &View, case: &Case, day: Option<Date>) -> BTreeSet<String> {
    let of_event: BTreeMap<_, _> = view.resolution.events.iter().map(|e| (&e.id, e.positions)).collect();
    of_holdings(view, case, day, |holdings| {
        let shows = holdings.resolution.standings.iter().filter(|s| of_event.get(&s.event) == Some(&true));
        shows.map(|s| s.claim.to_string()).collect()
    })
}

/// Documents that share their text with a more reliable one or, where neither is, are a copy, excerpt, reprint or
/// translation of another: dates alone do not tell who wrote it, since a reprint may state an earlier one.
fn copies(view: &View) -> BTreeSet<DocumentId> {
    let grade = |id: &DocumentId| view.reliability.get(id).copied().unwrap_or_default();
    let copied = view.origins.relations.iter().filter(|r| r.kind != RelationKind::Relay);
    copied.map(|r| if grade(&r.from) < grade(&r.to) { r.to.clone() } else { r.from.clone() }).collect()
}

/// Names of countries, as claims give them.
fn countries(view: &View) -> BTreeMap<Country, String> {
    let places = view.claims.iter().flat_map(|c| &c.places).filter(|p| p.kind == Some(PlaceKind::Country));
    places.filter_map(|p| Some((p.country?, p.name.clone()))).collect()
}

fn nation(code: Country, names: &BTreeMap<Country, String>, regions: &Regions<'_>) -> Option<Region> {
    let named = |name: &String| Region { name: name.clone(), country: Some(code), whole: true };
    names.get(&code).map(named).or_else(|| regions.of_country(code))
}

/// The case's actors by every name.
struct Authors<'a>(HashMap<String, &'a ActorEntry>);

impl<'a> Authors<'a> {
    fn of(case: &'a Case) -> Self {
        let named = case.vocabulary.actors.iter();
        Self(
            named
                .flat_map(|a| std::iter::once(&a.name).chain(&a.aliases).map(move |n| (fold_key(n), a)))
                .collect(),
        )
    }

    /// Who a claim says acts, as far as it may be printed: never a person.
    fn of_claim(&self, claim: &Claim) -> Option<Author> {
        let name = claim.actor.as_deref()?;
        let Some(mut entry) = self.0.get(&fold_key(name)).copied() else {
            return Author::called(name, &claim.quote);
        };
        if self.is_armed(entry) {
            return Some(Author::Armed);
        }
        if entry.kind == ActorKind::Spokesperson {
            entry = self.parent(entry).filter(|p| p.kind != ActorKind::Spokesperson)?;
        }
        Some(match entry.kind {
            ActorKind::StateForces | ActorKind::Authority => Author::State(entry.name.clone()),
            _ => Author::Body(entry.name.clone()),
        })
    }

    fn parent(&self, entry: &ActorEntry) -> Option<&'a ActorEntry> {
        self.0.get(&fold_key(entry.parent.as_deref()?)).copied()
    }

    fn is_armed(&self, entry: &'a ActorEntry) -> bool {
        let mut line = std::iter::successors(Some(entry), |e| self.parent(e)).take(8);
        line.any(|e| e.kind == ActorKind::ArmedGroup)
    }
}
