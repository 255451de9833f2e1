//! A publisher's server on this machine: it answers what a test lays down, and misbehaves where the test says so.
#![allow(dead_code)]

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A request as it came.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Path and query.
    pub path: String,
    /// Headers, names in lower case.
    pub headers: HashMap<String, String>,
    /// How many requests for this path came before.
    pub before: usize,
}

impl Request {
    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(String::as_str).unwrap_or_default()
    }

    /// Where a `Range: bytes=N-` begins.
    pub fn start(&self) -> Option<usize> {
        self.header("range").strip_prefix("bytes=")?.strip_suffix('-')?.parse().ok()
    }
}

/// What is answered.
pub enum Reply {
    /// A whole answer with its headers.
    Whole(u16, Vec<(&'static str, String)>, Vec<u8>),
    /// The head promises so many bytes; these come, then the line breaks.
    Broken(Vec<(&'static str, String)>, usize, Vec<u8>),
    /// The same, but the line stays open and silent for so long before it breaks.
    Silent(Vec<(&'static str, String)>, usize, Vec<u8>, Duration),
    /// A byte at a time, with so much between, without an end.
    Trickle(Duration),
    /// As fast as it goes, without an end and without a length.
    Endless,
}

/// A file.
pub fn file(bytes: impl AsRef<[u8]>) -> Reply {
    Reply::Whole(200, vec![], bytes.as_ref().to_vec())
}

/// A file with an ETag.
pub fn tagged(bytes: impl AsRef<[u8]>, tag: &str) -> Reply {
    Reply::Whole(200, vec![("ETag", format!("\"{tag}\""))], bytes.as_ref().to_vec())
}

/// A status without words.
pub fn status(code: u16) -> Reply {
    Reply::Whole(code, vec![], Vec::new())
}

/// A way to somewhere else.
pub fn moved(to: impl Into<String>) -> Reply {
    Reply::Whole(302, vec![("Location", to.into())], Vec::new())
}

/// A file as honest servers give it: whole, from a byte on, or not at all where it is the one known.
pub fn honest(request: &Request, bytes: &[u8], tag: &str) -> Reply {
    let tag = format!("\"{tag}\"");
    let headers = vec![("ETag", tag.clone()), ("Accept-Ranges", "bytes".into())];
    if request.header("if-none-match") == tag {
        return Reply::Whole(304, headers, Vec::new());
    }
    match request.start() {
        Some(start) if request.header("if-range") == tag && start < bytes.len() => {
            let range = format!("bytes {start}-{}/{}", bytes.len() - 1, bytes.len());
            let headers = headers.into_iter().chain([("Content-Range", range)]).collect();
            Reply::Whole(206, headers, bytes[start..].to_vec())
        }
        Some(start) if request.header("if-range") == tag => {
            let range = format!("bytes */{}", bytes.len());
            assert!(start >= bytes.len());
            Reply::Whole(416, vec![("Content-Range", range)], Vec::new())
        }
        _ => Reply::Whole(200, headers, bytes.to_vec()),
    }
}

/// The server, and what it was asked.
pub struct Publisher {
    /// Its address without a path.
    pub root: String,
    asked: Arc<Mutex<Vec<Request>>>,
}

impl Publisher {
    /// Starts it; it ends with the test's process.
    pub fn new(answer: impl Fn(&Request) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let root = format!("http://{}", listener.local_addr().unwrap());
        let asked: Arc<Mutex<Vec<Request>>> = Arc::default();
        let (answer, kept) = (Arc::new(answer), Arc::clone(&asked));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (answer, kept) = (Arc::clone(&answer), Arc::clone(&kept));
                std::thread::spawn(move || {
                    let Some(mut request) = read(&stream) else { return };
                    {
                        let mut asked = kept.lock().unwrap();
                        request.before = asked.iter().filter(|r| r.path == request.path).count();
                        asked.push(request.clone());
                    }
                    // A client that hangs up early is part of the test.
                    let _ = send(stream, answer(&request));
                });
            }
        });
        Self { root, asked }
    }

    /// What it was asked, in order.
    pub fn asked(&self) -> Vec<Request> {
        self.asked.lock().unwrap().clone()
    }
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next()?.ok()?;
    let path = first.split(' ').nth(1)?.to_owned();
    let mut headers = HashMap::new();
    for line in lines {
        let line = line.ok()?;
        let Some((name, value)) = line.split_once(':') else { break };
        headers.insert(name.to_lowercase(), value.trim().to_owned());
    }
    Some(Request { path, headers, before: 0 })
}

fn send(mut stream: TcpStream, reply: Reply) -> std::io::Result<()> {
    let head = |code: u16, headers: &[(&'static str, String)], length: Option<usize>| {
        let mut out = format!("HTTP/1.1 {code} X\r\nConnection: close\r\n");
        for (name, value) in headers {
            out.push_str(&format!("{name}: {value}\r\n"));
        }
        if let Some(length) = length {
            out.push_str(&format!("Content-Length: {length}\r\n"));
        }
        out + "\r\n"
    };
    match reply {
        Reply::Whole(code, headers, body) => {
            let length = (code != 304).then_some(body.len());
            stream.write_all(head(code, &headers, length).as_bytes())?;
            stream.write_all(&body)?;
        }
        Reply::Broken(headers, length, body) => {
            let code = if headers.iter().any(|(name, _)| *name == "Content-Range") { 206 } else { 200 };
            stream.write_all(head(code, &headers, Some(length)).as_bytes())?;
            stream.write_all(&body)?;
        }
        Reply::Silent(headers, length, body, time) => {
            stream.write_all(head(200, &headers, Some(length)).as_bytes())?;
            stream.write_all(&body)?;
            stream.flush()?;
            std::thread::sleep(time);
        }
        Reply::Trickle(between) => {
            stream.write_all(head(200, &[], None).as_bytes())?;
            loop {
                stream.write_all(b"a")?;
                std::thread::sleep(between);
            }
        }
        Reply::Endless => {
            stream.write_all(head(200, &[], None).as_bytes())?;
            loop {
                stream.write_all(&[b'a'; 64 * 1024])?;
            }
        }
    }
    stream.flush()
}
