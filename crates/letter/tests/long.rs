//! Letters of a year's case: long lists are counted whole, printed in part, and say so.

mod support;

use base::{Date, DocumentId, Modality, OriginId, Reliability};
use letter::sheet::{Block, Inline, Part, Sheet};
use letter::*;
use support::{day, empty, page, text};

fn note(f: &mut Findings, at: usize) -> NoteId {
    let id = NoteId::new(format!("clm-{at}"));
    let document = DocumentId::parse(format!("doc-{}", at % 300));
    f.notes.push(Note::new(id.clone(), document, Words::new(format!("« Dit {at}. »"), "fr")));
    id
}

/// Two thousand attacks and one thousand thefts over ten months, every hundredth told by two origins; a hundred effects, a
/// hundred limits, every second over, ninety contradictions, three hundred documents.
fn year() -> Findings {
    let mut f = empty();
    for at in 0..3000 {
        let subject = if at % 3 == 0 { "robbery" } else { "armed_attack" };
        let mut one = Occurrence::new(Kind::Incident, subject, Modality::Asserted)
            .on(day((at % 10) as i8 + 1, (at % 28) as i8 + 1));
        one.support.origins = if at % 100 < 10 { 2 } else { 1 };
        one.support.documents = one.support.origins;
        let note = note(&mut f, at);
        f.occurrences.extend(Finding::new(format!("evt-{at}"), one, vec![note]));
    }
    for at in 3000..3100 {
        let one = Occurrence::new(Kind::Effect, "displacement", Modality::Asserted);
        let note = note(&mut f, at);
        f.occurrences.extend(Finding::new(format!("evt-{at}"), one, vec![note]));
    }
    for at in 4000..4100 {
        let (id, notes) = (format!("evt-{at}"), vec![note(&mut f, at)]);
        let status = if at % 2 == 0 { Status::InForce } else { Status::Lifted };
        let told = Told { status, date: Some(day(9, 1)), by: Vec::new(), support: Support::default() };
        let told = Finding::new(id.clone(), told, notes.clone()).expect("it has a note");
        let content = Constraint {
            kind: ConstraintKind::Curfew,
            places: Vec::new(),
            concerns: Vec::new(),
            since: None,
            last_told: Date::new(2025, 9, (at % 28) as i8 + 1).ok(),
            age_days: Some(20 + at as i64 % 40),
            told: vec![told],
        };
        f.constraints.extend(Finding::new(id.clone(), content, notes));
        f.gaps.push(Gap::Silent { constraint: id, days: 20 + at as i64 % 40 });
    }
    for at in 5000..5090 {
        let (one, other) = (note(&mut f, at), note(&mut f, at + 100));
        let side = |date, note: &NoteId| Finding::new("side", SideValue::Date { date }, vec![note.clone()]);
        let sides = [side(day(7, 1), &one), side(day(7, 2), &other)].into_iter().flatten().collect();
        let severity = if at % 10 == 0 { Level::High } else { Level::Low };
        let content = Contradiction { kind: ContradictionKind::Date, severity, about: Vec::new(), sides };
        f.contradictions.extend(Finding::new(format!("ctr-{at}"), content, vec![one, other]));
    }
    for at in 0..300 {
        f.sources.push(Source {
            document: DocumentId::parse(format!("doc-{at}")),
            title: Words::new(format!("Titre {at}"), "fr"),
            publisher: (at % 7 > 0).then(|| format!("Desk {}", at % 7)),
            published: Date::new(2025, 1 + (at / 30) as i8, 1).ok(),
            url: None,
            reliability: Reliability::C,
            reason: None,
            origin: OriginId::parse(format!("org-{at}")),
            depends: (at % 50 == 1).then(|| Dependence {
                kind: DependenceKind::Copy,
                on: DocumentId::parse(format!("doc-{}", at - 1)),
            }),
        });
    }
    f
}

fn parts(of: &[Part]) -> Vec<&Part> {
    of.iter().flat_map(|p| std::iter::once(p).chain(parts(&p.parts))).collect()
}

/// Items of lists, rows of tables and contradictions of a part.
fn lines(part: &Part) -> usize {
    let of = |block: &Block| match block {
        Block::List(list) => list.items.len(),
        Block::Table(table) => table.rows.len(),
        Block::Sides(_) => 1,
        _ => 0,
    };
    part.blocks.iter().map(of).sum()
}

fn remarks(part: &Part) -> String {
    let of = |block: &Block| match block {
        Block::Remark(words) => {
            words.iter().map(|w| if let Inline::Text(t) = w { t.as_str() } else { "" }).collect()
        }
        _ => String::new(),
    };
    part.blocks.iter().map(of).collect::<Vec<_>>().join(" ")
}

fn part<'s>(sheet: &'s Sheet, id: &str) -> &'s Part {
    parts(&sheet.parts).into_iter().find(|p| p.id == id).unwrap_or_else(|| panic!("no part {id}"))
}

#[test]
fn each_month_counts_all_and_prints_the_best_supported() {
    let sheet = compose(&year(), Lang::English);
    let months: Vec<&Part> =
        parts(&sheet.parts).into_iter().filter(|p| p.id.starts_with("chronology-")).collect();
    assert_eq!(months.len(), 10);
    for month in &months {
        assert_eq!(lines(month), 12, "{}", month.title);
        let said = remarks(month);
        assert!(said.starts_with("300 in all: "), "{said}");
        assert!(said.contains("288 more stand with the footnotes in findings.json"), "{said}");
    }
    let first = remarks(months[0]);
    assert!(first.contains("armed attack 200; robbery 100"), "{first}");
    let page = page(&year(), Lang::English);
    // Each month has thirty that two origins tell: only such are printed.
    assert_eq!(page.matches(">2 origins<").count(), 120);
}

#[test]
fn every_finding_is_printed_or_counted() {
    let f = year();
    let told = tally(&f);
    assert_eq!(told.findings + told.counted, 3000 + 100 + 100 + 90);
    assert_eq!(told.findings, 120 + 30 + 40 + 20);
    assert_eq!(tally(&support::sample()).counted, 0);
    for lang in Lang::ALL {
        let page = page(&f, lang);
        assert!(page.len() < 400_000, "{} bytes", page.len());
        let sheet = compose(&f, lang);
        assert_eq!(sheet.notes.len(), told.notes.len());
        for (id, rest) in [("effects", 70), ("constraints", 60), ("contradictions", 70)] {
            let said = remarks(part(&sheet, id));
            assert!(said.contains(&rest.to_string()) && said.contains("findings.json"), "{id}: {said}");
        }
    }
}

#[test]
fn limits_that_are_not_over_come_first_and_gaps_lead_to_rows_that_exist() {
    let sheet = compose(&year(), Lang::French);
    let page = page(&year(), Lang::French);
    let board = page
        .split("board\" id=\"constraint-board\"")
        .nth(1)
        .and_then(|p| p.split("</table>").next())
        .expect("a board");
    assert_eq!((board.matches("mark-bad").count(), board.matches("mark-good").count()), (40, 0));
    for rest in page.split("href=\"#constraint-").skip(1) {
        let row = format!("id=\"constraint-{}\"", rest.split('"').next().unwrap_or_default());
        assert!(page.contains(&row), "{row} is not printed");
    }
    let gaps = text(&page);
    assert!(
        gaps.contains("85 autres contraintes sont sans nouvelle depuis 24 jours ou plus"),
        "{}",
        remarks(part(&sheet, "gaps"))
    );
}

#[test]
fn many_sources_are_told_by_publisher() {
    let sheet = compose(&year(), Lang::English);
    let sources = part(&sheet, "sources");
    assert_eq!(lines(sources), 7);
    assert!(remarks(sources).contains("300 documents by 7 publishers"), "{}", remarks(sources));
    let all = text(&page(&year(), Lang::English));
    assert!(
        all.contains("C Desk 1, 43 documents, one of them a copy or translation, 1 January – 1 October 2025"),
        "{all}"
    );
    assert!(all.contains("C publisher not named, 43 documents, 1 January"), "{all}");
}

#[test]
fn a_draft_names_its_own_file() {
    let mut f = year();
    f.masthead.draft = true;
    assert!(text(&page(&f, Lang::English)).contains("in findings-draft.json"));
}

#[test]
fn a_list_of_sixty_is_printed_whole() {
    let mut f = empty();
    for at in 0..61 {
        let one = Occurrence::new(Kind::Effect, "displacement", Modality::Asserted);
        let note = note(&mut f, at);
        f.occurrences.extend(Finding::new(format!("evt-{at}"), one, vec![note]));
    }
    f.occurrences.pop();
    assert!(!text(&page(&f, Lang::English)).contains("findings.json"), "sixty are printed whole");
}
