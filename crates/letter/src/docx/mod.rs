//! The sheet as a Word document (Office Open XML, ECMA-376), for those who go on editing.
//!
//! Headings, lists, tables and footnotes are real ones; the marking stands in the header and footer of every page, with the
//! page's number. Pictures stand as their caption and the same in words. The few parts that a document needs are written
//! here, and packed without a clock: the same sheet gives the same bytes.

mod blocks;
mod inlines;
mod package;
mod parts;
mod styles;
mod write;

use crate::sheet::{Part, Sheet};
use write::{Paragraph, Writer};

/// Why there is no document.
#[derive(Debug, thiserror::Error)]
#[error("the document could not be packed")]
pub struct Unpacked(#[from] zip::result::ZipError);

/// The letter as a `.docx` file. The same sheet gives the same bytes.
pub fn docx(sheet: &Sheet) -> Result<Vec<u8>, Unpacked> {
    let mut body = Writer::default();
    masthead(&mut body, sheet);
    sheet.parts.iter().for_each(|p| part(&mut body, sheet, p, 1));
    body.paragraph(Paragraph::style("Colophon"), |w| w.run(&sheet.colophon, ""));
    // Footnotes have links of their own: their relations stand beside them.
    let mut notes = Writer::default();
    for (number, note) in (1..).zip(&sheet.notes) {
        notes.footnote(number, &note.says);
    }
    Ok(package::pack(sheet, body, notes)?)
}

fn masthead(out: &mut Writer, sheet: &Sheet) {
    let head = &sheet.head;
    out.paragraph(Paragraph::style("Kicker"), |w| w.run(&head.kicker, ""));
    out.paragraph(Paragraph::style("Title"), |w| w.run(&head.title, ""));
    let marking = format!("{} – {}", head.tlp.as_str(), head.tlp_meaning);
    out.paragraph(Paragraph::style("Dateline"), |w| {
        w.run(&head.as_of, "<w:b/>");
        for line in head.lines.iter().chain([&marking]) {
            w.run(&format!(" · {line}"), "");
        }
    });
}

fn part(out: &mut Writer, sheet: &Sheet, part: &Part, level: usize) {
    let style = ["Heading1", "Heading2", "Heading3"].get(level.saturating_sub(1)).unwrap_or(&"Heading3");
    out.paragraph(Paragraph { anchor: Some(&part.id), ..Paragraph::style(style) }, |w| {
        w.run(&part.title, "")
    });
    blocks::blocks(out, &part.blocks, &sheet.words.analyst);
    part.parts.iter().for_each(|p| self::part(out, sheet, p, level + 1));
}
