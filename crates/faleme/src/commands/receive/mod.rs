//! `receive`: partners' bundles in, apart from what is one's own.
//!
//! In: files. Out: for each what became of it; a refused one is named with its reason, and changes nothing.

mod differ;
mod view;

pub use differ::Beside;
pub use view::held_under;

use crate::case::Case;
use crate::cli::Receive as Args;
use crate::clock;
use crate::commands::partners::{Identity, log, named};
use crate::output::{Output, count};
use crate::store::{Logged, Store, Taken};
use anyhow::Result;
use base::Issue;
use exchange::bundle::{Asked, Header, LONGEST_FILE, Place, Refusal, open, peek, plain};
use serde::Serialize;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::process::ExitCode;

/// What encryption adds to a bundle at the most, bytes: a head, and 16 for every 64 KiB.
const ENCRYPTED: u64 = 64 * 1024;

/// What became of a file.
#[derive(Serialize)]
struct Received {
    file: String,
    /// The partner; of a refused bundle, whom it says it is from.
    partner: Option<String>,
    number: Option<u64>,
    /// `newer`, `same`, `older`, `withdrawn`, `refused`.
    outcome: &'static str,
    code: Option<&'static str>,
    why: Option<String>,
    records: usize,
    /// Records that came without a marking, and are held as AMBER.
    unmarked: usize,
    /// Records that rest on what was redacted here.
    left_out: usize,
}

/// Why a file is not taken in.
struct Refused {
    code: &'static str,
    why: String,
    header: Option<Box<Header>>,
}

/// Takes bundles in, takes a partner's part out, or shows what is shared.
pub fn run(args: &Args, out: Output) -> Result<ExitCode> {
    Case::load(&args.dir)?;
    let mut store = Store::open(&args.dir)?;
    if let Some(name) = &args.withdraw {
        return withdraw(&mut store, name, out);
    }
    let own = Identity::load(&args.dir)?;
    if args.bundles.is_empty() {
        return view::show(&store, own.signing.public(), out);
    }
    let mut done = Vec::new();
    for path in &args.bundles {
        done.push(receive(&mut store, &own, path, out)?);
    }
    out.result(&done, || done.iter().map(|r| format!("{}\n", r.sentence())).collect())?;
    let refused = done.iter().any(|r| r.outcome == "refused");
    Ok(if refused { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn withdraw(store: &mut Store, name: &str, out: Output) -> Result<ExitCode> {
    let partner = named(store, name)?;
    let records = store.withdraw_partner(&partner.name, clock::today())?;
    log(store, "withdraw", &partner.name, "all that it sent", &count(records, "record"))?;
    let shown = serde_json::json!({ "partner": partner.name, "withdrawn": records });
    out.result(&shown, || format!("{}: {} taken out", partner.name, count(records, "record")))?;
    Ok(ExitCode::SUCCESS)
}

/// One file. An error is one of the ledger: what is wrong with the file is told.
fn receive(store: &mut Store, own: &Identity, path: &Path, out: Output) -> Result<Received> {
    let file = path.display().to_string();
    let keys = store.known_keys()?;
    let opened = load(path, own).and_then(|bytes| {
        let asked = Asked { me: own.signing.public(), keys: &keys };
        open(&bytes, asked).map_err(|refusal| Refused::of(&refusal, peek(&bytes)))
    });
    let bundle = match opened {
        Ok(bundle) => bundle,
        Err(refused) => return refuse(store, &keys, file, refused, out),
    };
    let taken = store.take_bundle(&bundle, clock::today())?;
    let outcome = outcome(&taken);
    let number = bundle.header.number;
    if taken.place.is_fork() {
        let words = format!(
            "{} sent two different bundles as no. {number}: it lost its count, or two hold its key",
            bundle.partner
        );
        out.issue(&Issue::warning("bundle.forked", words).in_file(&file).help("ask them for a new bundle"));
    }
    let why = format!("no. {number}, {outcome}, {}", count(bundle.records.len(), "record"));
    log(store, "receive", &bundle.partner, &file, &why)?;
    Ok(Received {
        file,
        partner: Some(bundle.partner),
        number: Some(number),
        outcome,
        code: None,
        why: None,
        records: bundle.records.len(),
        unmarked: taken.unmarked,
        left_out: taken.left_out,
    })
}

fn outcome(taken: &Taken) -> &'static str {
    match taken.place {
        _ if taken.withdrawn => "withdrawn",
        Place::Newer | Place::ForkedNewer => "newer",
        Place::Same => "same",
        Place::Older | Place::ForkedOlder => "older",
    }
}

/// The bytes of a bundle, decrypted if need be; no more than a bundle may be long.
fn load(path: &Path, own: &Identity) -> Result<Vec<u8>, Refused> {
    let refused = |code, why: String| Refused { code, why, header: None };
    let mut bytes = Vec::new();
    let longest = LONGEST_FILE + ENCRYPTED;
    let read = File::open(path).and_then(|f| f.take(longest + 1).read_to_end(&mut bytes));
    read.map_err(|e| refused("bundle.unreadable", format!("it cannot be read: {e}")))?;
    if bytes.len() as u64 > longest {
        return Err(refused("bundle.too_large", format!("it is longer than {} MB", LONGEST_FILE >> 20)));
    }
    own.decrypted(bytes, LONGEST_FILE).map_err(|e| refused("bundle.encrypted", format!("{e:#}")))
}

impl Refused {
    fn of(refusal: &Refusal, header: Option<Header>) -> Self {
        Self { code: refusal.code(), why: refusal.to_string(), header: header.map(Box::new) }
    }
}

/// Names who, which bundle and why, and writes it down.
fn refuse(
    store: &Store,
    keys: &[exchange::bundle::KnownKey],
    file: String,
    refused: Refused,
    out: Output,
) -> Result<Received> {
    let Refused { code, why, header } = refused;
    let listed = |h: &Header| keys.iter().find(|k| k.key == h.from).map(|k| k.partner.clone());
    let calls_itself = |h: &Header| format!("one that calls itself `{}`", plain(&h.name).replace('\n', " "));
    let partner = header.as_deref().map(|h| listed(h).unwrap_or_else(|| calls_itself(h)));
    let number = header.as_ref().map(|h| h.number);
    let which = number.map_or(String::new(), |n| format!(", no. {n}"));
    let from = partner
        .as_deref()
        .map_or("from nobody who could be told".into(), |p| format!("says it is from {p}{which}"));
    out.issue(&Issue::error(code, format!("refused ({from}): {why}")).in_file(&file));
    store.log_exchange(&Logged {
        at: clock::written(clock::now()),
        what: "receive".into(),
        who: partner.clone().unwrap_or_default(),
        about: plain(&format!("{file}{which}")),
        done: false,
        why: format!("{code}: {why}"),
    })?;
    Ok(Received {
        file,
        partner,
        number,
        outcome: "refused",
        code: Some(code),
        why: Some(why),
        records: 0,
        unmarked: 0,
        left_out: 0,
    })
}

impl Received {
    fn sentence(&self) -> String {
        let from = self.partner.as_deref().unwrap_or("nobody who could be told");
        let number = self.number.map_or(String::new(), |n| format!(" no. {n}"));
        let what = match self.outcome {
            "newer" => format!("{} in the place of what came before", count(self.records, "record")),
            "same" => "already here".into(),
            "older" => "an older one than what is here: nothing changes".into(),
            "withdrawn" => "withdrawn here: it comes back with a later bundle only".into(),
            _ => format!("refused: {}", self.why.as_deref().unwrap_or_default()),
        };
        let unmarked = match self.unmarked {
            0 => String::new(),
            n => format!("; {n} unmarked, held as TLP:AMBER"),
        };
        let left_out = match self.left_out {
            0 => String::new(),
            n => format!("; {n} left out, of documents redacted here"),
        };
        format!("{}: from {from}{number}: {what}{unmarked}{left_out}", self.file)
    }
}
