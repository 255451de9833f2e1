//! Economic sites publicly reported hit or closed, as counts.
//!
//! In: a [`Holdings`]. Out: [`Interests`]: how many sites by division, sector and country of ownership. Cells under
//! [`LEAST`] are not told, and nothing is given from which they could be subtracted: no total, no rest of a sector beside
//! one small cell of it, no count between two ends of months. There is no list of sites, and nothing at all of sites not
//! yet hit.

use crate::holdings::{Book, is_topic};
use crate::words::Words;
use crate::{Event, Holdings};
use base::{Country, Date, Modality, PlaceKind, fold_key};
use evidence::{ActorEntry, ActorKind, Claim, ClaimKind, ClaimPlace, PlaceEntry, TargetClass};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// The least count that is told. Three is the usual threshold rule of statistical offices.
pub const LEAST: usize = 3;

/// A count as published.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Count {
    /// So many sites.
    Told(usize),
    /// Fewer than [`LEAST`].
    Few(Few),
}

/// Fewer than [`LEAST`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Few {
    /// Printed so.
    #[serde(rename = "<3")]
    UnderThree,
}

/// A cell of the count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Second-level division, where it is known.
    pub admin2: Option<String>,
    /// First-level division, where it is known.
    pub admin1: Option<String>,
    /// Sector, `unknown` where nothing is told of it.
    pub sector: String,
    /// Country of ownership, where the case has it.
    pub country: Option<Country>,
    /// How many sites.
    pub count: Count,
}

/// Sites hit or closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interests {
    /// Cells in the order of their names, never of their counts.
    pub counts: Vec<Cell>,
    /// How many cells are under [`LEAST`].
    pub suppressed: usize,
    /// The end of the last whole month on the day asked about: what came later is not counted.
    pub as_of: Option<Date>,
}

#[derive(Deserialize)]
struct Sector {
    name: String,
    words: Vec<String>,
}

#[derive(Default, Deserialize)]
struct Data {
    hit: Vec<String>,
    closed: Vec<String>,
    units: Vec<String>,
    wide: Vec<String>,
    sector: Vec<Sector>,
}

static DATA: LazyLock<Data> =
    LazyLock::new(|| toml::from_str(include_str!("../data/interests.toml")).unwrap_or_default());

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    admin1: Option<String>,
    admin2: Option<String>,
    sector: String,
    country: Option<Country>,
}

/// The last day of the last month that is over on `day`'s evening. Counts are told for such days only: from those of two
/// neighbouring days the site hit in between would follow.
pub fn whole_months(day: Date) -> Date {
    let last = day.last_of_month();
    if day == last { last } else { day.first_of_month().yesterday().unwrap_or(day) }
}

/// Counts sites reported hit or closed by the end of the last whole month.
pub fn interests(record: &Holdings<'_>) -> Interests {
    let day = Book::new(record).day.map(whole_months);
    let book = Book::new(&Holdings { as_of: day, ..*record });
    let mut sites: BTreeMap<Key, BTreeSet<String>> = BTreeMap::new();
    let later = |e: &Event| e.date.and_then(|d| d.first()).zip(day).is_some_and(|(on, day)| on > day);
    for event in record.resolution.events.iter().filter(|e| !later(e)) {
        for (key, site) in hits(&book, event) {
            sites.entry(key).or_default().insert(site);
        }
    }
    let rests: BTreeSet<Key> = sites.keys().filter(|key| gives_away(key, &sites)).cloned().collect();
    sites.retain(|key, _| !rests.contains(key));
    let cell = |(key, sites): (Key, BTreeSet<String>)| Cell {
        admin2: key.admin2,
        admin1: key.admin1,
        sector: key.sector,
        country: key.country,
        count: if sites.len() < LEAST { Count::Few(Few::UnderThree) } else { Count::Told(sites.len()) },
    };
    let counts: Vec<Cell> = sites.into_iter().map(cell).collect();
    let suppressed = counts.iter().filter(|c| matches!(c.count, Count::Few(_))).count();
    Interests { counts, suppressed, as_of: book.day }
}

/// Whether a cell is what is left beside exactly one small cell within it: a total told elsewhere would give that one away.
fn gives_away(key: &Key, sites: &BTreeMap<Key, BTreeSet<String>>) -> bool {
    let small = sites.iter().filter(|(other, sites)| sites.len() < LEAST && key.holds(other));
    sites.get(key).is_some_and(|own| own.len() >= LEAST) && small.count() == 1
}

impl Key {
    /// Whether another cell is a finer one of the same sector, or of any where this one's sector is a word for all.
    fn holds(&self, other: &Self) -> bool {
        fn wide<T: PartialEq>(own: &Option<T>, other: &Option<T>) -> bool {
            own.is_none() || own == other
        }
        let sector = self.sector == other.sector || DATA.wide.contains(&self.sector);
        let within = wide(&self.admin1, &other.admin1) && wide(&self.admin2, &other.admin2);
        self != other && sector && within && wide(&self.country, &other.country)
    }
}

/// The cell and a name, for counting once, of every site that an event tells as hit or closed.
fn hits(book: &Book<'_>, event: &Event) -> Vec<(Key, String)> {
    let one_of = |types: &[String]| types.contains(&event.claim_type);
    let hit = event.kind == ClaimKind::Incident && one_of(&DATA.hit);
    let told: Vec<&Claim> = book.claims_of(event).into_iter().filter(|c| c.modality.is_fact()).collect();
    let untold = told.is_empty() && !event.claims.is_empty();
    if untold
        || !(hit || one_of(&DATA.closed))
        || matches!(event.modality, Modality::Denied | Modality::Negated)
    {
        return Vec::new();
    }
    let named: BTreeMap<String, Site<'_>> =
        sites(book, event, &told).into_iter().map(|s| (fold_key(s.name()), s)).collect();
    let mut out: Vec<(Key, String)> =
        named.iter().map(|(name, site)| (site.key(book, event, &told), name.clone())).collect();
    let class =
        told.iter().any(|c| matches!(c.target_class, Some(TargetClass::Industry | TargetClass::Works)));
    let closes = !hit && told.iter().any(|c| sector(c).is_some());
    if class || closes {
        let (admin1, admin2) = division(book, event.places.iter().filter(|p| !is_topic(p)));
        let sector = told.iter().find_map(|c| sector(c)).unwrap_or("unknown").to_owned();
        let key = Key { admin1, admin2, sector, country: None };
        let rest = many(&told).saturating_sub(named.len()).max(usize::from(named.is_empty()));
        out.extend((0..rest).map(|n| (key.clone(), format!("{} {n}", event.id))));
    }
    out
}

/// The highest number of sites told; one where none is.
fn many(told: &[&Claim]) -> usize {
    let counts = told.iter().filter_map(|c| c.quantity.as_ref()).filter(|q| DATA.units.contains(&q.unit));
    // A number of sites beyond a thousand is a slip of reading.
    counts.map(|q| q.value.clamp(0.0, 1000.0) as usize).max().unwrap_or(1)
}

/// The sector by the words for what was hit, else by those of the quote.
fn sector(claim: &Claim) -> Option<&'static str> {
    let of = |text: &str| {
        let words = Words::of(text);
        DATA.sector.iter().find(|s| words.has_any(&s.words)).map(|s| s.name.as_str())
    };
    claim.target.as_deref().and_then(of).or_else(|| of(&claim.quote))
}

/// A site or company of the case that has a sector.
enum Site<'a> {
    Place(&'a PlaceEntry),
    Company(&'a ActorEntry),
}

/// Sites and companies of the case that an event's claims name. A company named beside a site of its own country and
/// sector is that site's owner and counts once.
fn sites<'a>(book: &Book<'a>, event: &Event, told: &[&Claim]) -> Vec<Site<'a>> {
    let named = event.places.iter().filter(|p| !is_topic(p)).filter_map(|p| book.place(&p.name));
    let places: Vec<&PlaceEntry> =
        named.filter(|p| p.kind == PlaceKind::Site && p.sector.is_some()).collect();
    let quotes: Vec<Words> = told.iter().map(|c| Words::of(&c.quote)).collect();
    let company = |a: &&ActorEntry| a.kind == ActorKind::Company && a.sector.is_some();
    let said = |a: &&ActorEntry| {
        let names = || std::iter::once(&a.name).chain(&a.aliases);
        let target =
            |c: &&Claim| c.target.as_deref().is_some_and(|t| names().any(|n| fold_key(n) == fold_key(t)));
        quotes.iter().any(|q| names().any(|n| q.has(n))) || told.iter().any(target)
    };
    let owns =
        |a: &&ActorEntry| places.iter().any(|p| p.sector == a.sector && p.owner_country == a.owner_country);
    let companies = book.record.vocabulary.actors.iter().filter(company).filter(said).filter(|a| !owns(a));
    let companies: Vec<Site<'a>> = companies.map(Site::Company).collect();
    places.iter().map(|p| Site::Place(p)).chain(companies).collect()
}

impl Site<'_> {
    fn name(&self) -> &str {
        match self {
            Self::Place(p) => &p.name,
            Self::Company(a) => &a.name,
        }
    }

    fn key(&self, book: &Book<'_>, event: &Event, told: &[&Claim]) -> Key {
        let (sector, country) = match self {
            Self::Place(p) => (p.sector.clone(), p.owner_country),
            Self::Company(a) => (a.sector.clone(), a.owner_country),
        };
        let (admin1, admin2) = match self {
            Self::Place(p) => (p.admin1.clone(), p.admin2.clone()),
            Self::Company(_) => division(
                book,
                told.iter().flat_map(|c| &c.places).chain(&event.places).filter(|p| !is_topic(p)),
            ),
        };
        Key { admin1, admin2, sector: sector.unwrap_or_else(|| "unknown".into()), country }
    }
}

/// First- and second-level division of the first place that has one.
pub(crate) fn division<'p>(
    book: &Book<'_>,
    places: impl Iterator<Item = &'p ClaimPlace>,
) -> (Option<String>, Option<String>) {
    let places: Vec<&ClaimPlace> = places.collect();
    let second = |p: &&ClaimPlace| match p.kind {
        Some(PlaceKind::Admin2) => Some(p.name.clone()),
        _ => book.place(&p.name)?.admin2.clone(),
    };
    let admin2 = places.iter().find_map(second);
    let of_second = admin2.as_deref().and_then(|a| book.place(a)?.admin1.clone());
    (of_second.or_else(|| places.iter().find_map(|p| book.admin1(p))), admin2)
}
