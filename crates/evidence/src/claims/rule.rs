//! The claim rules, as `data/claims/rules.toml` states them.

use super::lexicon::{Class, LEXICON};
use crate::{ActorKind, ClaimKind};
use base::Modality;
use serde::Deserialize;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What makes a statement one occasion rather than a generality.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Need {
    /// A day or month, a site or road, a count, or a known operator.
    Anchor,
    /// Any place in the quote.
    Place,
    /// A number with its unit.
    Number,
}

/// The sort of actor a rule asks for in its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ActorNeed {
    ArmedGroup,
    StateForces,
    /// Forces or an authority.
    State,
}

impl ActorNeed {
    pub fn met_by(self, kind: ActorKind) -> bool {
        match self {
            Self::ArmedGroup => matches!(kind, ActorKind::ArmedGroup | ActorKind::Spokesperson),
            Self::StateForces => kind == ActorKind::StateForces,
            Self::State => matches!(kind, ActorKind::StateForces | ActorKind::Authority),
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    r#type: String,
    kind: ClaimKind,
    head: String,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    never: Vec<String>,
    near: Option<usize>,
    needs: Option<Need>,
    modality: Option<Modality>,
    only_modality: Option<Modality>,
    actor: Option<ActorNeed>,
    #[serde(default)]
    operator: bool,
    #[serde(default)]
    taken: bool,
    #[serde(default)]
    takes_up: bool,
    unit: Option<String>,
}

/// One rule, its classes looked up.
pub(super) struct Rule {
    pub name: String,
    pub kind: ClaimKind,
    pub with: Vec<Class>,
    pub never: Vec<Class>,
    pub near: usize,
    pub needs: Option<Need>,
    pub modality: Option<Modality>,
    pub only_modality: Option<Modality>,
    pub actor: Option<ActorNeed>,
    pub operator: bool,
    /// Whether to ask for it is to take it (a toll).
    pub taken: bool,
    /// Whether it speaks of the measure of its type told last ("it applies from 9 p.m.").
    pub takes_up: bool,
    /// What the number of the quote must count, where the rule says.
    pub unit: Option<String>,
}

/// All rules, and which rules each head class may set off, in order.
pub(super) struct Rules {
    pub all: Vec<Rule>,
    pub by_head: HashMap<Class, Vec<usize>>,
}

/// How far, in bytes of folded text, the other words of a rule may stand from its head: about fifteen words.
const NEAR: usize = 90;

/// The rules that ship with the program.
pub(super) static RULES: LazyLock<Rules> = LazyLock::new(|| {
    #[derive(Default, Deserialize)]
    struct File {
        rule: Vec<Written>,
    }
    let file: File = toml::from_str(include_str!("../../data/claims/rules.toml")).unwrap_or_default();
    let mut by_head: HashMap<Class, Vec<usize>> = HashMap::new();
    let mut all = Vec::with_capacity(file.rule.len());
    for (index, rule) in file.rule.into_iter().enumerate() {
        by_head.entry(LEXICON.class(&rule.head)).or_default().push(index);
        all.push(Rule {
            name: rule.r#type,
            kind: rule.kind,
            with: rule.with.iter().map(|c| LEXICON.class(c)).collect(),
            never: rule.never.iter().map(|c| LEXICON.class(c)).collect(),
            near: rule.near.unwrap_or(NEAR),
            needs: rule.needs,
            modality: rule.modality,
            only_modality: rule.only_modality,
            actor: rule.actor,
            operator: rule.operator,
            taken: rule.taken,
            takes_up: rule.takes_up,
            unit: rule.unit,
        });
    }
    Rules { all, by_head }
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_parses_and_names_only_known_classes() {
        #[derive(Deserialize)]
        struct File {
            rule: Vec<Written>,
        }
        let file: File = toml::from_str(include_str!("../../data/claims/rules.toml")).unwrap();
        let unknown = LEXICON.class("no such class");
        for rule in &file.rule {
            for class in rule.with.iter().chain(&rule.never).chain([&rule.head]) {
                assert_ne!(LEXICON.class(class), unknown, "rule {} names class {class}", rule.r#type);
            }
        }
        assert_eq!(RULES.all.len(), file.rule.len());
    }
}
