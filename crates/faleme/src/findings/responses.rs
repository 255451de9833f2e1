//! Latent tensions with the mediation that exists, and what was recommended or promised.

use super::Desk;
use super::stages::Stages;
use letter::{Finding, Response, Tension, Titles};
use outlook::response::{self, Mediation, Prose, Term, kind_called};

/// The case's files of tensions and of responses.
pub const FILES: [&str; 2] = ["tensions.toml", "responses.toml"];
/// Footnotes of what crossed a signal, and of claims that tell a response, at most.
const NOTES: usize = 2;

/// Tensions in the order of the file.
pub(super) fn tensions(desk: &mut Desk<'_>, stages: &Stages) -> Vec<Finding<Tension>> {
    stages.tensions.tensions.iter().filter_map(|of| tension(desk, stages, of)).collect()
}

fn tension(desk: &mut Desk<'_>, stages: &Stages, of: &response::Tension) -> Option<Finding<Tension>> {
    let [file, _] = FILES;
    let mediation: Vec<&Mediation> =
        stages.tensions.mediation.iter().filter(|m| m.area.covers(&of.area)).collect();
    let crossed: Vec<_> = stages.crossed.iter().filter(|c| of.area.covers(&c.area)).collect();
    let mut notes = vec![desk.entry(file, of.line, Some(&of.source))];
    notes.extend(mediation.iter().map(|m| desk.entry(file, m.line, Some(&m.source))));
    for one in &crossed {
        notes.push(desk.entry(file, one.signal.line, None));
        notes.extend(desk.grounds(stages, &one.signal.evidence, NOTES));
    }
    let content = Tension {
        area: of.area.name.clone(),
        kind: of.kind.clone(),
        says: titles(&of.text),
        mediation: mediation.iter().map(|m| titles(&m.role)).collect(),
        signalled: !crossed.is_empty(),
    };
    Finding::new(format!("ten-{}", of.line), content, notes).ok()
}

/// The register: what is entered in the order of the file, then what documents tell, by its first day.
pub(super) fn responses(desk: &mut Desk<'_>, stages: &Stages) -> Vec<Finding<Response>> {
    stages.register.iter().filter_map(|of| told(desk, of)).collect()
}

fn told(desk: &mut Desk<'_>, of: &response::Response) -> Option<Finding<Response>> {
    let [_, file] = FILES;
    let mut notes: Vec<_> = of.entered.iter().map(|line| desk.entry(file, *line, Some(&of.source))).collect();
    let cited = of.evidence.iter().chain(of.history.iter().filter_map(|step| step.claim.as_ref()));
    let claims: Vec<_> = cited.filter_map(|id| desk.claims.get(id).copied()).collect();
    let mut quotes = desk.cite(&claims);
    quotes.truncate(NOTES);
    notes.extend(quotes);
    let quoted = claims.first().filter(|_| of.entered.is_none() && !of.withheld);
    let content = Response {
        institution: of.institution.clone().unwrap_or_default(),
        addressee: Some(of.addressee.join(", ")).filter(|names| !names.is_empty()),
        kind: of.kind.to_owned(),
        says: if of.entered.is_some() { titles(&of.texts) } else { kind(of.kind) },
        quote: quoted.map(|claim| desk.words(&claim.quote, &claim.document)),
        term: of.term.map(|term| if term == Term::Short { "short" } else { "medium" }.to_owned()),
        status: of.status.as_str().to_owned(),
        last_confirmed: of.last_confirmed,
        new: false,
    };
    Finding::new(of.id.as_str(), content, notes).ok()
}

/// What a response found in documents is about: its words stay a quote in their own language.
fn kind(id: &str) -> Titles {
    kind_called(id).map_or_else(|| Titles::same(id), |kind| titles(&kind.name))
}

fn titles(prose: &Prose) -> Titles {
    Titles { fr: prose.fr.clone(), en: prose.en.clone() }
}
