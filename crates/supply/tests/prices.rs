//! Price tables, layout by layout, and whatever else may stand in a file.

use proptest::prelude::*;
use std::fmt::Write;
use std::path::Path;
use supply::prices::{Alps, Book, Layout, Series, Source, Table, date_of, read, row_of};

/// What was read, for people.
fn told(table: &Table) -> String {
    let counts = &table.counts;
    let mut out = format!("layout {}\n", table.layout);
    let skipped: Vec<String> = counts.skipped.iter().map(|(code, n)| format!("{code} {n}")).collect();
    let flags: Vec<String> = counts.flags.iter().map(|(code, n)| format!("{code} {n}")).collect();
    let (skipped, flags) = (skipped.join(", "), flags.join(", "));
    let _ = writeln!(
        out,
        "read {} = kept {} + flagged {} + skipped ({skipped})",
        counts.read, counts.kept, counts.flagged
    );
    let _ = writeln!(out, "flags: {flags}\nobserved {}, modelled {}", counts.observed, counts.modelled);
    let _ = writeln!(
        out,
        "markets {}, without coordinates {}",
        counts.markets, counts.markets_without_coordinates
    );
    table.series.iter().for_each(|s| series(s, &mut out));
    out
}

fn series(series: &Series, out: &mut String) {
    let key = &series.key;
    let names = [
        &key.country,
        &key.admin1,
        &key.admin2,
        &key.market,
        &key.market_id,
        &key.commodity,
        &key.price_type,
    ];
    let names: Vec<&str> = names.into_iter().map(String::as_str).collect();
    let place = series.place.map_or_else(|| "nowhere".into(), |p| format!("{} {}", p.lat, p.lon));
    let _ = writeln!(out, "\n{} ({place}), {}, {}", names.join(" | "), key.currency, key.nature.as_str());
    for p in &series.prices {
        let (price, usd) =
            (p.price / key.unit.amount, p.usd.map(|u| format!(" = {u} USD")).unwrap_or_default());
        let (told, flags) = (&key.unit.told, p.flags.names().join(", "));
        let _ = writeln!(
            out,
            "  line {}: {} {price} a {told} ({} a {}{usd}) {flags}",
            p.row,
            date_of(p.day),
            p.price,
            key.unit.written
        );
    }
}

fn fixture(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/prices").join(name);
    let bytes = std::fs::read(folder.join("table.csv")).unwrap();
    let map = std::fs::read_to_string(folder.join("map.toml")).ok();
    let map = map.map(|text| Layout::parse(&text).unwrap());
    match read("table.csv", &bytes, map.as_ref()) {
        Ok(read) => {
            assert!(read.value.counts.adds_up(), "{name}: {:?}", read.value.counts);
            let mut out = told(&read.value);
            out.push('\n');
            read.issues.iter().for_each(|issue| out.push_str(&format!("{issue}\n")));
            out
        }
        Err(issue) => issue.to_string(),
    }
}

#[test]
fn every_layout_is_read_and_every_row_is_accounted_for() {
    let folders = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/prices");
    let mut names: Vec<String> = std::fs::read_dir(folders)
        .unwrap()
        .map(|e| e.unwrap())
        .filter(|e| e.path().is_dir())
        .map(|e| e.file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names.len(), 9);
    for name in names {
        insta::assert_snapshot!(name.clone(), fixture(&name));
    }
}

#[test]
fn observed_and_modelled_prices_are_two_series() {
    let bytes =
        std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/prices/rtfp/table.csv")).unwrap();
    let table = read("table.csv", &bytes, None).unwrap().value;
    let source = Source { file: "table.csv".into(), released: "2024-03-01".parse().unwrap() };
    let book = Book::new(vec![(source, table)], None);
    let prices: Vec<(&str, &str, &str, f64)> = book
        .series
        .iter()
        .flat_map(|s| {
            s.points.iter().map(move |p| {
                (s.key.market.as_str(), s.key.commodity.as_str(), s.key.nature.as_str(), p.price)
            })
        })
        .collect();
    assert_eq!(
        prices,
        [
            ("Mill", "millet", "observed", 210.0),
            ("Mill", "millet", "observed", 212.0),
            ("Mill", "millet", "modelled", 211.0),
            ("Mill", "millet", "modelled", 212.0),
            ("Mill", "rice", "observed", 388.0),
            ("Mill", "rice", "modelled", 385.0),
            ("Mill", "rice", "modelled", 388.0),
            // All of Quay comes from other markets, so what stands in its own columns is no observation.
            ("Quay", "millet", "modelled", 213.0),
        ]
    );
}

#[test]
fn a_long_table_is_read_as_a_short_one() {
    let mut text = "date,market,commodity,unit,currency,price\n".to_owned();
    for n in 0..60_000_u32 {
        let (month, market, price) = (n % 240, n / 240, 100 + n % 97);
        let quoted = if n % 1000 == 7 { "\"Mill, \"\"Old\"\"\"" } else { "Mill" };
        let (year, month) = (2000 + month / 12, month % 12 + 1);
        writeln!(text, "{year}-{month:02}-15,{quoted} {market},Millet,KG,XOF,{price}").unwrap();
    }
    let table = read("long.csv", text.as_bytes(), None).unwrap().value;
    assert!(table.counts.adds_up());
    assert_eq!((table.counts.read, table.counts.kept), (60_000, 60_000));
    for s in &table.series {
        for p in &s.prices {
            let columns = row_of(text.as_bytes(), p.row).unwrap();
            assert_eq!(columns[0].1, date_of(p.day).to_string());
            assert_eq!(columns[1].1, s.key.market);
            assert_eq!(columns[5].1, p.price.to_string());
            if p.row > 600 {
                break;
            }
        }
    }
}

#[test]
fn coordinates_of_any_row_are_those_of_the_market() {
    let text = "date,market,latitude,longitude,commodity,unit,currency,price\n\
                2025-01-15,Mill,,,Millet,KG,XOF,250\n2025-01-15,Mill,14,-11,Rice,KG,XOF,400\n";
    let table = read("a.csv", text.as_bytes(), None).unwrap().value;
    assert_eq!(table.counts.markets_without_coordinates, 0);
    assert!(table.series.iter().all(|s| s.place.is_some()));
}

#[test]
fn what_is_no_table_says_what_it_is() {
    let wrong = |bytes: &[u8]| read("a.csv", bytes, None).unwrap_err().to_string();
    assert!(wrong(b"").contains("the file is empty"));
    assert!(wrong(b"PK\x03\x04rest").contains("save the table as CSV"));
    assert!(wrong(b"<!doctype html>").contains("web page"));
    assert!(wrong(b"\xff\xfed\0a\0").contains("UTF-16"));
}

fn rows() -> impl Strategy<Value = Vec<u8>> {
    let cell = prop_oneof![
        Just("2025-01-15".to_owned()),
        Just("Mill".to_owned()),
        Just("Millet".to_owned()),
        Just("KG".to_owned()),
        Just("XOF".to_owned()),
        Just("250".to_owned()),
        Just("1e308".to_owned()),
        Just("-0".to_owned()),
        Just("\"a\"\"b\"".to_owned()),
        ".{0,6}",
    ];
    prop::collection::vec(prop::collection::vec(cell, 0..9), 0..12).prop_map(|rows| {
        let lines: Vec<String> = rows.into_iter().map(|cells| cells.join(",")).collect();
        format!("date,market,commodity,unit,currency,price\n{}", lines.join("\n")).into_bytes()
    })
}

proptest! {
    /// Nothing that stands in a file makes the program fall over, and every row is accounted for.
    #[test]
    fn no_bytes_break_it(bytes in prop_oneof![prop::collection::vec(any::<u8>(), 0..400), rows()]) {
        if let Ok(read) = read("a.csv", &bytes, None) {
            prop_assert!(read.value.counts.adds_up(), "{:?}", read.value.counts);
            let source = Source { file: "a.csv".into(), released: "2030-01-01".parse().unwrap() };
            let book = Book::new(vec![(source, read.value)], None);
            for series in &book.series {
                prop_assert_eq!(Alps::of(series, None).grades.len(), series.points.len());
            }
        }
        for line in 0..4 {
            let _ = row_of(&bytes, line);
        }
    }

    #[test]
    fn no_mapping_breaks_it(text in ".{0,200}") {
        let _ = Layout::parse(&text);
    }
}
