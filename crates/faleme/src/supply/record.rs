//! What is recorded of a case, bound to its ways: a course that ends in a projection, and room for scenarios.

use super::Supplied;
use crate::output::Output;
use anyhow::{Context, Result};
use base::{Checked, Date};
use corridors::{Limit, Passability, Stage};
use jiff::Span;
use supply::exposure::{TollReport, TollYear, tolls_by_year};
use supply::scenario::{Days, Recorded, Scenario, Supposed, suppose};
use supply::{Bound, Course, Frame, Held, LOOK_BACK_DAYS, recorded};

/// Constraints that are told by the day they start on. Checkpoints and escorts keep their month, incidents their own page.
const LASTING: [&str; 5] = ["blockade", "closure", "commodity_ban", "curfew", "operator_suspension"];

/// Limits bound to ways, with what they make of their links on each day.
pub struct Record<'a> {
    /// The ways.
    pub frame: Frame<'a>,
    /// The days looked at.
    pub days: Days,
    supplied: &'a Supplied,
    bounds: Vec<Bound>,
    /// By limit, then day.
    grades: Vec<Vec<Option<Passability>>>,
}

impl<'a> Record<'a> {
    /// Binds what is recorded; so many days are looked ahead. The course starts on the first day on which anything held, or
    /// on `from`, if that is earlier.
    pub fn new(supplied: &'a Supplied, from: Option<Date>, ahead: u16, out: Output) -> Result<Self> {
        let day = supplied.setting.day;
        let earliest =
            day.checked_sub(Span::new().days(LOOK_BACK_DAYS)).context("the day is out of reach")?;
        let last =
            day.checked_add(Span::new().days(i64::from(ahead))).context("the days are out of reach")?;
        let frame = Frame::new(&supplied.tables, supplied.setting.ground(), [earliest, last]);
        frame.issues.iter().for_each(|issue| out.issue(issue));
        let frame = frame.value;
        let mut bounds = Vec::new();
        for limit in &supplied.setting.limits {
            let bound = frame.bind(limit);
            bound.issues.iter().for_each(|issue| out.issue(issue));
            bounds.push(bound.value);
        }
        let past = usize::try_from(LOOK_BACK_DAYS).unwrap_or_default() + 1;
        let limits = &supplied.setting.limits;
        let mut grades: Vec<_> = limits.iter().map(|limit| recorded(limit, earliest, past)).collect();
        for (limit, grades) in limits.iter().zip(&mut grades) {
            let Some(starts) = supplied.starts(&limit.id) else { continue };
            let before = earliest.until(starts.reckoned_from)?.get_days();
            grades.iter_mut().take(usize::try_from(before).unwrap_or_default()).for_each(|g| *g = None);
        }
        let hinders = |at: usize| {
            let held = |(grades, bound): (&Vec<Option<Passability>>, &Bound)| {
                bound.is_felt() && grades.get(at).copied().flatten() >= Some(Passability::Restricted)
            };
            grades.iter().zip(&bounds).any(held)
        };
        let first = (0..past).find(|at| hinders(*at)).unwrap_or(past - 1);
        let asked_from = from.and_then(|from| usize::try_from(earliest.until(from).ok()?.get_days()).ok());
        let first = first.min(asked_from.unwrap_or(first)).min(past - 1);
        for grades in &mut grades {
            grades.drain(..first);
            // What comes after the day is a projection in which everything stays as it is.
            let stays = grades.last().copied().flatten();
            grades.extend(std::iter::repeat_n(stays, usize::from(ahead)));
        }
        let start = earliest.checked_add(Span::new().days(first as i64)).unwrap_or(day);
        let asked = past - 1 - first;
        let days = Days { start, count: asked + 1 + usize::from(ahead), asked };
        Ok(Self { frame, days, supplied, bounds, grades })
    }

    /// What is recorded, as courses take it.
    pub fn held(&self) -> Vec<Held<'_>> {
        self.bounds
            .iter()
            .zip(&self.grades)
            .map(|(bound, grades)| Held { bound, grades: grades.clone() })
            .collect()
    }

    /// The course of what holds, asked about on one of its days.
    pub fn course(&self, held: &[Held<'_>], asked: usize, reopen: bool) -> Course {
        self.frame.course(self.days.start, self.days.count, asked, held, reopen)
    }

    /// What a scenario makes of it, and what is wrong with it.
    pub fn suppose(&self, scenario: &Scenario, held: &[Held<'_>]) -> Checked<Supposed> {
        let limits: &[Limit] = &self.supplied.setting.limits;
        let recorded: Vec<Recorded<'_>> =
            limits.iter().zip(held).map(|(limit, held)| Recorded { limit, held }).collect();
        let roads = self.supplied.setting.roads();
        suppose(scenario, &self.frame, &recorded, &roads, self.days)
    }

    /// The kind and the places of a recorded limit, in words, and of a constraint how far it has come and from which day it
    /// is reckoned with: `blockade, announced, reckoned from 2025-09-03 (Ford, Mill)`.
    pub fn words(&self, id: &str) -> Option<String> {
        let limit = self.supplied.setting.limits.iter().find(|l| l.id == id)?;
        let mut words = vec![limit.kind.replace('_', " ")];
        let announced = limit.stage == Stage::Announced;
        words.extend(announced.then(|| "announced".to_owned()));
        words.extend(limit.disputed.then(|| "disputed".to_owned()));
        let first = limit.date.and_then(|d| d.start).filter(|_| LASTING.contains(&limit.kind.as_str()));
        words.extend(match self.supplied.starts(id) {
            Some(starts) => Some(starts.words()),
            None => first.map(|day| format!("reckoned from {day}")),
        });
        let of = limit.operators.iter().map(String::as_str);
        let at: Vec<&str> = match limit.kind == "operator_suspension" && of.len() > 0 {
            true => of.collect(),
            false => limit.reaches.iter().map(corridors::Reach::name).collect(),
        };
        let at = if at.is_empty() { String::new() } else { format!(" ({})", at.join(", ")) };
        Some(words.join(", ") + &at)
    }

    /// Tolls reported in the past, by corridor and year. Payments are told of, never reckoned with.
    pub fn tolls(&self) -> Vec<TollYear> {
        let mut reports = Vec::new();
        for (limit, bound) in
            self.supplied.setting.limits.iter().zip(&self.bounds).filter(|(l, _)| l.kind == "toll")
        {
            let first = limit.date.and_then(|d| d.first()).or(limit.last_confirmed);
            let Some(date) = first else { continue };
            let claims = &limit.evidence;
            let told = claims.iter().filter_map(|id| self.supplied.setting.amounts.get(id));
            let amounts: Vec<(f64, String)> = told.map(|q| (q.value, q.unit.clone())).collect();
            reports.extend(bound.corridors().into_iter().map(|corridor| TollReport {
                corridor: corridor.to_owned(),
                date,
                amounts: amounts.clone(),
                claims: claims.clone(),
            }));
        }
        tolls_by_year(&reports, self.supplied.setting.day)
    }

    /// A day of the course.
    pub fn day(&self, at: usize) -> Date {
        self.days.start.checked_add(Span::new().days(at as i64)).unwrap_or(self.days.start)
    }
}
