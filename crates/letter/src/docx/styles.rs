//! Looks of paragraphs, runs and tables: the document's own, so that an editor changes each in one place.

use crate::Lang;

/// Namespace of WordprocessingML.
pub(super) const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// Paragraph styles: id, name, based on, what follows, properties of the paragraph, of its runs. Sizes are half points.
const PARAGRAPHS: [(&str, &str, &str, &str, &str); 20] = [
    ("Title", "Title", "Normal", "<w:spacing w:before=\"0\" w:after=\"120\"/>", "<w:b/><w:sz w:val=\"44\"/>"),
    (
        "Kicker",
        "Kicker",
        "Normal",
        "<w:keepNext/><w:spacing w:before=\"0\" w:after=\"40\"/>",
        "<w:b/><w:caps/><w:color w:val=\"8A3414\"/><w:spacing w:val=\"20\"/><w:sz w:val=\"17\"/>",
    ),
    (
        "Dateline",
        "Dateline",
        "Normal",
        "<w:pBdr><w:bottom w:val=\"double\" w:sz=\"6\" w:space=\"6\" w:color=\"1D1B17\"/></w:pBdr><w:spacing w:after=\"200\"/>",
        "<w:color w:val=\"57524A\"/><w:sz w:val=\"19\"/>",
    ),
    (
        "Heading1",
        "heading 1",
        "Normal",
        "<w:keepNext/><w:pBdr><w:top w:val=\"single\" w:sz=\"6\" w:space=\"4\" w:color=\"1D1B17\"/></w:pBdr><w:spacing w:before=\"320\" w:after=\"100\"/><w:outlineLvl w:val=\"0\"/>",
        "<w:b/><w:sz w:val=\"28\"/>",
    ),
    (
        "Heading2",
        "heading 2",
        "Normal",
        "<w:keepNext/><w:spacing w:before=\"220\" w:after=\"60\"/><w:outlineLvl w:val=\"1\"/>",
        "<w:b/><w:color w:val=\"8A3414\"/><w:sz w:val=\"23\"/>",
    ),
    (
        "Heading3",
        "heading 3",
        "Normal",
        "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"40\"/><w:outlineLvl w:val=\"2\"/>",
        "<w:b/><w:sz w:val=\"21\"/>",
    ),
    ("BodyText", "Body Text", "Normal", "<w:spacing w:after=\"100\"/>", ""),
    (
        "Remark",
        "Remark",
        "Normal",
        "<w:keepNext/><w:spacing w:before=\"60\" w:after=\"80\"/>",
        "<w:i/><w:color w:val=\"57524A\"/><w:sz w:val=\"19\"/>",
    ),
    ("ListParagraph", "List Paragraph", "Normal", "<w:spacing w:after=\"40\"/>", ""),
    (
        "Caption",
        "caption",
        "Normal",
        "<w:keepNext/><w:spacing w:before=\"160\" w:after=\"40\"/>",
        "<w:b/><w:sz w:val=\"19\"/>",
    ),
    (
        "Picture",
        "Picture in words",
        "Normal",
        "<w:pBdr><w:left w:val=\"single\" w:sz=\"12\" w:space=\"8\" w:color=\"CFC6B4\"/></w:pBdr><w:spacing w:after=\"160\"/><w:ind w:left=\"200\"/>",
        "<w:sz w:val=\"19\"/>",
    ),
    (
        "Head",
        "Table head",
        "Normal",
        "<w:keepNext/>",
        "<w:b/><w:color w:val=\"57524A\"/><w:sz w:val=\"17\"/>",
    ),
    ("Cell", "Table cell", "Normal", "<w:spacing w:before=\"20\" w:after=\"20\"/>", "<w:sz w:val=\"19\"/>"),
    (
        "After",
        "After a table",
        "Normal",
        "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"160\" w:lineRule=\"exact\"/>",
        "<w:sz w:val=\"8\"/>",
    ),
    (
        "SidesTitle",
        "Contradiction",
        "Normal",
        "<w:keepNext/><w:spacing w:before=\"180\" w:after=\"20\"/>",
        "",
    ),
    (
        "SidesAbout",
        "Contradiction about",
        "Normal",
        "<w:keepNext/><w:spacing w:after=\"40\"/>",
        "<w:color w:val=\"57524A\"/><w:sz w:val=\"19\"/>",
    ),
    (
        "Boxed",
        "Box",
        "Normal",
        "<w:pBdr><w:top w:val=\"single\" w:sz=\"4\" w:space=\"6\" w:color=\"1D1B17\"/><w:left w:val=\"single\" w:sz=\"4\" w:space=\"6\" w:color=\"1D1B17\"/><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"6\" w:color=\"1D1B17\"/><w:right w:val=\"single\" w:sz=\"4\" w:space=\"6\" w:color=\"1D1B17\"/></w:pBdr><w:spacing w:after=\"40\"/>",
        "<w:sz w:val=\"19\"/>",
    ),
    (
        "Quote",
        "Quote",
        "Normal",
        "<w:spacing w:after=\"40\"/><w:ind w:left=\"620\"/>",
        "<w:sz w:val=\"19\"/>",
    ),
    (
        "Colophon",
        "Colophon",
        "Normal",
        "<w:pBdr><w:top w:val=\"double\" w:sz=\"6\" w:space=\"6\" w:color=\"1D1B17\"/></w:pBdr><w:spacing w:before=\"400\"/>",
        "<w:color w:val=\"57524A\"/><w:sz w:val=\"17\"/>",
    ),
    ("FootnoteText", "footnote text", "Normal", "<w:spacing w:after=\"20\"/>", "<w:sz w:val=\"16\"/>"),
];

/// Styles of an analyst's text and of the band at head and foot.
const MORE: [(&str, &str, &str, &str, &str); 3] = [
    (
        "Analyst",
        "Analyst",
        "BodyText",
        "<w:pBdr><w:left w:val=\"single\" w:sz=\"18\" w:space=\"8\" w:color=\"14515C\"/></w:pBdr><w:ind w:left=\"200\"/>",
        "",
    ),
    (
        "AnalystLabel",
        "Analyst label",
        "Analyst",
        "<w:keepNext/><w:spacing w:after=\"20\"/>",
        "<w:b/><w:color w:val=\"14515C\"/><w:sz w:val=\"17\"/>",
    ),
    (
        "Band",
        "Band",
        "Normal",
        "<w:tabs><w:tab w:val=\"right\" w:pos=\"9638\"/></w:tabs>",
        "<w:b/><w:sz w:val=\"17\"/>",
    ),
];

/// Character styles: id, name, properties.
const RUNS: [(&str, &str, &str); 6] = [
    ("Soft", "Soft", "<w:color w:val=\"57524A\"/>"),
    ("Reserve", "Reserve", "<w:i/><w:color w:val=\"8A3414\"/>"),
    (
        "Id",
        "Id",
        "<w:rFonts w:ascii=\"DejaVu Sans Mono\" w:hAnsi=\"DejaVu Sans Mono\" w:cs=\"DejaVu Sans Mono\"/><w:noProof/><w:color w:val=\"57524A\"/><w:sz w:val=\"14\"/>",
    ),
    (
        "Grade",
        "Grade",
        "<w:b/><w:sz w:val=\"17\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"ECE4D2\"/>",
    ),
    ("Hyperlink", "Hyperlink", "<w:color w:val=\"14515C\"/><w:u w:val=\"single\"/>"),
    ("FootnoteReference", "footnote reference", "<w:vertAlign w:val=\"superscript\"/>"),
];

/// The table: rules between rows, none between columns.
const TABLE: &str = "<w:style w:type=\"table\" w:styleId=\"Board\"><w:name w:val=\"Board\"/><w:tblPr><w:tblBorders><w:top w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"1D1B17\"/><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"CFC6B4\"/><w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"CFC6B4\"/></w:tblBorders><w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"120\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>";

/// `word/styles.xml`.
pub(super) fn styles(lang: Lang) -> String {
    let spoken = match lang {
        Lang::French => "fr-FR",
        Lang::English => "en-GB",
    };
    let mut out = format!(
        "<w:styles xmlns:w=\"{W}\"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"Georgia\" w:hAnsi=\"Georgia\" w:eastAsia=\"Georgia\" w:cs=\"Times New Roman\"/><w:color w:val=\"1D1B17\"/><w:sz w:val=\"21\"/><w:szCs w:val=\"21\"/><w:lang w:val=\"{spoken}\" w:eastAsia=\"{spoken}\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:line=\"259\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\n",
        W = WORD
    );
    for (id, name, on, paragraph, run) in PARAGRAPHS.iter().chain(&MORE) {
        out.push_str(&format!(
            "<w:style w:type=\"paragraph\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:basedOn w:val=\"{on}\"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>\n"
        ));
    }
    for (id, name, run) in RUNS {
        out.push_str(&format!(
            "<w:style w:type=\"character\" w:styleId=\"{id}\"><w:name w:val=\"{name}\"/><w:rPr>{run}</w:rPr></w:style>\n"
        ));
    }
    out + TABLE + "</w:styles>"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The schema's order of what styles use (ECMA-376 part 1, CT_PPrBase and EG_RPrBase): Word refuses another.
    const ORDER: [&[&str]; 2] = [
        &["keepNext", "pBdr", "tabs", "spacing", "ind", "outlineLvl"],
        &["rFonts", "b", "i", "caps", "noProof", "color", "spacing", "sz", "u", "shd", "vertAlign"],
    ];

    #[test]
    fn properties_stand_in_the_order_of_the_schema() {
        let mut looked = 0;
        let paragraphs = PARAGRAPHS.iter().chain(&MORE).flat_map(|s| [(s.3, 0), (s.4, 1)]);
        for (xml, of) in paragraphs.chain(RUNS.iter().map(|s| (s.2, 1))) {
            let doc = format!("<a xmlns:w=\"w\">{xml}</a>");
            let tree = roxmltree::Document::parse(&doc).expect("well-formed");
            let names = tree
                .root_element()
                .children()
                .filter(|n| n.is_element())
                .map(|n| n.tag_name().name().to_owned());
            let places: Vec<usize> = names
                .map(|n| {
                    ORDER[of]
                        .iter()
                        .position(|o| *o == n)
                        .unwrap_or_else(|| panic!("{n} is not in the order"))
                })
                .collect();
            assert!(places.windows(2).all(|w| w[0] < w[1]), "{xml}");
            looked += places.len();
        }
        assert!(looked > 50);
    }
}
