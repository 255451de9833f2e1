//! What a letter takes from the other commands: their answers on its day, from one ledger resolved once.

mod ahead;
mod interests;
mod proofs;
mod shapes;

use super::people::{described, districts};
use super::responses::{Board, early, on_record};
use super::spillover;
use crate::case::{Case, FILE};
use crate::cli;
use crate::corridor::Setting;
use crate::findings::classes;
use crate::findings::stages::{BorderDistrict, Release, Stages};
use crate::findings::supply::Reckoned;
use crate::neighbours;
use crate::output::{Format, Output};
use crate::store::{DataFile, DataKind, Store};
use crate::supply::{Graded, Supplied, TABLES, tables};
use crate::view::View;
use anyhow::Result;
use base::{Date, Tlp};
use events::Table;
use serde::Deserialize;
use std::path::Path;
use std::sync::Arc;
use toml::Spanned;

/// Rows of a release that a footnote names.
const ROWS: usize = 3;
/// Months looked ahead, as the commands do.
const AHEAD: std::ops::RangeInclusive<u8> = 1..=6;

/// What the stages say on the way is not for a terminal.
const QUIET: Output = Output { format: Format::Json, quiet: true };

/// A case on a day, for readers of a marking.
struct Asked<'a> {
    store: &'a Store,
    dir: &'a Path,
    case: &'a Case,
    view: &'a View,
    day: Date,
    out: Output,
}

/// What the stages tell of a case on a day to readers of a marking, of a view that holds what they may see: of documents
/// marked more strictly, nothing counts ([`within`]). A case that lacks what a stage needs has none of it, which the letter says.
pub fn load(store: &Store, (dir, case): (&Path, &Case), view: &View, (day, tlp): (Date, Tlp)) -> Stages {
    let out = QUIET;
    let asked = Asked { store, dir, case, view, day, out };
    let mut stages = Stages::default();
    if let Ok(setting) = asked.setting() {
        (stages.setting, stages.reckoned) = asked.reckoned(setting);
    }
    if let Some(setting) = &stages.setting {
        stages.classes = if tlp >= Tlp::Amber { classes::of(setting) } else { Vec::new() };
        stages.shapes = shapes::of(&asked, setting).unwrap_or_default();
    }
    stages.prices = Graded::load(store, day).ok();
    (stages.people, stages.people_until) = asked.people().unwrap_or_default();
    (stages.interests, stages.interests_few) = interests::of(&asked, tlp).unwrap_or_default();
    stages.reports = neighbours::load(dir, case).map(|read| read.value).unwrap_or_default();
    stages.releases = releases(&asked.view.tables);
    if let Some(prices) = &stages.prices {
        stages.borders = asked.borders(prices).unwrap_or_default();
    }
    stages.forecasts = ahead::countries(&asked).unwrap_or_default();
    if let Some(setting) = &stages.setting {
        stages.chances = ahead::corridors(&asked, setting).unwrap_or_default();
    }
    if let Ok(board) = Board::of(dir, case, asked.view, Some(day), out) {
        stages.crossed = early(&board, store, Vec::new(), out).unwrap_or_default();
        (stages.register, stages.tensions) = (board.register, board.tensions);
    }
    stages.proofs = proofs::of(&asked, &stages);
    stages
}

/// What a map takes of them, of the same view: roads, shapes and prices.
pub fn of_map(store: &Store, (dir, case): (&Path, &Case), view: &View, day: Date) -> Stages {
    let asked = Asked { store, dir, case, view, day, out: QUIET };
    let mut stages = Stages { setting: asked.setting().ok(), ..Stages::default() };
    if let Some(setting) = &stages.setting {
        stages.shapes = shapes::of(&asked, setting).unwrap_or_default();
    }
    stages.prices = Graded::load(store, day).ok();
    stages
}

/// What tells of roads and of what changed, of the same view: the roads (made ready already, or made ready here), and what was
/// recommended or promised.
pub fn of_board(
    store: &Store,
    (dir, case): (&Path, &Case),
    view: &View,
    day: Date,
    setting: Option<&Arc<Setting>>,
) -> Stages {
    let asked = Asked { store, dir, case, view, day, out: QUIET };
    let setting = setting.cloned().or_else(|| asked.setting().ok());
    let register = on_record(dir, case, view, Some(day), QUIET).unwrap_or_default();
    Stages { setting, register, ..Stages::default() }
}

/// The view without documents that are marked more strictly; `None` if there is none.
pub fn within(view: &View, case: &Case, tlp: Tlp) -> Option<View> {
    let documents: Vec<_> = view.documents.iter().filter(|d| d.tlp <= tlp).cloned().collect();
    if documents.len() == view.documents.len() {
        return None;
    }
    let shown = |id: &base::DocumentId| documents.iter().any(|d| d.id == *id);
    let claims = view.claims.iter().filter(|c| shown(&c.document)).cloned().collect();
    let (tables, decisions) = (view.tables.clone(), view.decisions.clone());
    Some(View::of(case, documents, claims, tables, view.origins.clone(), decisions))
}

impl Asked<'_> {
    /// What the roads come to for supply.
    fn reckoned(&self, setting: Arc<Setting>) -> (Option<Arc<Setting>>, Option<Reckoned>) {
        if !self.dir.join(TABLES).exists() {
            return (Some(setting), None);
        }
        let supplied =
            tables(self.dir, self.out).ok().map(|tables| Supplied::of(self.store, tables, setting, self.out));
        match supplied {
            Some(Ok(supplied)) => {
                let (setting, reckoned) = Reckoned::of(supplied, self.out);
                (Some(setting), reckoned.ok())
            }
            _ => (self.setting().ok(), None),
        }
    }

    fn setting(&self) -> Result<Arc<Setting>> {
        let ledger = (self.store, self.view);
        Setting::of((self.dir, self.case.clone()), ledger, self.day, self.out).map(Arc::new)
    }

    fn people(&self) -> Result<(Vec<supply::people::Area>, Option<Date>)> {
        let files = self.store.data_files(DataKind::People)?;
        let counted: Vec<&DataFile> = files.iter().filter(|f| f.released <= self.day).collect();
        let wanted = districts(self.case, self.dir)?;
        if counted.is_empty() || wanted.is_empty() {
            return Ok((Vec::new(), None));
        }
        let (told, until) = described(self.store, &counted, &wanted, self.day)?;
        Ok((told.areas, until))
    }

    /// Names of the case's areas, each with the line on which its entry begins.
    fn lines(&self) -> Result<Vec<(String, usize)>> {
        let text = std::fs::read_to_string(self.dir.join(FILE))?;
        let read: Areas = toml::from_str(&text)?;
        let line = |at: usize| text.get(..at).unwrap_or(&text).matches('\n').count() + 1;
        Ok(read.areas.into_iter().map(|a| (a.get_ref().name.clone(), line(a.span().start))).collect())
    }

    fn borders(&self, prices: &Graded) -> Result<Vec<BorderDistrict>> {
        let atlas = self.case.atlas(self.dir)?;
        let (case, ledger) = ((self.case, &atlas), (self.store, self.view));
        let setting = spillover::Setting::of(case, ledger, Some(self.day), self.out)?;
        let args = cli::Spillover {
            dir: self.dir.to_owned(),
            as_of: Some(self.day),
            horizon: AHEAD,
            form: cli::Form::default(),
        };
        let told = spillover::told(&args, &setting, prices, self.out)?;
        let lines = self.lines()?;
        let one = |of: spillover::Shown| {
            let shares = of.hawkes.map(|h| [h.background, h.own, h.across]);
            let line = lines.iter().find(|(name, _)| *name == of.district)?.1;
            let (name, country, indicators) = (of.district, of.country?, of.indicators);
            Some(BorderDistrict { name, country, line, shares, indicators })
        };
        Ok(told.into_iter().filter_map(one).collect())
    }
}

/// What is read here of the case file.
#[derive(Default, Deserialize)]
struct Areas {
    #[serde(default)]
    areas: Vec<Spanned<Named>>,
}

#[derive(Deserialize)]
struct Named {
    name: String,
}

/// The releases of deaths that count, oldest first.
fn releases(tables: &[Table]) -> Vec<Release> {
    let mut found: Vec<(Date, Release)> = Vec::new();
    for table in tables.iter().filter(|t| t.dataset == crate::panel::UCDP) {
        let same = |(_, r): &(Date, Release)| r.dataset == table.dataset && r.name == table.release;
        let at = found.iter().position(same).unwrap_or(found.len());
        if at == found.len() {
            let (dataset, name) = (table.dataset.clone(), table.release.clone());
            found.push((table.released, Release { dataset, name, first: Vec::new(), count: 0 }));
        }
        if let Some((_, release)) = found.get_mut(at) {
            release.count += table.rows.len();
            let room = ROWS.saturating_sub(release.first.len());
            release.first.extend(table.rows.iter().take(room).map(|r| r.id.clone()));
        }
    }
    found.sort_by(|a, b| (a.0, &a.1.name).cmp(&(b.0, &b.1.name)));
    found.into_iter().map(|(_, release)| release).filter(|r| r.count > 0).collect()
}
