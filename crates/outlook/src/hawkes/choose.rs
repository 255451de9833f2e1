//! The kernel that fits best, and how far the strength across borders may be off.

use super::fit::{Cells, Fit};
use super::history::{ACROSS, History};
use super::kernel::Kernel;

/// A fit, and those at both ends of what the data bear for the strength across borders.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    /// The fit of highest likelihood.
    pub best: Fit,
    /// The fit with the weakest strength across borders that the data do not speak against.
    pub weakest: Fit,
    /// The fit with the strongest.
    pub strongest: Fit,
}

/// A fit is not spoken against while its log-likelihood is at most so much below the best: half the 95 % quantile of the
/// chi-squared distribution with one degree of freedom (profile likelihood; Venzon, Moolgavkar 1988, Applied Statistics 37(1)).
const BORNE: f64 = 1.920_729;
/// Halvings of the interval in which an end lies.
const HALVINGS: usize = 12;
/// Doublings in search of a strength that is too strong.
const DOUBLINGS: usize = 40;
/// Where that search begins if the best strength is zero.
const SEED: f64 = 1e-3;

/// Tries every kernel. The ends are those for the kernel that fits best: how unsure the kernel is, is not in them.
pub fn choose(history: &History) -> Option<Chosen> {
    let tried = Kernel::all().map(|kernel| {
        let cells = Cells::new(history, kernel);
        let fit = cells.fit(kernel, None);
        (cells, fit)
    });
    let (cells, best) = tried
        .filter(|(_, fit)| fit.likelihood.is_finite())
        .reduce(|best, next| if next.1.likelihood > best.1.likelihood { next } else { best })?;
    let with = |across: f64| cells.fit(best.kernel, Some(across));
    let borne = |fit: &Fit| fit.likelihood >= best.likelihood - BORNE;
    let weakest = weakest(&best, with, borne);
    let strongest = strongest(&best, with, borne);
    Some(Chosen { weakest, strongest, best })
}

fn weakest(best: &Fit, with: impl Fn(f64) -> Fit, borne: impl Fn(&Fit) -> bool) -> Fit {
    let none = with(0.0);
    if borne(&none) {
        return none;
    }
    end(0.0, best.strength[ACROSS], with, borne)
}

fn strongest(best: &Fit, with: impl Fn(f64) -> Fit, borne: impl Fn(&Fit) -> bool) -> Fit {
    let (mut inside, mut outside) = (best.strength[ACROSS], best.strength[ACROSS].max(SEED));
    for _ in 0..DOUBLINGS {
        if !borne(&with(outside)) {
            break;
        }
        inside = outside;
        outside *= 2.0;
    }
    end(outside, inside, with, borne)
}

/// The end between a strength that is not borne and one that is.
fn end(outside: f64, inside: f64, with: impl Fn(f64) -> Fit, borne: impl Fn(&Fit) -> bool) -> Fit {
    let (mut outside, mut inside) = (outside, inside);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(outside, inside);
        if borne(&with(middle)) { inside = middle } else { outside = middle }
    }
    with(inside)
}
