//! Letters as issued, and what changed since one.

use super::answer::{Answer, Column, Kind, List, column, items, part};
use super::asked::Asked;
use super::board::CHANGES;
use super::changes;
use super::ground::{findings, marking, on};
use super::problem::Problem;
use crate::commands::letter::since;
use crate::opened::Opened;
use crate::store::IssuedFile;
use crate::users::Role;
use base::Date;
use serde_json::{Value, json};

const COLUMNS: &[Column] = &[
    column("number", "/number", Kind::Number),
    column("as_of", "/as_of", Kind::Date),
    column("issued_on", "/issued_on", Kind::Date),
    column("tlp", "/tlp", Kind::Text),
    column("forms", "/files", Kind::Words),
];

/// The lists of its answers.
pub const LISTS: &[List] = &[items(COLUMNS), part("changes", CHANGES)];

/// The letters that those who ask may see; with `since`, what changed since the last one of that day.
pub fn answer(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    let mut rows: Vec<Value> = Vec::new();
    let by = |form: &&IssuedFile| asked.as_of.is_none_or(|day| form.as_of <= day);
    for form in opened.store.issued_files()?.iter().filter(|f| !f.withdrawn).filter(by) {
        let file = format!("{}.{}", form.lang, form.format());
        match rows.last_mut().filter(|row| row.get("number") == Some(&json!(form.number))) {
            Some(row) => add(row, &file),
            None => rows.push(row(form, &file)),
        }
    }
    let one = |row: &Value| {
        let number = row.get("number").and_then(Value::as_u64).map(|n| n.to_string());
        asked.id.as_deref().is_none_or(|id| number.as_deref() == Some(id))
    };
    rows.retain(one);
    if asked.id.is_some() && rows.is_empty() {
        return Err(Problem::none("there is no such letter"));
    }
    let mut answer = Answer::list(&rows, COLUMNS)?
        .with("may_issue", &(asked.by.role >= Role::Editor))?
        .with("marking", &marking(opened, asked))?;
    if let Some(day) = asked.read_as::<Date>("since")? {
        let tlp = marking(opened, asked);
        let now = findings(opened, asked, tlp)?;
        let then = || {
            let view = opened.view(Some(day))?;
            let ledger = (&opened.store, &*view);
            Ok(crate::commands::letter::found(ledger, &opened.case, (&opened.dir, day, tlp))?.value)
        };
        let shown = since::told(&opened.store, &now, day, then)?;
        answer = answer.with("since", &shown.since)?.part(
            "changes",
            &changes::shown(opened, asked, &shown.changes)?,
            CHANGES,
        )?;
    }
    Ok(answer.with("day", &on(opened, asked))?)
}

fn row(form: &IssuedFile, file: &str) -> Value {
    json!({
        "number": form.number,
        "as_of": form.as_of,
        "issued_on": form.issued_on,
        "tlp": form.tlp,
        "corrects": form.corrects,
        "files": [file],
    })
}

fn add(row: &mut Value, file: &str) {
    if let Some(Value::Array(files)) = row.get_mut("files")
        && !files.iter().any(|known| known == file)
    {
        files.push(file.into());
    }
}
