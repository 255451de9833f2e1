//! The best place to part rows by one feature.

use super::CLASSES;

/// A row of a node.
#[derive(Clone, Copy, Debug)]
pub struct Item {
    /// The row.
    pub row: u32,
    /// How often it was drawn.
    pub weight: u16,
    /// Its class.
    pub class: u8,
}

/// Where to part: rows whose step is at most `step` go left.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Split {
    /// The last step that goes left.
    pub step: u8,
    /// How pure both sides are: Σ nc²/n, left and right together. Higher is purer; the Gini impurity falls as it rises.
    pub purity: f64,
}

/// What was found of one feature.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Found {
    /// All rows have the same step.
    Constant,
    /// No split leaves enough rows on both sides.
    Nowhere,
    /// The best split; the lowest step of equally good ones.
    At(Split),
}

/// Steps there may be: those of a byte.
const BYTE: usize = 256;
/// Sums kept side by side, so that one row need not wait for the row before it: most rows have the step 0.
const LANES: usize = 4;

/// Rows by step and class, kept between calls so that nothing is allocated.
pub struct Tally {
    /// All rows by step, in lanes.
    all: Box<[[u32; LANES]; BYTE]>,
    /// Rows of classes above 0 by step and class: few, where most units see no deaths.
    some: Box<[[u32; CLASSES]; BYTE]>,
}

impl Tally {
    pub fn new() -> Self {
        Self { all: Box::new([[0; LANES]; BYTE]), some: Box::new([[0; CLASSES]; BYTE]) }
    }

    /// The best split of `items` by a feature's `column`, with at least `leaf` rows on both sides. `all` counts the
    /// classes of the items; those of class 0 stand last.
    pub fn best(&mut self, items: &[Item], column: &[u8], all: &[u32; CLASSES], leaf: u32) -> Found {
        let (low, high) = self.count(items, column);
        let found = if low < high {
            self.scan(low, high, all, leaf).map_or(Found::Nowhere, Found::At)
        } else {
            Found::Constant
        };
        self.clear(low, high);
        found
    }

    /// Counts the items; the lowest and the highest step.
    fn count(&mut self, items: &[Item], column: &[u8]) -> (u8, u8) {
        let step = |item: &Item| column.get(item.row as usize).copied().unwrap_or_default();
        let (some, none) = items.split_at(items.partition_point(|item| item.class > 0));
        let (mut low, mut high) = (u8::MAX, 0);
        // A byte cannot point past 256 places, nor a class, cut, past its own.
        for item in some {
            let step = step(item);
            (low, high) = (low.min(step), high.max(step));
            self.all[usize::from(step)][0] += u32::from(item.weight);
            self.some[usize::from(step)][usize::from(item.class) % CLASSES] += u32::from(item.weight);
        }
        let (fours, rest) = none.as_chunks::<LANES>();
        for four in fours {
            let steps = four.each_ref().map(step);
            for (lane, (item, step)) in four.iter().zip(steps).enumerate() {
                (low, high) = (low.min(step), high.max(step));
                self.all[usize::from(step)][lane % LANES] += u32::from(item.weight);
            }
        }
        for item in rest {
            let step = step(item);
            (low, high) = (low.min(step), high.max(step));
            self.all[usize::from(step)][0] += u32::from(item.weight);
        }
        (low, high)
    }

    fn clear(&mut self, low: u8, high: u8) {
        let used = usize::from(low)..=usize::from(high.max(low));
        self.all.get_mut(used.clone()).into_iter().for_each(|sums| sums.fill([0; LANES]));
        self.some.get_mut(used).into_iter().for_each(|counts| counts.fill([0; CLASSES]));
    }

    fn scan(&self, low: u8, high: u8, all: &[u32; CLASSES], leaf: u32) -> Option<Split> {
        let total: u32 = all.iter().sum();
        let (mut left, mut right) = (Side::default(), Side::default());
        all.iter().enumerate().for_each(|(class, count)| right.add(class, *count));
        let mut best: Option<Split> = None;
        for step in low..high {
            let added: u32 = self.all.get(usize::from(step))?.iter().sum();
            if added == 0 {
                continue;
            }
            let mut none = added;
            for (class, count) in self.some.get(usize::from(step))?.iter().enumerate() {
                if *count > 0 {
                    left.add(class, *count);
                    right.take(class, *count);
                    none -= count;
                }
            }
            left.add(0, none);
            right.take(0, none);
            if left.rows < leaf || total - left.rows < leaf {
                continue;
            }
            let purity =
                left.squares as f64 / f64::from(left.rows) + right.squares as f64 / f64::from(right.rows);
            if best.is_none_or(|best| purity > best.purity) {
                best = Some(Split { step, purity });
            }
        }
        best
    }
}

/// Rows on one side of a split: by class, all of them, and Σ nc².
#[derive(Default)]
struct Side {
    counts: [u32; CLASSES],
    rows: u32,
    squares: u64,
}

impl Side {
    fn add(&mut self, class: usize, count: u32) {
        let Some(own) = self.counts.get_mut(class) else { return };
        self.squares += u64::from(count) * (2 * u64::from(*own) + u64::from(count));
        *own += count;
        self.rows += count;
    }

    fn take(&mut self, class: usize, count: u32) {
        let Some(own) = self.counts.get_mut(class) else { return };
        self.squares -= u64::from(count) * (2 * u64::from(*own) - u64::from(count));
        *own -= count;
        self.rows -= count;
    }
}
