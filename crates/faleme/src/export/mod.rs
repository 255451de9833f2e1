//! `export`: a layer of the case as a file for others' tools.
//!
//! What is written is what a reader of the marking sees on the pages and in the API of `serve`, row for row: the same views over
//! the ledger, the same answers. Rows go to the format one by one; the file takes its name when it is whole.

mod cap;
mod place;
mod rows;
mod sources;

use crate::answers::{Asked, Asker, Lang};
use crate::cli::{Export as Args, ExportFormat};
use crate::opened::{Opened, Views};
use crate::output::{Format, Output, count};
use crate::store::{NOT_SHARED, Store};
use crate::view::as_of;
use anyhow::{Context, Result, anyhow};
use exchange::Provenance;
use exchange::formats::csv::Csv;
use exchange::formats::flatgeobuf::FlatGeobuf;
use exchange::formats::geojson::GeoJson;
use exchange::formats::geoparquet::GeoParquet;
use exchange::formats::stix::Stix;
use exchange::formats::{Layer, Writer};
use place::{Out, Place};
use serde::Serialize;
use std::fs::File;
use std::path::Path;
use std::process::ExitCode;

/// What was written.
#[derive(Serialize)]
struct Written {
    file: String,
    /// The file beside it that tells where it is from; `None` where that stands inside.
    provenance: Option<String>,
    layer: String,
    format: &'static str,
    rows: usize,
    /// Rows with a place.
    located: usize,
    bytes: u64,
    blake3: String,
    tlp: &'static str,
    as_of: base::Date,
    licence: String,
}

#[derive(Serialize)]
struct Shown<'a> {
    files: &'a [Written],
}

/// Carries it out.
pub fn run(args: &Args, quiet: bool) -> Result<ExitCode> {
    let out = Output { format: if args.json { Format::Json } else { Format::Table }, quiet };
    let by = Asker::elsewhere(args.tlp);
    let opened = Opened::for_readers(&args.dir, by.readers, Views::default())?;
    tell_what_stays(args, &opened, out)?;
    let query: Vec<(String, String)> =
        args.as_of.iter().map(|day| ("as_of".to_owned(), day.to_string())).collect();
    let asked = Asked::read(by, Lang::English, None, &query).map_err(|p| anyhow!(p.detail))?;
    as_of(&opened.store, &opened.case, args.as_of, out)?;
    let files = match args.format {
        ExportFormat::Cap => cap::write(args, &opened, &asked)?,
        _ => vec![file(args, &opened, &asked)?],
    };
    out.result(&Shown { files: &files }, || lines(&files))?;
    Ok(ExitCode::SUCCESS)
}

/// The files in words.
fn lines(files: &[Written]) -> String {
    let line = |w: &Written| {
        let beside = w.provenance.as_ref().map_or(String::new(), |path| format!(", {path}"));
        format!("{}{beside}: {}, {}, as of {}", w.file, count(w.rows, "row"), w.tlp, w.as_of)
    };
    match files {
        [] => "no alert to export".to_owned(),
        files => files.iter().map(line).collect::<Vec<_>>().join("\n"),
    }
}

/// Says what is not in the file, and why.
fn tell_what_stays(args: &Args, opened: &Opened, out: Output) -> Result<()> {
    let own = Store::open_to_read(&args.dir)?;
    let hidden = own.document_count()?.saturating_sub(opened.store.document_count()?);
    if hidden > 0 {
        let documents = count(hidden, "document");
        out.note(format!("marked more strictly than {} and left out: {documents}", args.tlp.as_str()));
    }
    let kept: u64 =
        own.releases()?.iter().filter(|r| NOT_SHARED.contains(&r.dataset.as_str())).map(|r| r.rows).sum();
    if kept > 0 {
        out.note(format!(
            "{kept} rows of {} stay here: their licence forbids sharing them",
            NOT_SHARED.join(", ")
        ));
    }
    Ok(())
}

/// Writes one file.
fn file(args: &Args, opened: &Opened, asked: &Asked) -> Result<Written> {
    let layer = Layer::named(&args.what, args.tlp).with_context(|| format!("`{}` is no layer", args.what))?;
    let provenance = sources::provenance(opened, asked, &layer, args.tlp)?;
    let place = Place::take(&args.out)?;
    let told = place.writing(|out, spool| {
        let mut writer = writer(args.format, &layer, &provenance, out, spool)?;
        let (mut rows, mut located) = (0, 0);
        rows::each(opened, asked, &args.what, &mut |row| {
            let row = layer.row(&row).context("the layers' file and the API disagree")?;
            rows += 1;
            located += usize::from(row.geometry.is_some());
            Ok(writer.row(&row)?)
        })?;
        writer.finish()?;
        Ok((rows, located))
    });
    let (hash, bytes, (rows, located)) = told.with_context(|| writing(&args.out))?;
    let inside =
        matches!(args.format, ExportFormat::Geojson | ExportFormat::Flatgeobuf | ExportFormat::Geoparquet);
    let beside = (!inside).then(|| provenance.of_file(&place.name(), &hash));
    let beside = place.keep(beside.as_ref()).with_context(|| writing(&args.out))?;
    Ok(Written {
        file: args.out.display().to_string(),
        provenance: beside.map(|path| path.display().to_string()),
        layer: layer.name,
        format: name(args.format),
        rows,
        located,
        bytes,
        blake3: hash,
        tlp: args.tlp.as_str(),
        as_of: provenance.generated,
        licence: provenance.licence(),
    })
}

fn writing(path: &Path) -> String {
    format!("writing {}", path.display())
}

fn name(format: ExportFormat) -> &'static str {
    match format {
        ExportFormat::Csv => "csv",
        ExportFormat::Hxl => "hxl",
        ExportFormat::Geojson => "geojson",
        ExportFormat::Flatgeobuf => "flatgeobuf",
        ExportFormat::Geoparquet => "geoparquet",
        ExportFormat::Cap => "cap",
        ExportFormat::Stix => "stix",
    }
}

fn writer<'a>(
    format: ExportFormat,
    layer: &Layer,
    provenance: &Provenance,
    out: &'a mut Out,
    spool: &'a mut File,
) -> Result<Box<dyn Writer + 'a>> {
    Ok(match format {
        ExportFormat::Csv => Box::new(Csv::new(layer, out)?),
        ExportFormat::Hxl => Box::new(Csv::with_hxl(layer, out)?),
        ExportFormat::Geojson => Box::new(GeoJson::new(layer, provenance, out)?),
        ExportFormat::Flatgeobuf => Box::new(FlatGeobuf::new(layer, provenance, out, spool)),
        ExportFormat::Geoparquet => Box::new(GeoParquet::new(layer, provenance, out)?),
        ExportFormat::Stix => Box::new(Stix::new(layer, provenance, out)?),
        ExportFormat::Cap => anyhow::bail!("alerts are messages of their own, not rows of a layer"),
    })
}
