//! `--format cap`: a folder with one CAP 1.2 message an alert.

use super::place::{beside, is_ours};
use super::{Written, sources};
use crate::answers::{Asked, ground};
use crate::cli::Export as Args;
use crate::opened::Opened;
use anyhow::{Context, Result, bail};
use exchange::alerts::{Alert, cap};
use exchange::formats::Layer;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// An alert as it is exported.
pub struct Message {
    /// Its identifier, of letters, digits and `-._`; the file is `NAME.xml`.
    pub name: String,
    /// CAP 1.2.
    pub xml: String,
}

/// The alerts of a case that were known on the day asked about; the readers' ledger holds those issued up to their marking.
fn messages(opened: &Opened, asked: &Asked) -> Result<Vec<Message>> {
    let day = ground::day(opened, asked);
    let known = |alert: &Alert| day.is_none_or(|day| alert.day <= day);
    let alerts = opened.store.alerts()?;
    Ok(alerts.iter().filter(|a| known(a)).map(|a| Message { name: a.id.to_string(), xml: cap(a) }).collect())
}

/// Writes the folder, each message whole or not at all; messages of an earlier export that no longer hold go.
pub fn write(args: &Args, opened: &Opened, asked: &Asked) -> Result<Vec<Written>> {
    let folder = &args.out;
    take(folder)?;
    let layer = Layer::named("constraints", args.tlp).context("the layers' file lacks `constraints`")?;
    let mut provenance = sources::provenance(opened, asked, &layer, args.tlp)?;
    provenance.id = provenance.id.replace(":constraints:", ":alerts:");
    provenance.title = format!("{}: alerts", opened.case.head.title.en);
    let beside = beside(folder);
    let whole = provenance.json();
    fs::write(&beside, format!("{whole:#}\n")).with_context(|| super::writing(&beside))?;
    fs::create_dir_all(folder).with_context(|| super::writing(folder))?;
    let mut written = Vec::new();
    for message in messages(opened, asked)? {
        let path = folder.join(format!("{}.xml", message.name));
        let part = folder.join(format!("{}.xml.part", message.name));
        fs::write(&part, &message.xml)
            .and_then(|()| fs::rename(&part, &path))
            .with_context(|| super::writing(&path))?;
        written.push(Written {
            file: path.display().to_string(),
            provenance: Some(beside.display().to_string()),
            layer: "alerts".into(),
            format: super::name(args.format),
            rows: 1,
            located: 0,
            bytes: message.xml.len() as u64,
            blake3: blake3::hash(message.xml.as_bytes()).to_hex().to_string(),
            tlp: args.tlp.as_str(),
            as_of: provenance.generated,
            licence: provenance.licence(),
        });
    }
    clear(folder, &written)?;
    Ok(written)
}

/// Refuses a folder that holds something else.
fn take(folder: &Path) -> Result<()> {
    let beside = beside(folder);
    let ours = beside.is_file() && is_ours(&beside)?;
    if beside.exists() && !ours {
        bail!("{} is there and is no export of this program: name another place", beside.display());
    }
    if folder.is_file() {
        bail!("{} is a file: CAP messages go to a folder", folder.display());
    }
    let empty = !folder.exists() || fs::read_dir(folder)?.next().is_none();
    if !ours && !empty {
        bail!("{} holds something that is no export of this program: name another folder", folder.display());
    }
    Ok(())
}

/// Takes away messages of an earlier export.
fn clear(folder: &Path, written: &[Written]) -> Result<()> {
    let now: BTreeSet<&str> = written.iter().map(|w| w.file.as_str()).collect();
    for entry in fs::read_dir(folder)?.flatten() {
        let path = entry.path();
        let message = path.extension().is_some_and(|e| e == "xml");
        if message && !now.contains(path.display().to_string().as_str()) {
            fs::remove_file(&path).with_context(|| super::writing(&path))?;
        }
    }
    Ok(())
}
