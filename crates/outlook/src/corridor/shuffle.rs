//! The Schaake shuffle: draws made cell by cell and month by month, put in an order in which they rise and fall together as the
//! past did (Clark, Gangopadhyay, Hay, Rajagopalan, Wilby 2004, J. Hydrometeorology 5).

use crate::Distribution;
use crate::random::Random;

/// Reorders `draws` so that the smallest stands where `template` is smallest, and so on: their ranks become the template's.
/// Equal values of the template are ranked at random. The values themselves stay as they are. Both are as long; what one has
/// more is left alone.
pub fn shuffle(draws: &mut [f64], template: &[u32], random: &mut Random) {
    let count = draws.len().min(template.len());
    let Some(draws) = draws.get_mut(..count) else { return };
    let mut order: Vec<(u32, u64, usize)> =
        template.iter().take(count).enumerate().map(|(at, value)| (*value, random.bits(), at)).collect();
    order.sort_unstable();
    let mut sorted = draws.to_vec();
    sorted.sort_by(f64::total_cmp);
    for ((_, _, at), value) in order.into_iter().zip(sorted) {
        if let Some(place) = draws.get_mut(at) {
            *place = value;
        }
    }
}

/// `n` numbers from 0 to under 1, one in each of `n` equal steps, in random order.
pub(super) fn even(n: usize, random: &mut Random) -> Vec<f64> {
    let mut found: Vec<f64> = (0..n).map(|at| (at as f64 + random.even()) / n as f64).collect();
    for at in (1..n).rev() {
        found.swap(at, random.below(at + 1));
    }
    found
}

/// `n` values of a distribution.
pub(super) fn values(of: &Distribution, n: usize, random: &mut Random) -> Vec<f64> {
    even(n, random).into_iter().map(|share| of.at(share)).collect()
}
