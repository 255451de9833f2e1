//! The parts of the package besides the text: header and footer, numbering, settings, properties, relations.

use super::styles::styles;
use super::write::{Writer, escape};
use crate::sheet::{Head, Sheet};

/// Namespace of WordprocessingML.
pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
/// Namespace of relations within a part.
const RELATED: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
/// Namespace of a file of relations.
const RELATIONS: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

/// Every part by name, in the order of the package.
pub(super) fn parts(sheet: &Sheet, body: &Writer, notes: &Writer) -> Vec<(&'static str, String)> {
    vec![
        ("[Content_Types].xml", types()),
        (
            "_rels/.rels",
            relations(
                &[("rId1", "officeDocument", "word/document.xml"), ("rId2", "core", "docProps/core.xml")],
                &[],
            ),
        ),
        ("docProps/core.xml", core(sheet)),
        ("word/document.xml", document(&body.xml)),
        ("word/styles.xml", styles(sheet.lang)),
        ("word/numbering.xml", numbering(body.lists)),
        ("word/settings.xml", settings()),
        ("word/footnotes.xml", footnotes(&notes.xml)),
        ("word/header1.xml", header(&sheet.head)),
        ("word/footer1.xml", footer(&sheet.head)),
        (
            "word/_rels/document.xml.rels",
            relations(
                &[
                    ("rId1", "styles", "styles.xml"),
                    ("rId2", "numbering", "numbering.xml"),
                    ("rId3", "settings", "settings.xml"),
                    ("rId4", "footnotes", "footnotes.xml"),
                    ("rId5", "header", "header1.xml"),
                    ("rId6", "footer", "footer1.xml"),
                ],
                &body.links,
            ),
        ),
        ("word/_rels/footnotes.xml.rels", relations(&[], &notes.links)),
    ]
}

fn types() -> String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml";
    let parts = [
        ("word/document.xml", format!("{word}.document.main+xml")),
        ("word/styles.xml", format!("{word}.styles+xml")),
        ("word/numbering.xml", format!("{word}.numbering+xml")),
        ("word/settings.xml", format!("{word}.settings+xml")),
        ("word/footnotes.xml", format!("{word}.footnotes+xml")),
        ("word/header1.xml", format!("{word}.header+xml")),
        ("word/footer1.xml", format!("{word}.footer+xml")),
        ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml".to_owned()),
    ];
    let overrides: String = parts
        .iter()
        .map(|(name, of)| format!("<Override PartName=\"/{name}\" ContentType=\"{of}\"/>"))
        .collect();
    format!(
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>{overrides}</Types>"
    )
}

fn relations(inside: &[(&str, &str, &str)], links: &[String]) -> String {
    let of = |kind: &str| match kind {
        "core" => {
            "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties".to_owned()
        }
        kind => format!("{RELATED}/{kind}"),
    };
    let mut out = format!("<Relationships xmlns=\"{RELATIONS}\">");
    for (id, kind, target) in inside {
        out.push_str(&format!("<Relationship Id=\"{id}\" Type=\"{}\" Target=\"{target}\"/>", of(kind)));
    }
    for (at, link) in links.iter().enumerate() {
        let (kind, target) = (of("hyperlink"), escape(&link.replace(' ', "%20")));
        out.push_str(&format!(
            "<Relationship Id=\"link{at}\" Type=\"{kind}\" Target=\"{target}\" TargetMode=\"External\"/>"
        ));
    }
    out + "</Relationships>"
}

fn core(sheet: &Sheet) -> String {
    let head = &sheet.head;
    let title = escape(&format!("{} – {}", head.title, head.as_of));
    let subject = escape(&format!("{} · {}", head.kicker, head.tlp.as_str()));
    format!(
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject><dc:language>{}</dc:language></cp:coreProperties>",
        sheet.lang.tag()
    )
}

fn document(body: &str) -> String {
    // A4, margins of 2 cm, in twentieths of a point.
    format!(
        "<w:document xmlns:w=\"{WORD}\" xmlns:r=\"{RELATED}\"><w:body>\n{body}<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId5\"/><w:footerReference w:type=\"default\" r:id=\"rId6\"/><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
    )
}

fn footnotes(notes: &str) -> String {
    // The first two are the lines above footnotes that every document with footnotes has.
    let line = |kind: &str, id: i8, mark: &str| {
        format!(
            "<w:footnote w:type=\"{kind}\" w:id=\"{id}\"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>\n"
        )
    };
    let lines =
        line("separator", -1, "separator") + &line("continuationSeparator", 0, "continuationSeparator");
    format!("<w:footnotes xmlns:w=\"{WORD}\" xmlns:r=\"{RELATED}\">{lines}{notes}</w:footnotes>")
}

fn settings() -> String {
    format!(
        "<w:settings xmlns:w=\"{WORD}\"><w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr><w:compat><w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat></w:settings>"
    )
}

/// Dashes, question marks, and each numbered list on its own.
fn numbering(lists: usize) -> String {
    let level = |at: usize, format: &str, text: &str| {
        let left = 340 + at * 340;
        format!(
            "<w:lvl w:ilvl=\"{at}\"><w:start w:val=\"1\"/><w:numFmt w:val=\"{format}\"/><w:lvlText w:val=\"{text}\"/><w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"{left}\" w:hanging=\"340\"/></w:pPr></w:lvl>"
        )
    };
    let kinds = [("bullet", ["–"; 3]), ("bullet", ["?"; 3]), ("decimal", ["%1.", "%2.", "%3."])];
    let mut out = format!("<w:numbering xmlns:w=\"{WORD}\">");
    for (id, (format, texts)) in kinds.iter().enumerate() {
        let levels: String = texts.iter().enumerate().map(|(at, text)| level(at, format, text)).collect();
        out.push_str(&format!("<w:abstractNum w:abstractNumId=\"{id}\"><w:multiLevelType w:val=\"multilevel\"/>{levels}</w:abstractNum>"));
    }
    for id in 1..=lists + 2 {
        let of = (id - 1).min(2);
        let restart = if id > 2 {
            "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"1\"/></w:lvlOverride>"
        } else {
            ""
        };
        out.push_str(&format!("<w:num w:numId=\"{id}\"><w:abstractNumId w:val=\"{of}\"/>{restart}</w:num>"));
    }
    out + "</w:numbering>"
}

fn band(left: &str, tlp: &str, pages: &str) -> String {
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Band\"/></w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t xml:space=\"preserve\">{tlp}</w:t></w:r>{pages}</w:p>",
        escape(left)
    )
}

fn header(head: &Head) -> String {
    let left = head.warning.clone().unwrap_or_else(|| head.title.clone());
    format!("<w:hdr xmlns:w=\"{WORD}\">{}</w:hdr>", band(&left, head.tlp.as_str(), ""))
}

fn footer(head: &Head) -> String {
    let left = head.warning.clone().unwrap_or_else(|| head.as_of.clone());
    let field =
        |name: &str| format!("<w:fldSimple w:instr=\" {name} \"><w:r><w:t>1</w:t></w:r></w:fldSimple>");
    let between = |words: &str| format!("<w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r>");
    let pages = [between("   "), field("PAGE"), between(" / "), field("NUMPAGES")].concat();
    format!("<w:ftr xmlns:w=\"{WORD}\">{}</w:ftr>", band(&left, head.tlp.as_str(), &pages))
}
