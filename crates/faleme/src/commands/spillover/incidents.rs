//! Incursions: incidents in the border district by month. Counts only.

use super::months::Months;
use super::reported;
use super::setting::Setting;
use crate::neighbours::Report;
use events::Placing;
use evidence::ActorKind;
use outlook::spillover::{Border, Indicator, Risk};
use std::collections::BTreeSet;

/// Incidents in the district, and those for which an armed group of the case is named.
pub fn indicators(setting: &Setting<'_>, border: &Border, reports: &[Report]) -> Vec<Indicator> {
    let groups = setting.case.vocabulary.actors.iter().filter(|a| a.kind == ActorKind::ArmedGroup);
    let groups: BTreeSet<&str> = groups.map(|a| a.name.as_str()).collect();
    let (mut all, mut named, rows) = (Months::default(), Months::default(), setting.rows());
    for (event, month) in setting.incidents() {
        if setting.district(border).is_none_or(|d| d.area.event(event, rows) != Placing::In) {
            continue;
        }
        all.add(month, 1.0, [event.id.to_string()]);
        if event.actors.iter().any(|a| groups.contains(a.as_str())) {
            named.add(month, 1.0, [event.id.to_string()]);
        }
    }
    let one = |name: &str, months: Months| {
        Indicator::summed(Risk::Incursion, name, "incidents", setting.period, months.list())
    };
    let mut found = vec![
        Indicator { note: setting.withheld(), ..one("incidents_in_district", all) },
        one("incidents_with_an_armed_group_named", named)
            .noted("attributed or claimed; who crossed a border is not told by that"),
    ];
    found.extend(reported::entered(setting, border, reports, Risk::Incursion));
    found
}
