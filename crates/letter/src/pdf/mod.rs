//! The sheet as a PDF to print and to hand on: cover, contents, footnotes at the foot, tagged for screen readers.
//!
//! In: a [`Sheet`]. Out: the bytes of a PDF/UA-1, and what could not be set as it is. Typst sets it, from one template
//! (`templates/letter.typ`) and the sheet as JSON: the sheet's words are data and never Typst's markup. The fonts come with
//! the program; no disk, clock or network is within reach. The same sheet gives the same bytes.

mod anchors;
mod clean;
mod columns;
mod fonts;
mod links;
mod names;
mod picture;
mod shape;
mod world;
mod write;

use crate::sheet::Sheet;
use base::Issue;
use typst::diag::{SourceDiagnostic, Warned};
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use world::Desk;

/// A letter as a PDF.
#[derive(Clone, Debug, PartialEq)]
pub struct Pdf {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// Whether it keeps PDF/UA-1 as far as a program can tell; it is tagged in any case.
    pub accessible: bool,
    /// What could not be set as the sheet has it: characters without a glyph, pictures that cannot be drawn, lost links.
    pub issues: Vec<Issue>,
}

/// Why there is no PDF. None of these depends on the words of the sheet.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// The template does not hold together: a mistake of the program.
    #[error("the letter cannot be set as a PDF: {0}")]
    Template(String),
    /// The pages could not be written.
    #[error("the pages of the letter cannot be written as a PDF: {0}")]
    Export(String),
}

/// Sets a sheet as a PDF.
pub fn pdf(sheet: &Sheet) -> Result<Pdf, PdfError> {
    print(sheet, export)
}

/// How pages become a file: their name, the standards to keep, whether they are tagged.
type Export = fn(&PagedDocument, &str, Kind) -> Result<Vec<u8>, String>;

/// What of a file is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// PDF/UA-1.
    Accessible,
    /// Tagged, by no standard.
    Tagged,
    /// Neither.
    Plain,
}

/// Settings of the pages that are tried. Typst fails to tag some pages, by where their lines happen to fall (an internal error
/// of its version 0.15): a foot that stands a little higher moves the lines. What cannot be tagged at all is printed untagged.
const TRIES: u8 = 4;

fn print(sheet: &Sheet, export: Export) -> Result<Pdf, PdfError> {
    let empty = Desk::new(Vec::new())?;
    let mut written = write::write(sheet, &empty);
    let ident = format!("{} {:?} {}", sheet.lang.tag(), sheet.head, written.letter.notes.len());
    let mut tried = None;
    for nudge in 0..TRIES {
        written.letter.nudge = nudge;
        let (document, told) = set(&written.letter)?;
        let kinds = [Kind::Accessible, Kind::Tagged];
        let (found, why) = first(kinds, |kind| export(&document, &ident, kind));
        tried = Some((document, told, found, why));
        if tried.as_ref().is_some_and(|(_, _, found, _)| found.is_some()) {
            break;
        }
    }
    let Some((document, told, found, why)) = tried else {
        return Err(PdfError::Export("no page was tried".to_owned()));
    };
    let (kind, bytes) = match found {
        Some(found) => found,
        None => (Kind::Plain, export(&document, &ident, Kind::Plain).map_err(PdfError::Export)?),
    };
    let mut issues = written.issues;
    issues.extend(told);
    let short = |why: String| why.lines().next().unwrap_or_default().to_owned();
    let lacks = match kind {
        Kind::Accessible => None,
        Kind::Tagged => Some("the PDF is tagged but does not keep PDF/UA-1"),
        Kind::Plain => Some(
            "the PDF is not tagged: a screen reader finds no headings and tables in it (the HTML page has them)",
        ),
    };
    issues.extend(lacks.map(|lacks| {
        Issue::warning("pdf.accessible", format!("{lacks}: {}", short(why.unwrap_or_default())))
    }));
    typst::comemo::evict(CACHED);
    Ok(Pdf { bytes, pages: document.pages().len(), accessible: kind == Kind::Accessible, issues })
}

/// Lays the pages out, and tells what Typst says of them.
fn set(letter: &shape::Letter) -> Result<(PagedDocument, Vec<Issue>), PdfError> {
    let data = serde_json::to_vec(letter).map_err(|e| PdfError::Template(e.to_string()))?;
    let desk = Desk::new(data)?;
    let Warned { output, warnings } = typst::compile::<PagedDocument>(&desk);
    let mut document = output.map_err(|errors| PdfError::Template(told(&errors)))?;
    let info = document.info_mut().clone();
    let issues = warnings.iter().map(|w| Issue::warning("pdf.layout", w.message.as_str())).collect();
    Ok((links::pointed(&document, info), issues))
}

/// The first kind that there is, and why the one before it is not.
fn first(
    kinds: [Kind; 2],
    make: impl Fn(Kind) -> Result<Vec<u8>, String>,
) -> (Option<(Kind, Vec<u8>)>, Option<String>) {
    let mut before = None;
    for kind in kinds {
        match make(kind) {
            Ok(bytes) => return (Some((kind, bytes)), before),
            Err(why) => before = before.or(Some(why)),
        }
    }
    (None, before)
}

/// Letters for which Typst's intermediate results are kept: both languages of one case share the pictures.
const CACHED: usize = 2;

fn export(document: &PagedDocument, ident: &str, kind: Kind) -> Result<Vec<u8>, String> {
    let asked: &[PdfStandard] = if kind == Kind::Accessible { &[PdfStandard::Ua_1] } else { &[] };
    let standards = PdfStandards::new(asked).map_err(|e| e.message().to_string())?;
    let ident = Smart::Custom(ident.to_owned());
    let tagged = kind != Kind::Plain;
    let options =
        PdfOptions { ident, creator: Smart::Custom(None), standards, tagged, ..PdfOptions::default() };
    typst_pdf::pdf(document, &options).map_err(|errors| told(&errors))
}

fn told(errors: &[SourceDiagnostic]) -> String {
    let lines: Vec<String> = errors
        .iter()
        .take(3)
        .map(|error| {
            let hints: Vec<&str> = error.hints.iter().map(|hint| hint.v.as_str()).collect();
            format!("{} {}", error.message, hints.join("; ")).trim().to_owned()
        })
        .collect();
    lines.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Findings, Lang, Masthead, Titles, compose};
    use base::{AsOf, Date, Tlp};

    fn sheet() -> Sheet {
        let day = AsOf(Date::constant(2025, 9, 30));
        compose(&Findings::new(Masthead::new(Titles::same("Case"), day, Tlp::Clear)), Lang::English)
    }

    fn codes(pdf: &Pdf) -> Vec<&str> {
        pdf.issues.iter().map(|issue| issue.code.as_str()).collect()
    }

    #[test]
    fn pages_that_cannot_be_tagged_come_out_untagged_and_say_so() {
        let never: Export = |document, ident, kind| match kind {
            Kind::Plain => export(document, ident, kind),
            _ => Err("internal error: parent group\n   0: backtrace".to_owned()),
        };
        let pdf = print(&sheet(), never).unwrap();
        assert!(pdf.bytes.starts_with(b"%PDF") && !pdf.accessible);
        assert_eq!(codes(&pdf), ["pdf.accessible"]);
        assert!(!pdf.issues[0].message.contains("backtrace"), "{}", pdf.issues[0].message);
    }

    #[test]
    fn pages_that_cannot_be_tagged_as_they_fall_are_set_once_more() {
        let later: Export = |document, ident, kind| {
            use std::sync::atomic::{AtomicUsize, Ordering};
            static ASKED: AtomicUsize = AtomicUsize::new(0);
            let early = ASKED.fetch_add(1, Ordering::Relaxed) < 2;
            if early { Err("internal error".to_owned()) } else { export(document, ident, kind) }
        };
        let pdf = print(&sheet(), later).unwrap();
        assert!(pdf.accessible);
        assert_eq!(codes(&pdf), Vec::<&str>::new());
    }
}
