//! Sign-in and sign-out, and what a program may know of its own session.

use super::cookies;
use super::desk::Desk;
use super::language::language;
use super::pages;
use super::reply::{HTML, Logged};
use super::visitor::{Caller, Pass, Visitor};
use crate::answers::{Lang, Problem};
use crate::users::{Secret, Users, What};
use axum::extract::{Form, Path, Query, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, SET_COOKIE};
use axum::response::{IntoResponse, Redirect, Response};
use axum::{Extension, Json};
use minijinja::context;
use serde::Deserialize;
use serde_json::json;
use std::sync::Arc;
use std::time::Instant;

/// Where to go after the sign-in.
#[derive(Deserialize)]
pub struct Next {
    next: Option<String>,
}

/// What the form holds, beside the word that the doors have checked.
#[derive(Deserialize)]
pub struct Filled {
    name: String,
    password: String,
    next: Option<String>,
}

/// The form. It sets the cookie whose word it carries.
pub async fn page(
    State(desk): State<Arc<Desk>>,
    Path(lang): Path<String>,
    Query(asked): Query<Next>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let lang = language(&lang)?;
    users(&desk)?;
    form(lang, asked.next.as_deref(), None, &headers)
}

fn form(
    lang: Lang,
    next: Option<&str>,
    failed: Option<&str>,
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let shown = cookies::one(headers, cookies::VISIT).and_then(|text| Secret::read(&text));
    let visit = shown.map_or_else(Secret::new, Ok)?;
    let page = context! {
        csrf => visit.csrf(),
        next => next.filter(|path| is_ours(path)),
        failed,
    };
    let html = pages::own("sign-in", lang, None, page)?;
    let mut response = ([(CONTENT_TYPE, HTML), (CACHE_CONTROL, "no-store")], html).into_response();
    if let Some(cookie) = cookies::give(cookies::VISIT, &visit.written()) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// A path of this server's pages, and nothing that a browser could take for another host.
pub(super) fn is_ours(path: &str) -> bool {
    let begins = path == "/" || path.starts_with("/fr/") || path.starts_with("/en/");
    begins && !path.contains('\\') && !path.contains("//") && path.chars().all(|c| c.is_ascii_graphic())
}

/// Signs in: a new session, and the browser's old one ends.
pub async fn sign_in(
    State(desk): State<Arc<Desk>>,
    Path(lang): Path<String>,
    Extension(caller): Extension<Caller>,
    headers: HeaderMap,
    Form(filled): Form<Filled>,
) -> Result<Response, Problem> {
    let lang = language(&lang)?;
    users(&desk)?;
    let address = caller.address;
    if let Err(wait) = desk.house.pace.try_name(&filled.name, address, Instant::now()) {
        return Ok(Problem::often(wait));
    }
    let place = Arc::clone(&desk.house.hashing).acquire_owned().await;
    let place = place.map_err(|_| Problem::away("the server ends"))?;
    let shared = Arc::clone(&desk);
    let (name, next) = (filled.name.clone(), filled.next.clone());
    let work = move || {
        let checked = check(&shared, &caller, &filled);
        drop(place);
        checked
    };
    let begun =
        tokio::task::spawn_blocking(work).await.map_err(|_| Problem::away("the sign-in broke off"))??;
    let Some(session) = begun else {
        let mut response = form(lang, next.as_deref(), Some(&name), &headers)?;
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
        response.extensions_mut().insert(Logged);
        return Ok(response);
    };
    desk.house.pace.right(&name, address, Instant::now());
    let to = next.filter(|path| is_ours(path)).unwrap_or_else(|| format!("/{}/", lang.tag()));
    let mut response = Redirect::to(&to).into_response();
    let given = [cookies::give(cookies::SESSION, &session.written()), cookies::take(cookies::VISIT)];
    for cookie in given.into_iter().flatten() {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response.extensions_mut().insert(Logged);
    Ok(response)
}

fn check(desk: &Desk, caller: &Caller, filled: &Filled) -> Result<Option<Secret>, Problem> {
    let users = users(desk)?;
    let account = users.sign_in(&filled.name, &filled.password)?;
    let (name, right) = account.as_ref().map_or((filled.name.as_str(), false), |a| (a.name.as_str(), true));
    let session = account.as_ref().map(|a| users.begin(&a.name, caller.session.as_ref())).transpose()?;
    desk.house.log(name, What::SignIn, "", &caller.address.to_string(), right);
    Ok(session)
}

/// Signs out: the session ends, and the browser forgets what it kept.
pub async fn sign_out(
    State(desk): State<Arc<Desk>>,
    Path(lang): Path<String>,
    visitor: Visitor,
    Extension(caller): Extension<Caller>,
) -> Result<Response, Problem> {
    let lang = language(&lang)?;
    users(&desk)?;
    let work = move || {
        if let Some(session) = &caller.session {
            users(&desk)?.end(session)?;
        }
        desk.house.log(&visitor.name, What::SignOut, "", &caller.address.to_string(), true);
        Ok::<_, Problem>(())
    };
    tokio::task::spawn_blocking(work).await.map_err(|_| Problem::away("the sign-out broke off"))??;
    let mut response = Redirect::to(&format!("/{}/sign-in", lang.tag())).into_response();
    if let Some(cookie) = cookies::take(cookies::SESSION) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    let kept = HeaderValue::from_static("\"cache\", \"storage\"");
    response.headers_mut().insert(HeaderName::from_static("clear-site-data"), kept);
    response.extensions_mut().insert(Logged);
    Ok(response)
}

/// Who a program is, and the word that its changes carry.
pub async fn session(visitor: Visitor) -> Response {
    let scopes = match &visitor.pass {
        Pass::Token(scopes) => Some(scopes.to_string()),
        Pass::Owner(_) | Pass::Session(_) => None,
    };
    let said =
        json!({"name": visitor.name, "role": visitor.asker.role, "scopes": scopes, "csrf": visitor.csrf()});
    ([(CACHE_CONTROL, "no-store")], Json(said)).into_response()
}

fn users(desk: &Desk) -> Result<&Users, Problem> {
    desk.house
        .users
        .as_ref()
        .ok_or_else(|| Problem::none("nobody signs in here: the server runs for one user"))
}

#[cfg(test)]
mod tests {
    use super::is_ours;

    #[test]
    fn after_the_sign_in_nobody_is_sent_elsewhere() {
        for good in ["/", "/fr/events?place=x&from=2025-09-01", "/en/why/clm-1"] {
            assert!(is_ours(good), "{good}");
        }
        for bad in [
            "//evil.example",
            "https://evil.example",
            "/\\evil.example",
            "/fr/\\evil",
            "/fr//evil.example",
            "javascript:x",
            "/fr/a\nb",
            "fr/x",
            "/frx",
            "",
        ] {
            assert!(!is_ours(bad), "{bad}");
        }
    }
}
