//! Announced threats, and the incidents that carried them out.
//!
//! In: a [`Holdings`]. Out: one [`Threat`] per announcement, with the incidents after it that fit: of a type that it names,
//! by the same group or nobody named, in its area, within the window of `data/threats.toml`. That they fit is all that
//! is said: not that one led to the other.

use crate::holdings::{Book, bare_key, days, is_topic};
use crate::words::Words;
use crate::{Cited, Event, Holdings};
use base::{Date, EventId, Interval, Modality, PlaceKind, fold_key};
use evidence::{Claim, ClaimPlace, MeasureStatus};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::time::Duration;

/// An incident that fits a threat.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CarriedOut {
    /// The incident.
    pub event: EventId,
    /// Its type.
    #[serde(rename = "type")]
    pub claim_type: String,
    /// When.
    pub date: Interval,
    /// Where.
    pub places: Vec<ClaimPlace>,
    /// Days from the announcement to its first day.
    pub lag_days: i64,
    /// Its claims.
    pub evidence: Vec<Cited>,
}

/// A threat with what followed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Threat {
    /// The announcement.
    pub id: EventId,
    /// Its type.
    #[serde(rename = "type")]
    pub claim_type: String,
    /// When it was made; of an undated one, until when it must have been.
    pub date: Interval,
    /// Who made it, as far as the case names them.
    pub by: Vec<String>,
    /// Where it reaches.
    pub places: Vec<ClaimPlace>,
    /// Whom it names.
    pub targets: Vec<String>,
    /// Its claims.
    pub evidence: Vec<Cited>,
    /// Incidents that fit, the first one first.
    pub incidents: Vec<CarriedOut>,
    /// The day up to which one looked.
    pub looked_until: Date,
}

#[derive(Deserialize)]
struct Rule {
    #[serde(rename = "type")]
    claim_type: String,
    by_group: bool,
    incidents: Vec<String>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    of_target: bool,
}

#[derive(Default, Deserialize)]
struct Data {
    window_days: u64,
    near_km: f64,
    threat: Vec<Rule>,
}

static DATA: LazyLock<Data> =
    LazyLock::new(|| toml::from_str(include_str!("../data/threats.toml")).unwrap_or_default());

/// Threats of a record, by day and id. One that nobody dates, in a document without a date, is left out.
pub fn threats(record: &Holdings<'_>) -> Vec<Threat> {
    let book = Book::new(record);
    let mut out: Vec<Threat> = record.resolution.events.iter().filter_map(|e| threat(&book, e)).collect();
    out.sort_by(|a, b| (a.date.first(), &a.id).cmp(&(b.date.first(), &b.id)));
    out
}

/// A threat as it is compared.
struct Sought<'a> {
    rule: &'static Rule,
    claims: &'a [&'a Claim],
    day: Date,
    until: Date,
    groups: BTreeSet<String>,
    places: Vec<&'a ClaimPlace>,
    targets: BTreeSet<String>,
}

/// Whether a claim announces what is to come: not one that tells of a denial, of a lifting, or of what may be.
fn threatens(claim: &Claim) -> bool {
    let lifts = claim.status == Some(MeasureStatus::Lifted);
    !lifts && (claim.modality.is_fact() || matches!(claim.modality, Modality::Planned | Modality::CalledFor))
}

fn threat(book: &Book<'_>, event: &Event) -> Option<Threat> {
    let rule = DATA.threat.iter().find(|r| r.claim_type == event.claim_type)?;
    let claims = book.claims_of(event);
    let claims: Vec<&Claim> = claims.into_iter().filter(|c| threatens(c)).collect();
    let groups = groups(book, event);
    let by_group = groups.iter().any(|g| book.is_armed_group(g));
    let known_not = !groups.is_empty() && !by_group;
    if claims.is_empty() || known_not || (rule.by_group && !by_group) {
        return None;
    }
    let published = claims.iter().filter_map(|c| book.published(c)).min();
    let date = event.date.filter(|d| d.first().is_some()).or_else(|| published.map(Interval::until))?;
    let (day, today) = (date.first()?, book.day?);
    let until =
        day.checked_add(Duration::from_secs(DATA.window_days * 86_400)).map_or(today, |end| end.min(today));
    let operators = claims.iter().filter_map(|c| c.target.as_deref());
    let targets: BTreeSet<String> = operators.filter_map(|t| Some(book.actor(t)?.name.clone())).collect();
    let sought = Sought { rule, claims: &claims, day, until, groups, places: area(event), targets };
    let mut incidents: Vec<CarriedOut> =
        book.record.resolution.events.iter().filter_map(|e| sought.carried_out(book, e)).collect();
    incidents.sort_by(|a, b| (a.lag_days, &a.event).cmp(&(b.lag_days, &b.event)));
    Some(Threat {
        id: event.id.clone(),
        claim_type: event.claim_type.clone(),
        date,
        by: sought.groups.iter().cloned().collect(),
        places: sought.places.iter().map(|p| (*p).clone()).collect(),
        targets: sought.targets.iter().cloned().collect(),
        evidence: claims.iter().map(|c| book.cite(c, false)).collect(),
        incidents,
        looked_until: until.max(day),
    })
}

/// The outermost actors of the case that an event names.
fn groups(book: &Book<'_>, event: &Event) -> BTreeSet<String> {
    event.actors.iter().filter_map(|a| Some(book.public(a)?.name.clone())).collect()
}

/// Places finer than a country; none: the announcement has no area of its own.
fn area(event: &Event) -> Vec<&ClaimPlace> {
    event.places.iter().filter(|p| !is_topic(p) && p.kind != Some(PlaceKind::Country)).collect()
}

impl Sought<'_> {
    fn carried_out(&self, book: &Book<'_>, event: &Event) -> Option<CarriedOut> {
        let date = event.date.filter(|_| event.modality.is_fact())?;
        let start = date.first()?;
        let fits = self.rule.incidents.contains(&event.claim_type)
            && !event.shows_positions()
            && (self.day..=self.until).contains(&start)
            && !self.is_told_together(book, event)
            && self.is_by_same(book, event)
            && self.is_near(book, event)
            && self.is_meant(book, event);
        fits.then(|| CarriedOut {
            event: event.id.clone(),
            claim_type: event.claim_type.clone(),
            date,
            places: event.places.iter().filter(|p| !is_topic(p)).cloned().collect(),
            lag_days: days(self.day, start),
            evidence: book.claims_of(event).into_iter().map(|c| book.cite(c, false)).collect(),
        })
    }

    /// Whether nothing tells the incident but the sentences that tell the announcement.
    fn is_told_together(&self, book: &Book<'_>, event: &Event) -> bool {
        let claims = book.claims_of(event);
        let same = |a: &Claim, b: &Claim| a.document == b.document && a.span.overlap(b.span) > 0;
        let within = |claim: &&Claim| self.claims.iter().any(|told| same(told, claim));
        event.rows.is_empty() && !claims.is_empty() && claims.iter().all(within)
    }

    /// The same group, or nobody named; for an announcement by nobody named, any. Somebody whom a claim names and the
    /// case does not know is another one. (A row names those hit among its actors: its unknown ones say nothing.)
    fn is_by_same(&self, book: &Book<'_>, event: &Event) -> bool {
        let by = groups(book, event);
        let other =
            |c: &Claim| !c.actor_generic && c.actor.as_deref().is_some_and(|name| book.actor(name).is_none());
        let nobody = by.is_empty() && !book.claims_of(event).into_iter().any(other);
        self.groups.is_empty() || nobody || !by.is_disjoint(&self.groups)
    }

    fn is_near(&self, book: &Book<'_>, event: &Event) -> bool {
        let theirs = || event.places.iter().filter(|p| !is_topic(p));
        self.places.is_empty() || self.places.iter().any(|a| theirs().any(|b| is_near(book, a, b)))
    }

    /// Whether an incident hits what the announcement names: by its words, or whom it names.
    fn is_meant(&self, book: &Book<'_>, event: &Event) -> bool {
        let claims = book.claims_of(event);
        if self.rule.of_target {
            return claims.iter().any(|c| {
                let words = Words::of(&c.quote);
                self.targets
                    .iter()
                    .any(|t| words.has(t) || c.target.as_deref().is_some_and(|n| fold_key(n) == fold_key(t)))
            });
        }
        // A row has no words: it counts where the announcement has an area and both name the same group.
        let row_alone = claims.is_empty() && !event.rows.is_empty();
        let placed = !self.places.is_empty() && !groups(book, event).is_disjoint(&self.groups);
        let said = |c: &&Claim| Words::of(&c.quote).has_any(&self.rule.words);
        self.rule.words.is_empty() || claims.iter().any(said) || (row_alone && placed)
    }
}

/// One place, a road and a stop of it, a division and what lies in it, or points near each other.
fn is_near(book: &Book<'_>, a: &ClaimPlace, b: &ClaimPlace) -> bool {
    let same = bare_key(&a.name) == bare_key(&b.name);
    let close = a.point.zip(b.point).is_some_and(|(a, b)| a.distance_km(b) <= DATA.near_km);
    let wide = |p: &ClaimPlace| p.kind == Some(PlaceKind::Admin1);
    let within = (wide(a) || wide(b)) && book.admin1(a).is_some() && book.admin1(a) == book.admin1(b);
    same || within || (!wide(a) && !wide(b) && close) || stops_at(book, a, b) || stops_at(book, b, a)
}

/// Whether a road is named by, or listed with, a stop.
fn stops_at(book: &Book<'_>, road: &ClaimPlace, stop: &ClaimPlace) -> bool {
    let key = fold_key(&stop.name);
    let ends = || road.name.split(['–', '-']).any(|end| fold_key(end) == key);
    let via = || book.place(&road.name).is_some_and(|r| r.via.iter().any(|v| fold_key(v) == key));
    road.kind == Some(PlaceKind::Road) && (ends() || via())
}
