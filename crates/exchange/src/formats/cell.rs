//! One value of a row, typed as its column says.

use jiff::civil::Date;
use serde::Deserialize;
use serde_json::Value;
use std::borrow::Cow;

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Words.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// Yes or no.
    Flag,
    /// A day.
    Day,
    /// Words, several.
    List,
}

/// A value; what is not told is `Nothing`, never an empty text or a zero.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Not told.
    Nothing,
    /// Words.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A finite number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// A day.
    Day(Date),
    /// Words, several; at least one.
    List(Vec<String>),
}

/// Between the items of a list where a format has no lists.
pub const BETWEEN: &str = "; ";

impl Cell {
    /// A value of JSON as a cell of `kind`; `None` if it cannot be one.
    pub fn of(value: &Value, kind: Kind) -> Option<Self> {
        Some(match (kind, value) {
            (_, Value::Null) => Self::Nothing,
            (Kind::Text, Value::String(text)) if text.is_empty() => Self::Nothing,
            (Kind::Text, Value::String(text)) => Self::Text(text.clone()),
            (Kind::Text, Value::Bool(_) | Value::Number(_)) => Self::Text(value.to_string()),
            (Kind::Integer, Value::Number(n)) => Self::Integer(whole(n)?),
            (Kind::Number, Value::Number(n)) => Self::Number(n.as_f64().filter(|n| n.is_finite())?),
            (Kind::Flag, Value::Bool(yes)) => Self::Flag(*yes),
            (Kind::Day, Value::String(day)) => Self::Day(day.parse().ok()?),
            (Kind::List, Value::Array(items)) => {
                Self::list(items.iter().filter_map(said).map(Cow::into_owned).collect())
            }
            (Kind::List, one) => Self::list(said(one).map(Cow::into_owned).into_iter().collect()),
            _ => return None,
        })
    }

    /// A list; nothing if it has no item.
    pub fn list(items: Vec<String>) -> Self {
        if items.is_empty() { Self::Nothing } else { Self::List(items) }
    }

    /// The value in words, as formats without types write it: days by ISO 8601, numbers with a point, lists joined by [`BETWEEN`].
    pub fn words(&self) -> Cow<'_, str> {
        match self {
            Self::Nothing => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Integer(n) => Cow::Owned(n.to_string()),
            Self::Number(n) => Cow::Owned(n.to_string()),
            Self::Flag(yes) => Cow::Borrowed(if *yes { "true" } else { "false" }),
            Self::Day(day) => Cow::Owned(day.to_string()),
            Self::List(items) => match items.as_slice() {
                [one] => Cow::Borrowed(one),
                items => Cow::Owned(items.join(BETWEEN)),
            },
        }
    }

    /// Whether nothing is told.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Self::Nothing)
    }
}

fn whole(number: &serde_json::Number) -> Option<i64> {
    /// Beyond it a double holds no longer each whole number (2^53).
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let exact = |n: f64| (n.fract() == 0.0 && n.abs() <= EXACT).then_some(n as i64);
    number.as_i64().or_else(|| number.as_f64().and_then(exact))
}

/// What an item of a list says; an interval as `start..end`, or the one day it is.
pub(super) fn said(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::Null => None,
        Value::String(text) => (!text.is_empty()).then_some(Cow::Borrowed(text)),
        Value::Object(of) if of.contains_key("start") && of.contains_key("end") => {
            let end = |key: &str| of.get(key).and_then(Value::as_str).unwrap_or_default();
            let (start, end) = (end("start"), end("end"));
            Some(if start == end { Cow::Borrowed(start) } else { Cow::Owned(format!("{start}..{end}")) })
        }
        value => Some(Cow::Owned(value.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_value_is_of_its_kind_or_of_none() {
        assert_eq!(Cell::of(&json!(3.0), Kind::Integer), Some(Cell::Integer(3)));
        assert_eq!(Cell::of(&json!(3.5), Kind::Integer), None);
        assert_eq!(Cell::of(&json!("3"), Kind::Number), None);
        assert_eq!(Cell::of(&json!("2025-13-01"), Kind::Day), None);
        assert_eq!(Cell::of(&json!(null), Kind::Day), Some(Cell::Nothing));
        assert_eq!(Cell::of(&json!(""), Kind::Text), Some(Cell::Nothing));
        assert_eq!(Cell::of(&json!(["a", null, "b"]), Kind::List).unwrap().words(), "a; b");
        assert_eq!(Cell::of(&json!([]), Kind::List), Some(Cell::Nothing));
    }

    #[test]
    fn intervals_are_told_by_their_ends() {
        assert_eq!(said(&json!({"start": "2025-09-01", "end": "2025-09-01"})).unwrap(), "2025-09-01");
        assert_eq!(said(&json!({"start": "2025-09-01", "end": null})).unwrap(), "2025-09-01..");
    }
}
