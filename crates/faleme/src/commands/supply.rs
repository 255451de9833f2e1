//! `supply`: what reported constraints do to supply.

use crate::cli::{Ranges, Supply};
use crate::output::Output;
use crate::show::{self, About, SupplyShown};
use crate::supply::{Record, Supplied};
use anyhow::{Result, bail};
use std::process::ExitCode;
use supply::{Course, Draws, prepare};

/// Reckons what is recorded through.
pub fn run(args: &Supply, out: Output) -> Result<ExitCode> {
    let supplied = Supplied::load(&args.dir, args.as_of, out)?;
    told(&supplied, args.days, args.ranges, out, |shown, record| {
        out.result(&shown, || show::supply_text(shown, |id| record.words(id)))?;
        Ok(ExitCode::SUCCESS)
    })
}

/// What `tell` makes of what is recorded, reckoned through.
pub fn told<T>(
    supplied: &Supplied,
    days: u16,
    ranges: Ranges,
    out: Output,
    tell: impl FnOnce(&SupplyShown, &Record<'_>) -> Result<T>,
) -> Result<T> {
    let record = Record::new(supplied, None, days, out)?;
    check(&record)?;
    let course = record.course(&record.held(), record.days.asked, true);
    let draws = draws(ranges);
    let reckoned = prepare(&supplied.tables, &course.ways, &course.undisturbed, draws).impact(&course);
    reckoned.issues.iter().for_each(|issue| out.issue(issue));
    let about = about(supplied, &record, &course, draws);
    let shown =
        show::supply(&reckoned.value, &course, &supplied.tables, record.tolls(), &supplied.areas, about);
    tell(&shown, &record)
}

/// Nothing can be said of a case without ways.
pub fn check(record: &Record<'_>) -> Result<()> {
    if record.frame.ways().is_empty() {
        bail!(
            "no way leads from a port to a zone with demand: check [[ports]], [[zones]] and [[demand]] of supply.toml against the roads"
        );
    }
    Ok(())
}

/// The draws asked for.
pub fn draws(ranges: Ranges) -> Draws {
    Draws { count: ranges.draws, seed: ranges.seed }
}

/// What an answer is about.
pub fn about(supplied: &Supplied, record: &Record<'_>, course: &Course, draws: Draws) -> About {
    About {
        as_of: supplied.setting.day,
        day: record.day(course.asked),
        start: course.start,
        end: record.day(course.days.len().saturating_sub(1)),
        draws,
        currency: supplied.tables.currency.clone(),
        network: supplied.setting.network.release.clone(),
        licence: supplied.setting.network.licence.clone(),
        starts: supplied.setting.starts.clone(),
    }
}
