//! A claim while its positions still count bytes of the folded text.

use super::actors::ActorIndex;
use super::fill::{self, Dated};
use super::scene::{PlaceAt, Scene, Sentence};
use super::status::{self, Standing};
use super::{Proposal, modality, number};
use crate::Document;
use crate::claim::{Claim, ClaimKind, ClaimPlace, Role};
use base::{CharIndex, CitationId, ClaimId, Modality};
use std::ops::Range;

/// A claim before its positions are turned into those of the stored text.
#[derive(Clone)]
pub(super) struct Draft {
    pub kind: ClaimKind,
    pub name: String,
    pub rule: String,
    pub segment: Range<usize>,
    pub dated: Option<Dated>,
    pub places: Vec<ClaimPlace>,
    pub modality: Modality,
    pub actor: Option<String>,
    pub target: Option<(String, crate::TargetClass)>,
    pub quantity: Option<base::Quantity>,
    pub status: Option<crate::MeasureStatus>,
    /// The sentence whose notes it rests on: its own, or that of the measure it goes on telling.
    pub told_in: Range<usize>,
}

impl Draft {
    /// A claim that somebody else proposes.
    pub fn proposed(
        scene: &Scene<'_>,
        sentence: &Sentence,
        segment: Range<usize>,
        proposal: &Proposal,
    ) -> Self {
        let (first, last) = (segment.start..segment.start, segment.end..segment.end);
        let view = |p: &PlaceAt<'_>| fill::claim_place(scene, p, fill::role_of(p));
        let put = modality::cued(scene, &last, &last, &segment).unwrap_or(Modality::Asserted);
        let Standing { status, put: modality } = match proposal.kind {
            ClaimKind::Measure => status::standing(scene, &segment, &first, put, false),
            _ => Standing { status: None, put },
        };
        let actor = fill::actor(scene, &segment, &sentence.range, &last, fill::can_act);
        Self {
            kind: proposal.kind,
            name: proposal.claim_type.clone(),
            rule: proposal.by.clone(),
            dated: fill::date(scene, &segment, &(sentence.range.start..segment.start), &first, proposal.kind),
            places: scene.places_in(&segment).iter().map(view).collect(),
            status,
            modality,
            actor: actor.and_then(|a| a.name.clone()),
            target: fill::target(scene, &segment, &first),
            quantity: number::quantity(scene, &segment, &first, None),
            told_in: sentence.range.clone(),
            segment,
        }
    }

    /// The claim, with its positions in the stored text.
    pub fn finish(
        self,
        scene: &Scene<'_>,
        index: &CharIndex<'_>,
        sentence: &Sentence,
        actors: &ActorIndex,
    ) -> Claim {
        let range = scene.folded.original(&self.segment);
        let span = index.span(&range);
        let document = scene.document;
        let spoken =
            matches!(self.kind, ClaimKind::Statement | ClaimKind::Measure) || self.name == "propaganda_video";
        let (start, end) = (span.start.to_string(), span.end.to_string());
        let (target, target_class) = self.target.unzip();
        let group = self.actor.as_deref().map(|a| actors.group(a).to_owned());
        Claim {
            id: ClaimId::derive(&[document.id.as_str(), &start, &end, &self.name]),
            document: document.id.clone(),
            span,
            quote: document.text[range.clone()].to_owned(),
            kind: self.kind,
            claim_type: self.name,
            date: self.dated.map(|d| d.0),
            date_basis: self.dated.map(|d| d.1),
            places: self.places,
            modality: self.modality,
            actor_group: group.filter(|g| self.actor.as_ref() != Some(g)),
            actor_generic: self.actor.as_deref().is_some_and(|a| !actors.knows(a)),
            actor: self.actor,
            target,
            target_class: target_class.filter(|_| self.kind == ClaimKind::Incident),
            quantity: self.quantity,
            status: self.status,
            medium: if spoken { fill::medium(scene, &sentence.range) } else { None },
            role: Role::Report,
            citations: citations(document, &scene.folded.original(&self.told_in)),
            rule: self.rule,
        }
    }
}

/// The footnotes called within or just after a sentence.
fn citations(document: &Document, sentence: &Range<usize>) -> Vec<CitationId> {
    let called = |call: &Range<usize>| call.start >= sentence.start && call.start <= sentence.end + 1;
    document.citations.iter().filter(|c| c.calls.iter().any(called)).map(|c| c.id.clone()).collect()
}
