//! Three institutions that exchange bundles with the real program: what leaves, what is refused, what they see in the end.

mod common;

use common::{fails, faleme, json, stdout, write};
use serde_json::Value;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A report that two institutions have, and reports of each alone: name, text, marking.
const COMMON: (&str, &str, &str) =
    ("common.txt", "Le vieux pont de bois est fermé depuis hier.\n\nLe bac a repris hier.\n", "GREEN");
const OPEN: (&str, &str, &str) = ("open.txt", "Trois camions ont brûlé au gué de Zanzigué.\n", "CLEAR");
const AMBER: (&str, &str, &str) = ("amber.txt", "Le dépôt zanziambre n'a plus de gazole.\n", "AMBER");
const RED: (&str, &str, &str) = ("red.txt", "Le convoi zanzirouge est parti hier.\n", "RED");
const POSTS: (&str, &str, &str) =
    ("posts.txt", "Des hommes tiennent un poste de contrôle à Zanziposte.\n", "CLEAR");

/// A circle of case folders in one folder.
struct Circle(TempDir);

impl Circle {
    fn new(cases: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for case in cases {
            stdout(folder.path(), &["new", case, "--from", "empty"]);
            stdout(folder.path(), &["partners", case, "key"]);
        }
        let circle = Self(folder);
        for case in cases {
            for other in cases.iter().filter(|other| *other != case) {
                circle.add(case, other, "GREEN");
            }
        }
        circle
    }

    fn dir(&self) -> &Path {
        self.0.path()
    }

    fn key(&self, case: &str) -> Value {
        json(self.dir(), &["partners", case, "key", "--format", "json"])
    }

    fn add(&self, case: &str, other: &str, holds: &str) {
        let key = self.key(other)["key"].as_str().unwrap().to_owned();
        stdout(self.dir(), &["partners", case, "add", other, "--key", &key, "--holds", holds]);
    }

    /// Puts a document with one claim for each of its lines into a case, by hand: no rule need read it.
    fn tell(&self, case: &str, (name, text, tlp): (&str, &str, &str), claim_type: &str) {
        write(self.dir(), name, text);
        stdout(self.dir(), &["read", case, name, "--published", "2025-09-08", "--tlp", tlp]);
        let ledger = self.ledger(case);
        let sql = "SELECT seq, id FROM documents WHERE name = ?1";
        let (seq, id): (i64, String) = ledger.query_row(sql, [name], |r| Ok((r.get(0)?, r.get(1)?))).unwrap();
        ledger.execute("DELETE FROM claims WHERE document = ?1", [seq]).unwrap();
        for (at, quote) in text.lines().filter(|line| !line.is_empty()).enumerate() {
            let start = text[..text.find(quote).unwrap()].chars().count();
            let claim = serde_json::json!({
                "id": format!("clm-{case}-{name}-{at}"), "document": id, "quote": quote, "kind": "incident",
                "type": claim_type, "span": { "start": start, "end": start + quote.chars().count() },
                "date": { "start": "2025-09-07", "end": "2025-09-07" }, "date_basis": null, "places": [],
                "modality": "asserted", "actor": "Jean Inconnu", "target": "Jean Inconnu", "target_class": null,
                "quantity": null, "role": "report", "rule": "model:hand",
            });
            let sql = "INSERT INTO claims (id, document, kind, type, date_start, date_end, modality, rule, json)
                       VALUES (?1, ?2, 'incident', ?3, '2025-09-07', '2025-09-07', 'asserted', 'model:hand', ?4)";
            let row = rusqlite::params![claim["id"].as_str().unwrap(), seq, claim_type, claim.to_string()];
            ledger.execute(sql, row).unwrap();
        }
    }

    fn ledger(&self, case: &str) -> rusqlite::Connection {
        rusqlite::Connection::open(self.dir().join(case).join("case.db")).unwrap()
    }

    fn share(&self, from: &str, to: &str) -> PathBuf {
        let shared = json(self.dir(), &["share", from, "--to", to, "--format", "json"]);
        self.dir().join(shared["file"].as_str().unwrap())
    }

    fn receive(&self, at: &str, bundle: &Path) -> Value {
        json(self.dir(), &["receive", at, bundle.to_str().unwrap(), "--format", "json"])[0].clone()
    }

    /// Standard error and the report of a bundle that must be refused.
    fn refused(&self, at: &str, bundle: &Path) -> (String, Value) {
        let args = ["receive", at, bundle.to_str().unwrap(), "--format", "json"];
        let output = faleme(self.dir(), &args).output().unwrap();
        assert_eq!(output.status.code(), Some(1), "{output:?}");
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        (String::from_utf8_lossy(&output.stderr).into_owned(), report[0].clone())
    }

    fn view(&self, at: &str) -> Value {
        json(self.dir(), &["receive", at, "--format", "json"])
    }

    fn contradictions(&self, at: &str) -> Vec<Value> {
        let all = json(self.dir(), &["contradictions", at, "--format", "json"]);
        let with_partner =
            |c: &Value| c["sides"].as_array().unwrap().iter().any(|s| s.get("partner").is_some());
        all.as_array().unwrap().iter().filter(|c| with_partner(c)).cloned().collect()
    }
}

/// The records of a bundle that is not encrypted, as lines of JSON.
fn records(bundle: &Path) -> String {
    let bytes = std::fs::read(bundle).unwrap();
    let mut ends = bytes.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(at, _)| at);
    let at = ends.nth(1).unwrap() + 1;
    let mut out = String::new();
    let mut packed = flate2::read::ZlibDecoder::new(&bytes[at..bytes.len() - 64]);
    std::io::Read::read_to_string(&mut packed, &mut out).unwrap();
    out
}

#[test]
fn what_may_not_leave_does_not() {
    let circle = Circle::new(&["a", "b"]);
    for (document, claim_type) in [
        (COMMON, "closure"),
        (OPEN, "vehicle_arson"),
        (AMBER, "shortage"),
        (RED, "movement"),
        (POSTS, "checkpoint"),
    ] {
        circle.tell("a", document, claim_type);
    }
    circle.add("a", "b", "AMBER");
    let green = records(&circle.share("a", "b"));
    assert!(green.contains("Le bac a repris hier.") && green.contains("Zanzigué"), "{green}");
    for hidden in ["zanziambre", "zanzirouge", "Zanziposte", "Inconnu", "\"lat\"", "tester"] {
        assert!(!green.contains(hidden), "{hidden}: {green}");
    }
    let args = ["share", "a", "--to", "b", "--tlp", "AMBER+STRICT", "--out", "amber.bundle"];
    let output = faleme(circle.dir(), &args).output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.success() && err.contains("b may hold TLP:AMBER") && err.contains("leaves in plain"),
        "{err}"
    );
    let amber = records(&circle.dir().join("amber.bundle"));
    assert!(
        amber.contains("zanziambre") && !amber.contains("zanzirouge") && !amber.contains("Zanziposte"),
        "{amber}"
    );
    assert!(fails(circle.dir(), &["share", "a", "--to", "b", "--tlp", "RED"], 1).contains("TLP:RED"));
    assert!(fails(circle.dir(), &["share", "a", "--to", "c"], 1).contains("no partner `c`"));
    // The receiver agreed to GREEN only.
    let (err, report) = circle.refused("b", &circle.dir().join("amber.bundle"));
    assert_eq!(report["code"], "bundle.stricter");
    assert!(err.contains("says it is from a, no. 2") && err.contains("stricter than TLP:GREEN"), "{err}");
    assert_eq!(circle.view("b")["records"], Value::Array(Vec::new()));
    circle.add("b", "a", "AMBER");
    assert_eq!(circle.receive("b", &circle.dir().join("amber.bundle"))["outcome"], "newer");
}

#[test]
fn three_institutions_agree_after_loss_repetition_and_disorder() {
    let circle = Circle::new(&["a", "b", "c"]);
    circle.tell("a", COMMON, "closure");
    circle.tell("b", COMMON, "closure");
    circle.tell("b", OPEN, "vehicle_arson");
    let early = circle.share("a", "b");
    assert_eq!(circle.share("a", "b"), early, "nothing changed: the same number, the same bundle");
    let lost = circle.share("c", "a");
    std::fs::remove_file(lost).unwrap();
    circle.tell("a", OPEN, "vehicle_arson");
    for (from, to) in [("a", "b"), ("b", "a"), ("a", "c"), ("c", "a"), ("b", "c"), ("c", "b")] {
        let bundle = circle.share(from, to);
        assert_eq!(circle.receive(to, &bundle)["outcome"], "newer", "{from} to {to}");
        assert_eq!(circle.receive(to, &bundle)["outcome"], "same", "{from} to {to}");
    }
    assert_eq!(circle.receive("b", &early)["outcome"], "older");
    let views: Vec<Value> = ["a", "b", "c"].iter().map(|case| circle.view(case)).collect();
    for key in ["hash", "records", "origins"] {
        assert_eq!((&views[0][key], &views[1][key]), (&views[1][key], &views[2][key]), "{key}");
    }
    assert_eq!(views[0]["origins"], 2, "the same report at two institutions counts once");
    let pair = |case: usize, with: &str| {
        let partners = views[case]["partners"].as_array().unwrap();
        partners.iter().find(|p| p["partner"] == with).unwrap()["hash"].clone()
    };
    assert_eq!(pair(0, "b"), pair(1, "a"));
    assert_eq!(pair(1, "c"), pair(2, "b"));
    // Nothing of a third party is passed on.
    let from_c = records(&circle.share("c", "a"));
    assert_eq!(from_c, "");
    assert!(stdout(circle.dir(), &["receive", "c"]).contains("shared view"));
}

#[test]
fn every_tampered_bundle_is_refused_and_named_and_the_case_unharmed() {
    let circle = Circle::new(&["a", "b", "c"]);
    circle.tell("a", COMMON, "closure");
    let good = circle.share("a", "b");
    let other = circle.share("c", "b");
    circle.receive("b", &good);
    let before = circle.view("b");
    let bytes = std::fs::read(&good).unwrap();
    let changed = |at: usize| {
        let mut bytes = bytes.clone();
        bytes[at] ^= 1;
        bytes
    };
    let half = bytes.len() / 2;
    let head = bytes.iter().enumerate().filter(|(_, b)| **b == b'\n').nth(1).unwrap().0 + 1;
    let theirs = std::fs::read(&other).unwrap();
    let their_head = theirs.iter().enumerate().filter(|(_, b)| **b == b'\n').nth(1).unwrap().0 + 1;
    let newer =
        String::from_utf8_lossy(&bytes).replacen("faleme-bundle 1", "faleme-bundle 7", 1).into_bytes();
    let ill: Vec<(&str, Vec<u8>, &str)> = vec![
        ("body", changed(head + 20), "bundle.signature"),
        ("signature", changed(bytes.len() - 1), "bundle.signature"),
        ("cut", bytes[..half].to_vec(), "bundle."),
        ("head", [&theirs[..their_head], &bytes[head..]].concat(), "bundle.signature"),
        ("signed", [&bytes[..bytes.len() - 64], &theirs[theirs.len() - 64..]].concat(), "bundle.signature"),
        ("newer", newer, "bundle.newer"),
        ("page", b"<!doctype html><title>Sign in</title>".to_vec(), "bundle.not_a_bundle"),
        ("empty", Vec::new(), "bundle.not_a_bundle"),
        ("age", b"age-encryption.org/v1\n-> X25519 x\n".to_vec(), "bundle.encrypted"),
    ];
    for (name, bytes, code) in ill {
        let path = write(circle.dir(), &format!("{name}.bundle"), bytes);
        let (err, report) = circle.refused("b", &path);
        assert!(report["code"].as_str().unwrap().starts_with(code), "{name}: {report}");
        assert!(err.contains(&format!("{name}.bundle")) && err.contains("refused"), "{name}: {err}");
    }
    let (_, report) = circle.refused("c", &good);
    assert_eq!(report["code"], "bundle.not_for_me");
    let (_, report) = circle.refused("b", &circle.dir().join("nowhere.bundle"));
    assert_eq!(report["code"], "bundle.unreadable");
    assert_eq!(circle.view("b"), before);
    let log = json(circle.dir(), &["partners", "b", "log", "--format", "json"]);
    let refused = log.as_array().unwrap().iter().filter(|line| line["done"] == false).count();
    assert_eq!(refused, 10, "{log}");
    // Good and bad together: the good one is taken, the bad one named.
    let bad = circle.dir().join("body.bundle");
    let args = ["receive", "b", bad.to_str().unwrap(), good.to_str().unwrap(), "--format", "json"];
    let output = faleme(circle.dir(), &args).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((output.status.code(), &report[1]["outcome"]), (Some(1), &"same".into()));
}

#[test]
fn a_revoked_key_is_refused_and_what_it_sent_no_longer_counts() {
    let circle = Circle::new(&["a", "b"]);
    circle.tell("a", OPEN, "vehicle_arson");
    circle.receive("b", &circle.share("a", "b"));
    assert_ne!(circle.view("b")["records"], Value::Array(Vec::new()));
    let old = circle.key("a")["key"].clone();
    let why = ["--by", "Awa", "--why", "laptop stolen"];
    stdout(circle.dir(), &[&["partners", "b", "revoke", "a"], why.as_slice()].concat());
    assert_eq!(circle.view("b")["records"], Value::Array(Vec::new()));
    circle.tell("a", COMMON, "closure");
    let (err, report) = circle.refused("b", &circle.share("a", "b"));
    assert_eq!(report["code"], "bundle.revoked_key");
    assert!(err.contains("the key of a was revoked on"), "{err}");
    assert!(fails(circle.dir(), &["share", "b", "--to", "a"], 1).contains("revoked"));
    let again = ["partners", "b", "add", "a", "--key", old.as_str().unwrap()];
    assert!(fails(circle.dir(), &again, 1).contains("does not come back"));
    // A new key: the history stays, and what is sent under it counts.
    stdout(circle.dir(), &["partners", "a", "key", "--renew"]);
    circle.add("b", "a", "GREEN");
    assert_eq!(circle.receive("b", &circle.share("a", "b"))["outcome"], "newer");
    let list = json(circle.dir(), &["partners", "b", "list", "--format", "json"]);
    let keys = list[0]["keys"].as_array().unwrap();
    assert_eq!(
        (keys.len(), &keys[0]["why"], &keys[0]["bundle"]["counts"]),
        (2, &"laptop stolen".into(), &false.into())
    );
    assert_eq!(keys[1]["bundle"]["counts"], true);
    assert!(stdout(circle.dir(), &["partners", "b"]).contains("revoked"));
}

#[test]
fn a_partner_can_be_withdrawn_and_a_sender_takes_back_by_not_sharing() {
    let circle = Circle::new(&["a", "b"]);
    circle.tell("a", OPEN, "vehicle_arson");
    let first = circle.share("a", "b");
    circle.receive("b", &first);
    stdout(circle.dir(), &["receive", "b", "--withdraw", "a"]);
    assert_eq!(circle.view("b")["records"], Value::Array(Vec::new()));
    assert_eq!(circle.receive("b", &first)["outcome"], "withdrawn");
    let ledger = circle.ledger("a");
    let id: String = ledger.query_row("SELECT id FROM documents", [], |r| r.get(0)).unwrap();
    drop(ledger);
    circle.tell("a", COMMON, "closure");
    circle.receive("b", &circle.share("a", "b"));
    assert!(circle.view("b")["records"].as_array().unwrap().len() > 3);
    stdout(circle.dir(), &["redact", "a", &id, "--by", "Awa", "--why", "names a private person"]);
    let second = circle.share("a", "b");
    assert!(!records(&second).contains("Zanzigué"));
    circle.receive("b", &second);
    let held: i64 = circle
        .ledger("b")
        .query_row("SELECT count(*) FROM partner_records WHERE json LIKE '%Zanzigué%'", [], |r| r.get(0))
        .unwrap();
    assert_eq!(held, 0, "what its sender took back is gone here, too");
}

#[test]
fn disagreements_name_the_partner_change_nothing_here_and_lead_back_to_the_quote() {
    let circle = Circle::new(&["a", "b"]);
    circle.tell("a", COMMON, "closure");
    circle.tell("b", COMMON, "closure");
    let why = ["--by", "Awa Secret", "--why", "seen by Awa Secret"];
    let claim = |case: &str| format!("clm-{case}-common.txt-0");
    stdout(circle.dir(), &[&["review", "a", "reject", &claim("a")], why.as_slice()].concat());
    let dated = ["review", "a", "correct", "clm-a-common.txt-1", "--date", "2025-09-03"];
    stdout(circle.dir(), &[dated.as_slice(), &why].concat());
    stdout(circle.dir(), &[&["review", "b", "accept", &claim("b")], why.as_slice()].concat());
    let events = json(circle.dir(), &["events", "b", "--format", "json"]);
    let within = json(circle.dir(), &["contradictions", "b", "--format", "json"]);
    let bundle = circle.share("a", "b");
    assert!(!records(&bundle).contains("Secret"), "neither who decided nor why");
    circle.receive("b", &bundle);
    assert_eq!(json(circle.dir(), &["events", "b", "--format", "json"]), events);
    let found = circle.contradictions("b");
    let kinds: Vec<&str> = found.iter().map(|c| c["kind"].as_str().unwrap()).collect();
    assert!(kinds.contains(&"decision") && kinds.contains(&"date"), "{found:?}");
    let decision = found.iter().find(|c| c["kind"] == "decision").unwrap();
    assert_eq!((&decision["severity"], &decision["sides"][0]["value"]), (&"high".into(), &"accepted".into()));
    assert_eq!(decision["sides"][0]["partner"], Value::Null);
    assert_eq!(
        (&decision["sides"][1]["partner"], &decision["sides"][1]["value"]),
        (&"a".into(), &"rejected".into())
    );
    assert_eq!(decision["sides"][1]["mentions"][0]["quote"], "Le vieux pont de bois est fermé depuis hier.");
    let all = json(circle.dir(), &["contradictions", "b", "--format", "json"]);
    assert_eq!(all.as_array().unwrap()[..within.as_array().unwrap().len()], *within.as_array().unwrap());
    // From the contradiction and from the record down to the quote and the bundle.
    for id in [decision["id"].as_str().unwrap(), decision["sides"][1]["record"].as_str().unwrap()] {
        let tree = stdout(circle.dir(), &["why", "b", id]);
        assert!(tree.contains("Le vieux pont de bois est fermé depuis hier."), "{tree}");
        assert!(
            tree.contains("bundle") && tree.contains("no. 1 of a") && tree.contains("signed by ed25519:"),
            "{tree}"
        );
    }
    assert!(stdout(circle.dir(), &["contradictions", "b"]).contains("  a: rejected"));
    // A side that rests on a correction leads to it, and one's own side to one's own record.
    let date = found.iter().find(|c| c["kind"] == "date").unwrap();
    let tree = stdout(circle.dir(), &["why", "b", date["id"].as_str().unwrap()]);
    assert!(tree.contains("decision of a: {corrected") && tree.contains("claim of this case: "), "{tree}");
    // What was not published yet is not known.
    assert!(
        json(circle.dir(), &["contradictions", "b", "--as-of", "2025-09-01", "--format", "json"])
            .as_array()
            .unwrap()
            .is_empty()
    );
    // A decision on what was published by then counts on that day as well, as one's own does: it is a reading, not news.
    let then = json(circle.dir(), &["contradictions", "b", "--as-of", "2025-09-10", "--format", "json"]);
    assert!(then.as_array().unwrap().iter().any(|c| c["kind"] == "decision"), "{then}");
    // A partner who is revoked contradicts nothing any more.
    stdout(circle.dir(), &["partners", "b", "revoke", "a", "--by", "Awa", "--why", "gone"]);
    assert!(circle.contradictions("b").is_empty());
}

#[test]
fn bundles_are_encrypted_for_who_gave_a_recipient_and_opened_by_nobody_else() {
    let circle = Circle::new(&["a", "b", "c"]);
    circle.tell("a", OPEN, "vehicle_arson");
    let (key, age) = (circle.key("b")["key"].clone(), circle.key("b")["encrypt"].clone());
    let (key, age) = (key.as_str().unwrap(), age.as_str().unwrap());
    stdout(circle.dir(), &["partners", "a", "add", "b", "--key", key, "--encrypt", age]);
    let bundle = circle.share("a", "b");
    let bytes = std::fs::read(&bundle).unwrap();
    assert!(bytes.starts_with(b"age-encryption.org/v1"));
    let (_, report) = circle.refused("c", &bundle);
    assert_eq!(report["code"], "bundle.encrypted");
    assert_eq!(circle.receive("b", &bundle)["outcome"], "newer");
    let mut changed = bytes.clone();
    let last = changed.len() - 1;
    changed[last] ^= 1;
    let (_, report) = circle.refused("b", &write(circle.dir(), "changed.bundle", changed));
    assert_eq!(report["code"], "bundle.encrypted");
    // Another sealing of the same snapshot is the same snapshot.
    assert_eq!(circle.receive("b", &circle.share("a", "b"))["outcome"], "same");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(circle.dir().join("a/partners.key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn a_bundle_takes_the_place_of_a_bundle_alone() {
    let circle = Circle::new(&["a", "b"]);
    circle.tell("a", OPEN, "attack");
    let share = |out: &'static str| ["share", "a", "--to", "b", "--out", out];
    write(circle.dir(), "mine.txt", "my own words");
    let files = ["a/case.db", "a/case.toml", "a/partners.key", "mine.txt"];
    let before = files.map(|file| std::fs::read(circle.dir().join(file)).unwrap());
    for file in files {
        let said = fails(circle.dir(), &share(file), 1);
        assert!(said.contains("is no bundle"), "{file}: {said}");
    }
    assert!(fails(circle.dir(), &share("a"), 1).contains("folder"));
    assert!(fails(circle.dir(), &share("-"), 1).contains("not standard output"));
    assert_eq!(files.map(|file| std::fs::read(circle.dir().join(file)).unwrap()), before);
    let number =
        |out| json(circle.dir(), &[&share(out)[..], &["--format", "json"]].concat())["number"].clone();
    assert_eq!(number("one.bundle"), 1, "what was refused took no number");
    assert_eq!(number("one.bundle"), 1, "the same again");
}

#[test]
fn what_is_listed_of_a_partner_stays_unless_it_is_given_anew() {
    let circle = Circle::new(&["a", "b"]);
    let key = circle.key("b")["key"].as_str().unwrap().to_owned();
    circle.add("a", "b", "AMBER");
    let said = json(circle.dir(), &["partners", "a", "add", "B", "--key", &key, "--format", "json"]);
    assert_eq!((&said["done"], &said["holds"]), (&"changed".into(), &"AMBER".into()));
    let listed = json(circle.dir(), &["partners", "a", "--format", "json"]);
    assert_eq!(listed.as_array().unwrap().len(), 1);
    assert_eq!(listed[0]["holds"], "AMBER");
}

#[test]
fn a_marking_is_never_loosened() {
    let circle = Circle::new(&["a", "b"]);
    circle.tell("a", COMMON, "closure");
    circle.receive("b", &circle.share("a", "b"));
    let id = circle.view("b")["records"][0]["id"].as_str().unwrap().to_owned();
    let mark = |tlp: &str| {
        vec!["partners".to_owned(), "b".into(), "mark".into(), id.clone(), "--tlp".into(), tlp.into()]
    };
    let signed =
        |tlp: &str| [mark(tlp), ["--by", "Awa", "--why", "care"].map(str::to_owned).to_vec()].concat();
    let run = |tlp: &str| {
        let args = signed(tlp);
        faleme(circle.dir(), &args.iter().map(String::as_str).collect::<Vec<_>>()).output().unwrap()
    };
    let loosened = run("CLEAR");
    assert_eq!(loosened.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&loosened.stderr).contains("not loosened"));
    assert!(run("AMBER").status.success());
    assert_eq!(circle.view("b")["held_as"][&id], "AMBER");
    // Unmarked: AMBER, and never CLEAR.
    let ledger = circle.ledger("b");
    ledger.execute("UPDATE partner_records SET json = replace(json, '\"tlp\":\"GREEN\",', '')", []).unwrap();
    ledger.execute("DELETE FROM partner_marks", []).unwrap();
    drop(ledger);
    assert_eq!(circle.view("b")["held_as"][&id], "AMBER");
    assert!(String::from_utf8_lossy(&run("CLEAR").stderr).contains("GREEN is the widest"));
    assert!(run("GREEN").status.success());
    assert_eq!(circle.view("b")["held_as"][&id], "GREEN");
}

#[test]
fn mistakes_are_told_with_the_way_out() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    stdout(dir, &["new", "c", "--from", "empty"]);
    assert!(fails(dir, &["share", "c", "--to", "x"], 1).contains("partners DIR key"));
    assert!(fails(dir, &["receive", "c"], 1).contains("partners DIR key"));
    assert!(stdout(dir, &["partners", "c"]).contains("no partners yet"));
    let own = json(dir, &["partners", "c", "key", "--format", "json"]);
    let key = own["key"].as_str().unwrap();
    assert_eq!(json(dir, &["partners", "c", "key", "--format", "json"]), own, "made once");
    assert!(fails(dir, &["partners", "c", "add", "x", "--key", key], 1).contains("own key"));
    assert!(fails(dir, &["partners", "c", "add", "x", "--key", "ed25519:12"], 1).contains("64 hexadecimal"));
    let other = format!("ed25519:{}", "ab".repeat(32));
    let add = |name: &'static str, rest: &[&'static str]| -> Vec<String> {
        ["partners", "c", "add", name, "--key", &other].iter().chain(rest).map(|s| (*s).to_owned()).collect()
    };
    for (args, words) in [
        (add("x", &["--holds", "RED"]), "TLP:RED"),
        (add("x", &["--encrypt", "age1x"]), "age recipient"),
        (add(" ", &[]), "one line"),
    ] {
        assert!(
            fails(dir, &args.iter().map(String::as_str).collect::<Vec<_>>(), 1).contains(words),
            "{words}"
        );
    }
    assert!(fails(dir, &["partners", "c", "revoke", "x", "--why", "gone"], 1).contains("no partner `x`"));
    assert!(fails(dir, &["why", "c", "rec-0123456789ab"], 1).contains("nothing called"));
}

/// Numbers that look random and are the same in every run (xorshift, Marsaglia 2003).
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % most
    }
}

#[test]
fn random_exchanges_among_three_end_in_one_view() {
    const CASES: [&str; 3] = ["a", "b", "c"];
    for seed in [0x9e37_79b9_7f4a_7c15, 0x2545_f491_4f6c_dd1d] {
        let (circle, mut dice) = (Circle::new(&CASES), Dice(seed));
        let mut mail: Vec<(usize, Vec<u8>)> = Vec::new();
        let post = |circle: &Circle, from: usize, to: usize| {
            let bundle = circle.share(CASES[from], CASES[to]);
            (to, std::fs::read(bundle).unwrap())
        };
        for round in 0..24 {
            let (from, step) = (dice.below(3), dice.below(6));
            let to = (from + 1 + dice.below(2)) % 3;
            match step {
                0 => {
                    let (name, text) = (format!("r{}.txt", dice.below(4)), "Le pont est fermé.\n");
                    circle.tell(CASES[from], (&name, text, "GREEN"), "closure");
                }
                1 | 2 => mail.push(post(&circle, from, to)),
                3 if !mail.is_empty() => drop(mail.swap_remove(dice.below(mail.len()))),
                4 if !mail.is_empty() => {
                    let (to, mut bytes) = mail[dice.below(mail.len())].clone();
                    let at = dice.below(bytes.len());
                    bytes[at] ^= 1 << dice.below(8);
                    let path = write(circle.dir(), &format!("ill-{round}.bundle"), bytes);
                    let (err, report) = circle.refused(CASES[to], &path);
                    assert!(
                        report["why"].is_string() && err.contains(&format!("ill-{round}.bundle")),
                        "{err}"
                    );
                }
                _ if !mail.is_empty() => {
                    let (to, bytes) = mail[dice.below(mail.len())].clone();
                    circle.receive(CASES[to], &write(circle.dir(), "mail.bundle", bytes));
                }
                _ => {}
            }
        }
        for (from, to) in [(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)] {
            mail.push(post(&circle, from, to));
        }
        for (to, bytes) in mail.iter().rev() {
            circle.receive(CASES[*to], &write(circle.dir(), "mail.bundle", bytes));
        }
        let views: Vec<Value> = CASES.iter().map(|case| circle.view(case)).collect();
        assert!(!views[0]["records"].as_array().unwrap().is_empty());
        assert_eq!(
            (&views[0]["hash"], &views[1]["hash"]),
            (&views[1]["hash"], &views[2]["hash"]),
            "seed {seed}"
        );
        assert_eq!(views[0]["records"], views[2]["records"]);
    }
}
