//! Words that turn the words around them about are held to their place in every format.

mod support;

use letter::{Basis, Lang, Words, compose, docx, html, markdown};
use std::io::Read;
use support::sample;

#[test]
fn no_title_or_quote_turns_what_stands_beside_it_about() {
    let mut findings = sample();
    findings.masthead.title.en = "Corridor \u{202e}2025".to_owned();
    findings.sources.iter_mut().for_each(|s| s.title = Words::new("\u{202e}News\u{2066} خبر", "ar"));
    for note in &mut findings.notes {
        if let Basis::Quote(quote) = &mut note.basis {
            quote.quote = Some(Words::new("killing \u{202e} 4 people, طريق", "en"));
        }
    }
    let sheet = compose(&findings, Lang::English);
    let bytes = docx(&sheet).unwrap();
    let mut package = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut word = String::new();
    for part in ["word/document.xml", "word/footnotes.xml"] {
        package.by_name(part).unwrap().read_to_string(&mut word).unwrap();
    }
    for page in [html(&sheet), markdown(&sheet), word] {
        assert!(!page.contains(['\u{202e}', '\u{2066}']), "a direction is overridden");
        assert!(page.contains("طريق\u{200e}"), "what follows a word from right to left stays behind it");
    }
}
