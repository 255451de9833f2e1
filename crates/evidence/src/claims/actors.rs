//! Actors in a text: the case's own by name, others by common noun.

use super::lexicon::{Class, Hit, LEXICON, blanked};
use crate::{ActorEntry, ActorKind};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use base::fold;
use std::collections::HashMap;
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
    entries: Vec<Named>,
    nouns: Vec<(Class, ActorKind, Option<&'static str>)>,
    parents: HashMap<String, String>,
}

/// A name of one of the case's actors.
#[derive(Debug)]
struct Named {
    name: String,
    kind: ActorKind,
    /// Whether it is written in capitals only, and so must be in the text: "UN" is not « un ».
    acronym: bool,
}

/// Bytes of names up to which their automaton is a full table: 64 columns of four bytes a byte, 8 MB at most.
const LARGEST_TABLE: usize = 32 * 1024;

impl ActorIndex {
    pub fn new(actors: &[ActorEntry]) -> Self {
        let mut patterns = Vec::new();
        let mut entries = Vec::new();
        for actor in actors {
            for name in std::iter::once(&actor.name).chain(&actor.aliases) {
                patterns.push(blanked(&fold(name)));
                let acronym = !name.chars().any(char::is_lowercase);
                entries.push(Named { name: actor.name.clone(), kind: actor.kind, acronym });
            }
        }
        // A table of all states is the faster one, and of many names too large.
        let small = patterns.iter().map(String::len).sum::<usize>() < LARGEST_TABLE;
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(small.then_some(AhoCorasickKind::DFA))
            .build(&patterns)
            .ok();
        let parents = actors.iter().filter_map(|a| Some((a.name.clone(), a.parent.clone()?))).collect();
        Self { automaton, entries, nouns: nouns(), parents }
    }

    /// All actors in a blanked text, in order; the case's own names win over common nouns. `original` gives back the
    /// words as written.
    pub fn find<'t>(
        &self,
        blank: &str,
        hits: &[Hit],
        original: impl Fn(&Range<usize>) -> &'t str,
    ) -> Vec<ActorAt> {
        let mut all = self.named(blank, original);
        all.retain(|actor| !only_near(&blank[..actor.range.start]));
        let known: Vec<Range<usize>> = all.iter().map(|a| a.range.clone()).collect();
        let free = |hit: &&Hit| {
            let at = known.partition_point(|k| k.end <= hit.start);
            known.get(at).is_none_or(|k| k.start >= hit.end)
        };
        let common = hits.iter().filter(free).filter_map(|hit| {
            let &(_, kind, name) = self.nouns.iter().find(|(class, ..)| *class == hit.class)?;
            let name = name.map(str::to_owned);
            Some(ActorAt { range: hit.start..hit.end, name, kind, known: false })
        });
        all.extend(common);
        all.sort_by_key(|a| (a.range.start, std::cmp::Reverse(a.range.end), !a.known));
        let mut end = 0;
        all.retain(|a| {
            let keep = a.range.start >= end;
            end = if keep { a.range.end } else { end };
            keep
        });
        all
    }

    fn named<'t>(&self, blank: &str, original: impl Fn(&Range<usize>) -> &'t str) -> Vec<ActorAt> {
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
        let whole = |r: &Range<usize>| {
            edge(blank[..r.start].chars().next_back()) && edge(blank[r.end..].chars().next())
        };
        self.automaton
            .iter()
            .flat_map(|a| a.find_iter(blank))
            .filter(|m| whole(&m.range()))
            .filter_map(|m| {
                let entry = &self.entries[m.pattern().as_usize()];
                let written = !entry.acronym || !original(&m.range()).chars().any(char::is_lowercase);
                written.then(|| ActorAt {
                    range: m.range(),
                    name: Some(entry.name.clone()),
                    kind: entry.kind,
                    known: true,
                })
            })
            .collect()
    }

    /// Whether a name is that of one of the case's actors, not a common noun.
    pub fn knows(&self, name: &str) -> bool {
        self.entries.iter().any(|e| e.name == name)
    }

    /// The outermost actor that an actor is part of or speaks for; itself if it is its own.
    pub fn group<'a>(&'a self, name: &'a str) -> &'a str {
        let mut at = name;
        // A case file may name parents in a circle; no real chain is this deep.
        for _ in 0..8 {
            match self.parents.get(at) {
                Some(parent) => at = parent,
                None => break,
            }
        }
        at
    }
}

/// The common nouns: their class, kind, and the one name that all of a class are given, whatever the language.
fn nouns() -> Vec<(Class, ActorKind, Option<&'static str>)> {
    let class = |name: &str| LEXICON.class(&format!("actor.{name}"));
    vec![
        (class("anaphor"), ActorKind::ArmedGroup, None),
        (class("armed_group"), ActorKind::ArmedGroup, Some("armed group")),
        (class("state_forces"), ActorKind::StateForces, Some("armed forces")),
        (class("authority"), ActorKind::Authority, Some("authorities")),
        (class("operator"), ActorKind::Operator, Some("transport company")),
        (class("union"), ActorKind::Union, Some("union")),
        (class("international"), ActorKind::International, Some("international body")),
    ]
}

/// Words after which a name says whom a source is close to: it neither acted nor spoke.
const NEAR: [&str; 8] = [
    "close to ",
    "close to the ",
    "proche de ",
    "proche du ",
    "proche de l'",
    "proches de ",
    "proches du ",
    "proches de l'",
];

/// Whether what stands before a name makes it no actor: « une source proche du … ».
fn only_near(before: &str) -> bool {
    NEAR.iter().any(|words| before.ends_with(words))
}

/// Whether an actor is a company.
pub(super) fn is_company(kind: ActorKind) -> bool {
    matches!(kind, ActorKind::Operator | ActorKind::Company)
}
