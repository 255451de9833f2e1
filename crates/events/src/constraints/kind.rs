//! Which events limit access, and how (`data/constraints.toml`).

use crate::positions::shows_positions;
use crate::words::Words;
use base::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;
use std::time::Duration;

/// What limits access.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConstraintKind {
    /// Ways into a place are cut by force or threat.
    Blockade,
    /// A border, road, school, market … is closed.
    Closure,
    /// Nobody moves at certain hours.
    Curfew,
    /// Goods may not be carried or sold.
    CommodityBan,
    /// A carrier does not run, by its own choice or by force.
    OperatorSuspension,
    /// Road or building works stopped.
    WorksSuspended,
    /// Payments asked of those who pass.
    Toll,
    /// Vehicles are stopped and checked.
    Checkpoint,
    /// Passage under escort only.
    EscortRule,
    /// Rules of conduct imposed: zakat, dress, bans.
    ImposedRules,
    /// A road, bridge, pipeline or line damaged; not machines burned beside it.
    Damage,
}

impl ConstraintKind {
    /// The name as it stands in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Blockade => "blockade",
            Self::Closure => "closure",
            Self::Curfew => "curfew",
            Self::CommodityBan => "commodity_ban",
            Self::OperatorSuspension => "operator_suspension",
            Self::WorksSuspended => "works_suspended",
            Self::Toll => "toll",
            Self::Checkpoint => "checkpoint",
            Self::EscortRule => "escort_rule",
            Self::ImposedRules => "imposed_rules",
            Self::Damage => "damage",
        }
    }

    /// Whether it shows where forces stand: no hours, no words, nothing finer than a month and a road or region.
    pub fn is_positions(self) -> bool {
        shows_positions(self.as_str())
    }

    /// The kind of an event of this type with these quotes; `None` if it limits no access.
    pub fn of<'a>(claim_type: &str, mut quotes: impl Iterator<Item = &'a str>) -> Option<Self> {
        let of_type = |entry: &&Entry| entry.parts.iter().any(|part| claim_type.contains(part));
        let mut entries = DATA.kind.iter().filter(of_type);
        let words: Vec<Words> = quotes.by_ref().map(Words::of).collect();
        let said = |e: &&Entry| e.words.is_empty() || words.iter().any(|w| w.has_any(&e.words));
        entries.find(said).map(|e| e.kind)
    }

    /// Whether a period told of this kind is its term.
    pub(crate) fn has_term(self) -> bool {
        DATA.kind.iter().any(|e| e.kind == self && e.term)
    }
}

#[derive(Deserialize)]
struct Entry {
    kind: ConstraintKind,
    parts: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    term: bool,
}

#[derive(Default, Deserialize)]
struct Terms {
    words: Vec<String>,
    pairs: Vec<(String, String)>,
}

#[derive(Default, Deserialize)]
struct Lifting {
    words: Vec<String>,
}

#[derive(Default, Deserialize)]
struct Lengths {
    before: Vec<String>,
    not_after: Vec<String>,
    not_before: Vec<String>,
    units: BTreeMap<Unit, Vec<String>>,
    numbers: BTreeMap<String, u16>,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Unit {
    Day,
    Week,
    Month,
}

#[derive(Default, Deserialize)]
struct Data {
    kind: Vec<Entry>,
    terms: Terms,
    lengths: Lengths,
    lifting: Lifting,
}

static DATA: LazyLock<Data> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/constraints.toml")).unwrap_or_default());

/// Whether the words say that the period told is a term: "until", « du 1er au 30 ».
pub(crate) fn says_term(quote: &str) -> bool {
    let words = Words::of(quote);
    words.has_any(&DATA.terms.words) || DATA.terms.pairs.iter().any(|(a, b)| is_pair(&words.list(), a, b))
}

/// Whether words speak of a lifting.
pub(super) fn says_lifting(quote: &str) -> bool {
    Words::of(quote).has_any(&DATA.lifting.words)
}

/// `a` with a number within the next three words, and `b` after it.
fn is_pair(words: &[&str], a: &str, b: &str) -> bool {
    words.iter().enumerate().filter(|(_, w)| **w == a).any(|(at, _)| {
        let rest = words.get(at + 1..).unwrap_or_default();
        let numbered = rest.iter().take(3).any(|w| w.starts_with(|c: char| c.is_ascii_digit()));
        numbered && rest.contains(&b)
    })
}

/// The last day of a measure that begins on a day and has its length told: « un couvre-feu de trente jours ».
pub(crate) fn end_by_length(quote: &str, start: Date) -> Option<Date> {
    let words = Words::of(quote);
    let words = words.list();
    let lengths = &DATA.lengths;
    let has = |list: &[String], word: Option<&&str>| word.is_some_and(|w| list.iter().any(|l| l == w));
    let (count, unit) = words.windows(3).enumerate().find_map(|(at, w)| {
        let count = w[1].parse().ok().or_else(|| lengths.numbers.get(w[1]).copied())?;
        let unit = lengths.units.iter().find(|(_, names)| has(names, Some(&w[2]))).map(|(unit, _)| *unit)?;
        let told = has(&lengths.before, Some(&w[0])) && !has(&lengths.not_after, words.get(at + 3));
        // « il y a trois jours » tells a day, not a length.
        let ago = at.checked_sub(1).is_some_and(|i| has(&lengths.not_before, words.get(i)));
        let told = told && !ago;
        (told && (1..=366).contains(&count)).then_some((count, unit))
    })?;
    let next = match unit {
        Unit::Day => after(start, count)?,
        Unit::Week => after(start, count.checked_mul(7)?)?,
        Unit::Month => {
            let months = i32::from(start.month()) - 1 + i32::from(count);
            let year = i16::try_from(i32::from(start.year()) + months / 12).ok()?;
            let first = Date::new(year, i8::try_from(months % 12 + 1).ok()?, 1).ok()?;
            Date::new(year, first.month(), start.day().min(first.days_in_month())).ok()?
        }
    };
    next.yesterday().ok()
}

fn after(start: Date, days: u16) -> Option<Date> {
    start.checked_add(Duration::from_secs(u64::from(days) * 86_400)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_told_gives_the_last_day() {
        let start = Date::constant(2025, 7, 1);
        let end = |quote: &str| end_by_length(quote, start).map(|d| d.to_string());
        assert_eq!(end("un couvre-feu de trente jours").as_deref(), Some("2025-07-30"));
        assert_eq!(end("a 30-day curfew").as_deref(), Some("2025-07-30"));
        assert_eq!(end("closed for two weeks").as_deref(), Some("2025-07-14"));
        assert_eq!(end("pour trois mois").as_deref(), Some("2025-09-30"));
        assert_eq!(end("pour 18 mois").as_deref(), Some("2026-12-31"));
        for none in [
            "il y a trois jours",
            "for three days ago",
            "depuis trois jours",
            "de 21 h à 5 h",
            "pour 999 jours",
        ] {
            assert_eq!(end(none), None, "{none}");
        }
        assert_eq!(
            end_by_length("pour un mois", Date::constant(2025, 1, 31)),
            Some(Date::constant(2025, 2, 27))
        );
    }

    fn of(claim_type: &str, quote: &str) -> Option<ConstraintKind> {
        ConstraintKind::of(claim_type, [quote].into_iter())
    }

    #[test]
    fn every_kind_has_a_type_that_leads_to_it() {
        use ConstraintKind::*;
        let cases = [
            ("blockade_announced", "", Blockade),
            ("border_closure", "", Closure),
            ("road_reopening", "", Closure),
            ("curfew_lifted", "", Curfew),
            ("fuel_ban", "", CommodityBan),
            ("operator_ban", "", OperatorSuspension),
            ("operator_suspension", "L’entreprise suspend les travaux.", WorksSuspended),
            ("operator_suspension", "The company suspends its lines.", OperatorSuspension),
            ("road_tax_extortion", "", Toll),
            ("checkpoint", "", Checkpoint),
            ("escort_rule", "", EscortRule),
            ("imposed_rules", "", ImposedRules),
            ("infrastructure_damage", "", Damage),
            ("infrastructure_sabotage", "Le pont a été détruit.", Damage),
            ("infrastructure_sabotage", "They destroyed the road at Kéra.", Damage),
        ];
        for (claim_type, quote, kind) in cases {
            assert_eq!(of(claim_type, quote), Some(kind), "{claim_type}");
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
        assert_eq!(of("armed_attack", "travaux"), None);
        assert_eq!(
            of("infrastructure_sabotage", "Machines refaisant la route ont été brûlées sur la RN1."),
            None
        );
        assert!(Checkpoint.is_positions() && EscortRule.is_positions() && !Curfew.is_positions());
    }

    #[test]
    fn a_term_is_said_and_a_vague_date_is_none() {
        assert!(says_term("fermée du 31 août au 5 septembre") && says_term("closed until further notice"));
        assert!(says_term("from September 1 to 30"));
        assert!(
            !says_term("fermée en septembre, du pont au marché") && !says_term("trucks from Dakar to Kidira")
        );
    }
}
