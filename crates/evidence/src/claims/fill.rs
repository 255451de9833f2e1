//! What a claim tells besides its type: when, where, who, whom.

use super::actors::ActorAt;
use super::lexicon::{Class, LEXICON};
use super::scene::{DateAt, PlaceAt, Scene};
use crate::claim::{ClaimPlace, DateBasis, Medium, TargetClass};
use crate::{ActorKind, ClaimKind};
use base::{Date, GeoPrecision, Interval, PlaceKind};
use std::ops::Range;
use std::sync::LazyLock;

/// A date for an occasion is at most this long; "since 2021" dates no incident.
const LONGEST_OCCASION: i64 = 100;

/// Days of a leap year.
const LONGEST_YEAR: i64 = 366;

/// A date and how it is known.
pub(super) type Dated = (Interval, DateBasis);

/// The date that a claim's own words give: the nearest to its head within the quote, else one that leads the sentence,
/// before its first trigger: that one governs all that follows.
pub(super) fn date(
    scene: &Scene<'_>,
    segment: &Range<usize>,
    lead: &Range<usize>,
    head: &Range<usize>,
    kind: ClaimKind,
) -> Option<Dated> {
    let fits =
        |d: &&DateAt| kind == ClaimKind::Figure || d.interval.days().is_none_or(|n| n <= LONGEST_OCCASION);
    let nearest = |range: &Range<usize>| {
        scene.dates_in(range).iter().filter(fits).min_by_key(|d| d.range.start.abs_diff(head.start))
    };
    if let Some(term) = (kind == ClaimKind::Measure).then(|| term(scene, segment)).flatten() {
        return Some(term);
    }
    // A year says little, but it is not the day of the sentence before.
    let year = || {
        let whole = |d: &&DateAt| d.interval.days().is_some_and(|n| n <= LONGEST_YEAR);
        let told = scene.dates_in(segment).iter().chain(scene.dates_in(lead)).filter(whole);
        told.min_by_key(|d| d.range.start.abs_diff(head.start))
    };
    let own = nearest(segment).or_else(|| {
        let governed = !matches!(kind, ClaimKind::Figure | ClaimKind::Background);
        governed.then(|| nearest(lead)).flatten()
    });
    let own = own.or_else(year)?;
    Some((own.interval, basis(own)))
}

/// From the earlier to the later of the two years or months that a clause compares ("in 2024 than in 2021").
pub(super) fn compared(scene: &Scene<'_>, segment: &Range<usize>) -> Option<Dated> {
    let told = || {
        let whole = |d: &&DateAt| d.interval.days().is_some_and(|n| n <= LONGEST_YEAR);
        scene.dates_in(segment).iter().filter(whole)
    };
    let first = told().min_by_key(|d| d.interval.start)?;
    let last = told().max_by_key(|d| d.interval.end)?;
    let interval = Interval::between(first.interval.start?, last.interval.end?);
    let alike = first.interval.days()?.abs_diff(last.interval.days()?) <= UNEVEN;
    (alike && first.interval != last.interval).then(|| (interval, basis(first)))
}

/// Days by which two years or two months may differ in length.
const UNEVEN: u64 = 3;

fn basis(date: &DateAt) -> DateBasis {
    match (date.relative, date.inferred) {
        (true, _) => DateBasis::Relative,
        (false, true) => DateBasis::YearInferred,
        (false, false) => DateBasis::Explicit,
    }
}

/// The term of a measure, where its clause gives one: "from 31 August to 30 September", or a day and "until …".
fn term(scene: &Scene<'_>, segment: &Range<usize>) -> Option<Dated> {
    let dates = scene.dates_in(segment);
    let bounded = |d: &&DateAt| {
        d.interval.start.is_some() && d.interval.days().is_some_and(|n| (3..=LONGEST_OCCASION).contains(&n))
    };
    let linked = |d: &&DateAt| dates.iter().filter(|o| o.interval == d.interval).count() > 1;
    if let Some(range) = dates.iter().filter(bounded).find(linked) {
        return Some((range.interval, basis(range)));
    }
    let until = dates.iter().find(|d| d.interval.start.is_none())?;
    let end = until.interval.end?;
    let from =
        dates.iter().find(|d| d.interval.days() == Some(1) && d.interval.start.is_some_and(|s| s <= end))?;
    Some((Interval::between(from.interval.start?, end), basis(from)))
}

/// Fills the open start of "until …" from what was told before, or from the publication date, if that is plausible.
pub(super) fn close_start(dated: Dated, told: Option<Date>, published: Option<Date>) -> Dated {
    let (interval, basis) = dated;
    let (None, Some(end)) = (interval.start, interval.end) else { return (interval, basis) };
    let plausible = |start: &Date| *start <= end && i64::from((end - *start).get_days()) <= LONGEST_OCCASION;
    match told.filter(plausible).or(published.filter(plausible)) {
        Some(start) => (Interval::between(start, end), DateBasis::Inferred),
        None => (interval, basis),
    }
}

/// Whether a place is a spot or a line, not a whole region or country.
pub(super) fn is_site(place: &PlaceAt<'_>) -> bool {
    match &place.mention.resolved {
        Some(r) => !matches!(r.kind, PlaceKind::Admin1 | PlaceKind::Country | PlaceKind::Area),
        None => true,
    }
}

/// The claim's view of a place mention.
pub(super) fn claim_place(scene: &Scene<'_>, place: &PlaceAt<'_>, role: &str) -> ClaimPlace {
    let original = scene.folded.original(&place.range);
    match &place.mention.resolved {
        Some(r) => ClaimPlace {
            name: r.name.clone(),
            kind: Some(r.kind),
            country: r.country,
            point: r.point,
            precision: place.mention.precision,
            role: role.to_owned(),
        },
        None => ClaimPlace {
            name: scene.document.text[original].to_owned(),
            kind: None,
            country: None,
            point: None,
            precision: GeoPrecision::Unresolved,
            role: role.to_owned(),
        },
    }
}

/// The part a place has in a claim, from what it is.
pub(super) fn role_of(place: &PlaceAt<'_>) -> &'static str {
    match place.mention.resolved.as_ref().map(|r| r.kind) {
        Some(PlaceKind::Road) => "route",
        Some(PlaceKind::Admin1 | PlaceKind::Country | PlaceKind::Area | PlaceKind::Admin2) => "area",
        _ => "site",
    }
}

static AGENT: LazyLock<Class> = LazyLock::new(|| LEXICON.class("word.agent"));

/// Whom a passive names ("by X") after the head, else whom the sentence names before it; `held` are the kinds that can
/// be the actor of this sort of claim.
pub(super) fn actor<'s>(
    scene: &'s Scene<'_>,
    segment: &Range<usize>,
    sentence: &Range<usize>,
    head: &Range<usize>,
    held: impl Fn(&ActorAt) -> bool,
) -> Option<&'s ActorAt> {
    let after = head.end..segment.end.max(head.end);
    let agent = scene.of_class(*AGENT, &after).find_map(|by| {
        let next = by.end..(by.end + 12).min(scene.blank.len());
        scene.actors_in(&next).first().filter(|a| held(a))
    });
    let before = sentence.start..head.start;
    let subject = || {
        scene
            .actors_in(&before)
            .iter()
            .rev()
            .find(|a| held(a) && a.known)
            .or_else(|| scene.actors_in(&before).iter().rev().find(|a| held(a)))
    };
    agent.or_else(subject)
}

/// Kinds that commit incidents and impose measures.
pub(super) fn can_act(actor: &ActorAt) -> bool {
    matches!(
        actor.kind,
        ActorKind::ArmedGroup
            | ActorKind::StateForces
            | ActorKind::Authority
            | ActorKind::Spokesperson
            | ActorKind::Union
            | ActorKind::International
    )
}

static TARGETS: LazyLock<Vec<(TargetClass, Class)>> = LazyLock::new(|| {
    let class = |name: &str| LEXICON.class(&format!("target.{name}"));
    vec![
        (TargetClass::Works, class("works")),
        (TargetClass::StateInstitution, class("state_institution")),
        (TargetClass::Transport, class("transport")),
        (TargetClass::Industry, class("industry")),
        (TargetClass::Security, class("security")),
        (TargetClass::Civilian, class("civilian")),
    ]
});

/// What was hit: the words and their class; the nearest after the head, else the nearest before it.
pub(super) fn target(
    scene: &Scene<'_>,
    segment: &Range<usize>,
    head: &Range<usize>,
) -> Option<(String, TargetClass)> {
    let find = |range: Range<usize>, nearest_first: bool| {
        let hits = TARGETS.iter().enumerate().flat_map(|(rank, (kind, class))| {
            scene.of_class(*class, &range).map(move |hit| (hit, *kind, rank))
        });
        let key = |hit: &super::lexicon::Hit, rank| {
            let distance = if nearest_first { hit.start } else { usize::MAX - hit.end };
            (distance, usize::MAX - (hit.end - hit.start), rank)
        };
        hits.min_by_key(|(hit, _, rank)| key(hit, *rank))
    };
    let (hit, kind, _) = find(head.end..segment.end.max(head.end), true)
        .or_else(|| find(segment.start..head.start.max(segment.start), false))?;
    let original = scene.folded.original(&(hit.start..hit.end));
    Some((scene.document.text[original].to_owned(), kind))
}

/// The company that a suspension or a ban on a company is about: the nearest to the head.
pub(super) fn operator(
    scene: &Scene<'_>,
    segment: &Range<usize>,
    head: &Range<usize>,
) -> Option<(String, TargetClass)> {
    let companies = scene
        .actors_in(segment)
        .iter()
        .filter(|a| matches!(a.kind, ActorKind::Operator | ActorKind::Company));
    let nearest = companies.min_by_key(|a| (!a.known, a.range.start.abs_diff(head.start)))?;
    Some((nearest.name.clone()?, TargetClass::Transport))
}

static MEDIA: LazyLock<Vec<(String, Class)>> = LazyLock::new(|| LEXICON.classes_under("word.medium."));
static LANGUAGES: LazyLock<Vec<(String, Class)>> = LazyLock::new(|| LEXICON.classes_under("word.language."));

/// The form a statement came in and its languages, from its sentence.
pub(super) fn medium(scene: &Scene<'_>, sentence: &Range<usize>) -> Option<Medium> {
    let form = MEDIA.iter().find(|(_, class)| scene.has(*class, sentence))?.0.clone();
    let languages = LANGUAGES
        .iter()
        .filter(|(_, class)| scene.has(*class, sentence))
        .map(|(name, _)| name.clone())
        .collect();
    Some(Medium { form, languages })
}
