//! How well probabilities put what came before what did not.

/// Pairs of probability and whether it came, in falling order of probability, equal ones together: for each, how many
/// came and how many did not.
fn steps(told: &[(f64, bool)]) -> Vec<(f64, f64)> {
    let mut told: Vec<(f64, bool)> = told.to_vec();
    told.sort_by(|a, b| b.0.total_cmp(&a.0));
    let count = |run: &[(f64, bool)]| {
        let came = run.iter().filter(|(_, came)| *came).count() as f64;
        (came, run.len() as f64 - came)
    };
    told.chunk_by(|a, b| a.0 == b.0).map(count).collect()
}

/// Area under the receiver's curve: the chance that one that came has a higher probability than one that did not, equal
/// ones counting half. `None` unless some came and some did not.
pub fn auc(told: &[(f64, bool)]) -> Option<f64> {
    let steps = steps(told);
    let (all_came, all_not) = steps.iter().fold((0.0, 0.0), |sum, s| (sum.0 + s.0, sum.1 + s.1));
    let mut not_yet = all_not;
    let mut won = 0.0;
    for (came, not) in &steps {
        not_yet -= not;
        won += came * (not_yet + not / 2.0);
    }
    (all_came > 0.0 && all_not > 0.0).then(|| won / (all_came * all_not))
}

/// Average precision: precision at each step of probability, weighted by the recall it adds, nothing interpolated. `None`
/// if none came.
pub fn average_precision(told: &[(f64, bool)]) -> Option<f64> {
    let steps = steps(told);
    let all: f64 = steps.iter().map(|s| s.0).sum();
    let (mut came, mut seen, mut sum) = (0.0, 0.0, 0.0);
    for (hits, misses) in &steps {
        came += hits;
        seen += hits + misses;
        sum += hits * came / seen;
    }
    (all > 0.0).then(|| sum / all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The slow, obvious version: every pair.
    fn slow(told: &[(f64, bool)]) -> Option<f64> {
        let with = |which: bool| told.iter().filter(move |(_, came)| *came == which).map(|(p, _)| *p);
        let pairs: Vec<f64> = with(true)
            .flat_map(|a| {
                with(false).map(move |b| if a > b { 1.0 } else { f64::from(u8::from(a == b)) / 2.0 })
            })
            .collect();
        (!pairs.is_empty()).then(|| pairs.iter().sum::<f64>() / pairs.len() as f64)
    }

    #[test]
    fn a_hand_made_ranking() {
        // The example of scikit-learn's documentation: 0.8333….
        let told = [(0.1, false), (0.4, false), (0.35, true), (0.8, true)];
        assert!((average_precision(&told).unwrap() - 5.0 / 6.0).abs() < 1e-12);
        assert_eq!(auc(&told), Some(0.75));
        let even = [(0.5, true), (0.5, false), (0.5, false), (0.5, false)];
        assert_eq!((auc(&even), average_precision(&even)), (Some(0.5), Some(0.25)));
        assert_eq!((auc(&[(0.2, false)]), average_precision(&[(0.2, false)])), (None, None));
        assert_eq!((auc(&[]), auc(&[(0.2, true)])), (None, None));
    }

    proptest! {
        #[test]
        fn the_area_is_the_share_of_pairs(told in prop::collection::vec((0u8..5, any::<bool>()), 0..40)) {
            let told: Vec<(f64, bool)> = told.into_iter().map(|(p, came)| (f64::from(p) / 4.0, came)).collect();
            match (auc(&told), slow(&told)) {
                (Some(fast), Some(slow)) => prop_assert!((fast - slow).abs() < 1e-12),
                (fast, slow) => prop_assert_eq!(fast, slow),
            }
        }
    }
}
