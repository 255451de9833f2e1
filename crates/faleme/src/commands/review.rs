//! `review`: what analysts decide.

mod decide;
mod queue;

pub use decide::{Proposed, Refused, things, touched, undone};
pub use queue::waiting;

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
    let (by, why) = (signer(signed)?, signed.why.clone());
    let proposed = Proposed { by, why, action, after: None };
    let kept =
        proposed.check(&store, &case.vocabulary).and_then(|sound| sound.keep(&mut store, clock::today()));
    let decision = kept.map_err(|refused| match refused {
        Refused::Wrong(what) => anyhow::anyhow!(what),
        Refused::Changed(_) => anyhow::anyhow!("others decided on this since"),
        Refused::Failed(error) => error,
    })?;
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

/// The action that a step asks for. Whether what it names is there is for [`Proposed::check`] to say.
pub fn action<'a>(store: &Store, case: &Case, decide: &'a Decide) -> Result<(Action, &'a Signed)> {
    let claim = |id: &str| ClaimId::parse(id);
    Ok(match decide {
        Decide::Accept { id, signed } => (Action::Accept { claim: claim(id) }, signed),
        Decide::Reject { id, signed } => (Action::Reject { claim: claim(id) }, signed),
        Decide::Correct { id, fields, signed } => {
            (Action::Correct { claim: claim(id), to: correction(fields)? }, signed)
        }
        Decide::Merge { ids, signed } => (members(store, case, ids)?, signed),
        Decide::Split { id, signed } => match RowKey::parse(id) {
            Some(row) => (Action::SplitRow { row }, signed),
            None => (Action::Split { claim: claim(id) }, signed),
        },
        Decide::Grade { id, reliability, credibility, signed } => {
            let credibility =
                credibility.map(Credibility::try_from).transpose().map_err(anyhow::Error::msg)?;
            (Action::Grade { claim: claim(id), reliability: *reliability, credibility }, signed)
        }
        Decide::Undo { number, signed } => (Action::Undo { decision: *number }, signed),
        Decide::List { .. } | Decide::Log => bail!("a list decides nothing"),
    })
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
            rows.push(key);
        } else {
            claims.push(ClaimId::parse(id.as_str()));
        }
    }
    let mut seen = std::collections::HashSet::new();
    claims.retain(|c| seen.insert(c.clone()));
    let mut seen = std::collections::HashSet::new();
    rows.retain(|r| seen.insert(r.clone()));
    Ok(Action::Merge { claims, rows })
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
