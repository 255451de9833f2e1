//! Small files made by hand, read as a user's file would be.

mod common;

use base::{Checked, Issue, Severity};
use common::{Pbf, Tags, bytes, frame, varint};
use corridors::osm::{Bounds, OsmError, Roads, Speeds, network, read_graph, read_roads};
use corridors::{Link, Network, RoadClass, Surface, components};
use flate2::{Compression, write::ZlibEncoder};
use proptest::prelude::*;
use std::io::{Cursor, Write};

const ROAD: Tags = &[("highway", "primary")];

/// Nodes 1, 2, 3 … along the equator, a hundredth of a degree (about 1,112 m) apart.
fn line(count: i64) -> Pbf {
    let nodes: Vec<(i64, f64, f64, Tags)> =
        (1..=count).map(|id| (id, 0.0, id as f64 / 100.0, &[] as Tags)).collect();
    Pbf::default().dense(&nodes)
}

fn roads(file: &Pbf) -> Roads {
    read_roads(Cursor::new(file.file()), None).unwrap()
}

fn joined(files: &[(&str, &Roads)]) -> Checked<Network> {
    network(files.iter().map(|(name, roads)| ((*name).to_owned(), (*roads).clone())).collect())
}

fn built(file: &Pbf) -> (Network, Vec<Issue>) {
    let checked = joined(&[("test", &roads(file))]);
    (checked.value, checked.issues)
}

/// The one link of a way with these tags.
fn link(tags: Tags) -> Link {
    let (network, _) = built(&line(2).way(7, &[1, 2], tags));
    assert_eq!(network.links.len(), 1, "{tags:?}");
    network.links[0].clone()
}

fn codes(issues: &[Issue]) -> Vec<&str> {
    issues.iter().map(|i| i.code.as_str()).collect()
}

/// Links as pairs of source ids of their ends.
fn pairs(network: &Network) -> Vec<(i64, i64)> {
    let id = |n: corridors::NodeId| network.nodes[n.0 as usize].source_id;
    let mut pairs: Vec<_> = network.links.iter().map(|l| (id(l.from), id(l.to))).collect();
    pairs.sort_unstable();
    pairs
}

/// Links by their ends, in either order, class and centimetres.
/// A ring that nothing touches keeps one of its nodes: which one depends on the order of the ways, so it is not told.
fn prints(network: &Network) -> Vec<(i64, i64, RoadClass, i64)> {
    let id = |n: corridors::NodeId| network.nodes[n.0 as usize].source_id;
    let print = |l: &Link| {
        let (a, b) = if l.from == l.to { (0, 0) } else { (id(l.from), id(l.to)) };
        (a.min(b), a.max(b), l.class, (l.length_m * 100.0).round() as i64)
    };
    let mut prints: Vec<_> = network.links.iter().map(print).collect();
    prints.sort_unstable();
    prints
}

/// Forbidden turns as way, node, way.
fn turns(network: &Network) -> Vec<(i64, i64, i64)> {
    let way = |l: corridors::LinkId| network.links[l.0 as usize].source_id;
    let turn = |t: &(corridors::LinkId, corridors::NodeId, corridors::LinkId)| {
        (way(t.0), network.nodes[t.1.0 as usize].source_id, way(t.2))
    };
    let mut turns: Vec<_> = network.forbidden_turns.iter().map(turn).collect();
    turns.sort_unstable();
    turns
}

#[test]
fn a_road_between_two_towns() {
    let file = line(5)
        .timestamp(1_700_000_000)
        .way(
            7,
            &[1, 2, 3],
            &[("highway", "trunk"), ("ref", "RN 1"), ("surface", "laterite"), ("tracktype", "grade2")],
        )
        .way(
            8,
            &[3, 4, 5],
            &[("highway", "trunk"), ("ref", "N1"), ("surface", "laterite"), ("tracktype", "grade2")],
        )
        .way(9, &[1, 5], &[("highway", "footway")]);
    let read = roads(&file);
    assert_eq!((read.counts.nodes, read.counts.ways, read.counts.roads), (5, 3, 2));
    assert_eq!(read.released().unwrap().to_string(), "2023-11-14");
    let (network, issues) = built(&file);
    assert!(issues.is_empty(), "{issues:?}");
    assert_eq!(pairs(&network), [(1, 5)]);
    let link = &network.links[0];
    assert_eq!((link.class, link.surface, link.tracktype), (RoadClass::Trunk, Surface::Gravel, 2));
    assert_eq!(network.names, ["RN1"]);
    assert_eq!(network.shape.len(), 3);
    assert!((link.length_m - 4.0 * 1111.95).abs() < 0.1, "{}", link.length_m);
    assert_eq!(components(&network).count, 1);
}

#[test]
fn tags_become_what_they_mean() {
    assert!(link(ROAD).flags.forward && link(ROAD).flags.backward);
    for (tags, forward, backward) in [
        (&[("highway", "primary"), ("oneway", "yes")][..], true, false),
        (&[("highway", "primary"), ("oneway", "-1")], false, true),
        (&[("highway", "primary"), ("junction", "roundabout")], true, false),
        (&[("highway", "motorway")], true, false),
        (&[("highway", "motorway"), ("oneway", "no")], true, true),
        (&[("highway", "primary"), ("oneway", "reversible")], false, false),
    ] {
        let flags = link(tags).flags;
        assert_eq!((flags.forward, flags.backward), (forward, backward), "{tags:?}");
    }
    for (tags, private) in [
        (&[("highway", "service"), ("access", "private")][..], true),
        (&[("highway", "service"), ("access", "no"), ("motor_vehicle", "yes")], false),
        (&[("highway", "service"), ("vehicle", "no")], true),
        (&[("highway", "service"), ("access", "destination")], false),
    ] {
        assert_eq!(link(tags).flags.private, private, "{tags:?}");
    }
    let told = link(&[
        ("highway", "secondary"),
        ("maxspeed", "30 mph"),
        ("maxweight", "16 st"),
        ("maxheight", "4.2 m"),
        ("bridge", "yes"),
        ("toll", "yes"),
        ("ford", "no"),
    ]);
    assert!((told.max_speed_kmh.unwrap() - 48.28).abs() < 0.01);
    assert!((told.max_weight_t.unwrap() - 14.51).abs() < 0.01);
    assert_eq!(told.max_height_m, Some(4.2));
    assert!(told.flags.bridge && told.flags.toll && !told.flags.ford);
    assert_eq!(link(&[("highway", "primary"), ("hgv", "no")]).max_weight_t, Some(3.5));
    let ferry = link(&[("route", "ferry"), ("duration", "00:20")]);
    assert_eq!((ferry.class, ferry.duration_s), (RoadClass::Ferry, Some(1200.0)));
}

#[test]
fn a_ferry_that_calls_on_the_way_shares_its_time_by_length() {
    let file = line(4).way(7, &[1, 2, 4], &[("route", "ferry"), ("duration", "30")]).way(8, &[2, 3], ROAD);
    let (network, _) = built(&file);
    let mut times: Vec<f32> = network.links.iter().filter_map(|l| l.duration_s).collect();
    times.sort_by(f32::total_cmp);
    assert!((times[0] - 600.0).abs() < 0.1 && (times[1] - 1200.0).abs() < 0.1, "{times:?}");
}

#[test]
fn posts_fords_and_gates_on_the_road() {
    let file = Pbf::default()
        .dense(&[
            (1, 0.0, 0.01, &[]),
            (2, 0.0, 0.02, &[("barrier", "border_control"), ("name", "Old Post")]),
            (3, 0.0, 0.03, &[("ford", "yes")]),
            (4, 0.0, 0.04, &[("barrier", "gate"), ("access", "private")]),
            (5, 0.0, 0.05, &[("barrier", "bollard")]),
        ])
        .node(6, 0.0, 0.06, &[("barrier", "lift_gate")])
        .node(7, 0.0, 0.07, &[])
        .way(7, &[1, 2, 3, 4, 5, 6, 7], ROAD);
    let (network, _) = built(&file);
    assert_eq!(network.nodes.iter().filter_map(|n| n.name.as_deref()).collect::<Vec<_>>(), ["Old Post"]);
    assert_eq!(
        network.barriers.iter().map(|b| b.1.as_str()).collect::<Vec<_>>(),
        ["border_control", "gate", "bollard", "lift_gate"]
    );
    // 1–2, 2–4 with the ford, the gate's own link, 4–5, and behind the bollard 5–6, 6–7.
    assert_eq!(pairs(&network), [(1, 2), (2, 4), (4, 4), (4, 5), (5, 6), (6, 7)]);
    assert_eq!(network.links.iter().filter(|l| l.flags.ford).count(), 1);
    let gate = network.links.iter().find(|l| l.flags.private).unwrap();
    assert_eq!(gate.length_m, 0.0);
    assert_eq!(components(&network).count, 2);
}

#[test]
fn broken_ways_are_counted_and_the_rest_is_read() {
    let file = Pbf::default()
        .dense(&[
            (1, 0.0, 1.0, &[]),
            (2, 0.0, 1.1, &[]),
            (3, 0.0, 179.9, &[]),
            (4, 0.0, -179.9, &[]),
            (5, 0.0, -179.8, &[]),
        ])
        .node(6, 120.0, 0.0, &[])
        .way(10, &[1, 2], ROAD)
        .way(11, &[1], ROAD)
        .way(12, &[2, 2], ROAD)
        .way(13, &[1, 99, 2, 1], ROAD)
        .way(14, &[3, 4, 5], ROAD)
        .way(15, &[1, 6], ROAD)
        .way(
            16,
            &[1, 2],
            &[("highway", "primary"), ("maxspeed", "fast"), ("access:conditional", "no @ (22:00-06:00)")],
        );
    let (network, issues) = built(&file);
    let codes = codes(&issues);
    for code in [
        "osm.one_node",
        "osm.missing_nodes",
        "osm.antimeridian",
        "osm.bad_place",
        "osm.unread",
        "osm.conditional",
    ] {
        assert!(codes.contains(&code), "{code} in {codes:?}");
    }
    let one = issues.iter().find(|i| i.code == "osm.one_node").unwrap();
    assert_eq!((one.severity, one.message.starts_with("2 roads")), (Severity::Warning, true), "{one}");
    assert!(one.message.ends_with("way 11"));
    assert_eq!(pairs(&network), [(1, 2), (1, 2), (2, 1), (4, 5)]);
}

/// A crossing: ways 11, 12, 13, 14 from nodes 1, 2, 3, 4 to node 5.
fn crossing() -> Pbf {
    Pbf::default()
        .dense(&[
            (1, 0.0, 0.01, &[]),
            (2, 0.01, 0.0, &[]),
            (3, 0.0, -0.01, &[]),
            (4, -0.01, 0.0, &[]),
            (5, 0.0, 0.0, &[]),
        ])
        .way(11, &[1, 5], ROAD)
        .way(12, &[5, 2], ROAD)
        .way(13, &[3, 5], ROAD)
        .way(14, &[4, 5], &[("highway", "primary"), ("oneway", "yes")])
}

#[test]
fn turn_restrictions() {
    let (no, issues) = built(&crossing().turn(1, "no_left_turn", 11, 5, 12));
    assert_eq!(turns(&no), [(11, 5, 12)]);
    assert!(issues.is_empty(), "{issues:?}");
    // Way 14 leads to the crossing only, so that no turn into it needs forbidding.
    let (only, _) = built(&crossing().turn(1, "only_straight_on", 11, 5, 13));
    assert_eq!(turns(&only), [(11, 5, 11), (11, 5, 12)]);
    let (u_turn, _) = built(&crossing().turn(1, "no_u_turn", 12, 5, 12));
    assert_eq!(turns(&u_turn), [(12, 5, 12)]);
}

#[test]
fn turn_restrictions_that_are_not_applied_are_counted() {
    let kinds = |extra: Tags<'static>| {
        let mut tags = vec![("type", "restriction")];
        tags.extend_from_slice(extra);
        tags
    };
    let members = [("from", 'w', 11), ("via", 'n', 5), ("to", 'w', 12)];
    let file = crossing()
        .way(15, &[1, 2], &[("highway", "steps")])
        .relation(1, &members, &kinds(&[("restriction:conditional", "no_left_turn @ (08:00-10:00)")]))
        .relation(2, &members, &kinds(&[("restriction:hgv", "no_left_turn")]))
        .relation(3, &members, &kinds(&[("restriction", "no_left_turn"), ("except", "bus;hgv")]))
        .relation(
            4,
            &[("from", 'w', 11), ("via", 'w', 12), ("to", 'w', 13)],
            &kinds(&[("restriction", "no_u_turn")]),
        )
        .relation(5, &members[..2], &kinds(&[("restriction", "no_left_turn")]))
        .relation(6, &members, &kinds(&[("restriction", "strange")]))
        .turn(7, "no_left_turn", 15, 5, 12)
        .turn(8, "no_left_turn", 11, 77, 12)
        .turn(9, "no_right_turn", 12, 5, 14);
    let (network, issues) = built(&file);
    assert_eq!(turns(&network), []);
    let told: Vec<(String, String)> = issues
        .iter()
        .map(|i| (i.code.clone(), i.message.split(' ').next().unwrap_or("").to_owned()))
        .collect();
    let expected = [
        ("osm.turn_conditional", "1"),
        ("osm.turn_for_some", "2"),
        ("osm.turn_via_way", "1"),
        ("osm.turn_broken", "2"),
        ("osm.turn_elsewhere", "3"),
    ];
    assert_eq!(told, expected.map(|(a, b)| (a.to_owned(), b.to_owned())));
}

#[test]
fn files_that_share_a_border_join_by_node_ids() {
    let west = line(4).way(7, &[1, 2], ROAD).way(8, &[2, 3, 4], ROAD);
    let east = line(6).way(8, &[2, 3, 4], ROAD).way(9, &[4, 5, 6], ROAD);
    let (west, east) = (roads(&west), roads(&east));
    let both = joined(&[("west", &west), ("east", &east)]);
    assert_eq!(pairs(&both.value), [(1, 6)]);
    assert_eq!(codes(&both.issues), ["osm.overlap"]);
    assert!((both.value.links[0].length_m - 5.0 * 1111.95).abs() < 0.1);
    assert_eq!(both.value.release, "west + east");
    let twice = joined(&[("west", &west), ("west", &west)]);
    assert_eq!(twice.value.links, joined(&[("west", &west)]).value.links);
}

#[test]
fn a_file_with_a_numbering_of_its_own_is_told_and_not_joined() {
    let ways = |file: Pbf| {
        roads(&file.way(7, &[1, 2], ROAD).way(8, &[2, 3], ROAD).turn(1, "no_straight_on", 7, 2, 8))
    };
    let east = ways(line(4));
    let nodes: Vec<(i64, f64, f64, Tags)> =
        (1..=3).map(|id| (id, 40.0, id as f64 / 100.0, &[] as Tags)).collect();
    let drawn = ways(Pbf::default().dense(&nodes));
    let both = joined(&[("country", &east), ("drawn", &drawn)]);
    assert_eq!(codes(&both.issues), ["osm.other_ids"]);
    assert!(both.issues[0].message.starts_with("3 of the 3 nodes"), "{:?}", both.issues);
    let one = |roads| joined(&[("", roads)]).value;
    let length = |n: &Network| n.links.iter().map(|l| l.length_m).sum::<f64>();
    assert_eq!(both.value.links.len(), one(&east).links.len() + one(&drawn).links.len());
    assert!((length(&both.value) - length(&one(&east)) - length(&one(&drawn))).abs() < 1.0);
    assert_eq!(both.value.forbidden_turns.len(), 2);
    assert_eq!(components(&both.value).count, 2);
}

#[test]
fn a_box_keeps_the_pieces_inside() {
    let file = line(9).way(7, &[1, 2, 3, 4, 5, 6, 7, 8, 9], ROAD);
    let bounds = Bounds { west: 0.025, south: -1.0, east: 0.065, north: 1.0 };
    let read = read_roads(Cursor::new(file.file()), Some(bounds)).unwrap();
    let cut = joined(&[("box", &read)]);
    assert_eq!(pairs(&cut.value), [(3, 6)]);
    assert!(cut.issues.is_empty(), "{:?}", cut.issues);
}

#[test]
fn a_graph_has_every_node_and_tenths_of_seconds() {
    let file = line(3)
        .way(7, &[1, 2, 3], &[("highway", "primary"), ("maxspeed", "36")])
        .way(8, &[1, 3], &[("highway", "primary"), ("access", "private")])
        .way(9, &[3, 1], &[("highway", "primary"), ("oneway", "yes"), ("maxspeed", "72")]);
    let graph = read_graph(Cursor::new(file.file()), &Speeds::car().unwrap()).unwrap();
    assert_eq!(graph.osm_node_id, [1, 2, 3]);
    assert_eq!(graph.first_out, [0, 1, 3, 5]);
    assert_eq!(graph.head, [1, 0, 2, 1, 0]);
    assert_eq!(graph.travel_time, [1112, 1112, 1112, 1112, 1112]);
    assert_eq!(graph.longitude, [0.01, 0.02, 0.03]);
    assert!(Speeds::parse("motorway = 0").is_err());
}

// --- bad files ------------------------------------------------------------------------------------------------

fn zlib(content: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(content).unwrap();
    let mut out = Vec::new();
    varint(2 << 3, &mut out);
    varint(content.len() as u64, &mut out);
    bytes(3, &encoder.finish().unwrap(), &mut out);
    out
}

fn read(bytes: Vec<u8>) -> Result<Roads, OsmError> {
    read_roads(Cursor::new(bytes), None)
}

#[test]
fn packed_and_plain_files_tell_the_same() {
    let file = line(3).way(7, &[1, 2, 3], ROAD);
    assert_eq!(read(file.file_with(zlib)).unwrap(), read(file.file()).unwrap());
}

#[test]
fn what_is_no_file_says_so() {
    for bytes in
        [&b""[..], b"<?xml version='1.0'?><osm>", b"PK\x03\x04zipzipzip", &[0; 64], &frame("OSMData", b"")]
    {
        assert!(matches!(read(bytes.to_vec()), Err(OsmError::NotPbf)), "{bytes:?}");
    }
    let other = read(line(2).feature("HistoricalInformation").file()).unwrap_err();
    assert!(matches!(other, OsmError::Unsupported(_)), "{other}");
    let lzma = |_: &[u8]| vec![4 << 3 | 2, 1, 0];
    assert!(matches!(read(line(2).file_with(lzma)), Err(OsmError::Unsupported(_))));
    let lies = |_: &[u8]| vec![2 << 3, 100, 3 << 3 | 2, 2, 0x78, 0x9c];
    assert!(matches!(read(line(2).file_with(lies)), Err(OsmError::Damaged { .. })));
    let huge = [frame("OSMHeader", b""), vec![0, 0, 0, 2, 3 << 3, 0xFF]].concat();
    assert!(matches!(read(huge), Err(OsmError::Damaged { .. })));
}

#[test]
fn a_file_cut_short_is_an_error_wherever_it_is_cut() {
    let whole = line(3).way(7, &[1, 2, 3], ROAD).turn(1, "no_u_turn", 7, 2, 7).file_with(zlib);
    let complete: Vec<usize> = (0..=whole.len()).filter(|end| read(whole[..*end].to_vec()).is_ok()).collect();
    // Only at the ends of blobs: after the header, the nodes, the ways, and at the end.
    assert_eq!(complete.len(), 4, "{complete:?}");
    let cut = read(whole[..whole.len() - 1].to_vec()).unwrap_err();
    assert!(matches!(cut, OsmError::Truncated { .. }), "{cut}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn two_files_make_the_network_that_one_makes(
        ways in proptest::collection::vec((proptest::collection::vec(1..12_i64, 2..6), 0..3_u8), 1..9),
    ) {
        let tags = |nodes: &[i64]| if nodes[0] % 3 == 0 { &[("highway", "track")][..] } else { ROAD };
        let file = |wanted: &dyn Fn(u8) -> bool| {
            let numbered = ways.iter().enumerate().filter(|(_, (_, side))| wanted(*side));
            numbered.fold(line(12), |file, (at, (nodes, _))| file.way(100 + at as i64, nodes, tags(nodes)))
        };
        // Side 0 is in the first file, 1 in the second, 2 in both.
        let (first, second) = (roads(&file(&|side| side != 1)), roads(&file(&|side| side != 0)));
        let (two, one) = (joined(&[("a", &first), ("b", &second)]).value, built(&file(&|_| true)).0);
        prop_assert_eq!(prints(&two), prints(&one));
    }

    #[test]
    fn garbage_never_panics(places in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6), packed in any::<bool>()) {
        let file = crossing().turn(1, "only_straight_on", 11, 5, 13).node(9, 0.0, 0.0, &[("barrier", "gate"), ("access", "no")]).way(20, &[9, 1], ROAD);
        let mut bytes = if packed { file.file_with(zlib) } else { file.file() };
        for (place, byte) in places {
            let at = place.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(roads) = read(bytes) {
            let _ = joined(&[("damaged", &roads)]);
        }
    }
}
