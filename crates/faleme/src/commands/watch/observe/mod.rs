//! What holds of a case on a day, for readers of a marking: from the findings of a letter for them, so that nothing is told in an
//! alert that a letter of that marking would not tell.

mod constraint;
mod contradiction;
mod corridor;
mod cover;
mod forecast;
mod price;
mod tell;

use super::file::AlertsFile;
use super::media::Media;
use super::places::Places;
use crate::case::Case;
use crate::commands::{letter, responses};
use crate::opened::{Opened, Views};
use crate::output::{Format, Output};
use crate::store::{Readers, Store};
use crate::supply::Graded;
use crate::view::View;
use ::letter::Findings;
use anyhow::Result;
use base::{Date, Tlp};
use exchange::alerts::{Kind, Observation};
use outlook::response::Response;
use std::collections::BTreeSet;
use std::path::Path;

/// Other commands that answer here say nothing but errors.
const SILENT: Output = Output { format: Format::Json, quiet: true };

/// What a look at a case sees.
#[derive(Default)]
pub struct Seen {
    /// What holds.
    pub all: Vec<Observation>,
    /// Kinds of which something could be known, by marking.
    pub known: BTreeSet<(Kind, Tlp)>,
    /// What is told by media of an armed group alone, and gives no alert.
    pub unreported: usize,
}

/// What observations are made from.
struct Ground<'a> {
    dir: &'a Path,
    store: &'a Store,
    case: &'a Case,
    view: &'a View,
    day: Date,
    tlp: Tlp,
    found: Findings,
    places: Places<'a>,
    media: &'a Media,
    register: Vec<Response>,
    prices: Option<Graded>,
}

/// Looks at the case once for every marking that a rule has.
pub fn observe(dir: &Path, file: &AlertsFile, day: Date) -> Result<Seen> {
    let markings: BTreeSet<Tlp> = file.rules.iter().map(|rule| rule.tlp).collect();
    let mut seen = Seen::default();
    for tlp in markings {
        let opened = Opened::for_readers(dir, Readers { tlp, abroad: true }, Views::default())?;
        let view = opened.view(Some(day))?;
        let media = Media::of(&opened.case);
        let found = letter::found((&opened.store, &view), &opened.case, (dir, day, tlp))?.value;
        let ground = Ground {
            dir,
            store: &opened.store,
            case: &opened.case,
            view: &view,
            day,
            tlp,
            found,
            places: Places::of(&opened.case, dir),
            media: &media,
            register: responses::on_record(dir, &opened.case, &view, Some(day), SILENT)?,
            prices: Graded::load(&opened.store, day).ok(),
        };
        let kinds: BTreeSet<Kind> = file.rules.iter().filter(|r| r.tlp == tlp).map(|r| r.kind).collect();
        kinds.into_iter().for_each(|kind| ground.look(kind, &mut seen));
    }
    Ok(seen)
}

impl Ground<'_> {
    fn look(&self, kind: Kind, seen: &mut Seen) {
        let found = match kind {
            Kind::Constraint => constraint::all(self),
            Kind::Corridor => corridor::all(self),
            Kind::Price => price::all(self),
            Kind::Cover => cover::all(self),
            Kind::Forecast => forecast::all(self),
            Kind::Contradiction => contradiction::all(self),
        };
        // Documents always tell all that they tell. Of tables nothing may be known for a while: that takes nothing back.
        let told = matches!(kind, Kind::Constraint | Kind::Contradiction) || !found.is_empty();
        if told {
            seen.known.insert((kind, self.tlp));
        }
        let reported = |o: &Observation| !o.sources.is_empty();
        seen.unreported += found.iter().filter(|o| !reported(o)).count();
        seen.all.extend(found.into_iter().filter(reported));
    }
}
