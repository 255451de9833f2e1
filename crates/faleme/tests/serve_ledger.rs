//! The ledger's pages: a text is shown to the letter, and nobody reads past what they may see.

mod common;
#[path = "common/ledger.rs"]
mod ledger;
#[path = "common/served.rs"]
mod served;

use common::stdout;
use ledger::{OPEN, case, token};
use serde_json::Value;
use served::Served;

fn document(server: &Served, token: Option<&str>) -> String {
    let list = server.get("/api/v1/documents", token).json();
    let items = list["items"].as_array().unwrap();
    items.iter().find(|d| d["name"] == "a.txt").unwrap()["id"].as_str().unwrap().to_owned()
}

/// The text of a part of a page, as a browser reads it.
fn text(html: &str) -> String {
    let (mut out, mut tag) = (String::new(), false);
    for c in html.chars() {
        match c {
            '<' => tag = true,
            '>' if tag => tag = false,
            c if !tag => out.push(c),
            _ => {}
        }
    }
    let marks =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#13;", "\r"), ("&amp;", "&")];
    marks.iter().fold(out, |text, (from, to)| text.replace(from, to))
}

#[test]
fn a_document_is_shown_to_the_letter_with_its_claims_marked() {
    let folder = case();
    let server = Served::owner(folder.path());
    let id = document(&server, None);
    let page = server.get(&format!("/fr/documents/{id}"), None);
    assert_eq!(page.status, 200);
    let inner = shown(&page.body);
    assert_eq!(text(inner), OPEN);
    for claim in ["clm-a", "clm-b", "clm-c", "clm-p"] {
        assert!(
            inner.contains(&format!("href=\"/fr/why/{claim}\""))
                && inner.contains(&format!("id=\"at-{claim}\"")),
            "{claim}: {inner}"
        );
    }
    assert!(inner.contains("<mark class=\"n2\"><a href=\"/fr/why/clm-c\""), "{inner}");
    let told = server.get(&format!("/api/v1/documents/{id}"), None).json();
    assert_eq!((&told["text"], &told["total"]), (&OPEN.into(), &4.into()));
    assert_eq!(told["relations"], Value::Array(Vec::new()));
}

/// The text that a page of a document shows, marks and all.
fn shown(page: &str) -> &str {
    let start = page.find("<div class=\"fulltext\"").unwrap();
    let inner = &page[start..][page[start..].find('>').unwrap() + 1..];
    &inner[..inner.find("</div>").unwrap()]
}

#[test]
fn a_long_document_comes_in_passages_that_make_up_its_text() {
    let folder = tempfile::tempdir().unwrap();
    stdout(folder.path(), &["new", "c", "--from", "empty"]);
    let day = |n: usize| {
        format!(
            "Le {} septembre 2025, des hommes armés ont attaqué un convoi près du hangar {n}.",
            1 + n % 28
        )
    };
    let note: Vec<String> = (0..600).map(day).collect();
    common::write(folder.path(), "long.txt", note.join("\n\n"));
    stdout(folder.path(), &["read", "c", "long.txt", "--published", "2025-09-30"]);
    let server = Served::owner(folder.path());
    let list = server.get("/api/v1/documents", None).json();
    let id = list["items"][0]["id"].as_str().unwrap().to_owned();
    let told = server.get(&format!("/api/v1/documents/{id}?limit=1000"), None).json();
    let claims: Vec<&str> =
        told["items"].as_array().unwrap().iter().filter_map(|c| c["id"].as_str()).collect();
    assert!(claims.len() >= 600 && told["shown"].is_null(), "{} claims", claims.len());
    let (mut whole, mut marks, mut path) = (String::new(), 0, format!("/en/documents/{id}"));
    loop {
        let page = server.get(&path, None);
        assert!(page.status == 200 && page.body.len() < 600_000, "{path}: {} bytes", page.body.len());
        whole += &text(shown(&page.body));
        marks += shown(&page.body).matches("id=\"at-").count();
        let Some(at) = page.body.find("rel=\"next\" href=\"?") else { break };
        let next = page.body[at + 18..].split('"').next().unwrap();
        path = format!("/en/documents/{id}?{}", next.trim_start_matches('?'));
    }
    assert_eq!((whole.as_str(), marks), (told["text"].as_str().unwrap(), claims.len()));
    // Who comes for a claim is shown its passage.
    let last = claims.last().unwrap();
    let page = server.get(&format!("/en/documents/{id}?claim={last}"), None);
    assert!(shown(&page.body).contains(&format!("id=\"at-{last}\"")), "{}", page.body);
    assert!(!server.get(&format!("/en/documents/{id}"), None).body.contains(&format!("id=\"at-{last}\"")));
}

#[test]
fn script_in_a_title_is_a_title() {
    let folder = case();
    let server = Served::owner(folder.path());
    let id = document(&server, None);
    let why = "/en/why/clm-a";
    for path in [
        "/fr/documents",
        &format!("/fr/documents/{id}"),
        why,
        "/fr/why/clm-b",
        "/fr/claims",
        "/fr/review",
        "/fr/review/clm-a",
        "/fr/why?id=%3Cscript%3Ealert(1)%3C/script%3E",
        "/fr/documents?q=%22%3E%3Cscript%3Ealert(1)",
    ] {
        let page = server.get(path, None);
        assert!(
            !page.body.contains("<script>") && !page.body.contains("<b>rien</b>"),
            "{path}: {}",
            page.body
        );
    }
    assert!(server.get("/fr/documents", None).body.contains("&lt;script&gt;alert"));
    let csv = server.get("/fr/documents.csv", None);
    assert!(csv.body.contains("\"<script>alert('titre')</script> & \"\"Pont\"\"\""), "{}", csv.body);
}

#[test]
fn words_are_found_whatever_their_accents() {
    let folder = case();
    let server = Served::owner(folder.path());
    let found = |path: &str| server.get(path, None).json()["total"].as_u64().unwrap();
    assert_eq!(found("/api/v1/documents?q=DEMENTI"), 1);
    assert_eq!(found("/api/v1/documents?q=pr%C3%A9fet%20zanzipanne"), 1);
    assert_eq!(found("/api/v1/documents?q=zanzititre"), 1);
    assert_eq!(found("/api/v1/documents?q=nulle+part"), 0);
    assert_eq!(found("/api/v1/claims?q=traversee"), 2);
    assert_eq!(found("/api/v1/claims?q=traversee&type=ferry"), 0);
    let page = server.get("/fr/documents?q=dementi", None);
    assert!(page.body.contains("<mark>démenti</mark>"), "{}", page.body);
    // No word is an operator, and no letters break the search.
    for odd in ["%22", "*", "a%20OR%20b", "NEAR(a", "%E0%A4%95%E0%A4%BF", "%00", "-", "%F0%9F%92%A5"] {
        let reply = server.get(&format!("/api/v1/documents?q={odd}"), None);
        assert_eq!(reply.status, 200, "{odd}: {reply:?}");
    }
    for (path, status) in [
        ("/api/v1/claims?modality=maybe", 400),
        ("/api/v1/claims?from=hier", 400),
        ("/api/v1/contradictions?severity=x", 400),
    ] {
        assert_eq!(server.get(path, None).status, status, "{path}");
    }
}

#[test]
fn why_follows_an_id_down_to_the_words_and_no_path() {
    let folder = case();
    let dir = folder.path();
    let server = Served::owner(dir);
    stdout(dir, &["review", "c", "accept", "clm-b", "--by", "Awa", "--why", "x"]);
    let page = server.get("/fr/why/clm-b", None);
    assert!(
        page.body.contains("<mark>Le bac a repris hier.</mark>") && page.body.contains("/fr/why/dec-1"),
        "{}",
        page.body
    );
    let told = server.get("/api/v1/why/clm-b", None).json();
    assert_eq!((&told["node"]["kind"], &told["items"][1]["kind"]), (&"claim".into(), &"quote".into()));
    assert_eq!(server.get("/fr/why?id=dec-1", None).status, 200);
    assert_eq!(server.get("/api/v1/why/case.toml:1", None).status, 200);
    for id in [
        "clm-none",
        "users.db:1",
        "..%2Fcase.toml:1",
        "../case.toml:1",
        "a/b/c",
        "n9",
        "dec-9",
        "par-none",
        "users.toml:1",
    ] {
        assert_eq!(server.get(&format!("/api/v1/why/{id}"), None).status, 404, "{id}");
    }
}

#[test]
fn what_is_red_is_not_there_for_users() {
    let folder = case();
    let dir = folder.path();
    let (reader, analyst) = (token(dir, "reader", "reader"), token(dir, "analyst", "analyst"));
    stdout(dir, &["review", "c", "reject", "clm-r", "--by", "Awa", "--why", "zanzimotif"]);
    stdout(dir, &["review", "c", "merge", "clm-a", "clm-b", "clm-r", "--by", "Awa", "--why", "zanzimotif"]);
    stdout(dir, &["review", "c", "undo", "1", "--by", "Awa", "--why", "zanzimotif"]);
    let server = Served::users(dir);
    let red: String = {
        let ledger = rusqlite::Connection::open(dir.join("c/case.db")).unwrap();
        ledger.query_row("SELECT id FROM documents WHERE name = 'r.txt'", [], |row| row.get(0)).unwrap()
    };
    for who in [&reader, &analyst] {
        for path in [
            "/api/v1/documents",
            "/api/v1/documents?q=zanzirouge",
            "/api/v1/claims",
            "/api/v1/claims?q=zanzirouge",
            "/api/v1/events",
            "/api/v1/contradictions",
            "/api/v1/review",
            "/api/v1/decisions",
            "/api/v1/why/clm-a",
            "/fr/documents?q=convoi",
            "/fr/claims",
            "/fr/review",
            "/fr/decisions",
        ] {
            let reply = server.get(path, Some(who));
            for word in ["zanzimotif", "Zanzititre", "convoi zanzirouge", "clm-r", &red] {
                assert!(!reply.body.contains(word), "{path}: {word}: {}", reply.body);
            }
        }
        for id in ["clm-r", "dec-1", "dec-3", &red, &format!("{red}@0-10")] {
            assert_eq!(server.get(&format!("/api/v1/why/{id}"), Some(who)).status, 404, "{id}");
        }
        assert_eq!(server.get(&format!("/api/v1/documents/{red}"), Some(who)).status, 404);
    }
    let log = server.get("/api/v1/decisions", Some(&analyst)).json();
    assert_eq!(
        log["items"][0]["claims"],
        serde_json::json!(["clm-a", "clm-b"]),
        "of a merge the rest stays: {log}"
    );
    assert_eq!(log["total"], 1);
    let reject = serde_json::json!({"action": "accept", "claim": "clm-r", "why": "x", "after": 9});
    assert_eq!(server.post("/api/v1/decisions", &analyst, &reject).status, 422);
    let undo = serde_json::json!({"action": "undo", "decision": 1, "why": "x", "after": 9});
    assert_eq!(server.post("/api/v1/decisions", &analyst, &undo).status, 422);
    drop(server);
    let own = Served::owner(dir);
    assert!(own.get("/api/v1/claims", None).body.contains("clm-r"));
}

#[test]
fn readers_read_no_texts_and_no_words_that_tell_positions() {
    let folder = case();
    let dir = folder.path();
    let (reader, analyst) = (token(dir, "reader", "reader"), token(dir, "analyst", "analyst"));
    let server = Served::users(dir);
    let id = document(&server, Some(&reader));
    let total = |path: &str, who: &str| server.get(path, Some(who)).json()["total"].as_u64().unwrap();
    for path in [
        &format!("/api/v1/documents/{id}"),
        &format!("/fr/documents/{id}"),
        "/api/v1/claims",
        "/fr/claims.csv",
        "/api/v1/why/clm-p",
        "/api/v1/why/clm-a",
        "/api/v1/why/clm-b",
    ] {
        let reply = server.get(path, Some(&reader));
        assert_eq!(reply.status, 200, "{path}");
        for word in ["Zanziposte", "zanzipanne"] {
            assert!(!reply.body.contains(word), "{path}: {word}: {}", reply.body);
        }
    }
    let claims = server.get("/api/v1/claims?type=checkpoint", Some(&reader)).json();
    let claim = &claims["items"][0];
    assert_eq!(
        (&claim["withheld"], &claim["quote"], &claim["date"]["start"]),
        (&true.into(), &Value::Null, &"2025-09-01".into())
    );
    assert!(claim.get("start").is_none());
    // What is not shown is not searched.
    assert_eq!(
        (total("/api/v1/claims?q=zanziposte", &reader), total("/api/v1/claims?q=zanziposte", &analyst)),
        (0, 1)
    );
    assert_eq!(
        (total("/api/v1/documents?q=zanzipanne", &reader), total("/api/v1/documents?q=zanzipanne", &analyst)),
        (0, 1)
    );
    assert_eq!(total("/api/v1/documents?q=bac+repris", &reader), 1, "the words of a claim that is shown");
    assert_eq!(total("/api/v1/claims?from=2025-09-20&type=checkpoint", &reader), 1, "by its month");
    let passage = format!("/api/v1/why/{id}@0-20");
    assert_eq!(
        (server.get(&passage, Some(&reader)).status, server.get(&passage, Some(&analyst)).status),
        (404, 200)
    );
    assert!(server.get("/api/v1/why/clm-p", Some(&analyst)).body.contains("Zanziposte"));
    for path in [
        "/fr/review",
        "/api/v1/review",
        "/api/v1/review/clm-a",
        "/fr/decisions",
        "/api/v1/decisions",
        "/api/v1/decisions/1",
        "/fr/decisions.csv",
    ] {
        assert_eq!(server.get(path, Some(&reader)).status, 403, "{path}");
    }
    let decision = serde_json::json!({"action": "accept", "claim": "clm-a", "why": "x", "after": 0});
    assert_eq!(server.post("/api/v1/decisions", &reader, &decision).status, 403);
    assert_eq!(server.get("/api/v1/why/case.toml:1", Some(&reader)).status, 404);
}
