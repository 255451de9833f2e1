//! A web page to its main text: headings, paragraphs and list items, separated by blank lines.

use super::{Block, Source, Unreadable, encoding, guard, kinds, page};
use crate::RegionKind;
use base::Issue;
use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

/// An article has at least this many bytes of text in blocks that are no furniture; a menu page has less.
const ARTICLE_MIN: usize = 140;
/// A page with more elements is a data dump; Readability weighs every element several times.
const ELEMENTS_MAX: usize = 200_000;
/// Elements nested deeper than this come from a broken generator; parsers take quadratic time over them.
const DEPTH_MAX: usize = 800;
/// Readability writes its article as HTML, and html5ever (0.40) looks through the rest of a text anew at each character
/// that it may have to escape. So many byte steps take about two seconds; a page of prose takes a thousandth of them.
const ESCAPING_MAX: u64 = 20_000_000_000;
/// Serialising recurses over nested elements; this stack holds [`DEPTH_MAX`] of them many times over.
const STACK: usize = 64 << 20;

/// Reads a web page.
pub(super) fn read(bytes: &[u8]) -> Result<Source, Unreadable> {
    let decoded = encoding::decode(bytes, encoding::declared_in_html(bytes))?;
    let html = decoded.text;
    if depth(&html) > DEPTH_MAX {
        let message = format!("the page nests more than {DEPTH_MAX} elements in one another: it is broken");
        return Err(Unreadable::new("document.corrupt_html", message, "save its text as txt and read that"));
    }
    let taken = guard::contain_deep(STACK, || take(&html)).ok_or_else(|| {
        Unreadable::new(
            "document.corrupt_html",
            "the page cannot be parsed",
            "save its text as txt and read that",
        )
    })?;
    let (pieces, stated, language, article) = taken;
    let mut issues: Vec<Issue> = decoded.issue.into_iter().collect();
    if weight(&pieces) == 0 {
        let help = "the text may be loaded by a script or stand behind a login: save it from the browser as txt or PDF";
        return Err(Unreadable::new("document.no_article", "the page holds no article", help));
    }
    if !article {
        let message = "no article stands out in this page; the text of its body was taken";
        issues.push(
            Issue::warning("document.no_article", message).help("look at the text before you rely on it"),
        );
    }
    let (text, blocks) = joined(pieces);
    Ok(Source { text, blocks, stated, issues, encoding: decoded.encoding, fallback_language: language })
}

/// How deep elements nest that must be closed, by counting tags; void elements and those whose end tag may be left
/// out (HTML standard, 13.1.2.4) are not counted.
fn depth(html: &str) -> usize {
    let (mut open, mut deepest) = (0usize, 0usize);
    for (at, _) in html.match_indices('<') {
        let rest = &html[at + 1..];
        let closing = rest.starts_with('/');
        let name = rest.trim_start_matches('/');
        let len = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
        if len == 0 || may_stay_open(&name[..len]) {
            continue;
        }
        open = if closing { open.saturating_sub(1) } else { open + 1 };
        deepest = deepest.max(open);
    }
    deepest
}

fn may_stay_open(name: &str) -> bool {
    const NAMES: [&str; 29] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
        "param", "p", "li", "dt", "dd", "td", "th", "tr", "tbody", "thead", "tfoot", "option", "optgroup",
        "path", "rp", "rt",
    ];
    NAMES.iter().any(|n| n.eq_ignore_ascii_case(name))
}

type Piece = (RegionKind, String);

/// The pieces of the text, what the page states, and whether an article was found.
fn take(html: &str) -> (Vec<Piece>, super::metadata::Stated, Option<crate::Language>, bool) {
    let page = Document::from(html);
    let (stated, language) = (page::read(&page), page::language(&page));
    let config = Config { max_elements_to_parse: ELEMENTS_MAX, ..Config::default() };
    let readable = escaping(&page) <= ESCAPING_MAX;
    let reader = readable.then(|| Readability::new(html, None, Some(config)).ok()).flatten();
    let article = reader.and_then(|mut r| r.parse().ok());
    let pieces = article.map(|a| pieces(&Document::from(a.content))).unwrap_or_default();
    if weight(&pieces) >= ARTICLE_MIN {
        return (titled(pieces, stated.title.as_deref()), stated, language, true);
    }
    let body = pieces_of_body(&page);
    // Two sentences at least: a page of links has none.
    let kept = if prose(&body) { body } else { Vec::new() };
    (kept, stated, language, false)
}

/// Byte steps that html5ever takes to escape the page's texts and attributes. The texts of one parent count as one:
/// Readability takes away elements between them.
fn escaping(page: &Document) -> u64 {
    let mut steps = 0u64;
    for node in page.root().descendants_it().filter(NodeRef::is_element) {
        if node.node_name().is_some_and(|n| matches!(&*n, "script" | "style")) {
            continue;
        }
        let (mut marks, mut len) = (0, 0);
        for text in node.children_it(false).filter(NodeRef::is_text).map(|t| t.text()) {
            marks += escaped(&text);
            len += text.len();
        }
        steps = steps.saturating_add(product(marks, len));
        for attribute in node.attrs() {
            steps = steps.saturating_add(product(escaped(&attribute.value), attribute.value.len()));
        }
    }
    steps
}

/// Characters at which html5ever stops: `&`, and all of U+0080 to U+00BF for the no-break space among them.
fn escaped(text: &str) -> usize {
    text.bytes().filter(|b| matches!(b, b'&' | 0xC2)).count()
}

fn product(marks: usize, len: usize) -> u64 {
    let wide = |n: usize| u64::try_from(n).unwrap_or(u64::MAX);
    wide(marks).saturating_mul(wide(len))
}

fn weight(pieces: &[Piece]) -> usize {
    pieces.iter().filter(|(kind, _)| *kind != RegionKind::Furniture).map(|(_, text)| text.len()).sum()
}

fn prose(pieces: &[Piece]) -> bool {
    let running =
        pieces.iter().filter(|(kind, _)| matches!(kind, RegionKind::Paragraph | RegionKind::ListItem));
    running.filter(|(_, t)| t.len() >= 60 && t.contains(['.', '!', '?', '…'])).count() >= 1
}

/// Readability takes the headline for metadata; it is part of what the page says.
fn titled(pieces: Vec<Piece>, title: Option<&str>) -> Vec<Piece> {
    let Some(title) = title else { return pieces };
    let key = base::fold_key(title);
    let there = pieces.iter().take(3).any(|(_, text)| base::fold_key(text) == key);
    let head = (!there).then(|| (RegionKind::Heading, title.to_owned()));
    head.into_iter().chain(pieces).collect()
}

fn pieces(article: &Document) -> Vec<Piece> {
    let mut walk = Walk::default();
    walk.over(&article.root());
    walk.pieces
}

fn pieces_of_body(page: &Document) -> Vec<Piece> {
    match page.body() {
        Some(body) => {
            let mut walk = Walk { skip_chrome: true, ..Walk::default() };
            walk.over(&body);
            walk.pieces
        }
        None => pieces(page),
    }
}

/// Collects text in document order and cuts it at block elements.
#[derive(Default)]
struct Walk {
    pieces: Vec<Piece>,
    buffer: String,
    /// Kinds of the block elements that are open, outermost first.
    open: Vec<RegionKind>,
    /// Counters of the ordered lists that are open; `None` for an unordered one.
    lists: Vec<Option<usize>>,
    skip_chrome: bool,
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    Leave(NodeRef<'a>),
}

impl Walk {
    /// Walks with a stack of its own: pages nest without limit.
    fn over(&mut self, root: &NodeRef<'_>) {
        let mut steps = vec![Step::Enter(*root)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Leave(node) => self.leave(&node),
                Step::Enter(node) if node.is_text() => self.text(&node.text()),
                Step::Enter(node) => {
                    if self.enter(&node) {
                        steps.push(Step::Leave(node));
                        let children: Vec<_> = node.children_it(true).collect();
                        steps.extend(children.into_iter().map(Step::Enter));
                    }
                }
            }
        }
        self.flush();
    }

    /// Opens an element; `false` if nothing in it is text.
    fn enter(&mut self, node: &NodeRef<'_>) -> bool {
        let Some(name) = node.node_name() else { return true };
        let name: &str = &name;
        if is_silent(name) || (self.skip_chrome && is_chrome(node, name)) {
            return false;
        }
        match name {
            "br" => self.buffer.push('\n'),
            "td" | "th" if !self.buffer.trim().is_empty() => self.buffer.push_str(" | "),
            _ => {}
        }
        if let Some(kind) = block_kind(name, self.open.last()) {
            self.flush();
            self.open.push(kind);
            self.list(name);
        }
        true
    }

    fn list(&mut self, name: &str) {
        match name {
            "ol" => self.lists.push(Some(0)),
            "ul" => self.lists.push(None),
            "li" => {
                if let Some(Some(number)) = self.lists.last_mut() {
                    *number += 1;
                    self.buffer = format!("{number}. ");
                }
            }
            _ => {}
        }
    }

    fn leave(&mut self, node: &NodeRef<'_>) {
        let Some(name) = node.node_name() else { return };
        if block_kind(&name, self.open.last()).is_some() {
            self.flush();
            self.open.pop();
        }
        if matches!(&*name, "ol" | "ul") {
            self.lists.pop();
        }
        if &*name == "sup" {
            self.close_call();
        }
    }

    /// A superscript number is a footnote call; it is stored as `[1]`.
    fn close_call(&mut self) {
        let digits = self.buffer.len() - self.buffer.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let at = self.buffer.len() - digits;
        let glued = self.buffer[..at].chars().next_back().is_some_and(|c| !c.is_ascii_digit() && c != '[');
        let unit = self.buffer[..at].ends_with(" m") || self.buffer[..at].ends_with("km");
        if (1..=3).contains(&digits) && glued && !unit {
            self.buffer.insert(at, '[');
            self.buffer.push(']');
        }
    }

    fn text(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}' {
                if !self.buffer.is_empty() && !self.buffer.ends_with([' ', '\n']) {
                    self.buffer.push(' ');
                }
            } else {
                self.buffer.push(c);
            }
        }
    }

    /// Closes the current block; two line breaks in it are a paragraph break.
    fn flush(&mut self) {
        let buffer = std::mem::take(&mut self.buffer);
        let kind = self.open.last().copied().unwrap_or(RegionKind::Paragraph);
        let lines = buffer.split('\n').map(str::trim).collect::<Vec<_>>().join("\n");
        for part in lines.split("\n\n").map(str::trim).filter(|p| p.contains(char::is_alphanumeric)) {
            let furniture = kinds::is_furniture(part)
                || (super::address::is_address(part) && kind == RegionKind::Paragraph);
            self.pieces.push((if furniture { RegionKind::Furniture } else { kind }, part.to_owned()));
        }
    }
}

fn is_silent(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "math"
            | "iframe"
            | "object"
            | "head"
            | "select"
            | "button"
            | "textarea"
    )
}

/// Kind of a block element; `None` for an inline one. Blocks within a list item or a heading stay what they are in.
fn block_kind(name: &str, within: Option<&RegionKind>) -> Option<RegionKind> {
    Some(match name {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => RegionKind::Heading,
        "li" | "dd" | "dt" => RegionKind::ListItem,
        "figcaption" | "nav" | "footer" | "form" | "aside" => RegionKind::Furniture,
        "p" | "div" | "section" | "article" | "main" | "header" | "blockquote" | "pre" | "ul" | "ol"
        | "dl" | "table" | "tbody" | "tr" | "figure" | "body" | "html" | "address" | "details"
        | "summary" | "hr" | "center" => within.copied().unwrap_or(RegionKind::Paragraph),
        _ => return None,
    })
}

/// Parts of a page around its text, by element and by the names that themes give them.
fn is_chrome(node: &NodeRef<'_>, name: &str) -> bool {
    if matches!(name, "nav" | "footer" | "header" | "aside" | "form") {
        return true;
    }
    let named = |attr: &str| node.attr(attr).map(|v| v.to_ascii_lowercase()).unwrap_or_default();
    let names = format!("{} {} {}", named("class"), named("id"), named("role"));
    let parts = [
        "cookie",
        "consent",
        "comment",
        "sidebar",
        "related",
        "share",
        "social",
        "breadcrumb",
        "newsletter",
        "menu",
        "navigation",
    ];
    parts.iter().any(|p| names.contains(p))
}

/// The stored text and its blocks.
fn joined(pieces: Vec<Piece>) -> (String, Vec<Block>) {
    let mut text = String::new();
    let mut blocks = Vec::with_capacity(pieces.len());
    for (kind, piece) in pieces {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let start = text.len();
        text.push_str(&piece);
        blocks.push(Block { range: start..text.len(), kind });
    }
    text.push('\n');
    (text, blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_of_entities_is_read_without_writing_it_anew() {
        let prose = "The road is closed between the two towns. ".repeat(20);
        let page = |entities: usize, between: &str| {
            let many = format!("&amp;{between}").repeat(entities);
            format!("<html><body><p>{prose}</p><p>{prose}{many}</p></body></html>")
        };
        let few = Document::from(page(100, ""));
        assert!(escaping(&few) < 200_000, "{}", escaping(&few));
        // An end tag that closes nothing, and an element that is taken away, do not part the text.
        for between in ["", "</x>", "<!-- -->"] {
            let many = page(150_000, between);
            assert!(escaping(&Document::from(many.as_str())) > ESCAPING_MAX);
        }
        let (pieces, _, _, article) = take(&page(150_000, ""));
        assert!(!article && pieces.iter().any(|(_, text)| text.starts_with("The road is closed")));
        assert!(take(&page(100, "")).3);
        let attribute = format!("<p title=\"{}\">x</p>", "&amp;".repeat(150_000));
        assert!(escaping(&Document::from(attribute)) > ESCAPING_MAX);
    }
}
