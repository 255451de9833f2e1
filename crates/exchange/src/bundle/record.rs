//! What travels: particulars of a document, claims, events, constraints, decisions; each with its own marking.
//!
//! Texts of documents do not travel. Claims are named by the hash of their document and the place in it, so that the same report
//! at two institutions is the same report.

use super::limits::{LONGEST_LIST, LONGEST_TEXT};
use base::{
    ContentHash, Country, Credibility, Date, GeoPrecision, Interval, Modality, PlaceKind, Reliability, Tlp,
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// A record: what it says, and who may see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Its marking. What comes without one is held as AMBER.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tlp: Option<Tlp>,
    /// What it says.
    pub what: What,
}

/// The hash of a record's canonical form: the same content has the same name everywhere. 64 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RecordId(String);

impl RecordId {
    /// What a printed id starts with.
    pub const PREFIX: &'static str = "rec-";

    /// An id as it was kept.
    pub fn parse(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// All digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `rec-` and the first twelve digits, as lists show it.
    pub fn short(&self) -> String {
        format!("{}{}", Self::PREFIX, self.0.get(..12).unwrap_or(&self.0))
    }
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Names a claim: the hash of its document, its place in it and its type. 32 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClaimKey(String);

impl ClaimKey {
    /// The name of a claim.
    pub fn of(document: &ContentHash, start: usize, end: usize, claim_type: &str) -> Self {
        let parts = format!("{document}\n{start}\n{end}\n{claim_type}");
        let hash = ContentHash::of(parts.as_bytes());
        Self(hash.as_str().get(..32).unwrap_or_default().to_owned())
    }
}

/// The kinds of record.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// Particulars of a document.
    Document(Document),
    /// A statement with its quote.
    Claim(Claim),
    /// What several claims speak of.
    Event(Event),
    /// Something that limits access.
    Constraint(Constraint),
    /// What the sender's analysts decided.
    Decision(Decision),
}

/// Particulars of a document, without its text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Hash of its bytes.
    pub hash: ContentHash,
    /// Hash of the document that it counts with: its own, or that of the text that it copies.
    pub origin: ContentHash,
    /// Title.
    pub title: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// When.
    pub published: Option<Date>,
    /// Where it was found.
    pub url: Option<String>,
    /// Its licence as stated.
    pub licence: Option<String>,
    /// BCP 47 tag.
    pub language: String,
}

/// A place by name: no point travels.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Canonical name.
    pub name: String,
    /// What it is.
    pub kind: Option<PlaceKind>,
    /// Its country.
    pub country: Option<Country>,
    /// How precisely it is located.
    pub precision: GeoPrecision,
}

/// A statement, as read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Hash of its document.
    pub document: ContentHash,
    /// Where its quote starts, code points of the stored text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The words.
    pub quote: String,
    /// Incident, measure, statement, effect, figure or background.
    pub kind: String,
    /// The type within the kind.
    #[serde(rename = "type")]
    pub claim_type: String,
    /// When, if told.
    pub date: Option<Interval>,
    /// Where.
    pub places: Vec<Place>,
    /// How it is put.
    pub modality: Modality,
    /// Who did or said it, where that is a public body, a group or a company of the sender's case.
    pub actor: Option<String>,
    /// Reliability of its source, as the sender grades it.
    pub reliability: Reliability,
    /// Credibility, as the sender grades it.
    pub credibility: Credibility,
}

impl Claim {
    /// Its name.
    pub fn key(&self) -> ClaimKey {
        ClaimKey::of(&self.document, self.start, self.end, &self.claim_type)
    }
}

/// What several claims speak of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Kind, as of its claims.
    pub kind: String,
    /// Type, as of its claims.
    #[serde(rename = "type")]
    pub event_type: String,
    /// When.
    pub date: Option<Interval>,
    /// Where.
    pub places: Vec<Place>,
    /// Public bodies, groups and companies named.
    pub actors: Vec<String>,
    /// Deaths: lowest, best, highest.
    pub deaths: Option<[u64; 3]>,
    /// The firmest modality.
    pub modality: Modality,
    /// Its credibility.
    pub credibility: Credibility,
    /// Its claims.
    pub claims: Vec<ClaimKey>,
}

/// One status as it was told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// For when.
    pub date: Option<Interval>,
    /// `called_for`, `announced`, `in_force`, `denied`, `lifted`, `lapsed`.
    pub status: String,
    /// `hedged`, `assessed`, `planned`.
    pub reserve: Option<String>,
    /// Whether it prolongs what was in force.
    pub extended: bool,
    /// The last day of its term.
    pub term: Option<Date>,
    /// Who imposes it or says so.
    pub by: Vec<String>,
    /// The claims that tell it.
    pub claims: Vec<ClaimKey>,
    /// When it was published.
    pub published: Option<Interval>,
}

/// Something that limits access, with its history.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Constraint {
    /// Blockade, closure, curfew …
    pub kind: String,
    /// Where.
    pub places: Vec<Place>,
    /// Roads, by name.
    pub roads: Vec<String>,
    /// Corridors, by name.
    pub corridors: Vec<String>,
    /// Goods.
    pub commodities: Vec<String>,
    /// Vehicle classes.
    pub vehicle_classes: Vec<String>,
    /// Operators.
    pub operators: Vec<String>,
    /// Countries that goods or lorries are from.
    pub countries: Vec<Country>,
    /// From when to when.
    pub date: Option<Interval>,
    /// The status on the sender's day.
    pub status: String,
    /// How that status is held back.
    pub reserve: Option<String>,
    /// Whether some say so and some not.
    pub disputed: bool,
    /// The latest day on which an origin first told it as being so.
    pub last_confirmed: Option<Date>,
    /// Every status told.
    pub history: Vec<Step>,
}

/// What the sender's analysts decided and did not take back. Neither name nor reason travels: both may name a person.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// What it is about: one claim, or those that are one event.
    pub claims: Vec<ClaimKey>,
    /// What.
    pub ruling: Ruling,
    /// When.
    pub on: Option<Date>,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ruling {
    /// Read rightly.
    Accepted,
    /// Read wrongly.
    Rejected,
    /// To be read otherwise; what is `None` stays.
    Corrected {
        /// Type.
        #[serde(rename = "type")]
        claim_type: Option<String>,
        /// Date.
        date: Option<Interval>,
        /// Modality.
        modality: Option<Modality>,
    },
    /// Graded by hand.
    Graded {
        /// Reliability of the source in this matter.
        reliability: Option<Reliability>,
        /// Credibility of the claim.
        credibility: Option<Credibility>,
    },
    /// One event.
    Merged,
    /// An event of its own.
    Split,
}

impl Record {
    /// Its one canonical form: JSON, fields in the order of this file, no spaces.
    pub fn canonical(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Its name.
    pub fn id(&self) -> RecordId {
        RecordId(ContentHash::of(self.canonical().as_bytes()).as_str().to_owned())
    }

    /// The marking that it is held under: AMBER where none is stated.
    pub fn held_as(&self) -> Tlp {
        self.tlp.unwrap_or(Tlp::Amber)
    }

    /// `document`, `claim`, `event`, `constraint` or `decision`.
    pub fn kind(&self) -> &'static str {
        match self.what {
            What::Document(_) => "document",
            What::Claim(_) => "claim",
            What::Event(_) => "event",
            What::Constraint(_) => "constraint",
            What::Decision(_) => "decision",
        }
    }

    /// Whether its texts are plain and of a length, and its hashes are hashes.
    pub(super) fn is_sound(&self) -> bool {
        let hashes = match &self.what {
            What::Document(d) => is_hash(&d.hash) && is_hash(&d.origin),
            What::Claim(c) => is_hash(&c.document) && c.start <= c.end,
            _ => true,
        };
        hashes && serde_json::to_value(self).is_ok_and(|value| is_plain(&value))
    }
}

fn is_hash(hash: &ContentHash) -> bool {
    hash.as_str().len() == 64 && hash.as_str().bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
}

/// Whether no text in it could steer a terminal or drown a page.
fn is_plain(value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::String(text) => text.chars().count() <= LONGEST_TEXT && !text.chars().any(steers),
        serde_json::Value::Array(list) => list.len() <= LONGEST_LIST && list.iter().all(is_plain),
        serde_json::Value::Object(map) => map.values().all(is_plain),
        _ => true,
    }
}

/// Control characters, and those that turn the direction of a line around.
fn steers(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\t'))
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// A text as it may travel: without characters that steer a terminal, and no longer than a text may be.
pub fn plain(text: &str) -> String {
    text.chars().map(|c| if steers(c) { ' ' } else { c }).take(LONGEST_TEXT).collect()
}
