//! `prices`, as a user runs it, on tables made by hand.

mod common;

use serde_json::{Value, json};
use std::path::Path;

const HEADER: &str = "date,admin1,admin2,market,market_id,latitude,longitude,category,commodity,commodity_id,unit,priceflag,\
                      pricetype,currency,price,usdprice\n";

/// Five years of millet, 2021 to 2025, in four markets that lie 0.3 degree apart; in the first it rises by a fifth in 2025.
fn table() -> String {
    let mut text = HEADER.to_owned();
    for (number, market) in ["Mûlin", "Ford", "Quay", "Weir"].iter().enumerate() {
        let lat = 14.0 + 0.3 * number as f64;
        for m in 0..60_usize {
            let season = 20_000 + 1500 * (m % 12).abs_diff(6) + 37 * ((m * (number + 3)) % 11);
            let price = if number == 0 && m > 48 { season * 6 / 5 } else { season };
            let (year, month) = (2021 + m / 12, m % 12 + 1);
            text.push_str(&format!(
                "{year}-{month:02}-15,North,,{market},{number},{lat},-11.5,cereals,Millet (local),65,100 KG,actual,Wholesale,XOF,{price},\n"
            ));
        }
    }
    text
}

fn prices(dir: &Path, args: &[&str]) -> Value {
    common::json(dir, &[&["prices", "c", "--format", "json", "--quiet"], args].concat())
}

/// A case `c` with the table imported.
fn with_prices() -> tempfile::TempDir {
    let folder = common::with_case();
    common::write(folder.path(), "wfp_food_prices_mli.csv", table());
    let told = prices(folder.path(), &["import", "wfp_food_prices_mli.csv"]);
    assert_eq!(told[0]["counts"]["kept"], 240);
    folder
}

#[test]
fn prices_are_imported_once_graded_and_taken_out_again() {
    let folder = with_prices();
    let dir = folder.path();
    assert_eq!(prices(dir, &["import", "wfp_food_prices_mli.csv"])[0]["unchanged"], true);
    let listed = prices(dir, &["list"]);
    assert_eq!(listed[0]["form"], "wfp");
    assert_eq!((&listed[0]["released"], &listed[0]["basis"]), (&json!("2025-12-15"), &json!("inferred")));
    let rows = prices(dir, &["--market", "mulin", "--commodity", "millet"]);
    let rows = rows.as_array().unwrap();
    assert_eq!(rows.len(), 60);
    let last = &rows[59];
    for (key, value) in [
        ("market", json!("Mûlin")),
        ("commodity", json!("Millet (local)")),
        ("currency", json!("XOF")),
        ("unit", json!("KG")),
        ("unit_written", json!("100 KG")),
        ("period", json!("2025-12")),
        ("country", json!("MLI")),
        ("eligible", json!(true)),
        ("level", json!("alert")),
        ("nature", json!("observed")),
        ("price_type", json!("Wholesale")),
        ("gap", json!(0)),
        ("row", json!(61)),
    ] {
        assert_eq!(last[key], value, "{key}: {last}");
    }
    let number = |key: &str| last[key].as_f64().unwrap();
    assert!((number("alps") - (number("price") - number("fit")) / number("sigma")).abs() < 1e-12);
    assert!((1.0..2.0).contains(&number("alps")));
    let table = common::stdout(dir, &["prices", "c"]);
    assert_eq!(table.lines().count(), 5, "{table}");
    assert_eq!(prices(dir, &["remove", "wfp_food_prices_mli.csv"]), json!([]));
    assert_eq!(prices(dir, &[]), json!([]));
    common::fails(dir, &["prices", "c", "remove", "wfp_food_prices_mli.csv"], 1);
}

#[test]
fn a_table_counts_from_its_release_and_grades_are_of_the_day() {
    let folder = with_prices();
    let dir = folder.path();
    assert_eq!(prices(dir, &["--as-of", "2025-12-14"]), json!([]));
    prices(dir, &["import", "wfp_food_prices_mli.csv", "--released", "2025-01-01"]);
    let rows = prices(dir, &["--as-of", "2025-12-14", "--market", "Ford"]);
    assert_eq!(rows.as_array().unwrap().last().unwrap()["period"], "2025-11");
    let later = prices(dir, &["--as-of", "2026-07-01", "--market", "Ford"]);
    assert_eq!(later[0]["eligible"], false);
}

#[test]
fn a_row_leads_back_to_its_line_as_received() {
    let folder = with_prices();
    let node =
        common::json(folder.path(), &["why", "c", "prices/wfp_food_prices_mli.csv:61", "--format", "json"]);
    assert_eq!((&node["id"], &node["kind"]), (&json!("prices/wfp_food_prices_mli.csv:61"), &json!("row")));
    let from = node["from"].as_array().unwrap();
    let told = from[0]["text"].as_str().unwrap();
    assert!(
        told.starts_with("Mûlin, Millet (local), Wholesale, observed") && told.contains("on 2025-12-15"),
        "{told}"
    );
    assert!(from.iter().any(|n| n["id"] == "market" && n["text"] == "Mûlin"));
    common::fails(folder.path(), &["why", "c", "prices/wfp_food_prices_mli.csv:9999"], 1);
}

#[test]
fn a_market_is_compared_with_its_neighbours() {
    let folder = with_prices();
    let dir = folder.path();
    let found = prices(dir, &["compare", "Mulin", "--since", "2025-01-05", "--commodity", "millet"]);
    let one = &found["comparisons"][0];
    let percent = |key: &str| one[key].as_f64().unwrap();
    assert!(percent("low_percent") < 20.0 && 20.0 < percent("high_percent"), "{one}");
    assert!((percent("change_percent") - 20.0).abs() < 1.0, "{one}");
    assert_eq!((one["neighbours"].as_array().unwrap().len(), &one["months_after"]), (3, &json!(11)));
    assert!(found["note"].as_str().unwrap().starts_with("A figure, not a proof"));
    let near = prices(dir, &["compare", "Mulin", "--since", "2025-01-05", "--within", "70", "--months", "6"]);
    assert_eq!(near["comparisons"][0]["neighbours"].as_array().unwrap().len(), 2);
    let err =
        common::fails(dir, &["prices", "c", "compare", "Mulin", "--since", "2025-01-05", "--within", "1"], 1);
    assert!(err.contains("too little data to compare Mûlin"), "{err}");
    let err = common::fails(dir, &["prices", "c", "compare", "Mulin", "--since", "cst-000000000000"], 1);
    assert!(err.contains("no constraint is called"), "{err}");
    let err = common::fails(dir, &["prices", "c", "compare", "Mulin", "--since", "spring"], 1);
    assert!(err.contains("neither a constraint"), "{err}");
    let err = common::fails(dir, &["prices", "c", "compare", "Foord", "--since", "2025-01-05"], 1);
    assert!(err.contains("is it `Ford`?"), "{err}");
}

#[test]
fn the_first_day_of_a_constraint_is_when_a_comparison_begins() {
    let folder = with_prices();
    let dir = folder.path();
    let text = "A curfew has been in force in Mill since 5 January 2025, the governor said.\n";
    common::write(dir, "note.txt", text);
    let case = std::fs::read_to_string(dir.join("c/case.toml")).unwrap();
    let place = "\n[[places]]\nname = \"Mill\"\nkind = \"populated_place\"\ncountry = \"MLI\"\nlat = 14.0\nlon = -11.5\nsource = \"test\"\n";
    common::write(dir, "c/case.toml", case + place);
    common::stdout(dir, &["read", "c", "note.txt", "--published", "2025-01-10"]);
    let constraints = common::json(dir, &["constraints", "c", "--format", "json"]);
    let id = constraints[0]["id"].as_str().unwrap();
    let found = prices(dir, &["compare", "Mûlin", "--since", id]);
    assert_eq!((&found["since"], &found["constraint"]), (&json!("2025-01-05"), &json!(id)));
    assert_eq!(found["window"]["since"], "2025-01");
}

#[test]
fn a_bad_file_is_told_and_the_others_are_kept() {
    let folder = common::with_case();
    let dir = folder.path();
    common::write(dir, "good.csv", table());
    common::write(dir, "own.csv", "day,bazaar,cost\n2025,Mill,250\n2024,Mill,0\n");
    common::write(dir, "page.csv", "<html>");
    let err =
        common::fails(dir, &["prices", "c", "import", "own.csv", "page.csv", "missing.csv", "good.csv"], 1);
    for said in
        ["own.csv:1: error[prices.layout]", "day, bazaar, cost", "error[prices.format]", "missing.csv: error"]
    {
        assert!(err.contains(said), "{said}: {err}");
    }
    assert_eq!(prices(dir, &["list"]).as_array().unwrap().len(), 1);
    let map = "name = \"own\"\ndate_format = \"%Y\"\nstep = \"year\"\n[columns]\ndate = \"day\"\nmarket = \"bazaar\"\nprice = \"cost\"\n\
               [constants]\ncommodity = \"Millet\"\nunit = \"KG\"\ncurrency = \"XOF\"\n";
    common::write(dir, "own.toml", map);
    let told = prices(dir, &["import", "own.csv", "--map", "own.toml"]);
    assert_eq!(told[0]["counts"]["skipped"], json!({"price.not_positive": 1}));
    let rows = prices(dir, &["--market", "Mill"]);
    assert_eq!(
        (&rows[0]["period"], &rows[0]["alps"], &rows[0]["eligible"]),
        (&json!("2025"), &Value::Null, &json!(false))
    );
    let err = common::fails(dir, &["prices", "c", "import", "own.csv", "--map", "good.csv"], 1);
    assert!(err.contains("good.csv"), "{err}");
}
