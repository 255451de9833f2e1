//! Where a measure stands: asked for, threatened, in force, lifted. In: the words of its clause beside its noun, and how
//! the clause is put. Out: its status, and the modality that goes with it.
//!
//! "The blockade has not been lifted", "refused to lift", "called for the lifting" all say that it is in force; "is no
//! longer under blockade" and "the curfew was not extended" say that it is over. So a negation or a call beside the verb
//! of lifting says nothing against the measure itself.

use super::lexicon::{Class, Hit, LEXICON};
use super::modality;
use super::scene::Scene;
use crate::claim::MeasureStatus;
use base::Modality;
use std::ops::Range;
use std::sync::LazyLock;

/// What a clause says of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Standing {
    /// Where it stands; none where it is only denied, planned or imagined.
    pub status: Option<MeasureStatus>,
    /// How it is put.
    pub put: Modality,
}

/// How a verb of lifting or of prolonging is itself put.
enum Turn {
    /// It took place.
    Told,
    /// It did not, or somebody asks for it or refuses it.
    Not,
    /// It is yet to come, or may come.
    Yet(Modality),
}

static EXTEND: LazyLock<Class> = LazyLock::new(|| LEXICON.class("extend"));
static LIFT: LazyLock<Class> = LazyLock::new(|| LEXICON.class("lift"));
static OVER: LazyLock<Class> = LazyLock::new(|| LEXICON.class("word.status.over"));
static REFUSED: LazyLock<Class> = LazyLock::new(|| LEXICON.class("word.status.refused"));
static ASKED: LazyLock<Class> = LazyLock::new(|| LEXICON.class("word.status.asked"));
static SET_UP: LazyLock<Class> = LazyLock::new(|| LEXICON.class("word.status.set_up"));
static END: LazyLock<Class> = LazyLock::new(|| LEXICON.class("word.status.end"));

/// How far from its noun, in bytes of folded text, the verb that gives a measure's status may stand.
const STATUS_WITHIN: usize = 80;

/// How far before its verb or noun, in bytes, a call or a refusal may stand: about ten words.
const ASKED_WITHIN: usize = 60;

/// How far before its noun a call stands that has the noun for its object: "called for a total blockade".
const OBJECT_WITHIN: usize = 22;

/// How far from its noun "no longer" may stand: "there is no longer any blockade".
const OVER_WITHIN: usize = 30;

/// What the clause says of the measure at `head`, which its cues put as `put`. `taken`: who asks for it takes it ("armed men
/// demand a toll"), so a call for it is the thing itself.
pub(super) fn standing(
    scene: &Scene<'_>,
    segment: &Range<usize>,
    head: &Range<usize>,
    put: Modality,
    taken: bool,
) -> Standing {
    let plain = Standing { status: worded(put), put };
    if matches!(put, Modality::Denied | Modality::Hypothetical | Modality::Generic) {
        return plain;
    }
    let near = around(segment, head, STATUS_WITHIN);
    if scene.has(*OVER, &around(segment, head, OVER_WITHIN)) && put != Modality::Planned {
        return told(MeasureStatus::Lifted, put);
    }
    let nearest = |class: Class| {
        scene
            .of_class(class, &near)
            .min_by_key(|hit| hit.start.saturating_sub(head.end).max(head.start.saturating_sub(hit.end)))
    };
    if let Some(hit) = nearest(*EXTEND) {
        return match turn(scene, segment, hit) {
            Turn::Told if is_told(put) => told(MeasureStatus::Extended, put),
            Turn::Not if asked(scene, segment, hit.start) => told(MeasureStatus::Imposed, put),
            Turn::Not => told(MeasureStatus::Lifted, put),
            _ => plain,
        };
    }
    if let Some(hit) = nearest(*LIFT) {
        return match turn(scene, segment, hit) {
            Turn::Told if is_told(put) => told(MeasureStatus::Lifted, put),
            Turn::Not => told(MeasureStatus::Imposed, put),
            Turn::Yet(put) => Standing { status: None, put },
            Turn::Told => plain,
        };
    }
    if taken || !matches!(put, Modality::Asserted | Modality::Announced | Modality::Hedged) {
        return plain;
    }
    match call(scene, segment, head) {
        Some(true) => told(MeasureStatus::Imposed, put),
        Some(false) => Standing { status: Some(MeasureStatus::CalledFor), put: Modality::CalledFor },
        None => plain,
    }
}

/// The status that follows from how a measure is put where no verb gives it.
fn worded(put: Modality) -> Option<MeasureStatus> {
    match put {
        Modality::CalledFor => Some(MeasureStatus::CalledFor),
        Modality::Announced => Some(MeasureStatus::Announced),
        Modality::Hedged => Some(MeasureStatus::Imposed),
        put => put.is_fact().then_some(MeasureStatus::Imposed),
    }
}

fn is_told(put: Modality) -> bool {
    put.is_fact() || put == Modality::Hedged
}

/// A measure told to stand so: what was negated or asked for was its lifting, not the measure.
fn told(status: MeasureStatus, put: Modality) -> Standing {
    let put = match put {
        Modality::Negated | Modality::CalledFor | Modality::Planned => Modality::Asserted,
        Modality::Announced if status == MeasureStatus::Imposed => Modality::Asserted,
        put => put,
    };
    Standing { status: Some(status), put }
}

fn around(segment: &Range<usize>, head: &Range<usize>, reach: usize) -> Range<usize> {
    segment.start.max(head.start.saturating_sub(reach))..segment.end.min(head.end + reach)
}

/// How the verb at `hit` is put by the words before it.
fn turn(scene: &Scene<'_>, segment: &Range<usize>, hit: Hit) -> Turn {
    let verb = hit.start..hit.end;
    let before = segment.start.max(hit.start.saturating_sub(ASKED_WITHIN))..hit.start;
    if scene.has(*REFUSED, &before) || asked(scene, segment, hit.start) {
        return Turn::Not;
    }
    match modality::cued(scene, &verb, &verb, segment) {
        Some(Modality::Negated | Modality::CalledFor | Modality::Denied) => Turn::Not,
        Some(put @ (Modality::Planned | Modality::Hypothetical)) => Turn::Yet(put),
        _ => Turn::Told,
    }
}

/// Whether somebody asks for what stands at `at`.
fn asked(scene: &Scene<'_>, segment: &Range<usize>, at: usize) -> bool {
    let before = segment.start.max(at.saturating_sub(ASKED_WITHIN))..at;
    let open = |hit: Hit| asks(scene, hit) && !modality::closed(scene.text(&(hit.end..at)));
    scene.of_class(*ASKED, &before).any(open)
}

/// Whether it is a verb: « à la demande de » tells why, and asks for nothing.
fn asks(scene: &Scene<'_>, hit: Hit) -> bool {
    !scene.text(&(hit.start.saturating_sub(3)..hit.start)).ends_with("la ")
}

/// Whether somebody calls for the measure itself (`false`) or for its end (`true`). A call to respect a curfew, or one
/// that stands farther off, is neither.
fn call(scene: &Scene<'_>, segment: &Range<usize>, head: &Range<usize>) -> Option<bool> {
    let before = segment.start.max(head.start.saturating_sub(ASKED_WITHIN))..head.start;
    let hit = scene.of_class(*ASKED, &before).filter(|hit| asks(scene, *hit)).last()?;
    let between = hit.end..head.start;
    // "called for calm and imposed a curfew": what follows "and" is told for itself.
    let joined = [" and ", " et "].iter().any(|and| scene.text(&between).contains(and));
    if joined || modality::closed(scene.text(&between)) {
        return None;
    }
    if scene.has(*END, &between) {
        return Some(true);
    }
    let object = between.len() <= OBJECT_WITHIN && !scene.text(&between).contains(" to ");
    (object || scene.has(*SET_UP, &between)).then_some(false)
}
