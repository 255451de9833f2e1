//! Weighs the candidates of every name by what the document says, divisions first, then what is plain, then the rest
//! by the company it keeps.

use super::cues::Cue;
use super::index::{Hit, Quality};
use super::lexicon::Generic;
use super::scan::{Draft, Form};
use super::score::{Area, Told, WEIGHTS, agrees, company, fit};
use super::store::{Class, NONE, Origin, Place};
use super::{Gazetteer, PlaceMention, Resolved, squeeze};
use base::{Coordinate, Country, GeoPrecision, PlaceKind};
use std::collections::HashMap;
use std::ops::Range;

/// At most so many alternatives are printed.
const ALTERNATIVES: usize = 5;

/// So much better than the next, a candidate counts as plain.
const PLAIN_MARGIN: f32 = 1.0;

/// So many names before and after keep a name company.
const COMPANY: usize = 6;

/// Weight of an area named in the same sentence but not of this name.
const BESIDE: f32 = 0.3;

/// Chains such as village, commune, cercle, region, country.
const CHAIN: usize = 5;

/// A candidate and its score, the best first.
#[derive(Clone, Copy, Debug)]
struct Scored {
    hit: Hit,
    score: f32,
    /// Breaks ties: the older GeoNames id, that of the first survey, is the likelier one.
    order: u32,
}

/// Ranks the drafts of one document.
pub(super) struct Ranker<'a> {
    gazetteer: &'a Gazetteer,
    text: &'a str,
    drafts: Vec<Draft>,
    scored: Vec<Vec<Scored>>,
    /// Mentions of each country, demonyms included.
    countries: HashMap<Country, f32>,
}

impl<'a> Ranker<'a> {
    pub fn new(gazetteer: &'a Gazetteer, text: &'a str, drafts: Vec<Draft>) -> Self {
        let scored = vec![Vec::new(); drafts.len()];
        let mut ranker = Self { gazetteer, text, drafts, scored, countries: HashMap::new() };
        ranker.count_countries();
        ranker
    }

    /// The mentions, in order and without overlap.
    pub fn mentions(mut self) -> Vec<PlaceMention> {
        let all: Vec<usize> = (0..self.drafts.len()).filter(|&i| self.is_named(i)).collect();
        let (areas, rest): (Vec<usize>, Vec<usize>) = all.into_iter().partition(|&i| self.is_area(i));
        for &at in areas.iter().rev() {
            self.weigh(at);
        }
        for &at in &rest {
            self.weigh(at);
        }
        self.keep_company(&rest);
        self.print()
    }

    fn is_named(&self, at: usize) -> bool {
        matches!(self.drafts[at].form, Form::Place) || !self.drafts[at].hits.is_empty()
    }

    fn is_area(&self, at: usize) -> bool {
        self.drafts[at].around.hint.is_admin() || self.drafts[at].is_country(self.gazetteer)
    }

    fn place(&self, hit: Hit) -> Option<&'a Place> {
        self.gazetteer.store.get(hit.place)
    }

    fn count_countries(&mut self) {
        for draft in &self.drafts {
            let named: Vec<Country> = match &draft.form {
                Form::Demonym(country) => vec![*country],
                Form::Border(countries) => countries.clone(),
                _ => draft.hits.iter().filter_map(|h| country_named(self.gazetteer, *h)).take(1).collect(),
            };
            for country in named {
                *self.countries.entry(country).or_default() += 1.0;
            }
        }
    }

    /// Scores the candidates of a draft; other spellings too where none agrees with what is told, and looser ones
    /// where none of those does.
    fn weigh(&mut self, at: usize) {
        let told = self.told(at);
        let mut scored = self.score_all(at, &self.drafts[at].hits, &told);
        if self.may_widen(at) && !self.agree(&scored, &told) {
            let sounds = self.gazetteer.sounds.alike(&self.key(at));
            scored.extend(self.score_all(at, &sounds, &told));
            let where_told = told.country.is_some() || told.areas.iter().any(|a| a.weight >= 1.0);
            if where_told && !self.agree(&scored, &told) {
                let loose = self.loose(at);
                scored.extend(self.score_all(at, &loose, &told));
            }
            settle(&mut scored);
        }
        self.scored[at] = scored;
    }

    fn may_widen(&self, at: usize) -> bool {
        let draft = &self.drafts[at];
        let said = draft.around.cue >= Cue::Strong || draft.within.is_some() || draft.hits.is_empty();
        draft.form == Form::Place && said && !draft.is_country(self.gazetteer)
    }

    /// Whether one of the candidates agrees with what is told.
    fn agree(&self, scored: &[Scored], told: &Told) -> bool {
        let store = &self.gazetteer.store;
        scored.iter().filter_map(|s| self.place(s.hit)).any(|p| agrees(store, p, told))
    }

    fn key(&self, at: usize) -> String {
        squeeze(self.text.get(self.drafts[at].name.clone()).unwrap_or(""))
    }

    /// By letters and by parts.
    fn loose(&self, at: usize) -> Vec<Hit> {
        let mut hits = self.gazetteer.sounds.spelled_nearly(&self.key(at));
        hits.extend(self.gazetteer.sounds.by_part(&self.words(at)));
        hits
    }

    fn score_all(&self, at: usize, hits: &[Hit], told: &Told) -> Vec<Scored> {
        let draft = &self.drafts[at];
        let mut scored: Vec<Scored> = hits
            .iter()
            .filter_map(|&hit| {
                let place = self.place(hit)?;
                let fit = fit(&self.gazetteer.store, draft, place, hit.quality, told);
                Some(Scored { hit, score: fit + self.heard(place, told), order: place.order() })
            })
            .collect();
        settle(&mut scored);
        scored
    }

    /// How much the document speaks of the place's country, where nothing nearer is told.
    fn heard(&self, place: &Place, told: &Told) -> f32 {
        let total: f32 = self.countries.values().sum();
        let Some(country) = place.country.filter(|_| told.country.is_none() && total > 0.0) else {
            return 0.0;
        };
        if place.class == Class::Country {
            return 0.0;
        }
        match self.countries.get(&country) {
            Some(count) => WEIGHTS.country_share * count / total,
            None => WEIGHTS.country_unheard,
        }
    }

    fn words(&self, at: usize) -> Vec<String> {
        let name = base::fold_key(self.text.get(self.drafts[at].name.clone()).unwrap_or(""));
        name.split(' ').map(str::to_owned).collect()
    }

    /// What is told of a name: the areas it is said to lie in, else those of its sentence.
    fn told(&self, at: usize) -> Told {
        let mut told = Told::default();
        let mut next = self.drafts[at].within;
        for _ in 0..CHAIN {
            let Some(area) = next else { break };
            self.tell(area, 1.0, &mut told);
            next = self.drafts[area].within;
        }
        if told.country.is_none() && told.areas.is_empty() {
            self.tell_sentence(at, &mut told);
        }
        told
    }

    fn tell(&self, area: usize, weight: f32, told: &mut Told) {
        if let Some(country) = self.country_of(area) {
            match weight < 1.0 {
                true => told.beside.push(country),
                false => told.country = told.country.or(Some(country)),
            }
            return;
        }
        let Some((division, place)) = self.division(area) else { return };
        told.areas.push(Area { division, point: place.point, weight });
    }

    fn tell_sentence(&self, at: usize, told: &mut Told) {
        let sentence = self.drafts[at].sentence;
        let same = |i: &usize| *i != at && self.drafts[*i].sentence == sentence;
        let before = (0..at).rev().take(COMPANY).filter(same);
        let after = (at + 1..self.drafts.len()).take(COMPANY).filter(same);
        for other in before.chain(after).filter(|&i| self.is_area(i) || self.drafts[i].form != Form::Place) {
            match &self.drafts[other].form {
                Form::Demonym(country) => told.beside.push(*country),
                Form::Border(countries) => told.beside.extend(countries),
                Form::Place => self.tell(other, BESIDE, told),
                Form::Road { .. } => {}
            }
        }
    }

    fn country_of(&self, at: usize) -> Option<Country> {
        let first = self.scored[at].first().map(|s| s.hit).or(self.drafts[at].hits.first().copied())?;
        self.drafts[at].is_country(self.gazetteer).then(|| country_named(self.gazetteer, first)).flatten()
    }

    /// The division that a draft was taken for, by GeoNames where the case's entry has none.
    fn division(&self, at: usize) -> Option<(u32, &'a Place)> {
        let best = self.scored[at].first().filter(|s| s.score > WEIGHTS.floor)?;
        let place = self.place(best.hit)?;
        let own = division_of(place);
        if own != NONE || !matches!(place.origin, Origin::Case(..)) {
            return Some((own, place));
        }
        let twin = self.scored[at]
            .iter()
            .filter_map(|s| self.place(s.hit))
            .find(|p| p.class == place.class && p.country == place.country && division_of(p) != NONE);
        Some((twin.map_or(NONE, division_of), twin.unwrap_or(place)))
    }

    /// Scores ambiguous names again by the plain ones beside them.
    fn keep_company(&mut self, names: &[usize]) {
        let plain: Vec<(usize, Coordinate)> = names
            .iter()
            .filter(|&&i| self.is_plain(i))
            .filter_map(|&i| Some((i, self.place(self.scored[i].first()?.hit)?.point?)))
            .collect();
        for &at in names {
            if self.scored[at].len() < 2 || self.is_told(at) {
                continue;
            }
            let here = plain.partition_point(|(i, _)| *i < at);
            let around = plain[here.saturating_sub(COMPANY)..(here + COMPANY).min(plain.len())].iter();
            let others: Vec<Coordinate> = around.filter(|(i, _)| *i != at).map(|(_, p)| *p).collect();
            let mut scored = std::mem::take(&mut self.scored[at]);
            for candidate in &mut scored {
                candidate.score += self.place(candidate.hit).map_or(0.0, |p| company(p, &others));
            }
            settle(&mut scored);
            self.scored[at] = scored;
        }
    }

    fn is_plain(&self, at: usize) -> bool {
        match self.scored[at].as_slice() {
            [] => false,
            [one] => one.score > WEIGHTS.floor,
            [one, two, ..] => one.score > WEIGHTS.floor && one.score - two.score > PLAIN_MARGIN,
        }
    }

    fn is_told(&self, at: usize) -> bool {
        self.drafts[at].within.is_some_and(|w| self.division(w).is_some() || self.drafts[w].within.is_some())
    }

    fn print(self) -> Vec<PlaceMention> {
        let mut mentions: Vec<PlaceMention> = Vec::new();
        for at in 0..self.drafts.len() {
            if self.drafts[at].swallowed {
                continue;
            }
            let Some(mut mention) = self.mention(at) else { continue };
            let end = mentions.last().map_or(0, |m| m.range.end);
            if mention.range.start < end {
                mention.range = self.drafts[at].name.clone();
            }
            if mention.range.start >= end {
                mentions.push(mention);
            }
        }
        mentions
    }

    fn mention(&self, at: usize) -> Option<PlaceMention> {
        let draft = &self.drafts[at];
        match &draft.form {
            Form::Demonym(_) => None,
            Form::Border(countries) => Some(self.border(draft.wide.clone(), countries)),
            Form::Road { name, ends } => Some(self.road(at, name, ends)),
            Form::Place => self.named(at),
        }
    }

    fn named(&self, at: usize) -> Option<PlaceMention> {
        let draft = &self.drafts[at];
        let told = self.told(at);
        let taken = self.scored[at].first().filter(|s| s.score > WEIGHTS.floor);
        let taken =
            taken.filter(|s| self.place(s.hit).is_some_and(|p| agrees(&self.gazetteer.store, p, &told)));
        let store = &self.gazetteer.store;
        let Some(taken) = taken else {
            let said =
                draft.around.cue >= Cue::Strong || draft.within.is_some() && draft.around.cue >= Cue::Weak;
            return said.then(|| PlaceMention {
                range: draft.name.clone(),
                resolved: None,
                precision: GeoPrecision::Unresolved,
                alternatives: self.others(at, 0),
                via: Vec::new(),
            });
        };
        let place = self.place(taken.hit)?;
        let whole = draft.around.hint.belongs() && belongs(place.class);
        Some(PlaceMention {
            range: if whole { draft.wide.clone() } else { draft.name.clone() },
            resolved: store.resolved(taken.hit.place),
            precision: precision(draft, place, taken.hit.quality),
            alternatives: self.others(at, 1),
            via: Vec::new(),
        })
    }

    fn others(&self, at: usize, skip: usize) -> Vec<Resolved> {
        let rest = self.scored[at].iter().skip(skip);
        rest.filter_map(|s| self.gazetteer.store.resolved(s.hit.place)).take(ALTERNATIVES).collect()
    }

    fn road(&self, at: usize, name: &str, ends: &[usize]) -> PlaceMention {
        let draft = &self.drafts[at];
        let via: Vec<Resolved> = ends.iter().filter_map(|&e| self.named(e)?.resolved).collect();
        let listed =
            self.scored[at].iter().map(|s| s.hit.place).filter_map(|p| self.gazetteer.store.resolved(p));
        let listed = listed.into_iter().find(|r| r.kind == PlaceKind::Road);
        let resolved = listed.unwrap_or_else(|| Resolved {
            name: if ends.is_empty() { name.to_owned() } else { self.joined(ends) },
            kind: PlaceKind::Road,
            country: common_country(&via),
            admin1: None,
            point: middle(&via),
            source: "text".to_owned(),
        });
        PlaceMention {
            range: self.closed(draft.wide.clone()),
            resolved: Some(resolved),
            precision: GeoPrecision::Linear,
            alternatives: Vec::new(),
            via,
        }
    }

    /// With the bracket that closes one inside: "National Route 1 (RN1)".
    fn closed(&self, range: Range<usize>) -> Range<usize> {
        let inside = self.text.get(range.clone()).unwrap_or("");
        let open = inside.contains('(') && !inside.contains(')');
        let closes = open && self.text.get(range.end..).is_some_and(|t| t.starts_with(')'));
        range.start..range.end + usize::from(closes)
    }

    /// "Koury–Koutiala": canonical names, or the words of an end that is not known.
    fn joined(&self, ends: &[usize]) -> String {
        let name = |&e: &usize| {
            let known = self.named(e).and_then(|m| m.resolved).map(|r| r.name);
            known.unwrap_or_else(|| self.text.get(self.drafts[e].name.clone()).unwrap_or("").to_owned())
        };
        ends.iter().map(name).collect::<Vec<_>>().join("–")
    }

    fn border(&self, range: Range<usize>, countries: &[Country]) -> PlaceMention {
        let number = |c: &Country| self.gazetteer.countries.number(*c);
        let mut via: Vec<Resolved> =
            countries.iter().filter_map(number).filter_map(|n| self.gazetteer.store.resolved(n)).collect();
        via.sort_by(|a, b| a.name.cmp(&b.name));
        let names: Vec<&str> = via.iter().map(|r| r.name.as_str()).collect();
        let resolved = Resolved {
            name: format!("{} border", names.join("–")),
            kind: PlaceKind::Area,
            country: countries.first().copied().filter(|_| countries.len() == 1),
            admin1: None,
            point: None,
            source: "text".to_owned(),
        };
        PlaceMention {
            range,
            resolved: Some(resolved),
            precision: GeoPrecision::Linear,
            alternatives: Vec::new(),
            via,
        }
    }
}

/// Best first; of one place only its best.
fn settle(scored: &mut Vec<Scored>) {
    scored.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.order.cmp(&b.order)));
    let mut seen = std::collections::HashSet::new();
    scored.retain(|s| seen.insert(s.hit.place));
}

fn country_named(gazetteer: &Gazetteer, hit: Hit) -> Option<Country> {
    gazetteer.store.get(hit.place).filter(|p| p.class == Class::Country)?.country
}

fn division_of(place: &Place) -> u32 {
    match place.class {
        Class::Admin1 => place.admin1,
        Class::Admin2 => place.admin2,
        _ => NONE,
    }
}

fn precision(draft: &Draft, place: &Place, quality: Quality) -> GeoPrecision {
    let own = place.class.precision();
    let around = draft.around.hint.is_admin() && place.class.is_settled();
    let doubtful = quality >= Quality::Part;
    let site = draft.around.hint == Generic::Site && place.class.is_settled();
    if own == GeoPrecision::Exact && (draft.around.near || around || doubtful || site) {
        return GeoPrecision::Near;
    }
    own
}

/// Whether a generic word can be a part of such a place's name.
fn belongs(class: Class) -> bool {
    class.is_admin() || matches!(class, Class::Stream | Class::Water | Class::Relief | Class::Forest)
}

/// The country that all ends lie in.
fn common_country(via: &[Resolved]) -> Option<Country> {
    let first = via.first()?.country?;
    via.iter().all(|r| r.country == Some(first)).then_some(first)
}

/// The middle between the first and the last end, where both are located.
fn middle(via: &[Resolved]) -> Option<Coordinate> {
    let (a, b) = (via.first()?.point?, via.last()?.point?);
    (via.len() > 1).then(|| Coordinate::new((a.lat + b.lat) / 2.0, (a.lon + b.lon) / 2.0)).flatten()
}
