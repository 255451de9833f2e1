//! The register: responses entered and found, side by side, with what became of each.
//!
//! A found response that fits an entered one is shown beside it and never merged into it. A claim that the entry itself
//! names is its writer's word: it counts as a confirmation.

use super::Prose;
use super::area::Region;
use super::entered::Entered;
use super::found::{Found, Telling, found};
use super::status::{Status, Term, standing};
use base::{ClaimId, Date, DocumentId, ResponseId, fold_key};
use serde::Serialize;

/// One telling of how far a response had come.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Confirmation {
    /// When.
    pub date: Option<Date>,
    /// How far it had come.
    pub status: Status,
    /// Who says so.
    pub source: String,
    /// In which words; none where they would show positions of forces.
    pub quote: Option<String>,
    /// The claim, where one tells it.
    pub claim: Option<ClaimId>,
    /// The document of the claim.
    pub document: Option<DocumentId>,
}

/// By what another response seems to be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// The entry names its claims.
    Claims,
    /// Institution, kind and area are the same.
    Match,
}

/// Another response that seems to be the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tie {
    /// The other one.
    pub id: ResponseId,
    /// By what.
    pub by: By,
}

/// A recommendation or commitment on record.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Response {
    /// Stable id.
    pub id: ResponseId,
    /// Who recommends or promises; `None` where nobody is named.
    pub institution: Option<String>,
    /// What, in one language: English as entered, else the first words found.
    pub text: String,
    /// What, in both languages, as entered; a found one has its quote in both.
    pub texts: Prose,
    /// Its kind.
    pub kind: &'static str,
    /// How long it may take; `None` where nothing says so.
    pub term: Option<Term>,
    /// Where: countries and first-level divisions. Empty: not told.
    pub areas: Vec<Region>,
    /// Whom it is addressed to.
    pub addressee: Vec<String>,
    /// How far it has come on the day asked for.
    pub status: Status,
    /// Why it is lapsed, where it is: derived, never told.
    pub lapsed: Option<String>,
    /// The last day on which somebody told how far it had come.
    pub last_confirmed: Option<Date>,
    /// Days from then to the day asked for.
    pub age_days: Option<i64>,
    /// What was told of it, the oldest first.
    pub history: Vec<Confirmation>,
    /// Claims that tell it.
    pub evidence: Vec<ClaimId>,
    /// Where it is from.
    pub source: String,
    /// Line of `responses.toml`, for one that was entered; `None` for one found in documents.
    pub entered: Option<usize>,
    /// Whether its words are left out because they would show positions of forces.
    pub withheld: bool,
    /// Others that seem to be the same; shown, never merged.
    pub ties: Vec<Tie>,
}

/// The register on a day: what was entered in the order of the file, then what was found by its first day.
pub fn register(entered: &[Entered], tellings: &[Telling], day: Option<Date>) -> Vec<Response> {
    let found = found(tellings);
    let mut all: Vec<Response> = entered.iter().filter_map(|e| of_entered(e, &found, day)).collect();
    let own = all.len();
    all.extend(found.into_iter().map(|f| of_found(f, day)));
    tie(&mut all, own);
    all
}

fn of_entered(entry: &Entered, found: &[Found], day: Option<Date>) -> Option<Response> {
    let mut history: Vec<Confirmation> = entry
        .history
        .iter()
        .filter(|s| day.is_none_or(|day| s.date.is_none_or(|d| d <= day)))
        .cloned()
        .collect();
    if history.is_empty() {
        return None;
    }
    let named = found.iter().flat_map(|f| &f.history);
    let of_claims =
        named.filter(|step| step.claim.as_ref().is_some_and(|claim| entry.claims.contains(claim)));
    history.extend(of_claims.cloned());
    history.sort_by_key(|step| step.date);
    let evidence = entry.claims.clone();
    let blank = Found {
        id: entry.id.clone(),
        institution: Some(entry.institution.clone()),
        kind: entry.kind,
        text: entry.text.clone(),
        withheld: false,
        term: entry.term,
        regions: entry.regions.clone(),
        addressee: entry.addressee.clone(),
        source: entry.source.clone(),
        claims: evidence,
        history,
    };
    Some(Response { entered: Some(entry.line), ..of_found(blank, day) })
}

fn of_found(found: Found, day: Option<Date>) -> Response {
    let told = found.history.iter().map(|step| step.status).max().unwrap_or(Status::Proposed);
    let last = found.history.iter().filter_map(|step| step.date).max();
    let (status, lapsed) = standing(told, found.term, last, day);
    Response {
        id: found.id,
        institution: found.institution,
        text: found.text.en.clone(),
        texts: found.text,
        kind: found.kind,
        term: found.term,
        areas: found.regions,
        addressee: found.addressee,
        status,
        lapsed,
        last_confirmed: last,
        age_days: last.zip(day).map(|(last, day)| i64::from((day - last).get_days())),
        history: found.history,
        evidence: found.claims,
        source: found.source,
        entered: None,
        withheld: found.withheld,
        ties: Vec::new(),
    }
}

/// Ties the first `own` ones, entered, to those found.
fn tie(all: &mut [Response], own: usize) {
    for at in 0..own.min(all.len()) {
        let (entered, found) = all.split_at_mut(own);
        let Some(entry) = entered.get_mut(at) else { continue };
        for other in found {
            let Some(by) = same(entry, other) else { continue };
            entry.ties.push(Tie { id: other.id.clone(), by });
            other.ties.push(Tie { id: entry.id.clone(), by });
        }
    }
}

fn same(entry: &Response, other: &Response) -> Option<By> {
    if other.evidence.iter().any(|claim| entry.evidence.contains(claim)) {
        return Some(By::Claims);
    }
    let name = |r: &Response| r.institution.as_deref().map(fold_key);
    let near = entry.areas.iter().any(|a| other.areas.iter().any(|b| a.covers(b) || b.covers(a)));
    (entry.kind == other.kind && near && name(entry).is_some() && name(entry) == name(other))
        .then_some(By::Match)
}

impl Response {
    /// Whether it is about `area`: it covers it, or lies in it.
    pub fn concerns(&self, area: &Region) -> bool {
        self.areas.iter().any(|own| own.covers(area) || area.covers(own))
    }

    /// Whether it holds for all of `area`.
    pub fn covers(&self, area: &Region) -> bool {
        self.areas.iter().any(|own| own.covers(area))
    }
}

#[cfg(test)]
mod tests {
    use super::super::found::Author;
    use super::*;
    use base::{EventId, Modality};

    fn region() -> Region {
        Region { name: "Oriental Region".into(), country: None, whole: false }
    }

    fn entry(claims: Vec<ClaimId>) -> Entered {
        let step = |day: &str, status| Confirmation {
            date: day.parse().ok(),
            status,
            source: "Bulletin".into(),
            quote: None,
            claim: None,
            document: None,
        };
        Entered {
            id: ResponseId::derive(&["a"]),
            institution: "River Council".into(),
            kind: "mediation",
            text: Prose { fr: "Une médiation.".into(), en: "A mediation.".into() },
            term: Some(Term::Short),
            regions: vec![region()],
            addressee: Vec::new(),
            source: "Bulletin".into(),
            document: None,
            claims,
            history: vec![step("2024-01-10", Status::Promised), step("2024-06-01", Status::UnderWay)],
            line: 7,
        }
    }

    fn telling(author: &str) -> Telling {
        Telling {
            claim: ClaimId::derive(&["c"]),
            document: DocumentId::derive(&["d"]),
            event: EventId::derive(&["e"]),
            claim_type: "commitment_completed".into(),
            modality: Modality::Asserted,
            quote: Some("The mediation was completed.".into()),
            author: Some(Author::Body(author.into())),
            publisher: Some("River Desk".into()),
            first: true,
            countries: Vec::new(),
            regions: vec![region()],
            day: "2024-09-01".parse().ok(),
        }
    }

    fn day(text: &str) -> Option<Date> {
        text.parse().ok()
    }

    #[test]
    fn what_fits_is_shown_beside_and_not_merged() {
        let all = register(&[entry(Vec::new())], &[telling("river council")], day("2024-10-01"));
        assert_eq!(all.len(), 2);
        assert_eq!(all[0].ties, [Tie { id: all[1].id.clone(), by: By::Match }]);
        assert_eq!((all[0].status, all[1].status), (Status::UnderWay, Status::Done));
        assert!(register(&[entry(Vec::new())], &[telling("Others")], day("2024-10-01"))[0].ties.is_empty());
    }

    #[test]
    fn a_claim_that_the_entry_names_confirms_it() {
        let told = telling("Others");
        let all = register(&[entry(vec![told.claim.clone()])], &[told], day("2024-10-01"));
        assert_eq!((all[0].status, all[0].last_confirmed), (Status::Done, day("2024-09-01")));
        assert_eq!((all[0].ties[0].by, all[0].age_days), (By::Claims, Some(30)));
    }

    #[test]
    fn later_steps_are_not_known_yet_and_silence_makes_it_lapse() {
        let on = |text| register(&[entry(Vec::new())], &[], day(text));
        assert!(on("2024-01-09").is_empty());
        assert_eq!(on("2024-02-01")[0].status, Status::Promised);
        assert_eq!(on("2025-12-01")[0].status, Status::UnderWay);
        let late = on("2025-12-02");
        assert!(late[0].status == Status::Lapsed && late[0].lapsed.is_some());
        assert!(late[0].history.iter().all(|step| step.status != Status::Lapsed));
    }
}
