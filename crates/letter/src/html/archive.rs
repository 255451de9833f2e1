//! The list of issued letters, as one self-contained page in both languages.

use super::write::Html;
use super::{STYLE, colour};
use crate::words::{Messages, say_date};
use crate::{Lang, Titles};
use base::{Date, Interval, Tlp};

/// An issued letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Its number.
    pub number: u32,
    /// What could be known on that day is what it holds.
    pub as_of: Date,
    /// The day it was issued.
    pub issued: Date,
    /// Its marking; `None` where a redaction left nothing of it.
    pub tlp: Option<Tlp>,
    /// The letter that it corrects.
    pub corrects: Option<u32>,
    /// Letters that correct it.
    pub corrected_by: Vec<u32>,
    /// Whether a redaction withdrew it.
    pub withdrawn: bool,
    /// Its files.
    pub files: Vec<ListedFile>,
}

/// A language and format of a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedFile {
    /// Language tag.
    pub lang: String,
    /// `html`, `pdf`, `md`, `docx`.
    pub format: String,
    /// Its address from the page.
    pub href: String,
}

/// The page: letters as given, once in French and once in English. It is marked as the strictest of them. The same letters
/// give the same bytes.
pub fn archive(title: &Titles, demo: bool, letters: &[Listed]) -> String {
    let mut out = Html::default();
    let [fr, en] = [Lang::French, Lang::English].map(Messages::new);
    let tlp = letters.iter().filter_map(|l| l.tlp).max().unwrap_or(Tlp::Clear);
    out.raw("<!DOCTYPE html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n");
    out.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
    out.text(&format!("{} – {}", title.fr, fr.say("archive-title"))).raw("</title>\n<style>\n");
    out.raw(STYLE).raw("</style>\n</head>\n<body>\n<div class=\"running\">\n<div class=\"band\">");
    match demo {
        true => {
            let warning = [&fr, &en].map(|m| m.say("example")).join(" · ");
            out.raw("<strong class=\"example\">").text(&warning).raw("</strong>");
        }
        false => {
            out.raw("<span>").text(&title.fr).raw("</span>");
        }
    }
    out.raw(&format!(" <span class=\"tlp tlp-{}\">", colour(tlp))).text(tlp.as_str());
    out.raw("</span></div>\n</div>\n<main class=\"flow\">\n");
    for (words, title) in [(&fr, &title.fr), (&en, &title.en)] {
        section(&mut out, words, title, letters);
    }
    out.raw("</main>\n</body>\n</html>\n");
    out.finish()
}

fn section(out: &mut Html, words: &Messages, title: &str, letters: &[Listed]) {
    let lang = words.lang.tag();
    out.raw("<section").attribute("lang", lang).attribute("aria-labelledby", &format!("archive-{lang}"));
    out.raw(">\n<p class=\"kicker\">").text(&words.say("archive-title")).raw("</p>\n<h1");
    out.attribute("id", &format!("archive-{lang}")).raw(">").text(title).raw("</h1>\n");
    if letters.is_empty() {
        out.raw("<p class=\"lead\">").text(&words.say("archive-none")).raw("</p>\n</section>\n");
        return;
    }
    let heads = ["number", "as-of", "issued", "marking", "files", "remark"];
    let heads = heads.map(|name| words.say(&format!("archive-{name}")));
    out.raw("<table role=\"table\" class=\"board\">\n<colgroup>");
    for width in [8, 21, 21, 13, 22, 15] {
        out.raw(&format!("<col style=\"width:{width}%\"/>"));
    }
    out.raw("</colgroup>\n<thead role=\"rowgroup\"><tr role=\"row\">");
    for head in &heads {
        out.raw("<th role=\"columnheader\" scope=\"col\">").text(head).raw("</th>");
    }
    out.raw("</tr></thead>\n<tbody role=\"rowgroup\">\n");
    letters.iter().for_each(|letter| row(out, words, &heads, letter));
    out.raw("</tbody>\n</table>\n</section>\n");
}

fn row(out: &mut Html, words: &Messages, heads: &[String; 6], of: &Listed) {
    // A narrow column may break a day between its words, rather than within its year.
    let day = |day| say_date(words, &Interval::day(day)).replace('\u{a0}', " ");
    let number = words.tell("letter-number", [("number", of.number.to_string().into())]);
    out.raw("<tr role=\"row\">\n<th role=\"rowheader\" scope=\"row\">").text(&number).raw("</th>\n");
    let [_, as_of, issued, marking, files, remark] = heads;
    let marked = of.tlp.map_or_else(|| words.say("unknown"), |tlp| tlp.as_str().to_owned());
    for (head, text) in [(as_of, day(of.as_of)), (issued, day(of.issued)), (marking, marked)] {
        out.raw("<td role=\"cell\"").attribute("data-label", head).raw(">").text(&text).raw("</td>\n");
    }
    out.raw("<td role=\"cell\"").attribute("data-label", files).raw(">");
    let mut langs: Vec<&str> = of.files.iter().map(|f| f.lang.as_str()).collect();
    langs.sort_unstable();
    langs.dedup();
    for lang in langs {
        out.raw("<span class=\"cell-line\">");
        out.text(&words.tell("archive-lang", [("lang", words.name("language", lang).into())]));
        for (at, file) in of.files.iter().filter(|f| f.lang == lang).enumerate() {
            out.raw(if at > 0 { ", " } else { "" });
            file_link(out, &words.name("archive-format", &file.format), file, of.withdrawn);
        }
        out.raw("</span>");
    }
    out.raw("</td>\n<td role=\"cell\"").attribute("data-label", remark).raw(">");
    out.text(&remarks(words, of).join(", ")).raw("</td>\n</tr>\n");
}

/// What is withdrawn is not linked.
fn file_link(out: &mut Html, name: &str, file: &ListedFile, withdrawn: bool) {
    if withdrawn {
        out.text(name);
        return;
    }
    out.raw("<a")
        .attribute("href", &file.href)
        .attribute("hreflang", &file.lang)
        .raw(">")
        .text(name)
        .raw("</a>");
}

fn remarks(words: &Messages, of: &Listed) -> Vec<String> {
    let numbers =
        of.corrected_by.iter().map(|n| words.tell("letter-number", [("number", n.to_string().into())]));
    let numbers: Vec<String> = numbers.collect();
    let corrects = of.corrects.map(|n| words.tell("letter-corrects", [("number", n.to_string().into())]));
    let corrected = (!numbers.is_empty())
        .then(|| words.tell("archive-corrected", [("letters", words.list(&numbers).into())]));
    let withdrawn = of.withdrawn.then(|| words.say("archive-withdrawn"));
    [corrects, corrected, withdrawn].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letter(number: u32) -> Listed {
        let file = ListedFile {
            lang: "fr".to_owned(),
            format: "pdf".to_owned(),
            href: format!("letter-{number:03}.fr.pdf"),
        };
        Listed {
            number,
            as_of: Date::constant(2025, 9, 30),
            issued: Date::constant(2025, 10, 2),
            tlp: Some(Tlp::Clear),
            corrects: None,
            corrected_by: Vec::new(),
            withdrawn: false,
            files: vec![file],
        }
    }

    #[test]
    fn letters_are_listed_in_both_languages_with_what_became_of_them() {
        let mut letters = [letter(3), letter(2), letter(1)];
        letters[0].corrects = Some(2);
        letters[1].corrected_by = vec![3];
        letters[2].withdrawn = true;
        letters[1].tlp = Some(Tlp::Green);
        let title = Titles { fr: "L’axe <ouest>".to_owned(), en: "The western axis".to_owned() };
        let page = archive(&title, true, &letters).replace('\u{a0}', " ");
        for told in [
            "<section lang=\"fr\"",
            "<section lang=\"en\"",
            "L’axe &lt;ouest&gt;",
            "30 septembre 2025",
            "30 September 2025",
            "rectifie la lettre n° 2",
            "corrected by No. 3",
            "retirée",
            "EXEMPLE – ne pas utiliser pour décider · EXAMPLE – not for decisions",
            "<span class=\"tlp tlp-green\">TLP:GREEN",
            "<a href=\"letter-003.fr.pdf\" hreflang=\"fr\">PDF</a>",
        ] {
            assert!(page.contains(told), "{told}\n{page}");
        }
        assert!(!page.contains("href=\"letter-001"), "a withdrawn letter is linked");
        for forbidden in ["<script", "<link", "src=", "http:"] {
            assert!(!page.contains(forbidden), "{forbidden}");
        }
    }

    #[test]
    fn without_letters_it_says_so() {
        let page = archive(&Titles::same("X"), false, &[]);
        assert!(page.contains("Aucune lettre") && page.contains("No letter") && !page.contains("<table"));
    }
}
