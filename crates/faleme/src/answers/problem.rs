//! A question without an answer.

use crate::store::Fault;
use axum::http::StatusCode;

/// Why a question has no answer.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What kind of problem it is, numbered as in HTTP: programs know these numbers. `serve::reply` sends it.
    pub status: StatusCode,
    /// What is wrong and what to do, for people.
    pub detail: String,
}

impl Problem {
    /// The request is not right: a mistake of whoever asks.
    pub fn bad(detail: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, detail: detail.into() }
    }

    /// The request can be read, and asks for what there is not.
    pub fn wrong(detail: impl Into<String>) -> Self {
        Self { status: StatusCode::UNPROCESSABLE_ENTITY, detail: detail.into() }
    }

    /// There is nothing of that name, or it is not for those who ask: which of the two is not said.
    pub fn none(detail: impl Into<String>) -> Self {
        Self { status: StatusCode::NOT_FOUND, detail: detail.into() }
    }

    /// It is there, and not for those who ask.
    pub fn forbidden(detail: impl Into<String>) -> Self {
        Self { status: StatusCode::FORBIDDEN, detail: detail.into() }
    }
}

/// What a stage could not do with this case is told as it tells it on the command line: the case lacks something.
impl From<anyhow::Error> for Problem {
    fn from(error: anyhow::Error) -> Self {
        let status = match crate::store::fault(&error) {
            Some(Fault::Full) => StatusCode::INSUFFICIENT_STORAGE,
            Some(Fault::Away) => StatusCode::SERVICE_UNAVAILABLE,
            None => StatusCode::UNPROCESSABLE_ENTITY,
        };
        Self { status, detail: crate::store::explain(&error) }
    }
}
