//! What every section is composed with: the findings, the language, the footnotes called so far.

use super::numbering::Numbering;
use crate::words::Messages;
use crate::{Constraint, Contradiction, Finding, Findings, Occurrence, Place, Section};
use base::{Country, PlaceKind};
use std::collections::BTreeMap;

pub(super) struct Desk<'a> {
    pub messages: &'a Messages,
    pub findings: &'a Findings,
    pub numbering: Numbering<'a>,
    /// The country that most places lie in: the others are named with theirs.
    home: Option<Country>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(messages: &'a Messages, findings: &'a Findings) -> Self {
        let numbering = Numbering::new(&findings.notes);
        Self { messages, findings, numbering, home: home(findings) }
    }

    /// Occurrences of a section whose footnotes exist, by date where they have one, else as given.
    pub(super) fn occurrences(&self, section: Section) -> Vec<&'a Finding<Occurrence>> {
        let of = |f: &&Finding<Occurrence>| f.content().section() == section;
        let mut all: Vec<_> = self.findings.occurrences.iter().filter(of).filter(|f| self.holds(f)).collect();
        all.sort_by_key(|f| f.content().date.and_then(|d| d.first().map(|first| (first, d.end))));
        all
    }

    pub(super) fn constraints(&self) -> Vec<&'a Finding<Constraint>> {
        self.findings.constraints.iter().filter(|f| self.holds(f)).collect()
    }

    /// Contradictions of which at least two sides have a footnote that exists.
    pub(super) fn contradictions(&self) -> Vec<&'a Finding<Contradiction>> {
        let sides = |f: &&Finding<Contradiction>| {
            f.content().sides.iter().filter(|s| self.numbering.resolves(s.notes())).count() >= 2
        };
        self.findings.contradictions.iter().filter(sides).collect()
    }

    pub(super) fn printed_findings(&self) -> usize {
        let held = self.findings.occurrences.iter().filter(|f| self.holds(f)).count();
        held + self.constraints().len() + self.contradictions().len()
    }

    /// Findings that cannot be printed, because no footnote of theirs exists.
    pub(super) fn left_out(&self) -> usize {
        let f = self.findings;
        f.occurrences.len() + f.constraints.len() + f.contradictions.len() - self.printed_findings()
    }

    fn holds<T>(&self, finding: &Finding<T>) -> bool {
        self.numbering.resolves(finding.notes())
    }

    /// The name of a place, with what keeps it from being taken for another.
    pub(super) fn place(&self, place: &Place) -> String {
        let code = place.country.map(|c| c.as_str().to_owned());
        let country = code.and_then(|c| self.messages.find(&format!("country-{c}"), None).or(Some(c)));
        match (place.kind, country) {
            (Some(PlaceKind::Country), Some(country)) => country,
            (Some(PlaceKind::Admin1), _) => {
                // "Kayes Region" is the canonical English name; each language says "region" its own way.
                let name = place.name.strip_suffix(" Region").unwrap_or(&place.name);
                self.messages.tell("place-region", [("name", name.into())])
            }
            (_, Some(country)) if place.country != self.home => {
                let name = place.name.as_str().into();
                self.messages.tell("place-abroad", [("name", name), ("country", country.into())])
            }
            _ => place.name.clone(),
        }
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

fn home(findings: &Findings) -> Option<Country> {
    let mut seen: BTreeMap<Country, usize> = BTreeMap::new();
    let places = findings.occurrences.iter().flat_map(|f| &f.content().places);
    for country in places.filter_map(|p| p.country) {
        *seen.entry(country).or_default() += 1;
    }
    seen.into_iter().max_by_key(|&(country, n)| (n, std::cmp::Reverse(country))).map(|(country, _)| country)
}
