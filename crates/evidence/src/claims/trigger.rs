//! Triggers: where in a sentence a rule fires, and which clause is its own.

use super::actors::is_company;
use super::lexicon::Hit;
use super::rule::{RULES, Rule};
use super::scene::Scene;
use super::{modality, segment};
use std::ops::Range;

/// A rule that fired.
#[derive(Clone, Debug)]
pub(super) struct Trigger {
    pub rule: usize,
    pub head: Range<usize>,
    /// From the first to the last of the words that made it fire.
    pub extent: Range<usize>,
    /// The clause it states.
    pub segment: Range<usize>,
}

/// The triggers of a sentence, in order, with their clauses. `measure`: the type of the measure told last.
pub(super) fn find(scene: &Scene<'_>, sentence: &Range<usize>, measure: Option<&str>) -> Vec<Trigger> {
    let mut fired: Vec<Trigger> =
        scene.hits_in(sentence).iter().filter_map(|hit| fire(scene, sentence, *hit)).collect();
    without_idle(&mut fired, measure);
    if fired.is_empty() {
        return fired;
    }
    without_overlaps(&mut fired);
    loop {
        cut(scene, sentence, &mut fired);
        match fired.windows(2).position(|pair| repeats(scene, &pair[0], &pair[1])) {
            Some(at) => drop(fired.remove(at + 1)),
            None => return fired,
        }
    }
}

fn fire(scene: &Scene<'_>, sentence: &Range<usize>, hit: Hit) -> Option<Trigger> {
    let rules = RULES.by_head.get(&hit.class)?;
    let head = hit.start..hit.end;
    if scene.is_name(&head) {
        return None;
    }
    rules.iter().find_map(|&index| {
        let rule = &RULES.all[index];
        let extent = extent(scene, sentence, &head, rule)?;
        Some(Trigger { rule: index, head: head.clone(), extent, segment: sentence.clone() })
    })
}

/// The extent of all words that a rule asks for, if they are there.
fn extent(
    scene: &Scene<'_>,
    sentence: &Range<usize>,
    head: &Range<usize>,
    rule: &Rule,
) -> Option<Range<usize>> {
    let near =
        sentence.start.max(head.start.saturating_sub(rule.near))..sentence.end.min(head.end + rule.near);
    let mut extent = head.clone();
    for class in &rule.with {
        let word = scene
            .of_class(*class, &near)
            .filter(|w| w.end <= head.start || w.start >= head.end)
            .min_by_key(|w| w.start.abs_diff(head.start))?;
        extent = extent.start.min(word.start)..extent.end.max(word.end);
    }
    if rule.operator {
        let named = scene.actors_in(&near).iter().find(|a| is_company(a.kind))?;
        extent = extent.start.min(named.range.start)..extent.end.max(named.range.end);
    }
    let refused = rule.never.iter().any(|class| scene.has(*class, &near))
        || rule.actor.is_some_and(|need| !scene.actors_in(sentence).iter().any(|a| need.met_by(a.kind)))
        || rule.only_modality.is_some() && !modality::negated(scene, head, sentence);
    (!refused).then_some(extent)
}

/// What takes a measure up says nothing where none of its type was told, or where its sentence tells it anew.
fn without_idle(fired: &mut Vec<Trigger>, measure: Option<&str>) {
    let rule = |t: &Trigger| &RULES.all[t.rule];
    let anew: Vec<&str> = fired.iter().map(rule).filter(|r| !r.takes_up).map(|r| r.name.as_str()).collect();
    let of = |name: &str| measure == Some(name) && !anew.contains(&name);
    fired.retain(|t| !rule(t).takes_up || of(&rule(t).name));
}

/// Of triggers whose heads overlap, the rule that stands first in the file is kept.
fn without_overlaps(fired: &mut Vec<Trigger>) {
    let all = fired.clone();
    fired.retain(|t| {
        !all.iter().any(|o| {
            let overlap = o.head.start < t.head.end && t.head.start < o.head.end;
            overlap
                && (o.rule, o.head.start, usize::MAX - o.head.len())
                    < (t.rule, t.head.start, usize::MAX - t.head.len())
        })
    });
    fired.sort_by_key(|t| (t.head.start, t.rule));
    fired.dedup_by(|b, a| a.head == b.head && a.rule == b.rule);
}

fn cut(scene: &Scene<'_>, sentence: &Range<usize>, fired: &mut [Trigger]) {
    let heads: Vec<_> = fired.iter().map(|t| (t.head.clone(), t.extent.clone())).collect();
    for (trigger, range) in fired.iter_mut().zip(segment::segments(scene, sentence, &heads)) {
        trigger.segment = range;
    }
}

/// Whether the right trigger only says again what the left one said: same type, and no date or place of its own.
fn repeats(scene: &Scene<'_>, left: &Trigger, right: &Trigger) -> bool {
    let (a, b) = (&RULES.all[left.rule], &RULES.all[right.rule]);
    let own = scene.dates_in(&right.segment).iter().any(|d| d.range.start >= left.head.end)
        || scene.places_in(&right.segment).iter().any(|p| p.range.start >= left.head.end);
    a.name == b.name && (left.segment == right.segment || !own)
}
