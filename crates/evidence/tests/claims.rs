//! What the rules read in short reports about an invented region, in both languages, as tables a person can check.

use base::{Country, Interval, PlaceKind};
use evidence::{ActorEntry, ActorKind, Claim, Gazetteer, PlaceEntry, Reader, Received, Vocabulary};
use proptest::prelude::*;
use std::path::Path;

fn place(name: &str, kind: PlaceKind, lat: f64, lon: f64) -> PlaceEntry {
    PlaceEntry {
        name: name.into(),
        aliases: Vec::new(),
        kind,
        country: Country::new("MLI"),
        admin1: Some("Oriental Region".into()),
        lat: Some(lat),
        lon: Some(lon),
        via: Vec::new(),
        pcode: None,
        admin2: None,
        sector: None,
        owner_country: None,
        source: None,
    }
}

fn actor(name: &str, aliases: &[&str], kind: ActorKind) -> ActorEntry {
    let aliases = aliases.iter().map(|a| (*a).to_owned()).collect();
    ActorEntry {
        name: name.into(),
        aliases,
        kind,
        parent: None,
        sector: None,
        owner_country: None,
        source: None,
    }
}

fn reader() -> Reader {
    let towns = [("Beledia", 14.0), ("Korotou", 14.2), ("Sanko", 14.4), ("Dembeni", 14.6)];
    let mut places: Vec<_> =
        towns.iter().map(|(n, lat)| place(n, PlaceKind::PopulatedPlace, *lat, -9.0)).collect();
    places.push(place("RN9", PlaceKind::Road, 14.3, -9.0));
    let vocabulary = Vocabulary {
        places,
        actors: vec![
            actor("River Front", &["Front du Fleuve"], ActorKind::ArmedGroup),
            actor("Sanko Lines", &[], ActorKind::Operator),
        ],
        sources: Vec::new(),
    };
    let gazetteer = Gazetteer::new(&vocabulary.places);
    Reader::new(&vocabulary, gazetteer)
}

fn read(name: &str, text: &str) -> Vec<Claim> {
    let received = Received { name: name.into(), ..Received::default() };
    reader().read(text.as_bytes(), &received).map_or_else(|_| Vec::new(), |checked| checked.value.claims)
}

fn line(claim: &Claim) -> String {
    let day = |d: Option<base::Date>| d.map_or_else(|| "..".into(), |d| d.to_string());
    let span = |i: &Interval| {
        if i.start == i.end { day(i.start) } else { format!("{}/{}", day(i.start), day(i.end)) }
    };
    let date = claim.date.as_ref().map_or_else(|| "-".into(), span);
    let places: Vec<&str> = claim.places.iter().map(|p| p.name.as_str()).collect();
    let quantity = claim.quantity.as_ref().map(|q| format!(" | {} {}", q.value, q.unit)).unwrap_or_default();
    let status = claim.status.map(|s| format!(" | {s:?}")).unwrap_or_default();
    let actor = claim.actor.as_deref().unwrap_or("-");
    format!(
        "{} | {} | {date} | {} | by {actor} | on {}{quantity}{status}\n    « {} »\n",
        claim.claim_type,
        claim.modality.as_str(),
        places.join(", "),
        claim.target.as_deref().unwrap_or("-"),
        claim.quote.replace('\n', " ")
    )
}

#[test]
fn reports_are_read_as_a_person_would() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/claims");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    for file in files {
        let name = file.file_name().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&file).unwrap();
        let table: String = read(&name, &text).iter().map(line).collect();
        insta::with_settings!({ snapshot_suffix => name, prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!("claims", table);
        });
    }
}

#[test]
fn what_goes_on_telling_a_measure_rests_on_its_notes() {
    let text = "A curfew was imposed in Sanko on May 3, 2024.[^1] It applies from 9 p.m. to 5 a.m. every night.\n\n\
        [^1]: River Post (2024). Curfew in Sanko. <https://river.example/curfew>\n";
    let claims = read("a.md", text);
    let notes: Vec<usize> = claims.iter().map(|c| c.citations.len()).collect();
    assert_eq!(notes, [1, 1], "a second sentence is no second witness: {claims:?}");
    assert_eq!(claims[0].citations, claims[1].citations);
}

#[test]
fn facts_are_not_made_of_what_may_happen() {
    for text in [
        "On 3 May 2024 the River Front could attack Sanko.",
        "Le 3 mai 2024, le Front du Fleuve pourrait attaquer Sanko.",
        "The River Front aims to attack Sanko by 3 May 2024.",
        "No attack took place in Sanko on 3 May 2024.",
        "Aucune attaque n’a eu lieu à Sanko le 3 mai 2024.",
        "Le 3 mai 2024, Sanko aurait été attaquée par le Front du Fleuve.",
        "Sanko was reportedly attacked on 3 May 2024.",
        "Un témoin — 1 € la course — dit qu’une vidéo montrerait l’attaque de Sanko le 3 mai 2024 • ¥€ł.",
    ] {
        let facts: Vec<_> = read("a.txt", text).into_iter().filter(|c| c.modality.is_fact()).collect();
        assert!(facts.is_empty(), "{text}: {facts:?}");
    }
}

proptest! {
    #[test]
    fn every_quote_is_in_the_text_to_the_letter(
        words in prop::collection::vec(prop::sample::select(vec![
            "On", "May", "3,", "2024,", "attacked", "Sanko", "Beledia", "and", "the", "River", "Front", "set", "fire", "to",
            "trucks", "drivers", "kidnapped", "blockade", "announced", "30%", "of", "imports", "é", "«", "»", ".", ";", "\n\n",
            "1)", "2)", "(", ")", "curfew", "until", "June", "no", "could", "’", "l’attaque", "à", "\u{a0}", "ﬁ", "İ", "1,2", "km",
        ]), 0..80)
    ) {
        let text = words.join(" ");
        let points: Vec<char> = text.chars().collect();
        for claim in read("p.txt", &text) {
            let quoted: String = points[claim.span.start..claim.span.end].iter().collect();
            prop_assert_eq!(&quoted, &claim.quote);
            prop_assert!(!claim.quote.trim().is_empty() && claim.quote.chars().count() <= 500);
        }
    }

    #[test]
    fn nothing_in_a_text_makes_the_reader_panic(text in "\\PC{0,200}") {
        read("any.txt", &text);
    }
}

#[test]
fn a_share_is_of_a_whole_phrase_or_says_that_it_goes_on() {
    let of = |text: &str| read("n.txt", text).into_iter().find_map(|c| c.quantity?.of);
    let whole = of("Par la RN9 passent près de 30 % de ce que le pays importe par voie terrestre.");
    assert_eq!(whole.as_deref(), Some("ce que le pays importe par voie terrestre"));
    let cut = of(
        "Par la RN9 passent près de 30 % de ce que le pays importe par voie terrestre chaque mois de son voisin.",
    );
    assert_eq!(cut.as_deref(), Some("ce que le pays importe par voie terrestre …"));
}
