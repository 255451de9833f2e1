//! What several tables come to on a day: monthly series, each month with the row that it rests on.

use super::month::Month;
use super::nature::Nature;
use super::read::Table;
use super::series::{Flags, Key, Observation};
use super::value::{date_of, number_of, year_end};
use base::{Coordinate, Date};
use std::collections::HashMap;

/// A table among several.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its file.
    pub file: String,
    /// The day it counts from.
    pub released: Date,
}

/// A month of a series.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The month; of yearly prices, January.
    pub month: Month,
    /// Mean of its prices, for one of the unit told.
    pub price: f64,
    /// The same in US dollars, where the table gives it for all of them.
    pub usd: Option<f64>,
    /// How many prices.
    pub count: u32,
    /// Months without a price since the one before; of yearly prices, years.
    pub gap: i32,
    /// What is doubtful about any of them.
    pub flags: Flags,
    /// Place of its table in [`Book::sources`].
    pub source: usize,
    /// Line of its first price.
    pub row: u32,
    /// Its last day, in days since 1970-01-01.
    pub day: i32,
}

/// A monthly series.
#[derive(Clone, Debug, PartialEq)]
pub struct Monthly {
    /// What its prices share.
    pub key: Key,
    /// Where its market lies.
    pub place: Option<Coordinate>,
    /// The layout of its tables.
    pub layout: String,
    /// Its months, in order.
    pub points: Vec<Point>,
    /// The last day of its tables, in days since 1970-01-01.
    pub end: i32,
}

impl Monthly {
    /// The period of a point: `2020-07`, or `2020` of yearly prices.
    pub fn period(&self, point: &Point) -> String {
        if self.key.yearly { point.month.year().to_string() } else { point.month.to_string() }
    }
}

/// Tables on a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Book {
    /// The tables, in the order given.
    pub sources: Vec<Source>,
    /// Series by country, division, market, commodity, price type and unit.
    pub series: Vec<Monthly>,
}

/// What makes series of several tables one.
type Same = (String, [String; 8], Nature, bool);

struct Gathered {
    key: Key,
    place: Option<Coordinate>,
    end: i32,
    /// With the place of its table.
    prices: Vec<(Observation, usize)>,
}

impl Book {
    /// Joins tables. Of a day that several tables of one layout tell, the one released last counts, and of those the one
    /// given last. With `as_of`, prices of later days are left out.
    pub fn new(tables: Vec<(Source, Table)>, as_of: Option<Date>) -> Self {
        let mut all: HashMap<Same, Gathered> = HashMap::new();
        let mut sources = Vec::new();
        let latest = as_of.map_or(i32::MAX, number_of);
        let countries = countries(&tables);
        for (at, (source, table)) in tables.into_iter().enumerate() {
            sources.push(source);
            let end = table.counts.days.map_or(i32::MIN, |(_, last)| number_of(last)).min(latest);
            for mut series in table.series {
                if series.key.country.is_empty()
                    && let Some(Some(only)) = countries.get(&market(&table.layout, &series.key))
                {
                    series.key.country.clone_from(only);
                }
                let same = same(&table.layout, &series.key);
                let found = all.entry(same).or_insert_with(|| Gathered {
                    key: series.key,
                    place: None,
                    end,
                    prices: Vec::new(),
                });
                found.end = found.end.max(end);
                found.place = series.place.or(found.place);
                let yearly = found.key.yearly;
                let known = |day: i32| if yearly { number_of(year_end(date_of(day))) } else { day };
                let prices = series.prices.into_iter().filter(|p| known(p.day) <= latest);
                found.prices.extend(prices.map(|p| (p, at)));
            }
        }
        let mut series: Vec<(Same, Gathered)> =
            all.into_iter().filter(|(_, g)| !g.prices.is_empty()).collect();
        series.sort_by(|a, b| a.0.1.cmp(&b.0.1).then_with(|| (&a.0.0, a.0.2).cmp(&(&b.0.0, b.0.2))));
        let series =
            series.into_iter().map(|((layout, ..), gathered)| monthly(layout, gathered, &sources)).collect();
        Self { sources, series }
    }
}

/// Layout, division and name of a market.
fn market(layout: &str, key: &Key) -> [String; 3] {
    [layout, &key.admin1, &key.market].map(str::to_owned)
}

/// The one country that tables have a market in; `None` if several. A file that was given another name may tell none.
fn countries(tables: &[(Source, Table)]) -> HashMap<[String; 3], Option<String>> {
    let mut found: HashMap<[String; 3], Option<String>> = HashMap::new();
    for (_, table) in tables {
        for key in table.series.iter().map(|s| &s.key).filter(|k| !k.country.is_empty()) {
            let only = found.entry(market(&table.layout, key)).or_insert_with(|| Some(key.country.clone()));
            if only.as_ref() != Some(&key.country) {
                *only = None;
            }
        }
    }
    found
}

fn same(layout: &str, key: &Key) -> Same {
    let words = [
        &key.country,
        &key.admin1,
        &key.market,
        &key.commodity,
        &key.price_type,
        &key.unit.written,
        &key.currency,
        &key.market_id,
    ];
    (layout.to_owned(), words.map(Clone::clone), key.nature, key.yearly)
}

fn monthly(layout: String, gathered: Gathered, sources: &[Source]) -> Monthly {
    let Gathered { key, place, end, mut prices } = gathered;
    let rank = |at: usize| (sources.get(at).map(|s| s.released), at);
    prices.sort_by(|(a, from), (b, other)| {
        a.day.cmp(&b.day).then_with(|| rank(*other).cmp(&rank(*from))).then_with(|| a.row.cmp(&b.row))
    });
    let mut newest = None;
    prices.retain(|(price, from)| {
        if newest.is_none_or(|(day, _)| day != price.day) {
            newest = Some((price.day, *from));
        }
        newest == Some((price.day, *from))
    });
    let month = |price: &Observation| {
        let day = date_of(price.day);
        if key.yearly { Month(i32::from(day.year()) * 12) } else { Month::of(day) }
    };
    let mut points: Vec<Point> = Vec::new();
    for of_month in prices.chunk_by(|a, b| month(&a.0) == month(&b.0)) {
        let Some((first, source)) = of_month.first() else { continue };
        let count = of_month.len() as f64;
        let mean = |sum: f64| sum / count / key.unit.amount;
        let at = month(first);
        let step = if key.yearly { 12 } else { 1 };
        points.push(Point {
            month: at,
            price: mean(of_month.iter().map(|(p, _)| p.price).sum()),
            usd: of_month.iter().map(|(p, _)| p.usd).sum::<Option<f64>>().map(mean),
            count: u32::try_from(of_month.len()).unwrap_or(u32::MAX),
            gap: points.last().map_or(0, |last| at.since(last.month) / step - 1),
            flags: of_month.iter().fold(Flags::default(), |flags, (p, _)| flags.and(p.flags)),
            source: *source,
            row: first.row,
            day: of_month.last().map_or(first.day, |(p, _)| p.day),
        });
    }
    Monthly { key, place, layout, points, end }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::prices::read;

    /// A series from prices by month, counted from January 2000, each on the 15th.
    pub fn monthly(prices: &[(i32, f64)]) -> Monthly {
        let mut text = "date,market,commodity,unit,currency,price\n".to_owned();
        for (month, price) in prices {
            text.push_str(&format!(
                "{}-{:02}-15,Mill,Millet,KG,XOF,{price}\n",
                2000 + month / 12,
                month % 12 + 1
            ));
        }
        let table = read("a.csv", text.as_bytes(), None).unwrap().value;
        assert!(table.counts.adds_up());
        book(&[("a.csv", "2030-01-01", &text)], None).series.remove(0)
    }

    /// A book of tables: file, day of release, text.
    pub fn book(tables: &[(&str, &str, &str)], as_of: Option<&str>) -> Book {
        let one = |(file, released, text): &(&str, &str, &str)| {
            let table = read(file, text.as_bytes(), None).unwrap().value;
            (Source { file: (*file).to_owned(), released: released.parse().unwrap() }, table)
        };
        Book::new(tables.iter().map(one).collect(), as_of.map(|d| d.parse().unwrap()))
    }

    const OLD: &str = "date,market,commodity,unit,currency,price,usdprice\n\
                       2025-01-05,Mill,Millet,100 KG,XOF,20000,40\n\
                       2025-01-20,Mill,Millet,100 KG,XOF,22000,44\n\
                       2025-04-15,Mill,Millet,100 KG,XOF,30000,\n";

    #[test]
    fn a_month_has_the_mean_of_its_prices_and_gaps_are_counted() {
        let book = book(&[("a.csv", "2025-05-01", OLD)], None);
        let points = &book.series[0].points;
        let seen: Vec<_> =
            points.iter().map(|p| (p.month.to_string(), p.price, p.usd, p.count, p.gap, p.row)).collect();
        assert_eq!(
            seen,
            [
                ("2025-01".to_owned(), 210.0, Some(0.42), 2, 0, 2),
                ("2025-04".to_owned(), 300.0, None, 1, 2, 4)
            ]
        );
    }

    #[test]
    fn of_two_releases_the_newer_counts_day_by_day() {
        let newer = "date,market,commodity,unit,currency,price\n2025-04-15,Mill,Millet,100 KG,XOF,31000\n";
        for tables in [
            [("a.csv", "2025-05-01", OLD), ("b.csv", "2025-06-01", newer)],
            [("b.csv", "2025-06-01", newer), ("a.csv", "2025-05-01", OLD)],
        ] {
            let book = book(&tables, None);
            assert_eq!(book.series.len(), 1);
            let last = book.series[0].points[1];
            assert_eq!((last.price, book.sources[last.source].file.as_str(), last.row), (310.0, "b.csv", 2));
        }
    }

    #[test]
    fn a_file_without_a_country_continues_the_series_of_its_market() {
        let (named, renamed) = ("wfp_food_prices_mli.csv", "mine.csv");
        let newer = "date,market,commodity,unit,currency,price\n2025-05-15,Mill,Millet,100 KG,XOF,31000\n";
        let known = [(named, "2025-05-01", OLD), (renamed, "2025-06-01", newer)];
        let book_of = |tables: &[(&str, &str, &str)]| book(tables, None);
        let one = book_of(&known);
        assert_eq!((one.series.len(), one.series[0].points.len()), (1, 3));
        assert!(!one.series[0].key.country.is_empty());
        let [first, last] = known;
        let two = book_of(&[first, ("wfp_food_prices_sen.csv", "2025-05-01", OLD), last]);
        assert_eq!(two.series.len(), 3, "whose it is cannot be told");
    }

    #[test]
    fn a_price_of_a_year_is_known_when_the_year_is_over() {
        let map = "name = \"years\"\ndate_format = \"%Y\"\nstep = \"year\"\n[columns]\ndate = \"date\"\nmarket = \"market\"\n\
                   price = \"price\"\n[constants]\ncommodity = \"Millet\"\nunit = \"KG\"\ncurrency = \"XOF\"\n";
        let layout = crate::prices::Layout::parse(map).unwrap();
        let text = "date,market,price\n2023,Mill,200\n2024,Mill,300\n";
        let table = read("y.csv", text.as_bytes(), Some(&layout)).unwrap().value;
        assert_eq!(table.known_from(), Some(Date::constant(2024, 12, 31)));
        let on = |day: &str| {
            let source = Source { file: "y.csv".into(), released: table.known_from().unwrap() };
            let book = Book::new(vec![(source, table.clone())], Some(day.parse().unwrap()));
            book.series.first().map_or(0, |s| s.points.len())
        };
        assert_eq!((on("2023-06-30"), on("2024-06-30"), on("2024-12-31")), (0, 1, 2));
    }

    #[test]
    fn later_prices_are_left_out() {
        let book = book(&[("a.csv", "2025-05-01", OLD)], Some("2025-01-10"));
        assert_eq!((book.series[0].points.len(), book.series[0].points[0].price), (1, 200.0));
    }
}
