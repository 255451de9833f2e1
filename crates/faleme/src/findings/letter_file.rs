//! What an analyst wrote of the letter: its outline, texts, and key judgements with the footnotes that they rest on.

use super::Desk;
use crate::case::Title;
use crate::case::letter::{FILE, JudgementEntry, LetterFile};
use base::{ClaimId, Date, Issue, Tlp};
use events::{Holdings, Ruling};
use evidence::Claim;
use letter::{
    AnalystText, Basis, Entry, Finding, Findings, Judgement, Level, Note, NoteId, OutlinePart, Titles,
};
use serde::Serialize;
use toml::Spanned;

/// Footnotes of one id named as evidence: an event that many documents tell needs no more to be checked.
const NOTES: usize = 3;

/// Fills in what the analyst wrote for this day and marking. Everything else of the findings is there already.
pub(super) fn build(desk: &mut Desk<'_>, findings: &mut Findings, file: &LetterFile) {
    let part = |p: &crate::case::letter::PartEntry| OutlinePart {
        id: p.id.clone(),
        title: titles(&p.title),
        holds: p.contents.clone(),
    };
    findings.outline = file.parts.iter().map(part).collect();
    let on = findings.masthead.as_of.0;
    let tlp = findings.masthead.tlp;
    findings.masthead.contact = file.contact.as_ref().map(titles);
    findings.masthead.next = file.next.filter(|day| *day > on);
    if file.next.is_some() && findings.masthead.next.is_none() {
        let message = "`next_letter` is no later than this letter, and left out";
        desk.issues.push(Issue::note("letter.next", message).in_file(FILE).at_line(file.next_line));
    }
    for text in &file.texts {
        match held(text.day, text.tlp, (on, tlp)) {
            Held::Yes => findings.texts.push(AnalystText {
                part: text.part.clone(),
                lang: text.lang.clone(),
                markdown: text.markdown.clone(),
            }),
            Held::Stricter => findings.reading.withheld += 1,
            Held::Later => desk.issues.push(later(&format!("letter/{}.{}.md", text.part, text.lang), None)),
        }
    }
    for entry in &file.judgements {
        match held(entry.day, entry.tlp, (on, tlp)) {
            Held::Yes => judgement(desk, findings, file, entry),
            Held::Stricter => findings.reading.withheld += 1,
            Held::Later => desk.issues.push(later(FILE, Some(entry.line))),
        }
    }
}

enum Held {
    Yes,
    Stricter,
    Later,
}

fn held(day: Option<Date>, marked: Option<Tlp>, (on, tlp): (Date, Tlp)) -> Held {
    match (day, marked) {
        (Some(day), _) if day > on => Held::Later,
        (_, Some(marked)) if marked > tlp => Held::Stricter,
        _ => Held::Yes,
    }
}

fn later(file: &str, line: Option<usize>) -> Issue {
    let issue = Issue::note("letter.later", "written after the letter's day, and left out").in_file(file);
    line.map_or(issue.clone(), |line| issue.at_line(line))
}

fn titles(title: &Title) -> Titles {
    Titles { fr: title.fr.clone(), en: title.en.clone() }
}

fn judgement(desk: &mut Desk<'_>, findings: &mut Findings, file: &LetterFile, entry: &JudgementEntry) {
    let [for_it, against] =
        [&entry.evidence, &entry.contrary_evidence].map(|ids| resolve(desk, findings, file, ids));
    // Words that rest on what this letter's readers may not see would tell them of it.
    let (Some(mut notes), Some(mut against)) = (for_it, against) else {
        findings.reading.withheld += 1;
        return;
    };
    let mut wrong = |message: &str, help: &str| {
        desk.issues
            .push(Issue::warning("letter.evidence", message).in_file(FILE).at_line(entry.line).help(help));
    };
    if notes.is_empty() {
        return wrong("a judgement rests on nothing that is known", "name ids in `evidence`; it is left out");
    }
    if against.is_empty() {
        wrong("a judgement names no evidence against it", "name ids in `contrary_evidence`");
    }
    let own = own_note(desk, entry.line);
    notes.push(own.clone());
    if against.is_empty() {
        against.push(own);
    }
    let content = Judgement {
        says: titles(&entry.text),
        likelihood: entry.likelihood.clone(),
        confidence: match entry.confidence.as_str() {
            "high" => Level::High,
            "medium" => Level::Medium,
            _ => Level::Low,
        },
        contrary: titles(&entry.contrary),
        against,
    };
    // By its words, so that an entry written above it changes no id.
    let hash = base::ContentHash::of(entry.text.en.as_bytes()).to_string();
    let id: String = "jdg-".chars().chain(hash.chars().filter(char::is_ascii_hexdigit).take(12)).collect();
    findings.judgements.extend(Finding::new(id, content, notes));
}

/// The footnote of the entry itself.
fn own_note(desk: &mut Desk<'_>, line: usize) -> NoteId {
    entry_note(desk, FILE, line)
}

fn entry_note(desk: &mut Desk<'_>, file: &str, line: usize) -> NoteId {
    let id = NoteId::new(format!("{file}:{line}"));
    let basis = Entry { file: file.to_owned(), line, source: None, url: None };
    desk.notes.entry(id.clone()).or_insert_with(|| Note { id: id.clone(), basis: Basis::Entry(basis) });
    id
}

/// Footnotes of ids; `None` if any of them is marked more strictly than the letter. An id that names nothing is told.
fn resolve(
    desk: &mut Desk<'_>,
    findings: &Findings,
    file: &LetterFile,
    ids: &[Spanned<String>],
) -> Option<Vec<NoteId>> {
    let mut notes: Vec<NoteId> = Vec::new();
    for id in ids {
        match named(desk, findings, file, id.get_ref()) {
            Named::Notes(found) => notes.extend(found.into_iter().take(NOTES)),
            Named::Stricter => return None,
            Named::Nothing => {
                let message = format!("`{}` names nothing that is known on the letter's day", id.get_ref());
                let issue = Issue::warning("letter.evidence", message).in_file(FILE);
                let at = file.line(id.span().start);
                desk.issues.push(issue.at_line(at).help("`faleme claims` and `faleme events` list ids"));
            }
        }
    }
    Some(notes)
}

enum Named {
    Notes(Vec<NoteId>),
    Stricter,
    Nothing,
}

fn named(desk: &mut Desk<'_>, findings: &Findings, file: &LetterFile, id: &str) -> Named {
    let claim = ClaimId::parse(id);
    if let Some(claim) = desk.claims.get(&claim).copied() {
        return Named::Notes(desk.cite(&[claim]));
    }
    if desk.ledger.claims.iter().any(|c| c.id == claim) {
        return Named::Stricter;
    }
    if let Some(event) = desk.ledger.resolution.events.iter().find(|e| e.id.as_str() == id) {
        let claims = desk.claims_of(event);
        return if claims.is_empty() { Named::Stricter } else { Named::Notes(desk.cite(&claims)) };
    }
    if let Some(claims) = of_constraint(desk, id) {
        return Named::Notes(desk.cite(&claims));
    }
    if let Some(notes) = of_finding(findings, id) {
        return Named::Notes(notes);
    }
    let note = NoteId::new(id);
    if desk.notes.contains_key(&note) {
        return Named::Notes(vec![note]);
    }
    let entry = id.rsplit_once(':').and_then(|(name, line)| Some((name, line.parse::<usize>().ok()?)));
    match entry {
        Some((name, line)) if file.files.get(name).is_some_and(|lines| (1..=*lines).contains(&line)) => {
            Named::Notes(vec![entry_note(desk, name, line)])
        }
        _ => Named::Nothing,
    }
}

/// The claims that tell of a constraint, by the id that `faleme constraints` gives it.
fn of_constraint<'a>(desk: &Desk<'a>, id: &str) -> Option<Vec<&'a Claim>> {
    if !id.starts_with("cst-") {
        return None;
    }
    let claims: Vec<&Claim> = desk.claims.values().copied().collect();
    let documents: Vec<_> = desk.documents.values().copied().collect();
    let found = events::constraints(&Holdings {
        resolution: desk.ledger.resolution,
        claims: &claims,
        documents: &documents,
        ruling: &Ruling::default(),
        vocabulary: desk.ledger.vocabulary,
        as_of: Some(desk.as_of),
    });
    let one = found.into_iter().find(|c| c.id.as_str() == id)?;
    let told = one.history.iter().flat_map(|step| &step.evidence);
    Some(told.filter_map(|cited| desk.claims.get(&cited.claim).copied()).collect())
}

/// The footnotes of a finding of this letter, by its id: a contradiction, a corridor, a stock.
fn of_finding(findings: &Findings, id: &str) -> Option<Vec<NoteId>> {
    fn one<T>(all: &[Finding<T>], id: &str) -> Option<Vec<NoteId>> {
        all.iter().find(|f| f.id() == id).map(|f| f.notes().to_vec())
    }
    let f = findings;
    None.or_else(|| one(&f.contradictions, id))
        .or_else(|| one(&f.constraints, id))
        .or_else(|| one(&f.roads.corridors, id))
        .or_else(|| one(&f.roads.outlook, id))
        .or_else(|| one(&f.supply.cover, id))
        .or_else(|| one(&f.supply.flows, id))
        .or_else(|| one(&f.supply.prices, id))
        .or_else(|| one(&f.supply.people, id))
        .or_else(|| one(&f.interests, id))
        .or_else(|| one(&f.neighbours, id))
        .or_else(|| one(&f.outlook, id))
        .or_else(|| one(&f.tensions, id))
        .or_else(|| one(&f.responses, id))
}

/// Names the contents that a case's outline leaves out although something is known of them: nothing is left out silently.
pub(super) fn left_out(findings: &Findings) -> Option<Issue> {
    if findings.outline.is_empty() {
        return None;
    }
    let held = |content: letter::Content| findings.outline.iter().any(|p| p.holds.contains(&content));
    let f = findings;
    use letter::Content::*;
    let known = [
        (Chronology, !f.occurrences.is_empty()),
        (Reserved, !f.occurrences.is_empty()),
        (Constraints, !f.constraints.is_empty()),
        (Contradictions, !f.contradictions.is_empty()),
        (Judgements, !f.judgements.is_empty()),
        (Corridors, !f.roads.corridors.is_empty()),
        (Supply, !f.supply.cover.is_empty() || !f.supply.flows.is_empty()),
        (Prices, !f.supply.prices.is_empty()),
        (People, !f.supply.people.is_empty()),
        (Interests, !f.interests.is_empty()),
        (Neighbours, !f.neighbours.is_empty() || !f.across.is_empty()),
        (Outlook, !f.outlook.is_empty() || !f.roads.outlook.is_empty()),
        (Tensions, !f.tensions.is_empty()),
        (Responses, !f.responses.is_empty()),
    ];
    let lost: Vec<String> =
        known.into_iter().filter(|(c, some)| *some && !held(*c)).map(|(c, _)| spelled(c)).collect();
    let message = format!("no part holds what is known under: {}", lost.join(", "));
    let issue = Issue::warning("letter.outline", message).in_file(FILE);
    (!lost.is_empty()).then(|| issue.help("name it in the `holds` of a part"))
}

fn spelled(value: impl Serialize) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}
