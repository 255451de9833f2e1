//! A response as `why` shows it: where it is entered, and the claims that tell it.

use super::node::Node;
use crate::commands::responses::RESPONSES;
use outlook::response::Response;

/// What ids of responses begin with.
pub const RESPONSE: &str = base::ResponseId::PREFIX;

/// The response of this id; `claim` gives the steps behind a claim.
pub fn node(register: &[Response], id: &str, mut claim: impl FnMut(&str) -> Option<Node>) -> Option<Node> {
    let found = register.iter().find(|r| r.id.as_str() == id)?;
    let mut from = vec![Node::new(id, "source", found.source.as_str(), Vec::new())];
    if let Some(line) = found.entered {
        from.push(Node::new(id, "written", format!("{RESPONSES}:{line}"), Vec::new()));
    }
    for step in found.history.iter().filter(|step| step.claim.is_none()) {
        let day = step.date.map(|d| d.to_string()).unwrap_or_default();
        let quote = step.quote.as_deref().map(|q| format!(": « {q} »")).unwrap_or_default();
        let text = format!("{day} {} ({}){quote}", step.status.as_str(), step.source);
        from.push(Node::new(id, "step", text, Vec::new()));
    }
    let told = found.evidence.iter().chain(found.history.iter().filter_map(|step| step.claim.as_ref()));
    let mut seen = std::collections::BTreeSet::new();
    from.extend(told.filter(|c| seen.insert(c.as_str())).filter_map(|c| claim(c.as_str())));
    from.extend(found.lapsed.iter().map(|why| Node::new(id, "lapsed", why.as_str(), Vec::new())));
    for tie in &found.ties {
        let by = if tie.by == outlook::response::By::Claims {
            "it names its claims"
        } else {
            "same institution, kind and area"
        };
        from.push(Node::new(tie.id.as_str(), "seems the same", by, Vec::new()));
    }
    Some(Node::new(id, "response", words(found), from))
}

fn words(r: &Response) -> String {
    let text = if r.withheld { "words withheld" } else { r.text.as_str() };
    let by = r.institution.as_deref().unwrap_or("institution not named");
    format!("{}, {}; {by}: {text}", r.kind, r.status.as_str())
}
