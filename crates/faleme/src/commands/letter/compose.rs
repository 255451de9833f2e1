//! Where findings are built from a case on a day.

use crate::case::Case;
use crate::case::letter::LetterFile;
use crate::cli::{Lang, Who};
use crate::corridor::Setting;
use crate::findings::supply::Reckoned;
use crate::findings::{Ledger, build};
use crate::output::{Format, Output};
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
    // A case without roads or tables has none of it, which the letter says.
    let quiet = Output { format: Format::Json, quiet: true };
    let who = Who { dir: dir.to_owned(), as_of: Some(day), class: None, goods: Vec::new(), operator: None };
    let setting = Setting::load(&who, quiet).ok();
    let reckoned = setting.as_ref().and_then(|_| Reckoned::load(dir, day, quiet).ok());
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
        setting: setting.as_ref(),
        reckoned: reckoned.as_ref(),
        written: Some(&written.value),
    };
    let mut found = build(&ledger, masthead);
    found.issues.splice(0..0, written.issues);
    Ok(found)
}

/// The letter's language.
pub fn lang(lang: Lang) -> letter::Lang {
    match lang {
        Lang::Fr => letter::Lang::French,
        Lang::En => letter::Lang::English,
    }
}
