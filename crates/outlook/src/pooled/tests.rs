use super::samples::{Samples, Sampling};
use super::{Decayed, Lesson, Pooled};
use crate::features::Around;
use crate::testing::{row, series, ucdp};
use crate::{Distribution, Forecasts, Model, Month, Panel, Sources, Target, Unable, Units};
use proptest::prelude::*;

const HERE: u32 = 150_800;

/// A forest small enough for a test.
fn small() -> Pooled {
    Pooled::new(12, 1)
}

fn told(panel: &Panel, horizons: &[u8]) -> Result<Forecasts, Unable> {
    small().forecast(&panel.until(panel.last()).unwrap(), &Target::StateBased, horizons)
}

fn whole(forecast: &Distribution) -> bool {
    let sum: f64 = forecast.atoms().iter().map(|a| a.weight).sum();
    (sum - 1.0).abs() < 1e-9 && forecast.atoms().iter().all(|a| a.weight > 0.0 && a.value >= 0.0)
}

/// Months of a busy cell, a quiet one and one with deaths each third month.
fn months(count: usize) -> Panel {
    let busy: Vec<u32> = (0..count).map(|m| 5 + (m as u32 * 7) % 40).collect();
    let third: Vec<u32> = (0..count).map(|m| u32::from(m % 3 == 0)).collect();
    series(&[(HERE, &busy), (HERE + 40, &vec![0; count]), (HERE + 80, &third)])
}

#[test]
fn busy_cells_are_told_from_quiet_ones() {
    let panel = months(120);
    let told = told(&panel, &[3, 8, 14]).unwrap();
    let any = |unit: usize, at: usize| told.get(unit, at).unwrap().above(0.0);
    for at in 0..3 {
        assert!(any(0, at) > 0.6 && any(1, at) < 0.1, "{} {}", any(0, at), any(1, at));
        assert!(any(2, at) > any(1, at) && any(2, at) < any(0, at));
        assert!((0..3).all(|unit| whole(told.get(unit, at).unwrap())));
    }
    assert!(told.get(0, 0).unwrap().mean() > 8.0);
}

#[test]
fn five_years_for_a_calendar_year_and_more_for_farther_months() {
    let needs = |has: usize, horizons: &[u8]| told(&months(has), horizons).err();
    assert_eq!(small().needs(), 60);
    assert_eq!(needs(59, &[3, 14]), Some(Unable::TooShort { needs: 60, has: 59 }));
    assert_eq!(needs(60, &[3, 14]), None);
    assert_eq!(needs(100, &[1, 60]), Some(Unable::TooShort { needs: 106, has: 100 }));
    assert_eq!(needs(106, &[1, 60]), None);
    assert!(told(&months(60), &[]).is_ok_and(|told| told.get(0, 0).is_none()));
}

#[test]
fn all_zeros_stay_zeros_and_one_unit_will_do() {
    let zeros = series(&[(HERE, &[0; 80]), (HERE + 1, &[0; 80])]);
    let told_of_zeros = told(&zeros, &[1, 14]).unwrap();
    assert_eq!(told_of_zeros.get(1, 1), Some(&Distribution::weighted([(0.0, 1.0)])));
    let one = series(&[(HERE, &[3; 80])]);
    assert!(whole(told(&one, &[2]).unwrap().get(0, 0).unwrap()));
}

#[test]
fn countries_are_forecast_too() {
    let rows = (0..90).map(|m| row(HERE, &format!("{}-{:02}-15", 2000 + m / 12, m % 12 + 1), m % 4));
    let tables = ucdp(rows.collect());
    let sources = Sources { tables: &tables, incidents: None };
    let panel = Panel::build(sources, Units::Countries(None)).unwrap().value;
    let told = told(&panel, &[1, 6]).unwrap();
    assert!(whole(told.get(0, 1).unwrap()) && told.get(0, 1).unwrap().above(0.0) > 0.3);
}

#[test]
fn the_same_forecast_whatever_the_number_of_threads() {
    let panel = months(90);
    let made = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| told(&panel, &[3, 14]).unwrap())
    };
    assert_eq!(made(1), made(2));
}

#[test]
fn months_learned_from_are_those_up_to_the_origin() {
    let counts: Vec<u32> = (0..70).collect();
    let panel = series(&[(HERE, &counts)]);
    let lesson = Lesson::at(&panel.until(panel.last()).unwrap(), &Target::StateBased, &[3, 14], 1);
    assert_eq!(Lesson::names(&Target::StateBased).len(), lesson.rows.features());
    assert_eq!(lesson.rows.rows(), lesson.came.len());
    assert_eq!((lesson.came.iter().max(), lesson.asked.rows()), (Some(&69), 2));
}

#[test]
fn what_came_is_laid_beside_the_features_of_its_own_origin() {
    let counts: Vec<u32> = (0..90).collect();
    let panel = series(&[(HERE, &counts), (HERE + 9, &counts)]);
    let past = panel.until(panel.last()).unwrap();
    let sampling = Sampling { step: 3, origins: 12, horizons: 3, history: 24 };
    let samples = Samples::of(&past, &Target::StateBased, &[3, 5, 8, 14], &sampling, &Around::of(&past), 1);
    assert!(samples.ahead.len() > 40);
    for (ahead, came) in samples.ahead.iter().zip(&samples.came) {
        // The count is the number of the month; the first feature is that of the origin.
        assert_eq!(samples.rows.value(0, ahead) as u32 + u32::from(ahead.horizon), *came);
    }
}

#[test]
fn decayed_conflictology_by_hand() {
    let panel = series(&[(HERE, &[9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9]), (HERE + 1, &[0; 12])]);
    let told = Decayed.forecast(&panel.until(panel.last()).unwrap(), &Target::StateBased, &[1]).unwrap();
    // Own 6, eight neighbours 1 each, sixteen in the second ring a quarter each.
    assert!((told.get(0, 0).unwrap().above(0.0) - 6.0 / 18.0).abs() < 1e-9);
    assert!((told.get(1, 0).unwrap().above(0.0) - 1.0 / 18.0).abs() < 1e-9);
    let mut once = vec![0; 36];
    (once[35], once[26]) = (7, 2);
    let panel = series(&[(HERE, &once)]);
    let told = Decayed.forecast(&panel.until(panel.last()).unwrap(), &Target::StateBased, &[1]).unwrap();
    let weights: Vec<f64> = told.get(0, 0).unwrap().atoms().iter().map(|a| a.weight).collect();
    assert!((weights[2] / weights[1] - 2.0).abs() < 1e-9, "nine months halve a weight: {weights:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    /// No peeking: whatever happens after the origin, the forecast stays the same.
    #[test]
    fn what_comes_after_the_origin_changes_nothing(
        past in prop::collection::vec(prop_oneof![3 => Just(0u32), 1 => 0u32..90], 70..110),
        one in prop::collection::vec(0u32..40, 1..20), other in prop::collection::vec(0u32..400, 1..20),
    ) {
        let made = |future: &[u32]| {
            let first = [&past[..], future].concat();
            let second: Vec<u32> = past.iter().rev().chain(future).copied().collect();
            series(&[(HERE, &first), (HERE + 1, &second)])
        };
        let origin = Month::new(2000, 1).unwrap().plus(past.len() as i32 - 1);
        let told = |future: &[u32]| {
            let panel = made(future);
            small().forecast(&panel.until(origin).unwrap(), &Target::StateBased, &[1, 14])
        };
        prop_assert!(told(&one).is_ok());
        prop_assert_eq!(told(&one), told(&other));
    }
}
