//! The letter as Markdown and as a Word document: nothing is lost, nothing becomes markup, the same bytes each time.

#[path = "support/full.rs"]
mod full;
mod support;

use letter::sheet::{Block, Inline, Part, Sheet};
use letter::{Finding, Kind, Lang, Occurrence, Words, compose, docx, markdown};
use pulldown_cmark::{Event, Options, Parser, Tag};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::PathBuf;
use std::process::Command;
use support::sample;

/// Words that each format could stumble over.
const NASTY: &str = "<b>&amp; *a* _b_ [c](d) `e` | # 1. ~~f~~ \\ ![g] $h$ \u{5d0}\u{5d1} ]]> \u{7}end";

fn sheets() -> Vec<Sheet> {
    let mut nasty = sample();
    let mut of = Occurrence::new(Kind::Incident, "armed_attack", base::Modality::Asserted);
    of.target = Some(Words::new(NASTY, "he"));
    of.actors = vec![NASTY.to_owned()];
    let note = nasty.notes[0].id.clone();
    nasty.occurrences.push(Finding::new("evt-nasty", of, vec![note]).unwrap());
    nasty.masthead.title = letter::Titles::same(&format!("- {NASTY} {}", "long ".repeat(60)));
    let all = [full::full(sample()), full::amber(sample()), support::empty(), nasty];
    all.iter().flat_map(|f| Lang::ALL.map(|lang| compose(f, lang))).collect()
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
}

/// Headings of a sheet, in the order of print.
fn headings(parts: &[Part], out: &mut Vec<String>) {
    for part in parts {
        out.push(part.title.clone());
        headings(&part.parts, out);
    }
}

/// Only letters and digits: blanks and signs are each format's own.
fn letters(words: &str) -> String {
    words.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn said(words: &[Inline], out: &mut String) {
    for one in words {
        match one {
            Inline::Text(w) | Inline::Strong(w) | Inline::Soft(w) | Inline::Reserve(w) | Inline::Id(w) => {
                out.push_str(w)
            }
            Inline::Quote { text, .. } | Inline::Title { text, .. } | Inline::Link { text, .. } => {
                out.push_str(text)
            }
            Inline::Grade { grade, .. } => out.push_str(grade),
            Inline::Badge { word, .. } => out.push_str(word),
            Inline::Call(_) => {}
        }
    }
}

/// What the blocks of a sheet say, table by table and line by line.
fn blocks(all: &[Block], out: &mut Vec<String>) {
    let line = |words: &[Inline], out: &mut Vec<String>| {
        let mut told = String::new();
        said(words, &mut told);
        out.push(letters(&told));
    };
    for block in all {
        match block {
            Block::Paragraph(words) | Block::Remark(words) => line(words, out),
            Block::List(list) => list.items.iter().for_each(|i| {
                line(&i.says, out);
                line(&i.meta, out);
                i.under.iter().for_each(|u| line(&u.says, out));
            }),
            Block::Table(table) => {
                table.rows.iter().flat_map(|r| &r.cells).flatten().for_each(|l| line(l, out))
            }
            Block::Sides(sides) => {
                out.push(letters(&sides.title));
                for side in &sides.sides {
                    line(&side.says, out);
                    side.quotes.iter().for_each(|(words, _)| line(words, out));
                }
            }
            Block::Figure(figure) => {
                line(&figure.caption, out);
                out.push(letters(figure.told()));
            }
            Block::Analyst(own) => blocks(own, out),
        }
    }
}

fn everything(sheet: &Sheet) -> Vec<String> {
    fn of(parts: &[Part], out: &mut Vec<String>) {
        for part in parts {
            blocks(&part.blocks, out);
            of(&part.parts, out);
        }
    }
    let mut out = Vec::new();
    of(&sheet.parts, &mut out);
    for note in &sheet.notes {
        let mut told = String::new();
        said(&note.says, &mut told);
        out.push(letters(&told));
    }
    out.retain(|l| !l.is_empty());
    out
}

#[test]
fn markdown_says_what_the_sheet_says() {
    for sheet in sheets() {
        let page = markdown(&sheet);
        let (mut words, mut titles, mut notes, mut calls, mut tables) = (String::new(), Vec::new(), 0, 0, 0);
        let mut heading: Option<String> = None;
        for event in Parser::new_ext(&page, options()) {
            match event {
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::End(pulldown_cmark::TagEnd::Heading(_)) => titles.extend(heading.take()),
                Event::Start(Tag::FootnoteDefinition(_)) => notes += 1,
                Event::Start(Tag::Table(_)) => tables += 1,
                Event::Start(Tag::Image { .. } | Tag::CodeBlock(_) | Tag::Strikethrough) => {
                    panic!("markup: {page}")
                }
                Event::FootnoteReference(_) => calls += 1,
                Event::Text(t) | Event::Code(t) => {
                    words.push_str(&letters(&t));
                    heading.iter_mut().for_each(|h| h.push_str(&t));
                }
                Event::Html(h) | Event::InlineHtml(h) => {
                    assert!(["<br>", "<!-- -->"].contains(&h.trim()), "HTML in {h}");
                }
                _ => {}
            }
        }
        let mut expected = vec![sheet.head.title.clone()];
        headings(&sheet.parts, &mut expected);
        let all: Vec<String> = titles.iter().map(|t| letters(t)).collect();
        for title in &expected {
            assert!(all.contains(&letters(title)), "{title} is no heading of {all:?}");
        }
        assert_eq!(notes, sheet.notes.len());
        assert!(calls >= notes && (tables > 0 || sheet.notes.is_empty()));
        for line in everything(&sheet) {
            assert!(words.contains(&line), "{line} is not in {words}");
        }
    }
}

#[test]
fn a_full_letter_as_markdown() {
    insta::assert_snapshot!(markdown(&compose(&full::full(sample()), Lang::French)));
}

fn package(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    (0..zip.len())
        .map(|at| {
            let mut file = zip.by_index(at).expect("a part");
            let (name, mut text) = (file.name().to_owned(), String::new());
            file.read_to_string(&mut text).expect("UTF-8");
            (name, text)
        })
        .collect()
}

fn values(doc: &roxmltree::Document<'_>, element: &str, attribute: &str) -> Vec<String> {
    let of = |n: roxmltree::Node<'_, '_>| {
        n.attributes().find(|a| a.name() == attribute).map(|a| a.value().to_owned())
    };
    doc.descendants().filter(|n| n.tag_name().name() == element).filter_map(of).collect()
}

#[test]
fn a_word_document_is_whole() {
    for sheet in sheets() {
        let bytes = docx(&sheet).expect("a document");
        assert_eq!(bytes, docx(&sheet).expect("a document"), "the same bytes");
        let parts = package(&bytes);
        let docs: BTreeMap<&str, roxmltree::Document<'_>> = parts
            .iter()
            .map(|(name, xml)| {
                (name.as_str(), roxmltree::Document::parse(xml).unwrap_or_else(|e| panic!("{name}: {e}")))
            })
            .collect();
        let (text, notes) = (&docs["word/document.xml"], &docs["word/footnotes.xml"]);
        // Every part that is named is there, and every part that is there is named.
        for target in values(&docs["word/_rels/document.xml.rels"], "Relationship", "Target") {
            assert!(target.contains("://") || parts.contains_key(&format!("word/{target}")), "{target}");
        }
        let typed = values(&docs["[Content_Types].xml"], "Override", "PartName");
        assert!(typed.iter().all(|p| parts.contains_key(p.trim_start_matches('/'))));
        assert!(
            parts
                .keys()
                .filter(|p| p.ends_with(".xml") && !p.starts_with('['))
                .all(|p| typed.contains(&format!("/{p}")))
        );
        // Each footnote is called once by its own mark, in the order of its numbers.
        let calls = values(text, "footnoteReference", "id");
        let expected: Vec<String> = (1..=sheet.notes.len()).map(|n| n.to_string()).collect();
        assert_eq!(calls, expected);
        let defined = values(notes, "footnote", "id");
        assert_eq!(defined.len(), sheet.notes.len() + 2);
        // Links within lead to a bookmark, links outside to a relation; styles and lists exist.
        let bookmarks = values(text, "bookmarkStart", "name");
        let once: std::collections::BTreeSet<&String> = bookmarks.iter().collect();
        assert_eq!(once.len(), bookmarks.len(), "a bookmark stands twice");
        let ids = values(text, "bookmarkStart", "id");
        assert_eq!(ids.iter().collect::<std::collections::BTreeSet<_>>().len(), ids.len());
        for anchor in values(text, "hyperlink", "anchor") {
            assert!(bookmarks.contains(&anchor), "{anchor}");
        }
        for (part, rels) in [(text, "word/_rels/document.xml.rels"), (notes, "word/_rels/footnotes.xml.rels")]
        {
            let known = values(&docs[rels], "Relationship", "Id");
            assert!(values(part, "hyperlink", "id").iter().all(|id| known.contains(id)));
            let styles = values(&docs["word/styles.xml"], "style", "styleId");
            for element in ["pStyle", "rStyle", "tblStyle"] {
                assert!(values(part, element, "val").iter().all(|s| styles.contains(s)), "{element}");
            }
        }
        let lists = values(&docs["word/numbering.xml"], "num", "numId");
        assert!(values(text, "numId", "val").iter().all(|n| lists.contains(n)));
        // The marking stands on every page; what the sheet says is there.
        for band in ["word/header1.xml", "word/footer1.xml"] {
            assert!(parts[band].contains(sheet.head.tlp.as_str()));
            assert!(sheet.head.warning.as_ref().is_none_or(|w| parts[band].contains(w.as_str())));
        }
        let words: String = [text, notes]
            .iter()
            .flat_map(|d| d.descendants().filter(|n| n.tag_name().name() == "t"))
            .filter(|n| !n.ancestors().any(|a| a.tag_name().name() == "fldSimple"))
            .filter_map(|n| n.text())
            .map(letters)
            .collect();
        for line in everything(&sheet) {
            assert!(words.contains(&line), "{line}");
        }
    }
}

#[test]
fn a_word_document_opens_in_libreoffice() {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let office = std::env::split_paths(&paths).flat_map(|d| ["soffice", "libreoffice"].map(|n| d.join(n)));
    let Some(office) = office.into_iter().find(|p: &PathBuf| p.is_file()) else {
        return println!("skipped: no LibreOffice on the PATH");
    };
    let dir = tempfile::tempdir().expect("a temporary folder");
    let file = dir.path().join("letter.docx");
    std::fs::write(&file, docx(&compose(&full::full(sample()), Lang::French)).expect("a document"))
        .expect("written");
    let profile = format!("-env:UserInstallation=file://{}", dir.path().join("profile").display());
    let run = Command::new(office)
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .args([dir.path(), &file])
        .output()
        .expect("LibreOffice starts");
    assert!(
        run.status.success() && dir.path().join("letter.pdf").is_file(),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
}
