//! The graph of a folder of texts, each of which stands in one relation to the first or in none.

use super::fixtures::{document, received};
use super::passages::tests::covered_slowly;
use super::{OriginGraph, RelationKind, Sketch, sketch, trace, trace_documents};
use crate::{Document, Received};
use base::DocumentId;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::fmt::Write;

/// The texts, in order of their file names. The first line of each is `publisher | date`.
fn texts() -> Vec<Document> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/origins/texts");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
    files.sort();
    files.iter().map(|path| read(path)).collect()
}

fn read(path: &std::path::Path) -> Document {
    let all = std::fs::read_to_string(path).unwrap();
    let (head, text) = all.split_once('\n').unwrap();
    let (publisher, date) = head.split_once('|').unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let publisher = Some(publisher.trim().to_owned()).filter(|p| !p.is_empty());
    received(text, &Received { name, publisher, published: date.trim().parse().ok(), ..Received::default() })
}

fn graph(documents: &[Document]) -> OriginGraph {
    trace_documents(&documents.iter().collect::<Vec<_>>())
}

fn names<'a>(documents: &'a [Document], ids: &[DocumentId]) -> Vec<&'a str> {
    documents.iter().filter(|d| ids.contains(&d.id)).map(|d| d.name.as_str()).collect()
}

/// The graph as a person reads it.
fn described(documents: &[Document], graph: &OriginGraph) -> String {
    let name = |id: &DocumentId| names(documents, std::slice::from_ref(id)).concat();
    let text = |id: &DocumentId, span: base::Span| -> String {
        let document = documents.iter().find(|d| d.id == *id).unwrap();
        let all: Vec<char> = document.text.chars().skip(span.start).take(span.end - span.start).collect();
        let ends: [String; 2] =
            [all.iter().take(24).collect(), all[all.len().saturating_sub(16)..].iter().collect()];
        ends.join(" … ").replace('\n', " ")
    };
    let mut out = String::new();
    for origin in &graph.origins {
        writeln!(out, "origin: {}", names(documents, &origin.documents).join(", ")).unwrap();
    }
    for r in &graph.relations {
        writeln!(out, "\n{} is {:?} of {} ({})", name(&r.from), r.kind, name(&r.to), r.score).unwrap();
        for p in &r.passages {
            writeln!(out, "  {}\n    = {}", text(&r.from, p.from), text(&r.to, p.to)).unwrap();
        }
    }
    out
}

#[test]
fn the_graph_of_the_folder() {
    let documents = texts();
    insta::assert_snapshot!(described(&documents, &graph(&documents)));
}

/// Which file names stand together in an origin.
fn together(documents: &[Document], graph: &OriginGraph) -> BTreeSet<Vec<String>> {
    let groups = graph.origins.iter().map(|o| names(documents, &o.documents));
    groups.map(|g| g.into_iter().map(|n| n[..2].to_owned()).collect()).collect()
}

#[test]
fn independent_reports_keep_their_weight() {
    let documents = texts();
    let found = together(&documents, &graph(&documents));
    let expected = [
        vec!["01", "02", "03", "04", "05", "06"],
        vec!["07"],
        vec!["08"],
        vec!["09"],
        vec!["10", "11"],
        vec!["12"],
        vec!["13"],
        vec!["14"],
    ];
    assert_eq!(found, expected.into_iter().map(|g| g.into_iter().map(str::to_owned).collect()).collect());
}

#[test]
fn the_order_of_the_documents_changes_nothing_but_the_order() {
    let documents = texts();
    let mut turned = documents.clone();
    turned.reverse();
    let (one, two) = (graph(&documents), graph(&turned));
    assert_eq!(one.relations, two.relations);
    let ids = |g: &OriginGraph| g.origins.iter().map(|o| o.id.clone()).collect::<BTreeSet<_>>();
    assert_eq!(ids(&one), ids(&two));
}

#[test]
fn texts_that_cannot_be_loaded_are_traced_by_their_fingerprints() {
    let documents = texts();
    let sketches: Vec<Sketch> = documents.iter().map(sketch).collect();
    let graph = trace(&sketches, &|_| None);
    assert!(
        together(&documents, &graph).iter().any(|g| g.contains(&"01".into()) && g.contains(&"03".into()))
    );
}

#[test]
fn an_origin_keeps_its_id_when_a_later_copy_joins() {
    let documents = texts();
    let alone = graph(&documents[..1]);
    let all = graph(&documents);
    assert!(all.origins.iter().any(|o| o.id == alone.origins[0].id));
}

#[test]
fn the_same_document_twice_counts_once() {
    let one = document("a", "Le pont est fermé depuis lundi, dit le maire de la commune.");
    let graph = trace_documents(&[&one, &one]);
    assert_eq!(graph.origins.len(), 1);
    assert_eq!(graph.origins[0].documents.len(), 1);
}

#[test]
fn a_footer_on_every_page_makes_no_origin() {
    let footer = "Contact the newsroom by letter at the address below, or come and see us on any weekday from nine \
        to five; every contribution is read by an editor before it is published on these pages.";
    let pages: Vec<Document> = (0..40u64)
        .map(|n| {
            let own: String = (0..60).map(|i| format!("w{} ", (n * 7919 + i * 104_729) % 99_991)).collect();
            document(&format!("{n}"), &format!("{own}\n\n{footer}"))
        })
        .collect();
    let graph = graph(&pages);
    assert_eq!(graph.origins.len(), 40);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Texts of made-up paragraphs of 30 words: fingerprints find two of them exactly when comparing all their runs
    /// does, and never join two that share less.
    #[test]
    fn the_index_finds_what_comparing_everything_finds(
        drawn in prop::collection::vec(prop::collection::btree_set(0usize..14, 1..7), 2..7),
    ) {
        let paragraph = |n: usize| -> String { (0..30).map(|w| format!("p{n}w{w} ")).collect() };
        let documents: Vec<Document> = drawn
            .iter()
            .enumerate()
            .map(|(n, set)| {
                let parts: Vec<String> = set.iter().map(|&p| paragraph(p)).collect();
                document(&n.to_string(), &parts.join("\n\n"))
            })
            .collect();
        let slow = |a: &Document, b: &Document| {
            covered_slowly(&a.text, &b.text).max(covered_slowly(&b.text, &a.text)) >= 0.4
        };
        for (a, b) in documents.iter().flat_map(|a| documents.iter().map(move |b| (a, b))).filter(|(a, b)| a.id != b.id) {
            prop_assert_eq!(trace_documents(&[a, b]).origins.len() == 1, slow(a, b));
        }
        for relation in graph(&documents).relations.iter().filter(|r| r.score >= 0.5) {
            let of = |id: &DocumentId| documents.iter().find(|d| d.id == *id).unwrap();
            prop_assert!(slow(of(&relation.from), of(&relation.to)));
        }
    }

    #[test]
    fn every_document_is_in_exactly_one_origin(
        drawn in prop::collection::vec(prop::collection::vec(0usize..20, 0..12), 0..10),
    ) {
        let sentences: Vec<String> = texts().iter().flat_map(|d| d.text.lines().map(str::to_owned).collect::<Vec<_>>()).collect();
        let documents: Vec<Document> = drawn
            .iter()
            .enumerate()
            .map(|(n, picks)| {
                let lines: Vec<&str> = picks.iter().map(|&p| sentences[p * 3 % sentences.len()].as_str()).collect();
                document(&n.to_string(), &lines.join("\n\n"))
            })
            .collect();
        let graph = graph(&documents);
        let mut seen: Vec<&DocumentId> = graph.origins.iter().flat_map(|o| &o.documents).collect();
        seen.sort();
        let mut given: Vec<&DocumentId> = documents.iter().map(|d| &d.id).collect();
        given.sort();
        prop_assert_eq!(seen, given);
        for relation in &graph.relations {
            prop_assert!((0.0..=1.0).contains(&relation.score) && relation.from != relation.to);
            let length = |id: &DocumentId| documents.iter().find(|d| d.id == *id).unwrap().text.chars().count();
            for passage in &relation.passages {
                prop_assert!(passage.from.start < passage.from.end && passage.from.end <= length(&relation.from));
                prop_assert!(passage.to.start < passage.to.end && passage.to.end <= length(&relation.to));
            }
            prop_assert!(relation.kind == RelationKind::Relay || !relation.passages.is_empty());
        }
    }
}
