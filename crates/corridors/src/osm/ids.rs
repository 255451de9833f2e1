//! Many ids and their place in order, found fast.

use rayon::prelude::*;

/// Different ids in ascending order, with a table that leads near each.
#[derive(Debug, Default)]
pub struct Ids {
    ids: Vec<i64>,
    /// First place of each bucket of ids with the same top bits.
    buckets: Vec<u32>,
    shift: u32,
}

impl Ids {
    /// Takes ids in any order.
    pub fn new(mut ids: Vec<i64>) -> Self {
        ids.par_sort_unstable();
        ids.dedup();
        ids.shrink_to_fit();
        let (Some(first), Some(last)) = (ids.first(), ids.last()) else { return Self::default() };
        let span = last.abs_diff(*first);
        // About one bucket for two ids, were they spread evenly.
        let shift = (0..64).find(|s| span >> s <= ids.len() as u64 / 2).unwrap_or(63);
        let mut buckets = vec![0; (span >> shift) as usize + 2];
        for id in &ids {
            buckets[(id.abs_diff(*first) >> shift) as usize + 1] += 1;
        }
        let mut sum = 0;
        for bucket in &mut buckets {
            sum += *bucket;
            *bucket = sum;
        }
        Self { ids, buckets, shift }
    }

    /// The place of an id.
    #[inline]
    pub fn find(&self, id: i64) -> Option<u32> {
        let first = *self.ids.first()?;
        if id < first {
            return None;
        }
        let bucket = (id.abs_diff(first) >> self.shift) as usize;
        let (from, to) = (*self.buckets.get(bucket)?, *self.buckets.get(bucket + 1)?);
        let place = self.ids[from as usize..to as usize].binary_search(&id).ok()?;
        Some(from + place as u32)
    }

    /// The ids.
    pub fn into_vec(self) -> Vec<i64> {
        self.ids
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.ids.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn as_a_search_through_all(ids in proptest::collection::vec(prop_oneof![any::<i64>(), -20..60_i64], 0..80), other in -25..70_i64) {
            let table = Ids::new(ids.clone());
            let mut sorted = ids;
            sorted.sort_unstable();
            sorted.dedup();
            for id in sorted.iter().chain([&other, &i64::MAX, &i64::MIN]) {
                prop_assert_eq!(table.find(*id), sorted.binary_search(id).ok().map(|p| p as u32));
            }
        }
    }
}
