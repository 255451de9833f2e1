//! `scenario`: what supposed constraints would do to supply, beside what is recorded.

use super::supply::{about, check, draws};
use crate::cli::{Ranges, Scenario};
use crate::corridor::MARKING;
use crate::output::Output;
use crate::show::{self, Difference, SupplyShown};
use crate::supply::{Record, Supplied};
use anyhow::{Context, Result, bail};
use base::{Date, Issue};
use serde::Serialize;
use std::process::ExitCode;
use supply::scenario::{self, At, Change, What};
use supply::{Course, prepare};

/// A scenario beside what is recorded.
#[derive(Serialize)]
pub struct Answer {
    /// Its title.
    pub title: String,
    /// First and last day on which anything is supposed, within the days looked at.
    pub supposed: [Date; 2],
    /// What is supposed.
    #[serde(flatten)]
    pub answer: SupplyShown,
    /// What is recorded.
    pub recorded: SupplyShown,
    /// What is supposed less what is recorded.
    pub difference: Difference,
}

/// Reckons a scenario through, and what is recorded.
pub fn run(args: &Scenario, out: Output) -> Result<ExitCode> {
    let file = args.file.display().to_string();
    let text = std::fs::read_to_string(&args.file).with_context(|| format!("reading {file}"))?;
    let read = scenario::read(&text).with_context(|| file.clone())?;
    read.issues.iter().for_each(|issue| out.issue(&issue.clone().in_file(file.as_str())));
    let supplied = Supplied::load(&args.dir, args.as_of, out)?;
    let asked = Asked { scenario: &read.value, file: &file, days: args.days, ranges: args.ranges };
    told(&supplied, &asked, out, |answer, issues, words| {
        issues.iter().for_each(|issue| out.issue(issue));
        out.result(answer, || shown(answer, &supplied.tables.currency, words))?;
        Ok(ExitCode::SUCCESS)
    })
}

/// What is asked.
pub struct Asked<'a> {
    /// What is supposed.
    pub scenario: &'a scenario::Scenario,
    /// What issues call it.
    pub file: &'a str,
    /// Days looked ahead.
    pub days: u16,
    /// How ranges are found.
    pub ranges: Ranges,
}

/// What `tell` makes of a scenario beside what is recorded, of the issues of both, and of the words for ids.
pub fn told<T>(
    supplied: &Supplied,
    asked: &Asked<'_>,
    out: Output,
    tell: impl FnOnce(&Answer, &[Issue], &dyn Fn(&str) -> Option<String>) -> Result<T>,
) -> Result<T> {
    let Asked { scenario, file, .. } = *asked;
    let record = Record::new(supplied, first(scenario), asked.days, out)?;
    check(&record)?;
    let held = record.held();
    let supposed = record.suppose(scenario, &held);
    let mut issues: Vec<Issue> = supposed.issues.into_iter().map(|issue| issue.in_file(file)).collect();
    let supposed = supposed.value;
    let Some([from, until]) = supposed.span else {
        let why: Vec<String> = issues.iter().map(ToString::to_string).collect();
        bail!("{file}: nothing is left to suppose: {}", why.join("; "));
    };
    // The last day on which anything is supposed shows what it has come to; what follows is in the whole course.
    let since = from.min(record.days.asked);
    let course = Course { since, ..record.course(&held, until, true) };
    let other = Course { since, ..record.course(&supposed.held(&held), until, true) };
    let draws = draws(asked.ranges);
    let ready = prepare(&supplied.tables, &course.ways, &course.undisturbed, draws);
    let [recorded, answer] = [&course, &other].map(|course| {
        let reckoned = ready.impact(course);
        (
            show::supply(
                &reckoned.value,
                course,
                &supplied.tables,
                record.tolls(),
                &supplied.areas,
                about(supplied, &record, course, draws),
            ),
            reckoned.issues,
        )
    });
    for issue in recorded.1.into_iter().chain(answer.1).filter(|i| !i.message.is_empty()) {
        if !issues.iter().any(|said| said.to_string() == issue.to_string()) {
            issues.push(issue);
        }
    }
    let difference = show::difference(&recorded.0, &answer.0);
    let answer = Answer {
        title: scenario.title.clone(),
        supposed: [record.day(from), record.day(until)],
        answer: answer.0,
        recorded: recorded.0,
        difference,
    };
    tell(&answer, &issues, &|id| words(scenario, id).or_else(|| record.words(id)))
}

/// The first day of any change.
fn first(scenario: &scenario::Scenario) -> Option<Date> {
    let of = |change: &Change| change.from.or(scenario.from);
    scenario.changes.iter().filter_map(of).min()
}

/// What a supposed constraint is, in words: `closure (Ford), supposed`.
fn words(scenario: &scenario::Scenario, id: &str) -> Option<String> {
    let number: usize = id.strip_prefix("change ")?.parse().ok()?;
    let change = scenario.changes.iter().find(|change| change.number == number)?;
    let What::New(new) = &change.what else { return None };
    let (At::Corridor(at) | At::Border(at) | At::Port(at) | At::Operator(at) | At::Road(at)) = &new.at;
    let part = new.between.as_ref().map(|[a, b]| format!(", {a} to {b}")).unwrap_or_default();
    Some(format!("{} ({at}{part}), supposed", new.kind.replace('_', " ")))
}

fn shown(answer: &Answer, currency: &str, words: &dyn Fn(&str) -> Option<String>) -> String {
    let [from, until] = answer.supposed;
    let mut out = format!("{}: supposed from {from} to {until}. {MARKING}\n\n", answer.title);
    out.push_str(&show::difference_text(&answer.difference, currency));
    out.push_str("What is supposed, by itself:\n");
    out.push_str(&show::supply_text(&answer.answer, words));
    out
}
