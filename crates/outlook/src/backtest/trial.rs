//! A window, and what was known at its origin.

use crate::{Panel, Past, Window};
use base::Issue;

/// A window to be scored.
#[derive(Clone, Debug)]
pub struct Trial<'a> {
    /// The window.
    pub window: Window,
    /// The panel of the releases that were out at the origin, with the same units; `None` where there are none that reach
    /// it: the newest data are cut at the origin instead, and may hold what was corrected later.
    pub known: Option<&'a Panel>,
}

impl<'a> Trial<'a> {
    /// Whether models are given data that may have been corrected after the origin.
    pub fn revised(&self) -> bool {
        self.known.is_none()
    }

    /// The panel at the origin; or why the window cannot be scored with what `came`.
    pub(super) fn past(&self, came: &'a Panel) -> Result<Past<'a>, Issue> {
        let window = &self.window;
        if window.last() > came.last() {
            let words = format!("{window} is not over in the data: they end with {}", came.last());
            return Err(Issue::warning("window.open", words).help("import newer months to score it"));
        }
        if let Some((from, to)) =
            came.gaps().iter().find(|gap| window.months().any(|m| gap.0 <= m && m <= gap.1))
        {
            let words = format!("{window} is not scored: no row at all from {from} to {to}");
            return Err(Issue::warning("window.gap", words).help("import the file of those months"));
        }
        self.known.unwrap_or(came).until(window.origin()).ok_or_else(|| {
            let words = format!(
                "{window} has no history: its origin {} lies before the first month, {}",
                window.origin(),
                came.first()
            );
            Issue::warning("window.history", words).help("import older months, or ask for later windows")
        })
    }
}
