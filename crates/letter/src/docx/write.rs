//! WordprocessingML that grows: paragraphs, runs, footnotes, links.

use super::inlines::inlines;
use crate::sheet::Inline;
use std::collections::{BTreeMap, BTreeSet};

/// What a paragraph is numbered with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Numbering {
    /// Nothing.
    None,
    /// A dash.
    Points,
    /// A question mark.
    Questions,
    /// Its own list of numbers.
    Numbers(usize),
}

/// How a paragraph looks.
#[derive(Clone, Copy)]
pub(super) struct Paragraph<'a> {
    pub style: &'a str,
    pub numbering: Numbering,
    /// Level of a list, from 0.
    pub level: usize,
    /// Anchor that links lead to.
    pub anchor: Option<&'a str>,
    /// Set to the right.
    pub right: bool,
}

impl<'a> Paragraph<'a> {
    pub(super) fn style(style: &'a str) -> Self {
        Self { style, numbering: Numbering::None, level: 0, anchor: None, right: false }
    }
}

/// A part of the document in the making.
#[derive(Default)]
pub(super) struct Writer {
    pub xml: String,
    /// Addresses linked, in the order of their relation ids.
    pub links: Vec<String>,
    /// Numbered lists so far.
    pub lists: usize,
    /// Footnotes called so far.
    called: BTreeSet<usize>,
    /// Anchors and their numbers.
    anchors: BTreeMap<String, usize>,
}

impl Writer {
    pub(super) fn raw(&mut self, xml: &str) {
        self.xml.push_str(xml);
    }

    pub(super) fn paragraph(&mut self, how: Paragraph<'_>, fill: impl FnOnce(&mut Self)) {
        let id = match how.numbering {
            Numbering::None => None,
            Numbering::Points => Some(1),
            Numbering::Questions => Some(2),
            Numbering::Numbers(list) => Some(list + 2),
        };
        self.raw(&format!("<w:p><w:pPr><w:pStyle w:val=\"{}\"/>", how.style));
        if let Some(id) = id {
            let level = how.level.min(2);
            self.raw(&format!("<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{id}\"/></w:numPr>"));
        }
        if how.right {
            self.raw("<w:jc w:val=\"right\"/>");
        }
        self.raw("</w:pPr>");
        match how.anchor {
            Some(anchor) => {
                let (id, name) = self.bookmark(anchor);
                self.raw(&format!("<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/>"));
                fill(self);
                self.raw(&format!("<w:bookmarkEnd w:id=\"{id}\"/>"));
            }
            None => fill(self),
        }
        self.raw("</w:p>\n");
    }

    /// Words in one look; `look` holds properties of a run in the order that the schema asks for.
    pub(super) fn run(&mut self, words: &str, look: &str) {
        let look = if look.is_empty() { String::new() } else { format!("<w:rPr>{look}</w:rPr>") };
        self.raw(&format!("<w:r>{look}<w:t xml:space=\"preserve\">{}</w:t></w:r>", escape(words)));
    }

    /// The call of a footnote: the first is the footnote's own, later ones lead to it.
    pub(super) fn call(&mut self, number: usize) {
        let name = format!("_note_{number}");
        if !self.called.insert(number) {
            self.raw(&format!(
                "<w:fldSimple w:instr=\" NOTEREF {name} \\f \\h \"><w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:t>{number}</w:t></w:r></w:fldSimple>"
            ));
            return;
        }
        // Ids of footnotes lie far from those of anchors.
        let id = 100_000 + number;
        self.raw(&format!(
            "<w:bookmarkStart w:id=\"{id}\" w:name=\"{name}\"/><w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteReference w:id=\"{number}\"/></w:r><w:bookmarkEnd w:id=\"{id}\"/>"
        ));
    }

    /// A footnote's text.
    pub(super) fn footnote(&mut self, number: usize, says: &[Inline]) {
        self.raw(&format!("<w:footnote w:id=\"{number}\">"));
        self.paragraph(Paragraph::style("FootnoteText"), |w| {
            w.raw("<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr><w:footnoteRef/></w:r>");
            w.run(" ", "");
            inlines(w, says);
        });
        self.raw("</w:footnote>\n");
    }

    /// The relation of an address outside.
    pub(super) fn link(&mut self, url: &str) -> String {
        let at = self.links.iter().position(|l| l == url).unwrap_or_else(|| {
            self.links.push(url.to_owned());
            self.links.len() - 1
        });
        format!("link{at}")
    }

    /// The number and name of an anchor: Word allows 40 letters, digits and underscores.
    fn bookmark(&mut self, anchor: &str) -> (usize, String) {
        let next = self.anchors.len() + 1;
        (*self.anchors.entry(anchor.to_owned()).or_insert(next), bookmark_name(anchor))
    }
}

/// The name of an anchor as Word allows it.
pub(super) fn bookmark_name(anchor: &str) -> String {
    let allowed = |c: char| if c.is_ascii_alphanumeric() { c } else { '_' };
    format!("p_{}", anchor.chars().map(allowed).take(38).collect::<String>())
}

/// Words as XML holds them; characters that XML forbids become the replacement character.
pub(super) fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c if c.is_control() => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
