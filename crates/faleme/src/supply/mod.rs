//! A case made ready for questions of supply: its tables, its roads and what was recorded, day by day.

mod people;
mod prices;
mod record;

pub use prices::Graded;
pub use record::Record;

use crate::cli::Who;
use crate::corridor::{Setting, Starts};
use crate::output::Output;
use crate::store::Store;
use anyhow::{Context, Result, bail};
use base::Date;
use std::path::Path;
use std::sync::Arc;
use supply::Tables;
use supply::people::Area;

/// Name of a case's tables in its folder.
pub const TABLES: &str = "supply.toml";

/// A case on a day, with its roads and tables.
pub struct Supplied {
    /// Roads, limits and the day.
    pub setting: Arc<Setting>,
    /// What is needed where, and by which ports and carriers it comes.
    pub tables: Tables,
    /// What imported tables of people say of the zones' districts.
    pub areas: Vec<Area>,
}

impl Supplied {
    /// Loads a case as it could be known on a day.
    pub fn load(dir: &Path, as_of: Option<Date>, out: Output) -> Result<Self> {
        let tables = tables(dir, out)?;
        let who = Who { dir: dir.to_owned(), as_of, class: None, goods: Vec::new(), operator: None };
        let setting = Setting::load(&who, out)?;
        Self::of(&Store::open_to_ask(dir)?, tables, Arc::new(setting), out)
    }

    /// The same of tables and roads that are loaded already.
    pub fn of(store: &Store, tables: Tables, setting: Arc<Setting>, out: Output) -> Result<Self> {
        let areas = people::areas(store, &tables, setting.day, out)?;
        Ok(Self { setting, tables, areas })
    }

    /// The days on which a constraint is told to have begun, where they do not agree.
    pub fn starts(&self, id: &str) -> Option<&Starts> {
        self.setting.starts.iter().find(|s| s.constraint == id)
    }
}

/// The tables of a case; says what is wrong with them.
pub fn tables(dir: &Path, out: Output) -> Result<Tables> {
    if !dir.join(crate::case::FILE).exists() {
        bail!(
            "{} is no case folder: it has no {} (`faleme new DIR` makes one)",
            dir.display(),
            crate::case::FILE
        );
    }
    let path = dir.join(TABLES);
    if !path.exists() {
        bail!(
            "{} has no {TABLES}, so nothing is known of its supply: write one (docs/supply.md tells its tables; `faleme new DIR --from kayes` has one to start from)",
            dir.display()
        );
    }
    let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    let file = path.display().to_string();
    let read = Tables::parse(&text, &file).map_err(|issue| anyhow::anyhow!("{issue}"))?;
    read.issues.iter().for_each(|issue| out.issue(issue));
    Ok(read.value)
}
