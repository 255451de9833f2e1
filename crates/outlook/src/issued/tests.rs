use super::*;
use crate::testing::{all, series};
use crate::{Distribution, Panel};
use proptest::prelude::*;

const HERE: u32 = 150_800;

fn draws(values: &[u32]) -> Distribution {
    Distribution::of_draws(values.iter().map(|n| f64::from(*n)))
}

/// Told at the end of January 2001 for two units and three months.
fn kept(units: &[u32], told: Forecasts, beside: Forecasts) -> Kept {
    let unit = |n: &u32| KeptUnit { id: n.to_string(), country: Country::new("MLI").unwrap() };
    Kept {
        level: Level::Cell,
        units: units.iter().map(unit).collect(),
        target: Target::StateBased.to_string(),
        origin: Month::new(2001, 1).unwrap(),
        model: "forest".into(),
        baseline: "conflictology_n".into(),
        fallback: None,
        told,
        beside,
    }
}

fn month(year: i16, month: u8) -> Month {
    Month::new(year, month).unwrap()
}

fn panel(months: usize, at: usize, came: u32) -> Panel {
    let mut counts = vec![1; months];
    counts[at] = came;
    series(&[(HERE, &counts), (HERE + 1, &vec![0; months])])
}

#[test]
fn hits_misses_and_what_is_pending() {
    // February 2001 is the 14th month: 30 came; April is not over.
    let panel = panel(16, 13, 30);
    let horizons = [1, 2, 3];
    let told = Forecasts::steady(&horizons, vec![draws(&[0, 1, 1, 2]), draws(&[0, 0, 0, 4])]);
    let beside = Forecasts::steady(&horizons, vec![draws(&[0]), draws(&[0])]);
    let kept = kept(&[HERE, HERE + 1, 7], told, beside);
    let told = verdict(&kept, &panel, &Target::StateBased, month(2001, 3));
    let states: Vec<Status> = told.months.iter().map(|m| m.status).collect();
    assert_eq!(states, [Status::Scored, Status::Scored, Status::Pending]);
    let february = told.months[0].totals.as_ref().unwrap();
    assert_eq!((february.hits, february.misses, february.false_alarms, february.quiet), (1, 0, 1, 0));
    assert_eq!((february.inside, february.inside_active), (0.5, Some(0.0)), "30 lies above what was told");
    // The baseline surely told zero: 30 and 0 off.
    assert_eq!((february.crps_baseline, february.brier_baseline), (15.0, 0.5));
    assert!((february.any_expected - 1.0).abs() < 1e-12);
    assert!(told.months[2].totals.is_none());
    let all = told.totals.unwrap();
    assert_eq!((all.forecasts, all.any_came), (4, 2));
    assert_eq!(told.units[2].came, None);
    assert_eq!(told.lost, ["7"]);
}

#[test]
fn a_country_is_said_from_one_half_on() {
    let panel = panel(16, 13, 30);
    let told = Forecasts::steady(&[1], vec![draws(&[0, 1, 1, 2]), draws(&[0, 0, 0, 4])]);
    let mut kept = kept(&[HERE, HERE + 1], told.clone(), told);
    kept.level = Level::Country;
    let totals = verdict(&kept, &panel, &Target::StateBased, month(2001, 2)).totals.unwrap();
    assert_eq!((totals.hits, totals.misses, totals.false_alarms, totals.quiet), (1, 0, 0, 1));
}

#[test]
fn a_month_without_its_file_is_neither_hit_nor_miss() {
    let mut counts = [1; 40];
    counts[14..20].fill(0);
    let rows = counts.iter().enumerate().flat_map(|(at, n)| {
        let day = format!("{}-{:02}-15", 2000 + at / 12, at % 12 + 1);
        (0..*n * 9).map(move |_| crate::testing::row(HERE, &day, 1))
    });
    let panel = crate::testing::grid(rows.collect(), &[HERE]);
    assert_eq!(panel.gaps(), [(month(2001, 3), month(2001, 8))]);
    let steady = Forecasts::steady(&[1, 2], vec![draws(&[3])]);
    let kept = kept(&[HERE], steady.clone(), steady);
    let told = verdict(&kept, &panel, &Target::StateBased, panel.last());
    assert_eq!(told.months.iter().map(|m| m.status).collect::<Vec<_>>(), [Status::Scored, Status::Gap]);
    assert_eq!(told.totals.unwrap().forecasts, 1);
}

#[test]
fn a_release_that_changes_what_came_changes_the_verdict_alone() {
    let steady = Forecasts::steady(&[1], vec![draws(&[0, 2]), draws(&[0])]);
    let kept = kept(&[HERE, HERE + 1], steady.clone(), steady);
    let before = kept.clone();
    let first = verdict(&kept, &panel(16, 13, 0), &Target::StateBased, month(2001, 2));
    let second = verdict(&kept, &panel(16, 13, 2), &Target::StateBased, month(2001, 2));
    assert_eq!(first.units[0].came.as_ref().unwrap().call, Call::FalseAlarm);
    assert_eq!(second.units[0].came.as_ref().unwrap().call, Call::Hit);
    assert_eq!(kept, before);
}

proptest! {
    #[test]
    fn totals_are_those_of_the_slow_sum(
        counts in prop::collection::vec(prop_oneof![Just(0u32), 0u32..30], 12),
        told in prop::collection::vec(0u32..20, 1..12), beside in prop::collection::vec(0u32..20, 1..12),
        known in 1i32..9,
    ) {
        let months: Vec<u32> = vec![1; 13].into_iter().chain(counts.clone()).collect();
        let panel = series(&[(HERE, &months)]);
        let horizons: Vec<u8> = (1..=6).collect();
        let (told, beside) = (draws(&told), draws(&beside));
        let kept = kept(&[HERE], Forecasts::steady(&horizons, vec![told.clone()]), Forecasts::steady(&horizons, vec![beside]));
        let last = kept.origin.plus(known);
        let said = verdict(&kept, &panel, &Target::StateBased, last);
        let scored = &all(&panel, &Target::StateBased, 0)[13..13 + usize::try_from(known.min(6)).unwrap()];
        let totals = said.totals.unwrap();
        prop_assert_eq!(totals.forecasts, scored.len());
        prop_assert_eq!(totals.hits + totals.misses, scored.iter().filter(|n| **n > 0).count());
        prop_assert_eq!(totals.hits + totals.misses + totals.false_alarms + totals.quiet, scored.len());
        let crps = scored.iter().map(|n| crate::scores::crps(&told, f64::from(*n))).sum::<f64>() / scored.len() as f64;
        prop_assert!((totals.crps - crps).abs() < 1e-9);
        for row in &said.units {
            prop_assert_eq!(row.came.is_some(), row.period <= last, "nothing is scored before its month is over");
            if let Some(came) = &row.came {
                prop_assert_eq!(came.inside, row.low <= f64::from(came.came) && f64::from(came.came) <= row.high);
            }
        }
    }
}
