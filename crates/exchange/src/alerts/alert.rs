//! An alert: one message of CAP, from draft to sent.

use super::{Area, Certainty, Cited, Responded, Said, Severity, Stamp, Texts, Urgency, Value};
use base::{Date, Tlp};
use serde::{Deserialize, Serialize};

/// What the message does (CAP 1.2 `msgType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Message {
    /// Tells something new.
    Alert,
    /// Replaces what was told before.
    Update,
    /// Takes back what was told before.
    Cancel,
}

impl Message {
    /// As CAP spells it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Alert => "Alert",
            Self::Update => "Update",
            Self::Cancel => "Cancel",
        }
    }
}

/// How far a message has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Waits for a person.
    Draft,
    /// A person issued it: it goes out.
    Issued,
    /// Overtaken by events before anybody issued it.
    Dropped,
    /// A person refused it.
    Declined,
}

impl State {
    /// As files and lists spell it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Issued => "issued",
            Self::Dropped => "dropped",
            Self::Declined => "declined",
        }
    }
}

/// An earlier message, as CAP names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reference {
    /// Its sender.
    pub sender: String,
    /// Its identifier.
    pub identifier: String,
    /// When it was sent.
    pub sent: Stamp,
}

/// Who decided, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// Who.
    pub by: String,
    /// Why.
    pub why: String,
}

/// Who sends: the same in every alert of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct House {
    /// Short name of the case.
    pub case: String,
    /// Its title.
    pub title: Texts,
    /// Identifier of the sender, by convention an address or a domain.
    pub sender: String,
    /// Page where readers find more.
    pub web: Option<String>,
    /// Whom readers write to: an office.
    pub contact: Option<Texts>,
    /// A demonstration: its alerts are exercises, and never actual.
    pub demo: bool,
}

/// An alert.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alert {
    /// Stable id, and CAP's identifier.
    pub id: String,
    /// Who sends.
    pub house: House,
    /// Name of the rule.
    pub rule: String,
    /// What it is about; with the rule, the thread it belongs to.
    pub subject: String,
    /// What it does.
    pub message: Message,
    /// How far it has come.
    pub state: State,
    /// Whether it tells that nothing holds any more.
    pub over: bool,
    /// Made or stopped by a person's cancellation.
    pub by_hand: bool,
    /// What a person stopped has ended since: when it comes back, it is new.
    pub cleared: bool,
    /// What was found.
    pub value: Value,
    /// The day that was looked at.
    pub day: Date,
    /// When it was made.
    pub drafted: Stamp,
    /// When it was issued.
    pub sent: Option<Stamp>,
    /// Who issued or refused it.
    pub signed: Option<Signature>,
    /// Earlier messages of the thread that were sent.
    pub references: Vec<Reference>,
    /// Its marking.
    pub tlp: Tlp,
    /// Who gets it.
    pub recipients: Vec<String>,
    /// Whether it stands in the feed.
    pub publish: bool,
    /// How grave.
    pub severity: Severity,
    /// How soon.
    pub urgency: Urgency,
    /// How sure.
    pub certainty: Certainty,
    /// In words.
    pub said: Said,
    /// Where.
    pub areas: Vec<Area>,
    /// Who reports it.
    pub sources: Vec<Cited>,
    /// Responses on record.
    pub responses: Vec<Responded>,
    /// Ids that `why` follows.
    pub basis: Vec<String>,
}

impl Alert {
    /// What ids of alerts begin with.
    pub const PREFIX: &'static str = "alr-";

    /// CAP's status: a draft until a person issues it; of a demonstration an exercise, always.
    pub fn status(&self) -> &'static str {
        match (self.house.demo, self.state) {
            (true, _) => "Exercise",
            (false, State::Issued) => "Actual",
            (false, _) => "Draft",
        }
    }

    /// When it was sent; of what was not, when it was made.
    pub fn stamp(&self) -> Stamp {
        self.sent.unwrap_or(self.drafted)
    }

    /// Whether it was sent and ends its thread.
    pub fn closes(&self) -> bool {
        self.state == State::Issued && (self.over || self.message == Message::Cancel)
    }

    /// Whether it waits for a person.
    pub fn waits(&self) -> bool {
        self.state == State::Draft
    }

    /// How later messages name it, if it was sent.
    pub fn reference(&self) -> Option<Reference> {
        let sent = self.sent.filter(|_| self.state == State::Issued)?;
        Some(Reference { sender: self.house.sender.clone(), identifier: self.id.clone(), sent })
    }
}

/// The id of the `number`th message of a thread: the same whenever it is made anew.
pub(super) fn id(case: &str, rule: &str, subject: &str, number: usize) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [case, rule, subject, &number.to_string()] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let hex = hasher.finalize().to_hex();
    format!("{}{}", Alert::PREFIX, hex.as_str().get(..12).unwrap_or_default())
}
