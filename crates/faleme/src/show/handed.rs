//! What readers up to TLP:GREEN are handed: the one rule of pages, API, OGC features and exports for them.
//!
//! Places are second-level divisions (first-level ones where no second is known), named and located as such. What tells where
//! forces stand or move, or where they were hit, keeps its month and its region: no words, no day, no number. Names that the case
//! does not list are not told: they may be those of units or of private persons.

use super::PlaceShown;
use crate::findings::Names;
use crate::view::View;
use base::{ClaimId, Coordinate, DocumentId, EventId, GeoPrecision, PlaceKind, Span, fold_key};
use events::{Event, Positions, Row, Rows};
use evidence::{Claim, ClaimPlace, Document, PlaceEntry, Vocabulary};
use std::collections::{BTreeMap, HashMap, HashSet};
use supply::people::division;

/// Middles of second-level divisions, by their bare names.
pub type Middles = BTreeMap<String, Coordinate>;

/// What is handed on of a view.
pub struct Handed<'a> {
    vocabulary: &'a Vocabulary,
    middles: &'a Middles,
    names: Names,
    rows: Rows<'a>,
    positions: Positions<'a>,
    claims: HashMap<&'a ClaimId, &'a Claim>,
    hidden: HashSet<&'a EventId>,
    /// Words held back, as keys, by document.
    quotes: HashMap<&'a DocumentId, Vec<String>>,
}

impl<'a> Handed<'a> {
    /// Of a view, with the case's names and the middles of its districts.
    pub fn of(view: &'a View, vocabulary: &'a Vocabulary, middles: &'a Middles) -> Self {
        let positions = Positions::strictly(&view.claims);
        let hidden = hidden(view, &positions);
        let mut quotes: HashMap<&DocumentId, Vec<String>> = HashMap::new();
        for claim in view.claims.iter().filter(|c| positions.withholds(c)) {
            quotes.entry(&claim.document).or_default().push(fold_key(&claim.quote));
        }
        Self {
            vocabulary,
            middles,
            names: Names::of(vocabulary),
            rows: events::rows(&view.tables),
            positions,
            claims: view.claims.iter().map(|c| (&c.id, c)).collect(),
            hidden,
            quotes,
        }
    }

    /// Whether a claim is told by month and region only: by its words, or as one telling of an event that is.
    pub fn hides(&self, claim: &Claim, event: Option<&str>) -> bool {
        self.positions.withholds(claim)
            || event.is_some_and(|id| self.hidden.iter().any(|e| e.as_str() == id))
    }

    /// The same of a claim by its id.
    pub fn hides_words_of(&self, claim: &ClaimId) -> bool {
        self.claims.get(claim).is_some_and(|c| self.positions.withholds(c))
    }

    /// Whether an event is told by month and region only.
    pub fn hides_event(&self, event: &EventId) -> bool {
        self.hidden.contains(event)
    }

    /// Whether a span overlaps words that are held back.
    pub fn touches(&self, document: &DocumentId, span: Span) -> bool {
        self.positions.touches(document, span)
    }

    /// Whether a name may be told.
    pub fn may_name(&self, name: &str) -> bool {
        self.names.may_be_printed(name)
    }

    /// Whether it is a name of the case.
    pub fn knows(&self, name: &str) -> bool {
        self.names.is_known(name)
    }

    /// A document's title; its name where the title holds words that are held back.
    pub fn title(&self, document: &'a Document) -> &'a str {
        let quotes = self.quotes.get(&document.id).map(Vec::as_slice).unwrap_or_default();
        let told = document.title.as_deref().filter(|title| !crate::findings::gives_away(title, quotes));
        told.unwrap_or(&document.name)
    }

    /// Places of an event or of a claim, each once: districts, or regions where `coarse`.
    pub fn places(
        &self,
        places: &'a [ClaimPlace],
        of: Option<&'a Event>,
        coarse: bool,
    ) -> Vec<PlaceShown<'a>> {
        let mut out: Vec<PlaceShown<'a>> = Vec::new();
        for place in places {
            let shown = if coarse { self.region(place, of) } else { self.district(place, of) };
            if let Some(shown) = shown.filter(|s| !out.iter().any(|o| o.is_same(s))) {
                out.push(shown);
            }
        }
        out
    }

    /// Places that an analyst named, as another claim of the case locates them; one that none does is told by its name if the
    /// case lists it as a division or wider, else not.
    pub fn places_named(&self, names: &[String], known: &'a [Claim], coarse: bool) -> Vec<PlaceShown<'a>> {
        let place = |name: &String| {
            let key = fold_key(name);
            known.iter().flat_map(|c| &c.places).find(|p| fold_key(&p.name) == key)
        };
        let mut out: Vec<PlaceShown<'a>> = Vec::new();
        for shown in
            names.iter().filter_map(place).flat_map(|p| self.places(std::slice::from_ref(p), None, coarse))
        {
            if !out.iter().any(|o| o.is_same(&shown)) {
                out.push(shown);
            }
        }
        out
    }

    /// The district of a place that is finer than one; else the place as it is told.
    fn district(&self, place: &'a ClaimPlace, of: Option<&'a Event>) -> Option<PlaceShown<'a>> {
        use PlaceKind::{Admin1, Admin2, Area, Country, Road};
        match place.kind {
            Some(Road) => return Some(PlaceShown::of(place).unlocated()),
            Some(Country | Area | Admin1) => return Some(PlaceShown::of(place)),
            Some(Admin2) => {
                let point = self.point(&place.name, Admin2).or(place.point);
                return Some(PlaceShown::division(place, &place.name, Admin2, point));
            }
            _ => {}
        }
        let (first, second) = self.divisions(place, of);
        let at = |name: &'a str, kind| PlaceShown::division(place, name, kind, self.point(name, kind));
        let second = second.map(|name| at(name, Admin2));
        // A division without a point is better than none, not than a wider one that is located.
        let located = second.as_ref().is_some_and(|s| s.lat.is_some());
        let first =
            first.map(|name| at(name, Admin1)).filter(|f| second.is_none() || !located && f.lat.is_some());
        first.or(second).or_else(|| PlaceShown::country(place))
    }

    /// The region, else the country, of a place.
    fn region(&self, place: &'a ClaimPlace, of: Option<&'a Event>) -> Option<PlaceShown<'a>> {
        if super::is_coarse(place) {
            let road = place.kind == Some(PlaceKind::Road);
            return Some(PlaceShown::of(place)).map(|p| if road { p.unlocated() } else { p });
        }
        let first = self.divisions(place, of).0;
        let at = |name: &'a str| {
            PlaceShown::division(place, name, PlaceKind::Admin1, self.point(name, PlaceKind::Admin1))
        };
        first.map(at).or_else(|| PlaceShown::country(place))
    }

    /// First and second-level division of a place: as the case lists it, else as a row of the event does.
    fn divisions(&self, place: &'a ClaimPlace, of: Option<&'a Event>) -> (Option<&'a str>, Option<&'a str>) {
        if let Some(entry) = self.entry(&place.name, place.kind) {
            return (entry.admin1.as_deref(), entry.admin2.as_deref());
        }
        let key = fold_key(&place.name);
        let row = |row: &&&'a Row| row.place.as_deref().is_some_and(|name| fold_key(name) == key);
        let rows = of.into_iter().flat_map(|event| &event.rows).filter_map(|at| self.rows.get(at));
        let row = rows.into_iter().find(row);
        (row.and_then(|r| r.admin1.as_deref()), row.and_then(|r| r.admin2.as_deref()))
    }

    /// The point that stands for a division.
    fn point(&self, name: &str, kind: PlaceKind) -> Option<Coordinate> {
        let middle = || self.middles.get(&division(name)).copied();
        let outlined = (kind == PlaceKind::Admin2).then(middle).flatten();
        let entry = || {
            let named = |p: &&PlaceEntry| p.kind == kind && division(&p.name) == division(name);
            self.vocabulary.places.iter().find(named)
        };
        outlined.or_else(|| entry().and_then(|e| Coordinate::new(e.lat?, e.lon?)))
    }

    fn entry(&self, name: &str, kind: Option<PlaceKind>) -> Option<&'a PlaceEntry> {
        let key = fold_key(name);
        let named = |p: &&PlaceEntry| std::iter::once(&p.name).chain(&p.aliases).any(|n| fold_key(n) == key);
        let mut all = self.vocabulary.places.iter().filter(named);
        let exact = all.clone().find(|p| kind == Some(p.kind));
        exact.or_else(|| all.next())
    }

    /// Where a constraint's place is drawn, and how precisely: crossings, ports, regions and what is wider as they are, since all
    /// know where they lie; anything finer as its district.
    pub fn reach(&self, name: &str, kind: Option<PlaceKind>) -> Option<(Option<Coordinate>, GeoPrecision)> {
        use PlaceKind::{Admin1, Area, BorderCrossing, Country, Port, Road};
        if matches!(kind, Some(Admin1 | Area | BorderCrossing | Country | Port | Road)) {
            return None;
        }
        let entry = self.entry(name, kind);
        let second =
            entry.and_then(|e| if e.kind == PlaceKind::Admin2 { Some(&e.name) } else { e.admin2.as_ref() });
        let first = entry.and_then(|e| e.admin1.as_ref());
        let second = second.and_then(|name| self.point(name, PlaceKind::Admin2));
        let first = || first.and_then(|name| self.point(name, PlaceKind::Admin1));
        Some(match second {
            Some(point) => (Some(point), GeoPrecision::Admin2),
            None => (first(), GeoPrecision::Admin1),
        })
    }
}

/// Events told by month and region only.
fn hidden<'a>(view: &'a View, positions: &Positions<'a>) -> HashSet<&'a EventId> {
    let told: HashSet<&ClaimId> =
        view.claims.iter().filter(|c| positions.withholds(c)).map(|c| &c.id).collect();
    let hides = |e: &&Event| e.shows_positions() || e.claims.iter().any(|id| told.contains(id));
    view.resolution.events.iter().filter(hides).map(|e| &e.id).collect()
}
