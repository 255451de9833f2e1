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

/// Rows by step and class, kept between calls so that nothing is allocated.
pub struct Tally {
    counts: Vec<[u32; CLASSES]>,
}

impl Tally {
    pub fn new() -> Self {
        Self { counts: vec![[0; CLASSES]; 256] }
    }

    /// The best split of `items` by a feature's `column`, with at least `leaf` rows on both sides. `all` counts the
    /// classes of the items.
    pub fn best(&mut self, items: &[Item], column: &[u8], all: &[u32; CLASSES], leaf: u32) -> Found {
        let (mut low, mut high) = (u8::MAX, 0);
        for item in items {
            let step = column.get(item.row as usize).copied().unwrap_or_default();
            (low, high) = (low.min(step), high.max(step));
            if let Some(count) =
                self.counts.get_mut(usize::from(step)).and_then(|c| c.get_mut(usize::from(item.class)))
            {
                *count += u32::from(item.weight);
            }
        }
        if low >= high {
            self.clear(low, high);
            return Found::Constant;
        }
        let found = self.scan(low, high, all, leaf);
        self.clear(low, high);
        found.map_or(Found::Nowhere, Found::At)
    }

    fn clear(&mut self, low: u8, high: u8) {
        if let Some(used) = self.counts.get_mut(usize::from(low)..=usize::from(high.max(low))) {
            used.fill([0; CLASSES]);
        }
    }

    fn scan(&self, low: u8, high: u8, all: &[u32; CLASSES], leaf: u32) -> Option<Split> {
        let total: u32 = all.iter().sum();
        let mut left = [0u32; CLASSES];
        let mut best: Option<Split> = None;
        for step in low..high {
            let counts = self.counts.get(usize::from(step))?;
            let added: u32 = counts.iter().sum();
            if added == 0 {
                continue;
            }
            left.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
            let here: u32 = left.iter().sum();
            if here < leaf || total - here < leaf {
                continue;
            }
            let purity = purity(&left, all, here, total - here);
            if best.is_none_or(|best| purity > best.purity) {
                best = Some(Split { step, purity });
            }
        }
        best
    }
}

/// Σ nc²/n of the left and of what is left over of all.
fn purity(left: &[u32; CLASSES], all: &[u32; CLASSES], here: u32, there: u32) -> f64 {
    let (mut ours, mut theirs) = (0u64, 0u64);
    for (left, all) in left.iter().zip(all) {
        let right = u64::from(all - left);
        ours += u64::from(*left) * u64::from(*left);
        theirs += right * right;
    }
    ours as f64 / f64::from(here) + theirs as f64 / f64::from(there)
}
