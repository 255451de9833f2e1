//! Months without any row among months with many: a file that is likely missing.

use crate::Month;

/// Months looked at on either side of an empty run, and the length of a run that is a file's rather than a lull's.
const YEAR: usize = 12;
/// So many rows expected in an empty run make it a gap: at that rate, none at all has a chance under one in a thousand
/// (Poisson, e⁻⁷ ≈ 0.0009).
const EXPECTED: f64 = 7.0;

/// Runs of empty months, first and last, in which at least [`EXPECTED`] rows would be expected. Violence comes in waves, so
/// a run shorter than a year is held against the quietest month of the year before and the year after; a longer one
/// against their mean, whichever of the two years has the lower. Months before the first row are held against the year
/// after them. `rows` counts the rows of each month from `first`.
pub(super) fn find(first: Month, rows: &[u32]) -> Vec<(Month, Month)> {
    let mut gaps = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let run = rows.iter().skip(at).take_while(|n| **n == 0).count();
        let before = rows.get(at.saturating_sub(YEAR)..at).unwrap_or_default();
        let after = rows.get(at + run..(at + run + YEAR).min(rows.len())).unwrap_or_default();
        let rate = if run < YEAR { quietest } else { mean };
        // Before the first row there is nothing to hold it against: the panel starts in January, the file perhaps later.
        let before = if at == 0 { f64::INFINITY } else { rate(before) };
        if run > 0 && before.min(rate(after)) * run as f64 >= EXPECTED {
            gaps.push((first.plus(at as i32), first.plus((at + run) as i32 - 1)));
        }
        at += run.max(1);
    }
    gaps
}

/// Runs of empty months of one country, where other countries have rows: a file of it is likely missing, or ends there. A
/// country comes to peace as a region does not, so every month of the year before had rows (and of the year after, unless
/// it has none any more), and at the rate of the quietest at least [`EXPECTED`] would be expected.
pub(super) fn of_country(first: Month, rows: &[u32]) -> Vec<(Month, Month)> {
    let mut gaps = Vec::new();
    let mut at = 0;
    while at < rows.len() {
        let run = rows.iter().skip(at).take_while(|n| **n == 0).count();
        let before = quietest(rows.get(at.saturating_sub(YEAR)..at).unwrap_or_default());
        let after = match rows.get(at + run..(at + run + YEAR).min(rows.len())) {
            Some(after) if !after.is_empty() => quietest(after),
            _ => f64::INFINITY,
        };
        if run > 0 && at >= YEAR && before.min(after) * run as f64 >= EXPECTED {
            gaps.push((first.plus(at as i32), first.plus((at + run) as i32 - 1)));
        }
        at += run.max(1);
    }
    gaps
}

fn quietest(rows: &[u32]) -> f64 {
    rows.iter().min().map_or(0.0, |n| f64::from(*n))
}

fn mean(rows: &[u32]) -> f64 {
    let sum: f64 = rows.iter().map(|n| f64::from(*n)).sum();
    if rows.is_empty() { 0.0 } else { sum / rows.len() as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_country_whose_file_ends_early_is_told_from_one_at_peace() {
        let (first, month) = (Month::from_id(1), Month::from_id);
        let mut rows = vec![3; 36];
        rows[32..].fill(0);
        assert_eq!(of_country(first, &rows), [(month(33), month(36))]);
        rows[14..17].fill(0);
        assert_eq!(of_country(first, &rows), [(month(15), month(17)), (month(33), month(36))]);
        rows[31] = 0;
        rows[29] = 0;
        assert_eq!(of_country(first, &rows), [(month(15), month(17))], "it had quiet months before");
        let mut peace = vec![0; 60];
        peace[20..40].fill(9);
        peace[38] = 0;
        assert_eq!(of_country(first, &peace), [], "war that comes and goes");
        assert_eq!((of_country(first, &[9; 24]), of_country(first, &[])), (Vec::new(), Vec::new()));
    }

    #[test]
    fn a_missing_year_is_a_gap_and_a_quiet_one_is_not() {
        let first = Month::from_id(1);
        let mut rows = vec![3; 36];
        rows[12..24].fill(0);
        assert_eq!(find(first, &rows), [(Month::from_id(13), Month::from_id(24))]);
        let mut quiet = vec![0; 36];
        (quiet[5], quiet[30]) = (4, 1);
        assert_eq!(find(first, &quiet), []);
        let mut month = vec![9; 36];
        month[20] = 0;
        assert_eq!(
            find(first, &month),
            [(Month::from_id(21), Month::from_id(21))],
            "one month among busy ones"
        );
        month[25] = 1;
        assert_eq!(find(first, &month), [], "a lull among lulls");
        assert_eq!(find(first, &[]), []);
        assert_eq!(find(first, &[9, 9, 0]), [], "after the last row there is no gap");
        let january = (Month::from_id(1), Month::from_id(1));
        assert_eq!(find(first, &[0, 9, 9]), [january], "a file that starts in February");
        assert_eq!(find(first, &[0, 1, 9]), [], "a quiet start");
    }
}
