//! `match`: which rows of two event tables speak of one event.

use crate::cli::Match;
use crate::output::Output;
use crate::table::table;
use anyhow::{Context, Result};
use base::{Checked, Issue};
use events::matching::{EventTable, match_records, read_table, read_truth};
use serde::Serialize;
use std::collections::HashSet;
use std::path::Path;
use std::process::ExitCode;

/// A pair counts from this probability on.
const COUNTS: f64 = 0.5;
/// Issues of one file that are printed one by one.
const SHOWN: usize = 50;

#[derive(Serialize)]
struct Answer<'a> {
    pairs: Vec<Shown<'a>>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    score: Option<Score>,
    tables: [Counted<'a>; 2],
}

#[derive(Serialize)]
struct Shown<'a> {
    left: &'a str,
    right: &'a str,
    probability: f64,
}

/// How the pairs that count compare with the true ones.
#[derive(Serialize)]
struct Score {
    precision: f64,
    recall: f64,
    f1: f64,
}

#[derive(Serialize)]
struct Counted<'a> {
    file: &'a str,
    records: usize,
    refused: usize,
}

/// Reads both tables, matches them, prints the pairs.
pub fn run(args: &Match, output: Output) -> Result<ExitCode> {
    let (left, right) = rayon::join(|| read(&args.left, read_table), || read(&args.right, read_table));
    let names = [args.left.display().to_string(), args.right.display().to_string()];
    let left: EventTable = told(left?, &names[0], output);
    let right: EventTable = told(right?, &names[1], output);
    for (table, name) in [(&left, &names[0]), (&right, &names[1])] {
        output.note(format!("{name}: {} records, {} rows refused", table.records.len(), table.refused));
    }
    let truth = args.truth.as_deref().map(|path| truth(path, output)).transpose()?;
    let pairs = match_records(&left.records, &right.records);
    let shown = pairs.iter().filter_map(|p| {
        // Eight digits hold all that a probability can say; they keep the output short.
        let probability = (p.probability * 1e8).round() / 1e8;
        Some(Shown { left: left.ids.get(p.left)?, right: right.ids.get(p.right)?, probability })
    });
    let pairs: Vec<Shown> = shown.collect();
    let score = truth.map(|truth| score(&pairs, &truth));
    let counted =
        |t: &EventTable, i: usize| Counted { file: &names[i], records: t.records.len(), refused: t.refused };
    let answer = Answer { pairs, score, tables: [counted(&left, 0), counted(&right, 1)] };
    output.result(&answer, || in_words(&answer))?;
    if !output.is_json() {
        let under = answer.pairs.iter().filter(|p| p.probability < COUNTS).count();
        output.note(format!(
            "{} pairs, {under} more under {COUNTS} (--format json)",
            answer.pairs.len() - under
        ));
    }
    Ok(ExitCode::SUCCESS)
}

/// What a reader of events gives back.
type Read<T> = std::result::Result<Checked<T>, Box<Issue>>;

fn read<T>(path: &Path, parse: impl Fn(&[u8], &str) -> Read<T>) -> Result<Checked<T>> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path).with_context(|| format!("reading {name}"))?;
    parse(&bytes, &name).map_err(|issue| anyhow::anyhow!("{issue}"))
}

/// The value, once its issues are printed.
fn told<T>(checked: Checked<T>, file: &str, output: Output) -> T {
    checked.issues.iter().take(SHOWN).for_each(|issue| output.issue(issue));
    if let Some(more) = checked.issues.len().checked_sub(SHOWN).filter(|n| *n > 0) {
        output.note(format!("{file}: {more} more issues of these kinds"));
    }
    checked.value
}

fn truth(path: &Path, output: Output) -> Result<HashSet<(String, String)>> {
    let name = path.display().to_string();
    Ok(told(read(path, read_truth)?, &name, output).into_iter().collect())
}

fn score(pairs: &[Shown], truth: &HashSet<(String, String)>) -> Score {
    let counting: Vec<_> = pairs.iter().filter(|p| p.probability >= COUNTS).collect();
    let right = counting.iter().filter(|p| truth.contains(&(p.left.to_owned(), p.right.to_owned()))).count();
    let share = |of: usize| if of == 0 { 0.0 } else { right as f64 / of as f64 };
    let f1 = if counting.len() + truth.len() == 0 {
        1.0
    } else {
        2.0 * right as f64 / (counting.len() + truth.len()) as f64
    };
    Score { precision: share(counting.len()), recall: share(truth.len()), f1 }
}

fn in_words(answer: &Answer) -> String {
    let counting = answer.pairs.iter().filter(|p| p.probability >= COUNTS);
    let rows: Vec<Vec<String>> = counting
        .map(|p| vec![p.left.to_owned(), p.right.to_owned(), format!("{:.3}", p.probability)])
        .collect();
    let mut words = table(&["left", "right", "probability"], &rows);
    if let Some(score) = &answer.score {
        let Score { precision, recall, f1 } = score;
        words.push_str(&format!("\nprecision {precision:.4}  recall {recall:.4}  F1 {f1:.4}\n"));
    }
    words
}
