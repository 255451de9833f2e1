//! What the events and constraints rest on that indicators, signals and chances name.

use super::Asked;
use crate::findings::stages::{Proof, Stages};
use crate::on_day::of_holdings;
use base::ConstraintId;
use std::collections::{BTreeMap, BTreeSet};

/// Claims and rows by the id of the event or constraint.
pub fn of(asked: &Asked<'_>, stages: &Stages) -> BTreeMap<String, Vec<Proof>> {
    let months = stages.borders.iter().flat_map(|b| &b.indicators).flat_map(|i| &i.months);
    let crossed = stages.crossed.iter().flat_map(|c| &c.signal.evidence);
    let drivers = stages.chances.iter().flat_map(|c| &c.drivers);
    let named: BTreeSet<&str> =
        months.flat_map(|m| &m.evidence).chain(crossed).chain(drivers).map(String::as_str).collect();
    let mut found = BTreeMap::new();
    for event in asked.view.resolution.events.iter().filter(|e| named.contains(e.id.as_str())) {
        let claims = event.claims.iter().cloned().map(Proof::Claim);
        found
            .insert(event.id.to_string(), claims.chain(event.rows.iter().cloned().map(Proof::Row)).collect());
    }
    if named.iter().any(|id| id.starts_with(ConstraintId::PREFIX)) {
        let all = of_holdings(asked.view, asked.case, Some(asked.day), events::constraints);
        for constraint in all.iter().filter(|c| named.contains(c.id.as_str())) {
            let cited = constraint.history.iter().flat_map(|step| &step.evidence);
            let claims = cited.map(|c| Proof::Claim(c.claim.clone())).collect();
            found.insert(constraint.id.to_string(), claims);
        }
    }
    found
}
