//! The page of users, for admins: who may come in, as what, and what was done.

use super::desk::Desk;
use super::language::language;
use super::pages;
use super::reply::{HTML, Logged};
use super::visitor::{Caller, Role, Visitor};
use crate::answers::Problem;
use crate::users::{Scope, Scopes, Users, What};
use axum::Extension;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Redirect, Response};
use minijinja::context;
use serde::Deserialize;
use std::sync::Arc;

/// Lines of the log on the page.
const LINES: usize = 100;

/// What a form of the page asks for.
#[derive(Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Step {
    Add { name: String, role: Role, password: String },
    Role { name: String, role: Role },
    Password { name: String, password: String },
    Revoke { name: String },
    Token { name: String, scope: String, days: String },
    RevokeToken { number: String },
}

/// The page.
pub async fn page(
    State(desk): State<Arc<Desk>>,
    Path(lang): Path<String>,
    visitor: Visitor,
) -> Result<Response, Problem> {
    shown(desk, &lang, visitor, None, None).await
}

async fn shown(
    desk: Arc<Desk>,
    lang: &str,
    visitor: Visitor,
    token: Option<String>,
    failed: Option<String>,
) -> Result<Response, Problem> {
    let lang = language(lang)?;
    let wrong = failed.is_some();
    let work = move || {
        let users = users(&desk)?;
        let date = |second: i64| crate::clock::written(second).get(..10).unwrap_or_default().to_owned();
        let accounts = users.list()?;
        let accounts: Vec<_> = accounts
            .iter()
            .map(|a| context! { name => a.name, role => a.role, made => date(a.made), revoked => a.revoked.map(date) })
            .collect();
        let now = crate::clock::now();
        let tokens: Vec<_> = users
            .tokens()?
            .iter()
            .map(|t| {
                let holds = t.revoked.is_none() && t.expires > now;
                context! { number => t.number, user => t.user, scopes => t.scopes, expires => date(t.expires), holds }
            })
            .collect();
        let mut entries = users.entries(LINES)?;
        entries.reverse();
        let page = context! {
            csrf => visitor.csrf(), accounts, tokens, entries, token, failed,
            roles => Role::ALL, scopes => [Scope::Read, Scope::Decide, Scope::Upload, Scope::Issue],
        };
        pages::own("users", lang, Some(&visitor), page).map_err(Problem::from)
    };
    let html = tokio::task::spawn_blocking(work).await.map_err(|_| Problem::away("the page broke off"))??;
    let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, [(CONTENT_TYPE, HTML), (CACHE_CONTROL, "no-store")], html).into_response())
}

/// A change of users.
pub async fn change(
    State(desk): State<Arc<Desk>>,
    Path(lang): Path<String>,
    visitor: Visitor,
    Extension(caller): Extension<Caller>,
    Form(step): Form<Step>,
) -> Result<Response, Problem> {
    let place = Arc::clone(&desk.house.hashing).acquire_owned().await;
    let place = place.map_err(|_| Problem::away("the server ends"))?;
    let (shared, who) = (Arc::clone(&desk), visitor.name.clone());
    let work = move || {
        let done = carry_out(users(&shared)?, &step);
        drop(place);
        let about = step.said();
        let about = done.as_ref().map_or_else(|e| format!("{about}: {e}"), |_| about.clone());
        shared.house.log(&who, What::Users, &about, &caller.address.to_string(), done.is_ok());
        Ok::<_, Problem>(done)
    };
    let done =
        tokio::task::spawn_blocking(work).await.map_err(|_| Problem::away("the change broke off"))??;
    let mut response = match done {
        Ok(None) => Redirect::to(&format!("/{lang}/users")).into_response(),
        // A token is shown this once: on a page that no cache keeps.
        Ok(Some(token)) => shown(Arc::clone(&desk), &lang, visitor, Some(token), None).await?,
        Err(error) if crate::store::fault(&error).is_some() => return Err(error.into()),
        Err(error) => shown(Arc::clone(&desk), &lang, visitor, None, Some(format!("{error:#}"))).await?,
    };
    response.extensions_mut().insert(Logged);
    Ok(response)
}

fn carry_out(users: &Users, step: &Step) -> anyhow::Result<Option<String>> {
    match step {
        Step::Add { name, role, password } => users.add(name, *role, password).map(|_| None),
        Step::Role { name, role } => users.set_role(name, *role).map(|()| None),
        Step::Password { name, password } => users.set_password(name, password).map(|()| None),
        Step::Revoke { name } => users.revoke(name).map(|()| None),
        Step::Token { name, scope, days } => users
            .make_token(name, Scopes::from(scope.as_str()).all(), days.trim().parse().unwrap_or(0))
            .map(Some),
        Step::RevokeToken { number } => users.revoke_token(number.trim().parse().unwrap_or(0)).map(|()| None),
    }
}

impl Step {
    fn said(&self) -> String {
        match self {
            Self::Add { name, role, .. } => format!("add {name} as {role}"),
            Self::Role { name, role } => format!("role of {name}: {role}"),
            Self::Password { name, .. } => format!("password of {name}"),
            Self::Revoke { name } => format!("revoke {name}"),
            Self::Token { name, scope, days } => format!("token of {name}: {scope}, {days} days"),
            Self::RevokeToken { number } => format!("revoke token {number}"),
        }
    }
}

fn users(desk: &Desk) -> Result<&Users, Problem> {
    desk.house
        .users
        .as_ref()
        .ok_or_else(|| Problem::none("nobody signs in here: the server runs for one user"))
}
