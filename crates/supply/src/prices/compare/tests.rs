use super::*;
use crate::prices::book::tests::book;

/// Prices of markets in 2024 and 2025: a common season, one wobble each, and what `of` adds.
fn table(markets: &[(&str, f64, f64)], of: impl Fn(&str, i32) -> f64) -> String {
    let mut text = "date,admin1,market,latitude,longitude,commodity,unit,currency,price\n".to_owned();
    for (market, lat, wobble) in markets {
        for m in 0_i32..24 {
            let season = 200.0 + 20.0 * f64::from((m % 12 - 6).abs());
            let price = season * (wobble * f64::from(m * 7 % 5) / 100.0).exp() * of(market, m).exp();
            let (year, month) = (2024 + m / 12, m % 12 + 1);
            text.push_str(&format!("{year}-{month:02}-15,North,{market},{lat},-10,Millet,KG,XOF,{price}\n"));
        }
    }
    text
}

fn asked(market: &str) -> Question {
    Question {
        market: market.into(),
        since: "2025-01-20".parse().unwrap(),
        within_km: 150.0,
        months: 12,
        commodities: Vec::new(),
    }
}

const MARKETS: [(&str, f64, f64); 4] =
    [("Mill", 14.0, 0.3), ("Ford", 14.5, 0.5), ("Quay", 13.5, -0.4), ("Far", 17.0, 0.2)];

#[test]
fn a_rise_of_one_market_alone_is_found_within_its_interval() {
    let text = table(&MARKETS, |market, m| if market == "Mill" && m >= 12 { 0.2 } else { 0.0 });
    let compared = compare(&book(&[("a.csv", "2026-01-01", &text)], None), &asked("mill")).unwrap();
    let found = &compared.comparisons[0];
    assert!((found.difference - 0.2).abs() < 0.01, "{found:?}");
    assert!(found.low_percent < 22.14 && 22.14 < found.high_percent, "{found:?}");
    assert!(found.standard_error >= found.error_months && found.standard_error >= found.error_neighbours);
    let names: Vec<&str> = found.neighbours.iter().map(|n| n.market.as_str()).collect();
    assert_eq!(names, ["Ford", "Quay"]);
    assert_eq!((found.months_before, found.months_after), (12, 11));
    assert_eq!((compared.window.from.as_str(), compared.window.to.as_str()), ("2024-01", "2026-01"));
}

#[test]
fn a_rise_that_all_share_is_none_of_one_market() {
    let text = table(&MARKETS, |_, m| if m >= 12 { 0.5 } else { 0.0 });
    let compared = compare(&book(&[("a.csv", "2026-01-01", &text)], None), &asked("Mill")).unwrap();
    let found = &compared.comparisons[0];
    assert!(found.low_percent < 0.0 && found.high_percent > 0.0, "{found:?}");
}

#[test]
fn too_little_is_refused_and_says_why() {
    let text = table(&MARKETS, |_, _| 0.0);
    let all = book(&[("a.csv", "2026-01-01", &text)], None);
    let alone = compare(&all, &Question { within_km: 10.0, ..asked("Mill") }).unwrap();
    assert!(
        alone.comparisons.is_empty() && alone.refused[0].why.starts_with("0 of 0 neighbours"),
        "{alone:?}"
    );
    let late = compare(&all, &Question { since: "2025-10-01".parse().unwrap(), ..asked("Mill") }).unwrap();
    assert!(late.refused[0].why.starts_with("2 months with a price after 2025-10"), "{late:?}");
    let unknown = compare(&all, &asked("Mil")).unwrap_err().to_string();
    assert!(unknown.contains("is it `Mill`?"), "{unknown}");
}

#[test]
fn modelled_prices_are_no_neighbours() {
    let mut text = table(&MARKETS, |_, _| 0.0).replacen("price\n", "price,priceflag\n", 1);
    let marked: Vec<String> = text
        .lines()
        .enumerate()
        .map(|(at, line)| match at {
            0 => line.to_owned(),
            _ if line.contains("Ford") => format!("{line},forecast"),
            _ => format!("{line},actual"),
        })
        .collect();
    text = marked.join("\n");
    let compared = compare(&book(&[("a.csv", "2026-01-01", &text)], None), &asked("Mill")).unwrap();
    assert!(compared.refused[0].why.starts_with("1 of 1 neighbours"), "{compared:?}");
}

#[test]
fn a_name_that_several_markets_have_needs_its_division() {
    let text = "date,admin1,market,commodity,unit,currency,price\n\
                2025-01-15,North,Mill,Millet,KG,XOF,1\n2025-01-15,South,Mill,Millet,KG,XOF,1\n";
    let book = book(&[("a.csv", "2026-01-01", text)], None);
    let said = compare(&book, &asked("Mill")).unwrap_err().to_string();
    assert!(said.contains("`Mill, North` or `Mill, South`"), "{said}");
    assert_eq!(compare(&book, &asked("mill, south")).unwrap().admin1, "South");
}

#[test]
fn a_market_with_a_comma_in_its_name_is_found_as_it_is_shown() {
    let quoted = table(&MARKETS, |_, _| 0.0).replace("Mill", "\"Mill, Gate 2\"");
    let all = book(&[("a.csv", "2026-01-01", &quoted)], None);
    for name in ["Mill, Gate 2", "mill gate 2", "Mill, Gate 2, North"] {
        assert_eq!(compare(&all, &asked(name)).unwrap().market, "Mill, Gate 2", "{name}");
    }
    assert_eq!(compare(&all, &asked("Ford, North")).unwrap().market, "Ford");
    assert!(compare(&all, &asked("Ford, South")).is_err());
}
