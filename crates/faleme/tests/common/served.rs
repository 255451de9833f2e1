//! The server as its clients meet it: the built program, real sockets.
#![allow(dead_code)]

use super::common::faleme;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::time::Duration;

/// The name that a proxy in front of the server would answer under.
pub const HOST: &str = "obs.example";

/// A server of the case `c` in a folder; it ends with the test.
pub struct Served {
    child: Child,
    address: String,
    host: String,
}

/// An answer.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Reply {
    /// The body as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }

    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        let lines = self.head.lines().filter_map(|l| l.split_once(": "));
        lines.filter(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v).next()
    }

    /// The word that the forms of a page carry.
    pub fn csrf(&self) -> String {
        let at = self.body.find("name=\"csrf\" value=\"").expect("a form") + 19;
        self.body[at..].split('"').next().unwrap().to_owned()
    }
}

impl Served {
    /// For the owner alone.
    pub fn owner(dir: &Path) -> Self {
        Self::start(dir, &["serve", "c", "--port", "0"], None)
    }

    /// For users, as behind a proxy.
    pub fn users(dir: &Path) -> Self {
        let args = ["serve", "c", "--users", "--listen", "127.0.0.1:0", "--behind-proxy", HOST];
        Self::start(dir, &args, Some(HOST))
    }

    fn start(dir: &Path, args: &[&str], host: Option<&str>) -> Self {
        let program = faleme(dir, &[]);
        let mut command = std::process::Command::new(program.get_program());
        command.current_dir(dir).env("USER", "tester").args(args).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap()).lines();
        let address = said
            .by_ref()
            .map(|line| line.unwrap())
            .find_map(|line| Some(line.split_once("://")?.1.split([' ', '/']).next()?.to_owned()))
            .expect("the server says its address");
        // What it says later must not fill the pipe.
        std::thread::spawn(move || said.for_each(drop));
        // Behind a proxy the name is the proxy's; the port stands in the line all the same.
        let port = address.rsplit(':').next().unwrap().to_owned();
        let host = host.map_or_else(|| address.clone(), str::to_owned);
        Self { child, address: format!("127.0.0.1:{port}"), host }
    }

    /// Asks.
    pub fn get(&self, path: &str, token: Option<&str>) -> Reply {
        let own = token.map(|t| format!("Authorization: Bearer {t}\r\n")).unwrap_or_default();
        self.send(&format!("GET {path} HTTP/1.1\r\n{own}"), b"")
    }

    /// Posts JSON with a token.
    pub fn post(&self, path: &str, token: &str, body: &serde_json::Value) -> Reply {
        let head = format!(
            "POST {path} HTTP/1.1\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
        );
        self.send(&head, body.to_string().as_bytes())
    }

    /// Posts JSON as the owner's script does.
    pub fn post_json(&self, path: &str, csrf: &str, body: &str) -> Reply {
        let head =
            format!("POST {path} HTTP/1.1\r\nX-CSRF-Token: {csrf}\r\nContent-Type: application/json\r\n");
        self.send(&head, body.as_bytes())
    }

    /// Sends a form as a browser does.
    pub fn form(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        let head = format!(
            "POST {path} HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nOrigin: http://{}\r\n",
            self.host
        );
        self.send(&head, body.finish().as_bytes())
    }

    /// Sends a request: its line and headers, each with its line break.
    pub fn send(&self, head: &str, body: &[u8]) -> Reply {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        let length = body.len();
        let head =
            format!("{head}Host: {}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n", self.host);
        stream.write_all(head.as_bytes()).unwrap();
        // A server that refuses need not read on.
        let _ = stream.write_all(body);
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes);
        let text = String::from_utf8_lossy(&bytes);
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text}"));
        let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap();
        Reply { status, head: head.into(), body: body.into() }
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
