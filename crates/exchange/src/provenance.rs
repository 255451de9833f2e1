//! Where what leaves a case is from: the words of W3C PROV, with licence and marking.

use base::{Date, Tlp};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Licences of known sources: `data/licences.toml`.
static LICENCES: LazyLock<BTreeMap<String, String>> =
    LazyLock::new(|| toml::from_str(include_str!("../data/licences.toml")).unwrap_or_default());

/// The licence of a dataset or of a layout of tables, where its publisher states one for all of it.
pub fn licence_of(name: &str) -> Option<&'static str> {
    LICENCES.get(name).map(String::as_str)
}

/// Where an export, a bundle or an alert is from.
#[derive(Clone, Debug, PartialEq)]
pub struct Provenance {
    /// Its own name, a URN such as `urn:faleme:export:mycase:events:2025-09-30:CLEAR`.
    pub id: String,
    /// What it is, in words.
    pub title: String,
    /// Who had it made: the case.
    pub case: Titled,
    /// Program and version that made it.
    pub program: Titled,
    /// What could be known on that day (`prov:generatedAtTime` is its first second in UTC); never the clock's, so that the same
    /// case on the same day gives the same bytes.
    pub generated: Date,
    /// What it is derived from.
    pub sources: Vec<Source>,
    /// Its marking.
    pub tlp: Tlp,
    /// What else those who read it must know, such as that a case is a demonstration.
    pub note: Option<String>,
}

/// A name for programs and one for people.
#[derive(Clone, Debug, PartialEq)]
pub struct Titled {
    /// For programs.
    pub id: String,
    /// For people.
    pub title: String,
}

/// What something is derived from: a release of a dataset, a table, the documents of a publisher.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Its name for programs, such as `release:ucdp/25.1`.
    pub id: String,
    /// Its name for people.
    pub title: String,
    /// Which release or version of it.
    pub release: Option<String>,
    /// When that came out; for documents, the newest day.
    pub released: Option<Date>,
    /// Its licence, as stated; `None` is "not stated", never "free".
    pub licence: Option<String>,
    /// How many documents, rows or files of it.
    pub count: Option<u64>,
}

impl Provenance {
    /// The licences of all that it is derived from, each once: who passes it on keeps to all of them.
    pub fn licence(&self) -> String {
        let stated: BTreeSet<&str> = self.sources.iter().filter_map(|s| s.licence.as_deref()).collect();
        let silent: Vec<&str> =
            self.sources.iter().filter(|s| s.licence.is_none()).map(|s| s.title.as_str()).collect();
        let mut said: Vec<String> = stated.into_iter().map(str::to_owned).collect();
        if !silent.is_empty() {
            said.push(format!("no licence stated: {}", silent.join(", ")));
        }
        if said.is_empty() { "no source".to_owned() } else { said.join("; ") }
    }

    /// When it was generated, as `xsd:dateTime`.
    pub fn time(&self) -> String {
        format!("{}T00:00:00Z", self.generated)
    }

    /// As PROV-JSON (W3C member submission of 24 April 2013).
    pub fn json(&self) -> Value {
        self.with(Map::new())
    }

    /// The same for a file, whose bytes have this BLAKE3 hash: who finds the two apart knows whether they belong together.
    pub fn of_file(&self, name: &str, blake3: &str) -> Value {
        let more = [("faleme:file", name), ("faleme:blake3", blake3)];
        self.with(more.into_iter().map(|(k, v)| (k.to_owned(), Value::from(v))).collect())
    }

    fn with(&self, more: Map<String, Value>) -> Value {
        let mut own = Map::new();
        own.insert("dcterms:title".into(), self.title.clone().into());
        own.insert("dcterms:license".into(), self.licence().into());
        own.insert("prov:generatedAtTime".into(), typed(&self.time(), "xsd:dateTime"));
        own.insert("faleme:tlp".into(), self.tlp.as_str().into());
        own.extend(self.note.iter().map(|note| ("faleme:note".to_owned(), note.clone().into())));
        own.extend(more);
        let mut entities = Map::from_iter([(self.id.clone(), Value::Object(own))]);
        entities.extend(self.sources.iter().map(|s| (s.name(), s.json())));
        let activity = format!("{}#made", self.id);
        let (program, case) =
            (format!("faleme:program/{}", self.program.id), format!("faleme:case/{}", self.case.id));
        let each = |of: &dyn Fn(&Source) -> Value, letter: char| -> Value {
            let told = self.sources.iter().enumerate().map(|(n, s)| (format!("_:{letter}{}", n + 1), of(s)));
            Value::Object(told.collect())
        };
        let derived = |s: &Source| json!({"prov:generatedEntity": self.id, "prov:usedEntity": s.name(), "prov:activity": activity});
        let used = |s: &Source| json!({"prov:activity": activity, "prov:entity": s.name()});
        json!({
            "prefix": {
                "xsd": "http://www.w3.org/2001/XMLSchema#",
                "dcterms": "http://purl.org/dc/terms/",
                "faleme": "urn:faleme:",
                "urn": "urn:",
            },
            "entity": entities,
            "activity": {activity.clone(): {
                "prov:startTime": self.time(), "prov:endTime": self.time(), "dcterms:title": self.title,
            }},
            "agent": {
                program.clone(): {"prov:type": {"$": "prov:SoftwareAgent", "type": "xsd:QName"}, "dcterms:title": self.program.title},
                case.clone(): {"prov:type": {"$": "prov:Organization", "type": "xsd:QName"}, "dcterms:title": self.case.title},
            },
            "wasGeneratedBy": {"_:g1": {"prov:entity": self.id, "prov:activity": activity, "prov:time": self.time()}},
            "wasAttributedTo": {"_:a1": {"prov:entity": self.id, "prov:agent": case}},
            "wasAssociatedWith": {"_:w1": {"prov:activity": activity, "prov:agent": program}},
            "used": each(&used, 'u'),
            "wasDerivedFrom": each(&derived, 'd'),
        })
    }
}

fn typed(value: &str, kind: &str) -> Value {
    json!({"$": value, "type": kind})
}

impl Source {
    fn name(&self) -> String {
        format!("faleme:{}", self.id)
    }

    fn json(&self) -> Value {
        let mut own = Map::new();
        own.insert("dcterms:title".into(), self.title.clone().into());
        own.insert(
            "dcterms:license".into(),
            self.licence.clone().unwrap_or_else(|| "not stated".into()).into(),
        );
        own.extend(self.release.iter().map(|r| ("faleme:release".to_owned(), r.clone().into())));
        own.extend(
            self.released.iter().map(|d| ("dcterms:issued".to_owned(), typed(&d.to_string(), "xsd:date"))),
        );
        own.extend(self.count.iter().map(|n| ("faleme:count".to_owned(), (*n).into())));
        Value::Object(own)
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::testing::provenance;

    #[test]
    fn every_licence_is_told_once_and_silence_is_told_too() {
        assert_eq!(provenance().licence(), "CC BY 4.0; no licence stated: Radio Exemple");
    }

    #[test]
    fn the_file_of_licences_can_be_read() {
        assert_eq!(super::licence_of("ucdp"), Some("CC BY 4.0"));
        assert_eq!(super::licence_of("another"), None);
    }

    #[test]
    fn it_reads_as_prov_json() {
        insta::assert_json_snapshot!(provenance().of_file("events.csv", "00ff"));
    }
}
