//! Feeds, folders and mailboxes as sources: what is new is read into the case, with what its source says of it.

mod common;
#[path = "common/publisher.rs"]
mod publisher;

use common::{fails, json, stdout, write};
use publisher::{Publisher, Reply, file, honest, status};
use serde_json::Value;
use std::path::Path;

fn with_case(text: &str) -> tempfile::TempDir {
    let folder = common::with_case();
    write(&folder.path().join("c"), "fetch.toml", text);
    folder
}

fn fetched(dir: &Path, name: &str) -> Value {
    json(dir, &["fetch", "c", name, "--accept-licence", "--format", "json"])[0].clone()
}

/// Meta of the documents in the ledger, by name.
fn documents(dir: &Path) -> Vec<Value> {
    let connection = rusqlite::Connection::open(dir.join("c/case.db")).unwrap();
    let mut statement = connection.prepare("SELECT meta FROM documents ORDER BY name").unwrap();
    let rows = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
    rows.map(|r| serde_json::from_str(&r.unwrap()).unwrap()).collect()
}

fn feed(items: &[(&str, &str, &str)]) -> String {
    let items: String = items
        .iter()
        .map(|(id, link, words)| {
            format!(
                "<item><guid>{id}</guid><title>Road report {id}</title><link>{link}</link>\
                 <pubDate>Fri, 12 Sep 2025 08:30:00 +0000</pubDate><description>&lt;p&gt;{words}&lt;/p&gt;</description></item>"
            )
        })
        .collect();
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Daily</title>{items}</channel></rss>"
    )
}

const CLAIM: &str = "On 9 September 2025, armed men attacked a convoy of tankers near Kita.";

fn daily(server: &Publisher, more: &str) -> String {
    format!(
        "[limits]\nfirst_wait = 0.01\nidle = 2.0\n[[sources]]\nname = \"daily\"\nkind = \"feed\"\naddress = \"{}/feed.xml\"\n\
         licence = \"all rights reserved\"\npublisher = \"Daily Example\"\ntlp = \"GREEN\"\n{more}",
        server.root
    )
}

#[test]
fn entries_of_a_feed_are_documents_with_day_source_licence_and_marking() {
    let server = Publisher::new(|r| {
        let one = ("a1", "https://daily.example.org/a1", CLAIM);
        match r.before {
            0 | 1 => honest(r, feed(&[one]).as_bytes(), "one"),
            _ => honest(
                r,
                feed(&[
                    one,
                    (
                        "a2",
                        "https://daily.example.org/a2",
                        "The market of Kita is closed since 10 September 2025.",
                    ),
                ])
                .as_bytes(),
                "two",
            ),
        }
    });
    let folder = with_case(&daily(&server, ""));
    let dir = folder.path();
    assert_eq!(fetched(dir, "daily")["done"], "1 read, 0 unchanged, 0 refused");
    let [one] = &documents(dir)[..] else { panic!("{:?}", documents(dir)) };
    assert_eq!(one["publisher"], "Daily Example");
    assert_eq!(one["published"], "2025-09-12");
    assert_eq!(one["url"], "https://daily.example.org/a1");
    assert_eq!(one["licence"], "all rights reserved");
    assert_eq!(one["tlp"], "GREEN");
    let claims = json(dir, &["claims", "c", "--format", "json"]);
    assert!(
        claims
            .as_array()
            .unwrap()
            .iter()
            .any(|c| c["type"] == "armed_attack"
                && c["quote"].as_str().unwrap().contains("armed men attacked")),
        "{claims}"
    );
    let again = fetched(dir, "daily");
    assert_eq!((&again["state"], &again["done"]), (&"not_changed".into(), &"nothing new".into()));
    assert_eq!(fetched(dir, "daily")["done"], "1 read, 1 unchanged, 0 refused", "only what is new");
    assert_eq!(documents(dir).len(), 2);
}

#[test]
fn what_was_redacted_does_not_come_back() {
    let server = Publisher::new(|_| file(feed(&[("a1", "https://daily.example.org/a1", CLAIM)])));
    let folder = with_case(&daily(&server, ""));
    let dir = folder.path();
    fetched(dir, "daily");
    let id = documents(dir)[0]["id"].as_str().unwrap().to_owned();
    stdout(dir, &["redact", "c", &id, "--by", "Awa", "--why", "names a private person"]);
    assert_eq!(fetched(dir, "daily")["done"], "0 read, 1 unchanged, 0 refused");
    let left: Vec<_> =
        std::fs::read_dir(dir.join("c/data/daily")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert!(left.iter().all(|n| !n.to_string_lossy().ends_with(".md")), "{left:?}");
    assert!(documents(dir).is_empty());
}

#[test]
fn an_armed_groups_medium_is_neither_asked_nor_linked() {
    let server = Publisher::new(|_| {
        file(feed(&[
            ("a1", "https://media.front.example.net/x", CLAIM),
            ("a2", "https://daily.example.org/a2", CLAIM),
        ]))
    });
    let folder = with_case(&daily(
        &server,
        "[[sources]]\nname = \"front\"\nkind = \"feed\"\naddress = \"https://front.example.net/feed\"\nlicence = \"none\"\n",
    ));
    let dir = folder.path();
    let case = std::fs::read_to_string(dir.join("c/case.toml")).unwrap();
    let source = "[[sources]]\nname = \"Front media\"\naliases = [\"front.example.net\"]\nreliability = \"E\"\nreason = \"its own medium\"\narmed_group = true\n";
    write(&dir.join("c"), "case.toml", format!("{case}\n{source}"));
    let said = fails(dir, &["fetch", "c", "front", "--accept-licence"], 1);
    assert!(said.contains("fetch.armed_group") && said.contains("Front media"), "{said}");
    let told = fetched(dir, "daily");
    assert_eq!(told["done"], "1 read, 0 unchanged, 0 refused");
    assert_eq!(told["issues"][0]["code"], "fetch.armed_group");
    assert!(!std::fs::read_dir(dir.join("c/data/daily")).unwrap().any(|e| {
        let path = e.unwrap().path();
        path.extension().is_some_and(|e| e == "md")
            && std::fs::read_to_string(path).unwrap().contains("front.example.net")
    }));
}

#[test]
fn pages_that_entries_lead_to_are_fetched_where_the_source_may_lead() {
    let page = format!(
        "<!doctype html><html><head><title>Convoy attacked</title></head><body><article><h1>Convoy attacked</h1><p>{CLAIM} \
         The road has been closed since then, transporters say, and trucks wait at both ends of it for an escort.</p></article></body></html>"
    );
    let server = Publisher::new(move |r| {
        let root = format!("http://{}", r.header("host"));
        match r.path.as_str() {
            "/feed.xml" => file(feed(&[
                ("a1", &format!("{root}/a1"), "Short."),
                ("a2", "https://elsewhere.example.org/a2", CLAIM),
                ("a3", &format!("{root}/gone"), "Short."),
            ])),
            "/a1" => Reply::Whole(200, vec![("Content-Type", "text/html".into())], page.clone().into_bytes()),
            _ => status(404),
        }
    });
    let folder = with_case(&daily(&server, "pages = true\n"));
    let dir = folder.path();
    let told = fetched(dir, "daily");
    assert_eq!(told["done"], "2 read, 0 unchanged, 0 refused", "{told}");
    let urls: Vec<String> =
        documents(dir).iter().map(|d| d["url"].as_str().unwrap_or_default().to_owned()).collect();
    assert!(
        urls.contains(&format!("{}/a1", server.root))
            && urls.contains(&"https://elsewhere.example.org/a2".to_owned()),
        "{urls:?}"
    );
    assert!(documents(dir).iter().all(|d| d["published"] == "2025-09-12" && d["tlp"] == "GREEN"));
    let asked = server.asked().len();
    fetched(dir, "daily");
    assert_eq!(server.asked().len(), asked + 2, "the feed and the page that was gone");
}

#[test]
fn a_page_in_place_of_a_feed_leaves_the_documents_alone() {
    let server = Publisher::new(|r| match r.before {
        0 => file(feed(&[("a1", "https://daily.example.org/a1", CLAIM)])),
        1 => file("<!DOCTYPE html><html><title>Subscribe</title></html>"),
        _ => file("{\"version\": \"none\"}"),
    });
    let folder = with_case(&daily(&server, ""));
    let dir = folder.path();
    fetched(dir, "daily");
    assert!(fails(dir, &["fetch", "c", "daily"], 1).contains("fetch.page"));
    assert!(fails(dir, &["fetch", "c", "daily"], 1).contains("fetch.feed"));
    assert_eq!(documents(dir).len(), 1);
    assert_eq!(std::fs::read_dir(dir.join("c/data/daily")).unwrap().count(), 1, "the entry alone");
}

#[test]
fn a_mailbox_is_amber_and_keeps_no_sender() {
    let folder = with_case(
        "[[sources]]\nname = \"mail\"\nkind = \"mailbox\"\npath = \"mail\"\npublisher = \"Field office\"\n",
    );
    let dir = folder.path();
    std::fs::create_dir(dir.join("c/mail")).unwrap();
    let message = format!(
        "From: Private Person <private@example.org>\r\nTo: us@example.org\r\nMessage-ID: <m1@example.org>\r\n\
         Subject: =?UTF-8?Q?Route_coup=C3=A9e?=\r\nDate: Wed, 10 Sep 2025 08:00:00 +0000\r\n\r\n{CLAIM}\r\n"
    );
    write(&dir.join("c/mail"), "one.eml", &message);
    write(
        &dir.join("c/mail"),
        "box.mbox",
        format!(
            "From x Wed Sep 10 08:00:00 2025\n{}\n\nFrom y Thu Sep 11 08:00:00 2025\nSubject: two\nDate: Thu, 11 Sep 2025 08:00:00 +0000\n\nThe ferry at Kita is out of service since 11 September 2025.\n",
            message.replace("\r\n", "\n")
        ),
    );
    let told = fetched(dir, "mail");
    assert_eq!(told["done"], "2 read, 1 unchanged, 0 refused", "the same message twice: {told}");
    let told = documents(dir);
    assert!(told.iter().all(|d| d["tlp"] == "AMBER" && d["publisher"] == "Field office"), "{told:?}");
    assert_eq!(told[0]["published"], "2025-09-10");
    assert_eq!(told[0]["title"], "Route coupée");
    let connection = rusqlite::Connection::open(dir.join("c/case.db")).unwrap();
    let kept: i64 = connection
        .query_row(
            "SELECT count(*) FROM documents WHERE instr(bytes, 'Private Person') OR instr(meta, 'private@')",
            [],
            |r| r.get(0),
        )
        .unwrap();
    assert_eq!(kept, 0);
    assert_eq!(fetched(dir, "mail")["done"], "0 read, 3 unchanged, 0 refused");
}

#[test]
fn a_folder_is_watched_and_a_missing_one_is_told() {
    let folder = with_case(
        "[[sources]]\nname = \"inbox\"\nkind = \"folder\"\npath = \"inbox\"\ntlp = \"AMBER+STRICT\"\nlicence = \"internal\"\n",
    );
    let dir = folder.path();
    assert!(fails(dir, &["fetch", "c", "inbox"], 1).contains("inbox"));
    std::fs::create_dir(dir.join("c/inbox")).unwrap();
    write(&dir.join("c/inbox"), "a.txt", CLAIM);
    assert_eq!(fetched(dir, "inbox")["done"], "1 read, 0 unchanged, 0 refused");
    write(&dir.join("c/inbox"), "b.txt", "The bridge at Kita is closed since 12 September 2025.");
    assert_eq!(fetched(dir, "inbox")["done"], "1 read, 1 unchanged, 0 refused");
    assert!(documents(dir).iter().all(|d| d["tlp"] == "AMBER+STRICT" && d["licence"] == "internal"));
    let listed = json(dir, &["fetch", "c", "--format", "json"]);
    assert_eq!((&listed[0]["state"], &listed[0]["accepted"]), (&"fetched".into(), &true.into()));
}
