use super::history::{ACROSS, NEAR, SELF};
use super::*;
use crate::random::Random;
use base::{Coordinate, Country};
use proptest::prelude::*;

/// Districts in two rows of three, one row a country, the rows 40 km apart and 60 km between districts.
fn places() -> Vec<Place> {
    let row = |code: &str, lat: f64| {
        let country = Country::new(code).unwrap();
        [-10.0, -9.45, -8.9].map(|lon| Place { country, middle: Coordinate { lat, lon } })
    };
    [row("AAA", 14.0), row("BBB", 14.36)].concat()
}

/// Drawn by Knuth's product of even numbers, slow and obvious.
fn poisson(random: &mut Random, mean: f64) -> u32 {
    let (limit, mut product, mut count) = ((-mean).exp(), random.even(), 0);
    while product > limit {
        product *= random.even();
        count += 1;
    }
    count
}

/// What is expected in a month, by the definition: every earlier event of every district, one by one.
fn slow(history: &History, fit: &Fit, counts: &[Vec<f64>], on: usize, month: usize) -> Parts {
    let mut parts = Parts { background: fit.background[on], ..Parts::default() };
    let here = history.places[on];
    for (from, series) in counts.iter().enumerate() {
        let there = history.places[from];
        for (at, count) in series.iter().enumerate().take(month) {
            let faded = count * fit.kernel.after((month - at) as i32);
            let far = fit.kernel.at(here.middle.distance_km(there.middle));
            match (from == on, here.country == there.country) {
                (true, _) => parts.own += fit.strength[SELF] * faded,
                (false, true) => parts.own += fit.strength[NEAR] * far * faded,
                (false, false) => parts.across += fit.strength[ACROSS] * far * faded,
            }
        }
    }
    parts
}

fn simulated(fit: &Fit, months: usize, seed: u64) -> History {
    let mut random = Random::new(seed, &[]);
    let mut history = History { places: places(), counts: vec![Vec::new(); 6], fitted: months };
    for month in 0..months {
        let now: Vec<Vec<f64>> =
            history.counts.iter().map(|c| c.iter().map(|n| f64::from(*n)).collect()).collect();
        for on in 0..6 {
            let mean = slow(&history, fit, &now, on, month).sum();
            let drawn = poisson(&mut random, mean);
            history.counts[on].push(drawn);
        }
    }
    history
}

fn truth() -> Fit {
    Fit {
        kernel: Kernel { half_life: 1.0, reach_km: 100.0 },
        background: vec![0.6, 0.3, 0.4, 0.1, 0.0, 0.2],
        strength: [0.45, 0.1, 0.15],
        likelihood: 0.0,
    }
}

#[test]
fn known_parameters_are_found_again() {
    let truth = truth();
    let history = simulated(&truth, 1_200, 7);
    let found = fit(&history, truth.kernel);
    for (found, told) in found.strength.iter().zip(truth.strength) {
        assert!((found - told).abs() < 0.04, "{found} for {told}");
    }
    for (found, told) in found.background.iter().zip(&truth.background) {
        assert!((found - told).abs() < 0.12, "{found} for {told}");
    }
}

/// How far it reaches is hardly told apart from how strong it is; what comes of both together is.
#[test]
fn what_is_borne_holds_the_truth() {
    let truth = truth();
    let history = simulated(&truth, 400, 11);
    let chosen = choose(&history).unwrap();
    assert!((0.5..=2.0).contains(&chosen.best.kernel.half_life), "{:?}", chosen.best.kernel);
    let across = |fit: &Fit| split(&history, fit, &[1, 2, 3]).iter().map(|p| p.across).sum::<f64>();
    let (low, right, high) = (across(&chosen.weakest), across(&truth), across(&chosen.strongest));
    assert!(low < right && right < high, "{low} {right} {high}");
    assert!(low < across(&chosen.best) && across(&chosen.best) < high);
}

#[test]
fn without_anything_across_none_is_borne() {
    let alone = Fit { strength: [0.4, 0.1, 0.0], ..truth() };
    let chosen = choose(&simulated(&alone, 300, 3)).unwrap();
    assert_eq!(chosen.weakest.strength[ACROSS], 0.0);
    let (best, most) = (chosen.best.strength[ACROSS], chosen.strongest.strength[ACROSS]);
    assert!(best <= most && most < 0.08, "{best} {most}");
}

#[test]
fn a_kernel_shares_out_all_of_it() {
    for kernel in Kernel::all() {
        let all: f64 = (1..400).map(|lag| kernel.after(lag)).sum();
        assert!((all - 1.0).abs() < 1e-9, "{kernel:?}: {all}");
    }
}

#[test]
fn nothing_seen_is_nothing_expected() {
    let history = History { places: places(), counts: vec![vec![0; 48]; 6], fitted: 48 };
    let found = choose(&history).unwrap();
    let parts = split(&history, &found.best, &[1, 2]);
    assert!(parts.iter().all(|p| p.sum() == 0.0 && p.shares().is_none()));
}

fn any_history() -> impl Strategy<Value = History> {
    let series = prop::collection::vec(prop::sample::select(vec![0u32, 0, 0, 0, 1, 1, 2, 9]), 40);
    (prop::collection::vec(series, 6), 5usize..=40).prop_map(|(counts, fitted)| History {
        places: places(),
        counts,
        fitted,
    })
}

fn any_kernel() -> impl Strategy<Value = Kernel> {
    prop::sample::select(Kernel::all().collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_round_loses_likelihood(history in any_history(), kernel in any_kernel(), held in prop::option::of(0.0f64..2.0)) {
        let cells = super::fit::Cells::new(&history, kernel);
        let mut fit = Fit { kernel, background: vec![0.3; 6], strength: [0.2, 0.1, held.unwrap_or(0.4)], likelihood: 0.0 };
        fit.likelihood = cells.likelihood(&fit);
        for _ in 0..40 {
            let next = cells.round(&fit, held);
            prop_assert!(next.likelihood >= fit.likelihood - 1e-9, "{} after {}", next.likelihood, fit.likelihood);
            prop_assert!(next.strength.iter().chain(&next.background).all(|v| *v >= 0.0 && v.is_finite()));
            fit = next;
        }
    }

    /// What a Poisson process with free backgrounds must do at its peak: expect as many as came.
    #[test]
    fn a_fit_expects_as_many_as_came(history in any_history(), kernel in any_kernel()) {
        let found = fit(&history, kernel);
        let start = history.months() - history.fitted;
        let counts: Vec<Vec<f64>> = history.counts.iter().map(|c| c.iter().map(|n| f64::from(*n)).collect()).collect();
        let expected: f64 = (start..40).flat_map(|m| (0..6).map(move |d| (m, d)))
            .map(|(m, d)| slow(&history, &found, &counts, d, m).sum()).sum();
        let came: u64 = (0..6).map(|d| history.events(d)).sum();
        prop_assert!((expected - came as f64).abs() < 1e-6 * (1.0 + came as f64), "{} for {}", expected, came);
    }

    #[test]
    fn the_quick_recursion_is_the_slow_sum_and_shares_sum_to_one(
        history in any_history(), kernel in any_kernel(), strength in prop::array::uniform3(0.0f64..0.5),
        background in prop::collection::vec(0.0f64..2.0, 6),
    ) {
        let fit = Fit { kernel, background, strength, likelihood: 0.0 };
        let mut counts: Vec<Vec<f64>> = history.counts.iter().map(|c| c.iter().map(|n| f64::from(*n)).collect()).collect();
        let mut right = vec![Parts::default(); 6];
        for month in 40..43 {
            let now: Vec<Parts> = (0..6).map(|on| slow(&history, &fit, &counts, on, month)).collect();
            for (on, parts) in now.iter().enumerate() {
                counts[on].push(parts.sum());
                if month != 41 {
                    right[on].background += parts.background / 2.0;
                    right[on].own += parts.own / 2.0;
                    right[on].across += parts.across / 2.0;
                }
            }
        }
        for (told, right) in split(&history, &fit, &[1, 3]).into_iter().zip(right) {
            for (a, b) in [(told.background, right.background), (told.own, right.own), (told.across, right.across)] {
                prop_assert!((a - b).abs() < 1e-9 * (1.0 + b), "{} for {}", a, b);
            }
            if let Some(s) = told.shares() {
                prop_assert!((s.sum() - 1.0).abs() < 1e-12);
            }
        }
    }
}
