//! What is asked: the parameters of a question, read once, each mistake told by name.

use super::asker::Asker;
use super::param::{Param, Takes};
use super::problem::Problem;
use base::Date;
use std::collections::BTreeMap;
use std::str::FromStr;

/// Rows of a page where nobody asks for another number.
const ROWS: usize = 50;
/// Rows of a page at the most.
const MOST: usize = 1_000;

/// Rows left out at the most: as the API's description says.
const FURTHEST: usize = i32::MAX as usize;

/// A language of the pages.
pub type Lang = letter::Lang;

/// What is asked.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Who.
    pub by: Asker,
    /// In which language.
    pub lang: Lang,
    /// What could be known on that day; the case's own where it is `None`.
    pub as_of: Option<Date>,
    /// Rows left out at the head.
    pub offset: usize,
    /// Rows at the most.
    pub limit: usize,
    /// The thing asked about, where the path names one (`/why/clm-…`).
    pub id: Option<String>,
    /// All parameters as they came; empty ones are not there.
    query: BTreeMap<String, String>,
}

impl Asked {
    /// Reads the parameters of a request.
    pub fn read(
        by: Asker,
        lang: Lang,
        id: Option<String>,
        query: &[(String, String)],
    ) -> Result<Self, Problem> {
        let given = query.iter().filter(|(_, value)| !value.trim().is_empty());
        let mut all: BTreeMap<String, String> = BTreeMap::new();
        for (name, value) in given {
            // What is named more than once, as boxes of a form are, is a list.
            let told = all.entry(name.clone()).or_default();
            told.push_str(if told.is_empty() { "" } else { "," });
            told.push_str(value.trim());
        }
        let query = all;
        let mut asked = Self { by, lang, as_of: None, offset: 0, limit: ROWS, id, query };
        asked.as_of = asked.read_as("as_of")?;
        if asked.as_of.is_some_and(|day| day.year() < 1) {
            return Err(Problem::bad("as_of: a day of the years 1 to 9999"));
        }
        asked.offset = asked.read_as("offset")?.unwrap_or(0);
        if asked.offset > FURTHEST {
            return Err(Problem::bad(format!("offset: at most {FURTHEST}")));
        }
        asked.limit = asked.read_as("limit")?.unwrap_or(ROWS).clamp(1, MOST);
        Ok(asked)
    }

    /// The same question, of the whole list: of a file, unless a page of it was asked for.
    pub fn whole(mut self) -> Self {
        if !self.query.contains_key("limit") {
            self.limit = usize::MAX;
        }
        self
    }

    /// Refuses what the subject's parameters cannot hold.
    pub fn check(&self, params: &[Param]) -> Result<(), Problem> {
        for param in params {
            match param.takes {
                Takes::Text => {}
                Takes::Day => drop(self.read_as::<Date>(param.name)?),
                Takes::Whole => drop(self.read_as::<u64>(param.name)?),
                Takes::Amount => drop(self.read_as::<f64>(param.name)?),
                Takes::OneOf(known) => {
                    if let Some(text) = self.text(param.name).filter(|text| !known.contains(text)) {
                        let name = param.name;
                        return Err(Problem::bad(format!(
                            "{name}: `{text}` is none of {}",
                            known.join(", ")
                        )));
                    }
                }
            }
        }
        Ok(())
    }

    /// The same question with one more parameter.
    pub fn and(&self, name: &str, value: &str) -> Self {
        let mut asked = self.clone();
        asked.query.insert(name.to_owned(), value.to_owned());
        asked
    }

    /// A parameter as it came.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str)
    }

    /// A parameter read as something.
    pub fn read_as<T: FromStr<Err: std::fmt::Display>>(&self, name: &str) -> Result<Option<T>, Problem> {
        let read = |text: &str| {
            text.parse().map_err(|e: T::Err| Problem::bad(format!("{name}: `{text}` cannot be read: {e}")))
        };
        self.text(name).map(read).transpose()
    }

    /// A parameter that names a state as JSON spells it (`armed_attack`, `AMBER`).
    pub fn named<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Problem> {
        let read = |text: &str| {
            let value = serde_json::Value::String(text.to_owned());
            serde_json::from_value(value).map_err(|e| Problem::bad(format!("{name}: {e}")))
        };
        self.text(name).map(read).transpose()
    }

    /// The same parameters, in a fixed order: what tells two answers apart beside path, language and readers.
    pub fn key(&self) -> String {
        // Written as a link is: no value can be taken for another parameter.
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.query).finish()
    }

    /// All parameters but those of the page and of what was just done, for links that keep the filters.
    pub fn filters(&self) -> impl Iterator<Item = (&str, &str)> {
        let paging = |name: &str| matches!(name, "offset" | "done");
        self.query.iter().filter(move |(name, _)| !paging(name)).map(|(k, v)| (k.as_str(), v.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::users::Role;

    fn read(query: &[(&str, &str)]) -> Result<Asked, Problem> {
        let query: Vec<(String, String)> =
            query.iter().map(|(name, value)| ((*name).into(), (*value).into())).collect();
        Asked::read(Asker::user(Role::Reader), Lang::English, None, &query)
    }

    #[test]
    fn no_value_is_taken_for_another_parameter() {
        let key = |query: &[(&str, &str)]| read(query).unwrap().key();
        assert_ne!(key(&[("place", "A&q=x")]), key(&[("place", "A"), ("q", "x")]));
        assert_eq!(key(&[("q", "x"), ("place", "A")]), key(&[("place", "A"), ("q", "x"), ("from", " ")]));
    }

    #[test]
    fn a_day_before_the_calendar_and_a_row_beyond_all_are_refused() {
        for (name, value) in
            [("as_of", "-009999-01-01"), ("offset", "2147483648"), ("offset", "18446744073709551615")]
        {
            assert!(read(&[(name, value)]).is_err(), "{name}={value}");
        }
        assert!(read(&[("as_of", "0001-01-01"), ("offset", "2147483647")]).is_ok());
    }
}
