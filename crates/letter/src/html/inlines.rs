//! Words within a block.

use super::write::Html;
use crate::sheet::{Inline, Mark};
use crate::words::quoted;
use std::collections::BTreeMap;

/// How often each footnote was called so far, and what marks an analyst's text.
#[derive(Default)]
pub(super) struct Calls {
    counts: BTreeMap<usize, usize>,
    pub(super) analyst: String,
}

impl Calls {
    /// None yet, on a page that marks an analyst's text so.
    pub(super) fn new(analyst: &str) -> Self {
        Self { analyst: analyst.to_owned(), ..Self::default() }
    }

    /// How often a footnote is called.
    pub(super) fn of(&self, number: usize) -> usize {
        self.counts.get(&number).copied().unwrap_or(0)
    }

    fn next(&mut self, number: usize) -> usize {
        let calls = self.counts.entry(number).or_insert(0);
        *calls += 1;
        *calls
    }
}

pub(super) fn inlines(out: &mut Html, calls: &mut Calls, all: &[Inline]) {
    all.iter().for_each(|one| inline(out, calls, one));
}

fn inline(out: &mut Html, calls: &mut Calls, one: &Inline) {
    match one {
        Inline::Text(words) => out.text(words),
        Inline::Strong(words) => out.raw("<b>").text(words).raw("</b>"),
        Inline::Soft(words) => out.raw("<span class=\"soft\">").text(words).raw("</span>"),
        Inline::Reserve(words) => out.raw("<i class=\"modality\">").text(words).raw("</i>"),
        Inline::Quote { text, lang } => {
            out.raw("<q").attribute("lang", lang).raw(" dir=\"auto\">").text(&quoted(text, lang)).raw("</q>")
        }
        Inline::Title { text, lang, url } => title(out, text, lang, url.as_deref()),
        Inline::Call(numbers) => {
            for number in numbers {
                let call = calls.next(*number);
                out.raw(&format!("<a id=\"c{number}-{call}\" href=\"#note-{number}\">{number}</a>"));
            }
            out
        }
        Inline::Id(id) => out.raw("<code class=\"id\">").text(id).raw("</code>"),
        Inline::Grade { grade, meaning } => {
            out.raw("<abbr class=\"grade\"").attribute("title", meaning).raw(">").text(grade).raw("</abbr>")
        }
        Inline::Badge { mark, word } => {
            out.raw(&format!("<b class=\"mark mark-{}\">", class(*mark))).text(word).raw("</b>")
        }
        Inline::Link { to, text } => {
            out.raw("<a class=\"see\"").attribute("href", &format!("#{to}")).raw(">").text(text).raw("</a>")
        }
    };
}

fn title<'o>(out: &'o mut Html, text: &str, lang: &str, url: Option<&str>) -> &'o mut Html {
    let web = url.filter(|u| u.starts_with("https://") || u.starts_with("http://"));
    if let Some(url) = web {
        out.raw("<a rel=\"noreferrer\"").attribute("href", url).raw(">");
    }
    out.raw("<cite").attribute("lang", lang).raw(" dir=\"auto\">").text(&quoted(text, lang)).raw("</cite>");
    out.raw(if web.is_some() { "</a>" } else { "" })
}

fn class(mark: Mark) -> &'static str {
    match mark {
        Mark::Good => "good",
        Mark::Watch => "watch",
        Mark::Bad => "bad",
        Mark::Denied => "denied",
        Mark::Unknown => "unknown",
    }
}
