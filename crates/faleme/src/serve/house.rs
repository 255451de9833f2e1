//! Who is served, and under which names; what is told of those who were refused.

use super::hosts::Hosts;
use super::pace::Pace;
use super::visitor::Visitor;
use crate::users::{Line, Secret, Users, What, one_line};
use anyhow::Result;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Lines about refusals in a row, and a second thereafter: a flood does not fill the disk (2 MB a day).
const BURST: f64 = 60.0;
const RATE: f64 = 0.2;
/// Why the case could not be asked is told again after so long, and so many causes are remembered.
const AGAIN: Duration = Duration::from_secs(600);
const CAUSES: usize = 100;

/// Who is served, and under which names.
pub struct House {
    /// The names under which the server answers.
    pub hosts: Hosts,
    /// Those who sign in; without them, whoever sits at this machine is the owner.
    pub users: Option<Users>,
    /// How often who may ask.
    pub pace: Pace,
    /// Passwords are hashed so many at a time: each takes 19 MB.
    pub hashing: Arc<tokio::sync::Semaphore>,
    owner: Arc<str>,
    told: Mutex<(f64, u64, Instant)>,
    causes: Mutex<HashMap<String, Instant>>,
    quiet: bool,
}

impl House {
    /// With a new word for the owner's forms.
    pub fn new(hosts: Hosts, users: Option<Users>, quiet: bool) -> Result<Self> {
        Ok(Self {
            hosts,
            users,
            pace: Pace::default(),
            hashing: Arc::new(tokio::sync::Semaphore::new(2)),
            owner: Secret::new()?.csrf().into(),
            told: Mutex::new((BURST, 0, Instant::now())),
            causes: Mutex::default(),
            quiet,
        })
    }

    /// The owner, where nobody signs in.
    pub fn owner(&self) -> Visitor {
        Visitor::owner(Arc::clone(&self.owner))
    }

    /// Writes down what was done. It takes a moment (the line is on disk when it ends).
    pub fn log(&self, who: &str, what: What, about: &str, address: &str, done: bool) {
        let Some(users) = &self.users else { return };
        if let Err(error) = users.log(who, what, about, address, done) {
            eprintln!("the log cannot be written ({error:#}): {} {}", one_line(who), one_line(about));
        }
    }

    /// Writes down that a change begins; without that it is not made. Nothing is written where nobody signs in.
    pub fn begins(&self, who: &str, about: &str, address: &str) -> Result<Option<i64>> {
        self.users.as_ref().map(|users| users.begin_change(who, about, address)).transpose()
    }

    /// Writes down how a change ended; `None` where its line is written already.
    pub fn ended(&self, begun: Option<i64>, line: Option<Line<'_>>) {
        let (Some(users), Some(begun)) = (&self.users, begun) else { return };
        if let Err(error) = users.end_change(begun, line) {
            let said = line.map(|l| format!("{} {}", one_line(l.who), one_line(l.about))).unwrap_or_default();
            eprintln!("the log cannot be written ({error:#}): {said}");
        }
    }

    /// Whether nothing was told lately of this cause for which the case could not be asked or written.
    pub fn is_new(&self, cause: &str) -> bool {
        let mut causes = self.causes.lock().unwrap_or_else(PoisonError::into_inner);
        causes.retain(|_, told| told.elapsed() < AGAIN);
        if causes.len() >= CAUSES || causes.contains_key(cause) {
            return false;
        }
        causes.insert(cause.to_owned(), Instant::now());
        true
    }

    /// Tells why the case could not be asked or written, here and in the log: once for all requests that meet it.
    pub fn away(&self, cause: &str, address: &str) {
        eprintln!("could not answer: {}", one_line(cause));
        self.log("", What::Refused, &format!("could not answer: {cause}"), address, false);
    }

    /// Tells of a request that was refused, here and in the log; when there are very many, of some.
    pub fn refused(&self, who: &str, about: &str, address: &str) {
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let (left, hushed, at) = &mut *told;
        *left = (*left + at.elapsed().as_secs_f64() * RATE).min(BURST);
        *at = Instant::now();
        if *left < 1.0 {
            *hushed += 1;
            return;
        }
        *left -= 1.0;
        let before = std::mem::take(hushed);
        drop(told);
        let more = if before > 0 { format!(" (and {before} before, not listed)") } else { String::new() };
        if !self.quiet {
            eprintln!("refused: {} {} from {address}{more}", one_line(about), one_line(who));
        }
        self.log(who, What::Refused, &format!("{about}{more}"), address, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cause_is_told_once() {
        let house = House::new(Hosts::Loopback(1), None, true).unwrap();
        assert!(house.is_new("gone") && !house.is_new("gone") && house.is_new("damaged"));
        let more = (0..1_000).filter(|n| house.is_new(&format!("cause {n}"))).count();
        assert_eq!(more, CAUSES - 2, "no flood of causes fills the memory or the log");
    }
}
