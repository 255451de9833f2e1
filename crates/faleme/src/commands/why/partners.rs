//! From a partner's record, or a contradiction with one, back to the quote and the bundle that it came in.

use super::node::Node;
use super::trail::Trail;
use crate::commands::receive::{Beside, held_under};
use crate::show::{interval, word};
use crate::store::{Counted, Mark};
use anyhow::Result;
use base::{ContradictionId, Date};
use exchange::bundle::{Claim, ClaimKey, Disagreement, Record, RecordId, Side, What};
use std::collections::BTreeMap;

/// Digits of a record's id that are enough to name it.
const LEAST: usize = 8;

/// The steps behind a record (`rec-…`) or a contradiction with a partner (`ctr-…`).
pub fn node(trail: &Trail<'_>, id: &str, day: Option<Date>) -> Result<Option<Node>> {
    let digits = id.strip_prefix(RecordId::PREFIX).unwrap_or(id);
    let is_record = digits.len() >= LEAST && digits.bytes().all(|b| b.is_ascii_hexdigit());
    if !is_record && !id.starts_with(ContradictionId::PREFIX) {
        return Ok(None);
    }
    let Some(beside) = Beside::load(trail.store, trail.view, trail.case, day)? else { return Ok(None) };
    let marks = trail.store.marks()?;
    let desk = Desk { beside: &beside, marks: &marks };
    Ok(match is_record {
        true => desk.theirs(digits, None).or_else(|| desk.own(digits)),
        false => beside.disagreements().iter().find(|d| d.id.as_str() == id).map(|d| desk.disagreement(d)),
    })
}

struct Desk<'a> {
    beside: &'a Beside,
    marks: &'a BTreeMap<RecordId, Mark>,
}

impl Desk<'_> {
    /// The record of a partner; of the one named, if one is.
    fn theirs(&self, digits: &str, partner: Option<&str>) -> Option<Node> {
        let meant = |part: &&Counted| partner.is_none_or(|name| part.partner == name);
        let found = self
            .beside
            .theirs
            .iter()
            .filter(meant)
            .find_map(|part| Some((part, called(&part.records, digits)?)));
        found.map(|(part, (id, record))| self.record(id, record, Some(part)))
    }

    fn own(&self, digits: &str) -> Option<Node> {
        called(&self.beside.own, digits).map(|(id, record)| self.record(id, record, None))
    }

    fn disagreement(&self, of: &Disagreement) -> Node {
        let text = format!("{} ({}): {}", of.kind, word(&of.severity), of.summary);
        let sides = of.sides.iter().enumerate().map(|(at, side)| self.side(of, at + 1, side));
        Node::new(of.id.as_str(), "contradiction", text, sides.collect())
    }

    fn side(&self, of: &Disagreement, number: usize, side: &Side) -> Node {
        let who = side.partner.as_deref().unwrap_or("this case");
        let digits = side.record.as_str();
        let behind = match side.partner.as_deref() {
            Some(partner) => self.theirs(digits, Some(partner)),
            None => self.own(digits),
        };
        let behind = behind.into_iter().collect();
        Node::new(format!("{}/{number}", of.id), "side", format!("{who}: {}", side.value), behind)
    }

    /// A record of a partner, or of the case itself.
    fn record(&self, id: &RecordId, record: &Record, part: Option<&Counted>) -> Node {
        let records = part.map_or(&self.beside.own, |part| &part.records);
        let mut from = match &record.what {
            What::Document(_) => Vec::new(),
            What::Claim(claim) => quoted(claim, records),
            What::Event(event) => self.claims(&event.claims, records),
            What::Decision(decision) => self.claims(&decision.claims, records),
            What::Constraint(constraint) => {
                let step = |(at, step): (usize, &exchange::bundle::Step)| {
                    let date = step.date.map_or("undated".into(), |d| interval(&d));
                    let text = format!("{}; {date}; {}", step.status.replace('_', " "), step.by.join(", "));
                    Node::new(
                        format!("{}/{}", id.short(), at + 1),
                        "step",
                        text,
                        self.claims(&step.claims, records),
                    )
                };
                constraint.history.iter().enumerate().map(step).collect()
            }
        };
        let who = part.map_or("this case", |part| part.partner.as_str());
        let marking = match part {
            None => record.tlp.map_or("", base::Tlp::as_str),
            Some(_) => held_under(record, self.marks.get(id)).as_str(),
        };
        let mut text = format!("{} of {who}: {}; {marking}", record.kind(), summary(&record.what));
        if let (Some(_), None) = (part, record.tlp) {
            text.push_str(", came unmarked");
        }
        if let Some(mark) = part.and_then(|_| self.marks.get(id)) {
            text.push_str(&format!(", marked on {} by {}: {}", mark.on, mark.by, mark.why));
        }
        from.extend(part.map(bundle));
        Node::new(id.short(), "record", text, from)
    }

    fn claims(&self, keys: &[ClaimKey], records: &[(RecordId, Record)]) -> Vec<Node> {
        let claim = |(id, record): &(RecordId, Record)| match &record.what {
            What::Claim(claim) if keys.contains(&claim.key()) => {
                Some(Node::new(id.short(), "claim", summary(&record.what), quoted(claim, records)))
            }
            _ => None,
        };
        records.iter().filter_map(claim).collect()
    }
}

fn called<'a>(records: &'a [(RecordId, Record)], digits: &str) -> Option<&'a (RecordId, Record)> {
    records.iter().find(|(id, _)| id.as_str().starts_with(digits))
}

/// The quote of a claim and the document that it stands in.
fn quoted(claim: &Claim, records: &[(RecordId, Record)]) -> Vec<Node> {
    let at = format!("{}@{}-{}", claim.document, claim.start, claim.end);
    let document = records.iter().find_map(|(id, record)| match &record.what {
        What::Document(d) if d.hash == claim.document => {
            Some(Node::new(id.short(), "document", summary(&record.what), Vec::new()))
        }
        _ => None,
    });
    std::iter::once(Node::new(at, "quote", claim.quote.as_str(), Vec::new())).chain(document).collect()
}

fn bundle(part: &Counted) -> Node {
    let header = &part.bundle.header;
    let as_of = header.as_of.map_or(String::new(), |d| format!(", as of {d}"));
    let text = format!(
        "no. {} of {}{as_of}, {} records, signed by {} ({}), received {}; {}",
        header.number,
        part.partner,
        header.records,
        part.key,
        part.key.fingerprint(),
        part.bundle.received,
        header.generated_by,
    );
    Node::new(header.digest.as_str(), "bundle", text, Vec::new())
}

fn summary(what: &What) -> String {
    let date = |d: Option<base::Interval>| d.map_or("undated".into(), |d| interval(&d));
    let places = |list: &[exchange::bundle::NamedPlace]| {
        list.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let parts: Vec<String> = match what {
        What::Document(d) => {
            let told = [
                d.title.clone(),
                d.source.clone(),
                d.published.map(|d| d.to_string()),
                d.url.clone(),
                d.licence.clone(),
            ];
            told.into_iter().flatten().chain([format!("blake3 {}", d.hash)]).collect()
        }
        What::Claim(c) => vec![
            format!("{} {}", c.kind, c.claim_type),
            c.modality.as_str().into(),
            date(c.date),
            places(&c.places),
            c.actor.clone().unwrap_or_default(),
            format!("{}{}", c.reliability, c.credibility.grade()),
        ],
        What::Event(e) => vec![
            format!("{} {}", e.kind, e.event_type),
            date(e.date),
            places(&e.places),
            e.modality.as_str().into(),
            e.deaths.map_or(String::new(), |[low, best, high]| format!("{best} deaths ({low}–{high})")),
        ],
        What::Constraint(c) => {
            vec![c.kind.replace('_', " "), c.status.replace('_', " "), date(c.date), places(&c.places)]
        }
        What::Decision(d) => {
            let ruling = serde_json::to_string(&d.ruling).unwrap_or_default().replace('"', "");
            vec![ruling, d.on.map(|d| format!("on {d}")).unwrap_or_default()]
        }
    };
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}
