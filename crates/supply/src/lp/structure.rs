//! The matrix of a program, kept by column and by row and scaled once.

use super::error::{LpError, Misfit};

/// Passes of geometric scaling; a third changes little.
const SCALING_PASSES: usize = 2;

/// Which columns meet which rows, and with what coefficient. Problems that share it can share a [`Basis`](super::Basis).
#[derive(Clone, Debug)]
pub struct Structure {
    /// Entries by column, in units of the scaled program.
    pub(super) by_column: Sparse,
    /// The same entries by row.
    pub(super) by_row: Sparse,
    /// Scaled row = `row_scale` × row; powers of two, so that scaling rounds nothing.
    pub(super) row_scale: Vec<f64>,
    /// Column = `column_scale` × scaled column.
    pub(super) column_scale: Vec<f64>,
    /// A digest of the entries: tells whether a kept factorisation belongs to this matrix.
    pub(super) digest: u64,
}

/// Lists of (index, value), one after the other.
#[derive(Clone, Debug, Default)]
pub(super) struct Sparse {
    starts: Vec<u32>,
    indices: Vec<u32>,
    values: Vec<f64>,
}

impl Sparse {
    pub(super) fn new() -> Self {
        Sparse { starts: vec![0], ..Sparse::default() }
    }

    /// Number of lists.
    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Number of entries in all lists.
    pub(super) fn entries(&self) -> usize {
        self.indices.len()
    }

    /// Adds an entry to the list that is being written.
    pub(super) fn push(&mut self, index: u32, value: f64) {
        self.indices.push(index);
        self.values.push(value);
    }

    /// Ends the list that is being written.
    pub(super) fn close(&mut self) {
        self.starts.push(self.indices.len() as u32);
    }

    /// Forgets the list that is being written.
    pub(super) fn drop_open(&mut self) {
        let end = self.starts.last().map_or(0, |&s| s as usize);
        self.indices.truncate(end);
        self.values.truncate(end);
    }

    /// The entries of a list.
    #[inline]
    pub(super) fn list(&self, at: usize) -> impl ExactSizeIterator<Item = (usize, f64)> + '_ {
        let range = self.starts[at] as usize..self.starts[at + 1] as usize;
        let indices = self.indices[range.clone()].iter();
        indices.zip(&self.values[range]).map(|(&i, &v)| (i as usize, v))
    }

    /// The sum over a list of value × `of[index]`.
    #[inline]
    pub(super) fn dot(&self, at: usize, of: &[f64]) -> f64 {
        self.list(at).map(|(i, v)| v * of[i]).sum()
    }

    /// The same entries with lists and indices exchanged; `count` lists.
    pub(super) fn transposed(&self, count: usize) -> Sparse {
        let mut starts = vec![0u32; count + 1];
        for &i in &self.indices {
            starts[i as usize + 1] += 1;
        }
        for at in 0..count {
            starts[at + 1] += starts[at];
        }
        let mut next = starts.clone();
        let (mut indices, mut values) = (vec![0; self.entries()], vec![0.0; self.entries()]);
        for at in 0..self.len() {
            for (i, v) in self.list(at) {
                let to = next[i] as usize;
                (indices[to], values[to]) = (at as u32, v);
                next[i] += 1;
            }
        }
        Sparse { starts, indices, values }
    }

    fn scale(&mut self, lists: &[f64], indices: &[f64]) {
        for (ends, list) in self.starts.windows(2).zip(lists) {
            for k in ends[0] as usize..ends[1] as usize {
                self.values[k] *= list * indices[self.indices[k] as usize];
            }
        }
    }
}

impl Structure {
    /// A structure of `rows` rows. Each column is a list of (row, coefficient); coefficients of one row are added up, zeros
    /// left out.
    pub fn new<C>(rows: usize, columns: impl IntoIterator<Item = C>) -> Result<Structure, LpError>
    where
        C: IntoIterator<Item = (usize, f64)>,
    {
        let mut by_column = Sparse::new();
        let mut sums: Vec<(usize, f64)> = Vec::new();
        for (column, entries) in columns.into_iter().enumerate() {
            sums.clear();
            for (row, coefficient) in entries {
                check_entry(rows, column, row, coefficient)?;
                match sums.iter_mut().find(|(known, _)| *known == row) {
                    Some((_, sum)) => *sum += coefficient,
                    None => sums.push((row, coefficient)),
                }
            }
            for &(row, sum) in &sums {
                check_entry(rows, column, row, sum)?;
                if sum != 0.0 {
                    by_column.push(row as u32, sum);
                }
            }
            by_column.close();
        }
        let counted = rows.saturating_add(by_column.len()).max(by_column.entries());
        if u32::try_from(counted).is_err() {
            return Err(LpError::Input(Misfit::TooLarge));
        }
        Ok(Self::of_entries(rows, by_column))
    }

    fn of_entries(rows: usize, mut by_column: Sparse) -> Structure {
        let digest = digest(rows, &by_column);
        let (row_scale, column_scale) = scales(rows, &by_column);
        by_column.scale(&column_scale, &row_scale);
        let by_row = by_column.transposed(rows);
        Structure { by_column, by_row, row_scale, column_scale, digest }
    }

    /// How many rows it has.
    pub fn rows(&self) -> usize {
        self.row_scale.len()
    }

    /// How many columns it has.
    pub fn columns(&self) -> usize {
        self.column_scale.len()
    }

    /// How many entries are not zero.
    pub fn entries(&self) -> usize {
        self.by_column.entries()
    }
}

fn check_entry(rows: usize, column: usize, row: usize, coefficient: f64) -> Result<(), LpError> {
    if row >= rows {
        return Err(LpError::Input(Misfit::NoSuchRow { column, row }));
    }
    if !coefficient.is_finite() {
        return Err(LpError::Input(Misfit::Coefficient { column, row }));
    }
    Ok(())
}

/// The exponent of two of a finite value that is not zero; subnormal values count as 2^-1023.
pub(super) fn exponent(value: f64) -> i32 {
    ((value.to_bits() >> 52) & 0x7ff) as i32 - 1023
}

/// A power of two, within what a scaled value bears.
pub(super) fn power(exponent: i32) -> f64 {
    2f64.powi(exponent.clamp(-400, 400))
}

/// Factors that bring the geometric mean of each row and column near one.
fn scales(rows: usize, by_column: &Sparse) -> (Vec<f64>, Vec<f64>) {
    let by_row = by_column.transposed(rows);
    let (mut row, mut column) = (vec![0i32; rows], vec![0i32; by_column.len()]);
    for _ in 0..SCALING_PASSES {
        balance(&by_row, &mut row, &column);
        balance(by_column, &mut column, &row);
    }
    let powers = |exponents: Vec<i32>| exponents.into_iter().map(power).collect();
    (powers(row), powers(column))
}

/// Sets each list's exponent so that its largest and smallest entry lie around one.
fn balance(lists: &Sparse, own: &mut [i32], other: &[i32]) {
    for (at, own) in own.iter_mut().enumerate() {
        let exponents = lists.list(at).map(|(i, v)| exponent(v) + other[i]);
        let ends = exponents.fold(None, |ends: Option<(i32, i32)>, e| {
            Some(ends.map_or((e, e), |(low, high)| (low.min(e), high.max(e))))
        });
        *own = ends.map_or(0, |(low, high)| -((low + high) / 2));
    }
}

/// FNV-1a over all entries (Fowler, Noll, Vo: offset basis and prime of the 64-bit variant).
fn digest(rows: usize, by_column: &Sparse) -> u64 {
    let mix = |hash: u64, word: u64| (hash ^ word).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23);
    let hash = mix(mix(0xcbf2_9ce4_8422_2325, rows as u64), by_column.len() as u64);
    let hash = by_column.starts.iter().chain(&by_column.indices).fold(hash, |h, &w| mix(h, u64::from(w)));
    by_column.values.iter().fold(hash, |h, v| mix(h, v.to_bits()))
}
