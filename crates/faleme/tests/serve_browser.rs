//! The pages as a browser shows them: `web/tests/run.js` looks at each. Skipped in one line where there is no Node, no
//! Chromium, or no `web/node_modules`.

mod common;
#[path = "common/wire.rs"]
mod wire;

use common::stdout;
use std::path::Path;
use std::process::Command;
use wire::Server;

fn on_path(names: &[&str]) -> bool {
    let paths = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&paths).any(|dir| names.iter().any(|name| dir.join(name).is_file()))
}

#[test]
fn every_page_of_the_menu_is_sound_in_a_browser() {
    let web = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web");
    let browser = on_path(&["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]);
    if !on_path(&["node"]) || !browser || !web.join("node_modules/playwright-core").exists() {
        return println!("skipped: no node, no chromium, or no web/node_modules");
    }
    let folder = tempfile::tempdir().unwrap();
    stdout(folder.path(), &["new", "c"]);
    stdout(folder.path(), &["read", "c"]);
    let server = Server::start(folder.path(), &[]);
    if !server.get("/fr/map").body.contains("page-") {
        return println!("skipped: built without script");
    }
    let run = Command::new("node")
        .current_dir(&web)
        .args(["tests/run.js", &format!("http://{}", server.address)])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&run.stdout).into_owned() + &String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{said}");
}
