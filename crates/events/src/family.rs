//! Types that speak of one thing at different stages.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

static FAMILIES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let table: BTreeMap<String, Vec<String>> =
        toml::from_str(include_str!("../data/families.toml")).unwrap_or_default();
    table
        .into_iter()
        .flat_map(|(family, types)| types.into_iter().map(move |t| (t, family.clone())))
        .collect()
});

/// The family of a claim type; most types are their own.
pub(crate) fn family(claim_type: &str) -> &str {
    FAMILIES.get(claim_type).map_or(claim_type, String::as_str)
}
