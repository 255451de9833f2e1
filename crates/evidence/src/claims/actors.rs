//! Actors in a text: the case's own by name, others by common noun.

use super::lexicon::{Class, Hit, LEXICON, blanked};
use crate::{ActorEntry, ActorKind};
use aho_corasick::{AhoCorasick, MatchKind};
use base::fold;
use std::ops::Range;

/// An actor named in a text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct ActorAt {
    pub range: Range<usize>,
    /// Canonical name; `None` for a noun that takes up a group named before.
    pub name: Option<String>,
    pub kind: ActorKind,
    /// Whether the case lists it.
    pub known: bool,
}

/// The case's actors, and the common nouns.
#[derive(Debug)]
pub(super) struct ActorIndex {
    automaton: Option<AhoCorasick>,
    /// For each pattern, the entry it names.
    entries: Vec<(String, ActorKind)>,
    nouns: Vec<(Class, ActorKind, bool)>,
}

impl ActorIndex {
    pub fn new(actors: &[ActorEntry]) -> Self {
        let mut patterns = Vec::new();
        let mut entries = Vec::new();
        for actor in actors {
            for name in std::iter::once(&actor.name).chain(&actor.aliases) {
                patterns.push(blanked(&fold(name)));
                entries.push((actor.name.clone(), actor.kind));
            }
        }
        let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&patterns).ok();
        Self { automaton, entries, nouns: nouns() }
    }

    /// All actors in a blanked text, in order; the case's own names win over common nouns.
    pub fn find(&self, blank: &str, hits: &[Hit]) -> Vec<ActorAt> {
        let bytes = blank.as_bytes();
        let edge = |at: Option<&u8>| at.is_none_or(|b| !b.is_ascii_alphanumeric() && *b < 0x80);
        let named = self.automaton.iter().flat_map(|a| a.find_iter(blank)).filter_map(|m| {
            let before = m.start().checked_sub(1).and_then(|i| bytes.get(i));
            (edge(before) && edge(bytes.get(m.end()))).then(|| {
                let (name, kind) = self.entries[m.pattern().as_usize()].clone();
                ActorAt { range: m.range(), name: Some(name), kind, known: true }
            })
        });
        let mut all: Vec<ActorAt> = named.collect();
        let common = hits.iter().filter_map(|hit| {
            let &(_, kind, anaphor) = self.nouns.iter().find(|(class, ..)| *class == hit.class)?;
            let name = (!anaphor).then(|| blank[hit.start..hit.end].to_owned());
            Some(ActorAt { range: hit.start..hit.end, name, kind, known: false })
        });
        all.extend(common);
        all.sort_by_key(|a| (a.range.start, std::cmp::Reverse(a.range.end), !a.known));
        let mut end = 0;
        all.retain(|a| {
            let keep = a.range.start >= end;
            if keep {
                end = a.range.end;
            }
            keep
        });
        all
    }
}

fn nouns() -> Vec<(Class, ActorKind, bool)> {
    let class = |name: &str| LEXICON.class(&format!("actor.{name}"));
    vec![
        (class("anaphor"), ActorKind::ArmedGroup, true),
        (class("armed_group"), ActorKind::ArmedGroup, false),
        (class("state_forces"), ActorKind::StateForces, false),
        (class("authority"), ActorKind::Authority, false),
        (class("operator"), ActorKind::Operator, false),
        (class("union"), ActorKind::Union, false),
        (class("international"), ActorKind::International, false),
    ]
}
