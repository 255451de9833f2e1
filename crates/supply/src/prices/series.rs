//! Series of prices, as they are kept.

use super::nature::Nature;
use super::unit::Unit;
use base::Coordinate;
use serde::{Deserialize, Serialize};

/// What all prices of a series share. Another unit as written, currency or price type is another series.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Key {
    /// Country, as the table names it; empty if it does not.
    pub country: String,
    /// First-level division.
    pub admin1: String,
    /// Second-level division.
    pub admin2: String,
    /// The market.
    pub market: String,
    /// Its id, as its owner gives it.
    pub market_id: String,
    /// The commodity, as its owner names it.
    pub commodity: String,
    /// `Retail`, `Wholesale` …; empty if the table does not say.
    pub price_type: String,
    /// The unit.
    pub unit: Unit,
    /// ISO 4217 code, as the table has it.
    pub currency: String,
    /// Seen or made.
    pub nature: Nature,
    /// Whether each price counts for a year, and not for a month.
    pub yearly: bool,
}

/// What is doubtful about a price, which is kept as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Flags(pub u8);

impl Flags {
    /// The unit is in no table.
    pub const UNIT: Self = Self(1);
    /// The currency is no code of three letters.
    pub const CURRENCY: Self = Self(2);
    /// The table marks the price with a word that is not known; it counts as modelled.
    pub const MARK: Self = Self(4);
    /// Another price of the same day stands in the table.
    pub const TWO: Self = Self(8);
    /// About a thousand times the price before, or a thousandth of it.
    pub const JUMP: Self = Self(16);
    /// Another cell of the row cannot be read.
    pub const CELL: Self = Self(32);

    const NAMES: [(Self, &'static str); 6] = [
        (Self::UNIT, "unit.unknown"),
        (Self::CURRENCY, "currency.unknown"),
        (Self::MARK, "mark.unknown"),
        (Self::TWO, "price.two_values"),
        (Self::JUMP, "price.jump"),
        (Self::CELL, "cell.unreadable"),
    ];

    /// With another.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether it holds `other`.
    pub fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// Their names.
    pub fn names(self) -> Vec<&'static str> {
        Self::NAMES.iter().filter(|(flag, _)| self.has(*flag)).map(|(_, name)| *name).collect()
    }
}

/// A price.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Observation {
    /// Days since 1970-01-01.
    pub day: i32,
    /// As the table has it, for the unit as written.
    pub price: f64,
    /// The same in US dollars, where the table gives it.
    pub usd: Option<f64>,
    /// The line of its file.
    pub row: u32,
    /// What is doubtful.
    pub flags: Flags,
}

/// Prices of one commodity in one market, by day and row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// What they share.
    pub key: Key,
    /// Where the market lies, if the table tells.
    pub place: Option<Coordinate>,
    /// The prices.
    pub prices: Vec<Observation>,
}

/// From here on a price is a jump. Misplaced decimal signs, other units and new money make a factor of a thousand; the price
/// itself may have changed at the same time, and we allow a threefold change. Our choice.
const JUMP: f64 = 1000.0 / 3.0;

/// A row whose price was left out or flagged by what stands beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Noted {
    /// Its line.
    pub row: u32,
    /// Why: a code.
    pub code: &'static str,
    /// In words.
    pub words: String,
}

impl Series {
    /// Puts prices in order, leaves out repeated rows and flags what cannot be told right from wrong.
    pub fn settle(&mut self) -> Vec<Noted> {
        if !self.prices.is_sorted_by_key(|p| (p.day, p.row)) {
            self.prices.sort_unstable_by_key(|p| (p.day, p.row));
        }
        let mut noted = Vec::new();
        self.drop_repeated(&mut noted);
        self.flag_jumps(&mut noted);
        noted
    }

    fn drop_repeated(&mut self, noted: &mut Vec<Noted>) {
        if self.prices.is_sorted_by(|a, b| a.day < b.day) {
            return;
        }
        let mut kept: Vec<Observation> = Vec::with_capacity(self.prices.len());
        let mut first_of_day = 0;
        for mut price in std::mem::take(&mut self.prices) {
            if kept.get(first_of_day).is_none_or(|k| k.day != price.day) {
                first_of_day = kept.len();
            }
            let day = kept.get(first_of_day..).unwrap_or_default();
            if let Some(same) = day.iter().find(|k| k.price.to_bits() == price.price.to_bits()) {
                let words = format!("the same price of that day is on line {}", same.row);
                noted.push(Noted { row: price.row, code: "row.duplicate", words });
                continue;
            }
            if let Some(other) = day.first() {
                let words = format!("{} here, {} on line {}", price.price, other.price, other.row);
                noted.push(Noted { row: price.row, code: "price.two_values", words });
                price.flags = price.flags.and(Flags::TWO);
            }
            kept.push(price);
        }
        self.prices = kept;
    }

    /// A lone jump is flagged, and not the way back from it; of a lasting one, its first price.
    fn flag_jumps(&mut self, noted: &mut Vec<Noted>) {
        let far = |a: f64, b: f64| a / b >= JUMP || b / a >= JUMP;
        let mut sound: Option<f64> = None;
        let mut last: Option<f64> = None;
        for price in &mut self.prices {
            if let Some((sound, last)) = sound.zip(last)
                && far(price.price, sound)
                && far(price.price, last)
            {
                price.flags = price.flags.and(Flags::JUMP);
                let words = format!("{} after {sound}", price.price);
                noted.push(Noted { row: price.row, code: "price.jump", words });
            } else {
                sound = Some(price.price);
            }
            last = Some(price.price);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    type Rows<T> = Vec<(u32, T)>;

    fn settled(prices: &[(i32, f64)]) -> (Rows<u8>, Rows<&'static str>) {
        let key = Key {
            country: String::new(),
            admin1: String::new(),
            admin2: String::new(),
            market: "Mill".into(),
            market_id: String::new(),
            commodity: "Millet".into(),
            price_type: String::new(),
            unit: Unit::parse("KG"),
            currency: "XOF".into(),
            nature: Nature::Observed,
            yearly: false,
        };
        let price = |(row, (day, price)): (u32, &(i32, f64))| Observation {
            day: *day,
            price: *price,
            usd: None,
            row,
            flags: Flags::default(),
        };
        let mut series = Series { key, place: None, prices: (2..).zip(prices).map(price).collect() };
        let noted = series.settle().into_iter().map(|n| (n.row, n.code)).collect();
        (series.prices.iter().map(|p| (p.row, p.flags.0)).collect(), noted)
    }

    #[test]
    fn a_repeated_row_is_left_out_and_a_second_price_is_flagged() {
        let (kept, noted) = settled(&[(10, 200.0), (10, 210.0), (10, 200.0), (5, 190.0), (10, 210.0)]);
        assert_eq!(kept, [(5, 0), (2, 0), (3, Flags::TWO.0)]);
        assert_eq!(noted, [(3, "price.two_values"), (4, "row.duplicate"), (6, "row.duplicate")]);
    }

    #[test]
    fn a_lone_jump_is_flagged_but_not_the_way_back() {
        let (kept, _) = settled(&[(1, 250.0), (2, 180_000.0), (3, 260.0), (4, 0.2)]);
        assert_eq!(kept, [(2, 0), (3, 16), (4, 0), (5, 16)]);
    }

    #[test]
    fn of_a_lasting_jump_the_first_price_is_flagged() {
        let (kept, _) = settled(&[(1, 250.0), (2, 250_000.0), (3, 260_000.0), (4, 255_000.0), (5, 255.0)]);
        assert_eq!(kept, [(2, 0), (3, 16), (4, 0), (5, 0), (6, 16)]);
    }
}
