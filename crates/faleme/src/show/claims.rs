//! Claims with what they are worth.

use super::{Handed, interval};
use crate::table::table;
use crate::view::View;
use base::{Coordinate, Country, GeoPrecision, Interval, PlaceKind, Quantity, Span, fold_key};
use events::Correction;
use evidence::{Claim, ClaimPlace, Document};
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::HashSet;

/// A claim with what it is worth.
#[derive(Serialize)]
pub struct ClaimShown<'a> {
    id: &'a str,
    document: &'a str,
    #[serde(flatten)]
    span: Option<Span>,
    quote: Option<&'a str>,
    kind: evidence::ClaimKind,
    #[serde(rename = "type")]
    claim_type: &'a str,
    date: Option<Interval>,
    places: Vec<PlaceShown<'a>>,
    modality: base::Modality,
    actor: Option<&'a str>,
    target: Option<&'a str>,
    quantity: Option<&'a Quantity>,
    event: Option<&'a str>,
    origin: Option<&'a str>,
    credibility: Option<base::Credibility>,
    reliability: Option<base::Reliability>,
    reason: Option<&'a str>,
    document_id: &'a str,
    date_basis: Option<evidence::DateBasis>,
    target_class: Option<evidence::TargetClass>,
    medium: Option<&'a evidence::Medium>,
    role: evidence::Role,
    citations: &'a [base::CitationId],
    rule: &'a str,
    /// `accepted`, `rejected` or nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    /// Fields that an analyst corrected, as the rules had read them.
    #[serde(skip_serializing_if = "Map::is_empty")]
    as_read: Map<String, Value>,
    /// Whether its words are left out because they would show where forces stand.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    withheld: bool,
}

/// A place of a claim or event.
#[derive(Serialize)]
pub struct PlaceShown<'a> {
    pub name: &'a str,
    pub country: Option<Country>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    kind: Option<PlaceKind>,
    pub precision: GeoPrecision,
    role: &'a str,
}

impl<'a> PlaceShown<'a> {
    /// As it is told.
    pub fn of(place: &'a ClaimPlace) -> Self {
        let ClaimPlace { name, kind, country, point, precision, role } = place;
        let (lat, lon) = (point.map(|p| p.lat), point.map(|p| p.lon));
        Self { name, country: *country, lat, lon, kind: *kind, precision: *precision, role }
    }

    /// A division or country in the place of what lies in it.
    pub(super) fn division(
        of: &'a ClaimPlace,
        name: &'a str,
        kind: PlaceKind,
        point: Option<Coordinate>,
    ) -> Self {
        let precision = if kind == PlaceKind::Admin2 { GeoPrecision::Admin2 } else { GeoPrecision::Admin1 };
        let (lat, lon) = (point.map(|p| p.lat), point.map(|p| p.lon));
        Self { name, country: of.country, lat, lon, kind: Some(kind), precision, role: "area" }
    }

    /// The country of a place of which nothing else may be told.
    pub(super) fn country(of: &'a ClaimPlace) -> Option<Self> {
        let name = of.country.as_ref()?.as_str();
        let (kind, precision) = (Some(PlaceKind::Country), GeoPrecision::Country);
        Some(Self { name, country: of.country, lat: None, lon: None, kind, precision, role: "area" })
    }

    /// Without its point.
    pub(super) fn unlocated(self) -> Self {
        Self { lat: None, lon: None, ..self }
    }

    /// Whether it is the same place, whatever its part.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        (self.name, self.kind, self.country) == (other.name, other.kind, other.country)
    }

    /// A place that an analyst named; located where the claim itself or another of the case locates that name.
    fn named(name: &'a str, known: &'a [Claim]) -> Self {
        let key = base::fold_key(name);
        let found = known.iter().flat_map(|c| &c.places).find(|p| base::fold_key(&p.name) == key);
        found.map(Self::of).unwrap_or(Self {
            name,
            country: None,
            lat: None,
            lon: None,
            kind: None,
            precision: GeoPrecision::Unresolved,
            role: "site",
        })
    }
}

/// `claims` as they stand in `view`, with decisions applied.
pub fn claims<'a>(view: &'a View, claims: &'a [Claim]) -> Vec<ClaimShown<'a>> {
    let documents = view.by_id();
    let standings = view.standings();
    let shown = |claim: &'a Claim| {
        let standing = standings.get(&claim.id).copied();
        let mut shown = plain(claim, documents.get(&claim.document).copied());
        shown.event = standing.map(|s| s.event.as_str());
        shown.origin = standing.map(|s| s.origin.as_str());
        shown.credibility = standing.map(|s| s.credibility);
        shown.reliability = standing.map(|s| s.reliability);
        shown.reason = standing.map(|s| s.reason.as_str());
        shown.status = status(view, claim);
        if let Some(correction) = view.ruling.corrected.get(&claim.id) {
            shown.correct(correction, view);
        }
        shown
    };
    claims.iter().map(shown).collect()
}

/// The same as they are handed on to readers.
pub fn claims_to_share<'a>(view: &'a View, claims: &'a [Claim], handed: &Handed<'a>) -> Vec<ClaimShown<'a>> {
    let mut shown = self::claims(view, claims);
    for (shown, claim) in shown.iter_mut().zip(claims) {
        // A correction may make a claim one of positions, by its type alone.
        let hidden = handed.hides(claim, shown.event) || events::shows_positions(shown.claim_type);
        shown.share(claim, hidden, handed, view);
    }
    shown
}

fn status(view: &View, claim: &Claim) -> Option<&'static str> {
    let accepted = view.ruling.accepted.contains(&claim.id).then_some("accepted");
    accepted.or(view.ruling.rejected.contains(&claim.id).then_some("rejected"))
}

fn plain<'a>(claim: &'a Claim, document: Option<&'a Document>) -> ClaimShown<'a> {
    ClaimShown {
        id: claim.id.as_str(),
        document: document.map_or("", |d| d.name.as_str()),
        span: Some(claim.span),
        quote: Some(&claim.quote),
        kind: claim.kind,
        claim_type: &claim.claim_type,
        date: claim.date,
        places: claim.places.iter().map(PlaceShown::of).collect(),
        modality: claim.modality,
        actor: claim.actor.as_deref(),
        target: claim.target.as_deref(),
        quantity: claim.quantity.as_ref(),
        event: None,
        origin: None,
        credibility: None,
        reliability: None,
        reason: None,
        document_id: claim.document.as_str(),
        date_basis: claim.date_basis,
        target_class: claim.target_class,
        medium: claim.medium.as_ref(),
        role: claim.role,
        citations: &claim.citations,
        rule: &claim.rule,
        status: None,
        as_read: Map::new(),
        withheld: false,
    }
}

impl<'a> ClaimShown<'a> {
    fn correct(&mut self, to: &'a Correction, view: &'a View) {
        fn swap<T: Serialize>(as_read: &mut Map<String, Value>, name: &str, slot: &mut T, new: Option<T>) {
            if let Some(new) = new {
                let old = std::mem::replace(slot, new);
                as_read.insert(name.into(), serde_json::to_value(old).unwrap_or(Value::Null));
            }
        }
        let places = to.places.as_ref();
        let places = places.map(|p| p.iter().map(|name| PlaceShown::named(name, &view.claims)).collect());
        let read = &mut self.as_read;
        swap(read, "type", &mut self.claim_type, to.claim_type.as_deref());
        swap(read, "date", &mut self.date, to.date.map(Some));
        swap(read, "places", &mut self.places, places);
        swap(read, "modality", &mut self.modality, to.modality);
        swap(read, "actor", &mut self.actor, to.actor.as_deref().map(Some));
    }
}

impl<'a> ClaimShown<'a> {
    /// Leaves districts for places, and no name that may be a private person's; of what is hidden the month and the region.
    fn share(&mut self, claim: &'a Claim, hidden: bool, handed: &Handed<'a>, view: &'a View) {
        let told = handed.places(&claim.places, None, hidden);
        if let Some(names) = view.ruling.corrected.get(&claim.id).and_then(|to| to.places.as_ref()) {
            self.places = handed.places_named(names, &view.claims, hidden);
        } else {
            self.places = told;
        }
        self.as_read = Map::new();
        self.target = self.target.filter(|name| handed.knows(name));
        if !hidden {
            self.actor = self.actor.filter(|name| handed.may_name(name));
            return;
        }
        self.withheld = true;
        (self.quote, self.span) = (None, None);
        self.date = self.date.and_then(super::events::months);
        self.date_basis = None;
        self.actor = self.actor.filter(|name| handed.knows(name));
        (self.target, self.target_class, self.quantity, self.medium) = (None, None, None, None);
        self.citations = &[];
    }
}

impl ClaimShown<'_> {
    /// Whether what is shown reaches into a time.
    pub fn is_within(&self, span: &Interval) -> bool {
        let open = span.start.is_none() && span.end.is_none();
        open || self.date.is_some_and(|date| date.overlaps(span))
    }

    /// Whether what is shown names a place, given as a key.
    pub fn is_at(&self, key: &str) -> bool {
        self.places.iter().any(|p| fold_key(p.name) == key)
    }

    /// Whether the words or a place shown hold every word of a key.
    pub fn says(&self, key: &str) -> bool {
        let places = self.places.iter().map(|p| fold_key(p.name));
        let said: Vec<String> = places.chain(self.quote.map(fold_key)).collect();
        let said: HashSet<&str> = said.iter().flat_map(|s| s.split(' ')).collect();
        key.split(' ').all(|word| said.contains(word))
    }

    /// The claim.
    pub fn id(&self) -> &str {
        self.id
    }

    /// Id, date, type, modality, document and quote, for a list.
    pub fn brief(&self) -> [String; 6] {
        let date = self.date.map_or("-".into(), |d| interval(&d));
        let modality = self.modality.as_str().to_owned();
        let quote = self.quote.unwrap_or_default().into();
        [self.id.into(), date, self.claim_type.into(), modality, self.document.into(), quote]
    }
}

/// Claims in columns.
pub fn claims_table(claims: &[ClaimShown<'_>]) -> String {
    let row = |c: &ClaimShown<'_>| {
        let places: Vec<&str> = c.places.iter().map(|p| p.name).collect();
        let grade = |r: Option<String>| r.unwrap_or_else(|| "-".into());
        vec![
            c.id.to_owned(),
            c.date.map_or("-".into(), |d| interval(&d)),
            c.claim_type.to_owned(),
            c.modality.as_str().to_owned(),
            grade(c.reliability.map(|r| r.to_string()))
                + &grade(c.credibility.map(|g| g.grade().to_string())),
            c.status.unwrap_or("").to_owned(),
            places.join(", "),
            c.document.to_owned(),
            c.quote.unwrap_or_default().to_owned(),
        ]
    };
    let rows: Vec<Vec<String>> = claims.iter().map(row).collect();
    table(&["id", "date", "type", "modality", "grade", "status", "places", "document", "quote"], &rows)
}
