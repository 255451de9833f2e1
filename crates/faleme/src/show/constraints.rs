//! Constraints with their histories, documents by name.

use super::{CitedShown, Handed, cited, interval, word};
use crate::table::cut;
use crate::view::View;
use base::{Coordinate, Country, Date, GeoPrecision, Interval, PlaceKind};
use events::{Constraint, ConstraintKind, ConstraintStatus, Hours, Reserve, ScopeEvidence, Step};
use serde::Serialize;

/// A constraint, documents by name.
#[derive(Serialize)]
pub struct ConstraintShown<'a> {
    id: &'a str,
    kind: ConstraintKind,
    scope: ScopeShown<'a>,
    date: Option<Interval>,
    status: ConstraintStatus,
    reserve: Option<Reserve>,
    disputed: bool,
    last_confirmed: Option<Date>,
    age_days: Option<i64>,
    history: Vec<StepShown<'a>>,
    events: Vec<&'a str>,
}

#[derive(Serialize)]
struct ScopeShown<'a> {
    places: Vec<ReachShown<'a>>,
    links: &'a [String],
    corridors: &'a [String],
    commodities: &'a [String],
    vehicle_classes: &'a [String],
    operators: &'a [String],
    origin_countries: &'a [Country],
    hours: &'a [Hours],
    exemptions: &'a [String],
    rules: &'a [String],
    facilities: &'a [String],
    evidence: &'a [ScopeEvidence],
}

#[derive(Serialize)]
struct ReachShown<'a> {
    name: &'a str,
    kind: Option<PlaceKind>,
    country: Option<Country>,
    lat: Option<f64>,
    lon: Option<f64>,
    precision: GeoPrecision,
    pcode: Option<&'a str>,
}

#[derive(Serialize)]
struct StepShown<'a> {
    date: Option<Interval>,
    status: ConstraintStatus,
    reserve: Option<Reserve>,
    extended: bool,
    term: Option<Date>,
    by: Vec<&'a str>,
    evidence: Vec<CitedShown<'a>>,
    published: Option<Interval>,
}

/// Constraints as scripts read them.
pub fn constraints<'a>(view: &'a View, found: &'a [Constraint]) -> Vec<ConstraintShown<'a>> {
    let documents = view.by_id();
    let step = |s: &'a Step| StepShown {
        date: s.date,
        status: s.status,
        reserve: s.reserve,
        extended: s.extended,
        term: s.term,
        by: s.by.iter().map(String::as_str).collect(),
        evidence: s.evidence.iter().map(|c| cited(c, &documents)).collect(),
        published: s.published,
    };
    let shown = |c: &'a Constraint| ConstraintShown {
        id: c.id.as_str(),
        kind: c.kind,
        scope: scope(c),
        date: c.date,
        status: c.status,
        reserve: c.reserve,
        disputed: c.disputed,
        last_confirmed: c.last_confirmed,
        age_days: c.age_days,
        history: c.history.iter().map(step).collect(),
        events: c.events.iter().map(base::EventId::as_str).collect(),
    };
    found.iter().map(shown).collect()
}

/// The same as they are handed on to readers: where a place is finer than a district, that is where it is drawn; words that
/// tell of forces are not there, nor names that may be private persons'.
pub fn constraints_to_share<'a>(
    view: &'a View,
    found: &'a [Constraint],
    handed: &Handed<'a>,
) -> Vec<ConstraintShown<'a>> {
    let mut shown = constraints(view, found);
    for (shown, of) in shown.iter_mut().zip(found) {
        for place in &mut shown.scope.places {
            if let Some((point, precision)) = handed.reach(place.name, place.kind) {
                (place.lat, place.lon) = (point.map(|p| p.lat), point.map(|p| p.lon));
                place.precision = place.precision.max(precision);
            }
        }
        for (step, told) in shown.history.iter_mut().zip(&of.history) {
            step.by.retain(|name| handed.may_name(name));
            let withheld = step.evidence.iter_mut().zip(&told.evidence);
            withheld
                .filter(|(_, of)| handed.hides_words_of(&of.claim))
                .for_each(|(cited, _)| cited.withhold());
        }
    }
    shown
}

fn scope(of: &Constraint) -> ScopeShown<'_> {
    let scope = &of.scope;
    let degrees = |point: Option<Coordinate>| (point.map(|p| p.lat), point.map(|p| p.lon));
    let reach = |r: &'_ events::Reach| degrees(r.point);
    ScopeShown {
        places: scope
            .places
            .iter()
            .map(|r| {
                let (lat, lon) = reach(r);
                let (kind, country, precision) = (r.kind, r.country, r.precision);
                ReachShown { name: &r.name, kind, country, lat, lon, precision, pcode: r.pcode.as_deref() }
            })
            .collect(),
        links: &scope.links,
        corridors: &scope.corridors,
        commodities: &scope.commodities,
        vehicle_classes: &scope.vehicle_classes,
        operators: &scope.operators,
        origin_countries: &scope.origin_countries,
        hours: &scope.hours,
        exemptions: &scope.exemptions,
        rules: &scope.rules,
        facilities: &scope.facilities,
        evidence: &scope.evidence,
    }
}

/// Constraints for people: each with its scope and history below it.
pub fn constraints_text(shown: &[ConstraintShown<'_>]) -> String {
    let mut out = String::new();
    for c in shown {
        let disputed = if c.disputed { ", disputed" } else { "" };
        let reserve = c.reserve.map_or(String::new(), |r| format!(" ({})", word(&r)));
        let date = c.date.map_or("no date".into(), |d| interval(&d));
        let age = match (c.last_confirmed, c.age_days) {
            (Some(on), Some(age)) => format!("last confirmed {on}, {age} days ago"),
            _ => "never confirmed".into(),
        };
        out.push_str(&format!(
            "{}  {}  {}{reserve}{disputed}  {date}  {age}\n",
            c.id,
            word(&c.kind),
            word(&c.status)
        ));
        let scope = c.scope.words();
        if !scope.is_empty() {
            out.push_str(&format!("  {scope}\n"));
        }
        c.history.iter().for_each(|step| step.write(&mut out));
    }
    out
}

impl ScopeShown<'_> {
    fn words(&self) -> String {
        let names: Vec<&str> = self.places.iter().map(|p| p.name).collect();
        let countries: Vec<&str> = self.origin_countries.iter().map(Country::as_str).collect();
        let hours: Vec<String> = self.hours.iter().map(|h| format!("{}–{}", h.from, h.to)).collect();
        let parts = [
            ("", names.join(", ")),
            ("roads ", self.links.join(", ")),
            ("corridors ", self.corridors.join(", ")),
            ("goods ", self.commodities.join(", ")),
            ("vehicles ", self.vehicle_classes.join(", ")),
            ("operators ", self.operators.join(", ")),
            ("from ", countries.join(", ")),
            ("hours ", hours.join(", ")),
            ("except ", self.exemptions.join(", ")),
            ("rules ", self.rules.join(", ")),
            ("closed ", self.facilities.join(", ")),
        ];
        let told = parts.iter().filter(|(_, value)| !value.is_empty());
        told.map(|(head, value)| format!("{head}{value}")).collect::<Vec<_>>().join("; ")
    }
}

impl StepShown<'_> {
    fn write(&self, out: &mut String) {
        let date = self.date.map_or("undated".into(), |d| interval(&d));
        let extended = if self.extended { ", extended" } else { "" };
        let reserve = self.reserve.map_or(String::new(), |r| format!(" ({})", word(&r)));
        let by = if self.by.is_empty() { String::new() } else { format!("  {}", self.by.join(", ")) };
        let told =
            self.published.map_or("undated document".into(), |d| format!("published {}", interval(&d)));
        out.push_str(&format!("  {date}  {}{extended}{reserve}{by}  [{told}]\n", word(&self.status)));
        for c in &self.evidence {
            let quote = c.quote.map_or("(words withheld)".into(), |q| format!("« {} »", cut(q)));
            out.push_str(&format!("    {} {}: {quote}\n", c.claim, c.document));
        }
    }
}
