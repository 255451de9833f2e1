//! Those who get alerts, made for the tests: a receiver of webhooks and a mail server, both on this machine, and a mail server
//! written by others.

use ring::hmac;
use std::collections::HashMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// How a receiver answers; the last answer stands for all that follow.
#[derive(Clone)]
pub enum Answer {
    /// Closes the connection unread.
    Drop,
    /// Reads all, and closes without a word.
    DropAfterReading,
    /// Reads all, and answers 200 after a while.
    Late(Duration),
    /// A status.
    Status(u16),
    /// 302 to an address.
    Redirect(String),
}

/// What a receiver got.
#[derive(Clone, Debug)]
pub struct Request {
    headers: HashMap<String, String>,
    /// Its body.
    pub body: String,
}

impl Request {
    /// A header, empty if it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }

    /// The signature that it must have.
    pub fn signed_with(&self, secret: &str) -> String {
        let parts = [self.header("x-faleme-timestamp"), self.header("x-faleme-delivery"), &self.body];
        let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
        let tag = hmac::sign(&key, parts.join(".").as_bytes());
        let hex: String = tag.as_ref().iter().map(|b| format!("{b:02x}")).collect();
        format!("sha256={hex}")
    }
}

/// A receiver of webhooks.
pub struct Hook {
    port: u16,
    got: Arc<Mutex<Vec<Request>>>,
}

impl Hook {
    /// Starts one that answers so, one after the other.
    pub fn new(answers: Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let got = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&got);
        std::thread::spawn(move || {
            for (n, stream) in listener.incoming().flatten().enumerate() {
                let answer = answers.get(n).or(answers.last()).cloned().unwrap();
                let seen = Arc::clone(&seen);
                std::thread::spawn(move || serve(stream, answer, &seen));
            }
        });
        Self { port, got }
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/alerts", self.port)
    }

    /// What it got so far.
    pub fn requests(&self) -> Vec<Request> {
        self.got.lock().unwrap().clone()
    }
}

fn serve(stream: TcpStream, answer: Answer, seen: &Mutex<Vec<Request>>) {
    if matches!(answer, Answer::Drop) {
        return;
    }
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let (mut headers, mut line) = (HashMap::new(), String::new());
    reader.read_line(&mut line).unwrap();
    loop {
        line.clear();
        if reader.read_line(&mut line).unwrap_or(0) == 0 || line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':') {
            headers.insert(name.to_lowercase(), value.trim().to_owned());
        }
    }
    let length = headers.get("content-length").and_then(|l| l.parse().ok()).unwrap_or(0);
    let mut body = vec![0; length];
    reader.read_exact(&mut body).unwrap();
    seen.lock().unwrap().push(Request { headers, body: String::from_utf8(body).unwrap() });
    let (status, more) = match answer {
        Answer::Drop | Answer::DropAfterReading => return,
        Answer::Late(time) => {
            std::thread::sleep(time);
            (200, String::new())
        }
        Answer::Status(status) => (status, String::new()),
        Answer::Redirect(to) => (302, format!("Location: {to}\r\n")),
    };
    let mut stream = stream;
    // Whoever asked may be gone.
    let _ = write!(stream, "HTTP/1.1 {status} X\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n");
}

/// A mail server without encryption (RFC 5321, as little of it as a client needs).
pub struct Mail {
    port: u16,
    got: Arc<Mutex<Vec<String>>>,
    stop: Arc<AtomicBool>,
}

impl Mail {
    /// Starts one.
    pub fn new() -> Self {
        Self::at(0)
    }

    /// Starts one at a port.
    pub fn at(port: u16) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", port)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let (got, stop) = (Arc::new(Mutex::new(Vec::new())), Arc::new(AtomicBool::new(false)));
        let (seen, stopped) = (Arc::clone(&got), Arc::clone(&stop));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if stopped.load(Ordering::Relaxed) {
                    break;
                }
                talk(stream, &seen);
            }
        });
        Self { port, got, stop }
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The messages it took.
    pub fn messages(&self) -> Vec<String> {
        self.got.lock().unwrap().clone()
    }
}

impl Drop for Mail {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        // The listener closes when its thread ends.
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn talk(stream: TcpStream, seen: &Mutex<Vec<String>>) {
    let mut out = stream.try_clone().unwrap();
    let mut say = move |line: &str| write!(out, "{line}\r\n").is_ok();
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    say("220 test");
    while let Some(line) = lines.next() {
        match line.split(' ').next().unwrap_or_default().to_uppercase().as_str() {
            "DATA" => {
                say("354 go on");
                let mut message = String::new();
                for line in lines.by_ref().take_while(|l| l != ".") {
                    message.push_str(line.strip_prefix("..").map_or(line.as_str(), |_| &line[1..]));
                    message.push_str("\r\n");
                }
                seen.lock().unwrap().push(message);
                say("250 taken");
            }
            "QUIT" => {
                say("221 bye");
                return;
            }
            _ => {
                say("250 test");
            }
        }
    }
}

/// A Python that can run this line; `None` if there is none.
pub fn python(line: &str) -> Option<&'static str> {
    let runs = Command::new("python3").args(["-c", line]).stderr(Stdio::null()).status();
    runs.is_ok_and(|s| s.success()).then_some("python3")
}

/// A mail server of aiosmtpd, which writes each message into a file.
pub struct PythonMail {
    /// Its port.
    pub port: u16,
    child: Child,
}

impl Drop for PythonMail {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts it; `None` if Python has no aiosmtpd.
pub fn smtp_of_python(folder: &Path) -> Option<PythonMail> {
    const SCRIPT: &str = "import sys, os, time, socket\nfrom aiosmtpd.controller import Controller\n\
        class Keep:\n    n = 0\n    async def handle_DATA(self, server, session, envelope):\n        Keep.n += 1\n\
        \x20       open(os.path.join(sys.argv[1], f'{Keep.n}.eml'), 'wb').write(envelope.content)\n        return '250 OK'\n\
        s = socket.socket(); s.bind(('127.0.0.1', 0)); port = s.getsockname()[1]; s.close()\n\
        c = Controller(Keep(), hostname='127.0.0.1', port=port); c.start(); print(port, flush=True)\ntime.sleep(120)";
    python("import aiosmtpd.controller")?;
    let mut child = Command::new("python3")
        .args(["-c", SCRIPT])
        .arg(folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut line = String::new();
    BufReader::new(child.stdout.take()?).read_line(&mut line).ok()?;
    Some(PythonMail { port: line.trim().parse().ok()?, child })
}
