//! What could be known when an origin was forecast from, and how far later releases changed it.

use super::Counting;
use crate::store::Store;
use anyhow::Result;
use base::Date;
use outlook::{Month, Panel, Past, Target};
use std::collections::{BTreeMap, BTreeSet};

/// Panels of what was released when an origin was forecast from: by the end of the month after it, since a month is
/// released in the next at the earliest. Only those that reach their origin.
pub fn known_then(
    store: &Store,
    counting: &Counting<'_>,
    panel: &Panel,
    origins: impl Iterator<Item = Month>,
    day: Option<Date>,
) -> Result<BTreeMap<Month, Panel>> {
    let mut found = BTreeMap::new();
    for origin in origins {
        let Some(then) = end_of(origin.plus(1)).map(|then| day.map_or(then, |day| then.min(day))) else {
            continue;
        };
        let tables = store.tables(Some(then))?;
        if let Ok(known) = counting.again(&tables, panel) {
            let reaches: Option<Past<'_>> = known.until(origin);
            if reaches.is_some() && known.units() == panel.units() {
                found.insert(origin, known);
            }
        }
    }
    Ok(found)
}

/// How far a later release changed the past, in words; empty if it did not.
pub fn changed(now: &Panel, then: &Panel, origin: Month) -> String {
    match differing(now, then, &Target::StateBased, origin) {
        0 => String::new(),
        count => format!(
            "what was known at {origin} differs from the newest release in {count} months of units; models are given what was known"
        ),
    }
}

/// Months of units, up to `origin`, that two panels of the same units count differently.
pub fn differing(now: &Panel, then: &Panel, target: &Target, origin: Month) -> usize {
    let Some((now, then)) = now.until(origin).zip(then.until(origin)) else { return 0 };
    let months = |past: &Past<'_>, unit: usize| -> BTreeMap<Month, u32> {
        let counts = past.series(target, unit).iter().enumerate();
        counts.filter(|(_, n)| **n > 0).map(|(at, n)| (past.first().plus(at as i32), *n)).collect()
    };
    let of_unit = |unit: usize| {
        let (now, then) = (months(&now, unit), months(&then, unit));
        let either: BTreeSet<&Month> = now.keys().chain(then.keys()).collect();
        either.into_iter().filter(|month| now.get(month) != then.get(month)).count()
    };
    (0..now.units().len()).map(of_unit).sum()
}

/// The last day of a month.
pub fn end_of(month: Month) -> Option<Date> {
    let year = i16::try_from(month.year()).ok()?;
    Date::new(year, i8::try_from(month.of_year()).ok()?, 1).ok().map(Date::last_of_month)
}
