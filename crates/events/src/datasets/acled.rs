//! ACLED: the layout before 2023 (31 columns), today's CSV, and the API's JSON. Codebook: ACLED Codebook, 2023.

use super::faults::Notes;
use super::record::{Names, Read, record_id};
use super::values::{self, Order};
use super::{countries::countries, types};
use crate::{Coding, DatePrecision, Estimate, Row};
use base::{Country, Date, GeoPrecision, Interval};

/// Names of its columns, today's and older ones: what the API's objects are read by.
pub const COLUMNS: &[&str] = &[
    "data_id",
    "iso",
    "event_id_cnty",
    "event_id_no_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
    "iso3",
    "population_best",
];

/// Where its columns stand.
#[derive(Clone, Debug)]
pub struct Columns {
    id: usize,
    pub(super) date: usize,
    time_precision: Option<usize>,
    event_type: usize,
    sub_event_type: usize,
    actors: [usize; 4],
    country: usize,
    iso: Option<usize>,
    iso3: Option<usize>,
    admin: [Option<usize>; 2],
    place: Option<usize>,
    point: [usize; 2],
    geo_precision: Option<usize>,
    fatalities: Option<usize>,
    timestamp: Option<usize>,
}

impl Columns {
    /// From the names of a header; what is missing is named.
    pub fn of(names: &Names) -> Result<Self, String> {
        let need = |name: &str| names.need(&[name]);
        let second = |name: &str| names.get(name).unwrap_or(usize::MAX);
        Ok(Self {
            id: names.need(&["event_id_cnty", "data_id"])?,
            date: need("event_date")?,
            time_precision: names.get("time_precision"),
            event_type: need("event_type")?,
            sub_event_type: need("sub_event_type")?,
            actors: [need("actor1")?, need("actor2")?, second("assoc_actor_1"), second("assoc_actor_2")],
            country: need("country")?,
            iso: names.get("iso"),
            iso3: names.get("iso3"),
            admin: [names.get("admin1"), names.get("admin2")],
            place: names.get("location"),
            point: [need("latitude")?, need("longitude")?],
            geo_precision: names.get("geo_precision"),
            fatalities: names.get("fatalities"),
            timestamp: names.get("timestamp"),
        })
    }

    /// A record as a row, and the day it was last changed; `None` if it has no id.
    pub fn row(&self, read: &Read<'_>, notes: &mut Notes) -> Option<(Row, Option<Date>)> {
        let id = record_id(&read.text(self.id, notes))?;
        let country = self.country(read, notes);
        let days = read.days.unwrap_or(Order::Dmy.into());
        let day = values::date(&read.text(self.date, notes), days, notes);
        let (date, date_precision) = self.date(day, read, notes);
        let (event_type, sub_type) = self.types(read, notes);
        let fatalities = self.fatalities.map(|at| read.text(at, notes)).unwrap_or_default();
        let point = self.point.map(|at| read.text(at, notes));
        let stamp = self.timestamp.map(|at| read.text(at, notes)).and_then(|t| timestamp(&t));
        let row = Row {
            id,
            line: read.line,
            event_type,
            sub_type,
            date,
            date_precision,
            place: read.word(self.place, notes),
            admin1: read.word(self.admin[0], notes),
            admin2: read.word(self.admin[1], notes),
            country,
            point: values::point(&point[0], &point[1], country, read.comma, notes),
            precision: self.precision(read, notes),
            actors: read.words(&self.actors, notes),
            deaths: values::estimate(["", &fatalities, ""], read.comma, notes)
                .map(|e| Estimate::exact(e.best)),
            coding: Coding::Human,
            flags: Vec::new(),
        };
        Some((row, day.max(stamp)))
    }

    fn country(&self, read: &Read<'_>, notes: &mut Notes) -> Option<Country> {
        let iso3 = self.iso3.map(|at| read.text(at, notes)).and_then(|t| Country::new(&t));
        let by_number = || {
            let number = read.text(self.iso?, &mut Notes::default()).parse().ok()?;
            countries().numbered(number)
        };
        let name = read.text(self.country, notes);
        let found = iso3.or_else(by_number).or_else(|| countries().named(&name));
        if found.is_none() && !name.is_empty() {
            notes.flag("country.unknown", || format!("`{}` is no country known", values::short(&name)));
        }
        found
    }

    /// `time_precision`: 1 the day, 2 the week around it, 3 its month.
    fn date(
        &self,
        day: Option<Date>,
        read: &Read<'_>,
        notes: &mut Notes,
    ) -> (Option<Interval>, DatePrecision) {
        let precision = self.time_precision.map(|at| read.text(at, notes)).unwrap_or_default();
        let days = |n: i64| jiff::Span::new().days(n);
        let week =
            |d: Date| Some(Interval::between(d.checked_sub(days(3)).ok()?, d.checked_add(days(3)).ok()?));
        match precision.as_ref() {
            "1" | "" => (day.map(Interval::day), DatePrecision::Day),
            "2" => (day.and_then(week), DatePrecision::Week),
            "3" => (day.and_then(|d| Interval::month(d.year(), d.month())), DatePrecision::Month),
            other => {
                notes.flag("code.unknown", || format!("`{}` is no time_precision", values::short(other)));
                (day.map(Interval::day), DatePrecision::Month)
            }
        }
    }

    fn types(&self, read: &Read<'_>, notes: &mut Notes) -> (String, String) {
        let (wide, narrow) = (read.text(self.event_type, notes), read.text(self.sub_event_type, notes));
        let own = if narrow.is_empty() { wide } else { narrow };
        let ours = types::acled().get(&own).map(|(ours, _)| ours).unwrap_or_else(|| {
            notes.flag("code.unknown", || format!("`{}` is no sub_event_type", values::short(&own)));
            types::OTHER
        });
        (ours.to_owned(), own.into_owned())
    }

    /// `geo_precision`: 1 the place, 2 near it or a small area, 3 a larger region at its capital.
    fn precision(&self, read: &Read<'_>, notes: &mut Notes) -> GeoPrecision {
        match self.geo_precision.map(|at| read.text(at, notes)).unwrap_or_default().as_ref() {
            "1" => GeoPrecision::Exact,
            "2" => GeoPrecision::Near,
            "3" => GeoPrecision::Admin1,
            other => {
                notes.flag("code.unknown", || format!("`{}` is no geo_precision", values::short(other)));
                GeoPrecision::Unresolved
            }
        }
    }
}

/// A day from seconds since 1970.
fn timestamp(text: &str) -> Option<Date> {
    let stamp = jiff::Timestamp::from_second(text.parse().ok()?).ok()?;
    Some(stamp.to_zoned(jiff::tz::TimeZone::UTC).date())
}
