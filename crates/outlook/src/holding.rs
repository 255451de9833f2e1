//! How long a constraint that holds goes on holding.
//!
//! Such things end at a rate of their own that nobody knows. Before anything is seen every size of rate is as likely
//! (density 1/λ); that one has been seen to hold for `a` days has the density λ·exp(−λa). Then λ has the gamma
//! distribution of shape 1 and rate `a`, and the chance of `t` days more is `a / (a + t)`: what Gott finds without any
//! rate (1993, "Implications of the Copernican principle for our future prospects", Nature 363, 315–319). Each of `n`
//! that are over after `d` days adds λ·exp(−λd): shape 1 + n and rate a + Σd (the gamma is conjugate to the exponential:
//! Gelman and others, *Bayesian Data Analysis*, 3rd edition, section 2.6), so
//!
//! ```text
//! still(a, t) = ((a + Σd) / (a + Σd + t)) ^ (1 + n)
//! ```
//!
//! which is Gott's where n = 0. Constraints of a kind are not all alike, so however many are over, together they weigh no
//! more than [`MOST`]: n and Σd shrink in proportion.

/// Those that are over weigh as many as this at the most. Own convention: else a hundred short ones would end a long one.
const MOST: f64 = 4.0;
/// The longest life that is drawn, days: past every horizon.
const LONGEST: f64 = 36_500.0;

/// The chance that what has held so many days holds so many more.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Holding {
    /// How many are over, and for how many days those held, both as they weigh.
    over: f64,
    days: f64,
    seen: usize,
}

impl Holding {
    /// From the durations, in days, of such constraints that are over; one of less than a day counts as a day.
    pub fn new(ended: impl IntoIterator<Item = u32>) -> Self {
        // A sum of whole numbers does not depend on their order.
        let (seen, days) =
            ended.into_iter().fold((0usize, 0u64), |(n, sum), d| (n + 1, sum + u64::from(d.max(1))));
        let weight = if seen > 0 { (MOST / seen as f64).min(1.0) } else { 0.0 };
        Self { over: seen as f64 * weight, days: days as f64 * weight, seen }
    }

    /// How many that are over it rests on.
    pub fn seen(&self) -> usize {
        self.seen
    }

    /// The chance that a constraint of `age` days (at least 1) still holds `ahead` days later.
    pub fn still(&self, age: u32, ahead: u32) -> f64 {
        let rate = self.rate(age);
        (rate / (rate + f64::from(ahead))).powf(1.0 + self.over)
    }

    /// The days after which the chance that a constraint of `age` days still holds has fallen to `chance`: put in an even
    /// number from 0 to 1, and it is a drawn rest of its life.
    pub fn rest(&self, age: u32, chance: f64) -> u32 {
        let rate = self.rate(age);
        let days = rate * (chance.clamp(0.0, 1.0).powf(-1.0 / (1.0 + self.over)) - 1.0);
        // What ends within the first day holds no day more.
        if days.is_finite() { days.min(LONGEST) as u32 } else { LONGEST as u32 }
    }

    fn rate(&self, age: u32) -> f64 {
        f64::from(age.max(1)) + self.days
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn by_hand() {
        let unknown = Holding::new([]);
        assert_eq!(unknown.still(30, 30), 0.5);
        assert_eq!(unknown.still(0, 1), 0.5, "an age is a day at least");
        assert_eq!(unknown.rest(30, 0.5), 30);
        // One that is over after 10 days: (40 / 70)².
        assert!((Holding::new([10]).still(30, 30) - (40.0f64 / 70.0).powi(2)).abs() < 1e-12);
        // Eight weigh as four: 40 days and a shape of 5.
        assert!((Holding::new([10; 8]).still(30, 30) - 0.7f64.powi(5)).abs() < 1e-12);
    }

    #[test]
    fn short_lives_shorten_and_long_ones_lengthen() {
        let unknown = Holding::new([]).still(30, 30);
        assert!(Holding::new([3, 4, 5]).still(30, 30) < unknown);
        assert!(Holding::new([300, 400, 500]).still(30, 30) > unknown);
    }

    proptest! {
        #[test]
        fn chances_lie_within_0_and_1_fall_in_time_and_grow_with_age(
            ended in prop::collection::vec(0u32..5000, 0..30),
            age in 0u32..5000,
            ahead in 0u32..5000,
        ) {
            let holding = Holding::new(ended.iter().copied());
            let chance = holding.still(age, ahead);
            prop_assert!((0.0..=1.0).contains(&chance));
            prop_assert!(holding.still(age, ahead + 1) < chance);
            prop_assert!(holding.still(age + 1, ahead) >= chance);
            prop_assert_eq!(holding.still(age, 0), 1.0);
            prop_assert_eq!(Holding::new(ended.into_iter().rev()), holding);
        }

        #[test]
        fn a_drawn_rest_is_the_inverse_of_the_chance(
            ended in prop::collection::vec(0u32..500, 0..8),
            age in 1u32..500,
            chance in 0.02f64..1.0,
        ) {
            let holding = Holding::new(ended);
            let rest = holding.rest(age, chance);
            prop_assert!(holding.still(age, rest) >= chance * (1.0 - 1e-9));
            prop_assert!(holding.still(age, rest + 1) <= chance * (1.0 + 1e-9));
        }
    }
}
