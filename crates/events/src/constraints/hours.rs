//! Hours of the day in words: « de 21 heures à 5 heures », "from 10 p.m. to 6 a.m.", « 20h30-06h00 ».

use base::fold;
use serde::{Deserialize, Serialize};

/// From one time of day to another, `HH:MM`; past midnight where the second is the earlier.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Hours {
    /// When it begins.
    pub from: String,
    /// When it ends.
    pub to: String,
}

/// What may stand between two times that make a span, folded and trimmed.
const JOINS: [&str; 12] =
    ["a", "to", "-", "et", "and", "jusqu'a", "until", "till", "au", "through", "et jusqu'a", "–"];

/// All spans of hours in a text, in order.
pub(super) fn hours(text: &str) -> Vec<Hours> {
    let text = fold(text);
    let times = times(&text);
    let joined = times.windows(2).filter_map(|pair| {
        let [a, b] = pair else { return None };
        let between = text.get(a.end..b.start)?.trim();
        // "from 9 to 5 p.m." does not say which half of the day the first is in.
        let clear = a.unit != Unit::None || b.unit == Unit::Clock;
        let told = a.unit != Unit::None || b.unit != Unit::None;
        (JOINS.contains(&between) && clear && told && b.unit != Unit::None)
            .then(|| Hours { from: clock(a.minutes), to: clock(b.minutes) })
    });
    joined.collect()
}

fn clock(minutes: u32) -> String {
    format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60)
}

/// How a number is known to be a time of day.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    /// It is a bare number.
    None,
    /// By the 24-hour clock: `h`, `heures`, `21:00`.
    Clock,
    /// By a half of the day, or a word.
    Half,
}

struct Time {
    start: usize,
    end: usize,
    minutes: u32,
    unit: Unit,
}

fn times(text: &str) -> Vec<Time> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|r| !r.is_empty()) {
        let fresh = !text[..at].ends_with(|c: char| c.is_alphanumeric());
        match fresh.then(|| time(rest)).flatten() {
            Some((length, minutes, unit)) => {
                out.push(Time { start: at, end: at + length, minutes, unit });
                at += length;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    out
}

const NAMED: [(&str, u32); 4] = [("minuit", 0), ("midnight", 0), ("midi", 720), ("noon", 720)];

/// The time that a text opens with: its length in bytes, minutes after midnight, and how it is known.
fn time(text: &str) -> Option<(usize, u32, Unit)> {
    if let Some((word, minutes)) = NAMED.iter().find(|(word, _)| word_ends(text, word)) {
        return Some((word.len(), *minutes, Unit::Half));
    }
    let (hour, mut at) = number(text).filter(|(h, _)| *h <= 24)?;
    let (mut minutes, mut unit) = (hour * 60, Unit::None);
    for sign in [":", " heures", "heures", " heure", " h", "h"] {
        let Some(rest) = text.get(at..).and_then(|r| r.strip_prefix(sign)) else { continue };
        let spaced = rest.strip_prefix(' ').filter(|_| sign != ":").unwrap_or(rest);
        let more = number(spaced).filter(|(m, length)| *m < 60 && *length == 2);
        if let Some((m, length)) =
            more.filter(|(_, l)| !spaced[*l..].starts_with(|c: char| c.is_alphanumeric()))
        {
            minutes += m;
            at = text.len() - spaced.len() + length;
        } else if sign == ":" || rest.starts_with(|c: char| c.is_alphabetic()) {
            continue;
        } else {
            at += sign.len();
        }
        unit = Unit::Clock;
        break;
    }
    for (half, add) in [("a.m.", 0), ("p.m.", 720), ("a.m", 0), ("p.m", 720), ("am", 0), ("pm", 720)] {
        let rest = text.get(at..)?.trim_start_matches([' ', '\u{a0}']);
        if word_ends(rest, half) && minutes <= 780 {
            let length = text.len() - rest.len() + half.len();
            return Some((length, minutes % 720 + add, Unit::Half));
        }
    }
    let glued = text.get(at..)?.starts_with(|c: char| c.is_alphanumeric() || c == '%');
    (!glued).then_some((at, minutes, unit))
}

fn word_ends(text: &str, word: &str) -> bool {
    text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
}

/// The number of at most two digits that a text opens with, and its length.
fn number(text: &str) -> Option<(u32, usize)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&length).then(|| Some((text.get(..length)?.parse().ok()?, length)))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_as_people_write_them() {
        let cases = [
            ("un couvre-feu de 21 heures à 6 heures", "21:00", "06:00"),
            ("de 21 h à 5 h", "21:00", "05:00"),
            ("de 21h30 à 05h00", "21:30", "05:00"),
            ("entre 20 h 30 et minuit", "20:30", "00:00"),
            ("from 10 p.m. to 6 a.m.", "22:00", "06:00"),
            ("between 10pm and 5am", "22:00", "05:00"),
            ("from 21:00 to 05:30 daily", "21:00", "05:30"),
            ("from midnight until 6 a.m.", "00:00", "06:00"),
            ("de 21 à 6 heures", "21:00", "06:00"),
            ("20h-6h", "20:00", "06:00"),
            ("12 a.m. to 12 p.m.", "00:00", "12:00"),
        ];
        for (text, from, to) in cases {
            assert_eq!(hours(text), [Hours { from: from.into(), to: to.into() }], "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_hours() {
        for text in [
            "du 31 août au 30 septembre",
            "from 3 to 5 tankers",
            "9 to 5 p.m.",
            "de 10 à 12 camions",
            "à 21 h",
            "25 h à 30 h",
            "",
            "2 h et demie à 100 km",
        ] {
            assert_eq!(hours(text), [], "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[0-9hapm.: à–-]{0,24}|.{0,24}") {
            for span in hours(&text) {
                proptest::prop_assert!(span.from.as_str() < "24:00" && span.to.as_str() < "24:00");
            }
        }
    }
}
