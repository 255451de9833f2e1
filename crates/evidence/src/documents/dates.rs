//! Written dates, French and English: enough for date lines, front matter and footnotes. Running text is the time
//! tagger's.

use super::lexicon::WORDS;
use base::{Date, Interval, fold};
use std::ops::Range;

/// A date as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// Day, month, year.
    Day(Date),
    /// Month and year.
    Month(i16, i8),
    /// Day and month: the year is left to the context.
    Yearless(i8, i8),
    /// Reads as a date, but there is no such day.
    Impossible,
}

impl Written {
    /// The days it means; `None` without a year or if there is no such day.
    pub fn interval(self) -> Option<Interval> {
        match self {
            Self::Day(date) => Some(Interval::day(date)),
            Self::Month(year, month) => Interval::month(year, month),
            Self::Yearless(..) | Self::Impossible => None,
        }
    }
}

/// A date and where it stands, in bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub range: Range<usize>,
    pub written: Written,
}

/// All dates of `text`, in order and without overlap.
pub(super) fn find(text: &str) -> Vec<Found> {
    let tokens = lex(text);
    let mut out = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if let Some((written, used)) = date_at(&tokens[at..]) {
            let range = tokens[at].range.start..tokens[at + used - 1].range.end;
            out.push(Found { range, written });
            at += used;
        } else {
            at += 1;
        }
    }
    out
}

/// The date that `text` is, with nothing but white space and punctuation around it.
pub(super) fn whole(text: &str) -> Option<Written> {
    let found = find(text);
    let [only] = found.as_slice() else { return None };
    let rest = [&text[..only.range.start], &text[only.range.end..]];
    rest.iter().all(|r| !r.contains(char::is_alphanumeric)).then_some(only.written)
}

/// A year between parentheses or commas, as references give it.
pub(super) fn year(text: &str) -> Option<i16> {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    (text.len() == 4).then(|| text.parse().ok()).flatten().filter(|y| plausible(*y))
}

#[derive(Clone, Debug)]
struct Token {
    range: Range<usize>,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    /// Value and number of digits.
    Number(i16, usize),
    Month(i8),
    Of,
    Word,
    Mark(char),
}

use Kind::{Mark, Month, Number, Of};

fn lex(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let len = if c.is_ascii_digit() {
            run(&text[at..], |d| d.is_ascii_digit())
        } else if c.is_alphabetic() {
            run(&text[at..], char::is_alphabetic)
        } else {
            c.len_utf8()
        };
        let range = at..at + len;
        at += len;
        if c.is_whitespace() {
            continue;
        }
        let kind = if c.is_ascii_digit() {
            at += ordinal_suffix(&text[at..]);
            number(&text[range.clone()])
        } else if c.is_alphabetic() {
            word(&text[range.clone()])
        } else {
            Mark(c)
        };
        out.push(Token { range: range.start..at, kind });
    }
    out
}

fn run(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c: char| !belongs(c)).unwrap_or(text.len())
}

/// "1st", "2nd", « 1er »: the letters after the digits.
fn ordinal_suffix(rest: &str) -> usize {
    let len = run(rest, char::is_alphabetic);
    if matches!(&rest[..len], "st" | "nd" | "rd" | "th" | "er" | "ᵉʳ") { len } else { 0 }
}

fn number(digits: &str) -> Kind {
    digits.parse().map_or(Kind::Word, |value| Number(value, digits.len()))
}

fn word(word: &str) -> Kind {
    // The longest month name has nine letters; accents add bytes.
    if word.len() > 12 {
        return Kind::Word;
    }
    let folded = fold(word);
    match WORDS.month(&folded) {
        Some(month) => Month(month),
        None if folded == "of" => Of,
        None => Kind::Word,
    }
}

fn date_at(tokens: &[Token]) -> Option<(Written, usize)> {
    match tokens.first()?.kind {
        Number(year, 4) if plausible(year) => numeric(tokens).or_else(|| year_first(tokens, year)),
        Number(_, 1 | 2) => numeric(tokens).or_else(|| day_first(tokens)),
        Month(month) => month_first(tokens, month),
        _ => None,
    }
}

/// 2025-09-15, 15/09/2025: three numbers joined by one mark.
fn numeric(tokens: &[Token]) -> Option<(Written, usize)> {
    let [a, m1, b, m2, c] = tokens.get(..5)? else { return None };
    let (Number(a, la), Mark(x), Number(b, lb), Mark(y), Number(c, lc)) =
        (a.kind, m1.kind, b.kind, m2.kind, c.kind)
    else {
        return None;
    };
    let joined = tokens[..5].windows(2).all(|w| w[0].range.end == w[1].range.start);
    if x != y || !matches!(x, '-' | '/' | '.') || !joined {
        return None;
    }
    let written = match (la, lb, lc) {
        (4, 1 | 2, 1 | 2) => day(a, b, c),
        (1 | 2, 1 | 2, 4) if plausible(c) && b <= 12 => day(c, b, a),
        (1 | 2, 1 | 2, 4) if plausible(c) && a <= 12 => day(c, a, b),
        _ => return None,
    };
    Some((written, 5))
}

/// "15 September 2025", "3rd of July, 2025", « 1er juillet 2025 », « 3 juillet ».
fn day_first(tokens: &[Token]) -> Option<(Written, usize)> {
    let Number(number, _) = tokens.first()?.kind else { return None };
    let at = 1 + usize::from(kind(tokens, 1) == Some(Of));
    let Some(Month(month)) = kind(tokens, at) else { return None };
    Some(match year_at(tokens, at + 1) {
        Some((year, used)) => (day(year, i16::from(month), number), used),
        None => (yearless(month, number)?, at + 1),
    })
}

/// "September 15, 2025", "Sept. 2025", "July 2".
fn month_first(tokens: &[Token], month: i8) -> Option<(Written, usize)> {
    let at = 1 + usize::from(kind(tokens, 1) == Some(Mark('.')));
    match kind(tokens, at)? {
        Number(year, 4) if plausible(year) => Some((Written::Month(year, month), at + 1)),
        Number(number, 1 | 2) => Some(match year_at(tokens, at + 1) {
            Some((year, used)) => (day(year, i16::from(month), number), used),
            None => (yearless(month, number)?, at + 1),
        }),
        _ => None,
    }
}

/// "2025, April 23", « 2025, 27 avril », "2025, April": as references write it, with the comma.
fn year_first(tokens: &[Token], year: i16) -> Option<(Written, usize)> {
    if kind(tokens, 1) != Some(Mark(',')) {
        return None;
    }
    let rest = tokens.get(2..)?;
    let month = match kind(rest, 0)? {
        Month(month) => Some(month),
        _ => None,
    };
    let found = month.map_or_else(|| day_first(rest), |m| month_first(rest, m));
    match (found, month) {
        (Some((Written::Yearless(month, number), used)), _) => {
            Some((day(year, i16::from(month), i16::from(number)), used + 2))
        }
        // A full date follows: the year before it is something else.
        (Some(_), _) => None,
        (None, Some(month)) => Some((Written::Month(year, month), 3)),
        (None, None) => None,
    }
}

/// A year, after an optional comma or full stop, and how many tokens are used up to its end.
fn year_at(tokens: &[Token], at: usize) -> Option<(i16, usize)> {
    let at = at + usize::from(matches!(kind(tokens, at), Some(Mark(',' | '.'))));
    match kind(tokens, at)? {
        Number(year, 4) if plausible(year) => Some((year, at + 1)),
        _ => None,
    }
}

fn kind(tokens: &[Token], at: usize) -> Option<Kind> {
    tokens.get(at).map(|t| t.kind)
}

/// Years that a document of our time writes as four bare digits.
fn plausible(year: i16) -> bool {
    (1800..=2199).contains(&year)
}

fn day(year: i16, month: i16, number: i16) -> Written {
    let parts = i8::try_from(month).ok().zip(i8::try_from(number).ok());
    let date = parts.and_then(|(month, number)| Date::new(year, month, number).ok());
    date.map_or(Written::Impossible, Written::Day)
}

fn yearless(month: i8, number: i16) -> Option<Written> {
    let number = i8::try_from(number).ok()?;
    // A leap year, so that 29 February stays possible.
    Date::new(2024, month, number).ok().map(|_| Written::Yearless(month, number))
}

/// Whether a date after these words is a term: "until", « jusqu'au ».
pub(super) fn is_term(before: &str) -> bool {
    let from = before.len().saturating_sub(24);
    let folded = fold(&before[before.ceil_char_boundary(from)..]);
    let words = folded.trim_end();
    let words = [" the", " au", " le", " du"].iter().find_map(|w| words.strip_suffix(w)).unwrap_or(words);
    WORDS
        .until
        .iter()
        .any(|u| words.strip_suffix(u.as_str()).is_some_and(|rest| !rest.ends_with(char::is_alphanumeric)))
}

/// The parentheses, within `near`, that hold a date with a year and nothing else.
pub(super) fn parenthesised_date(near: &str) -> Option<Range<usize>> {
    let mut from = 0;
    while let Some(open) = near[from..].find('(').map(|o| from + o) {
        let close = open + near[open..].find(')')?;
        let inner = &near[open + 1..close];
        let dated = whole(inner).is_some_and(|w| w.interval().is_some() || w == Written::Impossible);
        if dated || year(inner).is_some() || matches!(inner, "n.d." | "s.d." | "n.d" | "s.d") {
            return Some(open..close + 1);
        }
        from = open + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn days_in_all_their_forms() {
        for text in [
            "2025-07-03",
            "03/07/2025",
            "3.7.2025",
            "3 July 2025",
            "July 3, 2025",
            "July 3rd, 2025",
            "the 3rd of July, 2025",
            "juillet 3, 2025",
            "3 juillet 2025",
            "2025, July 3",
            "2025, 3 juillet",
        ] {
            assert_eq!(find(text).first().map(|f| f.written), Some(Written::Day(date(2025, 7, 3))), "{text}");
        }
        assert_eq!(whole("(1er août 2025)."), Some(Written::Day(date(2025, 8, 1))));
        assert_eq!(whole("Sept. 2025"), Some(Written::Month(2025, 9)));
        assert_eq!(whole("2025, avril"), Some(Written::Month(2025, 4)));
    }

    #[test]
    fn a_day_that_does_not_exist_is_said_so() {
        assert_eq!(whole("2025-02-31"), Some(Written::Impossible));
        assert_eq!(whole("31 février 2025"), Some(Written::Impossible));
        assert_eq!(whole("29 February 2024"), Some(Written::Day(date(2024, 2, 29))));
    }

    #[test]
    fn numbers_that_are_no_dates() {
        assert!(find("RN1, 1.3 km, 88880-MI, +221 33 827 34 91, 2021-2024, it may 20 be").len() <= 1);
        assert_eq!(whole("3 July 2025 in Kayes"), None);
        assert_eq!(find("July 2 and 3 août").len(), 2);
    }
}
