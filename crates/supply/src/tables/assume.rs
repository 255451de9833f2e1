//! `[assumptions]`: those of the case, and the program's own for what it does not say.

use super::Assumptions;
use super::entry::{AssumptionEntry, Number};
use super::numbers::{Numbers, Target, What};
use super::parts::Parts;
use super::text::Text;
use crate::draw::Param;
use serde::Deserialize;
use std::borrow::Cow;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What a case does not assume itself.
const DEFAULTS: &str = include_str!("../../data/assumptions.toml");

#[derive(Default, Deserialize)]
struct Defaults {
    assumptions: AssumptionEntry,
}

/// Reads them; loads of trucks and tankers first, since other numbers are converted by them.
pub fn read(parts: &mut Parts<'_>, numbers: &mut Numbers<'_>) -> Assumptions {
    let own = own(parts, &mut numbers.text);
    let defaults = toml::from_str::<Defaults>(DEFAULTS).unwrap_or_default().assumptions;
    let mut from = Assumer { numbers, own: &own, defaults: &defaults };
    let truck: Param<f64> = from.take("truck_load", "what a truck carries", Target::Load, |e| &e.truck_load);
    let tanker: Param<f64> =
        from.take("tanker_load", "what a tanker carries", Target::Volume, |e| &e.tanker_load);
    (from.numbers.truck, from.numbers.tanker) = (Some(truck.0), Some(tanker.0));
    Assumptions {
        choice: from.take(
            "choice",
            "how strongly a difference in cost turns traders to the cheaper way",
            Target::Choice,
            |e| &e.choice,
        ),
        hour_cost: from
            .take("hour_cost", "what an hour on the way costs a tonne", Target::Cost, |e| &e.hour_cost),
        restricted_passes: from.take(
            "restricted_passes",
            "part of goods that still passes under a reported restriction",
            Target::Share,
            |e| &e.restricted_passes,
        ),
        slowed_passes: from.take(
            "slowed_passes",
            "part of goods that still passes where they are slowed and let through",
            Target::Share,
            |e| &e.slowed_passes,
        ),
        incident_passes: from.take(
            "incident_passes",
            "part of goods that still passes in the weeks after an incident",
            Target::Share,
            |e| &e.incident_passes,
        ),
        room: from.take(
            "room",
            "what another way can take in addition, as a part of what it usually carries",
            Target::Ratio,
            |e| &e.room,
        ),
        change_cost: from
            .take("change_cost", "what it costs to change the way", Target::Cost, |e| &e.change_cost),
        ration_below: from.take(
            "ration_below",
            "days of cover under which a zone rations",
            Target::Days,
            |e| &e.ration_below,
        ),
        ration_to: from.take(
            "ration_to",
            "part of its demand that a rationing zone uses",
            Target::Share,
            |e| &e.ration_to,
        ),
        refill: from
            .take("refill", "part of a stock's gap that is filled in a day", Target::Share, |e| &e.refill),
        short_below: from.take(
            "short_below",
            "days of cover under which people count as short",
            Target::Days,
            |e| &e.short_below,
        ),
    }
}

struct Assumer<'n, 'a, 'e> {
    numbers: &'n mut Numbers<'a>,
    own: &'e AssumptionEntry,
    defaults: &'e AssumptionEntry,
}

impl<'e> Assumer<'_, '_, 'e> {
    /// That of the case, else the default.
    fn take<T>(
        &mut self,
        key: &str,
        name: &str,
        target: Target,
        number: impl Fn(&'e AssumptionEntry) -> &'e Option<Number>,
    ) -> Param<T> {
        let what = |entry: &'e AssumptionEntry, key| {
            What::of(key, "", name.to_owned(), target).dated(&entry.date, &entry.source)
        };
        let own = number(self.own).as_ref();
        let read = own.and_then(|n| self.numbers.read(n, What { key, ..what(self.own, key.to_owned()) }));
        read.unwrap_or_else(|| match number(self.defaults) {
            Some(number) => self.numbers.default(number, What { key, ..what(self.defaults, key.to_owned()) }),
            None => self.numbers.push(crate::draw::Parameter::default(), key),
        })
    }
}

/// The entry of the case, read key by key, so that one mistake leaves the others.
fn own(parts: &mut Parts<'_>, text: &mut Text<'_>) -> AssumptionEntry {
    let mut own = AssumptionEntry::default();
    for (key, value) in parts.table("assumptions", text) {
        let span = key.span();
        let mut one = DeTable::new();
        one.insert(Spanned::new(span.clone(), Cow::Owned(key.into_inner())), value);
        let one = Spanned::new(span, DeValue::Table(one));
        if let Some(read) = text.entry::<AssumptionEntry>("[assumptions]", one) {
            own = own.or(read);
        }
    }
    own
}

impl AssumptionEntry {
    fn or(self, other: Self) -> Self {
        Self {
            choice: self.choice.or(other.choice),
            hour_cost: self.hour_cost.or(other.hour_cost),
            restricted_passes: self.restricted_passes.or(other.restricted_passes),
            slowed_passes: self.slowed_passes.or(other.slowed_passes),
            incident_passes: self.incident_passes.or(other.incident_passes),
            room: self.room.or(other.room),
            change_cost: self.change_cost.or(other.change_cost),
            ration_below: self.ration_below.or(other.ration_below),
            ration_to: self.ration_to.or(other.ration_to),
            refill: self.refill.or(other.refill),
            short_below: self.short_below.or(other.short_below),
            truck_load: self.truck_load.or(other.truck_load),
            tanker_load: self.tanker_load.or(other.tanker_load),
            date: self.date.or(other.date),
            source: self.source.or(other.source),
        }
    }
}
