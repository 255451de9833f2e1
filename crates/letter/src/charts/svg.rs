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

/// A picture while it is drawn. Its paints are constant attribute strings, in which `@` stands for the prefix of ids. Marks that
/// follow one another in one paint are written as a group that has it once.
pub(super) struct Pen {
    out: String,
    /// The paint of the marks that are not written yet, and those marks.
    paint: String,
    marks: Vec<Mark>,
    prefix: String,
    used: BTreeSet<&'static str>,
    /// Outlines that are drawn more than once.
    outlines: Vec<String>,
    /// Width of the viewBox.
    pub(super) width: f64,
}

/// A mark without its paint.
struct Mark {
    tag: &'static str,
    geometry: String,
    /// Words, escaped; `None` for a mark that holds none.
    words: Option<String>,
}

impl Mark {
    fn write(&self, out: &mut String, paint: &str) {
        let Self { tag, geometry, words } = self;
        let space = if paint.is_empty() { "" } else { " " };
        let _ = match words {
            Some(words) => writeln!(out, "<{tag} {geometry}{space}{paint}>{words}</{tag}>"),
            None => writeln!(out, "<{tag} {geometry}{space}{paint}/>"),
        };
    }
}

impl Pen {
    pub(super) fn new(width: f64, id: &str) -> Self {
        let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' };
        // An id starts with a letter.
        let prefix = format!("c-{}-", id.chars().map(plain).collect::<String>());
        Self {
            out: String::new(),
            paint: String::new(),
            marks: Vec::new(),
            prefix,
            used: BTreeSet::new(),
            outlines: Vec::new(),
            width,
        }
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

    fn element(&mut self, tag: &'static str, geometry: String, attributes: &str, words: Option<String>) {
        let paint = self.paint(attributes);
        if paint != self.paint {
            self.flush();
            self.paint = paint;
        }
        self.marks.push(Mark { tag, geometry, words });
    }

    /// Writes the marks that wait.
    fn flush(&mut self) {
        let marks = std::mem::take(&mut self.marks);
        if marks.len() < 2 || self.paint.is_empty() {
            marks.iter().for_each(|mark| mark.write(&mut self.out, &self.paint));
            return;
        }
        let _ = writeln!(self.out, "<g {}>", self.paint);
        marks.iter().for_each(|mark| mark.write(&mut self.out, ""));
        self.out.push_str("</g>\n");
    }

    pub(super) fn rect(&mut self, area: Area, attributes: &str) {
        let Area { x, y, w, h } = area;
        let geometry =
            format!(r#"x="{}" y="{}" width="{}" height="{}""#, n(x), n(y), n(w.max(0.0)), n(h.max(0.0)));
        self.element("rect", geometry, attributes, None);
    }

    /// A rectangle with round corners.
    pub(super) fn round(&mut self, area: Area, r: f64, attributes: &str) {
        let Area { x, y, w, h } = area;
        // A group hands the radius of corners on to nothing, so it is no paint.
        let geometry =
            format!(r#"x="{}" y="{}" width="{}" height="{}" rx="{}""#, n(x), n(y), n(w), n(h), n(r));
        self.element("rect", geometry, attributes, None);
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), attributes: &str) {
        let geometry = format!(r#"x1="{}" y1="{}" x2="{}" y2="{}""#, n(from.0), n(from.1), n(to.0), n(to.1));
        self.element("line", geometry, attributes, None);
    }

    pub(super) fn circle(&mut self, at: (f64, f64), r: f64, attributes: &str) {
        let geometry = format!(r#"cx="{}" cy="{}" r="{}""#, n(at.0), n(at.1), n(r));
        self.element("circle", geometry, attributes, None);
    }

    /// Lines through points; closed where `close`.
    pub(super) fn path(&mut self, parts: &[Vec<(f64, f64)>], close: bool, attributes: &str) {
        let d = data(parts, close);
        if !d.is_empty() {
            self.element("path", format!(r#"d="{d}""#), attributes, None);
        }
    }

    /// Keeps closed lines to be drawn more than once, by [`Pen::again`]; `None` where there are none.
    pub(super) fn outline(&mut self, parts: &[Vec<(f64, f64)>]) -> Option<String> {
        let d = data(parts, true);
        let id = format!("{}{}", self.prefix, self.outlines.len());
        (!d.is_empty()).then(|| {
            self.outlines.push(format!(r#"<path id="{id}" d="{d}"/>"#));
            id
        })
    }

    /// Draws a kept outline.
    pub(super) fn again(&mut self, outline: Option<&str>, attributes: &str) {
        if let Some(id) = outline {
            self.element("use", format!(r##"href="#{id}""##), attributes, None);
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
        let geometry = format!(r#"x="{}" y="{}"{anchor}"#, n(at.0), n(at.1));
        self.element("text", geometry, attributes, Some(escape(words)));
    }

    /// Words that are cut to the room there is.
    pub(super) fn fitted(&mut self, at: (f64, f64), words: &str, room: f64, attributes: &str) {
        let room = if attributes.contains("bold") { room / 1.13 } else { room };
        self.text(at, Anchor::Start, &label::fit(words, SIZE, room), attributes);
    }

    /// What is drawn until [`Pen::end`] shows only inside the area.
    pub(super) fn clip(&mut self, area: Area) {
        self.flush();
        let Area { x, y, w, h } = area;
        let (id, x, y, w, h) = (format!("{}frame", self.prefix), n(x), n(y), n(w), n(h));
        let _ = writeln!(
            self.out,
            r##"<clipPath id="{id}"><rect x="{x}" y="{y}" width="{w}" height="{h}"/></clipPath><g clip-path="url(#{id})">"##
        );
    }

    pub(super) fn end(&mut self) {
        self.flush();
        self.out.push_str("</g>\n");
    }

    /// The whole picture, `height` units high.
    pub(super) fn finish(mut self, height: f64, title: &str, description: &str) -> String {
        self.flush();
        let (p, w, h) = (&self.prefix, n(self.width), n(height.ceil()));
        let (title, description) = (escape(title), escape(description));
        let mut svg = format!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} {h}" width="100%" class="chart" role="img" aria-labelledby="{p}t {p}d" font-family="sans-serif" font-size="13" fill="currentColor" direction="ltr">
<title id="{p}t">{title}</title>
<desc id="{p}d">{description}</desc>
"#
        );
        let used = paint::PATTERNS.iter().filter(|(name, _)| self.used.contains(name));
        let mut kept: Vec<String> = used.map(|(name, body)| paint::pattern(p, name, body)).collect();
        kept.extend(self.outlines);
        if !kept.is_empty() {
            let _ = writeln!(svg, "<defs>{}</defs>", kept.concat());
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

/// The data of a path.
fn data(parts: &[Vec<(f64, f64)>], close: bool) -> String {
    let mut d = String::new();
    for part in parts {
        trace(&mut d, part);
        d.push_str(if close { "z" } else { "" });
    }
    d
}

/// Adds a line through points to the data of a path: from the second point on as steps, in whole tenths so that no error
/// adds up, each as short as it can be written.
fn trace(d: &mut String, points: &[(f64, f64)]) {
    let mut from = None;
    for (x, y) in points {
        let at = (tenths(*x), tenths(*y));
        let (letter, step) = match from {
            None => ("M", at),
            Some((x, y)) => ("l", (at.0 - x, at.1 - y)),
        };
        let (x, y) = (short(step.0), short(step.1));
        // After a letter nothing parts two numbers but a minus.
        let _ = write!(d, "{letter}{x}{}{y}", if y.starts_with('-') { "" } else { " " });
        from = Some(at);
    }
}

/// A length in tenths; what is no number, or larger than any chart, is zero.
fn tenths(value: f64) -> i64 {
    let tenths = (value * 10.0).round();
    if tenths.is_finite() && tenths.abs() <= 1e7 { tenths as i64 } else { 0 }
}

/// Tenths as SVG writes a length: `-.5`, `12`, `3.4`.
fn short(tenths: i64) -> String {
    let (sign, whole, part) = (if tenths < 0 { "-" } else { "" }, tenths.abs() / 10, tenths.abs() % 10);
    match (whole, part) {
        (_, 0) => format!("{sign}{whole}"),
        (0, _) => format!("{sign}.{part}"),
        _ => format!("{sign}{whole}.{part}"),
    }
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
    fn lines_are_steps_that_end_where_their_points_are() {
        let mut d = String::new();
        trace(&mut d, &[(10.04, 0.0), (9.51, 0.04), (9.96, -0.06), (10.0, 12.0)]);
        assert_eq!(d, "M10 0l-.5 0l.5-.1l0 12.1");
        assert_eq!([-5, 0, 3, 10, -123].map(short), ["-.5", "0", ".3", "1", "-12.3"]);
        assert_eq!(data(&[], true), "");
    }

    #[test]
    fn marks_of_one_paint_in_a_row_are_a_group() {
        let mut pen = Pen::new(100.0, "a");
        let area = Area { x: 0.0, y: 0.0, w: 5.0, h: 5.0 };
        pen.rect(area, paint::OPEN);
        pen.round(area, 2.0, paint::OPEN);
        pen.rect(area, paint::CLOSED);
        let outline = pen.outline(&[vec![(0.0, 0.0), (5.0, 0.0), (5.0, 5.0)]]);
        pen.again(outline.as_deref(), paint::HOME);
        pen.again(None, paint::HOME);
        let svg = pen.finish(10.0, "T", "D");
        let group = format!(
            "<g {}>\n<rect x=\"0\" y=\"0\" width=\"5\" height=\"5\"/>\n<rect x=\"0\" y=\"0\" width=\"5\" height=\"5\" rx=\"2\"/>\n</g>\n",
            paint::OPEN
        );
        assert!(svg.contains(&group), "{svg}");
        assert!(svg.contains(&format!("height=\"5\" {}/>", paint::CLOSED)), "{svg}");
        assert!(svg.contains("<defs><path id=\"c-a-0\" d=\"M0 0l5 0l0 5z\"/></defs>"), "{svg}");
        assert_eq!(svg.matches("<use href=\"#c-a-0\"").count(), 1);
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
