//! What came of a run, counted as it goes.

use crate::model;
use crate::output::Output;
use crate::progress::Progress;
use base::Issue;
use serde::Serialize;

/// What came of a run.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Tally {
    /// Documents read anew.
    pub read: usize,
    /// Documents already in the ledger.
    pub unchanged: usize,
    /// Files that could not be read, or were redacted.
    pub refused: usize,
    /// Claims found in the documents read.
    pub claims: usize,
    /// What a model's proposals came to.
    #[serde(skip_serializing_if = "model::Tally::is_empty")]
    pub model: model::Tally,
    /// Whether the run was stopped before its end.
    pub interrupted: bool,
    /// What was wrong, in the order of the files.
    pub issues: Vec<Issue>,
}

impl Tally {
    /// A document was read.
    pub fn add(
        &mut self,
        claims: usize,
        model: &model::Tally,
        issues: Vec<Issue>,
        out: Output,
        progress: &Progress,
    ) {
        self.read += 1;
        self.claims += claims;
        self.model.add(model);
        for issue in issues {
            self.report(issue, out, progress);
        }
    }

    /// Something was wrong.
    pub fn report(&mut self, issue: Issue, out: Output, progress: &Progress) {
        if !out.quiet || issue.severity == base::Severity::Error {
            progress.say(&issue.to_string());
        }
        self.issues.push(issue);
    }

    /// `3 read, 1 unchanged, 0 refused`.
    pub fn summary(&self) -> String {
        let mut words = format!("{} read, {} unchanged, {} refused", self.read, self.unchanged, self.refused);
        if !self.model.is_empty() {
            words.push_str(&format!("; {}", self.model));
        }
        words
    }
}
