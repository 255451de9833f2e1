//! `review`: what analysts decide.

mod queue;

use crate::case::Case;
use crate::cli::{Decide, Fields, Review, Signed};
use crate::clock;
use crate::output::Output;
use crate::store::Store;
use crate::table::table;
use crate::view::{View, as_of};
use anyhow::{Context, Result, bail};
use base::{ClaimId, Credibility, Date, EventId, Interval};
use events::{Action, Correction, Decision, RowKey, RowRef};
use std::path::Path;
use std::process::ExitCode;

/// Lists what waits, or keeps one decision.
pub fn run(args: &Review, quiet: bool) -> Result<ExitCode> {
    let out = args.form.output(quiet);
    match &args.action {
        None => list(&args.dir, None, out),
        Some(Decide::List { limit }) => list(&args.dir, *limit, out),
        Some(Decide::Log) => log(&args.dir, out),
        Some(decide) => keep(&args.dir, decide, out),
    }
}

fn list(dir: &Path, limit: Option<usize>, out: Output) -> Result<ExitCode> {
    let case = Case::load(dir)?;
    let store = Store::open_to_ask(dir)?;
    let view = View::load(&store, &case, as_of(&store, &case, None, out)?)?;
    let mut waiting = queue::waiting(&view);
    waiting.truncate(limit.unwrap_or(usize::MAX));
    out.result(&waiting, || queue::queue_table(&waiting))?;
    if waiting.is_empty() {
        out.note("nothing waits for a decision");
    }
    Ok(ExitCode::SUCCESS)
}

fn log(dir: &Path, out: Output) -> Result<ExitCode> {
    Case::load(dir)?;
    let decisions = Store::open_to_ask(dir)?.decisions()?;
    let row = |d: &Decision| {
        vec![d.number.to_string(), d.on.to_string(), d.by.clone(), describe(&d.action), d.why.clone()]
    };
    let rows: Vec<Vec<String>> = decisions.iter().map(row).collect();
    out.result(&decisions, || table(&["no", "on", "by", "decision", "why"], &rows))?;
    Ok(ExitCode::SUCCESS)
}

fn keep(dir: &Path, decide: &Decide, out: Output) -> Result<ExitCode> {
    let case = Case::load(dir)?;
    let mut store = Store::open(dir)?;
    let (action, signed) = action(&store, &case, decide)?;
    let by = signer(signed)?;
    let decision = store.decide(clock::today(), &by, signed.why.trim(), action)?;
    let said =
        || format!("decision {}: {} (undo: review undo {0})", decision.number, describe(&decision.action));
    out.result(&decision, said)?;
    Ok(ExitCode::SUCCESS)
}

/// Who signs; a decision without a name and a reason is none.
pub fn signer(signed: &Signed) -> Result<String> {
    if signed.why.trim().is_empty() {
        bail!("a decision needs a reason: --why TEXT");
    }
    let by = signed.by.clone().or_else(|| std::env::var("USER").ok()).unwrap_or_default();
    if by.trim().is_empty() {
        bail!("a decision needs a name: --by NAME (USER is not set)");
    }
    Ok(by.trim().to_owned())
}

fn action<'a>(store: &Store, case: &Case, decide: &'a Decide) -> Result<(Action, &'a Signed)> {
    Ok(match decide {
        Decide::Accept { id, signed } => (Action::Accept { claim: claim(store, id)? }, signed),
        Decide::Reject { id, signed } => (Action::Reject { claim: claim(store, id)? }, signed),
        Decide::Correct { id, fields, signed } => {
            (Action::Correct { claim: claim(store, id)?, to: correction(fields)? }, signed)
        }
        Decide::Merge { ids, signed } => (members(store, case, ids)?, signed),
        Decide::Split { id, signed } => match RowKey::parse(id) {
            Some(key) => (Action::SplitRow { row: row(store, key)? }, signed),
            None => (Action::Split { claim: claim(store, id)? }, signed),
        },
        Decide::Grade { id, reliability, credibility, signed } => {
            let credibility =
                credibility.map(Credibility::try_from).transpose().map_err(anyhow::Error::msg)?;
            (Action::Grade { claim: claim(store, id)?, reliability: *reliability, credibility }, signed)
        }
        Decide::Undo { number, signed } => (undo(store, *number)?, signed),
        Decide::List { .. } | Decide::Log => bail!("a list decides nothing"),
    })
}

fn claim(store: &Store, id: &str) -> Result<ClaimId> {
    let claim = ClaimId::parse(id);
    match store.claim(&claim)? {
        Some(_) => Ok(claim),
        None => bail!("there is no claim `{id}` in this case (faleme claims lists them)"),
    }
}

fn row(store: &Store, key: RowKey) -> Result<RowKey> {
    let tables = store.tables(None)?;
    let known = tables.iter().any(|t| t.rows.iter().any(|r| t.at(r).key() == key));
    if !known {
        bail!(
            "there is no row `{key}` in this case (faleme events --format json lists rows; write DATASET/ID)"
        );
    }
    Ok(key)
}

/// What a merge holds together: claims, rows (`ucdp/279350`), and all claims and rows of events.
fn members(store: &Store, case: &Case, ids: &[String]) -> Result<Action> {
    let (mut claims, mut rows): (Vec<ClaimId>, Vec<RowKey>) = Default::default();
    for id in ids {
        if id.starts_with(EventId::PREFIX) {
            let view = View::load(store, case, None)?;
            let event = view.resolution.events.iter().find(|e| e.id.as_str() == id);
            let event = event.with_context(|| format!("there is no event `{id}` in this case"))?;
            claims.extend(event.claims.iter().cloned());
            rows.extend(event.rows.iter().map(RowRef::key));
        } else if let Some(key) = RowKey::parse(id) {
            rows.push(row(store, key)?);
        } else {
            claims.push(claim(store, id)?);
        }
    }
    let mut seen = std::collections::HashSet::new();
    claims.retain(|c| seen.insert(c.clone()));
    let mut seen = std::collections::HashSet::new();
    rows.retain(|r| seen.insert(r.clone()));
    if claims.len() + rows.len() < 2 {
        bail!("merging takes two different claims or rows, or more");
    }
    Ok(Action::Merge { claims, rows })
}

fn undo(store: &Store, number: u64) -> Result<Action> {
    let decisions = store.decisions()?;
    if !decisions.iter().any(|d| d.number == number) {
        bail!("there is no decision {number} (faleme review DIR log lists them)");
    }
    if undone(&decisions).contains(&number) {
        bail!("decision {number} is already taken back");
    }
    Ok(Action::Undo { decision: number })
}

/// Decisions that are taken back by one that is itself in force.
fn undone(decisions: &[Decision]) -> std::collections::BTreeSet<u64> {
    let mut undone = std::collections::BTreeSet::new();
    for decision in decisions.iter().rev() {
        if let Action::Undo { decision: number } = decision.action
            && !undone.contains(&decision.number)
        {
            undone.insert(number);
        }
    }
    undone
}

fn correction(fields: &Fields) -> Result<Correction> {
    Ok(Correction {
        claim_type: fields.claim_type.clone(),
        date: fields.date.as_deref().map(interval).transpose()?,
        places: (!fields.place.is_empty()).then(|| fields.place.clone()),
        modality: fields.modality,
        actor: fields.actor.clone(),
    })
}

/// Reads `2025-09-03`, `2025-09-03..2025-09-05`, `2025-09-03..` or `..2025-09-05`.
fn interval(written: &str) -> Result<Interval> {
    let day = |text: &str| -> Result<Option<Date>> {
        let wrong = || format!("`{written}` is no date: write 2025-09-03 or 2025-09-03..2025-09-05");
        if text.is_empty() { Ok(None) } else { text.parse().map(Some).with_context(wrong) }
    };
    let (start, end) = match written.split_once("..") {
        Some((start, end)) => (day(start)?, day(end)?),
        None => (day(written)?, day(written)?),
    };
    match (start, end) {
        (None, None) => bail!("`{written}` is no date: write 2025-09-03 or 2025-09-03..2025-09-05"),
        (Some(start), Some(end)) if end < start => bail!("`{written}` ends before it starts"),
        (start, end) => Ok(Interval { start, end }),
    }
}

/// A decision in a few words.
pub fn describe(action: &Action) -> String {
    match action {
        Action::Accept { claim } => format!("accept {claim}"),
        Action::Reject { claim } => format!("reject {claim}"),
        Action::Correct { claim, to } => format!("correct {claim}: {}", changes(to)),
        Action::Merge { claims, rows } => {
            let ids = claims.iter().map(ClaimId::as_str).chain(rows.iter().map(RowKey::as_str));
            format!("merge {}", ids.collect::<Vec<_>>().join(" "))
        }
        Action::SplitRow { row } => format!("split {row}"),
        Action::Split { claim } => format!("split {claim}"),
        Action::Grade { claim, reliability, credibility } => {
            let grade = |r: Option<String>| r.unwrap_or_else(|| "-".into());
            let reliability = grade(reliability.map(|r| r.to_string()));
            let credibility = grade(credibility.map(|c| c.grade().to_string()));
            format!("grade {claim} {reliability}{credibility}")
        }
        Action::Undo { decision } => format!("undo {decision}"),
    }
}

fn changes(to: &Correction) -> String {
    let places = to.places.as_ref().map(|p| format!("places {}", p.join(", ")));
    let parts = [
        to.claim_type.as_ref().map(|t| format!("type {t}")),
        to.date.map(|d| format!("date {}", crate::show::interval(&d))),
        places,
        to.modality.map(|m| format!("modality {}", m.as_str())),
        to.actor.as_ref().map(|a| format!("actor {a}")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests;
