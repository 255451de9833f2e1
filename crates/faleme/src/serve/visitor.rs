//! Who asks. The doors find it out once for each request; handlers take a `Visitor` as an argument.

use crate::answers::{Asker, Problem};
pub use crate::users::{Role, Scope};
use crate::users::{Scopes, Secret};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use std::net::IpAddr;
use std::sync::Arc;

/// Who asks.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// Signs decisions.
    pub name: String,
    /// What they may do and see.
    pub asker: Asker,
    /// By what they came in.
    pub pass: Pass,
}

/// By what a visitor came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pass {
    /// They sit at the machine that serves, and nobody else does; forms carry this word.
    Owner(Arc<str>),
    /// They signed in; forms carry this word, which belongs to their session.
    Session(Arc<str>),
    /// A program that shows a token, and may do this much.
    Token(Scopes),
}

impl Visitor {
    /// The owner of the case, at the machine it is on.
    pub fn owner(csrf: Arc<str>) -> Self {
        let name =
            std::env::var("USER").ok().filter(|n| !n.trim().is_empty()).unwrap_or_else(|| "owner".into());
        Self { name, asker: Asker::OWNER, pass: Pass::Owner(csrf) }
    }

    /// A user of this role.
    pub fn user(name: String, role: Role, pass: Pass) -> Self {
        Self { name, asker: Asker::user(role), pass }
    }

    /// The word that forms carry in a field `csrf`, and script in a header `X-CSRF-Token`; tokens need none, because no
    /// browser sends them by itself.
    pub fn csrf(&self) -> Option<&str> {
        match &self.pass {
            Pass::Owner(word) | Pass::Session(word) => Some(word),
            Pass::Token(_) => None,
        }
    }

    /// Whether they see AMBER, on another machine than the case's.
    pub fn sees_amber_elsewhere(&self) -> bool {
        self.asker.readers.abroad && self.asker.readers.tlp >= base::Tlp::Amber
    }

    /// Refuses what the role or the token may not do.
    pub fn may(&self, needs: Role, scope: Option<Scope>) -> Result<(), Problem> {
        if self.asker.role < needs {
            return Err(Problem::forbidden(format!(
                "this takes the role {needs}; yours is {}",
                self.asker.role
            )));
        }
        match (&self.pass, scope) {
            (Pass::Token(scopes), Some(scope)) if !scopes.hold(scope) => {
                Err(Problem::forbidden("the token was not made for this (its scope)"))
            }
            (Pass::Token(_), None) => Err(Problem::forbidden("not with a token: sign in")),
            _ => Ok(()),
        }
    }
}

/// What the doors found out of a request before any handler sees it.
#[derive(Clone)]
pub struct Caller {
    /// Who, unless they have not signed in.
    pub visitor: Option<Visitor>,
    /// The session they showed, to be ended at sign-out and at the next sign-in.
    pub session: Option<Secret>,
    /// From where: the client's own address, behind a proxy as well.
    pub address: IpAddr,
}

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Problem::forbidden("nobody asks"))
    }
}

impl<S: Sync> FromRequestParts<S> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let caller = Caller::from_request_parts(parts, state).await?;
        caller.visitor.ok_or_else(Problem::nobody)
    }
}
