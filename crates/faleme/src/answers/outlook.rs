//! What may come, beside a baseline and its record: by cell, district or country; for planners by corridor.

use super::answer::{Answer, Column, Kind, List, column, items, part};
use super::asked::Asked;
use super::ground::{SILENT, day};
use super::ground::{sees_classes, setting, who};
use super::prices::COURSES;
use super::problem::Problem;
use crate::cli::{Counted, Form, Outlook, Unit};
use crate::commands::outlook::{self, Ahead, corridors};
use crate::opened::Opened;
use anyhow::Result;
use serde_json::{Value, json};

const UNITS: &[Column] = &[
    column("unit", "/unit", Kind::Text),
    column("country", "/country", Kind::Text),
    column("period", "/period", Kind::Text),
    column("p_any", "/p_any", Kind::Number),
    column("mean", "/mean", Kind::Number),
    column("model", "/model", Kind::Text),
    column("baseline_p", "/baseline/p_any", Kind::Number),
    column("baseline_mean", "/baseline/mean", Kind::Number),
    column("baseline", "/baseline/model", Kind::Text),
    column("skill", "/record/skill", Kind::Number),
    column("crps", "/record/crps", Kind::Number),
    column("crps_baseline", "/record/crps_baseline", Kind::Number),
];

const CORRIDORS: &[Column] = &[
    column("corridor", "/unit", Kind::Text),
    column("period", "/period", Kind::Text),
    column("open", "/open", Kind::Number),
    column("restricted", "/restricted", Kind::Number),
    column("closed", "/closed", Kind::Number),
    column("unknown", "/unknown", Kind::Number),
    column("incident", "/incidents/best", Kind::Number),
    column("baseline_open", "/baseline/open", Kind::Number),
    column("baseline_restricted", "/baseline/restricted", Kind::Number),
    column("baseline_closed", "/baseline/closed", Kind::Number),
    column("record", "/record/not_scored", Kind::Text),
    column("brier", "/record/brier", Kind::Number),
    column("drivers", "/drivers", Kind::Words),
];

/// Forecasts that were issued, and what became of them: scores over all months that have passed.
const ISSUED: &[Column] = &[
    column("issued", "/issued", Kind::Date),
    column("unit", "/unit", Kind::Term),
    column("target", "/target", Kind::Term),
    column("known_to", "/known_to", Kind::Text),
    column("scored", "/totals/forecasts", Kind::Number),
    column("any_expected", "/totals/any_expected", Kind::Number),
    column("any_expected_baseline", "/totals/any_expected_baseline", Kind::Number),
    column("any_came", "/totals/any_came", Kind::Number),
    column("hits", "/totals/hits", Kind::Number),
    column("misses", "/totals/misses", Kind::Number),
    column("false_alarms", "/totals/false_alarms", Kind::Number),
    column("crps", "/totals/crps", Kind::Number),
    column("crps_baseline", "/totals/crps_baseline", Kind::Number),
    column("brier", "/totals/brier", Kind::Number),
    column("brier_baseline", "/totals/brier_baseline", Kind::Number),
    column("id", "/id", Kind::Id),
];

/// Warnings of signals that are crossed; the responses' page shows the same.
pub const WARNINGS: &[Column] = &[
    column("area", "/area/name", Kind::Text),
    column("signal", "/signal/said", Kind::Text),
    column("id", "/id", Kind::Id),
];

/// The lists of its answers.
pub const LISTS: &[List] =
    &[items(UNITS), items(CORRIDORS), part("warnings", WARNINGS), part("issued", ISSUED)];

/// What may come.
pub fn answer(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    let unit = asked.text("unit").unwrap_or("country");
    let columns = if unit == "corridor" { CORRIDORS } else { UNITS };
    if unit == "corridor" && !sees_classes(asked) {
        return Err(Problem::forbidden("the outlook of corridors is for those who plan by them"));
    }
    let horizon = asked.read_as::<u8>("horizon")?.unwrap_or(6);
    if !(1..=12).contains(&horizon) {
        return Err(Problem::bad("horizon: 1 to 12 months"));
    }
    let counted = Counted {
        unit: match unit {
            "cell" => Unit::Pgm,
            "district" => Unit::Admin2,
            _ => Unit::Country,
        },
        cells: None,
        target: asked.text("target").unwrap_or("state_based").to_owned(),
        incidents: None,
    };
    let args = Outlook {
        dir: opened.dir.clone(),
        counted,
        corridors: unit == "corridor",
        horizon: 1..=horizon,
        as_of: day(opened, asked),
        issue: false,
        record: false,
        seed: 1,
        form: Form::default(),
    };
    let told = if args.corridors { by_corridor(opened, asked, &args) } else { by_unit(opened, asked, &args) };
    let told = told.or_else(|error| anyhow::Ok(Answer::lacking(&error, columns)))?;
    Ok(told.part("issued", &issued(opened, asked)?, ISSUED)?)
}

/// What became of forecasts that were issued.
fn issued(opened: &Opened, asked: &Asked) -> Result<Vec<Value>> {
    let day = day(opened, asked);
    let (view, atlas) = (opened.view(day)?, opened.case.atlas(&opened.dir)?);
    let told = outlook::issued(&opened.store, (&opened.case, &atlas), (day, &view.tables), SILENT)?;
    let row = |of| {
        let mut row = serde_json::to_value(of)?;
        // Unit by unit it is long, and stands with `outlook --record`.
        row.as_object_mut().map(|row| row.remove("units"));
        Ok(row)
    };
    told.iter().map(row).collect()
}

fn by_unit(opened: &Opened, asked: &Asked, args: &Outlook) -> Result<Answer> {
    let day = day(opened, asked);
    let view = opened.view(day)?;
    let of = outlook::Asked::on(args, opened.case.clone(), (&opened.store, &view.tables), day, SILENT)?;
    let ahead = Ahead::of(&of, SILENT)?;
    outlook::told(&of, &ahead, None, SILENT, |shown, _, warnings| {
        let told = Answer::list(shown, UNITS)?;
        let courses = courses(&told.rows);
        told.part("warnings", warnings, WARNINGS)?.with("track", &ahead.track)?.with(COURSES, &courses)
    })
}

/// Units whose months are drawn at the most; more are a map's.
const DRAWN: usize = 8;

/// The chance of any beside the baseline's, month by month, of each unit; none of many.
fn courses(rows: &[Value]) -> Vec<Value> {
    let units: Vec<&[Value]> = rows.chunk_by(|a, b| a.get("unit") == b.get("unit")).collect();
    if units.len() > DRAWN {
        return Vec::new();
    }
    let at = |row: &Value, path: &str| row.pointer(path).cloned().unwrap_or_default();
    let month = |row: &Value| json!({"period": at(row, "/period"), "p_any": at(row, "/p_any"), "baseline_p": at(row, "/baseline/p_any")});
    let course = |rows: &&[Value]| {
        let unit = rows.first().map(|row| at(row, "/unit"));
        json!({"unit": unit, "months": rows.iter().map(month).collect::<Vec<_>>()})
    };
    units.iter().map(course).collect()
}

fn by_corridor(opened: &Opened, asked: &Asked, args: &Outlook) -> Result<Answer> {
    let setting = setting(opened, asked)?;
    let view = opened.view(day(opened, asked))?;
    let who = who(opened, asked);
    let ahead = corridors::ahead(args, (&setting, &who), (&opened.store, &view.tables), SILENT)?;
    let rows = corridors::told(&ahead, |rows| {
        Ok(rows.iter().map(serde_json::to_value).collect::<Result<Vec<Value>, _>>()?)
    })?;
    Answer::list(&rows, CORRIDORS)
}
