//! Who is affected, by district: what the files that count on a day say of the areas asked about.

use super::area::{Areas, District, Key, Rows, Source};
use super::displaced::{Step, cite, steps};
use super::layout::Layout;
use super::phases::{Phases, phases};
use super::record::{Figures, Record};
use base::{Country, Date, Issue};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What is told of an area.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Area {
    /// First-level division.
    pub admin1: Option<String>,
    /// Second-level division; none where figures are of a whole first-level division.
    pub admin2: Option<String>,
    /// Country.
    pub country: Option<Country>,
    /// Zones, areas and corridors that it is listed for.
    #[serde(rename = "for")]
    pub of: Vec<String>,
    /// Displaced people.
    pub idps: Option<u64>,
    /// Displaced households.
    pub idp_households: Option<u64>,
    /// People who returned.
    pub returnees: Option<u64>,
    /// Households that returned.
    pub returnee_households: Option<u64>,
    /// Refugees.
    pub refugees: Option<u64>,
    /// People by phase, of the latest analysis of the present.
    pub phase: Option<Phases>,
    /// The same of the seasons that the latest analysis looked ahead to.
    pub projected: Vec<Phases>,
    /// Everybody.
    pub population: Option<u64>,
    /// Figure → the day it is of.
    pub as_of_each: BTreeMap<String, Date>,
    /// Figure → its age on the day asked about, in days.
    pub age_days: BTreeMap<String, i64>,
    /// Figure → file and rows, as `why` takes them.
    pub sources: BTreeMap<String, Vec<String>>,
    /// Displaced people round by round.
    pub trend: Vec<Step>,
    /// What to mind.
    pub notes: Vec<String>,
}

/// What all files say on a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Described {
    /// Areas in the order of their names.
    pub areas: Vec<Area>,
    /// Districts asked about that no file tells of.
    pub silent: Vec<String>,
    /// How many areas of the files were not asked about.
    pub elsewhere: usize,
    /// What is wrong between the files.
    pub issues: Vec<Issue>,
}

/// Tells what `sources` say of `districts` on `day`; of all areas, if no district is asked about. Sources published later
/// than the day do not count.
pub fn describe(sources: &[Source<'_>], districts: &[District], day: Date) -> Described {
    let known: Vec<Source<'_>> = sources.iter().filter(|s| s.released <= day).copied().collect();
    let areas = Areas::of(&known);
    let mut told = Described::default();
    let mut used: BTreeSet<&Key> = BTreeSet::new();
    let ask = Ask { sources: &known, rounds: rounds(&known), day };
    if districts.is_empty() {
        let all = areas.rows.values().map(|rows| ask.area(rows, None, &mut told.issues)).collect();
        told.areas = all;
    }
    for district in districts {
        let keys: Vec<&Key> = areas.matching(district).into_iter().filter(|k| !used.contains(k)).collect();
        used.extend(keys.iter().copied());
        // One district may be told with and without its country.
        let mut rows = Rows::new();
        for (at, more) in keys.iter().filter_map(|k| areas.rows.get(*k)).flatten() {
            rows.entry(*at).or_default().extend(more);
        }
        if rows.is_empty() {
            told.silent.extend(district.admin2.clone());
        } else {
            told.areas.push(ask.area(&rows, Some(district), &mut told.issues));
        }
    }
    if !districts.is_empty() {
        told.elsewhere = areas.rows.keys().filter(|k| !used.contains(k)).count();
    }
    let order = |a: &Area| (a.country, a.admin1.clone(), a.admin2.clone());
    told.areas.sort_by_key(order);
    told.silent.sort();
    told.silent.dedup();
    told.issues.dedup();
    told
}

/// The latest round of each country.
fn rounds(sources: &[Source<'_>]) -> BTreeMap<Option<Country>, Date> {
    let mut latest: BTreeMap<Option<Country>, Date> = BTreeMap::new();
    for source in sources.iter().filter(|s| s.people.layout == Layout::DtmBaseline) {
        for record in &source.people.records {
            let day = latest.entry(record.place.country).or_insert(record.day);
            *day = (*day).max(record.day);
        }
    }
    latest
}

struct Ask<'a> {
    sources: &'a [Source<'a>],
    rounds: BTreeMap<Option<Country>, Date>,
    day: Date,
}

impl Ask<'_> {
    fn area(&self, rows: &Rows<'_>, district: Option<&District>, issues: &mut Vec<Issue>) -> Area {
        let mut area = named(rows, district);
        self.displaced(rows, &mut area, issues);
        let of_phases = phases(self.sources, rows);
        if let Some(current) = of_phases.current {
            if let Some(day) = current.phases.day {
                self.told(&mut area, "phase", day, self.cite(current.source, &current.rows));
            }
            if let (Some(people), Some(day)) = (current.phases.population, current.phases.day) {
                area.population = Some(people);
                self.told(&mut area, "population", day, self.cite(current.source, &current.rows));
            }
            area.phase = Some(current.phases);
        }
        area.projected = of_phases.projected;
        let refugees = |f: &Figures| if let Figures::Refugees { people } = f { Some(*people) } else { None };
        if let Some(found) = self.latest(rows, refugees) {
            area.refugees = Some(found.people);
            self.told(&mut area, "refugees", found.day, found.cited);
        }
        let population =
            |f: &Figures| if let Figures::Population { people } = f { Some(*people) } else { None };
        let before = area.as_of_each.get("population").copied();
        if let Some(found) = self.latest(rows, population).filter(|f| before.is_none_or(|b| f.day > b)) {
            area.population = Some(found.people);
            self.told(&mut area, "population", found.day, found.cited);
        }
        let codes: BTreeSet<&String> = rows.values().flatten().filter_map(|r| code(r)).collect();
        if codes.len() > 1 {
            let codes: Vec<&str> = codes.into_iter().map(String::as_str).collect();
            area.notes.push(format!("P-codes differ between rows ({}): matched by name", codes.join(", ")));
        }
        area
    }

    fn displaced(&self, rows: &Rows<'_>, area: &mut Area, issues: &mut Vec<Issue>) {
        let (steps, twice) = steps(self.sources, rows);
        for (day, files) in twice {
            let said =
                format!("{} are of the same round ({day}): the first of them counts", files.join(" and "));
            let issue =
                Issue::warning("people.round_twice", said).help("remove one with `people DIR remove NAME`");
            if !issues.contains(&issue) {
                issues.push(issue);
            }
        }
        if let Some(last) = steps.last() {
            (area.idps, area.idp_households) = (last.idps, last.idp_households);
            (area.returnees, area.returnee_households) = (last.returnees, last.returnee_households);
            for (name, told) in [("idps", last.idps), ("returnees", last.returnees)] {
                if told.is_some() {
                    self.told(area, name, last.day, last.cited.clone());
                }
            }
            let newer = self.rounds.get(&area.country).filter(|round| **round > last.day);
            if let Some(round) = newer {
                area.notes.push(format!(
                    "not in the round of {round}: figures of displaced people are of {}",
                    last.day
                ));
            }
        }
        area.trend = steps;
    }

    fn told(&self, area: &mut Area, figure: &str, day: Date, cited: Vec<String>) {
        area.as_of_each.insert(figure.into(), day);
        let age = (self.day - day).get_days();
        area.age_days.insert(figure.into(), i64::from(age.max(0)));
        area.sources.insert(figure.into(), cited);
    }

    fn cite(&self, source: usize, rows: &[u32]) -> Vec<String> {
        cite(self.sources, source, rows)
    }

    /// The sum of one figure over the rows of the latest day; of several files of that day, the one published last.
    fn latest(&self, rows: &Rows<'_>, of: impl Fn(&Figures) -> Option<u64>) -> Option<Found> {
        let told = |r: &&&Record| of(&r.figures).is_some();
        let days = rows.iter().filter_map(|(&at, rows)| {
            let day = rows.iter().filter(told).map(|r| r.day).max()?;
            Some((day, self.sources.get(at)?.released, at))
        });
        let (day, _, at) = days.max()?;
        let counted: Vec<&&Record> = rows.get(&at)?.iter().filter(|r| r.day == day).filter(told).collect();
        let people = counted.iter().filter_map(|r| of(&r.figures)).sum();
        let lines: Vec<u32> = counted.iter().map(|r| r.row).collect();
        Some(Found { people, day, cited: self.cite(at, &lines) })
    }
}

struct Found {
    people: u64,
    day: Date,
    cited: Vec<String>,
}

/// The P-code of a record's area.
fn code(record: &Record) -> Option<&String> {
    match record.place.admin2 {
        Some(_) => record.place.admin2_code.as_ref(),
        None => record.place.admin1_code.as_ref(),
    }
}

/// The area with the names of the district asked about, else with those of its latest row.
fn named(rows: &Rows<'_>, district: Option<&District>) -> Area {
    let latest = rows.values().flatten().max_by_key(|r| r.day).map(|r| &r.place);
    let told = |pick: fn(&super::Place) -> Option<String>| latest.and_then(pick);
    Area {
        admin1: district.and_then(|d| d.admin1.clone()).or_else(|| told(|p| p.admin1.clone())),
        admin2: match district {
            Some(district) => district.admin2.clone(),
            None => told(|p| p.admin2.clone()),
        },
        country: latest.and_then(|p| p.country).or_else(|| district.and_then(|d| d.country)),
        of: district.map(|d| d.of.clone()).unwrap_or_default(),
        ..Area::default()
    }
}
