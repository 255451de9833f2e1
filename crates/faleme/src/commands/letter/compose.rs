//! Where findings are built from a view and a page from findings: the one file that knows the letter's own types.

use crate::case::Case;
use crate::cli::Lang;
use crate::findings::{Ledger, build};
use crate::view::View;
use anyhow::{Context, Result};
use base::{AsOf, Date, Tlp};
use letter::{Findings, Masthead, Titles};
use std::collections::BTreeMap;

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

/// The findings of a view on a day, within the case's marking.
pub fn findings(view: &View, case: &Case, as_of: Date, number: u64) -> Result<Findings> {
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
