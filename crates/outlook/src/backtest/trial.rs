//! A window, and what was known at its origin.

use crate::baselines::LOOKS_BACK;
use crate::{Month, Panel, Past, Window};
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
        let help = "import the file of those months";
        if let Some((from, to)) = gap(came, window.months()) {
            let words = format!("{window} is not scored: no row at all from {from} to {to}");
            return Err(Issue::warning("window.gap", words).help(help));
        }
        let seen = (0..LOOKS_BACK as i32).map(|back| window.origin().plus(-back));
        if let Some((from, to)) = gap(self.known.unwrap_or(came), seen) {
            let words = format!(
                "{window} is not scored: no row at all from {from} to {to}, in the last {LOOKS_BACK} months before it: models would take that for peace"
            );
            return Err(Issue::warning("window.gap", words).help(help));
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

/// The first gap that holds one of some months.
fn gap(panel: &Panel, mut months: impl Iterator<Item = Month>) -> Option<(Month, Month)> {
    months.find_map(|m| panel.gaps().iter().copied().find(|gap| gap.0 <= m && m <= gap.1))
}
