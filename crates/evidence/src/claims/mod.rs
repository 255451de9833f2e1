//! Claims out of a document's running text, by word classes and rules kept as data files (`data/claims`).
//!
//! A sentence is searched for *triggers* (a word that a rule may start from, with the other words it asks for nearby),
//! cut into one clause per trigger, and each clause becomes a claim: its words are the quote, its own date, place, actor
//! and number come first, then those of the sentence, then, for an occasion still being told, those of the sentence before.
//! Generalities (no day, no spot, no count) are left out: the dated timeline pays more for a false entry than for a
//! missing one.

mod actors;
mod clause;
mod draft;
mod fill;
mod lexicon;
mod modality;
mod number;
mod office;
mod rule;
mod scene;
mod segment;
mod status;
mod thread;
mod trigger;

use crate::claim::{Claim, ClaimKind, Role};
use crate::{Document, PlaceMention, Reading, TimeMention, Vocabulary};
use actors::ActorIndex;
use base::{CharIndex, Span};
use clause::Clause;
use draft::Draft;
use scene::{Scene, Sentence};
use std::collections::HashMap;
use thread::Thread;

/// A quote that somebody proposes as a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// Where it stands, in code points of the stored text.
    pub span: Span,
    /// Its kind.
    pub kind: ClaimKind,
    /// Its type.
    pub claim_type: String,
    /// Who proposes it, as `why` shows it.
    pub by: String,
}

/// Reads claims with one case's actors.
#[derive(Debug)]
pub(crate) struct Extractor {
    actors: ActorIndex,
}

impl Extractor {
    pub fn new(vocabulary: &Vocabulary) -> Self {
        Self { actors: ActorIndex::new(&vocabulary.actors) }
    }

    /// The claims of a document, in order.
    pub fn extract(&self, document: &Document, dates: &[TimeMention], places: &[PlaceMention]) -> Vec<Claim> {
        let scene = Scene::new(document, dates, places, &self.actors);
        let index = CharIndex::new(&document.text);
        let mut thread = Thread::new(&scene);
        let mut claims: Vec<Claim> = Vec::new();
        for sentence in &scene.sentences {
            thread.enter(&scene, sentence);
            let found = read_sentence(&scene, sentence, &mut thread);
            claims
                .extend(found.into_iter().map(|draft| draft.finish(&scene, &index, sentence, &self.actors)));
        }
        mark_recalls(&mut claims);
        claims
    }

    /// A claim for a quote that somebody else picked (a model, an analyst); rules still tell its date, places, actor
    /// and modality. `None` if the range is not in the running text.
    pub fn adopt(&self, reading: &Reading, proposal: &Proposal) -> Option<Claim> {
        let document = &reading.document;
        let index = CharIndex::new(&document.text);
        let quote = index.bytes(proposal.span)?;
        document.text.get(quote.clone()).filter(|q| !q.trim().is_empty())?;
        let scene = Scene::new(document, &reading.dates, &reading.places, &self.actors);
        let range = scene.folded.position(quote.start)..scene.folded.position(quote.end);
        let sentence =
            scene.sentences.iter().find(|s| s.range.start < range.end && range.start < s.range.end)?;
        Some(Draft::proposed(&scene, sentence, range, proposal).finish(
            &scene,
            &index,
            sentence,
            &self.actors,
        ))
    }
}

fn read_sentence(scene: &Scene<'_>, sentence: &Sentence, thread: &mut Thread) -> Vec<Draft> {
    let triggers =
        trigger::find(scene, &sentence.range, thread.measure.as_ref().map(|told| told.name.as_str()));
    let lead = sentence.range.start..triggers.first().map_or(sentence.range.start, |t| t.head.start);
    let drafts: Vec<Draft> = triggers
        .iter()
        .filter_map(|t| Clause::new(scene, sentence, t, lead.clone(), thread).draft())
        .collect();
    thread.follow(&drafts);
    drafts
}

/// A later claim of the same type, date and place in one document is a recall: it adds no weight.
fn mark_recalls(claims: &mut [Claim]) {
    type Told = (Option<base::Interval>, Vec<String>);
    let mut told: HashMap<String, Vec<Told>> = HashMap::new();
    for claim in claims {
        let names: Vec<String> = claim.places.iter().map(|p| p.name.clone()).collect();
        let earlier = told.entry(claim.claim_type.clone()).or_default();
        let same_day = |other: &Option<base::Interval>| match (other, &claim.date) {
            (Some(a), Some(b)) => a.overlaps(b),
            (_, None) => true,
            (None, Some(_)) => false,
        };
        let shares = |other: &[String]| names.is_empty() || other.iter().any(|n| names.contains(n));
        if earlier.iter().any(|(date, places)| same_day(date) && shares(places)) {
            claim.role = Role::Recall;
        }
        let told = (claim.date, names);
        if !earlier.contains(&told) {
            earlier.push(told);
        }
    }
}
