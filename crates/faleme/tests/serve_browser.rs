//! The pages as a browser shows them: `web/tests/run.js` looks at each, `web/tests/flow.js` does what a user does. Skipped in
//! one line where there is no Node, no Chromium, or no `web/node_modules`. And the language, which is remembered without any script.

mod common;
#[path = "common/wire.rs"]
mod wire;

use common::{stdout, write};
use std::path::{Path, PathBuf};
use std::process::Command;
use wire::Server;

/// What a user reads in: invented, of the corridor of the worked case.
const NOTES: [&str; 2] = [
    "# Convoi attaqué près de Diboli (exercice)\n\nLe 26 septembre 2025, des hommes armés ont attaqué un convoi de citernes à \
     Diboli, près d’un séchoir à poisson. Deux chauffeurs ont été tués.\n",
    "# Route coupée à Kayes (exercice)\n\nLe 27 septembre 2025, des hommes armés ont attaqué un poste à Kayes, en face du \
     chantier d’une pirogue. Trois civils ont été blessés.\n",
];

fn on_path(names: &[&str]) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).any(|dir| names.iter().any(|name| dir.join(name).is_file()))
}

/// Where the browser's tests are; `None`, said in a line, where they cannot run.
fn web() -> Option<PathBuf> {
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web");
    let browser = on_path(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]);
    let there = on_path(&["node"]) && browser && web.join("node_modules/playwright-core").exists();
    if !there {
        println!("skipped: no node, no chromium, or no web/node_modules");
    }
    there.then_some(web)
}

/// Runs a test of the browser on a server; what it found is the message.
fn run(web: &Path, test: &str, server: &Server, files: &[PathBuf]) {
    if !server.get("/fr/map").body.contains("page-") {
        return println!("skipped: built without script");
    }
    let run = Command::new("node")
        .current_dir(web)
        .args([format!("tests/{test}.js"), format!("http://{}", server.address)])
        .args(files)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
}

#[test]
fn every_page_of_the_menu_is_sound_in_a_browser() {
    let Some(web) = web() else { return };
    let folder = tempfile::tempdir().unwrap();
    stdout(folder.path(), &["new", "c"]);
    stdout(folder.path(), &["read", "c"]);
    let server = Server::start(folder.path(), &[]);
    run(&web, "run", &server, &[]);
}

#[test]
fn from_a_document_to_a_letter_by_browser_with_script_and_without() {
    let Some(web) = web() else { return };
    let folder = tempfile::tempdir().unwrap();
    stdout(folder.path(), &["demo", "c"]);
    let notes: Vec<PathBuf> = NOTES
        .iter()
        .enumerate()
        .map(|(at, text)| {
            let name = format!("note-{at}.md");
            write(folder.path(), &name, *text);
            folder.path().join(name)
        })
        .collect();
    let server = Server::start(folder.path(), &[]);
    run(&web, "flow", &server, &notes);
}

#[test]
fn the_language_chosen_is_remembered_without_script() {
    let folder = tempfile::tempdir().unwrap();
    stdout(folder.path(), &["new", "c", "--from", "empty"]);
    let server = Server::start(folder.path(), &[]);
    let page = server.get("/fr/events?place=Kita").body.replace("&#x2f;", "/");
    let at = page.find("/en/language?next=").expect("the switch");
    let link = page[at..].split('"').next().unwrap().replace("&amp;", "&");
    let chosen = server.get(&link);
    assert_eq!(
        (chosen.status, chosen.header("location")),
        (307, Some("/en/events?place=kita")),
        "{chosen:?}"
    );
    let cookie = chosen.header("set-cookie").unwrap().to_owned();
    assert!(
        cookie.starts_with("lang=en;") && cookie.contains("samesite=lax") && cookie.contains("path=/"),
        "{cookie}"
    );
    // Nothing else is kept of whoever comes: two letters.
    let own = cookie.split(';').next().unwrap();
    let home = server.ask("GET", "/", &format!("Cookie: {own}\r\nAccept-Language: fr\r\n"), "");
    assert_eq!(home.header("location"), Some("/en/"));
    assert_eq!(server.ask("GET", "/", "Accept-Language: fr\r\n", "").header("location"), Some("/fr/"));
    for elsewhere in ["//evil.example", "https://evil.example", "/fr/events"] {
        let led = server.get(&format!("/en/language?next={elsewhere}"));
        assert_eq!(led.header("location"), Some("/en/"), "{elsewhere}");
    }
}
