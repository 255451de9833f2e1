//! The server as its clients meet it: a process, and bytes on a socket.
#![allow(dead_code)]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// A running server; it is killed when it goes out of scope.
pub struct Server {
    pub child: Child,
    /// `127.0.0.1:PORT`.
    pub address: String,
    /// What it said so far.
    said: Arc<Mutex<String>>,
}

/// What came back.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    /// Headers, in small letters.
    pub head: String,
    pub body: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program itself.
pub fn program() -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("faleme"));
    command.env("USER", "tester");
    command
}

impl Server {
    /// `faleme serve c …` on a free port.
    pub fn start(dir: &Path, args: &[&str]) -> Self {
        let mut command = program();
        command.current_dir(dir).args(["serve", "c"]).args(args);
        if !args.contains(&"--listen") {
            command.args(["--port", "0"]);
        }
        Self::of(command)
    }

    /// A command that ends in a server.
    pub fn of(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines().map_while(Result::ok);
        let said = Arc::new(Mutex::new(String::new()));
        let mut address = None;
        for line in lines.by_ref() {
            said.lock().unwrap().push_str(&format!("{line}\n"));
            if let Some((_, rest)) = line.split_once("://") {
                address = rest.split(' ').next().map(str::to_owned);
                break;
            }
        }
        let address = address.unwrap_or_else(|| panic!("no address: {}", said.lock().unwrap()));
        let more = Arc::clone(&said);
        std::thread::spawn(move || {
            lines.for_each(|line| more.lock().unwrap().push_str(&format!("{line}\n")))
        });
        Self { child, address, said }
    }

    /// What it said, once that holds `words` (or after five seconds).
    pub fn said(&self, words: &str) -> String {
        let until = Instant::now() + Duration::from_secs(5);
        loop {
            let said = self.said.lock().unwrap().clone();
            if said.contains(words) || Instant::now() > until {
                return said;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
        stream
    }

    /// Sends bytes as they are, and reads until the other side ends.
    pub fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect();
        let _ = stream.write_all(bytes);
        let mut back = Vec::new();
        let _ = stream.read_to_end(&mut back);
        String::from_utf8_lossy(&back).into_owned()
    }

    pub fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, "", "")
    }

    /// A request with further header lines (each ended by a line break), to the server's own name.
    pub fn ask(&self, method: &str, path: &str, headers: &str, body: &str) -> Reply {
        let host =
            if headers.starts_with("Host:") { String::new() } else { format!("Host: {}\r\n", self.address) };
        let length =
            if body.is_empty() { String::new() } else { format!("Content-Length: {}\r\n", body.len()) };
        let whole =
            format!("{method} {path} HTTP/1.1\r\n{host}{headers}{length}Connection: close\r\n\r\n{body}");
        Reply::read(&self.raw(whole.as_bytes()))
    }

    /// Memory in use, in bytes.
    pub fn memory(&self) -> u64 {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|l| l.starts_with("VmRSS")).unwrap();
        line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1_024
    }
}

impl Reply {
    pub fn read(text: &str) -> Self {
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no reply: {text:?}"));
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        Self { status, head: head.to_lowercase(), body: body.to_owned() }
    }

    /// The body; a long one comes in chunks.
    pub fn text(&self) -> String {
        if self.header("transfer-encoding") != Some("chunked") {
            return self.body.clone();
        }
        let (mut out, mut rest) = (String::new(), self.body.as_str());
        while let Some((length, more)) = rest.split_once("\r\n") {
            let length = usize::from_str_radix(length.trim(), 16).unwrap();
            out.push_str(&more[..length]);
            rest = more[length..].trim_start_matches("\r\n");
        }
        out
    }

    /// A header's value.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }
}
