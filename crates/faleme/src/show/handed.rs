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
use evidence::{ActorKind, Claim, ClaimPlace, Document, PlaceEntry, Vocabulary};
use std::collections::{BTreeMap, HashMap, HashSet};
use supply::people::division;

/// What blurs, whatever day is asked about.
#[derive(Debug)]
pub struct Blur {
    /// Middles of second-level divisions, by their bare names.
    middles: BTreeMap<String, Coordinate>,
    /// Claims of events that a view tells by month and region only.
    held: HashSet<ClaimId>,
}

impl Blur {
    /// Where nothing is held back but by what is asked about.
    pub fn of_places(middles: BTreeMap<String, Coordinate>) -> Self {
        Self { middles, held: HashSet::new() }
    }

    /// What this view holds back, other days hold back as well: an earlier telling may be known for what it is only later.
    pub fn of(middles: BTreeMap<String, Coordinate>, view: &View, vocabulary: &Vocabulary) -> Self {
        let positions = Positions::strictly(&view.claims, forces(vocabulary));
        let hidden = hidden(view, &positions, &HashSet::new());
        let events = view.resolution.events.iter().filter(|e| hidden.contains(&e.id));
        let own = view.claims.iter().filter(|c| positions.withholds(c)).map(|c| c.id.clone());
        let held = events.flat_map(|e| e.claims.iter().cloned()).chain(own).collect();
        Self { middles, held }
    }
}

/// What is handed on of a view.
pub struct Handed<'a> {
    vocabulary: &'a Vocabulary,
    blur: &'a Blur,
    names: Names,
    rows: Rows<'a>,
    positions: Positions<'a>,
    claims: HashMap<&'a ClaimId, &'a Claim>,
    hidden: HashSet<&'a EventId>,
    /// Words held back, as keys, by document.
    quotes: HashMap<&'a DocumentId, Vec<String>>,
    /// Names of forces.
    forces: Vec<&'a str>,
    /// Names of places finer than a region, as keys.
    spots: Vec<String>,
}

impl<'a> Handed<'a> {
    /// Of a view, with the case's names and what blurs.
    pub fn of(view: &'a View, vocabulary: &'a Vocabulary, blur: &'a Blur) -> Self {
        let forces = forces(vocabulary);
        let positions = Positions::strictly(&view.claims, forces.clone());
        let hidden = hidden(view, &positions, &blur.held);
        let mut quotes: HashMap<&DocumentId, Vec<String>> = HashMap::new();
        for claim in view.claims.iter().filter(|c| positions.withholds(c) || blur.held.contains(&c.id)) {
            quotes.entry(&claim.document).or_default().push(fold_key(&claim.quote));
        }
        let spots = vocabulary.places.iter().filter(|p| is_fine(p.kind));
        let spots = spots.flat_map(|p| std::iter::once(&p.name).chain(&p.aliases)).map(|n| fold_key(n));
        Self {
            vocabulary,
            blur,
            names: Names::of(vocabulary),
            rows: events::rows(&view.tables),
            positions,
            forces,
            spots: spots.filter(|key| !key.is_empty()).collect(),
            claims: view.claims.iter().map(|c| (&c.id, c)).collect(),
            hidden,
            quotes,
        }
    }

    /// Whether a claim is told by month and region only: by its words, or as one telling of an event that is.
    pub fn hides(&self, claim: &Claim, event: Option<&str>) -> bool {
        self.positions.withholds(claim)
            || self.blur.held.contains(&claim.id)
            || event.is_some_and(|id| self.hides_event_called(id))
    }

    /// Whether the event of that id is told by month and region only.
    pub fn hides_event_called(&self, id: &str) -> bool {
        self.hidden.iter().any(|event| event.as_str() == id)
    }

    /// The same of a claim by its id.
    pub fn hides_words_of(&self, claim: &ClaimId) -> bool {
        self.blur.held.contains(claim) || self.claims.get(claim).is_some_and(|c| self.positions.withholds(c))
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

    /// A document's title; where words of it are held back, and the title tells the same in other words, the name of its file,
    /// or its id where that tells as much.
    pub fn title(&self, document: &'a Document) -> &'a str {
        let tells = |words: &str| self.tells(document, words);
        let title = document.title.as_deref().filter(|title| !tells(title));
        title.unwrap_or_else(|| self.name(document))
    }

    /// The name of a document's file; its id where words of it are held back and the name tells as much.
    pub fn name(&self, document: &'a Document) -> &'a str {
        if self.tells(document, &document.name) { document.id.as_str() } else { &document.name }
    }

    /// Whether words about a document tell what is held back of it: its own words, forces, or a place finer than a region.
    fn tells(&self, document: &Document, words: &str) -> bool {
        let quotes = self.quotes.get(&document.id).map(Vec::as_slice).unwrap_or_default();
        if quotes.is_empty() {
            return false;
        }
        let key = format!(" {} ", fold_key(words));
        crate::findings::gives_away(words, quotes)
            || events::speaks_of_forces(words, &self.forces)
            || self.spots.iter().any(|spot| key.contains(&format!(" {spot} ")))
    }

    /// What is held back because it would show where forces stand.
    pub fn positions(&self) -> &Positions<'a> {
        &self.positions
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
        let middle = || self.blur.middles.get(&division(name)).copied();
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

/// Names that the case gives to forces of states.
fn forces(vocabulary: &Vocabulary) -> Vec<&str> {
    let armed = vocabulary.actors.iter().filter(|a| a.kind == ActorKind::StateForces);
    armed.flat_map(|a| std::iter::once(&a.name).chain(&a.aliases)).map(String::as_str).collect()
}

/// Whether a kind of place is finer than a region.
fn is_fine(kind: PlaceKind) -> bool {
    !matches!(kind, PlaceKind::Admin1 | PlaceKind::Area | PlaceKind::Country | PlaceKind::Road)
}

/// Events told by month and region only.
fn hidden<'a>(view: &'a View, positions: &Positions<'a>, held: &HashSet<ClaimId>) -> HashSet<&'a EventId> {
    let told: HashSet<&ClaimId> =
        view.claims.iter().filter(|c| positions.withholds(c)).map(|c| &c.id).collect();
    let hides =
        |e: &&Event| e.shows_positions() || e.claims.iter().any(|id| told.contains(id) || held.contains(id));
    view.resolution.events.iter().filter(hides).map(|e| &e.id).collect()
}
