//! What a limit makes of a link for one class on one day (`data/effects.toml`).

use crate::limit::{Limit, Stage};
use crate::profile::Profile;
use crate::status::{Passability, Reason};
use base::{Country, Date, fold_key};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Deserialize)]
struct Effect {
    kind: String,
    in_force: Passability,
    #[serde(default)]
    announced: Option<Passability>,
    opens: bool,
    #[serde(default)]
    goods_only: bool,
    #[serde(default)]
    days: Option<i64>,
}

/// How far a constraint reaches from a place, km.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub struct ReachKm {
    /// Of a place known exactly.
    pub exact: f64,
    /// Of a place known roughly.
    pub near: f64,
    /// Of a border post.
    pub border: f64,
}

#[derive(Default, Deserialize)]
struct Table {
    stale_after_days: i64,
    open_for_days: i64,
    reach_km: ReachKm,
    part_of: BTreeMap<String, String>,
    effect: Vec<Effect>,
}

static TABLE: LazyLock<Table> =
    LazyLock::new(|| toml::from_str(include_str!("../data/effects.toml")).unwrap_or_default());

/// The distances of the table.
pub fn reach_km() -> ReachKm {
    TABLE.reach_km
}

/// Days for which a constraint counts that nobody tells anew.
pub fn stale_after_days() -> i64 {
    TABLE.stale_after_days
}

/// Whether the table knows this kind of constraint or type of incident: others say nothing of links.
pub fn concerns_links(kind: &str) -> bool {
    TABLE.effect.iter().any(|e| e.kind == kind)
}

/// The kinds of constraint that the table knows, incidents left out.
pub fn limit_kinds() -> impl Iterator<Item = &'static str> {
    TABLE.effect.iter().filter(|e| e.days.is_none()).map(|e| e.kind.as_str())
}

/// For how many days an incident of this type counts; `None` for what is no incident.
pub fn incident_days(kind: &str) -> Option<i64> {
    TABLE.effect.iter().find(|e| e.kind == kind)?.days
}

/// Who wants to pass, and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The day.
    pub day: Date,
    /// Goods carried beside those of the class.
    pub goods: Vec<String>,
    /// The carrier, if it matters.
    pub operator: Option<String>,
    /// The country that goods or vehicle come from, if it is known.
    pub origin: Option<Country>,
}

impl Question {
    /// Any vehicle on a day.
    pub fn on(day: Date) -> Self {
        Self { day, goods: Vec::new(), operator: None, origin: None }
    }
}

/// Whether a limit is about those who ask, whatever the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Concerns {
    /// It is not.
    No,
    /// It may be: what it depends on is not told.
    Maybe,
    /// It is.
    Yes,
}

impl Concerns {
    /// Whether a limit is about those who ask. Their day does not matter; see [`grade_on`].
    pub fn of(limit: &Limit, profile: &Profile, question: &Question) -> Self {
        let effect = TABLE.effect.iter().find(|e| e.kind == limit.kind);
        effect.map_or(Self::No, |effect| concerns(effect, limit, profile, question))
    }

    /// What a limit that grades a link so says to them; `None`: nothing.
    pub fn told(self, grade: Passability) -> Option<Passability> {
        match self {
            Self::No => None,
            // That others may pass again is no news for those who ask.
            Self::Maybe if grade == Passability::Open => None,
            Self::Maybe => Some(grade.min(Passability::Restricted)),
            Self::Yes => Some(grade),
        }
    }
}

/// What a limit makes of its links on a day for those whom it concerns; `None` where it says nothing.
pub fn grade_on(limit: &Limit, day: Date) -> Option<Passability> {
    let effect = TABLE.effect.iter().find(|e| e.kind == limit.kind)?;
    grade(effect, limit, day).map(|(status, _)| status)
}

/// The reason that a limit gives its links; `None` where it says nothing to those who ask.
pub(crate) fn reason(limit: &Limit, profile: &Profile, question: &Question) -> Option<Reason> {
    let effect = TABLE.effect.iter().find(|e| e.kind == limit.kind)?;
    let (grade, last) = grade(effect, limit, question.day)?;
    let status = concerns(effect, limit, profile, question).told(grade)?;
    Some(Reason {
        limit: limit.id.clone(),
        kind: limit.kind.clone(),
        about: limit.commodities.iter().chain(&limit.operators).cloned().collect(),
        at: limit.reaches.iter().map(|r| r.name().to_owned()).collect(),
        status,
        stage: limit.stage,
        held_back: limit.held_back,
        disputed: limit.disputed,
        incident: effect.days.is_some(),
        last_confirmed: last,
        age_days: last.map(|on| days(on, question.day)),
        hours: limit.hours.clone(),
        sides: limit.sides.clone(),
        evidence: limit.evidence.clone(),
    })
}

/// The status by the table, and the day that it rests on.
fn grade(effect: &Effect, limit: &Limit, day: Date) -> Option<(Passability, Option<Date>)> {
    let started = limit.date.and_then(|d| d.start).is_none_or(|start| start <= day);
    if let Some(counts) = effect.days {
        let on = limit.date.and_then(|d| d.end.or(d.start)).or(limit.last_confirmed)?;
        let recent = started && days(on.min(day), day) <= counts;
        // Of one dated to a month or year that still runs, only its first day is sure to be past: it is no news of today.
        let last = if on > day { limit.date.and_then(|d| d.start) } else { Some(on) };
        return (limit.stage == Stage::InForce && recent).then_some((effect.in_force, last));
    }
    let last = limit.last_confirmed;
    let now = match limit.stage {
        Stage::InForce if started => effect.in_force,
        Stage::InForce | Stage::Announced => effect.announced?,
        Stage::Lifted if !limit.disputed => match limit.date.and_then(|d| d.end)? {
            // It ends, but not yet.
            on if on > day => effect.in_force,
            // Nobody says plainly that it is over.
            _ if limit.held_back => Passability::Unknown,
            on => {
                let news = effect.opens && days(on, day) <= TABLE.open_for_days;
                return news.then_some((Passability::Open, Some(on)));
            }
        },
        Stage::Lifted => effect.in_force,
        Stage::CalledFor | Stage::Denied | Stage::Lapsed => return None,
    };
    let doubted = limit.disputed || limit.held_back || !limit.hours.is_empty();
    let now = if doubted { now.min(Passability::Restricted) } else { now };
    let has_term = limit.date.and_then(|d| d.end).is_some_and(|end| end >= day);
    let stale = last.is_none_or(|on| days(on, day) > TABLE.stale_after_days) && !has_term;
    Some((if stale { Passability::Unknown } else { now }, last))
}

fn concerns(effect: &Effect, limit: &Limit, profile: &Profile, question: &Question) -> Concerns {
    if shares(&limit.exemptions, &profile.exempt) {
        return Concerns::No;
    }
    let vehicles = &limit.vehicle_classes;
    let vehicle =
        vehicles.is_empty() || shares(vehicles, &profile.covers) || shares(vehicles, &["all".to_owned()]);
    let by_vehicle = if vehicle { Concerns::Yes } else { Concerns::No };
    by_vehicle
        .min(by_goods(effect, limit, profile, question))
        .min(by_operator(limit, question))
        .min(by_origin(limit, question))
}

fn by_goods(effect: &Effect, limit: &Limit, profile: &Profile, question: &Question) -> Concerns {
    let named = &limit.commodities;
    let carried: Vec<String> = profile.carries.iter().chain(&question.goods).cloned().collect();
    match (named.is_empty(), shares(named, &carried) || shares(named, &wholes(&carried))) {
        (true, _) if effect.goods_only => Concerns::Maybe,
        (true, _) | (_, true) => Concerns::Yes,
        // Fuel may be the diesel that is banned.
        _ if shares(&wholes(named), &carried) => Concerns::Maybe,
        // A blockade that is told of with fuel may let other goods pass, and may not.
        _ if effect.goods_only => Concerns::No,
        _ => Concerns::Maybe,
    }
}

/// What goods are a part of: a ban on fuel is one on diesel.
fn wholes(goods: &[String]) -> Vec<String> {
    goods.iter().filter_map(|g| TABLE.part_of.get(g)).cloned().collect()
}

/// A carrier that stops stops itself: nobody else, unless the kind of vehicle is named with it.
fn by_operator(limit: &Limit, question: &Question) -> Concerns {
    if limit.kind != "operator_suspension" {
        return Concerns::Yes;
    }
    match &question.operator {
        Some(own) if shares(&limit.operators, std::slice::from_ref(own)) => Concerns::Yes,
        Some(_) => Concerns::No,
        None if limit.vehicle_classes.is_empty() => Concerns::No,
        None => Concerns::Maybe,
    }
}

fn by_origin(limit: &Limit, question: &Question) -> Concerns {
    match question.origin {
        _ if limit.origin_countries.is_empty() => Concerns::Yes,
        None => Concerns::Maybe,
        Some(own) if limit.origin_countries.contains(&own) => Concerns::Yes,
        Some(_) => Concerns::No,
    }
}

fn shares(a: &[String], b: &[String]) -> bool {
    a.iter().any(|x| b.iter().any(|y| fold_key(x) == fold_key(y)))
}

/// Days from one day to another.
fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

#[cfg(test)]
mod tests;
