//! A claim as the grouping sees it: corrected by the analysts, with its names folded and its origin looked up.

use crate::group::family;
use crate::input::Evidence;
use crate::{Correction, Ruling};
use base::{ClaimId, DocumentId, GeoPrecision, Modality, OriginId, PlaceKind, Reliability, fold_key};
use evidence::{Claim, ClaimPlace, Role};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// One claim prepared for grouping.
pub(crate) struct Item<'a> {
    pub claim: Cow<'a, Claim>,
    /// The family of its type: only claims of one family speak of one event.
    pub family: String,
    /// Spots and lines named, folded.
    pub sites: BTreeSet<String>,
    /// Regions and countries named, folded.
    pub areas: BTreeSet<String>,
    /// All of these without the word that tells a region from its town.
    bare: BTreeSet<String>,
    pub actor: Option<String>,
    pub target: Option<String>,
    /// The document's own origin.
    pub document_origin: OriginId,
    /// The earlier report it draws on, or the document's origin.
    pub origin: OriginId,
    pub reliability: Reliability,
}

impl Item<'_> {
    /// Whether it counts as a witness: a first telling, put as a fact.
    pub fn weighs(&self) -> bool {
        self.claim.role == Role::Report && self.claim.modality.is_fact()
    }

    pub fn shares_a_place(&self, other: &Self) -> bool {
        !self.bare.is_disjoint(&other.bare)
    }

    /// All places named, folded, regions by the name of their town.
    pub fn names(&self) -> impl Iterator<Item = &String> {
        self.bare.iter()
    }

    pub fn placeless(&self) -> bool {
        self.sites.is_empty() && self.areas.is_empty()
    }
}

/// Prepares the claims that the analysts have not rejected, in the order given.
pub(crate) fn prepare<'a>(evidence: &Evidence<'a>, ruling: &Ruling) -> Vec<Item<'a>> {
    let documents: HashMap<&DocumentId, &OriginId> =
        evidence.origins.origins.iter().flat_map(|o| o.documents.iter().map(move |d| (d, &o.id))).collect();
    let cited = cited_origins(evidence, &documents);
    evidence
        .claims
        .iter()
        .filter(|claim| !ruling.rejected.contains(&claim.id))
        .map(|claim| item(evidence, ruling, claim, &documents, &cited))
        .collect()
}

fn item<'a>(
    evidence: &Evidence<'a>,
    ruling: &Ruling,
    claim: &'a Claim,
    documents: &HashMap<&DocumentId, &OriginId>,
    cited: &BTreeMap<String, OriginId>,
) -> Item<'a> {
    let document_origin = documents
        .get(&claim.document)
        .map_or_else(|| OriginId::derive(&[claim.document.as_str()]), |o| (*o).clone());
    let origin = claim
        .citations
        .iter()
        .find_map(|c| cited.get(c.as_str()))
        .cloned()
        .unwrap_or_else(|| document_origin.clone());
    let graded = ruling.graded.get(&claim.id).and_then(|g| g.0);
    let reliability =
        graded.or_else(|| evidence.reliability.get(&claim.document).copied()).unwrap_or_default();
    let claim = match ruling.corrected.get(&claim.id) {
        Some(correction) => Cow::Owned(corrected(claim, correction)),
        None => Cow::Borrowed(claim),
    };
    let (areas, sites): (BTreeSet<_>, BTreeSet<_>) = keys(&claim.places);
    Item {
        actor: claim
            .actor_group
            .as_deref()
            .or(claim.actor.as_deref())
            .filter(|_| !claim.actor_generic)
            .map(fold_key),
        target: claim.target.as_deref().map(fold_key),
        family: family(&claim.claim_type).to_owned(),
        claim,
        bare: sites.iter().chain(&areas).map(|name| bare(name)).collect(),
        sites,
        areas,
        document_origin,
        origin,
        reliability,
    }
}

fn keys(places: &[ClaimPlace]) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut areas, mut sites) = (BTreeSet::new(), BTreeSet::new());
    for place in places {
        match place.kind {
            Some(PlaceKind::Admin1 | PlaceKind::Country | PlaceKind::Area) => {
                areas.insert(fold_key(&place.name))
            }
            Some(PlaceKind::Road) => sites.insert(road(&place.name)),
            _ => sites.insert(fold_key(&place.name)),
        };
    }
    (areas, sites)
}

/// A road named by its ends is the same road both ways.
fn road(name: &str) -> String {
    let mut ends: Vec<String> = name.split(['–', '-']).map(fold_key).collect();
    ends.sort();
    ends.join(" ")
}

/// Words that tell a division from the town it is named after.
const DIVISIONS: &[&str] = &[" region", " cercle", " district", " province", " department"];

pub(crate) fn bare(name: &str) -> String {
    DIVISIONS.iter().find_map(|d| name.strip_suffix(d)).unwrap_or(name).to_owned()
}

pub(crate) fn corrected(claim: &Claim, to: &Correction) -> Claim {
    let mut claim = claim.clone();
    if let Some(name) = &to.claim_type {
        claim.claim_type.clone_from(name);
    }
    if let Some(modality) = to.modality {
        claim.modality = modality;
    }
    if to.date.is_some() {
        claim.date = to.date;
    }
    if to.actor.is_some() {
        claim.actor.clone_from(&to.actor);
    }
    if let Some(names) = &to.places {
        claim.places = names.iter().map(|n| known_or_bare(&claim.places, n)).collect();
    }
    claim
}

fn known_or_bare(places: &[ClaimPlace], name: &str) -> ClaimPlace {
    places.iter().find(|p| fold_key(&p.name) == fold_key(name)).cloned().unwrap_or_else(|| ClaimPlace {
        name: name.to_owned(),
        kind: None,
        country: None,
        point: None,
        precision: GeoPrecision::Unresolved,
        role: "site".into(),
    })
}

/// For every citation, the origin of the work it cites: that of the document in hand if the ledger holds it, else one
/// derived from the work itself, so that two texts that cite one report share an origin.
fn cited_origins(
    evidence: &Evidence<'_>,
    documents: &HashMap<&DocumentId, &OriginId>,
) -> BTreeMap<String, OriginId> {
    let mut held: HashMap<String, &OriginId> = HashMap::new();
    for document in evidence.documents {
        let Some(origin) = documents.get(&document.id) else { continue };
        for key in document.url.iter().map(|u| url_key(u)).chain(document.title.iter().map(|t| fold_key(t))) {
            held.entry(key).or_insert(origin);
        }
    }
    let mut cited = BTreeMap::new();
    for citation in evidence.documents.iter().flat_map(|d| &d.citations) {
        let keys: Vec<String> = citation
            .url
            .iter()
            .map(|u| url_key(u))
            .chain(citation.title.iter().map(|t| fold_key(t)))
            .collect();
        let origin = keys.iter().find_map(|k| held.get(k).map(|o| (*o).clone()));
        let own = keys.first().map(|k| OriginId::derive(&["cited", k]));
        if let Some(origin) = origin.or(own) {
            cited.insert(citation.id.as_str().to_owned(), origin);
        }
    }
    cited
}

/// A URL without scheme, `www.`, query and trailing slash.
fn url_key(url: &str) -> String {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    let bare = bare.strip_prefix("www.").unwrap_or(bare);
    bare.split(['?', '#']).next().unwrap_or(bare).trim_end_matches('/').to_lowercase()
}

/// The most factual of modalities, for an event that is told in several ways.
pub(crate) fn firmest(modalities: impl Iterator<Item = Modality>) -> Option<Modality> {
    modalities.min()
}

/// Claim ids of items, in order.
pub(crate) fn ids(items: &[&Item<'_>]) -> Vec<ClaimId> {
    items.iter().map(|i| i.claim.id.clone()).collect()
}
