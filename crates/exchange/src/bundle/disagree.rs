//! Where a partner's records and one's own cannot all be so. Nobody's records are changed by it: both sides are shown.

use super::matched::Book;
use super::record::{Claim, ClaimKey, Constraint, Event, Record, RecordId};
use base::{ContentHash, ContradictionId, Interval, Modality};
use serde::Serialize;

/// How much a disagreement matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Graveness {
    /// One side may only know less, or an older state.
    Low,
    /// A figure or a way of putting it.
    Medium,
    /// So or not so.
    High,
}

/// A quote on one side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mention {
    /// Title of the document, or its hash where it has none.
    pub document: String,
    /// Hash of the document.
    pub hash: ContentHash,
    /// Where the quote starts, code points.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// The words.
    pub quote: String,
}

/// One side.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Side {
    /// The partner; `None` for one's own records.
    pub partner: Option<String>,
    /// What this side says.
    pub value: String,
    /// The record that says so.
    pub record: RecordId,
    /// What it rests on.
    pub mentions: Vec<Mention>,
}

/// Two sides that cannot both be so.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Disagreement {
    /// Stable id.
    pub id: ContradictionId,
    /// `status`, `date`, `count`, `denial`, `modality` or `decision`.
    pub kind: &'static str,
    /// How much it matters.
    pub severity: Graveness,
    /// One English sentence.
    pub summary: String,
    /// One's own side first.
    pub sides: Vec<Side>,
}

/// Quotes shown of a side at the most.
const MOST_MENTIONS: usize = 3;

/// Where `partner`'s records disagree with one's own: by id of the disagreement, the gravest first.
pub fn disagreements(
    own: &[(RecordId, Record)],
    partner: &str,
    theirs: &[(RecordId, Record)],
) -> Vec<Disagreement> {
    let pair = Pair { own: Book::of(own), theirs: Book::of(theirs), partner };
    let mut out = pair.claims();
    out.extend(pair.events());
    out.extend(pair.constraints());
    out.sort_by(|a, b| (b.severity, a.kind, &a.id).cmp(&(a.severity, b.kind, &b.id)));
    out.dedup_by(|a, b| a.id == b.id);
    out
}

struct Pair<'a> {
    own: Book<'a>,
    theirs: Book<'a>,
    partner: &'a str,
}

/// What a side says: the words for it, the record, the claims below it.
struct Says<'a> {
    value: String,
    record: &'a RecordId,
    claims: Vec<ClaimKey>,
}

impl<'a> Pair<'a> {
    fn claims(&self) -> Vec<Disagreement> {
        let mut out = Vec::new();
        for (key, (id, theirs)) in &self.theirs.claims {
            let Some((own_id, own)) = self.own.claims.get(key) else { continue };
            let says =
                |record: &'a RecordId, value: String| Says { value, record, claims: vec![key.clone()] };
            let (ours, other) = (self.own.as_held(key, own), self.theirs.as_held(key, theirs));
            if let Some((a, b)) = apart(ours.date, other.date) {
                let about = format!("the day of {}", theirs.claim_type);
                let a = says(ours.dated_by.unwrap_or(own_id), a);
                let b = says(other.dated_by.unwrap_or(id), b);
                out.push(self.of("date", Graveness::Medium, &about, a, b));
            }
            if ours.modality != other.modality {
                let (kind, severity) = if denies(ours.modality) == denies(other.modality) {
                    ("modality", Graveness::Low)
                } else {
                    ("denial", Graveness::High)
                };
                let about = format!("how {} is put", theirs.claim_type);
                let a = says(ours.put_by.unwrap_or(own_id), ours.modality.as_str().to_owned());
                let b = says(other.put_by.unwrap_or(id), other.modality.as_str().to_owned());
                out.push(self.of(kind, severity, &about, a, b));
            }
            out.extend(self.verdicts(key, own_id, id, theirs));
        }
        out
    }

    /// One side took a claim for wrongly read, the other did not.
    fn verdicts(
        &self,
        key: &ClaimKey,
        own: &'a RecordId,
        id: &'a RecordId,
        claim: &Claim,
    ) -> Option<Disagreement> {
        let (ours, other) = (self.own.verdict(key), self.theirs.verdict(key));
        let accepted = |v: Option<(&RecordId, bool)>| v.map(|(_, accepted)| accepted);
        let severity = match (accepted(ours), accepted(other)) {
            (Some(a), Some(b)) if a != b => Graveness::High,
            (Some(false), None) | (None, Some(false)) => Graveness::Low,
            _ => return None,
        };
        let says = |verdict: Option<(&'a RecordId, bool)>, claim: &'a RecordId| {
            let value = match accepted(verdict) {
                Some(true) => "accepted",
                Some(false) => "rejected",
                None => "not decided: it counts",
            };
            let record = verdict.map_or(claim, |(id, _)| id);
            Says { value: value.into(), record, claims: vec![key.clone()] }
        };
        let about = format!("whether {} is read rightly", claim.claim_type);
        Some(self.of("decision", severity, &about, says(ours, own), says(other, id)))
    }

    fn events(&self) -> Vec<Disagreement> {
        let mut out = Vec::new();
        for (id, theirs) in &self.theirs.events {
            let Some((own_id, own, by_claim)) = self.own.same_event(theirs) else { continue };
            let says = |record: &'a RecordId, event: &Event, value: String| Says {
                value,
                record,
                claims: event.claims.clone(),
            };
            let about = |what: &str| format!("{what} {}", theirs.event_type);
            if let Some((a, b)) = own.deaths.zip(theirs.deaths).filter(|(a, b)| a[2] < b[0] || b[2] < a[0]) {
                let words = |d: [u64; 3]| format!("{} deaths ({}–{})", d[1], d[0], d[2]);
                let (a, b) = (says(own_id, own, words(a)), says(id, theirs, words(b)));
                out.push(self.of("count", Graveness::Medium, &about("deaths of"), a, b));
            }
            // Where both rest on one claim that is dated otherwise, the claims say so.
            let told =
                || own.claims.iter().any(|key| theirs.claims.contains(key) && self.dates_of(key).is_some());
            if let Some((a, b)) = apart(own.date, theirs.date).filter(|_| by_claim && !told()) {
                let (a, b) = (says(own_id, own, a), says(id, theirs, b));
                out.push(self.of("date", Graveness::Medium, &about("the day of"), a, b));
            }
            if !by_claim && denies(own.modality) != denies(theirs.modality) {
                let put = |e: &Event| e.modality.as_str().to_owned();
                let (a, b) = (says(own_id, own, put(own)), says(id, theirs, put(theirs)));
                out.push(self.of("denial", Graveness::High, &about("whether there was"), a, b));
            }
        }
        out
    }

    /// The two dates of a claim that both sides hold, where they lie apart.
    fn dates_of(&self, key: &ClaimKey) -> Option<(String, String)> {
        let (own, theirs) = (self.own.claims.get(key)?.1, self.theirs.claims.get(key)?.1);
        apart(self.own.as_held(key, own).date, self.theirs.as_held(key, theirs).date)
    }

    fn constraints(&self) -> Vec<Disagreement> {
        let mut out = Vec::new();
        for (id, theirs) in &self.theirs.constraints {
            let Some((own_id, own)) = self.own.same_constraint(theirs) else { continue };
            if own.status == theirs.status {
                continue;
            }
            let severity = match is_so(&own.status) == is_so(&theirs.status) {
                true => Graveness::Low,
                // Who confirmed it last may only be the one who knows what came later.
                false if own.last_confirmed != theirs.last_confirmed => Graveness::Medium,
                false => Graveness::High,
            };
            let says = |record: &'a RecordId, c: &Constraint| {
                let since =
                    c.last_confirmed.map_or("never confirmed".into(), |d| format!("last confirmed {d}"));
                let last = c.history.iter().rev().find(|s| s.status == c.status).or(c.history.last());
                let claims = last.map(|s| s.claims.clone()).unwrap_or_default();
                Says { value: format!("{}, {since}", c.status.replace('_', " ")), record, claims }
            };
            let about = format!("the status of {}", theirs.kind.replace('_', " "));
            out.push(self.of("status", severity, &about, says(own_id, own), says(id, theirs)));
        }
        out
    }

    fn of(
        &self,
        kind: &'static str,
        severity: Graveness,
        about: &str,
        own: Says<'a>,
        theirs: Says<'a>,
    ) -> Disagreement {
        let id = ContradictionId::derive(&[
            "partner",
            self.partner,
            kind,
            own.record.as_str(),
            theirs.record.as_str(),
        ]);
        let about = about.replace('_', " ");
        let summary =
            format!("{} and we differ on {about}: {} there, {} here.", self.partner, theirs.value, own.value);
        let side = |says: Says<'a>, partner: Option<String>, book: &Book<'_>| Side {
            partner,
            value: says.value,
            record: says.record.clone(),
            mentions: mentions(book, &says.claims),
        };
        let sides =
            vec![side(own, None, &self.own), side(theirs, Some(self.partner.to_owned()), &self.theirs)];
        Disagreement { id, kind, severity, summary, sides }
    }
}

fn mentions(book: &Book<'_>, claims: &[ClaimKey]) -> Vec<Mention> {
    let mention = |claim: &Claim| {
        let document = book.documents.get(&claim.document);
        let title = document.and_then(|d| d.title.clone()).unwrap_or_else(|| claim.document.to_string());
        let Claim { start, end, quote, document: hash, .. } = claim;
        Mention { document: title, hash: hash.clone(), start: *start, end: *end, quote: quote.clone() }
    };
    let told = claims.iter().filter_map(|key| book.claims.get(key)).map(|(_, claim)| mention(claim));
    told.take(MOST_MENTIONS).collect()
}

fn denies(modality: Modality) -> bool {
    matches!(modality, Modality::Denied | Modality::Negated)
}

fn is_so(status: &str) -> bool {
    matches!(status, "called_for" | "announced" | "in_force")
}

/// Two intervals that have no day in common, in words.
fn apart(a: Option<Interval>, b: Option<Interval>) -> Option<(String, String)> {
    let (a, b) = (a?, b?);
    (!a.overlaps(&b)).then(|| (words(&a), words(&b)))
}

fn words(date: &Interval) -> String {
    let day = |d: Option<base::Date>| d.map(|d| d.to_string()).unwrap_or_default();
    if date.start == date.end { day(date.start) } else { format!("{}..{}", day(date.start), day(date.end)) }
}
