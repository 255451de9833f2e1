//! What is copy, translation, excerpt of what: documents one below the other, an arc from each to what it depends on.

use serde::Deserialize;
use std::fmt::Write;

/// Height of a line, in units of the picture.
const LINE: usize = 28;
/// Room for the arcs.
const LEFT: usize = 120;
/// Documents drawn at most: more are a list.
const MOST: usize = 24;

/// A document of the picture.
#[derive(Deserialize)]
pub struct Told {
    id: String,
}

/// An arc.
#[derive(Deserialize)]
pub struct Depends {
    from: String,
    to: String,
    kind: String,
}

/// The arcs beside a list of documents, as SVG; the list itself says the same in words. `None` where there is nothing to
/// draw.
pub fn arcs(documents: &[Told], relations: &[Depends], here: &str) -> Option<String> {
    if relations.is_empty() || documents.len() > MOST {
        return None;
    }
    let at = |id: &str| documents.iter().position(|d| d.id == id).map(|n| n * LINE + LINE / 2);
    let (width, height) = (LEFT + 10, documents.len() * LINE);
    let mut out = format!(
        "<svg class=\"arcs\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" aria-hidden=\"true\">"
    );
    for relation in relations {
        let (Some(from), Some(to)) = (at(&relation.from), at(&relation.to)) else { continue };
        let bow = LEFT.saturating_sub(24 * (from.abs_diff(to) / LINE)).max(8);
        let kind: String = relation.kind.chars().filter(char::is_ascii_lowercase).collect();
        let _ = write!(
            out,
            "<path class=\"{kind}\" d=\"M{LEFT} {from}C{bow} {from} {bow} {to} {LEFT} {to}\"/><path class=\"head\" d=\"M{LEFT} {to}l-9 -5v10z\"/>"
        );
    }
    for (n, document) in documents.iter().enumerate() {
        let class = if document.id == here { " class=\"here\"" } else { "" };
        let _ = write!(out, "<circle{class} cx=\"{LEFT}\" cy=\"{}\" r=\"5\"/>", n * LINE + LINE / 2);
    }
    out.push_str("</svg>");
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arc_joins_each_document_with_what_it_depends_on() {
        let told = |id: &str| Told { id: id.into() };
        let copy = |from: &str, to: &str| Depends { from: from.into(), to: to.into(), kind: "copy\"".into() };
        let svg = arcs(&[told("a"), told("b")], &[copy("b", "a"), copy("b", "gone")], "a").unwrap();
        assert_eq!((svg.matches("<path class=\"copy\"").count(), svg.matches("<circle").count()), (1, 2));
        assert!(svg.contains("d=\"M120 42C96 42 96 14 120 14\""), "{svg}");
        assert!(arcs(&[told("a")], &[], "a").is_none());
    }
}
