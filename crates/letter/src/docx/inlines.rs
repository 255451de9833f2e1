//! Words within a block.

use super::write::{Writer, bookmark_name, escape};
use crate::sheet::{Inline, Mark};
use crate::words::quoted;

/// The pieces of a line.
pub(super) fn inlines(out: &mut Writer, all: &[Inline]) {
    all.iter().for_each(|one| inline(out, one));
}

fn inline(out: &mut Writer, one: &Inline) {
    match one {
        Inline::Text(words) => out.run(words, ""),
        Inline::Strong(words) => out.run(words, "<w:b/>"),
        Inline::Soft(words) => out.run(words, "<w:rStyle w:val=\"Soft\"/>"),
        Inline::Reserve(words) => out.run(words, "<w:rStyle w:val=\"Reserve\"/>"),
        Inline::Quote { text, lang } => out.run(&quoted(text, lang), &spoken(lang)),
        Inline::Title { text, lang, url } => title(out, &quoted(text, lang), lang, url.as_deref()),
        Inline::Call(numbers) => {
            for (at, number) in numbers.iter().enumerate() {
                if at > 0 {
                    out.run(", ", "<w:vertAlign w:val=\"superscript\"/>");
                }
                out.call(*number);
            }
        }
        Inline::Id(id) => out.run(id, "<w:rStyle w:val=\"Id\"/>"),
        Inline::Grade { grade, .. } => out.run(grade, "<w:rStyle w:val=\"Grade\"/>"),
        Inline::Badge { mark, word } => out.run(&format!("{}\u{a0}{word}", sign(*mark)), "<w:b/>"),
        Inline::Link { to, text } => {
            let name = bookmark_name(to);
            out.raw(&format!("<w:hyperlink w:anchor=\"{name}\" w:history=\"1\">"));
            out.run(text, "<w:rStyle w:val=\"Hyperlink\"/>");
            out.raw("</w:hyperlink>");
        }
    }
}

fn title(out: &mut Writer, words: &str, lang: &str, url: Option<&str>) {
    match url.filter(|u| u.starts_with("https://") || u.starts_with("http://")) {
        Some(url) => {
            let relation = out.link(url);
            out.raw(&format!("<w:hyperlink r:id=\"{relation}\" w:history=\"1\">"));
            out.run(words, &format!("<w:rStyle w:val=\"Hyperlink\"/>{}", spoken(lang)));
            out.raw("</w:hyperlink>");
        }
        None => out.run(words, &spoken(lang)),
    }
}

/// The language of a run; writing from right to left where it is so written.
fn spoken(lang: &str) -> String {
    let base = lang.split('-').next().unwrap_or_default();
    match base {
        "" | "und" => String::new(),
        "ar" | "fa" | "he" | "ur" | "ps" | "yi" => format!("<w:rtl/><w:lang w:bidi=\"{}\"/>", escape(lang)),
        "fr" if lang == "fr" => "<w:lang w:val=\"fr-FR\"/>".to_owned(),
        "en" if lang == "en" => "<w:lang w:val=\"en-GB\"/>".to_owned(),
        _ => format!("<w:lang w:val=\"{}\"/>", escape(lang)),
    }
}

/// A sign that differs in shape, as on the page.
fn sign(mark: Mark) -> char {
    match mark {
        Mark::Good => '□',
        Mark::Watch => '◐',
        Mark::Bad => '●',
        Mark::Denied => '✕',
        Mark::Unknown => '?',
    }
}
