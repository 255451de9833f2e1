//! From values to places on the paper.

/// Values that a chart can show: finite, not below zero, and below a million million.
pub(super) fn good(value: f64) -> Option<f64> {
    (value.is_finite() && (0.0..1e12).contains(&value)).then_some(value)
}

/// A straight scale.
#[derive(Clone, Copy, Debug)]
pub(super) struct Linear {
    /// The value at `from`.
    pub min: f64,
    /// The value at `to`; above `min`.
    pub max: f64,
    /// Where `min` is.
    pub from: f64,
    /// Where `max` is.
    pub to: f64,
}

impl Linear {
    pub(super) fn at(self, value: f64) -> f64 {
        self.from + (self.to - self.from) * ((value - self.min) / (self.max - self.min)).clamp(0.0, 1.0)
    }
}

/// Round values from at or below `min` to at or above `max`, about `about` steps; whole ones where `whole`.
pub(super) fn ticks(min: f64, max: f64, about: usize, whole: bool) -> Vec<f64> {
    // A stretch that is a millionth of its values has no digits to be told by.
    let max = if max > min * 1.000_001 { max } else { min * 1.1 + 1.0 };
    let rough = (max - min) / about.max(1) as f64;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].map(|m| m * power).into_iter().find(|s| *s >= rough * 0.999);
    let step = step.unwrap_or(rough);
    let step = if whole { step.max(1.0).ceil() } else { step };
    let first = (min / step + 1e-9).floor().max(0.0);
    let steps = (max / step - first - 1e-9).ceil().clamp(1.0, 20.0) as usize;
    (0..=steps).map(|n| round((first + n as f64) * step)).collect()
}

/// Without the last digits, which only binary fractions put there.
fn round(value: f64) -> f64 {
    if value == 0.0 {
        return 0.0;
    }
    let digits = 10f64.powf(9.0 - value.abs().log10().floor());
    (value * digits).round() / digits
}

/// Leaves out points that lie within `tolerance` of the line that remains (Douglas and Peucker 1973).
pub(super) fn simplify(points: &[(f64, f64)], tolerance: f64) -> Vec<(f64, f64)> {
    let mut keep = vec![false; points.len()];
    let mut open = vec![(0, points.len().saturating_sub(1))];
    for end in [0, points.len().saturating_sub(1)] {
        if let Some(k) = keep.get_mut(end) {
            *k = true;
        }
    }
    while let Some((from, to)) = open.pop() {
        let Some((a, b)) = points.get(from).zip(points.get(to)) else { continue };
        let between = points.iter().enumerate().take(to).skip(from + 1);
        let far = between.map(|(at, p)| (at, off(*p, *a, *b))).fold(None, |best: Option<(usize, f64)>, x| {
            if best.is_none_or(|b| x.1 > b.1) { Some(x) } else { best }
        });
        if let Some((at, _)) = far.filter(|(_, d)| *d > tolerance) {
            if let Some(k) = keep.get_mut(at) {
                *k = true;
            }
            open.extend([(from, at), (at, to)]);
        }
    }
    points.iter().zip(keep).filter(|(_, k)| *k).map(|(p, _)| *p).collect()
}

/// Distance of a point from the stretch between two others.
pub(super) fn off(p: (f64, f64), a: (f64, f64), b: (f64, f64)) -> f64 {
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let length = dx * dx + dy * dy;
    let along =
        if length > 0.0 { (((p.0 - a.0) * dx + (p.1 - a.1) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
    ((p.0 - a.0 - along * dx).powi(2) + (p.1 - a.1 - along * dy).powi(2)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_reach_the_largest_value() {
        assert_eq!(ticks(0.0, 7.0, 4, true), [0.0, 2.0, 4.0, 6.0, 8.0]);
        assert_eq!(ticks(0.0, 1.0, 4, true), [0.0, 1.0]);
        assert_eq!(ticks(0.0, 0.0, 4, true), [0.0, 1.0]);
        assert_eq!(ticks(0.0, 0.9, 3, false), [0.0, 0.5, 1.0]);
        assert_eq!(ticks(0.0, 410.0, 4, false), [0.0, 200.0, 400.0, 600.0]);
        assert_eq!(ticks(215.0, 410.0, 4, false), [200.0, 250.0, 300.0, 350.0, 400.0, 450.0]);
        for max in [1e-9, 3.3, 999.0, 1e11] {
            assert!(ticks(0.0, max, 5, false).last().is_some_and(|t| *t >= max * 0.999_999), "{max}");
        }
    }

    #[test]
    fn values_that_no_axis_holds_are_refused() {
        assert_eq!([f64::NAN, f64::INFINITY, -1.0, 1e12, 0.0].map(good), [None, None, None, None, Some(0.0)]);
    }

    #[test]
    fn a_simpler_line_stays_near_the_first() {
        let wave: Vec<(f64, f64)> =
            (0..200).map(|x| (f64::from(x), 10.0 * (f64::from(x) / 15.0).sin())).collect();
        let simple = simplify(&wave, 0.5);
        assert!(simple.len() < 60, "{}", simple.len());
        for p in &wave {
            let nearest = simple.windows(2).map(|w| off(*p, w[0], w[1])).fold(f64::MAX, f64::min);
            assert!(nearest <= 0.5 + 1e-9);
        }
        assert_eq!(simplify(&[], 1.0), []);
        assert_eq!(simplify(&[(0.0, 0.0)], 1.0), [(0.0, 0.0)]);
    }
}
