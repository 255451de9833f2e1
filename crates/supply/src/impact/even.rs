//! What is lacking is shared: no zone of a commodity goes without while another has all, unless the ways force it.
//!
//! Each tonne that a demand lacks costs the program more than the last, in parts. Parts meet at a level, the fraction at
//! which the zones of a commodity lack alike; it is found from the answer, and the program solved again. Zones that lack
//! more than the level, and those that lack less, then have levels of their own: so what the ways force on some zones says
//! nothing of the others. After [`PASSES`] levels stay as they are: what is lacking may then differ by a part.

use super::network::Network;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// Parts of what a demand can lack: as many under its level as above.
pub(crate) const PARTS: usize = 4;
/// A part costs more than the one before by this part of the first: more than a dearer passage costs, for the last rank
/// by two of the dearest; and all together less than a third, so that it pays nobody to lack four tonnes for three.
pub(crate) const STEP: f64 = 0.1;
/// How often levels are sought: each time zones part into three times as many levels at most.
pub(crate) const PASSES: usize = 3;
/// Fractions that differ by less are alike: a percentage point.
const ALIKE: f64 = 0.01;
/// Fractions that differ by less differ by rounding.
const ROUNDING: f64 = 1e-6;

/// By demand: the fraction at which its parts meet.
pub(crate) struct Levels {
    of: Vec<f64>,
    /// Demands with the same number have the same level.
    group: Vec<usize>,
    sought: bool,
}

impl Levels {
    /// Half of each demand.
    pub fn new(network: &Network) -> Self {
        let group = network.demands.iter().map(|place| place.commodity).collect();
        Self { of: vec![0.5; network.demands.len()], group, sought: false }
    }

    /// The greatest value of each part of what a demand that needs so much can lack.
    pub fn parts(&self, demand: usize, need: f64) -> [f64; PARTS] {
        let half = (PARTS / 2) as f64;
        let (under, above) = (self.of[demand] * need / half, (1.0 - self.of[demand]) * need / half);
        std::array::from_fn(|part| if part < PARTS / 2 { under } else { above })
    }

    /// Takes the levels from an answer. Whether any demand is off its level.
    pub fn seek(&mut self, unmet: &[f64], need: &[f64]) -> bool {
        let fraction = |d: usize| if need[d] > 0.0 { (unmet[d] / need[d]).clamp(0.0, 1.0) } else { 0.0 };
        let mut groups: BTreeMap<(usize, Option<Ordering>), Vec<usize>> = BTreeMap::new();
        for d in (0..unmet.len()).filter(|&d| need[d] > 0.0) {
            let off = fraction(d) - self.of[d];
            let side = if off.abs() <= ROUNDING { Ordering::Equal } else { off.total_cmp(&0.0) };
            groups.entry((self.group[d], self.sought.then_some(side))).or_default().push(d);
        }
        let mut off = false;
        for (number, demands) in groups.into_values().enumerate() {
            let all: f64 = demands.iter().map(|&d| need[d]).sum();
            let level = (demands.iter().map(|&d| unmet[d]).sum::<f64>() / all).clamp(0.0, 1.0);
            for d in demands {
                (self.of[d], self.group[d]) = (level, number);
                off |= (fraction(d) - level).abs() > ALIKE;
            }
        }
        self.sought = true;
        off
    }
}
