//! Writes SVG: escaped text, short numbers, ids under one prefix, only the patterns that are used.

use super::label::{self, Area};
use super::paint;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Type size of all words, in units of the viewBox.
pub(super) const SIZE: f64 = 13.0;
/// From one line of words to the next.
pub(super) const LEADING: f64 = 17.0;

/// Where words stand beside their point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A picture while it is drawn. Its paints are constant attribute strings, in which `@` stands for the prefix of ids.
pub(super) struct Pen {
    out: String,
    prefix: String,
    used: BTreeSet<&'static str>,
    /// Width of the viewBox.
    pub(super) width: f64,
}

impl Pen {
    pub(super) fn new(width: f64, id: &str) -> Self {
        let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' };
        // An id starts with a letter.
        let prefix = format!("c-{}-", id.chars().map(plain).collect::<String>());
        Self { out: String::new(), prefix, used: BTreeSet::new(), width }
    }

    /// Whether it is for a telephone: names stand above their bars, panels one below the other.
    pub(super) fn narrow(&self) -> bool {
        self.width < 500.0
    }

    fn paint(&mut self, attributes: &str) -> String {
        for (name, _) in paint::PATTERNS {
            if attributes.contains(&format!("#@{name})")) {
                self.used.insert(name);
            }
        }
        attributes.replace('@', &self.prefix)
    }

    fn element(&mut self, tag: &str, geometry: &str, attributes: &str) {
        let attributes = self.paint(attributes);
        let _ = writeln!(self.out, "<{tag} {geometry} {attributes}/>");
    }

    pub(super) fn rect(&mut self, area: Area, attributes: &str) {
        let Area { x, y, w, h } = area;
        let geometry =
            format!(r#"x="{}" y="{}" width="{}" height="{}""#, n(x), n(y), n(w.max(0.0)), n(h.max(0.0)));
        self.element("rect", &geometry, attributes);
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), attributes: &str) {
        let geometry = format!(r#"x1="{}" y1="{}" x2="{}" y2="{}""#, n(from.0), n(from.1), n(to.0), n(to.1));
        self.element("line", &geometry, attributes);
    }

    pub(super) fn circle(&mut self, at: (f64, f64), r: f64, attributes: &str) {
        self.element("circle", &format!(r#"cx="{}" cy="{}" r="{}""#, n(at.0), n(at.1), n(r)), attributes);
    }

    /// Lines through points; closed where `close`.
    pub(super) fn path(&mut self, parts: &[Vec<(f64, f64)>], close: bool, attributes: &str) {
        let mut d = String::new();
        for part in parts {
            for (at, (x, y)) in part.iter().enumerate() {
                let command = match at {
                    0 => "M",
                    1 => "L",
                    _ => " ",
                };
                let _ = write!(d, "{command}{} {}", n(*x), n(*y));
            }
            d.push_str(if close { "Z" } else { "" });
        }
        if !d.is_empty() {
            self.element("path", &format!(r#"d="{d}""#), attributes);
        }
    }

    pub(super) fn text(&mut self, at: (f64, f64), anchor: Anchor, words: &str, attributes: &str) {
        if words.trim().is_empty() {
            return;
        }
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        };
        let attributes = self.paint(attributes);
        let space = if attributes.is_empty() { "" } else { " " };
        let (x, y) = (n(at.0), n(at.1));
        let _ = writeln!(
            self.out,
            r#"<text x="{x}" y="{y}"{anchor}{space}{attributes}>{}</text>"#,
            escape(words)
        );
    }

    /// Words that are cut to the room there is.
    pub(super) fn fitted(&mut self, at: (f64, f64), words: &str, room: f64, attributes: &str) {
        let room = if attributes.contains("bold") { room / 1.13 } else { room };
        self.text(at, Anchor::Start, &label::fit(words, SIZE, room), attributes);
    }

    /// What is drawn until [`Pen::end`] shows only inside the area.
    pub(super) fn clip(&mut self, area: Area) {
        let Area { x, y, w, h } = area;
        let (id, x, y, w, h) = (format!("{}frame", self.prefix), n(x), n(y), n(w), n(h));
        let _ = writeln!(
            self.out,
            r##"<clipPath id="{id}"><rect x="{x}" y="{y}" width="{w}" height="{h}"/></clipPath><g clip-path="url(#{id})">"##
        );
    }

    pub(super) fn end(&mut self) {
        self.out.push_str("</g>\n");
    }

    /// The whole picture, `height` units high.
    pub(super) fn finish(self, height: f64, title: &str, description: &str) -> String {
        let (p, w, h) = (&self.prefix, n(self.width), n(height.ceil()));
        let (title, description) = (escape(title), escape(description));
        let mut svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="100%" class="chart" role="img" aria-labelledby="{p}t {p}d" font-family="sans-serif" font-size="13" fill="currentColor" direction="ltr">
<title id="{p}t">{title}</title>
<desc id="{p}d">{description}</desc>
"#
        );
        let used = paint::PATTERNS.iter().filter(|(name, _)| self.used.contains(name));
        let patterns: Vec<String> = used.map(|(name, body)| paint::pattern(p, name, body)).collect();
        if !patterns.is_empty() {
            let _ = writeln!(svg, "<defs>{}</defs>", patterns.concat());
        }
        svg + &self.out + "</svg>\n"
    }
}

/// A length to a tenth, as short as it can be written.
pub(super) fn n(value: f64) -> String {
    let tenths = (value * 10.0).round();
    // No chart is wider or higher than this; a number that is none stays out of the file.
    if !tenths.is_finite() || tenths.abs() > 1e7 || tenths == 0.0 {
        return "0".to_owned();
    }
    (tenths / 10.0).to_string()
}

/// Text as XML holds it: markup escaped; characters that XML forbids, and those that turn the direction of what
/// follows, left out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => out.push(' '),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        let shown = [0.0, -0.04, 12.0, 12.04, 12.06, -3.25, f64::NAN, f64::INFINITY].map(n);
        assert_eq!(shown, ["0", "0", "12", "12", "12.1", "-3.3", "0", "0"]);
    }

    #[test]
    fn nothing_becomes_markup() {
        assert_eq!(escape("a<b>&\"c\"\u{0}\u{202e}\n"), "a&lt;b&gt;&amp;&quot;c&quot; ");
    }

    #[test]
    fn only_patterns_that_are_used_are_written() {
        let mut pen = Pen::new(100.0, "a b\"");
        pen.rect(Area { x: 0.0, y: 0.0, w: 5.0, h: 5.0 }, paint::RESTRICTED);
        let svg = pen.finish(10.0, "T", "D");
        assert!(svg.contains("url(#c-a-b--hatch)") && svg.contains("<pattern id=\"c-a-b--hatch\""), "{svg}");
        assert!(!svg.contains("c-a-b--cross"), "{svg}");
    }
}
