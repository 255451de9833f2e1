//! Contradictions with partners: one's own side, and theirs by name.

use super::word;
use crate::table::cut;
use exchange::bundle::Disagreement;
use serde::Serialize;

/// A contradiction with a partner, in the shape of the others.
#[derive(Serialize)]
pub struct PartnerShown<'a> {
    #[serde(flatten)]
    of: &'a Disagreement,
    /// No event of one's own is changed by it.
    events: [&'a str; 0],
}

/// Contradictions with partners, as scripts read them.
pub fn with_partners(found: &[Disagreement]) -> Vec<PartnerShown<'_>> {
    found.iter().map(|of| PartnerShown { of, events: [] }).collect()
}

/// The same for people.
pub fn with_partners_text(found: &[Disagreement]) -> String {
    let mut out = String::new();
    for d in found {
        out.push_str(&format!("{}  {} ({})  {}\n", d.id, d.kind, word(&d.severity), d.summary));
        for side in &d.sides {
            let who = side.partner.as_deref().unwrap_or("this case");
            out.push_str(&format!("  {who}: {}  [{}]\n", side.value, side.record.short()));
            for said in &side.mentions {
                out.push_str(&format!("    {} @{}: « {} »\n", said.document, said.start, cut(&said.quote)));
            }
        }
    }
    out
}
