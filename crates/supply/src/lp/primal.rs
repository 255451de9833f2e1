//! The primal simplex: keeps basic values within their bounds and brings reduced costs to their side.
//!
//! Devex prices (P. M. J. Harris, 1973) and her ratio test with tolerances; R. G. Bland's rule (1977) after many steps
//! without gain, which cannot cycle.

use super::basis::Status;
use super::error::LpError;
use super::simplex::{Halt, PIVOT_TOLERANCE, SMALL_PIVOT, Simplex};

/// Steps without gain after which Bland's rule is followed until there is one.
const PATIENCE: usize = 60;

/// What stops the entering variable.
enum Block {
    /// Its own other bound, at this distance.
    Itself(f64),
    /// The basic variable at this position, after this distance.
    Position(usize, f64),
    /// Nothing.
    Nothing,
}

impl Simplex<'_> {
    /// Runs until reduced costs are on their side.
    pub(super) fn primal(&mut self) -> Halt {
        let mut devex = vec![1.0; self.status.len()];
        let (mut idle, mut renewed) = (0, false);
        loop {
            if self.factor.is_worn() {
                self.renew();
                if !self.is_primal_feasible() {
                    return Halt::Lost;
                }
            }
            let bland = idle > PATIENCE;
            let Some(entering) = self.entering(&devex, bland) else { return Halt::Optimal };
            if self.steps >= self.most_steps {
                return Halt::Lost;
            }
            self.load_column(entering);
            let up = self.reduced[entering] < 0.0;
            let block = self.block(entering, up, bland);
            let doubtful = match block {
                Block::Position(position, _) => self.column[position].abs() < SMALL_PIVOT,
                Block::Nothing => true,
                Block::Itself(_) => false,
            };
            if doubtful && self.factor.age() > 0 && !renewed {
                self.renew();
                renewed = true;
                if !self.is_primal_feasible() {
                    return Halt::Lost;
                }
                continue;
            }
            renewed = false;
            let gain = match block {
                Block::Nothing => return Halt::Proven(self.unbounded(entering)),
                Block::Itself(step) => {
                    self.cross(entering, up, step);
                    step
                }
                Block::Position(position, step) => {
                    self.primal_step(entering, up, position, step, &mut devex);
                    step
                }
            };
            // A step within the tolerance may be rounding, and go back: it is none.
            idle = if gain > self.value_tolerance { 0 } else { idle + 1 };
        }
    }

    /// A variable whose cost falls off its bound: the best by Devex, or the first.
    fn entering(&self, devex: &[f64], first: bool) -> Option<usize> {
        let mut best = (0.0, None);
        for (j, weight) in devex.iter().enumerate() {
            let gap = self.dual_gap(j);
            if gap > self.cost_tolerance {
                if first {
                    return Some(j);
                }
                let score = gap * gap / weight;
                if score > best.0 {
                    best = (score, Some(j));
                }
            }
        }
        best.1
    }

    /// How far the entering variable can go, and what stops it.
    fn block(&self, entering: usize, up: bool, bland: bool) -> Block {
        let slack = if bland { 0.0 } else { self.value_tolerance };
        let limit = self.limits(up).map(|(_, room, rate)| (room.max(0.0) + slack) / rate);
        let limit = limit.fold(f64::INFINITY, f64::min);
        let range = self.upper[entering] - self.lower[entering];
        if limit == f64::INFINITY {
            return if range < f64::INFINITY { Block::Itself(range) } else { Block::Nothing };
        }
        let mut best: Option<(usize, f64, f64)> = None;
        for (position, room, rate) in self.limits(up) {
            let step = room.max(0.0) / rate;
            if step > limit {
                continue;
            }
            let better = match best {
                None => true,
                Some((held, _, _)) if bland => self.head[position] < self.head[held],
                Some((_, _, largest)) => rate > largest,
            };
            if better {
                best = Some((position, step, rate));
            }
        }
        match best {
            Some((_, step, _)) if range <= step => Block::Itself(range),
            Some((position, step, _)) => Block::Position(position, step),
            None => Block::Nothing,
        }
    }

    /// Positions whose value moves towards a bound: the room up to there, and how fast.
    fn limits(&self, up: bool) -> impl Iterator<Item = (usize, f64, f64)> + '_ {
        self.column_nonzero.iter().filter_map(move |&i| {
            let position = i as usize;
            let rate = if up { -self.column[position] } else { self.column[position] };
            if rate.abs() <= PIVOT_TOLERANCE {
                return None;
            }
            let (variable, value) = (self.head[position] as usize, self.value[position]);
            let room = if rate > 0.0 { self.upper[variable] - value } else { value - self.lower[variable] };
            (room < f64::INFINITY).then_some((position, room, rate.abs()))
        })
    }

    /// Moves the entering variable, whose column is loaded.
    fn advance(&mut self, up: bool, step: f64) {
        let change = if up { step } else { -step };
        if change != 0.0 {
            for &i in &self.column_nonzero {
                self.value[i as usize] -= change * self.column[i as usize];
            }
        }
    }

    /// Over to its other bound.
    fn cross(&mut self, entering: usize, up: bool, range: f64) {
        self.advance(up, range);
        self.rest(entering, if up { Status::Upper } else { Status::Lower });
        self.steps += 1;
    }

    fn primal_step(&mut self, entering: usize, up: bool, position: usize, step: f64, devex: &mut [f64]) {
        let leaving = self.head[position] as usize;
        let rises = (self.column[position] < 0.0) == up;
        let leaves_to = if rises { Status::Upper } else { Status::Lower };
        self.advance(up, step);
        let value = self.resting[entering] + if up { step } else { -step };
        self.load_row(position);
        // The column is what the factors are updated with: both must tell of the same pivot.
        self.row[entering] = self.column[position];
        self.update_reduced(entering, leaving);
        let (own, pivot) = (devex[entering], self.row[entering]);
        for &j in &self.row_nonzero {
            let part = self.row[j as usize] / pivot;
            let weight = &mut devex[j as usize];
            *weight = weight.max(part * part * own);
        }
        devex[leaving] = (own / (pivot * pivot)).max(1.0);
        self.exchange(position, entering, value, leaves_to);
        self.weights_stale = true;
    }

    /// The column along which the cost falls without end.
    fn unbounded(&self, entering: usize) -> LpError {
        let moved = self.column_nonzero.iter().map(|&i| self.head[i as usize] as usize);
        let column = [entering].into_iter().chain(moved).find(|&v| v < self.columns);
        LpError::Unbounded { column: column.unwrap_or(0) }
    }
}
