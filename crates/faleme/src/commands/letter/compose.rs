//! Where findings are built from a view and a page from findings: the one file that knows the letter's own types.

use crate::case::Case;
use crate::cli::{Lang, Who};
use crate::corridor::Setting;
use crate::findings::supply::Reckoned;
use crate::findings::{Ledger, build};
use crate::output::{Format, Output};
use crate::view::View;
use anyhow::{Context, Result};
use base::{AsOf, Date, Tlp};
use letter::{Findings, Masthead, Titles};
use std::collections::BTreeMap;
use std::path::Path;

/// A page in one language.
pub struct Page {
    /// The page.
    pub html: String,
    /// Findings printed.
    pub findings: usize,
    /// Footnotes printed.
    pub footnotes: usize,
    /// Left out.
    pub omitted: usize,
    /// The id behind each footnote (`n12`).
    pub notes: BTreeMap<String, String>,
}

/// The case's roads, and what they come to for supply.
pub struct Roads {
    setting: Option<Setting>,
    reckoned: Option<Reckoned>,
}

impl Roads {
    /// As of a day. A case without roads or tables has none of it, which the letter says.
    pub fn load(dir: &Path, day: Date) -> Self {
        let quiet = Output { format: Format::Json, quiet: true };
        let who = Who { dir: dir.to_owned(), as_of: Some(day), class: None, goods: Vec::new(), operator: None };
        let setting = Setting::load(&who, quiet).ok();
        let reckoned = setting.as_ref().and_then(|_| Reckoned::load(dir, day, quiet).ok());
        Self { setting, reckoned }
    }
}

/// The findings of a view on a day, within the case's marking.
pub fn findings(
    view: &View,
    case: &Case,
    roads: &Roads,
    as_of: Date,
    number: u64,
) -> Result<Findings> {
    let title = Titles { fr: case.head.title.fr.clone(), en: case.head.title.en.clone() };
    let mut masthead = Masthead::new(title, AsOf(as_of), case.head.tlp.unwrap_or(Tlp::Amber));
    masthead.number = Some(u32::try_from(number).context("too many letters")?);
    masthead.demo = case.head.demo;
    let ledger = Ledger {
        documents: &view.documents,
        claims: &view.claims,
        origins: &view.origins,
        resolution: &view.resolution,
        reliability: &view.reliability,
        vocabulary: &case.vocabulary,
        setting: roads.setting.as_ref(),
        reckoned: roads.reckoned.as_ref(),
    };
    Ok(build(&ledger, masthead))
}

/// The page of findings in one language.
pub fn compose(findings: &Findings, lang: Lang) -> Page {
    let lang = match lang {
        Lang::Fr => letter::Lang::French,
        Lang::En => letter::Lang::English,
    };
    let tally = letter::tally(findings);
    let notes = tally.notes.iter().enumerate().map(|(at, id)| (format!("n{}", at + 1), id.to_string()));
    Page {
        html: letter::html(&letter::compose(findings, lang)),
        findings: tally.findings,
        footnotes: tally.notes.len(),
        omitted: tally.omitted,
        notes: notes.collect(),
    }
}
