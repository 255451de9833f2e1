//! `responses.toml`: responses that somebody entered by hand.

use super::area::{Known, Region};
use super::file::{Day, File};
use super::guard::Guard;
use super::kind::{kind_called, kinds};
use super::status::{Status, Term};
use super::{Confirmation, Prose};
use base::{Checked, ClaimId, Issue, ResponseId};
use serde::Deserialize;
use std::collections::BTreeSet;

/// `[[responses]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    institution: String,
    kind: String,
    text: Prose,
    term: Option<Term>,
    #[serde(default)]
    areas: Vec<String>,
    #[serde(default)]
    addressee: Vec<String>,
    source: Option<String>,
    document: Option<String>,
    #[serde(default)]
    claims: Vec<ClaimId>,
    #[serde(default)]
    history: Vec<StepEntry>,
}

/// `[[responses.history]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct StepEntry {
    date: Day,
    status: Status,
    source: Option<String>,
    quote: Option<String>,
}

/// A response that somebody entered.
#[derive(Clone, Debug, PartialEq)]
pub struct Entered {
    /// Stable id, from institution, kind, areas and text.
    pub id: ResponseId,
    /// Who recommends or promises.
    pub institution: String,
    /// Its kind.
    pub kind: &'static str,
    /// What, in both languages.
    pub text: Prose,
    /// How long it may take.
    pub term: Option<Term>,
    /// Where.
    pub regions: Vec<Region>,
    /// Whom it is addressed to.
    pub addressee: Vec<String>,
    /// Where it is from.
    pub source: String,
    /// The file of the case it stands in.
    pub document: Option<String>,
    /// Claims that tell it, as its writer says.
    pub claims: Vec<ClaimId>,
    /// What became of it, the oldest first.
    pub history: Vec<Confirmation>,
    /// Line of the entry.
    pub line: usize,
}

/// Reads the file called `name`. `known` tells what the case means by the name of an area.
pub fn entered(
    text: &str,
    name: &str,
    known: &dyn Fn(&str) -> Known,
    guard: &Guard,
) -> Checked<Vec<Entered>> {
    let mut file = File::new(text, name);
    let mut lists = file.lists(&["responses"]);
    let entries: Vec<(usize, Entry)> = file.entries(&mut lists, "responses");
    let mut ids = BTreeSet::new();
    let mut value = Vec::new();
    for (at, entry) in entries {
        let Some(read) = one(&mut file, at, entry, known, guard) else { continue };
        if ids.insert(read.id.clone()) {
            value.push(read);
        } else {
            file.tell(
                at,
                Issue::warning("response.twice", "this response is entered twice; the first counts"),
            );
        }
    }
    Checked { value, issues: file.issues }
}

fn one(
    file: &mut File<'_>,
    at: usize,
    entry: Entry,
    known: &dyn Fn(&str) -> Known,
    guard: &Guard,
) -> Option<Entered> {
    let Some(kind) = kind_called(&entry.kind) else {
        let all: Vec<&str> = kinds().iter().map(|k| k.id.as_str()).collect();
        let issue = Issue::error("response.kind", format!("`{}` is no kind of response", entry.kind));
        file.tell(at, issue.help(format!("the kinds are {}; the entry is left out", all.join(", "))));
        return None;
    };
    let institution = Prose { fr: entry.institution.clone(), en: entry.institution.clone() };
    if entry.institution.trim().is_empty()
        || entry.text.fr.trim().is_empty()
        || entry.text.en.trim().is_empty()
    {
        file.tell(
            at,
            Issue::error(
                "response.empty",
                "institution and text (fr, en) may not be empty; the entry is left out",
            ),
        );
        return None;
    }
    if let Some(why) = guard.refuses(&institution).or_else(|| guard.refuses(&entry.text)) {
        let issue = Issue::error("response.too_fine", format!("{why}; the entry is left out"));
        file.tell(at, issue.help("name an institution, and speak of regions only"));
        return None;
    }
    let Some(source) =
        entry.source.clone().or_else(|| entry.document.clone()).filter(|s| !s.trim().is_empty())
    else {
        file.tell(
            at,
            Issue::error("response.source", "it has no `source` and no `document`; the entry is left out"),
        );
        return None;
    };
    let regions = regions(file, at, &entry.areas, known)?;
    let history = history(file, at, &entry.history, &source)?;
    let names: Vec<&str> = regions.iter().map(|r| r.name.as_str()).collect();
    let id = ResponseId::derive(&["entered", &entry.institution, &kind.id, &names.join("|"), &entry.text.en]);
    Some(Entered {
        id,
        institution: entry.institution,
        kind: &kind.id,
        text: entry.text,
        term: entry.term,
        regions,
        addressee: entry.addressee,
        source,
        document: entry.document,
        claims: entry.claims,
        history,
        line: file.line(at),
    })
}

/// The areas named, if all are known and none is finer than a first-level division.
pub(super) fn regions(
    file: &mut File<'_>,
    at: usize,
    names: &[String],
    known: &dyn Fn(&str) -> Known,
) -> Option<Vec<Region>> {
    let mut regions = Vec::new();
    for name in names {
        let (code, wrong) = match known(name) {
            Known::Region(region) => {
                regions.push(region);
                continue;
            }
            Known::Finer => ("area.too_fine", format!("`{name}` is finer than a first-level division")),
            Known::Unknown => ("area.unknown", format!("the case knows no area `{name}`")),
        };
        let issue = Issue::error(code, format!("{wrong}; the entry is left out"));
        file.tell(at, issue.help("name a country or a first-level division of the case"));
        return None;
    }
    Some(regions)
}

/// The steps in order; what cannot hold is told and left out. `None` if nothing is left.
fn history(file: &mut File<'_>, at: usize, steps: &[StepEntry], source: &str) -> Option<Vec<Confirmation>> {
    let mut read: Vec<Confirmation> = Vec::new();
    for step in steps {
        match step.date.read() {
            Ok(date) if step.status != Status::Lapsed => read.push(Confirmation {
                date: Some(date),
                status: step.status,
                source: step.source.clone().unwrap_or_else(|| source.to_owned()),
                quote: step.quote.clone(),
                claim: None,
                document: None,
            }),
            Ok(_) => file.tell(
                at,
                Issue::error("response.lapsed", "`lapsed` is never written; the step is left out")
                    .help("it follows from the term and the last confirmation"),
            ),
            Err(written) => file.tell(
                at,
                Issue::error(
                    "response.date",
                    format!("`{written}` is not a day such as 2025-03-13; the step is left out"),
                ),
            ),
        }
    }
    read.sort_by_key(|step| step.date);
    let mut highest = None;
    let mut backwards = Vec::new();
    read.retain(|step| {
        let forward = highest.is_none_or(|h| step.status >= h);
        highest = highest.max(Some(step.status));
        if !forward {
            backwards.push(step.clone());
        }
        forward
    });
    for step in backwards {
        let day = step.date.map(|d| d.to_string()).unwrap_or_default();
        let issue = Issue::warning(
            "response.backwards",
            format!("on {day} it goes back to {}; the step is left out", step.status.as_str()),
        );
        file.tell(at, issue.help("what was given up is a response of its own, or lapses"));
    }
    if read.is_empty() {
        file.tell(
            at,
            Issue::error("response.history", "no [[responses.history]] can be used; the entry is left out"),
        );
        return None;
    }
    Some(read)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(name: &str) -> Known {
        match name {
            "Oriental Region" => Known::Region(Region { name: name.into(), country: None, whole: false }),
            "Beledia" => Known::Finer,
            _ => Known::Unknown,
        }
    }

    fn read(rest: &str) -> Checked<Vec<Entered>> {
        let head = "[[responses]]\ninstitution = \"River Council\"\ntext = { fr = \"Une médiation.\", en = \"A mediation.\" }\nsource = \"Bulletin\"\n";
        entered(&format!("{head}{rest}"), "responses.toml", &known, &Guard::default())
    }

    const STEP: &str = "[[responses.history]]\ndate = 2024-05-02\nstatus = \"promised\"\n";

    #[test]
    fn an_entry_is_read_with_its_steps_in_order() {
        let later =
            "[[responses.history]]\ndate = \"2024-07-01\"\nstatus = \"under_way\"\nquote = \"it began\"\n";
        let read = read(&format!("kind = \"mediation\"\nareas = [\"Oriental Region\"]\n{later}{STEP}"));
        assert!(read.issues.is_empty(), "{:?}", read.issues);
        let entry = &read.value[0];
        let steps: Vec<Status> = entry.history.iter().map(|s| s.status).collect();
        assert_eq!((steps.as_slice(), entry.line), ([Status::Promised, Status::UnderWay].as_slice(), 1));
        assert_eq!(entry.history[0].source, "Bulletin");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_leaves_the_entry_out() {
        for (rest, code) in [
            (format!("kind = \"magic\"\n{STEP}"), "response.kind"),
            (format!("kind = \"mediation\"\nareas = [\"Nowhere\"]\n{STEP}"), "area.unknown"),
            (format!("kind = \"mediation\"\nareas = [\"Beledia\"]\n{STEP}"), "area.too_fine"),
            (format!("kind = \"mediation\"\nvillage = \"X\"\n{STEP}"), "table.too_fine"),
            (format!("kind = \"mediation\"\nknid = \"X\"\n{STEP}"), "table.layout"),
            ("kind = \"mediation\"\n".to_owned(), "response.history"),
        ] {
            let read = read(&rest);
            assert!(read.value.is_empty(), "{rest}");
            assert_eq!(read.issues[0].code, code, "{rest}");
            assert!(read.issues[0].line.is_some() && read.issues[0].file.is_some());
        }
    }

    #[test]
    fn a_bad_step_leaves_the_others() {
        for (step, code) in [
            ("date = \"spring\"\nstatus = \"done\"\n", "response.date"),
            ("date = 2025-01-01\nstatus = \"lapsed\"\n", "response.lapsed"),
            ("date = 2025-01-01\nstatus = \"proposed\"\n", "response.backwards"),
        ] {
            let read = read(&format!("kind = \"mediation\"\n{STEP}[[responses.history]]\n{step}"));
            assert_eq!((read.value.len(), read.value[0].history.len()), (1, 1), "{step}");
            assert_eq!(read.issues[0].code, code);
        }
    }

    #[test]
    fn the_rest_of_a_file_goes_on() {
        let text = "[[responses]]\nkind = 3\n[[responses]]\ninstitution = \"A\"\nkind = \"dialogue\"\ntext = { fr = \"x\", en = \"y\" }\nsource = \"s\"\n[[responses.history]]\ndate = 2024-01-01\nstatus = \"done\"\n[[nonsense]]\na = 1\n";
        let read = entered(text, "r.toml", &known, &Guard::default());
        assert_eq!((read.value.len(), read.value[0].line, read.issues.len()), (1, 3, 2));
        assert_eq!(entered("= 3", "r.toml", &known, &Guard::default()).issues[0].code, "table.toml");
    }
}
