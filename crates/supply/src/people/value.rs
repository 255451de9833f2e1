//! Numbers, days and words as tables write them.

use super::sheet::{Cell, serial_day};
use base::{Date, fold_key};
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Default, Deserialize)]
struct Words {
    total: Vec<String>,
    blank: Vec<String>,
    current: Vec<String>,
    projected: Vec<String>,
    months: Vec<Vec<String>>,
    generic: Vec<String>,
}

static WORDS: LazyLock<Words> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/people/words.toml")).unwrap_or_default());

/// More people than this in one row is a slip. Our own bound: above the most populous country.
const MOST: f64 = 2e9;

/// Years that a report may be of. Our own bound.
const YEARS: std::ops::RangeInclusive<i16> = 1990..=2100;

/// What is wrong with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Under zero.
    Negative,
    /// No number at all.
    NoNumber,
    /// More than there are people.
    TooMany,
}

/// A count of people; `None` where the table has none. The flag says that a fraction was rounded.
pub fn count(cell: &Cell) -> Result<Option<(u64, bool)>, Wrong> {
    let value = match cell {
        Cell::Empty => return Ok(None),
        Cell::Number(n) => *n,
        Cell::Day(_) => return Err(Wrong::NoNumber),
        Cell::Text(text) => match number(text)? {
            Some(value) => value,
            None => return Ok(None),
        },
    };
    if value < 0.0 {
        return Err(Wrong::Negative);
    }
    if value > MOST {
        return Err(Wrong::TooMany);
    }
    let whole = value.round();
    Ok(Some((whole as u64, (value - whole).abs() > 1e-6)))
}

/// `1 234`, `1,234`, `1.234`, `12.5`; `None` for a dash or "n/a".
fn number(text: &str) -> Result<Option<f64>, Wrong> {
    let key = fold_key(text);
    if WORDS.blank.contains(&key) || (key.is_empty() && !text.is_empty()) {
        return Ok(None);
    }
    let close: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’'))
        .map(|c| if c == '−' { '-' } else { c })
        .collect();
    let plain = if grouped(&close) { close.replace([',', '.'], "") } else { close.replace(',', ".") };
    let looks =
        !plain.is_empty() && plain.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'));
    plain.parse().ok().filter(|_| looks).map(Some).ok_or(Wrong::NoNumber)
}

/// Whether commas or points stand between groups of three digits.
fn grouped(text: &str) -> bool {
    let digits = text.trim_start_matches(['-', '+']);
    let mut groups = digits.split([',', '.']);
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let digits = |g: &str| g.bytes().all(|b| b.is_ascii_digit());
    let one_mark = !(text.contains(',') && text.contains('.'));
    one_mark
        && (1..=3).contains(&first.len())
        && first != "0"
        && digits(first)
        && !rest.is_empty()
        && rest.iter().all(|g| g.len() == 3 && digits(g))
}

/// A day, with the day before the month; `None` if the cell has none.
pub fn day(cell: &Cell) -> Option<Date> {
    day_in(cell, false)
}

/// A day; of three numbers the month first, where the column has it so.
pub fn day_in(cell: &Cell, month_first: bool) -> Option<Date> {
    let found = match cell {
        Cell::Day(day) => Some(*day),
        // A year alone: its last day.
        Cell::Number(n) if (1990.0..=2100.0).contains(n) => Date::new(*n as i16, 12, 31).ok(),
        Cell::Number(n) => serial_day(*n).or_else(|| day_of(&n.to_string(), month_first)),
        Cell::Text(text) => day_of(text, month_first),
        Cell::Empty => None,
    };
    found.filter(|d| YEARS.contains(&d.year()))
}

/// Whether the dates of a column have the month first: one of them can be read so only (`06/30/2020`), none the other way
/// only.
pub fn month_first<'c>(cells: impl Iterator<Item = &'c Cell>) -> bool {
    let (mut month, mut day) = (false, false);
    for cell in cells {
        let Cell::Text(text) = cell else { continue };
        let ways = [true, false].map(|month_first| day_of(text, month_first).is_some());
        month |= ways == [true, false];
        day |= ways == [false, true];
    }
    month && !day
}

/// `31-12-2017`, `31/12/17`, `2017-12-31`, `20171231`, `31 Dec 2017`, `December 2017`, `Dec-17`, `2017-12`, `2017`; a month
/// or a year is its last day.
fn day_of(text: &str, month_first: bool) -> Option<Date> {
    let text = text.split(['T', ' ']).next().filter(|t| t.len() >= 8 && t.contains('-')).unwrap_or(text);
    let key = fold_key(text);
    let parts: Vec<&str> = key.split(' ').collect();
    let number = |p: &str| p.parse::<i16>().ok();
    // Two digits are a year of 1980 to 2079.
    let year = |p: &str| {
        let year = number(p)?;
        Some(if p.len() == 2 { year + if year < 80 { 2000 } else { 1900 } } else { year })
    };
    match parts.as_slice() {
        [all] if all.len() == 8 => {
            ymd(number(all.get(..4)?)?, number(all.get(4..6)?)?, number(all.get(6..)?)?)
        }
        [year] => Date::new(number(year)?, 12, 31).ok(),
        [a, b] => match (number(a), number(b)) {
            (Some(year), Some(month)) if year >= 1000 => ymd(year, month, 1).map(Date::last_of_month),
            (Some(month), Some(year)) if year >= 1000 => ymd(year, month, 1).map(Date::last_of_month),
            // `Jun-20` is a month, `June 20` a day of an unknown year.
            (None, Some(_)) if b.len() == 4 || text.contains('-') => month_end(a, year(b)?),
            _ => None,
        },
        [a, b, c] => match (number(a), number(b), year(c)) {
            (Some(year), Some(month), _) if year >= 1000 => ymd(year, month, number(c)?),
            (Some(month), Some(day), Some(year)) if month_first => ymd(year, month, day),
            (Some(day), Some(month), Some(year)) => ymd(year, month, day),
            (Some(day), None, Some(year)) => ymd(year, i16::from(month(b)?), day),
            (None, Some(day), Some(year)) => ymd(year, i16::from(month(a)?), day),
            _ => None,
        },
        _ => None,
    }
}

fn ymd(year: i16, month: i16, day: i16) -> Option<Date> {
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

fn month_end(name: &str, year: i16) -> Option<Date> {
    Date::new(year, month(name)?, 1).ok().map(Date::last_of_month)
}

/// A month by the start of its name in French or English, 1 to 12.
pub fn month(name: &str) -> Option<i8> {
    let key = fold_key(name);
    let starts = |forms: &Vec<String>| key.len() >= 3 && forms.iter().any(|f| f.starts_with(key.as_str()));
    let mut found = (1..).zip(&WORDS.months).filter(|(_, forms)| starts(forms)).map(|(at, _)| at);
    found.next().filter(|_| found.next().is_none())
}

/// The last day of the month that a name tells with its year: `Baseline_December_2017.xlsx`.
pub fn day_in_name(name: &str) -> Option<Date> {
    let key = fold_key(name);
    let parts: Vec<&str> = key.split(' ').collect();
    let year = |p: &&str| p.parse::<i16>().ok().filter(|y| p.len() == 4 && YEARS.contains(y));
    let mut pairs = parts.windows(2).filter_map(|pair| match pair {
        [a, b] => year(b).and_then(|y| month_end(a, y)).or_else(|| year(a).and_then(|y| month_end(b, y))),
        _ => None,
    });
    pairs.next_back()
}

/// The number after "round" in a name: `…_Round_60.xlsx`, `R12`.
pub fn round_in_name(name: &str) -> Option<u32> {
    let key = fold_key(name);
    let parts: Vec<&str> = key.split(' ').collect();
    let after = parts.windows(2).find_map(|p| match p {
        ["round" | "r", number] => number.parse().ok(),
        _ => None,
    });
    after.or_else(|| parts.iter().find_map(|p| p.strip_prefix("round").or(p.strip_prefix('r'))?.parse().ok()))
}

/// Whether a cell's words head a row of sums: `Total`, `Grand Total`, `Total North`, `North Total`.
pub fn is_total(words: &str) -> bool {
    let key = fold_key(words);
    WORDS.total.iter().any(|t| {
        key == *t
            || key
                .strip_prefix(t.as_str())
                .or(key.strip_suffix(t.as_str()))
                .is_some_and(|rest| (rest.starts_with(' ') || rest.ends_with(' ')) && t.contains("total"))
    })
}

/// Whether words name the analysis of the present (`true`) or of the time ahead (`false`).
pub fn is_current(words: &str) -> Option<bool> {
    let key = fold_key(words);
    let one = |list: &[String]| list.contains(&key);
    if one(&WORDS.current) { Some(true) } else { one(&WORDS.projected).then_some(false) }
}

/// The key of a division: its name folded, without the words that say what it is.
pub fn division(name: &str) -> String {
    let folded = fold_key(name);
    let mut words: Vec<&str> = folded.split(' ').collect();
    let generic = |w: &&str| WORDS.generic.iter().any(|g| g == w);
    while words.last().is_some_and(generic) {
        words.pop();
    }
    let lead = words.iter().take_while(|w| generic(w)).count();
    let bare = words.get(lead..).unwrap_or_default().join(" ");
    if bare.is_empty() { folded } else { bare }
}

/// A name told in mixed case within a word (`KeLa`) or in capitals, as it is usually written.
pub fn tidy(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let odd = |word: &str| {
        let letters: Vec<char> = word.chars().filter(|c| c.is_alphabetic()).collect();
        let inner = letters.windows(2).any(|w| matches!(w, [a, b] if a.is_lowercase() && b.is_uppercase()));
        // Capitals of up to three letters may be an abbreviation or a Roman number.
        inner || (letters.len() > 3 && letters.iter().all(|c| c.is_uppercase()))
    };
    let word = |word: &str| {
        if !odd(word) {
            return word.to_owned();
        }
        let mut upper = true;
        let set = word.chars().map(|c| {
            let cased: String = if upper { c.to_uppercase().collect() } else { c.to_lowercase().collect() };
            upper = !c.is_alphabetic() && c != '\'' && c != '’';
            cased
        });
        set.collect()
    };
    name.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Cell {
        Cell::Text(words.to_owned())
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for (written, read) in
            [("1 234", 1234), ("1,234", 1234), ("1.234.567", 1_234_567), ("7", 7), ("12.0", 12)]
        {
            assert_eq!(count(&text(written)), Ok(Some((read, false))), "{written}");
        }
        assert_eq!(count(&text("12,5")), Ok(Some((13, true))));
        assert_eq!(
            (count(&text("-")), count(&text("n/a")), count(&Cell::Empty)),
            (Ok(None), Ok(None), Ok(None))
        );
        assert_eq!(count(&text("-5")), Err(Wrong::Negative));
        assert_eq!(count(&text("about 5")), Err(Wrong::NoNumber));
        assert_eq!(count(&text("inf")), Err(Wrong::NoNumber));
        assert_eq!(count(&Cell::Number(9e9)), Err(Wrong::TooMany));
    }

    #[test]
    fn days_are_read_in_every_dress() {
        let last = Some(Date::constant(2017, 12, 31));
        for written in [
            "31-12-2017",
            "31/12/2017",
            "2017-12-31",
            "2017-12-31 00:00:00",
            "31 déc. 2017",
            "Décembre 2017",
            "2017",
            "31/12/17",
            "31-Dec-17",
            "Dec-17",
            "déc.-17",
            "2017-12",
            "12/2017",
            "20171231",
        ] {
            assert_eq!(day(&text(written)), last, "{written}");
        }
        assert_eq!((day(&Cell::Number(43_100.0)), day(&Cell::Number(20_171_231.0))), (last, last));
        assert_eq!(day(&text("December 31")), None);
        assert_eq!(
            (day(&text("31-31-2017")), day(&text("soon")), day(&Cell::Number(7.0))),
            (None, None, None)
        );
    }

    #[test]
    fn the_month_stands_first_where_it_can_be_read_so_only() {
        let column = |cells: &[&str]| month_first(cells.iter().map(|c| text(c)).collect::<Vec<_>>().iter());
        assert!(column(&["06/07/2020", "06/30/2020"]));
        assert!(
            !column(&["06/07/2020"]) && !column(&["30/06/2020", "06/30/2020"]) && !column(&["2020-06-30"])
        );
        assert_eq!(day_in(&text("06/07/2020"), true), Some(Date::constant(2020, 6, 7)));
    }

    #[test]
    fn names_of_files_tell_month_and_round() {
        assert_eq!(day_in_name("X_Assessment_Dec_2019_Round_60.xlsx"), Some(Date::constant(2019, 12, 31)));
        assert_eq!(day_in_name("Assessment_Round_12.xlsx"), None);
        assert_eq!(round_in_name("X_Dec_2019_Round_60.xlsx"), Some(60));
        assert_eq!(round_in_name("report 2019.xlsx"), None);
    }

    #[test]
    fn rows_of_sums_and_odd_names_are_known() {
        assert!(
            is_total("TOTAL") && is_total("Total Nord") && is_total("Nord Total") && !is_total("Totalia")
        );
        assert_eq!(
            (tidy("KeLas Commune"), tidy("MORLIA"), tidy("Commune III")),
            ("Kelas Commune".into(), "Morlia".into(), "Commune III".into())
        );
        assert_eq!(division("Cercle de Sanko"), division("SANKÔ"));
        assert_eq!(division("La"), "la");
    }
}
