//! `spillover`: what comes to border districts from across the border.

mod incidents;
mod months;
mod reported;
mod setting;
mod shares;
mod show;
mod town;
mod trade;

use crate::cli::Spillover;
use crate::neighbours;
use crate::output::Output;
use crate::store::Store;
use crate::supply::Graded;
use crate::view::{View, as_of};
use anyhow::{Result, bail};
use base::Country;
use outlook::Month;
use outlook::spillover::{Border, Decomposition, Indicator, Removal};
use serde::Serialize;
use std::process::ExitCode;

pub use setting::Setting;

/// What the shares rest on.
#[derive(Clone, Debug, Serialize)]
pub struct HistoryShown {
    first: Month,
    months: usize,
    dataset: &'static str,
    /// The releases whose rows are counted.
    pub releases: Vec<String>,
}

/// A border district.
#[derive(Debug, Serialize)]
pub struct Shown {
    /// Its name.
    pub district: String,
    /// Its country.
    pub country: Option<Country>,
    /// Countries across its border.
    facing: Vec<Country>,
    /// Shares of what is expected, by the self-exciting process; `null` with too little history.
    own: Option<f64>,
    across: Option<f64>,
    background: Option<f64>,
    /// `hawkes`, or `null`.
    method: Option<&'static str>,
    /// Why there are no shares.
    why_none: Option<String>,
    /// The shares with their ranges.
    pub hawkes: Option<Decomposition>,
    removal: Option<Removal>,
    origin: Option<Month>,
    horizon: [u8; 2],
    /// What the shares rest on.
    pub history: Option<HistoryShown>,
    /// Indicators of the five risks.
    pub indicators: Vec<Indicator>,
}

/// Tells of each border district its shares and indicators.
pub fn run(args: &Spillover, out: Output) -> Result<ExitCode> {
    let case = crate::case::Case::load(&args.dir)?;
    let atlas = case.atlas(&args.dir)?;
    let store = Store::open_to_ask(&args.dir)?;
    let asked = as_of(&store, &case, args.as_of, out)?;
    let view = View::load(&store, &case, asked)?;
    let setting = Setting::of((&case, &atlas), (&store, &view), asked, out)?;
    if setting.borders.is_empty() {
        bail!(
            "no district lies within {} km of one of another country{}: give districts on both sides an [[areas]] entry with `boundary` and `country` (docs/spillover.md)",
            outlook::spillover::BORDER_KM,
            case.head.country.map(|c| format!(" at the border of {c}")).unwrap_or_default()
        );
    }
    let prices = Graded::load(&store, setting.day)?;
    let shown = told(args, &setting, &prices, out)?;
    out.result(&shown, || show::text(&shown))?;
    out.note(setting.withheld().unwrap_or_default());
    out.note("an indicator without a report is `no report`: nothing on record, which is no risk of zero");
    Ok(ExitCode::SUCCESS)
}

/// What is told of each border district of a setting.
pub fn told(args: &Spillover, setting: &Setting<'_>, prices: &Graded, out: Output) -> Result<Vec<Shown>> {
    let reports = neighbours::load(&args.dir, setting.case)?;
    reports.issues.iter().for_each(|issue| out.issue(issue));
    let reports: Vec<_> = reports.value.into_iter().filter(|r| r.published <= setting.day).collect();
    let shares = shares::of(args, setting, out);
    let people = town::people(setting, out)?;
    let one = |(border, shares): (&Border, shares::Shares)| {
        let mut indicators = town::indicators(setting, border, &people, &reports);
        indicators.extend(trade::indicators(setting, border, prices, &reports));
        indicators.extend(incidents::indicators(setting, border, &reports));
        indicators.extend(reported::security(setting, border, &reports));
        indicators.extend(reported::contagion(setting, border, &reports));
        of_district(args, setting, border, shares, indicators)
    };
    Ok(setting.borders.iter().zip(shares).map(one).collect())
}

fn of_district(
    args: &Spillover,
    setting: &Setting<'_>,
    border: &Border,
    shares: shares::Shares,
    indicators: Vec<Indicator>,
) -> Shown {
    let district = setting.district(border);
    let hawkes = shares.hawkes;
    Shown {
        district: district.map(|d| d.area.name.clone()).unwrap_or_default(),
        country: setting.country(border),
        facing: border.facing.clone(),
        own: hawkes.map(|h| h.own),
        across: hawkes.map(|h| h.across),
        background: hawkes.map(|h| h.background),
        method: hawkes.map(|_| "hawkes"),
        why_none: shares.why_none,
        hawkes,
        removal: shares.removal,
        origin: shares.origin,
        horizon: [*args.horizon.start(), *args.horizon.end()],
        history: shares.history,
        indicators,
    }
}
