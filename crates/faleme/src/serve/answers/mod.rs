//! One file a subject: what the case answers to it.

mod claims;
mod constraints;
mod contradictions;
mod decisions;
mod documents;
mod events;
mod review;
mod why;

pub use decisions::Decided;

use super::answer::Answer;
use super::asked::Asked;
use super::reply::Problem;
use super::visitor::Role;
use crate::opened::Opened;
use crate::output::{Format, Output};
use crate::show;
use crate::view::View;
use base::Date;
use evidence::Claim;

/// A subject: one answer, shown as a page, as a table to save, and by the API.
pub struct Subject {
    /// Its name in paths: `/fr/events`, `/api/v1/events`.
    pub name: &'static str,
    /// Who may ask.
    pub needs: Role,
    /// What it tells is by vehicle class or day: only for those who are signed in and see AMBER, and never cached on the way.
    pub amber: bool,
    /// What narrows it, beside what every subject takes (`as_of`, `offset`, `limit`).
    pub params: &'static [Param],
    /// The answer.
    pub answer: fn(&Opened, &Asked) -> Result<Answer, Problem>,
}

/// A parameter of a question: the API's document and the check of requests are made of it.
pub struct Param {
    /// Its name in the query.
    pub name: &'static str,
    /// What it holds.
    pub takes: Takes,
}

/// What a parameter holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Words.
    Text,
    /// A day, ISO 8601.
    Day,
    /// A whole number.
    Whole,
    /// One of these.
    OneOf(&'static [&'static str]),
}

const fn takes(name: &'static str, takes: Takes) -> Param {
    Param { name, takes }
}

/// All subjects, in the order of the menu.
pub const SUBJECTS: &[Subject] = &[
    Subject {
        name: "events",
        needs: Role::Reader,
        amber: false,
        params: &[
            takes("type", Takes::Text),
            takes("place", Takes::Text),
            takes("from", Takes::Day),
            takes("to", Takes::Day),
        ],
        answer: events::answer,
    },
    Subject {
        name: "constraints",
        needs: Role::Reader,
        amber: false,
        params: &[takes("kind", Takes::Text), takes("status", Takes::Text)],
        answer: constraints::answer,
    },
    Subject {
        name: "contradictions",
        needs: Role::Reader,
        amber: false,
        params: &[takes("kind", Takes::Text), takes("severity", Takes::OneOf(&["high", "medium", "low"]))],
        answer: contradictions::answer,
    },
    Subject {
        name: "documents",
        needs: Role::Reader,
        amber: false,
        params: &[takes("q", Takes::Text)],
        answer: documents::answer,
    },
    Subject {
        name: "claims",
        needs: Role::Reader,
        amber: false,
        params: &[
            takes("kind", Takes::Text),
            takes("type", Takes::Text),
            takes("modality", Takes::Text),
            takes("place", Takes::Text),
            takes("from", Takes::Day),
            takes("to", Takes::Day),
            takes("q", Takes::Text),
        ],
        answer: claims::answer,
    },
    Subject {
        name: "review",
        needs: Role::Analyst,
        amber: false,
        params: &[
            takes("because", Takes::OneOf(&["contradicted", "single_origin", "undecided"])),
            takes("done", Takes::Whole),
        ],
        answer: review::answer,
    },
    Subject {
        name: "decisions",
        needs: Role::Analyst,
        amber: false,
        params: &[takes("about", Takes::Text), takes("by", Takes::Text)],
        answer: decisions::answer,
    },
    Subject {
        name: "why",
        needs: Role::Reader,
        amber: false,
        params: &[takes("id", Takes::Text)],
        answer: why::answer,
    },
];

/// The subject of a name.
pub fn subject(name: &str) -> Option<&'static Subject> {
    SUBJECTS.iter().find(|s| s.name == name)
}

/// Whether only what may be handed on is shown: no text, no words that tell where forces stand.
pub fn shares(asked: &Asked) -> bool {
    asked.visitor.role < Role::Analyst
}

/// Claims as those who ask may see them.
fn shown_claims<'a>(
    opened: &Opened,
    asked: &Asked,
    view: &'a View,
    claims: &'a [Claim],
) -> Vec<show::ClaimShown<'a>> {
    match shares(asked) {
        true => show::claims_to_share(view, claims, &opened.case.vocabulary.actors),
        false => show::claims(view, claims),
    }
}

/// Commands that answer for the server say nothing on its terminal but errors.
pub const SILENT: Output = Output { format: Format::Json, quiet: true };

/// The day asked about: the one named, else the case's own; `None` is everything.
pub fn day(opened: &Opened, asked: &Asked) -> Option<Date> {
    asked.as_of.or(opened.case.as_of)
}
