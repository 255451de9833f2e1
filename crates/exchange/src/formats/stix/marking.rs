//! TLP 2.0 and licences as STIX markings.

use crate::Provenance;
use base::Tlp;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The markings that OASIS published: `data/stix-tlp.toml`.
static TLP: LazyLock<Option<Published>> =
    LazyLock::new(|| toml::from_str(include_str!("../../../data/stix-tlp.toml")).ok());

#[derive(Deserialize)]
struct Published {
    extension: String,
    created: String,
    markings: BTreeMap<String, Marking>,
}

#[derive(Deserialize)]
struct Marking {
    id: String,
    value: String,
}

/// The TLP 2.0 marking as published; `None` for RED, which is never exported.
pub(super) fn tlp(of: Tlp) -> Option<Value> {
    let all = TLP.as_ref()?;
    let name = of.as_str();
    let own = all.markings.get(name.trim_start_matches("TLP:"))?;
    let extension = json!({"extension_type": "property-extension", "tlp_2_0": own.value});
    Some(json!({
        "type": "marking-definition", "spec_version": "2.1", "id": own.id, "created": all.created, "name": name,
        "extensions": Map::from_iter([(all.extension.clone(), extension)]),
    }))
}

/// Licence and origin as a statement.
pub(super) fn statement(provenance: &Provenance, id: &str, by: &str) -> Value {
    let note = provenance.note.as_deref().map(|note| format!(" {note}.")).unwrap_or_default();
    let words = format!(
        "{}.{note} Licences: {}. {}",
        provenance.title,
        provenance.licence(),
        provenance.program.title
    );
    json!({
        "type": "marking-definition", "spec_version": "2.1", "id": id, "created": stamp(provenance),
        "created_by_ref": by, "definition_type": "statement", "definition": {"statement": words},
    })
}

/// The time of an export as STIX writes it.
pub(super) fn stamp(provenance: &Provenance) -> String {
    at(provenance.generated)
}

/// The first millisecond of a day.
pub(super) fn at(day: base::Date) -> String {
    format!("{day}T00:00:00.000Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_marking_that_may_leave_is_published() {
        for tlp in [Tlp::Clear, Tlp::Green, Tlp::Amber, Tlp::AmberStrict] {
            assert_eq!(super::tlp(tlp).unwrap()["name"], tlp.as_str());
        }
        assert!(super::tlp(Tlp::Red).is_none());
    }
}
