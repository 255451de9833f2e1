//! Every footnote of a full letter leads to a quote that is verbatim in its document, to a row, to a parameter, or to a line
//! of a file of the case.

use super::*;
use crate::cli::{Cli, Start};
use crate::commands::{self, new, read};
use crate::ingest::Run;
use base::{Date, DocumentId};
use clap::Parser;
use evidence::Received;
use letter::{Basis, Findings};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::path::Path;
use std::sync::atomic::AtomicBool;

const ROWS: &str = "id,type_of_violence,side_a,side_b,where_prec,latitude,longitude,country,date_prec,date_start,date_end,best,high,low";
const PRICES: &str = "date,admin1,admin2,market,market_id,latitude,longitude,category,commodity,commodity_id,unit,priceflag,pricetype,currency,price,usdprice";
const PHASES: &str = "adm0_name,adm0_pcod3,adm1_name,adm2_name,adm2_pcod3,population,phase_class,phase1,phase2,phase3,phase4,phase5,phase35,chtype,exercise_label,exercise_year,reference_label,reference_year,status
Mali,MLI,Kayes,Kita,MLI0104,1000,3,500,250,200,50,0,250,current,Jan-May,2025,Jun-Aug,2025,outofcamp
Mali,MLI,Kayes,Kita,MLI0104,500,3,300,150,40,10,0,50,current,Jan-May,2025,Jun-Aug,2025,incamp
";

fn run(dir: &Path, args: &[&str]) {
    let at = dir.to_str().unwrap();
    let all = ["faleme", "--quiet"].into_iter().chain(args.iter().map(|a| if *a == "DIR" { at } else { *a }));
    crate::dispatch::run(Cli::try_parse_from(all).unwrap()).unwrap();
}

/// The worked case with invented rows of events, prices and people, and an AMBER letter of it.
fn full_case() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("c");
    new::unpack(Start::Kayes, &dir).unwrap();
    // Reading as the command does listens for Ctrl-C, once a process.
    let case = Case::load(&dir).unwrap();
    let reader = commands::reader(&case.vocabulary, &[], Output::default()).unwrap();
    let (stop, out) = (AtomicBool::new(false), Output { quiet: true, ..Output::default() });
    let reading = Run { reader: &reader, model: None, stop: &stop, out };
    let mut store = Store::open(&dir).unwrap();
    read::read(&mut store, &reading, &[dir.join("sources")], &Received::default()).unwrap();
    drop(store);
    let (mut rows, mut prices) = (format!("{ROWS}\n"), format!("{PRICES}\n"));
    for month in 0..60 {
        let (year, of_year) = (2020 + (month + 8) / 12, (month + 8) % 12 + 1);
        for (n, at, country) in [(1, "14.44,-11.44", "Mali"), (2, "14.9,-12.46", "Senegal")] {
            let deaths = (month * (n + 2)) % 5;
            let day = format!("{year}-{of_year:02}-11");
            writeln!(rows, "{month}{n},1,A,B,1,{at},{country},1,{day},{day},{deaths},{deaths},{deaths}")
                .unwrap();
        }
        let price = 20_000 + 900 * ((month * 7) % 11) + if month > 56 { 9_000 } else { 0 };
        let day = format!("{year}-{of_year:02}-15");
        writeln!(
            prices,
            "{day},Kayes,Kayes,Kayes,1,14.44,-11.44,cereals,Millet,65,100 KG,actual,Retail,XOF,{price},"
        )
        .unwrap();
    }
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let (rows, prices) = (file("rows.csv", &rows), file("wfp_food_prices_mli.csv", &prices));
    run(&dir, &["import", "DIR", "ucdp", &rows, "--release", "25.1", "--released", "2025-09-30"]);
    run(&dir, &["prices", "DIR", "import", &prices]);
    run(&dir, &["people", "DIR", "import", &file("ch.csv", PHASES), "--released", "2025-06-01"]);
    run(&dir, &["letter", "DIR", "--tlp", "AMBER", "--lang", "en"]);
    folder
}

/// All steps below, each as JSON.
fn steps(node: &Value) -> Vec<&Value> {
    let below = node["from"].as_array().unwrap().iter().flat_map(steps);
    std::iter::once(node).chain(below).collect()
}

fn leads_to<'a>(steps: &[&'a Value], kind: &str) -> Option<&'a Value> {
    steps.iter().copied().find(|step| step["kind"] == kind)
}

#[test]
fn every_footnote_of_a_full_letter_leads_to_the_ground() {
    let folder = full_case();
    let dir = folder.path().join("c");
    let (case, store) = (Case::load(&dir).unwrap(), Store::open(&dir).unwrap());
    let day = Date::constant(2025, 9, 30);
    let view = View::load(&store, &case, Some(day)).unwrap();
    let trail = Trail::new(&store, &case, &view, &dir);
    let last = store.issued_letters().unwrap().remove(0).number;
    let kept = store.letter_findings(last).unwrap().unwrap();
    let findings: Findings = serde_json::from_str(&kept).unwrap();
    let supply = &findings.supply;
    for (what, count) in [
        ("cover", supply.cover.len()),
        ("prices", supply.prices.len()),
        ("people", supply.people.len()),
        ("corridors", findings.roads.corridors.len()),
        ("chances", findings.roads.outlook.len()),
        ("outlook", findings.outlook.len()),
        ("neighbours", findings.neighbours.len()),
        ("tensions", findings.tensions.len()),
        ("responses", findings.responses.len()),
    ] {
        assert!(count > 0, "no {what}");
    }
    let mut grounds = BTreeSet::new();
    let mut followed = BTreeSet::new();
    for number in 1.. {
        let Some(id) = store.footnote(&format!("n{number}")).unwrap() else { break };
        let node = letters::footnote(&store, &|id| trail.follow(id), &format!("n{number}")).unwrap();
        let node = serde_json::to_value(node.unwrap_or_else(|| panic!("n{number}: nothing is called {id}")))
            .unwrap();
        let told = findings.notes.iter().find(|n| n.id.as_str() == id).unwrap();
        grounds.insert(check(&store, &dir, &told.basis, &steps(&node)));
        followed.insert(id);
    }
    assert_eq!(grounds, BTreeSet::from(["entry", "parameter", "quote", "rows"]));
    // What no sentence of this letter calls leads down all the same.
    for told in findings.notes.iter().filter(|n| !followed.contains(n.id.as_str())) {
        let node = trail
            .follow(told.id.as_str())
            .unwrap()
            .unwrap_or_else(|| panic!("nothing is called {}", told.id));
        check(&store, &dir, &told.basis, &steps(&serde_json::to_value(node).unwrap()));
    }
}

/// That the steps end where the footnote says; the kind of ground.
fn check(store: &Store, dir: &Path, basis: &Basis, steps: &[&Value]) -> &'static str {
    match basis {
        Basis::Quote(told) => {
            let quote = leads_to(steps, "quote").expect("a quote")["text"].as_str().unwrap();
            let words = told.quote.as_ref().map_or(quote, |w| w.text.as_str());
            assert_eq!(words, quote);
            let text =
                store.document(&DocumentId::parse(told.document.as_str())).unwrap().unwrap().document.text;
            assert!(text.contains(words), "`{words}` is not verbatim in {}", told.document);
            "quote"
        }
        Basis::Rows(told) => {
            let rows = steps.iter().filter(|step| step["kind"] == "row").count();
            assert!(rows >= told.rows.len() && !told.rows.is_empty(), "{told:?}");
            "rows"
        }
        Basis::Parameter(told) => {
            let text = leads_to(steps, "parameter").expect("a parameter")["text"].as_str().unwrap();
            assert!(text.starts_with(&told.name), "{text}");
            "parameter"
        }
        Basis::Entry(told) => {
            let text = std::fs::read_to_string(dir.join(&told.file)).unwrap();
            let line = text.lines().nth(told.line - 1).unwrap();
            let shown = leads_to(steps, "entry").expect("an entry")["text"].as_str().unwrap();
            assert!(shown.ends_with(line) && line.starts_with("[["), "{shown}");
            "entry"
        }
    }
}

#[test]
fn what_is_no_line_of_the_case_is_nothing() {
    let (folder, _) = crate::testing::case();
    for id in ["case.toml:0", "case.toml:9999", "../case.toml:1", "case.db:1", "none.toml:1", "case.toml:x"] {
        assert!(entry::node(folder.path(), id).unwrap().is_none(), "{id}");
    }
    assert!(entry::node(folder.path(), "case.toml:1").unwrap().is_some());
}
