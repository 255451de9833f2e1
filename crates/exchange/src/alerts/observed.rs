//! What holds of a case on a day, as far as readers of a marking may know it.

use super::{Area, Kind, Value};
use base::{Date, Tlp};
use serde::{Deserialize, Serialize};

/// Words in each language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
}

impl Texts {
    /// What both languages write alike.
    pub fn same(text: &str) -> Self {
        Self { fr: text.to_owned(), en: text.to_owned() }
    }
}

/// What an alert says in words, made from messages and never from a document's text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// What it is about, in a few words: "Access constraint".
    pub event: Texts,
    /// One line.
    pub headline: Texts,
    /// What is told of it.
    pub description: Texts,
    /// What those who keep people supplied can do.
    pub instruction: Texts,
}

/// A source that reports what an alert tells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// Who published it; the name of a dataset or of the case's own file where nobody did.
    pub publisher: String,
    /// Its title; empty where it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<Date>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A recommendation or commitment on record for the area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Responded {
    /// Its id.
    pub id: String,
    /// Who recommends or promises.
    pub institution: String,
    /// What, and how far it has come.
    pub says: Texts,
}

/// Something that holds on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Observation {
    /// Stable name of what is observed: two readings of one thing have the same.
    pub subject: String,
    /// The marking at which it was read.
    pub tlp: Tlp,
    /// What was found.
    pub value: Value,
    /// Names by which a rule may choose it, in any language: areas, corridors.
    pub names: Vec<String>,
    /// Where.
    pub areas: Vec<Area>,
    /// In words.
    pub said: Said,
    /// Who reports it: at least one, else no alert is made of it.
    pub sources: Vec<Cited>,
    /// Responses on record for the areas.
    pub responses: Vec<Responded>,
    /// Ids that `why` follows.
    pub basis: Vec<String>,
}

impl Observation {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        self.value.kind()
    }
}
