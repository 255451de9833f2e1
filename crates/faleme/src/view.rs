//! What a case holds on a day: its documents and claims, resolved. Events are resolved when they are asked for, so a
//! decision or a new source counts at once.

use crate::case::Case;
use crate::output::{Output, count};
use crate::store::{NOT_SHARED, Store, Wanted};
use anyhow::Result;
use base::{ContentHash, Date, DocumentId, Reliability};
use events::{Decision, Evidence, Resolution, Ruling, Standing, Table, resolve};
use evidence::{Claim, Document, OriginGraph, Sketch, sketch, trace};
use std::collections::{BTreeMap, HashMap};

/// A case on a day.
pub struct View {
    /// Its documents, without their texts.
    pub documents: Vec<Document>,
    /// Its claims, by document and place in it.
    pub claims: Vec<Claim>,
    /// The rows of event datasets that count.
    pub tables: Vec<Table>,
    /// Which documents count once.
    pub origins: OriginGraph,
    /// All decisions, in order.
    pub decisions: Vec<Decision>,
    /// Decisions in force.
    pub ruling: Ruling,
    /// Events, standings and contradictions.
    pub resolution: Resolution,
    /// Reliability of each document's source.
    pub reliability: BTreeMap<DocumentId, Reliability>,
}

impl View {
    /// What `store` holds on `as_of`; everything without it.
    pub fn load(store: &Store, case: &Case, as_of: Option<Date>) -> Result<Self> {
        let documents = store.documents(as_of, false)?;
        let claims = store.claims(&Wanted { as_of, ..Wanted::default() })?;
        let origins = origins(store, &documents)?;
        Ok(Self::of(case, documents, claims, store.tables(as_of)?, origins, store.decisions()?))
    }

    /// What of it may be handed on: resolved as if datasets whose licence forbids sharing their rows were not there.
    pub fn load_to_share(store: &Store, case: &Case, as_of: Option<Date>, out: Output) -> Result<Self> {
        let documents = store.documents(as_of, false)?;
        let claims = store.claims(&Wanted { as_of, ..Wanted::default() })?;
        let origins = origins(store, &documents)?;
        let (shared, kept): (Vec<Table>, Vec<Table>) =
            store.tables(as_of)?.into_iter().partition(|t| !NOT_SHARED.contains(&t.dataset.as_str()));
        let rows: usize = kept.iter().map(|t| t.rows.len()).sum();
        if rows > 0 {
            out.note(format!(
                "{rows} rows of {} stay here: their licence forbids sharing them",
                NOT_SHARED.join(", ")
            ));
        }
        Ok(Self::of(case, documents, claims, shared, origins, store.decisions()?))
    }

    /// Resolves what is given.
    pub fn of(
        case: &Case,
        documents: Vec<Document>,
        claims: Vec<Claim>,
        tables: Vec<Table>,
        origins: OriginGraph,
        decisions: Vec<Decision>,
    ) -> Self {
        let reliability = documents.iter().map(|d| (d.id.clone(), case.reliability(d))).collect();
        let graded = |t: &Table| (t.dataset.clone(), case.dataset_reliability(&t.dataset));
        let datasets = tables.iter().map(graded).collect();
        let listed: Vec<&Document> = documents.iter().collect();
        let resolution = resolve(&Evidence {
            documents: &listed,
            claims: &claims,
            tables: &tables,
            origins: &origins,
            reliability: &reliability,
            datasets: &datasets,
            actors: &case.vocabulary.actors,
            decisions: &decisions,
        });
        let ruling = Ruling::of(&decisions);
        Self { documents, claims, tables, origins, decisions, ruling, resolution, reliability }
    }

    /// Its documents by id.
    pub fn by_id(&self) -> HashMap<&DocumentId, &Document> {
        self.documents.iter().map(|d| (&d.id, d)).collect()
    }

    /// What each claim is worth.
    pub fn standings(&self) -> HashMap<&base::ClaimId, &Standing> {
        self.resolution.standings.iter().map(|s| (&s.claim, s)).collect()
    }
}

/// The origin graph of the documents, kept until the set of documents changes: tracing compares many texts.
fn origins(store: &Store, documents: &[Document]) -> Result<OriginGraph> {
    let ids: String = documents.iter().map(|d| d.id.as_str()).collect();
    let stamp = format!("{} {}", env!("CARGO_PKG_VERSION"), ContentHash::of(ids.as_bytes()));
    if let Some(graph) = store.derived("origins", &stamp)?.and_then(|json| serde_json::from_str(&json).ok()) {
        return Ok(graph);
    }
    let load = |id: &DocumentId| store.document(id).ok().flatten().map(|kept| kept.document);
    let sketches: Vec<Sketch> = documents
        .iter()
        .filter_map(|d| store.sketch(&d.id).ok().flatten().or_else(|| Some(sketch(&load(&d.id)?))))
        .collect();
    let graph = trace(&sketches, &load);
    if let Ok(json) = serde_json::to_string(&graph) {
        store.keep_derived("origins", &stamp, &json);
    }
    Ok(graph)
}

/// The day that counts: the one asked for, else the case's own. Says what that leaves out.
pub fn as_of(store: &Store, case: &Case, asked: Option<Date>, out: Output) -> Result<Option<Date>> {
    let day = asked.or(case.as_of);
    if let Some(day) = day {
        let later = store.document_count()? - store.documents_by(day)?;
        if later > 0 {
            let documents = count(later, "document");
            out.note(format!("published after {day} and left out (--as-of): {documents}"));
        }
        for release in store.releases()?.iter().filter(|r| r.released > day) {
            let (dataset, name, released) = (&release.dataset, &release.name, release.released);
            out.note(format!("{dataset} {name}, released {released}, is left out (--as-of {day})"));
        }
    }
    Ok(day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{case, row};

    #[test]
    fn origins_are_the_same_whether_sketches_were_kept_or_made_anew() {
        let (folder, mut store) = case();
        store.write(&[row("a.txt").0, row("b.txt").0]).unwrap();
        let documents = store.documents(None, false).unwrap();
        let kept = origins(&store, &documents).unwrap();
        assert_eq!((kept.origins.len(), kept.relations.len()), (1, 1));
        drop(store);
        let raw = rusqlite::Connection::open(folder.path().join(crate::store::FILE)).unwrap();
        raw.execute_batch("DELETE FROM derived; DELETE FROM sketches").unwrap();
        let store = Store::open(folder.path()).unwrap();
        assert_eq!(origins(&store, &documents).unwrap(), kept);
    }
}
