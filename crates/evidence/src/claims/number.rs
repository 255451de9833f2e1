//! Numbers in a sentence, in digits and words, with their unit.

use super::lexicon::{Class, Hit, LEXICON};
use super::scene::Scene;
use base::{Bound, Quantity};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

/// A number in the text.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NumberAt {
    pub range: Range<usize>,
    pub value: f64,
}

struct Words {
    times: HashMap<String, f64>,
    numbers: HashMap<String, f64>,
    multipliers: HashMap<String, f64>,
    units: Vec<(String, Class)>,
    bounds: [(Bound, Class); 3],
    per_year: Class,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let table: toml::Table = include_str!("../../data/claims/words.toml").parse().unwrap_or_default();
    let values = |name: &str| -> HashMap<String, f64> {
        let lists = table.get(name).and_then(|t| t.as_table()).into_iter().flat_map(|t| t.values());
        lists
            .filter_map(|v| v.as_table())
            .flatten()
            .filter_map(|(word, value)| Some((word.clone(), value.as_integer()? as f64)))
            .collect()
    };
    Words {
        times: values("times"),
        numbers: values("numbers"),
        multipliers: values("multipliers"),
        units: LEXICON.classes_under("word.unit."),
        bounds: [
            (Bound::AtLeast, LEXICON.class("word.bound.at_least")),
            (Bound::AtMost, LEXICON.class("word.bound.at_most")),
            (Bound::About, LEXICON.class("word.bound.about")),
        ],
        per_year: LEXICON.class("word.per_year"),
    }
});

/// The numbers of `range` that are not part of a date or a name, in order.
pub(super) fn numbers(scene: &Scene<'_>, range: &Range<usize>) -> Vec<NumberAt> {
    let mut found: Vec<NumberAt> = Vec::new();
    for token in tokens(&scene.blank, range) {
        let word = scene.text(&token);
        if let Some(&factor) =
            WORDS.multipliers.get(word.trim_end_matches('s')).or(WORDS.multipliers.get(word))
            && let Some(last) = found.last_mut()
            && token.start - last.range.end <= 1
        {
            last.value *= factor;
            last.range.end = token.end;
            continue;
        }
        let value = if word.starts_with(|c: char| c.is_ascii_digit()) {
            digits(word)
        } else {
            WORDS.numbers.get(word).copied()
        };
        if let Some(value) = value
            && !scene.is_name(&token)
            && !scene.blank[..token.start].ends_with(['[', '^'])
        {
            match found.last_mut() {
                // « 1 380 » : groups of three after a blank belong together.
                Some(last) if thousands_follow(scene, last, &token) => {
                    last.value = last.value * 1000.0 + value;
                    last.range.end = token.end;
                }
                _ => found.push(NumberAt { range: token, value }),
            }
        }
    }
    found
}

fn thousands_follow(scene: &Scene<'_>, last: &NumberAt, token: &Range<usize>) -> bool {
    token.start == last.range.end + 1
        && token.len() == 3
        && last.range.len() <= 3
        && last.value >= 1.0
        && scene.text(&last.range).bytes().chain(scene.text(token).bytes()).all(|b| b.is_ascii_digit())
}

/// Words and numerals; a numeral keeps its inner `.` and `,`.
fn tokens<'s>(text: &'s str, range: &Range<usize>) -> impl Iterator<Item = Range<usize>> + 's {
    let bytes = text.as_bytes();
    let (mut at, end) = (range.start, range.end.min(bytes.len()));
    std::iter::from_fn(move || {
        let word = |i: usize| bytes[i].is_ascii_alphanumeric() || bytes[i] >= 0x80;
        while at < end && !word(at) {
            at += 1;
        }
        if at >= end {
            return None;
        }
        let start = at;
        let numeral = bytes[start].is_ascii_digit();
        while at < end {
            let inner =
                numeral && matches!(bytes[at], b'.' | b',') && at + 1 < end && bytes[at + 1].is_ascii_digit();
            let same = if numeral { bytes[at].is_ascii_digit() || inner } else { word(at) };
            if !same {
                break;
            }
            at += 1;
        }
        Some(start..at)
    })
}

/// Reads `2.7`, `2,7`, `10,000`, `1.250.000`. A separator followed by exactly three digits groups thousands, unless
/// the number starts with a zero; a lone separator otherwise is a decimal mark.
fn digits(word: &str) -> Option<f64> {
    let parts: Vec<&str> = word.split(['.', ',']).collect();
    let grouped = parts.len() > 1 && parts[1..].iter().all(|p| p.len() == 3) && !parts[0].starts_with('0');
    if grouped || parts.len() == 1 {
        return parts.concat().parse().ok();
    }
    (parts.len() == 2).then(|| format!("{}.{}", parts[0], parts[1]).parse().ok()).flatten()
}

/// The quantity of a claim: the number that counts something nearest to `head`, within `range`.
pub(super) fn quantity(
    scene: &Scene<'_>,
    range: &Range<usize>,
    head: &Range<usize>,
    wanted: Option<&str>,
) -> Option<Quantity> {
    numbers(scene, range)
        .into_iter()
        .filter_map(|number| {
            let unit = unit_after(scene, &number, range.end)?;
            let fits = wanted.is_none_or(|w| unit.starts_with(w));
            let distance = head.start.abs_diff(number.range.start);
            fits.then_some((distance, number, unit))
        })
        .min_by_key(|(distance, ..)| *distance)
        .map(|(_, number, unit)| Quantity {
            value: number.value,
            bound: bound_before(scene, &number),
            of: (unit == "percent").then(|| whole(scene, &number, range.end)).flatten(),
            unit,
        })
}

/// The unit of a ratio.
pub(super) const TIMES: &str = "times";

/// How far from the words of a ratio its number may stand: « multipliées par près de sept ».
const RATIO_WITHIN: usize = 16;

/// The ratio that `head` tells ("sevenfold", "seven times more", « multiplié par sept »): a word that holds it, else the
/// number right before, else the one soon after.
pub(super) fn ratio(scene: &Scene<'_>, range: &Range<usize>, head: &Range<usize>) -> Option<Quantity> {
    if let Some(&value) = WORDS.times.get(scene.text(head)) {
        let bound = bound_before(scene, &NumberAt { range: head.clone(), value });
        return Some(Quantity { value, unit: TIMES.into(), bound, of: None });
    }
    let near = |n: &NumberAt| {
        let before = n.range.end <= head.start && head.start - n.range.end <= 1;
        let after = n.range.start >= head.end && n.range.start - head.end <= RATIO_WITHIN;
        (before || after).then_some(after)
    };
    let found = numbers(scene, range).into_iter().filter_map(|n| Some((near(&n)?, n)));
    let (_, number) = found.min_by_key(|(after, n)| (*after, n.range.start))?;
    let bound = bound_before(scene, &number);
    Some(Quantity { value: number.value, unit: TIMES.into(), bound, of: None })
}

/// How far after a number its unit may stand: two or three words ("seven foreign industrial sites").
const UNIT_WITHIN: usize = 28;

fn unit_after(scene: &Scene<'_>, number: &NumberAt, end: usize) -> Option<String> {
    let before = scene.text(&(number.range.start.saturating_sub(2)..number.range.start));
    if before.contains('$') {
        return Some("USD".into());
    }
    let window = number.range.end..(number.range.end + UNIT_WITHIN).min(end);
    let gap_ok = |at: usize| !scene.text(&(number.range.end..at)).contains([',', ';', '(', ')', '.']);
    let unit = |hit: &Hit| WORDS.units.iter().position(|(_, class)| *class == hit.class);
    let whole = scene.hits_in(&window).iter().filter(|hit| hit.end <= window.end);
    let (at, unit) =
        whole.filter_map(|hit| Some((hit, unit(hit)?))).min_by_key(|(hit, unit)| (hit.start, *unit))?;
    if !gap_ok(at.start) {
        return None;
    }
    let unit = &WORDS.units[unit].0;
    let yearly = scene.has(WORDS.per_year, &(at.end..(at.end + 40).min(end)));
    Some(if yearly { format!("{unit}/year") } else { unit.clone() })
}

/// Words of what a share is a share of, at most: a whole phrase in most cases.
const MOST_WORDS: usize = 8;

/// What a share is a share of: the words after its "of" or « de », as worded; "…" where they go on.
fn whole(scene: &Scene<'_>, number: &NumberAt, end: usize) -> Option<String> {
    let rest = scene.blank.get(number.range.end..end)?;
    let after = [" of ", " des ", " de ", " du ", " d'"]
        .iter()
        .filter_map(|w| Some((rest.find(w)?, w.len())))
        .min()?;
    if after.0 > 12 {
        return None;
    }
    let start = number.range.end + after.0 + after.1;
    let phrase = scene.blank.get(start..end)?;
    let stop = phrase.find([',', ';', '.', '(', ')', ':']).unwrap_or(phrase.len());
    let cut = phrase[..stop].trim_end().match_indices(' ').nth(MOST_WORDS - 1).map(|(at, _)| at);
    let words = cut.unwrap_or(stop);
    let original = scene.folded.original(&(start..start + words));
    let words = Some(scene.document.text.get(original)?.trim()).filter(|w| !w.is_empty())?;
    Some(if cut.is_some() { format!("{words} …") } else { words.to_owned() })
}

fn bound_before(scene: &Scene<'_>, number: &NumberAt) -> Bound {
    let window = number.range.start.saturating_sub(16)..number.range.start;
    let found = WORDS
        .bounds
        .iter()
        .find(|(_, class)| scene.of_class(*class, &window).any(|hit| number.range.start - hit.end <= 2));
    found.map_or(Bound::Exact, |(bound, _)| *bound)
}

#[cfg(test)]
mod tests {
    use super::digits;

    #[test]
    fn separators_are_read_as_each_language_means_them() {
        assert_eq!(digits("2.7"), Some(2.7));
        assert_eq!(digits("2,7"), Some(2.7));
        assert_eq!(digits("10,000"), Some(10_000.0));
        assert_eq!(digits("1.250.000"), Some(1_250_000.0));
        assert_eq!(digits("0,125"), Some(0.125));
        assert_eq!(digits("1.2.3"), None);
    }
}
