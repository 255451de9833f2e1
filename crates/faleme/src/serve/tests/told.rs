//! What is told, and how: in the language of the page, without the server's paths, once for those who have it already.

use super::*;

#[test]
fn nobody_but_the_owner_is_told_where_the_case_lies() {
    let served = served(true);
    let place = served.dir().display().to_string();
    let (editor, word) = served.pass(Who::User(Role::Editor));
    let with = format!("{editor}X-CSRF-Token: {word}\r\n");
    let issued = served.post(&with, "/api/v1/letters", "application/json", "{\"as_of\": \"2021-05-31\"}");
    assert_eq!(issued.status, 201, "{issued:?}");
    assert!(issued.body.contains("letters/") && !issued.body.contains(&place), "{}", issued.body);
    std::fs::write(served.dir().join("case.toml"), "[case").unwrap();
    std::thread::sleep(Duration::from_millis(1_200));
    let (reader, _) = served.pass(Who::User(Role::Reader));
    for path in ["/api/v1/events", "/fr/events", "/ogc/collections"] {
        let reply = served.get(&reader, path);
        assert!(reply.status >= 400 && reply.body.contains("case.toml"), "{path}: {reply:?}");
        assert!(!reply.body.contains(&place), "{path}: {}", reply.body);
    }
}

#[test]
fn a_french_page_says_in_french_what_is_wrong_and_leads_to_the_same_in_english() {
    let served = served(true);
    let (reader, _) = served.pass(Who::User(Role::Reader));
    let page = served.get(&reader, "/fr/claims/clm-zzz?limit=5");
    assert_eq!(page.status, 404);
    assert!(page.body.contains("il n’y a pas d’énoncé"), "{}", page.body);
    assert!(!page.body.contains("there is no claim"), "{}", page.body);
    assert!(page.body.replace("&#x2f;", "/").contains("next=/en/claims/clm-zzz%3Flimit"), "{}", page.body);
    let english = served.get(&reader, "/en/claims/clm-zzz");
    assert!(english.body.contains("there is no claim"), "{}", english.body);
    let unread = served.get(&reader, "/fr/claims?from=abc");
    assert!(unread.status == 400 && unread.body.contains("ne se lit pas"), "{}", unread.body);
}

#[test]
fn what_a_client_has_is_not_sent_again() {
    let served = served(true);
    let (analyst, _) = served.pass(Who::User(Role::Analyst));
    for path in ["/fr/letters/2/fr.html", "/api/v1/openapi.json", "/api/v1"] {
        let first = served.get(&analyst, path);
        assert_eq!(first.status, 200, "{path}: {first:?}");
        let tag = first.head.lines().find_map(|line| line.strip_prefix("etag: ")).expect(path);
        let again = served.get(&format!("{analyst}If-None-Match: {tag}\r\n"), path);
        assert!(again.status == 304 && again.body.is_empty(), "{path}: {again:?}");
        assert_eq!(served.get(&format!("{analyst}If-None-Match: \"x\"\r\n"), path).status, 200);
    }
}

#[test]
fn nothing_follows_a_request_that_may_have_told_two_lengths() {
    let served = served(true);
    for lengths in
        ["Content-Length: 5\r\nTransfer-Encoding: chunked", "Transfer-Encoding: chunked\r\nContent-Length: 5"]
    {
        let mut stream = TcpStream::connect(served.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        let second = format!("GET /api/v1 HTTP/1.1\r\nHost: {HOST}\r\n\r\n");
        let whole =
            format!("POST /fr/sign-out HTTP/1.1\r\nHost: {HOST}\r\n{lengths}\r\n\r\n0\r\n\r\n{second}");
        stream.write_all(whole.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert_eq!(text.matches("http/1.1 ").count(), 1, "{lengths}: {text}");
        assert!(text.contains("connection: close"), "{lengths}: {text}");
    }
}

#[test]
fn the_names_of_hapi_are_told_to_each_as_far_as_they_see() {
    let served = served(true);
    for role in Role::ALL {
        let (pass, _) = served.pass(Who::User(role));
        let told = |path: &str| {
            let reply = served.get(&pass, path);
            assert_eq!(reply.status, 200, "{role} {path}: {reply:?}");
            serde_json::from_str::<serde_json::Value>(&reply.body).unwrap()
        };
        let (own, named) = (told("/api/v1/events"), told("/api/v1/events?fields=hapi"));
        assert_eq!(own["total"], named["total"]);
        let (own, named) = (own["items"].as_array().unwrap(), named["items"].as_array().unwrap());
        assert!(!own.is_empty());
        for (own, named) in own.iter().zip(named) {
            assert_eq!((&own["id"], &own["type"]), (&named["event_id"], &named["event_type"]));
            assert_eq!(own["date"]["start"], named["reference_period_start"]);
            assert!(named.get("id").is_none());
        }
        let table = served.get(&pass, "/fr/events.csv?fields=hapi");
        assert!(table.status == 200 && table.body.contains("event_id,event_kind"), "{table:?}");
        assert_eq!(served.get(&pass, "/api/v1/board?fields=hapi").status, 422);
        assert_eq!(served.get(&pass, "/api/v1/events?fields=hxl").status, 400);
        assert_eq!(served.get(&pass, "/fr/events.geojson?fields=hapi").status, 422);
    }
}

#[test]
fn features_wait_for_their_turn_as_every_answer_does() {
    let served = served(true);
    let (reader, _) = served.pass(Who::User(Role::Reader));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let turns: Vec<_> = (0..6)
        .map(|_| runtime.block_on(served.desk.turn("the reader")).unwrap_or_else(|p| panic!("{p:?}")))
        .collect();
    std::thread::scope(|scope| {
        let asked = scope.spawn(|| served.get(&reader, "/ogc/collections/incidents/items"));
        std::thread::sleep(Duration::from_millis(500));
        assert!(!asked.is_finished(), "it took no turn");
        drop(turns);
        assert_eq!(asked.join().unwrap().status, 200);
    });
}
