//! What is sent back: a page, a table, JSON; or a problem (RFC 9457).

use crate::answers::Problem;
use axum::Json;
use axum::http::StatusCode;
use axum::http::header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::response::{IntoResponse, Response};
use serde_json::json;
use std::time::Duration;

/// Problems that only a server has.
impl Problem {
    /// Nobody signed in.
    pub fn nobody() -> Self {
        Self { status: StatusCode::UNAUTHORIZED, detail: "sign in, or show a token".into() }
    }

    /// What was sent is too long.
    pub fn long(detail: impl Into<String>) -> Self {
        Self { status: StatusCode::PAYLOAD_TOO_LARGE, detail: detail.into() }
    }

    /// A body without an end.
    pub fn large() -> Self {
        let detail = "this is longer than the server takes: split it, or read it in with the command line";
        Self { status: StatusCode::PAYLOAD_TOO_LARGE, detail: detail.into() }
    }

    /// It cannot be done just now.
    pub fn busy(detail: impl Into<String>) -> Self {
        Self { status: StatusCode::SERVICE_UNAVAILABLE, detail: detail.into() }
    }

    /// The case cannot be asked at present.
    pub fn away(detail: impl Into<String>) -> Self {
        Self { status: StatusCode::SERVICE_UNAVAILABLE, detail: detail.into() }
    }

    /// The answer to those who ask too often.
    pub fn often(wait: Duration) -> Response {
        let seconds = wait.as_secs().max(1);
        let detail = format!("too many requests: try again in {seconds} seconds");
        let mut response = Self { status: StatusCode::TOO_MANY_REQUESTS, detail }.into_response();
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        response
    }
}

/// What a change was about, in a few words for the log; a handler puts it into its response.
#[derive(Clone, Debug)]
pub struct About(pub String);

/// Says that a handler wrote its line of the log itself.
#[derive(Clone, Copy, Debug)]
pub struct Logged;

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let body = json!({
            "type": "about:blank",
            "title": self.status.canonical_reason().unwrap_or("problem"),
            "status": self.status.as_u16(),
            "detail": self.detail,
        });
        let mut response = (self.status, Json(body)).into_response();
        let head = response.headers_mut();
        head.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        head.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        match self.status {
            StatusCode::UNAUTHORIZED => {
                drop(head.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")))
            }
            StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => {
                head.entry(RETRY_AFTER).or_insert(HeaderValue::from_static("5"));
            }
            _ => {}
        }
        response.extensions_mut().insert(self);
        response
    }
}

/// What the router refuses by itself – a method, an address or a form that cannot be read – as a problem.
pub async fn plainly(response: Response) -> Response {
    let (status, head) = (response.status(), response.headers());
    let kind = head.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or("text/plain");
    if !status.is_client_error() || !kind.starts_with("text/plain") {
        return response;
    }
    let detail = match status {
        StatusCode::METHOD_NOT_ALLOWED => "this address takes no request of this kind",
        StatusCode::UNSUPPORTED_MEDIA_TYPE => "this address takes no body of this kind",
        StatusCode::UNPROCESSABLE_ENTITY => "the form lacks a field, or holds one that cannot be read",
        _ => "the address or what was sent cannot be read: it is not written as its kind demands",
    };
    let allow = head.get(ALLOW).cloned();
    let mut told = Problem { status, detail: detail.into() }.into_response();
    told.headers_mut().extend(allow.map(|allow| (ALLOW, allow)));
    told
}

/// A body with its kind, ready to be kept and sent again.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// Its media type.
    pub kind: &'static str,
    /// The name under which a browser saves it, where it is a file.
    pub file: Option<String>,
    /// The bytes.
    pub bytes: Vec<u8>,
}

/// A page.
pub const HTML: &str = "text/html; charset=utf-8";
/// JSON.
pub const JSON: &str = "application/json";
/// A table (RFC 4180).
pub const CSV: &str = "text/csv; charset=utf-8";
/// Features (RFC 7946).
pub const GEOJSON: &str = "application/geo+json";
/// A picture.
pub const PNG: &str = "image/png";
