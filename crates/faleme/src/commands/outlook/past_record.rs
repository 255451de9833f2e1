//! `outlook --record`: what became of issued forecasts, held against the newest data.

use crate::case::Case;
use crate::cli::{Counted, Outlook, Unit};
use crate::output::Output;
use crate::panel::{Chosen, Counting, UCDP, origin};
use crate::show::{IssuedShown, issued_table};
use crate::store::{Body, Head, Inputs, Store};
use crate::view::as_of;
use anyhow::{Result, bail};
use base::{Date, Issue};
use events::{Atlas, Table};
use outlook::issued::verdict;
use outlook::{Level, Month};
use std::process::ExitCode;

/// Scores every issued forecast as far as its months have passed.
pub fn run(args: &Outlook, out: Output) -> Result<ExitCode> {
    let case = Case::load(&args.dir)?;
    let store = Store::open_to_ask(&args.dir)?;
    let day = as_of(&store, &case, args.as_of, out)?;
    let tables = store.tables(day)?;
    let shown = told(&store, (&case, &case.atlas(&args.dir)?), (day, &tables), out)?;
    if shown.is_empty() && store.issued()?.is_empty() {
        out.note("no forecast was issued in this case yet: `faleme outlook DIR --issue` keeps one");
    }
    if shown.iter().any(|s| s.newer_releases) {
        out.note("scored on the newest release that is known, which is not the one that they were made from");
    }
    out.result(&shown, || issued_table(&shown))?;
    Ok(ExitCode::SUCCESS)
}

/// What became of the forecasts issued by the day, as far as the rows of the day tell.
pub fn told(
    store: &Store,
    (case, atlas): (&Case, &Atlas),
    (day, tables): (Option<Date>, &[Table]),
    out: Output,
) -> Result<Vec<IssuedShown>> {
    let came = Came { store, case, atlas, day, tables, out };
    let mut shown = Vec::new();
    for head in store.issued()?.iter().filter(|head| day.is_none_or(|day| head.issued <= day)) {
        match came.of(head) {
            Ok(told) => shown.push(told),
            Err(error) => out.issue(
                &Issue::warning("outlook.record", format!("{} is not scored: {error:#}", head.id()))
                    .help("what it told stays in the ledger"),
            ),
        }
    }
    Ok(shown)
}

/// What came, as it is known on the day.
struct Came<'a> {
    store: &'a Store,
    case: &'a Case,
    atlas: &'a Atlas,
    day: Option<Date>,
    tables: &'a [Table],
    out: Output,
}

impl Came<'_> {
    fn of(&self, head: &Head) -> Result<IssuedShown> {
        let body = self.store.issued_body(head)?;
        let Inputs { unit, target, incidents, releases, .. } = &head.inputs;
        let quiet = Output { quiet: true, ..self.out };
        let counted =
            Counted { unit: asked(*unit), cells: None, target: target.clone(), incidents: incidents.clone() };
        let chosen = Chosen::of(&counted, self.case, self.atlas, quiet)?.with_units_of(&body.kept.units);
        let counting = Counting::with(&counted, chosen);
        let panel = counting.panel(self.tables, quiet)?;
        let target = counting.target(&panel)?;
        let Some(known) = origin(self.tables, &panel, incidents.as_deref()) else {
            bail!("no whole month is known of what came");
        };
        let told = verdict(&body.kept, &panel, &target, known.month);
        if !told.lost.is_empty() {
            let words = format!("{}: {} are no units of the case any more", head.id(), told.lost.join(", "));
            self.out.issue(
                &Issue::warning("outlook.units", words)
                    .help("give them their [[areas]] entry back to score them"),
            );
        }
        let datasets: Vec<&str> = std::iter::once(UCDP).chain(incidents.as_deref()).collect();
        let now = self.store.releases_used(&datasets, self.day)?;
        let newer_releases = now != *releases;
        Ok(shown(head, &body, told, known.month, newer_releases))
    }
}

fn shown(
    head: &Head,
    body: &Body,
    told: outlook::issued::Verdict,
    known: Month,
    newer_releases: bool,
) -> IssuedShown {
    let kept = &body.kept;
    let over = told.months.iter().filter(|m| m.period < Month::of(body.made)).count();
    IssuedShown {
        id: head.id(),
        issued: head.issued,
        made: body.made,
        months_over_when_made: over,
        unit: kept.level,
        target: kept.target.clone(),
        origin: kept.origin,
        model: kept.model.clone(),
        baseline: kept.baseline.clone(),
        fallback: kept.fallback.clone(),
        known_to: known,
        newer_releases,
        verdict: told,
    }
}

fn asked(level: Level) -> Unit {
    match level {
        Level::Cell => Unit::Pgm,
        Level::District => Unit::Admin2,
        Level::Country => Unit::Country,
    }
}
