//! A case's register on a day, with its latent tensions and signals.

use super::tellings;
use crate::case::Case;
use crate::output::Output;
use crate::regions::{Regions, guard};
use crate::view::View;
use anyhow::{Context, Result};
use base::{Checked, Date};
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
    pub view: &'a View,
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
    /// A case as it could be known on the day of a view; says what is wrong with its files.
    pub fn of(dir: &Path, case: &'a Case, view: &'a View, day: Option<Date>, out: Output) -> Result<Self> {
        let regions = Regions::of(case);
        let register = on_record(dir, case, view, day, out)?;
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
