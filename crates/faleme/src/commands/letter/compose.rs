//! Where findings are built from a case on a day.

use crate::case::Case;
use crate::case::letter::LetterFile;
use crate::cli::Lang;
use crate::commands::stages;
use crate::findings::stages::Stages;
use crate::findings::{Ledger, build};
use crate::store::Store;
use crate::view::View;
use anyhow::Result;
use base::{AsOf, Checked, Date, Tlp};
use letter::{Findings, Masthead, Titles};
use std::path::Path;

/// The findings of a case folder on a day, for readers of a marking: without a number, and without what changed.
pub fn findings(
    store: &Store,
    case: &Case,
    (dir, day, tlp): (&Path, Date, Tlp),
) -> Result<Checked<Findings>> {
    let view = View::load(store, case, Some(day))?;
    let stages = stages::load(store, (dir, case), &view, (day, tlp));
    Ok(told(&view, &stages, case, (dir, day, tlp)))
}

/// What a map shows of it: the findings of a letter of that marking, as far as roads and prices tell them.
pub fn of_map(
    (store, view): (&Store, &View),
    case: &Case,
    (dir, day, tlp): (&Path, Date, Tlp),
) -> (Findings, Stages) {
    let stages = stages::of_map(store, (dir, case), view, (day, tlp));
    (told(view, &stages, case, (dir, day, tlp)).value, stages)
}

fn told(view: &View, stages: &Stages, case: &Case, (dir, day, tlp): (&Path, Date, Tlp)) -> Checked<Findings> {
    let written = LetterFile::load(dir);
    let title = Titles { fr: case.head.title.fr.clone(), en: case.head.title.en.clone() };
    let mut masthead = Masthead::new(title, AsOf(day), tlp);
    masthead.demo = case.head.demo;
    let ledger = Ledger {
        documents: &view.documents,
        claims: &view.claims,
        origins: &view.origins,
        resolution: &view.resolution,
        reliability: &view.reliability,
        vocabulary: &case.vocabulary,
        stages,
        written: Some(&written.value),
    };
    let mut found = build(&ledger, masthead);
    found.issues.splice(0..0, written.issues);
    found
}

/// The letter's language.
pub fn lang(lang: Lang) -> letter::Lang {
    match lang {
        Lang::Fr => letter::Lang::French,
        Lang::En => letter::Lang::English,
    }
}
