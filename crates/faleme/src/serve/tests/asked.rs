//! What is asked for wrongly is refused, told as a problem, and kept from others; changes are checked wherever they come from.

use super::*;
use serde_json::{Value, json};
use std::time::Instant;

fn value(reply: &Reply) -> Value {
    serde_json::from_str(&reply.body).unwrap_or_else(|e| panic!("{e}: {reply:?}"))
}

#[test]
fn what_there_is_not_is_not_found_and_an_unknown_parameter_is_told() {
    let served = served(true);
    let (pass, _) = served.pass(Who::User(Role::Analyst));
    for path in ["board/x", "map/x", "data/x", "events/evt-none", "constraints/con-none", "claims/clm-none"] {
        assert_eq!(served.get(&pass, &format!("/api/v1/{path}")).status, 404, "{path}");
    }
    let refused = served.get(&pass, "/api/v1/events?zeppelin=1");
    assert!(refused.status == 422 && refused.body.contains("zeppelin"), "{refused:?}");
    assert_eq!(served.get(&pass, "/fr/events.csv?zeppelin=1").status, 422);
    assert_eq!(served.get(&pass, "/fr/events?zeppelin=1").status, 200, "a page shows what it knows");
}

#[test]
fn what_the_router_refuses_is_a_problem_as_well() {
    let served = served(true);
    let (pass, _) = served.pass(Who::User(Role::Reader));
    let problem = |reply: &Reply| {
        assert!(reply.head.contains("application/problem+json"), "{reply:?}");
        assert_eq!(value(reply)["status"], reply.status, "{reply:?}");
    };
    let put =
        served.send(&format!("DELETE /ogc/collections HTTP/1.1\r\nHost: {}\r\n{pass}", served.host), "");
    assert!(put.status == 405 && put.head.contains("allow: get"), "{put:?}");
    problem(&put);
    let unread = served.get(&pass, "/api/v1/claims/%FF%FE");
    assert_eq!(unread.status, 400);
    problem(&unread);
    let page = served.get(&pass, "/fr/claims/%FF%FE");
    assert!(page.status == 400 && page.head.contains("text/html"), "{page:?}");
}

#[test]
fn a_day_counts_in_the_list_of_what_there_is() {
    let served = served(true);
    let (pass, _) = served.pass(Who::User(Role::Analyst));
    let on = |day: &str| value(&served.get(&pass, &format!("/api/v1/data?as_of={day}")))["items"][0].clone();
    assert_eq!(on("2021-05-19")["count"], 0);
    assert!(on("2021-05-20")["count"].as_u64() > Some(0), "{}", on("2021-05-20"));
    let letters =
        |day: &str| value(&served.get(&pass, &format!("/api/v1/letters?as_of={day}")))["total"].clone();
    assert_eq!((letters("2021-05-30"), letters("2021-05-31")), (json!(0), json!(1)));
}

#[test]
fn a_file_holds_the_whole_list() {
    let served = served(true);
    let (pass, _) = served.pass(Who::User(Role::Analyst));
    let whole = value(&served.get(&pass, "/fr/claims.json"));
    assert_eq!(whole["limit"], whole["total"]);
    assert_eq!(whole["items"].as_array().map(Vec::len).map(Value::from).as_ref(), Some(&whole["total"]));
    assert_eq!(value(&served.get(&pass, "/api/v1/claims"))["limit"], 50);
}

#[test]
fn no_upload_loosens_a_marking() {
    let served = served(true);
    let dir = served.dir();
    let (before, red) = (ids(&dir, "AMBER"), ids(&dir, "RED"));
    let (pass, _) = served.pass(Who::Program(Role::Analyst, Scope::Upload));
    let part = |name: &str, file: &str, body: &str| {
        let file = if file.is_empty() { String::new() } else { format!("; filename=\"{file}\"") };
        format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{body}\r\n")
    };
    let mut body = part("tlp", "", "CLEAR");
    let of = |marking: &str| {
        let (marking, word, deaths, day) = DOCUMENTS.into_iter().find(|d| d.0 == marking).unwrap();
        text(marking, word, deaths, day)
    };
    for (marking, name) in [("AMBER", "zanzambre.md"), ("RED", "zanzirouge.md"), ("RED", "other.md")] {
        body += &part("file", name, &of(marking));
    }
    let sent =
        served.post(&pass, "/api/v1/documents", "multipart/form-data; boundary=x", &(body + "--x--\r\n"));
    assert_eq!(sent.status, 202, "{sent:?}");
    let (reader, _) = served.pass(Who::Program(Role::Analyst, Scope::Read));
    let job = value(&sent)["id"].as_str().unwrap().to_owned();
    let done = loop {
        let job = value(&served.get(&reader, &format!("/api/v1/jobs/{job}")));
        if job["ended"] == true {
            break job;
        }
        std::thread::sleep(Duration::from_millis(50));
    };
    // Others have no such job; its sender's token for uploads alone has, and so have admins.
    for (who, status) in [
        (Who::Program(Role::Analyst, Scope::Upload), 200),
        (Who::Program(Role::Editor, Scope::Upload), 404),
        (Who::Program(Role::Editor, Scope::Read), 404),
        (Who::User(Role::Editor), 404),
        (Who::User(Role::Analyst), 200),
        (Who::User(Role::Admin), 200),
        (Who::Program(Role::Admin, Scope::Read), 200),
        (Who::Program(Role::Admin, Scope::Upload), 404),
        (Who::Program(Role::Analyst, Scope::Issue), 403),
    ] {
        let (pass, _) = served.pass(who);
        for path in [format!("/api/v1/jobs/{job}"), format!("/api/v1/jobs/{job}/events")] {
            assert_eq!(served.get(&pass, &path).status, status, "{who:?} {path}");
        }
    }
    let (other, _) = served.pass(Who::User(Role::Editor));
    assert_eq!(served.get(&other, &format!("/fr/jobs/{job}")).status, 404);
    let kept = done["issues"].as_array().unwrap().iter().filter(|i| i["code"] == "document.marking_kept");
    assert_eq!(kept.count(), 3, "{done}");
    assert_eq!(ids(&dir, "AMBER"), before);
    let still = ids(&dir, "RED");
    assert!(red.iter().all(|id| still.contains(id)) && still.len() > red.len(), "under another name as well");
    // The owner may, at the command line.
    let path = dir.join("zanzirouge.md");
    std::fs::write(&path, of("RED")).unwrap();
    faleme(&["read", dir.to_str().unwrap(), path.to_str().unwrap(), "--tlp", "GREEN"]);
    assert!(red.iter().any(|id| ids(&dir, "GREEN").contains(id)));
}

#[test]
fn a_decision_is_checked_for_programs_and_forms_alike() {
    let served = served(true);
    let claim = ids(&served.dir(), "GREEN").into_iter().find(|id| id.starts_with("clm-")).unwrap();
    let (program, _) = served.pass(Who::Program(Role::Analyst, Scope::Decide));
    let decide =
        |what: Value| served.post(&program, "/api/v1/decisions", "application/json", &what.to_string());
    let correct = |to: Value| json!({"action": "correct", "claim": claim, "to": to, "why": "x", "after": 0});
    for (what, says) in [
        (correct(json!({"claim_type": "military_operations"})), "no type of claim"),
        (correct(json!({"places": ["Atlantis"]})), "no place of this case"),
        (json!({"action": "reject", "claim": claim, "why": "x", "after": 999_999}), "above 0"),
    ] {
        let reply = decide(what.clone());
        assert!(reply.status == 422 && reply.body.contains(says), "{what}: {reply:?}");
    }
    let (pass, word) = served.pass(Who::User(Role::Analyst));
    for fields in [
        "action=correct&type=zzz&after=0",
        "action=correct&place=Atlantis&after=0",
        "action=reject&after=99999",
    ] {
        let body = format!("csrf={word}&id={claim}&why=x&{fields}");
        let reply = served.post(&pass, "/fr/decisions", "application/x-www-form-urlencoded", &body);
        assert_eq!(reply.status, 422, "{fields}: {reply:?}");
    }
    assert_eq!(decide(correct(json!({"places": ["Alphaville"], "claim_type": "looting"}))).status, 201);
}

#[test]
fn a_letter_is_of_a_day_that_came() {
    let served = served(true);
    let (pass, _) = served.pass(Who::Program(Role::Editor, Scope::Issue));
    for day in ["9999-12-31", "0001-01-01"] {
        let body = format!("{{\"as_of\": \"{day}\"}}");
        assert_eq!(served.post(&pass, "/api/v1/letters", "application/json", &body).status, 422, "{day}");
    }
}

#[test]
fn an_answer_is_sent_when_it_is_made() {
    let served = served(true);
    let (pass, _) = served.pass(Who::User(Role::Analyst));
    let took = |n: u32| {
        let begun = Instant::now();
        assert_eq!(served.get(&pass, &format!("/api/v1/decisions?about=x{n}")).status, 200);
        begun.elapsed()
    };
    let fastest = (0..30).map(took).min().unwrap();
    assert!(fastest < Duration::from_millis(50), "{fastest:?}");
}

#[test]
fn who_asks_for_much_waits_for_themselves() {
    let served = served(true);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let soon =
            |name: &'static str| tokio::time::timeout(Duration::from_millis(200), served.desk.turn(name));
        let mut held = Vec::new();
        while let Ok(turn) = soon("Awa").await {
            held.push(turn.unwrap());
            assert!(held.len() < 16, "one alone takes every place");
        }
        assert!(soon("Binta").await.is_ok(), "somebody else does not wait");
        held.pop();
        assert!(soon("Awa").await.is_ok());
    });
}

#[test]
fn what_an_id_rests_on_is_of_the_day_asked_about() {
    let served = served(true);
    let (pass, _) = served.pass(Who::User(Role::Reader));
    let page = served.get(&pass, "/fr/events?as_of=2021-05-25").body;
    assert!(page.contains("/fr/why/evt-") && !page.contains("/fr/why/evt-\""), "{page}");
    let links = page.match_indices("href=\"/fr/why/").map(|(at, _)| page[at..].split('"').nth(1).unwrap());
    assert!(
        links.clone().count() > 0 && links.clone().all(|link| link.ends_with("?as_of=2021-05-25")),
        "{page}"
    );
}
