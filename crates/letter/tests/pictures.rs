//! Pictures in the letter: each rests on footnotes; what cannot be drawn is left out.

#[path = "support/full.rs"]
mod full;
mod support;

use letter::sheet::{Block, Figure, Inline, Part, Sheet};
use letter::{Finding, Findings, Lang, NoteId, compose};
use support::{empty, sample};

fn gather(parts: &[Part], out: &mut Vec<Figure>) {
    for part in parts {
        for block in &part.blocks {
            if let Block::Figure(figure) = block {
                out.push(figure.clone());
            }
        }
        gather(&part.parts, out);
    }
}

fn figures(sheet: &Sheet) -> Vec<Figure> {
    let mut out = Vec::new();
    gather(&sheet.parts, &mut out);
    out
}

fn ids(findings: &Findings) -> Vec<String> {
    figures(&compose(findings, Lang::English)).into_iter().map(|f| f.id).collect()
}

#[test]
fn every_picture_cites_what_it_shows() {
    for (findings, lang) in [(full::full(sample()), Lang::French), (full::amber(sample()), Lang::English)] {
        let sheet = compose(&findings, lang);
        let all = figures(&sheet);
        assert_eq!(all.len(), 9, "map, strip, incidents, cover, flows, two prices, two forecasts");
        for figure in all {
            let cited =
                figure.caption.iter().any(|i| matches!(i, Inline::Call(numbers) if !numbers.is_empty()));
            assert!(cited, "{} cites nothing", figure.id);
            assert!(
                figure.svg.starts_with("<svg") && figure.narrow.starts_with("<svg") && figure.alt.len() > 40
            );
            assert!(!figure.told().is_empty() && figure.told().len() < figure.alt.len(), "{}", figure.id);
        }
    }
}

#[test]
fn many_footnotes_stand_in_the_list_not_in_the_caption() {
    let mut f = full::full(sample());
    let incidents: Vec<usize> =
        (0..f.occurrences.len()).filter(|at| f.occurrences[*at].id().starts_with("evt-more")).collect();
    for at in incidents {
        let (of, note) = (f.occurrences[at].clone(), NoteId::new(format!("clm-own-{at}")));
        let mut own = f.notes.iter().find(|n| n.id.as_str() == "row-events").cloned().expect("the rows");
        own.id = note.clone();
        f.notes.push(own);
        f.occurrences[at] = Finding::new(of.id(), of.content().clone(), vec![note]).unwrap();
    }
    let sheet = compose(&f, Lang::English);
    let figure = figures(&sheet).into_iter().find(|f| f.id == "figure-incidents").expect("the picture");
    assert!(!figure.caption.iter().any(|i| matches!(i, Inline::Call(_))));
    assert!(
        figure.caption.iter().any(|i| matches!(i, Inline::Soft(w) if w.contains("carries the footnotes")))
    );
}

#[test]
fn nothing_is_drawn_of_nothing() {
    assert!(ids(&empty()).is_empty());
    // Two incidents are read faster than drawn; without footnotes there is no map; of unknown corridors no line.
    assert!(ids(&sample()).is_empty());
    let mut f = full::full(sample());
    f.notes.retain(|n| n.id.as_str() != "row-borders" && n.id.as_str() != "row-roads");
    assert!(!ids(&f).contains(&"figure-map".to_owned()));
    let mut f = full::full(sample());
    let map = f.roads.map.take().expect("a map");
    let mut shapes = map.content().clone();
    shapes.incidents.clear();
    for route in &mut shapes.routes {
        route.corridor = "cor-unknown".to_owned();
    }
    f.roads.map = Some(Finding::new("map", shapes, map.notes().to_vec()).unwrap());
    assert!(!ids(&f).contains(&"figure-map".to_owned()));
}

#[test]
fn one_commodity_is_drawn_of_many() {
    let mut f = full::full(sample());
    let first = f.supply.cover[0].clone();
    for at in 0..30 {
        let mut of = first.content().clone();
        of.zone = format!("Zone {at}");
        if at % 2 == 1 {
            of.commodity = letter::Titles::same("salt");
        }
        f.supply.cover.push(Finding::new(format!("more-{at}"), of, first.notes().to_vec()).unwrap());
    }
    let sheet = compose(&f, Lang::English);
    let figure = figures(&sheet).into_iter().find(|f| f.id == "figure-cover").expect("the picture");
    assert!(figure.alt.contains("fuel, Grandville") && !figure.alt.contains("salt"), "{}", figure.alt);
    let page = letter::html(&sheet);
    assert!(page.contains("Only fuel; the table holds the rest.") && page.contains("Zone 29"));
}

#[test]
fn footnotes_are_numbered_as_they_are_met() {
    let page = letter::html(&compose(&full::full(sample()), Lang::French));
    let mut met: Vec<usize> = Vec::new();
    for rest in page.split("href=\"#note-").skip(1) {
        let number = rest.split('"').next().and_then(|n| n.parse().ok()).expect("a number");
        if !met.contains(&number) {
            met.push(number);
        }
    }
    assert!(met.len() > 20 && met.iter().copied().eq(1..=met.len()), "{met:?}");
}
