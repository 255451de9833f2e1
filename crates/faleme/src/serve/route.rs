//! What a route is: its path, who may open it, what answers.

use super::desk::Desk;
use super::visitor::{Role, Scope};
use axum::routing::MethodRouter;
use std::sync::Arc;

/// Bytes of a body where a route does not say otherwise: forms and JSON.
const ROOM: u64 = 1 << 20;

/// Who may open a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    /// Whoever comes: style, script, sign-in.
    Anyone,
    /// Whoever has the role that the subject named in the path takes (`SUBJECTS`).
    Subject,
    /// Whoever has this role. A token also needs the scope; `None`: tokens do not open it.
    Role(Role, Option<Scope>),
}

/// Whether a route asks or changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// GET and HEAD.
    Get,
    /// POST: checked for where it comes from and for the word of the session before its handler sees it, and logged.
    Post,
}

/// A route.
pub struct Route {
    /// Whether it asks or changes.
    pub verb: Verb,
    /// Its path, with names in braces.
    pub path: &'static str,
    /// Who may open it.
    pub needs: Needs,
    /// Another scope with which tokens open it as well.
    pub also: Option<Scope>,
    /// Bytes of a body at the most.
    pub room: u64,
    /// What makes its handler's router.
    pub made: Made,
}

/// What makes a handler's router: `|| get(handler)`.
pub type Made = fn() -> MethodRouter<Arc<Desk>>;

impl Route {
    /// For whoever comes.
    pub const fn open(path: &'static str, made: Made) -> Self {
        Self { verb: Verb::Get, path, needs: Needs::Anyone, also: None, room: ROOM, made }
    }

    /// A subject's page, file or API.
    pub const fn subject(path: &'static str, made: Made) -> Self {
        Self { verb: Verb::Get, path, needs: Needs::Subject, also: None, room: ROOM, made }
    }

    /// For a role; tokens that may read open it.
    pub const fn get(path: &'static str, role: Role, made: Made) -> Self {
        Self {
            verb: Verb::Get,
            path,
            needs: Needs::Role(role, Some(Scope::Read)),
            also: None,
            room: ROOM,
            made,
        }
    }

    /// A change, for a role; tokens of this scope make it.
    pub const fn post(path: &'static str, role: Role, scope: Scope, made: Made) -> Self {
        Self { verb: Verb::Post, path, needs: Needs::Role(role, Some(scope)), also: None, room: ROOM, made }
    }

    /// A change that whoever comes may ask for: to sign in.
    pub const fn post_open(path: &'static str, made: Made) -> Self {
        Self { verb: Verb::Post, path, needs: Needs::Anyone, also: None, room: ROOM, made }
    }

    /// The same, but not for tokens.
    pub const fn signed_in(self) -> Self {
        let needs = match self.needs {
            Needs::Role(role, _) => Needs::Role(role, None),
            other => other,
        };
        Self { needs, ..self }
    }

    /// The same, also for tokens of this scope.
    pub const fn also(self, scope: Scope) -> Self {
        Self { also: Some(scope), ..self }
    }

    /// The same with room for longer bodies.
    pub const fn room(self, room: u64) -> Self {
        Self { room, ..self }
    }
}
