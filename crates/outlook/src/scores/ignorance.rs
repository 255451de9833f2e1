//! The ignorance score on bins of counts.

use crate::Distribution;
use crate::random::Random;

/// Lower edges of the challenge's eleven bins; the last has no upper edge.
const EDGES: [f64; 11] = [0.0, 0.5, 2.5, 5.5, 10.5, 25.5, 50.5, 100.5, 250.5, 500.5, 1000.5];

/// Draws that a forecast is scored by.
pub const DRAWS: usize = 1_000;

fn bin(value: f64) -> usize {
    EDGES.iter().skip(1).take_while(|edge| value >= **edge).count()
}

/// −log₂ of the share of draws in the bin of what came, one imagined draw added to every bin so that no surprise is
/// infinite.
fn score(hits: usize, draws: usize) -> f64 {
    -((hits + 1) as f64 / (draws + EDGES.len()) as f64).log2()
}

/// The score of draws as they are.
pub fn ignorance_of_draws(draws: &[f64], came: f64) -> f64 {
    let own = bin(came);
    score(draws.iter().filter(|draw| bin(**draw) == own).count(), draws.len())
}

/// The score of [`DRAWS`] draws with replacement. Only how many fall into the bin of what came matters, so only that is
/// drawn.
pub fn ignorance(forecast: &Distribution, came: f64, random: &mut Random) -> f64 {
    let own = bin(came);
    let inside = |w: &&crate::Atom| bin(w.value) == own;
    let (mut share, mut other) = (0.0, 0.0);
    for atom in forecast.atoms() {
        *(if inside(&atom) { &mut share } else { &mut other }) += atom.weight;
    }
    let hits = match (share > 0.0, other > 0.0) {
        (false, _) => 0,
        (true, false) => DRAWS,
        _ => (0..DRAWS).filter(|_| random.even() < share).count(),
    };
    score(hits, DRAWS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bins_are_the_challenges() {
        let told: Vec<usize> =
            [0.0, 0.49, 0.5, 1.0, 2.0, 3.0, 1000.0, 1001.0, 9e9].into_iter().map(bin).collect();
        assert_eq!(told, [0, 0, 1, 1, 1, 2, 9, 10, 10]);
    }

    #[test]
    fn all_draws_right_and_all_wrong() {
        // The challenge's own score of a sure and right zero.
        assert!((ignorance_of_draws(&[0.0; 1000], 0.0) - 0.014_341_023_067_021_081).abs() < 1e-15);
        let wrong = ignorance(&Distribution::surely(0.0), 3.0, &mut Random::new(1, &[]));
        assert!((wrong - 1011f64.log2()).abs() < 1e-12);
        assert_eq!(
            ignorance(&Distribution::surely(4.0), 3.0, &mut Random::new(1, &[])),
            ignorance_of_draws(&[4.0; 1000], 3.0)
        );
    }

    #[test]
    fn drawing_hits_alone_is_drawing_all() {
        let forecast = Distribution::weighted([(0.0, 0.7), (1.0, 0.2), (60.0, 0.1)]);
        let whole = |seed: u64| {
            let mut random = Random::new(seed, &[]);
            let draws: Vec<f64> = (0..DRAWS).map(|_| forecast.at(random.even())).collect();
            ignorance_of_draws(&draws, 2.0)
        };
        let short = |seed: u64| ignorance(&forecast, 2.0, &mut Random::new(seed, &[]));
        let mean = |one: &dyn Fn(u64) -> f64| (0..200).map(one).sum::<f64>() / 200.0;
        let (whole, short) = (mean(&whole), mean(&short));
        assert!((whole - short).abs() < 0.02, "{whole} {short}");
    }
}
