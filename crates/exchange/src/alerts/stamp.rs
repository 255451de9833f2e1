//! A second with the offset from UTC of the clock that told it.

use jiff::Timestamp;
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

/// A second with an offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Stamp {
    /// Seconds of Unix time.
    pub second: i64,
    /// Minutes east of UTC.
    pub offset: i32,
}

impl Stamp {
    /// A second in UTC.
    pub fn utc(second: i64) -> Self {
        Self { second, offset: 0 }
    }

    /// As CAP 1.2 writes it (3.3.2): with an offset, never `Z`, and `-00:00` for UTC.
    pub fn cap(self) -> String {
        match self.shown() {
            (local, 0) => format!("{local}-00:00"),
            (local, offset) => format!("{local}{}", written(offset)),
        }
    }

    /// As RFC 3339 writes it.
    pub fn rfc3339(self) -> String {
        match self.shown() {
            (local, 0) => format!("{local}Z"),
            (local, offset) => format!("{local}{}", written(offset)),
        }
    }

    /// The civil time, and the offset that it is told with: UTC where the offset cannot be.
    fn shown(self) -> (String, i32) {
        let second = Timestamp::from_second(self.second).unwrap_or(Timestamp::UNIX_EPOCH);
        let seconds = self.offset.checked_mul(60);
        let offset = seconds.and_then(|s| Offset::from_seconds(s).ok());
        // CAP has room for fourteen hours either way.
        match offset.filter(|o| o.seconds().abs() <= 14 * 3600) {
            Some(offset) => (offset.to_datetime(second).to_string(), self.offset),
            None => (Offset::UTC.to_datetime(second).to_string(), 0),
        }
    }
}

/// `+02:00`.
fn written(minutes: i32) -> String {
    let sign = if minutes < 0 { '-' } else { '+' };
    let minutes = minutes.unsigned_abs();
    format!("{sign}{:02}:{:02}", minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offset_always_stands_and_utc_has_a_minus_in_cap() {
        let noon = 1_759_233_600;
        assert_eq!(Stamp::utc(noon).cap(), "2025-09-30T12:00:00-00:00");
        assert_eq!(Stamp::utc(noon).rfc3339(), "2025-09-30T12:00:00Z");
        let dawn = Stamp { second: noon, offset: -210 };
        assert_eq!(dawn.cap(), "2025-09-30T08:30:00-03:30");
        assert_eq!(dawn.rfc3339(), dawn.cap());
        assert_eq!(Stamp { second: noon, offset: 120 }.cap(), "2025-09-30T14:00:00+02:00");
    }

    #[test]
    fn a_time_that_cannot_be_is_told_in_utc() {
        assert_eq!(Stamp { second: 0, offset: i32::MAX }.cap(), "1970-01-01T00:00:00-00:00");
        assert_eq!(Stamp::utc(i64::MAX).cap(), "1970-01-01T00:00:00-00:00");
    }
}
