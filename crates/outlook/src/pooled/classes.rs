//! Counts in classes, and what lies within a class.

use crate::forest::CLASSES;

/// Lowest count of each class. Every edge of the challenge's ignorance score up to 250.5 parts two of them.
const LOWEST: [u32; CLASSES] = [0, 1, 2, 3, 4, 6, 8, 11, 16, 26, 36, 51, 76, 101, 176, 251];
/// Counts that stand for a class at most.
const WITHIN: usize = 8;

/// The class of a count.
pub fn class(count: u32) -> u8 {
    LOWEST.partition_point(|lowest| *lowest <= count).saturating_sub(1) as u8
}

/// Counts that stand for each class, equally likely: evenly spaced ranks of those that came, or the lowest of the class
/// where none did.
pub fn within(came: &[u32]) -> Vec<Vec<f64>> {
    let mut sorted = came.to_vec();
    sorted.sort_unstable();
    let of = |(at, lowest): (usize, &u32)| {
        let own: Vec<u32> = sorted.iter().copied().filter(|count| usize::from(class(*count)) == at).collect();
        if own.is_empty() {
            return vec![f64::from(*lowest)];
        }
        let many = own.len().min(WITHIN);
        let rank = |i: usize| ((2 * i + 1) * own.len()) / (2 * many);
        (0..many).filter_map(|i| own.get(rank(i)).map(|count| f64::from(*count))).collect()
    };
    LOWEST.iter().enumerate().map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_class_is_told_by_what_came_in_it() {
        let told = within(&[0, 0, 4, 5, 5, 300, 900]);
        assert_eq!(
            (told[0].as_slice(), told[4].as_slice()),
            ([0.0, 0.0].as_slice(), [4.0, 5.0, 5.0].as_slice())
        );
        assert_eq!((told[1].as_slice(), told[15].as_slice()), ([1.0].as_slice(), [300.0, 900.0].as_slice()));
        assert!(within(&(0..5_000).collect::<Vec<u32>>()).iter().all(|values| values.len() <= WITHIN));
    }

    proptest! {
        #[test]
        fn every_count_has_the_class_it_lies_in(count in 0u32..2_000) {
            let own = usize::from(class(count));
            prop_assert!(LOWEST[own] <= count && LOWEST.get(own + 1).is_none_or(|next| count < *next));
        }
    }
}
