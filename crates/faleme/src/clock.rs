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

/// A second of Unix time as ISO 8601 writes it, in UTC.
pub fn written(second: i64) -> String {
    jiff::Timestamp::from_second(second).map(|t| t.to_string()).unwrap_or_default()
}
