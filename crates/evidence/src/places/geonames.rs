//! GeoNames country files: 19 tab-separated columns a line (geonames.org/export/dump/readme.txt).

use super::index::{Hit, Quality};
use super::names::{self, Spelled};
use super::store::{Class, NONE, NewPlace, Origin};
use super::{Gazetteer, squeeze};
use base::{Checked, Coordinate, Issue};
use serde::Deserialize;

/// Columns of a line.
const COLUMNS: usize = 19;

/// So many faulty lines are named one by one; the rest are counted.
const NAMED_ISSUES: usize = 20;

/// One usable line.
struct Row<'a> {
    id: u32,
    name: &'a str,
    ascii: &'a str,
    others: &'a str,
    point: Coordinate,
    class: Class,
    alpha2: &'a str,
    admin1: &'a str,
    admin2: &'a str,
    population: u32,
}

/// Adds every usable line of `content`.
pub(super) fn load(mut gazetteer: Gazetteer, file: &str, content: &str) -> Checked<Gazetteer> {
    let mut issues = Vec::new();
    let mut faulty = 0;
    for (at, line) in content.lines().enumerate() {
        let line = if at == 0 { line.trim_start_matches('\u{feff}') } else { line };
        if line.trim().is_empty() {
            continue;
        }
        match read(line) {
            Ok(row) => add(&mut gazetteer, &row),
            Err(issue) if faulty < NAMED_ISSUES => {
                issues.push(issue.in_file(file).at_line(at + 1));
                faulty += 1;
            }
            Err(_) => faulty += 1,
        }
    }
    if faulty > NAMED_ISSUES {
        let rest = faulty - NAMED_ISSUES;
        issues.push(
            Issue::warning("gazetteer.lines", format!("{rest} more lines could not be read")).in_file(file),
        );
    }
    renamed(&mut gazetteer);
    Checked { value: gazetteer, issues }
}

#[derive(Deserialize)]
struct DivisionsFile {
    rows: Vec<(String, String, String)>,
}

/// Lets divisions answer to the names they were given since.
fn renamed(gazetteer: &mut Gazetteer) {
    let Ok(file) = toml::from_str::<DivisionsFile>(include_str!("../../data/places/divisions.toml")) else {
        return;
    };
    for (alpha2, new, old) in &file.rows {
        let country = gazetteer.countries.alpha3(alpha2);
        let hits: Vec<Hit> = gazetteer.index.lookup(&squeeze(old)).collect();
        for hit in hits {
            let place = gazetteer.store.get(hit.place);
            if place.is_some_and(|p| p.country == country && matches!(p.class, Class::Admin1 | Class::Admin2))
            {
                gazetteer.index.insert(&squeeze(new), Hit { quality: Quality::Alternate, ..hit });
            }
        }
    }
}

fn read(line: &str) -> Result<Row<'_>, Issue> {
    let mut columns = [""; COLUMNS];
    let mut count = 0;
    for column in line.split('\t') {
        if let Some(slot) = columns.get_mut(count) {
            *slot = column;
        }
        count += 1;
    }
    if count != COLUMNS {
        return Err(Issue::warning("gazetteer.columns", format!("{count} columns instead of {COLUMNS}"))
            .help("use a country file from download.geonames.org/export/dump, unzipped and unchanged"));
    }
    let [id, name, ascii, others, lat, lon, class, code, alpha2, _, admin1, admin2, _, _, population, ..] =
        columns;
    if name.trim().is_empty() {
        return Err(Issue::warning("gazetteer.name", "the name is empty"));
    }
    Ok(Row {
        id: id.parse().map_err(|_| Issue::warning("gazetteer.id", format!("`{id}` is not a GeoNames id")))?,
        name,
        ascii,
        others,
        point: point(lat, lon)?,
        class: Class::of(class, code),
        alpha2,
        admin1,
        admin2,
        population: population.parse().unwrap_or(0),
    })
}

fn point(lat: &str, lon: &str) -> Result<Coordinate, Issue> {
    let parsed = lat.trim().parse().ok().zip(lon.trim().parse().ok());
    parsed.and_then(|(lat, lon)| Coordinate::new(lat, lon)).ok_or_else(|| {
        Issue::warning(
            "gazetteer.coordinates",
            format!("`{lat}`, `{lon}` are not a latitude and a longitude"),
        )
    })
}

fn add(gazetteer: &mut Gazetteer, row: &Row<'_>) {
    let country = gazetteer.countries.alpha3(row.alpha2);
    if row.class == Class::Country && country.is_some_and(|c| gazetteer.countries.number(c).is_some()) {
        return;
    }
    let admin1 = division(gazetteer, row, false);
    let admin2 = division(gazetteer, row, true);
    let place = gazetteer.store.add(NewPlace {
        name: row.name,
        class: row.class,
        country,
        admin1,
        admin2,
        population: row.population,
        renown: row.others.split(',').filter(|o| !o.is_empty()).count().min(255) as u8,
        point: Some(row.point),
        origin: Origin::GeoNames(row.id),
    });
    enter_names(gazetteer, row, place);
}

fn division(gazetteer: &mut Gazetteer, row: &Row<'_>, second: bool) -> u32 {
    let known = !row.admin1.is_empty() && row.admin1 != "00";
    match (known, second) {
        (true, false) => gazetteer.store.division(&format!("{}.{}", row.alpha2, row.admin1)),
        (true, true) if !row.admin2.is_empty() => {
            gazetteer.store.division(&format!("{}.{}.{}", row.alpha2, row.admin1, row.admin2))
        }
        _ => NONE,
    }
}

fn enter_names(gazetteer: &mut Gazetteer, row: &Row<'_>, place: u32) {
    let spelled = |text, main| Spelled { text, main, class: row.class, notable: row.population > 0 };
    names::enter(gazetteer, place, spelled(row.name, true));
    if row.ascii != row.name {
        names::enter(gazetteer, place, spelled(row.ascii, true));
    }
    for other in row.others.split(',').filter(|o| !o.is_empty() && *o != row.name) {
        names::enter(gazetteer, place, spelled(other, false));
    }
}
