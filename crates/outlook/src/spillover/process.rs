//! Shares of what is expected in a border district, by a self-exciting process fitted to the districts' events.

use super::Border;
use crate::hawkes::{Chosen, History, Parts, Place, choose, split};
use crate::{District, Horizon, Panel, Past, Target};
use base::Country;
use serde::Serialize;
use std::fmt;

/// Months up to the origin that the process is fitted on: backgrounds are taken as steady for so long. Our own convention.
const FITTED: usize = 120;
/// Months needed at least. Our own convention: three rainy seasons.
const LEAST_MONTHS: usize = 36;
/// Events needed at least, in all districts, in the months that are fitted. Our own convention: the process has one background
/// a district, three strengths and a kernel.
const LEAST_EVENTS: u64 = 50;
/// Events needed at least across the border from a district. Our own convention.
const LEAST_ACROSS: u64 = 10;

/// Where what is expected in a border district comes from. Shares sum to one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Decomposition {
    /// Share that nothing earlier set off.
    pub background: f64,
    /// Share set off by events in the district and in others of its country.
    pub own: f64,
    /// Share set off by events across a border.
    pub across: f64,
    /// The least share from across that the data do not speak against (95 % profile likelihood of its strength).
    pub across_low: f64,
    /// The greatest.
    pub across_high: f64,
    /// Events expected a month.
    pub expected: f64,
    /// Events a month that the district had in the last twelve months: what the expectation stands beside.
    pub last_year: f64,
    /// After how many months half of what an event sets off is over.
    pub half_life_months: f64,
    /// At how many kilometres a third (1/e) of it is left.
    pub reach_km: f64,
    /// Events of the district in the months that are fitted.
    pub events: u64,
    /// Events in all districts of the countries across its border in these months.
    pub events_across: u64,
    /// Months that are fitted.
    pub months: usize,
}

/// Why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Too few months.
    Months(usize),
    /// Too few events.
    Events(u64),
    /// Too few events across the border.
    Across(u64),
    /// The data hold no row at all of a country.
    NoRows(Country),
    /// Nothing is expected, so there is nothing to share out.
    Nothing,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Months(has) => write!(f, "too little history: {has} months, and {LEAST_MONTHS} are needed"),
            Self::Events(has) => write!(
                f,
                "too little history: {has} events in the districts of the case, and {LEAST_EVENTS} are needed"
            ),
            Self::Across(has) => {
                write!(f, "too little history: {has} events across the border, and {LEAST_ACROSS} are needed")
            }
            Self::NoRows(country) => write!(f, "no row of {country} at all: is its file imported?"),
            Self::Nothing => {
                f.write_str("nothing is expected in the district, so there is nothing to share out")
            }
        }
    }
}

/// The shares of each border district over the horizons, or why there are none, in the order of `borders`. `past` counts
/// the districts' incidents by type; all types together are the events of the process.
pub fn decompose(
    past: &Past<'_>,
    targets: &[Target],
    districts: &[District<'_>],
    borders: &[Border],
    horizons: &[Horizon],
) -> Vec<Result<Decomposition, Why>> {
    let history = history(past, targets, districts);
    let total: u64 = (0..districts.len()).map(|d| history.events(d)).sum();
    let short = if past.months() < LEAST_MONTHS {
        Some(Why::Months(past.months()))
    } else {
        (total < LEAST_EVENTS).then_some(Why::Events(total))
    };
    if let Some(why) = short {
        return vec![Err(why); borders.len()];
    }
    let Some(chosen) = choose(&history) else { return vec![Err(Why::Nothing); borders.len()] };
    let all = [&chosen.best, &chosen.weakest, &chosen.strongest].map(|fit| split(&history, fit, horizons));
    let one = |border: &Border| {
        let around = around(past, targets, districts, &history, border)?;
        of_district(&history, &chosen, &all, border.district, around)
    };
    borders.iter().map(one).collect()
}

/// Events across the border of a district, if they are enough and no file seems to be missing.
fn around(
    past: &Past<'_>,
    targets: &[Target],
    districts: &[District<'_>],
    history: &History,
    border: &Border,
) -> Result<u64, Why> {
    let own = districts.get(border.district).map(|d| d.country);
    if let Some(silent) = border.facing.iter().chain(&own).find(|c| !has_rows(past, targets, **c)) {
        return Err(Why::NoRows(*silent));
    }
    let faced = |d: &&(usize, &District<'_>)| border.facing.contains(&d.1.country);
    let all: Vec<(usize, &District<'_>)> = districts.iter().enumerate().collect();
    let across: u64 = all.iter().filter(faced).map(|(at, _)| history.events(*at)).sum();
    if across < LEAST_ACROSS { Err(Why::Across(across)) } else { Ok(across) }
}

/// Whether the data tell anything of a country up to the origin.
fn has_rows(past: &Past<'_>, targets: &[Target], country: Country) -> bool {
    let at = past.countries().iter().position(|c| *c == country);
    at.is_some_and(|at| targets.iter().any(|t| past.country_series(t, at).iter().any(|n| *n > 0)))
}

fn of_district(
    history: &History,
    chosen: &Chosen,
    all: &[Vec<Parts>; 3],
    district: usize,
    events_across: u64,
) -> Result<Decomposition, Why> {
    let at = |parts: &Vec<Parts>| parts.get(district).copied().unwrap_or_default();
    let [best, weakest, strongest] = all.each_ref().map(at);
    let shares = best.shares().ok_or(Why::Nothing)?;
    // An end that expects nothing has nothing from across.
    let across = |parts: Parts| parts.shares().map_or(0.0, |s| s.across);
    Ok(Decomposition {
        background: shares.background,
        own: shares.own,
        across: shares.across,
        across_low: across(weakest).min(shares.across),
        across_high: across(strongest).max(shares.across),
        expected: best.sum(),
        last_year: history.last_year(district),
        half_life_months: chosen.best.kernel.half_life,
        reach_km: chosen.best.kernel.reach_km,
        events: history.events(district),
        events_across,
        months: history.fitted,
    })
}

fn history(past: &Past<'_>, targets: &[Target], districts: &[District<'_>]) -> History {
    let middle = |d: &District<'_>| d.area.outline().and_then(|o| o.middle());
    let mut places = Vec::new();
    let mut counts = Vec::new();
    for (at, district) in districts.iter().enumerate() {
        // An outline without area holds no event; it stays in the list so that places keep their numbers.
        let middle = middle(district).unwrap_or(base::Coordinate { lat: 90.0, lon: 0.0 });
        places.push(Place { country: district.country, middle });
        let mut sum = vec![0u32; past.months()];
        for target in targets {
            for (sum, n) in sum.iter_mut().zip(past.series(target, at)) {
                *sum = sum.saturating_add(*n);
            }
        }
        counts.push(sum);
    }
    History { places, counts, fitted: past.months().min(FITTED) }
}

impl Panel {
    /// The targets that count incidents by type.
    pub fn incident_types(&self) -> Vec<Target> {
        self.targets().filter(|t| matches!(t, Target::Incidents(_))).cloned().collect()
    }
}
