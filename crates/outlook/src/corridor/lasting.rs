//! A constraint that holds on the day, and may go on.

use crate::{Holding, Month};
use base::Date;

/// What holds, or is announced, on the day.
#[derive(Clone, Debug)]
pub struct Lasting {
    /// The constraint's id.
    pub id: String,
    /// Days for which it has held, at least 1.
    pub age: u32,
    /// The last day of the term that it was given; what prolongs it will be news of its own.
    pub term: Option<Date>,
    /// How long such constraints last.
    pub holding: Holding,
}

/// How much of a month a constraint holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// None of it.
    Nothing,
    /// Up to its middle at most.
    Some,
    /// More than half.
    Most,
}

impl Lasting {
    /// The chance, seen from `day`, that it still holds on a later day.
    pub fn still(&self, day: Date, later: Date) -> f64 {
        if self.term.is_some_and(|term| term < later) {
            return 0.0;
        }
        let ahead = day.until(later).map_or(0, |span| span.get_days());
        self.holding.still(self.age.max(1), u32::try_from(ahead).unwrap_or_default()).clamp(0.0, 1.0)
    }

    /// How much of a month it holds in a future that lies at `even`, from 0 (it lasts longest) to under 1. It ends once and
    /// for all: what does not hold in a month holds in no later one.
    pub(super) fn part(&self, day: Date, month: Month, even: f64) -> Part {
        let Some((first, middle)) = days(month) else { return Part::Nothing };
        match even {
            _ if even < self.still(day, middle) => Part::Most,
            _ if even < self.still(day, first) => Part::Some,
            _ => Part::Nothing,
        }
    }
}

/// The first day of a month, and the first of its second half.
fn days(month: Month) -> Option<(Date, Date)> {
    let year = i16::try_from(month.year()).ok()?;
    let first = Date::new(year, i8::try_from(month.of_year()).ok()?, 1).ok()?;
    let middle = first.with().day(first.days_in_month() / 2 + 1).build().ok()?;
    Some((first, middle))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn what_holds_past_the_middle_holds_for_most_of_a_month() {
        let held = Lasting { id: "c".into(), age: 30, term: None, holding: Holding::default() };
        let part = |even| held.part(day("2025-09-30"), Month::new(2025, 10).unwrap(), even);
        // Thirty days old: 30 / 31 to its first day, 30 / 46 to its sixteenth.
        assert_eq!([0.0, 0.65, 0.66, 0.96, 0.97].map(part), {
            [Part::Most, Part::Most, Part::Some, Part::Some, Part::Nothing]
        });
        let until = Lasting { term: Some(day("2025-10-10")), ..held };
        let part = |month| until.part(day("2025-09-30"), Month::new(2025, month).unwrap(), 0.0);
        assert_eq!((part(10), part(11)), (Part::Some, Part::Nothing));
    }

    proptest! {
        #[test]
        fn what_is_over_stays_over(age in 1u32..900, even in 0.0f64..1.0) {
            let held = Lasting { id: "c".into(), age, term: None, holding: Holding::default() };
            let from = Month::new(2025, 9).unwrap();
            let parts: Vec<Part> = (1..12).map(|m| held.part(day("2025-09-12"), from.plus(m), even)).collect();
            prop_assert!(parts.is_sorted_by(|a, b| a >= b), "{:?}", parts);
        }
    }
}
