//! The language of a paragraph: by its function words, and by letter trigrams where they leave it open.

use super::lexicon::WORDS;
use crate::Language;

/// How much of a paragraph is looked at, in bytes.
const SAMPLE: usize = 400;
/// Below this many bytes trigrams guess (whatlang's own advice is about this length); the paragraph inherits.
const TRIGRAM_MIN: usize = 80;
/// Share of function words, in percent, from which a text is French or English and not a neighbour of theirs.
/// French and English prose has 35 to 50 of the listed words in a hundred, Spanish prose about 15 of the French.
const SHARE: usize = 24;
/// The same for titles, which are compared with the document's language and not with all others.
const TITLE_SHARE: usize = 15;

/// The language of a paragraph; `None` where there is too little to tell.
pub(super) fn of(text: &str) -> Option<Language> {
    let sample = &text[..text.floor_char_boundary(SAMPLE)];
    let votes = Votes::of(sample);
    votes.decide(3, SHARE).or_else(|| by_trigrams(sample))
}

/// The language of a heading or of a note, whose names and titles hold few function words and mislead trigrams.
pub(super) fn of_title(text: &str) -> Option<Language> {
    Votes::of(&text[..text.floor_char_boundary(SAMPLE)]).decide(2, TITLE_SHARE)
}

/// How many words of a sample are function words of each language.
struct Votes {
    french: usize,
    english: usize,
    words: usize,
}

impl Votes {
    fn of(sample: &str) -> Self {
        let (mut french, mut english, mut words) = (0usize, 0usize, 0usize);
        let mut lower = String::with_capacity(16);
        for word in sample.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
            words += 1;
            if word.len() > 12 {
                continue;
            }
            lower.clear();
            lower.push_str(word);
            lower.make_ascii_lowercase();
            french += usize::from(
                WORDS.french.contains(&lower)
                    || matches!(lower.as_str(), "l" | "d" | "qu" | "à" | "été" | "où" | "après"),
            );
            english += usize::from(WORDS.english.contains(&lower));
        }
        Self { french, english, words }
    }

    fn decide(&self, least_votes: usize, share: usize) -> Option<Language> {
        let Self { french, english, words } = *self;
        let (most, least, language) = if french >= english {
            (french, english, Language::French)
        } else {
            (english, french, Language::English)
        };
        let clear = most >= least_votes && most > 2 * least && most * 100 >= words * share;
        clear.then_some(language)
    }
}

fn by_trigrams(sample: &str) -> Option<Language> {
    if sample.len() < TRIGRAM_MIN {
        return None;
    }
    let info = whatlang::detect(sample)?;
    info.is_reliable().then(|| match info.lang() {
        whatlang::Lang::Fra => Language::French,
        whatlang::Lang::Eng => Language::English,
        _ => Language::Undetermined,
    })
}

/// A language by its tag or name (`fr`, `en-GB`, `Français`, `english`).
pub(super) fn named(name: &str) -> Language {
    let folded = base::fold(name.trim());
    match folded.split(['-', '_']).next() {
        Some("fr" | "fra" | "fre" | "francais" | "french") => Language::French,
        Some("en" | "eng" | "anglais" | "english") => Language::English,
        _ => Language::Undetermined,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_languages_and_their_neighbours() {
        assert_eq!(of("Le convoi est parti de la ville dans la nuit."), Some(Language::French));
        assert_eq!(of("The convoy left the city and was seen at the river."), Some(Language::English));
        let spanish = "El convoy salió de la ciudad por la noche y los conductores dijeron que la carretera estaba \
                       cerrada desde hacía dos semanas, según las autoridades locales.";
        assert_eq!(of(spanish), Some(Language::Undetermined));
        assert_eq!(of("Kayes"), None);
    }

    #[test]
    fn names_of_languages() {
        assert_eq!(named("fr-ML"), Language::French);
        assert_eq!(named("English"), Language::English);
        assert_eq!(named("bm"), Language::Undetermined);
    }
}
