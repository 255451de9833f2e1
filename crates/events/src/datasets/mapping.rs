//! A user's own table: a TOML file says which columns mean what (`docs/datasets.md` has an example).

use super::faults::Notes;
use super::record::{Names, Read, record_id};
use super::values::{self, Days, Order};
use super::{countries::countries, types};
use crate::{Coding, DatePrecision, Estimate, Row};
use base::{Country, Date, GeoPrecision};
use serde::Deserialize;
use std::collections::HashMap;

/// The mapping file.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// Name of the dataset: lower-case letters, digits, `-`, `_`.
    pub dataset: String,
    /// Country of every row that names none.
    #[serde(default)]
    country: Option<Country>,
    /// One sign between fields; without it, found from the header.
    #[serde(default)]
    delimiter: Option<char>,
    /// `","` where numbers have a decimal comma.
    #[serde(default)]
    decimal: Option<char>,
    /// `YMD`, `MDY` or `DMY`: which number of `03/04/2021` comes first; without it, the file settles it.
    #[serde(default)]
    dates: Option<Order>,
    /// `human` (default) or `machine`.
    #[serde(default)]
    coding: Option<Coding>,
    /// Whether a new release adds to the older ones and replaces nothing.
    #[serde(default)]
    pub additive: bool,
    /// Which columns.
    columns: Wanted,
    /// The owner's types in our words; a type that is not listed is `other` and flagged.
    #[serde(default)]
    types: HashMap<String, String>,
    /// Values of the precision column: `exact`, `near`, `admin2`, `admin1`, `linear`, `country`.
    #[serde(default)]
    precision: HashMap<String, GeoPrecision>,
}

/// `[columns]`: header names.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wanted {
    #[serde(default)]
    id: Option<String>,
    date: String,
    #[serde(default)]
    date_end: Option<String>,
    #[serde(default)]
    r#type: Option<String>,
    #[serde(default)]
    place: Option<String>,
    #[serde(default)]
    admin1: Option<String>,
    #[serde(default)]
    admin2: Option<String>,
    #[serde(default)]
    country: Option<String>,
    #[serde(default)]
    latitude: Option<String>,
    #[serde(default)]
    longitude: Option<String>,
    #[serde(default)]
    precision: Option<String>,
    #[serde(default)]
    actors: Vec<String>,
    #[serde(default)]
    low: Option<String>,
    #[serde(default)]
    best: Option<String>,
    #[serde(default)]
    high: Option<String>,
    #[serde(default)]
    updated: Option<String>,
}

/// Names that are taken.
const TAKEN: [&str; 4] = ["ucdp", "acled", "gdelt", "csv"];

impl Mapping {
    /// Reads a mapping file; the message says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mapping: Self = toml::from_str(text).map_err(|e| e.to_string())?;
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
        let name = mapping.dataset.as_str();
        if name.is_empty() || !name.chars().all(fits) || TAKEN.contains(&name) {
            return Err(format!(
                "dataset `{name}`: use lower-case letters, digits, `-` and `_`, and none of {TAKEN:?}"
            ));
        }
        if mapping.delimiter.is_some_and(|c| !c.is_ascii() || matches!(c, '"' | '\n' | '\r')) {
            return Err("delimiter: one ASCII sign, such as \";\" or \"\\t\"".into());
        }
        if mapping.decimal.is_some_and(|c| !matches!(c, '.' | ',')) {
            return Err("decimal: \".\" or \",\"".into());
        }
        Ok(mapping)
    }

    pub(super) fn delimiter(&self) -> Option<u8> {
        self.delimiter.and_then(|c| u8::try_from(c).ok())
    }

    pub(super) fn comma(&self) -> bool {
        self.decimal == Some(',')
    }

    pub(super) fn columns(&self, names: &Names) -> Result<Columns, String> {
        let wanted = &self.columns;
        let some = |name: &Option<String>| name.as_ref().map(|n| names.need(&[n])).transpose();
        Ok(Columns {
            id: some(&wanted.id)?,
            date: names.need(&[&wanted.date])?,
            date_end: some(&wanted.date_end)?,
            kind: some(&wanted.r#type)?,
            place: some(&wanted.place)?,
            admin: [some(&wanted.admin1)?, some(&wanted.admin2)?],
            country: some(&wanted.country)?,
            point: some(&wanted.latitude)?.zip(some(&wanted.longitude)?),
            precision: some(&wanted.precision)?,
            actors: wanted.actors.iter().map(|n| names.need(&[n])).collect::<Result<_, _>>()?,
            deaths: [some(&wanted.low)?, some(&wanted.best)?, some(&wanted.high)?],
            updated: some(&wanted.updated)?,
            mapping: self.clone(),
        })
    }
}

/// Where its columns stand.
#[derive(Clone, Debug)]
pub struct Columns {
    id: Option<usize>,
    date: usize,
    date_end: Option<usize>,
    kind: Option<usize>,
    place: Option<usize>,
    admin: [Option<usize>; 2],
    country: Option<usize>,
    point: Option<(usize, usize)>,
    precision: Option<usize>,
    actors: Vec<usize>,
    deaths: [Option<usize>; 3],
    updated: Option<usize>,
    mapping: Mapping,
}

impl Columns {
    /// A record as a row, and the newest day it tells of; `None` if its id is empty. A table without ids names a row by
    /// its bytes.
    pub fn row(&self, read: &Read<'_>, native: &[u8], notes: &mut Notes) -> Option<(Row, Option<Date>)> {
        let id = match self.id {
            Some(at) => record_id(&read.text(at, notes))?,
            None => blake3::hash(native).to_hex().as_str().chars().take(12).collect(),
        };
        let order = self.mapping.dates.map(Days::from).or(read.days).unwrap_or_default();
        let start = values::date(&read.text(self.date, notes), order, notes);
        let end = self.date_end.and_then(|at| values::date(&read.text(at, notes), order, notes));
        let country = self.country(read, notes);
        let (event_type, sub_type) = self.types(read, notes);
        let updated = self.updated.and_then(|at| values::date(&read.text(at, notes), order, notes));
        let point = self.point.map(|(lat, lon)| (read.text(lat, notes), read.text(lon, notes)));
        let point = point.and_then(|(lat, lon)| values::point(&lat, &lon, country, read.comma, notes));
        let deaths = self.deaths.map(|at| at.map(|at| read.text(at, notes)).unwrap_or_default());
        let date = values::interval(start, end, notes);
        let row = Row {
            id,
            line: read.line,
            event_type,
            sub_type,
            date,
            date_precision: precision_of(date.and_then(|d| d.days())),
            place: read.word(self.place, notes),
            admin1: read.word(self.admin[0], notes),
            admin2: read.word(self.admin[1], notes),
            country,
            point,
            precision: self.precision(read, point.is_some(), notes),
            actors: read.words(&self.actors, notes),
            deaths: self.estimate(deaths.each_ref().map(AsRef::as_ref), read.comma, notes),
            coding: self.mapping.coding.unwrap_or(Coding::Human),
            flags: Vec::new(),
        };
        Some((row, end.or(start).max(updated)))
    }

    /// Columns with dates, where the mapping gives no order.
    pub(super) fn open_dates(&self) -> Option<Vec<usize>> {
        let all = [Some(self.date), self.date_end, self.updated];
        self.mapping.dates.is_none().then(|| all.into_iter().flatten().collect())
    }

    fn estimate(&self, told: [&str; 3], comma: bool, notes: &mut Notes) -> Option<Estimate> {
        self.deaths.iter().any(Option::is_some).then(|| values::estimate(told, comma, notes)).flatten()
    }

    fn country(&self, read: &Read<'_>, notes: &mut Notes) -> Option<Country> {
        let name = read.word(self.country, notes);
        let Some(name) = name else { return self.mapping.country };
        let found = countries().named(&name);
        if found.is_none() {
            notes.flag("country.unknown", || format!("`{}` is no country known", values::short(&name)));
        }
        found
    }

    fn types(&self, read: &Read<'_>, notes: &mut Notes) -> (String, String) {
        let own = read.word(self.kind, notes).unwrap_or_default();
        let ours = self.mapping.types.get(&own).cloned().unwrap_or_else(|| {
            if !own.is_empty() {
                notes.flag("code.unknown", || format!("`{}` is not under [types]", values::short(&own)));
            }
            types::OTHER.to_owned()
        });
        (ours, own)
    }

    /// By the table of the mapping; without a column, a point is taken to be near its place.
    fn precision(&self, read: &Read<'_>, located: bool, notes: &mut Notes) -> GeoPrecision {
        let Some(own) = read.word(self.precision, notes) else {
            return if located { GeoPrecision::Near } else { GeoPrecision::Unresolved };
        };
        self.mapping.precision.get(&own).copied().unwrap_or_else(|| {
            notes.flag("code.unknown", || format!("`{}` is not under [precision]", values::short(&own)));
            GeoPrecision::Unresolved
        })
    }
}

/// By the length of the interval in days.
fn precision_of(days: Option<i64>) -> DatePrecision {
    match days {
        None | Some(..=1) => DatePrecision::Day,
        Some(2..=6) => DatePrecision::Days,
        Some(7) => DatePrecision::Week,
        Some(8..=31) => DatePrecision::Month,
        Some(_) => DatePrecision::Year,
    }
}
