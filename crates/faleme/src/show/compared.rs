//! Known shares that nothing is fitted to, beside what the undisturbed day comes to.

use super::ranges::{Span, number, percent, percents};
use crate::table::table;
use serde::Serialize;
use supply::{Impact, KnownShare, Share, ShareOf, Tables, range_of};

/// A share as it is told, and as it comes out here: mostly parts of different wholes, so they need not agree.
#[derive(Clone, Debug, Serialize)]
pub struct Compared {
    /// What of what, in the words of the tables.
    of: String,
    known: Span,
    /// The part of all that comes in on an undisturbed day.
    found: Option<f64>,
}

/// Shares of all goods together; those of some goods are left out.
pub fn compared(impact: &Impact, tables: &Tables) -> Vec<Compared> {
    let all: f64 = impact.ports.iter().map(|p| p.usual.best.0).sum();
    let part = |of: f64| if all > 0.0 { number(of / all) } else { None };
    let from = |is: &dyn Fn(&str) -> bool| -> f64 {
        impact.ports.iter().filter(|p| is(&p.port)).map(|p| p.usual.best.0).sum()
    };
    let row = |share: &KnownShare| {
        let told = tables.parameters.get(share.share.0 as usize)?;
        let found = match &share.of {
            ShareOf::Port(at) => from(&|name| tables.ports.get(at.0).is_some_and(|p| p.name == name)),
            ShareOf::Country(code) => {
                from(&|name| tables.ports.iter().any(|p| p.name == name && p.country == Some(*code)))
            }
            ShareOf::Corridor(name) => {
                let own = impact.corridors.iter().filter(|c| c.corridor == *name);
                own.map(|c| c.usual.best.0).sum()
            }
        };
        let known = range_of::<Share>(&tables.parameters, share.share).map(number);
        Some(Compared { of: told.name.clone(), known, found: part(found) })
    };
    tables.compared.iter().filter(|share| share.commodities.is_empty()).filter_map(row).collect()
}

/// As a table.
pub fn compared_table(shares: &[Compared]) -> String {
    let row = |c: &Compared| vec![c.of.clone(), percents(&c.known), percent(c.found)];
    let rows: Vec<_> = shares.iter().map(row).collect();
    table(&["told of other wholes, fitted to nothing", "told", "of imports here"], &rows)
}
