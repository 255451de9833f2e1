//! What changes the case: every such request comes through [`changes`], behind the checks of `gate`.
//!
//! In: a form, or JSON. Out: a form is answered by the way to the page that shows what was done (303), JSON by what was made
//! (201). Decisions that others made since on the same claims hold one up (409): nothing is lost, the second reviewer sees them
//! and may send again.

mod decision;
mod fields;

pub use decision::{form, json};

use super::desk::Desk;
use super::reply::About;
use crate::answers::{Asked, Problem};
use axum::body::{Body, to_bytes};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use std::sync::Arc;

/// A form or a JSON document is at most so long.
const LONGEST: usize = 64 << 10;

/// Makes a change away from the threads that serve connections, and says in the log what it was about.
async fn changes(
    desk: &Arc<Desk>,
    asked: Asked,
    change: impl FnOnce(&Desk, &Asked) -> Result<(Response, String), Problem> + Send + 'static,
) -> Result<Response, Problem> {
    let (mut response, about) = desk.work(asked, change).await?;
    response.extensions_mut().insert(About(about));
    Ok(response)
}

/// The body of a request of this kind.
async fn read(headers: &HeaderMap, kind: &str, body: Body) -> Result<Vec<u8>, Problem> {
    let sent = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    if !sent.split(';').next().is_some_and(|sent| sent.trim().eq_ignore_ascii_case(kind)) {
        return Err(Problem { status: StatusCode::UNSUPPORTED_MEDIA_TYPE, detail: format!("send {kind}") });
    }
    let long = |_| Problem {
        status: StatusCode::PAYLOAD_TOO_LARGE,
        detail: format!("longer than {LONGEST} bytes, or broken off"),
    };
    to_bytes(body, LONGEST).await.map(Into::into).map_err(long)
}
