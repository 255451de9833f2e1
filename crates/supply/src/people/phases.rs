//! People of one area by phase of acute food insecurity.

use super::area::{Rows, Source};
use super::record::{Figures, Record, Season};
use base::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// People by phase.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Phases {
    /// Minimal.
    #[serde(rename = "1")]
    pub one: Option<u64>,
    /// Under pressure.
    #[serde(rename = "2")]
    pub two: Option<u64>,
    /// Crisis.
    #[serde(rename = "3")]
    pub three: Option<u64>,
    /// Emergency.
    #[serde(rename = "4")]
    pub four: Option<u64>,
    /// Famine.
    #[serde(rename = "5")]
    pub five: Option<u64>,
    /// Crisis and worse.
    #[serde(rename = "3+")]
    pub three_plus: u64,
    /// Phase of the area as a whole, if told.
    pub class: Option<u8>,
    /// When the analysis was made.
    pub exercise: String,
    /// The season that it is of.
    pub reference: String,
    /// All people that were looked at.
    #[serde(skip)]
    pub population: Option<u64>,
    /// Last day of the analysis's season.
    #[serde(skip)]
    pub day: Option<Date>,
}

impl Phases {
    /// People in each phase, 1 to 5; none where nothing is told.
    pub fn each(&self) -> [Option<u64>; 5] {
        [self.one, self.two, self.three, self.four, self.five]
    }
}

/// Phases with the rows they are from.
pub(super) struct Cited {
    pub phases: Phases,
    pub source: usize,
    pub rows: Vec<u32>,
}

/// What the latest analyses say.
#[derive(Default)]
pub(super) struct OfArea {
    pub current: Option<Cited>,
    pub projected: Vec<Phases>,
}

/// Of the present by the latest analysis that tells it; of the time ahead by that analysis or a later one.
pub(super) fn phases(sources: &[Source<'_>], rows: &Rows<'_>) -> OfArea {
    let mut current: BTreeMap<(Date, Season), (usize, Vec<&Record>)> = BTreeMap::new();
    let mut ahead = current.clone();
    for (&at, records) in rows {
        for record in records {
            let Figures::Phases { current: now, reference, .. } = &record.figures else { continue };
            let list = if *now { &mut current } else { &mut ahead };
            let (from, found) = list.entry((record.day, reference.clone())).or_insert((at, Vec::new()));
            // The same analysis in two files: the file published last counts.
            let released = |at: usize| sources.get(at).map(|s| s.released);
            if *from != at && released(at) >= released(*from) {
                (*from, *found) = (at, Vec::new());
            }
            if *from == at {
                found.push(record);
            }
        }
    }
    let latest = current.keys().map(|(day, _)| *day).max();
    let newest = ahead.keys().map(|(day, _)| *day).max().filter(|day| latest.is_none_or(|l| *day >= l));
    let cited = |(source, records): (usize, Vec<&Record>)| Cited {
        phases: sum(&records),
        source,
        rows: records.iter().map(|r| r.row).collect(),
    };
    OfArea {
        current: current.pop_last().map(|(_, found)| cited(found)),
        projected: ahead
            .into_iter()
            .filter(|((day, _), _)| Some(*day) == newest)
            .map(|(_, (_, records))| sum(&records))
            .collect(),
    }
}

/// People in and out of camps together.
fn sum(records: &[&Record]) -> Phases {
    let mut all = Phases::default();
    for record in records {
        let Figures::Phases { phases, class, population, exercise, reference, .. } = &record.figures else {
            continue;
        };
        let slots = [&mut all.one, &mut all.two, &mut all.three, &mut all.four, &mut all.five];
        for (slot, more) in slots.into_iter().zip(phases) {
            if let Some(more) = more {
                *slot = Some(slot.unwrap_or(0).saturating_add(*more));
            }
        }
        if let Some(more) = population {
            all.population = Some(all.population.unwrap_or(0).saturating_add(*more));
        }
        all.class = all.class.max(*class);
        all.exercise.clone_from(&exercise.label);
        all.reference.clone_from(&reference.label);
        all.day = Some(record.day);
    }
    all.three_plus = [all.three, all.four, all.five].iter().flatten().sum();
    all
}
