//! Draws brought to a number of draws as the challenge does it.

use super::DRAWS;
use std::f64::consts::TAU;

/// `n` draws, in the order in which they were drawn, as `to` points of the wave through them (`scipy.signal.resample`:
/// discrete Fourier transform, cut or filled with zeros, and back). The order matters and values may fall below zero: it
/// is there to give the challenge's own scores, not to be recommended.
pub fn resample(draws: &[f64], to: usize) -> Vec<f64> {
    let from = draws.len();
    if from == 0 || to == 0 || from == to {
        return draws.to_vec();
    }
    let kept = from.min(to);
    let waves: Vec<(f64, f64)> =
        (0..=kept / 2).map(|k| scaled(wave(draws, k), weight(k, kept, from > to))).collect();
    (0..to).map(|at| point(&waves, at, to) / from as f64).collect()
}

/// The draws that the challenge scores by ignorance: resampled to [`DRAWS`] unless they are so many, none below zero.
pub fn challenge_draws(draws: &[f64]) -> Vec<f64> {
    if draws.len() == DRAWS {
        return draws.to_vec();
    }
    resample(draws, DRAWS).into_iter().map(|draw| draw.max(0.0)).collect()
}

/// The `k`th term of the transform: cosine and sine part.
fn wave(draws: &[f64], k: usize) -> (f64, f64) {
    let mut sum = (0.0, 0.0);
    for (at, draw) in draws.iter().enumerate() {
        let (sin, cos) = angle(k, at, draws.len()).sin_cos();
        sum = (sum.0 + draw * cos, sum.1 - draw * sin);
    }
    sum
}

/// How often a term counts: those but the first stand for two; the middle one of an even number is shared between its two
/// sides when points are added, and is the sum of both when they are taken away.
fn weight(k: usize, kept: usize, fewer: bool) -> f64 {
    let middle = kept.is_multiple_of(2) && 2 * k == kept;
    match (k, middle) {
        (0, _) => 1.0,
        (_, true) if fewer => 2.0,
        (_, true) => 1.0,
        _ => 2.0,
    }
}

fn scaled((cos, sin): (f64, f64), weight: f64) -> (f64, f64) {
    (cos * weight, sin * weight)
}

fn point(waves: &[(f64, f64)], at: usize, of: usize) -> f64 {
    let term = |(k, (re, im)): (usize, &(f64, f64))| {
        let (sin, cos) = angle(k, at, of).sin_cos();
        re * cos - im * sin
    };
    waves.iter().enumerate().map(term).sum()
}

/// The angle of the `k`th wave at a point, the product taken modulo the period so that large ones stay exact.
fn angle(k: usize, at: usize, of: usize) -> f64 {
    TAU * ((k * at) % of) as f64 / of as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wave_goes_through_the_draws() {
        let draws = [3.0, 0.0, 1.0, 7.0, 2.0];
        let more = resample(&draws, 20);
        for (at, draw) in draws.iter().enumerate() {
            assert!((more[at * 4] - draw).abs() < 1e-12);
        }
        assert_eq!(resample(&[5.0; 12], 1000).iter().filter(|v| (**v - 5.0).abs() < 1e-9).count(), 1000);
        assert!(resample(&[0.0; 12], 1000).iter().all(|v| *v == 0.0));
        assert_eq!((resample(&[], 5), resample(&[1.0, 2.0], 2)), (vec![], vec![1.0, 2.0]));
    }

    /// `scipy.signal.resample` of scipy 1.17 on the same numbers.
    #[test]
    fn it_is_what_scipy_gives() {
        let close = |told: Vec<f64>, right: &[f64]| {
            assert_eq!(told.len(), right.len());
            for (told, right) in told.iter().zip(right) {
                assert!((told - right).abs() < 1e-9, "{told} {right}");
            }
        };
        close(
            resample(&[3.0, 0.0, 1.0, 7.0], 6),
            &[3.0, 0.5939110867544646, -0.4060889132455353, 1.0, 5.656088913245535, 6.656088913245535],
        );
        close(
            resample(&[3.0, 0.0, 1.0, 7.0, 2.0], 8),
            &[
                3.0,
                2.069542035224132,
                -1.1131706050379322,
                0.059451044301760514,
                5.283281572999748,
                6.755072839324649,
                3.2298890320381846,
                1.5159340811494593,
            ],
        );
        close(
            resample(&[3.0, 0.0, 1.0, 7.0, 2.0, 5.0, 0.0, 4.0], 6),
            &[4.25, -1.3850383161380881, 5.705678582334512, 3.25, 3.286962104784772, 1.3923976290188034],
        );
        close(
            resample(&[3.0, 0.0, 1.0, 7.0, 2.0, 5.0, 0.0, 4.0, 9.0], 5),
            &[
                3.980327583957727,
                0.5666583340518351,
                5.919904045717424,
                0.9599026930363004,
                5.795429565458935,
            ],
        );
    }

    #[test]
    fn none_of_the_challenges_draws_is_below_zero() {
        let draws = challenge_draws(&[0.0, 0.0, 9.0, 0.0]);
        assert_eq!(draws.len(), DRAWS);
        assert!(draws.iter().all(|d| *d >= 0.0) && draws.contains(&0.0));
        assert_eq!(
            challenge_draws(&vec![-1.0; DRAWS]),
            vec![-1.0; DRAWS],
            "as many as asked for stay as they are"
        );
    }
}
