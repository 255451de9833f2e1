//! One trigger's clause, read in the light of its sentence and of what was told before.

use super::actors::{ActorAt, is_company};
use super::draft::Draft;
use super::fill::{self, Dated};
use super::lexicon::{Class, LEXICON};
use super::rule::{Need, RULES, Rule};
use super::scene::{PlaceAt, Scene, Sentence};
use super::status::{self, Standing};
use super::thread::Thread;
use super::trigger::Trigger;
use super::{modality, number, office};
use crate::claim::{ClaimKind, ClaimPlace, DateBasis, MeasureStatus};
use crate::{ActorKind, TargetClass};
use base::{Modality, PlaceKind, Quantity};
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// A date longer than this (days) is a month or a season: it says too little to make an occasion by itself.
const VAGUE_DAYS: i64 = 8;

pub(super) struct Clause<'c> {
    scene: &'c Scene<'c>,
    sentence: &'c Sentence,
    thread: &'c Thread,
    rule: &'static Rule,
    head: &'c Range<usize>,
    segment: &'c Range<usize>,
    modality: Modality,
    status: Option<MeasureStatus>,
    /// Whether the head is a noun that takes up something told ("these attacks", « cette attaque »).
    taking_up: bool,
    /// Whether it stands only as what something else came after ("closed on 7 July after an attack").
    afterwards: bool,
    own_date: Option<Dated>,
    quantity: Option<Quantity>,
    target: Option<(String, TargetClass)>,
}

impl<'c> Clause<'c> {
    /// `lead` is the part of the sentence before its first trigger: a date there governs all that follows.
    pub fn new(
        scene: &'c Scene<'c>,
        sentence: &'c Sentence,
        trigger: &'c Trigger,
        lead: Range<usize>,
        thread: &'c Thread,
    ) -> Self {
        let rule = &RULES.all[trigger.rule];
        let (head, segment) = (&trigger.head, &trigger.segment);
        let put = put(scene, rule, trigger, sentence);
        let Standing { status, put } = match rule.kind {
            ClaimKind::Measure => status::standing(scene, segment, head, put, rule.taken),
            _ => Standing { status: None, put },
        };
        let dated = if put == Modality::Negated { segment.start..head.start } else { segment.clone() };
        let target = match rule.operator {
            true => fill::operator(scene, segment, head),
            false => fill::target(scene, segment, head),
        };
        let compared = || fill::compared(scene, segment).filter(|_| is_ratio(rule));
        let afterwards = rule.kind == ClaimKind::Incident && comes_before(scene, head, segment);
        let (dated, lead) = match afterwards {
            true => (head.start..segment.end.min(head.end + OWN_DATE_WITHIN), head.start..head.start),
            false => (dated, lead),
        };
        let own_date = compared().or_else(|| fill::date(scene, &dated, &lead, head, rule.kind));
        // "… such as the camp destroyed on 13 July": what has its day is one occasion, however it is introduced.
        let single = put == Modality::Generic && rule.kind == ClaimKind::Incident && own_date.is_some();
        let modality = if single { Modality::Asserted } else { put };
        Self {
            taking_up: before_head(scene, head, segment, *DEMONSTRATIVE),
            own_date,
            quantity: counted(scene, segment, head, rule)
                .filter(|q| rule.kind != ClaimKind::Incident || COUNTED.contains(&q.unit.as_str())),
            scene,
            sentence,
            thread,
            rule,
            head,
            segment,
            modality,
            status,
            afterwards,
            target,
        }
    }

    /// The claim it states, if it states one.
    pub fn draft(self) -> Option<Draft> {
        if self.rule.takes_up {
            return self.goes_on();
        }
        let generality = self.incident() && self.modality == Modality::Generic;
        if generality || !(self.anchored() || self.continued()) || self.idle() {
            return None;
        }
        let (kind, modality) = (self.rule.kind, self.modality);
        Some(Draft {
            kind,
            name: self.rule.name.clone(),
            rule: format!("rules.toml#{}", self.rule.name),
            places: self.places(),
            actor: self.actor(),
            dated: self.dated(),
            status: self.status,
            told_in: self.sentence.range.clone(),
            modality,
            segment: if kind == ClaimKind::Statement { self.whole() } else { self.segment.clone() },
            target: self.target.filter(|_| self.rule.operator || kind == ClaimKind::Incident),
            quantity: self.quantity,
        })
    }

    /// What goes on telling a measure: told as that one is and on its day, at its own places if it has some.
    fn goes_on(self) -> Option<Draft> {
        let told = self.thread.measure.clone()?;
        let own: Vec<ClaimPlace> = self
            .scene
            .places_in(self.segment)
            .iter()
            .map(|p| fill::claim_place(self.scene, p, fill::role_of(p)))
            .collect();
        let inherited = told.dated.map(|(interval, _)| (interval, DateBasis::Inherited));
        Some(Draft {
            rule: format!("rules.toml#{}", self.rule.name),
            segment: self.segment.clone(),
            dated: inherited.or(self.own_date),
            places: if own.is_empty() { told.places } else { own },
            ..told
        })
    }

    fn incident(&self) -> bool {
        self.rule.kind == ClaimKind::Incident
    }

    /// Whether it goes on telling the occasion of the sentence before.
    fn continued(&self) -> bool {
        let told = self.taking_up || self.modality == Modality::Asserted;
        self.thread.live && self.incident() && self.target.is_some() && told
    }

    /// A statement is quoted with its sentence: what is said stands beside who says it.
    fn whole(&self) -> Range<usize> {
        match self.rule.name.as_str() {
            "assessment" => self.segment.clone(),
            _ => super::segment::clip(self.scene, self.sentence.range.clone(), self.head),
        }
    }

    fn anchored(&self) -> bool {
        let places = self.scene.places_in(self.segment);
        let site = places.iter().any(fill::is_site);
        let company = || self.scene.actors_in(self.segment).iter().any(|a| a.known && is_company(a.kind));
        let exact = |d: &Dated| d.0.days().is_none_or(|n| n <= VAGUE_DAYS);
        let dated = self.own_date.as_ref().is_some_and(|d| exact(d) || self.target.is_some());
        match self.rule.needs {
            None => true,
            Some(Need::Anchor) => dated || self.quantity.is_some() || site || company(),
            Some(Need::Place) => !places.is_empty(),
            Some(Need::Number) => self.quantity.is_some(),
        }
    }

    /// "This sabotage aims to …", "the blockade imposed by X": a mention that takes something up and tells nothing new.
    fn idle(&self) -> bool {
        if self.rule.needs.is_none() || !self.taking_up || self.continued() {
            return false;
        }
        let after = self.head.end..(self.head.end + 14).min(self.sentence.range.end);
        let own = !self.scene.dates_in(self.segment).is_empty()
            || self.scene.places_in(self.segment).iter().any(fill::is_site);
        self.scene.has(*INTENT, &after) || !own
    }

    fn dated(&self) -> Option<Dated> {
        let account = || self.thread.live.then_some(self.thread.dated).flatten();
        let recalled = || self.recalled().map(|t| t.0);
        let inherited = || {
            let occasion = self.incident() && self.modality.is_fact() && (self.taking_up || !self.afterwards);
            let (interval, _) = occasion.then(|| account().or_else(recalled)).flatten()?;
            Some((interval, DateBasis::Inherited))
        };
        let dated = self.own_date.or_else(inherited)?;
        Some(fill::close_start(dated, self.thread.last, self.scene.document.published))
    }

    /// The occasion of the same type told before that "the attack" or « cette attaque » points back to.
    fn recalled(&self) -> Option<&(Dated, Vec<ClaimPlace>)> {
        let points = before_head(self.scene, self.head, self.segment, *POINTING);
        points.then(|| self.thread.told(&self.rule.name)).flatten()
    }

    /// Whether "this region", « la ville » stands for a place named before; « la région de … » names its own.
    fn place_taken_up(&self, before: &Range<usize>) -> bool {
        let goes_on = |end: usize| {
            let rest = self.scene.blank.get(end..).unwrap_or("");
            [" of ", " de ", " du ", " d'"].iter().any(|w| rest.starts_with(w))
        };
        let Some(topic) = &self.thread.topic else { return false };
        let fits = |words: &str| {
            let pointed = words.starts_with("this") || words.starts_with("ce");
            let division = words.ends_with("region") || words.ends_with("area") || words.ends_with("zone");
            let divided = matches!(topic.kind, Some(PlaceKind::Admin1 | PlaceKind::Admin2 | PlaceKind::Area));
            pointed || division == divided
        };
        let stands =
            |hit: super::lexicon::Hit| !goes_on(hit.end) && fits(self.scene.text(&(hit.start..hit.end)));
        self.scene.of_class(*PLACE_ANAPHOR, before).any(stands)
    }

    fn places(&self) -> Vec<ClaimPlace> {
        let (scene, kind) = (self.scene, self.rule.kind);
        let view = |p: &PlaceAt<'_>| fill::claim_place(scene, p, fill::role_of(p));
        let before = self.sentence.range.start..self.head.start.max(self.sentence.range.start);
        let span = if kind == ClaimKind::Statement { self.whole() } else { self.segment.clone() };
        let mut found: Vec<ClaimPlace> = match kind {
            ClaimKind::Measure => office::places(scene, &span, view),
            _ => scene.places_in(&span).iter().map(view).collect(),
        };
        if self.place_taken_up(&before) {
            found.extend(self.thread.topic.clone());
        }
        let reaches =
            kind != ClaimKind::Statement && !self.rule.operator && self.modality != Modality::Negated;
        if kind == ClaimKind::Figure || found.is_empty() && reaches {
            found.extend(scene.places_in(&before).iter().map(view));
        }
        if found.is_empty() {
            found = self.places_told_before();
        }
        let mut seen = HashSet::new();
        found.retain(|p| seen.insert(p.name.clone()));
        found
    }

    fn places_told_before(&self) -> Vec<ClaimPlace> {
        let recalled = || self.recalled().map(|t| t.1.clone());
        match self.rule.kind {
            ClaimKind::Background => self.thread.circumstance(self.taking_up),
            ClaimKind::Incident if self.thread.live => self.thread.places.clone(),
            ClaimKind::Incident => recalled().unwrap_or_default(),
            ClaimKind::Measure if !self.rule.operator && self.modality != Modality::Negated => {
                self.thread.topic.iter().cloned().collect()
            }
            _ => Vec::new(),
        }
    }

    fn actor(&self) -> Option<String> {
        if matches!(self.rule.kind, ClaimKind::Figure | ClaimKind::Background) {
            return None;
        }
        let unnamed = self.rule.name == "military_losses";
        let before = if unnamed { self.head.start..self.head.start } else { self.sentence.range.clone() };
        match fill::actor(self.scene, self.segment, &before, self.head, |a| self.may_act(a)) {
            Some(actor) => actor.name.clone().or_else(|| self.thread.group.clone()),
            None if self.continued() => self.thread.actor.clone(),
            None if matches!(self.modality, Modality::Negated | Modality::Denied) => self.speaker(),
            None => None,
        }
    }

    /// Who says that it is not so: the first body named in the sentence.
    fn speaker(&self) -> Option<String> {
        let body = |a: &&ActorAt| matches!(a.kind, ActorKind::StateForces | ActorKind::Authority);
        self.scene.actors_in(&self.sentence.range).iter().find(body)?.name.clone()
    }

    /// Whether an actor can be who did it: who only reports an incident is not, nor are forces that are named before a
    /// violent act without being its subject (they are its victims more often than not).
    fn may_act(&self, actor: &ActorAt) -> bool {
        if self.rule.name == "operator_suspension" {
            return is_company(actor.kind);
        }
        let between = actor.range.end..self.head.start.max(actor.range.end);
        let agent = actor.range.start >= self.head.end;
        let reports = self.incident() && !agent && self.scene.has(*REPORTING, &between);
        let violent = self.incident() && self.rule.actor.is_none() && self.rule.name != "territorial_control";
        let passer = violent && !agent && between.len() > SUBJECT_WITHIN;
        let able = match actor.kind {
            ActorKind::StateForces | ActorKind::Authority => !passer,
            ActorKind::Union | ActorKind::International => !self.incident(),
            _ => fill::can_act(actor),
        };
        able && !reports
    }
}

fn is_ratio(rule: &Rule) -> bool {
    rule.unit.as_deref() == Some(number::TIMES)
}

/// The number of a clause: a ratio where its rule asks for one, else what counts something.
fn counted(scene: &Scene<'_>, segment: &Range<usize>, head: &Range<usize>, rule: &Rule) -> Option<Quantity> {
    match is_ratio(rule) {
        true => number::ratio(scene, segment, head),
        false => number::quantity(scene, segment, head, rule.unit.as_deref()),
    }
}

/// What an incident's number may count; a distance or a price beside it is not its size.
const COUNTED: &[&str] = &["person", "vehicle", "position", "site"];

/// Forces are the subject of a violent act when they stand this close before it, bytes of folded text.
const SUBJECT_WITHIN: usize = 14;

/// How far after "after the attack" its own date may stand, in bytes: "after the attack on the town on 7 July".
const OWN_DATE_WITHIN: usize = 40;

/// How far before its head "after an" may stand: room for one adjective.
const AFTER_WITHIN: usize = 16;

static AFTER: LazyLock<Class> = LazyLock::new(|| LEXICON.class("word.after"));

/// Whether "after an" stands before the head: another verb's date is not its own.
fn comes_before(scene: &Scene<'_>, head: &Range<usize>, segment: &Range<usize>) -> bool {
    let window = segment.start.max(head.start.saturating_sub(AFTER_WITHIN + 24))..head.start;
    scene
        .of_class(*AFTER, &window)
        .any(|hit| head.start - hit.end <= AFTER_WITHIN && !scene.text(&(hit.end..head.start)).contains(','))
}

static REPORTING: LazyLock<Class> = LazyLock::new(|| LEXICON.class("reporting"));
static DEMONSTRATIVE: LazyLock<Class> = LazyLock::new(|| LEXICON.class("word.demonstrative"));
static POINTING: LazyLock<Class> = LazyLock::new(|| LEXICON.class("word.pointing"));
static INTENT: LazyLock<Class> = LazyLock::new(|| LEXICON.class("intent"));
static PLACE_ANAPHOR: LazyLock<Class> = LazyLock::new(|| LEXICON.class("word.place_anaphor"));

/// Whether a word of the class stands right before the head.
fn before_head(scene: &Scene<'_>, head: &Range<usize>, segment: &Range<usize>, class: Class) -> bool {
    let window = segment.start.max(head.start.saturating_sub(12))..head.start;
    scene.of_class(class, &window).any(|hit| head.start - hit.end <= 1)
}

/// The modality of a trigger: what its rule says unless a cue says otherwise. A denial, a call and a judgement stay
/// what they are whatever else is said around them.
fn put(scene: &Scene<'_>, rule: &Rule, trigger: &Trigger, sentence: &Sentence) -> Modality {
    use Modality::{Announced, Asserted, Assessed, CalledFor, Denied, Generic};
    let Trigger { head, extent, segment, .. } = trigger;
    // Effects are told in rows ("could bring higher costs and prices"): the reserve before the row holds for all of it.
    let start = if rule.kind == ClaimKind::Effect { sentence.range.start } else { segment.start };
    let segment = &(start..segment.end);
    match (rule.modality, modality::cued(scene, head, extent, segment)) {
        (Some(fixed @ (Denied | CalledFor | Assessed | Generic)), _) => fixed,
        (_, Some(cued)) => cued,
        (Some(Announced), None) => Announced,
        (other, None) => other.unwrap_or(Asserted),
    }
}
