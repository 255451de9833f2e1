//! `watch`: from the rules of a case to alerts, and from issued alerts to those who must know.

mod deliver;
mod file;
mod folder;
mod media;
mod observe;
mod people;
mod places;
mod recipient;
mod show;
#[cfg(test)]
pub mod testing;
mod words;

pub use show::listed;

use crate::case::Case;
use crate::cli::{Watch as Args, WatchAction};
use crate::clock;
use crate::commands::read::stop_on_ctrl_c;
use crate::output::{Output, count};
use crate::store::{AlertChange, LogLine, Store};
use anyhow::{Result, bail};
use base::Date;
use exchange::alerts::{self, Alert, Look, Outcome, Stamp, State};
use file::AlertsFile;
use folder::Turn;
use serde::Serialize;
use std::path::Path;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// The day of the last look, in the ledger.
const WATCHED: &str = "watched";
/// Attempts to keep a look while people decide on alerts.
const AGAIN: usize = 5;
/// Who makes drafts, in the log.
const PROGRAM: &str = "faleme";

/// What a look came to.
#[derive(Serialize)]
struct Looked {
    as_of: Date,
    /// New drafts.
    new: Vec<show::Listed>,
    /// Drafts overtaken by events.
    dropped: Vec<String>,
    /// What the limits of rules hold back.
    held: Vec<HeldShown>,
    /// What only media of an armed group tell, or nobody who may be cited.
    unreported: usize,
    /// Drafts that wait for a person.
    drafts: usize,
    /// Deliveries.
    deliveries: deliver::Tally,
}

#[derive(Serialize)]
struct HeldShown {
    rule: String,
    count: usize,
}

/// Looks, lists, or does what a person asks.
pub fn run(args: &Args, out: Output) -> Result<ExitCode> {
    let dir = args.dir.as_path();
    match &args.action {
        None => watch(args, out),
        Some(WatchAction::List) => list(dir, out),
        Some(WatchAction::Issue { id, signed }) => people::issue(dir, id, signed, out),
        Some(WatchAction::Cancel { id, signed }) => people::cancel(dir, id, signed, out),
        Some(WatchAction::Acknowledge { id, signed }) => people::record(dir, id, signed, "acknowledged", out),
        Some(WatchAction::Action { id, signed }) => people::record(dir, id, signed, "action", out),
    }
}

fn list(dir: &Path, out: Output) -> Result<ExitCode> {
    Case::load(dir)?;
    let shown = listed(&Store::open_to_ask(dir)?, None)?;
    out.result(&shown, || show::listed_text(&shown))?;
    if shown.is_empty() {
        out.note(format!("no alert was made yet: faleme watch {} looks", dir.display()));
    }
    Ok(ExitCode::SUCCESS)
}

fn watch(args: &Args, out: Output) -> Result<ExitCode> {
    let every = args.every;
    if every.is_some() && out.is_json() {
        bail!("--every looks without end, and --format json prints one document: take one of them");
    }
    let dir = args.dir.as_path();
    // A folder that is no case, or has no rules, gets no folder of alerts either.
    AlertsFile::load(dir, &Case::load(dir)?)?;
    let stop = stop_on_ctrl_c()?;
    let Some(_turn) = Turn::take(dir)? else {
        bail!("another `watch` is at work on {}: one is enough", args.dir.display());
    };
    loop {
        match (once(args, &stop, out), every) {
            (Ok(looked), _) => tell(&looked, every.is_some(), out)?,
            (Err(error), None) => return Err(error),
            (Err(error), Some(_)) => out.note(format!("this look failed, the next will be tried: {error:#}")),
        }
        let Some(every) = every else { break };
        if !wait(every, &stop) {
            out.note("stopped");
            break;
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// Waits; `false` if somebody asked to stop.
fn wait(time: Duration, stop: &AtomicBool) -> bool {
    /// How long Ctrl-C may take to be heard.
    const STEP: Duration = Duration::from_millis(200);
    let mut left = time;
    while !stop.load(Ordering::Relaxed) && left > Duration::ZERO {
        let step = left.min(STEP);
        std::thread::sleep(step);
        left -= step;
    }
    !stop.load(Ordering::Relaxed)
}

/// Looks once, keeps what came of it, and sends what is due.
fn once(args: &Args, stop: &AtomicBool, out: Output) -> Result<Looked> {
    let dir = args.dir.as_path();
    let case = Case::load(dir)?;
    let read = AlertsFile::load(dir, &case)?;
    read.issues.iter().for_each(|issue| out.issue(issue));
    let file = read.value;
    if file.rules.is_empty() {
        out.note(format!("{} holds no rule that can be used", file::FILE));
    }
    let day = args.as_of.or(case.as_of).unwrap_or_else(clock::today);
    let mut store = Store::open(dir)?;
    forward(&store, day)?;
    let seen = observe::observe(dir, &file, day)?;
    let outcome = keep(&mut store, &file, &seen, day)?;
    folder::write(dir, &file.house, &store.alerts()?)?;
    let deliveries = deliver::deliver(&mut store, &file, args.retry, (stop, out))?;
    let ids: Vec<String> = outcome.made.iter().map(|a| a.id.clone()).collect();
    Ok(Looked {
        as_of: day,
        new: listed(&store, Some(&ids))?,
        dropped: outcome.dropped,
        held: outcome.held.into_iter().map(|h| HeldShown { rule: h.rule, count: h.count }).collect(),
        unreported: seen.unreported,
        drafts: store.alerts()?.iter().filter(|a| a.waits()).count(),
        deliveries,
    })
}

/// Looks go forward: by what was known earlier, later alerts would all be taken back.
fn forward(store: &Store, day: Date) -> Result<()> {
    let last: Option<Date> = store.meta(WATCHED)?.and_then(|text| text.parse().ok());
    match last.filter(|last| *last > day) {
        Some(last) => bail!("the last look was of {last}: alerts do not go back to {day}"),
        None => store.set_meta(WATCHED, &day.to_string()),
    }
}

fn keep(store: &mut Store, file: &AlertsFile, seen: &observe::Seen, day: Date) -> Result<Outcome> {
    for _ in 0..AGAIN {
        let version = store.alerts_version()?;
        let earlier = store.alerts()?;
        let outcome = alerts::look(&Look {
            house: &file.house,
            rules: &file.rules,
            seen: &seen.all,
            known: &seen.known,
            earlier: &earlier,
            withdrawn: &words::withdrawn(),
            over: &words::both(|t| t.say("alert-do-over")),
            day,
            now: stamp(),
        });
        let change = change(&earlier, &outcome);
        if change.log.is_empty() && change.changed.is_empty() || store.keep_alerts(version, &change)? {
            return Ok(outcome);
        }
    }
    bail!("others change the alerts of this case all the time; try again")
}

fn change(earlier: &[Alert], outcome: &Outcome) -> AlertChange {
    let touched = |a: &&Alert| outcome.dropped.contains(&a.id) || outcome.cleared.contains(&a.id);
    let changed = earlier.iter().filter(touched).map(|a| Alert {
        state: if outcome.dropped.contains(&a.id) { State::Dropped } else { a.state },
        cleared: a.cleared || outcome.cleared.contains(&a.id),
        ..a.clone()
    });
    let at = clock::now();
    let line = |alert: &String, what: &str| LogLine {
        at,
        alert: alert.clone(),
        what: what.to_owned(),
        who: PROGRAM.to_owned(),
        why: String::new(),
    };
    let dropped = outcome.dropped.iter().map(|id| line(id, "dropped"));
    let cleared = outcome.cleared.iter().map(|id| line(id, "ended"));
    let log = outcome.made.iter().map(|a| line(&a.id, "drafted")).chain(dropped).chain(cleared).collect();
    AlertChange { made: outcome.made.clone(), changed: changed.collect(), queued: Vec::new(), log }
}

/// Now, with the offset of this machine's clock.
fn stamp() -> Stamp {
    let (second, offset) = clock::now_here();
    Stamp { second, offset }
}

fn tell(looked: &Looked, again: bool, out: Output) -> Result<()> {
    let nothing = looked.new.is_empty() && looked.dropped.is_empty();
    if !(again && nothing) {
        out.result(looked, || show::listed_text(&looked.new))?;
    }
    for held in &looked.held {
        let alerts = count(held.count, "alert");
        out.note(format!("rule {}: {alerts} more than it may make in a day; they wait", held.rule));
    }
    if looked.unreported > 0 {
        let what = count(looked.unreported, "observation");
        out.note(format!("{what} without a source that may be cited: no alert is made of that"));
    }
    let tally = looked.deliveries;
    if tally != deliver::Tally::default() {
        out.note(format!("sent {}, waiting {}, failed {}", tally.sent, tally.waiting, tally.failed));
    }
    if looked.drafts > 0 && !(again && nothing) {
        let drafts = count(looked.drafts, "draft");
        out.note(format!(
            "{drafts} for a person to issue or refuse (watch … issue, cancel); nothing else goes out"
        ));
    }
    if nothing && !again {
        out.note("nothing new");
    }
    Ok(())
}
