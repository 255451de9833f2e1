//! People of the case's districts, as JSON and in columns.

use super::word;
use crate::store::DataFile;
use crate::table::table;
use base::{Country, Date};
use events::{Count, ServiceCell, Services};
use serde::Serialize;
use supply::people::{Area, Described};

/// The shape that scripts read.
#[derive(Serialize)]
pub struct PeopleShown<'a> {
    /// Areas in the order of their names.
    pub areas: &'a [Area],
    /// Schools and health centres reported out of service; cells under three are not told.
    pub services: Vec<ServiceCell>,
    /// How many of those cells are under three.
    pub services_suppressed: usize,
    /// The end of the last whole month, to which services are counted.
    pub services_as_of: Option<Date>,
    /// The files that count.
    pub files: &'a [&'a DataFile],
    /// Districts of the case that no file tells of.
    pub silent: &'a [String],
    /// The day asked about.
    pub as_of: Date,
}

impl<'a> PeopleShown<'a> {
    /// What is told on a day.
    pub fn new(told: &'a Described, services: Services, files: &'a [&'a DataFile], day: Date) -> Self {
        Self {
            areas: &told.areas,
            services: services.counts,
            services_suppressed: services.suppressed,
            services_as_of: services.as_of,
            files,
            silent: &told.silent,
            as_of: day,
        }
    }
}

fn number(told: Option<u64>) -> String {
    told.map_or_else(|| "-".into(), |n| n.to_string())
}

fn name(told: Option<&String>) -> String {
    told.cloned().unwrap_or_else(|| "-".into())
}

/// `2019-12-31`, or `-`.
fn day_of(area: &Area, figure: &str) -> String {
    area.as_of_each.get(figure).map_or_else(|| "-".into(), Date::to_string)
}

/// Areas, services, and what to mind.
pub fn people_table(shown: &PeopleShown<'_>) -> String {
    let mut parts = vec![areas(shown.areas), projected(shown.areas), services(&shown.services)];
    let notes: Vec<String> = shown
        .areas
        .iter()
        .flat_map(|a| {
            a.notes
                .iter()
                .map(move |note| format!("{}: {note}", name(a.admin2.as_ref().or(a.admin1.as_ref()))))
        })
        .collect();
    parts.push(notes.join("\n"));
    parts.retain(|p| !p.trim().is_empty());
    parts.join("\n")
}

fn areas(areas: &[Area]) -> String {
    let row = |a: &Area| {
        let change = a.trend.last().and_then(|s| s.change).map_or_else(|| "-".into(), |c| format!("{c:+}"));
        vec![
            a.country.as_ref().map_or("-", Country::as_str).to_owned(),
            name(a.admin1.as_ref()),
            name(a.admin2.as_ref()),
            number(a.idps),
            change,
            number(a.returnees),
            day_of(a, "idps"),
            number(a.refugees),
            day_of(a, "refugees"),
            number(a.phase.as_ref().map(|p| p.three_plus)),
            a.phase.as_ref().map_or_else(|| "-".into(), |p| p.reference.clone()),
            number(a.population),
            day_of(a, "population"),
        ]
    };
    let header = [
        "country",
        "first level",
        "second level",
        "displaced",
        "change",
        "returned",
        "as of",
        "refugees",
        "as of",
        "phase 3+",
        "season",
        "people",
        "as of",
    ];
    table(&header, &areas.iter().map(row).collect::<Vec<_>>())
}

fn projected(areas: &[Area]) -> String {
    let rows = areas.iter().flat_map(|a| {
        a.projected.iter().map(move |p| {
            let mut row = vec![name(a.admin1.as_ref()), name(a.admin2.as_ref())];
            row.extend(p.each().map(number));
            row.extend([p.three_plus.to_string(), p.reference.clone(), p.exercise.clone()]);
            row
        })
    });
    let header = ["first level", "projected for", "phase 1", "2", "3", "4", "5", "3+", "season", "analysis"];
    table(&header, &rows.collect::<Vec<_>>())
}

fn services(cells: &[ServiceCell]) -> String {
    let row = |c: &ServiceCell| {
        let count = match c.count {
            Count::Told(count) => count.to_string(),
            Count::Few(few) => word(&few),
        };
        vec![
            name(c.admin1.as_ref()),
            name(c.admin2.as_ref()),
            name(c.month.as_ref()),
            c.service.clone(),
            count,
        ]
    };
    let header = ["first level", "second level", "month", "out of service", "reported"];
    table(&header, &cells.iter().map(row).collect::<Vec<_>>())
}

/// The imported files.
pub fn people_files(files: &[DataFile]) -> String {
    let count = |f: &DataFile, key: &str| f.counts.get(key).map(ToString::to_string).unwrap_or_default();
    let row = |f: &DataFile| {
        let mut row = vec![f.name.clone(), f.form.clone(), f.released.to_string(), word(&f.basis)];
        row.extend(
            ["rows", "read", "totals", "repeated", "others", "refused", "flagged"].map(|key| count(f, key)),
        );
        row
    };
    let header = [
        "file",
        "layout",
        "counts from",
        "basis",
        "rows",
        "read",
        "sums",
        "repeated",
        "others",
        "refused",
        "doubtful",
    ];
    table(&header, &files.iter().map(row).collect::<Vec<_>>())
}
