//! A review from list to undo, with claims put into the ledger by hand: no rule need read them.

mod common;

use common::{fails, json, ledger, stdout, with_case, write};
use serde_json::Value;
use std::path::Path;
use tempfile::TempDir;

const NOTE: &str = "Le vieux pont de bois reste la seule traversée du village.\n\nLe bac a repris hier.\n";

/// A case with one document and two claims, `clm-a` and `clm-b`, that a re-reading keeps as a model's.
fn reviewed() -> TempDir {
    let folder = with_case();
    let case = std::fs::read_to_string(folder.path().join("c/case.toml")).unwrap();
    let place = "\n[[places]]\nname = \"Kidira\"\nkind = \"populated_place\"\ncountry = \"SEN\"\n";
    write(&folder.path().join("c"), "case.toml", case + place);
    write(&folder.path().join("c/sources"), "a.txt", NOTE);
    stdout(folder.path(), &["read", "c", "--published", "2025-09-08"]);
    let ledger = rusqlite::Connection::open(folder.path().join("c/case.db")).unwrap();
    let document: String = ledger.query_row("SELECT id FROM documents", [], |row| row.get(0)).unwrap();
    ledger.execute("DELETE FROM claims", []).unwrap();
    for (id, quote) in [("clm-a", "Le vieux pont de bois"), ("clm-b", "Le bac a repris hier.")] {
        let start = NOTE[..NOTE.find(quote).unwrap()].chars().count();
        let claim = serde_json::json!({
            "id": id, "document": document, "quote": quote, "kind": "background", "type": "crossing",
            "span": { "start": start, "end": start + quote.chars().count() },
            "date": { "start": "2025-09-07", "end": "2025-09-07" }, "date_basis": null, "places": [],
            "modality": "hedged", "actor": null, "target": null, "target_class": null, "quantity": null,
            "role": "report", "rule": "model:hand",
        });
        let sql = "INSERT INTO claims (id, document, kind, type, date_start, date_end, modality, rule, json)
                   VALUES (?1, 1, 'background', 'crossing', '2025-09-07', '2025-09-07', 'hedged', 'model:hand', ?2)";
        ledger.execute(sql, [id, &claim.to_string()]).unwrap();
    }
    folder
}

fn decide(dir: &Path, step: &[&str]) -> Value {
    let args = [&["review", "c"], step, &["--by", "Awa", "--why", "checked", "--format", "json"]].concat();
    json(dir, &args)
}

fn by_hand(dir: &Path, id: &str) -> Value {
    let claims = json(dir, &["claims", "c", "--format", "json"]);
    claims.as_array().unwrap().iter().find(|c| c["id"] == id).unwrap().clone()
}

fn waiting(dir: &Path) -> Vec<String> {
    let queue = json(dir, &["review", "c", "list", "--format", "json"]);
    let ids = queue.as_array().unwrap().iter().map(|w| w["claim"]["id"].as_str().unwrap().to_owned());
    ids.filter(|id| id.len() == 5).collect()
}

#[test]
fn a_claim_is_shown_as_scripts_read_it() {
    let folder = reviewed();
    let claim = by_hand(folder.path(), "clm-b");
    let quote: String = NOTE.chars().skip(60).take(21).collect();
    assert_eq!((&claim["start"], &claim["end"], &claim["quote"]), (&60.into(), &81.into(), &quote.into()));
    assert_eq!((&claim["document"], &claim["modality"]), (&"a.txt".into(), &"hedged".into()));
    for key in
        ["kind", "type", "date", "places", "actor", "target", "quantity", "event", "origin", "credibility"]
    {
        assert!(claim.get(key).is_some(), "{key}");
    }
}

#[test]
fn decisions_change_what_is_shown_until_they_are_taken_back() {
    let folder = reviewed();
    let dir = folder.path();
    assert_eq!(waiting(dir), ["clm-a", "clm-b"]);
    assert_eq!(decide(dir, &["reject", "clm-a"])["number"], 1);
    assert_eq!(by_hand(dir, "clm-a")["status"], "rejected");
    assert_eq!(waiting(dir), ["clm-b"]);
    decide(
        dir,
        &[
            "correct",
            "clm-b",
            "--date",
            "2025-09-01..2025-09-03",
            "--type",
            "road_closure",
            "--place",
            "Kidira",
        ],
    );
    let corrected = by_hand(dir, "clm-b");
    assert_eq!(corrected["date"], serde_json::json!({ "start": "2025-09-01", "end": "2025-09-03" }));
    assert_eq!(
        (&corrected["as_read"]["type"], &corrected["places"][0]["name"]),
        (&"crossing".into(), &"Kidira".into())
    );
    assert!(waiting(dir).is_empty());
    decide(dir, &["undo", "1"]);
    decide(dir, &["undo", "2"]);
    assert_eq!(by_hand(dir, "clm-a").get("status"), None);
    assert_eq!(by_hand(dir, "clm-b").get("as_read"), None);
    decide(dir, &["undo", "3"]);
    assert_eq!(by_hand(dir, "clm-a")["status"], "rejected");
    assert!(fails(dir, &["review", "c", "undo", "1", "--why", "x"], 0).is_empty());
}

#[test]
fn a_re_reading_keeps_every_decision() {
    let folder = reviewed();
    let dir = folder.path();
    decide(dir, &["accept", "clm-a"]);
    decide(dir, &["merge", "clm-a", "clm-b"]);
    decide(dir, &["split", "clm-b"]);
    decide(dir, &["grade", "clm-b", "--reliability", "B", "--credibility", "2"]);
    let log = json(dir, &["review", "c", "log", "--format", "json"]);
    let before = ledger(&dir.join("c"));
    assert_eq!(log.as_array().unwrap().len(), 4);
    assert!(
        log.as_array()
            .unwrap()
            .iter()
            .all(|d| d["by"] == "Awa" && d["why"] == "checked" && d["on"].is_string())
    );
    stdout(dir, &["read", "c"]);
    stdout(dir, &["read", "c", "--again"]);
    assert_eq!(json(dir, &["review", "c", "log", "--format", "json"]), log);
    assert_eq!(by_hand(dir, "clm-a")["status"], "accepted");
    assert!(before.iter().all(|row| ledger(&dir.join("c")).contains(row)));
}

#[test]
fn what_is_asked_of_claims_narrows_them() {
    let folder = reviewed();
    let dir = folder.path();
    let count = |more: &[&str]| {
        let args = [&["claims", "c", "--type", "crossing", "--format", "json"], more].concat();
        json(dir, &args).as_array().unwrap().len()
    };
    assert_eq!(count(&[]), 2);
    assert_eq!(count(&["--search", "BAC"]), 1);
    assert_eq!(count(&["--search", "village"]), 0);
    assert_eq!(count(&["--limit", "1"]), 1);
    assert_eq!(count(&["--as-of", "2025-09-07"]), 0);
    assert_eq!(count(&["--modality", "asserted"]), 0);
    assert_eq!(count(&["--place", "Kidira"]), 0);
    assert_eq!(count(&["--kind", "background", "--from", "2025-09-07", "--to", "2025-09-07"]), 2);
}

#[test]
fn why_shows_the_quote_inside_its_paragraph_and_who_decided() {
    let folder = reviewed();
    let dir = folder.path();
    decide(dir, &["accept", "clm-a"]);
    let tree = stdout(dir, &["why", "c", "clm-a"]);
    assert!(tree.contains("[[Le vieux pont de bois]] reste la seule"), "{tree}");
    assert!(tree.contains("accept clm-a by Awa"), "{tree}");
    let node = json(dir, &["why", "c", "clm-a", "--format", "json"]);
    assert_eq!((&node["id"], &node["kind"]), (&"clm-a".into(), &"claim".into()));
    let steps: Vec<&str> =
        node["from"].as_array().unwrap().iter().map(|n| n["kind"].as_str().unwrap()).collect();
    assert_eq!(steps, ["quote", "document", "decision"]);
    assert!(fails(dir, &["why", "c", "clm-a", "--as-of", "2025-09-01"], 1).contains("published later"));
}
