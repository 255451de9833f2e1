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
use anyhow::{Result, bail};
use base::Country;
use outlook::Month;
use outlook::spillover::{Border, Decomposition, Indicator, Removal};
use serde::Serialize;
use setting::Setting;
use std::process::ExitCode;

/// What the shares rest on.
#[derive(Clone, Debug, Serialize)]
struct HistoryShown {
    first: Month,
    months: usize,
    dataset: &'static str,
    releases: Vec<String>,
}

/// A border district.
#[derive(Debug, Serialize)]
struct Shown {
    district: String,
    country: Option<Country>,
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
    hawkes: Option<Decomposition>,
    removal: Option<Removal>,
    origin: Option<Month>,
    horizon: [u8; 2],
    history: Option<HistoryShown>,
    indicators: Vec<Indicator>,
}

/// Tells of each border district its shares and indicators.
pub fn run(args: &Spillover, out: Output) -> Result<ExitCode> {
    let case = crate::case::Case::load(&args.dir)?;
    let atlas = case.atlas(&args.dir)?;
    let setting = Setting::load(args, &case, &atlas, out)?;
    if setting.borders.is_empty() {
        bail!(
            "no district lies within {} km of one of another country{}: give districts on both sides an [[areas]] entry with `boundary` and `country` (docs/spillover.md)",
            outlook::spillover::BORDER_KM,
            case.head.country.map(|c| format!(" at the border of {c}")).unwrap_or_default()
        );
    }
    let reports = neighbours::load(&args.dir)?;
    reports.issues.iter().for_each(|issue| out.issue(issue));
    let reports: Vec<_> = reports.value.into_iter().filter(|r| r.published <= setting.day).collect();
    let shares = shares::of(args, &setting, out);
    let prices = trade::prices(&setting)?;
    let people = town::people(&setting, out)?;
    let shown: Vec<Shown> = setting
        .borders
        .iter()
        .zip(shares)
        .map(|(border, shares)| {
            let mut indicators = town::indicators(&setting, border, &people, &reports);
            indicators.extend(trade::indicators(&setting, border, &prices, &reports));
            indicators.extend(incidents::indicators(&setting, border, &reports));
            indicators.extend(reported::security(&setting, border, &reports));
            indicators.extend(reported::contagion(&setting, border, &reports));
            of_district(args, &setting, border, shares, indicators)
        })
        .collect();
    out.result(&shown, || show::text(&shown))?;
    out.note(setting.withheld().unwrap_or_default());
    out.note("an indicator without a report is `no report`: nothing on record, which is no risk of zero");
    Ok(ExitCode::SUCCESS)
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
