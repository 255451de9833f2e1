//! Units of prices: `100 KG`, `1.5 L`, `Head` (`data/prices/units.toml`).

use base::fold_key;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::OnceLock;

/// A unit as a table writes it, and the one that its prices are told in.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unit {
    /// As written: `100 KG`.
    pub written: String,
    /// The unit told: `KG`, `L`, `head`, `unit`; as written if it is a local one or not known.
    pub told: String,
    /// How many of the told are in the written, such as 100.
    pub amount: f64,
    /// Whether the table of units has it.
    pub known: bool,
}

impl Unit {
    /// Reads a unit.
    pub fn parse(written: &str) -> Self {
        let written = written.trim();
        let as_is =
            |known| Self { written: written.to_owned(), told: written.to_owned(), amount: 1.0, known };
        let Some((count, word)) = counted(written) else { return as_is(false) };
        match units().get(&fold_key(word)) {
            Some((told, _)) if told.is_empty() => as_is(true),
            Some((told, one)) => {
                Self { written: written.to_owned(), told: told.clone(), amount: count * one, known: true }
            }
            None => as_is(false),
        }
    }
}

/// The number before a unit (1 if there is none), and its word; `None` for a number that cannot be one.
fn counted(written: &str) -> Option<(f64, &str)> {
    let digits = |c: char| !(c.is_ascii_digit() || matches!(c, '.' | ','));
    let end = written.find(digits).unwrap_or(written.len());
    let (number, word) = written.split_at_checked(end)?;
    if number.is_empty() {
        return Some((1.0, word));
    }
    let count: f64 = number.replace(',', ".").parse().ok()?;
    (count > 0.0 && count.is_finite()).then_some((count, word.trim()))
}

fn units() -> &'static HashMap<String, (String, f64)> {
    #[derive(Deserialize)]
    struct Written {
        rows: Vec<(String, String, f64)>,
    }
    static UNITS: OnceLock<HashMap<String, (String, f64)>> = OnceLock::new();
    UNITS.get_or_init(|| {
        let written: Written = toml::from_str(include_str!("../../data/prices/units.toml"))
            .unwrap_or(Written { rows: Vec::new() });
        let words = |(names, told, one): (String, String, f64)| {
            names.split(';').map(|name| (fold_key(name), (told.clone(), one))).collect::<Vec<_>>()
        };
        written.rows.into_iter().flat_map(words).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read() {
        let read = |w: &str| {
            let unit = Unit::parse(w);
            (unit.told, unit.amount, unit.known)
        };
        for (written, told, amount) in [
            ("KG", "KG", 1.0),
            ("100 KG", "KG", 100.0),
            ("50 kg", "KG", 50.0),
            ("1.5 L", "L", 1.5),
            ("750 ML", "L", 0.75),
            ("500 G", "KG", 0.5),
            ("Head", "head", 1.0),
            ("30 pcs", "unit", 30.0),
            ("MT", "KG", 1000.0),
        ] {
            assert_eq!(read(written), (told.to_owned(), amount, true), "{written}");
        }
        assert_eq!(read("Marmite"), ("Marmite".to_owned(), 1.0, true));
        assert_eq!(read("Fathom"), ("Fathom".to_owned(), 1.0, false));
        assert_eq!(read("0 KG"), ("0 KG".to_owned(), 1.0, false));
        assert_eq!(read(""), (String::new(), 1.0, false));
    }
}
