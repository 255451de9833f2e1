//! `letter`: the case as a page in each language, with its findings beside it.

mod compose;

use crate::case::Case;
use crate::cli::{Lang, Letter};
use crate::clock;
use crate::output::{Format, Output};
use crate::store::{self, Store};
use crate::table::table;
use crate::view::{View, as_of};
use anyhow::{Context, Result};
use base::Date;
use serde::Serialize;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// A letter as written.
#[derive(Clone, Debug, Serialize)]
pub struct Written {
    /// Where.
    pub file: String,
    /// Language tag.
    pub lang: String,
    /// `html`.
    pub format: &'static str,
    /// Findings printed.
    pub findings: usize,
    /// Footnotes printed.
    pub footnotes: usize,
    /// Findings or documents left out, by their marking or for want of a source.
    pub omitted: usize,
}

/// Writes the letters and says where they are.
pub fn run(args: &Letter, quiet: bool) -> Result<ExitCode> {
    let format = if args.json { Format::Json } else { Format::Table };
    let out = Output { format, quiet };
    let case = Case::load(&args.dir)?;
    let mut store = Store::open(&args.dir)?;
    let day = as_of(&store, &case, args.as_of, out)?.unwrap_or_else(clock::today);
    let folder = args.out.clone().unwrap_or_else(|| args.dir.join("letters"));
    let written = issue(&mut store, (&args.dir, &case), day, &folder, &args.lang)?;
    out.result(&written, || written_table(&written))?;
    Ok(ExitCode::SUCCESS)
}

/// Issues a letter in each language. One that says just what the last one said keeps its number.
pub fn issue(
    store: &mut Store,
    (dir, case): (&Path, &Case),
    day: Date,
    folder: &Path,
    langs: &[Lang],
) -> Result<Vec<Written>> {
    let view = View::load(store, case, Some(day))?;
    let roads = compose::Roads::load(dir, day);
    let (number, findings, json) = numbered(store, &view, (case, &roads), day)?;
    fs::create_dir_all(folder).with_context(|| format!("making {}", folder.display()))?;
    write(&folder.join("findings.json"), &json)?;
    let mut written: Vec<Written> = Vec::new();
    for lang in langs {
        let page = compose::compose(&findings, *lang);
        let path = folder.join(format!("letter-{number:03}.{}.html", tag(*lang)));
        if written.iter().any(|w| w.lang == tag(*lang)) {
            continue;
        }
        write(&path, &page.html)?;
        store.keep_letter(&store::Letter {
            number,
            lang: tag(*lang).into(),
            file: kept_path(dir, &path),
            issued_on: clock::today(),
            as_of: day,
            body: page.html,
            findings: json.clone(),
            notes: page.notes,
        })?;
        written.push(Written {
            file: path.display().to_string(),
            lang: tag(*lang).into(),
            format: "html",
            findings: page.findings,
            footnotes: page.footnotes,
            omitted: page.omitted,
        });
    }
    Ok(written)
}

/// The number of the letter with its findings: the last one's if nothing changed, else the next.
fn numbered(
    store: &Store,
    view: &View,
    (case, roads): (&Case, &compose::Roads),
    day: Date,
) -> Result<(u64, letter::Findings, String)> {
    let last = store.last_letter()?;
    for number in last.iter().map(|l| l.0).chain([last.as_ref().map_or(1, |l| l.0 + 1)]) {
        let findings = compose::findings(view, case, roads, day, number)?;
        let json = serde_json::to_string_pretty(&findings).context("writing the findings")? + "\n";
        let same =
            last.as_ref().is_some_and(|(last, kept)| *last == number && kept.as_deref() == Some(&json));
        let next = last.as_ref().is_none_or(|(last, _)| *last < number);
        if same || next {
            return Ok((number, findings, json));
        }
    }
    anyhow::bail!("no number is left for the letter")
}

/// Letters in columns.
pub fn written_table(written: &[Written]) -> String {
    let row = |w: &Written| {
        let Written { file, lang, findings, footnotes, omitted, .. } = w;
        vec![file.clone(), lang.clone(), findings.to_string(), footnotes.to_string(), omitted.to_string()]
    };
    table(&["file", "lang", "findings", "footnotes", "omitted"], &written.iter().map(row).collect::<Vec<_>>())
}

fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "fr",
        Lang::En => "en",
    }
}

/// A redaction must find the letter again, from wherever it is run.
/// inside the case folder its place there, so that the case may be moved or copied; elsewhere the whole path.
fn kept_path(dir: &Path, path: &Path) -> String {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| PathBuf::from(path));
    let (dir, path) = (whole(dir), whole(path));
    path.strip_prefix(&dir).unwrap_or(&path).display().to_string()
}

fn write(path: &Path, content: &str) -> Result<()> {
    fs::write(path, content).with_context(|| format!("writing {}", path.display()))
}
