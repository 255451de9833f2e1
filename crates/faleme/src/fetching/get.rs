//! One request: redirects followed by hand, each hop allowed first; waits and tries again where that helps.

use super::address::Address;
use super::guarded::Forbidden;
use super::permit::Permit;
use super::wait::{Limits, retry_after, stopped, wait};
use super::{Step, helped, refused, tamed};
use crate::clock;
use crate::output::Output;
use std::io::Read;
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use ureq::http::{HeaderMap, Response};
use ureq::{Agent, Body};

/// Redirects followed at most.
const HOPS: usize = 8;

/// A secret that an address needs: a header and its value.
pub type Secret = (String, String);

/// Who asks, and how patiently.
pub struct Client<'a> {
    /// Looks names up and connects, for one source.
    pub agent: Agent,
    /// How patient.
    pub limits: &'a Limits,
    /// Set when the run is to end.
    pub stop: &'a AtomicBool,
    /// How to speak.
    pub out: Output,
    /// Where requests may lead.
    pub permit: Permit<'a>,
    /// Sent to the server of the first address alone.
    pub secret: Option<Secret>,
}

/// What a server answered, its body not read yet.
pub struct Answer {
    /// Status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Body,
    /// Where the redirects ended.
    pub from: Address,
}

impl Answer {
    /// A header, if it is there and readable.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok().map(str::trim).filter(|v| !v.is_empty())
    }
}

impl Client<'_> {
    /// Asks, and asks again after a while where the server is busy or the line broke.
    pub fn get(&self, address: &Address, headers: &[(&str, String)]) -> Step<Answer> {
        let mut done = 0;
        loop {
            stopped(self.stop)?;
            done += 1;
            let (why, asked) = match self.follow(address, headers) {
                Ok(answer) if is_busy(answer.status) => {
                    let asked = answer.header("retry-after").and_then(|h| retry_after(h, clock::now()));
                    (format!("{} answers {}", answer.from.host, status(answer.status)), asked)
                }
                Ok(answer) => return Ok(answer),
                Err(Failed::Refused(issue)) => return Err(issue),
                Err(Failed::Broken(why)) => (why, None),
            };
            self.again(done, &why, asked)?;
        }
    }

    /// Waits for the try after the `done`-th; an error if there is none.
    pub fn again(&self, done: u32, why: &str, asked: Option<Duration>) -> Step<()> {
        if done >= self.limits.tries {
            let said = format!("{why}; asked {done} times");
            return Err(helped("fetch.no_answer", said, "what came so far is kept: try again later"));
        }
        let Some(time) = self.limits.before(done, asked) else {
            let asked = asked.map_or(0, |d| d.as_secs());
            let said = format!("{why} and asks to wait {asked} s: left for later");
            return Err(helped("fetch.busy", said, "try again then"));
        };
        self.out.note(format!("{why}; asking again in {:.0} s", time.as_secs_f64().ceil()));
        wait(time, self.stop)
    }

    /// A short answer whole: a checksum, a description in JSON.
    pub fn small(&self, address: &Address, most: u64) -> Step<Vec<u8>> {
        let mut done = 0;
        loop {
            let answer = self.get(address, &[])?;
            if answer.status != 200 {
                return Err(no_success(&answer));
            }
            let packed =
                answer.header("content-encoding").is_some_and(|e| e.to_ascii_lowercase().contains("gzip"));
            let host = answer.from.host.clone();
            match self.swallow(answer.body, most)? {
                Ok(bytes) if packed => return plain(&bytes, most),
                Ok(bytes) => return Ok(bytes),
                Err(why) => {
                    done += 1;
                    self.again(done, &format!("{host}: {why}"), None)?;
                }
            }
        }
    }

    /// A body of at most so many bytes, in at most as much time as a dead line is given for each megabyte begun.
    fn swallow(&self, body: Body, most: u64) -> Step<Result<Vec<u8>, String>> {
        let started = std::time::Instant::now();
        let mut from = body.into_reader();
        let (mut bytes, mut buffer) = (Vec::new(), vec![0; 16 * 1024]);
        loop {
            stopped(self.stop)?;
            let count = match from.read(&mut buffer) {
                Ok(0) => return Ok(Ok(bytes)),
                Ok(count) => count,
                Err(error) => return Ok(Err(tamed(&error.to_string()))),
            };
            bytes.extend_from_slice(buffer.get(..count).unwrap_or_default());
            if bytes.len() as u64 > most {
                return Err(refused("fetch.too_long", format!("its answer is longer than {most} bytes")));
            }
            let patience =
                self.limits.idle() * (2 + u32::try_from(bytes.len() / 1_000_000).unwrap_or(u32::MAX - 2));
            if started.elapsed() > patience {
                return Err(refused(
                    "fetch.too_slow",
                    format!("{} bytes in {:.0} s: held back", bytes.len(), patience.as_secs_f64()),
                ));
            }
        }
    }

    fn follow(&self, address: &Address, headers: &[(&str, String)]) -> Result<Answer, Failed> {
        let mut here = address.clone();
        let mut seen = Vec::new();
        loop {
            self.permit.allows(&here).map_err(Failed::Refused)?;
            let answer = self.once(&here, headers)?;
            let code = answer.status().as_u16();
            let location =
                answer.headers().get("location").filter(|_| matches!(code, 301 | 302 | 303 | 307 | 308));
            let Some(location) = location else {
                let (parts, body) = answer.into_parts();
                return Ok(Answer { status: code, headers: parts.headers, body, from: here });
            };
            let location = String::from_utf8_lossy(location.as_bytes()).into_owned();
            let next = here.join(&location).map_err(|why| {
                let said = format!("it leads to `{}`, which is no address: {why}", tamed(&location));
                Failed::Refused(refused("fetch.redirect", said))
            })?;
            seen.push(here);
            if seen.contains(&next) || seen.len() > HOPS {
                let said = format!("its redirects lead in a circle, or over more than {HOPS} addresses");
                return Err(Failed::Refused(refused("fetch.redirect_loop", said)));
            }
            here = next;
        }
    }

    fn once(&self, here: &Address, headers: &[(&str, String)]) -> Result<Response<Body>, Failed> {
        let mut request = self.agent.get(here.to_string());
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let own = here.server() == self.permit.first.server() && (here.https || here.names_this_machine());
        if let Some((name, value)) = self.secret.as_ref().filter(|_| own) {
            request = request.header(name, value);
        }
        request.call().map_err(|error| self.judged(here, error))
    }

    fn judged(&self, here: &Address, error: ureq::Error) -> Failed {
        match error {
            ureq::Error::Other(inner) if inner.is::<Forbidden>() => {
                Failed::Refused(refused("fetch.private", inner.to_string()))
            }
            ureq::Error::Io(_) | ureq::Error::Timeout(_) | ureq::Error::ConnectionFailed => {
                Failed::Broken(format!("{}: {}", here.host, tamed(&error.to_string())))
            }
            ureq::Error::HostNotFound => {
                let said = format!("no such host: {}", here.host);
                Failed::Refused(helped(
                    "fetch.no_host",
                    said,
                    "is this machine on the network, and the address right?",
                ))
            }
            other => {
                let said = format!("{}: {}", here.host, tamed(&other.to_string()));
                Failed::Refused(refused("fetch.answer", said))
            }
        }
    }
}

/// The bytes of a gzip stream, at most so many.
fn plain(packed: &[u8], most: u64) -> Step<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = flate2::read::MultiGzDecoder::new(packed).take(most + 1).read_to_end(&mut bytes);
    read.map_err(|e| refused("fetch.truncated", format!("its packed answer is cut or damaged ({e})")))?;
    if bytes.len() as u64 > most {
        return Err(refused("fetch.too_long", format!("its answer is longer than {most} bytes")));
    }
    Ok(bytes)
}

/// Why one try gave nothing.
enum Failed {
    /// Another try would not help.
    Refused(Box<base::Issue>),
    /// The line broke.
    Broken(String),
}

fn is_busy(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 500 | 502 | 503 | 504)
}

/// A status with the word it is known by.
pub fn status(code: u16) -> String {
    let known = ureq::http::StatusCode::from_u16(code).ok().and_then(|c| c.canonical_reason());
    known.map_or_else(|| code.to_string(), |word| format!("{code} {word}"))
}

/// The refusal for a status that is no success.
pub fn no_success(answer: &Answer) -> Box<base::Issue> {
    let said = format!("{} answers {}", answer.from.host, status(answer.status));
    let help = match answer.status {
        401 | 403 => "does the publisher ask for a token, or has it changed its terms?",
        404 | 410 => "the publisher moved it: look for its new address and mend `fetch.toml`",
        _ => "look at the address in `fetch.toml`",
    };
    helped("fetch.status", said, help)
}
