//! Alerts as issued, by marking; editors and the owner also see what waits for a person. To issue, refuse and cancel is done at the
//! command line (`faleme watch`).

use super::answer::{Answer, Column, Kind, List, column, items};
use super::asked::{Asked, Lang};
use super::problem::Problem;
use crate::opened::Opened;
use crate::store::Readers;
use crate::users::Role;
use exchange::alerts::{Alert, State, Texts};
use serde_json::{Value, json};

const COLUMNS: &[Column] = &[
    column("day", "/day", Kind::Date),
    column("alert_state", "/state", Kind::Term),
    column("alert_message", "/message", Kind::Term),
    column("alert_severity", "/severity", Kind::Term),
    column("headline", "/headline", Kind::Text),
    column("places", "/areas", Kind::Places),
    column("tlp", "/tlp", Kind::Text),
    column("alert_id", "/id", Kind::Text),
];

/// The lists of its answers.
pub const LISTS: &[List] = &[items(COLUMNS)];

/// The alerts that those who ask may see, the latest first.
pub fn answer(opened: &Opened, asked: &Asked) -> Result<Answer, Problem> {
    let mut alerts = opened.store.alerts()?;
    let (by, owner) = (asked.by, asked.by.readers == Readers::OWNER);
    if by.role >= Role::Editor && !owner {
        alerts.extend(opened.store.alert_drafts(by.readers.tlp)?);
    }
    alerts.retain(|alert| asked.as_of.is_none_or(|day| alert.day <= day));
    alerts.sort_by(|a, b| (b.day, b.stamp(), &b.id).cmp(&(a.day, a.stamp(), &a.id)));
    let mut rows: Vec<Value> = alerts.iter().map(|alert| row(alert, asked.lang, owner)).collect();
    for name in ["state", "severity"] {
        let is = |row: &Value, wanted: &str| row.get(name).and_then(Value::as_str) == Some(wanted);
        rows.retain(|row| asked.text(name).is_none_or(|wanted| is(row, wanted)));
    }
    if let Some(id) = &asked.id {
        rows.retain(|row| row.get("id").and_then(Value::as_str) == Some(id));
        if rows.is_empty() {
            return Err(Problem::none(format!("there is no alert `{id}`")));
        }
    }
    Ok(Answer::list(&rows, COLUMNS)?)
}

/// An alert without its recipients and without who issued it.
fn row(alert: &Alert, lang: Lang, owner: bool) -> Value {
    let of = |texts: &Texts| match lang {
        Lang::French => texts.fr.clone(),
        Lang::English => texts.en.clone(),
    };
    let areas: Vec<Value> = alert
        .areas
        .iter()
        .map(|area| json!({"name": of(&area.name), "pcode": area.pcode, "country": area.country}))
        .collect();
    // What waits is followed by those who decide on it, where they do.
    let follows = owner || alert.state == State::Issued;
    json!({
        "id": alert.id,
        "day": alert.day,
        "state": alert.state,
        "status": alert.status(),
        "message": alert.message.as_str().to_lowercase(),
        "over": alert.over,
        "severity": spelled(alert.severity),
        "urgency": spelled(alert.urgency),
        "certainty": spelled(alert.certainty),
        "sent": alert.sent,
        "drafted": alert.drafted,
        "tlp": alert.tlp,
        "event": of(&alert.said.event),
        "headline": of(&alert.said.headline),
        "description": of(&alert.said.description),
        "instruction": of(&alert.said.instruction),
        "areas": areas,
        "sources": alert.sources,
        "references": alert.references,
        "why": follows.then_some(&alert.id),
    })
}

/// A state as the API spells it: `severe`.
fn spelled(value: impl serde::Serialize) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::Asker;
    use crate::opened::Views;
    use crate::store::AlertChange;
    use crate::testing::case;
    use base::Tlp;

    #[test]
    fn readers_see_what_was_issued_for_them_editors_what_waits() {
        let (folder, mut store) = case();
        let issued = crate::commands::watch::testing::alert();
        let named = |id: &str| Alert { id: id.into(), ..issued.clone() };
        let made = vec![
            named("alr-open"),
            Alert { tlp: Tlp::Amber, ..named("alr-amber") },
            Alert { tlp: Tlp::Red, ..named("alr-red") },
            Alert { state: State::Draft, ..named("alr-draft") },
            Alert { state: State::Draft, tlp: Tlp::Red, ..named("alr-red-draft") },
            Alert { state: State::Declined, ..named("alr-declined") },
        ];
        assert!(store.keep_alerts(0, &AlertChange { made, ..AlertChange::default() }).unwrap());
        let seen = |by: Asker, query: &[(&str, &str)]| {
            let query: Vec<(String, String)> =
                query.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect();
            let opened = Opened::for_readers(folder.path(), by.readers, Views::default()).unwrap();
            let asked = Asked::read(by, Lang::English, None, &query).unwrap();
            let rows = answer(&opened, &asked).unwrap().rows;
            let text = serde_json::to_string(&rows).unwrap();
            assert!(!text.contains("recipients") && !text.contains("signed"), "{text}");
            let mut ids: Vec<String> = rows
                .iter()
                .map(|row| row["id"].as_str().unwrap().trim_start_matches("alr-").into())
                .collect();
            ids.sort();
            ids.join(" ")
        };
        assert_eq!(seen(Asker::user(Role::Reader), &[]), "open");
        assert_eq!(seen(Asker::user(Role::Analyst), &[]), "amber open");
        assert_eq!(seen(Asker::user(Role::Editor), &[]), "amber draft open");
        assert_eq!(seen(Asker::user(Role::Editor), &[("state", "draft")]), "draft");
        assert_eq!(seen(Asker::user(Role::Reader), &[("state", "draft")]), "");
        assert_eq!(seen(Asker::user(Role::Reader), &[("as_of", "2025-09-29")]), "", "made on 30 September");
        assert_eq!(seen(Asker::OWNER, &[]), "amber declined draft open red red-draft");
    }
}
