//! Credibility (Admiralty 1–6) of an event and of each of its claims, with the reason in words.

use crate::Coding;
use crate::join::Members;
use base::{Credibility, Modality, OriginId, Reliability};
use std::collections::{BTreeMap, BTreeSet};

/// What an event rests on.
pub(crate) struct Support {
    /// Independent origins that tell it as a fact.
    pub origins: BTreeSet<OriginId>,
    /// Whether one of them is graded A or B.
    pub reliable: bool,
    /// Whether somebody denies it.
    pub denied: bool,
    /// Whether its tellings disagree otherwise.
    pub disputed: bool,
    /// The datasets whose rows tell it.
    pub coded: BTreeSet<String>,
    /// Whether one of these was coded by people and is graded A or B.
    pub well_coded: bool,
}

impl Support {
    /// What the members of one event give it.
    pub fn of(members: &Members<'_>, datasets: &BTreeMap<String, Reliability>, disputed: bool) -> Self {
        let witnesses = || members.items.iter().filter(|i| i.weighs());
        let graded = |name: &str| datasets.get(name).copied().unwrap_or_default();
        let well = |r: &crate::join::RowAt<'_>| {
            r.row.coding == Coding::Human && graded(&r.table.dataset) <= Reliability::B
        };
        Self {
            origins: witnesses().map(|i| i.origin.clone()).collect(),
            reliable: witnesses().any(|i| i.reliability <= Reliability::B),
            denied: members.items.iter().any(|i| i.claim.modality == Modality::Denied),
            disputed,
            coded: members.rows.iter().map(|r| r.table.dataset.clone()).collect(),
            well_coded: members.rows.iter().any(well),
        }
    }

    /// The event's grade and why. A dataset draws on the press: its row makes a telling probable and is no independent
    /// origin.
    pub fn grade(&self, modality: Modality) -> (Credibility, String) {
        if !modality.is_fact() {
            return grade_of(modality);
        }
        let told = self.told();
        match (self.denied, self.disputed, self.origins.len(), self.reliable || self.well_coded) {
            (true, _, 0 | 1, _) => (Credibility::IMPROBABLE, format!("{told}, and denied")),
            (true, ..) => (Credibility::DOUBTFUL, format!("{told}, but denied")),
            (false, true, 0 | 1, _) => (Credibility::DOUBTFUL, format!("{told}, and its tellings disagree")),
            (false, true, ..) => (Credibility::POSSIBLE, format!("{told}, but they disagree in part")),
            (false, false, 0, _) if self.coded.is_empty() => (Credibility::UNKNOWN, "recalled only".into()),
            (false, false, 0 | 1, true) => (Credibility::PROBABLE, format!("{told}, a source graded A or B")),
            (false, false, 0 | 1, false) => {
                (Credibility::POSSIBLE, format!("{told}, no source graded A or B"))
            }
            (false, false, ..) => (Credibility::CONFIRMED, format!("{told} agree")),
        }
    }

    /// `2 independent origins and ucdp`.
    fn told(&self) -> String {
        let datasets = self.coded.iter().map(String::as_str).collect::<Vec<_>>().join(" and ");
        let origins = count(self.origins.len(), "independent origin");
        match (self.origins.is_empty(), datasets.is_empty()) {
            (_, true) => origins,
            (true, false) => format!("coded in {datasets}"),
            (false, false) => format!("{origins}, coded in {datasets}"),
        }
    }
}

/// The grade that a statement's own wording gives it.
fn grade_of(modality: Modality) -> (Credibility, String) {
    let (grade, why) = match modality {
        Modality::Hedged => (Credibility::DOUBTFUL, "told with reserve"),
        Modality::Denied => (Credibility::UNKNOWN, "a denial: what is denied is graded on its own"),
        Modality::Negated => (Credibility::POSSIBLE, "told as not having happened"),
        Modality::CalledFor => (Credibility::POSSIBLE, "a call, not a measure in force"),
        Modality::Assessed => (Credibility::UNKNOWN, "a judgement of aims"),
        Modality::Planned | Modality::Hypothetical => (Credibility::UNKNOWN, "has not happened as told"),
        _ => (Credibility::UNKNOWN, "true in general, of no one occasion"),
    };
    (grade, why.to_owned())
}

fn count(n: usize, noun: &str) -> String {
    if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn support(origins: usize, reliable: bool, denied: bool) -> Support {
        let origins = (0..origins).map(|n| OriginId::derive(&[&n.to_string()])).collect();
        Support { origins, reliable, denied, disputed: false, coded: BTreeSet::new(), well_coded: false }
    }

    #[test]
    fn origins_confirm_and_denials_weigh() {
        assert_eq!(support(2, false, false).grade(Modality::Asserted).0, Credibility::CONFIRMED);
        assert_eq!(support(1, true, false).grade(Modality::Asserted).0, Credibility::PROBABLE);
        assert_eq!(support(1, false, false).grade(Modality::Asserted).0, Credibility::POSSIBLE);
        assert_eq!(support(3, true, true).grade(Modality::Asserted).0, Credibility::DOUBTFUL);
        assert_eq!(support(3, true, false).grade(Modality::Hedged).0, Credibility::DOUBTFUL);
    }
}
