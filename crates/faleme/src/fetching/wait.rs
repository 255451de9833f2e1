//! How long to wait before asking again, and how to wait so that Ctrl-C ends it.

use super::{Step, refused};
use serde::Deserialize;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// `[limits]`: how patient a download is. All have defaults.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Limits {
    /// How often an address is asked in a row without gaining a byte.
    pub tries: u32,
    /// Seconds before the second try; each further one waits twice as long.
    pub first_wait: f64,
    /// Seconds waited at most, also where a server asks for more: then the source is left for another day.
    pub longest_wait: f64,
    /// Seconds without an answer or a byte after which a line counts as dead.
    pub idle: f64,
    /// Bytes a second under which a download counts as held back, looked at over `idle` seconds.
    pub slowest: f64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { tries: 5, first_wait: 1.0, longest_wait: 120.0, idle: 30.0, slowest: 200.0 }
    }
}

impl Limits {
    /// What is wrong with them, in words.
    pub fn wrong(&self) -> Option<&'static str> {
        let fits = |value: f64| value.is_finite() && (0.0..=86_400.0).contains(&value);
        match () {
            () if self.tries == 0 || self.tries > 100 => Some("`tries` is a number from 1 to 100"),
            () if !fits(self.first_wait) => Some("`first_wait` is a number of seconds"),
            () if !fits(self.longest_wait) => Some("`longest_wait` is a number of seconds"),
            () if !fits(self.idle) || self.idle < 0.1 => Some("`idle` is a number of seconds, 0.1 or more"),
            () if !(self.slowest.is_finite() && self.slowest >= 0.0) => Some("`slowest` is bytes a second"),
            () => None,
        }
    }

    /// After so long without an answer or a byte a line counts as dead.
    pub fn idle(&self) -> Duration {
        Duration::from_secs_f64(self.idle)
    }

    /// Before the try after the `done`-th: doubled each time, or what the server asks for; `None` if that is too long.
    pub fn before(&self, done: u32, asked: Option<Duration>) -> Option<Duration> {
        let own = (self.first_wait * f64::from(2_u32.saturating_pow(done.saturating_sub(1))))
            .min(self.longest_wait);
        let wait = Duration::from_secs_f64(own);
        match asked {
            Some(asked) if asked.as_secs_f64() > self.longest_wait => None,
            asked => Some(asked.map_or(wait, |asked| asked.max(wait))),
        }
    }
}

/// What `Retry-After` asks for: seconds, or a date as HTTP writes it (RFC 9110); `now` is seconds of Unix time.
pub fn retry_after(header: &str, now: i64) -> Option<Duration> {
    let header = header.trim();
    if let Ok(seconds) = header.parse::<u64>() {
        return Some(Duration::from_secs(seconds));
    }
    let at = http_date(header)?;
    Some(Duration::from_secs(at.saturating_sub(now).try_into().unwrap_or(0)))
}

/// `Sun, 06 Nov 1994 08:49:37 GMT` in seconds of Unix time.
pub fn http_date(words: &str) -> Option<i64> {
    let rest = words.split_once(", ").map_or(words, |(_, rest)| rest).strip_suffix(" GMT")?;
    let time = jiff::civil::DateTime::strptime("%d %b %Y %H:%M:%S", rest).ok()?;
    Some(time.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp().as_second())
}

/// Waits; an error once `stop` is set.
pub fn wait(time: Duration, stop: &AtomicBool) -> Step<()> {
    let until = Instant::now() + time;
    loop {
        stopped(stop)?;
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(());
        }
        std::thread::sleep(left.min(Duration::from_millis(50)));
    }
}

/// An error once `stop` is set.
pub fn stopped(stop: &AtomicBool) -> Step<()> {
    if stop.load(Ordering::Relaxed) {
        return Err(refused(
            "fetch.stopped",
            "stopped; what came so far is kept, and the same command goes on there",
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wait_is_twice_the_last_and_never_shorter_than_the_server_asks() {
        let limits = Limits { first_wait: 1.0, longest_wait: 5.0, ..Limits::default() };
        let seconds = |done, asked: Option<u64>| {
            limits.before(done, asked.map(Duration::from_secs)).map(|d| d.as_secs())
        };
        assert_eq!(
            [1, 2, 3, 4, 40].map(|done| seconds(done, None)),
            [Some(1), Some(2), Some(4), Some(5), Some(5)]
        );
        assert_eq!(seconds(1, Some(3)), Some(3));
        assert_eq!(seconds(3, Some(1)), Some(4));
        assert_eq!(seconds(1, Some(3600)), None, "left for another day");
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        assert_eq!(retry_after(" 7 ", 0), Some(Duration::from_secs(7)));
        assert_eq!(http_date("Sun, 06 Nov 1994 08:49:37 GMT"), Some(784_111_777));
        assert_eq!(retry_after("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_770), Some(Duration::from_secs(7)));
        assert_eq!(retry_after("Sun, 06 Nov 1994 08:49:37 GMT", 784_111_790), Some(Duration::ZERO));
        assert_eq!(retry_after("soon", 0), None);
    }
}
