//! Dates, numbers and points as files write them, with what spreadsheets do to them.

use super::countries::countries;
use super::faults::Notes;
use crate::Estimate;
use base::{Coordinate, Country, Date, GeoPrecision, Interval};

/// Which of two numbers comes first in `03/04/2021`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Order {
    /// Year, month, day.
    #[default]
    Ymd,
    /// Month, day, year: UCDP's country download.
    Mdy,
    /// Day, month, year.
    Dmy,
}

/// How the dates of a file are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Days {
    /// Which number comes first.
    pub order: Order,
    /// Whether the file does not tell: dates that could be read both ways are then flagged.
    pub unclear: bool,
}

impl From<Order> for Days {
    fn from(order: Order) -> Self {
        Self { order, unclear: false }
    }
}

/// Day zero of a spreadsheet's calendar, counted so that serial 61 is 1 March 1900 (the 1900 system of Excel).
const SERIAL_ZERO: Date = Date::constant(1899, 12, 30);
/// Serial numbers that are taken for days: 1954-10-03 to 2064-04-08.
const SERIALS: std::ops::RangeInclusive<i64> = 20_000..=60_000;

/// A day. Flags one that cannot be read, or only the other way round, or as a spreadsheet's serial number.
pub fn date(text: &str, days: impl Into<Days>, notes: &mut Notes) -> Option<Date> {
    if text.is_empty() {
        return None;
    }
    if let Some(date) = iso(text) {
        return Some(date);
    }
    let found = slashed(text, days.into(), notes).or_else(|| worded(text)).or_else(|| serial(text, notes));
    if found.is_none() {
        notes.flag("date.unreadable", || format!("`{}` is no date", short(text)));
    }
    found
}

/// `2026-02-21`, also before a time, and `20260221`, also before `234500`.
pub fn iso(text: &str) -> Option<Date> {
    let bytes = text.as_bytes();
    let number = |range: std::ops::Range<usize>| {
        let digits = bytes.get(range)?;
        digits.iter().try_fold(0i16, |n, d| d.is_ascii_digit().then(|| n * 10 + i16::from(d - b'0')))
    };
    let day = |y: i16, m: i16, d: i16| Date::new(y, i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok();
    if bytes.get(4) == Some(&b'-') && bytes.get(7) == Some(&b'-') {
        let ends = bytes.get(10).is_none_or(|b| matches!(b, b' ' | b'T'));
        return if ends { day(number(0..4)?, number(5..7)?, number(8..10)?) } else { None };
    }
    if matches!(bytes.len(), 8 | 14) && bytes.iter().all(u8::is_ascii_digit) {
        return day(number(0..4)?, number(4..6)?, number(6..8)?);
    }
    None
}

/// The three numbers of `03/17/2020 00:00:00`, `17.03.2020`, `17-3-20`.
pub fn numbers(text: &str) -> Option<(i16, i16, i16)> {
    let day = text.split([' ', 'T']).next()?;
    let mut parts = day.split(['/', '.', '-']).map(|p| p.parse::<i16>());
    match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(Ok(a)), Some(Ok(b)), Some(Ok(c)), None) => Some((a, b, c)),
        _ => None,
    }
}

fn slashed(text: &str, days: Days, notes: &mut Notes) -> Option<Date> {
    let (a, b, c) = numbers(text)?;
    let make =
        |y: i16, m: i16, d: i16| Date::new(century(y), i8::try_from(m).ok()?, i8::try_from(d).ok()?).ok();
    if a > 31 {
        return make(a, b, c);
    }
    if days.unclear && a != b && a <= 12 && b <= 12 {
        notes.flag("date.order_unclear", || format!("`{}` may be read both ways", short(text)));
    }
    let (month, day) = if days.order == Order::Dmy { (b, a) } else { (a, b) };
    make(c, month, day).or_else(|| {
        let other = make(c, day, month)?;
        notes.flag("date.day_month", || format!("`{}` has no such month", short(text)));
        Some(other)
    })
}

/// `20` is 2020, `97` 1997: two digits up to 49 are of this century.
fn century(year: i16) -> i16 {
    match year {
        0..=49 => year + 2000,
        50..=99 => year + 1900,
        _ => year,
    }
}

/// `15 March 2021`, `15-Mar-21`, `15 mars 2021`.
fn worded(text: &str) -> Option<Date> {
    const MONTHS: [&[&str]; 12] = [
        &["jan"],
        &["feb", "fev", "fév"],
        &["mar"],
        &["apr", "avr"],
        &["may", "mai"],
        &["jun", "juin"],
        &["jul", "juil"],
        &["aug", "aou", "aoû"],
        &["sep"],
        &["oct"],
        &["nov"],
        &["dec", "déc"],
    ];
    let mut parts = text.split([' ', '-']).filter(|p| !p.is_empty());
    let (day, month, year) = (parts.next()?, parts.next()?.to_lowercase(), parts.next()?);
    let month = MONTHS.iter().position(|names| names.iter().any(|n| month.starts_with(n)))?;
    Date::new(century(year.parse().ok()?), i8::try_from(month + 1).ok()?, day.parse().ok()?).ok()
}

fn serial(text: &str, notes: &mut Notes) -> Option<Date> {
    let whole = text.split(['.', ',']).next()?;
    let days = whole.parse::<i64>().ok().filter(|d| SERIALS.contains(d))?;
    let date = SERIAL_ZERO.checked_add(jiff::Span::new().days(days)).ok()?;
    notes.flag("date.spreadsheet", || format!("`{}` stands for {date}", short(text)));
    Some(date)
}

/// The interval from `start` to `end`; one is enough. Flags an end before its start.
pub fn interval(start: Option<Date>, end: Option<Date>, notes: &mut Notes) -> Option<Interval> {
    match (start, end) {
        (Some(a), Some(b)) => {
            if b < a {
                notes.flag("date.order", || format!("it ends on {b}, before it starts on {a}"));
            }
            Some(Interval::between(a, b))
        }
        (one, other) => one.or(other).map(Interval::day),
    }
}

/// A number, with a point or a decimal comma (which is flagged unless `comma` is how the file writes them).
pub fn number(text: &str, comma: bool, notes: &mut Notes) -> Option<f64> {
    if let Ok(value) = text.parse::<f64>() {
        return value.is_finite().then_some(value);
    }
    let value = text.replace(['\u{a0}', '\u{202f}'], "").replacen(',', ".", 1).parse::<f64>().ok()?;
    if !comma {
        notes.flag("number.comma", || format!("`{}` is written with a decimal comma", short(text)));
    }
    value.is_finite().then_some(value)
}

/// Deaths that one row can tell of: no event since 1900 had ten million. Our choice.
const DEATHS: std::ops::RangeInclusive<f64> = 0.0..=1e7;

/// Low, best, high, kept as told; one that is missing takes the nearest that is told.
pub fn estimate(told: [&str; 3], comma: bool, notes: &mut Notes) -> Option<Estimate> {
    let mut read = |text: &str| {
        let value = number(text, comma, notes);
        if value.is_none() && !text.is_empty() {
            notes.flag("estimate.unreadable", || format!("`{}` is no number", short(text)));
        }
        value
    };
    let told = told.map(&mut read);
    if let Some(value) = told.iter().flatten().find(|v| v.fract() != 0.0 || !DEATHS.contains(*v)) {
        notes.flag("deaths.implausible", || format!("{value} is no count of deaths"));
        return None;
    }
    let [low, best, high] = told;
    let estimate =
        Estimate { low: low.or(best).or(high)?, best: best.or(low).or(high)?, high: high.or(best).or(low)? };
    if !estimate.is_ordered() {
        let Estimate { low, best, high } = estimate;
        notes.flag("estimate.order", || format!("low {low}, best {best}, high {high} are not in order"));
    }
    Some(estimate)
}

/// A point, held against its country's box.
pub fn point(
    lat: &str,
    lon: &str,
    country: Option<Country>,
    comma: bool,
    notes: &mut Notes,
) -> Option<Coordinate> {
    if lat.is_empty() && lon.is_empty() {
        return None;
    }
    let (y, x) = (number(lat, comma, notes), number(lon, comma, notes));
    let Some(point) = y.zip(x).and_then(|(y, x)| Coordinate::new(y, x)) else {
        let (shown_lat, shown_lon) = (short(lat), short(lon));
        notes.flag("point.unreadable", || {
            format!("`{shown_lat}`, `{shown_lon}` is no latitude and longitude")
        });
        return None;
    };
    if let Some(country) = country.filter(|c| !countries().may_hold(*c, point)) {
        let swapped = Coordinate::new(point.lon, point.lat).is_some_and(|p| countries().may_hold(country, p));
        let code = if swapped { "point.swapped" } else { "point.outside" };
        notes.flag(code, || format!("{}, {} is not in {country}", point.lat, point.lon));
    }
    Some(point)
}

/// UCDP's `where_prec`; 7 (over water or international) is an area without an edge.
pub fn where_prec(text: &str, notes: &mut Notes) -> GeoPrecision {
    match text {
        "1" => GeoPrecision::Exact,
        "2" => GeoPrecision::Near,
        "3" => GeoPrecision::Admin2,
        "4" => GeoPrecision::Admin1,
        "5" => GeoPrecision::Linear,
        "7" => {
            notes.flag("point.at_sea", || "where_prec 7: in international waters or airspace".into());
            GeoPrecision::Linear
        }
        "6" => GeoPrecision::Country,
        _ => {
            notes.flag("code.unknown", || format!("`{}` is no where_prec", short(text)));
            GeoPrecision::Unresolved
        }
    }
}

/// At most 40 signs of a value, for a message.
pub fn short(text: &str) -> String {
    let mut cut: String = text.chars().take(40).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, order: Order) -> (Option<String>, Vec<&'static str>) {
        let mut notes = Notes::default();
        let found = date(text, order, &mut notes).map(|d| d.to_string());
        (found, notes.flags.iter().map(|(code, _)| *code).collect())
    }

    #[test]
    fn dates_are_read_as_files_write_them() {
        for (text, order, wanted) in [
            ("2026-02-21", Order::Mdy, "2026-02-21"),
            ("2026-02-21 00:00:00.000", Order::Mdy, "2026-02-21"),
            ("20160701", Order::Ymd, "2016-07-01"),
            ("20170701234500", Order::Ymd, "2017-07-01"),
            ("03/07/2020 00:00:00", Order::Mdy, "2020-03-07"),
            ("03/07/2020", Order::Dmy, "2020-07-03"),
            ("7.3.20", Order::Dmy, "2020-03-07"),
            ("15 March 2021", Order::Ymd, "2021-03-15"),
            ("05-December-1997", Order::Ymd, "1997-12-05"),
            ("2 août 2023", Order::Ymd, "2023-08-02"),
        ] {
            assert_eq!(read(text, order), (Some(wanted.to_owned()), vec![]), "{text}");
        }
    }

    #[test]
    fn mangled_dates_are_flagged() {
        assert_eq!(read("17/03/2020", Order::Mdy), (Some("2020-03-17".into()), vec!["date.day_month"]));
        assert_eq!(read("43907", Order::Mdy), (Some("2020-03-17".into()), vec!["date.spreadsheet"]));
        assert_eq!(read("31/31/2020", Order::Mdy), (None, vec!["date.unreadable"]));
        assert_eq!(read("########", Order::Mdy), (None, vec!["date.unreadable"]));
        assert_eq!(read("", Order::Mdy), (None, vec![]));
    }

    #[test]
    fn estimates_stay_as_told() {
        let mut notes = Notes::default();
        let told = estimate(["3", "2", "5"], false, &mut notes).unwrap();
        assert_eq!((told.low, told.best, told.high), (3.0, 2.0, 5.0));
        assert_eq!(notes.flags[0].0, "estimate.order");
        assert_eq!(estimate(["", "4", ""], false, &mut notes), Some(Estimate::exact(4.0)));
        assert_eq!(estimate(["", "", ""], false, &mut notes), None);
    }

    #[test]
    fn what_lies_at_sea_is_told_apart() {
        let mut notes = Notes::default();
        assert_eq!((where_prec("5", &mut notes), notes.flags.len()), (GeoPrecision::Linear, 0));
        assert_eq!(where_prec("7", &mut notes), GeoPrecision::Linear);
        assert_eq!(notes.flags[0].0, "point.at_sea");
    }

    #[test]
    fn points_are_held_against_their_country() {
        let flags = |lat: &str, lon: &str| {
            let mut notes = Notes::default();
            point(lat, lon, Country::new("MLI"), false, &mut notes);
            notes.flags.iter().map(|(code, _)| *code).collect::<Vec<_>>()
        };
        assert_eq!(flags("14.4", "-11.4"), [] as [&str; 0]);
        assert_eq!(flags("-11.4", "14.4"), ["point.swapped"]);
        assert_eq!(flags("48.8", "2.3"), ["point.outside"]);
        assert_eq!(flags("22379", "-33.4"), ["point.unreadable"]);
        assert_eq!(flags("14,4", "-11,4"), ["number.comma"]);
    }
}
