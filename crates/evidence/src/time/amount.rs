//! Numbers in digits and words, and lengths of time.

use super::expr::{Count, Unit};
use super::lexicon::Role;
use super::token::Cursor;

/// A number in digits (with decimals) or words at `i`, and where it ends.
pub(super) fn count(c: &Cursor, i: usize) -> Option<(Count, usize)> {
    decimal(c, i)
        .or_else(|| {
            let (n, digits) = c.plain(i)?;
            (digits <= 4).then(|| (Count::Exact(n as i32), i + 1))
        })
        .or_else(|| spelled(c, i).map(|(n, end)| (Count::Exact(n), end)))
}

/// `30,4`, `1.5`.
fn decimal(c: &Cursor, i: usize) -> Option<(Count, usize)> {
    let ((whole, _), Some(',' | '.')) = (c.number(i)?, c.mark(i + 1)) else { return None };
    let (fraction, digits) = c.number(i + 2)?;
    let clean = c.glued(i + 1)
        && c.glued(i + 2)
        && digits <= 2
        && !(c.glued(i + 3) && c.mark(i + 3) == Some('.') && c.number(i + 4).is_some());
    let first = !(c.glued(i) && i > 0);
    (clean && first).then(|| (Count::Decimal(format!("{whole}.{fraction:0digits$}")), i + 3))
}

/// A number in words: « vingt et un », "twenty-one", « mille neuf cent quatre-vingt-dix ».
pub(super) fn spelled(c: &Cursor, i: usize) -> Option<(i32, usize)> {
    if !c.is(i, Role::Numeral) {
        return None;
    }
    let (mut total, mut current, mut at) = (0, 0, i);
    loop {
        match c.n(at) {
            1000 => (total, current) = (total + current.max(1) * 1000, 0),
            100 => current = current.max(1) * 100,
            n => current = if n == 20 && current % 100 == 4 { current - 4 + 80 } else { current + n },
        }
        let next = after_joint(c, at + 1);
        if !c.is(next, Role::Numeral) || !continues(total, current, c.n(next)) {
            return Some((total + current, at + 1));
        }
        at = next;
    }
}

/// Skips the hyphen or the "and" inside a number.
fn after_joint(c: &Cursor, at: usize) -> usize {
    let hyphen = c.mark(at) == Some('-') && c.glued(at) && c.glued(at + 1);
    if hyphen || c.is(at, Role::And) { at + 1 } else { at }
}

/// Whether the word for `n` may go on a number of which `current` has been read.
fn continues(total: i32, current: i32, n: i32) -> bool {
    let rest = current % 100;
    match n {
        1000 => total == 0 && current > 0 && current < 1000,
        100 => (1..10).contains(&current),
        20 if rest == 4 => true,
        _ if rest == 0 => current > 0 || total > 0,
        7..=9 if rest == 10 => true,
        n => rest % 10 == 0 && rest >= 20 && (n < 10 || n < 20 && matches!(rest, 60 | 80)),
    }
}

/// The TIMEX3 value of so many units.
pub(super) fn duration(count: &Count, unit: Unit) -> String {
    let time = if unit.is_clock() { "T" } else { "" };
    let letter = unit.letter.to_ascii_uppercase();
    match count {
        Count::Decimal(n) if n == "0.25" && unit.letter == 'h' => "PT15M".to_owned(),
        Count::Decimal(n) if n == "0.5" && unit.letter == 'h' => "PT30M".to_owned(),
        Count::Decimal(n) if n == "0.5" && unit.letter == 'Y' && unit.times == 1 => "P6M".to_owned(),
        Count::Exact(n) => format!("P{time}{}{letter}", n.saturating_mul(unit.times)),
        Count::Decimal(n) => format!("P{time}{n}{letter}"),
        Count::Vague if unit.times == 10 && unit.letter == 'Y' => "PXDE".to_owned(),
        Count::Vague if unit.times == 100 => "PXCE".to_owned(),
        Count::Vague => format!("P{time}X{letter}"),
    }
}

/// A Roman number of centuries (`XIXe`, `XXI`), up to 39.
pub(super) fn roman(word: &str) -> Option<i32> {
    let digits = word.trim_end_matches(['e', 'è', 'm', 'r']);
    if digits.is_empty() || !digits.bytes().all(|b| matches!(b, b'I' | b'V' | b'X')) {
        return None;
    }
    let value = |b: u8| match b {
        b'I' => 1,
        b'V' => 5,
        _ => 10,
    };
    let bytes = digits.as_bytes();
    let sum = (0..bytes.len()).fold(0, |sum, k| {
        let (this, next) = (value(bytes[k]), bytes.get(k + 1).map_or(0, |&b| value(b)));
        if this < next { sum - this } else { sum + this }
    });
    (1..40).contains(&sum).then_some(sum)
}
