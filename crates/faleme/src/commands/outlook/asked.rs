//! What is asked for: a panel of what is known, and where forecasts start.

use crate::case::Case;
use crate::cli::Outlook;
use crate::clock;
use crate::output::Output;
use crate::panel::{Counting, Origin, differing, origin};
use crate::store::Store;
use crate::view::as_of;
use anyhow::{Result, bail};
use base::Date;
use events::Table;
use outlook::{Month, Panel, Past, Target};

/// Months after which a forecast starts from old news.
const OLD: i32 = 3;

/// A case on a day, counted.
pub struct Asked<'a> {
    /// The case file.
    pub case: Case,
    /// The ledger.
    pub store: &'a Store,
    /// The day; everything counts without it.
    pub day: Option<Date>,
    /// The command line.
    pub args: &'a Outlook,
    /// What is known.
    pub panel: Panel,
    /// What is counted.
    pub target: Target,
    /// Where forecasts start.
    pub origin: Origin,
}

impl<'a> Asked<'a> {
    /// Counts what is known on the day, and says what has to be known of it.
    pub fn of(args: &'a Outlook, store: &'a Store, out: Output) -> Result<Self> {
        let case = Case::load(&args.dir)?;
        let day = as_of(store, &case, args.as_of, out)?;
        let tables = store.tables(day)?;
        let atlas = case.atlas(&args.dir)?;
        let counting = Counting::of(&args.counted, &case, &atlas, out)?;
        let panel = counting.panel(&tables, out)?;
        let target = counting.target(&panel)?;
        let origin = starts(&tables, &panel, args)?;
        out.note(format!(
            "panel: {} units, {} to {}{}",
            panel.units().len(),
            panel.first(),
            origin.month,
            counting.chosen.hindsight()
        ));
        out.note(origin.words(&panel));
        out.note(old(origin.month, day));
        if let Some(words) = corrected(store, &counting, &panel, &target, origin.month, day)? {
            out.note(words);
        }
        Ok(Self { case, store, day, args, panel, target, origin })
    }

    /// The panel up to the origin.
    pub fn past(&self) -> Result<Past<'_>> {
        let past = self.panel.until(self.origin.month);
        past.ok_or_else(|| anyhow::anyhow!("nothing is known up to {}", self.origin.month))
    }
}

fn starts(tables: &[Table], panel: &Panel, args: &Outlook) -> Result<Origin> {
    let Some(origin) = origin(tables, panel, args.counted.incidents.as_deref()) else {
        bail!(
            "too little history: no whole month is known, the rows reach from {} to {}; import older months, or say with --released of which day the release is",
            panel.first(),
            panel.last()
        );
    };
    Ok(origin)
}

/// A word on months that have passed without news.
fn old(origin: Month, day: Option<Date>) -> String {
    let now = Month::of(day.unwrap_or_else(clock::today));
    let behind = now.since(origin) - 1;
    if behind < OLD {
        return String::new();
    }
    format!(
        "old news: {behind} months have passed since {origin}, the last one known; forecasts start from there"
    )
}

/// How far the newest release changed what the ones before it told.
fn corrected(
    store: &Store,
    counting: &Counting<'_>,
    panel: &Panel,
    target: &Target,
    origin: Month,
    day: Option<Date>,
) -> Result<Option<String>> {
    let dataset = counting.dataset(target);
    let counts = |released: Date| day.is_none_or(|day| released <= day);
    let releases: Vec<_> =
        store.releases()?.into_iter().filter(|r| r.dataset == dataset && counts(r.released)).collect();
    let Some(newest) = releases.first().filter(|n| releases.iter().any(|r| r.released < n.released)) else {
        return Ok(None);
    };
    let Ok(before) = newest.released.yesterday() else { return Ok(None) };
    let Ok(then) = counting.again(&store.tables(Some(before))?, panel) else { return Ok(None) };
    let last = origin.min(then.last());
    let changed = match then.units() == panel.units() {
        true => differing(panel, &then, target, last),
        false => 0,
    };
    Ok((changed > 0).then(|| {
        format!(
            "a release changed the past: {} {} tells {changed} months of units up to {last} otherwise than was known before it; the newest counts",
            newest.dataset, newest.name
        )
    }))
}
