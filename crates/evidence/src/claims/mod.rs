//! Claims out of a document's running text, by word classes and rules kept as data files (`data/claims`).
//!
//! A sentence is searched for *triggers* (a word that a rule may start from, with the other words it asks for nearby),
//! cut into one clause per trigger, and each clause becomes a claim: its words are the quote, its own date, place, actor
//! and number come first, then those of the sentence, then, for an occasion still being told, those of the sentence before.
//! Generalities (no day, no spot, no count) are left out: the dated timeline pays more for a false entry than for a
//! missing one.

mod actors;
mod fill;
mod lexicon;
mod modality;
mod number;
mod rule;
mod scene;
mod segment;
mod trigger;

use crate::claim::{Claim, ClaimKind, ClaimPlace, Role};
use crate::{Document, PlaceMention, Reading, TimeMention, Vocabulary};
use actors::ActorIndex;
use base::{CharIndex, CitationId, ClaimId, Date, Modality, Span};
use fill::Dated;
use lexicon::{Class, LEXICON};
use rule::{Need, RULES, Rule};
use scene::{PlaceAt, Scene, Sentence};
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::LazyLock;
use trigger::Trigger;

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

/// What the running account is about: carried from sentence to sentence of one paragraph.
#[derive(Default)]
struct Thread {
    region: Option<usize>,
    /// Whether the sentence before told a dated occasion.
    live: bool,
    dated: Option<Dated>,
    /// Places of the first claim of the account: what "these attacks" are about.
    places: Vec<ClaimPlace>,
    actor: Option<String>,
    /// First place named in the paragraph: what "this region" is.
    topic: Option<ClaimPlace>,
    /// Last dated occasion of the whole document, for open starts.
    last: Option<Date>,
    /// The armed group named last in the document.
    group: Option<String>,
    /// The place that the document names most: what its lasting circumstances are about unless it says otherwise.
    subject: Option<ClaimPlace>,
    /// Where the last lasting circumstance was.
    background: Vec<ClaimPlace>,
}

impl Extractor {
    pub fn new(vocabulary: &Vocabulary) -> Self {
        Self { actors: ActorIndex::new(&vocabulary.actors) }
    }

    /// The claims of a document, in order.
    pub fn extract(&self, document: &Document, dates: &[TimeMention], places: &[PlaceMention]) -> Vec<Claim> {
        let scene = Scene::new(document, dates, places, &self.actors);
        let index = CharIndex::new(&document.text);
        let mut thread = Thread { subject: subject(&scene), ..Thread::default() };
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

impl Thread {
    fn enter(&mut self, scene: &Scene<'_>, sentence: &Sentence) {
        if self.region != Some(sentence.region) {
            *self = Self {
                region: Some(sentence.region),
                last: self.last,
                group: self.group.take(),
                subject: self.subject.take(),
                background: std::mem::take(&mut self.background),
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
    fn circumstance(&self, taking_up: bool) -> Vec<ClaimPlace> {
        if taking_up && !self.background.is_empty() {
            return self.background.clone();
        }
        self.topic.iter().chain(&self.subject).take(1).cloned().collect()
    }

    fn follow(&mut self, drafts: &[Draft]) {
        if let Some(told) = drafts.iter().rev().find(|d| d.kind == ClaimKind::Background) {
            self.background.clone_from(&told.places);
        }
        let occasion =
            |d: &&Draft| matches!(d.kind, ClaimKind::Incident | ClaimKind::Measure) && d.modality.is_fact();
        let Some(first) = drafts.iter().find(occasion) else {
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
        self.last = drafts.iter().filter_map(|d| d.dated?.0.start).next_back().or(self.last);
    }
}

/// A claim before its positions are turned into those of the stored text.
struct Draft {
    kind: ClaimKind,
    name: String,
    rule: String,
    segment: Range<usize>,
    dated: Option<Dated>,
    places: Vec<ClaimPlace>,
    modality: Modality,
    actor: Option<String>,
    target: Option<(String, crate::TargetClass)>,
    quantity: Option<base::Quantity>,
    status: Option<crate::MeasureStatus>,
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

fn read_sentence(scene: &Scene<'_>, sentence: &Sentence, thread: &mut Thread) -> Vec<Draft> {
    let triggers = trigger::find(scene, &sentence.range);
    let lead = sentence.range.start..triggers.first().map_or(sentence.range.start, |t| t.head.start);
    let drafts: Vec<Draft> =
        triggers.iter().filter_map(|t| draft(scene, sentence, t, &lead, thread)).collect();
    thread.follow(&drafts);
    drafts
}

fn draft(
    scene: &Scene<'_>,
    sentence: &Sentence,
    trigger: &Trigger,
    lead: &Range<usize>,
    thread: &Thread,
) -> Option<Draft> {
    let rule = &RULES.all[trigger.rule];
    let (segment, head) = (&trigger.segment, &trigger.head);
    let modality = put(scene, rule, head, segment);
    let told = if modality == Modality::Negated { segment.start..head.start } else { segment.clone() };
    if rule.kind == ClaimKind::Incident && modality == Modality::Generic {
        return None;
    }
    let own_date = fill::date(scene, &told, lead, head, rule.kind);
    let target =
        if rule.operator { fill::operator(scene, segment, head) } else { fill::target(scene, segment, head) };
    let wanted = unit_of(rule);
    let quantity = number::quantity(scene, segment, head, wanted);
    let taking_up = takes_up(scene, head, segment);
    let anchored = anchored(scene, rule, trigger, own_date.is_some(), quantity.is_some());
    let continued = thread.live
        && target.is_some()
        && rule.kind == ClaimKind::Incident
        && (taking_up || modality == Modality::Asserted);
    if !(anchored || continued) || idle_recall(scene, rule, trigger, sentence, taking_up && !continued) {
        return None;
    }
    let inherits = thread.live && rule.kind == ClaimKind::Incident && modality.is_fact();
    let inherited =
        || inherits.then_some(thread.dated).flatten().map(|(i, _)| (i, crate::DateBasis::Inherited));
    let dated =
        own_date.or_else(inherited).map(|d| fill::close_start(d, thread.last, scene.document.published));
    Some(Draft {
        kind: rule.kind,
        name: rule.name.clone(),
        rule: format!("rules.toml#{}", rule.name),
        places: places(scene, rule, trigger, sentence, thread, modality, continued),
        actor: actor(scene, rule, trigger, sentence, thread, continued),
        segment: segment.clone(),
        dated,
        status: (rule.kind == ClaimKind::Measure).then(|| fill::status(scene, segment, head, modality)),
        modality,
        target: (rule.kind == ClaimKind::Incident || rule.kind == ClaimKind::Measure)
            .then_some(target)
            .flatten(),
        quantity,
    })
}

/// The modality of a trigger: what its rule says unless a cue says otherwise. A denial, a call and a judgement stay
/// what they are whatever else is said around them.
fn put(scene: &Scene<'_>, rule: &Rule, head: &Range<usize>, segment: &Range<usize>) -> Modality {
    use Modality::{Announced, Asserted, Assessed, CalledFor, Denied, Generic};
    match (rule.modality, modality::cued(scene, head, segment)) {
        (Some(fixed @ (Denied | CalledFor | Assessed | Generic)), _) => fixed,
        (_, Some(cued)) => cued,
        (Some(Announced), None) => Announced,
        (other, None) => other.unwrap_or(Asserted),
    }
}

fn anchored(scene: &Scene<'_>, rule: &Rule, trigger: &Trigger, dated: bool, counted: bool) -> bool {
    let segment = &trigger.segment;
    let site = || scene.places_in(segment).iter().any(fill::is_site);
    let operator = || scene.actors_in(segment).iter().any(|a| a.known && is_company(a.kind));
    match rule.needs {
        None => true,
        Some(Need::Anchor) => dated || counted || site() || operator(),
        Some(Need::Place) => {
            dated && !scene.places_in(segment).is_empty() || site() || !scene.places_in(segment).is_empty()
        }
        Some(Need::Number | Need::Figure) => counted,
    }
}

fn is_company(kind: crate::ActorKind) -> bool {
    matches!(kind, crate::ActorKind::Operator | crate::ActorKind::Company)
}

static DEMONSTRATIVE: LazyLock<Class> = LazyLock::new(|| LEXICON.class("word.demonstrative"));

/// Whether the head is a noun that takes up something told ("these attacks", « cette attaque »).
fn takes_up(scene: &Scene<'_>, head: &Range<usize>, segment: &Range<usize>) -> bool {
    let window = segment.start.max(head.start.saturating_sub(12))..head.start;
    scene.of_class(*DEMONSTRATIVE, &window).any(|hit| head.start - hit.end <= 1)
}

static INTENT: LazyLock<Class> = LazyLock::new(|| LEXICON.class("intent"));

/// "This sabotage aims to …", "the blockade imposed by X": a mention that takes something up and tells nothing new.
fn idle_recall(
    scene: &Scene<'_>,
    rule: &Rule,
    trigger: &Trigger,
    sentence: &Sentence,
    taking_up: bool,
) -> bool {
    if rule.needs.is_none() || !taking_up {
        return false;
    }
    let after = trigger.head.end..(trigger.head.end + 14).min(sentence.range.end);
    let own = !scene.dates_in(&trigger.segment).is_empty()
        || scene.places_in(&trigger.segment).iter().any(fill::is_site);
    scene.has(*INTENT, &after) || !own
}

/// The unit that a rule's figure must have.
fn unit_of(rule: &Rule) -> Option<&'static str> {
    match rule.name.as_str() {
        "trade_share" | "gold_share" => Some("percent"),
        "trade_volume" => Some("tonne"),
        "distance" => Some("km"),
        "food_insecurity" | "displacement" | "refugee_influx" => Some("person"),
        _ => None,
    }
}

static PLACE_ANAPHOR: LazyLock<Class> = LazyLock::new(|| LEXICON.class("word.place_anaphor"));

fn places(
    scene: &Scene<'_>,
    rule: &Rule,
    trigger: &Trigger,
    sentence: &Sentence,
    thread: &Thread,
    modality: Modality,
    continued: bool,
) -> Vec<ClaimPlace> {
    let view = |p: &PlaceAt<'_>| fill::claim_place(scene, p, fill::role_of(p));
    let before = sentence.range.start..trigger.head.start.max(sentence.range.start);
    let mut found: Vec<ClaimPlace> = scene.places_in(&trigger.segment).iter().map(view).collect();
    if scene.has(*PLACE_ANAPHOR, &before) {
        found.extend(thread.topic.clone());
    }
    let reaches = rule.kind != ClaimKind::Statement && !rule.operator && modality != Modality::Negated;
    if rule.kind == ClaimKind::Figure || found.is_empty() && reaches {
        found.extend(scene.places_in(&before).iter().map(view));
    }
    if found.is_empty() {
        found = match rule.kind {
            ClaimKind::Background => thread.circumstance(takes_up(scene, &trigger.head, &trigger.segment)),
            ClaimKind::Incident if continued || thread.live => thread.places.clone(),
            _ => found,
        };
    }
    let mut seen = HashSet::new();
    found.retain(|p| seen.insert(p.name.clone()));
    found
}

fn actor(
    scene: &Scene<'_>,
    rule: &Rule,
    trigger: &Trigger,
    sentence: &Sentence,
    thread: &Thread,
    continued: bool,
) -> Option<String> {
    let unnamed = rule.name == "military_losses";
    let operator = rule.name == "operator_suspension";
    let held = |a: &actors::ActorAt| {
        if operator {
            is_company(a.kind)
        } else {
            fill::can_act(a) && !(unnamed && a.kind == crate::ActorKind::StateForces)
        }
    };
    if matches!(rule.kind, ClaimKind::Figure | ClaimKind::Background) {
        return None;
    }
    let before = if unnamed { trigger.head.start..trigger.head.start } else { sentence.range.clone() };
    match fill::actor(scene, &trigger.segment, &before, &trigger.head, held) {
        Some(actor) => actor.name.clone().or_else(|| thread.group.clone()),
        None if continued => thread.actor.clone(),
        None => None,
    }
}

impl Draft {
    fn proposed(scene: &Scene<'_>, sentence: &Sentence, segment: Range<usize>, proposal: &Proposal) -> Self {
        let (first, last) = (segment.start..segment.start, segment.end..segment.end);
        let view = |p: &PlaceAt<'_>| fill::claim_place(scene, p, fill::role_of(p));
        let modality = modality::cued(scene, &last, &segment).unwrap_or(Modality::Asserted);
        let actor = fill::actor(scene, &segment, &sentence.range, &last, fill::can_act);
        Self {
            kind: proposal.kind,
            name: proposal.claim_type.clone(),
            rule: proposal.by.clone(),
            dated: fill::date(scene, &segment, &(sentence.range.start..segment.start), &first, proposal.kind),
            places: scene.places_in(&segment).iter().map(view).collect(),
            status: (proposal.kind == ClaimKind::Measure)
                .then(|| fill::status(scene, &segment, &first, modality)),
            modality,
            actor: actor.and_then(|a| a.name.clone()),
            target: fill::target(scene, &segment, &first),
            quantity: number::quantity(scene, &segment, &first, None),
            segment,
        }
    }

    fn finish(
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
            actor: self.actor,
            target,
            target_class: target_class.filter(|_| self.kind == ClaimKind::Incident),
            quantity: self.quantity,
            status: self.status,
            medium: if spoken { fill::medium(scene, &sentence.range) } else { None },
            role: Role::Report,
            citations: citations(document, &scene.folded.original(&sentence.range)),
            rule: self.rule,
        }
    }
}

/// The footnotes called within or just after a sentence.
fn citations(document: &Document, sentence: &Range<usize>) -> Vec<CitationId> {
    let called = |call: &Range<usize>| call.start >= sentence.start && call.start <= sentence.end + 1;
    document.citations.iter().filter(|c| c.calls.iter().any(called)).map(|c| c.id.clone()).collect()
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
        earlier.push((claim.date, names));
    }
}
