//! Text that grows, with what is not markup escaped.

/// A page in the making.
pub(super) struct Html {
    out: String,
    /// What marks an analyst's text.
    pub(super) analyst: String,
}

impl Html {
    /// A page that marks an analyst's text so.
    pub(super) fn marking(analyst: &str) -> Self {
        Self { out: String::new(), analyst: analyst.to_owned() }
    }

    /// Markup of our own.
    pub(super) fn raw(&mut self, markup: &str) -> &mut Self {
        self.out.push_str(markup);
        self
    }

    /// Words.
    pub(super) fn text(&mut self, words: &str) -> &mut Self {
        for c in words.chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#x27;"),
                // Nothing that XML or a terminal would stumble over.
                c if c.is_control() && c != '\n' && c != '\t' => self.out.push('\u{fffd}'),
                c => self.out.push(c),
            }
        }
        self
    }

    /// ` name="value"`.
    pub(super) fn attribute(&mut self, name: &str, value: &str) -> &mut Self {
        self.raw(" ").raw(name).raw("=\"").text(value).raw("\"")
    }

    pub(super) fn finish(self) -> String {
        self.out
    }
}
