//! The dual simplex: keeps reduced costs on their side and brings basic values within their bounds.
//!
//! Dual steepest edge (J. J. Forrest and D. Goldfarb, 1992) with a ratio test that flips columns over their other bound as
//! long as that helps (I. Maros, 2003) and allows for tolerances (P. M. J. Harris, 1973).

use super::basis::Status;
use super::check::farkas;
use super::error::LpError;
use super::simplex::{
    DUAL_TOLERANCE, Halt, PIVOT_TOLERANCE, PRIMAL_TOLERANCE, SMALL_PIVOT, Simplex, add_column,
};

/// Least weight of a position: guards against cancellation.
const LEAST_WEIGHT: f64 = 1e-4;
/// A pivot from its row and from its column may differ by this part.
const DRIFT: f64 = 1e-7;
/// A reduced cost from which a step gains anything.
const GAIN: f64 = 1e-12;
/// Steps without gain after which costs are perturbed.
const PATIENCE: usize = 60;

/// A variable that could come in.
#[derive(Clone, Copy)]
struct Candidate {
    variable: u32,
    /// Its entry in the pivot row, signed so that the cost rises as the step grows.
    entry: f64,
    /// Its reduced cost, on the right side: at least zero.
    gap: f64,
}

impl Simplex<'_> {
    /// Makes the start dual feasible: flips what has another bound, shifts the cost of what has none.
    pub(super) fn make_dual_feasible(&mut self) {
        let mut flipped = false;
        for j in 0..self.status.len() {
            if self.dual_gap(j) <= DUAL_TOLERANCE {
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
            self.status[j] = to;
            flipped = true;
        }
        if flipped {
            self.revalue();
        }
    }

    /// Runs until basic values are within their bounds.
    pub(super) fn dual(&mut self) -> Halt {
        let (mut renewed, mut idle, mut size) = (false, 0, 1e-6);
        let mut candidates: Vec<Candidate> = Vec::new();
        let mut flips: Vec<u32> = Vec::new();
        loop {
            if self.factor.is_worn() {
                self.renew();
                self.make_dual_feasible();
            }
            let Some(position) = self.leaving_position() else { return Halt::Optimal };
            if self.steps >= self.most_steps {
                return Halt::Lost;
            }
            let gap = self.primal_gap(position);
            self.load_row(position);
            self.candidates(gap, &mut candidates);
            let chosen = choose(self, gap.abs(), &mut candidates, &mut flips);
            let Some(entering) = chosen else {
                match self.infeasible() {
                    Some(error) => return Halt::Proven(error),
                    None if renewed => return Halt::Lost,
                    None => {
                        self.renew();
                        self.make_dual_feasible();
                        renewed = true;
                        continue;
                    }
                }
            };
            self.load_column(entering);
            let (by_row, by_column) = (self.row[entering], self.column[position]);
            let drifted = (by_row - by_column).abs() > DRIFT * (1.0 + by_column.abs());
            if drifted || by_column.abs() < SMALL_PIVOT {
                if self.factor.age() > 0 && !renewed {
                    self.renew();
                    self.make_dual_feasible();
                    renewed = true;
                    continue;
                }
                if drifted || by_column.abs() < PIVOT_TOLERANCE {
                    return Halt::Lost;
                }
            }
            renewed = false;
            idle = if self.reduced[entering].abs() > GAIN { 0 } else { idle + 1 };
            self.flip(&flips);
            self.dual_step(position, entering);
            if idle > PATIENCE {
                self.perturb(size);
                (idle, size) = (0, (size * 10.0f64).min(1e-3));
            }
        }
    }

    /// The position whose value is furthest out of its bounds, by its weight.
    fn leaving_position(&self) -> Option<usize> {
        let mut best = (0.0, None);
        for position in 0..self.rows() {
            let gap = self.primal_gap(position);
            if gap.abs() > PRIMAL_TOLERANCE {
                let score = gap * gap / self.weights[position];
                if score > best.0 {
                    best = (score, Some(position));
                }
            }
        }
        best.1
    }

    /// What could come in as the value in the loaded row goes to its bound.
    fn candidates(&self, gap: f64, candidates: &mut Vec<Candidate>) {
        candidates.clear();
        let sign = if gap < 0.0 { -1.0 } else { 1.0 };
        for &j in &self.row_nonzero {
            let variable = j as usize;
            let entry = sign * self.row[variable];
            if entry.abs() <= PIVOT_TOLERANCE || self.is_fixed(variable) {
                continue;
            }
            let d = self.reduced[variable];
            let (entry, gap) = match self.status[variable] {
                Status::Lower if entry > 0.0 => (entry, d),
                Status::Upper if entry < 0.0 => (-entry, -d),
                Status::Zero => (entry.abs(), 0.0),
                _ => continue,
            };
            candidates.push(Candidate { variable: j, entry, gap: gap.max(0.0) });
        }
    }

    /// Moves variables over to their other bound.
    fn flip(&mut self, flips: &[u32]) {
        if flips.is_empty() {
            return;
        }
        self.work.fill(0.0);
        for &j in flips {
            let variable = j as usize;
            let range = self.upper[variable] - self.lower[variable];
            let (to, move_by) = match self.status[variable] {
                Status::Lower => (Status::Upper, range),
                _ => (Status::Lower, -range),
            };
            self.status[variable] = to;
            add_column(self.structure, &mut self.work, variable, move_by);
        }
        self.factor.forward(&mut self.work);
        for (value, change) in self.value.iter_mut().zip(&self.work) {
            *value -= change;
        }
        self.steps += flips.len();
    }

    /// Exchanges, with both loaded.
    fn dual_step(&mut self, position: usize, entering: usize) {
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
        }
        let value = self.at(entering) + step;
        self.reweigh(position);
        self.exchange(position, entering, value, leaves_to);
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

    /// The proof of the loaded row, if it is one.
    fn infeasible(&self) -> Option<LpError> {
        farkas(self).map(|rows| LpError::Infeasible { rows })
    }

    /// Moves reduced costs away from zero, each by a little of its own, so that steps gain again.
    fn perturb(&mut self, size: f64) {
        for j in 0..self.status.len() {
            if self.status[j] == Status::Basic || self.is_fixed(j) {
                continue;
            }
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

/// The variable that comes in, and those that flip before it. None if nothing stops the step.
fn choose(
    simplex: &Simplex<'_>,
    gap: f64,
    candidates: &mut [Candidate],
    flips: &mut Vec<u32>,
) -> Option<usize> {
    flips.clear();
    let mut slope = gap;
    let mut from = 0;
    // Start of each group of candidates that the step meets together, and its largest entry.
    let mut best: Option<(usize, Candidate)> = None;
    loop {
        let rest = &mut candidates[from..];
        if rest.is_empty() {
            // All flips together do not bring the value to its bound, unless by less than counts.
            if slope > 0.5 * PRIMAL_TOLERANCE {
                return None;
            }
            break;
        }
        let limit = rest.iter().map(|c| (c.gap + DUAL_TOLERANCE) / c.entry).fold(f64::INFINITY, f64::min);
        let mut met = 0;
        let mut largest: Option<Candidate> = None;
        for at in 0..rest.len() {
            let candidate = rest[at];
            if candidate.gap / candidate.entry > limit {
                continue;
            }
            let variable = candidate.variable as usize;
            slope -= candidate.entry * (simplex.upper[variable] - simplex.lower[variable]);
            let better = |l: Candidate| (candidate.entry, l.variable) > (l.entry, candidate.variable);
            if largest.is_none_or(better) {
                largest = Some(candidate);
            }
            rest.swap(met, at);
            met += 1;
        }
        if let Some(largest) = largest {
            // A small pivot is taken only if no earlier group had a better one.
            if best.is_none_or(|(_, b)| largest.entry >= SMALL_PIVOT || largest.entry > b.entry) {
                best = Some((from, largest));
            }
        }
        if slope <= 0.0 {
            break;
        }
        from += met;
    }
    let (until, chosen) = best?;
    flips.extend(candidates[..until].iter().map(|c| c.variable));
    Some(chosen.variable as usize)
}
