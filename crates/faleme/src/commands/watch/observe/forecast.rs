//! Forecasts of countries, each beside its baseline and its record.

use super::super::places::Grain;
use super::super::words::{Tongue, both};
use super::Ground;
use super::tell::Told;
use base::Date;
use exchange::alerts::{Observation, Value};
use letter::{Finding, Forecast, Record};

pub(super) fn all(ground: &Ground<'_>) -> Vec<Observation> {
    ground.found.outlook.iter().filter_map(|of| observation(ground, of)).collect()
}

fn observation(ground: &Ground<'_>, of: &Finding<Forecast>) -> Option<Observation> {
    let told = of.content();
    let months = told.months.iter().enumerate();
    let ahead = |at: usize| month(told.from, at);
    // Months that are over tell nothing any more.
    let coming = months.filter(|(at, _)| ahead(*at).is_some_and(|m| m.last_of_month() >= ground.day));
    let (at, most) = coming.max_by(|a, b| a.1.any.total_cmp(&b.1.any).then(b.0.cmp(&a.0)))?;
    let (day, chance, baseline) = (ahead(at)?, most.any, most.baseline[0]);
    let headline = both(|t| {
        let unit = t.pick(&ground.places.called(&told.unit));
        t.tell(
            "alert-head-forecast",
            [("unit", unit), ("chance", percent(t, chance)), ("month", t.month(day))],
        )
    });
    let record = &told.record;
    let beside = both(|t| {
        let args = [
            ("model", record.model.clone()),
            ("baseline", record.baseline.clone()),
            ("chance", percent(t, baseline)),
        ];
        t.tell("alert-forecast-note", args)
    });
    Some(ground.observation(Told {
        subject: format!("forecast:{}", base::fold_key(&told.unit)),
        value: Value::Forecast { chance, baseline },
        at: ground.places.locate([(told.unit.as_str(), Some(base::PlaceKind::Country))], Grain::Region),
        notes: of.notes(),
        id: None,
        headline,
        lines: vec![beside, both(|t| scored(t, record))],
        names: vec![told.unit.clone()],
        sources: Vec::new(),
    }))
}

/// How good such forecasts were: no forecast goes without it.
fn scored(t: Tongue, record: &Record) -> String {
    let Some(skill) = record.skill else { return t.say("alert-forecast-unscored") };
    let [low, best, high] = skill.map(|s| t.number((s * 1000.0).round() / 10.0));
    let windows = record.windows.clone().unwrap_or_default();
    t.tell("alert-forecast-record", [("skill", best), ("low", low), ("high", high), ("windows", windows)])
}

fn percent(t: Tongue, share: f64) -> String {
    t.number((share * 100.0).round())
}

fn month(from: Date, at: usize) -> Option<Date> {
    from.checked_add(jiff::Span::new().try_months(i64::try_from(at).ok()?).ok()?).ok()
}
