//! A place's names as keys: as written, without the generic word, shortened, and levelled.

use super::index::{Hit, Quality};
use super::lexicon::{Generic, mark};
use super::store::Class;
use super::{Gazetteer, sound};
use base::fold;

/// A name to enter.
#[derive(Clone, Copy)]
pub(super) struct Spelled<'a> {
    pub text: &'a str,
    /// The place's main name.
    pub main: bool,
    pub class: Class,
    /// Known beyond its neighbourhood: a seat, or with a population on record.
    pub notable: bool,
}

/// Shorter levelled keys are too common to be looked up by sound.
const SOUND_LENGTH: usize = 4;

/// Enters a name of `place`. Names in other scripts and bare codes are left out.
pub(super) fn enter(gazetteer: &mut Gazetteer, place: u32, name: Spelled<'_>) {
    let folded = fold(name.text);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    if words.is_empty() || !folded.is_ascii() || is_code(name) || words.len() > 8 {
        return;
    }
    let key = words.concat();
    let quality = if name.main { Quality::Primary } else { Quality::Alternate };
    put(gazetteer, &key, place, quality, name.class);
    let core = core(gazetteer, &words);
    if core.len() < words.len() && !core.is_empty() {
        let quality = if name.class.is_admin() { Quality::Core } else { Quality::Alternate };
        let only_generic = core.iter().all(|w| gazetteer.word(w).generic != Generic::None);
        let keep = name.class.is_admin() || !name.class.is_settled() && core.concat().len() > 3;
        // "Port Sudan" is not called Sudan.
        let country = !name.class.is_admin() && is_country(gazetteer, &core.concat());
        if keep && !only_generic && !country {
            put(gazetteer, &core.concat(), place, quality, name.class);
        }
    }
    shorten(gazetteer, &words, place, name);
}

fn is_country(gazetteer: &Gazetteer, key: &str) -> bool {
    let class = |hit: Hit| gazetteer.store.get(hit.place).map(|p| p.class);
    gazetteer.index.lookup(key).any(|hit| class(hit) == Some(Class::Country))
}

/// `KYS`, `BKO`: airport and other codes among the alternate names.
fn is_code(name: Spelled<'_>) -> bool {
    !name.main
        && name.text.len() <= 4
        && name.text.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
}

fn put(gazetteer: &mut Gazetteer, key: &str, place: u32, quality: Quality, class: Class) {
    gazetteer.index.insert(key, Hit { place, quality });
    let level = sound::level(key);
    if level.len() >= SOUND_LENGTH && (class.is_settled() || class.is_admin() || quality == Quality::Primary)
    {
        let quality = quality.max(Quality::Sound);
        gazetteer.sounds.insert(&level, Hit { place, quality });
    }
}

/// The words of a name without its generic words and what ties them to it: « Cercle de Nara » → `nara`.
fn core<'a>(gazetteer: &Gazetteer, words: &[&'a str]) -> Vec<&'a str> {
    let generic = |w: &str| !matches!(gazetteer.word(w).generic, Generic::None | Generic::Vicinity);
    let tie = |w: &str| matches!(w, "de" | "du" | "des" | "d" | "la" | "le" | "les" | "l" | "of" | "the");
    let mut rest = words;
    if rest.first().is_some_and(|w| generic(w)) {
        rest = &rest[1..];
        while rest.first().is_some_and(|w| tie(w)) {
            rest = &rest[1..];
        }
    } else if rest.last().is_some_and(|w| generic(w)) {
        rest = &rest[..rest.len() - 1];
    }
    rest.to_vec()
}

/// « Nioro du Sahel » also answers to « Nioro », for places known beyond their neighbourhood; any longer name
/// answers to its first word when nothing else does.
fn shorten(gazetteer: &mut Gazetteer, words: &[&str], place: u32, name: Spelled<'_>) {
    let [first, rest @ ..] = words else { return };
    if rest.is_empty()
        || first.len() < 4
        || !name.class.is_settled()
        || gazetteer.word(first).is(!mark::STARTS_LOW)
    {
        return;
    }
    let seat = matches!(name.class, Class::Capital | Class::Seat1 | Class::Seat2);
    let tied = rest.len() > 1 && matches!(rest[0], "du" | "de" | "des" | "d" | "la" | "le" | "sur" | "of");
    if tied && (seat || name.notable) {
        gazetteer.index.insert(first, Hit { place, quality: Quality::Short });
    }
    let level = sound::level(first);
    if level.len() >= SOUND_LENGTH {
        gazetteer.sounds.insert(&level, Hit { place, quality: Quality::Part });
    }
}
