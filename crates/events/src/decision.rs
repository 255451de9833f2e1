//! What analysts decide. A decision never rewrites a claim: it is applied anew each time events are resolved, and
//! taking it back restores what was there before.

use crate::RowKey;
use base::{ClaimId, Credibility, Date, Interval, Modality, Reliability};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One thing an analyst can decide.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Action {
    /// The claim is read rightly.
    Accept {
        /// The claim.
        claim: ClaimId,
    },
    /// The claim is read wrongly; it leaves events and counts, and stays in the ledger, marked.
    Reject {
        /// The claim.
        claim: ClaimId,
    },
    /// One field of the claim is to be read otherwise.
    Correct {
        /// The claim.
        claim: ClaimId,
        /// What changes; fields that are `None` stay.
        to: Correction,
    },
    /// The claims speak of one event.
    Merge {
        /// Claims; with the rows, two or more.
        claims: Vec<ClaimId>,
        /// Rows of datasets.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        rows: Vec<RowKey>,
    },
    /// The claim speaks of an event of its own.
    Split {
        /// The claim.
        claim: ClaimId,
    },
    /// The row speaks of an event of its own.
    SplitRow {
        /// The row.
        row: RowKey,
    },
    /// The analyst's own grading.
    Grade {
        /// The claim.
        claim: ClaimId,
        /// Reliability of the source in this matter.
        reliability: Option<Reliability>,
        /// Credibility of the claim.
        credibility: Option<Credibility>,
    },
    /// Takes an earlier decision back.
    Undo {
        /// Its number.
        decision: u64,
    },
}

/// The fields of a claim that an analyst may correct.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct Correction {
    pub claim_type: Option<String>,
    pub date: Option<Interval>,
    pub places: Option<Vec<String>>,
    pub modality: Option<Modality>,
    pub actor: Option<String>,
}

/// A decision: who, when, why, what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// Its number in the case, from 1.
    pub number: u64,
    /// The day.
    pub on: Date,
    /// The analyst.
    pub by: String,
    /// The reason.
    pub why: String,
    /// What.
    #[serde(flatten)]
    pub action: Action,
}

/// Claims and rows that an analyst holds to speak of one event.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub struct Together {
    pub claims: Vec<ClaimId>,
    pub rows: Vec<RowKey>,
}

/// Decisions in force, after undoing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ruling {
    /// Claims rejected.
    pub rejected: BTreeSet<ClaimId>,
    /// Claims accepted.
    pub accepted: BTreeSet<ClaimId>,
    /// Corrections, later ones over earlier ones field by field.
    pub corrected: BTreeMap<ClaimId, Correction>,
    /// Claims that stand alone.
    pub split: BTreeSet<ClaimId>,
    /// Groups of claims that belong together.
    pub merged: Vec<Together>,
    /// Rows that are joined to nothing but what an analyst joins them to.
    pub split_rows: BTreeSet<RowKey>,
    /// The analyst's own gradings.
    pub graded: BTreeMap<ClaimId, (Option<Reliability>, Option<Credibility>)>,
}

impl Ruling {
    /// What is in force after `decisions`, given in order of their numbers. A later decision on the same claim
    /// replaces an earlier one of the same sort; a split takes its claim out of earlier merges and the reverse.
    pub fn of(decisions: &[Decision]) -> Self {
        let mut undone = BTreeSet::new();
        for decision in decisions.iter().rev() {
            if let Action::Undo { decision: number } = decision.action
                && !undone.contains(&decision.number)
            {
                undone.insert(number);
            }
        }
        let mut ruling = Self::default();
        for decision in decisions.iter().filter(|d| !undone.contains(&d.number)) {
            ruling.add(&decision.action);
        }
        ruling
    }

    fn add(&mut self, action: &Action) {
        match action {
            Action::Accept { claim } => {
                self.rejected.remove(claim);
                self.accepted.insert(claim.clone());
            }
            Action::Reject { claim } => {
                self.accepted.remove(claim);
                self.rejected.insert(claim.clone());
            }
            Action::Correct { claim, to } => self.corrected.entry(claim.clone()).or_default().overlay(to),
            Action::Merge { claims, rows } => {
                for claim in claims {
                    self.split.remove(claim);
                }
                self.merged.push(Together { claims: claims.clone(), rows: rows.clone() });
            }
            Action::Split { claim } => {
                for group in &mut self.merged {
                    group.claims.retain(|c| c != claim);
                }
                self.split.insert(claim.clone());
            }
            Action::SplitRow { row } => {
                for group in &mut self.merged {
                    group.rows.retain(|r| r != row);
                }
                self.split_rows.insert(row.clone());
            }
            Action::Grade { claim, reliability, credibility } => {
                let entry = self.graded.entry(claim.clone()).or_default();
                entry.0 = reliability.or(entry.0);
                entry.1 = credibility.or(entry.1);
            }
            Action::Undo { .. } => {}
        }
    }
}

impl Correction {
    fn overlay(&mut self, later: &Correction) {
        fn set<T: Clone>(slot: &mut Option<T>, later: &Option<T>) {
            if later.is_some() {
                slot.clone_from(later);
            }
        }
        set(&mut self.claim_type, &later.claim_type);
        set(&mut self.date, &later.date);
        set(&mut self.places, &later.places);
        set(&mut self.modality, &later.modality);
        set(&mut self.actor, &later.actor);
    }
}
