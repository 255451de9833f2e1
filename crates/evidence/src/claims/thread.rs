//! What the account is about, carried from sentence to sentence.

use super::draft::Draft;
use super::fill::{self, Dated};
use super::scene::{PlaceAt, Scene, Sentence};
use crate::claim::{ClaimKind, ClaimPlace};
use base::Date;
use std::collections::HashMap;

/// What the running account is about: carried from sentence to sentence of one paragraph.
#[derive(Default)]
pub(super) struct Thread {
    region: Option<usize>,
    /// Whether the sentence before told a dated occasion.
    pub live: bool,
    pub dated: Option<Dated>,
    /// Places of the first claim of the account: what "these attacks" are about.
    pub places: Vec<ClaimPlace>,
    pub actor: Option<String>,
    /// First place named in the paragraph: what "this region" is.
    pub topic: Option<ClaimPlace>,
    /// The measure told last in the paragraph: what "it applies from …" is about.
    pub measure: Option<Draft>,
    /// Last dated occasion of the whole document, for open starts.
    pub last: Option<Date>,
    /// The armed group named last in the document.
    pub group: Option<String>,
    /// The place that the document names most: what its lasting circumstances are about unless it says otherwise.
    subject: Option<ClaimPlace>,
    /// Where the last lasting circumstance was.
    background: Vec<ClaimPlace>,
    /// The last dated occasion of each type in the document: what "the attack" takes up.
    told: HashMap<String, (Dated, Vec<ClaimPlace>)>,
}

impl Thread {
    /// A thread for a whole document.
    pub fn new(scene: &Scene<'_>) -> Self {
        Self { subject: subject(scene), ..Self::default() }
    }

    /// Begins a sentence; a new paragraph begins a new account.
    pub fn enter(&mut self, scene: &Scene<'_>, sentence: &Sentence) {
        if self.region != Some(sentence.region) {
            *self = Self {
                region: Some(sentence.region),
                last: self.last,
                group: self.group.take(),
                subject: self.subject.take(),
                background: std::mem::take(&mut self.background),
                told: std::mem::take(&mut self.told),
                ..Self::default()
            };
        }
        if self.topic.is_none() {
            self.topic =
                scene.places_in(&sentence.range).first().map(|p| fill::claim_place(scene, p, "topic"));
        }
        let named = scene.actors_in(&sentence.range).iter().rev();
        if let Some(group) =
            named.filter(|a| a.known && a.kind == crate::ActorKind::ArmedGroup).find_map(|a| a.name.clone())
        {
            self.group = Some(group);
        }
    }

    /// Where a lasting circumstance without a place of its own is: where the last one was if it takes that up, else what
    /// the paragraph or the document is about.
    pub fn circumstance(&self, taking_up: bool) -> Vec<ClaimPlace> {
        if taking_up && !self.background.is_empty() {
            return self.background.clone();
        }
        self.topic.iter().chain(&self.subject).take(1).cloned().collect()
    }

    /// Takes up what a sentence told.
    pub fn follow(&mut self, drafts: &[Draft]) {
        if let Some(told) = drafts.iter().rev().find(|d| d.kind == ClaimKind::Background) {
            self.background.clone_from(&told.places);
        }
        if let Some(told) = drafts.iter().rev().find(|d| d.kind == ClaimKind::Measure) {
            self.measure = Some(told.clone());
        }
        let occasion =
            |d: &&Draft| matches!(d.kind, ClaimKind::Incident | ClaimKind::Measure) && d.modality.is_fact();
        for draft in drafts.iter().filter(occasion) {
            if let Some(dated) = draft.dated {
                self.told.insert(draft.name.clone(), (dated, draft.places.clone()));
            }
        }
        let incident = |d: &&Draft| occasion(d) && d.kind == ClaimKind::Incident;
        self.last = drafts.iter().filter_map(|d| d.dated?.0.start).next_back().or(self.last);
        let Some(first) = drafts.iter().find(incident) else {
            self.live = false;
            return;
        };
        if !self.live {
            self.places.clone_from(&first.places);
        }
        self.live = first.dated.is_some();
        self.dated = first.dated;
        if first.actor.is_some() {
            self.actor.clone_from(&first.actor);
        }
    }

    /// The last dated occasion of that type.
    pub fn told(&self, name: &str) -> Option<&(Dated, Vec<ClaimPlace>)> {
        self.told.get(name)
    }
}

/// The place other than a country that the document names most; of equals the first.
fn subject(scene: &Scene<'_>) -> Option<ClaimPlace> {
    let mut counts: Vec<(&PlaceAt<'_>, &str, usize)> = Vec::new();
    for place in &scene.places {
        let Some(resolved) = &place.mention.resolved else { continue };
        if resolved.kind == base::PlaceKind::Country {
            continue;
        }
        match counts.iter_mut().find(|(_, name, _)| *name == resolved.name) {
            Some((.., n)) => *n += 1,
            None => counts.push((place, &resolved.name, 1)),
        }
    }
    counts.iter().rev().max_by_key(|(.., n)| *n).map(|(p, ..)| fill::claim_place(scene, p, "topic"))
}
