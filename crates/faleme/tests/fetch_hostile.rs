//! `fetch` against servers that fail in all the ways servers do: what was there stays, what came is gone on with, and
//! nothing outside the case's own addresses is asked.

mod common;
#[path = "common/publisher.rs"]
mod publisher;

use common::{fails, json, write};
use publisher::{Publisher, Reply, Request, file, honest, moved, status};
use serde_json::Value;
use std::path::Path;
use std::time::{Duration, Instant};

/// A feed is the plainest of all kinds: one address, one file.
fn with_sources(server: &Publisher, more: &str) -> tempfile::TempDir {
    let folder = common::with_case();
    let text = format!(
        "[limits]\ntries = 4\nfirst_wait = 0.01\nlongest_wait = 2.0\nidle = 0.5\n[[sources]]\nname = \"ucdp\"\nkind = \"ucdp\"\n\
         address = \"{}/ged.csv\"\nrelease = \"1\"\nimport = false\nlicence = \"CC BY 4.0\"\n{more}",
        server.root
    );
    write(&folder.path().join("c"), "fetch.toml", text);
    folder
}

fn table(rows: usize) -> Vec<u8> {
    let mut text = "id,type_of_violence,country,date_start,date_end,latitude,longitude,best\n".to_owned();
    for row in 0..rows {
        text.push_str(&format!("{row},1,Mali,2025-01-01,2025-01-01,14.5,-11.5,{}\n", row % 7));
    }
    text.into_bytes()
}

fn held(dir: &Path) -> Vec<u8> {
    std::fs::read(dir.join("c/data/ucdp/ged-1.csv")).unwrap_or_default()
}

fn files(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir.join("c/data/ucdp")).into_iter().flatten();
    let mut names: Vec<String> =
        entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn fetched(dir: &Path) -> Value {
    json(dir, &["fetch", "c", "ucdp", "--accept-licence", "--format", "json"])[0].clone()
}

fn refused(dir: &Path) -> String {
    fails(dir, &["fetch", "c", "ucdp", "--accept-licence"], 1)
}

/// The first answers break after a part.
fn breaking(request: &Request, bytes: &[u8], tag: &'static str, times: usize) -> Reply {
    if request.before >= times {
        return honest(request, bytes, tag);
    }
    let start = request.start().unwrap_or(0);
    let part = bytes[start..(start + 10_000).min(bytes.len())].to_vec();
    let mut headers = vec![("ETag", format!("\"{tag}\""))];
    if start > 0 {
        headers.push(("Content-Range", format!("bytes {start}-{}/{}", bytes.len() - 1, bytes.len())));
    }
    Reply::Broken(headers, bytes.len() - start, part)
}

#[test]
fn a_line_that_breaks_is_gone_on_with_where_it_broke() {
    let bytes = table(2_000);
    let sent = bytes.clone();
    let server = Publisher::new(move |r| breaking(r, &sent, "a", 3));
    let folder = with_sources(&server, "");
    assert_eq!(fetched(folder.path())["state"], "fetched");
    assert_eq!(held(folder.path()), bytes);
    let starts: Vec<Option<usize>> = server.asked().iter().map(Request::start).collect();
    assert_eq!(starts, [None, Some(10_000), Some(20_000), Some(30_000)]);
    assert!(server.asked().iter().skip(1).all(|r| r.header("if-range") == "\"a\""));
    assert_eq!(files(folder.path()), ["ged-1.csv"]);
}

#[test]
fn a_run_that_was_ended_is_gone_on_with_by_the_next() {
    let bytes = table(2_000);
    let sent = bytes.clone();
    let server = Publisher::new(move |r| match r.before {
        0 => breaking(r, &sent, "a", 1),
        1..5 => status(503),
        _ => honest(r, &sent, "a"),
    });
    let folder = with_sources(&server, "");
    assert!(refused(folder.path()).contains("fetch.no_answer"));
    assert_eq!(files(folder.path()), [".ged-1.csv.part", ".ged-1.csv.part.toml"]);
    assert_eq!(fetched(folder.path())["state"], "fetched");
    assert_eq!(server.asked().last().unwrap().start(), Some(10_000));
    assert_eq!(held(folder.path()), bytes);
}

#[test]
fn a_line_that_falls_silent_is_dead_and_another_goes_on() {
    let bytes = table(2_000);
    let sent = bytes.clone();
    let server = Publisher::new(move |r| match r.before {
        0 => {
            let head = vec![("ETag", "\"a\"".into())];
            Reply::Silent(head, sent.len(), sent[..10_000].to_vec(), Duration::from_secs(20))
        }
        _ => honest(r, &sent, "a"),
    });
    let folder = with_sources(&server, "");
    let began = Instant::now();
    fetched(folder.path());
    assert!(began.elapsed() < Duration::from_secs(15));
    assert_eq!(server.asked().last().unwrap().start(), Some(10_000));
    assert_eq!(held(folder.path()), bytes);
}

#[test]
fn a_program_that_was_killed_loses_nothing_that_came() {
    let bytes = table(2_000);
    let sent = bytes.clone();
    let server = Publisher::new(move |r| match r.before {
        0 => {
            let head = vec![("ETag", "\"a\"".into())];
            Reply::Silent(head, sent.len(), sent[..10_000].to_vec(), Duration::from_secs(60))
        }
        _ => honest(r, &sent, "a"),
    });
    let folder = with_sources(&server, "");
    let dir = folder.path();
    let text = std::fs::read_to_string(dir.join("c/fetch.toml")).unwrap();
    write(&dir.join("c"), "fetch.toml", text.replace("idle = 0.5", "idle = 60.0"));
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("faleme"))
        .current_dir(dir)
        .args(["fetch", "c", "ucdp", "--accept-licence", "--quiet"])
        .spawn()
        .unwrap();
    let part = dir.join("c/data/ucdp/.ged-1.csv.part");
    while std::fs::metadata(&part).map_or(0, |m| m.len()) < 10_000 {
        std::thread::sleep(Duration::from_millis(10));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(held(dir).is_empty(), "a part takes no place");
    fetched(dir);
    assert_eq!(server.asked().last().unwrap().start(), Some(10_000));
    assert_eq!(held(dir), bytes);
    assert_eq!(files(dir), ["ged-1.csv"]);
}

#[test]
fn a_file_that_changed_between_two_pieces_starts_anew() {
    let (old, new) = (table(2_000), table(1_500));
    let sent = new.clone();
    let server = Publisher::new(move |r| match r.before {
        0 => breaking(r, &old, "old", 1),
        _ => honest(r, &sent, "new"),
    });
    let folder = with_sources(&server, "");
    fetched(folder.path());
    assert_eq!(held(folder.path()), new);
}

#[test]
fn a_server_that_mends_pieces_of_two_files_together_is_not_believed() {
    let (old, new) = (table(2_000), table(1_500));
    let sent = new.clone();
    let server = Publisher::new(move |r| match (r.before, r.start()) {
        (0, _) => breaking(r, &old, "old", 1),
        // It does not look at If-Range and sends the rest of another file.
        (_, Some(start)) => {
            let range = format!("bytes {start}-{}/{}", sent.len() - 1, sent.len());
            Reply::Whole(
                206,
                vec![("ETag", "\"new\"".into()), ("Content-Range", range)],
                sent[start..].to_vec(),
            )
        }
        _ => honest(r, &sent, "new"),
    });
    let folder = with_sources(&server, "");
    fetched(folder.path());
    assert_eq!(held(folder.path()), new);
}

#[test]
fn a_range_that_cannot_be_satisfied_starts_anew() {
    let bytes = table(500);
    let sent = bytes.clone();
    let server = Publisher::new(move |r| match r.before {
        0 => breaking(r, &sent, "a", 1),
        1 => Reply::Whole(416, vec![("Content-Range", format!("bytes */{}", sent.len()))], Vec::new()),
        _ => honest(r, &sent, "a"),
    });
    let folder = with_sources(&server, "");
    fetched(folder.path());
    assert_eq!(held(folder.path()), bytes);
}

#[test]
fn a_busy_server_is_asked_again_when_it_says_and_not_before() {
    let server = Publisher::new(|r| match r.before {
        0 => Reply::Whole(429, vec![("Retry-After", "1".into())], Vec::new()),
        1 | 2 => status(500),
        _ => honest(r, &table(3), "a"),
    });
    let folder = with_sources(&server, "");
    let began = Instant::now();
    assert_eq!(fetched(folder.path())["state"], "fetched");
    assert!(began.elapsed() >= Duration::from_secs(1));
    assert_eq!(server.asked().len(), 4);
}

#[test]
fn a_server_that_asks_for_an_hour_is_left_for_later() {
    let server = Publisher::new(|_| Reply::Whole(503, vec![("Retry-After", "3600".into())], Vec::new()));
    let folder = with_sources(&server, "");
    let began = Instant::now();
    assert!(refused(folder.path()).contains("asks to wait 3600 s"));
    assert!(began.elapsed() < Duration::from_secs(20));
    assert_eq!(server.asked().len(), 1);
}

#[test]
fn redirects_to_other_hosts_and_private_nets_are_not_followed() {
    for (to, wanted) in [
        ("http://127.0.0.2:9/ged.csv", "fetch.redirect"),
        ("http://169.254.169.254/latest/meta-data/", "fetch.redirect"),
        ("http://10.0.0.1/ged.csv", "fetch.redirect"),
        ("http://[::1]:9/ged.csv", "fetch.redirect"),
        ("https://elsewhere.example.org/ged.csv", "fetch.redirect"),
        ("file:///etc/passwd", "fetch.redirect"),
        ("http://user@127.0.0.1/", "fetch.redirect"),
    ] {
        let server = Publisher::new(move |_| moved(to));
        let folder = with_sources(&server, "");
        let said = refused(folder.path());
        assert!(said.contains(wanted), "{to}: {said}");
        assert_eq!(server.asked().len(), 1, "{to}");
    }
}

#[test]
fn a_private_net_stays_closed_even_where_the_case_lists_it() {
    for host in ["127.0.0.2:9", "localhost:9", "169.254.169.254", "10.0.0.1", "[::1]:9", "2130706433:9"] {
        let to = format!("http://{host}/ged.csv");
        let server = Publisher::new(move |_| moved(to.clone()));
        let folder = with_sources(&server, &format!("redirects = [\"{host}\"]\n"));
        let said = refused(folder.path());
        let closed = said.contains("fetch.private") || said.contains("fetch.redirect");
        assert!(closed, "{host}: {said}");
    }
}

#[test]
fn an_address_in_a_private_net_is_not_asked_though_the_case_names_it() {
    let server = Publisher::new(|_| status(404));
    let folder = with_sources(&server, "");
    let text = std::fs::read_to_string(folder.path().join("c/fetch.toml")).unwrap();
    for host in ["http://10.0.0.1", "http://192.168.1.1", "http://169.254.169.254", "http://0.0.0.0:9"] {
        write(&folder.path().join("c"), "fetch.toml", text.replace(&server.root, host));
        let said = refused(folder.path());
        assert!(said.contains("fetch.private"), "{host}: {said}");
    }
}

#[test]
fn circles_of_redirects_end() {
    let server = Publisher::new(|r| moved(if r.path == "/a" { "/ged.csv" } else { "/a" }));
    let folder = with_sources(&server, "");
    assert!(refused(folder.path()).contains("fetch.redirect_loop"));
    assert!(server.asked().len() < 12);
    let server = Publisher::new(|r| moved(format!("{}x", r.path)));
    let folder = with_sources(&server, "");
    assert!(refused(folder.path()).contains("fetch.redirect_loop"));
    assert!(server.asked().len() < 12);
}

#[test]
fn what_comes_in_place_of_the_file_is_named_and_the_earlier_one_stays() {
    type Case = (&'static str, &'static str, fn() -> Reply);
    let replies: [Case; 7] = [
        ("fetch.page", "Moved", || file("<!DOCTYPE html><html><title>Moved</title></html>")),
        ("fetch.error_answer", "quota", || file("{\"error\": \"quota exceeded\"}")),
        ("fetch.error_answer", "AccessDenied", || {
            file("<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>")
        }),
        ("fetch.empty", "", || file("")),
        ("fetch.layout", "`country`", || {
            file("id,type_of_violence,nation,date_start,date_end,latitude,longitude,best\n")
        }),
        ("fetch.status", "404", || Reply::Whole(404, vec![], b"<html>not found</html>".to_vec())),
        ("fetch.encoding", "br", || Reply::Whole(200, vec![("Content-Encoding", "br".into())], table(1))),
    ];
    for (code, words, reply) in replies {
        let server = Publisher::new(move |r| if r.before == 0 { file(table(5)) } else { reply() });
        let folder = with_sources(&server, "");
        fetched(folder.path());
        let said = refused(folder.path());
        assert!(said.contains(code) && said.contains(words), "{code}: {said}");
        assert_eq!(held(folder.path()), table(5), "{code}");
        assert_eq!(files(folder.path()), ["ged-1.csv"], "{code}");
    }
}

#[test]
fn bytes_that_come_packed_are_unpacked_whether_it_is_said_or_not() {
    let packed = {
        use std::io::Write;
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
        out.write_all(&table(50)).unwrap();
        out.finish().unwrap()
    };
    for said in [true, false] {
        let sent = packed.clone();
        let server = Publisher::new(move |r| {
            assert_eq!(r.header("accept-encoding"), "identity");
            let headers = if said { vec![("Content-Encoding", "gzip".into())] } else { vec![] };
            Reply::Whole(200, headers, sent.clone())
        });
        let folder = with_sources(&server, "");
        fetched(folder.path());
        assert_eq!(held(folder.path()), table(50), "{said}");
    }
}

#[test]
fn a_body_without_end_and_one_that_drips_are_cut() {
    let server = Publisher::new(|_| Reply::Endless);
    let folder = with_sources(&server, "most_mb = 2\n");
    assert!(refused(folder.path()).contains("fetch.too_long"));
    assert!(files(folder.path()).is_empty());
    let server = Publisher::new(|_| Reply::Trickle(Duration::from_millis(20)));
    let folder = with_sources(&server, "");
    let began = Instant::now();
    assert!(refused(folder.path()).contains("fetch.too_slow"));
    assert!(began.elapsed() < Duration::from_secs(20));
    // A server that promises too much is refused before a byte is read.
    let server = Publisher::new(|_| Reply::Broken(vec![], 3_000_000_000, Vec::new()));
    let folder = with_sources(&server, "");
    assert!(refused(folder.path()).contains("fetch.too_long"));
}

#[test]
fn one_source_that_fails_keeps_no_other_from_coming() {
    let server =
        Publisher::new(|r| if r.path == "/ged.csv" { status(404) } else { honest(r, &table(2), "b") });
    let more = format!(
        "[[sources]]\nname = \"second\"\nkind = \"ucdp\"\naddress = \"{}/b.csv\"\nrelease = \"2\"\nlicence = \"CC BY 4.0\"\nimport = false\n",
        server.root
    );
    let folder = with_sources(&server, &more);
    let done = common::faleme(
        folder.path(),
        &["fetch", "c", "ucdp", "second", "--accept-licence", "--format", "json"],
    )
    .output()
    .unwrap();
    assert_eq!(done.status.code(), Some(1));
    let told: Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!((&told[0]["state"], &told[1]["state"]), (&"failed".into(), &"fetched".into()));
    assert_eq!(told[0]["issues"][0]["code"], "fetch.status");
    let listed = json(folder.path(), &["fetch", "c", "--format", "json"]);
    assert_eq!((&listed[0]["state"], &listed[1]["state"]), (&"failed".into(), &"fetched".into()));
}

#[test]
fn a_token_goes_to_its_own_server_alone() {
    let other = Publisher::new(|_| status(404));
    let to = other.root.clone();
    let server = Publisher::new(move |r| {
        if r.path.contains("page=1") {
            moved(format!("{to}/steal"))
        } else {
            file("{\"TotalCount\":2,\"NextPageUrl\":\"x?page=1\",\"Result\":[{\"id\":1}]}")
        }
    });
    let folder = common::with_case();
    let port = other.root.rsplit(':').next().unwrap().to_owned();
    write(
        &folder.path().join("c"),
        "fetch.toml",
        format!(
            "[limits]\nfirst_wait = 0.01\n[[sources]]\nname = \"ucdp\"\nkind = \"ucdp-api\"\naddress = \"{}/api\"\nrelease = \"1\"\nlicence = \"x\"\n\
         redirects = [\"127.0.0.1:{port}\"]\ntoken = {{ header = \"x-token\", env = \"FALEME_TEST_TOKEN\" }}\n",
            server.root
        ),
    );
    let mut command = common::faleme(folder.path(), &["fetch", "c", "ucdp", "--accept-licence"]);
    let done = command.env("FALEME_TEST_TOKEN", "secret-2").output().unwrap();
    assert_eq!(done.status.code(), Some(1));
    assert!(server.asked().iter().all(|r| r.header("x-token") == "secret-2"));
    assert_eq!(other.asked().len(), 1);
    assert!(other.asked().iter().all(|r| r.header("x-token").is_empty()), "{:?}", other.asked());
}

#[test]
fn two_runs_do_not_write_the_same_file() {
    let server = Publisher::new(|r| {
        std::thread::sleep(Duration::from_secs(4));
        honest(r, &table(3), "a")
    });
    let folder = with_sources(&server, "");
    let text = std::fs::read_to_string(folder.path().join("c/fetch.toml")).unwrap();
    write(&folder.path().join("c"), "fetch.toml", text.replace("idle = 0.5", "idle = 30.0"));
    let dir = folder.path().to_owned();
    let first = std::thread::spawn(move || {
        common::faleme(&dir, &["fetch", "c", "ucdp", "--accept-licence"]).output().unwrap()
    });
    while server.asked().is_empty() {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(refused(folder.path()).contains("another `fetch`"));
    assert!(first.join().unwrap().status.success());
}

#[test]
fn names_and_codes_that_are_not_known_are_told() {
    let server = Publisher::new(|_| status(404));
    let folder = with_sources(&server, "");
    assert!(fails(folder.path(), &["fetch", "c", "ucpd"], 1).contains("did you mean `ucdp`?"));
    assert!(
        fails(folder.path(), &["fetch", "c", "ucdp", "--country", "Mali"], 1)
            .contains("no code of a country")
    );
    std::fs::remove_file(folder.path().join("c/fetch.toml")).unwrap();
    assert!(fails(folder.path(), &["fetch", "c"], 1).contains("names no sources yet"));
    assert!(server.asked().is_empty());
}
