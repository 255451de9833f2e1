//! What forms share, and scenarios that are posted. Who may post is checked by `routes`.

use super::desk::Desk;
use super::subjects::subject;
use super::visitor::Visitor;
use crate::answers::{self, Asked, Lang, Problem};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use std::sync::Arc;

/// Bytes of a form at the most.
const LONGEST: usize = 256 * 1024;

/// The fields of a form, in their order; what is empty is not there.
pub fn fields(body: &Bytes) -> Result<Vec<(String, String)>, Problem> {
    if body.len() > LONGEST {
        return Err(Problem::bad("the form is too long"));
    }
    let pairs = form_urlencoded::parse(body).map(|(k, v)| (k.into_owned(), v.trim().to_owned()));
    Ok(pairs.filter(|(_, value)| !value.is_empty()).collect())
}

/// A field read as something.
pub fn read<T: std::str::FromStr<Err: std::fmt::Display>>(
    name: &str,
    text: Option<&str>,
) -> Result<Option<T>, Problem> {
    let read = |text: &str| {
        text.parse().map_err(|e: T::Err| Problem::bad(format!("{name}: `{text}` cannot be read: {e}")))
    };
    text.filter(|text| !text.is_empty()).map(read).transpose()
}

/// A field that names a state as JSON spells it.
pub fn named<T: serde::de::DeserializeOwned>(name: &str, text: Option<&str>) -> Result<Option<T>, Problem> {
    let read = |text: &str| {
        let value = serde_json::Value::String(text.to_owned());
        serde_json::from_value(value).map_err(|e| Problem::bad(format!("{name}: {e}")))
    };
    text.filter(|text| !text.is_empty()).map(read).transpose()
}

/// POST `/api/v1/scenario`: the body is a scenario's TOML; nothing is changed by it.
pub async fn scenario(
    State(desk): State<Arc<Desk>>,
    axum::extract::Query(query): axum::extract::Query<Vec<(String, String)>>,
    visitor: Visitor,
    body: Bytes,
) -> Result<Json<serde_json::Value>, Problem> {
    if body.len() > answers::scenario::LONGEST {
        return Err(Problem::bad("a scenario has at most 32 KB"));
    }
    let text = std::str::from_utf8(&body).map_err(|_| Problem::bad("a scenario is TOML in UTF-8"))?;
    let mut query: Vec<(String, String)> = query.into_iter().filter(|(name, _)| name != "toml").collect();
    query.push(("toml".into(), text.to_owned()));
    let subject = subject("scenario").ok_or_else(|| Problem::none("there are no scenarios here"))?;
    let asked = Asked::read(visitor.asker, Lang::English, None, &query)?;
    asked.check(subject.params)?;
    let state = desk.state();
    let told = desk.work(asked, move |desk, asked| {
        let opened = desk.opened(&state, asked.by.readers)?;
        let answer = state.slow.get(subject, asked, || (subject.answer)(&opened, asked))?;
        match answer.about.get("lacks").and_then(|why| why.as_str()) {
            Some(why) => Err(Problem::bad(why)),
            None => Ok(answers::scenario::told(&answer)),
        }
    });
    told.await.map(Json)
}
