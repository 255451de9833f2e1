//! Prices over time: each series that is asked about, month by month, as a table that script draws and as a picture without it.
//!
//! In: the rows of `prices`, those of a series together and in the order of time. Out: one course a series.

use super::asked::Lang;
use base::Date;
use letter::charts::{Artist, Month, PriceBands, PriceMonth};
use serde::Serialize;
use serde_json::Value;

/// Series drawn at the most: retail and wholesale of two units.
const SERIES: usize = 4;
/// Months of a course, the latest: what a picture draws well.
const MONTHS: usize = 60;
/// Where stress, alert and crisis begin: standard deviations above the seasonal trend (WFP, ALPS).
const LEVELS: [f64; 3] = [0.25, 1.0, 2.0];

/// A series over time.
#[derive(Serialize)]
pub struct Course {
    market: String,
    commodity: String,
    price_type: String,
    /// `XOF/KG`.
    unit: String,
    months: Vec<Point>,
    /// The same drawn, for a page and for a telephone; none where a month cannot be placed.
    svg: Option<String>,
    narrow: Option<String>,
}

#[derive(Serialize)]
struct Point {
    period: String,
    price: Option<f64>,
    fit: Option<f64>,
    alert: Option<f64>,
    crisis: Option<f64>,
}

/// The courses of series, each a run of rows that are `same`.
pub fn courses(rows: &[Value], lang: Lang, same: impl Fn(&Value, &Value) -> bool) -> Vec<Course> {
    let series = rows.chunk_by(|a, b| same(a, b)).filter(|rows| rows.len() > 1);
    series.take(SERIES).enumerate().filter_map(|(at, rows)| course(rows, lang, at)).collect()
}

fn course(rows: &[Value], lang: Lang, at: usize) -> Option<Course> {
    let rows = rows.get(rows.len().saturating_sub(MONTHS)..)?;
    let text = |key: &str| rows.first()?.get(key)?.as_str().map(str::to_owned);
    let months: Vec<Point> = rows.iter().map(point).collect();
    let unit = format!("{}/{}", text("currency")?, text("unit")?);
    let (market, commodity) = (text("market")?, text("commodity")?);
    let drawn = bands(rows).map(|(first, months)| {
        let (commodity, market, unit) = (commodity.clone(), market.clone(), unit.clone());
        let chart = PriceBands { commodity, market, unit, first, months, last_data: None };
        chart.draw(&Artist::new(lang), &format!("course-{at}"))
    });
    let (svg, narrow) = drawn.filter(|d| !d.empty).map(|d| (d.svg, d.narrow)).unzip();
    Some(Course {
        price_type: text("price_type").unwrap_or_default(),
        market,
        commodity,
        unit,
        months,
        svg,
        narrow,
    })
}

fn number(row: &Value, key: &str) -> Option<f64> {
    row.get(key)?.as_f64()
}

/// The trend, and where levels begin.
fn graded(row: &Value) -> Option<(f64, [f64; 3])> {
    let (fit, sigma) = (number(row, "fit")?, number(row, "sigma")?);
    Some((fit, LEVELS.map(|k| fit + k * sigma)))
}

fn point(row: &Value) -> Point {
    let graded = graded(row);
    Point {
        period: row.get("period").and_then(Value::as_str).unwrap_or_default().to_owned(),
        price: number(row, "price"),
        fit: graded.map(|(fit, _)| fit),
        alert: graded.map(|(_, levels)| levels[1]),
        crisis: graded.map(|(_, levels)| levels[2]),
    }
}

/// Months on end, each at its place; `None` for years.
fn bands(rows: &[Value]) -> Option<(Month, Vec<PriceMonth>)> {
    let month = |row: &Value| {
        let day: Date = format!("{}-01", row.get("period")?.as_str()?).parse().ok()?;
        Some(Month::of(day))
    };
    let first = month(rows.first()?)?;
    let mut months: Vec<PriceMonth> = Vec::new();
    for row in rows {
        let own = month(row)?;
        let place = (0..4 * MONTHS).find(|n| first.plus(*n) == own)?;
        months.resize(months.len().max(place + 1), PriceMonth::default());
        let bounds = graded(row).map(|(_, levels)| levels);
        *months.get_mut(place)? = PriceMonth { price: number(row, "price"), bounds };
    }
    Some((first, months))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn row(commodity: &str, period: &str, price: f64, fit: Option<f64>) -> Value {
        json!({
            "market": "Alphaville", "commodity": commodity, "currency": "XOF", "unit": "KG", "price_type": "Retail",
            "period": period, "price": price, "fit": fit, "sigma": 10.0,
        })
    }

    #[test]
    fn each_series_of_more_than_a_month_is_a_course() {
        let rows = [
            row("Millet", "2025-06", 300.0, Some(290.0)),
            row("Millet", "2025-08", 330.0, Some(295.0)),
            row("Rice", "2025-08", 400.0, None),
            row("Salt", "2024", 100.0, None),
            row("Salt", "2025", 120.0, None),
        ];
        let made = courses(&rows, Lang::English, |a, b| a["commodity"] == b["commodity"]);
        let names: Vec<&str> = made.iter().map(|c| c.commodity.as_str()).collect();
        assert_eq!(names, ["Millet", "Salt"]);
        assert_eq!((made[0].unit.as_str(), made[0].months.len()), ("XOF/KG", 2));
        assert_eq!(made[0].months[1].alert, Some(305.0));
        assert!(made[0].svg.as_deref().unwrap().contains("Millet"));
        // Years have a table and no picture of months.
        assert!(made[1].svg.is_none() && made[1].months[0].fit.is_none());
        let (_, months) = bands(&rows[..2]).unwrap();
        assert_eq!(months.iter().map(|m| m.price).collect::<Vec<_>>(), [Some(300.0), None, Some(330.0)]);
    }
}
