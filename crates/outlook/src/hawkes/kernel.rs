//! How fast what one event sets off fades, in months and kilometres.

/// The shape of what one event sets off.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kernel {
    /// After how many months half of it is over; above zero.
    pub half_life: f64,
    /// At how many kilometres another district has `1/e` of it; above zero.
    pub reach_km: f64,
}

impl Kernel {
    /// Half-lives tried, months: from what is over within weeks to what lasts for half a year.
    const HALF_LIVES: [f64; 5] = [0.5, 1.0, 2.0, 3.0, 6.0];
    /// Reaches tried, kilometres: from one district to several.
    const REACHES: [f64; 4] = [50.0, 100.0, 200.0, 400.0];

    /// Every kernel that is tried.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::HALF_LIVES
            .into_iter()
            .flat_map(|half_life| Self::REACHES.into_iter().map(move |reach_km| Self { half_life, reach_km }))
    }

    /// The share that is left from one month to the next.
    pub fn left(self) -> f64 {
        0.5f64.powf(1.0 / self.half_life)
    }

    /// The share that falls on the `lag`th month after the event, from 1; over all lags it sums to one.
    pub fn after(self, lag: i32) -> f64 {
        (1.0 - self.left()) * self.left().powi(lag - 1)
    }

    /// What is left of it at a distance.
    pub fn at(self, km: f64) -> f64 {
        (-km / self.reach_km).exp()
    }
}
