//! Units as tables write them: a name or a fraction of names, with a multiplier (`million XOF/year`).

use super::text::hint;
use serde::Deserialize;
use std::sync::LazyLock;

/// Units that ship with the program.
const UNITS: &str = include_str!("../../data/units.toml");

#[derive(Default, Deserialize)]
struct Table {
    rows: Vec<(Vec<String>, Dimension, f64)>,
    multipliers: Vec<(String, f64)>,
    aliases: Vec<(String, String)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| toml::from_str(UNITS).unwrap_or_default());

/// What a unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Dimension {
    /// Tonnes.
    Mass,
    /// Cubic metres.
    Volume,
    /// Days.
    Time,
    /// Money.
    Money,
    /// People.
    People,
    /// Truckloads.
    Truck,
    /// Tankerloads.
    Tanker,
    /// A bare number.
    One,
}

/// How often each dimension but `One` is multiplied in; negative where it divides.
pub type Powers = [i8; 7];

/// A unit: its powers, what one of it is in the unit reckoned with, and the currency of its money.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// Powers by dimension, in the order of [`Dimension`].
    pub powers: Powers,
    /// What one is in tonnes, cubic metres, days, people and its own currency.
    pub factor: f64,
    /// ISO 4217 code of its money.
    pub currency: Option<String>,
}

impl Unit {
    /// Reads a unit; what is wrong with it otherwise.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut unit = Self { powers: [0; 7], factor: 1.0, currency: None };
        for (at, part) in text.split('/').enumerate() {
            unit.take(part.trim(), if at == 0 { 1 } else { -1 }, text)?;
        }
        Ok(unit)
    }

    fn take(&mut self, part: &str, power: i8, text: &str) -> Result<(), String> {
        let mut words: Vec<&str> = part.split_whitespace().collect();
        let name = words.pop().ok_or_else(|| format!("`{text}` is no unit"))?;
        for word in words {
            let known = TABLE.multipliers.iter().find(|(m, _)| m == word);
            let (_, by) = known.ok_or_else(|| format!("`{word}` in `{text}` is no multiplier"))?;
            self.factor *= by.powi(power.into());
        }
        let (dimension, factor) = match look_up(name) {
            Some(found) => found,
            None if is_currency(name) => (Dimension::Money, 1.0),
            None => {
                let names = TABLE.rows.iter().flat_map(|(names, ..)| names.iter().map(String::as_str));
                return Err(format!("`{name}` is no known unit{}", hint(name, names)));
            }
        };
        self.factor *= factor.powi(power.into());
        if let Some(slot) = self.powers.get_mut(dimension as usize) {
            *slot += power;
        }
        if dimension == Dimension::Money {
            self.currency = Some(currency(name).to_owned());
        }
        Ok(())
    }
}

/// The ISO 4217 code that a name of money stands for.
pub fn currency(name: &str) -> &str {
    TABLE.aliases.iter().find(|(alias, _)| alias == name).map_or(name, |(_, code)| code)
}

/// Whether it has the form of an ISO 4217 code.
pub fn is_currency(name: &str) -> bool {
    name.len() == 3 && name.chars().all(|c| c.is_ascii_uppercase())
}

fn look_up(name: &str) -> Option<(Dimension, f64)> {
    let row = TABLE.rows.iter().find(|(names, ..)| names.iter().any(|n| n == name))?;
    Some((row.1, row.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_and_multipliers_are_read() {
        let unit = Unit::parse("million FCFA/year").unwrap();
        assert_eq!(unit.currency.as_deref(), Some("XOF"));
        assert_eq!(unit.powers, [0, 0, -1, 1, 0, 0, 0]);
        assert!((unit.factor * 365.0 - 1e6).abs() < 1e-6);
        assert!((Unit::parse("Mt/year").unwrap().factor - 1e6 / 365.0).abs() < 1e-9);
        assert!((Unit::parse("quintal/week").unwrap().factor - 0.1 / 7.0).abs() < 1e-12);
    }

    #[test]
    fn unknown_units_name_the_nearest() {
        assert!(Unit::parse("tones/day").unwrap_err().ends_with("did you mean `tonnes`?"));
        assert!(Unit::parse("dozen t").unwrap_err().contains("no multiplier"));
        assert!(Unit::parse("t/").is_err());
    }

    #[test]
    fn the_table_ships_whole() {
        assert!(TABLE.rows.len() >= 20, "{}", TABLE.rows.len());
    }
}
