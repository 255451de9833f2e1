//! How long stocks last, drawn: goods by goods, a range with its best value a zone. For those who see days alone.
//!
//! In: the rows of `supply`, as its table has them. Out: a picture a kind of goods, wide and for a telephone.

use super::asked::Lang;
use base::Date;
use letter::charts::{Artist, Band, Cover, DaysOfCover};
use serde::Serialize;
use serde_json::Value;

/// Kinds of goods drawn at the most; the table has them all.
const KINDS: usize = 12;
/// Zones of a picture at the most: more are read in the table.
const ZONES: usize = 30;

/// The stocks of one kind of goods.
#[derive(Serialize)]
pub struct Stocks {
    /// The goods, as the rows name them.
    commodity: String,
    /// The same drawn, for a page and for a telephone.
    svg: String,
    narrow: String,
    /// Zones that are not drawn: their stock has no end, or there are too many.
    left_out: usize,
}

/// What a zone is called.
type Called<'a> = &'a dyn Fn(&str) -> String;

/// The stocks of rows on a day, goods in their order.
pub fn stocks(rows: &[Value], on: Date, lang: Lang, called: Called<'_>) -> Vec<Stocks> {
    let mut goods: Vec<&str> = Vec::new();
    for row in rows {
        if let Some(name) = text(row, "commodity").filter(|name| !goods.contains(name)) {
            goods.push(name);
        }
    }
    let of = |name: &&str| rows.iter().filter(|row| text(row, "commodity") == Some(name)).collect::<Vec<_>>();
    let drawn =
        goods.iter().enumerate().filter_map(|(at, name)| drawn((at, name), &of(name), on, (lang, called)));
    drawn.take(KINDS).collect()
}

fn drawn(
    (at, goods): (usize, &str),
    rows: &[&Value],
    on: Date,
    (lang, called): (Lang, Called<'_>),
) -> Option<Stocks> {
    let days = |row: &Value, end: &str| row.pointer(&format!("/cover_days/{end}")).and_then(Value::as_f64);
    let highest = rows.iter().flat_map(|row| ["best", "high"].map(|end| days(row, end)));
    let highest = highest.flatten().fold(0.0, f64::max);
    let cover = |row: &&Value| {
        let (low, best) = (days(row, "low")?, days(row, "best")?);
        let high = days(row, "high");
        // A range without an end reaches as far as the longest one drawn, and says what it is.
        let band = Band { low, best: Some(best), high: high.unwrap_or(highest.max(best)) };
        let words = high.is_none().then(|| endless(best, low, lang));
        Some(Cover { name: called(text(row, "zone")?), days: Some(band), said: words })
    };
    let covers: Vec<Cover> = rows.iter().filter_map(cover).take(ZONES).collect();
    let left_out = rows.len() - covers.len();
    let chart = DaysOfCover { on, alarm: None, rows: covers, last_data: None };
    let drawn = chart.draw(&Artist::new(lang), &format!("stocks-{at}"));
    let (svg, narrow) = (drawn.svg, drawn.narrow);
    (!drawn.empty).then(|| Stocks { commodity: goods.to_owned(), svg, narrow, left_out })
}

/// « 9 (≥ 4) »: the title says that these are days.
fn endless(best: f64, low: f64, lang: Lang) -> String {
    let said = format!("{} (≥ {})", (best * 10.0).round() / 10.0, (low * 10.0).round() / 10.0);
    if lang == Lang::French { said.replace('.', ",") } else { said }
}

fn text<'a>(row: &'a Value, key: &str) -> Option<&'a str> {
    row.get(key)?.as_str()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::day;
    use serde_json::json;

    fn row(zone: &str, goods: &str, days: [Option<f64>; 3]) -> Value {
        let [low, best, high] = days;
        json!({"zone": zone, "commodity": goods, "cover_days": {"low": low, "best": best, "high": high}})
    }

    #[test]
    fn each_kind_of_goods_is_a_picture_of_its_zones_with_their_ranges() {
        let rows = [
            row("Mill", "oil", [Some(2.0), Some(3.0), Some(12.0)]),
            row("Mill", "salt", [None; 3]),
            row("Ford", "oil", [Some(4.0), Some(9.0), None]),
            row("Hill", "oil", [None; 3]),
        ];
        let zone = |name: &str| format!("{name} zone");
        let made = stocks(&rows, day(9, 30), Lang::English, &zone);
        let [oil] = made.as_slice() else { panic!("salt without an end has no picture") };
        assert_eq!((oil.commodity.as_str(), oil.left_out), ("oil", 1));
        for svg in [&oil.svg, &oil.narrow] {
            assert!(svg.contains("Mill zone") && svg.contains("3 (2–12)"), "{svg}");
            assert!(svg.contains("9 (≥ 4)") && !svg.contains("Hill"), "{svg}");
            assert!(svg.contains("<desc") && svg.contains("role=\"img\""), "{svg}");
        }
        assert_eq!(endless(9.04, 4.55, Lang::French), "9 (≥ 4,6)");
    }
}
