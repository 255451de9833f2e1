//! The origin graph, documents by name.

use super::word;
use crate::table::table;
use base::DocumentId;
use evidence::{Document, OriginGraph, Passage, RelationKind};
use serde::Serialize;
use std::collections::HashMap;

/// The origin graph, documents by name.
#[derive(Serialize)]
pub struct OriginsShown<'a> {
    origins: Vec<OriginShown<'a>>,
    relations: Vec<RelationShown<'a>>,
}

#[derive(Serialize)]
struct OriginShown<'a> {
    id: &'a str,
    documents: Vec<&'a str>,
}

#[derive(Serialize)]
struct RelationShown<'a> {
    from: &'a str,
    to: &'a str,
    kind: RelationKind,
    score: f64,
    passages: &'a [Passage],
}

/// The origin graph of `documents`.
pub fn origins<'a>(
    graph: &'a OriginGraph,
    documents: &HashMap<&DocumentId, &'a Document>,
) -> OriginsShown<'a> {
    let name = |id: &'a DocumentId| documents.get(id).map_or(id.as_str(), |d| d.name.as_str());
    let origins = graph.origins.iter();
    let relations = graph.relations.iter();
    OriginsShown {
        origins: origins
            .map(|o| OriginShown { id: o.id.as_str(), documents: o.documents.iter().map(name).collect() })
            .collect(),
        relations: relations
            .map(|r| RelationShown {
                from: name(&r.from),
                to: name(&r.to),
                kind: r.kind,
                score: r.score,
                passages: &r.passages,
            })
            .collect(),
    }
}

/// The origin graph in columns.
pub fn origins_table(shown: &OriginsShown<'_>) -> String {
    let origin = |o: &OriginShown<'_>| vec![o.id.to_owned(), o.documents.join(", ")];
    let relation = |r: &RelationShown<'_>| {
        let passages = format!("{} passages", r.passages.len());
        vec![r.from.to_owned(), word(&r.kind), r.to.to_owned(), format!("{:.2}", r.score), passages]
    };
    let origins = table(&["origin", "documents"], &shown.origins.iter().map(origin).collect::<Vec<_>>());
    let relations: Vec<Vec<String>> = shown.relations.iter().map(relation).collect();
    let relations = table(&["document", "is a", "of", "score", "shares"], &relations);
    if relations.is_empty() { origins } else { format!("{origins}\n{relations}") }
}
