//! One way to a decision, for the command line, for forms and for programs.
//!
//! In: what somebody proposes. It is held against what they see of the case, then, in the moment of keeping, against the
//! decisions that others made since. Out: the decision with its number, or why there is none.

use crate::store::{Store, Wanted};
use base::{ClaimId, Date, fold_key};
use events::{Action, Correction, Decision, RowKey};
use evidence::{PlaceEntry, Vocabulary};
use letter::{Lang, Messages};
use std::collections::BTreeSet;

/// A reason or a word of a correction is at most so long.
const LONGEST: usize = 2_000;
/// Things held together by one merge at the most.
const MOST: usize = 500;

/// A decision that somebody proposes.
#[derive(Clone, Debug)]
pub struct Proposed {
    /// Who signs.
    pub by: String,
    /// Why.
    pub why: String,
    /// What.
    pub action: Action,
    /// The number of the last decision they knew of, 0 for none. Without it nothing that came since is looked at.
    pub after: Option<u64>,
}

/// Why there is no decision.
#[derive(Debug)]
pub enum Refused {
    /// It cannot be decided so: a mistake of whoever proposes it.
    Wrong(String),
    /// Others decided on the same things since: the numbers of their decisions.
    Changed(Vec<u64>),
    /// The ledger could not be read or written.
    Failed(anyhow::Error),
}

impl From<anyhow::Error> for Refused {
    fn from(error: anyhow::Error) -> Self {
        Self::Failed(error)
    }
}

/// A proposal that can be kept: what it names is there.
pub struct Sound(Proposed);

impl Proposed {
    /// Holds the proposal against what `seen` shows those who make it.
    pub fn check(mut self, seen: &Store, names: &Vocabulary) -> Result<Sound, Refused> {
        self.why = self.why.trim().to_owned();
        self.by = self.by.trim().to_owned();
        if self.why.is_empty() {
            return wrong("a decision needs a reason");
        }
        if self.by.is_empty() {
            return wrong("a decision needs a name");
        }
        short("the reason", &self.why)?;
        named(&self.action, seen)?;
        match &self.action {
            Action::Correct { to, .. } => {
                sensible(to)?;
                there(to, seen, names)?;
            }
            Action::Grade { reliability: None, credibility: None, .. } => {
                return wrong("a grading gives a reliability, a credibility, or both");
            }
            Action::Undo { decision } => {
                let made = seen.decisions()?;
                // Who took it back meanwhile says more than that it is taken back.
                let since = self.after.map(|after| since(&made, after, &self.action)).unwrap_or_default();
                if !since.is_empty() {
                    return Err(Refused::Changed(since));
                }
                open(*decision, &made)?;
            }
            _ => {}
        }
        Ok(Sound(self))
    }
}

impl Sound {
    /// Keeps it, unless others decided on the same things since.
    pub fn keep(self, ledger: &mut Store, on: Date) -> Result<Decision, Refused> {
        let Proposed { by, why, action, after } = self.0;
        let about = action.clone();
        let allow = |made: &[Decision]| {
            let last = made.last().map_or(0, |d| d.number);
            if after.is_some_and(|after| after > last) {
                return wrong(format!("`after` is above {last}, the number of the last decision"));
            }
            let since = after.map(|after| since(made, after, &about)).unwrap_or_default();
            match (&about, since.is_empty()) {
                (_, false) => Err(Refused::Changed(since)),
                (Action::Undo { decision }, true) => open(*decision, made),
                _ => Ok(()),
            }
        };
        ledger.decide_if(on, &by, &why, action, allow)?
    }
}

fn wrong<T>(what: impl Into<String>) -> Result<T, Refused> {
    Err(Refused::Wrong(what.into()))
}

fn short(what: &str, text: &str) -> Result<(), Refused> {
    if text.chars().count() > LONGEST {
        return wrong(format!("{what} is longer than {LONGEST} characters"));
    }
    Ok(())
}

/// That everything the action names is there.
fn named(action: &Action, seen: &Store) -> Result<(), Refused> {
    let (claims, rows) = things(action);
    if claims.len() + rows.len() > MOST {
        return wrong(format!("at most {MOST} claims and rows are held together at a time"));
    }
    for claim in &claims {
        if seen.claim(claim)?.is_none() {
            return wrong(format!("there is no claim `{claim}` in this case (faleme claims lists them)"));
        }
    }
    if !rows.is_empty() {
        let tables = seen.tables(None)?;
        let known = |key: &RowKey| tables.iter().any(|t| t.rows.iter().any(|r| t.at(r).key() == *key));
        if let Some(key) = rows.iter().find(|key| !known(key)) {
            return wrong(format!(
                "there is no row `{key}` in this case (faleme events --format json lists rows; write DATASET/ID)"
            ));
        }
    }
    let different = claims.iter().collect::<BTreeSet<_>>().len() + rows.iter().collect::<BTreeSet<_>>().len();
    if matches!(action, Action::Merge { .. }) && different < 2 {
        return wrong("merging takes two different claims or rows, or more");
    }
    Ok(())
}

fn sensible(to: &Correction) -> Result<(), Refused> {
    if *to == Correction::default() {
        return wrong("a correction changes a type, a date, places, a modality or an actor");
    }
    let words = [&to.claim_type, &to.actor].into_iter().flatten();
    for word in words.chain(to.places.iter().flatten()) {
        short("a word of the correction", word)?;
        if word.trim().is_empty() {
            return wrong("an empty word corrects nothing");
        }
    }
    if to.places.as_ref().is_some_and(|p| p.is_empty() || p.len() > MOST) {
        return wrong("a correction of places names at least one");
    }
    match to.date {
        Some(date) if date.start.is_none() && date.end.is_none() => wrong("a date has a start or an end"),
        Some(date) if date.start.zip(date.end).is_some_and(|(start, end)| end < start) => {
            wrong("the date ends before it starts")
        }
        _ => Ok(()),
    }
}

/// That a correction's type and places are known: by them it is decided what of a claim may be handed on.
fn there(to: &Correction, seen: &Store, names: &Vocabulary) -> Result<(), Refused> {
    if to.claim_type.is_none() && to.places.is_none() {
        return Ok(());
    }
    let told = seen.claims(&Wanted::default())?;
    if let Some(name) = &to.claim_type
        && !Messages::with(Lang::English, "").0.has("type", name)
        && !told.iter().any(|c| c.claim_type == *name)
    {
        return wrong(format!("`{name}` is no type of claim: faleme claims DIR lists those of this case"));
    }
    let listed = |key: &str| {
        let is_so = |p: &PlaceEntry| std::iter::once(&p.name).chain(&p.aliases).any(|n| fold_key(n) == key);
        let told = || told.iter().flat_map(|c| &c.places).any(|p| fold_key(&p.name) == key);
        names.places.iter().any(is_so) || told()
    };
    match to.places.iter().flatten().find(|name| !listed(&fold_key(name))) {
        Some(name) => wrong(format!("`{name}` is no place of this case: add it to case.toml")),
        None => Ok(()),
    }
}

/// That a decision is there and in force.
fn open(number: u64, made: &[Decision]) -> Result<(), Refused> {
    if !made.iter().any(|d| d.number == number) {
        return wrong(format!("there is no decision {number} (faleme review DIR log lists them)"));
    }
    if undone(made).contains(&number) {
        return wrong(format!("decision {number} is already taken back"));
    }
    Ok(())
}

/// Decisions that are taken back by one that is itself in force.
pub fn undone(decisions: &[Decision]) -> BTreeSet<u64> {
    let mut undone = BTreeSet::new();
    for decision in decisions.iter().rev() {
        if let Action::Undo { decision: number } = decision.action
            && !undone.contains(&decision.number)
        {
            undone.insert(number);
        }
    }
    undone
}

/// Numbers of decisions after `after` on anything that the action is about.
pub fn since(made: &[Decision], after: u64, action: &Action) -> Vec<u64> {
    let about = touched(action, made);
    let meets = |d: &&Decision| {
        let theirs = touched(&d.action, made);
        d.number > after && theirs.iter().any(|t| about.contains(t))
    };
    made.iter().filter(meets).map(|d| d.number).collect()
}

/// Ids of the claims and rows that an action is about; of an undoing, those of what it takes back.
pub fn touched(action: &Action, made: &[Decision]) -> BTreeSet<String> {
    let mut action = action;
    // What is taken back was made before: each step goes to a lower number.
    let mut below = u64::MAX;
    while let Action::Undo { decision } = action {
        let earlier = made.iter().find(|d| d.number == *decision && d.number < below);
        let Some(earlier) = earlier else { return BTreeSet::new() };
        (action, below) = (&earlier.action, earlier.number);
    }
    let (claims, rows) = things(action);
    let claims = claims.iter().map(|c| c.as_str().to_owned());
    claims.chain(rows.iter().map(|r| r.as_str().to_owned())).collect()
}

/// The claims and rows that an action names.
pub fn things(action: &Action) -> (Vec<&ClaimId>, Vec<&RowKey>) {
    match action {
        Action::Accept { claim }
        | Action::Reject { claim }
        | Action::Split { claim }
        | Action::Correct { claim, .. }
        | Action::Grade { claim, .. } => (vec![claim], Vec::new()),
        Action::Merge { claims, rows } => (claims.iter().collect(), rows.iter().collect()),
        Action::SplitRow { row } => (Vec::new(), vec![row]),
        Action::Undo { .. } => Default::default(),
    }
}
