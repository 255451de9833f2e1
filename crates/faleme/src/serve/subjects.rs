//! All subjects, with who may ask and what narrows them: pages, files, the menu, the API and its document are made of this list.

use super::answer::Answer;
use super::answers::ground::sees_classes;
use super::answers::{
    access, board, claims, constraints, contradictions, data, decisions, documents, events, letters, map,
    outlook, people, prices, responses, review, route, scenario, spillover, status, supply, why,
};
use super::asked::Asked;
use super::param::{Param, Takes, takes};
use super::reply::Problem;
use super::visitor::Role;
use crate::opened::Opened;

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

/// All subjects, in the order of the menu.
pub const SUBJECTS: &[Subject] = &[
    Subject { name: "board", needs: Role::Reader, amber: false, params: &[], answer: board::answer },
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
    Subject {
        name: "status",
        needs: Role::Analyst,
        amber: true,
        params: &[takes("class", Takes::Text), takes("goods", Takes::Text), takes("operator", Takes::Text)],
        answer: status::answer,
    },
    Subject {
        name: "route",
        needs: Role::Analyst,
        amber: true,
        params: &[
            takes("from", Takes::Text),
            takes("to", Takes::Text),
            takes("class", Takes::Text),
            takes("goods", Takes::Text),
            takes("operator", Takes::Text),
            takes("departure", Takes::Text),
        ],
        answer: route::answer,
    },
    Subject {
        name: "access",
        needs: Role::Analyst,
        amber: true,
        params: &[
            takes("class", Takes::Text),
            takes("goods", Takes::Text),
            takes("operator", Takes::Text),
            takes("from", Takes::Text),
            takes("within", Takes::Amount),
            takes("between", Takes::Text),
        ],
        answer: access::answer,
    },
    Subject {
        name: "supply",
        needs: Role::Reader,
        amber: false,
        params: &[takes("days", Takes::Whole), takes("draws", Takes::Whole), takes("seed", Takes::Whole)],
        answer: supply::answer,
    },
    Subject {
        name: "scenario",
        needs: Role::Analyst,
        amber: true,
        params: &[
            takes("toml", Takes::Text),
            takes("constraint", Takes::Text),
            takes("is", Takes::OneOf(&["in_force", "lifted", "ends"])),
            takes("kind", Takes::Text),
            takes("corridor", Takes::Text),
            takes("border", Takes::Text),
            takes("port", Takes::Text),
            takes("operator", Takes::Text),
            takes("goods", Takes::Text),
            takes("hour_from", Takes::Text),
            takes("hour_to", Takes::Text),
            takes("from", Takes::Day),
            takes("until", Takes::Day),
            takes("last", Takes::Whole),
            takes("days", Takes::Whole),
            takes("draws", Takes::Whole),
            takes("seed", Takes::Whole),
        ],
        answer: scenario::answer,
    },
    Subject {
        name: "prices",
        needs: Role::Reader,
        amber: false,
        params: &[
            takes("market", Takes::Text),
            takes("commodity", Takes::Text),
            takes("periods", Takes::OneOf(&["all", "last"])),
            takes("since", Takes::Text),
            takes("within", Takes::Amount),
            takes("months", Takes::Whole),
        ],
        answer: prices::answer,
    },
    Subject { name: "people", needs: Role::Reader, amber: false, params: &[], answer: people::answer },
    Subject {
        name: "outlook",
        needs: Role::Reader,
        amber: false,
        params: &[
            takes("unit", Takes::OneOf(&["country", "district", "cell", "corridor"])),
            takes("target", Takes::OneOf(&["state_based", "non_state", "one_sided"])),
            takes("horizon", Takes::Whole),
        ],
        answer: outlook::answer,
    },
    Subject {
        name: "spillover",
        needs: Role::Reader,
        amber: false,
        params: &[takes("horizon", Takes::Whole)],
        answer: spillover::answer,
    },
    Subject {
        name: "responses",
        needs: Role::Reader,
        amber: false,
        params: &[takes("area", Takes::Text)],
        answer: responses::answer,
    },
    Subject {
        name: "letters",
        needs: Role::Reader,
        amber: false,
        params: &[takes("since", Takes::Day)],
        answer: letters::answer,
    },
    Subject { name: "data", needs: Role::Reader, amber: false, params: &[], answer: data::answer },
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

/// Whether what these who ask see of a subject is told by class or day: nothing of it is kept on the way.
pub fn is_amber(subject: &Subject, asked: &Asked) -> bool {
    const MIXED: [&str; 3] = ["board", "supply", "outlook"];
    subject.amber || (MIXED.contains(&subject.name) && sees_classes(asked))
}

/// The subject of a name.
pub fn subject(name: &str) -> Option<&'static Subject> {
    SUBJECTS.iter().find(|s| s.name == name)
}
