//! What drawn futures rest on, told like every other parameter: low, best and high value, day and source.

use super::{Chances, Kind, LEAD, Standing, TERM_KEPT};
use crate::holding::Holding;
use supply::{Parameter, ParameterId, Range};

/// The ends of a range: the 5th and the 95th percentile, and the median between them.
const ENDS: [f64; 3] = [0.05, 0.5, 0.95];

impl Chances {
    /// The parameters, in the order of the record.
    pub fn parameters(&self) -> Vec<Parameter> {
        let part = self.carried_out;
        let mut out = vec![
            self.parameter(
                "carried-out",
                "part of what is announced that comes into force".into(),
                ENDS.map(|end| part.quantile(end)),
                "share",
                format!(
                    "the case's record: {} announcements carried out, {} not; an even prior",
                    part.did, part.did_not
                ),
            ),
            self.parameter(
                "lead",
                "days from an announcement until it comes into force, where none are told".into(),
                LEAD,
                "days",
                "own estimate".into(),
            ),
            self.parameter(
                "term-kept",
                "part of told terms that are kept and not prolonged".into(),
                TERM_KEPT,
                "share",
                "own estimate".into(),
            ),
        ];
        for subject in &self.subjects {
            let Some(kind) = self.kinds.get(&subject.kind) else { continue };
            if matches!(subject.standing, Standing::Holds { term: None }) {
                let name = format!("days that the {} goes on holding", words(&subject.kind));
                let source = format!("it has held for {} days; {}", subject.age, lives(&kind.holding));
                let range = ENDS.map(|end| f64::from(kind.holding.rest(subject.age, 1.0 - end)));
                out.push(self.parameter(&format!("left-{}", subject.id), name, range, "days", source));
            }
        }
        self.kinds.iter().filter(|(_, kind)| !kind.again.is_empty()).for_each(|(name, kind)| {
            out.extend(self.of_kind(name, kind));
        });
        out
    }

    fn of_kind(&self, name: &str, kind: &Kind) -> Vec<Parameter> {
        let (id, words) = (name.replace('_', "-"), words(name));
        let rate = kind.rate;
        let source = format!(
            "the case's record: {} in {} days, wherever it tells of them; the prior of Jeffreys",
            rate.seen, rate.days
        );
        let often = ENDS.map(|end| rate.quantile(end));
        let mut out = vec![self.parameter(
            &format!("rate-{id}"),
            format!("how often a new one comes: {words}"),
            often,
            "1/day",
            source,
        )];
        out.push(match kind.counts {
            Some(days) => self.parameter(
                &format!("life-{id}"),
                format!("days for which one counts: {words}"),
                [f64::from(days); 3],
                "days",
                "convention of the table of effects".into(),
            ),
            None => self.parameter(
                &format!("life-{id}"),
                format!("days for which a new one holds: {words}"),
                ENDS.map(|end| f64::from(kind.holding.rest(kind.usual_age, 1.0 - end)) + 1.0),
                "days",
                format!(
                    "as one that has held for {} days, the median of its kind, else of all; {}",
                    kind.usual_age,
                    lives(&kind.holding)
                ),
            ),
        });
        out
    }

    fn parameter(&self, id: &str, name: String, range: [f64; 3], unit: &str, source: String) -> Parameter {
        let [low, best, high] = range;
        Parameter {
            id: ParameterId(format!("par-sweep-{id}")),
            name,
            range: Range { low, best, high },
            unit: unit.to_owned(),
            date: Some(self.day.to_string()),
            source,
            factor: 1.0,
            ..Parameter::default()
        }
    }
}

fn words(kind: &str) -> String {
    kind.replace('_', " ")
}

fn lives(holding: &Holding) -> String {
    match holding.seen() {
        0 => "none of its kind is over: Gott 1993".to_owned(),
        n => format!("{n} of its kind are over: a gamma update of Gott 1993"),
    }
}
