//! The register of responses, and what a crossed signal calls for, as a user sees them.

mod common;

use common::{fails, faleme, json, stdout, with_case, write};
use serde_json::Value;
use std::path::Path;
use tempfile::TempDir;

const CASE: &str = r#"
[[places]]
name = "Oriental Region"
kind = "admin1"
country = "MLI"

[[places]]
name = "Beledia"
kind = "populated_place"
country = "MLI"
admin1 = "Oriental Region"
lat = 14.0
lon = -9.0

[[actors]]
name = "River Front"
kind = "armed_group"
"#;

const NOTE: &str = "---
title: The road
publisher: River Desk
published: 2024-05-20
language: en
---

# The road

The African Union will deploy a mediation mission to Beledia. The River Front promised a dialogue in Beledia.

Amadou Exemple pledged support for mediation in Beledia.

Two drivers were kidnapped near Beledia on 12 May 2024.
";

const RESPONSES: &str = r#"
[[responses]]
institution = "African Union"
kind = "mediation"
text = { fr = "Une mission de médiation.", en = "A mediation mission." }
term = "short"
areas = ["Oriental Region"]
source = "Bulletin"
[[responses.history]]
date = 2024-05-01
status = "promised"
quote = "we shall send it"

[[responses]]
institution = "Road Council"
kind = "reconstruction"
text = { fr = "Le pont.", en = "The bridge." }
village = "Beledia"
source = "Bulletin"
"#;

const TENSIONS: &str = r#"
[[tensions]]
area = "Oriental Region"
kind = "farmer_herder"
text = { fr = "Saison des pluies.", en = "Rainy season." }
months = [5, 6]
source = "Note"

[[tensions]]
area = "Oriental Region"
kind = "land"
text = { fr = "À Beledia.", en = "At Beledia." }
source = "Note"

[[mediation]]
area = "Oriental Region"
role = { fr = "chefs de village", en = "village chiefs" }
text = { fr = "Ils entendent les parties.", en = "They hear the parties." }
source = "Note"

[[signals]]
area = "Oriental Region"
what = "incidents"
type = "abduction"
days = 30
at_least = 1

[[signals]]
area = "Oriental Region"
what = "incidents"
type = "curfew"
at_least = 1
"#;

fn filled() -> TempDir {
    let folder = with_case();
    let case = folder.path().join("c/case.toml");
    let head = std::fs::read_to_string(&case).unwrap();
    std::fs::write(&case, format!("{head}\n{CASE}")).unwrap();
    write(folder.path(), "c/responses.toml", RESPONSES);
    write(folder.path(), "c/tensions.toml", TENSIONS);
    write(folder.path(), "note.md", NOTE);
    stdout(folder.path(), &["read", "c", "note.md"]);
    folder
}

fn register(dir: &Path, more: &[&str]) -> Vec<Value> {
    let args = [&["responses", "c", "--format", "json"], more].concat();
    json(dir, &args).as_array().unwrap().clone()
}

#[test]
fn entered_and_found_stand_side_by_side_and_are_tied() {
    let folder = filled();
    let all = register(folder.path(), &["--as-of", "2024-06-01"]);
    assert_eq!(all.len(), 2, "{all:#?}");
    for one in &all {
        for key in ["id", "institution", "text", "term", "status", "last_confirmed", "history"] {
            assert!(one.get(key).is_some(), "{key}");
        }
        assert_eq!((&one["institution"], &one["status"]), (&"African Union".into(), &"promised".into()));
    }
    assert_eq!(all[0]["ties"][0]["id"], all[1]["id"]);
    assert_eq!((&all[0]["last_confirmed"], &all[0]["age_days"]), (&"2024-05-01".into(), &31.into()));
    let text = stdout(folder.path(), &["responses", "c", "--as-of", "2024-06-01"]);
    assert!(!text.contains("Exemple") && !text.contains("River Front"), "{text}");
}

#[test]
fn a_promise_without_a_word_lapses_and_says_that_this_is_derived() {
    let folder = filled();
    let late = register(folder.path(), &["--as-of", "2026-06-01"]);
    assert_eq!(late[0]["status"], "lapsed");
    assert!(late[0]["lapsed"].as_str().unwrap().contains("derived"));
    assert_eq!(late[0]["history"][0]["status"], "promised");
}

#[test]
fn what_is_finer_than_a_region_is_told_with_its_line_and_left_out() {
    let folder = filled();
    let output = faleme(folder.path(), &["responses", "c", "--early"]).output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success());
    assert!(err.contains("responses.toml:18") || err.contains("responses.toml:17"), "{err}");
    assert!(err.contains("table.too_fine") && err.contains("tension.too_fine"), "{err}");
    assert!(!String::from_utf8_lossy(&output.stdout).contains("At Beledia"));
    assert!(fails(folder.path(), &["responses", "c", "--area", "Beledia"], 1).contains("finer"));
    assert!(fails(folder.path(), &["responses", "c", "--area", "Nowhere"], 1).contains("no area"));
}

#[test]
fn a_crossed_signal_names_tensions_mediation_responses_and_gaps() {
    let folder = filled();
    let args = ["responses", "c", "--early", "--as-of", "2024-06-01", "--format", "json"];
    let all = json(folder.path(), &args);
    let all = all.as_array().unwrap();
    assert_eq!(all.len(), 1, "{all:#?}");
    let one = &all[0];
    assert_eq!(
        (&one["area"]["name"], &one["signal"]["of"]),
        (&"Oriental Region".into(), &"abduction".into())
    );
    assert_eq!(one["tensions"].as_array().unwrap().len(), 1);
    assert_eq!(one["mediation"][0]["role"]["en"], "village chiefs");
    assert_eq!(one["responses"].as_array().unwrap().len(), 2);
    let nothing = one["gaps"]["nothing"].as_array().unwrap();
    assert!(nothing.contains(&"dialogue".into()) && !nothing.contains(&"mediation".into()));
    let later = ["responses", "c", "--early", "--as-of", "2024-07-01", "--format", "json"];
    assert_eq!(json(folder.path(), &later).as_array().unwrap().len(), 0);
}

#[test]
fn why_leads_to_the_line_and_to_the_quote() {
    let folder = filled();
    let all = register(folder.path(), &["--as-of", "2024-06-01"]);
    let why = |one: &Value| stdout(folder.path(), &["why", "c", one["id"].as_str().unwrap()]);
    let entered = why(&all[0]);
    assert!(entered.contains("responses.toml:2") && entered.contains("we shall send it"), "{entered}");
    assert!(why(&all[1]).contains("[[The African Union will deploy a mediation mission"), "{}", why(&all[1]));
    let day = ["--as-of", "2024-06-01"];
    let early = json(folder.path(), &[&["responses", "c", "--early", "--format", "json"], &day[..]].concat());
    let signal = early[0]["id"].as_str().unwrap();
    let crossed = stdout(folder.path(), &[&["why", "c", signal], &day[..]].concat());
    assert!(crossed.contains("tensions.toml:") && crossed.contains("[[signals]]"), "{crossed}");
    assert!(crossed.contains("  event evt-") && crossed.contains("[["), "down to the words: {crossed}");
    let later = stdout(folder.path(), &["why", "c", signal, "--as-of", "2024-07-01"]);
    assert!(later.contains("tensions.toml:") && !later.contains("evt-"), "not crossed on that day: {later}");
}

#[test]
fn a_case_without_files_and_a_file_that_is_no_table_do_not_stop_it() {
    let folder = with_case();
    assert_eq!(register(folder.path(), &[]).len(), 0);
    write(folder.path(), "c/responses.toml", "= = =");
    write(folder.path(), "c/tensions.toml", b"\xff\xfe[[signals]]");
    assert_eq!(register(folder.path(), &["--early"]).len(), 0);
}

const PROMISES: &str = "---
title: Promesses
publisher: Bureau du fleuve
published: 2024-05-10
language: fr
---

# Promesses

Le gouvernement du Sénégal a promis de renforcer la coopération régionale avec le Mali.

La Mauritanie s’est engagée à partager le renseignement avec le Mali et le Sénégal.

Le gouvernement du Mali a achevé la reconstruction du marché de Beledia le 1er mai 2024.
";

const INSTITUTE: &str = "---
title: The region
publisher: River Desk
published: 2024-05-10
language: en
---

# The region

The Institute for Road Studies argued that regional cooperation between Mali and Senegal must include the sharing of intelligence.
";

#[test]
fn who_promises_is_told_once_and_a_reprint_confirms_nothing() {
    let folder = filled();
    write(folder.path(), "promises.md", PROMISES);
    let again = PROMISES.replace("Bureau du fleuve", "Le Recopieur").replace("2024-05-10", "2024-05-28");
    write(folder.path(), "reprint.md", &again);
    write(folder.path(), "institute.md", INSTITUTE);
    stdout(folder.path(), &["read", "c", "promises.md", "reprint.md", "institute.md"]);
    let all = register(folder.path(), &["--as-of", "2024-06-01"]);
    let of = |by: &str| all.iter().filter(|r| r["institution"] == by).collect::<Vec<_>>();
    for (by, status) in [
        ("Government of Senegal", "promised"),
        ("Mauritania", "promised"),
        ("Government of Mali", "done"),
        ("Institute for Road Studies", "proposed"),
    ] {
        let found = of(by);
        assert_eq!(found.len(), 1, "{by}: {all:#?}");
        assert_eq!(
            (&found[0]["status"], &found[0]["last_confirmed"]),
            (&status.into(), &"2024-05-10".into())
        );
    }
    let market = &of("Government of Mali")[0]["areas"];
    assert_eq!(
        (market[0]["name"].as_str(), market.as_array().map(Vec::len)),
        (Some("Oriental Region"), Some(1))
    );
    assert!(of("Le Recopieur").is_empty());
}
