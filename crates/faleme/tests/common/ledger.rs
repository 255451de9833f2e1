//! A case for the analyst's pages: documents of three markings, with claims put into the ledger by hand.
#![allow(dead_code)]

use super::common::{stdout, with_case, write};
use std::path::Path;
use tempfile::TempDir;

/// A title that is script, a text with every character that HTML means something by.
pub const TITLE: &str = "<script>alert('titre')</script> & \"Pont\"";
pub const OPEN: &str = "Le vieux pont de bois reste la seule traversée du village, & <b>rien</b> d'autre.\n\n\
    Le bac a repris hier.\n\nDes hommes tiennent un poste de contrôle à Zanziposte.\n\nLe préfet a démenti toute zanzipanne.\n";
pub const SECRET: &str = "Le convoi zanzirouge est parti hier.\n";

/// Claims of the case: id, document, quote, type.
const CLAIMS: [(&str, &str, &str, &str); 5] = [
    (
        "clm-a",
        "a.txt",
        "Le vieux pont de bois reste la seule traversée du village, & <b>rien</b> d'autre.",
        "crossing",
    ),
    ("clm-b", "a.txt", "Le bac a repris hier.", "ferry"),
    ("clm-c", "a.txt", "seule traversée du village", "crossing"),
    ("clm-p", "a.txt", "Des hommes tiennent un poste de contrôle à Zanziposte.", "checkpoint"),
    ("clm-r", "r.txt", "Le convoi zanzirouge est parti hier.", "movement"),
];

/// The case `c` in a new folder.
pub fn case() -> TempDir {
    let folder = with_case();
    let dir = folder.path();
    let case = std::fs::read_to_string(dir.join("c/case.toml")).unwrap();
    let place = |name: &str| {
        format!("\n[[places]]\nname = \"{name}\"\nkind = \"populated_place\"\ncountry = \"MLI\"\n")
    };
    write(&dir.join("c"), "case.toml", case + &place("Kita") + &place("Bafoulabé"));
    write(dir, "a.txt", OPEN);
    write(dir, "r.txt", SECRET);
    let read = |file: &str, tlp: &str| {
        let args = ["read", "c", file, "--published", "2025-09-08", "--tlp", tlp];
        stdout(dir, &args);
    };
    read("a.txt", "GREEN");
    read("r.txt", "RED");
    let ledger = rusqlite::Connection::open(dir.join("c/case.db")).unwrap();
    ledger.execute("DELETE FROM claims", []).unwrap();
    for (name, title) in [("a.txt", TITLE), ("r.txt", "Zanzititre")] {
        let sql = "UPDATE documents SET meta = json_set(meta, '$.title', ?2) WHERE name = ?1";
        ledger.execute(sql, [name, title]).unwrap();
    }
    for (id, name, quote, claim_type) in CLAIMS {
        let sql = "SELECT seq, id FROM documents WHERE name = ?1";
        let (seq, document): (i64, String) =
            ledger.query_row(sql, [name], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
        let text = if name == "a.txt" { OPEN } else { SECRET };
        let start = text[..text.find(quote).unwrap()].chars().count();
        let claim = serde_json::json!({
            "id": id, "document": document, "quote": quote, "kind": "incident", "type": claim_type,
            "span": { "start": start, "end": start + quote.chars().count() },
            "date": { "start": "2025-09-07", "end": "2025-09-07" }, "date_basis": null, "places": [],
            "modality": "asserted", "actor": null, "target": null, "target_class": null, "quantity": null,
            "role": "report", "rule": "model:hand",
        });
        let sql = "INSERT INTO claims (id, document, kind, type, date_start, date_end, modality, rule, json)
                   VALUES (?1, ?2, 'incident', ?3, '2025-09-07', '2025-09-07', 'asserted', 'model:hand', ?4)";
        ledger.execute(sql, rusqlite::params![id, seq, claim_type, claim.to_string()]).unwrap();
    }
    folder
}

/// A user with a token that may do what the role may.
pub fn token(dir: &Path, name: &str, role: &str) -> String {
    let mut add = super::common::faleme(dir, &["users", "c", "add", name, "--role", role]);
    add.write_stdin("correct horse battery staple\n").assert().success();
    let made = stdout(dir, &["users", "c", "token", name, "--scope", "read,decide", "--format", "json"]);
    let made: serde_json::Value = serde_json::from_str(&made).unwrap();
    made["token"].as_str().unwrap_or_else(|| panic!("{made}")).to_owned()
}
