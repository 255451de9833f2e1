//! What is forecast for: the cells, districts or countries of a case.

use crate::case::Case;
use crate::cli::{Counted, Unit};
use crate::output::Output;
use anyhow::{Context, Result, bail};
use base::{Country, Issue};
use events::Atlas;
use outlook::issued::KeptUnit;
use outlook::{Cells, District, Gid, Panel, Units, read_cells};
use std::collections::BTreeSet;
use std::path::Path;

/// The choice of units.
pub enum Chosen<'a> {
    /// Cells, listed or made from the events.
    Cells(Option<Cells>),
    /// Districts of the case.
    Districts(Vec<District<'a>>),
    /// Countries, listed or those with events.
    Countries(Option<BTreeSet<Country>>),
}

impl<'a> Chosen<'a> {
    /// What the command line asks for.
    pub fn of(args: &Counted, case: &Case, atlas: &'a Atlas, out: Output) -> Result<Self> {
        let cells = args.cells.as_deref().map(|path| cells(path, out)).transpose()?;
        Ok(match args.unit {
            Unit::Pgm => Self::Cells(cells),
            Unit::Admin2 => Self::Districts(districts(case, atlas, out)?),
            Unit::Country => Self::Countries(cells.map(|cells| cells.into_values().collect())),
        })
    }

    /// For the panel.
    pub fn units(&self) -> Units<'_> {
        match self {
            Self::Cells(cells) => Units::Cells(cells.as_ref()),
            Self::Districts(districts) => Units::Districts(districts),
            Self::Countries(countries) => Units::Countries(countries.as_ref()),
        }
    }

    /// The units of a panel, so that another one has the same.
    pub fn same_as(&self, panel: &Panel) -> Self {
        let units = panel.units();
        match self {
            Self::Cells(_) => {
                Self::Cells(Some(units.iter().filter_map(|u| Some((u.cell()?, u.country))).collect()))
            }
            Self::Districts(districts) => Self::Districts(districts.clone()),
            Self::Countries(_) => Self::Countries(Some(units.iter().map(|u| u.country).collect())),
        }
    }

    /// The cells or countries of an issued forecast, whatever the list is today; districts stay those of the case.
    #[must_use]
    pub fn with_units_of(self, kept: &[KeptUnit]) -> Self {
        let cell = |u: &KeptUnit| Some((Gid::new(u.id.parse().ok()?)?, u.country));
        match self {
            Self::Cells(_) => Self::Cells(Some(kept.iter().filter_map(cell).collect())),
            Self::Countries(_) => Self::Countries(Some(kept.iter().map(|u| u.country).collect())),
            districts @ Self::Districts(_) => districts,
        }
    }

    /// A word on a list that was made with hindsight.
    pub fn hindsight(&self) -> &'static str {
        match self {
            Self::Cells(None) => {
                "; cells with any event and those around them, later events too: name the cells (--cells) for figures to compare"
            }
            _ => "",
        }
    }
}

fn cells(path: &Path, out: Output) -> Result<Cells> {
    let name = path.display().to_string();
    let text = std::fs::read(path).with_context(|| format!("reading the cells {name}"))?;
    let read = read_cells(&String::from_utf8_lossy(&text));
    read.issues.into_iter().for_each(|issue| out.issue(&issue.in_file(&name)));
    if read.value.is_empty() {
        bail!("{name} lists no cell");
    }
    Ok(read.value)
}

/// Areas of the case with an outline, of no more than one second-level division; of several vintages the one that the case
/// lists first.
pub fn districts<'a>(case: &Case, atlas: &'a Atlas, out: Output) -> Result<Vec<District<'a>>> {
    let mut found: Vec<District<'a>> = Vec::new();
    for entry in case.areas.iter().filter(|a| a.boundary.is_some() && a.admin2.len() <= 1) {
        if found.iter().any(|d| d.area.name == entry.name) {
            continue;
        }
        let Ok(area) = atlas.find(&entry.name, entry.vintage.as_deref(), &[]) else { continue };
        match entry.country.or(area.country) {
            Some(country) => found.push(District { country, area }),
            None => out.issue(
                &Issue::warning(
                    "district.country",
                    format!("`{}` names no country and is left out", entry.name),
                )
                .help("add `country = \"…\"` to the area in case.toml"),
            ),
        }
    }
    if found.is_empty() {
        bail!(
            "the case has no district with an outline: give each an [[areas]] entry with `boundary` and `country` (docs/case-file.md)"
        );
    }
    Ok(found)
}
