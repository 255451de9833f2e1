//! Deaths as a claim tells them.

use crate::Estimate;
use crate::words::Words;
use base::Bound;
use evidence::Claim;
use serde::Deserialize;
use std::sync::LazyLock;

#[derive(Default, Deserialize)]
struct Data {
    killed: Vec<String>,
    other: Vec<String>,
}

static DATA: LazyLock<Data> =
    LazyLock::new(|| toml::from_str(include_str!("../data/deaths.toml")).unwrap_or_default());

/// "More than" and "less than" leave one side open: as far as this many times the number, our own convention.
const OPEN: f64 = 3.0;
/// "About" is a fifth to either side, our own convention.
const ABOUT: f64 = 0.2;

/// The deaths that a claim counts, if its number is certainly one of deaths.
pub(crate) fn deaths(claim: &Claim) -> Option<Estimate> {
    let number = claim.quantity.as_ref().filter(|q| q.unit == "person")?;
    let words = Words::of(&claim.quote);
    if !words.has_any(&DATA.killed) || words.has_any(&DATA.other) {
        return None;
    }
    let n = number.value;
    let (low, high) = match number.bound {
        Bound::Exact => (n, n),
        Bound::About => (n * (1.0 - ABOUT), n * (1.0 + ABOUT)),
        Bound::AtLeast => (n, n * OPEN),
        Bound::AtMost => (0.0, n),
    };
    Some(Estimate { low, best: n, high })
}
