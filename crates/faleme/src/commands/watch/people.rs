//! What people do to alerts: issue, cancel, acknowledge, tell what was done.

use super::deliver::{self, key};
use super::file::AlertsFile;
use super::folder::{self, Turn};
use super::words::withdrawn;
use super::{show, stamp};
use crate::case::Case;
use crate::cli::Signed;
use crate::clock;
use crate::commands::review::signer;
use crate::output::Output;
use crate::store::{AlertChange, LogLine, Store};
use anyhow::{Result, bail};
use exchange::alerts::{self, Alert, Signature, State, one_line};
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::AtomicBool;

/// Attempts to keep what was decided while others decide, too.
const AGAIN: usize = 5;

/// Issues a draft, and sends it.
pub fn issue(dir: &Path, id: &str, signed: &Signed, out: Output) -> Result<ExitCode> {
    decide(dir, (id, signed), out, |earlier, signature| {
        Ok((alerts::issue(earlier, id, signature, stamp())?, "issued"))
    })
}

/// Takes an issued alert back, or refuses a draft.
pub fn cancel(dir: &Path, id: &str, signed: &Signed, out: Output) -> Result<ExitCode> {
    decide(dir, (id, signed), out, |earlier, signature| {
        let day = earlier.iter().find(|a| a.id == id).map_or_else(clock::today, |a| a.day);
        let act = alerts::cancel(earlier, id, signature, &withdrawn(), (day, stamp()))?;
        let what = if act.made.is_some() { "cancelled" } else { "declined" };
        Ok((act, what))
    })
}

/// Records what a partner did: that it has seen the alert, or what it undertook.
pub fn record(dir: &Path, id: &str, signed: &Signed, what: &str, out: Output) -> Result<ExitCode> {
    let store = Store::open_existing(dir)?;
    let Some(alert) = store.alerts()?.into_iter().find(|a| a.id == id) else {
        bail!("there is no alert `{id}` in this case (faleme watch {} list)", dir.display());
    };
    if alert.state != State::Issued {
        bail!("{id} is {}: partners know nothing of it", alert.state.as_str());
    }
    store.log_alert(&line(id, what, signed)?)?;
    told(&store, &[id.to_owned()], out)
}

fn line(id: &str, what: &str, signed: &Signed) -> Result<LogLine> {
    Ok(LogLine {
        at: clock::now(),
        alert: id.to_owned(),
        what: what.to_owned(),
        who: one_line(&signer(signed)?),
        why: one_line(&signed.why),
    })
}

type Decided = (alerts::Act, &'static str);

fn decide(
    dir: &Path,
    (id, signed): (&str, &Signed),
    out: Output,
    act: impl Fn(&[Alert], Signature) -> Result<Decided, alerts::Refused>,
) -> Result<ExitCode> {
    let case = Case::load(dir)?;
    let read = AlertsFile::load(dir, &case)?;
    read.issues.iter().for_each(|issue| out.issue(issue));
    let file = read.value;
    let signature = Signature { by: one_line(&signer(signed)?), why: one_line(&signed.why) };
    let mut store = Store::open_existing(dir)?;
    for _ in 0..AGAIN {
        let version = store.alerts_version()?;
        let earlier = store.alerts()?;
        let (act, what) = act(&earlier, signature.clone())?;
        let issued = act.changed.iter().chain(&act.made).filter(|a| a.state == State::Issued);
        let queued =
            issued.flat_map(|a| a.recipients.iter().map(|r| [key(&a.id, r), a.id.clone(), r.clone()]));
        let first = line(id, what, signed)?;
        let cancels = act.made.iter().map(|made| LogLine {
            alert: made.id.clone(),
            what: "issued".to_owned(),
            ..first.clone()
        });
        let log = [first.clone()].into_iter().chain(cancels).collect();
        let ids: Vec<String> =
            [id.to_owned()].into_iter().chain(act.made.iter().map(|a| a.id.clone())).collect();
        let change = AlertChange {
            queued: queued.collect(),
            log,
            made: act.made.into_iter().collect(),
            changed: act.changed,
        };
        if store.keep_alerts(version, &change)? {
            send(dir, &file, &mut store, out)?;
            return told(&store, &ids, out);
        }
    }
    bail!("others change the alerts of this case all the time; try again")
}

/// Sends what is due, unless another process is at it.
fn send(dir: &Path, file: &AlertsFile, store: &mut Store, out: Output) -> Result<()> {
    folder::write(dir, &file.house, &store.alerts()?)?;
    match Turn::take(dir)? {
        Some(_turn) => {
            deliver::deliver(store, file, false, (&AtomicBool::new(false), out))?;
        }
        None => out.note("another `watch` is at work on this case, and sends it"),
    }
    Ok(())
}

fn told(store: &Store, ids: &[String], out: Output) -> Result<ExitCode> {
    let shown = show::listed(store, Some(ids))?;
    out.result(&shown, || show::listed_text(&shown))?;
    Ok(ExitCode::SUCCESS)
}
