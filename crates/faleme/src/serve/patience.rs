//! What takes long is worked out once for a state of the case, in the background: its page says so and loads itself again.

use super::answer::Answer;
use super::asked::Asked;
use super::desk::{Desk, State};
use super::kept::Ready;
use super::reply::{HTML, Problem};
use super::subjects::Subject;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, REFRESH};
use axum::response::{IntoResponse, Response};
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// A browser waits so long for a page before it is told that the page is being worked out.
const PATIENCE: Duration = Duration::from_secs(2);
/// Between two looks at work that somebody else asked for.
const LOOK: Duration = Duration::from_millis(50);
/// What could not be done is told to all who wait for it, and then tried again.
const TOLD: Duration = Duration::from_secs(5);
/// Answers kept for their other forms.
const ANSWERS: usize = 8;
/// Subjects whose answers take long enough to be worth it.
const LONG: [&str; 6] = ["board", "supply", "scenario", "outlook", "spillover", "letters"];

/// What takes long in a state of the case.
#[derive(Default)]
pub struct Slow {
    answers: Mutex<VecDeque<(String, Arc<Answer>)>>,
    /// Keys of bodies that are being made.
    working: Mutex<HashSet<String>>,
    /// Why bodies could not be made whose askers no longer wait.
    failed: Mutex<HashMap<String, (Problem, Instant)>>,
}

impl Slow {
    /// The answer of a subject, whatever form it is shown in.
    pub fn get(
        &self,
        subject: &Subject,
        asked: &Asked,
        make: impl FnOnce() -> Result<Answer, Problem>,
    ) -> Result<Arc<Answer>, Problem> {
        if !LONG.contains(&subject.name) {
            return make().map(Arc::new);
        }
        let (visitor, lang) = (&asked.visitor, asked.lang.tag());
        // The page of a list, a part of it and the form are no part of the answer.
        let query: Vec<(&str, &str)> =
            asked.filters().filter(|(name, _)| !["limit", "format", "part"].contains(name)).collect();
        let key = format!(
            "{} {:?} {lang} {:?} {:?} {query:?}",
            subject.name, asked.id, visitor.readers, visitor.role
        );
        let mut answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, answer)) = answers.iter().find(|(k, _)| *k == key) {
            return Ok(Arc::clone(answer));
        }
        drop(answers);
        let answer = Arc::new(make()?);
        answers = self.answers.lock().unwrap_or_else(PoisonError::into_inner);
        if answers.len() >= ANSWERS {
            answers.pop_front();
        }
        answers.push_back((key, Arc::clone(&answer)));
        Ok(answer)
    }

    fn begins(&self, key: &str) -> bool {
        self.working.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned())
    }

    fn ends(&self, key: &str, failed: Option<Problem>) {
        if let Some(problem) = failed {
            self.failed
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(key.to_owned(), (problem, Instant::now()));
        }
        self.working.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
    }

    fn failure(&self, key: &str) -> Option<Problem> {
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        failed.retain(|_, (_, at)| at.elapsed() < TOLD);
        failed.get(key).map(|(problem, _)| problem.clone())
    }

    fn is_working(&self, key: &str) -> bool {
        self.working.lock().unwrap_or_else(PoisonError::into_inner).contains(key)
    }
}

/// What came of waiting.
pub enum Waited {
    /// The body.
    Ready(Arc<Ready>),
    /// It is still being made.
    Working,
}

/// Makes a body away from the threads that serve connections, once however many ask; whoever shows a page waits a little,
/// others to the end.
pub async fn wait(
    desk: &Arc<Desk>,
    state: &Arc<State>,
    key: String,
    asked: Asked,
    page: bool,
    make: impl FnOnce(&Desk, &Asked) -> Result<Arc<Ready>, Problem> + Send + 'static,
) -> Result<Waited, Problem> {
    if let Some(problem) = state.slow.failure(&key) {
        return Err(problem);
    }
    if state.slow.begins(&key) {
        let (desk, state, key) = (Arc::clone(desk), Arc::clone(state), key.clone());
        // Whoever asked may go away; the work goes on.
        tokio::spawn(async move {
            let failed = desk.work(asked, make).await.err();
            state.slow.ends(&key, failed);
        });
    }
    let looked = async {
        loop {
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
            tokio::time::sleep(LOOK).await;
        }
    };
    match page {
        false => looked.await,
        true => tokio::time::timeout(PATIENCE, looked).await.unwrap_or(Ok(Waited::Working)),
    }
}

/// How soon a page of something under way is loaded again, in seconds: nothing is read on it meanwhile that it could take away.
pub const AGAIN: &str = "3";

/// The page that loads itself again.
pub fn reply(page: String) -> Response {
    let head = [(CONTENT_TYPE, HTML), (CACHE_CONTROL, "no-store"), (REFRESH, AGAIN)];
    (StatusCode::ACCEPTED, head, page).into_response()
}
