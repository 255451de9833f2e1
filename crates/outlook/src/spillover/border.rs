//! Which districts lie at a border.

use crate::District;
use base::Country;
use std::collections::BTreeSet;

/// A district lies at a border if its outline comes so near to that of a district of another country, kilometres. Coarse
/// outlines are as good as that; it is what UCDP calls near a place (`where_prec` 2).
pub const BORDER_KM: f64 = 25.0;

/// A district at a border.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Border {
    /// The district, by its place in the list.
    pub district: usize,
    /// The districts of other countries that it lies at, by their places in the list.
    pub across: Vec<usize>,
    /// Their countries, by code.
    pub facing: Vec<Country>,
}

/// The districts at a border, as listed. Where the case has a `main` country, those of its neighbours that lie at its border;
/// without one, all that lie at any border.
pub fn borders(districts: &[District<'_>], main: Option<Country>) -> Vec<Border> {
    let faces = |country: Country| main.is_none_or(|main| main == country);
    let own = |d: &District<'_>| main != Some(d.country);
    let listed = districts.iter().enumerate().filter(|(_, d)| own(d));
    let border = |(district, here): (usize, &District<'_>)| {
        let others =
            districts.iter().enumerate().filter(|(_, o)| o.country != here.country && faces(o.country));
        let across: Vec<usize> = others.filter(|(_, other)| touch(here, other)).map(|(at, _)| at).collect();
        let facing: BTreeSet<Country> =
            across.iter().filter_map(|at| districts.get(*at)).map(|d| d.country).collect();
        (!across.is_empty()).then(|| Border { district, across, facing: facing.into_iter().collect() })
    };
    listed.filter_map(border).collect()
}

fn touch(a: &District<'_>, b: &District<'_>) -> bool {
    a.area.outline().zip(b.area.outline()).is_some_and(|(a, b)| a.is_within_km(b, BORDER_KM))
}
