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
