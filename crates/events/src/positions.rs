//! Checkpoints, escorts, camps and operations: no times, strength or units, nothing finer than a month and a road or
//! region.

use crate::ConstraintKind;
use crate::words::Words;
use base::{Date, DocumentId, GeoPrecision, Interval, PlaceKind, Span};
use evidence::{Claim, ClaimPlace, PlaceEntry, TargetClass};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Default, Deserialize)]
struct Data {
    types: Vec<String>,
    control: Vec<String>,
    camps: Vec<String>,
    posts: Vec<String>,
    attacks: Vec<String>,
    army: Vec<String>,
    forces: Vec<String>,
    numbers: Vec<String>,
    joins: Vec<String>,
}

static DATA: LazyLock<Data> =
    LazyLock::new(|| toml::from_str(include_str!("../data/positions.toml")).unwrap_or_default());

/// Whether a type of claim tells where forces stand or move (`data/positions.toml`).
pub fn shows_positions(claim_type: &str) -> bool {
    DATA.types.iter().any(|t| t == claim_type)
}

/// Whether a statement of control is one of a camp or of positions.
pub(crate) fn of_a_camp(claim: &Claim) -> bool {
    claim.target_class == Some(TargetClass::Security) || Words::of(&claim.quote).has_any(&DATA.camps)
}

/// Whether a claim tells where forces stand or move: by its type, or as a statement of control of a camp.
pub fn shows_positions_of(claim: &Claim) -> bool {
    shows_positions(&claim.claim_type) || DATA.control.contains(&claim.claim_type) && of_a_camp(claim)
}

/// Whether words tell how many fighters or soldiers there are: a number at most three words before a word for them, in
/// one phrase. A year is no such number.
pub(crate) fn names_strength(quote: &str) -> bool {
    let words = Words::of(quote);
    let words = words.list();
    let force = |word: &str| {
        DATA.forces.iter().any(|f| f.strip_suffix('*').map_or(word == f, |stem| word.starts_with(stem)))
    };
    let year = |word: &str| word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let digits = |word: &str| word.bytes().all(|b| b.is_ascii_digit()) && !year(word);
    let number = |word: &&str| digits(word) || DATA.numbers.iter().any(|n| n == word);
    let joins = |word: &&str| DATA.joins.iter().any(|j| j == word);
    words.iter().enumerate().filter(|(_, word)| force(word)).any(|(at, _)| {
        let before = words.iter().take(at).rev().take(3).copied();
        before.take_while(|w| !joins(w)).any(|w| number(&w))
    })
}

/// Whether a claim, whatever its type, tells where forces are: of what hits them, or of a camp or a post. `forces` are the names
/// that the case gives them.
fn tells_of_forces(claim: &Claim, forces: &[&str]) -> bool {
    let attack = || DATA.attacks.contains(&claim.claim_type);
    shows_positions_of(claim)
        || of_a_camp(claim)
        || speaks_of_posts(&claim.quote)
        || attack() && speaks_of_forces(&claim.quote, forces)
}

/// Whether words name a post, an escort, a patrol or a camp.
fn speaks_of_posts(text: &str) -> bool {
    let words = Words::of(text);
    words.has_any(&DATA.posts) || words.has_any(&DATA.camps)
}

/// Whether words name forces of a state, as such or as the case calls them.
pub fn speaks_of_forces(text: &str, forces: &[&str]) -> bool {
    let words = Words::of(text);
    speaks_of_posts(text) || words.has_any(&DATA.army) || words.has_any(forces)
}

/// What the claims of a case show of positions.
#[derive(Clone, Debug)]
pub struct Positions<'a> {
    /// Spans of claims that show positions, by document.
    spans: BTreeMap<&'a DocumentId, Vec<Span>>,
    /// Names of forces, for readers to whom attacks on them are told by month and region.
    forces: Option<Vec<&'a str>>,
}

impl<'a> Positions<'a> {
    /// What `claims` show.
    pub fn of(claims: impl IntoIterator<Item = &'a Claim>) -> Self {
        Self::by(claims, None)
    }

    /// The same for readers who may pass it on: attacks on forces and words on camps and posts show them as well.
    /// `forces` are the names that the case gives those of states.
    pub fn strictly(claims: impl IntoIterator<Item = &'a Claim>, forces: Vec<&'a str>) -> Self {
        Self::by(claims, Some(forces))
    }

    fn by(claims: impl IntoIterator<Item = &'a Claim>, forces: Option<Vec<&'a str>>) -> Self {
        let mut out = Self { spans: BTreeMap::new(), forces };
        for claim in claims {
            if out.shows(claim) {
                out.spans.entry(&claim.document).or_default().push(claim.span);
            }
        }
        out
    }

    fn shows(&self, claim: &Claim) -> bool {
        match &self.forces {
            Some(forces) => tells_of_forces(claim, forces),
            None => shows_positions_of(claim),
        }
    }

    /// Whether a claim's words are withheld: they are those of such a claim, overlap one, or tell of something that
    /// limits access with the strength of forces there.
    pub fn withholds(&self, claim: &Claim) -> bool {
        let limits =
            || ConstraintKind::of(&claim.claim_type, std::iter::once(claim.quote.as_str())).is_some();
        self.shows(claim)
            || self.touches(&claim.document, claim.span)
            || names_strength(&claim.quote) && limits()
    }

    /// Whether a span overlaps the words of such a claim.
    pub fn touches(&self, document: &DocumentId, span: Span) -> bool {
        self.spans.get(document).is_some_and(|spans| spans.iter().any(|s| s.overlap(span) > 0))
    }
}

/// The months that a date touches.
pub fn months(date: Interval) -> Interval {
    Interval { start: date.start.map(Date::first_of_month), end: date.end.map(Date::last_of_month) }
}

/// A place no finer than a road or a first-level division: the division that a finer one lies in, else its country.
pub fn blurred(place: &ClaimPlace, known: Option<&PlaceEntry>) -> Option<ClaimPlace> {
    use PlaceKind::{Admin1, Area, Country, Road};
    let mut out = place.clone();
    out.point = None;
    out.role = "area".into();
    if matches!(place.kind, Some(Admin1 | Country | Area | Road)) {
        return Some(out);
    }
    (out.name, out.kind, out.precision) = match known.and_then(|e| e.admin1.clone()) {
        Some(region) => (region, Some(Admin1), GeoPrecision::Admin1),
        None => (place.country?.to_string(), Some(Country), GeoPrecision::Country),
    };
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_file_is_read() {
        assert!(
            shows_positions("checkpoint") && shows_positions("escort_rule") && !shows_positions("curfew")
        );
        assert!(DATA.camps.len() > 5);
        assert!(!DATA.control.is_empty());
    }

    #[test]
    fn forces_are_known_by_their_kind_and_by_the_names_of_the_case() {
        for told in [
            "a attaqué la base de l'armée",
            "un convoi des forces armées",
            "contre les militaires",
            "the Malian army",
            "FAMA attaquées",
        ] {
            assert!(speaks_of_forces(told, &["FAMa"]), "{told}");
        }
        for other in [
            "des hommes armés ont attaqué un bus",
            "une attaque armée contre des camions",
            "armed men",
            "the market",
        ] {
            assert!(!speaks_of_forces(other, &["FAMa"]), "{other}");
        }
    }

    #[test]
    fn strength_is_a_number_of_forces() {
        for told in [
            "un poste tenu par 12 soldats",
            "held by 80 heavily armed soldiers",
            "une vingtaine de combattants",
        ] {
            assert!(names_strength(told), "{told}");
        }
        for other in [
            "12 camions et des soldats du camp voisin",
            "des soldats",
            "le 4 mai 2021 des hommes",
            "12 civils",
            "in 2024",
        ] {
            assert!(!names_strength(other), "{other}");
        }
    }

    #[test]
    fn a_date_is_widened_to_whole_months() {
        let date = Interval::between(Date::constant(2025, 2, 3), Date::constant(2025, 3, 4));
        let wide = Interval::between(Date::constant(2025, 2, 1), Date::constant(2025, 3, 31));
        assert_eq!(months(date), wide);
    }
}
