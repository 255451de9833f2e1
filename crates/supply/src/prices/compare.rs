//! A market beside its neighbours, before and after a day: the difference of differences of log prices, with its
//! uncertainty. A figure, and no proof of a cause: whatever else changed for this market alone at that time is in it too.

use super::book::{Book, Monthly};
use super::month::Month;
use super::nature::Nature;
use base::{Date, fold_key};
use serde::Serialize;
use std::collections::BTreeMap;

/// Fewest months with a price in both markets, on either side. Our choice: fewer have no spread to speak of.
pub const LEAST_MONTHS: usize = 3;
/// Fewest neighbours. Our choice: from one alone, its own turns cannot be told from the market's.
pub const LEAST_NEIGHBOURS: usize = 2;
/// Bound of the correlation of a month with the next: beyond, the series says next to nothing. Our choice.
const MOST_CORRELATED: f64 = 0.9;

/// Student's t at 97.5 %, by degrees of freedom from 1 (any table of the distribution).
const T: [f64; 30] = [
    12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
    2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
];

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The market: its name, or `name, division` where several have the name.
    pub market: String,
    /// The day that something began. Its month counts on neither side.
    pub since: Date,
    /// Neighbours lie within this many kilometres, or, where coordinates are missing, in the same first-level division.
    pub within_km: f64,
    /// Months that count before the month of the day, and after it.
    pub months: i32,
    /// Only these commodities, as [`is_one_of`] takes them; all if empty.
    pub commodities: Vec<String>,
}

/// The months that count: first and last of both sides.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Window {
    /// First month before.
    pub from: String,
    /// The month that counts on neither side.
    pub since: String,
    /// Last month after.
    pub to: String,
}

/// A neighbour that counts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Neighbour {
    /// Its market.
    pub market: String,
    /// Kilometres to it, if both have coordinates.
    pub km: Option<f64>,
    /// Months with a price in both, before.
    pub before: usize,
    /// And after.
    pub after: usize,
    /// By how much the log of the market's price rose more than the log of this one's.
    pub difference: f64,
}

/// The difference for a commodity.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Comparison {
    /// The commodity.
    pub commodity: String,
    /// Its price type.
    pub price_type: String,
    /// As written.
    pub unit: String,
    /// Its currency.
    pub currency: String,
    /// Mean over neighbours of the difference of log prices, after less before.
    pub difference: f64,
    /// The larger of the two that follow.
    pub standard_error: f64,
    /// Over neighbours: their spread ⁄ √n.
    pub error_neighbours: f64,
    /// Over months: the spread of the monthly difference before and after, widened for the likeness of a month to the next.
    pub error_months: f64,
    /// The difference as a change of the price, per cent.
    pub change_percent: f64,
    /// Lower end of its 95 % interval (Student's t).
    pub low_percent: f64,
    /// Upper end.
    pub high_percent: f64,
    /// Months of the market with any neighbour, before.
    pub months_before: usize,
    /// And after.
    pub months_after: usize,
    /// The neighbours, by name.
    pub neighbours: Vec<Neighbour>,
}

/// Why there is no figure for a commodity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// The commodity, with its price type and unit.
    pub commodity: String,
    /// What is lacking.
    pub why: String,
}

/// A market beside its neighbours.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Compared {
    /// The market.
    pub market: String,
    /// Its first-level division.
    pub admin1: String,
    /// The months that count.
    pub window: Window,
    /// By commodity.
    pub comparisons: Vec<Comparison>,
    /// Commodities without a figure.
    pub refused: Vec<Refused>,
}

/// Why nothing can be compared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoComparison {
    /// No market of that name.
    #[error("no market is called `{0}`{1}")]
    Unknown(String, String),
    /// Several.
    #[error("several markets are called `{0}`: say which, as in {1}")]
    Several(String, String),
}

/// Whether a commodity has all the words of one of the folded names (`rice` has `Rice (imported)`), or there are none.
pub fn is_one_of(commodity: &str, names: &[String]) -> bool {
    let folded = fold_key(commodity);
    let has = |name: &String| name.split(' ').all(|word| folded.split(' ').any(|w| w == word));
    names.is_empty() || names.iter().any(has)
}

/// Compares a market with its neighbours: same layout, commodity, price type, unit and currency, and observed prices only.
///
/// # Errors
/// If no market, or more than one, has the name.
pub fn compare(book: &Book, asked: &Question) -> Result<Compared, NoComparison> {
    let (admin1, own) = find(book, &asked.market)?;
    let since = Month::of(asked.since);
    let wanted = |s: &&&Monthly| is_one_of(&s.key.commodity, &asked.commodities);
    let (mut comparisons, mut refused) = (Vec::new(), Vec::new());
    for series in own.iter().filter(wanted) {
        match compare_one(book, series, asked, since) {
            Ok(comparison) => comparisons.push(comparison),
            Err(why) => {
                let key = &series.key;
                let names = [key.commodity.as_str(), &key.price_type, &key.unit.written];
                let commodity = names.into_iter().filter(|n| !n.is_empty()).collect::<Vec<_>>().join(", ");
                refused.push(Refused { commodity, why });
            }
        }
    }
    let window = Window {
        from: Month(since.0 - asked.months).to_string(),
        since: since.to_string(),
        to: Month(since.0 + asked.months).to_string(),
    };
    let market = own.first().map(|s| s.key.market.clone()).unwrap_or_default();
    Ok(Compared { market, admin1, window, comparisons, refused })
}

/// The observed monthly series of a market, and its division.
fn find<'a>(book: &'a Book, name: &str) -> Result<(String, Vec<&'a Monthly>), NoComparison> {
    let mut found = called(book, name, None);
    // Names of markets may have a comma, too.
    if found.is_empty()
        && let Some((market, division)) = name.rsplit_once(',')
    {
        found = called(book, market, Some(division));
    }
    if found.len() > 1 {
        let names: Vec<String> =
            found.keys().map(|(_, admin1, market)| format!("`{market}, {admin1}`")).collect();
        return Err(NoComparison::Several(name.to_owned(), names.join(" or ")));
    }
    match found.into_iter().next() {
        Some(((_, admin1, _), series)) => Ok((admin1.to_owned(), series)),
        None => Err(NoComparison::Unknown(name.to_owned(), nearest(book, &fold_key(name)))),
    }
}

/// The observed monthly series of a market: by country, division and name.
type Called<'a> = BTreeMap<(&'a str, &'a str, &'a str), Vec<&'a Monthly>>;

fn called<'a>(book: &'a Book, market: &str, division: Option<&str>) -> Called<'a> {
    let (wanted, division) = (fold_key(market), division.map(fold_key));
    let mut found = Called::new();
    for s in book.series.iter().filter(|s| s.key.nature == Nature::Observed && !s.key.yearly) {
        let fits = division.as_ref().is_none_or(|d| fold_key(&s.key.admin1) == *d);
        if fits && fold_key(&s.key.market) == wanted {
            found.entry((&s.key.country, &s.key.admin1, &s.key.market)).or_default().push(s);
        }
    }
    found
}

fn nearest(book: &Book, wanted: &str) -> String {
    let observed = book.series.iter().filter(|s| s.key.nature == Nature::Observed && !s.key.yearly);
    let names = observed.map(|s| s.key.market.as_str());
    let likeness = |name: &str| strsim::jaro_winkler(&fold_key(name), wanted);
    let best = names.max_by(|a, b| likeness(a).total_cmp(&likeness(b))).filter(|name| likeness(name) > 0.8);
    best.map_or_else(
        || " with observed prices".to_owned(),
        |name| format!(" with observed prices; is it `{name}`?"),
    )
}

/// A neighbour's series and the monthly difference of logs, before and after.
struct Pair<'a> {
    neighbour: &'a Monthly,
    km: Option<f64>,
    before: Vec<(Month, f64)>,
    after: Vec<(Month, f64)>,
}

impl Pair<'_> {
    fn base(&self) -> f64 {
        mean(self.before.iter().map(|(_, d)| *d))
    }

    fn difference(&self) -> f64 {
        mean(self.after.iter().map(|(_, d)| *d)) - self.base()
    }
}

fn compare_one(book: &Book, series: &Monthly, asked: &Question, since: Month) -> Result<Comparison, String> {
    let own = logs(series);
    let (before, after) = (since.0 - asked.months..since.0, since.0 + 1..since.0 + 1 + asked.months);
    for (side, words) in [(&before, "before"), (&after, "after")] {
        let months = own.keys().filter(|m| side.contains(&m.0)).count();
        if months < LEAST_MONTHS {
            return Err(format!("{months} months with a price {words} {since}, of {LEAST_MONTHS} needed"));
        }
    }
    let pair = |(neighbour, km): (&'_ Monthly, Option<f64>)| {
        let other = logs(neighbour);
        let side = |months: &std::ops::Range<i32>| -> Vec<(Month, f64)> {
            let both = own.iter().filter(|(m, _)| months.contains(&m.0));
            both.filter_map(|(m, log)| Some((*m, log - other.get(m)?))).collect()
        };
        (side(&before), side(&after), km)
    };
    let near: Vec<_> = book.series.iter().filter_map(|s| near(series, s, asked.within_km)).collect();
    let pairs: Vec<Pair<'_>> = near
        .iter()
        .map(|(neighbour, km)| {
            let (before, after, km) = pair((neighbour, *km));
            Pair { neighbour, km, before, after }
        })
        .filter(|p| p.before.len() >= LEAST_MONTHS && p.after.len() >= LEAST_MONTHS)
        .collect();
    if pairs.len() < LEAST_NEIGHBOURS {
        return Err(format!(
            "{} of {} neighbours have {LEAST_MONTHS} months in common with it before and after; {LEAST_NEIGHBOURS} needed",
            pairs.len(),
            near.len()
        ));
    }
    Ok(figure(series, &pairs))
}

/// Whether `other` is a neighbour of `series`, and how far it lies.
fn near<'a>(series: &Monthly, other: &'a Monthly, within_km: f64) -> Option<(&'a Monthly, Option<f64>)> {
    let (a, b) = (&series.key, &other.key);
    let alike = series.layout == other.layout
        && b.nature == Nature::Observed
        && b.yearly == a.yearly
        && (&a.commodity, &a.price_type, &a.unit.written, &a.currency)
            == (&b.commodity, &b.price_type, &b.unit.written, &b.currency);
    let itself =
        (&a.country, &a.admin1, &a.market, &a.market_id) == (&b.country, &b.admin1, &b.market, &b.market_id);
    if !alike || itself {
        return None;
    }
    match series.place.zip(other.place) {
        Some((from, to)) => {
            let km = from.distance_km(to);
            (km <= within_km).then_some((other, Some((km * 10.0).round() / 10.0)))
        }
        None => (!a.admin1.is_empty() && (&a.country, &a.admin1) == (&b.country, &b.admin1))
            .then_some((other, None)),
    }
}

/// Logs of prices, without those that are marked as jumps.
fn logs(series: &Monthly) -> BTreeMap<Month, f64> {
    let sound = series.points.iter().filter(|p| !p.flags.has(super::Flags::JUMP));
    sound.map(|p| (p.month, p.price.ln())).collect()
}

fn figure(series: &Monthly, pairs: &[Pair<'_>]) -> Comparison {
    let differences: Vec<f64> = pairs.iter().map(Pair::difference).collect();
    let difference = mean(differences.iter().copied());
    let error_neighbours = (variance(&differences) / differences.len() as f64).sqrt();
    let (before, after) = (by_month(pairs, |p| &p.before), by_month(pairs, |p| &p.after));
    let spread = |months: &[f64]| variance(months) / months.len() as f64;
    let likeness = likeness(&before, &after);
    let widened = (1.0 + likeness) / (1.0 - likeness);
    let error_months = ((spread(&before) + spread(&after)) * widened).sqrt();
    let (standard_error, free) = if error_neighbours > error_months {
        (error_neighbours, differences.len() - 1)
    } else {
        (error_months, before.len() + after.len() - 2)
    };
    let half = standard_error * T.get(free.max(1) - 1).copied().unwrap_or(1.96);
    let percent = |log: f64| log.exp_m1() * 100.0;
    let mut neighbours: Vec<Neighbour> = pairs
        .iter()
        .map(|p| Neighbour {
            market: p.neighbour.key.market.clone(),
            km: p.km,
            before: p.before.len(),
            after: p.after.len(),
            difference: p.difference(),
        })
        .collect();
    neighbours.sort_by(|a, b| a.market.cmp(&b.market));
    Comparison {
        commodity: series.key.commodity.clone(),
        price_type: series.key.price_type.clone(),
        unit: series.key.unit.written.clone(),
        currency: series.key.currency.clone(),
        difference,
        standard_error,
        error_neighbours,
        error_months,
        change_percent: percent(difference),
        low_percent: percent(difference - half),
        high_percent: percent(difference + half),
        months_before: before.len(),
        months_after: after.len(),
        neighbours,
    }
}

/// Mean over neighbours, month by month, each less its own mean before.
fn by_month<'a>(pairs: &'a [Pair<'a>], side: impl Fn(&'a Pair<'a>) -> &'a Vec<(Month, f64)>) -> Vec<f64> {
    let mut months: BTreeMap<Month, Vec<f64>> = BTreeMap::new();
    for pair in pairs {
        for (month, value) in side(pair) {
            months.entry(*month).or_default().push(value - pair.base());
        }
    }
    months.into_values().map(|values| mean(values.into_iter())).collect()
}

/// Correlation of a month with the next on either side, 0 to [`MOST_CORRELATED`].
fn likeness(before: &[f64], after: &[f64]) -> f64 {
    let (mut with_next, mut with_itself) = (0.0, 0.0);
    for side in [before, after] {
        let middle = mean(side.iter().copied());
        with_next +=
            side.iter().zip(side.iter().skip(1)).map(|(a, b)| (a - middle) * (b - middle)).sum::<f64>();
        with_itself += side.iter().map(|a| (a - middle) * (a - middle)).sum::<f64>();
    }
    if with_itself > 0.0 { (with_next / with_itself).clamp(0.0, MOST_CORRELATED) } else { 0.0 }
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = values.fold((0.0, 0.0), |(sum, count), v| (sum + v, count + 1.0));
    if count > 0.0 { sum / count } else { 0.0 }
}

/// Of a sample (n − 1).
fn variance(values: &[f64]) -> f64 {
    let middle = mean(values.iter().copied());
    let free = values.len().saturating_sub(1).max(1) as f64;
    values.iter().map(|v| (v - middle) * (v - middle)).sum::<f64>() / free
}

#[cfg(test)]
mod tests;
