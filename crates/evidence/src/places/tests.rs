//! What a reader of reports expects, on a small invented gazetteer.

use super::*;
use crate::{Reader, Reading, Received, Vocabulary};
use proptest::prelude::*;

/// GeoNames lines of places that are made up or restated from memory; coordinates are rough.
const TOY: &str = include_str!("../../tests/fixtures/places/toy.txt");

fn case() -> Vec<PlaceEntry> {
    let file = include_str!("../../tests/fixtures/places/case.toml");
    #[derive(serde::Deserialize)]
    struct Case {
        places: Vec<PlaceEntry>,
    }
    toml::from_str::<Case>(file).unwrap().places
}

fn toy() -> Gazetteer {
    let loaded = Gazetteer::new(&[]).with_geonames("toy.txt", TOY);
    assert_eq!(loaded.issues, []);
    loaded.value
}

/// Blank texts are refused before places are looked for; a full stop stands in for them.
fn read(gazetteer: Gazetteer, text: &str) -> Reading {
    let text = if text.trim().is_empty() { "." } else { text };
    let reader = Reader::new(&Vocabulary::default(), gazetteer);
    reader.read(text.as_bytes(), &Received { name: "t.txt".into(), ..Received::default() }).unwrap().value
}

/// `text → name (admin1, country) precision`, one mention a line.
fn show(gazetteer: Gazetteer, text: &str) -> String {
    let reading = read(gazetteer, text);
    let lines = reading.places.iter().map(|m| {
        let words = &reading.document.text[m.range.clone()];
        let known = m.resolved.as_ref().map(|r| {
            let country = r.country.map(|c| c.to_string()).unwrap_or_default();
            format!("{} ({}, {country})", r.name, r.admin1.as_deref().unwrap_or(""))
        });
        format!("{words} → {} {:?}", known.unwrap_or_else(|| "?".into()), m.precision)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[track_caller]
fn expect(text: &str, mentions: &[&str]) {
    assert_eq!(show(toy(), text), mentions.join("\n"), "{text}");
}

#[test]
fn countries_answer_to_their_variants() {
    let names = ["Guinée Conakry", "Guinea Conakry", "la Guinée", "Guinea"];
    for name in names {
        assert!(
            show(Gazetteer::default(), &format!("Le fret vient de {name}."))
                .contains("→ Guinea (, GIN) Country")
        );
    }
    for name in ["Ivory Coast", "Côte d’Ivoire", "Cote d'Ivoire"] {
        assert!(
            show(Gazetteer::default(), &format!("Trucks from {name} wait."))
                .contains("Côte d'Ivoire (, CIV)")
        );
    }
    let shown =
        show(Gazetteer::default(), "Guinea-Bissau and Equatorial Guinea, not Guinea; the US, not us.");
    assert_eq!(
        shown.lines().map(|l| l.split('→').nth(1).unwrap()).collect::<Vec<_>>(),
        [
            " Guinea-Bissau (, GNB) Country",
            " Equatorial Guinea (, GNQ) Country",
            " Guinea (, GIN) Country",
            " United States (, USA) Country"
        ]
    );
}

#[test]
fn a_region_is_not_its_town() {
    expect("La région de Kayes est calme.", &["région de Kayes → Kayes Region (Kayes Region, MLI) Admin1"]);
    expect(
        "Traffic in the Kayes region is down.",
        &["Kayes region → Kayes Region (Kayes Region, MLI) Admin1"],
    );
    expect("Dans la ville de Kayes, rien.", &["Kayes → Kayes (Kayes Region, MLI) Exact"]);
    expect("They reached Kayes on foot.", &["Kayes → Kayes (Kayes Region, MLI) Exact"]);
    expect(
        "Le cercle de Nara reste fermé.",
        &["cercle de Nara → Cercle de Nara (Koulikoro Region, MLI) Admin2"],
    );
    expect(
        "Les régions de Kayes et de Mopti.",
        &[
            "régions de Kayes → Kayes Region (Kayes Region, MLI) Admin1",
            "Mopti → Mopti Region (Mopti Region, MLI) Admin1",
        ],
    );
}

#[test]
fn what_is_told_beside_a_name_decides() {
    expect(
        "Sokoro village, Mopti region, Mali.",
        &[
            "Sokoro → Sokoro (Mopti Region, MLI) Exact",
            "Mopti region → Mopti Region (Mopti Region, MLI) Admin1",
            "Mali → Mali (, MLI) Country",
        ],
    );
    expect(
        "Sokoro village (Kayes region, Mali)",
        &[
            "Sokoro → Sokoro (Kayes Region, MLI) Exact",
            "Kayes region → Kayes Region (Kayes Region, MLI) Admin1",
            "Mali → Mali (, MLI) Country",
        ],
    );
    let lines = show(toy(), "Sokoro village, Mopti region, Mali\nSokoro village, Kayes region, Mali\n");
    let admins: Vec<&str> = lines.lines().filter(|l| l.starts_with("Sokoro")).collect();
    assert_eq!(
        admins,
        ["Sokoro → Sokoro (Mopti Region, MLI) Exact", "Sokoro → Sokoro (Kayes Region, MLI) Exact"]
    );
}

#[test]
fn the_company_of_other_places_decides_where_nothing_is_told() {
    let shown = show(toy(), "Des camions ont quitté Mopti pour Konna. Ils passent par Sokoro avant Konna.");
    assert!(shown.contains("Sokoro → Sokoro (Mopti Region, MLI)"), "{shown}");
    let shown = show(toy(), "Des camions ont quitté Kayes pour Diboli. Ils passent par Sokoro avant Diboli.");
    assert!(shown.contains("Sokoro → Sokoro (Kayes Region, MLI)"), "{shown}");
}

#[test]
fn spelling_variants_of_both_languages_meet() {
    for name in ["Nioro du Sahel", "Nioro-du-Sahel", "Nioro"] {
        expect(
            &format!("À {name}, les dépôts sont vides."),
            &[&format!("{name} → Nioro du Sahel (Kayes Region, MLI) Exact")],
        );
    }
    for name in ["In Tillit", "I-n-Tillit", "N'Tillit", "Intillit"] {
        let shown = show(toy(), &format!("The village of {name} is calm."));
        assert!(shown.contains("I-n-Tillit (Gao Region, MLI)"), "{name}: {shown}");
    }
    for (name, meant) in [("Walikoro", "Oualikoro"), ("Djalubé", "Dialloubé"), ("Konnah", "Konna")] {
        let shown = show(toy(), &format!("The village of {name} is calm."));
        assert!(shown.contains(&format!("{meant} (Mopti Region, MLI)")), "{name}: {shown}");
    }
}

#[test]
fn what_nothing_answers_to_is_unresolved_and_says_what_else_it_may_be() {
    expect("Un convoi attend près de Zarabougou.", &["Zarabougou → ? Unresolved"]);
    let reading = read(toy(), "Konna town, Kayes region, Mali.");
    let konna = &reading.places[0];
    assert!(konna.resolved.is_none(), "the only Konna lies elsewhere: {konna:?}");
    assert_eq!(konna.alternatives[0].name, "Konna");
}

#[test]
fn near_a_place_is_not_at_it() {
    for text in [
        "near Konna",
        "près de Konna",
        "à 20 km au sud de Konna",
        "30 kilometres north of Konna",
        "outside Konna",
    ] {
        let shown = show(toy(), &format!("A lorry burned {text} last night."));
        assert_eq!(shown, "Konna → Konna (Mopti Region, MLI) Near", "{text}");
    }
}

#[test]
fn roads_keep_their_code_and_their_ends() {
    for text in
        ["RN1", "RN 1", "National Route 1 (RN1)", "Route nationale 1", "la route nationale n° 1 (RN1)"]
    {
        let shown = show(toy(), &format!("Le trafic reprend sur {text} ce matin."));
        assert!(shown.contains("→ RN1 (, ) Linear") && shown.lines().count() == 1, "{text}: {shown}");
    }
    let wordings = [
        "l'axe Kayes–Diboli",
        "the Kayes-Diboli road",
        "la route entre Kayes et Diboli",
        "the road from Kayes to Diboli",
        "le corridor Kayes - Diboli",
    ];
    for text in wordings {
        let reading = read(toy(), &format!("Les camions évitent {text} depuis lundi."));
        let [road] = reading.places.as_slice() else { panic!("{text}: {:?}", reading.places) };
        assert_eq!(
            road.resolved.as_ref().map(|r| (r.name.as_str(), r.kind)),
            Some(("Kayes–Diboli", PlaceKind::Road)),
            "{text}"
        );
        assert_eq!(road.via.iter().map(|v| v.name.as_str()).collect::<Vec<_>>(), ["Kayes", "Diboli"]);
        assert_eq!(road.precision, GeoPrecision::Linear);
    }
}

#[test]
fn a_road_late_in_a_document_keeps_its_own_ends() {
    let reading = read(toy(), "Mali and Senegal met.\n\nKonna is calm.\n\nThe Kayes-Diboli road is open.");
    let road = reading.places.last().unwrap();
    assert_eq!(road.resolved.as_ref().unwrap().name, "Kayes–Diboli");
}

#[test]
fn borders_are_lines_of_their_countries() {
    for (text, name) in [
        ("la frontière sénégalaise", "Senegal border"),
        ("the Senegal border", "Senegal border"),
        ("the Mali–Senegal border", "Mali–Senegal border"),
        ("la frontière entre le Mali et le Sénégal", "Mali–Senegal border"),
        ("la frontière malo-sénégalaise", "Mali–Senegal border"),
        ("the border with Senegal", "Senegal border"),
    ] {
        let reading = read(toy(), &format!("Le poste fait face à {text} depuis hier."));
        let [border] = reading.places.as_slice() else { panic!("{text}: {:?}", reading.places) };
        assert_eq!(border.resolved.as_ref().unwrap().name, name, "{text}");
        assert_eq!(border.precision, GeoPrecision::Linear);
    }
}

#[test]
fn words_persons_and_groups_are_not_places() {
    for text in [
        "Bien que la route soit libre, une mine a fermé. Sur place, bien des gens attendent.",
        "Mine workers went home. Bus fares rose. Une Mine, dit-il.",
        "Moussa Konna a parlé. Le colonel Konna aussi. M. Konna reste.",
        "Bakary a dit non. The minister, Bakary, left in March.",
        "Sokoro Transport a fermé.",
        "Les Sénégalais et l'armée malienne.",
    ] {
        assert_eq!(show(toy(), text), "", "{text}");
    }
}

#[test]
fn a_place_inside_an_actors_name_is_the_actors() {
    let actor = ActorEntry {
        name: "Front de libération du Macina".into(),
        aliases: vec!["Katiba Macina".into()],
        kind: crate::ActorKind::ArmedGroup,
        parent: None,
        sector: None,
        owner_country: None,
        source: None,
    };
    let text = "Le Front de libération du Macina nie.";
    assert!(!show(toy(), text).is_empty());
    assert_eq!(show(toy().with_actors(&[actor]), text), "");
}

#[test]
fn the_case_wins_over_geonames_unless_the_text_says_otherwise() {
    let loaded = || Gazetteer::new(&case()).with_geonames("toy.txt", TOY).value;
    let source = |text: &str| {
        let first = read(loaded(), text).places.into_iter().next().unwrap().resolved.unwrap();
        (first.source, first.country.unwrap().to_string())
    };
    assert_eq!(source("À Kidira, les camions passent."), ("case".into(), "SEN".into()));
    assert_eq!(source("Kidira village, Kayes region, Mali."), ("geonames:9000011".into(), "MLI".into()));
    assert_eq!(source("Sur la RN1, rien."), ("case".into(), "MLI".into()));
    assert!(show(loaded(), "La région de Kayes.").starts_with("région de Kayes → Kayes Region"));
}

#[test]
fn every_faulty_line_is_named_and_the_rest_is_kept() {
    let content = include_str!("../../tests/fixtures/places/faulty.txt");
    let loaded = Gazetteer::new(&[]).with_geonames("faulty.txt", content);
    let issues: Vec<(String, Option<usize>)> =
        loaded.issues.iter().map(|i| (i.code.clone(), i.line)).collect();
    assert_eq!(
        issues,
        [
            ("gazetteer.columns".into(), Some(2)),
            ("gazetteer.coordinates".into(), Some(3)),
            ("gazetteer.coordinates".into(), Some(4)),
            ("gazetteer.name".into(), Some(5)),
            ("gazetteer.id".into(), Some(6)),
        ]
    );
    assert!(loaded.issues.iter().all(|i| i.file.as_deref() == Some("faulty.txt")));
    assert_eq!(show(loaded.value, "À Goodtown, rien."), "Goodtown → Goodtown (, MLI) Exact");
}

#[test]
fn renamed_divisions_answer_to_their_new_names() {
    let line =
        "9200001\tCentre-Nord\tCentre-Nord\t\t13.2\t-1.0\tA\tADM1\tBF\t\t05\t\t\t\t0\t\t\t\t2020-01-01\n";
    let loaded = Gazetteer::new(&[]).with_geonames("BF.txt", line).value;
    assert_eq!(
        show(loaded, "Dans la région du Kuilsé."),
        "région du Kuilsé → Centre-Nord (Centre-Nord, BFA) Admin1"
    );
}

#[test]
fn one_endless_paragraph_of_roads_takes_linear_time() {
    let text = "the Kayes-Diboli road and the Mali-Senegal border, Konna-".repeat(6_000);
    let start = std::time::Instant::now();
    let found = read(toy(), &text).places.len();
    assert!(found >= 12_000, "{found}");
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn a_binary_file_is_counted_not_listed() {
    let loaded = Gazetteer::new(&[]).with_geonames("x.txt", &"\u{1}\u{2}\n".repeat(500));
    assert_eq!(loaded.issues.len(), 21);
    assert!(loaded.issues.last().unwrap().message.contains("480"));
}

/// Every pair of word bounds, every name: the longest name that starts at each capitalised word.
fn slow_longest(names: &[&str], text: &str) -> Vec<(usize, usize)> {
    let keys: Vec<String> = names.iter().map(|n| squeeze(n)).collect();
    let letter = |c: char| c.is_alphanumeric();
    let bounds: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let starts = |i: usize| text[i..].starts_with(letter) && !text[..i].ends_with(letter);
    let ends = |i: usize| text[..i].ends_with(letter) && !text[i..].starts_with(letter);
    let mut found = Vec::new();
    for &start in bounds.iter().filter(|&&i| starts(i) && text[i..].starts_with(char::is_uppercase)) {
        let fits = |&&end: &&usize| {
            end > start
                && ends(end)
                && text[start..end].chars().all(|c| letter(c) || matches!(c, ' ' | '-' | '\'' | '’'))
                && keys.contains(&squeeze(&text[start..end]))
        };
        found.extend(bounds.iter().filter(fits).max().map(|&end| (start, end)));
    }
    found
}

fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "Kayes",
        "Konna",
        "Nioro",
        "du",
        "Sahel",
        "-",
        " ",
        " ",
        "’",
        "région de",
        "Mali",
        "Sénégal",
        ",",
        ".",
        "(",
        ")",
        "RN",
        "1",
        "RN1",
        "route",
        "frontière",
        "malo",
        "sénégalaise",
        "près de",
        "À",
        "village",
        "Xyz",
        "axe",
        "–",
        "et",
        "les",
        "In",
        "Tillit",
        "\n",
        "Moussa",
        "colonel",
        "region",
        "border with",
        "km",
        "😀",
        "e\u{301}",
        "National Route 22",
    ]);
    prop::collection::vec(word, 0..40).prop_map(|w| w.join(" "))
}

proptest! {
    #[test]
    fn mentions_are_ordered_whole_and_apart(text in words()) {
        let reading = read(toy_once().clone(), &text);
        let mut last = 0;
        for mention in &reading.places {
            prop_assert!(mention.range.start >= last && mention.range.end > mention.range.start, "{text:?}");
            prop_assert!(reading.document.text.get(mention.range.clone()).is_some());
            prop_assert_eq!(mention.resolved.is_none(), mention.precision == GeoPrecision::Unresolved);
            prop_assert!(mention.alternatives.len() <= 5);
            last = mention.range.end;
        }
    }

    #[test]
    fn any_text_is_read(text in "\\PC{0,120}") {
        let _ = read(toy_once().clone(), &text);
    }

    #[test]
    fn any_file_is_loaded(content in "(\\PC{0,12}[\t\n]){0,60}") {
        let _ = Gazetteer::default().with_geonames("any.txt", &content);
    }

    #[test]
    fn the_scan_finds_what_a_slow_search_finds(text in "(Kayes|Konna|Nioro|Nioro du Sahel|In Tillit|Ko|x)([ -](Kayes|Konna|Nioro du Sahel|du|Sahel|Tillit|Xyz|x))*") {
        let names = ["Kayes", "Konna", "Nioro du Sahel", "I-n-Tillit", "Konna Kayes"];
        let entries: Vec<PlaceEntry> = names.iter().map(|n| entry(n)).collect();
        let gazetteer = Gazetteer::new(&entries);
        // "Nioro" and "Sahel" are also known, as a short form and as a wide area.
        let all = ["Kayes", "Konna", "Nioro du Sahel", "I-n-Tillit", "Konna Kayes", "Nioro", "Sahel"];
        prop_assert_eq!(scan::longest_names(&gazetteer, &text), slow_longest(&all, &text));
    }
}

#[test]
fn a_port_is_not_called_by_the_country_in_its_name() {
    let port = PlaceEntry { kind: PlaceKind::Port, country: Country::new("SDN"), ..entry("Port Sudan") };
    let found = |text: &str| show(Gazetteer::new(std::slice::from_ref(&port)), text);
    assert!(!found("Sudan closed its border.").contains("Port Sudan"));
    assert!(found("Trucks wait in Port Sudan.").contains("Port Sudan"));
}

fn toy_once() -> &'static Gazetteer {
    static TOY_ONCE: std::sync::OnceLock<Gazetteer> = std::sync::OnceLock::new();
    TOY_ONCE.get_or_init(toy)
}

fn entry(name: &str) -> PlaceEntry {
    PlaceEntry {
        name: name.into(),
        aliases: Vec::new(),
        kind: PlaceKind::PopulatedPlace,
        country: Country::new("MLI"),
        admin1: None,
        lat: Some(14.0),
        lon: Some(-4.0),
        via: Vec::new(),
        pcode: None,
        admin2: None,
        sector: None,
        owner_country: None,
        source: None,
    }
}
