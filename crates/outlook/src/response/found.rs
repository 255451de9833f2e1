//! Responses that claims tell: who recommends or promises what, and how far it has come.

use super::area::Region;
use super::kind::{OTHER, kinds_of};
use super::status::{Status, Term, term_of};
use super::{Confirmation, Prose};
use base::{ClaimId, Date, DocumentId, EventId, Modality, ResponseId};
use std::collections::BTreeMap;

/// Who a claim says acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Author {
    /// A body that can recommend as well as promise: a union, an organisation, an institute.
    Body(String),
    /// A state's authorities or forces: what is recommended with them is recommended to them.
    State(String),
    /// An armed group: what it announces is no response.
    Armed,
}

/// A claim that may tell a recommendation or commitment.
#[derive(Clone, Debug)]
pub struct Telling {
    /// The claim.
    pub claim: ClaimId,
    /// Its document.
    pub document: DocumentId,
    /// The event that it belongs to: reprints and translations share one.
    pub event: EventId,
    /// Type of the claim.
    pub claim_type: String,
    /// How it is put.
    pub modality: Modality,
    /// Its words; `None` where they would show positions of forces.
    pub quote: Option<String>,
    /// Who acts, as far as it may be printed.
    pub author: Option<Author>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Whether its document is the one that others copy, as far as can be told.
    pub first: bool,
    /// Countries that the claim names.
    pub countries: Vec<String>,
    /// Where.
    pub regions: Vec<Region>,
    /// When it was published or, failing that, the day it tells of.
    pub day: Option<Date>,
}

/// A response that claims tell.
#[derive(Clone, Debug)]
pub struct Found {
    pub id: ResponseId,
    pub institution: Option<String>,
    pub kind: &'static str,
    pub text: Prose,
    pub withheld: bool,
    pub term: Option<Term>,
    pub regions: Vec<Region>,
    pub addressee: Vec<String>,
    pub source: String,
    pub claims: Vec<ClaimId>,
    pub history: Vec<Confirmation>,
}

/// What tellings of one response share: the event, the kind, and who is bound.
type Shared<'a> = (&'a EventId, &'static str, Option<String>);

/// The responses that claims tell, by first day, then id.
pub fn found(tellings: &[Telling]) -> Vec<Found> {
    let mut groups: BTreeMap<Shared<'_>, Vec<(&Telling, Status)>> = BTreeMap::new();
    for telling in tellings {
        let Some(status) = status(telling) else { continue };
        for kind in kinds(telling) {
            groups
                .entry((&telling.event, kind, promised_by(telling, status)))
                .or_default()
                .push((telling, status));
        }
    }
    let mut all: Vec<Found> =
        groups.into_iter().filter_map(|((event, kind, by), told)| one(event, kind, by, told)).collect();
    all.sort_by_key(|found| (found.history.first().and_then(|step| step.date), found.id.clone()));
    all
}

/// How far a claim says that it has come; `None` if it tells no response.
fn status(telling: &Telling) -> Option<Status> {
    if telling.author == Some(Author::Armed) {
        return None;
    }
    let put = telling.modality;
    let unsaid = matches!(put, Modality::Denied | Modality::Hypothetical | Modality::Generic);
    let held = unsaid || put == Modality::Negated;
    let meant = put == Modality::Planned;
    match telling.claim_type.as_str() {
        "recommendation" => (put != Modality::Denied).then_some(Status::Proposed),
        // "Without cooperation" and "a response would require" ask for it; a body that acts has planned it.
        "planned_response" if put == Modality::Denied => None,
        "planned_response" if meant && telling.author.is_some() => Some(Status::Promised),
        "planned_response" => Some(Status::Proposed),
        // A promise of nobody that may be named binds nobody: it may be a private person's.
        "commitment" if held || telling.author.is_none() && telling.countries.is_empty() => None,
        "commitment" => Some(Status::Promised),
        "commitment_begun" | "commitment_completed" | "security_deployment" | "mediation_visit" if held => {
            None
        }
        "commitment_begun" | "commitment_completed" | "security_deployment" | "mediation_visit" if meant => {
            Some(Status::Promised)
        }
        "commitment_begun" | "security_deployment" | "mediation_visit" => Some(Status::UnderWay),
        "commitment_completed" => Some(Status::Done),
        _ => None,
    }
}

fn kinds(telling: &Telling) -> Vec<&'static str> {
    match telling.claim_type.as_str() {
        "security_deployment" => return vec!["deployment"],
        "mediation_visit" => return vec!["mediation"],
        _ => {}
    }
    let spoken: Vec<&'static str> =
        telling.quote.as_deref().map(|q| kinds_of(q).collect()).unwrap_or_default();
    match spoken.is_empty() && telling.claim_type == "recommendation" {
        true => vec![OTHER],
        false => spoken,
    }
}

/// Who is bound by a telling, where it says so itself: for a proposal, the body that makes it.
fn promised_by(telling: &Telling, status: Status) -> Option<String> {
    match (&telling.author, status) {
        (Some(Author::Body(name)), _) => Some(name.clone()),
        // What is recommended with a state's name in it is recommended to it.
        _ if status == Status::Proposed => None,
        (Some(Author::State(name)), _) => Some(name.clone()),
        _ => (!telling.countries.is_empty()).then(|| telling.countries.join(", ")),
    }
}

fn one(
    event: &EventId,
    kind: &'static str,
    by: Option<String>,
    mut told: Vec<(&Telling, Status)>,
) -> Option<Found> {
    told.sort_by_key(|(t, status)| (t.day, !t.first, *status, t.claim.clone()));
    let first = told.iter().find(|(t, _)| t.first).or(told.first()).map(|(t, _)| *t)?;
    let proposed = told.iter().all(|(_, status)| *status == Status::Proposed);
    // A proposal of nobody named is its publisher's: the first one's, whoever reprinted it.
    let institution = by.clone().or_else(|| first.publisher.clone().filter(|_| proposed));
    let id = ResponseId::derive(&["found", event.as_str(), kind, by.as_deref().unwrap_or_default()]);
    let withheld = told.iter().all(|(t, _)| t.quote.is_none());
    let words = told
        .iter()
        .find_map(|(t, _)| t.quote.clone().filter(|_| t.claim == first.claim))
        .or_else(|| told.iter().find_map(|(t, _)| t.quote.clone()));
    let mut regions: Vec<Region> = told.iter().flat_map(|(t, _)| t.regions.clone()).collect();
    regions.sort();
    regions.dedup();
    let mut addressee: Vec<String> = Vec::new();
    if proposed {
        for (telling, _) in &told {
            addressee.extend(telling.countries.iter().cloned());
            if let Some(Author::State(name)) = &telling.author {
                addressee.push(name.clone());
            }
        }
        addressee.sort();
        addressee.dedup();
    }
    let mut history: Vec<Confirmation> = Vec::new();
    let mut highest = Status::Proposed;
    for (telling, status) in &told {
        highest = highest.max(*status);
        history.push(Confirmation {
            date: telling.day,
            status: highest,
            source: source(telling),
            quote: telling.quote.clone(),
            claim: Some(telling.claim.clone()),
            document: Some(telling.document.clone()),
        });
    }
    Some(Found {
        id,
        institution,
        kind,
        text: words.map(|w| Prose { fr: w.clone(), en: w }).unwrap_or_default(),
        withheld,
        term: told.iter().find_map(|(t, _)| term_of(t.quote.as_deref()?)),
        regions,
        addressee,
        source: source(first),
        claims: told.iter().map(|(t, _)| t.claim.clone()).collect(),
        history,
    })
}

fn source(telling: &Telling) -> String {
    telling.publisher.clone().unwrap_or_else(|| telling.document.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn telling(claim_type: &str, modality: Modality, quote: &str) -> Telling {
        Telling {
            claim: ClaimId::derive(&[quote]),
            document: DocumentId::derive(&[quote]),
            event: EventId::derive(&["e"]),
            claim_type: claim_type.into(),
            modality,
            quote: Some(quote.into()),
            author: None,
            publisher: Some("River Desk".into()),
            first: true,
            countries: vec!["Mali".into()],
            regions: Vec::new(),
            day: "2024-05-02".parse().ok(),
        }
    }

    fn statuses(tellings: &[Telling]) -> Vec<(&'static str, Status)> {
        let last = |f: &Found| f.history.last().map(|s| s.status).unwrap();
        found(tellings).iter().map(|f| (f.kind, last(f))).collect()
    }

    #[test]
    fn a_status_follows_from_type_and_modality() {
        let told = |kind, put| statuses(&[telling(kind, put, "mediation by village chiefs")]);
        assert_eq!(told("recommendation", Modality::Asserted), [("mediation", Status::Proposed)]);
        assert_eq!(told("planned_response", Modality::Negated), [("mediation", Status::Proposed)]);
        assert_eq!(told("commitment", Modality::Planned), [("mediation", Status::Promised)]);
        assert_eq!(told("commitment_begun", Modality::Asserted), [("mediation", Status::UnderWay)]);
        assert_eq!(told("commitment_completed", Modality::Asserted), [("mediation", Status::Done)]);
        for put in [Modality::Negated, Modality::Denied, Modality::Hypothetical] {
            assert_eq!(told("commitment", put), []);
        }
        assert_eq!(told("armed_attack", Modality::Asserted), []);
    }

    #[test]
    fn a_promise_of_nobody_who_may_be_named_is_left_out() {
        let mut told = telling("commitment", Modality::Planned, "dialogue");
        told.countries.clear();
        assert!(found(&[told]).is_empty());
    }

    #[test]
    fn what_an_armed_group_announces_is_no_response() {
        let mut armed = telling("commitment", Modality::Planned, "dialogue");
        armed.author = Some(Author::Armed);
        assert!(found(&[armed]).is_empty());
    }

    #[test]
    fn a_translation_counts_once_and_its_first_publisher_recommends() {
        let first = telling("recommendation", Modality::Asserted, "mediation should be supported");
        let mut copy = telling("recommendation", Modality::Asserted, "appuyer la médiation");
        (copy.first, copy.publisher) = (false, Some("Another Paper".into()));
        let all = found(&[copy, first]);
        assert_eq!((all.len(), all[0].history.len()), (1, 2));
        assert_eq!(all[0].institution.as_deref(), Some("River Desk"));
        assert_eq!(all[0].addressee, ["Mali"]);
    }

    #[test]
    fn the_state_is_whom_a_recommendation_is_addressed_to_and_who_promises() {
        let mut told = telling("recommendation", Modality::Asserted, "authorities should support mediation");
        told.author = Some(Author::State("authorities".into()));
        let asked = found(&[told.clone()]);
        assert_eq!(asked[0].institution.as_deref(), Some("River Desk"));
        assert!(asked[0].addressee.contains(&"authorities".to_owned()));
        told.claim_type = "commitment".into();
        assert_eq!(found(&[told])[0].institution.as_deref(), Some("authorities"));
    }
}
