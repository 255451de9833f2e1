use super::*;
use crate::{NodeId, RoadClass, Surface};
use serde_json::json;

fn line(properties: Value, points: &[[f64; 2]]) -> Value {
    json!({"type": "Feature", "properties": properties, "geometry": {"type": "LineString", "coordinates": points}})
}

fn place(properties: Value, at: [f64; 2]) -> Value {
    json!({"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": at}})
}

fn read(features: &[Value]) -> Checked<Network> {
    read_geojson(&json!({"type": "FeatureCollection", "release": "test", "features": features}).to_string())
        .unwrap()
}

fn codes(read: &Checked<Network>) -> Vec<&str> {
    read.issues.iter().map(|i| i.code.as_str()).collect()
}

#[test]
fn places_links_and_posts_are_read() {
    let net = read(&[
        place(json!({"name": "Upriver", "kind": "town"}), [0.0, 10.0]),
        place(
            json!({"name": "The post", "kind": "border", "countries": ["SEN", "MLI"], "border_hours": 8}),
            [1.0, 10.0],
        ),
        line(
            json!({"from": "upriver", "to": "The Post", "ref": "N 1", "class": "trunk", "surface": "paved",
                   "length_km": 115, "duration_min": 100, "toll": true}),
            &[[0.0, 10.0], [0.5, 10.1], [1.0, 10.0]],
        ),
    ]);
    assert!(net.issues.is_empty(), "{:?}", net.issues);
    let link = &net.value.links[0];
    assert_eq!(
        (link.from, link.to, link.length_m, link.duration_s),
        (NodeId(0), NodeId(1), 115_000.0, Some(6000.0))
    );
    assert_eq!((link.class, link.surface, link.flags.toll), (RoadClass::Trunk, Surface::Paved, true));
    assert_eq!((net.value.names.as_slice(), net.value.shape.len()), (["RN1".to_owned()].as_slice(), 1));
    assert_eq!(net.value.nodes[1].border.as_ref().unwrap().hours, Some(8.0));
    assert_eq!(net.value.release, "test");
}

#[test]
fn lines_without_names_meet_at_their_points() {
    let net = read(&[
        line(json!({"length_km": 111.5}), &[[0.0, 0.0], [1.0, 0.0]]),
        line(json!({"length_km": 111.5, "oneway": true}), &[[1.0, 0.0], [2.0, 0.0]]),
    ]);
    assert_eq!((net.value.nodes.len(), net.value.links[0].to), (3, net.value.links[1].from));
    assert!(!net.value.links[1].flags.backward);
}

#[test]
fn the_flownet_layout_is_read_and_its_proposals_are_no_roads() {
    let own = json!({"from": 1, "to": 2, "distance": 120_000.0, "duration": 90.0, "border_time": 30.0, "add": false});
    let planned = json!({"from": 1, "to": 2, "distance": 120_000.0, "add": true});
    let net = read(&[line(own, &[[0.0, 0.0], [1.0, 0.0]]), line(planned, &[[0.0, 0.0], [1.0, 0.0]])]);
    assert_eq!((net.value.links.len(), net.value.links[0].duration_s), (1, Some(7200.0)));
    assert_eq!((net.value.nodes[0].name.as_deref(), codes(&net)), (None, vec!["road-planned"]));
}

#[test]
fn each_bad_feature_is_told_and_the_rest_goes_on() {
    let good = line(json!({"length_km": 112}), &[[0.0, 0.0], [1.0, 0.0]]);
    let cases = [
        (line(json!({"length_km": -3}), &[[0.0, 0.0], [1.0, 0.0]]), "road-measure"),
        (line(json!({"length_km": "far"}), &[[0.0, 0.0], [1.0, 0.0]]), "road-measure"),
        (line(json!({"length_km": 30}), &[[0.0, 0.0], [1.0, 0.0]]), "road-short"),
        (line(json!({}), &[[0.0, 0.0], [1.0, 0.0]]), "road-length"),
        (line(json!({"length_km": 3}), &[[0.0, 0.0], [0.0, 0.0]]), "road-loop"),
        (line(json!({"length_km": 3}), &[[0.0, 0.0]]), "road-coordinate"),
        (line(json!({"length_km": 3}), &[[0.0, 91.0], [1.0, 0.0]]), "road-coordinate"),
        (line(json!({"length_km": 300}), &[[179.0, 0.0], [-179.0, 0.0]]), "road-antimeridian"),
        (line(json!({"length_km": 112, "class": "boulevard"}), &[[0.0, 0.0], [1.0, 0.0]]), "road-class"),
        (line(json!({"length_km": 112, "surface": "marble"}), &[[0.0, 0.0], [1.0, 0.0]]), "road-surface"),
        (place(json!({"name": "x"}), [500.0, 0.0]), "road-coordinate"),
        (place(json!({"name": "x", "kind": "border", "countries": ["SEN"]}), [5.0, 0.0]), "road-border"),
        (
            place(
                json!({"name": "x", "kind": "border", "countries": ["SEN", "MLI"], "border_hours": "long"}),
                [5.0, 0.0],
            ),
            "road-property",
        ),
        (json!({"type": "Feature", "geometry": {"type": "Polygon", "coordinates": []}}), "road-geometry"),
        (json!({"type": "Feature"}), "road-geometry"),
    ];
    for (bad, code) in cases {
        let net = read(&[bad.clone(), good.clone()]);
        assert_eq!(codes(&net), [code], "{bad}");
        assert!(net.issues[0].message.starts_with("feature 1") && net.issues[0].help.is_some());
        assert!(!net.value.links.is_empty());
    }
}

#[test]
fn flags_limits_and_lengths_as_others_write_them_are_read_or_told() {
    let told = json!({"length_km": "112", "oneway": "yes", "bridge": 1, "ford": "no", "max_weight_t": "3.5 t",
                      "max_height_m": "4.2", "max_speed_kmh": "50"});
    let against = json!({"length_km": 112.0, "oneway": -1});
    let bad =
        json!({"length_km": 112, "oneway": "maybe", "toll": {}, "max_weight_t": "heavy", "max_height_m": -4});
    let ends = [[0.0, 0.0], [1.0, 0.0]];
    let net = read(&[line(told, &ends), line(against, &ends), line(bad, &ends)]);
    let [one, other, third] = net.value.links.as_slice() else { panic!("{:?}", net.issues) };
    assert_eq!(
        (one.flags.forward, one.flags.backward, one.flags.bridge, one.flags.ford),
        (true, false, true, false)
    );
    assert_eq!((one.max_weight_t, one.max_height_m, one.max_speed_kmh), (Some(3.5), Some(4.2), Some(50.0)));
    assert_eq!((other.flags.forward, other.flags.backward), (false, true));
    assert_eq!((third.flags.backward, third.max_weight_t), (true, None));
    assert_eq!(codes(&net), ["road-property"; 4]);
    assert!(net.issues.iter().all(|i| i.message.starts_with("feature 3")), "{:?}", net.issues);
}

#[test]
fn other_coordinates_than_degrees_are_told() {
    let roads = |crs: &str| {
        let crs = json!({"type": "name", "properties": {"name": crs}});
        let link = line(json!({"length_km": 112}), &[[0.0, 0.0], [1.0, 0.0]]);
        read_geojson(&json!({"features": [link], "crs": crs}).to_string()).unwrap().issues.len()
    };
    assert_eq!(
        ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "urn:ogc:def:crs:EPSG::3857"].map(roads),
        [0, 0, 1]
    );
}

#[test]
fn what_is_no_network_is_refused_with_the_reason() {
    assert!(matches!(read_geojson("{"), Err(GeoJsonError::Json(_))));
    assert!(matches!(read_geojson("{\"features\": []} x"), Err(GeoJsonError::Json(_))));
    assert!(matches!(read_geojson("{\"features\": 5}"), Err(GeoJsonError::Collection)));
    assert!(matches!(read_geojson("{}"), Err(GeoJsonError::Collection)));
    assert!(matches!(read_geojson("[]"), Err(GeoJsonError::Collection)));
    assert!(matches!(read_geojson("{\"features\": [1, null]}"), Err(GeoJsonError::NoRoad(2))));
}

proptest::proptest! {
    #[test]
    fn no_text_makes_it_panic(text in "\\{\"features\":\\[[-0-9\\[\\]{}:,\"a-z.]{0,60}\\]\\}|.{0,40}") {
        let _ = read_geojson(&text);
    }
}
