//! Numbers, months and units in the words of a chart.

use super::month::Month;
use super::{Artist, Band};
use crate::words::{plain, say_month};
use base::Date;

/// Rounded for a reader: whole from a hundred on, one decimal from one on, two below; millions abbreviated.
pub(super) fn number(artist: &Artist, value: f64) -> String {
    let lang = artist.lang();
    let scaled = |unit: f64, key: &str| {
        let n = (value / unit * 100.0).round() / 100.0;
        artist.messages.tell(key, [("n", plain(n, lang).into())])
    };
    match value.abs() {
        v if v >= 999_999_500.0 => scaled(1e9, "chart-billion"),
        v if v >= 999_999.5 => scaled(1e6, "chart-million"),
        v if v >= 100.0 => plain(value.round(), lang),
        v if v >= 1.0 => plain((value * 10.0).round() / 10.0, lang),
        _ => plain((value * 100.0).round() / 100.0, lang),
    }
}

/// « 4–9 », or one number where both ends are said alike.
pub(super) fn range(artist: &Artist, low: f64, high: f64) -> String {
    let (low, high) = (number(artist, low), number(artist, high));
    if low == high { low } else { format!("{low}–{high}") }
}

/// « 6 (4–9) », or the range alone where no value is best.
pub(super) fn band(artist: &Artist, band: Band) -> String {
    let ends = range(artist, band.low, band.high);
    match band.best {
        Some(best) if number(artist, best) != ends => format!("{} ({ends})", number(artist, best)),
        _ => ends,
    }
}

/// « juillet 2025 ».
pub(super) fn month(artist: &Artist, month: Month) -> String {
    say_month(&artist.messages, month.year(), month.month())
}

/// « janvier – juin 2025 », « juillet 2024 – juin 2025 », or one month.
pub(super) fn period(artist: &Artist, first: Month, months: usize) -> String {
    let last = first.plus(months.saturating_sub(1));
    if first == last {
        month(artist, first)
    } else if first.year() == last.year() {
        let name = artist.messages.say(&format!("month-{}", first.month()));
        format!("{name} – {}", month(artist, last))
    } else {
        format!("{} – {}", month(artist, first), month(artist, last))
    }
}

/// The name of a unit: that of a message, or the code as it stands.
pub(super) fn unit(artist: &Artist, code: &str) -> String {
    let key = format!("chart-unit-{}", code.replace('/', "-per-"));
    artist.messages.find(&key, None).unwrap_or_else(|| code.replace('_', " "))
}

/// A value with its unit: « 410 F CFA/kg », "45%".
pub(super) fn with_unit(artist: &Artist, value: &str, code: &str) -> String {
    if code == "percent" {
        return artist.messages.tell("chart-percent", [("n", value.into())]);
    }
    format!("{value}\u{a0}{}", unit(artist, code))
}

/// « aucune donnée depuis le 1er juillet 2025 ».
pub(super) fn nothing(artist: &Artist, last: Option<Date>) -> String {
    match last {
        Some(day) => {
            let said = crate::words::say_date(&artist.messages, &base::Interval::day(day));
            artist.messages.tell("chart-no-data-since", [("date", said.into())])
        }
        None => artist.messages.say("chart-no-data"),
    }
}
