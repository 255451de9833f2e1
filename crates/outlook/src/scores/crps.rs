//! The continuous ranked probability score.

use crate::Distribution;

/// CRPS = E|X − y| − ½ E|X − X′| (Gneiting, Raftery 2007), exact: the square of the distance between the distribution
/// function and the step at what came, over all values. For `n` draws it is mean|x − y| − Σ|x − x′| / 2n².
pub fn crps(forecast: &Distribution, came: f64) -> f64 {
    let atoms = forecast.atoms();
    let mut below = 0.0;
    let mut score = 0.0;
    for (atom, next) in atoms.iter().zip(atoms.iter().skip(1)) {
        below = f64::min(below + atom.weight, 1.0);
        let (left, right) = (atom.value, next.value);
        let middle = came.clamp(left, right);
        score += below * below * (middle - left) + (1.0 - below) * (1.0 - below) * (right - middle);
    }
    let (first, last) = (atoms.first().map_or(0.0, |a| a.value), atoms.last().map_or(0.0, |a| a.value));
    score + (first - came).max(0.0) + (came - last).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The slow, obvious version.
    fn slow(draws: &[f64], came: f64) -> f64 {
        let n = draws.len() as f64;
        let far = draws.iter().map(|x| (x - came).abs()).sum::<f64>() / n;
        let pairs = draws.iter().flat_map(|x| draws.iter().map(move |other| (x - other).abs()));
        far - pairs.sum::<f64>() / (2.0 * n * n)
    }

    #[test]
    fn a_sure_forecast_misses_by_its_distance() {
        assert_eq!(crps(&Distribution::surely(3.0), 10.0), 7.0);
        assert_eq!(crps(&Distribution::surely(3.0), 3.0), 0.0);
        assert_eq!(crps(&Distribution::surely(3.0), 1.0), 2.0);
        // Half 0, half 4; 1 came: (1 + 3) / 2 − 8 / 8.
        assert_eq!(crps(&Distribution::of_draws([4.0, 0.0]), 1.0), 1.0);
    }

    proptest! {
        #[test]
        fn it_equals_the_sum_over_all_pairs(
            draws in prop::collection::vec(prop_oneof![Just(0u32), 0u32..4, 0u32..900], 1..40), came in 0u32..900,
        ) {
            let draws: Vec<f64> = draws.into_iter().map(f64::from).collect();
            let (fast, slow) = (crps(&Distribution::of_draws(draws.clone()), f64::from(came)), slow(&draws, f64::from(came)));
            prop_assert!((fast - slow).abs() <= 1e-9 * slow.abs().max(1.0), "{} {}", fast, slow);
        }

        #[test]
        fn weights_are_draws_told_shorter(draws in prop::collection::vec(0u32..6, 1..40), came in 0u32..9) {
            let draws: Vec<f64> = draws.into_iter().map(f64::from).collect();
            let counted = Distribution::weighted(draws.iter().map(|d| (*d, 2.5)));
            let came = f64::from(came);
            prop_assert!((crps(&counted, came) - slow(&draws, came)).abs() < 1e-9);
        }
    }
}
