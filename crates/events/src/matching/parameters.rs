//! What is believed of matches before two tables are seen. In: `data/matching/parameters.toml`. Out: [`Parameters`].

use serde::Deserialize;
use std::sync::OnceLock;

const FILE: &str = include_str!("../../data/matching/parameters.toml");

/// The file, as it stands there.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameters {
    /// How much what is believed weighs.
    pub weight: Weight,
    /// Share of records with a partner.
    pub partner: Partner,
    /// Of matches.
    pub matches: Believed,
    /// Of pairs by chance.
    pub chance: Believed,
    /// Exponents.
    pub trust: Trust,
}

/// How many pairs what is believed weighs as much as.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weight {
    /// Matches.
    pub matches: f64,
    /// Pairs by chance.
    pub chance: f64,
    /// Matches, for a pair of values.
    pub value_matches: f64,
    /// Pairs by chance, for a pair of values.
    pub value_chance: f64,
}

/// Beta distribution of the share of the smaller table's records that have a partner.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// Its first parameter.
    pub with: f64,
    /// Its second parameter.
    pub without: f64,
}

/// Shares of the levels of each feature, from level 1 on.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Believed {
    /// Days between sharp dates.
    pub date: Vec<f64>,
    /// Days between dates of which one is rough.
    pub rough_date: Vec<f64>,
    /// Kilometres between sharp points.
    pub distance: Vec<f64>,
    /// Kilometres between points of which one is rough.
    pub rough_distance: Vec<f64>,
    /// Places' names.
    pub place: Vec<f64>,
    /// Actors.
    pub actor: Vec<f64>,
    /// Types.
    pub kind: Vec<f64>,
    /// Deaths.
    pub deaths: Vec<f64>,
}

/// Exponents on evidence, 0 to 1.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trust {
    /// Of the density around two records.
    pub density: f64,
    /// Of rare names, near.
    pub rare_near: f64,
    /// Of rare names, far.
    pub rare_far: f64,
    /// Of names, types and deaths together.
    pub attributes: f64,
}

impl Parameters {
    /// The built-in parameters.
    pub fn get() -> &'static Self {
        static ONCE: OnceLock<Parameters> = OnceLock::new();
        ONCE.get_or_init(|| match toml::from_str(FILE) {
            Ok(parameters) => parameters,
            Err(error) => unreachable!("data/matching/parameters.toml is checked by a test: {error}"),
        })
    }
}

impl Believed {
    /// Shares by level, each class (sharp, rough) adding up to 1; level 0 holds nothing.
    pub fn shares(sharp: &[f64], rough: &[f64]) -> Vec<f64> {
        let whole = |list: &[f64]| list.iter().sum::<f64>().max(f64::MIN_POSITIVE);
        let (s, r) = (whole(sharp), whole(rough));
        let levels = sharp.iter().map(|v| v / s).chain(rough.iter().map(|v| v / r));
        std::iter::once(0.0).chain(levels).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::compare::{ACTORS, DATES, DEATHS, DISTANCES, PLACES, TYPES};
    use super::*;

    #[test]
    fn every_level_has_a_share() {
        let parameters = Parameters::get();
        for believed in [&parameters.matches, &parameters.chance] {
            assert_eq!(Believed::shares(&believed.date, &believed.rough_date).len(), DATES);
            assert_eq!(Believed::shares(&believed.distance, &believed.rough_distance).len(), DISTANCES);
            let plain = [&believed.place, &believed.actor, &believed.kind, &believed.deaths];
            assert_eq!(plain.map(|v| v.len() + 1), [PLACES, ACTORS, TYPES, DEATHS]);
            assert!(plain.iter().all(|v| v.iter().all(|share| *share > 0.0)));
        }
    }
}
