//! Letters as those check them who did not write them: what is hidden leaves no trace, every id leads on, no file is half
//! written.

mod common;

use common::{fails, faleme, json, stdout, with_case, write};
use serde_json::Value;
use std::fs;
use std::path::Path;

fn note(day: &str, title: &str, tlp: &str, text: &str) -> String {
    format!(
        "---\ntitle: {title}\npublisher: {title}\npublished: 2025-09-{day}\nlanguage: fr\ntlp: {tlp}\n---\n\n{text}\n"
    )
}

/// A case marked CLEAR with these documents.
fn case_of(documents: &[(&str, String)]) -> tempfile::TempDir {
    let folder = with_case();
    let dir = folder.path();
    let graded =
        |name: &str| format!("[[sources]]\nname = \"{name}\"\nreliability = \"B\"\nreason = \"x\"\n");
    let case = format!(
        "[case]\nid = \"c\"\ntlp = \"CLEAR\"\nas_of = 2025-09-30\ntitle = {{ fr = \"Cas\", en = \"Case\" }}\n{}{}",
        graded("Radio"),
        graded("Cable")
    );
    write(dir, "c/case.toml", case);
    for (name, text) in documents {
        write(dir, &format!("c/sources/{name}.md"), text);
    }
    stdout(dir, &["read", "c"]);
    folder
}

fn findings(dir: &Path, name: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(dir.join("c/letters").join(name)).unwrap()).unwrap()
}

/// Grades of footnotes and events of a CLEAR letter.
fn grades(of: &Value) -> Vec<(Value, Value)> {
    let notes = of["notes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|n| (n["quote"]["text"].clone(), n["credibility"].clone()));
    let told = of["occurrences"].as_array().unwrap().iter();
    notes.chain(told.map(|o| (o["date"].clone(), o["support"].clone()))).collect()
}

#[test]
fn a_hidden_document_grades_and_dates_nothing_that_is_shown() {
    let shown = note(
        "20",
        "Radio",
        "CLEAR",
        "Le 15 septembre 2025, trois camions-citernes ont été incendiés près de Kita.",
    );
    let hidden = note(
        "21",
        "Cable",
        "RED",
        "Le 15 septembre 2025, trois camions-citernes ont brûlé et ont été incendiés près de Kita.",
    );
    let both = case_of(&[("a", shown.clone()), ("b", hidden.clone())]);
    let alone = case_of(&[("a", shown)]);
    let built = |folder: &tempfile::TempDir| {
        stdout(folder.path(), &["letter", "c", "--draft", "--lang", "en"]);
        findings(folder.path(), "findings-draft.json")
    };
    let (both_say, alone_says) = (built(&both), built(&alone));
    assert_eq!(both_say["reading"]["omitted"], 1);
    assert_eq!(grades(&both_say), grades(&alone_says), "what confirms it may not be seen, nor its weight");
    // Readers who may see both know that two tell it.
    stdout(both.path(), &["letter", "c", "--draft", "--lang", "en", "--tlp", "RED"]);
    assert_ne!(grades(&findings(both.path(), "findings-draft.json")).len(), grades(&alone_says).len());
}

#[test]
fn a_footnote_of_any_letter_and_a_line_of_any_letter_lead_on() {
    let folder = case_of(&[(
        "a",
        note(
            "2",
            "Radio",
            "CLEAR",
            "Le 1er septembre 2025, le gouverneur de Kita a instauré un couvre-feu à Kita.",
        ),
    )]);
    let dir = folder.path();
    let place = "\n[[places]]\nname = \"Kita Region\"\nkind = \"admin1\"\ncountry = \"MLI\"\n";
    let case = fs::read_to_string(dir.join("c/case.toml")).unwrap();
    write(dir, "c/case.toml", case + place);
    let tension = "[[tensions]]\narea = \"Kita Region\"\nkind = \"land\"\ntext = { fr = \"Terres.\", en = \"Land.\" }\nsource = \"x\"\n";
    write(dir, "c/tensions.toml", tension);
    stdout(dir, &["letter", "c", "--lang", "en"]);
    let first = json(dir, &["why", "c", "n1", "--format", "json"]);
    write(
        dir,
        "c/sources/b.md",
        note("3", "Cable", "CLEAR", "Le 3 septembre 2025, un pont a été saboté près de Kita."),
    );
    stdout(dir, &["read", "c"]);
    stdout(dir, &["letter", "c", "--lang", "en"]);
    let again = json(dir, &["why", "c", "letter-001:n1", "--format", "json"]);
    assert_eq!(first["from"], again["from"], "footnote 1 of letter 1, after letter 2");
    let line = json(dir, &["why", "c", "ten-1", "--format", "json"]);
    assert_eq!(line["kind"], "line", "{line}");
    assert_eq!(line["from"][0]["id"], "tensions.toml:1");
    fails(dir, &["why", "c", "ten-99"], 1);
}

#[test]
fn a_file_that_cannot_be_written_leaves_the_one_before() {
    let folder = case_of(&[]);
    let dir = folder.path();
    stdout(dir, &["letter", "c", "--lang", "en"]);
    let before = fs::read(dir.join("c/letters/findings.json")).unwrap();
    // A folder in the place of the file that is written first.
    fs::create_dir(dir.join("c/letters/findings.json.part")).unwrap();
    write(
        dir,
        "c/sources/a.md",
        note("2", "Radio", "CLEAR", "Le 1er septembre 2025, un pont a été saboté près de Kita."),
    );
    stdout(dir, &["read", "c"]);
    fails(dir, &["letter", "c", "--lang", "en"], 1);
    assert_eq!(fs::read(dir.join("c/letters/findings.json")).unwrap(), before);
}

#[test]
fn what_the_program_cannot_read_or_know_yet_is_said() {
    let arabic = "---\ntitle: خبر\npublisher: Radio\npublished: 2025-09-02\nlanguage: ar\ntlp: CLEAR\n---\n\nهاجم مسلحون قافلة شاحنات قرب المدينة.\n";
    let folder = case_of(&[("a", arabic.to_owned())]);
    let dir = folder.path();
    stdout(dir, &["letter", "c", "--draft", "--lang", "en", "--format", "md"]);
    let page = fs::read_to_string(dir.join("c/letters/letter-draft.en.md")).unwrap().replace('\u{a0}', " ");
    assert!(page.contains("1 document in a language that the program does not interpret"), "{page}");
    let output =
        faleme(dir, &["letter", "c", "--draft", "--lang", "en", "--as-of", "2999-12-31"]).output().unwrap();
    assert!(output.status.success(), "the letter comes out all the same");
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("letter.as_of") && told.contains("2999-12-31 lies ahead"), "{told}");
}

#[test]
fn sites_too_few_to_be_shown_are_not_called_unknown() {
    let folder = case_of(&[(
        "a",
        note(
            "2",
            "Radio",
            "CLEAR",
            "Le 1er septembre 2025, des hommes armés ont attaqué une cimenterie près de Kita.",
        ),
    )]);
    let dir = folder.path();
    stdout(dir, &["letter", "c", "--draft", "--lang", "en", "--format", "md"]);
    let page = fs::read_to_string(dir.join("c/letters/letter-draft.en.md")).unwrap().replace('\u{a0}', " ");
    let (_, part) = page.split_once("## Interests").expect("a part of interests");
    let part = part.split("\n## ").next().unwrap();
    assert!(part.contains("1 count is not published"), "{part}");
}
