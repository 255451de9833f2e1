//! Fingerprints of a text: hashes of word runs, thinned so that any long enough shared run keeps one in common
//! (winnowing: Schleimer, Wilkerson and Aiken, SIGMOD 2003).

use super::words::key;

/// Words in a fingerprinted run.
pub(super) const RUN: usize = 8;

/// Consecutive runs of which the smallest hash is kept: about two in `WINDOW + 1`, one run in ten.
pub(super) const WINDOW: usize = 19;

/// Any run of so many words that two texts share leaves them a fingerprint in common.
#[cfg(test)]
pub(super) const GUARANTEED: usize = RUN + WINDOW - 1;

/// Multiplier of the rolling hash; odd, so that no word's part is lost.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;

/// The rolling hashes of all runs of `n` words, in order.
pub(super) fn runs(words: &[u64], n: usize) -> impl Iterator<Item = u64> + '_ {
    let top = (1..n).fold(1u64, |p, _| p.wrapping_mul(BASE));
    let mut rolling = 0u64;
    words.iter().enumerate().filter_map(move |(i, &word)| {
        if let Some(gone) = i.checked_sub(n).and_then(|j| words.get(j)) {
            rolling = rolling.wrapping_sub(gone.wrapping_mul(top));
        }
        rolling = rolling.wrapping_mul(BASE).wrapping_add(word);
        (i + 1 >= n).then_some(rolling)
    })
}

/// The fingerprints of a text given as hashes of its words, sorted, each once. A text shorter than one run has one: the whole of it.
pub(super) fn fingerprints(words: &[u64]) -> Vec<u32> {
    let hashes: Vec<u32> = match words.len() {
        0 => return Vec::new(),
        1..RUN => return vec![key(whole(words))],
        _ => runs(words, RUN).map(key).collect(),
    };
    let mut kept = thin(&hashes);
    kept.sort_unstable();
    kept.dedup();
    kept
}

/// A hash of all words in order.
pub(super) fn whole(words: &[u64]) -> u64 {
    words.iter().fold(0, |h, w| h.wrapping_mul(BASE).wrapping_add(*w))
}

/// The smallest hash of every window, the rightmost of equals; looks at each hash about twice.
fn thin(hashes: &[u32]) -> Vec<u32> {
    let mut kept = Vec::with_capacity(hashes.len() / 8 + 1);
    let mut smallest = 0;
    for end in WINDOW.min(hashes.len())..=hashes.len() {
        let start = end.saturating_sub(WINDOW);
        let newest = end - 1;
        let fresh = kept.is_empty() || smallest < start;
        let before = smallest;
        if fresh {
            smallest = start + rightmost_smallest(&hashes[start..end]);
        } else if hashes[newest] <= hashes[smallest] {
            smallest = newest;
        }
        if kept.is_empty() || smallest != before {
            kept.push(hashes[smallest]);
        }
    }
    kept
}

fn rightmost_smallest(window: &[u32]) -> usize {
    window.iter().enumerate().rev().min_by_key(|&(_, h)| h).map_or(0, |(i, _)| i)
}

#[cfg(test)]
mod tests {
    use super::super::words::words as scan;
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<u64> {
        scan(text, 0..text.len()).iter().map(|w| w.hash).collect()
    }

    fn thin_slowly(hashes: &[u32]) -> Vec<u32> {
        let mut places: Vec<usize> = hashes
            .windows(WINDOW.min(hashes.len()))
            .enumerate()
            .map(|(at, window)| at + rightmost_smallest(window))
            .collect();
        places.dedup();
        places.into_iter().map(|p| hashes[p]).collect()
    }

    proptest! {
        #[test]
        fn thinning_agrees_with_looking_at_every_window(hashes in prop::collection::vec(0u32..50, 1..120)) {
            prop_assert_eq!(thin(&hashes), thin_slowly(&hashes));
        }

        #[test]
        fn a_shared_run_of_the_guaranteed_length_is_found(
            shared in prop::collection::vec("[a-e]{1,2}", GUARANTEED..60),
            before in prop::collection::vec("[f-j]{1,3}", 0..60),
            after in prop::collection::vec("[k-o]{1,3}", 0..60),
        ) {
            let (one, other) = (
                format!("{} {} ", before.join(" "), shared.join(" ")),
                format!("{} {}", shared.join(" "), after.join(" ")),
            );
            let (a, b) = (fingerprints(&words(&one)), fingerprints(&words(&other)));
            prop_assert!(a.iter().any(|f| b.contains(f)));
        }

        #[test]
        fn rolling_agrees_with_hashing_each_run(text in "[a-c ]{0,60}") {
            let words = words(&text);
            let slow: Vec<u64> = words.windows(RUN).map(whole).collect();
            prop_assert_eq!(runs(&words, RUN).collect::<Vec<_>>(), slow);
        }
    }
}
