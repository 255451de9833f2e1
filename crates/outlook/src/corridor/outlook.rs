//! The door: corridors, constraints and a panel in; chances of each status by corridor and month out.

use super::chances::{Chances, effect, thousandths};
use super::drawn::Drawn;
use super::known::{FARTHEST, draw, no_gap};
use super::shuffle::even;
use super::{DRAWS, Known, Lasting, Record, Share, Silence, Way, record};
use crate::random::Random;
use crate::{Horizon, Model, Month, Past, Unable};
use ::corridors::Passability;
use base::Date;
use serde::Serialize;

/// The stream of random numbers for constraints.
const LASTS: u64 = 4;

/// What is asked.
pub struct Asked<'a> {
    /// The corridors.
    pub ways: &'a [Way],
    /// All constraints on them.
    pub constraints: &'a [Lasting],
    /// The day from which the months are seen.
    pub day: Date,
    /// Months after that of the day.
    pub months: &'a [Horizon],
    /// Whether documents told anything of late: of constraints that nobody could tell of, none is known, and nothing is open.
    pub news: bool,
    /// What is known of incidents; `None` without a dataset.
    pub known: Option<Known<'a>>,
    /// Seed of what is drawn.
    pub seed: u64,
}

/// How likely an incident touches a corridor in a month.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Incidents {
    /// The chance.
    pub best: f64,
    /// The same, if incidents touch roads as seldom as is likely.
    pub low: f64,
    /// As often as is likely.
    pub high: f64,
    /// The same by the baseline's forecasts of cells.
    pub yardstick: f64,
    /// The share of the corridor's cells that datasets cover; the chance is of those alone.
    pub covered: f64,
}

/// What it would be if everything stayed as it is: constraints hold on, and incidents come as often as they did.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Baseline {
    /// Its name.
    pub model: &'static str,
    /// Chances.
    #[serde(flatten)]
    pub chances: Chances,
    /// Months of the past in which an incident touched the corridor, of the last so many.
    pub incidents: Option<Share>,
}

/// A corridor in a month.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CorridorMonth {
    /// The corridor.
    pub unit: String,
    /// The month.
    pub period: Month,
    /// Months after that of the day.
    pub horizon: Horizon,
    /// The chance that anything hinders it.
    pub p_any: f64,
    /// Chances of each status.
    #[serde(flatten)]
    pub chances: Chances,
    /// Of that, incidents alone; `None` if nothing can be said, see `silence`.
    pub incidents: Option<Incidents>,
    /// Why nothing is said of incidents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub silence: Option<String>,
    /// Everything as it is.
    pub baseline: Baseline,
    /// Constraints on it.
    pub drivers: Vec<String>,
    /// How good forecasts of incidents on it were.
    pub record: Record,
}

/// The chances of each status, corridor by corridor and month by month. Also the shares of months in which incidents touched the road
/// of a cell: in months in which the cell counted any, and none.
pub fn outlook(asked: &Asked<'_>) -> (Vec<CorridorMonth>, Option<[Share; 2]>) {
    let seen = Seen::new(asked);
    let records = match &asked.known {
        Some(known) => record(known, Month::of(asked.day), seen.ahead(asked.months), asked.seed),
        None => vec![Record::none(&Silence::NoData); asked.ways.len()],
    };
    let lasts: Vec<Vec<f64>> = (0..asked.constraints.len())
        .map(|at| even(DRAWS, &mut Random::new(asked.seed, &[LASTS, at as u64])))
        .collect();
    let mut rows = Vec::new();
    for ((at, way), record) in asked.ways.iter().enumerate().zip(records) {
        for horizon in asked.months {
            rows.push(one(asked, &seen, &lasts, (at, way), *horizon, record.clone()));
        }
    }
    (rows, seen.shares)
}

/// Incidents, drawn as far as they can be.
struct Seen<'a> {
    past: Option<Past<'a>>,
    lag: i32,
    drawn: Option<(Drawn, Drawn)>,
    horizons: Vec<Horizon>,
    shares: Option<[Share; 2]>,
    silence: Option<Silence>,
}

impl<'a> Seen<'a> {
    fn new(asked: &Asked<'a>) -> Self {
        let mut seen =
            Self { past: None, lag: 0, drawn: None, horizons: Vec::new(), shares: None, silence: None };
        if let Err(silence) = seen.look(asked) {
            seen.silence = Some(silence);
        }
        seen
    }

    fn look(&mut self, asked: &Asked<'a>) -> Result<(), Silence> {
        let known = asked.known.as_ref().ok_or(Silence::NoData)?;
        let today = Month::of(asked.day);
        let origin = known.panel.last().min(today);
        self.lag = today.since(origin);
        let past = known.panel.until(origin).ok_or(Silence::NoData)?;
        self.past = Some(past);
        let ahead = asked.months.iter().filter_map(|m| u8::try_from(i32::from(*m) + self.lag).ok());
        self.horizons = ahead.filter(|h| i32::from(*h) <= FARTHEST).collect();
        if self.horizons.is_empty() {
            return Err(Silence::Old(origin));
        }
        no_gap(known.panel, origin)?;
        let shares = known.touched.shares(&past, known.target, known.panel.gaps());
        let drawn = |model: &dyn Model| draw(known, past, model, &self.horizons, shares, asked.seed);
        let unable = |why: Unable| Silence::Unable(why.to_string());
        let beside = drawn(known.yardstick).map_err(unable)?;
        self.drawn = Some((drawn(known.model).map_err(unable)?, beside));
        self.shares = Some(shares);
        Ok(())
    }

    /// The share of a corridor's cells that the panel covers.
    fn covered(&self, asked: &Asked<'_>, way: usize) -> f64 {
        let known = asked.known.as_ref().zip(self.past.as_ref());
        known.map_or(0.0, |(known, past)| known.touched.covered(way, past))
    }

    /// The horizons to score: those of the forecast, else the months asked for.
    fn ahead<'b>(&'b self, months: &'b [Horizon]) -> &'b [Horizon] {
        if self.horizons.is_empty() { months } else { &self.horizons }
    }

    /// Where the futures of a month after that of the day stand.
    fn place(&self, month: Horizon) -> Option<usize> {
        self.horizons.iter().position(|h| i32::from(*h) == i32::from(month) + self.lag)
    }
}

fn one(
    asked: &Asked<'_>,
    seen: &Seen<'_>,
    lasts: &[Vec<f64>],
    (at, way): (usize, &Way),
    horizon: Horizon,
    record: Record,
) -> CorridorMonth {
    let month = Month::of(asked.day).plus(i32::from(horizon));
    let (share, past) = (seen.covered(asked, at), seen.past);
    let place = seen.place(horizon).filter(|_| share > 0.0);
    let drawn = place.and_then(|place| Some((seen.drawn.as_ref()?, place)));
    let levels = drawn.map_or(&[][..], |((own, _), place)| own.of(at, place));
    let base =
        if drawn.is_some() && share >= 1.0 && asked.news { Passability::Open } else { Passability::Unknown };
    let mut chances = Chances::default();
    for future in 0..DRAWS {
        let hit = levels.get(future).is_some_and(|level| *level >= 2);
        let mut status = if hit { Passability::Restricted } else { base };
        for (limit, makes) in &way.limits {
            let (Some(held), Some(lasts)) = (asked.constraints.get(*limit), lasts.get(*limit)) else {
                continue;
            };
            let part = held.part(asked.day, month, lasts.get(future).copied().unwrap_or(0.0));
            status = status.max(effect(*makes, part));
        }
        chances.add(status, 1.0 / DRAWS as f64);
    }
    let incidents = drawn.map(|((own, beside), place)| {
        let ([low, best, high], [_, yardstick, _]) = (own.chance(at, place), beside.chance(at, place));
        Incidents { best, low, high, yardstick, covered: thousandths(share) }
    });
    let silence = match &seen.silence {
        Some(why) => Some(why.clone()),
        None if share <= 0.0 => Some(Silence::NotCovered),
        None if drawn.is_none() => past.map(|past| Silence::Old(past.origin())),
        None => None,
    };
    let climate = drawn.and_then(|_| climate(asked, past.as_ref()?, at));
    let chances = chances.rounded();
    CorridorMonth {
        unit: way.name.clone(),
        period: month,
        horizon,
        p_any: thousandths(chances.hindered()),
        chances,
        incidents,
        silence: silence.map(|why| why.to_string()),
        baseline: stays(asked, way, month, base, climate),
        drivers: drivers(asked, way),
        record,
    }
}

fn climate(asked: &Asked<'_>, past: &Past<'_>, way: usize) -> Option<Share> {
    let known = asked.known.as_ref()?;
    Some(known.touched.climate(way, past, known.panel.gaps()))
}

/// Everything as it is: what holds holds on to its term, and incidents come as often as they did.
fn stays(
    asked: &Asked<'_>,
    way: &Way,
    month: Month,
    base: Passability,
    incidents: Option<Share>,
) -> Baseline {
    let held = way.limits.iter().filter_map(|(limit, makes)| {
        let held = asked.constraints.get(*limit)?;
        Some(effect(*makes, held.part(asked.day, month, 0.0)))
    });
    let held = held.fold(base, Passability::max);
    let often = incidents.map_or(0.0, Share::often);
    let mut chances = Chances::default();
    chances.add(held.max(Passability::Restricted), often);
    chances.add(held, 1.0 - often);
    Baseline { model: "as_it_is", chances: chances.rounded(), incidents }
}

fn drivers(asked: &Asked<'_>, way: &Way) -> Vec<String> {
    way.limits.iter().filter_map(|(limit, _)| Some(asked.constraints.get(*limit)?.id.clone())).collect()
}
