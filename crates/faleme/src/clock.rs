//! The clock, read here alone.

use base::Date;

/// Today, in the time zone of this machine.
pub fn today() -> Date {
    jiff::Zoned::now().date()
}

/// Now, in seconds of Unix time.
pub fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// Now, in seconds of Unix time, with the minutes that this machine's time zone is ahead of UTC.
pub fn now_here() -> (i64, i32) {
    let now = jiff::Zoned::now();
    (now.timestamp().as_second(), now.offset().seconds() / 60)
}

/// A second of Unix time as ISO 8601 writes it, in UTC.
pub fn written(second: i64) -> String {
    jiff::Timestamp::from_second(second).map(|t| t.to_string()).unwrap_or_default()
}
