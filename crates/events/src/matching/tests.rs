//! What must hold of the engine, on small random tables.

use super::*;
use base::Date;
use proptest::prelude::*;

/// A record that may lack anything; few values, so that tables are dense in time and place.
fn record() -> impl Strategy<Value = Record> {
    let date = proptest::option::weighted(0.9, (1i8..13, 1i8..6, 0i8..3));
    let point = proptest::option::weighted(0.9, (0u8..6, 0u8..4));
    let name =
        |list: &'static [&'static str]| proptest::option::weighted(0.8, proptest::sample::select(list));
    let kind = name(&["attack", "protest", "Battles"]);
    let actor = name(&["Army", "Band B", "Front Rouge du Lac", "FRL"]);
    let place = name(&["Kamba", "Kamba Nord", "Bolo", "Sika"]);
    let deaths = proptest::option::weighted(0.7, 0u8..12);
    (date, point, kind, actor, place, deaths).prop_map(|(date, point, kind, actor, place, deaths)| Record {
        date: date.and_then(|(month, day, more)| {
            let from = Date::new(2024, month, day).ok()?;
            Some(Interval::between(from, Date::new(2024, month, day + more).ok()?))
        }),
        point: point
            .and_then(|(a, b)| Coordinate::new(14.0 + f64::from(a) / 7.0, -10.0 + f64::from(b) / 3.0)),
        precision: GeoPrecision::Exact,
        event_type: kind.map(str::to_owned),
        actors: actor.into_iter().map(str::to_owned).collect(),
        place: place.map(str::to_owned),
        deaths: deaths.map(|d| Estimate::exact(f64::from(d))),
    })
}

fn tables() -> impl Strategy<Value = (Vec<Record>, Vec<Record>)> {
    (proptest::collection::vec(record(), 1..9), proptest::collection::vec(record(), 1..9))
}

/// What a pair of records is, without where they stand.
fn told(left: &[Record], right: &[Record], pairs: &[Pair], turned: bool) -> Vec<String> {
    let text = |p: &Pair| {
        let (l, r) = (&left[p.left], &right[p.right]);
        let (l, r) = if turned { (r, l) } else { (l, r) };
        format!("{l:?} {r:?} {:.6}", p.probability)
    };
    let mut all: Vec<String> = pairs.iter().map(text).collect();
    all.sort();
    all
}

/// The slow, obviously right competition: every set of pairs without a shared record, weighed.
fn slow(odds: &[f64], ends: &[(u32, u32)]) -> Vec<f64> {
    fn go(
        at: usize,
        odds: &[f64],
        ends: &[(u32, u32)],
        chosen: &mut Vec<usize>,
        weight: f64,
        out: &mut [f64],
    ) -> f64 {
        if at == odds.len() {
            chosen.iter().for_each(|e| out[*e] += weight);
            return weight;
        }
        let mut total = go(at + 1, odds, ends, chosen, weight, out);
        if chosen.iter().all(|e| ends[*e].0 != ends[at].0 && ends[*e].1 != ends[at].1) {
            chosen.push(at);
            total += go(at + 1, odds, ends, chosen, weight * odds[at], out);
            chosen.pop();
        }
        total
    }
    let mut out = vec![0.0; odds.len()];
    let total = go(0, odds, ends, &mut Vec::new(), 1.0, &mut out);
    out.iter().map(|o| o / total).collect()
}

fn within(threads: usize, left: &[Record], right: &[Record]) -> Vec<Pair> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| match_records(left, right))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn a_record_is_in_one_pair_at_most((left, right) in tables()) {
        let pairs = match_records(&left, &right);
        let (mut lefts, mut rights): (Vec<_>, Vec<_>) = pairs.iter().map(|p| (p.left, p.right)).unzip();
        prop_assert!(lefts.is_sorted());
        lefts.dedup();
        rights.sort_unstable();
        rights.dedup();
        prop_assert_eq!((lefts.len(), rights.len()), (pairs.len(), pairs.len()));
        prop_assert!(pairs.iter().all(|p| (0.0..=1.0).contains(&p.probability)));
    }

    #[test]
    fn neither_order_nor_sides_nor_threads_change_anything((left, right) in tables()) {
        let pairs = within(1, &left, &right);
        prop_assert_eq!(&pairs, &within(2, &left, &right));
        let expected = told(&left, &right, &pairs, false);
        prop_assert_eq!(&expected, &told(&right, &left, &match_records(&right, &left), true));
        let back = |list: &[Record]| list.iter().rev().cloned().collect::<Vec<_>>();
        let (left, right) = (back(&left), back(&right));
        let turned = told(&left, &right, &match_records(&left, &right), false);
        prop_assert_eq!(expected.len(), turned.len());
    }

    #[test]
    fn probabilities_are_near_those_of_going_through_every_set(
        ends in proptest::collection::btree_set((0u32..4, 0u32..4), 1..9),
        logs in proptest::collection::vec(-4.0f64..4.0, 9),
    ) {
        let ends: Vec<(u32, u32)> = ends.into_iter().collect();
        let odds: Vec<f64> = logs.iter().take(ends.len()).map(|l| l.exp()).collect();
        let of = |f: u32| ends.iter().filter(|e| e.0 == f).map(|e| (e.1, Levels::default())).collect::<Vec<_>>();
        let mut edges = Edges::new(vec![(0..4).map(of).collect()], 4);
        let plain: Vec<f32> = odds.iter().map(|o| *o as f32).collect();
        edges.compete(&plain, 60);
        for (fast, slow) in edges.probability.iter().zip(slow(&odds, &ends)) {
            prop_assert!((f64::from(*fast) - slow).abs() < 0.15, "{} {}", fast, slow);
        }
    }
}

/// Every pair is a candidate as long as it is near: blocking finds what comparing all pairs finds.
#[test]
fn blocking_looks_at_every_pair_that_is_near() {
    let mut records = Vec::new();
    for n in 0u8..20 {
        records.push(Record {
            date: Some(Interval::day(Date::constant(2024, 3, 1 + (n % 10) as i8))),
            point: Coordinate::new(14.0 + f64::from(n) / 40.0, -0.1),
            precision: GeoPrecision::Exact,
            event_type: None,
            actors: Vec::new(),
            place: None,
            deaths: None,
        });
    }
    let tables = Tables::of(&records, &records);
    let blocks = Blocks::new(&tables);
    let (mut found, all) = (Vec::new(), tables.rows[1].len());
    for row in &tables.rows[0] {
        blocks.candidates(row, &mut found);
        let near = (0..all as u32).filter(|j| Blocks::is_near(row, &tables.rows[1][*j as usize]));
        assert_eq!(near.collect::<Vec<_>>(), found);
    }
}

#[test]
fn one_pair_is_scored_by_what_is_believed() {
    let mut a = Record {
        date: Some(Interval::day(Date::constant(2024, 3, 1))),
        point: Coordinate::new(14.0, -10.0),
        precision: GeoPrecision::Exact,
        event_type: Some("attack".into()),
        actors: vec!["Army".into()],
        place: Some("Kamba".into()),
        deaths: Some(Estimate::exact(3.0)),
    };
    let same = score(&a, &a);
    assert!(same > 0.95, "{same}");
    let b = a.clone();
    a.date = Some(Interval::day(Date::constant(2024, 3, 20)));
    a.place = Some("Sika".into());
    a.point = Coordinate::new(15.5, -8.0);
    let other = score(&a, &b);
    assert!(other < 0.05, "{other}");
}
