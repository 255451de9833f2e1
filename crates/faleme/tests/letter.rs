//! Letters: what an analyst writes of them, issuing, correcting, and what changed.

mod common;

use common::{fails, faleme, json, stdout, with_case, write};
use serde_json::Value;
use std::fs;
use std::path::Path;

const FIRST: &str = "---\ntitle: Route\npublisher: Radio\npublished: 2025-09-02\nlanguage: fr\ntlp: CLEAR\n---\n\n\
                     Le 1er septembre 2025, le gouverneur de Kita a instauré un couvre-feu de trente jours à Kita.\n";
const SECOND: &str = "---\ntitle: Pont\npublisher: Radio\npublished: 2025-09-20\nlanguage: fr\ntlp: CLEAR\n---\n\n\
                      Le 15 septembre 2025, trois camions-citernes ont été incendiés près de Kita.\n";
const SECRET: &str = "---\ntitle: Note\npublisher: Radio\npublished: 2025-09-03\nlanguage: fr\ntlp: AMBER\n---\n\n\
                      Le 2 septembre 2025, deux cars ont été incendiés près de Kita.\n";

/// An empty case, marked CLEAR, with these documents read.
fn case_of(documents: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = with_case();
    let dir = folder.path();
    let file = dir.join("c/case.toml");
    let text = fs::read_to_string(&file).unwrap();
    let marked: Vec<&str> =
        text.lines().filter(|l| !l.trim_start_matches('#').trim().starts_with("tlp =")).collect();
    fs::write(&file, marked.join("\n").replacen("[case]", "[case]\ntlp = \"CLEAR\"", 1)).unwrap();
    documents.iter().for_each(|(name, text)| add(dir, name, text));
    folder
}

fn add(dir: &Path, name: &str, text: &str) {
    write(dir, &format!("c/sources/{name}.md"), text);
    stdout(dir, &["read", "c"]);
}

fn findings(dir: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(dir.join("c/letters/findings.json")).unwrap()).unwrap()
}

fn page(dir: &Path, name: &str) -> String {
    fs::read_to_string(dir.join("c/letters").join(name)).unwrap().replace('\u{a0}', " ")
}

/// The id of the claim of a type.
fn claim(dir: &Path, of: &str) -> String {
    let all = json(dir, &["claims", "c", "--format", "json"]);
    let found = all.as_array().unwrap().iter().find(|c| c["type"] == of);
    found.unwrap_or_else(|| panic!("no {of} among {all}"))["id"].as_str().unwrap().to_owned()
}

fn letter_toml(evidence: &str) -> String {
    format!(
        "[[parts]]\nid = \"all\"\ntitle = {{ fr = \"Tout de suite\", en = \"At once\" }}\n\
         holds = [\"summary\", \"judgements\", \"chronology\", \"constraints\"]\n\n\
         [[judgements]]\ntext = {{ fr = \"La route restera sûre.\", en = \"The road will stay safe.\" }}\n\
         likelihood = \"likely\"\nconfidence = \"high\"\nevidence = [\"{evidence}\", \"clm-none\"]\n\
         contrary = {{ fr = \"rien\", en = \"nothing\" }}\n"
    )
}

#[test]
fn an_analysts_outline_judgements_and_texts_are_in_the_letter_and_marked() {
    let folder = case_of(&[("a", FIRST)]);
    let dir = folder.path();
    let curfew = claim(dir, "curfew");
    write(dir, "c/letter.toml", letter_toml(&curfew));
    fs::create_dir(dir.join("c/letter")).unwrap();
    write(
        dir,
        "c/letter/all.en.md",
        "The road is **quiet**, see [this](https://example.org/x).\n\n<i>raw</i>\n",
    );
    write(dir, "c/letter/gone.fr.md", "Perdu.");
    let output = faleme(dir, &["letter", "c", "--as-of", "2025-09-10", "--lang", "en"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    for told in [
        "letter.toml:10: warning[letter.evidence]: `clm-none` names nothing",
        "letter.toml:6: warning[letter.evidence]: a judgement names no evidence against it",
        "letter/gone.fr.md: error[letter.text]: the letter has no part `gone`",
        "letter/all.en.md: warning[letter.text]: there is no text in the other language",
    ] {
        assert!(said.contains(told), "{told}\n{said}");
    }
    let page = page(dir, "letter-001.en.html");
    assert!(page.contains(">At once</h2>") && page.contains("The road will stay safe."));
    assert!(page.contains("<div class=\"analyst\">\n<p class=\"label\">"), "not marked");
    assert!(page.contains("The road is <b>quiet</b>, see this (https://example.org/x)."), "{page}");
    assert!(page.contains("&lt;i&gt;raw&lt;/i&gt;") && !page.contains("Perdu"));
    let judgement = &findings(dir)["judgements"][0];
    assert_eq!(judgement["notes"], serde_json::json!([curfew, "letter.toml:6"]));
    let trail = stdout(dir, &["why", "c", judgement["id"].as_str().unwrap(), "--as-of", "2025-09-10"]);
    assert!(
        trail.contains("The road will stay safe") && trail.contains("[[Le 1er septembre 2025"),
        "{trail}"
    );
}

#[test]
fn a_judgement_that_rests_on_what_readers_may_not_see_is_left_out_and_counted() {
    let folder = case_of(&[("a", FIRST), ("s", SECRET)]);
    let dir = folder.path();
    write(dir, "c/letter.toml", letter_toml(&claim(dir, "vehicle_arson")));
    stdout(dir, &["letter", "c", "--as-of", "2025-09-10"]);
    let clear = findings(dir);
    assert_eq!(
        (clear["reading"]["withheld"].as_u64(), clear["reading"]["omitted"].as_u64()),
        (Some(1), Some(1))
    );
    assert_eq!(clear["judgements"], serde_json::json!([]));
    assert!(!page(dir, "letter-001.en.html").contains("stay safe"));
    let rows = json(dir, &["letter", "c", "--as-of", "2025-09-10", "--tlp", "AMBER", "--json"]);
    assert_eq!((&rows[0]["number"], &rows[0]["omitted"]), (&2.into(), &0.into()));
    assert_eq!(findings(dir)["judgements"].as_array().unwrap().len(), 1);
    assert!(page(dir, "letter-002.en.html").contains("TLP:AMBER"));
    // Readers of a CLEAR letter never had the other one: nothing is told as changed since it.
    assert_eq!(findings(dir)["changes"], Value::Null);
}

#[test]
fn a_draft_is_neither_kept_nor_numbered() {
    let folder = case_of(&[("a", FIRST)]);
    let dir = folder.path();
    let rows = json(dir, &["letter", "c", "--as-of", "2025-09-10", "--draft", "--json"]);
    assert_eq!(
        (&rows[0]["file"], &rows[0]["number"]),
        (&"c/letters/letter-draft.fr.html".into(), &Value::Null)
    );
    assert!(page(dir, "letter-draft.en.html").contains("DRAFT"));
    assert!(page(dir, "letter-draft.fr.html").contains("PROJET"));
    let rows = json(dir, &["letter", "c", "--as-of", "2025-09-10", "--json"]);
    assert_eq!(rows[0]["number"], 1);
    assert!(!page(dir, "letter-001.en.html").contains("DRAFT"));
    fails(dir, &["letter", "c", "--draft", "--correct", "1"], 2);
}

#[test]
fn the_same_case_and_day_give_the_same_bytes() {
    let made = || {
        let folder = case_of(&[("a", FIRST), ("b", SECOND)]);
        stdout(folder.path(), &["letter", "c", "--as-of", "2025-09-10"]);
        stdout(folder.path(), &["letter", "c", "--as-of", "2025-09-30"]);
        ["letter-001.fr.html", "letter-002.fr.html", "letter-002.en.html", "findings.json"]
            .map(|name| page(folder.path(), name))
    };
    assert!(made() == made());
}

#[test]
fn an_issued_letter_never_changes_and_any_change_is_the_next_one() {
    let folder = case_of(&[("a", FIRST)]);
    let dir = folder.path();
    let number = |args: &[&str]| {
        let whole = [&["letter", "c", "--json"], args].concat();
        json(dir, &whole)[0]["number"].as_u64().unwrap()
    };
    assert_eq!(number(&["--as-of", "2025-09-10"]), 1);
    let first = page(dir, "letter-001.fr.html");
    assert_eq!(number(&["--as-of", "2025-09-25"]), 2);
    // The first day again, in another folder and only in one language: still the first letter, to the byte.
    assert_eq!(number(&["--as-of", "2025-09-10", "--lang", "fr", "--out", "o"]), 1);
    let bytes = |file: &str| fs::read(dir.join(file)).unwrap();
    assert!(bytes("o/letter-001.fr.html") == bytes("c/letters/letter-001.fr.html"));
    let again = faleme(dir, &["letter", "c", "--as-of", "2025-09-10"]).output().unwrap();
    assert!(String::from_utf8_lossy(&again.stderr).contains("letter 1 stays as it is"));
    // A document published before that day comes in late.
    add(dir, "late", &SECOND.replace("2025-09-20", "2025-09-08").replace("15 septembre", "5 septembre"));
    assert_eq!(number(&["--as-of", "2025-09-10"]), 3);
    assert_eq!(page(dir, "letter-001.fr.html"), first);
    let changes = &findings(dir)["changes"];
    assert_eq!((&changes["letter"], &changes["as_of"]), (&1.into(), &"2025-09-10".into()));
    assert!(page(dir, "letter-003.en.html").contains("1 new event."), "{changes}");
}

#[test]
fn a_correction_is_a_new_letter_that_names_the_old_one_and_what_it_withdraws() {
    let folder = case_of(&[("a", FIRST), ("b", SECOND)]);
    let dir = folder.path();
    stdout(dir, &["letter", "c", "--as-of", "2025-09-30"]);
    let first = page(dir, "letter-001.en.html");
    assert!(
        fails(dir, &["letter", "c", "--correct", "7"], 1)
            .contains("no letter 7 was issued: the last one is 1")
    );
    assert!(fails(dir, &["letter", "c", "--correct", "1"], 1).contains("nothing to correct"));
    let arson = claim(dir, "vehicle_arson");
    stdout(dir, &["review", "c", "reject", &arson, "--why", "another road"]);
    let rows = json(dir, &["letter", "c", "--correct", "1", "--json"]);
    assert_eq!(rows[0]["number"], 2);
    let kept = findings(dir);
    assert_eq!(
        (&kept["masthead"]["corrects"], &kept["masthead"]["as_of"]),
        (&1.into(), &"2025-09-30".into())
    );
    let withdrawn = &kept["changes"]["changes"][0];
    assert_eq!(withdrawn["change"], "withdrawn");
    let corrected = page(dir, "letter-002.en.html");
    assert!(
        corrected.contains("corrects letter") && corrected.contains(withdrawn["finding"].as_str().unwrap())
    );
    assert_eq!(page(dir, "letter-001.en.html"), first);
    let note = withdrawn["notes"][0].as_str().unwrap();
    assert!(stdout(dir, &["why", "c", note]).contains("letter 1, as of 2025-09-30, held evt-"));
    // Again: the same number and bytes.
    assert_eq!(json(dir, &["letter", "c", "--correct", "1", "--json"]), rows);
    assert_eq!(page(dir, "letter-002.en.html"), corrected);
}

#[test]
fn what_changed_since_a_letter_or_a_day() {
    let folder = case_of(&[("a", FIRST), ("b", SECOND)]);
    let dir = folder.path();
    let diff = |since: &str| {
        json(dir, &["letter", "diff", "c", "--since", since, "--as-of", "2025-10-05", "--format", "json"])
    };
    let kinds = |shown: &Value| -> Vec<String> {
        shown["changes"]
            .as_array()
            .unwrap()
            .iter()
            .map(|c| c["change"].as_str().unwrap().to_owned())
            .collect()
    };
    let by_day = diff("2025-09-10");
    assert_eq!((&by_day["since"]["letter"], &by_day["since"]["as_of"]), (&Value::Null, &"2025-09-10".into()));
    assert_eq!(kinds(&by_day), ["ended_constraint", "new_event"], "{by_day}");
    assert_eq!(
        (&by_day["changes"][0]["was"], &by_day["changes"][0]["now"]),
        (&"in_force".into(), &"lapsed".into())
    );
    stdout(dir, &["letter", "c", "--as-of", "2025-09-08"]);
    let by_letter = diff("2025-09-10");
    assert_eq!(
        (&by_letter["since"]["letter"], &by_letter["since"]["as_of"]),
        (&1.into(), &"2025-09-08".into())
    );
    assert_eq!(by_letter["changes"], by_day["changes"]);
    let lines = stdout(dir, &["letter", "diff", "c", "--since", "2025-09-10", "--as-of", "2025-10-05"]);
    assert!(lines.contains("ended constraint") && lines.contains("in_force → lapsed"), "{lines}");
    // The next letter says the same in its summary.
    stdout(dir, &["letter", "c", "--as-of", "2025-10-05"]);
    let page = page(dir, "letter-002.en.html");
    assert!(page.contains("2 changes."), "{page}");
    assert_eq!(
        stdout(dir, &["letter", "diff", "c", "--since", "2025-10-05", "--as-of", "2025-10-05"]).trim(),
        "nothing changed"
    );
    fails(dir, &["letter", "diff", "c"], 2);
}

#[test]
fn letters_issued_are_listed_and_drafts_are_not() {
    let folder = case_of(&[("a", FIRST)]);
    let dir = folder.path();
    let none = faleme(dir, &["letter", "list", "c", "--format", "json"]).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&none.stdout).trim(), "[]");
    stdout(dir, &["letter", "c", "--as-of", "2025-09-10", "--draft"]);
    assert!(!dir.join("c/letters/index.html").exists(), "a draft is no letter");
    stdout(dir, &["letter", "c", "--as-of", "2025-09-10", "--format", "html,md"]);
    add(dir, "b", SECOND);
    stdout(dir, &["letter", "c", "--as-of", "2025-09-30", "--tlp", "GREEN", "--lang", "fr", "--out", "away"]);
    stdout(dir, &["letter", "c", "--correct", "1", "--as-of", "2025-09-30", "--lang", "en"]);
    stdout(dir, &["letter", "c", "--as-of", "2025-09-30", "--draft"]);
    let all = json(dir, &["letter", "list", "c", "--format", "json"]);
    let told = |key: &str| -> Vec<Value> { all.as_array().unwrap().iter().map(|l| l[key].clone()).collect() };
    assert_eq!(told("number"), [3, 2, 1]);
    assert_eq!(told("tlp"), ["CLEAR", "GREEN", "CLEAR"]);
    assert_eq!(told("corrects"), [serde_json::json!(1), Value::Null, Value::Null]);
    assert_eq!(told("corrected_by"), [serde_json::json!([]), serde_json::json!([]), serde_json::json!([3])]);
    assert_eq!(all[2]["files"].as_array().unwrap().len(), 4);
    assert_eq!(
        all[2]["files"][1],
        serde_json::json!({"lang": "fr", "format": "md", "file": "letters/letter-001.fr.md"})
    );
    let table = stdout(dir, &["letter", "list", "c"]);
    assert!(table.contains("fr: html, md; en: html, md") && table.contains("corrected by 3"), "{table}");
    let index = page(dir, "index.html");
    for told in [
        "href=\"letter-001.fr.html\"",
        "href=\"letter-003.en.html\"",
        "rectifiée par : n° 3",
        "30 September 2025",
    ] {
        assert!(index.contains(told), "{told}\n{index}");
    }
    // It stands in another folder, for other readers: told there, and not here.
    assert!(!index.contains("letter-002") && !index.contains("n° 2<") && !index.contains("TLP:GREEN"));
    assert!(fs::read_to_string(dir.join("away/index.html")).unwrap().contains("href=\"letter-002.fr.html\""));
    assert!(!index.contains("draft"));
    let withdrawn = claim(dir, "curfew");
    stdout(dir, &["redact", "c", &withdrawn, "--by", "A", "--why", "asked"]);
    let after = json(dir, &["letter", "list", "c", "--format", "json"]);
    assert!(
        after.as_array().unwrap().iter().all(|l| l["withdrawn"] == true && l["tlp"].is_null()),
        "{after}"
    );
    assert!(!page(dir, "index.html").contains("href=\"letter-"));
}

#[test]
fn contact_and_the_next_letter_stand_in_every_format() {
    let folder = case_of(&[("a", FIRST)]);
    let dir = folder.path();
    let toml =
        "contact = { fr = \"bureau@example.org\", en = \"office@example.org\" }\nnext_letter = 2025-10-31\n";
    write(dir, "c/letter.toml", toml);
    stdout(dir, &["letter", "c", "--as-of", "2025-09-10", "--format", "html,md"]);
    for (name, contact, next) in [
        ("letter-001.fr.html", "Contact : bureau@example.org", "Prochaine lettre : 31 octobre 2025"),
        ("letter-001.en.html", "Contact: office@example.org", "Next letter: 31 October 2025"),
        ("letter-001.en.md", "Contact: office@example.org", "Next letter: 31 October 2025"),
    ] {
        let page = page(dir, name).replace('\\', "");
        assert!(page.contains(contact) && page.contains(next), "{name}");
    }
    let late = faleme(dir, &["letter", "c", "--as-of", "2025-10-31", "--lang", "fr"]).output().unwrap();
    let said = String::from_utf8_lossy(&late.stderr).into_owned();
    assert!(said.contains("letter.toml:2: note[letter.next]"), "{said}");
    assert!(!page(dir, "letter-002.fr.html").contains("Prochaine lettre"));
}

#[test]
fn names_stand_in_french_where_the_case_gives_them() {
    let folder = case_of(&[]);
    let dir = folder.path();
    let file = dir.join("c/case.toml");
    let names = "\n[[actors]]\nname = \"Governor of Kita\"\naliases = [\"gouverneur de Kita\"]\nkind = \"authority\"\n\n\
                 [names_fr]\n\"Governor of Kita\" = \"Gouverneur de Kita\"\n\"Nobody\" = \"Personne\"\n";
    fs::write(&file, fs::read_to_string(&file).unwrap() + names).unwrap();
    add(dir, "a", FIRST);
    stdout(dir, &["letter", "c", "--as-of", "2025-09-10"]);
    assert!(page(dir, "letter-001.fr.html").contains("par : Gouverneur de Kita"));
    assert!(page(dir, "letter-001.en.html").contains("Governor of Kita"));
    // A letter carries no name of the case that it does not print.
    assert_eq!(findings(dir)["names_fr"], serde_json::json!({"Governor of Kita": "Gouverneur de Kita"}));
}

#[test]
fn the_worked_case_has_its_five_parts_and_no_issue() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    stdout(dir, &["demo", "k"]);
    let output = faleme(dir, &["letter", "k", "--tlp", "AMBER"]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success() && !said.contains("letter."), "{said}");
    let french = fs::read_to_string(dir.join("k/letters/letter-001.fr.html")).unwrap();
    for title in
        ["Conflits latents et résilience", "Axes logistiques", "Blocus et contrôle des flux", "Voisins"]
    {
        assert!(french.contains(&format!(">{title}</h2>")), "{title}");
    }
    assert_eq!(french.matches("id=\"judgement-").count(), 3);
    let words = french.replace(['\u{a0}', '\u{202f}'], " ");
    for told in [
        "Région de Kayes, esclavage par ascendance",
        "par : Gouverneur de Kayes",
        "« part de la demande : essence, Bamako » : 0,5 de l’ensemble",
        "Prochaine lettre : 31 octobre 2025",
        "Contact : observatoire@example.org",
    ] {
        assert!(words.contains(told), "{told}");
    }
    let english = [" Region,", "Kayes Cercle", "part of the demand", "Governor of"];
    let left: Vec<_> = english.iter().filter(|name| words.contains(**name)).collect();
    assert!(left.is_empty(), "English in the French letter: {left:?}");
    let text = |lang: &str| {
        fs::read_dir(dir.join("k/letter"))
            .unwrap()
            .filter(|f| f.as_ref().unwrap().file_name().to_string_lossy().ends_with(&format!(".{lang}.md")))
            .count()
    };
    assert_eq!((text("fr"), text("en")), (6, 6));
    let amber = fs::read_to_string(dir.join("k/letters/letter-002.en.html")).unwrap();
    let [clear, amber] = [&french, &amber].map(|page| page.contains("id=\"class-board\""));
    assert!(amber && !clear, "classes at AMBER only");
}
