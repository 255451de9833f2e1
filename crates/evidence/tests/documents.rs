//! Documents of every format, good and bad, as a reader of the crate sees them.

use base::{Checked, Tlp};
use evidence::{
    Document, Doubt, Format, Gazetteer, LARGEST, Language, Reader, Received, RegionKind, Unreadable,
    Vocabulary,
};
use proptest::prelude::*;
use std::fmt::Write;
use std::path::Path;

fn open_with(bytes: &[u8], received: &Received) -> Result<Checked<Document>, Unreadable> {
    let reader = Reader::new(&Vocabulary::default(), Gazetteer::default());
    reader.read(bytes, received).map(|read| read.map(|r| r.document))
}

fn open(bytes: &[u8], name: &str) -> Result<Checked<Document>, Unreadable> {
    open_with(bytes, &Received { name: name.into(), ..Received::default() })
}

fn fixture(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/documents").join(name);
    std::fs::read(path).expect("a fixture of this crate")
}

/// A document as a page that a person can read.
fn shown(read: &Checked<Document>) -> String {
    let d = &read.value;
    let mut out = String::new();
    let or = |o: &Option<String>| o.clone().unwrap_or_else(|| "-".into());
    let date = d.published.map_or_else(|| "-".into(), |d| d.to_string());
    writeln!(out, "{:?}, {}, {}, {}", d.format, d.encoding, d.language.tag(), d.tlp.as_str()).unwrap();
    writeln!(out, "title:     {}\npublisher: {}\npublished: {date}", or(&d.title), or(&d.publisher)).unwrap();
    writeln!(out, "url:       {}\nlicence:   {}\n\nregions", or(&d.url), or(&d.licence)).unwrap();
    for r in &d.regions {
        let words = d.text[r.range.clone()].replace('\n', "⏎");
        writeln!(out, "  {:<9} {:<3} {}", format!("{:?}", r.kind), r.language.tag(), words).unwrap();
    }
    writeln!(out, "\ncitations").unwrap();
    for c in &d.citations {
        let days =
            c.date.map_or_else(|| "-".into(), |i| format!("{} … {}", i.start.unwrap(), i.end.unwrap()));
        writeln!(
            out,
            "  {} {}\n    publisher: {}\n    date:      {days}",
            c.number,
            c.label,
            or(&c.publisher)
        )
        .unwrap();
        writeln!(out, "    title:     {}\n    url:       {}", or(&c.title), or(&c.url)).unwrap();
        for call in &c.calls {
            let line = d.text[..call.start].lines().next_back().unwrap_or("");
            let tail: String = line.chars().rev().take(40).collect::<Vec<_>>().into_iter().rev().collect();
            writeln!(out, "    called:    …{tail}{}", &d.text[call.clone()]).unwrap();
        }
    }
    writeln!(out, "\nissues").unwrap();
    for issue in &read.issues {
        writeln!(out, "  {issue}").unwrap();
    }
    for Doubt { kind, sides, .. } in &d.doubts {
        writeln!(
            out,
            "  {kind:?}: {}",
            sides.iter().map(|s| s.value.as_str()).collect::<Vec<_>>().join(" / ")
        )
        .unwrap();
    }
    out
}

macro_rules! reads {
    ($($test:ident: $file:literal;)*) => {$(
        #[test]
        fn $test() {
            let read = open(&fixture($file), $file).unwrap();
            invariants(&read.value);
            insta::assert_snapshot!(shown(&read));
        }
    )*};
}

reads! {
    a_note_with_front_matter: "note.md";
    front_matter_with_mistakes: "typo.md";
    a_report_whose_footnotes_restart: "report.txt";
    a_reprint_with_its_page_around_it: "reprint.txt";
    a_list_of_sources: "references.txt";
    a_web_page_with_menus_and_comments: "page.html";
    a_page_without_an_article_but_with_prose: "short_page.html";
    three_languages_in_one_text: "two_languages.txt";
    utf8_with_stray_bytes: "mixed.txt";
}

/// What must hold of every document.
fn invariants(document: &Document) {
    let text = &document.text;
    let mut end = 0;
    for region in &document.regions {
        let words = text.get(region.range.clone()).expect("a region on character boundaries");
        assert!(region.range.start >= end, "regions are in order and apart");
        assert!(!words.trim().is_empty() && words.trim() == words, "regions are trimmed: {words:?}");
        assert!(
            text[end..region.range.start].trim().is_empty(),
            "everything that is not white space is in a region"
        );
        end = region.range.end;
    }
    assert!(text[end..].trim().is_empty());
    for (citation, number) in document.citations.iter().zip(1..) {
        assert_eq!(citation.number, number);
        assert!(document.regions.iter().any(|r| r.range == citation.range && r.kind == RegionKind::Citation));
        for call in &citation.calls {
            assert!(!text.get(call.clone()).expect("a call on character boundaries").is_empty());
        }
    }
    for side in document.doubts.iter().flat_map(|d| &d.sides) {
        let range = base::CharIndex::new(text).bytes(side.span).unwrap();
        assert_eq!(text[range], side.quote);
    }
}

#[test]
fn text_is_stored_as_it_stands() {
    for name in ["report.txt", "note.md", "two_languages.txt", "reprint.txt"] {
        let bytes = fixture(name);
        assert_eq!(open(&bytes, name).unwrap().value.text.as_bytes(), bytes, "{name}");
    }
    let odd = " \r\n\r\nOne  line.\r\n\u{c}Two.\r\n\t";
    assert_eq!(open(odd.as_bytes(), "odd.txt").unwrap().value.text, odd);
}

#[test]
fn one_text_in_four_encodings() {
    let want = "Le marché de Dankoro a rouvert le 3 août 2025 – enfin. Les éleveurs y sont venus à pied, très tôt, et repartis après la prière.\r\n";
    for (name, encoding) in [("latin1.txt", "windows-1252"), ("utf16.txt", "UTF-16LE"), ("bom.txt", "UTF-8")]
    {
        let read = open(&fixture(name), name).unwrap().value;
        assert_eq!((read.text.as_str(), read.encoding.as_str()), (want, encoding), "{name}");
        assert_eq!(read.language, Language::French);
    }
    let page = open(&fixture("latin1_page.html"), "latin1_page.html").unwrap().value;
    assert_eq!((page.title.as_deref(), page.encoding.as_str()), (Some("Été à Dankoro"), "windows-1252"));
    assert!(page.text.contains("Les éleveurs sont arrivés à Dankoro"));
}

#[test]
fn what_is_received_wins() {
    let received = Received {
        name: "note.md".into(),
        published: Some("2025-07-20".parse().unwrap()),
        publisher: Some("Archive".into()),
        url: Some("https://archive.example/1".into()),
        licence: Some("CC0".into()),
        tlp: Some(Tlp::Red),
    };
    let read = open_with(&fixture("note.md"), &received).unwrap();
    let d = &read.value;
    assert_eq!((d.published, d.tlp), (received.published, Tlp::Red));
    assert_eq!((&d.publisher, &d.url, &d.licence), (&received.publisher, &received.url, &received.licence));
    let differs: Vec<_> = read.issues.iter().filter(|i| i.code == "document.date_differs").collect();
    assert_eq!(differs.len(), 1);
    assert_eq!(differs[0].line, Some(4));
    assert!(differs[0].message.contains("2025-07-20") && differs[0].message.contains("2025-07-18"));
}

#[test]
fn a_menu_alone_is_no_article() {
    assert_eq!(refusal(&fixture("menu_only.html"), "menu_only.html"), "document.no_article");
}

fn refusal(bytes: &[u8], name: &str) -> &'static str {
    let refused = open(bytes, name).unwrap_err();
    assert!(!refused.message.is_empty() && !refused.help.is_empty());
    refused.code
}

#[test]
fn each_bad_file_has_its_own_message() {
    assert_eq!(refusal(b"", "a.txt"), "document.empty");
    assert_eq!(refusal(b"\xEF\xBB\xBF \r\n\t\n", "a.txt"), "document.blank");
    assert_eq!(refusal(b"PK\x03\x04\x14\x00", "a.docx"), "document.binary");
    assert_eq!(refusal(b"abc\0def", "a.txt"), "document.binary");
    assert_eq!(refusal(b"\x89PNG\r\n\x1a\n", "scan.png"), "document.binary");
    assert_eq!(refusal(&vec![b'a'; LARGEST + 1], "a.txt"), "document.too_large");
    assert_eq!(refusal(b"just words", "a.pdf"), "document.corrupt_pdf");
}

/// A PDF of the given objects (numbered from 1, the first one the catalogue), with its cross-reference table.
fn pdf(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut out = String::from("%PDF-1.4\n");
    let mut at = Vec::new();
    for (number, object) in (1..).zip(objects) {
        at.push(out.len());
        writeln!(out, "{number} 0 obj\n{object}\nendobj").unwrap();
    }
    let xref = out.len();
    writeln!(out, "xref\n0 {}\n0000000000 65535 f ", objects.len() + 1).unwrap();
    for offset in at {
        writeln!(out, "{offset:010} 00000 n ").unwrap();
    }
    writeln!(
        out,
        "trailer\n<< /Size {} /Root 1 0 R {trailer} >>\nstartxref\n{xref}\n%%EOF",
        objects.len() + 1
    )
    .unwrap();
    out.into_bytes()
}

fn stream(content: &str) -> String {
    format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// Three pages with a running head, a page number and the given lines.
fn paged(pages: &[&[&str]]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|i| format!("{} 0 R", 4 + 2 * i)).collect();
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        format!(
            "<< /Type /Pages /Kids [{}] /Count {} /MediaBox [0 0 595 842] >>",
            kids.join(" "),
            pages.len()
        ),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    for (i, lines) in pages.iter().enumerate() {
        let content = 5 + 2 * i;
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /Contents {content} 0 R >>"
        ));
        let mut ops = String::from("BT /F1 11 Tf 60 800 Td (River House Bulletin) Tj 0 -40 Td\n");
        for line in *lines {
            let gap =
                if line.is_empty() { "0 -14 Td\n".to_owned() } else { format!("({line}) Tj 0 -14 Td\n") };
            ops.push_str(&gap);
        }
        write!(ops, "0 -60 Td (Page {}) Tj ET", i + 1).unwrap();
        objects.push(stream(&ops));
    }
    pdf(&objects, "")
}

fn three_pages() -> Vec<u8> {
    paged(&[
        &[
            "Ferry report",
            "",
            "12 July 2025",
            "",
            "The ferry stopped on Monday because its engine failed and no spare",
            "parts were kept at the quay. Drivers wait-",
            "ed for two nights on the northern bank and asked",
        ],
        &[
            "for the old ford to be opened.",
            "",
            "The town answered that the ford would be inspected first, and that",
            "nobody should cross before then.",
        ],
        &["A new engine is on its way."],
    ])
}

#[test]
fn a_pdf_with_a_text_layer() {
    let read = open(&three_pages(), "report.pdf").unwrap();
    invariants(&read.value);
    assert_eq!(read.value.format, Format::Pdf);
    insta::assert_snapshot!(shown(&read));
}

#[test]
fn a_scanned_pdf_is_sent_to_ocr() {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 /MediaBox [0 0 595 842] >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /Resources << >> /Contents 4 0 R >>".to_owned(),
        stream("q 595 0 0 842 0 0 cm Q"),
    ];
    let refused = open(&pdf(&objects, ""), "scan.pdf").unwrap_err();
    assert_eq!(refused.code, "document.scanned_pdf");
    assert!(refused.help.contains("ocrmypdf"));
}

#[test]
fn an_encrypted_pdf_says_so() {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [] /Count 0 >>".to_owned(),
        format!("<< /Filter /Standard /V 1 /R 2 /O <{0}> /U <{0}> /P -44 >>", "41".repeat(32)),
    ];
    let bytes = pdf(&objects, "/Encrypt 3 0 R /ID [<61><61>]");
    assert_eq!(refusal(&bytes, "locked.pdf"), "document.encrypted");
}

#[test]
fn a_pdf_cut_off_at_any_byte_is_refused_or_read_but_never_ends_the_run() {
    let bytes = three_pages();
    for cut in (9..bytes.len() - 40).step_by(97) {
        if let Err(refused) = open(&bytes[..cut], "cut.pdf") {
            let known = ["document.truncated", "document.scanned_pdf"];
            assert!(known.contains(&refused.code), "{} at {cut}", refused.code);
        }
    }
    assert_eq!(refusal(&bytes[..bytes.len() / 2], "cut.pdf"), "document.truncated");
}

#[test]
fn a_form_that_draws_itself_loses_its_page_only() {
    let form = "/F0 Do";
    let mut objects: Vec<String> = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".into(),
        "<< /Type /Pages /Kids [4 0 R 6 0 R] /Count 2 /MediaBox [0 0 595 842] >>".into(),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".into(),
        "<< /Type /Page /Parent 2 0 R /Resources << /XObject << /F0 5 0 R >> >> /Contents 8 0 R >>".into(),
    ];
    objects.push(format!(
        "<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length {} >>\nstream\n{form}\nendstream",
        form.len()
    ));
    objects.push(
        "<< /Type /Page /Parent 2 0 R /Resources << /Font << /F1 3 0 R >> >> /Contents 7 0 R >>".into(),
    );
    objects.push(stream("BT /F1 11 Tf 60 800 Td (The second page can be read all the same.) Tj ET"));
    objects.push(stream("/F0 Do"));
    let read = open(&pdf(&objects, ""), "loop.pdf").unwrap();
    assert!(read.value.text.contains("can be read all the same"));
    assert!(
        read.issues.iter().any(|i| i.code == "document.pdf_page_lost" && i.message.contains("page(s) 1 "))
    );
}

#[test]
fn a_page_nested_without_end_is_read_or_refused() {
    let deep =
        format!("<html><body>{}<p>{}</p>", "<div>".repeat(20_000), "The ford is open again. ".repeat(20));
    if let Ok(read) = open(deep.as_bytes(), "deep.html") {
        invariants(&read.value);
    }
}

#[test]
fn a_hundred_thousand_calls_do_not_stop_the_run() {
    let text = format!("{}\n\n[1] A (2025, May 2). T. <https://a.org>\n", "word[1] other[7] ".repeat(50_000));
    let read = open(text.as_bytes(), "calls.txt").unwrap();
    assert!(read.issues.len() < 400);
    assert!(!read.value.citations[0].calls.is_empty());
}

proptest! {
    #[test]
    fn any_bytes_under_any_name(bytes in prop::collection::vec(any::<u8>(), 0..400), name in "[a-z]{1,4}\\.(txt|md|html|pdf|x)") {
        if let Ok(read) = open(&bytes, &name) {
            invariants(&read.value);
        }
    }

    #[test]
    fn any_text_of_the_parts_that_documents_are_made_of(
        parts in prop::collection::vec(prop::sample::select(PARTS), 0..40),
        name in "a\\.(txt|md|html)",
    ) {
        if let Ok(read) = open(parts.concat().as_bytes(), &name) {
            invariants(&read.value);
            if !name.ends_with("html") {
                prop_assert_eq!(read.value.text, parts.concat());
            }
        }
    }

    #[test]
    fn any_damage_to_a_pdf(at in prop::collection::vec((0usize..1600, any::<u8>()), 1..12)) {
        let mut bytes = three_pages();
        for (i, byte) in at {
            if let Some(slot) = bytes.get_mut(i) {
                *slot = byte;
            }
        }
        if let Ok(read) = open(&bytes, "damaged.pdf") {
            invariants(&read.value);
        }
    }
}

/// Parts that trip scanners: labels, dates, marks, addresses, accents, white space of all sorts.
const PARTS: &[&str] = &[
    "[1]",
    "^[2]",
    "[^a]",
    "[^a]: ",
    "¹",
    "²³",
    "[1, 3]",
    "[",
    "]",
    "^",
    "(2025, May 2)",
    "(",
    ")",
    "2025, ",
    "July ",
    "31 ",
    "février ",
    "2025",
    "2025-02-31",
    " ",
    "  ",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "\u{a0}",
    "\u{c}",
    "\u{200b}",
    "---\n",
    "title: x\n",
    "# ",
    "- ",
    "• ",
    "1. ",
    "Sources\n",
    "Source : AFP\n",
    "https://a.org/2025/08/23/x",
    "<https://b.org>",
    "www.c.net",
    "©",
    "Copyright ",
    "É",
    "œ",
    "😀",
    "Une phrase. ",
    "The river rose.",
    "op. cit.",
    "Ibid.",
    "tel : 12",
    "BP : 1",
    "<p>",
    "</p>",
    "<sup>1</sup>",
    "&amp;",
    "<ol><li>",
    "until ",
    "\"",
    "«",
    "»",
    ".",
    ", ",
    "Name",
    "a",
];
