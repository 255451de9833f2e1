//! The other commands, end to end.

mod common;

use common::{fails, faleme, json, stdout, with_case, write};
use std::io::{Read, Write};
use std::net::TcpListener;

const NOTE: &str = "Le vieux pont de bois reste la seule traversée du village, disent les anciens.\n";

#[test]
fn the_demo_leaves_a_case_with_its_letters_and_runs_again() {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let said = stdout(folder.path(), &["demo"]);
        assert!(
            said.contains("kayes/letters/letter-001.fr.html") && said.contains("letter-001.en.html"),
            "{said}"
        );
    }
    for file in [
        "case.toml",
        "case.db",
        "letters/letter-001.fr.html",
        "letters/letter-001.en.html",
        "letters/findings.json",
    ] {
        assert!(folder.path().join("kayes").join(file).exists(), "{file}");
    }
    let page = std::fs::read_to_string(folder.path().join("kayes/letters/letter-001.en.html")).unwrap();
    assert!(page.contains("EXAMPLE"), "{page}");
}

#[test]
fn the_demo_spares_a_folder_that_is_no_case() {
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "thesis.txt", "x");
    assert!(fails(folder.path(), &["demo", "."], 1).contains("holds no case"));
}

#[test]
fn new_never_writes_over_a_folder() {
    let folder = with_case();
    assert!(fails(folder.path(), &["new", "c"], 1).contains("not empty"));
    assert!(folder.path().join("c/sources").is_dir() && folder.path().join("c/data").is_dir());
}

#[test]
fn the_same_letter_keeps_its_number_and_a_new_document_makes_a_new_one() {
    let folder = with_case();
    let dir = folder.path();
    let files = |args: &[&str]| -> Vec<String> {
        let letters = json(dir, args);
        letters.as_array().unwrap().iter().map(|l| l["file"].as_str().unwrap().to_owned()).collect()
    };
    let args = ["letter", "c", "--as-of", "2025-09-30", "--json"];
    let first = files(&args);
    assert_eq!(first, ["c/letters/letter-001.fr.html", "c/letters/letter-001.en.html"]);
    let bytes = std::fs::read(dir.join(&first[0])).unwrap();
    assert_eq!(files(&args), first);
    assert_eq!(std::fs::read(dir.join(&first[0])).unwrap(), bytes);
    assert_eq!(
        files(&["letter", "c", "--as-of", "2025-10-01", "--lang", "en", "--out", "o", "--json"]),
        ["o/letter-002.en.html"]
    );
    fails(dir, &["letter", "c", "--lang", "de"], 2);
}

#[test]
fn extract_prints_one_json_document_for_each_show() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    write(dir, "a.txt", NOTE);
    for show in ["claims", "dates", "places", "contradictions"] {
        assert!(json(dir, &["extract", "a.txt", "--show", show, "--format", "json"]).is_array(), "{show}");
    }
    let origins = json(dir, &["extract", "a.txt", "--show", "origins", "--format", "json"]);
    assert_eq!(origins["origins"][0]["documents"][0], "a.txt");
    assert!(origins["relations"].is_array());
}

#[test]
fn extract_reads_standard_input_and_goes_on_past_a_bad_file() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let output = faleme(dir, &["extract", "-", "missing.txt", "--show", "origins", "--format", "json"])
        .write_stdin(NOTE)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("missing.txt"));
    let shown: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(shown["origins"].as_array().unwrap().len(), 1);
    let output = faleme(dir, &["extract", "missing.txt", "--format", "json"]).output().unwrap();
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(1), b"[]\n".as_slice()));
}

#[test]
fn extract_uses_the_places_of_the_case_it_is_given() {
    let folder = with_case();
    let dir = folder.path();
    write(dir, "a.txt", NOTE);
    stdout(dir, &["extract", "a.txt", "--case", "c"]);
    assert!(fails(dir, &["extract", "a.txt", "--case", "nowhere"], 1).contains("no case folder"));
    assert!(fails(dir, &["extract", "a.txt", "--gazetteer", "none.txt"], 1).contains("none.txt"));
}

#[test]
fn questions_about_an_empty_case_have_empty_answers() {
    let folder = with_case();
    let dir = folder.path();
    for args in
        [vec!["claims", "c"], vec!["contradictions", "c"], vec!["review", "c"], vec!["review", "c", "log"]]
    {
        let args: Vec<&str> = args.into_iter().chain(["--format", "json"]).collect();
        assert_eq!(json(dir, &args), serde_json::json!([]), "{args:?}");
    }
}

#[test]
fn an_unknown_id_is_a_failure_and_a_missing_reason_wrong_usage() {
    let folder = with_case();
    let dir = folder.path();
    assert!(fails(dir, &["why", "c", "clm-none"], 1).contains("clm-none"));
    assert!(fails(dir, &["why", "c", "n12"], 1).contains("n12"));
    assert!(fails(dir, &["review", "c", "accept", "clm-none", "--why", "x"], 1).contains("clm-none"));
    assert!(fails(dir, &["review", "c", "undo", "7", "--why", "x"], 1).contains("no decision 7"));
    assert!(fails(dir, &["redact", "c", "doc-none", "--why", "x"], 1).contains("doc-none"));
    fails(dir, &["review", "c", "accept", "clm-none"], 2);
    fails(dir, &["review", "c", "correct", "clm-none", "--why", "x"], 2);
    fails(dir, &["review", "c", "grade", "clm-none", "--credibility", "7", "--why", "x"], 2);
    fails(dir, &["redact", "c", "doc-none"], 2);
    fails(dir, &["claims", "c", "--kind", "rumour"], 2);
}

#[test]
fn a_decision_without_a_name_is_refused() {
    let folder = with_case();
    let output = faleme(folder.path(), &["redact", "c", "doc-none", "--why", "x"])
        .env_remove("USER")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--by NAME"));
}

#[test]
fn what_was_redacted_is_refused_with_its_reason() {
    let folder = with_case();
    let dir = folder.path();
    write(dir, "a.txt", NOTE);
    write(&dir.join("c/sources"), "a.txt", NOTE);
    stdout(dir, &["read", "c"]);
    let connection = rusqlite::Connection::open(dir.join("c/case.db")).unwrap();
    let id: String = connection.query_row("SELECT id FROM documents", [], |row| row.get(0)).unwrap();
    drop(connection);
    let done = json(
        dir,
        &["redact", "c", &id, "--why", "names a private person", "--by", "Awa", "--format", "json"],
    );
    assert_eq!(done["documents"], 1);
    assert!(!dir.join("c/sources/a.txt").exists());
    let bytes = std::fs::read(dir.join("c/case.db")).unwrap();
    assert!(!bytes.windows(4).any(|w| w == b"pont"));
    let said = fails(dir, &["read", "c", "a.txt"], 1);
    assert!(said.contains("document.redacted") && said.contains("by Awa: names a private person"), "{said}");
    assert!(stdout(dir, &["why", "c", &id]).contains("names a private person"));
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    write(dir, "a.txt", NOTE);
    let program = assert_cmd::cargo::cargo_bin("faleme");
    let script = format!(
        "{} extract a.txt --published 2025-09-10 --show origins --format json | true",
        program.display()
    );
    let output = std::process::Command::new("sh").args(["-c", &script]).current_dir(dir).output().unwrap();
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_model_adds_what_stands_in_the_text_and_nothing_else() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut request = Vec::new();
            let mut buffer = [0; 4096];
            while !String::from_utf8_lossy(&request).ends_with("\"}]}") && !request.ends_with(b"}") {
                let read = stream.read(&mut buffer).unwrap();
                request.extend_from_slice(&buffer[..read]);
            }
            let proposed = serde_json::json!({ "claims": [
                { "quote": "Le vieux pont de bois reste la seule traversée du village", "kind": "background", "type": "single_crossing" },
                { "quote": "Le pont de fer", "kind": "background", "type": "single_crossing" },
            ]});
            let body = serde_json::json!({ "choices": [{ "message": { "content": proposed.to_string() } }] })
                .to_string();
            let head =
                format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n", body.len());
            stream.write_all((head + &body).as_bytes()).unwrap();
        }
    });
    let folder = tempfile::tempdir().unwrap();
    write(folder.path(), "a.txt", NOTE);
    let args = ["extract", "a.txt", "--format", "json", "--model-url", &url, "--model", "small"];
    let output = faleme(folder.path(), &args).env("FALEME_MODEL_KEY", "sesame").output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{said}");
    assert!(said.contains("1 taken") && said.contains("1 refused") && !said.contains("sesame"), "{said}");
    let claims: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).unwrap();
    let proposed: Vec<_> = claims.iter().filter(|c| c["rule"] == "model:small").collect();
    assert_eq!(proposed.len(), 1);
    assert_eq!((proposed[0]["start"].as_u64(), proposed[0]["end"].as_u64()), (Some(0), Some(57)));
}

#[test]
fn a_case_that_was_moved_is_redacted_where_it_is_and_its_copy_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    stdout(dir, &["demo", "first"]);
    std::fs::rename(dir.join("first"), dir.join("moved")).unwrap();
    stdout(dir, &["demo", "first"]);
    let claims: serde_json::Value =
        serde_json::from_str(&stdout(dir, &["claims", "moved", "--type", "curfew", "--format", "json"]))
            .unwrap();
    let (id, quote) = (claims[0]["id"].as_str().unwrap(), claims[0]["quote"].as_str().unwrap());
    stdout(dir, &["redact", "moved", id, "--why", "test", "--by", "Awa"]);
    let letter =
        |case: &str| std::fs::read_to_string(dir.join(case).join("letters/letter-001.fr.html")).unwrap();
    assert!(letter("moved").contains("Withdrawn") && !letter("moved").contains(quote));
    assert!(!letter("first").contains("Withdrawn"));
}
