//! The fit for one kernel, by expectation–maximisation.

use super::Kernel;
use super::history::{ACROSS, CLASSES, History, Traces};

/// A fitted process.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The shape it is fitted for.
    pub kernel: Kernel,
    /// Events a month of each district that nothing earlier set off.
    pub background: Vec<f64>,
    /// Events that one event sets off in its own district, and in a district at no distance of the same country and across
    /// a border.
    pub strength: [f64; CLASSES],
    /// Log-likelihood of the months fitted, but for the factorials, which no parameter changes.
    pub likelihood: f64,
}

/// Rounds at most: far more than any fit here needs.
const ROUNDS: usize = 1_000;
/// A round that gains less than this is the last. One hundredth of a unit of likelihood tells no two fits apart, and the last
/// rounds gain ever less.
const GAIN: f64 = 1e-6;

/// A month of a district: what came, and what worked on it.
struct Cell {
    district: usize,
    count: f64,
    from: [f64; CLASSES],
}

/// Cells with events, and what worked on all cells together: all that a round needs.
pub(super) struct Cells {
    active: Vec<Cell>,
    districts: usize,
    months: f64,
    exposure: [f64; CLASSES],
}

impl Cells {
    pub fn new(history: &History, kernel: Kernel) -> Self {
        let (districts, links) = (history.places.len(), history.links(kernel));
        let mut traces = Traces::new(kernel, districts);
        let mut cells = Self { active: Vec::new(), districts, months: 0.0, exposure: [0.0; CLASSES] };
        let at = |district: usize, month: usize| {
            history.counts.get(district).and_then(|c| c.get(month)).map_or(0.0, |n| f64::from(*n))
        };
        for month in 0..history.months() {
            if month >= history.start() {
                cells.months += 1.0;
                for (district, links) in links.iter().enumerate() {
                    let (count, from) = (at(district, month), traces.on(links));
                    cells.exposure.iter_mut().zip(from).for_each(|(sum, part)| *sum += part);
                    if count > 0.0 {
                        cells.active.push(Cell { district, count, from });
                    }
                }
            }
            traces.push((0..districts).map(|district| at(district, month)));
        }
        cells
    }

    /// Half of every district's mean as its background, and the other half set off by what came before.
    fn start(&self, kernel: Kernel, across: Option<f64>) -> Fit {
        let mut background = vec![0.0; self.districts];
        for cell in &self.active {
            if let Some(own) = background.get_mut(cell.district) {
                *own += cell.count / (2.0 * self.months.max(1.0));
            }
        }
        let half = background.iter().sum::<f64>() * self.months;
        let worked: f64 = self.exposure.iter().sum();
        let each = if worked > 0.0 { half / worked } else { 0.0 };
        let mut strength = self.exposure.map(|exposed| if exposed > 0.0 { each } else { 0.0 });
        if let Some(across) = across {
            strength[ACROSS] = across;
        }
        let mut fit = Fit { kernel, background, strength, likelihood: 0.0 };
        fit.likelihood = self.likelihood(&fit);
        fit
    }

    fn expected(&self, fit: &Fit, cell: &Cell) -> f64 {
        let set_off: f64 = fit.strength.iter().zip(cell.from).map(|(k, x)| k * x).sum();
        fit.background.get(cell.district).copied().unwrap_or(0.0) + set_off
    }

    pub fn likelihood(&self, fit: &Fit) -> f64 {
        let told: f64 = self.active.iter().map(|c| c.count * self.expected(fit, c).ln()).sum();
        let background: f64 = fit.background.iter().sum::<f64>() * self.months;
        let set_off: f64 = fit.strength.iter().zip(self.exposure).map(|(k, x)| k * x).sum();
        told - background - set_off
    }

    /// One round: each event is shared out among what may have set it off (expectation), and each parameter becomes what it
    /// was given for each chance that it had (maximisation).
    pub fn round(&self, fit: &Fit, across: Option<f64>) -> Fit {
        let mut background = vec![0.0; self.districts];
        let mut given = [0.0; CLASSES];
        for cell in &self.active {
            let share = cell.count / self.expected(fit, cell);
            if let (Some(sum), Some(own)) =
                (background.get_mut(cell.district), fit.background.get(cell.district))
            {
                *sum += share * own;
            }
            for ((sum, k), x) in given.iter_mut().zip(fit.strength).zip(cell.from) {
                *sum += share * k * x;
            }
        }
        background.iter_mut().for_each(|sum| *sum /= self.months.max(1.0));
        let mut strength = [0.0; CLASSES];
        for ((k, given), exposed) in strength.iter_mut().zip(given).zip(self.exposure) {
            *k = if exposed > 0.0 { given / exposed } else { 0.0 };
        }
        if let Some(across) = across {
            strength[ACROSS] = across;
        }
        let mut next = Fit { kernel: fit.kernel, background, strength, likelihood: 0.0 };
        next.likelihood = self.likelihood(&next);
        next
    }

    /// Rounds until nothing is gained; `across` holds the strength across borders where it is given.
    pub fn fit(&self, kernel: Kernel, across: Option<f64>) -> Fit {
        let mut fit = self.start(kernel, across);
        for _ in 0..ROUNDS {
            let next = self.round(&fit, across);
            let gain = next.likelihood - fit.likelihood;
            fit = next;
            // Not a number: nothing to gain either.
            if gain.is_nan() || gain < GAIN {
                break;
            }
        }
        fit
    }
}

/// Fits background and strengths for one kernel. For a kernel the likelihood has one peak (it is concave in them), so where
/// the rounds start does not matter.
pub fn fit(history: &History, kernel: Kernel) -> Fit {
    Cells::new(history, kernel).fit(kernel, None)
}
