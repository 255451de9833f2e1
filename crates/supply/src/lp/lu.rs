//! Triangular factors of a basis: singletons first, then what is left by columns, with threshold pivoting.
//!
//! After J. A. Tomlin, "Pivoting for size and sparsity in linear programming inversion routines" (1972), for the singletons
//! and J. R. Gilbert and T. Peierls, "Sparse partial pivoting in time proportional to arithmetic operations" (1988), for
//! the rest, with a plain loop over earlier pivots: what is left is small in programs of flows.

use super::structure::{Sparse, Structure};

/// A pivot is at least this part of the largest entry of its column.
const THRESHOLD: f64 = 0.1;
/// A column whose entries all fall below this is taken as dependent on the others.
const TINY: f64 = 1e-11;

/// B = L U with rows and columns in the order of the pivots.
pub(super) struct Lu {
    /// The columns of L that have entries below their pivot: its row, and the entries.
    lower_rows: Vec<u32>,
    lower: Sparse,
    /// By order of pivots: its row and one over its value.
    pivots: Vec<(u32, f64)>,
    /// Above the pivot of each column, by row.
    upper: Sparse,
    /// To the right of the pivot of each row, by the row on which the column was pivoted.
    upper_by_row: Sparse,
}

/// Factors, the order of the variables by position, and what stood in the basis without need.
pub(super) struct Factorised {
    pub(super) lu: Lu,
    /// The basic variable of each position.
    pub(super) head: Vec<u32>,
    /// Variables that depend on the others; logical columns took their place.
    pub(super) dropped: Vec<u32>,
}

impl Lu {
    pub(super) fn entries(&self) -> usize {
        self.pivots.len() + self.lower.entries() + self.upper.entries()
    }

    /// Solves B x = b in place.
    pub(super) fn forward(&self, x: &mut [f64]) {
        for (at, &row) in self.lower_rows.iter().enumerate() {
            let value = x[row as usize];
            if value != 0.0 {
                for (i, l) in self.lower.list(at) {
                    x[i] -= l * value;
                }
            }
        }
        for (at, &(row, inverse)) in self.pivots.iter().enumerate().rev() {
            let value = x[row as usize];
            if value != 0.0 {
                let value = value * inverse;
                x[row as usize] = value;
                for (i, u) in self.upper.list(at) {
                    x[i] -= u * value;
                }
            }
        }
    }

    /// Solves Bᵀ y = c in place.
    pub(super) fn backward(&self, y: &mut [f64]) {
        for (at, &(row, inverse)) in self.pivots.iter().enumerate() {
            let value = y[row as usize];
            if value != 0.0 {
                let value = value * inverse;
                y[row as usize] = value;
                for (i, u) in self.upper_by_row.list(at) {
                    y[i] -= u * value;
                }
            }
        }
        for (at, &row) in self.lower_rows.iter().enumerate().rev() {
            y[row as usize] -= self.lower.dot(at, y);
        }
    }
}

/// Factorises the basis of the variables in `head`.
pub(super) fn factorise(structure: &Structure, head: &[u32]) -> Factorised {
    let mut work = Work::new(structure, head);
    work.column_singletons();
    work.row_singletons();
    work.nucleus();
    work.fill_up();
    work.finish(head, structure.columns())
}

/// A factorisation that is under way. Slots are the places of `head`.
struct Work {
    slots: Sparse,
    rows: Sparse,
    /// Entries of each slot in rows without pivot, and of each row in slots without pivot.
    slot_count: Vec<u32>,
    row_count: Vec<u32>,
    slot_done: Vec<bool>,
    row_done: Vec<bool>,
    lu: Lu,
    /// The slot of each pivot; none where a logical column was put in.
    order: Vec<Option<u32>>,
}

impl Work {
    fn new(structure: &Structure, head: &[u32]) -> Work {
        let count = head.len();
        let mut slots = Sparse::new();
        for &variable in head {
            let column = variable as usize;
            if column < structure.columns() {
                structure.by_column.list(column).for_each(|(i, v)| slots.push(i as u32, v));
            } else {
                slots.push((column - structure.columns()) as u32, -1.0);
            }
            slots.close();
        }
        let rows = slots.transposed(count);
        let lengths = |lists: &Sparse| (0..count).map(|at| lists.list(at).len() as u32).collect::<Vec<_>>();
        let (slot_count, row_count) = (lengths(&slots), lengths(&rows));
        let lu = Lu {
            lower_rows: Vec::new(),
            lower: Sparse::new(),
            pivots: Vec::with_capacity(count),
            upper: Sparse::new(),
            upper_by_row: Sparse::new(),
        };
        let (slot_done, row_done) = (vec![false; count], vec![false; count]);
        Work { slots, rows, slot_count, row_count, slot_done, row_done, lu, order: Vec::with_capacity(count) }
    }

    /// Notes a pivot and takes its slot and row out of the counts. Entries of U must be written, their list not yet closed.
    fn pivot(&mut self, slot: usize, row: usize, value: f64) {
        self.lu.upper.close();
        self.lu.pivots.push((row as u32, 1.0 / value));
        self.order.push(Some(slot as u32));
        (self.slot_done[slot], self.row_done[row]) = (true, true);
        for (other, _) in self.rows.list(row) {
            self.slot_count[other] -= 1;
        }
        for (other, _) in self.slots.list(slot) {
            self.row_count[other] -= 1;
        }
    }

    /// Slots with one entry left: nothing below the pivot.
    fn column_singletons(&mut self) {
        let ones = |counts: &[u32]| (0..counts.len()).filter(|&s| counts[s] == 1).collect::<Vec<usize>>();
        let mut waiting = ones(&self.slot_count);
        while let Some(slot) = waiting.pop() {
            let left = self.slots.list(slot).find(|&(row, _)| !self.row_done[row]);
            let Some((row, value)) = left.filter(|(_, v)| !self.slot_done[slot] && v.abs() > TINY) else {
                continue;
            };
            for (above, u) in self.slots.list(slot).filter(|&(above, _)| above != row) {
                self.lu.upper.push(above as u32, u);
            }
            self.pivot(slot, row, value);
            let met = self.rows.list(row).map(|(other, _)| other);
            waiting.extend(met.filter(|&other| !self.slot_done[other] && self.slot_count[other] == 1));
        }
    }

    /// Rows with one entry left: nothing to the right of the pivot.
    fn row_singletons(&mut self) {
        let mut waiting: Vec<usize> = (0..self.row_count.len()).filter(|&r| self.row_count[r] == 1).collect();
        while let Some(row) = waiting.pop() {
            let left = self.rows.list(row).find(|&(slot, _)| !self.slot_done[slot]);
            let Some((slot, value)) = left.filter(|(_, v)| !self.row_done[row] && v.abs() > TINY) else {
                continue;
            };
            let mut below = false;
            for (other, v) in self.slots.list(slot).filter(|&(other, _)| other != row) {
                if self.row_done[other] {
                    self.lu.upper.push(other as u32, v);
                } else {
                    self.lu.lower.push(other as u32, v / value);
                    below = true;
                }
            }
            if below {
                self.lu.lower.close();
                self.lu.lower_rows.push(row as u32);
            }
            self.pivot(slot, row, value);
            let met = self.slots.list(slot).map(|(other, _)| other);
            waiting.extend(met.filter(|&other| !self.row_done[other] && self.row_count[other] == 1));
        }
    }

    /// What has no singletons: column by column, the shortest first.
    fn nucleus(&mut self) {
        let mut slots: Vec<usize> = (0..self.slot_done.len()).filter(|&s| !self.slot_done[s]).collect();
        slots.sort_by_key(|&s| (self.slot_count[s], s));
        let mut column = vec![0.0; self.row_done.len()];
        let outside = self.row_done.clone();
        let active: Vec<usize> = (0..outside.len()).filter(|&r| !outside[r]).collect();
        // Pivot rows of the nucleus so far: a column of L may be missing where it would be empty.
        let mut pivoted: Vec<(usize, Option<usize>)> = Vec::new();
        for slot in slots {
            for (row, v) in self.slots.list(slot) {
                if outside[row] {
                    self.lu.upper.push(row as u32, v);
                } else {
                    column[row] = v;
                }
            }
            for &(row, lower) in &pivoted {
                let value = std::mem::take(&mut column[row]);
                if value != 0.0 {
                    self.lu.upper.push(row as u32, value);
                    if let Some(lower) = lower {
                        self.lu.lower.list(lower).for_each(|(i, l)| column[i] -= l * value);
                    }
                }
            }
            let left = || active.iter().copied().filter(|&r| !self.row_done[r]);
            let largest = left().map(|r| column[r].abs()).fold(0.0, f64::max);
            let eligible = left().filter(|&r| column[r].abs() >= THRESHOLD * largest);
            let best = eligible.min_by_key(|&r| (self.row_count[r], r));
            let Some(row) = best.filter(|_| largest > TINY) else {
                self.lu.upper.drop_open();
                active.iter().for_each(|&r| column[r] = 0.0);
                continue;
            };
            let value = std::mem::take(&mut column[row]);
            let rest: Vec<usize> = left().filter(|&r| r != row && column[r] != 0.0).collect();
            for &r in &rest {
                self.lu.lower.push(r as u32, std::mem::take(&mut column[r]) / value);
            }
            let mut lower = None;
            if !rest.is_empty() {
                lower = Some(self.lu.lower_rows.len());
                self.lu.lower.close();
                self.lu.lower_rows.push(row as u32);
            }
            self.pivot(slot, row, value);
            pivoted.push((row, lower));
        }
    }

    /// Logical columns for the rows that got no pivot. Columns of L never reach above, so they stand alone.
    fn fill_up(&mut self) {
        for row in 0..self.row_done.len() {
            if !self.row_done[row] {
                self.lu.upper.close();
                self.lu.pivots.push((row as u32, -1.0));
                self.order.push(None);
            }
        }
    }

    /// Writes U by row too, and puts variables into the order of their positions.
    fn finish(mut self, old: &[u32], columns: usize) -> Factorised {
        let count = old.len();
        let mut order_of = vec![0u32; count];
        for (at, &(row, _)) in self.lu.pivots.iter().enumerate() {
            order_of[row as usize] = at as u32;
        }
        let mut by_order = Sparse::new();
        for at in 0..count {
            self.lu.upper.list(at).for_each(|(row, u)| by_order.push(order_of[row], u));
            by_order.close();
        }
        let turned = by_order.transposed(count);
        for at in 0..count {
            turned.list(at).for_each(|(other, u)| self.lu.upper_by_row.push(self.lu.pivots[other].0, u));
            self.lu.upper_by_row.close();
        }
        let mut head = vec![0; count];
        for (&(row, _), slot) in self.lu.pivots.iter().zip(&self.order) {
            head[row as usize] = slot.map_or(columns as u32 + row, |s| old[s as usize]);
        }
        let dropped = (0..count).filter(|&s| !self.slot_done[s]).map(|s| old[s]).collect();
        Factorised { lu: self.lu, head, dropped }
    }
}
