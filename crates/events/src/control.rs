//! Who is said to hold what, since when, and who denies it.
//!
//! In: a [`Holdings`]. Out: one [`Control`] per place and holder. Nothing here says who does hold a place: it says who
//! reported it. Camps and positions are told by their region and month only, without words.

use crate::holdings::{Book, days, is_topic};
use crate::positions::{blurred, months, of_a_camp};
use crate::words::Words;
use crate::{Cited, Holdings};
use base::{Date, Interval, Modality, PlaceKind, fold_key};
use evidence::{Claim, ClaimPlace};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// How a place is said to be held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ControlStatus {
    /// Said to be held.
    ReportedHeld,
    /// Said to be held for a time, in part, or with reserve.
    Contested,
    /// Said not to be held.
    Denied,
    /// The hold is said to have ended.
    Ended,
}

/// One status as it was told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ControlStep {
    /// The day or days it is told for.
    pub date: Option<Interval>,
    /// The status.
    pub status: ControlStatus,
    /// What it rests on.
    pub evidence: Vec<Cited>,
    /// When it was published, from the first document to the last.
    pub published: Option<Interval>,
}

impl ControlStep {
    fn day(&self) -> Option<Date> {
        self.date.and_then(|d| d.first()).or_else(|| self.published.and_then(|p| p.first()))
    }
}

/// A hold on a place, as reported.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Control {
    /// The place.
    pub place: ClaimPlace,
    /// Who is said to hold it, as far as the case names them.
    pub by: Option<String>,
    /// The latest status told; a denial by others leaves it contested.
    pub status: ControlStatus,
    /// From the first day told to the day it ended; open where no end is told.
    pub date: Option<Interval>,
    /// The latest publication that tells it as held.
    pub last_confirmed: Option<Date>,
    /// Days from then to the day asked about.
    pub age_days: Option<i64>,
    /// Every status told, in order of the days told, else published.
    pub history: Vec<ControlStep>,
}

#[derive(Default, Deserialize)]
struct Data {
    types: Vec<String>,
    withdrawals: Vec<String>,
    ended: Vec<String>,
    contested: Vec<String>,
}

static DATA: LazyLock<Data> =
    LazyLock::new(|| toml::from_str(include_str!("../data/control.toml")).unwrap_or_default());

struct Told<'a> {
    claim: &'a Claim,
    status: ControlStatus,
    place: ClaimPlace,
    by: Option<String>,
    camp: bool,
}

/// Holds reported in a record, by place and holder.
pub fn control(record: &Holdings<'_>) -> Vec<Control> {
    let book = Book::new(record);
    let events = record.resolution.events.iter();
    let claims: Vec<&Claim> = events.flat_map(|e| book.claims_of(e)).collect();
    let told: Vec<Told<'_>> = claims.into_iter().flat_map(|c| tellings(&book, c)).collect();
    let mut holds: BTreeMap<(String, Option<String>), Vec<&Told<'_>>> = BTreeMap::new();
    for one in &told {
        holds.entry((fold_key(&one.place.name), one.by.clone())).or_default().push(one);
    }
    // An end without a holder of its own ends every hold on the place by others.
    let is_hold = |told: &[&Told<'_>]| told.iter().any(|t| is_held(t.status));
    let held: Vec<(String, Option<String>)> =
        holds.iter().filter(|(_, told)| is_hold(told)).map(|(key, _)| key.clone()).collect();
    for one in told.iter().filter(|t| t.status == ControlStatus::Ended) {
        let key = fold_key(&one.place.name);
        let dated = book.published(one.claim).is_some() || one.claim.date.is_some();
        for other in held.iter().filter(|(place, by)| dated && *place == key && *by != one.by) {
            holds.entry(other.clone()).and_modify(|h| h.push(one));
        }
    }
    // What one denies of others is told of their holds; where nobody is said to hold it, it is nobody's.
    let denials: Vec<&Told<'_>> = told.iter().filter(|t| t.status == ControlStatus::Denied).collect();
    for one in denials {
        let place = fold_key(&one.place.name);
        let own = (place.clone(), one.by.clone());
        let others: Vec<_> = held.iter().filter(|key| key.0 == place && **key != own).collect();
        if !held.contains(&own) {
            let others_told = |t: &&Told<'_>| t.status != ControlStatus::Denied;
            holds.entry(own.clone()).and_modify(|h| h.retain(others_told));
            if others.is_empty() {
                holds.entry((place, None)).or_default().push(one);
            }
        }
        for other in others {
            holds.entry(other.clone()).or_default().push(one);
        }
    }
    holds.retain(|_, told| !told.is_empty());
    let with_holder = |place: &str| held.iter().any(|(p, _)| p == place);
    let mut out: Vec<Control> = holds
        .iter()
        .filter(|((place, _), told)| {
            told.iter().any(|t| t.status != ControlStatus::Ended) || !with_holder(place)
        })
        .filter_map(|((_, by), told)| hold(&book, by.clone(), told))
        .collect();
    out.sort_by(|a, b| (&a.place.name, &a.by).cmp(&(&b.place.name, &b.by)));
    out
}

fn is_held(status: ControlStatus) -> bool {
    matches!(status, ControlStatus::ReportedHeld | ControlStatus::Contested)
}

/// What one claim tells of each of its places.
fn tellings<'a>(book: &Book<'_>, claim: &'a Claim) -> Vec<Told<'a>> {
    let Some(status) = status(claim) else { return Vec::new() };
    let camp = of_a_camp(claim);
    let wide =
        |p: &&ClaimPlace| matches!(p.kind, Some(PlaceKind::Country | PlaceKind::Area | PlaceKind::Admin1));
    let finer = claim.places.iter().any(|p| !wide(&p) && !is_topic(p));
    let places = claim.places.iter().filter(|p| !(is_topic(p) || finer && wide(p)));
    let mut seen = BTreeSet::new();
    let shown = |p: &ClaimPlace| if camp { blurred(p, book.place(&p.name)) } else { Some(p.clone()) };
    places
        .filter_map(shown)
        .filter(|p| seen.insert(p.name.clone()))
        .map(|place| Told { claim, status, place, by: book.by(claim), camp })
        .collect()
}

fn status(claim: &Claim) -> Option<ControlStatus> {
    let one_of = |types: &[String]| types.contains(&claim.claim_type);
    if !one_of(&DATA.types) && !one_of(&DATA.withdrawals) {
        return None;
    }
    let words = Words::of(&claim.quote);
    Some(match claim.modality {
        Modality::Generic | Modality::Hypothetical | Modality::Planned | Modality::CalledFor => return None,
        Modality::Denied | Modality::Negated => ControlStatus::Denied,
        _ if one_of(&DATA.withdrawals) || words.has_any(&DATA.ended) => ControlStatus::Ended,
        Modality::Hedged | Modality::Assessed => ControlStatus::Contested,
        _ if words.has_any(&DATA.contested) => ControlStatus::Contested,
        _ => ControlStatus::ReportedHeld,
    })
}

fn hold(book: &Book<'_>, by: Option<String>, told: &[&Told<'_>]) -> Option<Control> {
    let camp = told.iter().any(|t| t.camp);
    let place = told.first()?.place.clone();
    let history = steps(book, told, camp);
    let held = || told.iter().filter(|t| is_held(t.status));
    let last_confirmed = held().filter_map(|t| book.published(t.claim)).max();
    let last_confirmed = last_confirmed.map(|on| if camp { on.first_of_month() } else { on });
    let start = history.iter().filter(|s| is_held(s.status)).filter_map(|s| s.date?.start).min();
    let last = history.iter().rfind(|s| s.status != ControlStatus::Denied);
    let end = last.filter(|s| s.status == ControlStatus::Ended).and_then(|s| s.date?.start);
    let denied = history.iter().any(|s| s.status == ControlStatus::Denied);
    let status = match last.map(|s| s.status) {
        None => ControlStatus::Denied,
        Some(ControlStatus::ReportedHeld) if denied => ControlStatus::Contested,
        Some(status) => status,
    };
    let end = end.filter(|e| start.is_none_or(|s| s <= *e));
    Some(Control {
        place,
        by,
        status,
        date: (start.is_some() || end.is_some()).then_some(Interval { start, end }),
        last_confirmed,
        age_days: last_confirmed.zip(book.day).map(|(on, day)| days(on, day)),
        history,
    })
}

type Key = (Option<(Option<Date>, Option<Date>)>, Option<Date>, ControlStatus);

fn steps(book: &Book<'_>, told: &[&Told<'_>], camp: bool) -> Vec<ControlStep> {
    let mut groups: BTreeMap<Key, Vec<&Told<'_>>> = BTreeMap::new();
    for one in told {
        let date = one.claim.date.map(|d| if camp { months(d) } else { d });
        let published = book.published(one.claim).filter(|_| date.is_none());
        groups.entry((date.map(|d| (d.start, d.end)), published, one.status)).or_default().push(one);
    }
    let step = |(key, told): (&Key, &Vec<&Told<'_>>)| {
        let days = || told.iter().filter_map(|t| book.published(t.claim));
        let published = days().min().zip(days().max()).map(|(a, b)| Interval::between(a, b));
        let mut evidence: Vec<Cited> = told.iter().map(|t| book.cite(t.claim, t.camp)).collect();
        evidence.sort();
        evidence.dedup();
        ControlStep {
            date: key.0.map(|(start, end)| Interval { start, end }),
            status: key.2,
            evidence,
            published: if camp { published.map(months) } else { published },
        }
    };
    let mut out: Vec<ControlStep> = groups.iter().map(step).collect();
    out.sort_by(|a, b| (a.day(), a.status, &a.evidence).cmp(&(b.day(), b.status, &b.evidence)));
    out
}
