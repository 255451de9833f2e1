//! The dual simplex: keeps reduced costs on their side and brings basic values within their bounds.
//!
//! Dual steepest edge (J. J. Forrest and D. Goldfarb, 1992) with a ratio test that flips columns over their other bound as
//! long as that helps (I. Maros, 2003) and allows for tolerances (P. M. J. Harris, 1973).

use super::basis::Status;
use super::check::farkas;
use super::error::LpError;
use super::simplex::{Halt, PIVOT_TOLERANCE, SMALL_PIVOT, Simplex, add_column};
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Least weight of a position: guards against cancellation.
const LEAST_WEIGHT: f64 = 1e-4;
/// A pivot from its row and from its column may differ by this part.
const DRIFT: f64 = 1e-7;
/// A reduced cost from which a step gains anything.
const GAIN: f64 = 1e-12;
/// Steps without gain after which costs are perturbed.
const PATIENCE: usize = 60;
/// The first perturbation, as a part of each cost; later ones are ten times as large each.
const LEAST_PERTURBATION: f64 = 1e-6;

/// A variable that could come in. The first to do so is the greatest.
#[derive(Clone, Copy, Default)]
struct Candidate {
    /// The step at which its reduced cost is zero.
    ratio: f64,
    /// The size of its entry in the pivot row.
    entry: f64,
    /// The step at which its reduced cost is on the wrong side by the tolerance.
    limit: f64,
    variable: u32,
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        // Ratios are at least zero: their bits are in order.
        let order = |c: &Candidate| (c.ratio.to_bits(), c.variable);
        order(other).cmp(&order(self))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Candidate {}

/// What a search by the dual simplex keeps beside the state.
struct Search {
    /// By position: how far the value is out of its bounds; zero if by less than the tolerance.
    gaps: Vec<f64>,
    /// What could come in for the loaded row, in no order.
    candidates: Vec<Candidate>,
    /// Those that the step met, in order.
    met: Vec<Candidate>,
    /// Those that flip.
    flips: Vec<u32>,
}

impl Simplex<'_> {
    /// Makes the start dual feasible: flips what has another bound, shifts the cost of what has none.
    pub(super) fn make_dual_feasible(&mut self) {
        let mut flipped = false;
        for j in 0..self.status.len() {
            if self.dual_gap(j) <= self.cost_tolerance {
                continue;
            }
            let to = match self.status[j] {
                Status::Lower if self.upper[j] < f64::INFINITY => Status::Upper,
                Status::Upper if self.lower[j] > f64::NEG_INFINITY => Status::Lower,
                _ => {
                    self.shift(j, 0.0);
                    continue;
                }
            };
            self.rest(j, to);
            flipped = true;
        }
        if flipped {
            self.revalue();
        }
    }

    /// Runs until basic values are within their bounds.
    pub(super) fn dual(&mut self) -> Halt {
        let mut search =
            Search { gaps: Vec::new(), candidates: Vec::new(), met: Vec::new(), flips: Vec::new() };
        let (mut renewed, mut idle, mut size) = (false, 0, LEAST_PERTURBATION);
        self.find_gaps(&mut search);
        loop {
            if self.factor.is_worn() {
                self.renew_dual(&mut search);
            }
            let Some(position) = self.leaving_position(&search.gaps) else { return Halt::Optimal };
            if self.steps >= self.most_steps {
                return Halt::Lost;
            }
            let gap = search.gaps[position];
            self.load_row(position);
            self.find_candidates(gap, &mut search.candidates);
            let Some(entering) = self.choose(gap.abs(), &mut search) else {
                if let Some(rows) = farkas(self) {
                    return Halt::Proven(LpError::Infeasible { rows });
                }
                if renewed {
                    return Halt::Lost;
                }
                self.renew_dual(&mut search);
                renewed = true;
                continue;
            };
            self.load_column(entering);
            let (by_row, by_column) = (self.row[entering], self.column[position]);
            let drifted = (by_row - by_column).abs() > DRIFT * (1.0 + by_column.abs());
            if (drifted || by_column.abs() < SMALL_PIVOT) && self.factor.age() > 0 && !renewed {
                self.renew_dual(&mut search);
                renewed = true;
                continue;
            }
            if drifted || by_column.abs() < PIVOT_TOLERANCE {
                return Halt::Lost;
            }
            renewed = false;
            idle = if self.reduced[entering].abs() > GAIN { 0 } else { idle + 1 };
            self.flip(&mut search);
            self.dual_step(position, entering, &mut search.gaps);
            if idle > PATIENCE {
                self.perturb(size);
                (idle, size) = (0, (size * 10.0f64).min(1e-3));
            }
        }
    }

    /// New factors, and all that follows from them.
    fn renew_dual(&mut self, search: &mut Search) {
        self.renew();
        self.make_dual_feasible();
        self.find_gaps(search);
    }

    fn find_gaps(&self, search: &mut Search) {
        search.gaps.clear();
        search.gaps.extend((0..self.rows()).map(|p| self.counted_gap(p)));
    }

    /// How far a value is out of its bounds, if by more than the tolerance.
    #[inline]
    fn counted_gap(&self, position: usize) -> f64 {
        let gap = self.primal_gap(position);
        if gap.abs() > self.value_tolerance { gap } else { 0.0 }
    }

    /// The position whose value is furthest out of its bounds, by its weight.
    fn leaving_position(&self, gaps: &[f64]) -> Option<usize> {
        let mut best = (0.0, None);
        for (position, (&gap, &weight)) in gaps.iter().zip(&self.weights).enumerate() {
            if gap != 0.0 {
                let score = gap * gap / weight;
                if score > best.0 {
                    best = (score, Some(position));
                }
            }
        }
        best.1
    }

    /// What could come in as the value in the loaded row goes to its bound.
    fn find_candidates(&self, gap: f64, candidates: &mut Vec<Candidate>) {
        let sign = if gap < 0.0 { -1.0 } else { 1.0 };
        // Written without a branch on the entry, which would be guessed wrong half of the time.
        candidates.resize(self.row_nonzero.len(), Candidate::default());
        let mut count = 0;
        for &variable in &self.row_nonzero {
            let j = variable as usize;
            let (row, status) = (self.row[j], self.status[j]);
            let side = status.side();
            let entry = if status == Status::Zero { row.abs() } else { sign * side * row };
            // On the wrong side, by the tolerance at most: it stops the step at once.
            let gap = (side * self.reduced[j]).max(0.0);
            let per_entry = 1.0 / entry;
            let (ratio, limit) = (gap * per_entry, (gap + self.cost_tolerance) * per_entry);
            candidates[count] = Candidate { ratio, entry, limit, variable };
            count += usize::from(entry > PIVOT_TOLERANCE);
        }
        candidates.truncate(count);
    }

    /// The variable that comes in; `flips` are those that the step passes. None if nothing stops the step.
    ///
    /// Variables are met in groups that tolerances do not tell apart; the one with the largest entry stands for its group.
    fn choose(&self, gap: f64, search: &mut Search) -> Option<usize> {
        let (met, flips) = (&mut search.met, &mut search.flips);
        met.clear();
        flips.clear();
        let mut waiting = BinaryHeap::from(std::mem::take(&mut search.candidates));
        let mut slope = gap;
        // How many were met before the best group, and the largest of that.
        let mut best: Option<(usize, Candidate)> = None;
        while slope > 0.0 {
            let Some(first) = waiting.peek() else { break };
            let (before, mut limit) = (met.len(), first.limit);
            while let Some(&next) = waiting.peek().filter(|c| c.ratio <= limit) {
                waiting.pop();
                limit = limit.min(next.limit);
                met.push(next);
            }
            if met.len() == before {
                // Not a number: nothing can be said.
                break;
            }
            let largest = largest_of(&met[before..], limit);
            for candidate in &met[before..] {
                let variable = candidate.variable as usize;
                slope -= candidate.entry * (self.upper[variable] - self.lower[variable]);
            }
            if let Some(largest) = largest
                && best.is_none_or(|(_, b)| largest.entry >= SMALL_PIVOT || largest.entry > b.entry)
            {
                // A small pivot is taken only if no earlier group had a better one.
                best = Some((before, largest));
            }
        }
        search.candidates = waiting.into_vec();
        // All flips together may not bring the value to its bound, by more than counts.
        let (until, chosen) = best.filter(|_| slope <= 0.5 * self.value_tolerance)?;
        flips.extend(met[..until].iter().map(|c| c.variable));
        Some(chosen.variable as usize)
    }

    /// Moves variables over to their other bound.
    fn flip(&mut self, search: &mut Search) {
        if search.flips.is_empty() {
            return;
        }
        self.work.fill(0.0);
        for &j in &search.flips {
            let variable = j as usize;
            let range = self.upper[variable] - self.lower[variable];
            let (to, change) = match self.status[variable] {
                Status::Lower => (Status::Upper, range),
                _ => (Status::Lower, -range),
            };
            self.rest(variable, to);
            add_column(self.structure, &mut self.work, variable, change);
        }
        self.factor.forward(&mut self.work);
        for position in 0..self.work.len() {
            if self.work[position] != 0.0 {
                self.value[position] -= self.work[position];
                search.gaps[position] = self.counted_gap(position);
            }
        }
        self.steps += search.flips.len();
    }

    /// Exchanges, with both loaded.
    fn dual_step(&mut self, position: usize, entering: usize, gaps: &mut [f64]) {
        let leaving = self.head[position] as usize;
        // The reduced cost may be on the wrong side by the tolerance: the step is not to go back.
        if self.dual_gap(entering) > 0.0 {
            self.shift(entering, 0.0);
        }
        self.update_reduced(entering, leaving);
        let below = self.value[position] < self.lower[leaving];
        let (bound, leaves_to) = match below {
            true => (self.lower[leaving], Status::Lower),
            false => (self.upper[leaving], Status::Upper),
        };
        let step = (self.value[position] - bound) / self.column[position];
        for &i in &self.column_nonzero {
            self.value[i as usize] -= step * self.column[i as usize];
            gaps[i as usize] = self.counted_gap(i as usize);
        }
        let value = self.resting[entering] + step;
        self.reweigh(position);
        self.exchange(position, entering, value, leaves_to);
        gaps[position] = self.counted_gap(position);
    }

    /// Dual steepest-edge weights after the loaded exchange.
    fn reweigh(&mut self, position: usize) {
        self.work.copy_from_slice(&self.unit);
        self.factor.forward(&mut self.work);
        let pivot = self.column[position];
        let weight: f64 = self.unit_nonzero.iter().map(|&i| self.unit[i as usize].powi(2)).sum();
        for &i in &self.column_nonzero {
            let at = i as usize;
            let part = self.column[at] / pivot;
            let new = self.weights[at] - 2.0 * part * self.work[at] + part * part * weight;
            self.weights[at] = new.max(LEAST_WEIGHT);
        }
        self.weights[position] = (weight / (pivot * pivot)).max(LEAST_WEIGHT);
    }

    /// Moves reduced costs away from zero, each by a little of its own, so that steps gain again.
    fn perturb(&mut self, size: f64) {
        for j in 0..self.status.len() {
            let by = size * (0.5 + fraction(j)) * (1.0 + self.cost[j].abs());
            match self.status[j] {
                Status::Lower => self.shift(j, self.reduced[j].max(0.0) + by),
                Status::Upper => self.shift(j, self.reduced[j].min(0.0) - by),
                _ => {}
            }
        }
    }
}

/// A fraction between 0 and 1 that looks random and is always the same (Knuth's multiplicative hashing).
fn fraction(of: usize) -> f64 {
    let mixed = (of as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (mixed >> 40) as f64 / (1u64 << 24) as f64
}

/// The candidate with the largest entry among those within the limit; of equal ones the first variable.
fn largest_of(group: &[Candidate], limit: f64) -> Option<Candidate> {
    let within = group.iter().copied().filter(|c| c.ratio <= limit);
    within.reduce(|a, b| if (b.entry, a.variable) > (a.entry, b.variable) { b } else { a })
}
