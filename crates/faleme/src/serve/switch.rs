//! The language of pages, remembered: the switch of a page leads here, and from here to the page in the other language.
//!
//! The cookie `lang` holds `fr` or `en` and nothing else; it is read where a path names no language (`language::preferred`).

use super::desk::Desk;
use super::language::language;
use super::sign::is_ours;
use crate::answers::{Lang, Problem};
use axum::extract::{Path, Query, State};
use axum::http::header::{HeaderValue, SET_COOKIE};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use std::sync::Arc;

/// How long a language is remembered, in seconds: a year.
const YEAR: u32 = 31_536_000;

/// Where to go on.
#[derive(Deserialize)]
pub struct Next {
    next: Option<String>,
}

/// GET `/fr/language?next=/fr/events`.
pub async fn choose(
    State(desk): State<Arc<Desk>>,
    Path(tag): Path<String>,
    Query(asked): Query<Next>,
) -> Result<Response, Problem> {
    let lang = language(&tag)?;
    let mut response = Redirect::temporary(&to(lang, asked.next.as_deref())).into_response();
    let secure = if desk.house.hosts.secure() { "; Secure" } else { "" };
    let cookie = format!("lang={}; Path=/; Max-Age={YEAR}; HttpOnly; SameSite=Lax{secure}", lang.tag());
    if let Ok(cookie) = HeaderValue::try_from(cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// A page of that language on this server, else its first one.
fn to(lang: Lang, next: Option<&str>) -> String {
    let start = format!("/{}/", lang.tag());
    next.filter(|path| is_ours(path) && path.starts_with(&start)).map_or(start, str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_leads_to_pages_of_that_language_alone() {
        let on = |next| to(Lang::English, Some(next));
        assert_eq!(
            on("/en/events?place=K%C3%A9ni%C3%A9ba&as_of=2025-08-31"),
            "/en/events?place=K%C3%A9ni%C3%A9ba&as_of=2025-08-31"
        );
        for elsewhere in [
            "/fr/events",
            "//evil.example",
            "/en//evil.example",
            "https://evil.example",
            "/en/\\x",
            "/en/é",
            "",
        ] {
            assert_eq!(on(elsewhere), "/en/", "{elsewhere}");
        }
        assert_eq!(to(Lang::French, None), "/fr/");
    }
}
