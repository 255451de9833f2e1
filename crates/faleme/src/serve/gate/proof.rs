//! That a POST comes from a page of this server: its origin, and the word that only pages of this session carry.

use super::body::{Metered, Rejoined};
use crate::answers::Problem;
use crate::users::proves;
use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_TYPE, ORIGIN};
use axum::http::{HeaderMap, StatusCode};

/// The header in which script sends the word.
pub const HEADER: &str = "x-csrf-token";
/// The field in which forms send it; in a form with files, the first one.
pub const FIELD: &str = "csrf";
/// A form without files is not longer.
const FORM: usize = 1 << 20;
/// The first field of a form with files ends before.
const FIRST: usize = 8 << 10;

/// Refuses what a page of another site sent. Browsers say where a POST comes from; what says nothing is no browser of
/// our day, and needs the word all the same.
pub fn from_here(headers: &HeaderMap, origin: &str) -> Result<(), Problem> {
    let only = |name: &str| {
        let mut all = headers.get_all(name).iter();
        (all.next().map(|v| v.to_str().unwrap_or("?")), all.next().is_some())
    };
    let (site, again) = only("sec-fetch-site");
    let (named, twice) = only(ORIGIN.as_str());
    let right = site.is_none_or(|site| site == "same-origin") && named.is_none_or(|named| named == origin);
    if !right || again || twice {
        return Err(Problem::forbidden("this was sent by a page of another site"));
    }
    Ok(())
}

/// Refuses a body without the word, reading no more of it than holds the word, and gives the body back whole.
pub async fn proven(headers: &HeaderMap, body: Metered, word: &str) -> Result<Body, Problem> {
    if let Some(given) = headers.get(HEADER) {
        check(given.to_str().unwrap_or_default(), word)?;
        return Ok(Body::new(body));
    }
    let kind = headers.get(CONTENT_TYPE).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let media = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match media.as_str() {
        "application/x-www-form-urlencoded" => {
            let (bytes, rest) = read(body, FORM, |_| false).await?;
            let mut fields = form_urlencoded::parse(&bytes).filter(|(name, _)| name == FIELD);
            check(&fields.next().map(|(_, value)| value).unwrap_or_default(), word)?;
            Ok(Body::new(Rejoined { head: Some(bytes), rest }))
        }
        "multipart/form-data" => {
            let (bytes, rest) = read(body, FIRST, |bytes| first_field(bytes).is_some()).await?;
            check(first_field(&bytes).unwrap_or_default(), word)?;
            Ok(Body::new(Rejoined { head: Some(bytes), rest }))
        }
        _ => check("", word).map(|()| Body::new(body)),
    }
}

fn check(given: &str, word: &str) -> Result<(), Problem> {
    if !word.is_empty() && proves(given, word) {
        return Ok(());
    }
    Err(Problem::forbidden(format!(
        "the form is not of this session (sign in and load the page again; programs send the header {HEADER})"
    )))
}

/// Bytes until there are enough, or all of them.
async fn read(
    mut body: Metered,
    room: usize,
    enough: impl Fn(&[u8]) -> bool,
) -> Result<(Bytes, Metered), Problem> {
    let mut bytes = Vec::new();
    while let Some(more) = body.next().await.map_err(|e| cut(&e))? {
        bytes.extend_from_slice(&more);
        if enough(&bytes) {
            break;
        }
        if bytes.len() > room {
            return Err(Problem::large());
        }
    }
    Ok((bytes.into(), body))
}

/// Why a body could not be read.
pub fn cut(error: &axum::Error) -> Problem {
    use super::body::Cut;
    let source = std::error::Error::source(error).and_then(|e| e.downcast_ref::<Cut>());
    match source {
        Some(Cut::TooLong) => Problem::large(),
        Some(Cut::TooSlow) => {
            Problem { status: StatusCode::REQUEST_TIMEOUT, detail: Cut::TooSlow.to_string() }
        }
        None => Problem::bad("the body ends before its end"),
    }
}

/// The value of the first part of a form with files, once it is there whole, if that is the field with the word.
fn first_field(bytes: &[u8]) -> Option<&str> {
    let find = |of: &[u8], what: &[u8]| of.windows(what.len()).position(|w| w == what);
    let line = find(bytes, b"\r\n")?;
    let boundary = bytes.get(..line).filter(|b| b.starts_with(b"--"))?;
    let head = bytes.get(line..)?;
    let end = find(head, b"\r\n\r\n")?;
    let said = std::str::from_utf8(head.get(..end)?).ok()?.to_ascii_lowercase();
    if !said.contains(&format!("form-data; name=\"{FIELD}\"")) || said.contains("filename") {
        return Some("");
    }
    let value = head.get(end + 4..)?;
    let close = [b"\r\n", boundary].concat();
    std::str::from_utf8(value.get(..find(value, &close)?)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs.iter().map(|(n, v)| (n.parse().unwrap(), v.parse().unwrap())).collect()
    }

    #[test]
    fn only_a_page_of_this_server_may_send() {
        let own = "http://localhost:8080";
        for good in [&[("origin", own)][..], &[("origin", own), ("sec-fetch-site", "same-origin")], &[]] {
            assert!(from_here(&headers(good), own).is_ok(), "{good:?}");
        }
        for bad in [
            &[("origin", "http://evil.example")][..],
            &[("origin", "null")],
            &[("origin", "http://localhost:8081")],
            &[("origin", "https://localhost:8080")],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site"), ("origin", own)],
            &[("sec-fetch-site", "none")],
        ] {
            assert!(from_here(&headers(bad), own).is_err(), "{bad:?}");
        }
        let mut twice = headers(&[("origin", own)]);
        twice.append(ORIGIN, "http://evil.example".parse().unwrap());
        assert!(from_here(&twice, own).is_err());
    }

    const FORM: &[u8] =
        b"--x\r\nContent-Disposition: form-data; name=\"csrf\"\r\n\r\nword\r\n--x\r\nContent-Disposition: \
        form-data; name=\"file\"; filename=\"csrf\"\r\n\r\nbytes\r\n--x--\r\n";

    #[test]
    fn the_word_stands_in_the_first_field() {
        assert_eq!(first_field(FORM), Some("word"));
        let other =
            b"--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"csrf\"\r\n\r\nword\r\n--x--\r\n";
        assert_eq!(first_field(other), Some(""));
    }

    proptest! {
        #[test]
        fn a_form_cut_anywhere_waits_or_is_read(end in 0..FORM.len()) {
            prop_assert!([None, Some("word")].contains(&first_field(&FORM[..end])));
        }

        #[test]
        fn no_bytes_are_too_odd(bytes: Vec<u8>) {
            let _ = first_field(&bytes);
        }
    }
}
