//! Features cut into steps, so that a row of them is a row of bytes.

/// The most steps of a feature.
const STEPS: usize = 128;

/// Where a feature is cut: a value's step is the number of cuts that lie below it.
#[derive(Clone, Debug, PartialEq)]
pub struct Edges(Vec<f32>);

impl Edges {
    /// Cuts between the values found. Steps hold about as many values each; a value that fills a step by itself, such as
    /// zero, has its own.
    pub fn of(values: impl IntoIterator<Item = f32>) -> Self {
        let mut sorted: Vec<f32> = values.into_iter().filter(|v| v.is_finite()).collect();
        sorted.sort_by(f32::total_cmp);
        let runs: Vec<(f32, usize)> =
            sorted.chunk_by(|a, b| a == b).filter_map(|run| Some((*run.first()?, run.len()))).collect();
        let (mut left, mut steps) = (sorted.len(), STEPS);
        let (mut cuts, mut filled) = (Vec::new(), 0);
        for pair in runs.windows(2) {
            let [(value, count), (next, coming)] = pair else { continue };
            filled += count;
            left -= count;
            let wanted = (left + filled).div_ceil(steps.max(1));
            if steps > 1 && (runs.len() <= STEPS || filled >= wanted || *coming >= wanted) {
                cuts.push(value + (next - value) / 2.0);
                steps -= 1;
                filled = 0;
            }
        }
        Self(cuts)
    }

    /// The step of a value.
    pub fn step(&self, value: f32) -> u8 {
        self.0.partition_point(|cut| *cut < value).min(STEPS - 1) as u8
    }
}

/// Rows of features as steps, feature by feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Binned {
    rows: usize,
    columns: Vec<Vec<u8>>,
}

impl Binned {
    /// Features as steps, each with `rows` rows.
    pub fn of(rows: usize, columns: Vec<Vec<u8>>) -> Self {
        Self { rows, columns }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Number of features.
    pub fn features(&self) -> usize {
        self.columns.len()
    }

    /// A feature, row by row; empty if there is none.
    pub fn column(&self, feature: usize) -> &[u8] {
        self.columns.get(feature).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn few_values_have_a_step_each_and_many_share() {
        let few = Edges::of([3.0, 0.0, 0.0, 7.0, f32::NAN]);
        assert_eq!([-1.0, 0.0, 1.4, 3.0, 6.0, 9.0].map(|v| few.step(v)), [0, 0, 0, 1, 2, 2]);
        let mut many: Vec<f32> = vec![0.0; 10_000];
        many.extend((1..=5_000).map(|v| v as f32));
        let cut = Edges::of(many.iter().copied());
        assert_eq!((cut.step(0.0), cut.step(1.0)), (0, 1));
        assert_eq!((cut.0.len(), cut.step(5_000.0)), (STEPS - 1, (STEPS - 1) as u8));
        assert_eq!(Edges::of([]).step(4.0), 0);
    }

    proptest! {
        #[test]
        fn steps_rise_with_values(mut values in prop::collection::vec(0.0f32..1e6, 1..400)) {
            let cut = Edges::of(values.iter().copied());
            prop_assert!(cut.0.len() < STEPS);
            values.sort_by(f32::total_cmp);
            prop_assert!(values.windows(2).all(|w| cut.step(w[0]) <= cut.step(w[1])));
        }
    }
}
