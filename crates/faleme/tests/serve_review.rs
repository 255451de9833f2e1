//! Reviewing in the browser and by programs: no decision is lost, none is made unseen.

mod common;
#[path = "common/ledger.rs"]
mod ledger;
#[path = "common/served.rs"]
mod served;

use common::{json, stdout};
use ledger::{case, token};
use serde_json::{Value, json as j};
use served::Served;

fn log(dir: &std::path::Path) -> Vec<Value> {
    json(dir, &["review", "c", "log", "--format", "json"]).as_array().unwrap().clone()
}

#[test]
fn a_claim_is_reviewed_by_forms_alone() {
    let folder = case();
    let dir = folder.path();
    let server = Served::owner(dir);
    let page = server.get("/fr/review", None);
    assert_eq!(page.status, 200, "{page:?}");
    assert!(
        page.body.contains("id=\"clm-a\"") && page.body.contains("Le bac a repris hier."),
        "{}",
        page.body
    );
    let csrf = page.csrf();
    let decide = |fields: &[(&str, &str)]| {
        let own = [&[("csrf", csrf.as_str()), ("by", "Mallory")], fields].concat();
        server.form("/fr/decisions", &own)
    };
    let accept = [
        ("action", "accept"),
        ("id", "clm-a"),
        ("after", "0"),
        ("why", "bien lu"),
        ("next", "clm-b"),
        ("back", "review"),
    ];
    let kept = decide(&accept);
    assert_eq!((kept.status, kept.header("location")), (303, Some("/fr/review?done=1#clm-b")), "{kept:?}");
    assert_eq!((&log(dir)[0]["by"], &log(dir)[0]["why"]), (&"tester".into(), &"bien lu".into()));
    let page = server.get("/fr/review?done=1", None).body;
    assert!(
        page.contains("Accepter <a href=\"/fr/review/clm-a\">") && !page.contains("id=\"clm-a\""),
        "{page}"
    );
    // All other decisions, from the claim's own page.
    let one = server.get("/en/review/clm-b", None);
    for action in ["accept", "reject", "split", "correct", "merge", "grade"] {
        assert!(one.body.contains(&format!("value=\"{action}\"")), "{action}");
    }
    let correct = [
        ("action", "correct"),
        ("id", "clm-b"),
        ("after", "1"),
        ("why", "x"),
        ("date", "2025-09-01..2025-09-03"),
        ("place", "Kita; Bafoulabé"),
        ("modality", "hedged"),
        ("back", "claim"),
        ("next", "clm-c"),
    ];
    assert_eq!(decide(&correct).header("location"), Some("/fr/review/clm-c?done=2"));
    let claim = server.get("/api/v1/claims/clm-b", None).json()["items"][0].clone();
    assert_eq!((&claim["modality"], &claim["date"]["end"]), (&"hedged".into(), &"2025-09-03".into()));
    assert_eq!(claim["places"][1]["name"], "Bafoulabé");
    decide(&[("action", "merge"), ("id", "clm-b"), ("ids", "clm-c, clm-p"), ("after", "2"), ("why", "x")]);
    decide(&[
        ("action", "grade"),
        ("id", "clm-c"),
        ("reliability", "B"),
        ("credibility", "2"),
        ("after", "3"),
        ("why", "x"),
    ]);
    decide(&[("action", "split"), ("id", "clm-p"), ("after", "4"), ("why", "x")]);
    decide(&[("action", "undo"), ("number", "1"), ("after", "5"), ("why", "x"), ("back", "decisions")]);
    let says: Vec<String> = log(dir).iter().map(|d| d["action"].as_str().unwrap().to_owned()).collect();
    assert_eq!(says, ["accept", "correct", "merge", "grade", "split", "undo"]);
    let page = server.get("/fr/decisions", None);
    assert!(
        page.body.contains("Réunir <a href=\"/fr/review/clm-b\">clm-b</a> <a")
            && page.body.contains("value=\"undo\"")
    );
    assert!(server.get("/fr/review", None).body.contains("id=\"clm-a\""), "taken back, it waits again");
}

#[test]
fn a_form_that_cannot_be_kept_is_shown_again_with_what_was_written() {
    let folder = case();
    let dir = folder.path();
    let server = Served::owner(dir);
    let csrf = server.get("/fr/review", None).csrf();
    let decide = |fields: &[(&str, &str)]| {
        server.form("/fr/decisions", &[&[("csrf", csrf.as_str())], fields].concat())
    };
    let nothing = decide(&[("action", "reject"), ("id", "clm-a"), ("after", "0"), ("why", " ")]);
    assert_eq!(nothing.status, 422);
    assert!(nothing.body.contains("needs a reason"), "{}", nothing.body);
    let typed = decide(&[
        ("action", "correct"),
        ("id", "clm-a"),
        ("after", "0"),
        ("why", "<i>motif</i>"),
        ("date", "bientôt"),
    ]);
    assert_eq!(typed.status, 422);
    assert!(
        typed.body.contains("&lt;i&gt;motif") && typed.body.contains("value=\"bientôt\""),
        "{}",
        typed.body
    );
    for wrong in [
        &[("action", "accept"), ("id", "clm-none"), ("after", "0"), ("why", "x")][..],
        &[("action", "explode"), ("id", "clm-a"), ("after", "0"), ("why", "x")],
        &[("action", "undo"), ("number", "7"), ("after", "0"), ("why", "x")],
        &[("action", "accept"), ("id", "clm-a"), ("after", "-"), ("why", "x")],
        &[("action", "grade"), ("id", "clm-a"), ("credibility", "9"), ("after", "0"), ("why", "x")],
        &[],
    ] {
        let refused = decide(wrong);
        assert!([400, 422].contains(&refused.status), "{wrong:?}: {refused:?}");
    }
    // Without the word of the session, from another site, in another form: nothing.
    assert_eq!(
        server
            .form("/fr/decisions", &[("action", "accept"), ("id", "clm-a"), ("after", "0"), ("why", "x")])
            .status,
        403
    );
    let head = "POST /fr/decisions HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nOrigin: http://evil.example\r\n";
    let body = format!("csrf={csrf}&action=accept&id=clm-a&after=0&why=x");
    assert_eq!(server.send(head, body.as_bytes()).status, 403);
    assert!(log(dir).is_empty());
}

#[test]
fn the_second_of_two_reviewers_sees_what_changed_and_may_send_again() {
    let folder = case();
    let dir = folder.path();
    let server = Served::owner(dir);
    let csrf = server.get("/fr/review/clm-a", None).csrf();
    stdout(dir, &["review", "c", "accept", "clm-a", "--by", "Awa", "--why", "<u>sûr</u>"]);
    let mine = [
        ("csrf", csrf.as_str()),
        ("action", "correct"),
        ("id", "clm-a"),
        ("type", "road_closure"),
        ("why", "mon motif"),
        ("back", "review"),
    ];
    let send = |after: &str| server.form("/fr/decisions", &[&mine[..], &[("after", after)]].concat());
    let held = send("0");
    assert_eq!(held.status, 409);
    for part in [
        "Awa",
        "Accepter <a href=\"/fr/review/clm-a\">",
        "&lt;u&gt;sûr",
        "value=\"mon motif\"",
        "value=\"road_closure\"",
        "name=\"after\" value=\"1\"",
    ] {
        assert!(held.body.contains(part), "{part}: {}", held.body);
    }
    assert_eq!(log(dir).len(), 1);
    assert_eq!(send("1").status, 303);
    assert_eq!(log(dir).len(), 2);
}

#[test]
fn many_reviewers_at_once_lose_nothing() {
    let folder = case();
    let dir = folder.path();
    let tokens: Vec<String> =
        ["awa", "binta", "coumba", "demba"].iter().map(|name| token(dir, name, "analyst")).collect();
    let server = Served::users(dir);
    let decision = |claim: &str, why: &str, after: u64| j!({"action": "reject", "claim": claim, "why": why, "after": after});
    // All four decide on one claim in view of nothing: one is kept, the others are shown it and send again.
    let kept: usize = std::thread::scope(|scope| {
        let one = |n: usize| {
            let (server, token) = (&server, &tokens[n]);
            move || {
                let (mut after, mut held) = (0, 0);
                loop {
                    let reply =
                        server.post("/api/v1/decisions", token, &decision("clm-a", &format!("r{n}"), after));
                    match reply.status {
                        201 => return held,
                        409 => {
                            let problem = reply.json();
                            assert!(!problem["decisions"].as_array().unwrap().is_empty());
                            assert_eq!(reply.header("content-type"), Some("application/problem+json"));
                            after = problem["last"].as_u64().unwrap();
                            held += 1;
                        }
                        _ => panic!("{reply:?}"),
                    }
                }
            }
        };
        let running: Vec<_> = (0..4).map(|n| scope.spawn(one(n))).collect();
        running
            .into_iter()
            .map(|r| r.join().unwrap())
            .collect::<Vec<usize>>()
            .iter()
            .filter(|held| **held > 0)
            .count()
    });
    assert_eq!(kept, 3, "all but the first are held up");
    let log = log(dir);
    let numbers: Vec<u64> = log.iter().map(|d| d["number"].as_u64().unwrap()).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
    let mut names: Vec<&str> = log.iter().map(|d| d["by"].as_str().unwrap()).collect();
    names.sort_unstable();
    assert_eq!(names, ["awa", "binta", "coumba", "demba"], "signed by whose token it is");
    // Another claim is nobody's business.
    assert_eq!(server.post("/api/v1/decisions", &tokens[0], &decision("clm-b", "x", 0)).status, 201);
    let undo =
        |number: u64, after: u64| j!({"action": "undo", "decision": number, "why": "x", "after": after});
    assert_eq!(server.post("/api/v1/decisions", &tokens[0], &undo(5, 5)).status, 201);
    assert_eq!(server.post("/api/v1/decisions", &tokens[1], &undo(5, 5)).status, 409);
    let again = server.post("/api/v1/decisions", &tokens[1], &undo(5, 6));
    assert!(again.status == 422 && again.body.contains("already taken back"), "{again:?}");
    let shown = server.get("/api/v1/decisions?about=clm-b", Some(&tokens[2])).json();
    assert_eq!((&shown["total"], &shown["items"][1]["undone"]), (&2.into(), &true.into()));
}

#[test]
fn what_programs_send_wrongly_is_told_as_a_problem() {
    let folder = case();
    let dir = folder.path();
    let server = Served::owner(dir);
    let csrf = server.get("/fr/review", None).csrf();
    let post = |body: &str| server.post_json("/api/v1/decisions", &csrf, body);
    for (body, status) in [
        ("", 400),
        ("[]", 400),
        ("{\"action\":\"accept\",\"claim\":\"clm-a\",\"why\":\"x\"}", 400),
        ("{\"action\":\"accept\",\"claim\":\"clm-a\",\"after\":0}", 400),
        ("{\"action\":\"accept\",\"claim\":7,\"why\":\"x\",\"after\":0}", 400),
        ("{\"action\":\"accept\",\"claim\":\"clm-none\",\"why\":\"x\",\"after\":0}", 422),
        ("{\"action\":\"grade\",\"claim\":\"clm-a\",\"why\":\"x\",\"after\":0}", 422),
        ("{\"action\":\"correct\",\"claim\":\"clm-a\",\"to\":{},\"why\":\"x\",\"after\":0}", 422),
        ("{\"action\":\"merge\",\"claims\":[\"clm-a\",\"clm-a\"],\"why\":\"x\",\"after\":0}", 422),
        ("{\"action\":\"split_row\",\"row\":\"ucdp/1\",\"why\":\"x\",\"after\":0}", 422),
        ("{\"action\":\"undo\",\"decision\":1,\"why\":\"x\",\"after\":0}", 422),
        (
            &format!(
                "{{\"action\":\"accept\",\"claim\":\"clm-a\",\"after\":0,\"why\":\"{}\"}}",
                "x".repeat(3_000)
            ),
            422,
        ),
        (&"x".repeat(100_000), 413),
    ] {
        let reply = post(body);
        let short: String = body.chars().take(80).collect();
        assert_eq!(reply.status, status, "{short}: {reply:?}");
        assert_eq!(reply.header("content-type"), Some("application/problem+json"), "{short}");
    }
    let head =
        format!("POST /api/v1/decisions HTTP/1.1\r\nX-CSRF-Token: {csrf}\r\nContent-Type: text/plain\r\n");
    assert_eq!(server.send(&head, b"{}").status, 415);
    assert!(log(dir).is_empty());
    let sent = "{\"action\":\"accept\",\"claim\":\"clm-a\",\"why\":\"x\",\"after\":0}";
    let kept = post(sent);
    assert_eq!((kept.status, kept.header("location")), (201, Some("/api/v1/decisions/1")));
    assert_eq!(server.get("/api/v1/decisions/1", None).json()["items"][0]["claim"], "clm-a");
    for path in [
        "/api/v1/decisions/2",
        "/api/v1/review/clm-none",
        "/fr/review/clm-none",
        "/fr/claims/clm-none",
        "/fr/documents/doc-none",
    ] {
        assert_eq!(server.get(path, None).status, 404, "{path}");
    }
}
