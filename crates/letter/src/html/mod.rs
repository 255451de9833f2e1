//! The sheet as one self-contained HTML page: no script, no outside resource, no font file.

mod archive;
mod blocks;
mod inlines;
mod labels;
mod write;

use crate::sheet::{Head, Part, Sheet};
pub use archive::{Listed, ListedFile, archive};
use base::Tlp;
use blocks::blocks;
use inlines::{Calls, inlines};
use write::Html;

const STYLE: &str = include_str!("../../templates/letter.css");

/// The page. The same sheet gives the same bytes.
pub fn html(sheet: &Sheet) -> String {
    let mut out = Html::default();
    let mut calls = Calls::new(&sheet.words.analyst);
    head(&mut out, sheet);
    out.raw("<body>\n<a class=\"skip\" href=\"#content\">")
        .text(&sheet.words.skip)
        .raw("</a>\n<div class=\"sheet\">\n");
    running(&mut out, &sheet.head, &sheet.head.title, "");
    out.raw("<div class=\"flow\">\n");
    masthead(&mut out, sheet);
    out.raw("<main id=\"content\">\n");
    sheet.parts.iter().for_each(|p| part(&mut out, &mut calls, p, 2));
    out.raw("</main>\n");
    notes(&mut out, &calls, sheet);
    out.raw("<footer class=\"colophon\"><p>").text(&sheet.colophon).raw("</p></footer>\n</div>\n");
    running(&mut out, &sheet.head, &sheet.head.as_of, " foot");
    out.raw("</div>\n</body>\n</html>\n");
    out.finish()
}

fn head(out: &mut Html, sheet: &Sheet) {
    out.raw("<!DOCTYPE html>\n<html")
        .attribute("lang", sheet.lang.tag())
        .raw(">\n<head>\n<meta charset=\"utf-8\">\n");
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n");
    out.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    let of = &sheet.head;
    out.text(&format!("{} – {} – {}", of.title, of.as_of, of.tlp.as_str()));
    if let Some(warning) = &of.warning {
        out.text(&format!(" – {warning}"));
    }
    out.raw("</title>\n<style>\n")
        .raw(STYLE)
        .raw(crate::charts::STYLE)
        .raw(&labels::labels(&sheet.parts))
        .raw("</style>\n</head>\n");
}

/// The band at the head and foot of every page.
fn running(out: &mut Html, head: &Head, words: &str, foot: &str) {
    out.raw(&format!("<div class=\"running{foot}\">\n<div class=\"band\">"));
    match &head.warning {
        Some(warning) => out.raw("<strong class=\"example\">").text(warning).raw("</strong>"),
        None => out.raw("<span>").text(words).raw("</span>"),
    };
    out.raw(&format!(" <span class=\"tlp tlp-{}\">", colour(head.tlp)));
    out.text(head.tlp.as_str()).raw("</span></div>\n</div>\n");
}

fn colour(tlp: Tlp) -> &'static str {
    match tlp {
        Tlp::Clear => "clear",
        Tlp::Green => "green",
        Tlp::Amber | Tlp::AmberStrict => "amber",
        Tlp::Red => "red",
    }
}

fn masthead(out: &mut Html, sheet: &Sheet) {
    let head = &sheet.head;
    out.raw("<header class=\"masthead\">\n<p class=\"kicker\">")
        .text(&head.kicker)
        .raw("</p>\n<h1>")
        .text(&head.title);
    out.raw("</h1>\n<p class=\"dateline\"><b>").text(&head.as_of).raw("</b>");
    let marking = format!("{} – {}", head.tlp.as_str(), head.tlp_meaning);
    for line in head.lines.iter().chain([&marking]) {
        out.raw("<span class=\"sep\"> · </span><span>").text(line).raw("</span>");
    }
    out.raw("</p>\n</header>\n");
    if sheet.parts.len() > 3 {
        out.raw("<nav class=\"contents\"").attribute("aria-label", &sheet.words.contents).raw("><ol>");
        for part in &sheet.parts {
            out.raw("<li><a")
                .attribute("href", &format!("#{}", part.id))
                .raw(">")
                .text(&part.title)
                .raw("</a></li>");
        }
        out.raw("</ol></nav>\n");
    }
}

/// A part at a level of heading.
fn part(out: &mut Html, calls: &mut Calls, part: &Part, level: u8) {
    let level = level.min(4);
    out.raw("<section")
        .attribute("id", &part.id)
        .attribute("aria-labelledby", &format!("{}-h", part.id))
        .raw(">\n");
    out.raw(&format!("<h{level}")).attribute("id", &format!("{}-h", part.id)).raw(">").text(&part.title);
    out.raw(&format!("</h{level}>\n"));
    blocks(out, calls, &part.blocks);
    part.parts.iter().for_each(|p| self::part(out, calls, p, level + 1));
    out.raw("</section>\n");
}

fn notes(out: &mut Html, calls: &Calls, sheet: &Sheet) {
    if sheet.notes.is_empty() {
        return;
    }
    out.raw("<section id=\"notes\" class=\"apparatus\" aria-labelledby=\"notes-h\">\n<h2 id=\"notes-h\">");
    out.text(&sheet.words.notes).raw("</h2>\n<ol class=\"notes\">\n");
    for (number, note) in (1..).zip(&sheet.notes) {
        out.raw(&format!("<li id=\"note-{number}\"><span class=\"number\">{number}</span> "));
        inlines(out, &mut Calls::default(), &note.says);
        // The ways back, labelled once.
        out.raw(" <span class=\"backs\" role=\"group\"")
            .attribute("aria-label", &format!("{} {number}", sheet.words.back))
            .raw(">");
        (1..=calls.of(number)).for_each(|call| {
            out.raw(&format!("<a href=\"#c{number}-{call}\">↩</a>"));
        });
        out.raw("</span></li>\n");
    }
    out.raw("</ol>\n</section>\n");
}
