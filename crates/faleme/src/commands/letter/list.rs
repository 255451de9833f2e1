//! `letter list`: the letters issued, with what became of them; drafts are not kept and not listed.

use super::archive::Archive;
use super::kept_path;
use crate::cli::LetterList;
use crate::output::Output;
use crate::store::Store;
use crate::table::table;
use anyhow::Result;
use base::{Date, Tlp};
use serde::Serialize;
use std::path::Path;
use std::process::ExitCode;

/// A letter as listed.
#[derive(Debug, Serialize)]
pub struct Listed {
    number: u64,
    as_of: Date,
    /// The day its first language and format was issued.
    issued: Date,
    /// `null` where a redaction left nothing of it.
    tlp: Option<Tlp>,
    corrects: Option<u64>,
    corrected_by: Vec<u64>,
    /// Whether a redaction withdrew it.
    withdrawn: bool,
    files: Vec<File>,
}

/// A language and format of it.
#[derive(Debug, Serialize)]
struct File {
    lang: String,
    format: String,
    /// Where it was written: inside the case folder from there, else the whole path.
    file: String,
}

/// Lists them.
pub fn run(args: &LetterList, out: Output) -> Result<ExitCode> {
    crate::case::Case::load(&args.dir)?;
    let letters = listed(&Store::open_to_ask(&args.dir)?)?;
    if letters.is_empty() {
        out.note("no letter was issued yet: faleme letter issues one");
    }
    out.result(&letters, || lines(&letters))?;
    Ok(ExitCode::SUCCESS)
}

/// Every letter, the newest first.
pub fn listed(store: &Store) -> Result<Vec<Listed>> {
    let archive = Archive::load(store)?;
    let files = store.issued_files()?;
    let corrected = |number: u64| {
        let by = archive.all().iter().filter(|letter| letter.corrects == Some(number));
        let mut by: Vec<u64> = by.map(|letter| letter.number).collect();
        by.sort_unstable();
        by
    };
    let letter = |letter: &crate::store::Issued| {
        let own = || files.iter().filter(|f| f.number == letter.number);
        Listed {
            number: letter.number,
            as_of: letter.as_of,
            issued: own().map(|f| f.issued_on).min().unwrap_or_default(),
            tlp: letter.tlp,
            corrects: letter.corrects,
            corrected_by: corrected(letter.number),
            withdrawn: own().any(|f| f.withdrawn),
            files: each(own()),
        }
    };
    Ok(archive.all().iter().map(letter).collect())
}

/// Languages and formats, each once: where it was issued last.
fn each<'a>(files: impl Iterator<Item = &'a crate::store::IssuedFile>) -> Vec<File> {
    let mut out: Vec<File> = Vec::new();
    for one in files {
        match out.iter_mut().find(|f| f.lang == one.lang && f.format == one.format()) {
            Some(known) => known.file.clone_from(&one.file),
            None => out.push(File {
                lang: one.lang.clone(),
                format: one.format().to_owned(),
                file: one.file.clone(),
            }),
        }
    }
    out
}

/// The same for the page in a folder of letters: those of which a file stands there, with its name. Letters kept elsewhere
/// may be for other readers.
pub fn linked(letters: &[Listed], (dir, folder): (&Path, &Path)) -> Vec<letter::Listed> {
    let here = |file: &File| {
        let name = Path::new(&file.file).file_name()?.to_str()?;
        let href = (kept_path(dir, &folder.join(name)) == file.file).then(|| name.to_owned())?;
        Some(letter::ListedFile { lang: file.lang.clone(), format: file.format.clone(), href })
    };
    let small = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    let letter = |of: &Listed| letter::Listed {
        number: small(of.number),
        as_of: of.as_of,
        issued: of.issued,
        tlp: of.tlp,
        corrects: of.corrects.map(small),
        corrected_by: of.corrected_by.iter().copied().map(small).collect(),
        withdrawn: of.withdrawn,
        files: of.files.iter().filter_map(here).collect(),
    };
    letters.iter().map(letter).filter(|letter| !letter.files.is_empty()).collect()
}

fn lines(letters: &[Listed]) -> String {
    let row = |of: &Listed| {
        let mut files: Vec<(&str, Vec<&str>)> = Vec::new();
        for file in &of.files {
            match files.iter_mut().find(|(lang, _)| *lang == file.lang) {
                Some((_, formats)) => formats.push(&file.format),
                None => files.push((&file.lang, vec![&file.format])),
            }
        }
        let files: Vec<String> =
            files.into_iter().map(|(lang, formats)| format!("{lang}: {}", formats.join(", "))).collect();
        let by: Vec<String> = of.corrected_by.iter().map(ToString::to_string).collect();
        let remarks = [
            of.corrects.map(|n| format!("corrects {n}")),
            (!by.is_empty()).then(|| format!("corrected by {}", by.join(", "))),
            of.withdrawn.then(|| "withdrawn".to_owned()),
        ];
        vec![
            of.number.to_string(),
            of.as_of.to_string(),
            of.issued.to_string(),
            of.tlp.map(|tlp| tlp.as_str().to_owned()).unwrap_or_default(),
            files.join("; "),
            remarks.into_iter().flatten().collect::<Vec<_>>().join(", "),
        ]
    };
    let heads = ["number", "as of", "issued", "marking", "languages and formats", "remark"];
    table(&heads, &letters.iter().map(row).collect::<Vec<_>>())
}
