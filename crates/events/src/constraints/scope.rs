//! Where and for whom a constraint holds: only what its quotes and their places say (`data/scope.toml`).

use super::hours::{Hours, hours};
use super::{ConstraintKind, Told};
use crate::holdings::{Book, is_topic};
use crate::positions::blurred;
use crate::words::{Words, clauses};
use base::{ClaimId, Coordinate, Country, GeoPrecision, PlaceKind, fold_key};
use evidence::{ActorKind, Claim, ClaimPlace, PlaceEntry};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// A place that a constraint reaches.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reach {
    /// Canonical name.
    pub name: String,
    /// What it is.
    pub kind: Option<PlaceKind>,
    /// Its country.
    pub country: Option<Country>,
    /// Where it is.
    pub point: Option<Coordinate>,
    /// How precisely it is located.
    pub precision: GeoPrecision,
    /// OCHA P-code, if the case has it.
    pub pcode: Option<String>,
}

/// Which claims say a value of the scope.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScopeEvidence {
    /// The part of the scope: `places`, `links`, `commodities` …
    pub part: String,
    /// The value.
    pub value: String,
    /// The claims whose quotes or places say it.
    pub claims: Vec<ClaimId>,
}

/// Where and for whom a constraint holds. An empty list: nothing is told of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scope {
    /// Settlements, divisions, crossings.
    pub places: Vec<Reach>,
    /// Roads, by name.
    pub links: Vec<String>,
    /// Roads of the case that join several countries, by name.
    pub corridors: Vec<String>,
    /// Goods.
    pub commodities: Vec<String>,
    /// Kinds of vehicle.
    pub vehicle_classes: Vec<String>,
    /// Carriers and companies that the case names.
    pub operators: Vec<String>,
    /// Countries that the goods or vehicles come from.
    pub origin_countries: Vec<Country>,
    /// Hours of the day.
    pub hours: Vec<Hours>,
    /// Who or what is let through.
    pub exemptions: Vec<String>,
    /// Rules of conduct.
    pub rules: Vec<String>,
    /// What is closed.
    pub facilities: Vec<String>,
    /// Which claims say each of these.
    pub evidence: Vec<ScopeEvidence>,
}

type Lexicon = BTreeMap<String, Vec<String>>;

#[derive(Default, Deserialize)]
struct Cues {
    words: Vec<String>,
}

/// Words before a place at which something aims, and what may stand between.
#[derive(Default, Deserialize)]
struct Aims {
    words: Vec<String>,
    between: Vec<String>,
}

/// Words around those to whom alone something is left.
#[derive(Default, Deserialize)]
struct Alone {
    opens: Vec<String>,
    closes: Vec<String>,
}

#[derive(Default, Deserialize)]
struct Data {
    commodities: Lexicon,
    vehicle_classes: Lexicon,
    facilities: Lexicon,
    rules: Lexicon,
    exemptions: Lexicon,
    exempting: Cues,
    exempted: Cues,
    alone: Alone,
    origin: Cues,
    aim: Aims,
}

static DATA: LazyLock<Data> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/scope.toml")).unwrap_or_default());

/// Entries of a lexicon that a text names, by name. Longer words win: a tanker truck is no truck beside a tanker.
fn named(lexicon: &'static Lexicon, words: &Words) -> Vec<&'static str> {
    let mut patterns: Vec<(&str, &str)> = lexicon
        .iter()
        .flat_map(|(name, words)| words.iter().map(move |w| (w.as_str(), name.as_str())))
        .collect();
    patterns.sort_by_key(|(word, name)| (std::cmp::Reverse(word.len()), *name));
    let mut rest = words.clone();
    let mut found = BTreeSet::new();
    for (word, name) in patterns {
        while rest.take(word) {
            found.insert(name);
        }
    }
    found.into_iter().collect()
}

/// The quote without what is let through, and what is let through.
fn parted(quote: &str) -> (String, Vec<String>) {
    let (mut held, mut let_through) = (String::new(), Vec::new());
    for clause in clauses(quote) {
        let words = Words::of(clause);
        let opens = DATA.exempting.words.iter().filter_map(|w| words.find(w)).min();
        let all = words.list().join(" ");
        if opens.is_none() && is_let_through(&words) {
            let_through.push(all);
            continue;
        }
        // Positions count one blank before the first word.
        let cut = opens.map_or(all.len(), |(start, _)| start.saturating_sub(1).min(all.len()));
        held.push_str(all.get(..cut).unwrap_or_default());
        held.push('\n');
        let_through.extend(all.get(cut..).filter(|rest| !rest.is_empty()).map(str::to_owned));
    }
    (held, let_through)
}

/// Whether all of a clause tells who is let through: « les ambulances en sont exemptées », "only ambulances may pass".
fn is_let_through(clause: &Words) -> bool {
    let first = |patterns: &[String]| patterns.iter().filter_map(|w| clause.find(w)).min();
    let alone = || first(&DATA.alone.opens).zip(first(&DATA.alone.closes)).is_some_and(|(a, b)| a < b);
    clause.has_any(&DATA.exempted.words) || alone()
}

/// Goods that a quote names.
pub(super) fn commodities(quote: &str) -> Vec<&'static str> {
    named(&DATA.commodities, &Words::of(&parted(quote).0))
}

/// The goods that constraints may name, by name.
pub fn goods() -> impl Iterator<Item = &'static str> {
    DATA.commodities.keys().map(String::as_str)
}

/// The goods that words in English or French mean, by name: `carburant` is `fuel`.
pub fn goods_called(words: &str) -> Vec<&'static str> {
    named(&DATA.commodities, &Words::of(words))
}

/// What a quote says is closed.
pub(super) fn closed(quote: &str) -> Vec<&'static str> {
    named(&DATA.facilities, &Words::of(quote))
}

/// Carriers and companies of the case that a claim concerns.
pub(super) fn operators(book: &Book<'_>, claim: &Claim) -> Vec<String> {
    let company = |name: &&str| {
        book.actor(name).is_some_and(|a| matches!(a.kind, ActorKind::Operator | ActorKind::Company))
    };
    let told = [claim.target.as_deref(), claim.actor.as_deref()].into_iter().flatten();
    told.filter(company).filter_map(|name| Some(book.actor(name)?.name.clone())).collect()
}

/// Whether a quote names a place only as what a constraint is to deprive of something: « priver X de ressources ».
fn is_aim(quote: &str, place: &ClaimPlace, entry: Option<&PlaceEntry>) -> bool {
    let mut words = Words::of(quote);
    let aliases = entry.into_iter().flat_map(|e| e.aliases.iter().chain([&e.name]));
    let names: BTreeSet<&String> = aliases.chain([&place.name]).collect();
    let (mut aimed, aims) = (false, &DATA.aim);
    for name in &names {
        for before in &aims.words {
            aimed |= words.take(&format!("{before} {name}"));
            for between in &aims.between {
                aimed |= words.take(&format!("{before} {between} {name}"));
            }
        }
    }
    aimed && !names.iter().any(|name| words.has(name))
}

/// The scope as the claims that say so tell it; as those that deny it do, if there are no others.
pub(super) fn scope(book: &Book<'_>, kind: ConstraintKind, told: &[Told<'_>]) -> Scope {
    let so: Vec<&Claim> = told.iter().filter(|t| t.telling.status.is_so()).map(|t| t.claim).collect();
    let mut claims = if so.is_empty() { told.iter().map(|t| t.claim).collect() } else { so };
    claims.sort_by_key(|c| &c.id);
    let mut draft = Draft { book, kind, places: BTreeMap::new(), values: BTreeMap::new() };
    // Words of what shows positions of forces say nothing here: hours and vehicles would show when and with what.
    let shown = |c: &&Claim| !kind.is_positions() && !book.withheld(c);
    for claim in &claims {
        draft.places(claim);
        if shown(claim) {
            draft.words(claim);
        }
    }
    let timed: Vec<(&Claim, Vec<Hours>)> = claims
        .iter()
        .copied()
        .filter(shown)
        .map(|c| (c, hours(&c.quote)))
        .filter(|t| !t.1.is_empty())
        .collect();
    for (claim, spans) in timed.iter().filter(|(claim, _)| !timed.iter().any(|t| is_before(claim, t.0))) {
        spans.iter().for_each(|s| draft.say("hours", format!("{}-{}", s.from, s.to), claim));
    }
    draft.finish()
}

/// Whether a claim is told for days that were over when those of another began: what it tells was changed since.
fn is_before(claim: &Claim, other: &Claim) -> bool {
    let end = claim.date.and_then(|d| d.end.or(d.start));
    end.zip(other.date.and_then(|d| d.start)).is_some_and(|(end, start)| end < start)
}

struct Draft<'a, 'b> {
    book: &'b Book<'a>,
    kind: ConstraintKind,
    places: BTreeMap<String, Reach>,
    /// Part and value, to the claims that say it.
    values: BTreeMap<(&'static str, String), BTreeSet<ClaimId>>,
}

impl Draft<'_, '_> {
    fn say(&mut self, part: &'static str, value: impl Into<String>, claim: &Claim) {
        self.values.entry((part, value.into())).or_default().insert(claim.id.clone());
    }

    /// A country is where a constraint holds only if its claim names nothing finer: a road "to" a country is not in it.
    fn places(&mut self, claim: &Claim) {
        let country = |p: &ClaimPlace| p.kind == Some(PlaceKind::Country);
        let finer = claim.places.iter().any(|p| !is_topic(p) && !country(p));
        for place in claim.places.iter().filter(|p| !is_topic(p) && p.precision != GeoPrecision::Unresolved) {
            let entry = self.book.place(&place.name);
            if is_aim(&claim.quote, place, entry) {
                continue;
            }
            let hidden = self.kind.is_positions() || self.book.withheld(claim);
            let shown = if hidden { blurred(place, entry) } else { Some(place.clone()) };
            let Some(place) = shown else { continue };
            let entry = self.book.place(&place.name);
            match (place.kind, place.country) {
                (Some(PlaceKind::Road), _) if self.is_corridor(entry) => {
                    self.say("corridors", &place.name, claim)
                }
                (Some(PlaceKind::Road), _) => self.say("links", &place.name, claim),
                (Some(PlaceKind::Country), Some(country)) if self.is_origin(claim, &place) => {
                    self.say("origin_countries", country.as_str(), claim);
                }
                (Some(PlaceKind::Country), _) if finer && self.kind != ConstraintKind::Closure => {}
                _ => {
                    self.say("places", &place.name, claim);
                    self.places.entry(place.name.clone()).or_insert_with(|| reach(&place, entry));
                }
            }
        }
    }

    /// A road of the case whose stops lie in more than one country.
    fn is_corridor(&self, road: Option<&PlaceEntry>) -> bool {
        let stops = road.into_iter().flat_map(|r| &r.via).filter_map(|stop| self.book.place(stop)?.country);
        stops.collect::<BTreeSet<_>>().len() > 1
    }

    /// Whether goods or vehicles come from a country: a ban or suspension that says "from", and names it after that.
    fn is_origin(&self, claim: &Claim, place: &ClaimPlace) -> bool {
        use ConstraintKind::{Closure, CommodityBan, OperatorSuspension, Toll};
        let words = Words::of(&claim.quote);
        let Some(from) = DATA.origin.words.iter().filter_map(|w| words.find(w)).min() else { return false };
        let before = words.find(&place.name).is_some_and(|(at, _)| at < from.0);
        let fits = matches!(self.kind, Closure | CommodityBan | OperatorSuspension | Toll);
        fits && (place.role == "origin" || !before)
    }

    fn words(&mut self, claim: &Claim) {
        let (held, let_through) = parted(&claim.quote);
        let words = Words::of(&held);
        let lexicons: [(&'static str, &'static Lexicon); 4] = [
            ("commodities", &DATA.commodities),
            ("vehicle_classes", &DATA.vehicle_classes),
            ("facilities", &DATA.facilities),
            ("rules", &DATA.rules),
        ];
        let kind = self.kind;
        for (part, lexicon) in lexicons.into_iter().filter(|(part, _)| speaks_of(kind, part)) {
            named(lexicon, &words).into_iter().for_each(|value| self.say(part, value, claim));
        }
        for rest in let_through {
            named(&DATA.exemptions, &Words::of(&rest))
                .into_iter()
                .for_each(|v| self.say("exemptions", v, claim));
        }
        operators(self.book, claim).into_iter().for_each(|value| self.say("operators", value, claim));
    }

    fn finish(self) -> Scope {
        let of = |part: &str| -> Vec<String> {
            self.values.keys().filter(|(p, _)| *p == part).map(|(_, value)| value.clone()).collect()
        };
        let span = |text: String| {
            let (from, to) = text.split_once('-')?;
            Some(Hours { from: from.into(), to: to.into() })
        };
        Scope {
            links: of("links"),
            corridors: of("corridors"),
            commodities: of("commodities"),
            vehicle_classes: of("vehicle_classes"),
            operators: of("operators"),
            origin_countries: of("origin_countries").iter().filter_map(|c| Country::new(c)).collect(),
            hours: of("hours").into_iter().filter_map(span).collect(),
            exemptions: of("exemptions"),
            rules: of("rules"),
            facilities: of("facilities"),
            places: self.places.into_values().collect(),
            evidence: self
                .values
                .into_iter()
                .map(|((part, value), claims)| ScopeEvidence {
                    part: part.into(),
                    value,
                    claims: claims.into_iter().collect(),
                })
                .collect(),
        }
    }
}

/// Whether words of this part in a quote speak of the constraint: "rules" of conduct do of imposed rules alone, a road
/// named in a curfew is no closed road.
fn speaks_of(kind: ConstraintKind, part: &str) -> bool {
    use ConstraintKind::{Closure, CommodityBan, Curfew, ImposedRules, WorksSuspended};
    match part {
        "facilities" => kind == Closure,
        "rules" => kind == ImposedRules,
        "commodities" => matches!(kind, CommodityBan | ImposedRules),
        _ => !matches!(kind, Curfew | WorksSuspended | ConstraintKind::Damage),
    }
}

fn reach(place: &ClaimPlace, entry: Option<&PlaceEntry>) -> Reach {
    let same = entry.filter(|e| Some(e.kind) == place.kind || fold_key(&e.name) == fold_key(&place.name));
    Reach {
        name: place.name.clone(),
        kind: place.kind,
        country: place.country,
        point: place.point,
        precision: place.precision,
        pcode: same.and_then(|e| e.pcode.clone()),
    }
}
