//! What stands under a heading.

use super::inlines::{Calls, inlines};
use super::write::Html;
use crate::sheet::{Block, Figure, Inline, Item, List, ListKind, Row, Sides, Table};

pub(super) fn blocks(out: &mut Html, calls: &mut Calls, all: &[Block]) {
    all.iter().for_each(|one| block(out, calls, one));
}

fn block(out: &mut Html, calls: &mut Calls, one: &Block) {
    match one {
        Block::Paragraph(words) => paragraph(out, calls, "<p>", words),
        Block::Remark(words) => paragraph(out, calls, "<p class=\"lead\">", words),
        Block::List(of) => list(out, calls, of),
        Block::Table(of) => table(out, calls, of),
        Block::Sides(of) => sides(out, calls, of),
        Block::Figure(of) => figure(out, calls, of),
        Block::Analyst(own) => {
            out.raw("<div class=\"analyst\">\n<p class=\"label\">").text(&calls.analyst).raw("</p>\n");
            blocks(out, calls, own);
            out.raw("</div>\n");
        }
    }
}

fn paragraph(out: &mut Html, calls: &mut Calls, open: &str, words: &[Inline]) {
    out.raw(open);
    inlines(out, calls, words);
    out.raw("</p>\n");
}

fn list(out: &mut Html, calls: &mut Calls, of: &List) {
    let (tag, class) = match of.kind {
        ListKind::Points => ("ul", "points"),
        ListKind::Numbered => ("ol", "numbered"),
        ListKind::Dated => ("ol", "lines"),
        ListKind::Questions => ("ul", "gaps"),
        ListKind::Sources => ("ol", "sources"),
        ListKind::Boxed => ("ul", "boxed"),
    };
    out.raw(&format!("<{tag} class=\"{class}\">\n"));
    of.items.iter().for_each(|i| item(out, calls, i, of.kind));
    out.raw(&format!("</{tag}>\n"));
}

fn item(out: &mut Html, calls: &mut Calls, of: &Item, kind: ListKind) {
    out.raw("<li");
    if let Some(id) = &of.id {
        out.attribute("id", id);
    }
    out.raw(if kind == ListKind::Dated { " class=\"line\">\n" } else { ">" });
    if let Some(lead) = &of.lead {
        out.raw("<span class=\"when\">").text(lead).raw("</span> ");
    }
    out.raw("<span class=\"what\">");
    inlines(out, calls, &of.says);
    out.raw("</span>");
    if !of.meta.is_empty() {
        out.raw(" <span class=\"meta\">");
        inlines(out, calls, &of.meta);
        out.raw("</span>");
    }
    if !of.under.is_empty() {
        out.raw("\n<ul class=\"under\">\n");
        of.under.iter().for_each(|i| item(out, calls, i, kind));
        out.raw("</ul>\n");
    }
    out.raw("</li>\n");
}

fn table(out: &mut Html, calls: &mut Calls, of: &Table) {
    out.raw("<table role=\"table\" class=\"board\"").attribute("id", &of.id).raw(">\n");
    if !of.caption.is_empty() {
        out.raw("<caption>");
        inlines(out, calls, &of.caption);
        out.raw("</caption>\n");
    }
    let whole: u32 = of.columns.iter().map(|c| u32::from(c.share)).sum::<u32>().max(1);
    out.raw("<colgroup>");
    for column in &of.columns {
        out.raw(&format!("<col style=\"width:{}%\"/>", u32::from(column.share) * 100 / whole));
    }
    out.raw("</colgroup>\n<thead role=\"rowgroup\"><tr role=\"row\">");
    for column in &of.columns {
        let class = if column.numeric { " class=\"number-column\"" } else { "" };
        out.raw(&format!("<th role=\"columnheader\" scope=\"col\"{class}>")).text(&column.head).raw("</th>");
    }
    out.raw("</tr></thead>\n<tbody role=\"rowgroup\">\n");
    of.rows.iter().for_each(|r| row(out, calls, of, r));
    out.raw("</tbody>\n</table>\n");
}

fn row(out: &mut Html, calls: &mut Calls, of: &Table, row: &Row) {
    out.raw("<tr role=\"row\"");
    if let Some(id) = &row.id {
        out.attribute("id", id);
    }
    out.raw(">\n");
    for (at, (cell, column)) in row.cells.iter().zip(&of.columns).enumerate() {
        let (tag, open) = match at {
            0 => ("th", "<th role=\"rowheader\" scope=\"row\""),
            _ => ("td", "<td role=\"cell\""),
        };
        out.raw(open);
        if column.numeric {
            out.raw(" class=\"number-column\"");
        }
        out.raw(">");
        match cell.as_slice() {
            [line] => inlines(out, calls, line),
            lines => lines.iter().for_each(|line| {
                out.raw("<span class=\"cell-line\">");
                inlines(out, calls, line);
                out.raw("</span>");
            }),
        }
        out.raw(&format!("</{tag}>\n"));
    }
    out.raw("</tr>\n");
}

fn sides(out: &mut Html, calls: &mut Calls, of: &Sides) {
    let grave = if of.grave { " high" } else { "" };
    out.raw(&format!("<article class=\"versus{grave}\""))
        .attribute("id", &of.id)
        .raw(">\n<h4>")
        .text(&of.title);
    out.raw(" <span class=\"meta\">");
    inlines(out, calls, &of.meta);
    out.raw("</span></h4>\n");
    if !of.about.is_empty() {
        out.raw("<p class=\"about\">").text(&of.about).raw("</p>\n");
    }
    out.raw("<div class=\"sides\">\n");
    for side in &of.sides {
        out.raw("<div class=\"side\">\n<p class=\"value\"><span class=\"label\">")
            .text(&side.label)
            .raw("</span> ");
        inlines(out, calls, &side.says);
        out.raw("</p>\n");
        for (words, by) in &side.quotes {
            out.raw("<blockquote><p>");
            inlines(out, calls, words);
            out.raw("</p><footer>").text(by).raw("</footer></blockquote>\n");
        }
        out.raw("</div>\n");
    }
    out.raw("</div>\n</article>\n");
}

fn figure(out: &mut Html, calls: &mut Calls, of: &Figure) {
    out.raw("<figure").attribute("id", &of.id).raw(">\n<figcaption>");
    inlines(out, calls, &of.caption);
    out.raw("</figcaption>\n");
    match of.narrow.as_str() {
        "" => out.raw(&of.svg),
        narrow => {
            out.raw("<div class=\"chart-wide\">").raw(&of.svg).raw("</div>\n<div class=\"chart-narrow\">");
            out.raw(narrow).raw("</div>")
        }
    };
    out.raw("</figure>\n");
}
