use super::*;
use crate::testing::ucdp;
use crate::{District, Month, Panel, Sources, Target, Units};
use base::{Coordinate, Country};
use events::{AreaEntry, Atlas, Boundary, Row, Table};

/// A district: name, country, and the west, south, east and north of its box.
type Box4 = (&'static str, &'static str, [f64; 4]);

fn country(code: &str) -> Country {
    Country::new(code).unwrap()
}

fn atlas(boxes: &[Box4]) -> Atlas {
    let area = |(name, code, [w, s, e, n]): &Box4| {
        let ring = format!("[[[{w},{s}],[{e},{s}],[{e},{n}],[{w},{n}],[{w},{s}]]]");
        let outline = Boundary::parse(&format!(r#"{{"type":"Polygon","coordinates":{ring}}}"#)).unwrap();
        let entry =
            AreaEntry { name: (*name).to_owned(), country: Some(country(code)), ..AreaEntry::default() };
        (entry, Some(outline))
    };
    Atlas::new(boxes.iter().map(area).collect(), &[])
}

fn districts<'a>(atlas: &'a Atlas, boxes: &[Box4]) -> Vec<District<'a>> {
    let one = |(name, code, _): &Box4| District {
        country: country(code),
        area: atlas.find(name, None, &[]).unwrap(),
    };
    boxes.iter().map(one).collect()
}

/// Two districts of a middle country, two of a neighbour at its border, one of the neighbour far from it.
const BOXES: [Box4; 5] = [
    ("East", "MLI", [-11.0, 14.0, -10.0, 15.0]),
    ("South", "MLI", [-11.0, 13.0, -10.0, 14.0]),
    ("West", "SEN", [-12.0, 14.0, -11.0, 15.0]),
    ("Low", "SEN", [-12.0, 13.0, -11.1, 14.0]),
    ("Coast", "SEN", [-17.0, 14.0, -16.0, 15.0]),
];

fn row(id: usize, code: &str, lon: f64, month: usize, best: u32) -> Row {
    let day = format!("{}-{:02}-10", 2010 + month / 12, month % 12 + 1);
    let told = crate::testing::row(150_800, &day, best);
    Row { id: id.to_string(), country: Some(country(code)), point: Coordinate::new(14.4, lon), ..told }
}

/// Six years in which every event in the east is followed by one in the west in the month after.
fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    for month in 0..72 {
        let (burst, after) = (month % 9 < 3, (1..4).contains(&(month % 9)));
        for n in 0..3 {
            rows.extend(burst.then(|| row(month * 10 + n, "MLI", -10.4, month, 4)));
            rows.extend((after && n < 2).then(|| row(month * 10 + 5 + n, "SEN", -11.4, month, 2)));
        }
    }
    rows
}

fn panel(tables: &[Table], districts: &[District<'_>]) -> Panel {
    Panel::build(Sources { tables, incidents: Some("ucdp") }, Units::Districts(districts)).unwrap().value
}

#[test]
fn districts_at_the_border_of_the_main_country_are_border_districts() {
    let atlas = atlas(&BOXES);
    let districts = districts(&atlas, &BOXES);
    let found = borders(&districts, Some(country("MLI")));
    let names: Vec<(usize, Vec<usize>)> = found.iter().map(|b| (b.district, b.across.clone())).collect();
    // The corner of the north lies at the corner of the south; the low one is 11 km off.
    assert_eq!(names, [(2, vec![0, 1]), (3, vec![0, 1])]);
    assert_eq!(found[0].facing, [country("MLI")]);
    let all: Vec<usize> = borders(&districts, None).iter().map(|b| b.district).collect();
    assert_eq!(all, [0, 1, 2, 3]);
    assert!(borders(&districts, Some(country("GIN"))).is_empty());
}

#[test]
fn what_follows_from_across_is_told_and_shares_sum_to_one() {
    let atlas = atlas(&BOXES);
    let districts = districts(&atlas, &BOXES);
    let tables = ucdp(rows());
    let panel = panel(&tables, &districts);
    let borders = borders(&districts, Some(country("MLI")));
    let past = panel.until(panel.last()).unwrap();
    let found = decompose(&past, &panel.incident_types(), &districts, &borders, &[1, 2, 3]);
    let west = found[0].as_ref().unwrap();
    assert!((west.background + west.own + west.across - 1.0).abs() < 1e-9);
    assert!(west.across_low <= west.across && west.across <= west.across_high && west.across_high <= 1.0);
    assert!(west.across > 0.3 && west.across_low > 0.1, "{west:?}");
    assert_eq!((west.events, west.events_across, west.months), (48, 72, 67));
    // The last twelve months hold six with two events.
    assert_eq!(west.last_year, 1.0);
}

#[test]
fn too_little_history_gives_no_share() {
    let atlas = atlas(&BOXES);
    let districts = districts(&atlas, &BOXES);
    let borders = borders(&districts, Some(country("MLI")));
    let why = |rows: Vec<Row>| {
        let tables = ucdp(rows);
        let panel = panel(&tables, &districts);
        let past = panel.until(panel.last()).unwrap();
        decompose(&past, &panel.incident_types(), &districts, &borders, &[1])[0].clone().unwrap_err()
    };
    assert_eq!(why(rows().into_iter().take(30).collect()), Why::Months(13));
    let few = rows().into_iter().step_by(6).collect();
    assert!(matches!(why(few), Why::Events(n) if n < 50));
    let one_sided = rows().into_iter().filter(|r| r.country == Some(country("SEN"))).collect::<Vec<_>>();
    let twice = one_sided.iter().cloned().chain(one_sided.iter().cloned()).collect();
    assert_eq!(why(twice), Why::NoRows(country("MLI")));
}

#[test]
fn without_the_neighbours_nothing_of_theirs_is_left() {
    let atlas = atlas(&BOXES);
    let districts = districts(&atlas, &BOXES);
    let borders = borders(&districts, Some(country("MLI")));
    let tables = ucdp(rows());
    let origin = Month::new(2015, 7).unwrap();
    let target = Target::StateBased;
    let ground = removal::Ground { tables: &tables, target: &target, origin, horizons: &[1, 2] };
    let found = remove(ground, &districts, &borders, model().as_ref()).unwrap();
    let west = found[0].as_ref().unwrap();
    // The last twelve months hold months 55 to 66: deaths in the west in six, 4 each; in the east in five, 12 each. West has
    // four half-degree cells, and its events lie in the block of nine of all four; those of the east in none, since
    // a column of cells lies between. A value is one of 108.
    assert_eq!((west.cells, west.model.as_str()), (4, "conflictology_n"));
    assert!((west.with - 4.0 * 24.0 / 108.0).abs() < 1e-9, "{west:?}");
    assert_eq!(west.across, Some(0.0));
    let only = ucdp(rows().into_iter().filter(|r| r.country == Some(country("SEN"))).collect());
    let silent = removal::Ground { tables: &only, ..ground };
    assert_eq!(
        remove(silent, &districts, &borders, model().as_ref()).unwrap()[0],
        None,
        "no row of the neighbour"
    );
    let near = rows().into_iter().map(|mut r| {
        r.point = r.point.map(|p| Coordinate { lon: if p.lon > -11.0 { -10.9 } else { p.lon }, ..p });
        r
    });
    let tables = ucdp(near.collect());
    let ground = removal::Ground { tables: &tables, ..ground };
    let found = remove(ground, &districts, &borders, model().as_ref()).unwrap();
    let west = found[0].as_ref().unwrap();
    // The cell of −11 to −10.5 is in the block of two of the four.
    assert!((west.with - (4.0 * 24.0 + 2.0 * 60.0) / 108.0).abs() < 1e-9, "{west:?}");
    assert!((west.without - 4.0 * 24.0 / 108.0).abs() < 1e-9, "{west:?}");
    assert!((west.across.unwrap() - 120.0 / 216.0).abs() < 1e-9);
}
