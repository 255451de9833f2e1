//! Schools and health centres reported out of service, as counts.
//!
//! In: a [`Holdings`]. Out: [`Services`]: how many by division, month and service. Cells under [`LEAST`] are not told,
//! and no sums are, from which they would follow. There is no list of sites.

use crate::holdings::{Book, is_topic};
use crate::interests::{Count, Few, LEAST, division, whole_months};
use crate::words::Words;
use crate::{Event, Holdings};
use base::{Date, Modality, fold_key};
use evidence::Claim;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A cell of the count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceCell {
    /// First-level division, where it is known.
    pub admin1: Option<String>,
    /// Second-level division, where it is known.
    pub admin2: Option<String>,
    /// The month that they are first reported for, `2025-09`.
    pub month: Option<String>,
    /// `school` or `health`.
    pub service: String,
    /// How many are reported out of service.
    pub count: Count,
}

/// Schools and health centres reported out of service.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Services {
    /// Cells in the order of their names, never of their counts.
    pub counts: Vec<ServiceCell>,
    /// How many cells are under [`LEAST`].
    pub suppressed: usize,
    /// The end of the last whole month on the day asked about: what came later is not counted.
    pub as_of: Option<Date>,
}

#[derive(Deserialize)]
struct Service {
    name: String,
    words: Vec<String>,
}

#[derive(Default, Deserialize)]
struct Data {
    types: Vec<String>,
    service: Vec<Service>,
}

static DATA: LazyLock<Data> =
    LazyLock::new(|| toml::from_str(include_str!("../data/services.toml")).unwrap_or_default());

/// More schools than this in one report is a slip of reading. Our own bound.
const MOST: usize = 100_000;

type Key = (Option<String>, Option<String>, Option<String>, String);

/// Counts schools and health centres reported out of service by the end of the last whole month. An event counts with the
/// highest number told of it, one where none is told.
pub fn services(record: &Holdings<'_>) -> Services {
    let day = Book::new(record).day.map(whole_months);
    let book = Book::new(&Holdings { as_of: day, ..*record });
    let mut cells: BTreeMap<Key, usize> = BTreeMap::new();
    for event in &record.resolution.events {
        let first = event.date.and_then(|d| d.first());
        let later = first.zip(day).is_some_and(|(on, day)| on > day);
        let out = DATA.types.contains(&event.claim_type)
            && !later
            && !matches!(event.modality, Modality::Denied | Modality::Negated);
        if out {
            count(&book, event, first, &mut cells);
        }
    }
    let counts: Vec<ServiceCell> = cells.into_iter().map(cell).collect();
    let suppressed = counts.iter().filter(|c| matches!(c.count, Count::Few(_))).count();
    Services { counts, suppressed, as_of: book.day }
}

fn count(book: &Book<'_>, event: &Event, first: Option<Date>, cells: &mut BTreeMap<Key, usize>) {
    let told: Vec<&Claim> = book.claims_of(event).into_iter().filter(|c| c.modality.is_fact()).collect();
    let month = first.map(|d| format!("{:04}-{:02}", d.year(), d.month()));
    for service in &DATA.service {
        let named = told.iter().filter(|c| Words::of(&c.quote).has_any(&service.words));
        // An event may hold closures of several towns: each claim counts where it tells of.
        let mut most: BTreeMap<(Option<String>, Option<String>), usize> = BTreeMap::new();
        for claim in named {
            let own = if claim.places.iter().all(is_topic) { &event.places } else { &claim.places };
            let at = division(book, own.iter().filter(|p| !is_topic(p)));
            let found = most.entry(at).or_default();
            *found = number(&claim.quote, &service.words).max(*found);
        }
        // One that tells the region only tells of those of its districts again.
        let fine: Vec<Option<String>> =
            most.keys().filter(|(_, second)| second.is_some()).map(|(first, _)| first.clone()).collect();
        most.retain(|(first, second), _| second.is_some() || !fine.contains(first));
        for ((admin1, admin2), most) in most {
            let cell = cells.entry((admin1, admin2, month.clone(), service.name.clone())).or_default();
            *cell = cell.saturating_add(most);
        }
    }
}

/// The number right before one of the words: `12 schools`; one where there is none.
fn number(quote: &str, words: &[String]) -> usize {
    let key = fold_key(quote);
    let list: Vec<&str> = key.split(' ').collect();
    let is_word = |at: usize| {
        let rest = list.get(at..).unwrap_or_default().join(" ");
        words
            .iter()
            .any(|w| rest.strip_prefix(w.as_str()).is_some_and(|r| r.is_empty() || r.starts_with(' ')))
    };
    let told = list.iter().enumerate().filter(|(at, _)| is_word(at + 1));
    told.filter_map(|(_, n)| n.parse::<usize>().ok()).filter(|n| (1..=MOST).contains(n)).max().unwrap_or(1)
}

fn cell(((admin1, admin2, month, service), sites): (Key, usize)) -> ServiceCell {
    let count = if sites < LEAST { Count::Few(Few::UnderThree) } else { Count::Told(sites) };
    ServiceCell { admin1, admin2, month, service, count }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_number_before_the_word_counts() {
        let of = |quote: &str| number(quote, &["ecoles".into(), "health centres".into()]);
        assert_eq!(of("45 écoles ont été fermées"), 45);
        assert_eq!(of("les écoles du 3 septembre"), 1);
        assert_eq!(of("some 12 health centres and 300 others"), 12);
        assert_eq!(of("0 écoles"), 1);
    }

    #[test]
    fn words_are_readable() {
        assert_eq!((DATA.types.len(), DATA.service.len()), (2, 2));
    }
}
