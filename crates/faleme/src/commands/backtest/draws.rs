//! Draws from forecasts, in the layout that the VIEWS challenge asks for: model, window, month, unit, draw, outcome.

use anyhow::{Context, Result};
use exchange::formats::parquet::{Group, Kind, plain, runs, text, write};
use outlook::random::Random;
use outlook::scores::DRAWS;
use outlook::{Issued, Level, Panel, UnitId};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Draws as they are made, one row group for each window and model.
pub struct Draws<'a> {
    panel: &'a Panel,
    seed: u64,
    groups: Mutex<BTreeMap<(String, String), Result<Group>>>,
}

impl<'a> Draws<'a> {
    /// None yet.
    pub fn new(panel: &'a Panel, seed: u64) -> Self {
        Self { panel, seed, groups: Mutex::default() }
    }

    /// Draws from the forecasts of a model for a window.
    pub fn add(&self, issued: &Issued<'_>) {
        let key = (issued.window.name().to_owned(), issued.model.to_owned());
        let group = self.group(issued);
        self.groups.lock().unwrap_or_else(PoisonError::into_inner).insert(key, group);
    }

    fn group(&self, issued: &Issued<'_>) -> Result<Group> {
        let months: Vec<i32> = issued.window.months().map(|m| m.id()).collect();
        let units = self.panel.units();
        let forecasts = units.len() * months.len();
        let constant = |words: &str| runs(&[text(words)], &[(0, forecasts * DRAWS)]);
        let month: Vec<Vec<u8>> = months.iter().map(|id| id.to_le_bytes().to_vec()).collect();
        let unit: Vec<Vec<u8>> = units.iter().map(|u| named(&u.id)).collect();
        let every: Vec<(u32, usize)> = (0..forecasts).map(|at| ((at % months.len()) as u32, DRAWS)).collect();
        let each: Vec<(u32, usize)> = (0..units.len()).map(|at| (at as u32, months.len() * DRAWS)).collect();
        let outcomes = (0..units.len()).flat_map(|unit| {
            let months = months.iter().enumerate();
            months.flat_map(move |(at, month)| {
                let mut random = Random::new(self.seed, &[unit as u64, *month as u64]);
                let told = issued.forecasts.get(unit, at);
                (0..DRAWS).map(move |_| told.map_or(0.0, |told| told.at(random.even())))
            })
        });
        Ok(vec![
            constant(issued.model),
            constant(issued.window.name()),
            runs(&month, &every),
            runs(&unit, &each),
            plain((0..forecasts * DRAWS).map(|at| (at % DRAWS) as i32), |v, to| {
                to.extend_from_slice(&v.to_le_bytes());
            })?,
            plain(outcomes, |v, to| to.extend_from_slice(&v.to_le_bytes()))?,
        ])
    }

    /// Writes the file, groups in the order of windows and models.
    pub fn write(self, path: &Path) -> Result<()> {
        let groups = self.groups.into_inner().unwrap_or_else(PoisonError::into_inner);
        let groups = groups.into_values().collect::<Result<Vec<Group>>>()?;
        let (unit, kind) = match self.panel.level() {
            Level::Cell => ("priogrid_gid", Kind::Int32),
            Level::District => ("admin2", Kind::Text),
            Level::Country => ("country", Kind::Text),
        };
        let schema = [
            ("model", Kind::Text),
            ("window", Kind::Text),
            ("month_id", Kind::Int32),
            (unit, kind),
            ("draw", Kind::Int32),
            ("outcome", Kind::Double),
        ];
        let name = || format!("writing the draws to {}", path.display());
        let file = File::create(path).with_context(name)?;
        write(BufWriter::new(file), &schema, &groups).with_context(name)
    }
}

fn named(unit: &UnitId) -> Vec<u8> {
    match unit {
        UnitId::Cell(cell) => cell.number().to_le_bytes().to_vec(),
        other => text(&other.to_string()),
    }
}
