//! What stands under a heading.

use super::inlines::inlines;
use super::write::{Numbering, Paragraph, Writer};
use crate::sheet::{Block, Figure, Inline, Item, List, ListKind, Sides, Table};

/// Width of the text on A4 with margins of 2 cm, in twentieths of a point.
const WIDTH: u32 = 9_638;

/// Blocks; those of an analyst's text are set in.
pub(super) fn blocks(out: &mut Writer, all: &[Block], analyst: &str) {
    all.iter().for_each(|one| block(out, one, analyst));
}

fn block(out: &mut Writer, one: &Block, analyst: &str) {
    match one {
        Block::Paragraph(words) => plain(out, "BodyText", words),
        Block::Remark(words) => plain(out, "Remark", words),
        Block::List(of) => list(out, of),
        Block::Table(of) => table(out, of),
        Block::Sides(of) => sides(out, of),
        Block::Figure(of) => figure(out, of),
        Block::Analyst(own) => {
            out.paragraph(Paragraph::style("AnalystLabel"), |w| w.run(analyst, ""));
            for one in own {
                match one {
                    Block::Paragraph(words) | Block::Remark(words) => plain(out, "Analyst", words),
                    other => block(out, other, analyst),
                }
            }
        }
    }
}

fn plain(out: &mut Writer, style: &str, words: &[Inline]) {
    out.paragraph(Paragraph::style(style), |w| inlines(w, words));
}

fn list(out: &mut Writer, of: &List) {
    let numbering = match of.kind {
        ListKind::Numbered => {
            out.lists += 1;
            Numbering::Numbers(out.lists)
        }
        ListKind::Questions => Numbering::Questions,
        ListKind::Points | ListKind::Dated | ListKind::Sources | ListKind::Boxed => Numbering::Points,
    };
    if of.kind == ListKind::Boxed {
        return of.items.iter().for_each(|i| plain(out, "Boxed", &i.says));
    }
    of.items.iter().for_each(|i| item(out, i, numbering, 0));
}

fn item(out: &mut Writer, of: &Item, numbering: Numbering, level: usize) {
    let how = Paragraph { numbering, level, anchor: of.id.as_deref(), ..Paragraph::style("ListParagraph") };
    out.paragraph(how, |w| {
        if let Some(lead) = &of.lead {
            w.run(&format!("{lead} · "), "<w:rStyle w:val=\"Soft\"/>");
        }
        inlines(w, &of.says);
        if !of.meta.is_empty() {
            w.run(" — ", "<w:rStyle w:val=\"Soft\"/>");
            inlines(w, &of.meta);
        }
    });
    of.under.iter().for_each(|i| item(out, i, Numbering::Points, level + 1));
}

fn table(out: &mut Writer, of: &Table) {
    if !of.caption.is_empty() {
        plain(out, "Caption", &of.caption);
    }
    let whole: u32 = of.columns.iter().map(|c| u32::from(c.share)).sum::<u32>().max(1);
    let widths: Vec<u32> = of.columns.iter().map(|c| WIDTH * u32::from(c.share) / whole).collect();
    out.raw(&format!(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Board\"/><w:tblW w:w=\"{WIDTH}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
         <w:tblLook w:val=\"0020\" w:firstRow=\"1\" w:lastRow=\"0\" w:firstColumn=\"0\" w:lastColumn=\"0\" w:noHBand=\"1\" w:noVBand=\"1\"/></w:tblPr><w:tblGrid>"
    ));
    widths.iter().for_each(|w| out.raw(&format!("<w:gridCol w:w=\"{w}\"/>")));
    out.raw("</w:tblGrid>\n<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (column, width) in of.columns.iter().zip(&widths) {
        out.raw(&cell_open(*width));
        let how = Paragraph { right: column.numeric, ..Paragraph::style("Head") };
        out.paragraph(how, |w| w.run(&column.head, ""));
        out.raw("</w:tc>");
    }
    out.raw("</w:tr>\n");
    for row in &of.rows {
        out.raw("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for (at, (cell, (column, width))) in row.cells.iter().zip(of.columns.iter().zip(&widths)).enumerate()
        {
            out.raw(&cell_open(*width));
            let anchor = row.id.as_deref().filter(|_| at == 0);
            let how = |anchor| Paragraph { right: column.numeric, anchor, ..Paragraph::style("Cell") };
            for (line, words) in cell.iter().enumerate() {
                out.paragraph(how(anchor.filter(|_| line == 0)), |w| inlines(w, words));
            }
            // A cell without a paragraph is no cell.
            if cell.is_empty() {
                out.paragraph(how(anchor), |_| ());
            }
            out.raw("</w:tc>");
        }
        out.raw("</w:tr>\n");
    }
    out.raw("</w:tbl>\n");
    // Two tables on end would become one.
    out.paragraph(Paragraph::style("After"), |_| ());
}

fn cell_open(width: u32) -> String {
    format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>")
}

fn sides(out: &mut Writer, of: &Sides) {
    out.paragraph(Paragraph { anchor: Some(&of.id), ..Paragraph::style("SidesTitle") }, |w| {
        w.run(&of.title, "<w:b/>");
        w.run(" — ", "<w:rStyle w:val=\"Soft\"/>");
        inlines(w, &of.meta);
    });
    if !of.about.is_empty() {
        out.paragraph(Paragraph::style("SidesAbout"), |w| w.run(&of.about, ""));
    }
    for side in &of.sides {
        let how = Paragraph { numbering: Numbering::Points, ..Paragraph::style("ListParagraph") };
        out.paragraph(how, |w| {
            w.run(&format!("{} · ", side.label), "<w:rStyle w:val=\"Soft\"/>");
            inlines(w, &side.says);
        });
        for (words, by) in &side.quotes {
            out.paragraph(Paragraph::style("Quote"), |w| {
                inlines(w, words);
                w.run(&format!(" — {by}"), "<w:rStyle w:val=\"Soft\"/>");
            });
        }
    }
}

fn figure(out: &mut Writer, of: &Figure) {
    out.paragraph(Paragraph { anchor: Some(&of.id), ..Paragraph::style("Caption") }, |w| {
        inlines(w, &of.caption)
    });
    out.paragraph(Paragraph::style("Picture"), |w| w.run(of.told(), ""));
}
