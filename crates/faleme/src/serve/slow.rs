//! What takes long in a state of the case: answers kept for their other forms, and who works on what.

use super::subjects::Subject;
use crate::answers::{Answer, Asked, Problem};
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::Notify;
use tokio::sync::futures::Notified;

/// What could not be done is told to all who wait for it, and then tried again.
const TOLD: Duration = Duration::from_secs(5);
/// A page that is being worked out asks again within so long.
const RETURNS: Duration = Duration::from_secs(10);
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
    /// Who waits for them: how many, and when somebody asked last.
    wanted: Mutex<HashMap<String, (usize, Instant)>>,
    /// Told whenever one is made, or could not be.
    made: Notify,
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
        let (by, lang) = (asked.by, asked.lang.tag());
        // The page of a list, a part of it and the form are no part of the answer.
        let query: Vec<(&str, &str)> =
            asked.filters().filter(|(name, _)| !["limit", "format", "part"].contains(name)).collect();
        let key = format!("{} {:?} {lang} {:?} {:?} {query:?}", subject.name, asked.id, by.readers, by.role);
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

    /// Whether nobody makes this body yet; from now on somebody does.
    pub fn begins(&self, key: &str) -> bool {
        self.working.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned())
    }

    /// It is made, or could not be.
    pub fn ends(&self, key: &str, failed: Option<Problem>) {
        if let Some(problem) = failed {
            self.failed
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(key.to_owned(), (problem, Instant::now()));
        }
        self.working.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner).retain(|_, (waiting, _)| *waiting > 0);
        self.made.notify_waiters();
    }

    /// Wakes whoever waits when any body is made.
    pub fn made(&self) -> Notified<'_> {
        self.made.notified()
    }

    /// Says that somebody waits for it, until what is given back is dropped.
    pub fn wants<'a>(&'a self, key: &'a str) -> Wanting<'a> {
        let mut wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        let (waiting, asked) = wanted.entry(key.to_owned()).or_insert((0, Instant::now()));
        (*waiting, *asked) = (*waiting + 1, Instant::now());
        Wanting { slow: self, key }
    }

    /// Whether anybody still waits for it, or has a page that asks again by itself.
    pub fn is_wanted(&self, key: &str) -> bool {
        let wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        wanted.get(key).is_some_and(|(waiting, asked)| *waiting > 0 || asked.elapsed() < RETURNS)
    }

    /// Why it could not be made, for a while.
    pub fn failure(&self, key: &str) -> Option<Problem> {
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        failed.retain(|_, (_, at)| at.elapsed() < TOLD);
        failed.get(key).map(|(problem, _)| problem.clone())
    }

    /// Whether somebody makes it.
    pub fn is_working(&self, key: &str) -> bool {
        self.working.lock().unwrap_or_else(PoisonError::into_inner).contains(key)
    }
}

/// Somebody who waits.
pub struct Wanting<'a> {
    slow: &'a Slow,
    key: &'a str,
}

impl Drop for Wanting<'_> {
    fn drop(&mut self) {
        let mut wanted = self.slow.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((waiting, _)) = wanted.get_mut(self.key) {
            *waiting = waiting.saturating_sub(1);
        }
    }
}
