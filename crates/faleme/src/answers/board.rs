//! The start page: what is reported of the case's corridors, month by month; who passes on the day; what changed.

use super::answer::{Answer, Column, Kind, List, column, items, part};
use super::asked::Asked;
use super::changes;
use super::ground::{day, marking, on, sees_classes, setting, titled, who};
use super::problem::Problem;
use crate::cli::Who;
use crate::commands::letter::Board;
use crate::commands::status::{ClassRow, by_class};
use crate::opened::Opened;
use crate::view::View;
use serde_json::{Value, json};

const COLUMNS: &[Column] = &[
    column("corridor", "/corridor", Kind::Text),
    column("passable", "/passable", Kind::Term),
    column("incidents", "/incidents", Kind::Number),
    column("last_confirmed", "/last_confirmed", Kind::Date),
    column("age_days", "/age_days", Kind::Number),
    column("constraints", "/constraints", Kind::Words),
];

const CLASSES: &[Column] = &[
    column("corridor", "/corridor", Kind::Text),
    column("vehicle-class", "/class", Kind::Term),
    column("passable", "/status", Kind::Term),
    column("last_confirmed", "/last_confirmed", Kind::Date),
    column("age_days", "/age_days", Kind::Number),
    column("evidence", "/evidence", Kind::Words),
];

/// What changed since a letter; the letters' page shows the same.
pub const CHANGES: &[Column] = &[
    column("change", "/change", Kind::Term),
    column("what", "/what", Kind::Text),
    column("places", "/places", Kind::Words),
    column("date", "/date", Kind::Date),
    column("was", "/was", Kind::Text),
    column("now", "/now", Kind::Text),
    column("id", "/id", Kind::Id),
];

/// The lists of its answers.
pub const LISTS: &[List] = &[items(COLUMNS), part("classes", CLASSES), part("changes", CHANGES)];

/// Corridors, classes, changes.
pub fn answer(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    let on = on(opened, asked);
    // A case without roads has no corridors and no classes to tell of.
    let setting = setting(opened, asked).ok();
    let board = opened.once(day(opened, asked), || {
        let view = opened.view(Some(on))?;
        let marked = (opened.dir.as_path(), on, marking(opened, asked));
        Board::of((&opened.store, &view), (&opened.case, setting.as_ref()), marked, opened.again())
    })?;
    let row = |finding: &::letter::Finding<::letter::Corridor>| {
        let of = finding.content();
        let last = of.months.last();
        json!({
            "id": finding.id(),
            "corridor": titled(asked, &of.name),
            "passable": last.map(|m| m.state),
            "incidents": last.map(|m| m.incidents),
            "last_confirmed": of.last_confirmed,
            "age_days": of.age_days,
            "constraints": of.constraints,
            "months": of.months,
        })
    };
    let rows: Vec<Value> = board.corridors.iter().map(row).collect();
    let mut answer = Answer::list(&rows, COLUMNS)?.with("day", &on)?;
    if let Some(setting) = setting.filter(|_| sees_classes(asked)) {
        let who = Who { class: None, goods: Vec::new(), operator: None, ..who(opened, asked) };
        let classes = opened.once(day(opened, asked), || by_class(&setting, &who))?;
        let view = opened.view(Some(on))?;
        let class = |row: &ClassRow| {
            let entry = opened.case.corridors.iter().find(|c| c.name.en == row.corridor);
            let french = entry.filter(|_| asked.lang == ::letter::Lang::French);
            let mut told = serde_json::to_value(row)?;
            if let (Some(entry), Some(told)) = (french, told.as_object_mut()) {
                told.insert("corridor".into(), entry.name.fr.clone().into());
            }
            if let (Some(claim), Some(told)) = (newest(&view, &row.newest), told.as_object_mut()) {
                told.insert("why".into(), claim.into());
            }
            anyhow::Ok(told)
        };
        let classes = classes.iter().map(class).collect::<anyhow::Result<Vec<_>>>()?;
        answer = answer.part("classes", &classes, CLASSES)?;
    }
    if let Some(since) = &board.since {
        answer = answer.with("since", &since.since)?.part(
            "changes",
            &changes::shown(opened, asked, &since.changes)?,
            CHANGES,
        )?;
    }
    Ok(answer)
}

/// Of these claims the one that was published last.
fn newest<'a>(view: &'a View, ids: &[String]) -> Option<&'a str> {
    let published = |claim: &evidence::Claim| {
        let document = view.documents.iter().find(|d| d.id == claim.document);
        document.and_then(|d| d.published)
    };
    let claims = view.claims.iter().filter(|c| ids.iter().any(|id| id == c.id.as_str()));
    claims.max_by_key(|c| (published(c), &c.id)).map(|c| c.id.as_str())
}
