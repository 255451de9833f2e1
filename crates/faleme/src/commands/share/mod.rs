//! `share`: a signed snapshot of what a partner may have.
//!
//! In: the case as readers of a marking see it. Out: a bundle, and in the ledger the ids of what it holds. What partners sent is
//! never in it: to such readers their records are not there.

mod records;

pub use records::records;

use crate::case::Case;
use crate::cli::Share as Args;
use crate::clock;
use crate::commands::partners::{AGE, Identity, log, named, recipient};
use crate::files::refuse_what_is_no_file;
use crate::opened::{Opened, Views};
use crate::output::{Output, count};
use crate::store::{Partner, Readers, Store};
use crate::view::as_of;
use anyhow::{Context, Result, bail};
use base::{Issue, Tlp, fold_key};
use exchange::bundle::{Header, LONGEST_FILE, Line, MAGIC, Record, RecordId, plain, seal};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Where bundles go unless told otherwise.
const OUTBOX: &str = "outbox";

/// The licence of a bundle.
const LICENCE: &str =
    "For its recipient, each record under its marking; quotes under the licences of their documents.";

/// Writes a bundle for a partner.
pub fn run(args: &Args, out: Output) -> Result<ExitCode> {
    let case = Case::load(&args.dir)?;
    args.out.as_deref().map_or(Ok(()), refuse)?;
    let mut ledger = Store::open(&args.dir)?;
    let own = Identity::load(&args.dir)?;
    let partner = named(&ledger, &args.to)?;
    let Some(key) = partner.key() else {
        bail!("the key of {} is revoked: nothing is shared until a new one is added", partner.name);
    };
    let tlp = allowed(args.tlp, &partner, out)?;
    let readers = Readers { tlp, abroad: true };
    let opened = Opened::for_readers(&args.dir, readers, Views::default())?;
    let day = as_of(&opened.store, &case, args.as_of, out)?;
    let records = records(opened.view(day)?.as_ref(), &case, day);
    let about = Header {
        from: own.signing.public(),
        name: plain(&case.head.title.en),
        to: key.key,
        number: 0,
        as_of: day,
        holds: partner.holds,
        tlp: None,
        generated_by: concat!("faleme ", env!("CARGO_PKG_VERSION")).into(),
        licence: LICENCE.into(),
        records: 0,
        length: 0,
        digest: String::new(),
    };
    // The first sealing tells what follows from the records, the second carries the number that this gives.
    let first = seal(&about, &records, &own.signing);
    if first.bytes.len() as u64 > LONGEST_FILE {
        bail!("this is more than a bundle may hold: share an earlier --as-of, or a lower --tlp");
    }
    let lines = lines(&records);
    let header = ledger.number_sent(&partner.name, first.header, &lines, clock::today())?;
    let sealed = seal(&header, &records, &own.signing);
    let path = args.out.clone().unwrap_or_else(|| default_path(&args.dir, &case, &partner, header.number));
    let bytes = match &partner.encrypt {
        Some(encrypt) => {
            age::encrypt(&recipient(encrypt)?, &sealed.bytes).context("encrypting the bundle")?
        }
        None => sealed.bytes,
    };
    write(&path, &bytes)?;
    let said = format!("no. {}, {}", header.number, count(lines.len(), "record"));
    log(&ledger, "share", &partner.name, &path.display().to_string(), &said)?;
    if partner.encrypt.is_none() && header.tlp > Some(Tlp::Green) {
        let words = format!("{} leaves in plain", header.tlp.map_or("", Tlp::as_str));
        let help = "give the partner's age recipient: partners DIR add NAME --key KEY --encrypt AGE";
        out.issue(&Issue::warning("share.plain", words).in_file(path.display().to_string()).help(help));
    }
    tell(&path, &partner, &header, &records, out)?;
    Ok(ExitCode::SUCCESS)
}

/// The marking up to which is shared: what is asked for, and never more than the partner may hold.
fn allowed(asked: Tlp, partner: &Partner, out: Output) -> Result<Tlp> {
    if asked == Tlp::Red {
        bail!("TLP:RED is for the persons it was given to: it is not shared");
    }
    if asked > partner.holds {
        let (name, holds) = (&partner.name, partner.holds.as_str());
        out.note(format!("{name} may hold {holds}: what is marked more strictly stays here"));
    }
    Ok(asked.min(partner.holds))
}

fn lines(records: &[Record]) -> Vec<Line> {
    let by_id: BTreeMap<RecordId, Line> = records.iter().map(|r| (r.id(), Line::of(r.id(), r))).collect();
    by_id.into_values().collect()
}

fn default_path(dir: &Path, case: &Case, partner: &Partner, number: u64) -> PathBuf {
    let slug = |name: &str| fold_key(name).replace(' ', "-");
    let name = format!("{}-to-{}-{number}.bundle", slug(&case.head.id), slug(&partner.name));
    dir.join(OUTBOX).join(name)
}

/// Refuses to take the place of anything but a bundle: `--out` may name the ledger by mistake.
fn refuse(path: &Path) -> Result<()> {
    refuse_what_is_no_file(path)?;
    let Ok(mut file) = File::open(path) else { return Ok(()) };
    let mut begins = [0; 32];
    let read = file.read(&mut begins).with_context(|| format!("looking at {}", path.display()))?;
    let begins = begins.get(..read).unwrap_or_default();
    let encrypted = begins.starts_with(AGE) && path.extension().is_some_and(|e| e == "bundle");
    if !begins.is_empty() && !begins.starts_with(MAGIC.as_bytes()) && !encrypted {
        bail!("{} is there and is no bundle: name another place, or take it away first", path.display());
    }
    Ok(())
}

/// Writes beside, then moves into place: nobody picks up half a bundle.
fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let writing = || format!("writing {}", path.display());
    refuse(path)?;
    if let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).with_context(writing)?;
    }
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    std::fs::write(&beside, bytes).and_then(|()| std::fs::rename(&beside, path)).with_context(writing)
}

fn tell(path: &Path, partner: &Partner, header: &Header, records: &[Record], out: Output) -> Result<()> {
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    records.iter().for_each(|r| *kinds.entry(r.kind()).or_default() += 1);
    let shown = json!({
        "file": path, "partner": partner.name, "number": header.number, "as_of": header.as_of, "tlp": header.tlp,
        "encrypted": partner.encrypt.is_some(), "digest": header.digest, "records": kinds,
    });
    out.result(&shown, || {
        let parts: Vec<String> = kinds.iter().map(|(kind, number)| count(*number, kind)).collect();
        let held =
            if parts.is_empty() { "nothing: it takes back what was shared".into() } else { parts.join(", ") };
        format!("{}: no. {} for {}: {held}", path.display(), header.number, partner.name)
    })
}
