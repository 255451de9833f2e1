//! A predictive distribution: what a count may be, and how likely.

use serde::{Deserialize, Serialize};

/// A value and its weight.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Atom {
    /// The count, at least zero.
    pub value: f64,
    /// Its probability.
    pub weight: f64,
}

/// Finitely many values with weights that sum to one, in rising order of value, each value once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Distribution {
    atoms: Vec<Atom>,
    /// How many draws the weights stand for, if they count draws; quantiles then go between two draws.
    draws: Option<usize>,
}

impl Distribution {
    /// Surely `value`.
    pub fn surely(value: f64) -> Self {
        Self { atoms: vec![Atom { value: clean(value), weight: 1.0 }], draws: Some(1) }
    }

    /// Every value equally likely, as often as it is listed; surely zero if there is none.
    pub fn of_draws(values: impl IntoIterator<Item = f64>) -> Self {
        let mut values: Vec<f64> = values.into_iter().map(clean).collect();
        if values.is_empty() {
            return Self::surely(0.0);
        }
        values.sort_by(f64::total_cmp);
        let count = values.len();
        let share = |run: &[f64]| Atom { value: run[0], weight: run.len() as f64 / count as f64 };
        Self { atoms: values.chunk_by(|a, b| a == b).map(share).collect(), draws: Some(count) }
    }

    /// Values with weights, in any order; weights are scaled to sum to one. Weights that are not above zero are left out;
    /// surely zero if none is left.
    pub fn weighted(values: impl IntoIterator<Item = (f64, f64)>) -> Self {
        let mut atoms: Vec<Atom> = values
            .into_iter()
            .map(|(value, weight)| Atom { value: clean(value), weight })
            .filter(|atom| atom.weight > 0.0 && atom.weight.is_finite())
            .collect();
        let sum: f64 = atoms.iter().map(|a| a.weight).sum();
        if atoms.is_empty() || !sum.is_finite() {
            return Self::surely(0.0);
        }
        atoms.sort_by(|a, b| a.value.total_cmp(&b.value));
        let join = |run: &[Atom]| Atom {
            value: run[0].value,
            weight: run.iter().map(|a| a.weight).sum::<f64>() / sum,
        };
        Self { atoms: atoms.chunk_by(|a, b| a.value == b.value).map(join).collect(), draws: None }
    }

    /// Several distributions, each with a share.
    pub fn mixed<'a>(parts: impl IntoIterator<Item = (&'a Self, f64)>) -> Self {
        let scaled =
            |(part, share): (&'a Self, f64)| part.atoms.iter().map(move |a| (a.value, a.weight * share));
        Self::weighted(parts.into_iter().flat_map(scaled))
    }

    /// Its values and weights, in rising order of value.
    pub fn atoms(&self) -> &[Atom] {
        &self.atoms
    }

    /// The mean.
    pub fn mean(&self) -> f64 {
        self.atoms.iter().map(|a| a.value * a.weight).sum()
    }

    /// The probability of more than `value`. Equal probabilities are equal to the last bit, whatever they are summed from:
    /// of draws the share, of weights to twelve digits.
    pub fn above(&self, value: f64) -> f64 {
        let above: f64 = self.atoms.iter().filter(|a| a.value > value).map(|a| a.weight).sum();
        let steps = self.draws.map_or(1e12, |n| n as f64);
        // No weight at all sums to −0.
        ((above * steps).round() / steps + 0.0).clamp(0.0, 1.0)
    }

    /// The value below which a share `q` (0 to 1) lies. Of `n` draws, the one at `q · (n − 1)` in rising order, between two
    /// draws on the line from one to the other (Hyndman, Fan 1996, definition 7); of weights, the lowest value that
    /// reaches `q`.
    pub fn quantile(&self, q: f64) -> f64 {
        let Some(n) = self.draws else { return self.reaching(q - 1e-12) };
        let at = q.clamp(0.0, 1.0) * (n - 1) as f64;
        let (below, between) = (at.floor(), at.fract());
        let (low, high) = (self.draw(below as usize, n), self.draw(below as usize + 1, n));
        low + (high - low) * between
    }

    /// The `at`th of `n` draws in rising order, from 0; the last beyond.
    fn draw(&self, at: usize, n: usize) -> f64 {
        self.reaching((at as f64 + 0.5) / n as f64)
    }

    /// The lowest value at which the weights so far exceed `share`; the highest value if none does.
    fn reaching(&self, share: f64) -> f64 {
        let mut sum = 0.0;
        for atom in &self.atoms {
            sum += atom.weight;
            if sum > share {
                return atom.value;
            }
        }
        self.atoms.last().map_or(0.0, |a| a.value)
    }

    /// The value that a number drawn evenly from 0 to 1 stands for.
    pub fn at(&self, even: f64) -> f64 {
        self.reaching(even)
    }
}

/// A count: not negative, a number.
fn clean(value: f64) -> f64 {
    if value > 0.0 && value.is_finite() { value } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The slow, obvious version: numpy's `quantile`, method `linear`.
    fn slow(draws: &[f64], q: f64) -> f64 {
        let mut sorted = draws.to_vec();
        sorted.sort_by(f64::total_cmp);
        let at = q * (sorted.len() - 1) as f64;
        let (low, high) = (sorted[at.floor() as usize], sorted[at.ceil() as usize]);
        low + (high - low) * at.fract()
    }

    #[test]
    fn weights_are_scaled_joined_and_cleaned() {
        let told = Distribution::weighted([(2.0, 1.0), (0.0, 2.0), (2.0, 1.0), (5.0, 0.0), (-1.0, 4.0)]);
        let short: Vec<(f64, f64)> = told.atoms().iter().map(|a| (a.value, a.weight)).collect();
        assert_eq!(short, [(0.0, 0.75), (2.0, 0.25)]);
        assert_eq!((told.mean(), told.above(0.0)), (0.5, 0.25));
        assert_eq!(Distribution::weighted([]).atoms(), Distribution::surely(0.0).atoms());
        assert_eq!(Distribution::of_draws([f64::NAN]).mean(), 0.0);
    }

    #[test]
    fn equal_chances_are_equal_to_the_last_bit() {
        let zeros = |n: usize| vec![0.0; n];
        let many = Distribution::of_draws([zeros(226), (1..=14).map(f64::from).collect()].concat());
        let one = Distribution::of_draws([zeros(226), vec![3.0; 14]].concat());
        assert_eq!(many.above(0.0).to_bits(), one.above(0.0).to_bits());
        let (many, one) = [&many, &one].map(|d| Distribution::mixed([(d, 0.3), (d, 0.7)])).into();
        assert_eq!(many.above(0.0).to_bits(), one.above(0.0).to_bits());
        assert_eq!(Distribution::surely(0.0).above(0.0).to_bits(), 0.0f64.to_bits());
    }

    #[test]
    fn a_mixture_shares_its_parts() {
        let (low, high) = (Distribution::of_draws([0.0, 1.0]), Distribution::surely(8.0));
        let both = Distribution::mixed([(&low, 1.0), (&high, 1.0)]);
        assert_eq!(both.mean(), 4.25);
        assert_eq!((both.quantile(0.05), both.quantile(0.5), both.quantile(0.51)), (0.0, 1.0, 8.0));
    }

    proptest! {
        #[test]
        fn quantiles_of_draws_are_numpys(draws in prop::collection::vec(0u32..30, 1..120), q in 0.0f64..=1.0) {
            let draws: Vec<f64> = draws.into_iter().map(f64::from).collect();
            let told = Distribution::of_draws(draws.clone());
            for q in [q, 0.05, 0.95, 0.0, 1.0] {
                prop_assert!((told.quantile(q) - slow(&draws, q)).abs() < 1e-9, "{}", q);
            }
        }

        #[test]
        fn evenly_drawn_values_have_its_mean(draws in prop::collection::vec(0u32..30, 1..20)) {
            let told = Distribution::of_draws(draws.iter().map(|d| f64::from(*d)));
            let n = 20_000;
            let mean = (0..n).map(|i| told.at((f64::from(i) + 0.5) / f64::from(n))).sum::<f64>() / f64::from(n);
            prop_assert!((mean - told.mean()).abs() < 0.05);
        }
    }
}
