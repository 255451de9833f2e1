//! Dates and numbers in cells.

use base::Date;
use jiff::fmt::strtime::BrokenDownTime;

/// Days since 1970-01-01; `None` for what is no date. Without a format: `2020-04-15`, which a time may follow.
pub fn day(cell: &[u8], format: Option<&str>) -> Option<i32> {
    let date = match format {
        None | Some("%Y-%m-%d") => iso(cell)?,
        Some(format) => {
            let text = std::str::from_utf8(cell).ok()?;
            let parsed = BrokenDownTime::parse(format, text).ok()?;
            Date::new(parsed.year()?, parsed.month().unwrap_or(1), parsed.day().unwrap_or(1)).ok()?
        }
    };
    (1900..=2100).contains(&date.year()).then(|| number_of(date))
}

/// Days from 1970-01-01 to a date (H. Hinnant's days from civil).
pub fn number_of(date: Date) -> i32 {
    let (month, day) = (i32::from(date.month()), i32::from(date.day()));
    let year = i32::from(date.year()) - i32::from(month <= 2);
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The last day of a day's year: no price of a year is known before.
pub fn year_end(day: Date) -> Date {
    Date::new(day.year(), 12, 31).unwrap_or(day)
}

/// The date of a number of days.
pub fn date_of(days: i32) -> Date {
    let shifted = days.saturating_add(719_468);
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let turned = (5 * of_year + 2) / 153;
    let (day, month) = (of_year - (153 * turned + 2) / 5 + 1, (turned + 2) % 12 + 1);
    let year = year + era * 400 + i32::from(month <= 2);
    let part = |n: i32| i8::try_from(n).unwrap_or(1);
    Date::new(i16::try_from(year).unwrap_or(1970), part(month), part(day))
        .unwrap_or(Date::constant(1970, 1, 1))
}

fn iso(cell: &[u8]) -> Option<Date> {
    let (date, rest) = cell.split_at_checked(10)?;
    if !(rest.is_empty() || matches!(rest.first(), Some(b' ' | b'T'))) {
        return None;
    }
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = date else { return None };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_i16, |n, b| b.is_ascii_digit().then(|| n * 10 + i16::from(*b - b'0')))
    };
    let part = |digits: &[u8]| number(digits).and_then(|n| i8::try_from(n).ok());
    Date::new(number(&[y1, y2, y3, y4])?, part(&[m1, m2])?, part(&[d1, d2])?).ok()
}

/// A finite number; with `comma`, the comma is the decimal sign and dots and spaces group digits.
pub fn number(cell: &[u8], comma: bool) -> Option<f64> {
    let text = std::str::from_utf8(cell).ok()?;
    let value: f64 = if comma {
        text.replace(['.', ' ', '\u{a0}', '\u{202f}'], "").replace(',', ".").parse().ok()?
    } else {
        text.parse().ok()?
    };
    value.is_finite().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read() {
        let read =
            |cell: &str, format: Option<&str>| day(cell.as_bytes(), format).map(|d| date_of(d).to_string());
        assert_eq!(read("2020-04-15", None).as_deref(), Some("2020-04-15"));
        assert_eq!(read("2020-04-15 00:00:00", None).as_deref(), Some("2020-04-15"));
        assert_eq!(read("15/04/2020", Some("%d/%m/%Y")).as_deref(), Some("2020-04-15"));
        assert_eq!(read("2011", Some("%Y")).as_deref(), Some("2011-01-01"));
        assert_eq!(read("2011-03", Some("%Y-%m")).as_deref(), Some("2011-03-01"));
        for wrong in ["", "2020-4-15", "2020-13-01", "0020-01-01", "2020-04-151", "#date"] {
            assert_eq!(read(wrong, None), None, "{wrong}");
        }
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        let epoch = Date::constant(1970, 1, 1);
        for days in (-26_000..48_000).step_by(13) {
            let date = date_of(days);
            assert_eq!(number_of(date), days);
            assert_eq!(epoch.until(date).unwrap().get_days(), days);
        }
    }

    #[test]
    fn numbers_are_read() {
        assert_eq!(number(b"156.25", false), Some(156.25));
        assert_eq!(number("1 234,5".as_bytes(), true), Some(1234.5));
        for wrong in ["", "n/a", "NaN", "inf", "1,5"] {
            assert_eq!(number(wrong.as_bytes(), false), None, "{wrong}");
        }
    }
}
