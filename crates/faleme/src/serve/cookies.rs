//! Cookies: names that only this host can set (`__Host-`), never read by script, never sent by other sites' forms.

use axum::http::HeaderMap;
use axum::http::header::{COOKIE, HeaderValue};

/// The session.
pub const SESSION: &str = "__Host-faleme";
/// Binds the sign-in form to the browser that loaded it.
pub const VISIT: &str = "__Host-faleme-visit";

/// The value of a cookie; none if it came twice, because then somebody else set one of them.
pub fn one(headers: &HeaderMap, name: &str) -> Option<String> {
    let all = headers.get_all(COOKIE).iter().filter_map(|v| v.to_str().ok()).flat_map(|v| v.split(';'));
    let mut values = all.filter_map(|pair| pair.trim().split_once('=')).filter(|(n, _)| *n == name);
    let first = values.next()?.1.to_owned();
    values.next().is_none().then_some(first)
}

/// Gives a cookie until the browser is closed.
pub fn give(name: &str, value: &str) -> Option<HeaderValue> {
    format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Lax").parse().ok()
}

/// Takes a cookie back.
pub fn take(name: &str) -> Option<HeaderValue> {
    format!("{name}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_that_came_twice_is_none() {
        let mut headers = HeaderMap::new();
        headers.insert(COOKIE, "lang=fr; __Host-faleme=a".parse().unwrap());
        assert_eq!(one(&headers, SESSION).as_deref(), Some("a"));
        headers.append(COOKIE, "__Host-faleme=b".parse().unwrap());
        assert_eq!(one(&headers, SESSION), None);
    }
}
