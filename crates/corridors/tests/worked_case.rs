//! The main-road network of the worked case against distances that maps and freight reports give.

use base::{Coordinate, Date};
use corridors::*;

fn network() -> Network {
    let read = read_geojson(include_str!("../../../cases/kayes/roads.geojson")).unwrap();
    assert!(read.issues.is_empty(), "{:#?}", read.issues);
    read.value
}

fn spec(stops: &[&str]) -> CorridorSpec {
    let spot = |name: &&str| Spot { name: (*name).into(), point: None };
    CorridorSpec { name: stops.join("–"), names: vec![], waypoints: stops.iter().map(spot).collect() }
}

/// Kilometres of the fastest way of a truck in the dry season, by these places.
fn km(network: &Network, stops: &[&str]) -> f64 {
    let classes = Classes::built_in().unwrap();
    let day: Date = "2025-02-01".parse().unwrap();
    let assessed = assess(&Input {
        network,
        classes: &classes,
        profile: classes.get("truck").unwrap(),
        corridors: &[spec(stops)],
        limits: &[],
        places: &[],
        lands: &[],
        question: &Question::on(day),
    });
    assert!(assessed.issues.is_empty(), "{:?}", assessed.issues);
    assessed.value.corridors[0].sections.iter().map(|s| s.km).sum()
}

#[test]
fn known_distances_hold_within_three_percent() {
    let net = network();
    let cases: [(&[&str], f64); 6] = [
        (&["Dakar", "Tambacounda", "Kédougou", "Saraya", "Moussala", "Kita", "Bamako"], 1280.0),
        (&["Dakar", "Kidira", "Diboli", "Kayes", "Sandaré", "Diéma", "Didiéni", "Bamako"], 1390.0),
        (
            &[
                "Abidjan",
                "Yamoussoukro",
                "Bouaké",
                "Ferkessédougou",
                "Pogo",
                "Zégoua",
                "Sikasso",
                "Bougouni",
                "Bamako",
            ],
            1200.0,
        ),
        (&["Conakry", "Kankan", "Siguiri", "Kourémalé", "Bamako"], 1000.0),
        (&["Nouakchott", "Kiffa", "Ayoun el Atrous", "Gogui", "Nioro du Sahel", "Diéma", "Bamako"], 1450.0),
        (&["Lomé", "Ouagadougou"], 970.0),
    ];
    for (stops, known) in cases {
        let found = km(&net, stops);
        assert!((found / known - 1.0).abs() <= 0.03, "{stops:?}: {found:.0} km, known {known}");
    }
}

#[test]
fn without_waypoints_the_fastest_ways_are_the_known_ones() {
    let net = network();
    for (stops, known) in [
        (["Dakar", "Bamako"], 1280.0),
        (["Abidjan", "Bamako"], 1200.0),
        (["Conakry", "Bamako"], 1000.0),
        (["Nouakchott", "Bamako"], 1450.0),
    ] {
        let found = km(&net, &stops);
        assert!((found / known - 1.0).abs() <= 0.03, "{stops:?}: {found:.0} km, known {known}");
    }
}

#[test]
fn ports_and_ways_round_are_there() {
    let net = network();
    for port in ["Dakar", "Abidjan", "San-Pédro", "Conakry", "Nouakchott", "Lomé", "Tema"] {
        assert!(km(&net, &[&format!("Port of {port}"), "Bamako"]) > 500.0, "{port}");
    }
    let west = km(&net, &["Abidjan", "Odienné", "Manankoro", "Bamako"]);
    assert!((1150.0..1300.0).contains(&west), "{west}");
    let direct = km(&net, &["Kayes", "Kita"]);
    assert!((300.0..800.0).contains(&direct), "{direct}");
    for via in ["Bafoulabé", "Manantali", "Kéniéba", "Yélimané", "Oussoubidiagna"] {
        assert!(km(&net, &["Kayes", via, "Kita"]).is_finite(), "{via}");
    }
}

#[test]
fn no_road_is_shorter_than_the_straight_line_or_twice_as_long() {
    let net = network();
    for link in &net.links {
        let at = |id: NodeId| -> Coordinate { net.nodes[id.0 as usize].point };
        let (straight, told) = (at(link.from).distance_km(at(link.to)), link.length_m / 1000.0);
        let names = [link.from, link.to].map(|n| net.nodes[n.0 as usize].name.clone());
        assert!(
            told >= straight - 1.5 && told <= 1.6 * straight + 8.0,
            "{names:?}: {told} km, {straight:.0} straight"
        );
    }
}

#[test]
fn every_place_is_connected() {
    let net = network();
    let roads = Roads::new(&net);
    let all = Prices {
        links: net
            .links
            .iter()
            .map(|l| Price {
                hours: 1.0,
                cost: [0.0; 3],
                km: l.length_m / 1000.0,
                forward: true,
                backward: true,
            })
            .collect(),
    };
    let from = roads.from(&Weights::new(&all, |p| p.km, |_| true), NodeId(0));
    let lost: Vec<_> =
        net.nodes.iter().zip(&from).filter(|(_, km)| km.is_infinite()).map(|(n, _)| &n.name).collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert!(net.nodes.len() >= 120 && net.nodes.iter().filter(|n| n.border.is_some()).count() >= 12);
}
