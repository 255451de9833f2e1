//! What a sweep says where the record is silent: futures vary what is recorded, so silence looks like calm.

use base::{Date, Issue};
use corridors::Limit;

/// Days without a word after which a record is called silent. Own convention: half a year, as for the outlook of corridors.
const LONG: i64 = 183;

/// A warning where nothing, or nothing of late, is recorded by the day.
pub fn silence(limits: &[Limit], day: Date) -> Option<Issue> {
    let told = |limit: &Limit| limit.last_confirmed.or_else(|| limit.date.and_then(|d| d.end.or(d.start)));
    let words = match limits.iter().filter_map(told).map(|last| last.min(day)).max() {
        None => format!("nothing that limits a way is recorded by {day}"),
        Some(last) if i64::from((day - last).get_days()) > LONG => {
            format!("nothing that limits a way is recorded after {last}, long before {day}")
        }
        Some(_) => return None,
    };
    Some(
        Issue::warning(
            "sweep.silence",
            words + ": these futures are calm for want of a record, not of trouble",
        )
        .help("read documents or import rows up to the day, or ask about another day"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use corridors::Stage;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn silence_is_said_and_a_fresh_record_is_not() {
        let limit = |last: &str| Limit {
            id: "l".into(),
            kind: "closure".into(),
            stage: Stage::InForce,
            held_back: false,
            disputed: false,
            date: None,
            last_confirmed: Some(day(last)),
            reaches: Vec::new(),
            vehicle_classes: Vec::new(),
            commodities: Vec::new(),
            operators: Vec::new(),
            origin_countries: Vec::new(),
            hours: Vec::new(),
            exemptions: Vec::new(),
            sides: Vec::new(),
            evidence: Vec::new(),
        };
        assert!(silence(&[], day("2025-09-30")).is_some());
        let old = silence(&[limit("2025-01-01")], day("2025-09-30")).unwrap();
        assert!(old.message.contains("after 2025-01-01"), "{}", old.message);
        assert!(silence(&[limit("2025-01-01"), limit("2025-09-01")], day("2025-09-30")).is_none());
    }
}
