//! Units: a number of one is never taken for a number of another.

use serde::{Deserialize, Serialize};

macro_rules! units {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub f64);

        impl From<f64> for $name {
            fn from(value: f64) -> Self {
                Self(value)
            }
        }
        impl From<$name> for f64 {
            fn from(value: $name) -> Self {
                value.0
            }
        }
        impl std::ops::Add for $name {
            type Output = Self;
            fn add(self, other: Self) -> Self {
                Self(self.0 + other.0)
            }
        }
        impl std::ops::Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0 - other.0)
            }
        }
        impl std::ops::Mul<f64> for $name {
            type Output = Self;
            fn mul(self, factor: f64) -> Self {
                Self(self.0 * factor)
            }
        }
        impl std::iter::Sum for $name {
            fn sum<I: Iterator<Item = Self>>(values: I) -> Self {
                Self(values.map(|v| v.0).sum())
            }
        }
    )*};
}

units! {
    /// Metric tonnes.
    Tonnes;
    /// Metric tonnes a day.
    TonnesPerDay;
    /// Days.
    Days;
    /// Hours.
    Hours;
    /// A part of a whole, 0 to 1.
    Share;
    /// Money, in the currency of the case's tables.
    Money;
    /// Money for carrying a tonne the whole way, in the currency of the case's tables.
    CostPerTonne;
    /// People.
    Persons;
    /// Once a day: a rate of change.
    PerDay;
}

impl TonnesPerDay {
    /// What comes together in some days.
    pub fn over(self, days: Days) -> Tonnes {
        Tonnes(self.0 * days.0)
    }
}

impl Tonnes {
    /// How long it lasts; infinite where nothing is used.
    pub fn lasts(self, use_a_day: TonnesPerDay) -> Days {
        if use_a_day.0 > 0.0 { Days(self.0 / use_a_day.0) } else { Days(f64::INFINITY) }
    }
}
