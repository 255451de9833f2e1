//! The record that stands beside a forecast: the model on the last windows that are over, kept until its inputs change.

use super::asked::Asked;
use super::published::is_baseline;
use crate::output::Output;
use crate::panel::{Counting, known_then};
use crate::progress::Progress;
use crate::store::Inputs;
use anyhow::Result;
use base::{ContentHash, Issue};
use outlook::forecast::{baseline, closed};
use outlook::{Model, Outlook, Past, Setting, Track, Trial, Window, backtest};
use serde::{Deserialize, Serialize};
use std::sync::{Mutex, PoisonError};

/// The layout of what is kept: one more whenever scoring changes.
const LAYOUT: u32 = 1;

/// A record, and what was said while it was made.
#[derive(Serialize, Deserialize)]
struct Known {
    track: Track,
    issues: Vec<String>,
}

/// The record of the model that tells `outlook`, at its horizons.
pub fn of(
    asked: &Asked<'_>,
    past: &Past<'_>,
    model: &dyn Model,
    outlook: &Outlook,
    inputs: &Inputs,
    out: Output,
) -> Result<Track> {
    let stamp = ContentHash::of(format!("{LAYOUT} {}", serde_json::to_string(inputs)?).as_bytes());
    let key = format!("outlook {} {} {:?}", inputs.unit, inputs.target, asked.args.horizon);
    let kept = asked.store.derived(&key, stamp.as_str())?;
    let known = match kept.and_then(|json| serde_json::from_str::<Known>(&json).ok()) {
        Some(known) => known,
        None => {
            let known = made(asked, past, model, outlook, out)?;
            asked.store.keep_derived(&key, stamp.as_str(), &serde_json::to_string(&known)?);
            known
        }
    };
    known.issues.iter().for_each(|words| out.note(words));
    told(&known.track, outlook, out);
    Ok(known.track)
}

fn made(
    asked: &Asked<'_>,
    past: &Past<'_>,
    model: &dyn Model,
    outlook: &Outlook,
    out: Output,
) -> Result<Known> {
    let level = past.level();
    let beside = baseline(level);
    // A stand-in is scored as itself.
    let model = if outlook.fallback.is_some() { beside } else { model };
    let windows = closed(past, model.needs().max(beside.needs()), outlook.told.horizons());
    let atlas = asked.case.atlas(&asked.args.dir)?;
    let counting = Counting::of(&asked.args.counted, &asked.case, &atlas, Output { quiet: true, ..out })?;
    let origins = windows.iter().map(Window::origin);
    let known = known_then(asked.store, &counting, &asked.panel, origins, asked.day)?;
    let trials: Vec<Trial<'_>> =
        windows.iter().map(|w| Trial { known: known.get(&w.origin()), window: w.clone() }).collect();
    let mut models: Vec<&dyn Model> = vec![beside];
    if !is_baseline(model, level) {
        models.push(model);
    }
    let progress = Mutex::new(Progress::of_forecasts(trials.len() * models.len(), out.quiet));
    let done = |_: Option<outlook::Issued<'_>>| {
        progress.lock().unwrap_or_else(PoisonError::into_inner).advance(1);
    };
    let (target, seed) = (asked.target.clone(), asked.args.seed);
    let found = backtest(&Setting { panel: &asked.panel, target, trials, models, seed }, &done);
    let track = Track::of(&found.value, model.name(), beside.name(), &windows);
    Ok(Known { track, issues: found.issues.iter().map(ToString::to_string).collect() })
}

/// What the user has to know of the record.
fn told(track: &Track, outlook: &Outlook, out: Output) {
    let unscored: Vec<String> = outlook
        .told
        .horizons()
        .iter()
        .filter(|h| track.all.is_none() || !track.horizons.contains(h))
        .map(ToString::to_string)
        .collect();
    if let Some((first, last)) = unscored.first().zip(unscored.last()) {
        let months = if first == last { first.clone() } else { format!("{first} to {last}") };
        let words = format!(
            "forecasts {months} months ahead were never scored: no window of that length is over, so nobody knows how good they are"
        );
        out.issue(
            &Issue::warning("outlook.unscored", words)
                .help("import older months, or ask for nearer ones (--horizon)"),
        );
    }
    if track.revised {
        out.note(
            "revised data: the record was made on newer releases cut at each origin, which may hold what was corrected later",
        );
    }
}
