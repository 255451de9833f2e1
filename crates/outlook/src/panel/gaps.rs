//! Months without any row among months with many: a file that is likely missing.

use crate::Month;

/// Months looked at on either side of an empty run.
const AROUND: usize = 12;
/// So many rows expected in an empty run make it a gap: at that rate, none at all has a chance under one in a thousand
/// (Poisson, e⁻⁷ ≈ 0.0009).
const EXPECTED: f64 = 7.0;

/// Runs of empty months, first and last, in which at least [`EXPECTED`] rows would be expected by the rate before and
/// after, whichever is lower. `rows` counts the rows of each month from `first`.
pub(super) fn find(first: Month, rows: &[u32]) -> Vec<(Month, Month)> {
    let mut gaps = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let run = rows.iter().skip(at).take_while(|n| **n == 0).count();
        if run > 0 {
            let before = rate(rows.get(at.saturating_sub(AROUND)..at));
            let after = rate(rows.get(at + run..(at + run + AROUND).min(rows.len())));
            if before.min(after) * run as f64 >= EXPECTED {
                gaps.push((first.plus(at as i32), first.plus((at + run) as i32 - 1)));
            }
        }
        at += run.max(1);
    }
    gaps
}

/// Rows a month.
fn rate(rows: Option<&[u32]>) -> f64 {
    let rows = rows.filter(|r| !r.is_empty()).unwrap_or(&[0]);
    rows.iter().map(|n| f64::from(*n)).sum::<f64>() / rows.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_year_is_a_gap_and_a_quiet_one_is_not() {
        let first = Month::from_id(1);
        let mut rows = vec![3; 36];
        rows[12..24].fill(0);
        assert_eq!(find(first, &rows), [(Month::from_id(13), Month::from_id(24))]);
        let mut quiet = vec![0; 36];
        (quiet[5], quiet[30]) = (4, 1);
        assert_eq!(find(first, &quiet), []);
        assert_eq!(find(first, &[]), []);
        assert_eq!(find(first, &[0, 9, 9, 0]), [], "before the first row and after the last there is no gap");
    }
}
