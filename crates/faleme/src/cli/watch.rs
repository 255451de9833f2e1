//! `watch`.

use super::{Form, Signed};
use base::Date;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use std::time::Duration;

/// Shortest and longest time between two looks, seconds.
const PACE: (u64, u64) = (1, 31 * 86_400);

/// `watch`
#[derive(Debug, Args)]
pub struct Watch {
    /// Case folder
    pub dir: PathBuf,
    #[command(flatten)]
    pub form: Form,
    /// Look again and again, with so much between: 15m, 1h
    #[arg(long, value_name = "TIME", value_parser = pace)]
    pub every: Option<Duration>,
    /// Try all that waits to be sent, without waiting for its turn
    #[arg(long)]
    pub retry: bool,
    /// What could be known on that day [default: the case's own, else today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// What to do; nothing looks once
    #[command(subcommand)]
    pub action: Option<WatchAction>,
}

/// What to do with alerts.
#[derive(Debug, Subcommand)]
pub enum WatchAction {
    /// List alerts with their state, deliveries and what partners did
    List,
    /// Issue a draft: its status becomes Actual (Exercise in a demonstration), and it is sent
    Issue {
        /// Alert
        id: String,
        #[command(flatten)]
        signed: Signed,
    },
    /// Take an issued alert back: partners get a Cancel; a draft is refused
    Cancel {
        /// Alert
        id: String,
        #[command(flatten)]
        signed: Signed,
    },
    /// Record that a partner has seen an alert
    Acknowledge {
        /// Alert
        id: String,
        #[command(flatten)]
        signed: Signed,
    },
    /// Record what a partner did
    Action {
        /// Alert
        id: String,
        #[command(flatten)]
        signed: Signed,
    },
}

/// `15m`, `1h`, `90s`, `1d`.
fn pace(text: &str) -> Result<Duration, String> {
    let split = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let unit = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3600,
        "d" => 86_400,
        _ => 0,
    };
    let seconds = number.parse::<u64>().ok().and_then(|n| n.checked_mul(unit));
    let seconds = seconds.filter(|s| (PACE.0..=PACE.1).contains(s));
    seconds.map(Duration::from_secs).ok_or_else(|| "a time such as 90s, 15m, 1h or 1d".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pace_is_a_number_with_its_unit() {
        assert_eq!(pace("15m").unwrap(), Duration::from_secs(900));
        assert_eq!(pace("1d").unwrap(), Duration::from_secs(86_400));
        for bad in ["", "15", "m", "0s", "-1h", "1w", "99999999999999999999h", "400d", "1h30m"] {
            assert!(pace(bad).is_err(), "{bad}");
        }
    }
}
