//! What the corridors let through for goods that no constraint names: exports, which no table gives a way.

use super::{Course, Hindrance, Regime};
use crate::draw::range_of;
use crate::exposure::Passing;
use crate::range::Range;
use crate::tables::Tables;
use crate::units::{Days, Share};
use std::collections::BTreeMap;

impl Course {
    /// For each corridor that something hinders on the day asked about: what passes, and for how many of the days until then
    /// anything has hindered it. What counts is the commodity that is hindered least, on the way that is the corridor itself:
    /// a ban on other goods holds no exports up, nor does what happens on a road beyond the corridor.
    pub fn passing(&self, tables: &Tables) -> BTreeMap<String, Passing> {
        let now = self.days.get(self.asked).and_then(|at| self.regimes.get(*at));
        let mut out = BTreeMap::new();
        for name in self.ways.iter().filter_map(|w| w.corridor.as_ref()) {
            let Some(passes) = now.and_then(|regime| self.least(regime, name, tables)) else { continue };
            let hinders = |at: &&usize| {
                self.regimes.get(**at).is_some_and(|regime| self.least(regime, name, tables).is_some())
            };
            let days = self.days.iter().take(self.asked + 1).filter(hinders).count();
            out.insert(name.clone(), Passing { passes, days: Range::certain(Days(days as f64)) });
        }
        out
    }

    /// What passes a corridor; `None` where some commodity passes unhindered, or none goes by it.
    fn least(&self, regime: &Regime, corridor: &str, tables: &Tables) -> Option<Range<Share>> {
        let on = |at: usize| {
            let way = self.ways.get(at).filter(|_| self.along.get(at).copied().unwrap_or(false));
            way.is_some_and(|w| w.corridor.as_deref() == Some(corridor))
        };
        let mut out: Option<Range<Share>> = None;
        for states in &regime.states {
            let own = states.iter().enumerate().filter(|(way, s)| on(*way) && s.usual.is_some());
            let Some(worst) = own
                .map(|(_, s)| passes(&s.hindrance, tables))
                .reduce(|a, b| if b.best < a.best { b } else { a })
            else {
                continue;
            };
            out = Some(out.map_or(worst, |known| if worst.best > known.best { worst } else { known }));
        }
        out.filter(|passes| passes.best.0 < 1.0)
    }
}

fn passes(hindrance: &Hindrance, tables: &Tables) -> Range<Share> {
    match hindrance {
        Hindrance::None => Range::certain(Share(1.0)),
        Hindrance::Closed => Range::certain(Share(0.0)),
        Hindrance::Restricted(shares) => {
            let all = shares.iter().map(|share| range_of(&tables.parameters, *share));
            all.reduce(|a, b| if b.best < a.best { b } else { a }).unwrap_or(Range::certain(Share(1.0)))
        }
    }
}
