//! The clock, read here alone.

use base::Date;

/// Today, in the time zone of this machine.
pub fn today() -> Date {
    jiff::Zoned::now().date()
}
