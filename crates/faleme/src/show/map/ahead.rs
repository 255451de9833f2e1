//! What may come in the districts of the map: the chance of any deaths in a month, beside its baseline.

use base::Date;
use letter::charts::{Chance, Chances, Month};
use outlook::forecast::Row;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// Forecasts of a month, by district.
pub struct MapAhead {
    month: Date,
    told: BTreeMap<String, (Chance, Value)>,
}

impl MapAhead {
    /// The forecasts of the first month after `day`; `Err` names the last month that is told of, if any is.
    pub fn of(rows: &[Row<'_>], day: Date) -> Result<Self, Option<String>> {
        let begins = |row: &Row<'_>| -> Option<Date> { format!("{}-01", row.period).parse().ok() };
        let ahead = rows.iter().filter_map(begins).filter(|month| *month > day).min();
        let month = ahead.ok_or_else(|| rows.iter().map(|row| row.period.to_string()).max())?;
        let told = rows.iter().filter(|row| begins(row) == Some(month)).map(|row| {
            let chance = Chance::of(row.figures.p_any);
            let own = json!({
                "period": row.period.to_string(), "target": row.target, "chance": class(chance),
                "p_any": row.figures.p_any, "model": row.model,
                "baseline_p": row.baseline.figures.p_any, "baseline": row.baseline.model,
                "beats_baseline": row.record.beats_baseline, "cautions": row.cautions,
            });
            (row.unit.to_string(), (chance, own))
        });
        Ok(Self { month, told: told.collect() })
    }

    /// The month told of.
    pub fn month(&self) -> Date {
        self.month
    }

    /// What is told of a district.
    pub(super) fn own(&self, name: &str) -> Option<&Value> {
        self.told.get(name).map(|(_, own)| own)
    }

    /// For the picture, in the order of its lands.
    pub(super) fn drawn<'a>(&self, lands: impl Iterator<Item = &'a str>) -> Chances {
        let chances = lands.map(|name| self.told.get(name).map(|(chance, _)| *chance)).collect();
        Chances { month: Month::of(self.month), chances }
    }
}

fn class(of: Chance) -> &'static str {
    match of {
        Chance::Low => "low",
        Chance::Middle => "middle",
        Chance::High => "high",
    }
}
