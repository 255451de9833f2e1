//! People displaced, returned or short of food, by district.

use super::Desk;
use super::names::slug;
use super::stages::Stages;
use base::Interval;
use letter::{Finding, People};
use supply::people::Area;

/// Phases of acute food insecurity that are told: crisis and worse.
const PHASES: std::ops::RangeInclusive<usize> = 3..=5;

/// Days after which a count is history. Own convention: a year, as for prices.
const OLD: i32 = 365;

/// Counts of people, by the names of their districts. Each stands alone: those of several tables are never added up.
pub(super) fn build(desk: &mut Desk<'_>, stages: &Stages) -> Vec<Finding<People>> {
    // Zones of supply may lie far from what the case is about.
    let near = |area: &&Area| area.of.iter().any(|of| !of.starts_with("zone "));
    stages.people.iter().filter(near).flat_map(|area| of_area(desk, stages, area)).collect()
}

fn of_area(desk: &mut Desk<'_>, stages: &Stages, area: &Area) -> Vec<Finding<People>> {
    let Some(name) = area.admin2.as_ref().or(area.admin1.as_ref()) else { return Vec::new() };
    let phases = area.phase.as_ref().map(supply::people::Phases::each).unwrap_or_default();
    let of_phase = |n: usize| (format!("phase_{n}"), "phase", phases.get(n - 1).copied().flatten());
    let counts = [("displaced", "idps", area.idps), ("returned", "returnees", area.returnees)];
    let counts = counts.into_iter().chain([("refugees", "refugees", area.refugees)]);
    let counts =
        counts.map(|(measure, figure, n)| (measure.to_owned(), figure, n)).chain(PHASES.map(of_phase));
    let mut found = Vec::new();
    for (measure, figure, persons) in counts {
        let Some((persons, day)) = persons.filter(|n| *n > 0).zip(area.as_of_each.get(figure)) else {
            continue;
        };
        if (desk.as_of - *day).get_days() > OLD {
            continue;
        }
        let rows = area.sources.get(figure).cloned().unwrap_or_default();
        let notes = desk.grounds(stages, &rows, 0);
        let country = area.country.map(|c| c.to_string()).unwrap_or_default();
        let id = format!("peo-{}-{}-{measure}", country.to_lowercase(), slug(name));
        let content = People { area: name.clone(), measure, persons, period: Interval::day(*day) };
        found.extend(Finding::new(id, content, notes));
    }
    found
}
