//! The API against its own description, by schemathesis (PyPI) where it is installed.

mod common;
#[path = "common/wire.rs"]
mod wire;

use common::stdout;
use std::process::Command;
use wire::Server;

/// What must never happen: an error of the server, or an answer that is not as described.
const CHECKS: &str =
    "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";

#[test]
fn schemathesis_finds_no_breach() {
    if Command::new("schemathesis").arg("--version").output().is_err() {
        eprintln!("skipped: schemathesis is not installed (pip install schemathesis)");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    stdout(folder.path(), &["demo", "c"]);
    let server = Server::start(folder.path(), &[]);
    let session = server.get("/api/v1/session").body;
    let word =
        serde_json::from_str::<serde_json::Value>(&session).unwrap()["csrf"].as_str().unwrap().to_owned();
    let output = Command::new("schemathesis")
        .current_dir(folder.path())
        .args(["run", &format!("http://{}/api/v1/openapi.json", server.address), "--checks", CHECKS])
        .args(["--max-examples", "2", "--phases", "fuzzing", "--suppress-health-check", "all"])
        .args(["--request-timeout", "120", "--rate-limit", "50/s", "--seed", "1"])
        .args(["--header", &format!("X-CSRF-Token: {word}")])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}
