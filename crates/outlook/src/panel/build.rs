//! From rows to a panel.

use super::cells::{Cells, around};
use super::placed::Placed;
use super::{Counts, Panel, gaps};
use crate::{Gid, Level, Month, Target, Unit, UnitId};
use base::{Checked, Country, GeoPrecision, Issue};
use events::{Area, Coding, Placing, Row, Table};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The dataset whose `type_of_violence` tells the three kinds of deaths.
const UCDP: &str = "ucdp";
/// The flag of a row in international waters or airspace (`where_prec` 7), which the importer sets.
const AT_SEA: &str = "point.at_sea";
/// The flag of a row that ends before it starts; the importer put its dates in order.
const DATES_SWAPPED: &str = "date.order";
/// The flag of a row whose date cannot be, or is later than can have been known when it was released.
const IMPLAUSIBLE: &str = "date.implausible";
/// The first year of which UCDP GED tells (codebook, version 24.1); an older one is mistyped.
const FIRST_YEAR: i32 = 1989;
/// The longest panel, months: far more than UCDP's since 1989, so that one mistyped year does not fill the memory.
const LONGEST: i32 = 1_200;

/// What the rows are read for.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// The releases that count.
    pub tables: &'a [Table],
    /// The dataset whose rows are counted by incident type; one only, so that nothing counts twice.
    pub incidents: Option<&'a str>,
}

/// A district of the case.
#[derive(Clone, Debug)]
pub struct District<'a> {
    /// Its country.
    pub country: Country,
    /// Its area, by name and boundary.
    pub area: Area<'a>,
}

/// What the units are.
#[derive(Clone, Copy, Debug)]
pub enum Units<'a> {
    /// The cells listed, or every cell with an event and its queen neighbours.
    Cells(Option<&'a Cells>),
    /// These districts.
    Districts(&'a [District<'a>]),
    /// The countries listed, or every country with an event.
    Countries(Option<&'a BTreeSet<Country>>),
}

/// What was left out, for the user.
#[derive(Default)]
struct Left {
    undated: u64,
    misdated: u64,
    outside: u64,
    outside_deaths: u64,
    rough: u64,
}

impl Panel {
    /// Counts rows by unit and month of their last day (`date_end`). A grid or district takes no row that is placed by
    /// first-level division, country, or at sea (UCDP `where_prec` 4, 6, 7); a country takes all. `Err` if no row can be
    /// counted.
    pub fn build(sources: Sources<'_>, units: Units<'_>) -> Result<Checked<Self>, Issue> {
        let mut left = Left::default();
        let placed = read(sources, units, &mut left);
        let rows = placed.iter().filter(|p| p.amount > 0 || !matches!(p.target, Target::Incidents(_)));
        let deaths: Vec<&Placed> = rows.filter(|p| Target::DEATHS.contains(&p.target)).collect();
        let span = deaths.iter().map(|p| p.month).min().zip(deaths.iter().map(|p| p.month).max());
        let Some((oldest, last)) = span else {
            let help = "import UCDP GED: faleme import DIR ucdp FILE";
            return Err(Issue::error("panel.empty", "no dated row of UCDP is there to count").help(help));
        };
        let first = Month::from_id(oldest.id() - i32::from(oldest.of_year()) + 1);
        let months = last.since(first) + 1;
        if months > LONGEST {
            let told = format!("the rows reach from {oldest} to {last}, longer than {LONGEST} months");
            return Err(Issue::error("panel.span", told).help("correct the year of the oldest or newest row"));
        }
        let (level, list) = listed(units, &placed);
        if list.is_empty() {
            return Err(Issue::error("panel.units", format!("there is no unit at the level {level}")));
        }
        let panel = count(level, list, first, months as usize, &placed, &mut left);
        let issues = told(&panel, &left);
        Ok(Checked { value: panel, issues })
    }
}

fn read(sources: Sources<'_>, units: Units<'_>, left: &mut Left) -> Vec<Placed> {
    let mut placed = Vec::new();
    for table in sources.tables {
        for row in table.rows.iter().filter(|row| row.coding == Coding::Human) {
            let deaths = (table.dataset == UCDP).then(|| Target::of_ucdp(&row.sub_type)).flatten();
            let incident = sources.incidents.filter(|name| *name == table.dataset);
            let incident = incident.map(|_| Target::Incidents(row.event_type.clone()));
            if deaths.is_none() && incident.is_none() {
                continue;
            }
            let Some(month) = month(row) else {
                left.undated += 1;
                continue;
            };
            if is_misdated(row, month, &table.dataset) {
                left.misdated += 1;
                continue;
            }
            let fine = !is_rough(row);
            let district = match units {
                Units::Districts(all) if fine => district(all, &table.dataset, row),
                _ => None,
            };
            let cell = row.point.filter(|_| fine).map(Gid::at);
            let best = row.deaths.map_or(0, |d| d.best.max(0.0) as u32);
            for (target, amount) in deaths.map(|t| (t, best)).into_iter().chain(incident.map(|t| (t, 1))) {
                placed.push(Placed { month, target, amount, country: row.country, cell, district });
            }
        }
    }
    placed
}

/// The month of the last day. A row whose dates the importer put in order ended, as told, on the first.
fn month(row: &Row) -> Option<Month> {
    let date = row.date?;
    let swapped = row.flags.iter().any(|flag| flag == DATES_SWAPPED);
    let day = if swapped { date.start.or(date.end) } else { date.end.or(date.start) };
    day.map(Month::of)
}

/// Whether a row's date is surely mistyped. One such row would stretch the panel over decades without any.
fn is_misdated(row: &Row, month: Month, dataset: &str) -> bool {
    let too_old = dataset == UCDP && month.year() < FIRST_YEAR;
    too_old || row.flags.iter().any(|flag| flag == IMPLAUSIBLE)
}

/// Whether a row is placed too roughly for a grid.
fn is_rough(row: &Row) -> bool {
    use GeoPrecision::{Admin1, Country, Unresolved};
    matches!(row.precision, Admin1 | Country | Unresolved) || row.flags.iter().any(|flag| flag == AT_SEA)
}

fn district(all: &[District<'_>], dataset: &str, row: &Row) -> Option<usize> {
    all.iter().position(|d| d.area.row(dataset, row) == Some(Placing::In))
}

/// The units, in the order of their ids; districts as the case lists them.
fn listed(units: Units<'_>, placed: &[Placed]) -> (Level, Vec<Unit>) {
    let country = |country: Country| Unit { id: UnitId::Country(country), country };
    let cell = |(cell, country): (Gid, Country)| Unit { id: UnitId::Cell(cell), country };
    match units {
        Units::Cells(given) => {
            let deaths = placed.iter().filter(|p| Target::DEATHS.contains(&p.target));
            let cells = given.cloned().unwrap_or_else(|| around(deaths));
            (Level::Cell, cells.into_iter().map(cell).collect())
        }
        Units::Districts(all) => {
            let unit =
                |d: &District<'_>| Unit { id: UnitId::District(d.area.name.clone()), country: d.country };
            (Level::District, all.iter().map(unit).collect())
        }
        Units::Countries(Some(given)) => (Level::Country, given.iter().copied().map(country).collect()),
        Units::Countries(None) => {
            let all: BTreeSet<Country> = placed.iter().filter_map(|p| p.country).collect();
            (Level::Country, all.into_iter().map(country).collect())
        }
    }
}

fn count(
    level: Level,
    units: Vec<Unit>,
    first: Month,
    months: usize,
    placed: &[Placed],
    left: &mut Left,
) -> Panel {
    let countries: Vec<Country> =
        units.iter().map(|u| u.country).collect::<BTreeSet<_>>().into_iter().collect();
    let by_country: HashMap<Country, usize> = countries.iter().enumerate().map(|(i, c)| (*c, i)).collect();
    let cells: HashMap<Gid, usize> =
        units.iter().enumerate().filter_map(|(i, u)| Some((u.cell()?, i))).collect();
    let unit = |p: &Placed| match level {
        Level::Cell => cells.get(&p.cell?).copied(),
        Level::District => p.district,
        Level::Country => by_country.get(&p.country?).copied(),
    };
    let zeros = |rows: usize| {
        let deaths = Target::DEATHS.into_iter().map(|target| (target, Counts::zeros(rows, months)));
        deaths.collect::<BTreeMap<_, _>>()
    };
    let (mut counts, mut whole) = (zeros(units.len()), zeros(countries.len()));
    let mut rows = vec![0u32; months];
    let mut rows_of = vec![vec![0u32; months]; countries.len()];
    for p in placed {
        let Ok(month) = usize::try_from(p.month.since(first)) else { continue };
        if let Some(n) = rows.get_mut(month).filter(|_| Target::DEATHS.contains(&p.target)) {
            *n += 1;
        }
        let found = unit(p);
        if let Some(unit) = found {
            let counts = counts.entry(p.target.clone()).or_insert_with(|| Counts::zeros(units.len(), months));
            counts.add(unit, month, p.amount);
        } else if p.target == Target::StateBased {
            left.miss(level, p);
        }
        if let Some(country) = p.country.and_then(|c| by_country.get(&c)) {
            let whole =
                whole.entry(p.target.clone()).or_insert_with(|| Counts::zeros(countries.len(), months));
            whole.add(*country, month, p.amount);
            let own = rows_of.get_mut(*country).and_then(|rows| rows.get_mut(month));
            if let Some(n) = own.filter(|_| Target::DEATHS.contains(&p.target)) {
                *n += 1;
            }
        }
    }
    let gaps = gaps::find(first, &rows);
    let known = |gap: &(Month, Month)| !gaps.iter().any(|all| all.0 <= gap.0 && gap.1 <= all.1);
    let of = |rows: &Vec<u32>| -> Vec<(Month, Month)> {
        gaps::of_country(first, rows).into_iter().filter(known).collect()
    };
    let gaps_of = countries.iter().copied().zip(rows_of.iter().map(of)).filter(|(_, gaps)| !gaps.is_empty());
    let gaps_of = gaps_of.collect();
    Panel { level, units, cells, countries, first, months, counts, whole, gaps, gaps_of }
}

impl Left {
    fn miss(&mut self, level: Level, p: &Placed) {
        if level != Level::Country && p.cell.is_none() {
            self.rough += 1;
        } else {
            self.outside += 1;
            self.outside_deaths += u64::from(p.amount);
        }
    }
}

/// What the user has to know of a panel.
fn told(panel: &Panel, left: &Left) -> Vec<Issue> {
    let mut issues = Vec::new();
    for (from, to) in panel.gaps() {
        let words = format!("no row at all from {from} to {to}, though the months around have many");
        let help =
            "import the file of those months; until then they count zero and windows in them are not scored";
        issues.push(Issue::warning("panel.gap", words).help(help));
    }
    for (country, gaps) in &panel.gaps_of {
        for (from, to) in gaps {
            let words = format!(
                "no row of {country} from {from} to {to}, though every month around has some: a file of it is likely missing, and its zeros there are no peace"
            );
            let help = "import the file of those months; until then figures of the country and its neighbours are too low";
            issues.push(Issue::warning("panel.country_gap", words).help(help));
        }
    }
    if left.outside > 0 {
        let Left { outside, outside_deaths, .. } = left;
        let words = format!(
            "{outside} rows of state-based violence with {outside_deaths} deaths lie outside the units"
        );
        issues.push(
            Issue::note("panel.outside", words).help("they count nowhere but in the totals of countries"),
        );
    }
    if left.rough > 0 {
        let words = format!("{} rows of state-based violence are placed too roughly for a unit", left.rough);
        issues.push(Issue::note("panel.rough", words));
    }
    if left.undated > 0 {
        issues.push(Issue::note("panel.undated", format!("{} rows have no date", left.undated)));
    }
    if left.misdated > 0 {
        let words = format!(
            "{} rows lie before {FIRST_YEAR} or after the day of their release: left out, since one such date would stretch the panel",
            left.misdated
        );
        let help = "correct their dates, or the day of the release (--released)";
        issues.push(Issue::warning("panel.misdated", words).help(help));
    }
    let zero =
        Target::DEATHS.iter().filter_map(|t| panel.counts.get(t)).all(|c| c.values.iter().all(|v| *v == 0));
    if zero {
        let words = "no unit has a death in any month";
        issues.push(
            Issue::warning("panel.zeros", words).help("there is nothing to forecast; check rows and units"),
        );
    }
    issues
}
