//! What changes the case: every such request comes through [`changes`].
//!
//! In: a form, or JSON. Out: a form is answered by the way to the page that shows what was done (303), JSON by what was made
//! (201). Decisions that others made since on the same claims hold one up (409): nothing is lost, the second reviewer sees them
//! and may send again.

mod decision;
mod fields;

use super::asked::Asked;
use super::desk::Desk;
use super::doors::language;
use super::reply::Problem;
use super::visitor::{Role, Visitor};
use axum::body::{Body, to_bytes};
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_TYPE, HOST, ORIGIN};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use fields::Fields;
use std::sync::Arc;

/// A form or a JSON document is at most so long.
const LONGEST: usize = 64 << 10;

/// What tells that a request comes from a page of ours: pages carry it in the hidden field `csrf`.
pub fn token(_visitor: &Visitor) -> String {
    String::new()
}

/// Where a request comes from.
pub enum From<'a> {
    /// A page, with its token.
    Page(&'a str),
    /// A program.
    Program,
}

/// Lets a change through, if the visitor may make it and nobody else's page sent it.
pub async fn changes<T: Send + 'static>(
    desk: &Arc<Desk>,
    asked: Asked,
    needs: Role,
    (from, headers): (From<'_>, &HeaderMap),
    change: impl FnOnce(&Desk, &Asked) -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    if asked.visitor.role < needs {
        return Err(Problem::forbidden("not for readers of your role"));
    }
    if from_elsewhere(headers) {
        return Err(Problem::forbidden("this request comes from a page of another site"));
    }
    if let From::Page(sent) = from
        && sent != token(&asked.visitor)
    {
        return Err(Problem::forbidden("the page is too old: open it again and send once more"));
    }
    desk.work(asked, change).await
}

/// Whether a browser says that another site's page sent the request. Programs that are no browsers say nothing.
fn from_elsewhere(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|v| v.to_str().ok());
    let site = text("sec-fetch-site").is_some_and(|site| !matches!(site, "same-origin" | "none"));
    let host = text(HOST.as_str()).unwrap_or_default();
    let origin = text(ORIGIN.as_str())
        .is_some_and(|origin| origin.split_once("://").is_none_or(|(_, sender)| sender != host));
    site || origin
}

/// A form of a page.
pub async fn form(
    State(desk): State<Arc<Desk>>,
    Path((lang, name)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let (lang, bytes) = (language(&lang)?, read(body).await?);
    if !is(&headers, "application/x-www-form-urlencoded") {
        return Err(unsupported("application/x-www-form-urlencoded"));
    }
    let fields = Fields::read(&bytes);
    let asked = Asked::read(Visitor::owner(), lang, None, &fields.query())?;
    match name.as_str() {
        "decisions" => decision::form(&desk, asked, fields, &headers).await,
        _ => Err(nothing(&name)),
    }
}

/// JSON of a program.
pub async fn api(
    State(desk): State<Arc<Desk>>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let bytes = read(body).await?;
    // No page of another site can send JSON unasked.
    if !is(&headers, "application/json") {
        return Err(unsupported("application/json"));
    }
    let asked = Asked::read(Visitor::owner(), super::asked::Lang::English, None, &[])?;
    match name.as_str() {
        "decisions" => decision::json(&desk, asked, &bytes, &headers).await,
        _ => Err(nothing(&name)),
    }
}

async fn read(body: Body) -> Result<Vec<u8>, Problem> {
    let long = |_| Problem {
        status: StatusCode::PAYLOAD_TOO_LARGE,
        detail: format!("longer than {LONGEST} bytes, or broken off"),
    };
    to_bytes(body, LONGEST).await.map(Into::into).map_err(long)
}

fn is(headers: &HeaderMap, kind: &str) -> bool {
    let sent = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    sent.split(';').next().is_some_and(|sent| sent.trim().eq_ignore_ascii_case(kind))
}

fn unsupported(kind: &str) -> Problem {
    Problem { status: StatusCode::UNSUPPORTED_MEDIA_TYPE, detail: format!("send {kind}") }
}

fn nothing(name: &str) -> Problem {
    match super::answers::subject(name) {
        Some(_) => Problem {
            status: StatusCode::METHOD_NOT_ALLOWED,
            detail: format!("`{name}` takes no changes"),
        },
        None => Problem::none(format!("there is no page `{name}`")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_another_site_changes_nothing() {
        let headers = |pairs: &[(&'static str, &'static str)]| {
            pairs.iter().map(|(n, v)| (n.parse().unwrap(), v.parse().unwrap())).collect::<HeaderMap>()
        };
        let ours = [("host", "127.0.0.1:8080"), ("origin", "http://127.0.0.1:8080")];
        assert!(!from_elsewhere(&headers(&ours)));
        assert!(!from_elsewhere(&headers(&[("host", "127.0.0.1:8080")])), "a program");
        assert!(!from_elsewhere(&headers(&[("host", "a"), ("sec-fetch-site", "same-origin")])));
        for (name, value) in [
            ("origin", "http://evil.example"),
            ("origin", "null"),
            ("origin", "http://127.0.0.1:8081"),
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
        ] {
            assert!(from_elsewhere(&headers(&[("host", "127.0.0.1:8080"), (name, value)])), "{name} {value}");
        }
    }
}
