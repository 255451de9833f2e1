//! A case's datasets counted by unit and month.

mod known;
mod origin;
mod units;

pub use known::{changed, differing, end_of, known_then};
pub use origin::{Origin, origin};
pub use units::{Chosen, districts};

use crate::case::Case;
use crate::cli::Counted;
use crate::output::Output;
use anyhow::Result;
use base::Checked;
use events::{Atlas, Table};
use outlook::{Panel, Sources, Target};

/// The dataset whose rows are counted as deaths.
pub const UCDP: &str = "ucdp";

/// What a command counts, and for which units.
pub struct Counting<'a> {
    args: &'a Counted,
    /// The units.
    pub chosen: Chosen<'a>,
}

impl<'a> Counting<'a> {
    /// What the command line asks for.
    pub fn of(args: &'a Counted, case: &Case, atlas: &'a Atlas, out: Output) -> Result<Self> {
        Ok(Self { args, chosen: Chosen::of(args, case, atlas, out)? })
    }

    /// What the command line asks for, for units that are chosen already.
    pub fn with(args: &'a Counted, chosen: Chosen<'a>) -> Self {
        Self { args, chosen }
    }

    /// The panel of some tables; says what is wrong with it.
    pub fn panel(&self, tables: &[Table], out: Output) -> Result<Panel> {
        let panel = self.build(tables, &self.chosen)?;
        panel.issues.iter().for_each(|issue| out.issue(issue));
        Ok(panel.value)
    }

    /// The panel of other tables, with the units of `panel`.
    pub fn again(&self, tables: &[Table], panel: &Panel) -> Result<Panel> {
        Ok(self.build(tables, &self.chosen.same_as(panel))?.value)
    }

    fn build(&self, tables: &[Table], chosen: &Chosen<'_>) -> Result<Checked<Panel>> {
        let sources = Sources { tables, incidents: self.args.incidents.as_deref() };
        Panel::build(sources, chosen.units()).map_err(|issue| anyhow::anyhow!("{issue}"))
    }

    /// The dataset that is counted for a target.
    pub fn dataset(&self, target: &Target) -> &str {
        match target {
            Target::Incidents(_) => self.args.incidents.as_deref().unwrap_or(UCDP),
            _ => UCDP,
        }
    }

    /// What is counted.
    pub fn target(&self, panel: &Panel) -> Result<Target> {
        let known: Vec<&Target> = panel.targets().collect();
        let found = known.iter().find(|target| target.to_string() == self.args.target);
        found.map(|t| (*t).clone()).ok_or_else(|| {
            let names: Vec<String> = known.iter().map(ToString::to_string).collect();
            let help = if self.args.incidents.is_none() {
                "; incidents by type are counted in the dataset that --incidents names"
            } else {
                ""
            };
            anyhow::anyhow!(
                "nothing is counted as `{}`; there are {}{help}",
                self.args.target,
                names.join(", ")
            )
        })
    }
}
