//! What a forest learns from: units at earlier origins, and what came some months later.

use crate::features::{self, Around};
use crate::forest::{Binned, Edges};
use crate::random::Random;
use crate::{Horizon, Month, Past, Target};
use rayon::prelude::*;

/// Which origins and months are taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sampling {
    /// Months from one origin to the next.
    pub step: usize,
    /// Origins, from the newest; fewer if the panel is shorter.
    pub origins: usize,
    /// Horizons drawn for each unit at each origin.
    pub horizons: usize,
    /// Months of history that an origin needs.
    pub history: usize,
}

/// Features of units at origins; a month ahead of them is added by [`Rows::cut`].
pub struct Rows {
    values: Vec<Vec<f32>>,
    origins: Vec<Month>,
    units: usize,
}

/// A month that is asked for or was seen: a row of [`Rows`] and a horizon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ahead {
    pub row: usize,
    pub horizon: Horizon,
}

impl Rows {
    /// The units at one origin or several, one after the other.
    pub fn of(pasts: &[Past<'_>], target: &Target, around: &Around) -> Self {
        let units = pasts.first().map_or(0, |p| p.units().len());
        let values: Vec<Vec<Vec<f32>>> =
            pasts.par_iter().map(|past| features::rows(past, target, around)).collect();
        Self {
            values: values.into_iter().flatten().collect(),
            origins: pasts.iter().map(Past::origin).collect(),
            units,
        }
    }

    fn features(&self) -> usize {
        self.values.first().map_or(0, Vec::len)
    }

    /// A feature of `ahead`; horizon and month of the year are the last two.
    pub fn value(&self, feature: usize, ahead: &Ahead) -> f32 {
        let Some(row) = self.values.get(ahead.row) else { return 0.0 };
        match row.get(feature) {
            Some(value) => *value,
            None if feature == row.len() => f32::from(ahead.horizon),
            None => {
                let origin = self.origins.get(ahead.row / self.units.max(1)).copied();
                origin.map_or(0.0, |o| f32::from(o.plus(i32::from(ahead.horizon)).of_year()))
            }
        }
    }

    /// Where the features are cut: by their values here, horizon and month of the year by those of `ahead`.
    pub fn edges(&self, ahead: &[Ahead]) -> Vec<Edges> {
        let told = self.features();
        let of = |feature: usize| match feature < told {
            true => Edges::of(self.values.iter().filter_map(|row| row.get(feature).copied())),
            false => Edges::of(ahead.iter().map(|a| self.value(feature, a))),
        };
        (0..told + 2).into_par_iter().map(of).collect()
    }

    /// Features of `ahead`, horizon and month of the year the last two.
    pub fn cut(&self, edges: &[Edges], ahead: &[Ahead]) -> Binned {
        let told = self.features();
        let column = |(feature, edges): (usize, &Edges)| -> Vec<u8> {
            if feature >= told {
                return ahead.iter().map(|a| edges.step(self.value(feature, a))).collect();
            }
            let steps: Vec<u8> = self
                .values
                .iter()
                .map(|row| edges.step(row.get(feature).copied().unwrap_or_default()))
                .collect();
            ahead.iter().map(|a| steps.get(a.row).copied().unwrap_or_default()).collect()
        };
        Binned::of(ahead.len(), edges.par_iter().enumerate().map(column).collect())
    }
}

/// Earlier origins, what was asked at them, and what came.
pub struct Samples {
    pub rows: Rows,
    pub ahead: Vec<Ahead>,
    pub came: Vec<u32>,
}

impl Samples {
    /// From origins before that of `past`, months up to it. Empty if there is too little history.
    pub fn of(
        past: &Past<'_>,
        target: &Target,
        horizons: &[Horizon],
        sampling: &Sampling,
        around: &Around,
        seed: u64,
    ) -> Self {
        let nearest = horizons.iter().copied().min().map_or(0, usize::from);
        let back = (0..sampling.origins).map(|at| nearest + at * sampling.step.max(1));
        let all = back.filter_map(|back| Some((past.earlier(back)?, back)));
        let (pasts, backs): (Vec<Past<'_>>, Vec<usize>) =
            all.filter(|(then, _)| nearest > 0 && then.months() >= sampling.history).unzip();
        let rows = Rows::of(&pasts, target, around);
        let (mut ahead, mut came) = (Vec::new(), Vec::new());
        for (at, (then, back)) in pasts.iter().zip(&backs).enumerate() {
            let mut over: Vec<Horizon> =
                horizons.iter().copied().filter(|h| usize::from(*h) <= *back).collect();
            for unit in 0..rows.units {
                let mut random = Random::new(seed, &[then.origin().id() as u64, unit as u64]);
                for drawn in 0..sampling.horizons.min(over.len()) {
                    let other = drawn + random.below(over.len() - drawn);
                    over.swap(drawn, other);
                    let Some(horizon) = over.get(drawn).copied() else { continue };
                    let month = then.months() - 1 + usize::from(horizon);
                    let Some(count) = past.series(target, unit).get(month) else { continue };
                    ahead.push(Ahead { row: at * rows.units + unit, horizon });
                    came.push(*count);
                }
            }
        }
        Self { rows, ahead, came }
    }
}
