//! The forms of an answer, and where a path names one.

use crate::answers::Problem;

/// The form an answer is wanted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A page.
    Page,
    /// JSON.
    Json,
    /// A table.
    Csv,
    /// Features.
    Geojson,
    /// A picture.
    Png,
}

impl Form {
    /// A name's ending: `events.csv`.
    pub fn of(name: &str) -> (&str, Self) {
        match name.rsplit_once('.') {
            Some((name, "csv")) => (name, Self::Csv),
            Some((name, "json")) => (name, Self::Json),
            Some((name, "geojson")) => (name, Self::Geojson),
            Some((name, "png")) => (name, Self::Png),
            _ => (name, Self::Page),
        }
    }

    /// What a program asks for (`format`).
    pub fn for_programs(query: &[(String, String)]) -> Result<Self, Problem> {
        match query.iter().find(|(name, _)| name == "format").map(|(_, value)| value.as_str()) {
            None | Some("json") => Ok(Self::Json),
            Some("csv") => Ok(Self::Csv),
            Some("geojson") => Ok(Self::Geojson),
            Some(other) => Err(Problem::bad(format!("format: `{other}` is none of json, csv, geojson"))),
        }
    }
}

/// The subject that a path names, where the route's pattern says it stands; as a file's name, without its ending.
pub fn name_in(pattern: &str, path: &str) -> Option<String> {
    let at = pattern.split('/').position(|part| part == "{name}")?;
    let part = path.split('/').nth(at)?;
    let decoded =
        form_urlencoded::parse(format!("n={}", part.replace('+', "%2B")).as_bytes()).next()?.1.into_owned();
    // Whatever stands for a file stands for its subject.
    Some(if pattern.ends_with("{name}") { Form::of(&decoded).0.to_owned() } else { decoded })
}
