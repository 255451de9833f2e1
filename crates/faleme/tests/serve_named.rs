//! Pages in the language of their names, and what is drawn of supply: French pages of the worked case, beside files and the API.

mod common;
#[path = "common/wire.rs"]
mod wire;

use common::stdout;
use serde_json::Value;
use std::io::Write;
use std::process::Stdio;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use wire::{Server, program};

/// The worked case, read once for all tests; each has its own copy.
static MADE: LazyLock<TempDir> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    stdout(folder.path(), &["new", "c"]);
    stdout(folder.path(), &["read", "c"]);
    folder
});

fn case() -> TempDir {
    fn copy(from: &std::path::Path, to: &std::path::Path) {
        std::fs::create_dir(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
            let to = to.join(entry.file_name());
            match entry.path().is_dir() {
                true => copy(&entry.path(), &to),
                false => drop(std::fs::copy(entry.path(), to).unwrap()),
            }
        }
    }
    let folder = tempfile::tempdir().unwrap();
    copy(&MADE.path().join("c"), &folder.path().join("c"));
    folder
}

/// What an address answers; a page that is still being worked out is asked for again.
fn get(server: &Server, path: &str, headers: &str) -> String {
    let until = Instant::now() + Duration::from_secs(120);
    loop {
        let reply = server.ask("GET", path, headers, "");
        if reply.status != 202 || Instant::now() > until {
            assert_eq!(reply.status, 200, "{path}: {}", reply.body);
            return reply.body;
        }
        std::thread::sleep(Duration::from_millis(300));
    }
}

fn json(server: &Server, path: &str) -> Value {
    serde_json::from_str(&get(server, path, "")).unwrap()
}

#[test]
fn french_pages_have_french_names_and_files_those_of_the_data() {
    let folder = case();
    let server = Server::start(folder.path(), &[]);
    let page = |path: &str| get(&server, path, "");
    let pairs = [
        ("events", "Kayes Region", "Région de Kayes"),
        ("claims", "Governor of Kayes", "Gouverneur de Kayes"),
        ("responses", "European Union", "Union européenne"),
        ("supply", "Port of Dakar", "Port de Dakar"),
        ("spillover", "Bakel Department", "Département de Bakel"),
        ("status", "Diboli–Kidira crossing", "Poste frontière de Diboli–Kidira"),
        ("map", "Moussala crossing", "Poste frontière de Moussala"),
    ];
    for (name, own, french) in pairs {
        let (fr, en) = (page(&format!("/fr/{name}")), page(&format!("/en/{name}")));
        assert!(fr.contains(french) && !fr.contains(&format!(">{own}<")), "/fr/{name}: {french}");
        assert!(en.contains(own) && !en.contains(french), "/en/{name}: {own}");
    }
    for path in ["/api/v1/events?limit=1000", "/fr/events.csv", "/fr/events.json"] {
        let told = page(path);
        assert!(told.contains("Kayes Region") && !told.contains("Région de Kayes"), "{path}");
    }
    // The map of a French page is one: its features are called as on its picture; ids are the same in both.
    let ids = |path: &str| -> Vec<String> {
        let all = json(&server, path);
        all["features"].as_array().unwrap().iter().map(|f| f["id"].as_str().unwrap().to_owned()).collect()
    };
    assert!(page("/fr/map.geojson").contains("Poste frontière de Moussala"));
    assert_eq!(ids("/fr/map.geojson"), ids("/en/map.geojson"));
}

#[test]
fn a_french_name_is_taken_for_the_own_one() {
    let folder = case();
    let server = Server::start(folder.path(), &[]);
    let total = |path: &str| json(&server, path)["total"].as_u64().unwrap();
    let own = total("/fr/events.json?place=Kayes+Region");
    assert!(own > 0 && own < total("/fr/events.json"));
    assert_eq!(total("/fr/events.json?place=r%C3%A9gion+de+kayes"), own);
    assert_eq!(total("/en/events.json?place=r%C3%A9gion+de+kayes"), 0);
    // The form keeps what was typed.
    assert!(get(&server, "/fr/events?place=R%C3%A9gion+de+Kayes", "").contains("value=\"Région de Kayes\""));
}

#[test]
fn what_a_page_says_in_its_own_words_is_french_as_well() {
    let folder = case();
    let server = Server::start(folder.path(), &[]);
    let supply = get(&server, "/fr/supply", "");
    for said in [
        "capacité : Port de Dakar",
        "densité : essence",
        "compté à partir du 20",
        "combustible des centrales",
    ] {
        assert!(supply.contains(said), "{said}");
    }
    let told = json(&server, "/api/v1/supply");
    let names: Vec<&str> =
        told["parameters"].as_array().unwrap().iter().filter_map(|p| p["name"].as_str()).collect();
    assert!(names.contains(&"capacity of Port of Dakar") && told["courses"].is_null(), "{names:?}");
    // What was written stays: quotes of English documents are not touched.
    let claims = get(&server, "/fr/claims?q=forest", "");
    assert!(claims.contains("Gal-Gal forest") && claims.contains("Forêt de Gal-Gal"), "{claims}");
}

/// Adds a user, and signs a token for them.
fn token(dir: &std::path::Path, name: &str, role: &str) -> String {
    let run = |args: &[&str], input: &str| {
        let mut command = program();
        command.current_dir(dir).args([&["users", "c"], args].concat());
        let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = pipes.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    run(&["add", name, "--role", role], "baobab-riviere-17\n");
    let said = run(&["token", name, "--scope", "read"], "");
    said.lines().find(|l| l.starts_with("faleme_")).unwrap().to_owned()
}

#[test]
fn days_of_cover_are_drawn_for_those_who_see_days_alone() {
    let folder = case();
    let (reader, analyst) = (token(folder.path(), "Awa", "reader"), token(folder.path(), "Binta", "analyst"));
    let server = Server::start(folder.path(), &["--users", "--behind-proxy", "obs.example"]);
    let page = |lang: &str, token: &str| {
        let headers =
            format!("Host: obs.example\r\nX-Forwarded-For: 192.0.2.7\r\nAuthorization: Bearer {token}\r\n");
        get(&server, &format!("/{lang}/supply"), &headers)
    };
    let green = page("fr", &reader);
    assert!(
        !green.contains("<svg") && !green.contains("class=\"stocks\"") && green.contains("Bamako"),
        "{green}"
    );
    for (lang, title, goods) in
        [("fr", "Durée des stocks au", "essence"), ("en", "How many days stocks last", "petrol")]
    {
        let amber = page(lang, &analyst);
        assert!(amber.contains(title) && amber.contains(&format!("<summary>{goods}</summary>")), "{lang}");
        let drawn = amber.matches("<figure class=\"drawn\"").count();
        // Wide and narrow, each with its words for those who do not see it.
        assert!(drawn > 1 && amber.matches("<desc id=\"c-stocks-").count() == 2 * drawn, "{lang}: {drawn}");
        assert!(!amber.contains("<script>") && !amber.contains(" style="), "{lang}");
    }
}
