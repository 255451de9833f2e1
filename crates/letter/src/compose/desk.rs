//! What every section is composed with: the findings, the language, the footnotes called so far.

use super::numbering::Numbering;
use crate::words::{Messages, say_date};
use crate::{Constraint, Contradiction, Finding, Findings, Lang, Occurrence, Place, Price, Section, Titles};
use base::{Country, Interval, PlaceKind};
use std::collections::BTreeMap;

pub(super) struct Desk<'a> {
    pub messages: &'a Messages,
    pub findings: &'a Findings,
    pub numbering: Numbering<'a>,
    /// Findings told by their number alone, so far.
    pub counted: usize,
    /// The country that most places lie in: the others are named with theirs.
    home: Option<Country>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(messages: &'a Messages, findings: &'a Findings) -> Self {
        let numbering = Numbering::new(&findings.notes);
        Self { messages, findings, numbering, counted: 0, home: home(findings) }
    }

    /// Occurrences of a section whose footnotes exist, by date where they have one, else as given.
    pub(super) fn occurrences(&self, section: Section) -> Vec<&'a Finding<Occurrence>> {
        let of = |f: &&Finding<Occurrence>| f.content().section() == section;
        let mut all: Vec<_> = self.held(&self.findings.occurrences).into_iter().filter(of).collect();
        all.sort_by_key(|f| f.content().date.and_then(|d| d.first().map(|first| (first, d.end))));
        all
    }

    pub(super) fn constraints(&self) -> Vec<&'a Finding<Constraint>> {
        self.held(&self.findings.constraints)
    }

    /// Contradictions of which at least two sides have a footnote that exists.
    pub(super) fn contradictions(&self) -> Vec<&'a Finding<Contradiction>> {
        let sides = |f: &&Finding<Contradiction>| {
            f.content().sides.iter().filter(|s| self.numbering.resolves(s.notes())).count() >= 2
        };
        self.findings.contradictions.iter().filter(sides).collect()
    }

    /// Those of some findings of which a footnote exists.
    pub(super) fn held<T>(&self, all: &'a [Finding<T>]) -> Vec<&'a Finding<T>> {
        all.iter().filter(|f| self.numbering.resolves(f.notes())).collect()
    }

    /// How many findings there are.
    pub(super) fn all(&self) -> usize {
        self.count().0
    }

    /// Findings that cannot be printed, because no footnote of theirs exists.
    pub(super) fn left_out(&self) -> usize {
        let (all, held) = self.count();
        all - held
    }

    /// All findings, and those that can be printed.
    fn count(&self) -> (usize, usize) {
        let f = self.findings;
        let sides = (f.contradictions.len(), self.contradictions().len());
        let changes = f.changes.as_ref().map(|c| c.changes.as_slice()).unwrap_or_default();
        [
            sides,
            self.of(&f.occurrences),
            self.of(&f.constraints),
            self.of(changes),
            self.of(&f.judgements),
            self.of(&f.roads.corridors),
            self.of(&f.roads.outlook),
            self.of(f.roads.map.as_slice()),
            self.of(&f.supply.cover),
            self.of(&f.supply.flows),
            self.of(&f.supply.prices),
            self.of(&f.supply.people),
            self.of(&f.interests),
            self.of(&f.neighbours),
            self.of(&f.across),
            self.of(&f.outlook),
            self.of(&f.tensions),
            self.of(&f.responses),
        ]
        .into_iter()
        .fold((0, 0), |sum, one| (sum.0 + one.0, sum.1 + one.1))
    }

    fn of<T>(&self, all: &[Finding<T>]) -> (usize, usize) {
        (all.len(), all.iter().filter(|f| self.numbering.resolves(f.notes())).count())
    }

    /// The title in the letter's language.
    pub(super) fn title(&self, titles: &Titles) -> String {
        match self.messages.lang {
            Lang::French => titles.fr.clone(),
            Lang::English => titles.en.clone(),
        }
    }

    /// The letter's day, in words.
    pub(super) fn as_of(&self) -> String {
        say_date(self.messages, &Interval::day(self.findings.masthead.as_of.0))
    }

    /// A name of the case as the letter's language writes it; of several with commas between, each.
    pub(super) fn named(&self, name: &str) -> String {
        let known = &self.findings.names_fr;
        if self.messages.lang != Lang::French || known.is_empty() {
            return name.to_owned();
        }
        let french = |name: &str| known.get(name).map_or_else(|| name.to_owned(), Clone::clone);
        match known.get(name) {
            Some(french) => french.clone(),
            None => name.split(", ").map(french).collect::<Vec<_>>().join(", "),
        }
    }

    /// Actors in the letter's language, joined.
    pub(super) fn actors(&self, names: &[String]) -> String {
        self.messages.actors(&names.iter().map(|name| self.named(name)).collect::<Vec<_>>())
    }

    /// The name of a country in the letter's language.
    pub(super) fn country(&self, country: Country) -> String {
        self.messages.find(&format!("country-{country}"), None).unwrap_or_else(|| country.to_string())
    }

    /// The name of a place, with what keeps it from being taken for another.
    pub(super) fn place(&self, place: &Place) -> String {
        let code = place.country.map(|c| c.as_str().to_owned());
        let country = code.and_then(|c| self.messages.find(&format!("country-{c}"), None).or(Some(c)));
        let name = self.named(&place.name);
        match (place.kind, country) {
            (Some(PlaceKind::Country), Some(country)) => country,
            (Some(PlaceKind::Admin1), _) if name == place.name => {
                // "Kayes Region" is the canonical English name; each language says "region" its own way.
                let name = place.name.strip_suffix(" Region").unwrap_or(&place.name);
                self.messages.tell("place-region", [("name", name.into())])
            }
            (_, Some(country)) if place.country != self.home => {
                self.messages.tell("place-abroad", [("name", name.into()), ("country", country.into())])
            }
            _ => name,
        }
    }

    /// What is sold, in the letter's language where it has a word for it.
    pub(super) fn commodity(&self, name: &str) -> String {
        self.messages.find(&format!("commodity-{}", slug(name)), None).unwrap_or_else(|| name.to_owned())
    }

    /// The code of a price's unit as charts name it: `XOF/kg` also where the table spells it `KG`.
    pub(super) fn price_code(of: &Price) -> String {
        let unit = match slug(&of.unit).as_str() {
            "kg" | "1_kg" => "kg".to_owned(),
            "100_kg" | "100kg" => "100kg".to_owned(),
            "l" | "1_l" | "litre" | "liter" => "litre".to_owned(),
            _ => of.unit.clone(),
        };
        format!("{}/{unit}", of.currency)
    }

    /// The unit of a price in words.
    pub(super) fn price_unit(&self, of: &Price) -> String {
        let code = Self::price_code(of);
        self.messages.find(&format!("chart-unit-{}", code.replace('/', "-per-")), None).unwrap_or(code)
    }

    pub(super) fn places(&self, places: &[Place]) -> String {
        let mut names: Vec<String> = Vec::new();
        for name in places.iter().map(|p| self.place(p)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names.join(", ")
    }
}

/// A name as messages are named: small letters and digits, anything else one underscore.
pub(super) fn slug(name: &str) -> String {
    let words = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("_")
}

fn home(findings: &Findings) -> Option<Country> {
    let mut seen: BTreeMap<Country, usize> = BTreeMap::new();
    let places = findings.occurrences.iter().flat_map(|f| &f.content().places);
    for country in places.filter_map(|p| p.country) {
        *seen.entry(country).or_default() += 1;
    }
    seen.into_iter().max_by_key(|&(country, n)| (n, std::cmp::Reverse(country))).map(|(country, _)| country)
}
