//! Several users: signing in and out, being shut out, and not being somebody else.

mod common;
#[path = "common/wire.rs"]
mod wire;

use common::{fails, json, stdout, with_case, write};
use std::io::{Read, Write};
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use tempfile::TempDir;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned, crypto::ring};
use wire::{Reply, Server, program};

const FORM: &str = "Content-Type: application/x-www-form-urlencoded\r\n";
const PASSWORD: &str = "baobab-riviere-17";
const NAMES: [(&str, &str); 4] =
    [("Awa", "admin"), ("Binta", "editor"), ("Cheikh", "analyst"), ("Djibril", "reader")];

/// `faleme users c …` with these words on standard input.
fn users(dir: &Path, args: &[&str], input: &str) -> (bool, String) {
    let mut child = program()
        .current_dir(dir)
        .args([&["users", "c"], args].concat())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

/// A case served behind a proxy, with a user of each role.
fn served() -> (TempDir, Server) {
    let folder = with_case();
    let dir = folder.path();
    for (name, role) in NAMES {
        assert!(users(dir, &["add", name, "--role", role], &format!("{PASSWORD}\n")).0);
    }
    let server = Server::start(dir, &["--users", "--behind-proxy", "obs.example"]);
    (folder, server)
}

/// A browser: the cookies it was given, from an address of its own.
struct Browser<'a> {
    server: &'a Server,
    address: &'static str,
    cookies: Vec<(String, String)>,
}

impl<'a> Browser<'a> {
    fn new(server: &'a Server, address: &'static str) -> Self {
        Self { server, address, cookies: Vec::new() }
    }

    fn ask(&mut self, method: &str, path: &str, headers: &str, body: &str) -> Reply {
        let cookies: Vec<String> = self.cookies.iter().map(|(n, v)| format!("{n}={v}")).collect();
        let cookies =
            if cookies.is_empty() { String::new() } else { format!("Cookie: {}\r\n", cookies.join("; ")) };
        let lines = format!("Host: obs.example\r\nX-Forwarded-For: {}\r\n{cookies}{headers}", self.address);
        let reply = self.server.ask(method, path, &lines, body);
        for line in reply.head.lines().filter_map(|l| l.strip_prefix("set-cookie: ")) {
            assert!(
                line.contains("; secure") && line.contains("; httponly") && line.contains("; samesite=lax"),
                "{line}"
            );
            assert!(
                line.starts_with("__host-") && line.contains("; path=/") && !line.contains("domain"),
                "{line}"
            );
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            let name = name.replace("__host-", "__Host-");
            self.cookies.retain(|(n, _)| *n != name);
            if !value.is_empty() {
                self.cookies.push((name, value.to_owned()));
            }
        }
        reply
    }

    fn get(&mut self, path: &str) -> Reply {
        self.ask("GET", path, "", "")
    }

    fn post(&mut self, path: &str, body: &str) -> Reply {
        let headers = format!("{FORM}Origin: https://obs.example\r\nSec-Fetch-Site: same-origin\r\n");
        self.ask("POST", path, &headers, body)
    }

    /// The word of the forms on a page.
    fn word(&mut self, path: &str) -> String {
        let page = self.get(path).body;
        let at = page.split("name=\"csrf\" value=\"").nth(1).unwrap_or_else(|| panic!("{path}: {page}"));
        at.split('"').next().unwrap().to_owned()
    }

    fn sign_in(&mut self, name: &str, password: &str) -> Reply {
        let word = self.word("/fr/sign-in");
        self.post("/fr/sign-in", &format!("csrf={word}&name={name}&password={password}&next=%2Ffr%2Fevents"))
    }

    fn session(&self) -> String {
        self.cookies.iter().find(|(n, _)| n == "__Host-faleme").unwrap().1.clone()
    }
}

#[test]
fn a_user_signs_in_and_out_and_the_session_is_over() {
    let (folder, server) = served();
    let mut browser = Browser::new(&server, "192.0.2.1");
    let reply = browser.get("/fr/events?place=Kita");
    assert_eq!(reply.header("location"), Some("/fr/sign-in?next=%2ffr%2fevents%3fplace%3dkita"));
    assert!(!browser.get("/fr/sign-in").body.contains("Mon cas"), "strangers see nothing of the case");
    assert_eq!(browser.get("/api/v1/events").status, 401);
    let reply = browser.sign_in("awa", PASSWORD);
    assert_eq!((reply.status, reply.header("location")), (303, Some("/fr/events")));
    let page = browser.get("/fr/events");
    assert!(page.status == 200 && page.body.contains("Mon cas"), "{page:?}");
    let first = browser.session();
    browser.sign_in("Awa", PASSWORD);
    let second = browser.session();
    assert!(first != second, "a sign-in gives a new session");
    browser.cookies = vec![("__Host-faleme".into(), first)];
    assert_eq!(browser.get("/fr/events").status, 303, "the old one ended");
    browser.cookies = vec![("__Host-faleme".into(), second.clone())];
    let word = browser.word("/fr/events");
    let reply = browser.post("/fr/sign-out", &format!("csrf={word}"));
    assert_eq!((reply.status, reply.header("clear-site-data")), (303, Some("\"cache\", \"storage\"")));
    assert!(browser.cookies.is_empty());
    browser.cookies = vec![("__Host-faleme".into(), second)];
    assert_eq!(browser.get("/fr/events").status, 303, "a session after sign-out");
    assert_eq!(browser.get("/api/v1/events").status, 401);
    assert_eq!(browser.post("/fr/sign-out", &format!("csrf={word}")).status, 401);
    let log = stdout(folder.path(), &["users", "c", "log"]);
    for what in ["sign-in", "sign-out", "192.0.2.1"] {
        assert!(log.contains(what), "{log}");
    }
}

#[test]
fn a_sign_in_needs_the_form_of_this_browser_and_sends_nobody_elsewhere() {
    let (_folder, server) = served();
    let mut browser = Browser::new(&server, "192.0.2.1");
    let mut other = Browser::new(&server, "192.0.2.2");
    let word = other.word("/fr/sign-in");
    let body = format!("csrf={word}&name=Awa&password={PASSWORD}");
    assert_eq!(browser.post("/fr/sign-in", &body).status, 403, "the form of another browser");
    let word = browser.word("/fr/sign-in");
    let away = format!("csrf={word}&name=Awa&password={PASSWORD}&next=%2F%2Fevil.example");
    assert_eq!(browser.post("/fr/sign-in", &away).header("location"), Some("/fr/"));
    let mut third = Browser::new(&server, "192.0.2.3");
    third.cookies =
        vec![("__Host-faleme".into(), "0".repeat(64)), ("__Host-faleme".into(), browser.session())];
    assert_eq!(third.get("/fr/events").status, 303, "a cookie that came twice is nobody's");
}

#[test]
fn guessing_waits_ever_longer_and_other_addresses_do_not() {
    let (folder, server) = served();
    let mut guesser = Browser::new(&server, "198.51.100.7");
    let statuses: Vec<u16> =
        (0..12).map(|n| guesser.sign_in("Awa", &format!("wrong-password-{n}")).status).collect();
    assert_eq!(&statuses[..5], &[422; 5], "{statuses:?}");
    assert!(statuses.contains(&429), "{statuses:?}");
    // Whom the proxy tells of counts, not what the client itself puts before.
    let word = guesser.word("/fr/sign-in");
    guesser.address = "203.0.113.9, 198.51.100.7";
    let reply = guesser.post("/fr/sign-in", &format!("csrf={word}&name=Awa&password={PASSWORD}"));
    assert_eq!(reply.status, 429, "{reply:?}");
    assert!(reply.header("retry-after").is_some());
    assert_eq!(Browser::new(&server, "192.0.2.1").sign_in("Awa", PASSWORD).status, 303);
    let log = json(folder.path(), &["users", "c", "log", "--format", "json"]);
    let failed = |e: &&serde_json::Value| e["what"] == "sign-in" && e["done"] == false && e["who"] == "Awa";
    assert!(log.as_array().unwrap().iter().filter(failed).count() >= 5, "{log}");
    let (known, unknown) = (
        Browser::new(&server, "192.0.2.3").sign_in("Awa", "not-the-password").body,
        Browser::new(&server, "192.0.2.4").sign_in("Nobody", "not-the-password").body,
    );
    let blank = |page: &str, name: &str| {
        let word = page.split("name=\"csrf\" value=\"").nth(1).unwrap()[..64].to_owned();
        page.replace(&word, "").replace(name, "")
    };
    assert_eq!(blank(&known, "Awa"), blank(&unknown, "Nobody"), "which names there are is not told");
}

#[test]
fn whoever_is_shut_out_is_out_at_once() {
    let (folder, server) = served();
    let mut browser = Browser::new(&server, "192.0.2.1");
    browser.sign_in("Cheikh", PASSWORD);
    let (done, said) =
        users(folder.path(), &["token", "Cheikh", "--scope", "read,decide", "--days", "3"], "");
    let token = said.lines().find(|l| l.starts_with("faleme_")).unwrap().to_owned();
    assert!(done && !stdout(folder.path(), &["users", "c"]).contains(&token), "shown once");
    let bearer = format!("Host: obs.example\r\nAuthorization: Bearer {token}\r\n");
    assert_eq!(server.ask("GET", "/api/v1/events", &bearer, "").status, 200);
    assert_eq!(browser.get("/fr/events").status, 200);
    assert!(users(folder.path(), &["revoke", "Cheikh"], "").0);
    assert_eq!(browser.get("/fr/events").status, 303);
    assert_eq!(server.ask("GET", "/api/v1/events", &bearer, "").status, 401);
    assert_eq!(browser.sign_in("Cheikh", PASSWORD).status, 422);
    assert!(!users(folder.path(), &["add", "cheikh", "--role", "admin"], PASSWORD).0, "a name is given once");
}

#[test]
fn a_role_does_not_act_as_another() {
    let (folder, server) = served();
    let mut browser = Browser::new(&server, "192.0.2.1");
    browser.sign_in("Djibril", PASSWORD);
    let word = browser.word("/fr/events");
    let add = format!("csrf={word}&do=add&name=Eve&role=admin&password={PASSWORD}");
    assert_eq!(browser.get("/fr/users").status, 403);
    assert_eq!(browser.post("/fr/users", &add).status, 403);
    for lines in
        ["X-Remote-User: Awa\r\n", "X-Forwarded-User: Awa\r\n", "Cookie: role=admin\r\n", "X-Role: admin\r\n"]
    {
        assert_eq!(browser.ask("GET", "/fr/users", lines, "").status, 403, "{lines}");
    }
    let mut admin = Browser::new(&server, "192.0.2.2");
    admin.sign_in("Awa", PASSWORD);
    assert_eq!(admin.post("/fr/users", &add).status, 403, "the word of another's session");
    let word = admin.word("/fr/users");
    assert_eq!(
        admin.post("/fr/users", &format!("csrf={word}&do=role&name=Djibril&role=analyst")).status,
        303
    );
    assert_eq!(browser.get("/fr/events").status, 303, "a change of rights ends the session");
    let page = admin.post("/fr/users", &format!("csrf={word}&do=token&name=Djibril&scope=read&days=3"));
    assert!(page.body.contains("faleme_") && page.header("cache-control") == Some("no-store"), "{page:?}");
    assert!(!admin.get("/fr/users").body.contains("faleme_"), "shown once");
    let bad = admin
        .post("/fr/users", &format!("csrf={word}&do=add&name=%3Cscript%3E&role=admin&password={PASSWORD}"));
    assert_eq!(bad.status, 422);
    assert!(!bad.body.contains("<script>"), "{}", bad.body);
    let log = stdout(folder.path(), &["users", "c", "log"]);
    assert!(log.contains("role of Djibril: analyst") && log.contains("403 POST /fr/users"), "{log}");
    assert!(!log.contains(PASSWORD));
}

#[test]
fn the_last_admin_is_not_shut_out_on_the_page() {
    let (folder, server) = served();
    let mut admin = Browser::new(&server, "192.0.2.1");
    admin.sign_in("Awa", PASSWORD);
    let word = admin.word("/en/users");
    for step in ["do=revoke&name=Awa", "do=role&name=Awa&role=reader"] {
        let page = admin.post("/en/users", &format!("csrf={word}&{step}"));
        assert_eq!(page.status, 422, "{step}");
        assert!(page.body.contains("the last admin"), "{}", page.body);
    }
    assert_eq!(admin.get("/en/users").status, 200, "still in");
    assert_eq!(admin.post("/en/users", &format!("csrf={word}&do=role&name=Binta&role=admin")).status, 303);
    assert_eq!(admin.post("/en/users", &format!("csrf={word}&do=revoke&name=Awa")).status, 303);
    assert!(stdout(folder.path(), &["users", "c", "log"]).contains("revoke Awa"));
}

#[test]
#[cfg(unix)]
fn a_decision_made_before_a_power_cut_has_its_line() {
    let folder = with_case();
    let dir = folder.path();
    let note = "Le 6 septembre 2025, trois camions ont été brûlés près de Kita, selon un transporteur.\n";
    write(dir, "note.txt", note);
    stdout(dir, &["read", "c", "note.txt", "--published", "2025-09-08"]);
    assert!(users(dir, &["add", "Cheikh", "--role", "analyst"], &format!("{PASSWORD}\n")).0);
    let claim = json(dir, &["claims", "c", "--format", "json"])[0]["id"].as_str().unwrap().to_owned();
    let token = json(dir, &["users", "c", "token", "Cheikh", "--scope", "decide", "--format", "json"]);
    let token = token["token"].as_str().unwrap().to_owned();
    let args = ["--users", "--behind-proxy", "obs.example"];
    let mut server = Server::start(dir, &args);
    let open = |file: &str| rusqlite::Connection::open(dir.join("c").join(file)).unwrap();
    let (ledger, names) = (open("case.db"), open("users.db"));
    let count = |of: &rusqlite::Connection, table: &str| -> i64 {
        of.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).unwrap()
    };
    let wait = |what: &dyn Fn() -> bool| {
        let until = std::time::Instant::now() + std::time::Duration::from_secs(60);
        while !what() {
            assert!(std::time::Instant::now() < until, "nothing came");
            std::thread::sleep(std::time::Duration::from_millis(10));
        }
    };
    // The decision waits for the ledger; then its line waits for the users.
    ledger.execute_batch("BEGIN IMMEDIATE").unwrap();
    let body = format!("{{\"action\": \"accept\", \"claim\": \"{claim}\", \"why\": \"seen\", \"after\": 0}}");
    let mut stream = server.connect();
    let head = format!(
        "POST /api/v1/decisions HTTP/1.1\r\nHost: obs.example\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(format!("{head}{body}").as_bytes()).unwrap();
    wait(&|| count(&names, "begun") == 1);
    names.execute_batch("BEGIN IMMEDIATE").unwrap();
    ledger.execute_batch("ROLLBACK").unwrap();
    wait(&|| count(&ledger, "decisions") == 1);
    server.child.kill().unwrap();
    server.child.wait().unwrap();
    names.execute_batch("ROLLBACK").unwrap();
    assert_eq!(count(&names, "begun"), 1);
    let again = Server::start(dir, &args);
    assert!(again.said("did not end: 1").contains("did not end: 1"));
    let log = stdout(dir, &["users", "c", "log"]);
    assert!(log.contains("/api/v1/decisions: broken off") && log.contains("Cheikh"), "{log}");
    assert_eq!(count(&names, "begun"), 0);
}

#[test]
fn an_address_is_believed_of_the_proxy_alone() {
    let folder = with_case();
    let dir = folder.path();
    assert!(users(dir, &["add", "Awa", "--role", "admin"], &format!("{PASSWORD}\n")).0);
    let args = |address: &'static str| {
        ["serve", "c", "--port", "0", "--users", "--behind-proxy", "obs.example", "--proxy-address", address]
    };
    assert!(fails(dir, &args("203.0.113.9"), 1).contains("private network"));
    assert!(
        fails(dir, &["serve", "c", "--port", "0", "--proxy-address", "10.0.0.7"], 2)
            .contains("--behind-proxy")
    );
    // The proxy is elsewhere: what this machine says of addresses is its own word alone.
    let server = Server::start(dir, &args("10.0.0.7")[4..]);
    let mut browser = Browser::new(&server, "192.0.2.1");
    assert_eq!(browser.sign_in("Awa", "not the right one").status, 422);
    let log = stdout(dir, &["users", "c", "log"]);
    assert!(log.contains("127.0.0.1") && !log.contains("192.0.2.1"), "{log}");
    drop(server);
    let server = Server::start(dir, &args("127.0.0.1")[4..]);
    let mut browser = Browser::new(&server, "192.0.2.1");
    assert_eq!(browser.sign_in("Awa", "not the right one").status, 422);
    assert!(stdout(dir, &["users", "c", "log"]).contains("192.0.2.1"));
}

#[test]
fn an_unencrypted_line_is_for_this_machine_and_private_networks() {
    let (folder, server) = served();
    drop(server);
    let dir = folder.path();
    let args = ["--users", "--behind-proxy", "obs.example", "--listen"];
    let public = fails(dir, &[&["serve", "c"][..], &args, &["192.0.2.7:0"]].concat(), 1);
    assert!(public.contains("private network"), "{public}");
    let open = Server::start(dir, &[&args[..], &["0.0.0.0:0"]].concat());
    assert!(open.said("serve.open_line").contains("serve.open_line"));
    drop(open);
    let near = Server::start(dir, &[&args[..], &["127.0.0.1:0"]].concat());
    assert!(!near.said("http://").contains("serve.open_line"));
}

#[test]
fn several_users_take_an_encrypted_line_and_somebody_who_may_sign_in() {
    let folder = with_case();
    let dir = folder.path();
    assert!(fails(dir, &["serve", "c", "--port", "0", "--users"], 1).contains("--behind-proxy"));
    assert!(fails(dir, &["serve", "c", "--listen", "127.0.0.1:0"], 2).contains("--users"));
    assert!(fails(dir, &["serve", "c", "--listen", "127.0.0.1:0", "--users"], 1).contains("--tls-cert"));
    let nobody = fails(dir, &["serve", "c", "--port", "0", "--users", "--behind-proxy", "obs.example"], 1);
    assert!(nobody.contains("make a user first"), "{nobody}");
    assert!(fails(dir, &["users", "c", "add", "Awa", "--role", "admin", PASSWORD], 2).contains("unexpected"));
    let (done, said) = users(dir, &["add", "Awa", "--role", "admin"], "short\n");
    assert!(!done && said.contains("at least 12"), "{said}");
    assert!(fails(dir, &["users", "nowhere", "list"], 1).contains("nowhere"));
}

#[test]
fn the_server_encrypts_and_answers_to_the_names_of_its_certificate() {
    let folder = with_case();
    let dir = folder.path();
    let made = rcgen::generate_simple_self_signed(["obs.example".to_owned()]).unwrap();
    let (cert, key) =
        (write(dir, "cert.pem", made.cert.pem()), write(dir, "key.pem", made.signing_key.serialize_pem()));
    assert!(users(dir, &["add", "Awa", "--role", "admin"], PASSWORD).0);
    let (cert, key) = (cert.to_str().unwrap(), key.to_str().unwrap());
    let args = ["--listen", "127.0.0.1:0", "--users", "--tls-cert", cert, "--tls-key", key];
    let wrong = ["serve", "c", "--listen", "127.0.0.1:0", "--users", "--tls-cert", key, "--tls-key", key];
    assert!(fails(dir, &wrong, 1).contains("holds no certificate"));
    let server = Server::start(dir, &args);
    let mut roots = RootCertStore::empty();
    roots.add(made.cert.der().clone()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let port = server.address.rsplit(':').next().unwrap();
    let ask = |host: &str| {
        let name = ServerName::try_from("obs.example").unwrap();
        let client = ClientConnection::new(Arc::new(config.clone()), name).unwrap();
        let mut stream = StreamOwned::new(client, server.connect());
        stream
            .write_all(
                format!("GET /fr/sign-in HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").as_bytes(),
            )
            .unwrap();
        let mut back = Vec::new();
        let _ = stream.read_to_end(&mut back);
        Reply::read(&String::from_utf8_lossy(&back))
    };
    let reply = ask(&format!("obs.example:{port}"));
    assert_eq!(reply.status, 200);
    assert!(reply.head.contains("strict-transport-security"), "{}", reply.head);
    assert_eq!(ask(&format!("evil.example:{port}")).status, 421);
    let plain = server.raw(b"GET / HTTP/1.1\r\nHost: obs.example\r\n\r\n");
    assert!(!plain.contains("HTTP/1.1"), "{plain}");
}

#[test]
#[cfg(unix)]
fn the_file_of_users_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, _server) = served();
    for file in ["users.db", "users.db-wal"] {
        let mode = std::fs::metadata(folder.path().join("c").join(file)).unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{file}");
    }
}
