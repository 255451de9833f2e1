//! What a hostile client meets: each is refused clearly, told on the server's terminal, and takes nothing from the others.

mod common;
#[path = "common/wire.rs"]
mod wire;

use common::{fails, stdout, with_case, write};
use std::io::{Read, Write};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tempfile::TempDir;
use wire::{Reply, Server, program};

const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\n";

/// A case with one document, served to its owner.
fn served() -> (TempDir, Server) {
    let folder = with_case();
    write(
        folder.path(),
        "note.txt",
        "Le 6 septembre 2025, trois camions ont été brûlés près de Kita, selon un transporteur.\n",
    );
    stdout(folder.path(), &["read", "c", "note.txt", "--published", "2025-09-08"]);
    let server = Server::start(folder.path(), &[]);
    assert_eq!(server.get("/fr/events").status, 200);
    (folder, server)
}

/// The word of the owner's forms.
fn word(server: &Server) -> String {
    let said: serde_json::Value = serde_json::from_str(&server.get("/api/v1/session").body).unwrap();
    said["csrf"].as_str().unwrap().to_owned()
}

/// The system ends services so: answers under way are given, and the case is left as by Ctrl-C.
#[cfg(unix)]
#[test]
fn whoever_asks_the_server_to_end_has_it_end_in_order() {
    let (folder, mut server) = served();
    let mut stream = server.connect();
    stream
        .write_all(format!("GET /api/v1/events HTTP/1.1\r\nHost: {}\r\n", server.address).as_bytes())
        .unwrap();
    std::thread::sleep(Duration::from_millis(200));
    let asked =
        std::process::Command::new("kill").args(["-TERM", &server.child.id().to_string()]).status().unwrap();
    assert!(asked.success());
    std::thread::sleep(Duration::from_millis(200));
    stream.write_all(b"Connection: close\r\n\r\n").unwrap();
    let mut back = String::new();
    stream.read_to_string(&mut back).unwrap();
    assert!(back.starts_with("HTTP/1.1 200"), "{back}");
    assert_eq!(server.child.wait().unwrap().code(), Some(0));
    drop(Server::start(folder.path(), &[]));
}

#[test]
fn a_gigabyte_is_refused_before_it_comes_and_one_without_a_length_when_there_is_no_room() {
    let (_folder, server) = served();
    let before = server.memory();
    let word = word(&server);
    let head = format!("POST /fr/users HTTP/1.1\r\nHost: {}\r\n{FORM}", server.address);
    let told = format!("{head}Content-Length: 1073741824\r\nX-CSRF-Token: {word}\r\n\r\n");
    let mut stream = server.connect();
    stream.write_all(told.as_bytes()).unwrap();
    let mut first = [0; 12];
    stream.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 413");
    // Nobody says how much comes: it is counted.
    let mut stream = server.connect();
    stream.write_all(format!("{head}Transfer-Encoding: chunked\r\n\r\n").as_bytes()).unwrap();
    let chunk = [b"10000\r\n".as_slice(), &[b'x'; 65_536], b"\r\n"].concat();
    let mut sent = 0_u64;
    while sent < 1 << 30 && stream.write_all(&chunk).is_ok() {
        sent += 65_536;
    }
    assert!(sent < 64 << 20, "{sent} bytes were taken");
    assert!(server.said("413 POST /fr/users").contains("refused: 413 POST /fr/users"));
    assert!(server.memory() < before + (64 << 20), "{} before, {} after", before, server.memory());
    assert_eq!(server.get("/fr/events").status, 200);
}

#[test]
fn a_slow_head_and_a_slow_body_are_let_go_while_others_are_served() {
    let (_folder, server) = served();
    let started = Instant::now();
    let mut head = server.connect();
    head.write_all(b"GET /fr/events HTTP/1.1\r\nHost:").unwrap();
    let mut body = server.connect();
    let asked = format!(
        "POST /fr/users HTTP/1.1\r\nHost: {}\r\n{FORM}Content-Length: 1000\r\n\r\ncsrf=",
        server.address
    );
    body.write_all(asked.as_bytes()).unwrap();
    let mut silent = server.connect();
    for _ in 0..12 {
        std::thread::sleep(Duration::from_secs(1));
        let _ = head.write_all(b"x");
        assert!(server.get("/fr/events").status == 200);
    }
    let ended = |stream: &mut std::net::TcpStream| {
        let mut back = Vec::new();
        let _ = stream.read_to_end(&mut back);
        String::from_utf8_lossy(&back).into_owned()
    };
    assert!(!ended(&mut head).contains("200 OK"));
    assert_eq!(ended(&mut silent), "");
    assert!(started.elapsed() < Duration::from_secs(30), "heads: {:?}", started.elapsed());
    assert_eq!(Reply::read(&ended(&mut body)).status, 408);
    assert!(started.elapsed() < Duration::from_secs(60));
    assert!(server.said("408 POST").contains("408 POST /fr/users"));
}

#[test]
fn too_many_connections_of_one_address_are_turned_away_and_room_comes_back() {
    let (_folder, server) = served();
    let mut held = Vec::new();
    let turned_away = (0..400).find(|_| {
        let mut stream = server.connect();
        stream.set_read_timeout(Some(Duration::from_millis(5))).unwrap();
        let mut first = [0; 12];
        let away = matches!(stream.read(&mut first), Ok(n) if n > 0);
        assert!(!away || &first == b"HTTP/1.1 503", "{first:?}");
        held.push(stream);
        away
    });
    assert!(turned_away.is_some_and(|n| n > 200), "{turned_away:?}");
    drop(held);
    let until = Instant::now() + Duration::from_secs(5);
    while server
        .raw(
            format!("GET /fr/events HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", server.address)
                .as_bytes(),
        )
        .starts_with("HTTP/1.1 503")
    {
        assert!(Instant::now() < until);
    }
}

#[test]
fn no_path_leads_out_of_the_house() {
    let (_folder, server) = served();
    for path in [
        "/static/../case.toml",
        "/static/..%2fcase.toml",
        "/static/%2e%2e%2fcase.toml",
        "/static/..%252fcase.toml",
        "/static/..%5ccase.toml",
        "/fr/..%2f..%2fcase.toml",
        "/fr/../../case.toml",
        "/fr/events/..%2F..%2Fusers.db",
        "/fr/%00",
        "/fr/events%00.csv",
        "/%2fetc%2fpasswd",
        "//etc/passwd",
        "/static//etc/passwd",
        "/fr/%ff%fe",
        "/api/v1/..%2fcase.toml",
        "/fr/events.csv/..%2f",
        "/static/c:%5cwindows",
        "/.git/config",
    ] {
        let reply = server.get(path);
        let nothing =
            [400, 404].contains(&reply.status) || path.starts_with("/fr/events/") && reply.status == 200;
        assert!(nothing, "{path}: {}", reply.status);
        assert!(!reply.body.contains("[case]") && !reply.body.contains("root:"), "{path}: {}", reply.body);
    }
}

#[test]
fn another_host_finds_nothing() {
    let (_folder, server) = served();
    let port = server.address.rsplit(':').next().unwrap();
    let with = |lines: &str| {
        server.raw(format!("GET /fr/events HTTP/1.1\r\n{lines}Connection: close\r\n\r\n").as_bytes())
    };
    for host in ["evil.example", "127.0.0.1.evil.example", "localhost", "127.0.0.1:1", "a@127.0.0.1", ""] {
        let reply = Reply::read(&with(&format!("Host: {host}\r\n")));
        assert!([400, 421].contains(&reply.status), "{host}: {}", reply.status);
        assert!(!reply.body.contains("Kita"));
    }
    for good in ["localhost", "127.0.0.1", "[::1]"] {
        assert_eq!(Reply::read(&with(&format!("Host: {good}:{port}\r\n"))).status, 200, "{good}");
    }
    assert_eq!(Reply::read(&with("")).status, 400, "no host");
    assert_eq!(
        Reply::read(&with(&format!("Host: {}\r\nHost: evil.example\r\n", server.address))).status,
        400
    );
    let absolute = format!(
        "GET http://evil.example/fr/events HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n",
        server.address
    );
    assert_eq!(Reply::read(&server.raw(absolute.as_bytes())).status, 421);
    let told = Reply::read(&with(&format!("Host: evil.example\r\nX-Forwarded-Host: {}\r\n", server.address)));
    assert_eq!(told.status, 421, "what a client says of itself is not believed");
    assert!(server.said("refused: 421").contains("421 GET /fr/events"));
}

#[test]
fn a_second_request_does_not_hide_in_the_first() {
    let (_folder, server) = served();
    let host = format!("Host: {}\r\n", server.address);
    let hidden = format!("GET /api/v1/session HTTP/1.1\r\n{host}Connection: close\r\n\r\n");
    let ways = [
        format!(
            "POST /fr/users HTTP/1.1\r\n{host}Content-Length: {}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{hidden}",
            hidden.len() + 5
        ),
        format!(
            "POST /fr/users HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n{hidden}"
        ),
        format!(
            "POST /fr/users HTTP/1.1\r\n{host}Content-Length: 0\r\nContent-Length: {}\r\n\r\n{hidden}",
            hidden.len()
        ),
        format!(
            "POST /fr/users HTTP/1.1\r\n{host}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n{hidden}"
        ),
        format!("POST /fr/users HTTP/1.1\r\n{host}Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n{hidden}"),
        format!("POST /fr/users HTTP/1.1\r\n{host}Content-Length: +{}\r\n\r\n{hidden}", hidden.len()),
        format!("POST /fr/users HTTP/1.1\r\n{host}Content-Length: {}\r\n\r\n{hidden}", hidden.len()),
        format!("GET /fr/events HTTP/1.1\r\n{host} folded: x\r\n\r\n{hidden}"),
    ];
    for (at, bytes) in ways.iter().enumerate() {
        let back = server.raw(bytes.as_bytes());
        assert!(!back.contains("\"csrf\""), "{at}: {back}");
        assert!(back.is_empty() || back.starts_with("HTTP/1.1 4"), "{at}: {back}");
    }
    for line in
        ["X-Original-URL: /api/v1/session", "X-Rewrite-URL: /api/v1/session", "X-HTTP-Method-Override: POST"]
    {
        let reply = server.ask("GET", "/fr/nowhere", &format!("{line}\r\n"), "");
        assert_eq!(reply.status, 404, "{line}");
    }
    let long = format!("GET /fr/events HTTP/1.1\r\n{host}X: {}\r\n\r\n", "x".repeat(200_000));
    let back = server.raw(long.as_bytes());
    assert!(back.is_empty() || back.starts_with("HTTP/1.1 431"), "{back}");
    assert_eq!(server.get("/fr/events").status, 200);
}

#[test]
fn a_page_of_another_site_sends_nothing_here() {
    let (_folder, server) = served();
    let (word, body) = (word(&server), "do=revoke&name=x");
    let own = format!(
        "Origin: http://{}\r\nSec-Fetch-Site: same-origin\r\nX-CSRF-Token: {word}\r\n",
        server.address
    );
    assert_eq!(
        server.ask("POST", "/fr/users", &format!("{FORM}{own}"), body).status,
        404,
        "there are no users here"
    );
    for lines in [
        format!("Origin: http://evil.example\r\nX-CSRF-Token: {word}\r\n"),
        format!("Origin: null\r\nX-CSRF-Token: {word}\r\n"),
        format!("Sec-Fetch-Site: same-site\r\nX-CSRF-Token: {word}\r\n"),
        format!("Origin: http://{}\r\n", server.address),
        String::new(),
    ] {
        assert_eq!(server.ask("POST", "/fr/users", &format!("{FORM}{lines}"), body).status, 403, "{lines}");
    }
    let preflight = "Origin: http://evil.example\r\nAccess-Control-Request-Method: POST\r\n";
    let reply = server.ask("OPTIONS", "/api/v1/session", preflight, "");
    assert!(reply.status >= 400 && !reply.head.contains("access-control-allow"), "{reply:?}");
    assert!(server.said("refused: 403").contains("403 POST /fr/users"));
}

#[test]
fn a_port_in_use_and_a_case_served_already_are_told() {
    let (folder, server) = served();
    let port = server.address.rsplit(':').next().unwrap();
    let taken = fails(folder.path(), &["serve", "c", "--port", port], 1);
    assert!(
        taken.contains("being served already") && taken.contains(&server.child.id().to_string()),
        "{taken}"
    );
    stdout(folder.path(), &["new", "other", "--from", "empty"]);
    let taken = fails(folder.path(), &["serve", "other", "--port", port], 1);
    assert!(taken.contains(&format!("port {port} is in use")), "{taken}");
}

#[test]
fn commands_go_on_beside_a_server_and_a_killed_one_leaves_the_case_free() {
    let (folder, mut server) = served();
    let dir = folder.path();
    write(
        dir,
        "more.txt",
        "Le 9 septembre 2025, deux camions ont été brûlés près de Kita, selon un transporteur.\n",
    );
    let events = |server: &Server| {
        let reply: serde_json::Value = serde_json::from_str(&server.get("/api/v1/events").body).unwrap();
        reply["total"].as_u64().unwrap()
    };
    let before = events(&server);
    stdout(dir, &["read", "c", "more.txt", "--published", "2025-09-10"]);
    assert!(events(&server) > before, "what a command read is shown");
    // The signal that nobody can catch.
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    assert!(dir.join("c/serve.lock").exists(), "the mark stays, and means nothing");
    let again = Server::start(dir, &[]);
    assert!(events(&again) > before);
}

#[test]
fn a_ledger_that_vanishes_is_not_begun_anew() {
    let (folder, server) = served();
    let (ledger, away) = (folder.path().join("c/case.db"), folder.path().join("away.db"));
    std::fs::rename(&ledger, &away).unwrap();
    for path in ["/fr/events", "/api/v1/events", "/fr/constraints", "/fr/events.csv"] {
        let reply = server.get(path);
        assert_eq!(reply.status, 503, "{path}");
        assert!(reply.body.contains("case.db"), "{}", reply.body);
    }
    let said = server.said("could not answer");
    assert_eq!(said.matches("could not answer").count(), 1, "once, not for each request: {said}");
    assert!(!ledger.exists(), "an empty ledger stands in its place");
    std::fs::rename(&away, &ledger).unwrap();
    assert_eq!(server.get("/fr/events").status, 200);
}

#[test]
fn a_ledger_of_a_newer_program_is_refused_at_the_start_and_while_served() {
    let (folder, server) = served();
    let connection = rusqlite::Connection::open(folder.path().join("c/case.db")).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    let reply = server.get("/fr/events?place=Kita");
    assert_eq!(reply.status, 503, "{reply:?}");
    assert!(reply.body.contains("newer faleme"), "{}", reply.body);
    drop(server);
    assert!(fails(folder.path(), &["serve", "c", "--port", "0"], 1).contains("newer faleme"));
}

#[test]
#[cfg(unix)]
fn a_full_disk_is_told_and_nothing_is_lost() {
    let folder = with_case();
    let dir = folder.path();
    add_user(dir, "Awa", "admin");
    let before = std::fs::metadata(dir.join("c/users.db")).unwrap().len();
    // A limit on the length of files stands for a disk: what is written beyond it fails, as it does on a full one.
    let mut command = std::process::Command::new("sh");
    let script =
        "trap '' XFSZ; ulimit -f 200; exec \"$0\" serve c --port 0 --users --behind-proxy obs.example";
    command.current_dir(dir).args(["-c", script]).arg(assert_cmd::cargo::cargo_bin("faleme"));
    let server = Server::of(command);
    let full = (0..300).find_map(|_| {
        let page = server.ask("GET", "/fr/sign-in", "Host: obs.example\r\n", "");
        let cookie = page.header("set-cookie").unwrap().split(';').next().unwrap().to_owned();
        let word = page.body.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        let cookie = cookie.replace("__host-", "__Host-");
        let body = format!("csrf={word}&name=Awa&password=baobab-rivi%C3%A8re-17");
        let reply = server.ask(
            "POST",
            "/fr/sign-in",
            &format!("Host: obs.example\r\nCookie: {cookie}\r\n{FORM}"),
            &body,
        );
        (reply.status != 303).then_some(reply)
    });
    let full = full.expect("the limit was never met");
    assert_eq!(full.status, 507, "{full:?}");
    assert_eq!(server.ask("GET", "/fr/sign-in", "Host: obs.example\r\n", "").status, 200, "it goes on");
    drop(server);
    assert!(std::fs::metadata(dir.join("c/users.db")).unwrap().len() >= before);
    let users = stdout(dir, &["users", "c"]);
    assert!(users.contains("Awa"), "{users}");
}

fn add_user(dir: &Path, name: &str, role: &str) {
    let mut child = program()
        .current_dir(dir)
        .args(["users", "c", "add", name, "--role", role])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all("baobab-rivière-17\n".as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
}
