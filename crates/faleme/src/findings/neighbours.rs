//! Risks across borders, indicator by indicator, and where the forecast of a border district comes from.

use super::Desk;
use super::names::slug;
use super::stages::{BorderDistrict, Stages};
use crate::case::FILE;
use base::{Country, Interval};
use letter::{Across, CrossBorder, Finding, NoteId};
use outlook::spillover::{Indicator, Risk};
use std::collections::BTreeSet;

/// Footnotes to claims of an indicator at most.
const NOTES: usize = 4;
/// The risks, in the order of print.
const RISKS: [Risk; 5] = [Risk::BorderTown, Risk::Trade, Risk::Incursion, Risk::Security, Risk::Contagion];

/// An indicator of one or several districts of a country.
struct Reported<'a> {
    country: Country,
    districts: BTreeSet<&'a str>,
    /// The towns or the division that it is told for.
    of: BTreeSet<&'a str>,
    risk: Risk,
    indicator: &'a str,
    value: f64,
    period: Interval,
    evidence: BTreeSet<String>,
}

/// Indicators of every neighbour: what is reported, and each risk of which nothing is.
pub(super) fn build(desk: &mut Desk<'_>, stages: &Stages) -> Vec<Finding<CrossBorder>> {
    let reported = reported(&stages.borders);
    let mut countries: Vec<Country> = Vec::new();
    for border in &stages.borders {
        if !countries.contains(&border.country) {
            countries.push(border.country);
        }
    }
    let mut found = Vec::new();
    for country in countries {
        for risk in RISKS {
            let own: Vec<&Reported<'_>> =
                reported.iter().filter(|r| r.country == country && r.risk == risk).collect();
            match own.is_empty() {
                true => found.extend(silence(desk, stages, country, risk)),
                false => found.extend(own.into_iter().filter_map(|r| finding(desk, stages, r))),
            }
        }
    }
    found
}

/// What is on record: kinds of one indicator together, and once what towns and districts of a country share.
fn reported(borders: &[BorderDistrict]) -> Vec<Reported<'_>> {
    let mut all: Vec<Reported<'_>> = Vec::new();
    for border in borders {
        let mut own: Vec<Reported<'_>> = Vec::new();
        for indicator in border.indicators.iter().filter(|i| i.value.is_some()) {
            add(&mut own, border, indicator);
        }
        for one in own {
            let same = |r: &&mut Reported<'_>| {
                (r.country, r.risk, r.indicator) == (one.country, one.risk, one.indicator)
                    && (r.value, &r.evidence) == (one.value, &one.evidence)
                    && (one.risk == Risk::BorderTown || r.of == one.of)
            };
            match all.iter_mut().find(same) {
                Some(shared) => {
                    shared.districts.extend(one.districts);
                    shared.of.extend(one.of);
                }
                None => all.push(one),
            }
        }
    }
    all
}

fn add<'a>(own: &mut Vec<Reported<'a>>, border: &'a BorderDistrict, indicator: &'a Indicator) {
    // Kinds of constraints and goods are no places, and the country is told already.
    let place = |of: &&str| {
        matches!(indicator.risk, Risk::BorderTown | Risk::Security) && *of != border.country.as_str()
    };
    let of: BTreeSet<&str> = indicator.of.as_deref().filter(place).into_iter().collect();
    let evidence = indicator.months.iter().flat_map(|m| m.evidence.iter().cloned());
    let value = indicator.value.unwrap_or_default();
    let same = |r: &&mut Reported<'_>| {
        (r.risk, r.indicator, &r.of) == (indicator.risk, indicator.indicator.as_str(), &of)
    };
    if let Some(known) = own.iter_mut().find(same) {
        known.value += value;
        known.evidence.extend(evidence);
        return;
    }
    own.push(Reported {
        country: border.country,
        districts: BTreeSet::from([border.name.as_str()]),
        of,
        risk: indicator.risk,
        indicator: &indicator.indicator,
        value,
        period: indicator.period,
        evidence: evidence.collect(),
    });
}

fn finding(desk: &mut Desk<'_>, stages: &Stages, of: &Reported<'_>) -> Option<Finding<CrossBorder>> {
    let evidence: Vec<String> = of.evidence.iter().cloned().collect();
    let notes = desk.grounds(stages, &evidence, NOTES);
    let whole = of.districts.len() > 1 || matches!(of.risk, Risk::Contagion | Risk::Security);
    let named = match of.of.is_empty() {
        true if whole => &BTreeSet::new(),
        true => &of.districts,
        false => &of.of,
    };
    let area = named.iter().copied().collect::<Vec<_>>().join(", ");
    told(of.country, &area, (of.risk, of.indicator), (Some(of.value), of.period), notes)
}

/// A risk of which nothing is on record in any district of the country: what rests on the districts that were looked at.
fn silence(
    desk: &mut Desk<'_>,
    stages: &Stages,
    country: Country,
    risk: Risk,
) -> Option<Finding<CrossBorder>> {
    let of: Vec<&BorderDistrict> = stages.borders.iter().filter(|b| b.country == country).collect();
    let looked = of.first()?.indicators.iter().find(|i| i.risk == risk)?;
    let notes = of.iter().map(|b| desk.entry(FILE, b.line, None)).take(1).collect();
    told(country, "", (risk, &looked.indicator), (None, looked.period), notes)
}

fn told(
    country: Country,
    area: &str,
    (risk, indicator): (Risk, &str),
    (value, period): (Option<f64>, Interval),
    notes: Vec<NoteId>,
) -> Option<Finding<CrossBorder>> {
    let named = risk_name(risk);
    let id = format!("nei-{}-{}-{}", country.as_str().to_lowercase(), slug(indicator), slug(area));
    let content = CrossBorder {
        country,
        district: area.to_owned(),
        risk: named.to_owned(),
        indicator: indicator.to_owned(),
        value,
        period: Some(period),
    };
    Finding::new(format!("{id}-{}", slug(named)), content, notes).ok()
}

fn risk_name(risk: Risk) -> &'static str {
    match risk {
        Risk::BorderTown => "border_pressure",
        Risk::Trade => "trade_disruption",
        Risk::Incursion => "incursions",
        Risk::Security => "security_drawn",
        Risk::Contagion => "contagion",
    }
}

/// Shares of what is expected in each border district; none where there is too little history for all of them.
pub(super) fn across(desk: &mut Desk<'_>, stages: &Stages) -> Vec<Finding<Across>> {
    if stages.borders.iter().all(|b| b.shares.is_none()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for border in &stages.borders {
        let mut notes = vec![desk.entry(FILE, border.line, None)];
        notes.extend(stages.releases.iter().map(|r| desk.release(r)));
        let content =
            Across { country: border.country, district: border.name.clone(), shares: border.shares };
        let id = format!("acr-{}-{}", border.country.as_str().to_lowercase(), slug(&border.name));
        found.extend(Finding::new(id, content, notes));
    }
    found
}
