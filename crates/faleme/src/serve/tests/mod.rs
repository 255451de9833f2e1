//! Every route with every role, over real sockets: who is let in, and what of the case reaches them.

mod asked;
mod blurred;
mod hidden;
mod roles;
mod told;

use super::desk::Desk;
use super::doors;
use super::hosts::{Hosts, Proxy};
use super::house::House;
use super::listen::{self, Line};
use super::visitor::{Role, Scope};
use crate::cli::Cli;
use crate::users::Users;
use clap::Parser;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::path::Path;
use std::sync::{Arc, LazyLock};
use std::time::Duration;
use tempfile::TempDir;

/// The name that browsers know.
const HOST: &str = "obs.example";

const CASE: &str = r#"
[case]
id = "test"
title = { fr = "Essai", en = "Test" }

[datasets.acled]
licence_confirmed = "A. Analyst, 2026-11-21"

[[places]]
name = "Alphaville"
kind = "populated_place"
country = "MLI"
admin1 = "Betaland"
admin2 = "Alphacercle"
lat = 14.5678
lon = -11.5678

[[places]]
name = "Betaland"
kind = "admin1"
country = "MLI"
lat = 14.0
lon = -11.0

[[places]]
name = "Alphacercle"
kind = "admin2"
country = "MLI"
admin1 = "Betaland"
lat = 14.25
lon = -11.25

[[actors]]
name = "Group Y"
aliases = ["Groupe Y"]
kind = "armed_group"

[[sources]]
name = "Daily"
reliability = "B"
reason = "corrects its errors"
"#;

const ACLED: &str = "data_id,iso,event_id_cnty,event_id_no_cnty,event_date,year,time_precision,event_type,sub_event_type,\
    actor1,assoc_actor_1,inter1,actor2,assoc_actor_2,inter2,interaction,region,country,admin1,admin2,admin3,location,\
    latitude,longitude,geo_precision,source,source_scale,notes,fatalities,timestamp,iso3\n\
    1,466,MLI909,9,09 June 2021,2021,1,Battles,Armed clash,Group Y,,2,Military Forces,,1,12,Western Africa,Mali,\
    Gamma,Gamma,,Gammaville,13.1,-8.2,1,Daily,National,zanzacled,90909,1623300000,MLI\n";

/// What each marking's documents alone hold: a word, a number of deaths, a day.
const DOCUMENTS: [(&str, &str, u32, u32); 5] = [
    ("CLEAR", "Zanziclair", 40_407, 4),
    ("GREEN", "Zanzivert", 40_417, 6),
    ("AMBER", "Zanzambre", 41_417, 8),
    ("AMBER+STRICT", "Zanzistrict", 42_427, 10),
    ("RED", "Zanzirouge", 43_437, 12),
];

/// Runs a command as a user does.
fn faleme(args: &[&str]) {
    crate::dispatch::run(Cli::parse_from([&["faleme", "--quiet"], args].concat())).unwrap();
}

/// A case with a document of each marking, all about Alphaville and a town on its corridor, with roads and tables of supply, and a row that may not be passed on. It is made once: a
/// process listens for Ctrl-C once.
fn case() -> TempDir {
    static MADE: LazyLock<TempDir> = LazyLock::new(make_case);
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("c");
    std::fs::create_dir(&dir).unwrap();
    for entry in std::fs::read_dir(MADE.path().join("c")).unwrap().map(Result::unwrap) {
        if entry.path().is_file() {
            std::fs::copy(entry.path(), dir.join(entry.file_name())).unwrap();
        }
    }
    folder
}

/// The document of a marking.
fn text(marking: &str, word: &str, deaths: u32, day: u32) -> String {
    format!(
        "---\npublisher: Daily\npublished: 2021-05-20\nlanguage: fr\ntlp: {marking}\n---\n\n\
         Le {day} mai 2021, des hommes armés du Groupe Y ont attaqué Alphaville. {deaths} civils ont été tués, selon \
         {word}.\n\nLe {day} mai 2021, le Groupe Y a décrété un blocus à Alphaville, a dit {word}.\n\n\
         Le {day} mai 2021, des hommes armés ont attaqué un convoi de camions à Ford, selon {word}.\n"
    )
}

fn make_case() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("c");
    let c = dir.to_str().unwrap();
    faleme(&["new", c, "--from", "empty"]);
    std::fs::write(
        dir.join("case.toml"),
        format!("{CASE}{}", include_str!("../../../tests/common/small/case.toml")),
    )
    .unwrap();
    std::fs::write(dir.join("roads.geojson"), include_str!("../../../tests/common/small/roads.geojson"))
        .unwrap();
    std::fs::write(dir.join("supply.toml"), include_str!("../../../tests/common/small/supply.toml")).unwrap();
    for (marking, word, deaths, day) in DOCUMENTS {
        let path = dir.join("sources").join(format!("{}.md", word.to_lowercase()));
        std::fs::write(&path, text(marking, word, deaths, day)).unwrap();
    }
    std::fs::write(dir.join("sources/forces.md"), blurred::FORCES).unwrap();
    faleme(&["read", c]);
    let rows = folder.path().join("acled.csv");
    std::fs::write(&rows, ACLED).unwrap();
    faleme(&["import", c, "acled", rows.to_str().unwrap()]);
    for marking in ["RED", "AMBER"] {
        faleme(&["letter", c, "--lang", "fr", "--as-of", "2021-05-31", "--tlp", marking]);
    }
    folder
}

/// A server under test.
struct Served {
    folder: TempDir,
    address: SocketAddr,
    desk: Arc<Desk>,
    host: String,
}

/// Serves a case on a port of its own: to users behind a proxy, or to its owner.
fn served(with_users: bool) -> Served {
    let folder = case();
    let dir = folder.path().join("c");
    let users = with_users.then(|| Users::open(&dir).unwrap());
    if let Some(users) = &users {
        for role in Role::ALL {
            users.add(&format!("the {role}"), role, "baobab-rivière-17").unwrap();
        }
    }
    let (tell, told) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let listener = listen::bind((Ipv4Addr::LOCALHOST, 0).into()).await.unwrap();
            let address = listener.local_addr().unwrap();
            let proxy = Proxy::new(HOST, &[]).unwrap();
            let (hosts, line) = if with_users {
                (Hosts::Proxy(proxy.clone()), Line::Proxy(proxy))
            } else {
                (Hosts::Loopback(address.port()), Line::Loopback)
            };
            let desk = Arc::new(Desk::new(&dir, House::new(hosts, users, true).unwrap()).unwrap());
            let router = doors::router(&desk);
            tell.send((address, desk)).unwrap();
            listen::serve(listener, line, router).await.unwrap();
        });
    });
    let (address, desk) = told.recv().unwrap();
    let host = if with_users { HOST.to_owned() } else { address.to_string() };
    Served { folder, address, desk, host }
}

/// What came back.
#[derive(Debug)]
struct Reply {
    status: u16,
    head: String,
    body: String,
}

/// As whom one asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Who {
    Nobody,
    Owner,
    User(Role),
    Program(Role, Scope),
}

impl Served {
    fn dir(&self) -> std::path::PathBuf {
        self.folder.path().join("c")
    }

    fn users(&self) -> &Users {
        self.desk.house.users.as_ref().unwrap()
    }

    /// The headers by which somebody is known, and the word of their forms.
    fn pass(&self, who: Who) -> (String, String) {
        match who {
            Who::Nobody => (String::new(), "none".into()),
            Who::Owner => (String::new(), self.desk.house.owner().csrf().unwrap().to_owned()),
            Who::User(role) => {
                let session = self.users().begin(&format!("the {role}"), None).unwrap();
                (format!("Cookie: __Host-faleme={}\r\n", session.written()), session.csrf())
            }
            Who::Program(role, scope) => {
                let token = self.users().make_token(&format!("the {role}"), &[scope], 1).unwrap();
                (format!("Authorization: Bearer {token}\r\n"), "none".into())
            }
        }
    }

    fn get(&self, pass: &str, path: &str) -> Reply {
        self.send(&format!("GET {path} HTTP/1.1\r\nHost: {}\r\n{pass}", self.host), "")
    }

    fn post(&self, pass: &str, path: &str, kind: &str, body: &str) -> Reply {
        let length = body.len();
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\n{pass}Content-Type: {kind}\r\nContent-Length: {length}\r\n",
            self.host
        );
        self.send(&head, body)
    }

    fn send(&self, head: &str, body: &str) -> Reply {
        // Each from an address of its own: this is not about rates.
        static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let from = Ipv4Addr::from(COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 0x0A00_0000);
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let whole = format!("{head}X-Forwarded-For: {from}\r\nConnection: close\r\n\r\n{body}");
        stream.write_all(whole.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        // What streams without end ends by itself here.
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("{whole}\n{text}"));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Reply { status, head: head.to_lowercase(), body: body.to_owned() }
    }
}

/// Ids of the ledger, by the marking of their document: of documents and their claims.
fn ids(dir: &Path, marking: &str) -> Vec<String> {
    let connection = rusqlite::Connection::open(dir.join("case.db")).unwrap();
    let sql = "SELECT id FROM documents WHERE meta ->> '$.tlp' = ?1 UNION SELECT c.id FROM claims c
               JOIN documents d ON d.seq = c.document WHERE d.meta ->> '$.tlp' = ?1";
    let mut statement = connection.prepare(sql).unwrap();
    let ids: Vec<String> =
        statement.query_map([marking], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(ids.len() >= 2, "{marking}: no claim was read: {ids:?}");
    ids
}
