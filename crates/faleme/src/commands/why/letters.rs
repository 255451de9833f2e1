//! What issued letters held: a judgement or another line by its id, a finding that a later letter withdrew
//! (`letter-001:evt-…`), and a footnote of any letter (`letter-001:n12`).

use super::node::Node;
use crate::store::Store;
use anyhow::{Context, Result};
use letter::Findings;
use serde_json::Value;

/// Follows what a letter names: an id of any kind.
type Follow<'a> = &'a dyn Fn(&str) -> Result<Option<Node>>;

/// What a letter held under an id; `None` if the id is of no letter.
pub fn node(store: &Store, follow: Follow<'_>, id: &str) -> Result<Option<Node>> {
    if id.starts_with("jdg-") {
        return judgement(store, follow, id);
    }
    let named = id.strip_prefix("letter-").and_then(|rest| rest.split_once(':'));
    let Some((Ok(number), finding)) = named.map(|(number, finding)| (number.parse::<u64>(), finding)) else {
        return Ok(None);
    };
    let footnote = label(finding).map(|label| store.footnote_of(number, &label));
    if let Some(target) = footnote.transpose()?.flatten() {
        let behind = follow(&target)?;
        return Ok(behind.map(|node| {
            Node::new(id, "footnote", format!("footnote {finding} of letter {number}"), vec![node])
        }));
    }
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

/// The label of a footnote: `n12`, or `12` as the letter prints it.
pub fn label(id: &str) -> Option<String> {
    let number = id.strip_prefix('n').unwrap_or(id);
    (!number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())).then(|| format!("n{number}"))
}

/// A footnote of the last letter.
pub fn footnote(store: &Store, follow: Follow<'_>, label: &str) -> Result<Option<Node>> {
    let target =
        store.footnote(label)?.with_context(|| format!("the last letter has no footnote {label}"))?;
    let behind = follow(&target)?;
    Ok(behind
        .map(|node| Node::new(label, "footnote", format!("footnote {label} of the last letter"), vec![node])))
}

/// An analyst's judgement, as the newest letter that holds it tells it.
fn judgement(store: &Store, follow: Follow<'_>, id: &str) -> Result<Option<Node>> {
    for letter in store.issued_letters()? {
        let json = store.letter_findings(letter.number)?;
        let Some(kept) = json.and_then(|json| serde_json::from_str::<Findings>(&json).ok()) else { continue };
        let Some(found) = kept.judgements.iter().find(|f| f.id() == id) else { continue };
        let of = found.content();
        let mut from = Vec::new();
        for note in found.notes() {
            from.extend(follow(note.as_str())?);
        }
        let mut against = Vec::new();
        for note in &of.against {
            against.extend(follow(note.as_str())?);
        }
        from.push(Node::new(id, "against", of.contrary.en.clone(), against));
        let text = format!("{} ({}, letter {})", of.says.en, of.likelihood, letter.number);
        return Ok(Some(Node::new(id, "judgement", text, from)));
    }
    Ok(None)
}

/// A line of a letter that no stage names (`cor-…`, `sup-…`, `nei-…`): the footnotes that it has in the newest letter that
/// holds it.
pub fn line(store: &Store, follow: Follow<'_>, id: &str) -> Result<Option<Node>> {
    for letter in store.issued_letters()? {
        let Some(json) = store.letter_findings(letter.number)? else { continue };
        if !json.contains(&format!("\"{id}\"")) {
            continue;
        }
        let Some(notes) = serde_json::from_str(&json).ok().and_then(|kept: Value| called(&kept, id)) else {
            continue;
        };
        let mut from = Vec::new();
        for note in &notes {
            from.extend(follow(note)?);
        }
        let text = format!("letter {}, as of {}", letter.number, letter.as_of);
        return Ok(Some(Node::new(id, "line", text, from)));
    }
    Ok(None)
}

/// The footnotes of the finding of an id, wherever it stands.
fn called(of: &Value, id: &str) -> Option<Vec<String>> {
    match of {
        Value::Object(fields) => {
            let named = fields.get("id").and_then(Value::as_str) == Some(id);
            match fields.get("notes").and_then(Value::as_array).filter(|_| named) {
                Some(notes) => Some(
                    notes.iter().filter_map(Value::as_str).map(str::to_owned).filter(|n| n != id).collect(),
                ),
                None => fields.values().find_map(|below| called(below, id)),
            }
        }
        Value::Array(all) => all.iter().find_map(|below| called(below, id)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_calls_its_own_footnotes_wherever_it_stands() {
        let kept = serde_json::json!({"roads": {"corridors": [
            {"id": "cor-1", "notes": ["clm-a", "clm-b"]},
            {"id": "cor-2", "notes": ["clm-c"], "told": [{"id": "evt-1", "notes": ["clm-d"]}]},
        ]}, "notes": [{"id": "clm-a"}]});
        assert_eq!(called(&kept, "cor-1").unwrap(), ["clm-a", "clm-b"]);
        assert_eq!(called(&kept, "evt-1").unwrap(), ["clm-d"]);
        assert_eq!(called(&kept, "clm-a"), None);
    }
}
