//! Time expressions in French and English: where they stand, their TIMEX3 type and value, and the days they mean.
//!
//! A text is cut into tokens once; words of time are looked up in the language's data file; at each such word the
//! grammar takes the longest expression that starts there ([`french`], [`english`]); neighbours are linked into
//! ranges ([`link`]); values and days follow from the anchor and from what was spoken of before ([`resolve`]).

mod amount;
mod calendar;
mod days;
mod english;
mod english_unit;
mod expr;
mod french;
mod french_date;
mod french_day;
mod french_unit;
mod lexicon;
mod link;
mod resolve;
#[cfg(test)]
mod tests;
mod token;

use crate::{Document, Language, RegionKind};
#[cfg(test)]
use base::Date;
use base::{Checked, Interval, Issue};
use expr::{Calendar, Expr, Found, Open};
use lexicon::{Entry, Lexicon, Role};
use resolve::{Context, Meaning, opened, spanned};
use serde::{Deserialize, Serialize};
use std::ops::Range;
use token::{Cursor, Token, tokenize};

/// TIMEX3 type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexType {
    /// A day or a longer calendar unit.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// Something that recurs.
    Set,
}

/// A time expression.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TimeMention {
    /// Where it stands, in bytes of the stored text.
    pub range: Range<usize>,
    /// TIMEX3 type.
    pub kind: TimexType,
    /// TIMEX3 value (`2025-07-01`, `2025-07`, `P3W`, `XXXX-WXX-1`, `PAST_REF` …).
    pub value: String,
    /// The days it means, if it places something in the calendar. "until 30 September" has no start,
    /// "since 2021" no end, « la nuit du 5 au 6 septembre » has both days. Both members of a range
    /// ("between 2021 and 2024") have the whole range.
    pub interval: Option<Interval>,
    /// Whether the year (or more) had to be taken from the context.
    pub inferred: bool,
    /// Whether it counts from the anchor ("last June", « hier »).
    pub relative: bool,
}

/// Finds the time expressions of `text[within]`, in order and without overlap. `anchor` is the publication date;
/// without it, expressions that need one get an interval only where the text itself gives the year.
#[cfg(test)]
pub(crate) fn tag(
    text: &str,
    within: Range<usize>,
    language: Language,
    anchor: Option<Date>,
) -> Vec<TimeMention> {
    scan(text, within, language, &mut Context { anchor, ..Context::default() }).mentions
}

/// Finds the time expressions of a document's text. A date without a year or a time without a day may lean on what
/// an earlier paragraph said. Dates that do not exist are no mentions; each raises the issue `time.impossible_date`.
pub(crate) fn tag_document(document: &Document) -> Checked<Vec<TimeMention>> {
    let mut context = Context { anchor: document.published, ..Context::default() };
    let mut out = Checked::clean(Vec::new());
    for region in document.regions.iter().filter(|r| r.kind != RegionKind::Furniture) {
        context.frame = None;
        // What a reference dates is not what the text goes on to speak of.
        let mut apart = context;
        let context = if region.kind == RegionKind::Citation { &mut apart } else { &mut context };
        let scanned = scan(&document.text, region.range.clone(), region.language, context);
        out.value.extend(scanned.mentions);
        out.issues.extend(scanned.impossible.iter().map(|range| impossible(document, range)));
    }
    out
}

fn impossible(document: &Document, range: &Range<usize>) -> Issue {
    let line = document.text[..range.start].bytes().filter(|&b| b == b'\n').count() + 1;
    let words = &document.text[range.clone()];
    Issue::warning(
        "time.impossible_date",
        format!("“{words}” is not a date of the calendar; it was left unread"),
    )
    .in_file(document.name.as_str())
    .at_line(line)
    .help("check the day and the month against the original")
}

/// What was found in a stretch of text.
#[derive(Debug, Default)]
struct Scan {
    mentions: Vec<TimeMention>,
    /// Dates that do not exist.
    impossible: Vec<Range<usize>>,
}

fn scan(text: &str, within: Range<usize>, language: Language, context: &mut Context) -> Scan {
    if text.get(within.clone()).is_none() {
        return Scan::default();
    }
    let language = match language {
        Language::Undetermined => likelier(text, &within),
        known => known,
    };
    let lexicon = Lexicon::of(language);
    let tokens = tokenize(text, within, lexicon);
    let cursor = Cursor { text, tokens: &tokens, lexicon };
    let mut found = find(&cursor, language);
    link::link(&cursor, &mut found);
    interpret(&cursor, &found, context)
}

/// How much of a text is read to tell its language, in bytes.
const SAMPLE: usize = 600;

/// The language whose words are the more frequent at the beginning; French if neither's are.
fn likelier(text: &str, within: &Range<usize>) -> Language {
    let sample = text.floor_char_boundary(within.end.min(within.start + SAMPLE));
    let votes = |language| {
        let tokens = tokenize(text, within.start..sample, Lexicon::of(language));
        let known = |t: &&Token| !matches!(t.entry.role, Role::None | Role::ForeignMonth);
        tokens.iter().filter(known).count()
    };
    if votes(Language::English) > votes(Language::French) { Language::English } else { Language::French }
}

/// The expressions, the longest at each place, from left to right.
fn find(c: &Cursor, language: Language) -> Vec<Found> {
    let parse = if language == Language::English { english::parse } else { french::parse };
    let mut found = Vec::new();
    let mut i = 0;
    while let Some(token) = c.get(i) {
        let set_phrase = token.entry.phrase.then(|| reference_phrase(c, i)).flatten();
        let longest = parse(c, i)
            .into_iter()
            .chain(set_phrase)
            .filter(|f| f.tokens.end <= c.tokens.len())
            .reduce(expr::longer);
        match longest {
            Some(f) if f.tokens.end > i => {
                i = f.tokens.end;
                found.push(f);
            }
            _ => i += 1,
        }
    }
    found
}

/// The longest phrase of the data file at token `i`: what it means, and where it ends.
fn phrase(c: &Cursor, i: usize) -> Option<(Entry, usize)> {
    phrase_at(c, i).map(|(p, end)| (p.entry, end))
}

fn phrase_at<'a>(c: &Cursor<'a>, i: usize) -> Option<(&'a lexicon::Phrase, usize)> {
    let first = c.raw(i).bytes().next().filter(u8::is_ascii).map(|b| b.to_ascii_lowercase());
    let begins = |p: &&lexicon::Phrase| first.is_none() || p.words[0].bytes().next() == first;
    let fits = |p: &&lexicon::Phrase| {
        p.words.iter().enumerate().all(|(k, word)| match c.raw(i + k) {
            raw if raw.is_ascii() => raw.eq_ignore_ascii_case(word),
            "–" | "‑" | "‐" => word == "-",
            raw => base::fold(raw) == *word,
        })
    };
    c.lexicon.phrases.iter().filter(begins).find(fits).map(|p| (p, i + p.words.len()))
}

fn reference_phrase(c: &Cursor, i: usize) -> Option<Found> {
    let (phrase, end) = phrase_at(c, i)?;
    match phrase.entry.role {
        Role::Phrase => Some(Found::new(i + phrase.lead, end, Expr::Reference(phrase.entry.n as usize))),
        Role::Holiday => english::holiday(c, i),
        _ => (i == 0 || !matches!(c.role(i - 1), Role::Article | Role::This))
            .then(|| french_or_english_season(c, i))
            .flatten(),
    }
}

/// A season phrase without its article.
fn french_or_english_season(c: &Cursor, i: usize) -> Option<Found> {
    let (entry, end) = phrase(c, i)?;
    let (first, last) = ((entry.n / 16) as i8, (entry.n % 16) as i8);
    let year = calendar::year(c, end);
    let expr = Expr::Months { first, last, year, lean: expr::Lean::Past, generic: year.is_none() };
    Some(Found::new(i, end + usize::from(year.is_some()), expr))
}

/// Values and days, in order, so that each expression knows what was spoken of before.
fn interpret(c: &Cursor, found: &[Found], context: &mut Context) -> Scan {
    let mut scan = Scan::default();
    let mut meanings: Vec<Meaning> = Vec::with_capacity(found.len());
    for (k, f) in found.iter().enumerate() {
        let mut meaning = context.resolve(&f.expr, f.open);
        if let Some(left) = k.checked_sub(1).filter(|&left| found[left].range_with == Some(k)) {
            meaning = in_order(context, f, meaning, &meanings[left]);
        }
        remember(c, found, k, &meaning, context);
        if let (Some(edge), Some(days)) = (f.edge, meaning.interval) {
            meaning.interval = Some(days::third(days, edge));
        }
        meanings.push(meaning);
    }
    for (k, f) in found.iter().enumerate() {
        let range = c.tokens[f.tokens.start].start..c.tokens[f.tokens.end - 1].end;
        if f.expr == Expr::Impossible {
            scan.impossible.push(range);
            continue;
        }
        let whole =
            partner(found, k).and_then(|(a, b)| spanned(meanings[a].interval?, meanings[b].interval?));
        let meaning = &meanings[k];
        let lasting = matches!(
            f.expr,
            Expr::Clock { .. } | Expr::Duration { .. } | Expr::Window { .. } | Expr::Away { .. }
        );
        let own = meaning.interval.map(|i| if lasting { i } else { opened(i, f.open) });
        scan.mentions.push(TimeMention {
            range,
            kind: meaning.kind,
            value: meaning.value.clone(),
            interval: whole.or(own),
            inferred: meaning.inferred,
            relative: meaning.relative,
        });
    }
    scan
}

/// The right member of a range whose year is not given lies behind the left one.
fn in_order(context: &Context, f: &Found, meaning: Meaning, left: &Meaning) -> Meaning {
    let (Expr::Calendar(calendar @ Calendar { year: None, .. }), Some(from)) =
        (&f.expr, left.interval.and_then(|i| i.start))
    else {
        return meaning;
    };
    let again = |year| {
        let meaning = context.resolve(&Expr::Calendar(Calendar { year: Some(year), ..*calendar }), f.open);
        Meaning { inferred: true, ..meaning }
    };
    let behind = |m: &Meaning| m.interval.and_then(|i| i.end).is_some_and(|end| end >= from);
    [from.year(), from.year().saturating_add(1)].into_iter().map(again).find(behind).unwrap_or(meaning)
}

/// The two members of the range that expression `k` belongs to.
fn partner(found: &[Found], k: usize) -> Option<(usize, usize)> {
    if let Some(right) = found[k].range_with {
        return Some((k, right)).filter(|&(_, r)| r < found.len());
    }
    let left = k.checked_sub(1)?;
    (found[left].range_with == Some(k)).then_some((left, k))
}

/// Keeps what later expressions may lean on.
fn remember(c: &Cursor, found: &[Found], k: usize, meaning: &Meaning, context: &mut Context) {
    let f = &found[k];
    // A night has two days; the account goes on from the second.
    let day = meaning.interval.filter(|i| i.days().is_some_and(|n| n <= 2)).and_then(|i| i.end);
    let told = !matches!(f.expr, Expr::Window { .. } | Expr::Duration { .. }) && f.open == Open::Closed;
    // Where a range ends is not the day that the account goes on with.
    let ends_range = found.iter().any(|left| left.range_with == Some(k));
    if let Some(day) = day.filter(|_| told && !ends_range) {
        context.last = Some(day);
    }
    if let Expr::Calendar(Calendar { year: Some(_), month: Some(_), .. }) = f.expr
        && let Some(start) = meaning.interval.and_then(|i| i.start)
    {
        context.year = Some(start.year());
        if f.open == Open::Closed && opens_sentence(c, f.tokens.start) {
            context.frame = Some(start);
        }
    }
}

/// Whether at most two words ("On", « Le », "In early") stand between the start of the sentence and token `i`.
fn opens_sentence(c: &Cursor, i: usize) -> bool {
    let before = (0..i).rev().take(3).find(|&k| matches!(c.mark(k), Some('.' | '!' | '?' | ']')));
    before.map_or(i <= 2, |stop| i - stop <= 2)
}
