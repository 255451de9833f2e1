//! An alert as JSON, for receivers that read no CAP. It names no recipient.

use super::cap::cited;
use super::clean::{clean, one_line};
use super::{Alert, Reference, Texts};
use serde_json::{Value, json};

/// The same as in the CAP message, as one JSON object.
pub fn json(alert: &Alert) -> String {
    let reference =
        |r: &Reference| json!({"identifier": r.identifier, "sender": r.sender, "sent": r.sent.rfc3339()});
    let area = |a: &super::Area| json!({"name": line(&a.name), "pcode": a.pcode, "country": a.country});
    let response = |r: &super::Responded| json!({"id": r.id, "institution": one_line(&r.institution), "says": line(&r.says)});
    let value = json!({
        "id": alert.id,
        "sender": alert.house.sender,
        "sent": alert.stamp().rfc3339(),
        "status": alert.status(),
        "message": alert.message,
        "over": alert.over,
        "tlp": alert.tlp.as_str(),
        "rule": alert.rule,
        "as_of": alert.day,
        "found": alert.value,
        "severity": alert.severity,
        "urgency": alert.urgency,
        "certainty": alert.certainty,
        "event": line(&alert.said.event),
        "headline": line(&alert.said.headline),
        "description": text(&alert.said.description),
        "instruction": text(&alert.said.instruction),
        "areas": alert.areas.iter().map(area).collect::<Vec<Value>>(),
        "sources": alert.sources.iter().map(cited).collect::<Vec<String>>(),
        "responses": alert.responses.iter().map(response).collect::<Vec<Value>>(),
        "references": alert.references.iter().map(reference).collect::<Vec<Value>>(),
        "why": alert.basis,
    });
    format!("{value}\n")
}

fn line(of: &Texts) -> Value {
    json!({"fr": one_line(&of.fr), "en": one_line(&of.en)})
}

fn text(of: &Texts) -> Value {
    json!({"fr": clean(&of.fr), "en": clean(&of.en)})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alerts::testing::alert;

    #[test]
    fn it_tells_what_cap_tells_and_names_no_recipient() {
        let mut one = alert();
        one.recipients = vec!["secret-desk".into()];
        one.said.headline = Texts::same("a\r\nb\u{202e}");
        let read: Value = serde_json::from_str(&json(&one)).unwrap();
        assert_eq!(read["headline"]["fr"], "a b");
        assert_eq!((read["tlp"].as_str(), read["status"].as_str()), (Some("TLP:CLEAR"), Some("Exercise")));
        assert!(!json(&one).contains("secret-desk"));
    }
}
