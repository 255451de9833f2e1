//! How a statement is put: the cues of `data/claims/modality.toml` around a trigger.

use super::lexicon::{Class, LEXICON};
use super::scene::Scene;
use crate::Language;
use base::Modality;
use std::ops::Range;
use std::sync::LazyLock;

/// A class of cues: what it says, how far before the trigger it may stand (bytes of folded text), and whether it
/// governs the whole clause instead.
struct Cue {
    class: Class,
    modality: Modality,
    reach: usize,
    around: bool,
}

/// In order of precedence.
static CUES: LazyLock<Vec<Cue>> = LazyLock::new(|| {
    let cue =
        |name: &str, modality, reach, around| Cue { class: LEXICON.class(name), modality, reach, around };
    vec![
        cue("deny", Modality::Denied, 90, false),
        cue("recommend", Modality::CalledFor, 90, false),
        cue("modality.negated.before", Modality::Negated, 45, false),
        cue("modality.negated.around", Modality::Negated, 0, true),
        cue("modality.hypothetical.around", Modality::Hypothetical, 0, true),
        cue("modality.hypothetical.before", Modality::Hypothetical, 100, false),
        cue("modality.planned.before", Modality::Planned, 60, false),
        cue("modality.hedged.before", Modality::Hedged, 80, false),
        cue("modality.hedged.around", Modality::Hedged, 0, true),
        cue("modality.generic.before", Modality::Generic, 60, false),
        cue("modality.generic.around", Modality::Generic, 0, true),
    ]
});

/// How far after a trigger a verb's own negation may stand: « l'attaque n'a pas eu lieu ».
const NEGATION_AFTER: usize = 8;

/// How far after a trigger its verb's future may stand: "the curfew in the town will be lifted".
const PLANNED_AFTER: usize = 30;

static PLANNED_VERB: LazyLock<Class> = LazyLock::new(|| LEXICON.class("modality.planned.after"));

/// The modality that cues give to a trigger in the clause `segment`, if any: `head` is its first word, `extent` all the
/// words that made it fire ("prices could rise").
pub(super) fn cued(
    scene: &Scene<'_>,
    head: &Range<usize>,
    extent: &Range<usize>,
    segment: &Range<usize>,
) -> Option<Modality> {
    let inner = head.end..extent.end;
    let governs = |cue: &&Cue| cue.governs(scene, head, segment) || cue.within(scene, &inner);
    let cue = CUES.iter().find(governs).map(|cue| cue.modality);
    cue.or_else(|| conditional(scene, head, segment).then_some(Modality::Hedged))
}

/// How far from a trigger a French conditional still tells it with reserve: « une vidéo montrerait un car brûlé ».
const CONDITIONAL_WITHIN: usize = 60;

static NOT_CONDITIONAL: LazyLock<Class> = LazyLock::new(|| LEXICON.class("word.not_conditional"));

/// Whether a French verb in the conditional (-erait, -irait, -drait) stands near the trigger. The accent tells
/// « opérait » from « opèrerait », so the words are looked at as written.
fn conditional(scene: &Scene<'_>, head: &Range<usize>, segment: &Range<usize>) -> bool {
    let near = segment.start.max(head.start.saturating_sub(CONDITIONAL_WITHIN))
        ..segment.end.min(head.end + CONDITIONAL_WITHIN);
    if scene.language(head.start) != Language::French {
        return false;
    }
    let text = scene.text(&near);
    let base = scene.blank.floor_char_boundary(near.start);
    let verb = |w: &&str| w.ends_with("rait") || w.ends_with("raient");
    text.split(|c: char| !c.is_alphanumeric()).filter(verb).any(|word| {
        let start = base + (word.as_ptr() as usize - text.as_ptr() as usize);
        is_conditional(scene, &(start..start + word.len()))
    })
}

fn is_conditional(scene: &Scene<'_>, word: &Range<usize>) -> bool {
    let written = scene.original(word).to_lowercase();
    let endings = ["erait", "eraient", "irait", "iraient", "drait", "draient"];
    endings.iter().any(|e| written.ends_with(e)) && !scene.has(*NOT_CONDITIONAL, word)
}

/// Whether a negation governs the trigger, looked for in the sentence before clauses are told apart.
pub(super) fn negated(scene: &Scene<'_>, head: &Range<usize>, sentence: &Range<usize>) -> bool {
    let negates = |cue: &&Cue| cue.modality == Modality::Negated && !cue.around;
    CUES.iter().filter(negates).any(|cue| cue.governs(scene, head, sentence))
}

impl Cue {
    fn governs(&self, scene: &Scene<'_>, head: &Range<usize>, segment: &Range<usize>) -> bool {
        let window = if self.around {
            segment.clone()
        } else {
            segment.start.max(head.start.saturating_sub(self.reach))..head.start
        };
        let open = |end: usize| self.around || !closed(scene.text(&(end..head.start)));
        let before = scene
            .of_class(self.class, &window)
            .any(|hit| self.counts(scene, hit.start..hit.end) && open(hit.end));
        before || self.governs_after(scene, head, segment)
    }

    /// Whether the cue stands between a trigger's own words.
    fn within(&self, scene: &Scene<'_>, inner: &Range<usize>) -> bool {
        !inner.is_empty()
            && scene.of_class(self.class, inner).any(|hit| self.counts(scene, hit.start..hit.end))
    }

    /// Whether the trigger's own verb, right after it, says that it did not or is yet to happen.
    fn governs_after(&self, scene: &Scene<'_>, head: &Range<usize>, segment: &Range<usize>) -> bool {
        match self.modality {
            Modality::Negated if !self.around => self.negates_after(scene, head, segment),
            Modality::Planned => {
                let window = head.end..(head.end + PLANNED_AFTER).min(segment.end);
                scene.of_class(*PLANNED_VERB, &window).any(|hit| self.counts(scene, hit.start..hit.end))
            }
            _ => false,
        }
    }

    fn negates_after(&self, scene: &Scene<'_>, head: &Range<usize>, segment: &Range<usize>) -> bool {
        let window = head.end..(head.end + NEGATION_AFTER).min(segment.end);
        scene.of_class(self.class, &window).any(|hit| {
            let word = scene.text(&(hit.start..hit.end));
            matches!(word, "n'" | "ne" | "did not" | "was not" | "were not")
                && self.counts(scene, hit.start..hit.end)
        })
    }

    /// "not only", « non seulement » and « ne … que » negate nothing, "may only" gives a rule, and a cue inside a date or a
    /// name ("May") is no cue.
    fn counts(&self, scene: &Scene<'_>, cue: Range<usize>) -> bool {
        let after = scene.text(&(cue.end..(cue.end + 16).min(scene.blank.len())));
        let only = after.starts_with(" only") || after.contains(" seulement") || after.contains(" que ");
        !(scene.is_name(&cue)
            || self.modality == Modality::Negated && (only || restricts(scene, &cue))
            || self.modality == Modality::Hypothetical && permits(scene, &cue))
    }
}

/// How far after « ne » its « que » may stand: « ne circulent entre ces deux villes que sous escorte ».
const RESTRICTION_WITHIN: usize = 60;

/// How far after "may" its "only" may stand: "may travel only under escort".
const PERMISSION_WITHIN: usize = 24;

/// The words that follow a cue in its own part of the sentence.
fn following<'s>(scene: &'s Scene<'_>, cue: &Range<usize>, reach: usize) -> &'s str {
    let after = scene.text(&(cue.end..(cue.end + reach).min(scene.blank.len())));
    after.split([',', ';', '.', ':']).next().unwrap_or("")
}

/// Whether a French « ne » opens « ne … que », a restriction.
fn restricts(scene: &Scene<'_>, cue: &Range<usize>) -> bool {
    let after = following(scene, cue, RESTRICTION_WITHIN);
    let negates = |w: &str| matches!(w, "pas" | "plus" | "jamais" | "aucun" | "aucune" | "rien" | "ni");
    let mut words = after.split_whitespace().take_while(|w| !negates(w));
    matches!(scene.text(cue), "ne" | "n'") && words.any(|w| w == "que" || w.starts_with("qu'"))
}

/// Whether "may" gives leave under a condition ("may travel only under escort"): a rule in force, not a possibility.
fn permits(scene: &Scene<'_>, cue: &Range<usize>) -> bool {
    scene.text(cue) == "may"
        && following(scene, cue, PERMISSION_WITHIN).split_whitespace().any(|w| w == "only")
}

/// Words that open a clause of its own: what was said with reserve before them does not reach beyond.
const CLAUSE_OPENERS: &[&str] =
    &[";", ", while ", " while the ", ", but ", " tandis qu", " alors qu", ", mais ", ", whereas "];

/// Whether a clause of its own opens in between.
pub(super) fn closed(between: &str) -> bool {
    CLAUSE_OPENERS.iter().any(|opener| between.contains(opener))
}
