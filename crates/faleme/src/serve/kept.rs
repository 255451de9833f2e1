//! Answers kept until the case changes: the same question is answered once.
//!
//! A key holds everything that an answer depends on beside the case's state: path, parameters, language, form, readers. Bodies
//! are kept compressed as well, each with its ETag. When they take more room than there is, all go: the next ask anew.

use super::reply::Body;
use axum::body::Body as Bytes;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
    VARY,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::HashMap;
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

/// Room for kept answers.
const ROOM: usize = 64 << 20;
/// Shorter bodies are not worth compressing: they fit a packet.
const SHORT: usize = 1_200;

/// An answer ready to be sent.
pub struct Ready {
    /// As it is.
    pub body: Body,
    /// Compressed, where that is shorter.
    pub gzip: Option<Vec<u8>>,
    /// A strong validator: the same bytes, the same tag.
    pub etag: String,
}

impl Ready {
    /// Compresses and tags a body.
    pub fn of(body: Body) -> Self {
        let etag = tag(&body.bytes);
        let gzip = (body.bytes.len() > SHORT).then(|| compressed(&body.bytes)).flatten();
        Self { gzip: gzip.filter(|g| g.len() < body.bytes.len()), body, etag }
    }

    /// As this client takes it.
    pub fn sent(&self, headers: &HeaderMap, amber: bool) -> Response {
        // Shared caches keep nothing: what one visitor sees another may not.
        let cached = if amber { "no-store" } else { "private, no-cache" };
        if has(headers, &self.etag) {
            return (StatusCode::NOT_MODIFIED, [(ETAG, self.etag.clone()), (CACHE_CONTROL, cached.into())])
                .into_response();
        }
        let packed = self.gzip.as_ref().filter(|_| takes_gzip(headers));
        let bytes = packed.unwrap_or(&self.body.bytes).clone();
        let mut response = Response::new(Bytes::from(bytes));
        let head = response.headers_mut();
        let mut put = |name, value: &str| {
            if let Ok(value) = value.parse() {
                head.insert(name, value);
            }
        };
        put(CONTENT_TYPE, self.body.kind);
        put(ETAG, &self.etag);
        put(CACHE_CONTROL, cached);
        put(VARY, "accept-encoding, cookie, authorization");
        if packed.is_some() {
            put(CONTENT_ENCODING, "gzip");
        }
        if let Some(file) = &self.body.file {
            put(CONTENT_DISPOSITION, &format!("attachment; filename=\"{file}\""));
        }
        response
    }

    fn size(&self) -> usize {
        self.body.bytes.len() + self.gzip.as_ref().map_or(0, Vec::len)
    }
}

/// A strong validator of bytes.
pub fn tag(bytes: &[u8]) -> String {
    let tag = blake3::hash(bytes).to_hex();
    format!("\"{}\"", tag.get(..32).unwrap_or(&tag))
}

/// Whether a client has what is tagged so.
pub fn has(headers: &HeaderMap, etag: &str) -> bool {
    let tags = headers.get(IF_NONE_MATCH).and_then(|v| v.to_str().ok()).unwrap_or_default();
    tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag)
}

/// Whether a client takes gzip: by name, else by `*`, and not with a weight of nothing (RFC 9110, 12.5.3).
pub fn takes_gzip(headers: &HeaderMap) -> bool {
    let told: Vec<&str> = headers
        .get_all(ACCEPT_ENCODING)
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','))
        .collect();
    let weight = |names: &[&str]| {
        told.iter().find_map(|one| {
            let mut parts = one.split(';').map(str::trim);
            let name = parts.next()?;
            names.iter().any(|n| name.eq_ignore_ascii_case(n)).then(|| {
                let q = parts.find_map(|p| p.strip_prefix("q=").or_else(|| p.strip_prefix("Q=")));
                q.map_or(1.0, |q| q.trim().parse::<f32>().unwrap_or(0.0))
            })
        })
    };
    weight(&["gzip", "x-gzip"]).or_else(|| weight(&["*"])).is_some_and(|q| q > 0.0)
}

/// Bytes as gzip.
pub fn compressed(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut out = GzEncoder::new(Vec::new(), Compression::new(6));
    out.write_all(bytes).ok()?;
    out.finish().ok()
}

type Place = Arc<Mutex<Option<Arc<Ready>>>>;

/// Answers of one state of the case.
#[derive(Default)]
pub struct Kept {
    places: Mutex<HashMap<String, Place>>,
    taken: Mutex<usize>,
}

impl Kept {
    /// The answer under `key`, made by `make` where it is not there: by one of those who ask at once, the others wait.
    pub fn get<E>(&self, key: String, make: impl FnOnce() -> Result<Body, E>) -> Result<Arc<Ready>, E> {
        let length = key.len();
        let place = Arc::clone(
            self.places.lock().unwrap_or_else(PoisonError::into_inner).entry(key.clone()).or_default(),
        );
        let mut kept = place.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(ready) = &*kept {
            return Ok(Arc::clone(ready));
        }
        let made = make().inspect_err(|_| {
            // What failed keeps no place: questions that have no answer are endless.
            self.places.lock().unwrap_or_else(PoisonError::into_inner).remove(&key);
        });
        let ready = Arc::new(Ready::of(made?));
        *kept = Some(Arc::clone(&ready));
        drop(kept);
        self.count(ready.size() + length);
        Ok(ready)
    }

    /// The answer under `key`, if it is there and nobody is making it.
    pub fn find(&self, key: &str) -> Option<Arc<Ready>> {
        let place = Arc::clone(self.places.lock().unwrap_or_else(PoisonError::into_inner).get(key)?);
        let kept = place.try_lock().ok()?;
        kept.clone()
    }

    fn count(&self, size: usize) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        *taken += size;
        if *taken > ROOM {
            *taken = 0;
            self.places.lock().unwrap_or_else(PoisonError::into_inner).clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::reply::HTML;
    use super::*;

    fn body(bytes: &[u8]) -> Body {
        Body { kind: HTML, file: None, bytes: bytes.to_vec() }
    }

    #[test]
    fn a_question_is_answered_once_and_a_failure_is_not_kept() {
        let kept = Kept::default();
        assert!(kept.get("a".into(), || Err("no")).is_err());
        assert!(kept.places.lock().unwrap().is_empty());
        let first = kept.get("a".into(), || Ok::<_, ()>(body(b"x"))).unwrap();
        let second = kept.get("a".into(), || Err(())).unwrap();
        assert_eq!(first.etag, second.etag);
        assert!(kept.find("a").is_some() && kept.find("b").is_none());
    }

    #[test]
    fn what_has_no_room_is_forgotten_and_asked_anew() {
        let kept = Kept::default();
        let large: Vec<u8> = (0..ROOM as u64 / 8 + 2)
            .flat_map(|n| n.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_le_bytes())
            .collect();
        kept.get("large".into(), || Ok::<_, ()>(body(&large))).unwrap();
        assert!(kept.find("large").is_none());
    }

    #[test]
    fn gzip_goes_to_those_who_take_it() {
        for (told, takes) in [
            ("gzip, deflate, br", true),
            ("gzip;q=0, identity", false),
            ("br, GZIP ; q=0.5", true),
            ("*", true),
            ("*, gzip;q=0.0", false),
            ("identity", false),
            ("gzip;q=x", false),
            ("", false),
        ] {
            let headers = HeaderMap::from_iter([(ACCEPT_ENCODING, told.parse().unwrap())]);
            assert_eq!(takes_gzip(&headers), takes, "{told}");
        }
        assert!(!takes_gzip(&HeaderMap::new()));
    }
}
