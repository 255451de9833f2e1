//! People in zones whose cover falls under a threshold, by phase.

use super::describe::Area;
use super::value::division;
use crate::range::Range;
use crate::units::{Days, Persons};
use base::Country;
use serde::Serialize;
use std::collections::BTreeSet;

/// A zone and how long its stock would last.
#[derive(Clone, Debug, PartialEq)]
pub struct ZoneCover {
    /// Its name.
    pub zone: String,
    /// Its country, if known: namesakes of its districts elsewhere are others.
    pub country: Option<Country>,
    /// Its second-level divisions.
    pub admin2: Vec<String>,
    /// Days of cover.
    pub cover: Range<Days>,
}

/// People of a zone that is short.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Short {
    /// The zone; of all zones together, none.
    pub zone: Option<String>,
    /// People by phase, 1 to 5.
    pub phase: [Range<Persons>; 5],
    /// People in phase 3 and worse.
    pub three_plus: Range<Persons>,
    /// Everybody, also where no phase is told.
    pub population: Range<Persons>,
    /// Districts of which no phase is told: their people are in none.
    pub unknown: Vec<String>,
}

/// Counts the people of zones whose cover is under `threshold`, zone by zone in the order given and then together. A
/// person is counted in `high` if the zone may be short (low cover, high threshold), in `best` if it is short by the
/// best values, in `low` if it is short in any case. Zones that cannot be short are left out. A district of two zones
/// counts once in the sum.
pub fn short(zones: &[ZoneCover], threshold: Range<Days>, areas: &[Area]) -> Vec<Short> {
    let mut out: Vec<Short> = Vec::new();
    let mut all: Vec<(&ZoneCover, [bool; 3])> = Vec::new();
    for zone in zones {
        let is = [
            zone.cover.high < threshold.low,
            zone.cover.best < threshold.best,
            zone.cover.low < threshold.high,
        ];
        if is.iter().any(|short| *short) {
            all.push((zone, is));
            out.push(people(Some(zone.zone.clone()), &[(zone, is)], areas));
        }
    }
    if out.len() > 1 {
        out.push(people(None, &all, areas));
    }
    out
}

fn people(name: Option<String>, zones: &[(&ZoneCover, [bool; 3])], areas: &[Area]) -> Short {
    let mut found = Short { zone: name, ..Short::default() };
    let mut told: BTreeSet<String> = BTreeSet::new();
    for area in areas {
        let Some(own) = area.admin2.as_deref().map(division) else { continue };
        let holds = |zone: &ZoneCover| {
            let land = zone.country.is_none() || area.country.is_none() || zone.country == area.country;
            land && zone.admin2.iter().any(|d| division(d) == own)
        };
        let of: Vec<&[bool; 3]> = zones.iter().filter(|(z, _)| holds(z)).map(|(_, is)| is).collect();
        if of.is_empty() {
            continue;
        }
        let is = |at: usize| of.iter().any(|is| is.get(at) == Some(&true));
        let short = [is(0), is(1), is(2)];
        if let Some(phase) = &area.phase {
            told.insert(own);
            for (range, people) in found.phase.iter_mut().zip(phase.each()) {
                add(range, people, short);
            }
            add(&mut found.three_plus, Some(phase.three_plus), short);
        }
        add(&mut found.population, area.population, short);
    }
    let districts = zones.iter().flat_map(|(z, _)| &z.admin2);
    let unknown: BTreeSet<String> = districts.filter(|d| !told.contains(&division(d))).cloned().collect();
    found.unknown = unknown.into_iter().collect();
    found
}

fn add(range: &mut Range<Persons>, people: Option<u64>, short: [bool; 3]) {
    let people = Persons(people.unwrap_or(0) as f64);
    let [low, best, high] = short;
    for (value, counts) in [(&mut range.low, low), (&mut range.best, best), (&mut range.high, high)] {
        if counts {
            *value = *value + people;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::phases::Phases;
    use super::*;

    fn area(name: &str, worst: u64) -> Area {
        let phase = Phases { one: Some(100), three: Some(worst), three_plus: worst, ..Phases::default() };
        Area {
            admin2: Some(name.into()),
            phase: Some(phase),
            population: Some(100 + worst),
            ..Area::default()
        }
    }

    fn zone(name: &str, districts: &[&str], low: f64, best: f64, high: f64) -> ZoneCover {
        let cover = Range { low: Days(low), best: Days(best), high: Days(high) };
        ZoneCover {
            zone: name.into(),
            country: None,
            admin2: districts.iter().map(|d| (*d).to_owned()).collect(),
            cover,
        }
    }

    #[test]
    fn people_count_as_surely_as_their_zone_is_short() {
        let zones = [
            zone("surely", &["Sanko", "Ghost"], 1.0, 2.0, 3.0),
            zone("perhaps", &["Cercle de SANKÔ", "Morlia"], 4.0, 9.0, 20.0),
            zone("never", &["Assare"], 30.0, 40.0, 50.0),
        ];
        let areas = [area("Sanko", 10), area("Morlia", 5), area("Assare", 99)];
        let found = short(&zones, Range::certain(Days(7.0)), &areas);
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].three_plus, Range::certain(Persons(10.0)));
        assert_eq!(found[0].unknown, ["Ghost"]);
        let high = |n: f64| Range { low: Persons(0.0), best: Persons(0.0), high: Persons(n) };
        assert_eq!((found[1].three_plus, found[1].population), (high(15.0), high(215.0)));
        let all = Range { low: Persons(10.0), best: Persons(10.0), high: Persons(15.0) };
        assert_eq!((found[2].zone.clone(), found[2].three_plus), (None, all));
        assert_eq!(found[2].phase[0].high, Persons(200.0));
    }

    #[test]
    fn nobody_is_short_above_the_threshold() {
        let zones = [zone("calm", &["Sanko"], 8.0, 9.0, 10.0)];
        assert!(short(&zones, Range::certain(Days(7.0)), &[area("Sanko", 10)]).is_empty());
    }
}
