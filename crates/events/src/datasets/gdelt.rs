//! GDELT 1 and 2 event exports, raw (tab-separated, no header) or with a header. Codebooks: GDELT Event Database 1.0 and
//! 2.0; CAMEO.

use super::faults::Notes;
use super::record::{Names, Read, record_id};
use super::values::{self, Order};
use super::{countries::countries, types};
use crate::{Coding, DatePrecision, Row};
use base::{Date, GeoPrecision};
use std::borrow::Cow;

/// Columns before the places, in both versions.
const HEAD: &[&str] = &[
    "GLOBALEVENTID",
    "SQLDATE",
    "MonthYear",
    "Year",
    "FractionDate",
    "Actor1Code",
    "Actor1Name",
    "Actor1CountryCode",
    "Actor1KnownGroupCode",
    "Actor1EthnicCode",
    "Actor1Religion1Code",
    "Actor1Religion2Code",
    "Actor1Type1Code",
    "Actor1Type2Code",
    "Actor1Type3Code",
    "Actor2Code",
    "Actor2Name",
    "Actor2CountryCode",
    "Actor2KnownGroupCode",
    "Actor2EthnicCode",
    "Actor2Religion1Code",
    "Actor2Religion2Code",
    "Actor2Type1Code",
    "Actor2Type2Code",
    "Actor2Type3Code",
    "IsRootEvent",
    "EventCode",
    "EventBaseCode",
    "EventRootCode",
    "QuadClass",
    "GoldsteinScale",
    "NumMentions",
    "NumSources",
    "NumArticles",
    "AvgTone",
];
/// Whose places are given.
const WHOSE: [&str; 3] = ["Actor1", "Actor2", "Action"];
/// Columns of a place; the fifth in version 2 only.
const PLACE: [&str; 8] =
    ["Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID"];

/// The column names of a raw export with `width` fields: 57 and 58 are version 1, 61 is version 2.
pub fn raw_names(width: usize) -> Option<Vec<String>> {
    let (second, address) = match width {
        57 => (false, false),
        58 => (false, true),
        61 => (true, true),
        _ => return None,
    };
    let mut names: Vec<String> = HEAD.iter().map(|n| (*n).to_owned()).collect();
    for whose in WHOSE {
        let columns = PLACE.iter().filter(|c| second || **c != "ADM2Code");
        names.extend(columns.map(|column| format!("{whose}Geo_{column}")));
    }
    names.push("DATEADDED".to_owned());
    names.extend(address.then(|| "SOURCEURL".to_owned()));
    Some(names)
}

/// Where its columns stand.
#[derive(Clone, Debug)]
pub struct Columns {
    id: usize,
    date: usize,
    actors: [usize; 2],
    code: usize,
    geo_type: usize,
    name: usize,
    country: usize,
    point: [usize; 2],
    added: usize,
}

impl Columns {
    /// From the names of a header; what is missing is named.
    pub fn of(names: &Names) -> Result<Self, String> {
        let need = |name: &str| names.need(&[name]);
        Ok(Self {
            id: need("globaleventid")?,
            date: names.need(&["sqldate", "day"])?,
            actors: [need("actor1name")?, need("actor2name")?],
            code: need("eventcode")?,
            geo_type: need("actiongeo_type")?,
            name: need("actiongeo_fullname")?,
            country: need("actiongeo_countrycode")?,
            point: [need("actiongeo_lat")?, need("actiongeo_long")?],
            added: need("dateadded")?,
        })
    }

    /// A record as a row, and the day it was added; `None` if it has no id.
    pub fn row(&self, read: &Read<'_>, notes: &mut Notes) -> Option<(Row, Option<Date>)> {
        let id = record_id(&read.text(self.id, notes))?;
        let added = values::iso(&read.text(self.added, notes));
        self.check_shift(read, added, notes);
        let own = read.text(self.country, notes);
        let country = countries().fips(&own);
        if country.is_none() && !own.is_empty() {
            notes.flag("country.unknown", || format!("`{}` is no FIPS country known", values::short(&own)));
        }
        let precision = self.precision(read, notes);
        let (place, admin1) = named(&read.text(self.name, notes), precision);
        let (event_type, sub_type) = self.types(read, notes);
        let day = values::date(&read.text(self.date, notes), Order::Ymd, notes);
        let point = self.point.map(|at| read.text(at, notes));
        let row = Row {
            id,
            line: read.line,
            event_type,
            sub_type,
            date: values::interval(day, None, notes),
            date_precision: DatePrecision::Day,
            place,
            admin1,
            admin2: None,
            country,
            point: values::point(&point[0], &point[1], country, read.comma, notes),
            precision,
            actors: read.words(&self.actors, notes),
            deaths: None,
            coding: Coding::Machine,
            flags: Vec::new(),
        };
        Some((row, added))
    }

    /// `DATEADDED` stands at the end: where it is no date, or the latitude is a whole number beyond the pole (a code of a
    /// second-level division), columns have shifted.
    fn check_shift(&self, read: &Read<'_>, added: Option<Date>, notes: &mut Notes) {
        let text = read.text(self.added, notes);
        if added.is_none() {
            notes.flag("row.shifted", || format!("DATEADDED `{}` is no date", values::short(&text)));
        }
        let lat = read.text(self.point[0], notes);
        if lat.parse::<i64>().is_ok_and(|n| n.abs() > 90) {
            notes.flag("row.shifted", || format!("ActionGeo_Lat `{}` is no latitude", values::short(&lat)));
        }
    }

    /// The code's row, or that of its parent; the code itself stands before the words.
    fn types(&self, read: &Read<'_>, notes: &mut Notes) -> (String, String) {
        let code = cameo(read.text(self.code, notes));
        match types::gdelt().nearest(&code) {
            Some((ours, words)) => (ours.to_owned(), format!("{code} {words}")),
            None => {
                notes.flag("code.unknown", || format!("`{}` is no CAMEO code", values::short(&code)));
                (types::OTHER.to_owned(), code.into_owned())
            }
        }
    }

    /// `ActionGeo_Type`: 1 country, 2 and 5 state, 3 and 4 city (its centre, placed by a program). 0: none.
    fn precision(&self, read: &Read<'_>, notes: &mut Notes) -> GeoPrecision {
        match read.text(self.geo_type, notes).as_ref() {
            "1" => GeoPrecision::Country,
            "2" | "5" => GeoPrecision::Admin1,
            "3" | "4" => GeoPrecision::Near,
            "0" | "" => GeoPrecision::Unresolved,
            other => {
                notes.flag("code.unknown", || format!("`{}` is no ActionGeo_Type", values::short(other)));
                GeoPrecision::Unresolved
            }
        }
    }
}

/// A code that a spreadsheet robbed of its leading zero gets it back: `43` is `043`, `7` is `07`. Codes from 10 on have
/// two signs or begin with 1 or 2 and have three.
fn cameo(code: Cow<'_, str>) -> Cow<'_, str> {
    let lost = match code.len() {
        _ if code.starts_with('0') => false,
        1 => true,
        2 | 3 => code.parse::<u16>().is_ok_and(|n| (21..100).contains(&n) || n > 209),
        _ => false,
    };
    if lost { Cow::Owned(format!("0{code}")) } else { code }
}

/// Place and first-level division in `City, Division, Country`, as far as the precision reaches.
fn named(full: &str, precision: GeoPrecision) -> (Option<String>, Option<String>) {
    let parts: Vec<&str> = full.split(',').map(str::trim).filter(|p| !p.is_empty()).collect();
    let part = |at: usize| parts.get(at).map(|p| (*p).to_owned());
    match precision {
        GeoPrecision::Near => (part(0), if parts.len() > 2 { part(1) } else { None }),
        GeoPrecision::Admin1 => (None, part(0)),
        _ => (None, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_exports_have_the_widths_of_their_versions() {
        for width in [57, 58, 61] {
            assert_eq!(raw_names(width).unwrap().len(), width);
        }
        assert_eq!(raw_names(60), None);
    }

    #[test]
    fn lost_zeros_come_back() {
        for (told, code) in
            [("43", "043"), ("043", "043"), ("7", "07"), ("190", "190"), ("19", "19"), ("811", "0811")]
        {
            assert_eq!(cameo(told.into()), code);
        }
    }

    #[test]
    fn places_are_named_as_far_as_they_are_known() {
        let name = |full, precision| named(full, precision);
        assert_eq!(name("Lima, Lima, Peru", GeoPrecision::Near), (Some("Lima".into()), Some("Lima".into())));
        assert_eq!(name("Ohio, United States", GeoPrecision::Admin1), (None, Some("Ohio".into())));
        assert_eq!(name("Peru", GeoPrecision::Country), (None, None));
    }
}
