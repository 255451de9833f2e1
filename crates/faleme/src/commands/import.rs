//! `import`: rows of event datasets into the ledger, release by release.

mod file;
mod name;

use crate::case::Case;
use crate::cli::{self, Import};
use crate::clock;
use crate::commands::read::stop_on_ctrl_c;
use crate::output::Output;
use crate::store::{Basis, Importing, Release, Store, UNNAMED};
use anyhow::{Context, Result, bail};
use base::{Date, Issue};
use events::datasets::{Dataset, Mapping, Seen};
use file::{Outcome, Sum};
use serde::Serialize;
use std::process::ExitCode;

/// What an import did.
#[derive(Debug, Serialize)]
struct Told {
    dataset: String,
    release: Option<String>,
    released: Option<Date>,
    basis: Option<Basis>,
    imported: u64,
    flagged: u64,
    refused: u64,
    duplicates: u64,
    /// Rows of files whose bytes were there already.
    unchanged: u64,
    /// Whether the release lacks rows that could not be read: older rows absent from it stay.
    partial: bool,
    /// Files that could not be used, or only up to where they are cut.
    #[serde(skip)]
    lost: bool,
    issues: Vec<Issue>,
}

/// The dataset asked for, by its name in the ledger.
struct Asked {
    name: String,
    layout: Dataset,
    additive: bool,
    /// BLAKE3 of the mapping file.
    map: Option<String>,
    /// A row of a later day is in doubt: today, or the day of the release.
    latest: Date,
}

impl Asked {
    /// What a file is known again by: its bytes, and the mapping they are read through.
    fn key(&self, hash: &str) -> String {
        self.map.as_ref().map_or_else(|| hash.to_owned(), |map| format!("{hash}:{map}"))
    }
}

/// Imports the files named.
pub fn run(args: &Import, out: Output) -> Result<ExitCode> {
    Ok(if import_files(args, out)? { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Imports the files named, all of them or, on Ctrl-C or with `--strict`, none; whether all of them are there now.
pub fn import_files(args: &Import, out: Output) -> Result<bool> {
    let case = Case::load(&args.dir)?;
    let asked = asked(args, &case)?;
    let mut store = Store::open(&args.dir)?;
    let stop = stop_on_ctrl_c()?;
    let importing = store.importing()?;
    let named = name::release(args)?;
    let wanted = file::release_to_mend(&importing, &asked, &args.files)?.or(named);
    let target = target(&importing, &asked, wanted.as_deref())?;
    let mut seen = target.known.as_ref().map(|r| importing.seen(r.seq)).transpose()?.unwrap_or_default();
    let mut sum = Sum::default();
    for path in &args.files {
        let release = Outcome::read(&importing, &asked, path, target.seq, &mut seen, &stop);
        sum.add(release?, path, out);
    }
    let told = settle(importing, args, &asked, &target, wanted, sum, &seen)?;
    tell(&told, args, out)
}

fn asked(args: &Import, case: &Case) -> Result<Asked> {
    let today = clock::today();
    let latest = args.released.map_or(today, |day| day.min(today));
    let asked = |name: &str, layout, additive| {
        Ok(Asked { name: name.to_owned(), layout, additive, map: None, latest })
    };
    match args.dataset {
        cli::Dataset::Ucdp => asked("ucdp", Dataset::Ucdp, false),
        cli::Dataset::Gdelt => asked("gdelt", Dataset::Gdelt, true),
        cli::Dataset::Acled => {
            if case.datasets.acled.confirmed().is_none() {
                bail!(
                    "ACLED's terms bind you: read https://acleddata.com/eula, then write into {}\n\n    \
                     [datasets.acled]\n    licence_confirmed = \"YOUR NAME, DATE\"\n\nIts rows stay in this case and \
                     are never exported",
                    args.dir.join(crate::case::FILE).display()
                );
            }
            asked("acled", Dataset::Acled, false)
        }
        cli::Dataset::Csv => {
            let path = args.map.as_deref().context("give the mapping with --map")?;
            let shown = path.display();
            let text = std::fs::read_to_string(path).with_context(|| format!("reading {shown}"))?;
            let mapping = Mapping::parse(&text).map_err(|said| anyhow::anyhow!("{shown}: {said}"))?;
            let (name, additive) = (mapping.dataset.clone(), mapping.additive);
            let map = Some(blake3::hash(text.as_bytes()).to_hex().to_string());
            Ok(Asked { name, layout: Dataset::Mapped(Box::new(mapping)), additive, map, latest })
        }
    }
}

/// The release that the files go to.
struct Target {
    seq: i64,
    known: Option<Release>,
}

fn target(importing: &Importing<'_>, asked: &Asked, name: Option<&str>) -> Result<Target> {
    let known = name.map(|n| importing.release(&asked.name, n)).transpose()?.flatten();
    let seq = match &known {
        Some(release) => release.seq,
        None => importing.add_release(&asked.name, UNNAMED, asked.additive)?,
    };
    Ok(Target { seq, known })
}

/// Names and dates the release and keeps everything; or keeps nothing.
fn settle(
    importing: Importing<'_>,
    args: &Import,
    asked: &Asked,
    target: &Target,
    wanted: Option<String>,
    mut sum: Sum,
    seen: &Seen,
) -> Result<Told> {
    let strict = args.strict && (sum.flagged > 0 || sum.refused > 0 || sum.failed > 0);
    if strict || sum.imported == 0 {
        if strict {
            sum.imported = 0;
            sum.issues.push(Issue::error("import.strict", "nothing was imported, as --strict asks for"));
        } else if let Some(given) = args.released
            && let Some(release) = sum.whole.clone()
            && sum.failed == 0
        {
            if args.release.is_none() || wanted.as_ref() == Some(&release) {
                return redate(importing, asked, target, &release, given, sum);
            }
            let said = format!("these bytes are release {release}, whose day stays: nothing changed");
            sum.issues.push(
                Issue::warning("release.other", said)
                    .help(format!("--release {release} --released {given} would set its day")),
            );
        }
        let held =
            sum.whole.as_deref().map(|name| importing.release(&asked.name, name)).transpose()?.flatten();
        let partial = held.as_ref().is_some_and(|r| r.partial);
        let day = held.as_ref().map(|r| (r.released, r.basis));
        return Ok(sum.told(asked, held.map(|r| r.name), day, partial));
    }
    // Where every file of the release was read just now, its former day is no witness.
    let others = importing.files(target.seq)? > sum.read;
    let newest = sum.newest.max(target.known.as_ref().filter(|_| others).map(|r| r.released));
    importing.set_additive(target.seq, asked.additive)?;
    let before = target.known.as_ref().filter(|r| r.basis == Basis::Given).map(|r| r.released);
    let Some((released, basis)) =
        args.released.or(before).map(|day| (day, Basis::Given)).or(newest.map(|day| (day, Basis::Inferred)))
    else {
        bail!("no date is in the files: say when the release came out with --released DATE");
    };
    let name = wanted.unwrap_or_else(|| sum.newest.unwrap_or(released).to_string());
    let seq = place(&importing, asked, target, &name, seen)?;
    importing.settle(seq, &name, released, basis)?;
    if let Some(newer) =
        importing.newest(&asked.name, seq)?.filter(|r| r.released > released && !asked.additive)
    {
        let said = format!(
            "release {name} of {released} is older than {} of {}, which counts before it",
            newer.name, newer.released
        );
        sum.issues.push(Issue::note("release.older", said));
    }
    if basis == Basis::Inferred {
        let said = format!("release {name} counts from {released}, the newest day its rows tell of");
        sum.issues.push(Issue::note("release.inferred", said).help("--released DATE says when it came out"));
    }
    let partial = importing.release(&asked.name, &name)?.is_some_and(|r| r.partial);
    if partial {
        let why = if sum.cut { "a file is cut" } else { "rows were refused" };
        let said = format!("release {name} is not whole: older rows absent from it stay, since {why}");
        sum.issues.push(
            Issue::warning("release.partial", said)
                .help("import the whole file as the same --release, or a new one"),
        );
    }
    importing.commit()?;
    Ok(sum.told(asked, Some(name), Some((released, basis)), partial))
}

/// The same files with another day: the release gets it.
fn redate(
    importing: Importing<'_>,
    asked: &Asked,
    target: &Target,
    name: &str,
    released: Date,
    sum: Sum,
) -> Result<Told> {
    let held = importing.release(&asked.name, name)?;
    if let Some(release) = &held {
        if target.known.is_none() {
            importing.drop_release(target.seq)?;
        }
        importing.settle(release.seq, name, released, Basis::Given)?;
        importing.commit()?;
    }
    let partial = held.is_some_and(|r| r.partial);
    Ok(sum.told(asked, Some(name.to_owned()), Some((released, Basis::Given)), partial))
}

/// Where the rows stay: a release of that name that was there before takes them if it has none of their ids.
fn place(importing: &Importing<'_>, asked: &Asked, target: &Target, name: &str, seen: &Seen) -> Result<i64> {
    let Some(held) = importing.release(&asked.name, name)?.filter(|r| r.seq != target.seq) else {
        return Ok(target.seq);
    };
    let before = importing.seen(held.seq)?;
    let known: std::collections::HashSet<u64> = before.ids().collect();
    if seen.ids().any(|id| known.contains(&id)) {
        bail!(
            "release {name} of {} has rows of the same ids: give another name with --release, or the same to add to it",
            asked.name
        );
    }
    importing.join(target.seq, held.seq)?;
    Ok(held.seq)
}

fn tell(told: &Told, args: &Import, out: Output) -> Result<bool> {
    let Told { imported, flagged, refused, duplicates, unchanged, .. } = told;
    for issue in told.issues.iter().filter(|i| i.file.is_none()) {
        out.issue(issue);
    }
    out.result(told, String::new)?;
    let mut words = format!("{imported} imported, {flagged} flagged, {refused} refused");
    for (count, what) in [(duplicates, "duplicates"), (unchanged, "unchanged")] {
        if *count > 0 {
            words.push_str(&format!(", {count} {what}"));
        }
    }
    if let Some(release) = &told.release {
        words.push_str(&format!(" ({} {release})", told.dataset));
    }
    out.note(words);
    let stopped = args.strict && told.issues.iter().any(|i| i.code == "import.strict");
    let nothing = *imported == 0 && *unchanged == 0 && *duplicates == 0;
    Ok(!(stopped || nothing || told.lost))
}
