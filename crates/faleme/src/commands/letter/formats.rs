//! One function a format: the same sheet in, a file out.

use crate::cli::LetterFormat;
use anyhow::Result;
use base::Checked;
use letter::sheet::Sheet;

/// The ending of a format's files.
pub fn ending(format: LetterFormat) -> &'static str {
    match format {
        LetterFormat::Html => "html",
        LetterFormat::Pdf => "pdf",
        LetterFormat::Md => "md",
        LetterFormat::Docx => "docx",
    }
}

/// The sheet in a format, and what could not be set as it has it.
pub fn print(sheet: &Sheet, format: LetterFormat) -> Result<Checked<Vec<u8>>> {
    match format {
        LetterFormat::Html => Ok(Checked::clean(letter::html(sheet).into_bytes())),
        LetterFormat::Pdf => {
            let pdf = letter::pdf(sheet)?;
            Ok(Checked { value: pdf.bytes, issues: pdf.issues })
        }
        LetterFormat::Md => Ok(Checked::clean(letter::markdown(sheet).into_bytes())),
        LetterFormat::Docx => Ok(Checked::clean(letter::docx(sheet)?)),
    }
}
