//! A citation whose date or host disagrees with itself, or that is older than what it is cited for.

use super::Case;
use crate::Contradiction;

pub(super) fn find(case: &Case<'_>) -> Vec<Contradiction> {
    let _ = case;
    Vec::new()
}
