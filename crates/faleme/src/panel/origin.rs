//! The last month that is known as a whole: where a forecast starts.

use super::{UCDP, end_of};
use base::Date;
use events::Table;
use outlook::{Month, Panel};

/// Where a forecast starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The last month of the panel that a release covers to its end.
    pub month: Month,
    /// The day of the newest release, where the panel's last month is left out for it.
    pub partly: Option<Date>,
}

impl Origin {
    /// What the user has to know of a month left out; empty if none is.
    pub fn words(&self, panel: &Panel) -> String {
        let Some(day) = self.partly else { return String::new() };
        format!(
            "{} is known in part only: the newest release is of {day}, and the forecast starts from {}; if that release is of a later day, import it with --released",
            panel.last(),
            self.month
        )
    }
}

/// The last month that is wholly before the day of the newest release of deaths (and of `incidents`, where they are counted)
/// or ends with it, and not after the newest row. A release whose day was not given is as old as its newest row: the month
/// of that row is then known in part. `None` if no month of the panel is over.
pub fn origin(tables: &[Table], panel: &Panel, incidents: Option<&str>) -> Option<Origin> {
    let newest = |dataset: &str| tables.iter().filter(|t| t.dataset == dataset).map(|t| t.released).max();
    let day = incidents.and_then(newest).into_iter().chain(newest(UCDP)).min()?;
    let month = Month::of(day);
    let over = if end_of(month) == Some(day) { month } else { month.plus(-1) };
    if over < panel.first() {
        return None;
    }
    let partly = (over < panel.last()).then_some(day);
    Some(Origin { month: over.min(panel.last()), partly })
}
