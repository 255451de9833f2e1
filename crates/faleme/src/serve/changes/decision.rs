//! A decision, signed by the visitor: the form of the review page, or an action as JSON.

use super::super::desk::Desk;
use super::super::language::language;
use super::super::pages;
use super::super::reply::HTML;
use super::super::subjects::subject;
use super::super::visitor::Visitor;
use super::fields::Fields;
use super::{changes, read};
use crate::answers::decisions::Decided;
use crate::answers::ground::day;
use crate::answers::{Answer, Asked, Lang, Problem};
use crate::cli::{Decide, Fields as Changed, Signed};
use crate::clock;
use crate::commands::review::{self, Proposed, Refused, describe};
use crate::opened::Opened;
use crate::store::Store;
use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_TYPE, HeaderValue, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Modality, Reliability};
use events::{Action, Decision};
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;

/// What became of a proposal.
enum Outcome {
    /// It is kept.
    Kept(Decision),
    /// Others decided on the same things since; the last decision there is.
    Changed(Vec<Decision>, u64),
}

/// Keeps what is proposed, unless others decided since. What the visitor may not see is not there to decide on.
fn decide(opened: &Opened, proposed: Proposed) -> Result<Outcome, Problem> {
    let kept = proposed.check(&opened.store, &opened.case.vocabulary).and_then(|sound| {
        let mut ledger = Store::open_existing(&opened.dir)?;
        sound.keep(&mut ledger, clock::today())
    });
    match kept {
        Ok(decision) => Ok(Outcome::Kept(decision)),
        Err(Refused::Wrong(detail)) => Err(Problem { status: StatusCode::UNPROCESSABLE_ENTITY, detail }),
        Err(Refused::Failed(error)) => Err(error.into()),
        Err(Refused::Changed(numbers)) => {
            let mut since = opened.store.decisions()?;
            let last = since.iter().map(|d| d.number).max().unwrap_or(0);
            since.retain(|d| numbers.contains(&d.number));
            Ok(Outcome::Changed(since, last))
        }
    }
}

/// An action with its reason, as programs send it.
#[derive(Deserialize)]
struct Sent {
    why: String,
    after: u64,
    #[serde(flatten)]
    action: Action,
}

/// POST `/api/v1/decisions`.
pub async fn json(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let bytes = read(&headers, "application/json", body).await?;
    let wrong = |e: serde_json::Error| {
        let needs =
            "send an action with `why` and `after`, the number of the last decision you know of (0 for none)";
        Problem::bad(format!("{e}; {needs}"))
    };
    let Sent { why, after, action } = serde_json::from_slice(&bytes).map_err(wrong)?;
    let asked = Asked::read(visitor.asker, Lang::English, None, &[])?;
    let change = move |desk: &Desk, asked: &Asked| {
        let opened = desk.opened(&desk.state(), asked.by.readers)?;
        let by = visitor.name.clone();
        Ok(match decide(&opened, Proposed { by, why, action, after: Some(after) })? {
            Outcome::Kept(decision) => {
                let at = format!("/api/v1/decisions/{}", decision.number);
                let about = about(&decision);
                ((StatusCode::CREATED, [(LOCATION, at)], Json(decision)).into_response(), about)
            }
            Outcome::Changed(since, last) => (conflict(&since, last), "others decided since".into()),
        })
    };
    changes(&desk, asked, change).await
}

/// What the log says of a decision.
fn about(decision: &Decision) -> String {
    format!("decision {}: {}", decision.number, describe(&decision.action))
}

fn conflict(since: &[Decision], last: u64) -> Response {
    let status = StatusCode::CONFLICT;
    let body = json!({
        "type": "about:blank",
        "title": "Conflict",
        "status": status.as_u16(),
        "detail": "others decided on the same claims since: look at `decisions`, and send again with `after` as `last`",
        "decisions": since,
        "last": last,
    });
    let mut response = (status, Json(body)).into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
    response
}

/// POST `/fr/decisions`.
pub async fn form(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path(lang): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let bytes = read(&headers, "application/x-www-form-urlencoded", body).await?;
    let fields = Fields::read(&bytes);
    let asked = Asked::read(visitor.asker, language(&lang)?, None, &fields.query())?;
    let change = move |desk: &Desk, asked: &Asked| {
        let opened = desk.opened(&desk.state(), asked.by.readers)?;
        let done = proposed(&opened, &visitor.name, &fields).and_then(|proposed| decide(&opened, proposed));
        let stopped = |page: Response| (page, "not kept".to_owned());
        match done {
            Ok(Outcome::Kept(decision)) => {
                let to = Redirect::to(&back(asked.lang, &fields, &decision));
                Ok((to.into_response(), about(&decision)))
            }
            Ok(Outcome::Changed(since, last)) => {
                again(&opened, (&visitor, asked), &fields, StatusCode::CONFLICT, None, (&since, last))
                    .map(stopped)
            }
            Err(Problem { status, detail }) if status.is_client_error() => {
                let last = fields.text("after").and_then(|n| n.parse().ok()).unwrap_or(0);
                again(&opened, (&visitor, asked), &fields, status, Some(detail), (&[], last)).map(stopped)
            }
            Err(problem) => Err(problem),
        }
    };
    changes(&desk, asked, change).await
}

/// What the form proposes, read as the command line reads it.
fn proposed(opened: &Opened, by: &str, fields: &Fields) -> Result<Proposed, Problem> {
    let whole = |name: &str| -> Result<u64, Problem> {
        let text = fields.text(name).unwrap_or_default();
        text.parse().map_err(|_| Problem::bad(format!("{name}: `{text}` is no number")))
    };
    let after = whole("after")?;
    let signed = Signed { by: Some(by.to_owned()), why: fields.text("why").unwrap_or_default().to_owned() };
    let id = fields.text("id").unwrap_or_default().to_owned();
    let decide = match fields.text("action").unwrap_or_default() {
        "accept" => Decide::Accept { id, signed },
        "reject" => Decide::Reject { id, signed },
        "correct" => Decide::Correct { id, fields: changed(fields)?, signed },
        "merge" => Decide::Merge { ids: [fields.list("id"), fields.list("ids")].concat(), signed },
        "split" => Decide::Split { id, signed },
        "grade" => Decide::Grade {
            id,
            reliability: named::<Reliability>(fields, "reliability")?,
            credibility: match fields.text("credibility") {
                None => None,
                Some(_) => Some(u8::try_from(whole("credibility")?).unwrap_or(0)),
            },
            signed,
        },
        "undo" => Decide::Undo { number: whole("number")?, signed },
        other => return Err(Problem::bad(format!("`{other}` is no decision"))),
    };
    let (action, signed) = review::action(&opened.store, &opened.case, &decide)?;
    Ok(Proposed { by: by.to_owned(), why: signed.why.clone(), action, after: Some(after) })
}

fn changed(fields: &Fields) -> Result<Changed, Problem> {
    Ok(Changed {
        claim_type: fields.text("type").map(str::to_owned),
        date: fields.text("date").map(str::to_owned),
        place: fields.list("place"),
        modality: named::<Modality>(fields, "modality")?,
        actor: fields.text("actor").map(str::to_owned),
    })
}

/// A state as JSON spells it.
fn named<T: serde::de::DeserializeOwned>(fields: &Fields, name: &str) -> Result<Option<T>, Problem> {
    let read = |text: &str| {
        let value = serde_json::Value::String(text.to_owned());
        serde_json::from_value(value).map_err(|e| Problem::bad(format!("{name}: {e}")))
    };
    fields.text(name).map(read).transpose()
}

/// The page that shows what was done: the one that the form stood on, at the next claim that waits.
fn back(lang: Lang, fields: &Fields, decision: &Decision) -> String {
    let plain = |id: &&str| id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    let next = fields.text("next").filter(plain);
    let (page, anchor) = match (fields.text("back"), next) {
        (Some("claim"), Some(next)) => (format!("review/{next}"), String::new()),
        (Some("decisions"), _) => ("decisions".into(), String::new()),
        (_, next) => ("review".into(), next.map(|id| format!("#{id}")).unwrap_or_default()),
    };
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(fields.query());
    query.append_pair("done", &decision.number.to_string());
    format!("/{}/{page}?{}{anchor}", lang.tag(), query.finish())
}

/// The form once more, with what stands in its way; nothing that was written is lost.
fn again(
    opened: &Opened,
    (visitor, asked): (&Visitor, &Asked),
    fields: &Fields,
    status: StatusCode,
    wrong: Option<String>,
    (since, last): (&[Decision], u64),
) -> Result<Response, Problem> {
    let Some(subject) = subject("decisions") else { return Err(Problem::none("no decisions")) };
    let since: Vec<Decided<'_>> = since.iter().map(|d| Decided::of(d, false)).collect();
    let kept = fields.all().iter().filter(|(name, _)| !matches!(name.as_str(), "csrf" | "after" | "why"));
    let answer = Answer::default()
        .with("wrong", &wrong)?
        .with("since", &since)?
        .with("last", &last)?
        .with("fields", &kept.collect::<Vec<_>>())?
        .with("action", &fields.text("action"))?
        .with("about", &fields.text("id"))?
        .with("why", &fields.text("why"))?
        .with("day", &day(opened, asked))?;
    let page = pages::page(opened, subject, "decide.html", (visitor, asked), &answer)?;
    Ok((status, [(CONTENT_TYPE, HTML)], page).into_response())
}
