//! `status`: who can pass where on a day, corridor by corridor.

use crate::cli::{RoadsFormat, Status, Who};
use crate::corridor::{MARKING, Setting};
use crate::output::{self, Format, Output};
use crate::show::{Legend, Told};
use crate::table::table;
use anyhow::Result;
use base::Date;
use corridors::{Assessment, Corridor, LimitSide, Passability, Section, Stage};
use serde::Serialize;
use serde_json::{Value, json};
use std::process::ExitCode;

/// A section as it is shown.
#[derive(Serialize)]
pub struct Row<'a> {
    /// English name of the corridor.
    pub corridor: &'a str,
    section: String,
    road: &'a str,
    from: &'a str,
    to: &'a str,
    km: f64,
    /// `null` where the class cannot pass at all.
    h: Option<f64>,
    class: &'a str,
    practicability: u8,
    status: Passability,
    code: u8,
    last_confirmed: Option<Date>,
    age_days: Option<i64>,
    evidence: Vec<String>,
    reasons: Vec<Why>,
    /// When the worst reason was last told anew, and its claims.
    #[serde(skip)]
    newest: (Option<Date>, Vec<String>),
    tlp: &'static str,
    #[serde(skip)]
    line: Vec<[f64; 2]>,
}

/// What is told of a section.
#[derive(Serialize)]
pub struct Why {
    constraint: String,
    status: Passability,
    stage: Stage,
    disputed: bool,
    words: String,
    sides: Vec<LimitSide>,
}

/// Lists the sections of the case's corridors.
pub fn run(args: &Status, quiet: bool) -> Result<ExitCode> {
    let format = if args.format == RoadsFormat::Json { Format::Json } else { Format::Table };
    let out = Output { format, quiet };
    let setting = Setting::load(&args.who, out)?;
    told(&setting, &args.who, |rows| {
        match args.format {
            RoadsFormat::Geojson => output::json(&geojson(rows, &setting))?,
            _ => out.result(&rows, || text(rows, setting.day))?,
        }
        if rows.is_empty() {
            out.note("the case names no corridor that its roads hold ([[corridors]] in case.toml)");
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// What `tell` makes of the sections of the case's corridors: for the class that is asked for, else each corridor for its own.
pub fn told<T>(setting: &Setting, who: &Who, tell: impl FnOnce(&[Row<'_>]) -> Result<T>) -> Result<T> {
    let question = setting.question(who, None)?;
    let assessed = match &who.class {
        Some(class) => {
            vec![(setting.assess(setting.profile(Some(class))?, &question), setting.corridor_names())]
        }
        None => setting.assess_each(&question)?,
    };
    let rows: Vec<Row<'_>> = setting.corridor_names().iter().flat_map(|name| rows(&assessed, name)).collect();
    tell(&rows)
}

/// How a class passes a corridor: the worst of its sections.
#[derive(Serialize)]
pub struct ClassRow {
    /// English name of the corridor.
    pub corridor: String,
    /// The class.
    pub class: String,
    /// The worst status.
    pub status: Passability,
    /// The last day on which a section was told to be so.
    pub last_confirmed: Option<Date>,
    /// Days since.
    pub age_days: Option<i64>,
    /// Ids of what the worst sections rest on.
    pub constraints: Vec<String>,
    /// Claims of it.
    pub evidence: Vec<String>,
    /// Those of the worst reason that was last told anew.
    #[serde(skip)]
    pub newest: Vec<String>,
}

/// Every class on every corridor; classes in the case's order.
pub fn by_class(setting: &Setting, who: &Who) -> Result<Vec<ClassRow>> {
    let question = setting.question(who, None)?;
    let names = setting.corridor_names();
    let told = setting.for_each_class(&question, |assessed| {
        let class = assessed.profile.id.clone();
        let assessed = [(assessed, names.clone())];
        names.iter().filter_map(|name| of_class(&rows(&assessed, name), &class)).collect::<Vec<_>>()
    });
    Ok(told.into_iter().flatten().collect())
}

fn of_class(rows: &[Row<'_>], class: &str) -> Option<ClassRow> {
    let status = rows.iter().map(|r| r.status).max()?;
    let worst: Vec<&Row<'_>> = rows.iter().filter(|r| r.status == status).collect();
    let sorted = |ids: Vec<String>| Vec::from_iter(std::collections::BTreeSet::from_iter(ids));
    Some(ClassRow {
        corridor: worst.first()?.corridor.to_owned(),
        class: class.to_owned(),
        status,
        last_confirmed: worst.iter().filter_map(|r| r.last_confirmed).max(),
        age_days: worst.iter().filter_map(|r| r.age_days).min(),
        constraints: sorted(
            worst.iter().flat_map(|r| r.reasons.iter().map(|w| w.constraint.clone())).collect(),
        ),
        evidence: sorted(worst.iter().flat_map(|r| r.evidence.clone()).collect()),
        newest: worst.iter().map(|r| &r.newest).max().map(|(_, claims)| claims.clone()).unwrap_or_default(),
    })
}

/// The sections of one corridor, by the assessment that looks at it.
fn rows<'a>(assessed: &'a [(Assessment<'a>, Vec<String>)], name: &str) -> Vec<Row<'a>> {
    let found = assessed.iter().find(|(_, names)| names.iter().any(|n| n == name));
    let corridor = found.and_then(|(a, _)| Some((a, a.corridors.iter().find(|c| c.name == name)?)));
    corridor.map_or_else(Vec::new, |(a, c)| c.sections.iter().map(|s| row(a, c, s)).collect())
}

fn row<'a>(assessed: &'a Assessment<'_>, corridor: &'a Corridor, section: &'a Section) -> Row<'a> {
    let told = assessed.told(section);
    let mut evidence: Vec<String> = told.reasons.iter().flat_map(|r| r.evidence.clone()).collect();
    evidence.sort();
    evidence.dedup();
    let why = |r: &&corridors::Reason| Why {
        constraint: r.limit.clone(),
        status: r.status,
        stage: r.stage,
        disputed: r.disputed,
        words: r.words(),
        sides: r.sides.clone(),
    };
    let newest = told.reasons.iter().max_by_key(|r| (r.status, r.last_confirmed));
    let newest = newest.map(|r| (r.last_confirmed, r.evidence.clone())).unwrap_or_default();
    Row {
        corridor: &corridor.name,
        section: format!("{}–{}", section.from, section.to),
        road: &section.name,
        from: &section.from,
        to: &section.to,
        km: tenth(section.km),
        h: section.hours.is_finite().then(|| tenth(section.hours)),
        class: &assessed.profile.id,
        practicability: assessed.profile.practicability,
        status: told.status,
        code: told.status.code(),
        last_confirmed: told.last_confirmed,
        age_days: told.age_days,
        evidence,
        reasons: told.reasons.iter().map(why).collect(),
        newest,
        tlp: MARKING,
        line: line(assessed, section),
    }
}

/// Rounded to a tenth; no nought below nought.
pub fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0 + 0.0
}

/// The points of a stretch, longitude first.
pub fn line(assessed: &Assessment<'_>, section: &Section) -> Vec<[f64; 2]> {
    assessed.roads.points(&section.steps).into_iter().map(|p| [p.lon, p.lat]).collect()
}

fn text(rows: &[Row<'_>], day: Date) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let mut legend = Legend::default();
    let told = |w: &Why| Told { constraint: w.constraint.clone(), status: w.status, words: w.words.clone() };
    let mut cells = |r: &Row<'_>| {
        vec![
            r.corridor.to_owned(),
            r.section.clone(),
            r.road.to_owned(),
            format!("{:.0}", r.km),
            r.class.to_owned(),
            match r.h {
                Some(_) => r.status.as_str().to_owned(),
                None => format!("{}, no road for a {} in this season", r.status.as_str(), r.class),
            },
            r.last_confirmed.map(|d| d.to_string()).unwrap_or_default(),
            r.age_days.map(|d| d.to_string()).unwrap_or_default(),
            legend.marks(r.reasons.iter().map(told)),
        ]
    };
    let rows: Vec<_> = rows.iter().map(&mut cells).collect();
    let header = ["corridor", "section", "road", "km", "class", "status", "last told", "days ago", "why"];
    format!("{day}, {MARKING}\n\n{}{}", table(&header, &rows), legend.text())
}

/// A line for each section (RFC 7946).
pub fn geojson(rows: &[Row<'_>], setting: &Setting) -> Value {
    let feature = |r: &Row<'_>| {
        json!({
            "type": "Feature",
            "properties": r,
            "geometry": {"type": "LineString", "coordinates": r.line},
        })
    };
    let (network, licence) = (&setting.network.release, &setting.network.licence);
    let data = json!({"network": network, "licence": licence, "as_of": setting.day});
    let features: Vec<Value> = rows.iter().map(feature).collect();
    json!({"type": "FeatureCollection", "tlp": MARKING, "data": data, "features": features})
}
