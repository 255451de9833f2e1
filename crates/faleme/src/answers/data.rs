//! What the case is made of: documents, releases of datasets, roads, tables; how fresh each is, and what is wrong with it.

use super::answer::{Answer, Column, Kind, List, column, items, part};
use super::asked::Asked;
use super::ground::{on, setting};
use super::problem::Problem;
use crate::opened::Opened;
use crate::store::DataKind;
use crate::supply::TABLES;
use crate::users::Role;
use base::{Date, Issue};
use corridors::Question;
use serde_json::{Value, json};

const COLUMNS: &[Column] = &[
    column("holds", "/holds", Kind::Term),
    column("name", "/name", Kind::Text),
    column("form", "/form", Kind::Text),
    column("released", "/released", Kind::Date),
    column("age_days", "/age_days", Kind::Number),
    column("received", "/received", Kind::Date),
    column("count", "/count", Kind::Number),
    column("partial", "/partial", Kind::Term),
];

const ISSUES: &[Column] = &[
    column("severity", "/severity", Kind::Term),
    column("code", "/code", Kind::Text),
    column("file", "/file", Kind::Text),
    column("message", "/message", Kind::Text),
    column("help", "/help", Kind::Text),
];

/// The lists of its answers.
pub const LISTS: &[List] = &[items(COLUMNS), part("issues", ISSUES)];

/// Everything that the case holds, and the issues of its files.
pub fn answer(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    let (store, on) = (&opened.store, on(opened, asked));
    let age = |day: Option<Date>| day.and_then(|day| day.until(on).ok()).map(|span| span.get_days());
    // What was not there on the day asked about is not counted.
    let by = |day: Option<Date>| asked.as_of.is_none_or(|on| day.is_none_or(|day| day <= on));
    let documents = store.documents(asked.as_of, false)?;
    let newest = documents.iter().filter_map(|d| d.published).max();
    let mut rows: Vec<Value> = vec![json!({
        "holds": "documents", "name": Value::Null, "form": Value::Null, "released": newest,
        "age_days": age(newest), "count": documents.len(),
    })];
    for release in store.releases()?.into_iter().filter(|r| by(Some(r.released))) {
        rows.push(json!({
            "holds": "events", "name": format!("{} {}", release.dataset, release.name), "form": release.dataset,
            "released": release.released, "age_days": age(Some(release.released)), "count": release.rows,
            "partial": release.partial,
        }));
    }
    for file in store.road_files()?.into_iter().filter(|f| by(f.released)) {
        rows.push(json!({
            "holds": "roads", "name": file.name, "form": file.kind, "released": file.released,
            "age_days": age(file.released), "received": file.received,
        }));
    }
    for (kind, holds) in [(DataKind::Prices, "prices"), (DataKind::People, "people")] {
        for file in store.data_files(kind)?.into_iter().filter(|f| by(Some(f.released))) {
            rows.push(json!({
                "holds": holds, "name": file.name, "form": file.form, "released": file.released,
                "age_days": age(Some(file.released)), "received": file.received,
                "count": file.counts.get("kept").or_else(|| file.counts.get("read")),
            }));
        }
    }
    let answer = Answer::list(&rows, COLUMNS)?.part("issues", &issues(opened, asked), ISSUES)?;
    Ok(answer.with("may_upload", &(asked.by.role >= Role::Analyst))?)
}

/// What is wrong with the case's corridors, constraints on roads, and tables of supply: for those who can mend it.
fn issues(opened: &Opened, asked: &Asked) -> Vec<Issue> {
    if asked.by.role < Role::Analyst {
        return Vec::new();
    }
    let mut out = Vec::new();
    if let Ok(setting) = setting(opened, asked)
        && let Ok(profile) = setting.profile(None)
    {
        out.extend(setting.assessed(profile, &Question::on(setting.day)).issues);
    }
    if let Ok(text) = std::fs::read_to_string(opened.dir.join(TABLES))
        && let Ok(read) = supply::Tables::parse(&text, TABLES)
    {
        out.extend(read.issues);
    }
    out
}
