//! What the case enters by hand, and what is published of security and of crime across the border.

use super::months::Months;
use super::setting::Setting;
use crate::neighbours::{Crime, Report};
use base::PlaceKind;
use outlook::spillover::{Border, Indicator, Risk};
use std::collections::{BTreeMap, BTreeSet};

/// Claims of what a state commits to its borders.
const COMMITMENTS: [&str; 2] = ["security_deployment", "planned_response"];

/// Entered reports of a risk that concern the district: of it, or of its country without a district.
pub fn entered(setting: &Setting<'_>, border: &Border, reports: &[Report], risk: Risk) -> Vec<Indicator> {
    let months = sum(setting, mine(setting, border, reports, risk));
    let one = Indicator::summed(risk, "reports_entered", "reports", setting.period, months.list());
    if one.months.is_empty() { Vec::new() } else { vec![one] }
}

fn mine<'r>(setting: &Setting<'_>, border: &Border, reports: &'r [Report], risk: Risk) -> Vec<&'r Report> {
    let (own, name) = (setting.country(border), setting.district(border).map(|d| d.area.name.clone()));
    let fits = |r: &&Report| {
        r.risk == risk
            && Some(r.country) == own
            && r.with.is_none_or(|with| border.facing.contains(&with))
            && r.district.as_ref().is_none_or(|d| Some(d) == name.as_ref())
    };
    reports.iter().filter(fits).collect()
}

fn sum(setting: &Setting<'_>, reports: Vec<&Report>) -> Months {
    let mut months = Months::default();
    let looked = |r: &&Report| {
        setting.period.start.is_none_or(|s| r.month >= outlook::Month::of(s))
            && r.month <= outlook::Month::of(setting.day)
    };
    for report in reports.into_iter().filter(looked) {
        months.add(report.month, f64::from(report.count), [report.id.clone()]);
    }
    months
}

/// National commitments as published, by month and first-level division of the district's country, no finer.
pub fn security(setting: &Setting<'_>, border: &Border, reports: &[Report]) -> Vec<Indicator> {
    let own = setting.country(border);
    let nation = own.map(|c| c.to_string()).unwrap_or_default();
    let mut by: BTreeMap<String, Months> = BTreeMap::new();
    let told = setting.view.resolution.events.iter().filter(|e| COMMITMENTS.contains(&e.claim_type.as_str()));
    for event in told.filter(|e| e.modality.is_fact()) {
        let mut divisions: BTreeSet<String> = BTreeSet::new();
        for place in event.places.iter().filter(|p| p.country == own && own.is_some()) {
            let known = setting.case.vocabulary.places.iter().find(|p| p.name == place.name);
            let first = known
                .and_then(|p| if p.kind == PlaceKind::Admin1 { Some(&p.name) } else { p.admin1.as_ref() });
            divisions.insert(first.cloned().unwrap_or_else(|| nation.clone()));
        }
        let claims = setting.view.claims.iter().filter(|c| event.claims.contains(&c.id));
        let documents: Vec<_> = claims.map(|c| &c.document).collect();
        let published = setting.view.documents.iter().filter(|d| documents.contains(&&d.id));
        let day = event.date.and_then(|d| d.first()).or_else(|| published.filter_map(|d| d.published).min());
        if let Some(month) = day.and_then(|day| setting.month(day)) {
            for division in divisions {
                by.entry(division).or_default().add(month, 1.0, [event.id.to_string()]);
            }
        }
    }
    for report in mine(setting, border, reports, Risk::Security) {
        let division = report.admin1.clone().unwrap_or_else(|| nation.clone());
        for month in sum(setting, vec![report]).list() {
            by.entry(division.clone()).or_default().add(month.month, month.value, month.evidence);
        }
    }
    let one = |months: Months| {
        let note =
            "as published, by month and first-level division; one commitment may be told in several reports";
        Indicator::summed(
            Risk::Security,
            "national_commitments",
            "published reports",
            setting.period,
            months.list(),
        )
        .noted(note)
    };
    if by.is_empty() {
        return vec![one(Months::default())];
    }
    by.into_iter().map(|(division, months)| one(months).of(division)).collect()
}

/// Reported cases by pair of countries, crime and goods; whoever did it is not named.
pub fn contagion(setting: &Setting<'_>, border: &Border, reports: &[Report]) -> Vec<Indicator> {
    let own = setting.country(border);
    let mut found = Vec::new();
    for with in &border.facing {
        let pair = |r: &&Report| {
            let countries = [Some(r.country), r.with];
            r.risk == Risk::Contagion && countries.contains(&own) && countries.contains(&Some(*with))
        };
        for crime in Crime::ALL {
            let mut goods: BTreeMap<Option<&String>, Vec<&Report>> = BTreeMap::new();
            for report in reports.iter().filter(pair).filter(|r| r.crime == Some(crime)) {
                goods.entry(report.commodity.as_ref()).or_default().push(report);
            }
            if goods.is_empty() {
                goods.insert(None, Vec::new());
            }
            for (commodity, reports) in goods {
                let months = sum(setting, reports).list();
                let one = Indicator::summed(
                    Risk::Contagion,
                    crime.as_str(),
                    "reported cases",
                    setting.period,
                    months,
                );
                let one = one.with(*with).noted("of the pair of countries, not of the district");
                found.push(match commodity {
                    Some(commodity) => one.of(commodity),
                    None => one,
                });
            }
        }
    }
    found
}
