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
    let empty = Desk::new(Vec::new())?;
    let written = write::write(sheet, &empty);
    let data = serde_json::to_vec(&written.letter).map_err(|e| PdfError::Template(e.to_string()))?;
    let desk = Desk::new(data)?;
    let Warned { output, warnings } = typst::compile::<PagedDocument>(&desk);
    let mut document = output.map_err(|errors| PdfError::Template(told(&errors)))?;
    let info = document.info_mut().clone();
    let document = links::pointed(&document, info);
    let mut issues = written.issues;
    issues.extend(warnings.iter().map(|w| Issue::warning("pdf.layout", w.message.as_str())));

    let ident = format!("{} {:?} {}", sheet.lang.tag(), sheet.head, written.letter.notes.len());
    let (bytes, accessible) = match export(&document, &ident, &[PdfStandard::Ua_1]) {
        Ok(bytes) => (bytes, true),
        Err(why) => {
            let message = format!("the PDF is tagged but does not keep PDF/UA-1: {why}");
            issues.push(Issue::warning("pdf.accessible", message));
            (export(&document, &ident, &[]).map_err(PdfError::Export)?, false)
        }
    };
    typst::comemo::evict(CACHED);
    Ok(Pdf { bytes, pages: document.pages().len(), accessible, issues })
}

/// Letters for which Typst's intermediate results are kept: both languages of one case share the pictures.
const CACHED: usize = 2;

fn export(document: &PagedDocument, ident: &str, standards: &[PdfStandard]) -> Result<Vec<u8>, String> {
    let standards = PdfStandards::new(standards).map_err(|e| e.message().to_string())?;
    let ident = Smart::Custom(ident.to_owned());
    let options = PdfOptions { ident, creator: Smart::Custom(None), standards, ..PdfOptions::default() };
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
