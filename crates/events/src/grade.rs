//! Credibility (Admiralty 1–6) of an event and of each of its claims, with the reason in words.

use crate::item::Item;
use base::{Credibility, Modality, OriginId, Reliability};
use std::collections::BTreeSet;

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
}

impl Support {
    /// What the members of one event give it.
    pub fn of(members: &[&Item<'_>], disputed: bool) -> Self {
        let witnesses = || members.iter().filter(|i| i.weighs());
        Self {
            origins: witnesses().map(|i| i.origin.clone()).collect(),
            reliable: witnesses().any(|i| i.reliability <= Reliability::B),
            denied: members.iter().any(|i| i.claim.modality == Modality::Denied),
            disputed,
        }
    }

    /// The event's grade and why.
    pub fn grade(&self, modality: Modality) -> (Credibility, String) {
        let origins = count(self.origins.len(), "independent origin");
        if !modality.is_fact() {
            return grade_of(modality);
        }
        match (self.denied, self.disputed, self.origins.len(), self.reliable) {
            (true, _, 0 | 1, _) => (Credibility::IMPROBABLE, format!("{origins}, and denied")),
            (true, ..) => (Credibility::DOUBTFUL, format!("{origins}, but denied")),
            (false, true, 0 | 1, _) => {
                (Credibility::DOUBTFUL, format!("{origins}, and its tellings disagree"))
            }
            (false, true, ..) => (Credibility::POSSIBLE, format!("{origins}, but they disagree in part")),
            (false, false, 0, _) => (Credibility::UNKNOWN, "recalled only".into()),
            (false, false, 1, true) => (Credibility::PROBABLE, format!("{origins}, a source graded A or B")),
            (false, false, 1, false) => {
                (Credibility::POSSIBLE, format!("{origins}, no source graded A or B"))
            }
            (false, false, ..) => (Credibility::CONFIRMED, format!("{origins} agree")),
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
        Support { origins, reliable, denied, disputed: false }
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
