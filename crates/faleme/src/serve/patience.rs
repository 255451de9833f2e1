//! What takes long is worked out once for a state of the case, in the background: its page says so and loads itself again.

use super::desk::{Desk, State};
use super::kept::Ready;
use super::reply::HTML;
use crate::answers::{Asked, Problem};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, REFRESH};
use axum::response::{IntoResponse, Response};
use std::sync::Arc;
use std::time::Duration;

/// A browser waits so long for a page before it is told that the page is being worked out.
const PATIENCE: Duration = Duration::from_secs(2);
/// A program waits so long before it is told to ask again; what it asked for is worked on meanwhile.
const LONGEST: Duration = Duration::from_secs(60);

/// What came of waiting.
pub enum Waited {
    /// The body.
    Ready(Arc<Ready>),
    /// It is still being made.
    Working,
}

/// Makes a body away from the threads that serve connections, once however many ask, in the turn of one of that name;
/// whoever shows a page waits a little, others a minute.
pub async fn wait(
    desk: &Arc<Desk>,
    state: &Arc<State>,
    key: String,
    (name, asked): (String, Asked),
    page: bool,
    make: impl FnOnce(&Desk, &Asked) -> Result<Arc<Ready>, Problem> + Send + 'static,
) -> Result<Waited, Problem> {
    if let Some(problem) = state.slow.failure(&key) {
        return Err(problem);
    }
    let _waits = state.slow.wants(&key);
    if state.slow.begins(&key) {
        let (desk, state, key) = (Arc::clone(desk), Arc::clone(state), key.clone());
        // Whoever asked may go away; work that has begun goes on.
        tokio::spawn(async move {
            let turn = desk.turn(&name).await;
            let failed = match turn {
                Ok(_turn) if state.slow.is_wanted(&key) => desk.work(asked, make).await.err(),
                // Nobody waits for it any more: the next who asks begins anew.
                Ok(_) => None,
                Err(problem) => Some(problem),
            };
            state.slow.ends(&key, failed);
        });
    }
    let looked = async {
        loop {
            // Before the look, so that nothing is made unheard between the two.
            let mut made = std::pin::pin!(state.slow.made());
            made.as_mut().enable();
            if let Some(ready) = state.kept.find(&key) {
                return Ok(Waited::Ready(ready));
            }
            if !state.slow.is_working(&key) {
                // It ended between two looks; what did not fail is kept, unless there was no room for it.
                if let Some(ready) = state.kept.find(&key) {
                    return Ok(Waited::Ready(ready));
                }
                let gone = || Problem::busy("the answer was lost: ask again");
                return Err(state.slow.failure(&key).unwrap_or_else(gone));
            }
            made.await;
        }
    };
    let patience = if page { PATIENCE } else { LONGEST };
    tokio::time::timeout(patience, looked).await.unwrap_or(Ok(Waited::Working))
}

/// How soon a page of something under way is loaded again, in seconds: nothing is read on it meanwhile that it could take away.
pub const AGAIN: &str = "3";

/// The page that loads itself again.
pub fn reply(page: String) -> Response {
    let head = [(CONTENT_TYPE, HTML), (CACHE_CONTROL, "no-store"), (REFRESH, AGAIN)];
    (StatusCode::ACCEPTED, head, page).into_response()
}
