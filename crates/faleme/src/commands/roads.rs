//! `roads`: the road network of a case.

use super::read::stop_on_ctrl_c;
use crate::case::Case;
use crate::cli::{Roads, RoadsAction};
use crate::clock;
use crate::files;
use crate::output::Output;
use crate::progress::{Progress, Watched};
use crate::show;
use crate::store::{RoadFile, RoadKind, RoadUnit, Store, corners};
use anyhow::{Context, Result, bail};
use base::{ContentHash, Issue};
use corridors::osm::{self, Bounds, read_roads};
use corridors::read_geojson;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{BufReader, Seek};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

/// A file is read so many times: for its hash, for its ways, for their nodes.
const PASSES: u64 = 3;

/// What is said when Ctrl-C ends an import.
const STOPPED: &str = "stopped; nothing was imported";

/// Read at a time from a file, bytes.
const BUFFER: usize = 1 << 20;

/// Imports files, or lists those of the network.
pub fn run(args: &Roads, out: Output) -> Result<ExitCode> {
    Case::load(&args.dir)?;
    match &args.action {
        None | Some(RoadsAction::List) => list(&Store::open_to_ask(&args.dir)?, out),
        Some(RoadsAction::Import { files, bbox }) => import(&Store::open(&args.dir)?, files, *bbox, out),
        Some(RoadsAction::Remove { name }) => remove(&Store::open(&args.dir)?, name, out),
        Some(RoadsAction::ImportGeojson { file }) => import_geojson(&Store::open(&args.dir)?, file, out),
    }
}

fn list(store: &Store, out: Output) -> Result<ExitCode> {
    let network = store.network()?;
    let shown = show::roads(&store.road_files()?, network.as_ref());
    out.result(&shown, || show::roads_table(&shown))?;
    if network.is_none() {
        out.note("no roads yet: `roads import FILE.osm.pbf`");
    }
    Ok(ExitCode::SUCCESS)
}

fn remove(store: &Store, name: &str, out: Output) -> Result<ExitCode> {
    let Some(issues) = store.drop_roads(name)? else {
        bail!("no file `{name}` is part of the network: `roads DIR list` shows those that are");
    };
    issues.iter().for_each(|issue| out.issue(issue));
    list(store, out)
}

/// Imports files, and lists those that are there.
fn import(store: &Store, files: &[PathBuf], bbox: Option<Bounds>, out: Output) -> Result<ExitCode> {
    let (changed, failed) = import_files(store, files, bbox, out)?;
    if changed || !failed {
        list(store, out)?;
    }
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// Reads all files, then keeps them and their network, or, on Ctrl-C, nothing; whether the network changed, and whether a
/// file could not be read.
pub fn import_files(
    store: &Store,
    files: &[PathBuf],
    bbox: Option<Bounds>,
    out: Output,
) -> Result<(bool, bool)> {
    let stop = stop_on_ctrl_c()?;
    let (mut units, mut failed) = (Vec::new(), false);
    let mut names = BTreeSet::new();
    for path in files {
        if !names.insert(files::name(path)) {
            failed = true;
            let issue = Issue::error("roads.same_name", "another file of this command has the same name");
            out.issue(
                &issue.in_file(path.display().to_string()).help("it is not imported: rename one of them"),
            );
            continue;
        }
        match import_one(store, path, bbox, &stop, out) {
            Ok(unit) => units.extend(unit),
            Err(_) if stop.load(Ordering::Relaxed) => bail!(STOPPED),
            Err(error) => {
                failed = true;
                let issue = Issue::error("roads.unreadable", format!("{error:#}"));
                out.issue(&issue.in_file(path.display().to_string()).help("nothing of it is imported"));
            }
        }
    }
    let changed = !units.is_empty();
    if changed {
        keep(store, units, &stop, out)?;
    }
    Ok((changed, failed))
}

/// What the file brings; `None` if it is already there.
fn import_one(
    store: &Store,
    path: &Path,
    bbox: Option<Bounds>,
    stop: &AtomicBool,
    out: Output,
) -> Result<Option<RoadUnit>> {
    let (name, file) = (files::name(path), File::open(path)?);
    let length = file.metadata().map_or(0, |m| m.len());
    let progress = Progress::of_file(&name, length * PASSES, out.quiet);
    let mut reader = Watched::new(BufReader::with_capacity(BUFFER, file), progress, stop);
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(&mut reader).context("reading it")?;
    let hash = hasher.finalize().to_hex().to_string();
    let corners = bbox.map(corners);
    if store.has_roads(&name, &hash, corners)? {
        drop(reader);
        out.note(format!("{name}: already imported"));
        return Ok(None);
    }
    reader.rewind()?;
    let roads = read_roads(reader, bbox)?;
    if roads.is_empty() {
        bail!("there are no roads in it{}", if bbox.is_some() { " inside --bbox" } else { "" });
    }
    let file = RoadFile {
        name,
        kind: RoadKind::Osm,
        hash,
        bbox: corners,
        released: roads.released(),
        received: clock::today(),
        licence: osm::LICENCE.into(),
        counts: Some(roads.counts),
    };
    tell_replaced(store, &file, out)?;
    RoadUnit::osm(file, &roads).map(Some)
}

/// Says which file of the same name goes.
fn tell_replaced(store: &Store, file: &RoadFile, out: Output) -> Result<()> {
    if let Some(old) = store.road_files()?.iter().find(|old| old.name == file.name) {
        let boxed = |f: &RoadFile| if f.bbox.is_some() { ", cut to a box" } else { "" };
        out.note(format!(
            "{} of {}{} takes the place of {} of {}{}, imported on {}",
            file.name,
            file.released.map_or_else(|| "no date".to_owned(), |d| d.to_string()),
            boxed(file),
            old.name,
            old.released.map_or_else(|| "no date".to_owned(), |d| d.to_string()),
            boxed(old),
            old.received
        ));
    }
    Ok(())
}

fn import_geojson(store: &Store, path: &Path, out: Output) -> Result<ExitCode> {
    let (file, name) = (path.display().to_string(), files::name(path));
    let bytes = std::fs::read(path).with_context(|| format!("reading {file}"))?;
    let Ok(text) = String::from_utf8(bytes) else {
        bail!("{file} is no text in UTF-8, as GeoJSON is (an OpenStreetMap file: `roads DIR import {file}`)");
    };
    let checked = read_geojson(&text).with_context(|| file.clone())?;
    checked.issues.into_iter().for_each(|issue| out.issue(&issue.in_file(&file)));
    let network = checked.value;
    if network.links.is_empty() {
        bail!("{file}: there are no roads in it");
    }
    let file = RoadFile {
        name,
        kind: RoadKind::Geojson,
        hash: ContentHash::of(text.as_bytes()).to_string(),
        bbox: None,
        released: None,
        received: clock::today(),
        licence: network.licence.clone(),
        counts: None,
    };
    if store.has_roads(&file.name, &file.hash, None)? {
        out.note(format!("{}: already imported", file.name));
    } else {
        tell_replaced(store, &file, out)?;
        let stop = stop_on_ctrl_c()?;
        keep(store, vec![RoadUnit::network(file, &network)?], &stop, out)?;
    }
    list(store, out)
}

fn keep(store: &Store, units: Vec<RoadUnit>, stop: &AtomicBool, out: Output) -> Result<()> {
    let Some(issues) = store.keep_roads(units, stop)? else { bail!(STOPPED) };
    issues.iter().for_each(|issue| out.issue(issue));
    Ok(())
}
