//! An alert by webhook: one POST, signed, followed nowhere else.

use super::super::recipient::Body;
use super::{Parcel, Sent};
use exchange::alerts::{cap, json};
use ring::hmac;
use std::time::Duration;

/// A receiver that does not answer for so long is tried again later.
const PATIENCE: Duration = Duration::from_secs(20);
/// Connecting takes no longer.
const CONNECTING: Duration = Duration::from_secs(10);

/// Sends it.
pub fn send(url: &str, body: Body, secret: &str, parcel: &Parcel<'_>) -> Sent {
    let Some(key) = std::env::var(secret).ok().filter(|key| !key.is_empty()) else {
        return Sent::Later(format!("{secret}, the secret that webhooks are signed with, is not set"));
    };
    let (text, kind) = match body {
        Body::Cap => (cap(parcel.alert), "application/cap+xml; charset=utf-8"),
        Body::Json => (json(parcel.alert), "application/json"),
    };
    let mut config = ureq::Agent::config_builder()
        .timeout_global(Some(PATIENCE))
        .timeout_connect(Some(CONNECTING))
        .max_redirects(0)
        .max_redirects_will_error(false)
        .http_status_as_error(false);
    // What stays on this machine goes by no proxy.
    if url.starts_with("http://") {
        config = config.proxy(None);
    }
    let agent: ureq::Agent = config.build().into();
    let answer = agent
        .post(url)
        .header("Content-Type", kind)
        .header("X-Faleme-Alert", &parcel.alert.id)
        .header("X-Faleme-Delivery", parcel.key)
        .header("X-Faleme-Timestamp", parcel.now.to_string())
        .header("X-Faleme-Signature", signature(&key, (parcel.now, parcel.key), &text))
        .send(text.as_str());
    match answer {
        Ok(answer) => taken(answer.status().as_u16()),
        Err(error) => Sent::Later(error.to_string()),
    }
}

/// What a status means. A redirect is not followed: an alert goes to the address of the case and nowhere else.
fn taken(status: u16) -> Sent {
    match status {
        200..=299 => Sent::Yes,
        300..=399 => Sent::Never(format!("the receiver answers {status} and would send it elsewhere")),
        // A wrong secret or address is mended in the case, and nothing is lost for it.
        401 | 403 | 404 | 408 | 425 | 429 | 500..=599 => {
            Sent::Later(format!("the receiver answers {status}"))
        }
        _ => Sent::Never(format!("the receiver answers {status}")),
    }
}

/// HMAC-SHA256 over time, delivery and body: none of them can be changed, and an old message cannot be sent again as new.
fn signature(secret: &str, (now, delivery): (i64, &str), body: &str) -> String {
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let tag = hmac::sign(&key, format!("{now}.{delivery}.{body}").as_bytes());
    let hex: String = tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256={hex}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signature_is_that_of_any_other_tool() {
        // printf '1.d.body' | openssl dgst -sha256 -hmac secret
        let known = "sha256=9e4411272ca3cb9bfe62291e5a266af242c41e2d831aed40cfaaf1792cf5c215";
        assert_eq!(signature("secret", (1, "d"), "body"), known);
    }

    #[test]
    fn only_what_may_pass_is_tried_again() {
        let again = |status| matches!(taken(status), Sent::Later(_));
        assert!([500, 503, 429, 401, 404].into_iter().all(again));
        assert!(![200, 302, 400, 410].into_iter().any(again));
    }
}
