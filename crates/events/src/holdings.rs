//! What a question about constraints, control, threats or interests is asked of: a resolved case on a day.

use crate::item::corrected;
use crate::positions::Positions;
use crate::{Event, Resolution, Ruling, Standing};
use base::{ClaimId, Date, DocumentId, PlaceKind, Span, fold_key};
use evidence::{ActorEntry, ActorKind, Claim, ClaimPlace, Document, PlaceEntry, Vocabulary};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// A resolved case on a day.
#[derive(Clone, Copy, Debug)]
pub struct Holdings<'a> {
    /// Events and standings.
    pub resolution: &'a Resolution,
    /// The claims, as read.
    pub claims: &'a [&'a Claim],
    /// Their documents; texts may be empty.
    pub documents: &'a [&'a Document],
    /// Decisions in force: corrections count here too.
    pub ruling: &'a Ruling,
    /// The case's places and actors.
    pub vocabulary: &'a Vocabulary,
    /// The day; without one, that of the latest document.
    pub as_of: Option<Date>,
}

/// A claim that something rests on. Where its words would show positions of forces, only the claim is named.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Cited {
    /// The claim.
    pub claim: ClaimId,
    /// Its document.
    pub document: DocumentId,
    /// The words; `None` where they are withheld.
    pub quote: Option<String>,
    /// Where they stand, in code points; `None` where they are withheld.
    pub span: Option<Span>,
}

/// A record, looked up by id.
pub(crate) struct Book<'a> {
    pub record: Holdings<'a>,
    pub day: Option<Date>,
    claims: BTreeMap<&'a ClaimId, Cow<'a, Claim>>,
    published: BTreeMap<&'a DocumentId, Date>,
    standings: BTreeMap<&'a ClaimId, &'a Standing>,
    positions: Positions<'a>,
    actors: BTreeMap<String, &'a ActorEntry>,
    places: BTreeMap<String, &'a PlaceEntry>,
}

impl<'a> Book<'a> {
    pub fn new(record: &Holdings<'a>) -> Self {
        let known: Vec<&Document> = record.documents.to_vec();
        let early = |d: &&&Document| d.published.is_none_or(|on| record.as_of.is_none_or(|day| on <= day));
        let shown: BTreeSet<&DocumentId> = known.iter().filter(early).map(|d| &d.id).collect();
        let published: BTreeMap<&DocumentId, Date> = known
            .into_iter()
            .filter(|d| shown.contains(&d.id))
            .filter_map(|d| Some((&d.id, d.published?)))
            .collect();
        let as_ruled = |c: &'a Claim| match record.ruling.corrected.get(&c.id) {
            Some(to) => Cow::Owned(corrected(c, to)),
            None => Cow::Borrowed(c),
        };
        let counted = record.claims.iter().filter(|c| shown.contains(&c.document));
        let claims: BTreeMap<_, _> = counted.map(|c| (&c.id, as_ruled(c))).collect();
        let vocabulary = record.vocabulary;
        let actors = vocabulary.actors.iter().flat_map(|a| names(&a.name, &a.aliases).map(move |n| (n, a)));
        let places = vocabulary.places.iter().flat_map(|p| names(&p.name, &p.aliases).map(move |n| (n, p)));
        Self {
            day: record.as_of.or_else(|| published.values().max().copied()),
            record: *record,
            claims,
            standings: record.resolution.standings.iter().map(|s| (&s.claim, s)).collect(),
            positions: Positions::of(record.claims.iter().copied()),
            actors: actors.collect(),
            // The canonical name wins over another place's alias.
            places: places.chain(vocabulary.places.iter().map(|p| (fold_key(&p.name), p))).collect(),
            published,
        }
    }

    /// The event's claims, as corrected, in the order of the event.
    pub fn claims_of(&self, event: &Event) -> Vec<&Claim> {
        event.claims.iter().filter_map(|id| self.claims.get(id).map(AsRef::as_ref)).collect()
    }

    pub fn published(&self, claim: &Claim) -> Option<Date> {
        self.published.get(&claim.document).copied()
    }

    /// What names the origin of a claim; its document where nothing is known of it.
    pub fn origin(&self, claim: &Claim) -> String {
        let standing = self.standings.get(&claim.id);
        standing.map_or_else(|| claim.document.to_string(), |s| s.origin.to_string())
    }

    /// A claim as evidence. Where its words, or words they overlap, show positions of forces, they are left out.
    pub fn cite(&self, claim: &Claim, withheld: bool) -> Cited {
        let open = !withheld && !self.withheld(claim);
        Cited {
            claim: claim.id.clone(),
            document: claim.document.clone(),
            quote: open.then(|| claim.quote.clone()),
            span: open.then_some(claim.span),
        }
    }

    /// Whether the words of a claim would show positions or strength of forces.
    pub fn withheld(&self, claim: &Claim) -> bool {
        self.positions.withholds(claim)
    }

    pub fn actor(&self, name: &str) -> Option<&'a ActorEntry> {
        self.actors.get(&fold_key(name)).copied()
    }

    pub fn place(&self, name: &str) -> Option<&'a PlaceEntry> {
        self.places.get(&fold_key(name)).copied()
    }

    /// The outermost actor of the case that a name belongs to. `None` for what the case does not name: it may be a
    /// private person.
    pub fn public(&self, name: &str) -> Option<&'a ActorEntry> {
        let mut entry = self.actor(name)?;
        for _ in 0..8 {
            match entry.parent.as_deref().and_then(|p| self.actor(p)) {
                Some(parent) => entry = parent,
                None => break,
            }
        }
        Some(entry)
    }

    /// Who a claim says acts, as far as it may be printed: the group behind a spokesperson, else the actor itself.
    pub fn by(&self, claim: &Claim) -> Option<String> {
        let named = self.actor(claim.actor.as_deref()?)?;
        let speaks = matches!(named.kind, ActorKind::Spokesperson);
        let shown = if speaks { self.public(&named.name)? } else { named };
        Some(shown.name.clone())
    }

    /// Whether an actor is an armed group, a part of one, or speaks for one.
    pub fn is_armed_group(&self, name: &str) -> bool {
        let kind = |a: Option<&ActorEntry>| a.is_some_and(|a| a.kind == ActorKind::ArmedGroup);
        kind(self.actor(name)) || kind(self.public(name))
    }

    /// The first-level division of a place, where it is known.
    pub fn admin1(&self, place: &ClaimPlace) -> Option<String> {
        if place.kind == Some(PlaceKind::Admin1) {
            return Some(place.name.clone());
        }
        self.place(&place.name)?.admin1.clone()
    }
}

fn names(name: &str, aliases: &[String]) -> impl Iterator<Item = String> {
    std::iter::once(name)
        .chain(aliases.iter().map(String::as_str))
        .map(fold_key)
        .collect::<Vec<_>>()
        .into_iter()
}

/// Whole days from one day to another.
pub(crate) fn days(from: Date, to: Date) -> i64 {
    i64::from((to - from).get_days())
}

/// Whether a place was named as a topic only, not as where something is.
pub(crate) fn is_topic(place: &ClaimPlace) -> bool {
    place.role == "topic"
}

/// A name without the word that tells a division from the town it is named after, folded.
pub(crate) fn bare_key(name: &str) -> String {
    crate::item::bare(&fold_key(name))
}
