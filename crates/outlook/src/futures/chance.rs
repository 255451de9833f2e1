//! Rates and parts that are not known, with what a record tells of them.

use crate::random::Random;

/// Steps of halving: past the precision of a number.
const STEPS: usize = 200;

/// How often something comes in a day: after `seen` times in `days` days, from the prior of Jeffreys for a Poisson rate
/// (1946, "An invariant form for the prior probability in estimation problems"), a gamma of shape seen + ½.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// How many times.
    pub seen: u32,
    /// In how many days.
    pub days: u32,
}

impl Rate {
    /// A drawn rate, a day.
    pub fn draw(&self, random: &mut Random) -> f64 {
        gamma(f64::from(self.seen) + 0.5, random) / f64::from(self.days.max(1))
    }

    /// The rate under which it lies with this chance, a day.
    pub fn quantile(&self, chance: f64) -> f64 {
        let mut high = 1.0;
        while below(self.seen, high) < chance && high < 1e9 {
            high *= 2.0;
        }
        halved([0.0, high], |x| below(self.seen, x) < chance) / f64::from(self.days.max(1))
    }
}

/// A part of things that go one way: after so many that did and did not, from an even prior (Laplace's), a beta of
/// did + 1 and did not + 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Part {
    /// How many did.
    pub did: u32,
    /// How many did not.
    pub did_not: u32,
}

impl Part {
    /// A drawn part.
    pub fn draw(&self, random: &mut Random) -> f64 {
        let did = gamma(f64::from(self.did) + 1.0, random);
        let did_not = gamma(f64::from(self.did_not) + 1.0, random);
        if did + did_not > 0.0 { did / (did + did_not) } else { 0.5 }
    }

    /// The part under which it lies with this chance.
    pub fn quantile(&self, chance: f64) -> f64 {
        let (a, n) = (self.did + 1, self.did + self.did_not + 1);
        // The beta of whole numbers is a tail of the binomial.
        let under = |x: f64| -> f64 {
            let mut term = (1.0 - x).powi(n as i32);
            let mut head = 0.0;
            for j in 0..a {
                head += term;
                term *= f64::from(n - j) / f64::from(j + 1) * x / (1.0 - x).max(f64::MIN_POSITIVE);
            }
            1.0 - head
        };
        halved([0.0, 1.0 - 1e-12], |x| under(x) < chance)
    }
}

/// The number between two at which something ends to be so.
fn halved([mut low, mut high]: [f64; 2], so: impl Fn(f64) -> bool) -> f64 {
    for _ in 0..STEPS {
        let middle = f64::midpoint(low, high);
        if so(middle) { low = middle } else { high = middle }
    }
    f64::midpoint(low, high)
}

/// The chance that a gamma of shape `whole` + ½ and rate 1 lies below `x`: the series of the incomplete gamma function
/// (Abramowitz and Stegun 6.5.29).
fn below(whole: u32, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    let shape = f64::from(whole) + 0.5;
    // Γ(½) is the root of π, and Γ(s + 1) = s·Γ(s).
    let log_gamma =
        0.5 * std::f64::consts::PI.ln() + (0..=whole).map(|k| (f64::from(k) + 0.5).ln()).sum::<f64>();
    let mut term = (shape * x.ln() - x - log_gamma).exp();
    let mut sum = term;
    let mut next = shape;
    while term > sum * 1e-16 && next < 1e7 {
        next += 1.0;
        term *= x / next;
        sum += term;
    }
    sum.min(1.0)
}

/// A number from the gamma distribution of this shape and rate 1 (Marsaglia and Tsang 2000, "A simple method for
/// generating gamma variables").
fn gamma(shape: f64, random: &mut Random) -> f64 {
    if shape < 1.0 {
        let boost = random.even().max(f64::MIN_POSITIVE).powf(1.0 / shape);
        return gamma(shape + 1.0, random) * boost;
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / (9.0 * d).sqrt();
    loop {
        let x = normal(random);
        let v = (1.0 + c * x).powi(3);
        let u = random.even().max(f64::MIN_POSITIVE);
        if v > 0.0 && u.ln() < 0.5 * x * x + d - d * v + d * v.ln() {
            return d * v;
        }
    }
}

/// A number from the standard normal distribution (Box and Muller 1958).
fn normal(random: &mut Random) -> f64 {
    let radius = (-2.0 * (1.0 - random.even()).ln()).sqrt();
    radius * (std::f64::consts::TAU * random.even()).cos()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_by_hand() {
        // A gamma of shape ½ and rate 1 is half a chi-squared of one degree: its median is 0.4549 / 2.
        assert!((Rate { seen: 0, days: 1 }.quantile(0.5) - 0.227_468).abs() < 1e-5);
        // Shape 2½ and rate 1 is half a chi-squared of five degrees: its 95th percentile is 11.0705 / 2.
        assert!((Rate { seen: 2, days: 10 }.quantile(0.95) - 0.553_525).abs() < 1e-5);
        let even = Part::default();
        assert!((even.quantile(0.05) - 0.05).abs() < 1e-9 && (even.quantile(0.95) - 0.95).abs() < 1e-9);
        // A beta of 2 and 1 has the distribution x².
        assert!((Part { did: 1, did_not: 0 }.quantile(0.25) - 0.5).abs() < 1e-9);
        // A beta of 1 and 2 has the distribution 1 − (1 − x)².
        assert!((Part { did: 0, did_not: 1 }.quantile(0.75) - 0.5).abs() < 1e-9);
    }

    #[test]
    fn draws_lie_as_their_quantiles_say() {
        let (rate, part) = (Rate { seen: 3, days: 30 }, Part { did: 2, did_not: 1 });
        let mut random = Random::new(1, &[]);
        let n = 20_000;
        let rates: Vec<f64> = (0..n).map(|_| rate.draw(&mut random)).collect();
        let parts: Vec<f64> = (0..n).map(|_| part.draw(&mut random)).collect();
        let under = |all: &[f64], most: f64| all.iter().filter(|x| **x < most).count() as f64 / f64::from(n);
        for chance in [0.05, 0.5, 0.95] {
            // Three deviations of a share of twenty thousand are 0.011 at most.
            assert!((under(&rates, rate.quantile(chance)) - chance).abs() < 0.011);
            assert!((under(&parts, part.quantile(chance)) - chance).abs() < 0.011);
        }
    }
}
