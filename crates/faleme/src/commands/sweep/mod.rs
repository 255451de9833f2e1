//! `sweep`: drawn futures run through corridors and supply.

mod inputs;
mod kept;
mod show;

use super::supply::check;
use crate::cli::Sweep as Args;
use crate::corridor::MARKING;
use crate::output::Output;
use crate::progress::Progress;
use crate::store::Store;
use crate::supply::{Record, Supplied};
use anyhow::{Context, Result, bail};
use base::Date;
use kept::Kept;
use outlook::sweep::{Ground, Pooled, Sweep};
use serde::Serialize;
use std::process::ExitCode;
use std::time::Instant;
use supply::{Draws, Parameter, prepare};

/// Sets of values drawn for the tables: futures take them in turn. Own convention: enough for a 5th percentile, few enough
/// that a regime is solved once for many futures.
const DRAWS: u32 = 100;
/// Futures that are worked out at once, and kept: the same for every number asked for.
const BATCH: u32 = 1000;

#[derive(Serialize)]
struct Answer {
    scenarios: u32,
    seed: u64,
    /// The last day that is known.
    as_of: Date,
    /// Days ahead of it.
    days: u16,
    marking: &'static str,
    currency: String,
    /// Sets of values drawn for the tables.
    draws: u32,
    #[serde(flatten)]
    pooled: Told,
    /// The same with everything as it is recorded, at the best values.
    as_recorded: Told,
    /// What the futures rest on.
    parameters: Vec<Parameter>,
    /// Hash of all that the answer depends on.
    inputs: String,
    finished: bool,
}

/// What futures come to, as it is printed.
#[derive(Serialize)]
struct Told {
    zones: Vec<outlook::sweep::ZoneSpread>,
    cost: outlook::sweep::Spread,
    corridors: Vec<outlook::sweep::CorridorDays>,
    balance_error: f64,
}

impl From<Pooled> for Told {
    fn from(pooled: Pooled) -> Self {
        let Pooled { zones, cost, corridors, balance_error, scenarios: _ } = pooled;
        Self { zones, cost, corridors, balance_error }
    }
}

/// Draws futures, runs them and pools them.
pub fn run(args: &Args, out: Output) -> Result<ExitCode> {
    let threads = rayon::ThreadPoolBuilder::new().num_threads(args.threads.unwrap_or(0));
    threads.build().context("starting threads")?.install(|| swept(args, out))
}

fn swept(args: &Args, out: Output) -> Result<ExitCode> {
    let supplied = Supplied::load(&args.dir, args.as_of, out)?;
    let record = Record::new(&supplied, None, args.days, out)?;
    check(&record)?;
    let (held, days) = (record.held(), record.days);
    let draws = Draws { count: DRAWS, seed: args.seed };
    let calm = record.frame.course(days.start, 1, 0, &[], false);
    let prepared = prepare(&supplied.tables, &calm.ways, &calm.undisturbed, draws);
    prepared.issues().iter().for_each(|issue| out.issue(issue));
    let ground = Ground {
        frame: &record.frame,
        prepared: &prepared,
        limits: &supplied.setting.limits,
        held: &held,
        start: days.start,
        asked: days.asked,
        ahead: u32::from(args.days),
    };
    let sweep = Sweep::new(ground, args.seed);
    let inputs = inputs::hash(args, &supplied, &held, sweep.width())?;
    let commodities: Vec<String> = supplied.tables.commodities.iter().map(|c| c.id.clone()).collect();
    let Some(recorded) = sweep.as_recorded() else { bail!("the days ahead cannot be reckoned through") };
    let pooled = futures(args, &sweep, &inputs, &commodities, out)?;
    let answer = Answer {
        scenarios: args.scenarios,
        seed: args.seed,
        as_of: supplied.setting.day,
        days: args.days,
        marking: MARKING,
        currency: supplied.tables.currency.clone(),
        draws: DRAWS,
        pooled: pooled.into(),
        as_recorded: sweep.pooled(&[recorded], &commodities).into(),
        parameters: parameters(&sweep, &supplied),
        inputs,
        finished: true,
    };
    out.result(&answer, || show::text(&answer))?;
    Ok(ExitCode::SUCCESS)
}

/// What the futures rest on, then the parameters of the tables that are drawn with them.
fn parameters(sweep: &Sweep<'_>, supplied: &Supplied) -> Vec<Parameter> {
    let mut all = sweep.chances().parameters();
    all.extend(supplied.tables.parameters.iter().cloned());
    all
}

/// Works out the batches that are not kept, one after the other, and keeps each: an interrupted run loses one at most.
fn futures(
    args: &Args,
    sweep: &Sweep<'_>,
    inputs: &str,
    commodities: &[String],
    out: Output,
) -> Result<Pooled> {
    let store = Store::open_to_ask(&args.dir)?;
    let mut kept = Kept::load(&store, inputs, sweep.width(), out);
    let started = Instant::now();
    let mut progress = Progress::of_futures(args.scenarios as usize, out.quiet);
    let (mut batches, mut said, mut anew) = (Vec::new(), Vec::new(), 0);
    for first in (0..args.scenarios).step_by(BATCH as usize) {
        let count = BATCH.min(args.scenarios - first);
        let batch = match kept.take(first, count) {
            Some(batch) => batch,
            None => {
                let made = sweep.batch(first, count);
                for issue in made.issues.into_iter().filter(|issue| !issue.message.is_empty()) {
                    let words = issue.to_string();
                    if !said.contains(&words) {
                        progress.say(&words);
                        said.push(words);
                    }
                }
                kept.keep(&store, &made.value);
                anew += count;
                made.value
            }
        };
        progress.advance(count as usize);
        batches.push(batch);
    }
    drop(progress);
    let seconds = started.elapsed().as_secs_f64();
    let before = args.scenarios - anew;
    out.note(format!("{anew} futures in {seconds:.2} s, {before} kept from before; seed {}", args.seed));
    out.note(format!("{MARKING}: for planning on this machine, not for publication"));
    Ok(sweep.pool(&batches, commodities))
}
