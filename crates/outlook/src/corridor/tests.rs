use super::drawn::{Drawn, Source, Touching};
use super::shuffle::{even, values};
use super::*;
use crate::random::Random;
use crate::testing::series;
use crate::{
    Bootstrap, Conflictology, Distribution, Gid, Holding, Model, Month, Neighbourhood, Panel, Target,
};
use ::corridors::Passability;
use base::{Coordinate, Date};
use proptest::prelude::*;

const HERE: u32 = 150_800;

/// The slow, obvious version for a template without ties: each place takes the value of the rank that the template has there.
fn slow(draws: &[f64], template: &[u32]) -> Vec<f64> {
    let mut sorted = draws.to_vec();
    sorted.sort_by(f64::total_cmp);
    template.iter().map(|own| sorted[template.iter().filter(|other| *other < own).count()]).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn a_shuffle_keeps_the_values_and_takes_the_ranks_of_the_template(
        pairs in prop::collection::vec((0u32..40, 0u32..6), 0..120), seed in any::<u64>(),
    ) {
        let draws: Vec<f64> = pairs.iter().map(|(v, _)| f64::from(*v)).collect();
        let template: Vec<u32> = pairs.iter().map(|(_, t)| *t).collect();
        let mut told = draws.clone();
        shuffle(&mut told, &template, &mut Random::new(seed, &[]));
        let sorted = |values: &[f64]| { let mut v = values.to_vec(); v.sort_by(f64::total_cmp); v };
        prop_assert_eq!(sorted(&told), sorted(&draws), "not the same values");
        for (a, ta) in told.iter().zip(&template) {
            for (b, tb) in told.iter().zip(&template) {
                prop_assert!(ta >= tb || a <= b, "{a} before {b}, and the template {ta} before {tb}");
            }
        }
    }

    #[test]
    fn without_ties_it_is_the_slow_version(
        draws in prop::collection::vec(0.0f64..50.0, 1..80), seed in any::<u64>(),
    ) {
        let mut random = Random::new(seed, &[]);
        let mut template: Vec<u32> = (0..draws.len() as u32).map(|at| at * 3 + 1).collect();
        for at in (1..template.len()).rev() {
            template.swap(at, random.below(at + 1));
        }
        let mut told = draws.clone();
        shuffle(&mut told, &template, &mut random);
        prop_assert_eq!(told, slow(&draws, &template));
    }

    #[test]
    fn draws_stand_for_their_distribution(counts in prop::collection::vec(0u32..9, 1..40), seed in any::<u64>()) {
        let told = Distribution::of_draws(counts.iter().map(|c| f64::from(*c)));
        let drawn = values(&told, DRAWS, &mut Random::new(seed, &[]));
        let any = drawn.iter().filter(|v| **v > 0.0).count() as f64 / DRAWS as f64;
        prop_assert!((any - told.above(0.0)).abs() <= 1.0 / DRAWS as f64 + 1e-9, "{any}");
    }
}

#[test]
fn even_numbers_are_one_in_each_step_in_no_order() {
    let mut told = even(100, &mut Random::new(3, &[]));
    assert!(!told.is_sorted());
    told.sort_by(f64::total_cmp);
    assert!(told.iter().enumerate().all(|(at, v)| (*v * 100.0) as usize == at));
}

// --- roads ------------------------------------------------------------------------------------------------------

fn centre(cell: u32) -> Coordinate {
    Gid::new(cell).unwrap().centre()
}

fn way(name: &str, cells: &[u32]) -> Way {
    let line = cells.iter().map(|c| centre(*c)).collect();
    Way { name: name.into(), lines: vec![line], limits: Vec::new() }
}

fn month(at: i32) -> Month {
    Month::new(2000, 1).unwrap().plus(at)
}

/// Counts of twenty years in two neighbouring cells that mostly fail together, in spells of three months.
fn together() -> [Vec<u32>; 2] {
    let mut random = Random::new(11, &[]);
    let mut lists = [Vec::new(), Vec::new()];
    for _ in 0..80 {
        let bad = random.even() < 0.25;
        for _ in 0..3 {
            let [a, b] = [0, 1].map(|_| u32::from(bad && random.even() < 0.9) * (1 + random.below(5) as u32));
            lists[0].push(a);
            lists[1].push(b);
        }
    }
    lists
}

/// Surely, where a cell counts any, and never where it counts none.
const AS_COUNTED: Touching = [[0.0; 3], [1.0; 3]];

fn drawn(panel: &Panel, ways: &[Way], model: &dyn Model, touching: &Touching) -> Drawn {
    let past = panel.until(panel.last()).unwrap();
    let forecasts = model.forecast(&past, &Target::StateBased, &[1, 2, 3]).unwrap();
    let touched = Touched::new(ways, &[]);
    let source =
        Source { past, target: &Target::StateBased, forecasts: &forecasts, touched: &touched, seed: 5 };
    Drawn::new(&source, touching)
}

fn share(n: usize, of: impl Fn(usize) -> bool) -> f64 {
    (0..n).filter(|at| of(*at)).count() as f64 / n as f64
}

#[test]
fn neighbouring_sections_and_following_months_fail_together_as_they_did() {
    let [a, b] = together();
    let panel = series(&[(HERE, &a), (HERE + 1, &b)]);
    let ways = [way("A", &[HERE]), way("B", &[HERE + 1])];
    let told = drawn(&panel, &ways, &Bootstrap, &AS_COUNTED);
    let fails = |way: usize, at: usize, future: usize| told.of(way, at)[future] >= 2;
    let alone = [0, 1].map(|way| told.chance(way, 0)[1]);
    let apart = alone[0] * alone[1];
    let close = |told: f64, past: f64, what: &str| {
        assert!((told - past).abs() < 0.03, "{what}: {told} for {past}");
        assert!((told - past).abs() < (apart - past).abs() / 3.0, "{what}: {told} is no better than {apart}");
    };
    let both = share(a.len(), |at| a[at] > 0 && b[at] > 0);
    close(share(DRAWS, |f| fails(0, 0, f) && fails(1, 0, f)), both, "two sections in a month");
    let after = share(a.len() - 2, |at| a[at] > 0 && a[at + 1] > 0);
    close(share(DRAWS, |f| fails(0, 0, f) && fails(0, 1, f)), after, "one section in two months");
    // The chance of each by itself stays that of its forecast.
    assert!((alone[0] - share(a.len(), |at| a[at] > 0)).abs() < 0.002);
    // A corridor of both fails less often than if they failed apart, and more often than one of them.
    let corridor =
        drawn(&panel, &[way("A and B", &[HERE, HERE + 1])], &Bootstrap, &AS_COUNTED).chance(0, 0)[1];
    let independent = 1.0 - (1.0 - alone[0]) * (1.0 - alone[1]);
    assert!(alone[0].max(alone[1]) < corridor && corridor < independent - 0.05, "{corridor} {independent}");
}

#[test]
fn incidents_touch_as_often_as_the_estimate_says() {
    let panel = series(&[(HERE, &[1; 24])]);
    let told = drawn(&panel, &[way("A", &[HERE])], &Conflictology, &[[0.0; 3], [0.2, 0.5, 0.7]]);
    assert_eq!(told.chance(0, 0), [0.2, 0.5, 0.7]);
    let quiet = series(&[(HERE, &[1; 1]), (HERE + 1, &[0; 24])]);
    let told = drawn(&quiet, &[way("B", &[HERE + 1])], &crate::Zero, &[[0.1, 0.2, 0.3], [1.0; 3]]);
    assert_eq!(told.chance(0, 0), [0.1, 0.2, 0.3]);
}

#[test]
fn an_incident_counts_to_every_road_in_its_reach_and_to_one_cell_of_it() {
    let ways = [way("A", &[HERE, HERE + 1]), way("far", &[HERE + 9, HERE + 10])];
    let north = Coordinate { lat: centre(HERE).lat + 0.3, ..centre(HERE) };
    let incident = |km| Incident { month: month(3), point: north, km };
    let touched = Touched::new(&ways, &[incident(40.0)]);
    assert_eq!([0, 1].map(|way| touched.in_month(way, month(3))), [true, false]);
    assert!(!touched.in_month(0, month(4)));
    assert!(!Touched::new(&ways, &[incident(30.0)]).in_month(0, month(3)), "33 km away");
    // It lies in a cell beside the road: it counts to the cell of the road that is nearest.
    let panel = series(&[(HERE, &[0, 0, 0, 2, 1]), (HERE + 1, &[0, 0, 0, 0, 7])]);
    let past = panel.until(panel.last()).unwrap();
    let shares = touched.shares(&past, &Target::StateBased, &[]);
    assert_eq!(shares, [Share { hits: 1, n: 3 }, Share { hits: 0, n: 7 }]);
    let gap = [(month(0), month(2))];
    assert_eq!(
        touched.shares(&past, &Target::StateBased, &gap)[1],
        Share { hits: 0, n: 1 },
        "no row, no month"
    );
    assert_eq!(touched.climate(0, &past, &gap), Share { hits: 1, n: 2 });
    let before = panel.until(month(2)).unwrap();
    assert_eq!(touched.shares(&before, &Target::StateBased, &[])[0], Share { hits: 0, n: 0 });
}

// --- the door ---------------------------------------------------------------------------------------------------

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn held(age: u32, term: Option<&str>) -> Lasting {
    Lasting { id: format!("c{age}"), age, term: term.map(day), holding: Holding::default() }
}

fn limited(limits: &[(usize, Passability)]) -> Way {
    Way { limits: limits.to_vec(), ..way("A", &[HERE, HERE + 1]) }
}

fn tell(
    ways: &[Way],
    constraints: &[Lasting],
    on: &str,
    news: bool,
    known: Option<Known<'_>>,
) -> Vec<CorridorMonth> {
    let asked = Asked { ways, constraints, day: day(on), months: &[1, 2, 3], news, known, seed: 7 };
    let (rows, _) = outlook(&asked);
    for row in &rows {
        let Chances { open, restricted, closed, unknown } = row.chances;
        assert!((open + restricted + closed + unknown - 1.0).abs() < 0.002, "{row:?}");
        assert!(row.chances.hindered() >= row.p_any - 1e-9);
    }
    rows
}

#[test]
fn without_a_dataset_nothing_is_open() {
    use Passability::{Closed, Restricted, Unknown};
    let constraints = [held(40, None), held(2, None), held(900, None)];
    let ways = [limited(&[(0, Closed)]), limited(&[(1, Restricted)]), limited(&[(2, Unknown)]), limited(&[])];
    let rows = tell(&ways, &constraints, "2002-01-31", true, None);
    let told = |way: usize, at: usize| rows[way * 3 + at].chances;
    // Forty days old on the day: 40 / 55 to the sixteenth day, the fifteenth of February, and 40 / 41 to the first.
    assert!((told(0, 0).closed - 40.0 / 55.0).abs() < 0.002, "{:?}", told(0, 0));
    assert!((told(0, 0).restricted - (40.0 / 41.0 - 40.0 / 55.0)).abs() < 0.003);
    assert!(told(0, 2).closed < told(0, 1).closed && told(1, 0).closed == 0.0);
    assert_eq!([told(2, 0).unknown, told(3, 0).unknown], [1.0, 1.0]);
    assert!(rows.iter().all(|r| r.chances.open == 0.0 && r.incidents.is_none()));
    assert!(
        rows.iter().all(
            |r| matches!(&r.record, Record::Not { not_scored } if not_scored.contains("no event dataset"))
        )
    );
    assert_eq!((rows[0].baseline.chances.closed, rows[9].baseline.chances.unknown), (1.0, 1.0));
    assert_eq!((rows[0].drivers.clone(), rows[9].drivers.len()), (vec!["c40".to_owned()], 0));
}

#[test]
fn a_term_ends_what_was_given_one() {
    let ways = [limited(&[(0, Passability::Closed)])];
    let rows = tell(&ways, &[held(400, Some("2002-03-05"))], "2002-01-31", true, None);
    assert!(rows[0].chances.closed > 0.9);
    assert_eq!((rows[1].chances.closed, rows[2].chances.restricted), (0.0, 0.0));
    assert!(rows[1].chances.restricted > 0.8, "it closes the first days of March");
    assert_eq!(rows[1].baseline.chances.restricted, 1.0);
}

/// Every third month an incident in the first cell.
fn thirds() -> (Panel, Vec<Incident>) {
    let counts: Vec<u32> = (0..120).map(|at| u32::from(at % 3 == 0)).collect();
    let hit = (0..120).filter(|at| at % 3 == 0);
    let incidents = hit.map(|at| Incident { month: month(at), point: centre(HERE), km: 10.0 }).collect();
    (series(&[(HERE, &counts), (HERE + 1, &[0; 120])]), incidents)
}

fn known<'a>(panel: &'a Panel, touched: &'a Touched) -> Known<'a> {
    Known { panel, target: &Target::StateBased, model: &Conflictology, yardstick: &Neighbourhood, touched }
}

#[test]
fn incidents_restrict_what_datasets_cover_and_their_forecasts_are_scored() {
    let (panel, incidents) = thirds();
    let far = Way { name: "beyond".into(), ..way("", &[HERE + 1, HERE + 2]) };
    let ways = [limited(&[]), far, way("nowhere", &[HERE + 40])];
    let touched = Touched::new(&ways, &incidents);
    let rows = tell(&ways, &[], "2009-12-31", true, Some(known(&panel, &touched)));
    let first = &rows[0];
    // Deaths in four of twelve months; an incident touched the road in all forty such months, in none of the others.
    let told = first.incidents.unwrap();
    let right = (1.0 / 3.0) * (41.0 / 42.0);
    assert!((told.best - right).abs() < 0.02, "{told:?}");
    assert!(told.low < told.best && told.best < told.high && told.yardstick < told.best);
    assert_eq!((first.chances.restricted, first.chances.closed), (told.best, 0.0));
    assert_eq!((first.period.to_string().as_str(), first.chances.unknown), ("2010-01", 0.0));
    assert_eq!(first.baseline.incidents, Some(Share { hits: 20, n: 60 }));
    let Record::Scored { months, came, brier, brier_climatology, to, .. } = &first.record else {
        panic!("{first:?}")
    };
    assert_eq!((*months, to.to_string().as_str(), *came), (48, "2009-12", 0.333));
    assert!((brier - 2.0 / 9.0).abs() < 0.01 && (brier_climatology - 2.0 / 9.0).abs() < 0.01, "{brier}");
    // Half of the second is beyond what datasets cover: nothing hinders it as far as is known, and that is not open.
    assert_eq!((rows[3].chances.open, rows[3].incidents.unwrap().covered), (0.0, 0.5));
    assert_eq!((rows[6].chances.unknown, rows[6].incidents), (1.0, None));
    assert!(rows[6].silence.as_deref().unwrap().contains("no dataset covers"));
    assert!(matches!(&rows[6].record, Record::Not { .. }));
    let quiet = tell(&ways, &[], "2009-12-31", false, Some(known(&panel, &touched)));
    assert_eq!(quiet[0].chances.open, 0.0, "without documents nobody would tell of a constraint");
}

#[test]
fn old_rows_and_gaps_are_no_forecast() {
    let (panel, incidents) = thirds();
    let ways = [limited(&[])];
    let touched = Touched::new(&ways, &incidents);
    let told = |on: &str, panel: &Panel| tell(&ways, &[], on, true, Some(known(panel, &touched)));
    let old = told("2011-06-15", &panel);
    assert!(old.iter().all(|r| r.incidents.is_none() && r.chances.unknown == 1.0));
    assert!(old[0].silence.as_deref().unwrap().contains("2009-12"), "{:?}", old[0].silence);
    let late = told("2010-12-15", &panel);
    assert_eq!(late.iter().map(|r| r.incidents.is_some()).collect::<Vec<_>>(), [true, true, false]);
    let mut counts = vec![1; 120];
    counts[106..118].fill(0);
    let rows = counts.iter().enumerate().filter(|(_, n)| **n > 0);
    let rows = rows.map(|(at, _)| crate::testing::row(HERE, &format!("{}-15", month(at as i32)), 1));
    let holed = crate::testing::grid(rows.collect(), &[HERE, HERE + 1]);
    assert_eq!(holed.gaps().len(), 1);
    let gap = told("2009-12-31", &holed);
    assert!(
        gap[0].silence.as_deref().unwrap().contains("no row from 2008-11 to 2009-10"),
        "{:?}",
        gap[0].silence
    );
    assert_eq!(gap[0].chances.unknown, 1.0);
    let short = series(&[(HERE, &[1, 0, 2]), (HERE + 1, &[0, 0, 0])]);
    let short = told("2000-03-31", &short);
    assert!(short[0].silence.as_deref().unwrap().contains("needs 12 months"), "{:?}", short[0].silence);
    assert!(matches!(&short[0].record, Record::Not { .. }));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    /// No peeking: rows and incidents after the day change neither chances nor record.
    #[test]
    fn what_comes_after_the_day_changes_nothing(
        later in prop::collection::vec(0u32..40, 24), other in prop::collection::vec(0u32..40, 24),
    ) {
        let (_, incidents) = thirds();
        let told = |later: &[u32]| {
            let counts: Vec<u32> = (0..120).map(|at| u32::from(at % 3 == 0)).chain(later.iter().copied()).collect();
            let panel = series(&[(HERE, &counts), (HERE + 1, &[0; 144])]);
            let new = later.iter().enumerate().filter(|(_, n)| **n > 20);
            let new = new.map(|(at, _)| Incident { month: month(120 + at as i32), point: centre(HERE), km: 10.0 });
            let all: Vec<Incident> = incidents.iter().copied().chain(new).collect();
            let ways = [limited(&[])];
            let touched = Touched::new(&ways, &all);
            tell(&ways, &[], "2009-12-31", true, Some(known(&panel, &touched)))
        };
        prop_assert_eq!(told(&later), told(&other));
    }
}
