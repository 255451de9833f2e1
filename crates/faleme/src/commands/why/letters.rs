//! What issued letters held: a judgement by its id, and a finding that a later letter withdrew (`letter-001:evt-…`).

use super::node::Node;
use super::trail::Trail;
use crate::store::Store;
use anyhow::Result;
use letter::Findings;

/// What a letter held under an id; `None` if the id is of no letter.
pub fn node(store: &Store, trail: &Trail<'_>, id: &str) -> Result<Option<Node>> {
    if id.starts_with("jdg-") {
        return judgement(store, trail, id);
    }
    let named = id.strip_prefix("letter-").and_then(|rest| rest.split_once(':'));
    let Some((Ok(number), finding)) = named.map(|(number, finding)| (number.parse::<u64>(), finding)) else {
        return Ok(None);
    };
    let letters = store.issued_letters()?;
    let Some(letter) = letters.into_iter().find(|l| l.number == number) else { return Ok(None) };
    let kept = store.letter_findings(number)?;
    let text = match kept.as_deref() {
        None => format!("letter {number}, as of {}: withdrawn by a redaction", letter.as_of),
        Some(kept) if kept.contains(&format!("\"{finding}\"")) => {
            format!("letter {number}, as of {}, held {finding}", letter.as_of)
        }
        Some(_) => return Ok(None),
    };
    Ok(Some(Node::new(id, "letter", text, Vec::new())))
}

/// An analyst's judgement, as the newest letter that holds it tells it.
fn judgement(store: &Store, trail: &Trail<'_>, id: &str) -> Result<Option<Node>> {
    for letter in store.issued_letters()? {
        let json = store.letter_findings(letter.number)?;
        let Some(kept) = json.and_then(|json| serde_json::from_str::<Findings>(&json).ok()) else { continue };
        let Some(found) = kept.judgements.iter().find(|f| f.id() == id) else { continue };
        let of = found.content();
        let mut from = Vec::new();
        for note in found.notes() {
            from.extend(trail.follow(note.as_str())?);
        }
        let mut against = Vec::new();
        for note in &of.against {
            against.extend(trail.follow(note.as_str())?);
        }
        from.push(Node::new(id, "against", of.contrary.en.clone(), against));
        let text = format!("{} ({}, letter {})", of.says.en, of.likelihood, letter.number);
        return Ok(Some(Node::new(id, "judgement", text, from)));
    }
    Ok(None)
}
