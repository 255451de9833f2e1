//! A document made of a feed's entry or a message: Markdown with front matter, so that it says itself what it is.

use base::{Date, Tlp};

/// What a feed or a mailbox tells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paper {
    /// What it is known by at its source.
    pub id: String,
    /// Title.
    pub title: String,
    /// Its text.
    pub text: String,
    /// When it was published.
    pub published: Option<Date>,
    /// Where it was found.
    pub url: Option<String>,
}

/// What its source says of it.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    /// Publisher.
    pub publisher: Option<String>,
    /// Licence.
    pub licence: Option<String>,
    /// Marking.
    pub tlp: Option<Tlp>,
}

impl Paper {
    /// Its file's name: our own, from its day and its id.
    pub fn name(&self, ending: &str) -> String {
        let day = self.published.map_or_else(|| "undated".to_owned(), |day| day.to_string());
        let hash = blake3::hash(self.id.as_bytes()).to_hex();
        format!("{day}-{}.{ending}", hash.get(..12).unwrap_or_default())
    }

    /// Its bytes.
    pub fn markdown(&self, marks: &Marks) -> String {
        let day = self.published.map(|d| d.to_string());
        let tlp = marks.tlp.map(|t| t.as_str().to_owned());
        let head = [
            ("title", Some(&self.title)),
            ("publisher", marks.publisher.as_ref()),
            ("published", day.as_ref()),
            ("url", self.url.as_ref()),
            ("licence", marks.licence.as_ref()),
            ("tlp", tlp.as_ref()),
        ];
        let mut out = "---\n".to_owned();
        for (key, value) in head {
            if let Some(value) = value.map(|v| one_line(v)).filter(|v| !v.is_empty()) {
                out.push_str(&format!("{key}: {value}\n"));
            }
        }
        out.push_str("---\n\n");
        let title = one_line(&self.title);
        if !title.is_empty() {
            out.push_str(&format!("# {title}\n\n"));
        }
        out.push_str(cleaned(&self.text).trim());
        out.push('\n');
        out
    }
}

/// Words on one line.
pub fn one_line(words: &str) -> String {
    let plain: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Without control signs but line breaks, and with one kind of these.
fn cleaned(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| *c == '\n' || *c == '\t' || !c.is_control()).collect()
}

/// The text of HTML, each block a paragraph.
pub fn plain_of_html(html: &str) -> String {
    let text =
        crate::guard::guarded(|| mail_parser::decoders::html::html_to_text(&apart(html))).unwrap_or_default();
    let lines = text.lines().map(str::trim).filter(|l| !l.is_empty());
    lines.collect::<Vec<_>>().join("\n\n")
}

/// A break after every block, of which the converter knows paragraphs alone.
fn apart(html: &str) -> String {
    let mut out = html.to_owned();
    for tag in ["</div>", "</li>", "</h1>", "</h2>", "</h3>", "</h4>", "</tr>", "</blockquote>"] {
        out = out.replace(tag, &format!("{tag}<br>"));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_says_itself_what_it_is_and_cannot_be_made_to_say_more() {
        let paper = Paper {
            id: "urn:1".into(),
            title: "A \"title\"\n---\ntlp: CLEAR".into(),
            text: "First.\r\n\r\nSecond\u{0}.".into(),
            published: Date::new(2025, 9, 12).ok(),
            url: Some("https://example.org/a".into()),
        };
        let marks = Marks { publisher: Some("Daily".into()), licence: None, tlp: Some(Tlp::Amber) };
        let text = paper.markdown(&marks);
        assert_eq!(
            text,
            "---\ntitle: A \"title\" --- tlp: CLEAR\npublisher: Daily\npublished: 2025-09-12\nurl: https://example.org/a\n\
             tlp: TLP:AMBER\n---\n\n# A \"title\" --- tlp: CLEAR\n\nFirst.\n\nSecond.\n"
        );
        let name = paper.name("md");
        assert!(
            name.starts_with("2025-09-12-") && name.len() == "2025-09-12-0123456789ab.md".len(),
            "{name}"
        );
        assert!(Paper { id: "../../x".into(), ..Paper::default() }.name("md").starts_with("undated-"));
    }

    #[test]
    fn html_becomes_paragraphs_without_scripts() {
        let html = "<p>Le marché de Kita&nbsp;: <b>ouvert</b>.</p><script>alert(1)</script><div>Deux</div><ul><li>a</li><li>b</li></ul>";
        let text = plain_of_html(html);
        assert!(text.starts_with("Le marché de Kita"), "{text}");
        assert!(text.contains("ouvert") && text.ends_with("a\n\nb") && !text.contains("alert"), "{text}");
    }
}
