//! One file a subject: what the case answers to it.

mod constraints;
mod events;
mod map;

pub use events::of_kind as events_rows;
pub use map::layer as map_rows;

use super::answer::Answer;
use super::asked::Asked;
use super::reply::Problem;
use super::visitor::Role;
use crate::opened::Opened;
use crate::output::{Format, Output};
use base::Date;

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
        name: "map",
        needs: Role::Reader,
        // Below AMBER it tells no class and no day.
        amber: false,
        params: &[takes("layers", Takes::Text)],
        answer: map::answer,
    },
];

/// The subject of a name.
pub fn subject(name: &str) -> Option<&'static Subject> {
    SUBJECTS.iter().find(|s| s.name == name)
}

/// Commands that answer for the server say nothing on its terminal but errors.
pub const SILENT: Output = Output { format: Format::Json, quiet: true };

/// The day asked about: the one named, else the case's own; `None` is everything.
pub fn day(opened: &Opened, asked: &Asked) -> Option<Date> {
    asked.as_of.or(opened.case.as_of)
}
