//! The planner's pages as browsers and programs meet them: board, supply, scenario, letters, data, uploads.

mod common;
#[path = "common/wire.rs"]
mod wire;

use common::stdout;
use serde_json::Value;
use std::path::Path;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use wire::{Reply, Server};

/// The worked case as `c`, with its notes read.
fn worked() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    stdout(folder.path(), &["demo", "c"]);
    folder
}

/// An answer; a page that is still being worked out is asked for again.
fn get(server: &Server, path: &str) -> Reply {
    let until = Instant::now() + Duration::from_secs(120);
    loop {
        let reply = server.get(path);
        if reply.status != 202 || Instant::now() > until {
            return reply;
        }
        std::thread::sleep(Duration::from_millis(200));
    }
}

fn json(reply: &Reply) -> Value {
    serde_json::from_str(&reply.text()).unwrap_or_else(|e| panic!("{e}: {reply:?}"))
}

fn count(value: &Value, key: &str) -> usize {
    value[key].as_array().map_or(0, Vec::len)
}

/// The word that the owner's changes carry.
fn word(server: &Server) -> String {
    let page = get(server, "/en/letters").body;
    let at = page.find("name=\"csrf\" value=\"").expect("a form with its word") + 19;
    page[at..].split('"').next().unwrap().to_owned()
}

fn part(name: &str, file: Option<&str>, body: &str) -> String {
    let file = file.map(|f| format!("; filename=\"{f}\"")).unwrap_or_default();
    format!("--xyz\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{body}\r\n")
}

fn ended(server: &Server, job: &str) -> Value {
    let until = Instant::now() + Duration::from_secs(60);
    loop {
        let told = json(&server.get(job));
        if told["ended"] == true || Instant::now() > until {
            return told;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
}

#[test]
fn each_page_stands_in_both_languages_with_its_files() {
    let folder = worked();
    let server = Server::start(folder.path(), &[]);
    let subjects = [
        "board",
        "status",
        "route",
        "access",
        "supply",
        "scenario",
        "prices",
        "people",
        "outlook",
        "spillover",
        "responses",
        "letters",
        "data",
    ];
    for name in subjects {
        for lang in ["fr", "en"] {
            let page = get(&server, &format!("/{lang}/{name}"));
            assert_eq!(page.status, 200, "{lang}/{name}: {page:?}");
            assert!(page.body.contains(&format!("<html lang=\"{lang}\"")), "{name}");
            assert_eq!(page.body.matches("<h1>").count(), 1, "{name}");
            assert!(!page.body.contains(" style=") && !page.body.contains("<script>"), "{name}: inline");
        }
        let csv = server.get(&format!("/fr/{name}.csv"));
        assert!(csv.status == 200 && csv.head.contains("text/csv"), "{name}: {csv:?}");
        let told = json(&server.get(&format!("/api/v1/{name}")));
        assert!(told["items"].is_array() && told["total"].is_u64(), "{name}: {told}");
    }
    let board = get(&server, "/fr/board");
    assert!(board.body.len() < 60_000, "{} bytes", board.body.len());
    let told = json(&server.get("/api/v1/board"));
    assert!(count(&told, "items") > 0 && count(&told, "classes") > count(&told, "items"), "{told}");
    assert_eq!(told["items"][0]["months"].as_array().unwrap().len(), 6);
    let classes = server.get("/en/board.csv?part=classes");
    assert!(classes.body.starts_with("corridor,vehicle-class,passable,last_confirmed"), "{}", classes.body);
    assert_eq!(server.get("/en/board.csv?part=nonsense").status, 404);
    let lines = json(&server.get("/fr/status.geojson?class=tanker"));
    assert_eq!(lines["features"][0]["geometry"]["type"], "LineString");
    assert_eq!(server.get("/fr/status").header("cache-control"), Some("no-store"));
    // What the case lacks is said on the page, not as an error.
    let outlook = json(&server.get("/api/v1/outlook?unit=country"));
    assert!(outlook["lacks"].as_str().unwrap().contains("UCDP"), "{outlook}");
    let corridors = json(&server.get("/api/v1/outlook?unit=corridor&horizon=2"));
    assert!(count(&corridors, "items") > 0 && corridors["items"][0]["baseline"].is_object(), "{corridors}");
}

#[test]
fn a_way_is_found_between_two_places_and_a_stranger_place_is_said_to_be_one() {
    let folder = worked();
    let server = Server::start(folder.path(), &[]);
    let offered = json(&server.get("/api/v1/route"));
    let places = offered["choices"]["from"].as_array().unwrap();
    assert!(places.len() > 2 && count(&offered, "items") == 0);
    let found = json(&server.get("/api/v1/route?from=Dakar&to=Bamako&class=truck"));
    assert!(found["items"][0]["distance_km"].as_f64().unwrap() > 500.0, "{found}");
    assert!(count(&found, "sections") > 1);
    let page = get(&server, "/fr/route?from=Dakar&to=Atlantis");
    assert!(page.status == 200 && page.body.contains("class=\"lacks\""), "{page:?}");
    assert_eq!(server.get("/fr/route?from=Dakar&to=Bamako&departure=noon").status, 400);
    let within = json(&server.get("/api/v1/access?from=Dakar&within=8"));
    assert!(count(&within, "items") > 0 && within["within_h"] == 8.0, "{within}");
    assert_eq!(server.get("/api/v1/access?from=Dakar&within=-1").status, 400);
}

#[test]
fn a_scenario_is_its_link_and_says_what_differs() {
    let folder = worked();
    let server = Server::start(folder.path(), &[]);
    let offered = json(&server.get("/api/v1/scenario"));
    let constraint = offered["offered"]["constraints"][0]["id"].as_str().unwrap().to_owned();
    let asked = format!("constraint={constraint}&is=in_force&from=2025-09-30&last=42&draws=0");
    let told = json(&server.get(&format!("/api/v1/scenario?{asked}")));
    let toml = told["toml"].as_str().unwrap();
    assert!(toml.contains(&constraint) && toml.contains("days = 42"), "{toml}");
    assert!(told["supposed"].is_array() && told["recorded_zones"].is_array(), "{told}");
    let link = form_urlencoded::Serializer::new(String::new())
        .append_pair("toml", toml)
        .append_pair("draws", "0")
        .finish();
    let again = json(&server.get(&format!("/api/v1/scenario?{link}")));
    assert_eq!(again["items"], told["items"], "the link holds the whole scenario");
    let page = get(&server, &format!("/fr/scenario?{link}"));
    assert!(page.status == 200 && page.body.contains("rel=\"bookmark\""), "{page:?}");
    assert!(page.body.contains("<option>Dakar–Bamako par Kayes"), "{page:?}");
    let supposed = "[[suppose]]\nkind = \"closure\"\ncorridor = \"Dakar–Bamako by Kayes\"\nfrom = 2025-09-30\ndays = 42\n";
    let head = format!("X-CSRF-Token: {}\r\nContent-Type: application/toml\r\n", word(&server));
    let posted = server.ask("POST", "/api/v1/scenario?draws=0", &head, supposed);
    assert!(posted.status == 200 && count(&json(&posted), "items") > 0, "{posted:?}");
    // No road or place of one's own choice.
    let refused =
        server.ask("POST", "/api/v1/scenario", &head, "[[suppose]]\nkind = \"closure\"\nbridge = \"x\"\n");
    assert!(refused.status == 400 && refused.body.contains("refused"), "{refused:?}");
    assert_eq!(server.ask("POST", "/api/v1/scenario", &head, "not toml").status, 400);
}

#[test]
fn a_french_note_is_read_in_the_background_and_its_claims_are_counted() {
    let folder = worked();
    let server = Server::start(folder.path(), &[]);
    let before = json(&server.get("/api/v1/documents"))["total"].as_u64().unwrap();
    let note = "Kayes, le 12 septembre 2025. Des hommes armés ont incendié trois camions-citernes près de Kayes le \
                10 septembre 2025. Un couvre-feu a été instauré à Kayes.";
    let body = part("csrf", None, &word(&server))
        + &part("published", None, "2025-09-12")
        + &part("file", Some("../../note.txt"), note)
        + &part("file", Some("bomb.zip"), "PK\u{3}\u{4}nothing")
        + "--xyz--\r\n";
    let head = "Content-Type: multipart/form-data; boundary=xyz\r\n";
    let reply = server.ask("POST", "/api/v1/documents", head, &body);
    assert_eq!(reply.status, 202, "{reply:?}");
    let job = json(&reply)["job"].as_str().unwrap().to_owned();
    let events = server.get(&format!("{job}/events")).text();
    assert!(events.contains("event: ended") && events.contains("\"total\":2"), "{events}");
    let told = ended(&server, &job);
    assert!(told["read"] == 1 && told["refused"] == 1 && told["claims"].as_u64().unwrap() >= 2, "{told}");
    assert!(!told.to_string().contains("incoming"), "where a file waited is nobody's concern: {told}");
    let after = json(&server.get("/api/v1/documents"));
    assert_eq!(after["total"], before + 1);
    assert!(after.to_string().contains("note.txt") && !after.to_string().contains("../"));
    assert_eq!(std::fs::read_dir(folder.path().join("c/incoming")).unwrap().count(), 0);
    let form = server.ask("POST", "/fr/data/upload", head, &body);
    assert_eq!(form.status, 303, "{form:?}");
    let page = server.get(form.header("location").unwrap());
    assert!(page.status == 200 && page.body.contains("data-job="), "{page:?}");
    let none = part("csrf", None, &word(&server)) + "--xyz--\r\n";
    assert_eq!(server.ask("POST", "/api/v1/documents", head, &none).status, 400);
    assert_eq!(server.get("/api/v1/jobs/job-0").status, 404);
}

#[test]
fn an_upload_that_an_ended_server_left_is_read_by_the_next() {
    let folder = common::with_case();
    let waits = |name: &str| folder.path().join("c/incoming").join(name).join("000");
    std::fs::create_dir_all(waits("job-7")).unwrap();
    std::fs::create_dir_all(waits("job-8.part")).unwrap();
    std::fs::write(waits("job-7").join("left.txt"), "Rien à signaler à la frontière ce jour-là.").unwrap();
    std::fs::write(waits("job-8.part").join("half.txt"), "half").unwrap();
    let server = Server::start(folder.path(), &[]);
    assert_eq!(ended(&server, "/api/v1/jobs/job-7")["read"], 1);
    let documents = json(&server.get("/api/v1/documents"));
    assert_eq!(documents["total"], 1, "{documents}");
    assert!(!Path::new(&folder.path().join("c/incoming/job-8.part")).exists());
}

#[test]
fn a_letter_is_drafted_issued_and_opened_in_its_forms() {
    let folder = worked();
    let server = Server::start(folder.path(), &[]);
    let word = word(&server);
    let head =
        format!("Content-Type: application/x-www-form-urlencoded\r\nOrigin: http://{}\r\n", server.address);
    let draft =
        server.ask("POST", "/fr/letters/issue", &head, &format!("csrf={word}&lang=fr&tlp=CLEAR&draft=1"));
    assert_eq!(draft.status, 303, "{draft:?}");
    // Headers come in small letters.
    let shown = server.get(&draft.header("location").unwrap().replace("clear", "CLEAR"));
    assert!(shown.status == 200 && shown.body.contains("<html"), "{}", shown.head);
    assert_eq!(json(&server.get("/api/v1/letters"))["total"], 1, "a draft is not kept");
    let form = format!("csrf={word}&lang=fr&lang=en&format=html&format=md&tlp=GREEN&as_of=2025-09-30");
    let issued = server.ask("POST", "/fr/letters/issue", &head, &form);
    assert_eq!(issued.header("location"), Some("/fr/letters/2"), "{issued:?}");
    assert_eq!(get(&server, "/fr/letters/2").status, 200);
    let letter = server.get("/fr/letters/2/fr.html");
    assert!(letter.head.contains("sandbox") && letter.body.contains("TLP:GREEN"), "{}", letter.head);
    let small = server.ask("GET", "/fr/letters/2/fr.html", "Accept-Encoding: gzip\r\n", "");
    assert_eq!((small.status, small.header("content-encoding")), (200, Some("gzip")));
    assert!(
        small.header("vary").is_some_and(|v| v.contains("accept-encoding")) && small.head.contains("sandbox")
    );
    let length = |reply: &Reply| reply.header("content-length").unwrap().parse::<usize>().unwrap();
    assert!(length(&small) * 3 < length(&letter), "{} {}", length(&small), length(&letter));
    assert_eq!((letter.header("content-encoding"), letter.header("vary")), (None, small.header("vary")));
    let text = server.get("/en/letters/2/en.md");
    assert!(text.status == 200 && text.head.contains("attachment"), "{}", text.head);
    for none in ["/fr/letters/2/fr.pdf", "/fr/letters/9/fr.html", "/fr/letters/2/xx", "/fr/letters/x/fr.html"]
    {
        assert_eq!(server.get(none).status, 404, "{none}");
    }
    let told = json(&server.get("/api/v1/letters"));
    assert_eq!(told["items"][0]["files"].as_array().unwrap().len(), 4, "{told}");
    let head = format!("X-CSRF-Token: {word}\r\nContent-Type: application/json\r\n");
    let again = server.ask(
        "POST",
        "/api/v1/letters",
        &head,
        r#"{"langs":["fr"],"tlp":"GREEN","as_of":"2025-09-30"}"#,
    );
    assert!(again.status == 201 && json(&again)["number"] == 2, "nothing changed: {again:?}");
    assert_eq!(server.ask("POST", "/api/v1/letters", &head, r#"{"langs":["de"]}"#).status, 400);
    assert_eq!(server.ask("POST", "/api/v1/letters", &head, r#"{"corrects":77}"#).status, 400);
    let since = json(&server.get("/api/v1/letters?since=2025-09-10"));
    assert!(count(&since, "changes") > 0, "{since}");
}

#[test]
fn readers_see_no_class_and_no_day_and_issue_nothing() {
    let folder = worked();
    for (name, role) in [("Awa", "reader"), ("Binta", "analyst")] {
        let mut add = common::faleme(folder.path(), &["users", "c", "add", name, "--role", role]);
        add.write_stdin("baobab-riviere-17\n").assert().success();
    }
    let server = Server::start(folder.path(), &["--users", "--behind-proxy", "obs.example"]);
    let bearer = |name: &str, scopes: &str| {
        let mut token =
            common::faleme(folder.path(), &["users", "c", "token", name, "--scope", scopes, "--days", "2"]);
        let output = token.output().unwrap();
        let said = [output.stdout, output.stderr].concat();
        let said = String::from_utf8_lossy(&said).into_owned();
        let token =
            said.lines().find(|l| l.starts_with("faleme_")).unwrap_or_else(|| panic!("{said}")).to_owned();
        format!("Host: obs.example\r\nAuthorization: Bearer {token}\r\n")
    };
    let reader = bearer("Awa", "read");
    let ask = |path: &str| server.ask("GET", path, &reader, "");
    let board = json(&ask("/api/v1/board"));
    assert!(count(&board, "items") > 0 && board.get("classes").is_none(), "{board}");
    let supply = json(&ask("/api/v1/supply"));
    let told = supply["items"][0].as_object().unwrap();
    assert!(
        told.contains_key("band") && !told.contains_key("unmet") && supply.get("ports").is_none(),
        "{supply}"
    );
    for closed in ["status", "route", "access", "scenario", "outlook?unit=corridor", "jobs/job-1"] {
        assert_eq!(ask(&format!("/api/v1/{closed}")).status, 403, "{closed}");
    }
    assert_eq!(ask("/fr/letters/draft/fr.html").status, 403);
    let page = |path: &str, who: &str| {
        let until = Instant::now() + Duration::from_secs(120);
        loop {
            let reply = server.ask("GET", path, who, "");
            if reply.status != 202 || Instant::now() > until {
                return reply;
            }
            std::thread::sleep(Duration::from_millis(200));
        }
    };
    let bands = page("/fr/supply", &reader).text();
    assert!(bands.contains("moins d’une semaine") && !bands.contains("Under week"), "bands are in words");
    for path in ["/api/v1/letters", "/api/v1/documents", "/api/v1/scenario"] {
        assert_eq!(server.ask("POST", path, &reader, "{}").status, 403, "{path}");
    }
    let analyst = bearer("Binta", "read,upload");
    let board = json(&server.ask("GET", "/api/v1/board", &analyst, ""));
    assert!(count(&board, "classes") > 0, "{board}");
    assert_eq!(server.ask("POST", "/api/v1/letters", &analyst, "{}").status, 403);
    // What a page links can be followed, by readers as well.
    let quote = "<span class=\"kind\">citation</span> ";
    let signal = json(&ask("/api/v1/responses"))["warnings"][0]["id"].as_str().unwrap().to_owned();
    let claim = board["classes"].as_array().unwrap().iter().find_map(|c| c["why"].as_str()).unwrap();
    for who in [&reader, &analyst] {
        let of = page(&format!("/fr/why/{signal}"), who);
        assert!(of.status == 200 && of.text().contains("tensions.toml:"), "{of:?}");
        let of = page(&format!("/fr/why/{claim}"), who).text();
        assert!(of.contains(quote), "{of}");
        assert_eq!(of.contains(&format!("{quote}<a")), who == &analyst, "{of}");
        assert!(of.contains(&format!("?claim={claim}#at-{claim}")), "{of}");
    }
}

#[test]
fn the_api_describes_itself() {
    let folder = common::with_case();
    let server = Server::start(folder.path(), &[]);
    let told = json(&server.get("/api/v1/openapi.json"));
    assert_eq!(told["openapi"], "3.1.0");
    assert!(told["paths"]["/api/v1/scenario"]["post"].is_object());
    for subject in json(&server.get("/api/v1"))["subjects"].as_array().unwrap() {
        let path = subject["path"].as_str().unwrap();
        assert!(told["paths"][path]["get"].is_object(), "{path}");
        // An empty case answers, and says what it lacks.
        let reply = server.get(path);
        assert!(path.ends_with("/why") || reply.status == 200, "{path}: {reply:?}");
    }
}
