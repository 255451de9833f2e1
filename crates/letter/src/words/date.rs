//! Days and intervals as each language writes them.

use super::{Lang, Messages};
use base::{Date, Interval};

/// Between a day and its month.
const NBSP: char = '\u{a0}';
/// After the dash of a period within a month, which is one word.
const WORD_JOINER: char = '\u{2060}';

/// An interval longer than a month, or open at an end, is not an occasion.
pub(crate) fn is_long(date: &Interval) -> bool {
    date.days().is_none_or(|days| days > 31)
}

/// Year and month that an interval starts in.
pub(crate) fn month_of(date: &Interval) -> Option<(i16, i8)> {
    date.first().map(|d| (d.year(), d.month()))
}

/// « juillet 2025 », "July 2025".
pub(crate) fn say_month(messages: &Messages, year: i16, month: i8) -> String {
    format!("{}{NBSP}{year}", messages.say(&format!("month-{month}")))
}

/// « 1er juillet 2025 », « 5–6 septembre 2025 », « juillet 2025 », « depuis 2021 ».
pub(crate) fn say_date(messages: &Messages, date: &Interval) -> String {
    match (date.start, date.end) {
        (Some(start), Some(end)) => span(messages, start, end),
        (Some(start), None) => {
            // "Since 2021" is kept as from its first day; the year alone is true of both.
            match start.day_of_year() {
                1 => messages.tell("date-since-year", [("date", start.year().to_string().into())]),
                _ => messages.tell("date-since", [("date", day(messages, start).into())]),
            }
        }
        (None, Some(end)) => messages.tell("date-until", [("date", day(messages, end).into())]),
        (None, None) => messages.say("date-unknown"),
    }
}

fn span(messages: &Messages, start: Date, end: Date) -> String {
    let whole_months = start.day() == 1 && end == end.last_of_month();
    let same_year = start.year() == end.year();
    if start == end {
        day(messages, start)
    } else if whole_months && same_year && start.month() == 1 && end.month() == 12 {
        start.year().to_string()
    } else if whole_months && same_year && start.month() == end.month() {
        say_month(messages, start.year(), start.month())
    } else if whole_months && same_year {
        let first = messages.say(&format!("month-{}", start.month()));
        format!("{first}–{}", say_month(messages, end.year(), end.month()))
    } else if same_year && start.month() == end.month() {
        format!("{}–{WORD_JOINER}{}", ordinal(messages.lang, start), day(messages, end))
    } else if same_year {
        format!("{} – {}", day_and_month(messages, start), day(messages, end))
    } else {
        format!("{} – {}", day(messages, start), day(messages, end))
    }
}

fn day(messages: &Messages, date: Date) -> String {
    format!("{}{NBSP}{}", day_and_month(messages, date), date.year())
}

fn day_and_month(messages: &Messages, date: Date) -> String {
    format!("{}{NBSP}{}", ordinal(messages.lang, date), messages.say(&format!("month-{}", date.month())))
}

/// French writes the first of a month as an ordinal, the other days as cardinals.
fn ordinal(lang: Lang, date: Date) -> String {
    match (lang, date.day()) {
        (Lang::French, 1) => "1er".to_owned(),
        (_, day) => day.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(month: i8, day: i8) -> Date {
        Date::constant(2025, month, day)
    }

    #[test]
    fn written_as_each_language_writes_them() {
        let (fr, en) = (Messages::new(Lang::French), Messages::new(Lang::English));
        let plain = |said: String| said.replace(NBSP, " ").replace(WORD_JOINER, "");
        let cases = [
            (Interval::day(d(7, 1)), "1er juillet 2025", "1 July 2025"),
            (Interval::between(d(9, 5), d(9, 6)), "5–6 septembre 2025", "5–6 September 2025"),
            (
                Interval::between(d(8, 28), d(9, 3)),
                "28 août – 3 septembre 2025",
                "28 August – 3 September 2025",
            ),
            (Interval::month(2025, 7).unwrap(), "juillet 2025", "July 2025"),
            (Interval::between(d(7, 1), d(9, 30)), "juillet–septembre 2025", "July–September 2025"),
            (Interval::year(2025).unwrap(), "2025", "2025"),
            (Interval::since(Date::constant(2021, 1, 1)), "depuis 2021", "since 2021"),
            (Interval::since(d(7, 1)), "depuis le 1er juillet 2025", "since 1 July 2025"),
            (Interval::until(d(9, 30)), "jusqu’au 30 septembre 2025", "until 30 September 2025"),
        ];
        for (date, french, english) in cases {
            assert_eq!(plain(say_date(&fr, &date)), french);
            assert_eq!(plain(say_date(&en, &date)), english);
        }
    }
}
