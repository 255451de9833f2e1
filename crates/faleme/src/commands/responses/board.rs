//! A case's register on a day, with its latent tensions and signals.

use super::regions::Regions;
use super::tellings;
use crate::case::Case;
use crate::output::Output;
use crate::store::Store;
use crate::view::{View, as_of};
use anyhow::{Context, Result};
use base::{Checked, Date, PlaceKind};
use evidence::ActorKind;
use outlook::response::{Entered, Guard, Known, Response, Tensions, entered, register, tensions};
use std::path::Path;

/// Name of a case's entered responses in its folder.
pub const RESPONSES: &str = "responses.toml";
/// Name of a case's latent tensions and signals in its folder.
pub const TENSIONS: &str = "tensions.toml";

/// What is on record on a day.
pub struct Board<'a> {
    /// The case file.
    pub case: &'a Case,
    /// What counts on the day.
    pub view: View,
    /// The day; everything counts without it.
    pub day: Option<Date>,
    /// Countries and regions of the case.
    pub regions: Regions<'a>,
    /// Recommendations and commitments.
    pub register: Vec<Response>,
    /// Latent tensions, mediation and signals.
    pub tensions: Tensions,
}

impl<'a> Board<'a> {
    /// Loads a case as it could be known on a day; says what is wrong with its files.
    pub fn load(dir: &Path, case: &'a Case, store: &Store, asked: Option<Date>, out: Output) -> Result<Self> {
        let day = as_of(store, case, asked, out)?;
        let view = View::load(store, case, day)?;
        Self::of(dir, case, view, day, out)
    }

    /// The same of a view that is there already.
    pub fn of(dir: &Path, case: &'a Case, view: View, day: Option<Date>, out: Output) -> Result<Self> {
        let regions = Regions::of(case);
        let register = on_record(dir, case, &view, day, out)?;
        let known = |name: &str| regions.known(name);
        let tensions: Tensions = table(dir, TENSIONS, &guard(case), &known, out, tensions)?;
        Ok(Self { case, view, day, regions, register, tensions })
    }
}

/// The register of a view; says what is wrong with what is entered.
pub fn on_record(
    dir: &Path,
    case: &Case,
    view: &View,
    day: Option<Date>,
    out: Output,
) -> Result<Vec<Response>> {
    let regions = Regions::of(case);
    let known = |name: &str| regions.known(name);
    let entries: Vec<Entered> = table(dir, RESPONSES, &guard(case), &known, out, entered)?;
    Ok(register(&entries, &tellings::of(view, case, day, &regions), day))
}

type Reader<T> = fn(&str, &str, &dyn Fn(&str) -> Known, &Guard) -> Checked<T>;

/// Reads a file of the case, if it has it, and says what is wrong with it.
fn table<T: Default>(
    dir: &Path,
    name: &str,
    guard: &Guard,
    known: &dyn Fn(&str) -> Known,
    out: Output,
    read: Reader<T>,
) -> Result<T> {
    let path = dir.join(name);
    if !path.exists() {
        return Ok(T::default());
    }
    let bytes = std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
    let text = String::from_utf8_lossy(&bytes);
    let read = read(&text, &path.display().to_string(), known, guard);
    read.issues.iter().for_each(|issue| out.issue(issue));
    Ok(read.value)
}

/// What prose about a region of the case may not name.
fn guard(case: &Case) -> Guard {
    let places = &case.vocabulary.places;
    let wide = |kind| matches!(kind, PlaceKind::Country | PlaceKind::Admin1);
    let inside = |kind| matches!(kind, PlaceKind::PopulatedPlace | PlaceKind::Admin2);
    let names = |p: &'_ evidence::PlaceEntry| {
        std::iter::once(p.name.clone()).chain(p.aliases.iter().cloned()).collect::<Vec<_>>()
    };
    let fine: Vec<String> = places.iter().filter(|p| inside(p.kind)).flat_map(names).collect();
    let regions: Vec<String> = places.iter().filter(|p| wide(p.kind)).flat_map(names).collect();
    let speakers = case.vocabulary.actors.iter().filter(|a| a.kind == ActorKind::Spokesperson);
    let persons: Vec<String> =
        speakers.flat_map(|a| std::iter::once(a.name.clone()).chain(a.aliases.iter().cloned())).collect();
    Guard::new(
        fine.iter().map(String::as_str),
        persons.iter().map(String::as_str),
        regions.iter().map(String::as_str),
    )
}
