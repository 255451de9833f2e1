//! What may come, and how good such forecasts were.

use super::Form;
use base::Date;
use clap::{Args, ValueEnum};
use outlook::{Horizon, Month};
use std::ops::RangeInclusive;
use std::path::PathBuf;

/// What is forecast for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Unit {
    /// PRIO-GRID cells
    Pgm,
    /// The case's areas that have an outline and are no more than one second-level division
    Admin2,
    /// Countries
    Country,
}

/// What is counted, and for which units.
#[derive(Clone, Debug, Args)]
pub struct Counted {
    /// What is forecast for, by month
    #[arg(long, value_enum, default_value_t = Unit::Pgm)]
    pub unit: Unit,
    /// Cells of the grid, and the countries they count to: a CSV file with `gid,iso3` [default: every cell with an event and
    /// those around it]
    #[arg(long, value_name = "FILE")]
    pub cells: Option<PathBuf>,
    /// What is counted: deaths in state_based, non_state or one_sided violence (UCDP), or incidents of a type such as
    /// `abduction`
    #[arg(long, value_name = "WHAT", default_value = "state_based")]
    pub target: String,
    /// The dataset whose incidents are counted by type
    #[arg(long, value_name = "DATASET")]
    pub incidents: Option<String>,
}

/// `backtest`
#[derive(Debug, Args)]
pub struct Backtest {
    /// Case folder
    pub dir: PathBuf,
    #[command(flatten)]
    pub counted: Counted,
    /// Calendar years, each forecast from data to October of the year before [default: the last four that the data hold]
    #[arg(long, value_name = "YEARS", value_parser = years, conflicts_with_all = ["origin", "horizon"])]
    pub windows: Option<RangeInclusive<i16>>,
    /// Last month that models see, such as 2017-10, instead of calendar years
    #[arg(long, value_name = "MONTH", value_parser = month)]
    pub origin: Option<Month>,
    /// Months after the origin
    #[arg(long, value_name = "MONTHS", value_parser = horizons, default_value = "1..12", requires = "origin")]
    pub horizon: RangeInclusive<Horizon>,
    /// Only these models, beside the baseline for skill: zero, last, conflictology, conflictology_n, boot_240, forest
    #[arg(long = "model", value_name = "NAME", value_delimiter = ',')]
    pub models: Vec<String>,
    /// Write 1,000 draws of each forecast to a Parquet file
    #[arg(long, value_name = "OUT.parquet")]
    pub draws: Option<PathBuf>,
    /// What could be known on that day [default: the case's own, else everything]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Seed of the draws
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    #[command(flatten)]
    pub form: Form,
}

/// `outlook`
#[derive(Debug, Args)]
pub struct Outlook {
    /// Case folder
    pub dir: PathBuf,
    #[command(flatten)]
    pub counted: Counted,
    /// The case's corridors instead: how likely each is open, restricted or closed, month by month
    #[arg(long, conflicts_with_all = ["unit", "issue", "record"])]
    pub corridors: bool,
    /// Months ahead of the last month that is known
    #[arg(long, value_name = "MONTHS", value_parser = horizons, default_value = "1..6")]
    pub horizon: RangeInclusive<Horizon>,
    /// What could be known on that day [default: the case's own, else everything]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Keep this forecast as issued: it is scored when its months have passed
    #[arg(long, conflicts_with = "record")]
    pub issue: bool,
    /// Show issued forecasts with what came
    #[arg(long)]
    pub record: bool,
    /// Seed of what is drawn
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    #[command(flatten)]
    pub form: Form,
}

/// `spillover`
#[derive(Debug, Args)]
pub struct Spillover {
    /// Case folder
    pub dir: PathBuf,
    /// What could be known on that day [default: the case's own, else everything]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Months ahead of the last month that is known
    #[arg(long, value_name = "MONTHS", value_parser = horizons, default_value = "1..6")]
    pub horizon: RangeInclusive<Horizon>,
    #[command(flatten)]
    pub form: Form,
}

/// `sweep`
#[derive(Debug, Args)]
pub struct Sweep {
    /// Case folder
    pub dir: PathBuf,
    /// Drawn futures
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub scenarios: u32,
    /// Seed: the same futures whatever the number of threads
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub seed: u64,
    /// What could be known on that day [default: the case's own, else today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Days looked ahead
    #[arg(long, value_name = "DAYS", default_value_t = 90, value_parser = clap::value_parser!(u16).range(1..=730))]
    pub days: u16,
    /// Threads [default: all cores]
    #[arg(long, value_name = "N")]
    pub threads: Option<usize>,
    #[command(flatten)]
    pub form: Form,
}

/// `responses`
#[derive(Debug, Args)]
pub struct Responses {
    /// Case folder
    pub dir: PathBuf,
    /// Only those for this area
    #[arg(long, value_name = "NAME")]
    pub area: Option<String>,
    /// Signals of tensions.toml that are crossed, with tensions, mediation, responses and gaps
    #[arg(long)]
    pub early: bool,
    /// What could be known on that day [default: the case's own, else everything]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    #[command(flatten)]
    pub form: Form,
}

/// Windows at most in one run.
const MOST_YEARS: i16 = 60;
/// The farthest horizon, months.
const FARTHEST: Horizon = 60;

fn years(text: &str) -> Result<RangeInclusive<i16>, String> {
    let range = range::<i16>(text).ok_or_else(|| format!("`{text}` is no years such as 2018..2021"))?;
    let fits = *range.start() >= 1980 && *range.end() <= 9999 && range.end() - range.start() < MOST_YEARS;
    if fits { Ok(range) } else { Err(format!("`{text}`: at most {MOST_YEARS} years, from 1980 on")) }
}

fn horizons(text: &str) -> Result<RangeInclusive<Horizon>, String> {
    let range = range::<Horizon>(text).ok_or_else(|| format!("`{text}` is no months such as 1..12"))?;
    let fits = *range.start() > 0 && *range.end() <= FARTHEST;
    if fits { Ok(range) } else { Err(format!("`{text}`: horizons are 1 to {FARTHEST} months")) }
}

fn month(text: &str) -> Result<Month, String> {
    Month::parse(text).ok_or_else(|| format!("`{text}` is no month such as 2017-10"))
}

/// `3`, or `3..14` with both ends.
fn range<T: std::str::FromStr + PartialOrd + Copy>(text: &str) -> Option<RangeInclusive<T>> {
    let (from, to) = text.split_once("..").unwrap_or((text, text));
    let (from, to) = (from.trim().parse().ok()?, to.trim_start_matches('=').trim().parse().ok()?);
    (from <= to).then_some(from..=to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_hold_both_ends() {
        assert_eq!(years("2018..2021"), Ok(2018..=2021));
        assert_eq!(years("2018"), Ok(2018..=2018));
        assert_eq!(horizons("3..=14"), Ok(3..=14));
        for wrong in ["", "..", "2021..2018", "a..b", "1..99999"] {
            assert!(years(wrong).is_err(), "{wrong}");
        }
        assert!(horizons("0..3").is_err() && horizons("1..61").is_err() && month("2017-13").is_err());
    }
}
