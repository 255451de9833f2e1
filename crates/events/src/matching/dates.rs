//! Dates as tables write them. In: the text of a field. Out: an [`Interval`].

use base::{Date, Interval, fold};

/// Which number comes first in dates such as `3/4/2024`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The day: some date of the table has a first number above 12.
    DayFirst,
    /// The month: some date has a second number above 12.
    MonthFirst,
    /// No date of the table tells, or they tell both.
    Unknown,
}

/// Short names of months in English and French, folded: the first three or four letters tell them apart.
const MONTHS: [&[&str]; 12] = [
    &["jan"],
    &["feb", "fev"],
    &["mar"],
    &["apr", "avr"],
    &["may", "mai"],
    &["jun", "juin"],
    &["jul", "juil"],
    &["aug", "aou"],
    &["sep"],
    &["oct"],
    &["nov"],
    &["dec"],
];

/// The order that the dates of one table show.
pub fn order<'a>(texts: impl Iterator<Item = &'a str>) -> Order {
    let (mut day, mut month) = (false, false);
    for (a, b, _) in texts.filter_map(|t| slashed(day_part(t))) {
        day |= a > 12 && b <= 12;
        month |= b > 12 && a <= 12;
    }
    match (day, month) {
        (true, false) => Order::DayFirst,
        (false, true) => Order::MonthFirst,
        _ => Order::Unknown,
    }
}

/// `2024-01-31`, with or without a time behind; `2024-01-30/2024-01-31`; `2024-01`; `2024`; `20240131`; `31 January
/// 2024`; `31/01/2024` and `01/31/2024` as far as `order` or the numbers tell.
pub fn read(text: &str, order: Order) -> Option<Interval> {
    let text = text.trim();
    if let Some((a, b)) = text.split_once('/')
        && let (Some(a), Some(b)) = (iso(day_part(a)), iso(day_part(b)))
    {
        let ends = [a.start?, a.end?, b.start?, b.end?];
        return Some(Interval::between(*ends.iter().min()?, *ends.iter().max()?));
    }
    iso(day_part(text)).or_else(|| either(day_part(text), order).map(Interval::day)).or_else(|| named(text))
}

/// What stands before the time of day.
fn day_part(text: &str) -> &str {
    let text = text.trim();
    match text.find(['T', ' ']) {
        Some(at) if text[at + 1..].starts_with(|c: char| c.is_ascii_digit()) && text[at..].contains(':') => {
            &text[..at]
        }
        _ => text,
    }
}

fn iso(text: &str) -> Option<Interval> {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |t: &&str| !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    if !parts.iter().all(digits) || parts[0].len() < 4 {
        return None;
    }
    let year = |t: &str| if t.len() == 4 { t.parse::<i16>().ok() } else { None };
    match parts[..] {
        [y, m, d] => Date::new(year(y)?, m.parse().ok()?, d.parse().ok()?).ok().map(Interval::day),
        [y, m] => Interval::month(year(y)?, m.parse().ok()?),
        [all] if all.len() == 8 => {
            let date = Date::new(year(&all[..4])?, all[4..6].parse().ok()?, all[6..].parse().ok()?);
            date.ok().map(Interval::day)
        }
        [y] => Interval::year(year(y)?),
        _ => None,
    }
}

/// `a/b/year` or `a.b.year`.
fn slashed(text: &str) -> Option<(i8, i8, i16)> {
    let mut parts = text.split(['/', '.', '-']);
    let (a, b, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || a.len() > 2 || year.len() != 4 {
        return None;
    }
    Some((a.parse().ok()?, b.parse().ok()?, year.parse().ok()?))
}

fn either(text: &str, order: Order) -> Option<Date> {
    let (a, b, year) = slashed(text)?;
    let (day, month) = match order {
        _ if a > 12 => (a, b),
        _ if b > 12 || a == b => (b, a),
        Order::DayFirst => (a, b),
        Order::MonthFirst => (b, a),
        Order::Unknown => return None,
    };
    Date::new(year, month, day).ok()
}

/// `31 January 2024`, `31 janv. 2024`.
fn named(text: &str) -> Option<Interval> {
    let folded = fold(text);
    let mut words = folded.split([' ', '-', '.', ',']).filter(|w| !w.is_empty());
    let (day, name, year) = (words.next()?, words.next()?, words.next()?);
    let month = MONTHS.iter().position(|names| names.iter().any(|n| name.starts_with(n)))? + 1;
    let date = Date::new(year.parse().ok()?, i8::try_from(month).ok()?, day.parse().ok()?);
    date.ok().map(Interval::day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, order: Order) -> String {
        let date = read(text, order).map(|i| (i.start, i.end));
        date.map_or("-".into(), |(a, b)| format!("{} {}", a.unwrap(), b.unwrap()))
    }

    #[test]
    fn dates_as_tables_write_them() {
        let day = "2024-01-31 2024-01-31";
        for text in [
            "2024-01-31",
            "2024-01-31T10:00:00Z",
            "2024-01-31 00:00:00",
            "20240131",
            "31/01/2024",
            "31.1.2024",
            "01/31/2024 00:00:00",
            "31 January 2024",
            "31 janvier 2024",
            "31-Jan-2024",
        ] {
            assert_eq!(shown(text, Order::Unknown), day, "{text}");
        }
        assert_eq!(shown("2024-01-30/2024-02-02", Order::Unknown), "2024-01-30 2024-02-02");
        assert_eq!(shown("2024-02", Order::Unknown), "2024-02-01 2024-02-29");
        assert_eq!(shown("2024", Order::Unknown), "2024-01-01 2024-12-31");
    }

    #[test]
    fn a_date_of_two_readings_needs_its_table() {
        assert_eq!(shown("03/04/2024", Order::Unknown), "-");
        assert_eq!(shown("04/04/2024", Order::Unknown), "2024-04-04 2024-04-04");
        assert_eq!(order(["03/04/2024", "25/04/2024"].into_iter()), Order::DayFirst);
        assert_eq!(order(["03/04/2024", "04/25/2024"].into_iter()), Order::MonthFirst);
        assert_eq!(order(["25/04/2024", "04/25/2024"].into_iter()), Order::Unknown);
        assert_eq!(shown("03/04/2024", Order::DayFirst), "2024-04-03 2024-04-03");
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in ["", "x", "2024-13-01", "2024-02-30", "31 Foo 2024", "45321.5", "1/2", "0//0"] {
            assert_eq!(shown(text, Order::DayFirst), "-", "{text}");
        }
    }
}
