//! UCDP GED: per-country download, global file, candidate releases. Codebook: UCDP Georeferenced Event Dataset, 24.1.

use super::faults::Notes;
use super::record::{Names, Read, record_id};
use super::values::{self, Order};
use super::{countries::countries, types};
use crate::{Coding, DatePrecision, Row};
use base::Date;

/// Where its columns stand.
#[derive(Clone, Debug)]
pub struct Columns {
    id: usize,
    year: Option<usize>,
    status: Option<usize>,
    kind: usize,
    sides: [usize; 2],
    where_prec: usize,
    place: Option<usize>,
    admin: [Option<usize>; 2],
    point: [usize; 2],
    country: usize,
    date_prec: usize,
    pub(super) dates: [usize; 2],
    deaths: [usize; 3],
    sources: Option<usize>,
}

impl Columns {
    /// From the names of a header; what is missing is named.
    pub fn of(names: &Names) -> Result<Self, String> {
        let need = |name: &str| names.need(&[name]);
        let deaths = |name: &str| names.need(&[name, &format!("{name}_est")]);
        Ok(Self {
            id: need("id")?,
            year: names.get("year"),
            status: names.get("code_status"),
            kind: need("type_of_violence")?,
            sides: [need("side_a")?, need("side_b")?],
            where_prec: need("where_prec")?,
            place: names.get("where_coordinates"),
            admin: [names.get("adm_1"), names.get("adm_2")],
            point: [need("latitude")?, need("longitude")?],
            country: need("country")?,
            date_prec: need("date_prec")?,
            dates: [need("date_start")?, need("date_end")?],
            deaths: [deaths("low")?, deaths("best")?, deaths("high")?],
            sources: names.get("source_date"),
        })
    }

    /// A record as a row, and the newest day it tells of; `None` if it has no id.
    pub fn row(&self, read: &Read<'_>, notes: &mut Notes) -> Option<(Row, Option<Date>)> {
        let id = record_id(&read.text(self.id, notes))?;
        let name = read.text(self.country, notes);
        let country = countries().named(&name);
        if country.is_none() && !name.is_empty() {
            notes.flag("country.unknown", || format!("`{}` is no country known", values::short(&name)));
        }
        let days = read.days.unwrap_or(Order::Mdy.into());
        let [start, end] = self.dates.map(|at| values::date(&read.text(at, notes), days, notes));
        self.check_year(read, [start, end], notes);
        let kind = read.text(self.kind, notes);
        let (event_type, sub_type) = types::ucdp().get(&kind).unwrap_or_else(|| {
            notes.flag("code.unknown", || format!("`{}` is no type_of_violence", values::short(&kind)));
            (types::OTHER, "")
        });
        if let Some(status) = self.status.map(|at| read.text(at, notes)).filter(|s| s.starts_with("Check")) {
            notes.flag("status.check", || format!("code_status says `{}`", values::short(&status)));
        }
        let deaths = self.deaths.map(|at| read.text(at, notes));
        let point = self.point.map(|at| read.text(at, notes));
        let newest = end.or(start).max(self.newest_source(read, end, notes));
        let row = Row {
            id,
            line: read.line,
            event_type: event_type.to_owned(),
            sub_type: if sub_type.is_empty() { kind.into_owned() } else { sub_type.to_owned() },
            date: values::interval(start, end, notes),
            date_precision: date_prec(&read.text(self.date_prec, notes), notes),
            place: read.word(self.place, notes),
            admin1: read.word(self.admin[0], notes),
            admin2: read.word(self.admin[1], notes),
            country,
            point: values::point(&point[0], &point[1], country, read.comma, notes),
            precision: values::where_prec(&read.text(self.where_prec, notes), notes),
            actors: read.words(&self.sides, notes),
            deaths: values::estimate(deaths.each_ref().map(AsRef::as_ref), read.comma, notes),
            coding: Coding::Human,
            flags: Vec::new(),
        };
        Some((row, newest))
    }

    fn check_year(&self, read: &Read<'_>, dates: [Option<Date>; 2], notes: &mut Notes) {
        let Some(year) = self.year.and_then(|at| read.text(at, notes).parse::<i16>().ok()) else { return };
        let told: Vec<i16> = dates.iter().flatten().map(|d| d.year()).collect();
        if !told.is_empty() && !told.contains(&year) {
            notes.flag("date.year", || format!("the year column says {year}, the dates {}", told[0]));
        }
    }

    /// The newest report listed, as far as it is no slip: within [`LATEST_REPORT`] days of the event.
    fn newest_source(&self, read: &Read<'_>, end: Option<Date>, notes: &mut Notes) -> Option<Date> {
        let listed = read.text(self.sources?, notes);
        let days = listed.split(';').filter_map(|d| values::iso(d.trim()));
        let limit = end?.checked_add(jiff::Span::new().days(LATEST_REPORT)).ok()?;
        days.filter(|d| *d <= limit).max()
    }
}

/// Days after an event in which its reports are dated; later ones are more likely mistyped than late. Our choice.
const LATEST_REPORT: i64 = 730;

fn date_prec(text: &str, notes: &mut Notes) -> DatePrecision {
    match text {
        "1" => DatePrecision::Day,
        "2" => DatePrecision::Days,
        "3" => DatePrecision::Week,
        "4" => DatePrecision::Month,
        "5" => DatePrecision::Year,
        _ => {
            notes.flag("code.unknown", || format!("`{}` is no date_prec", values::short(text)));
            DatePrecision::Year
        }
    }
}
