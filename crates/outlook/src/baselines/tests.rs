use super::baselines;
use super::last::poisson;
use crate::testing::series;
use crate::{
    Bootstrap, Conflictology, Distribution, Last, Model, Month, Neighbourhood, Panel, Target, Unable, Zero,
};
use proptest::prelude::*;

const HERE: u32 = 150_800;

fn one(model: &dyn Model, panel: &Panel, unit: usize) -> Distribution {
    let past = panel.until(panel.last()).unwrap();
    let told = model.forecast(&past, &Target::StateBased, &[3, 14]).unwrap();
    assert_eq!(told.get(unit, 0), told.get(unit, 1), "a baseline says the same at every horizon");
    assert_eq!(told.get(unit, 2), None);
    told.get(unit, 0).unwrap().clone()
}

#[test]
fn each_says_what_it_is_defined_to_say() {
    let mut long = vec![9; 12];
    long.extend([1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 3]);
    let near = [vec![50; 12], vec![4; 12]].concat();
    let panel = series(&[(HERE, &long), (HERE + 721, &near), (HERE + 5, &[7; 24])]);
    assert_eq!(one(&Zero, &panel, 0), Distribution::surely(0.0));
    assert_eq!(
        one(&Conflictology, &panel, 0),
        Distribution::of_draws(long[12..].iter().map(|v| f64::from(*v)))
    );
    let around = one(&Neighbourhood, &panel, 0);
    // Units stand in the order of their numbers: the neighbour is the last. 108 values: 12 own, 12 of the one neighbour
    // in the panel, and zeros.
    assert_eq!(around, {
        let own = long[12..].iter().map(|v| f64::from(*v));
        Distribution::of_draws(own.chain([4.0; 12]).chain([0.0; 84]))
    });
    assert!((one(&Last, &panel, 0).mean() - 3.0).abs() < 1e-9);
}

#[test]
fn two_hundred_and_forty_months_or_none() {
    let counts: Vec<u32> = (0..250).collect();
    let panel = series(&[(HERE, &counts)]);
    let told = one(&Bootstrap, &panel, 0);
    assert_eq!((told.atoms().len(), told.atoms()[0].value), (240, 10.0));
    let past = panel.until(panel.last().plus(-11)).unwrap();
    let short = Bootstrap.forecast(&past, &Target::StateBased, &[1]).unwrap_err();
    assert_eq!(short, Unable::TooShort { needs: 240, has: 239 });
}

#[test]
fn poisson_probabilities_are_the_formulas() {
    for mean in [0.0, 0.3, 1.0, 4.0, 37.0, 800.0, 20_000.0] {
        let told = poisson(mean);
        let variance: f64 = told.atoms().iter().map(|a| a.weight * (a.value - mean).powi(2)).sum();
        assert!((told.mean() - mean).abs() <= 1e-9 * mean.max(1.0), "{mean}: {}", told.mean());
        assert!((variance - mean).abs() <= 1e-9 * mean.max(1.0), "{mean}: {variance}");
    }
    let two = poisson(2.0);
    let right = [1.0, 2.0, 2.0, 4.0 / 3.0].map(|v: f64| v * (-2.0f64).exp());
    for (atom, right) in two.atoms().iter().zip(right) {
        assert!((atom.weight - right).abs() < 1e-12);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    /// No peeking: whatever happens after the origin, every forecast stays the same.
    #[test]
    fn what_comes_after_the_origin_changes_no_forecast(
        past in prop::collection::vec(0u32..40, 300), one in prop::collection::vec(0u32..40, 1..20),
        other in prop::collection::vec(0u32..400, 1..20), cut in 1usize..300,
    ) {
        let made = |future: &[u32]| {
            let first = [&past[..], future].concat();
            let second: Vec<u32> = first.iter().rev().copied().collect();
            let second = [&past[50..], &past[..50], &second[..future.len()]].concat();
            series(&[(HERE, &first), (HERE + 1, &second)])
        };
        let (a, b) = (made(&one), made(&other));
        let origin = Month::new(2000, 1).unwrap().plus(cut as i32 - 1);
        for model in baselines() {
            let told = |panel: &Panel| model.forecast(&panel.until(origin).unwrap(), &Target::StateBased, &[1, 14]);
            prop_assert_eq!(told(&a), told(&b), "{}", model.name());
        }
    }
}
