//! All subjects, with who may ask and what narrows them: pages, files, the menu, the API and its document are made of this list.

use super::visitor::Role;
use crate::answers::ground::sees_classes;
use crate::answers::{Answer, Asked, List, Param, Problem, Takes, takes};
use crate::answers::{
    access, alerts, board, claims, constraints, contradictions, data, decisions, documents, events, letters,
    map, outlook, people, prices, responses, review, route, scenario, spillover, status, supply, why,
};
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
    /// The lists that its answers may hold.
    pub lists: &'static [List],
    /// Whether a path may name one thing of it: `/api/v1/events/evt-…`.
    pub one: bool,
    /// The answer.
    pub answer: fn(&Opened, &Asked) -> Result<Answer, Problem>,
}

/// All subjects, in the order of the menu.
pub const SUBJECTS: &[Subject] = &[
    Subject {
        name: "board",
        needs: Role::Reader,
        amber: false,
        params: &[],
        lists: board::LISTS,
        one: false,
        answer: board::answer,
    },
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
        lists: events::LISTS,
        one: true,
        answer: events::answer,
    },
    Subject {
        name: "constraints",
        needs: Role::Reader,
        amber: false,
        params: &[takes("kind", Takes::Text), takes("status", Takes::Text)],
        lists: constraints::LISTS,
        one: true,
        answer: constraints::answer,
    },
    Subject {
        name: "map",
        needs: Role::Reader,
        // Below AMBER it tells no class and no day.
        amber: false,
        params: &[takes("layers", Takes::Text)],
        lists: map::LISTS,
        one: false,
        answer: map::answer,
    },
    Subject {
        name: "status",
        needs: Role::Analyst,
        amber: true,
        params: &[takes("class", Takes::Text), takes("goods", Takes::Text), takes("operator", Takes::Text)],
        lists: status::LISTS,
        one: false,
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
        lists: route::LISTS,
        one: false,
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
        lists: access::LISTS,
        one: false,
        answer: access::answer,
    },
    Subject {
        name: "supply",
        needs: Role::Reader,
        amber: false,
        params: &[takes("days", Takes::Whole), takes("draws", Takes::Whole), takes("seed", Takes::Whole)],
        lists: supply::LISTS,
        one: false,
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
        lists: scenario::LISTS,
        one: false,
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
        lists: prices::LISTS,
        one: false,
        answer: prices::answer,
    },
    Subject {
        name: "people",
        needs: Role::Reader,
        amber: false,
        params: &[],
        lists: people::LISTS,
        one: false,
        answer: people::answer,
    },
    Subject {
        name: "outlook",
        needs: Role::Reader,
        amber: false,
        params: &[
            takes("unit", Takes::OneOf(&["country", "district", "cell", "corridor"])),
            takes("target", Takes::OneOf(&["state_based", "non_state", "one_sided"])),
            takes("horizon", Takes::Whole),
        ],
        lists: outlook::LISTS,
        one: false,
        answer: outlook::answer,
    },
    Subject {
        name: "spillover",
        needs: Role::Reader,
        amber: false,
        params: &[takes("horizon", Takes::Whole)],
        lists: spillover::LISTS,
        one: false,
        answer: spillover::answer,
    },
    Subject {
        name: "responses",
        needs: Role::Reader,
        amber: false,
        params: &[takes("area", Takes::Text)],
        lists: responses::LISTS,
        one: false,
        answer: responses::answer,
    },
    Subject {
        name: "letters",
        needs: Role::Reader,
        amber: false,
        params: &[takes("since", Takes::Day)],
        lists: letters::LISTS,
        one: true,
        answer: letters::answer,
    },
    Subject {
        name: "alerts",
        needs: Role::Reader,
        amber: false,
        params: &[
            takes("state", Takes::OneOf(&["issued", "draft", "dropped", "declined"])),
            takes("severity", Takes::OneOf(&["extreme", "severe", "moderate", "minor", "unknown"])),
        ],
        lists: alerts::LISTS,
        one: true,
        answer: alerts::answer,
    },
    Subject {
        name: "data",
        needs: Role::Reader,
        amber: false,
        params: &[],
        lists: data::LISTS,
        one: false,
        answer: data::answer,
    },
    Subject {
        name: "contradictions",
        needs: Role::Reader,
        amber: false,
        params: &[takes("kind", Takes::Text), takes("severity", Takes::OneOf(&["high", "medium", "low"]))],
        lists: contradictions::LISTS,
        one: true,
        answer: contradictions::answer,
    },
    Subject {
        name: "documents",
        needs: Role::Reader,
        amber: false,
        params: &[takes("q", Takes::Text), takes("claim", Takes::Text)],
        lists: documents::LISTS,
        one: true,
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
        lists: claims::LISTS,
        one: true,
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
        lists: review::LISTS,
        one: true,
        answer: review::answer,
    },
    Subject {
        name: "decisions",
        needs: Role::Analyst,
        amber: false,
        params: &[takes("about", Takes::Text), takes("by", Takes::Text)],
        lists: decisions::LISTS,
        one: true,
        answer: decisions::answer,
    },
    Subject {
        name: "why",
        needs: Role::Reader,
        amber: false,
        params: &[takes("id", Takes::Text)],
        lists: why::LISTS,
        one: true,
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
