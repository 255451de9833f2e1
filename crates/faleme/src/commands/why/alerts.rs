//! An alert as `why` shows it: the rule, what was found, and down to what triggered it.

use super::node::Node;
use super::trail::Trail;
use anyhow::Result;
use exchange::alerts::{Alert, one_line};

/// The alert of this id; `None` if there is none that those who ask may see.
pub fn node(trail: &Trail<'_>, id: &str) -> Result<Option<Node>> {
    let Some(alert) = trail.store.alerts()?.into_iter().find(|a| a.id == id) else { return Ok(None) };
    let mut from = vec![Node::new(
        alert.rule.as_str(),
        "rule",
        format!("found on {}: {}", alert.day, serde_json::to_string(&alert.value)?),
        Vec::new(),
    )];
    for earlier in &alert.references {
        let text = format!("sent {}", earlier.sent.rfc3339());
        from.push(Node::new(earlier.identifier.as_str(), "alert", text, Vec::new()));
    }
    for basis in alert.basis.iter().filter(|basis| !basis.starts_with(Alert::PREFIX)) {
        let behind = match basis.starts_with(super::responses::RESPONSE) {
            true => None,
            false => trail.follow(basis)?,
        };
        from.push(behind.unwrap_or_else(|| Node::new(basis.as_str(), "trigger", absent(basis), Vec::new())));
    }
    if let Some(signed) = &alert.signed {
        let text = format!("{}: {}", one_line(&signed.by), one_line(&signed.why));
        from.push(Node::new(id, alert.state.as_str(), text, Vec::new()));
    }
    let text = format!(
        "{}, {}, {}: {}",
        alert.message.as_str(),
        alert.status(),
        alert.tlp.as_str(),
        one_line(&alert.said.headline.en)
    );
    Ok(Some(Node::new(id, "alert", text, from)))
}

/// What stands for a step that is not followed further here.
fn absent(basis: &str) -> &'static str {
    match basis.starts_with(super::responses::RESPONSE) {
        true => "a response on record for the area (faleme why leads on)",
        false => "no longer in the case on that day",
    }
}
