//! What the stages tell, as findings of a CLEAR letter.

use super::stages::{BorderDistrict, Counted, Proof, Release, Stages};
use super::tests::{DAY, claim, document, resolution, staged};
use base::{ClaimId, Country, Interval, Modality, Tlp};
use events::{Cell, Count};
use evidence::{Claim, ClaimKind, Document};
use letter::Findings;
use outlook::Month;
use outlook::spillover::{Indicator, MonthValue, Risk};

fn told() -> ([Document; 2], [Claim; 2]) {
    let documents = [document("radio", Tlp::Clear, DAY), document("cable", Tlp::Amber, DAY)];
    let attack = |id, document| claim(id, document, ClaimKind::Incident, "armed_attack", Modality::Asserted);
    (documents, [attack("a", "radio"), attack("b", "cable")])
}

fn built(stages: &Stages) -> Findings {
    let (documents, claims) = told();
    staged(&documents, &claims, &resolution(&claims), stages)
}

fn country(code: &str) -> Country {
    Country::new(code).unwrap()
}

fn counted(claim: &str) -> Counted {
    let cell = Cell {
        admin2: None,
        admin1: Some("Tarka".to_owned()),
        sector: "road works".to_owned(),
        country: None,
        count: Count::Told(4),
    };
    Counted { cell, claims: vec![ClaimId::parse(claim)] }
}

#[test]
fn a_count_of_sites_stands_on_claims_that_may_be_shown() {
    let told = built(&Stages { interests: vec![counted("clm-a")], ..Stages::default() });
    let [found] = told.interests.as_slice() else { panic!("one count") };
    assert_eq!((found.content().count, found.content().sector.as_str()), (4, "road_works"));
    assert_eq!(found.notes()[0].as_str(), "clm-a");
    let hidden = built(&Stages { interests: vec![counted("clm-b")], ..Stages::default() });
    assert!(hidden.interests.is_empty(), "the only claim is marked more strictly");
}

fn indicator(risk: Risk, name: &str, evidence: &[&str]) -> Indicator {
    let month =
        |id: &&str| MonthValue { month: Month::of(DAY), value: 1.0, evidence: vec![(*id).to_owned()] };
    Indicator::summed(risk, name, "incidents", Interval::day(DAY), evidence.iter().map(month).collect())
}

fn district(name: &str, line: usize, towns: &[&str]) -> BorderDistrict {
    let near = |town: &&str| indicator(Risk::BorderTown, "incidents_within_50_km", &["evt-1"]).of(*town);
    let mut indicators: Vec<Indicator> = towns.iter().map(near).collect();
    indicators.push(indicator(Risk::Security, "national_commitments", &["evt-1"]).of("SEN"));
    indicators.push(indicator(Risk::Incursion, "incidents_in_district", &[]));
    BorderDistrict { name: name.to_owned(), country: country("SEN"), line, shares: None, indicators }
}

#[test]
fn what_districts_share_stands_once_and_silence_is_no_zero() {
    let mut stages = Stages {
        borders: vec![district("Falda", 7, &["Rivertown", "Ford"]), district("Weir", 9, &["Ford"])],
        ..Stages::default()
    };
    stages.proofs.insert("evt-1".to_owned(), vec![Proof::Claim(ClaimId::parse("clm-a"))]);
    let findings = built(&stages);
    let rows: Vec<_> = findings.neighbours.iter().map(|f| f.content()).collect();
    let rows: Vec<_> = rows.iter().map(|c| (c.risk.as_str(), c.district.as_str(), c.value)).collect();
    assert_eq!(
        rows,
        [
            ("border_pressure", "Ford, Rivertown", Some(1.0)),
            ("incursions", "", None),
            ("security_drawn", "", Some(1.0)),
        ]
    );
    assert_eq!(findings.neighbours[1].notes()[0].as_str(), "case.toml:7");
    assert!(findings.across.is_empty(), "no rows, so nobody could tell shares");
}

#[test]
fn shares_without_history_are_told_as_such_and_rest_on_the_release() {
    let release = Release {
        dataset: "ucdp".to_owned(),
        name: "25.1".to_owned(),
        first: vec!["17".to_owned()],
        count: 40,
    };
    let weir = BorderDistrict { shares: Some([0.5, 0.3, 0.2]), ..district("Weir", 9, &[]) };
    let borders = vec![district("Falda", 7, &[]), weir];
    let findings = built(&Stages { borders, releases: vec![release], ..Stages::default() });
    let [across, other] = findings.across.as_slice() else { panic!("two districts") };
    assert_eq!((across.content().shares, other.content().shares), (None, Some([0.5, 0.3, 0.2])));
    let notes: Vec<&str> = across.notes().iter().map(|n| n.as_str()).collect();
    assert_eq!(notes, ["case.toml:7", "ucdp/25.1"]);
}

#[test]
fn rows_of_one_file_or_release_are_one_footnote() {
    let mut stages = Stages::default();
    let rows = (1..=5).map(|n| {
        let (dataset, release) = ("ucdp".to_owned(), "25.1".to_owned());
        Proof::Row(events::RowRef { dataset, release, id: n.to_string() })
    });
    stages.proofs.insert("evt-1".to_owned(), rows.collect());
    let files = ["prices/p.csv:4", "prices/p.csv:3", "prices/p.csv:9"];
    let evidence: Vec<&str> = ["evt-1"].into_iter().chain(files).collect();
    let mut falda = district("Falda", 7, &[]);
    falda.indicators = vec![indicator(Risk::Trade, "price_alerts", &evidence)];
    stages.borders = vec![falda];
    let findings = built(&stages);
    let notes: Vec<&str> = findings.neighbours[0].notes().iter().map(|n| n.as_str()).collect();
    assert_eq!(notes, ["ucdp/25.1/1,2,3+2", "prices/p.csv:3-4,9"]);
}
