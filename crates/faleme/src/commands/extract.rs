//! `extract`: files in, findings out, nothing kept.

use crate::case::Case;
use crate::cli::{Extract, Show};
use crate::ingest::{located, open, refusal};
use crate::model::{self, Model};
use crate::output::Output;
use crate::view::View;
use crate::{commands, files, show};
use anyhow::Result;
use base::Issue;
use evidence::{Claim, Reader, Reading, Received, trace_documents};
use rayon::prelude::*;
use std::path::Path;
use std::process::ExitCode;

struct Extracted {
    reading: Option<Reading>,
    issues: Vec<Issue>,
    model: model::Tally,
}

/// Reads the files and shows what is asked for. Files that cannot be read are reported; if none can, that is a failure.
pub fn run(args: &Extract, out: Output) -> Result<ExitCode> {
    let case = args.case.as_deref().map_or_else(Case::built_in, Case::load)?;
    let reader = commands::reader(&case.vocabulary, &args.gazetteer, out)?;
    let model = commands::model(&args.ask)?;
    let (files, issues) = files::list(&args.files);
    issues.iter().for_each(|issue| out.issue(issue));
    let given = Received { published: args.published, ..Received::default() };
    let extracted: Vec<Extracted> =
        files.par_iter().map(|path| extract(&reader, model.as_ref(), path, &given)).collect();
    let mut proposals = model::Tally::default();
    for one in &extracted {
        one.issues.iter().for_each(|issue| out.issue(issue));
        proposals.add(&one.model);
    }
    if !proposals.is_empty() {
        out.note(proposals.to_string());
    }
    let readings: Vec<Reading> = extracted.into_iter().filter_map(|e| e.reading).collect();
    if readings.is_empty() {
        // A script still gets its one JSON document.
        show_none(args.show, out)?;
        return Ok(ExitCode::FAILURE);
    }
    display(args.show, readings, &case, out)?;
    Ok(ExitCode::SUCCESS)
}

fn extract(reader: &Reader, model: Option<&Model>, path: &Path, given: &Received) -> Extracted {
    let file = path.display().to_string();
    let refused = |issue| Extracted { reading: None, issues: vec![issue], model: model::Tally::default() };
    let bytes = match files::load(path) {
        Ok(bytes) => bytes,
        Err(issue) => return refused(issue),
    };
    let received = Received { name: files::name(path), ..given.clone() };
    let checked = match open(reader, &bytes, &received) {
        Ok(checked) => checked,
        Err(unreadable) => return refused(refusal(&unreadable, &file)),
    };
    let mut issues: Vec<Issue> = checked.issues.into_iter().map(|i| located(i, &file)).collect();
    let mut reading = checked.value;
    let tally = model.map_or_else(model::Tally::default, |model| {
        model::extend(&mut reading, reader, model, &mut |issue| issues.push(located(issue, &file)))
    });
    Extracted { reading: Some(reading), issues, model: tally }
}

fn show_none(show: Show, out: Output) -> Result<()> {
    match show {
        Show::Origins => out.result(&serde_json::json!({ "origins": [], "relations": [] }), String::new),
        _ => out.result(&serde_json::json!([]), String::new),
    }
}

fn display(show: Show, readings: Vec<Reading>, case: &Case, out: Output) -> Result<()> {
    match show {
        Show::Dates => {
            let dates = show::dates(&readings);
            out.result(&dates, || show::dates_table(&dates))
        }
        Show::Places => {
            let places = show::places(&readings);
            out.result(&places, || show::places_table(&places))
        }
        Show::Origins => display_origins(&readings, out),
        Show::Claims => {
            let view = resolved(readings, case);
            let claims = show::claims(&view, &view.claims);
            out.result(&claims, || show::claims_table(&claims))
        }
        Show::Contradictions => {
            let view = resolved(readings, case);
            let contradictions = show::contradictions(&view);
            out.result(&contradictions, || show::contradictions_text(&contradictions))
        }
    }
}

fn display_origins(readings: &[Reading], out: Output) -> Result<()> {
    let documents: Vec<_> = readings.iter().map(|r| &r.document).collect();
    let graph = trace_documents(&documents);
    let by_id = documents.iter().map(|d| (&d.id, *d)).collect();
    let shown = show::origins(&graph, &by_id);
    out.result(&shown, || show::origins_table(&shown))
}

/// The same file given twice is one document.
fn resolved(readings: Vec<Reading>, case: &Case) -> View {
    let mut seen = std::collections::HashSet::new();
    let mut documents = Vec::new();
    let mut claims: Vec<Claim> = Vec::new();
    for reading in readings {
        if seen.insert(reading.document.id.clone()) {
            documents.push(reading.document);
            claims.extend(reading.claims);
        }
    }
    let origins = trace_documents(&documents.iter().collect::<Vec<_>>());
    View::of(case, documents, claims, Vec::new(), origins, Vec::new())
}
