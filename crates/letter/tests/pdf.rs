//! The PDF read back: every word in order, footnotes, tags, and what happens with the worst sheets.

#[path = "support/charts.rs"]
mod charts;
#[path = "support/sheets.rs"]
mod sheets;

use letter::sheet::*;
use letter::{Lang, Pdf, pdf};
use proptest::prelude::*;

fn set(sheet: &Sheet) -> Pdf {
    pdf(sheet).expect("a sheet can be set")
}

/// The text of a PDF, read by another library; spaces and hyphens at line ends are the reader's guess, so none are kept.
fn read(pdf: &Pdf) -> String {
    squeeze(&pdf_extract::extract_text_from_mem(&pdf.bytes).expect("the PDF can be read"))
}

fn squeeze(words: &str) -> String {
    words
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{ad}' | '\u{200b}' | '\u{202f}'))
        .collect()
}

/// Whether `bytes` hold `what`.
fn holds(bytes: &[u8], what: &str) -> bool {
    bytes.windows(what.len()).any(|window| window == what.as_bytes())
}

fn assert_in_order(text: &str, words: &[&str]) {
    let mut rest = text;
    for word in words {
        let word = squeeze(word);
        let at = rest.find(&word).unwrap_or_else(|| panic!("`{word}` does not follow in: {rest}"));
        rest = &rest[at + word.len()..];
    }
}

/// The words of a line that are set where they stand: not those of footnotes.
fn words_of(line: &[Inline], out: &mut Vec<String>) {
    for inline in line {
        match inline {
            Inline::Text(s) | Inline::Strong(s) | Inline::Soft(s) | Inline::Reserve(s) | Inline::Id(s) => {
                out.push(s.clone());
            }
            Inline::Quote { text, .. } | Inline::Title { text, .. } | Inline::Link { text, .. } => {
                out.push(text.clone());
            }
            Inline::Grade { grade, .. } => out.push(grade.clone()),
            Inline::Badge { word, .. } => out.push(word.clone()),
            Inline::Call(_) => {}
        }
    }
}

fn words_of_blocks(blocks: &[Block], out: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Paragraph(line) | Block::Remark(line) => words_of(line, out),
            Block::List(list) => words_of_items(&list.items, out),
            Block::Table(table) => {
                words_of(&table.caption, out);
                out.extend(table.columns.iter().map(|c| c.head.clone()));
                table.rows.iter().flat_map(|r| &r.cells).flatten().for_each(|line| words_of(line, out));
            }
            Block::Sides(sides) => {
                out.push(sides.title.clone());
                out.push(sides.about.clone());
                for side in &sides.sides {
                    out.push(side.label.clone());
                    words_of(&side.says, out);
                    side.quotes.iter().for_each(|(line, by)| {
                        words_of(line, out);
                        out.push(by.clone());
                    });
                }
            }
            Block::Figure(figure) => words_of(&figure.caption, out),
            Block::Analyst(blocks) => words_of_blocks(blocks, out),
        }
    }
}

fn words_of_items(items: &[Item], out: &mut Vec<String>) {
    for item in items {
        out.extend(item.lead.clone());
        words_of(&item.says, out);
        words_of(&item.meta, out);
        words_of_items(&item.under, out);
    }
}

/// Words that the reader of PDFs gives back as they are: Arabic it turns about, so that is looked for elsewhere.
fn plain_words(sheet: &Sheet) -> Vec<String> {
    let mut out = Vec::new();
    for part in &sheet.parts {
        out.push(part.title.clone());
        words_of_blocks(&part.blocks, &mut out);
        for under in &part.parts {
            out.push(under.title.clone());
            words_of_blocks(&under.blocks, &mut out);
        }
    }
    out.retain(|words| words.chars().all(from_left));
    out
}

/// Whether a character belongs to no script from right to left.
fn from_left(c: char) -> bool {
    !('\u{590}'..='\u{2000}').contains(&c)
}

#[test]
fn every_word_of_a_letter_is_on_its_pages() {
    for lang in Lang::ALL {
        let sheet = sheets::full(lang);
        let pdf = set(&sheet);
        assert_eq!(pdf.issues, [], "nothing of it is left out");
        let text = read(&pdf);
        let head = &sheet.head;
        let cover =
            [&head.kicker, &head.title, &head.as_of, &head.lines[0], &head.lines[1], &head.tlp_meaning];
        assert_in_order(&text, &cover.map(String::as_str));
        for words in plain_words(&sheet) {
            assert!(text.contains(&squeeze(&words)), "{lang:?}: `{words}` is missing in {text}");
        }
        let headings: Vec<&str> = sheet.parts.iter().map(|p| p.title.as_str()).collect();
        assert_in_order(&text, &headings);
        assert_in_order(
            &text,
            &[&sheet.parts[0].title, "evt-3f9a", &sheet.parts[1].title, "evt-77b0", "evt-2"],
        );
    }
}

#[test]
fn every_footnote_is_printed_once_and_before_the_one_after_it() {
    let text = read(&set(&sheets::full(Lang::English)));
    let ids: Vec<String> = (1..=7).map(|n| format!("clm-{n}a7c")).collect();
    assert_in_order(&text, &ids.iter().map(String::as_str).collect::<Vec<_>>());
    for id in ids {
        assert_eq!(text.matches(&squeeze(&id)).count(), 1, "{id}");
    }
}

#[test]
fn footnotes_keep_the_numbers_of_the_sheet_whatever_their_order() {
    let mut sheet = sheets::empty(Lang::English);
    let note = |n: usize| SheetNote { id: format!("n{n}"), says: vec![Inline::text(format!("note{n}"))] };
    sheet.notes = (1..=9).map(note).collect();
    let mut part = Part::new("a", "Alpha");
    let call = |at: &str, n: &[usize]| Block::Paragraph(vec![Inline::text(at), Inline::Call(n.to_vec())]);
    part.blocks =
        vec![call("first", &[7]), call("second", &[2, 3]), call("again", &[7]), call("ninth", &[9, 12])];
    sheet.parts.push(part);
    let pdf = set(&sheet);
    let text = read(&pdf);
    for words in ["first7", "second2,3", "again7", "ninth9", "7note7", "2note2", "3note3", "9note9"] {
        assert!(text.contains(words), "`{words}` is missing in {text}");
    }
    // Notes that nothing calls stand at the end; a number that no note has is told.
    assert!(text.contains("1note1"), "{text}");
    assert_eq!(pdf.issues.iter().map(|i| i.code.as_str()).collect::<Vec<_>>(), ["pdf.footnote"]);
    assert!(pdf.issues[0].message.contains("12"));
}

#[test]
fn the_same_sheet_gives_the_same_bytes() {
    let sheet = sheets::full(Lang::French);
    let first = set(&sheet);
    set(&sheets::empty(Lang::English));
    assert_eq!(first.bytes, set(&sheet).bytes);
}

#[test]
fn it_is_tagged_in_its_language_and_keeps_pdf_ua() {
    let pdf = set(&sheets::full(Lang::French));
    assert!(pdf.accessible);
    let file = pdf_extract::Document::load_mem(&pdf.bytes).expect("a PDF");
    let catalog = file.catalog().expect("a catalog");
    assert_eq!(catalog.get(b"Lang").and_then(|o| o.as_str()).expect("a language"), b"fr");
    let marked = catalog.get(b"MarkInfo").and_then(|o| file.dereference(o)).and_then(|(_, o)| o.as_dict());
    assert!(marked.and_then(|d| d.get(b"Marked")).and_then(|o| o.as_bool()).expect("marked"));
    for key in [b"StructTreeRoot".as_slice(), b"Outlines", b"Metadata"] {
        assert!(catalog.has(key), "{}", String::from_utf8_lossy(key));
    }
    assert!(holds(&pdf.bytes, "<pdfuaid:part>1</pdfuaid:part>"), "the metadata say which standard it keeps");
    assert!(holds(&pdf.bytes, "Corridor de la Tarka"), "the metadata hold the title");
    let named = |name: &str| {
        file.objects
            .values()
            .filter_map(|o| o.as_dict().ok())
            .filter(|d| d.get(b"S").and_then(|o| o.as_name()).is_ok_and(|n| n == name.as_bytes()))
            .count()
    };
    for tag in ["H1", "H2", "Table", "TH", "TD", "L", "LI", "Figure", "Note", "TOC", "Link", "Caption"] {
        assert!(named(tag) > 0, "no element `{tag}`");
    }
    assert!(!holds(&pdf.bytes, "/CreationDate"), "a file of today must be that of tomorrow");
}

#[test]
fn a_letter_of_which_nothing_is_known_has_a_cover() {
    let pdf = set(&sheets::empty(Lang::French));
    assert_eq!((pdf.pages, pdf.accessible, pdf.issues.len()), (1, true, 0));
    assert_in_order(&read(&pdf), &["TLP:CLEAR", "Corridor de la Tarka", "état au 15 octobre 2025"]);
}

#[test]
fn a_title_of_300_characters_stays_on_the_cover() {
    for title in ["Corridor très long ".repeat(16), "W".repeat(300), String::new()] {
        let mut sheet = sheets::full(Lang::French);
        sheet.head.title = title.trim().to_owned();
        sheet.parts[0].title = title.trim().to_owned();
        let pdf = set(&sheet);
        assert!(pdf.accessible && pdf.pages <= 6, "{} pages", pdf.pages);
        assert_in_order(&read(&pdf), &[&title, "état au 15 octobre 2025", "Sommaire"]);
    }
}

#[test]
fn five_hundred_footnotes_at_one_place_and_in_one_table_find_room() {
    let mut sheet = sheets::empty(Lang::English);
    let note = |n: usize| SheetNote { id: format!("n{n}"), says: vec![Inline::text(format!("note{n}."))] };
    sheet.notes = (1..=500).map(note).collect();
    let mut part = Part::new("a", "Alpha");
    part.blocks.push(Block::Paragraph(vec![Inline::text("all"), Inline::Call((1..=300).collect())]));
    part.blocks.push(Block::Table(sheets::rows_of(Lang::English, 1, 197, 301)));
    if let Some(Block::Table(table)) = part.blocks.last_mut() {
        let rows = table.rows.iter_mut().zip(301..);
        rows.for_each(|(row, n)| row.cells[3][0] = vec![Inline::Call(vec![n, n + 1, n + 2])]);
    }
    sheet.parts.push(part);
    let pdf = set(&sheet);
    assert!(pdf.accessible);
    let text = read(&pdf);
    for n in 1..=499 {
        assert!(text.contains(&format!("{n}note{n}.")), "note {n}");
    }
}

#[test]
fn a_table_of_300_rows_repeats_its_head_on_each_page() {
    let mut sheet = sheets::empty(Lang::English);
    sheet.notes =
        (1..=3).map(|n| SheetNote { id: format!("n{n}"), says: vec![Inline::text("a row")] }).collect();
    let mut part = Part::new("a", "Alpha");
    part.blocks.push(Block::Table(sheets::rows_of(Lang::English, 1, 300, 1)));
    sheet.parts.push(part);
    let pdf = set(&sheet);
    let text = read(&pdf);
    assert!(pdf.pages > 6, "{} pages", pdf.pages);
    assert_eq!(text.matches("Jours").count(), pdf.pages - 1, "every page but the cover has the head");
    assert_in_order(&text, &["Axe 1.1", "Axe 1.150", "Axe 1.300"]);
}

#[test]
fn what_the_fonts_lack_and_pictures_that_cannot_be_drawn_are_named() {
    let mut sheet = sheets::full(Lang::English);
    let mut part = Part::new("odd", "Odd");
    let quote = Inline::Quote { text: "道路 closed \u{202e}now".to_owned(), lang: "zh-Hans".to_owned() };
    part.blocks.push(Block::Paragraph(vec![quote]));
    for svg in [
        "<svg",
        r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><image href="https://example.org/x.png"/></svg>"#,
    ] {
        let caption = vec![Inline::text("A picture that is none")];
        part.blocks.push(sheets::figure("odd", svg.to_owned(), caption, "none".to_owned()));
    }
    part.blocks.push(Block::Paragraph(vec![Inline::Link { to: "nowhere".into(), text: "there".into() }]));
    sheet.parts.push(part);
    let pdf = set(&sheet);
    assert!(pdf.accessible);
    let codes: Vec<&str> = pdf.issues.iter().map(|i| i.code.as_str()).collect();
    assert_eq!(codes, ["pdf.figure", "pdf.figure", "pdf.glyph", "pdf.link"]);
    assert!(pdf.issues[2].message.contains("U+8DEF"), "{}", pdf.issues[2]);
    assert_in_order(
        &read(&pdf),
        &["closed now", "A picture that is none", "A picture that is none", "there"],
    );
}

#[test]
fn every_chart_is_drawn_with_its_words() {
    for lang in Lang::ALL {
        let mut sheet = sheets::empty(lang);
        let mut part = Part::new("charts", "Charts");
        for (id, picture) in charts::pictures(lang) {
            let caption = vec![Inline::text(picture.title.clone())];
            part.blocks.push(sheets::figure(id, picture.svg, caption, picture.alt));
        }
        let count = part.blocks.len();
        sheet.parts.push(part);
        let pdf = set(&sheet);
        assert_eq!(pdf.issues, []);
        let file = pdf_extract::Document::load_mem(&pdf.bytes).expect("a PDF");
        let figures = file.objects.values().filter_map(|o| o.as_dict().ok());
        let figures = figures.filter(|d| d.get(b"S").and_then(|o| o.as_name()).is_ok_and(|n| n == b"Figure"));
        assert_eq!(figures.filter(|d| d.has(b"Alt")).count(), count, "each in words too");
        let text = read(&pdf);
        for (id, picture) in charts::pictures(lang) {
            for word in words_of_svg(&picture.svg) {
                assert!(text.contains(&squeeze(&word)), "{id}: `{word}` is missing in {text}");
            }
        }
    }
}

/// The words of a picture's texts, but those from right to left, which the reader turns about.
fn words_of_svg(svg: &str) -> Vec<String> {
    let xml = roxmltree::Document::parse(svg).expect("a picture is XML");
    let texts = xml.descendants().filter(|n| n.has_tag_name(("http://www.w3.org/2000/svg", "text")));
    let said =
        texts.map(|n| n.descendants().filter_map(|d| d.is_text().then(|| d.text()).flatten()).collect());
    said.filter(|words: &String| words.chars().all(from_left)).collect()
}

/// What each link says to a screen reader, the page that it leads to, and how far from the foot of that page.
fn links(pdf: &Pdf) -> Vec<(String, u32, f32)> {
    let file = pdf_extract::Document::load_mem(&pdf.bytes).expect("a PDF");
    let pages: Vec<_> = file.get_pages().into_iter().collect();
    let links = file.objects.values().filter_map(|o| o.as_dict().ok());
    let links = links.filter(|d| d.get(b"Subtype").and_then(|o| o.as_name()).is_ok_and(|n| n == b"Link"));
    links
        .map(|link| {
            let says = link.get(b"Contents").and_then(|o| o.as_str()).expect("a link in words");
            let mut to =
                link.get(b"Dest").and_then(|o| file.dereference(o)).expect("a link within the letter").1;
            if let Ok(name) = to.as_str() {
                to = named(&file, name).expect("a name that the letter has");
            }
            let to = to.as_array().expect("page, kind, from the left, from the foot");
            let page = to[0].as_reference().expect("a page");
            let number = pages.iter().find(|(_, id)| *id == page).expect("a page of this letter").0;
            (String::from_utf8_lossy(says).into_owned(), number, to[3].as_float().expect("points"))
        })
        .collect()
}

/// What a name in a PDF stands for: its tree of names is one list of names and places.
fn named<'a>(file: &'a pdf_extract::Document, name: &[u8]) -> Option<&'a pdf_extract::Object> {
    let under = |o: &'a pdf_extract::Object, key: &[u8]| -> Option<&'a pdf_extract::Object> {
        file.dereference(o).ok()?.1.as_dict().ok()?.get(key).ok()
    };
    let names = file.catalog().ok()?.get(b"Names").ok()?;
    let list = under(under(names, b"Dests")?, b"Names")?.as_array().ok()?;
    let at = list.iter().position(|o| o.as_str().is_ok_and(|n| n == name))?;
    file.dereference(list.get(at + 1)?).ok().map(|(_, to)| to)
}

#[test]
fn a_link_leads_to_its_part_and_a_later_call_to_its_footnote() {
    let mut sheet = sheets::empty(Lang::English);
    sheet.notes = vec![SheetNote { id: "n1".into(), says: vec![Inline::text("the note")] }];
    let mut first = Part::new("first", "First");
    let link = Inline::Link { to: "second".into(), text: "see below".into() };
    first.blocks.push(Block::Paragraph(vec![Inline::text("called"), Inline::Call(vec![1]), link]));
    first.blocks.push(Block::Table(sheets::rows_of(Lang::English, 1, 60, 1)));
    let mut second = Part::new("second", "Second");
    second.blocks.push(Block::Paragraph(vec![Inline::text("again"), Inline::Call(vec![1])]));
    sheet.parts = vec![first, second];
    let pdf = set(&sheet);
    let links = links(&pdf);
    let to = |says: &str| links.iter().find(|l| l.0 == says).unwrap_or_else(|| panic!("{says}: {links:?}"));
    let (_, page, height) = to("Note 1");
    assert!(*page == 2 && *height < 130.0, "at the foot of the page after the cover: {page}, {height}");
    assert_eq!(usize::try_from(to("see below").1), Ok(pdf.pages), "on the last page");
}

#[test]
fn a_quote_from_right_to_left_is_in_its_own_language() {
    let pdf = set(&sheets::full(Lang::French));
    let text = read(&pdf);
    // Readers differ in whether they give the letters from the left or from the right.
    let word = "مغلق";
    let turned: String = word.chars().rev().collect();
    assert!(text.contains(word) || text.contains(&turned), "{text}");
    let file = pdf_extract::Document::load_mem(&pdf.bytes).expect("a PDF");
    let arabic = file
        .objects
        .values()
        .filter_map(|o| o.as_dict().ok())
        .any(|d| d.get(b"Lang").and_then(|o| o.as_str()).is_ok_and(|lang| lang == b"ar"));
    assert!(arabic, "a screen reader is told that the quote is Arabic");
}

/// Words as an enemy would write them: Typst's own signs, and any character at all.
fn hostile() -> impl Strategy<Value = String> {
    let typst = prop::sample::select(vec![
        "#let x = 1",
        "#panic()",
        "$x^2$",
        "\\",
        "*a*",
        "_b_",
        "@ref",
        "<label>",
        "`raw`",
        "= head",
        "- item",
        "/ t: d",
        "#include \"/etc/passwd\"",
        "//",
        "/*",
        "]",
        "[",
        "{",
        "}",
        "\"",
        "'",
        "~",
        "---",
        "https://a.b/]",
        "#sys.inputs",
    ]);
    let any = prop::collection::vec(any::<char>(), 0..8).prop_map(String::from_iter);
    prop::collection::vec(prop_oneof![typst.prop_map(str::to_owned), any], 0..6)
        .prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn words_are_never_markup(words in prop::collection::vec(hostile(), 12)) {
        let mut sheet = sheets::full(Lang::English);
        let mut take = words.iter().cloned();
        let mut next = move || take.next().unwrap_or_default();
        sheet.head.title = next();
        sheet.head.kicker = next();
        sheet.head.lines.push(next());
        sheet.notes[0].says.push(Inline::Text(next()));
        let mut part = Part::new(next(), next());
        let line = vec![
            Inline::Strong(next()),
            Inline::Quote { text: next(), lang: next() },
            Inline::Id(next()),
            Inline::Link { to: next(), text: next() },
            Inline::text("kept#let whole"),
        ];
        part.blocks.push(Block::Paragraph(line));
        sheet.parts.push(part);
        let pdf = pdf(&sheet).expect("words cannot break the letter");
        prop_assert!(pdf.accessible, "{:?}", pdf.issues);
        prop_assert!(read(&pdf).contains("kept#letwhole"));
    }
}
