//! `letter`: the case as a letter in each language and format, with its findings beside it; `letter diff`: what
//! changed; `letter list`: what was issued.

mod archive;
mod board;
mod changes;
mod compose;
pub mod differences;
mod formats;
mod list;
pub mod since;

pub use board::Board;
pub use compose::of_map;

use crate::case::Case;
use crate::cli::{self, Lang, LetterAction, LetterFormat};
use crate::clock;
use crate::output::{Format, Output};
use crate::store::{self, Store};
use crate::table::table;
use crate::view::{View, as_of};
use anyhow::{Context, Result};
use archive::{Archive, Numbered};
use base::{Checked, Date, Issue, Tlp};
use letter::{Findings, Titles};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

/// A letter as written.
#[derive(Clone, Debug, Serialize)]
pub struct Written {
    /// Where.
    pub file: String,
    /// Its number; `null` for a draft.
    pub number: Option<u64>,
    /// Language tag.
    pub lang: String,
    /// `html`, `pdf`, `md`, `docx`.
    pub format: &'static str,
    /// Findings printed, one by one.
    pub findings: usize,
    /// Findings of long lists that are told by their number alone.
    pub counted: usize,
    /// Footnotes printed.
    pub footnotes: usize,
    /// Findings or documents left out, by their marking or for want of a source.
    pub omitted: usize,
}

/// What letter is asked for.
pub struct Asked<'a> {
    /// Case folder.
    pub dir: &'a Path,
    /// The case.
    pub case: &'a Case,
    /// What could be known on that day.
    pub day: Date,
    /// To whom it may be shown; the case's own marking where it is `None`.
    pub tlp: Option<Tlp>,
    /// Neither kept nor numbered.
    pub draft: bool,
    /// The letter that it corrects.
    pub corrects: Option<u64>,
    /// Where it goes.
    pub folder: PathBuf,
    /// In which languages.
    pub langs: &'a [Lang],
    /// In which formats.
    pub formats: &'a [LetterFormat],
}

impl<'a> Asked<'a> {
    /// The letter of a case on a day in both languages, in its own folder.
    pub fn usual(dir: &'a Path, case: &'a Case, day: Date) -> Self {
        let folder = dir.join("letters");
        let (langs, formats) = (&[Lang::Fr, Lang::En], &[LetterFormat::Html]);
        Self { dir, case, day, tlp: None, draft: false, corrects: None, folder, langs, formats }
    }

    fn marking(&self) -> Tlp {
        self.tlp.unwrap_or(marking(self.case))
    }
}

/// The marking of a case's letters where nobody asks for another.
pub fn marking(case: &Case) -> Tlp {
    case.head.tlp.unwrap_or(Tlp::Amber)
}

/// The findings of a letter, of a ledger that is resolved already.
pub fn found(
    ledger: (&Store, &View),
    case: &Case,
    (dir, day, tlp): (&Path, Date, Tlp),
) -> Result<Checked<Findings>> {
    compose::of_view(ledger, case, (dir, day, tlp))
}

/// Day and marking of a letter that was issued.
pub fn head(store: &Store, number: u64) -> Result<(Date, Option<Tlp>)> {
    Archive::load(store)?.head(number)
}

/// A draft in one form, neither written nor kept.
pub fn draft(store: &Store, found: Findings, lang: Lang, format: LetterFormat) -> Result<Vec<u8>> {
    let numbered = Archive::load(store)?.draft(found)?;
    Ok(formats::print(&letter::compose(&numbered.findings, compose::lang(lang)), format)?.value)
}

/// Writes the letters and says where they are; or what changed.
pub fn run(args: &cli::Letter, quiet: bool) -> Result<ExitCode> {
    if let Some(LetterAction::Diff(diff)) = &args.action {
        return since::run(diff, Output { format: diff.form, quiet });
    }
    if let Some(LetterAction::List(list)) = &args.action {
        return list::run(list, Output { format: list.form, quiet });
    }
    let dir = args.dir.as_deref().context("which case folder? faleme letter DIR")?;
    let format = if args.json { Format::Json } else { Format::Table };
    let out = Output { format, quiet };
    let case = Case::load(dir)?;
    let mut store = Store::open(dir)?;
    let corrected = args.correct.map(|number| Archive::load(&store)?.head(number)).transpose()?;
    let asked = args.as_of.or(corrected.as_ref().map(|(day, _)| *day));
    let day = as_of(&store, &case, asked, out)?.unwrap_or_else(clock::today);
    if day > clock::today() {
        let ahead = format!("the letter's day {day} lies ahead: what will be told by then is not known");
        out.issue(
            &Issue::warning("letter.as_of", ahead)
                .help("give another day with --as-of, or `as_of` in case.toml"),
        );
    }
    let asked = Asked {
        dir,
        case: &case,
        day,
        tlp: args.tlp.or(corrected.and_then(|(_, tlp)| tlp)),
        draft: args.draft,
        corrects: args.correct,
        folder: args.out.clone().unwrap_or_else(|| dir.join("letters")),
        langs: &args.lang,
        formats: &args.format,
    };
    let written = issue(&mut store, &asked, out)?;
    out.result(&written, || written_table(&written))?;
    Ok(ExitCode::SUCCESS)
}

/// Issues a letter in each language and format. One that says just what was issued for this day and marking keeps its
/// number and its bytes.
pub fn issue(store: &mut Store, asked: &Asked<'_>, out: Output) -> Result<Vec<Written>> {
    let found = compose::findings(store, asked.case, (asked.dir, asked.day, asked.marking()))?;
    found.issues.iter().for_each(|issue| out.issue(issue));
    let archive = Archive::load(store)?;
    let numbered = match asked.draft {
        true => archive.draft(found.value)?,
        false => archive.number(found.value, asked.corrects)?,
    };
    tell(&numbered, out);
    fs::create_dir_all(&asked.folder).with_context(|| format!("making {}", asked.folder.display()))?;
    let findings = if asked.draft { "findings-draft.json" } else { "findings.json" };
    write(&asked.folder.join(findings), numbered.json.as_bytes())?;
    let tally = letter::tally(&numbered.findings);
    let labels = (1..).zip(&tally.notes).map(|(at, id)| (format!("n{at}"), id.to_string()));
    let notes: BTreeMap<String, String> = labels.collect();
    let mut written: Vec<Written> = Vec::new();
    for ((lang, format), body) in bodies(store, &numbered, &each(asked), out)? {
        let ending = formats::ending(format);
        let name = numbered.number.map_or_else(|| "draft".to_owned(), |n| format!("{n:03}"));
        let path = asked.folder.join(format!("letter-{name}.{}.{ending}", tag(lang)));
        write(&path, &body)?;
        if let Some(number) = numbered.number {
            store.keep_letter(&store::Letter {
                number,
                lang: tag(lang).into(),
                file: kept_path(asked.dir, &path),
                issued_on: clock::today(),
                as_of: asked.day,
                body,
                findings: numbered.json.clone(),
                notes: notes.clone(),
            })?;
        }
        written.push(Written {
            file: path.display().to_string(),
            number: numbered.number,
            lang: tag(lang).into(),
            format: ending,
            findings: tally.findings,
            counted: tally.counted,
            footnotes: tally.notes.len(),
            omitted: tally.omitted,
        });
    }
    if !asked.draft {
        index(store, asked.case, (asked.dir, &asked.folder))?;
    }
    Ok(written)
}

/// Name of the page that lists the letters issued.
pub const INDEX: &str = "index.html";

/// Writes the page that lists the letters issued into a folder of letters.
pub fn index(store: &Store, case: &Case, (dir, folder): (&Path, &Path)) -> Result<()> {
    let title = Titles { fr: case.head.title.fr.clone(), en: case.head.title.en.clone() };
    let letters = list::linked(&list::listed(store)?, (dir, folder));
    write(&folder.join(INDEX), letter::archive(&title, case.head.demo, &letters).as_bytes())
}

/// Each language in each format, once.
fn each(asked: &Asked<'_>) -> Vec<(Lang, LetterFormat)> {
    let mut out = Vec::new();
    for lang in asked.langs {
        for format in asked.formats {
            if !out.contains(&(*lang, *format)) {
                out.push((*lang, *format));
            }
        }
    }
    out
}

/// A form of the letter in a language.
type Form = (Lang, LetterFormat);

/// The letter in each form as it was issued; composed where it was not yet, all forms at a time.
fn bodies(store: &Store, of: &Numbered, forms: &[Form], out: Output) -> Result<Vec<(Form, Vec<u8>)>> {
    let kept = |(lang, format): Form| match of.number {
        Some(number) => store.letter_body(number, tag(lang), formats::ending(format)),
        None => Ok(None),
    };
    let kept = forms.iter().map(|form| kept(*form)).collect::<Result<Vec<_>>>()?;
    let print =
        |(lang, format): Form| formats::print(&letter::compose(&of.findings, compose::lang(lang)), format);
    let printed = thread::scope(|scope| {
        let started = forms.iter().zip(kept).map(|(form, kept)| match kept {
            Some(body) => Ok(Checked::clean(body)),
            None => Err(scope.spawn(|| print(*form))),
        });
        let started: Vec<_> = started.collect();
        let ended = started.into_iter().map(|body| match body {
            Ok(kept) => Ok(kept),
            Err(printing) => printing.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
        });
        ended.collect::<Result<Vec<_>>>()
    })?;
    for (form, body) in forms.iter().zip(&printed) {
        let (lang, format) = (tag(form.0), formats::ending(form.1));
        body.issues.iter().for_each(|issue| out.issue(&issue.clone().in_file(format!("{lang}.{format}"))));
    }
    Ok(forms.iter().copied().zip(printed.into_iter().map(|body| body.value)).collect())
}

fn tell(of: &Numbered, out: Output) {
    match of.number {
        Some(number) if of.again => out.note(format!("nothing changed since it was issued: letter {number} stays as it is")),
        Some(_) => {}
        None => out.note(
            "a draft: neither kept nor numbered; `faleme why` follows the ids at the end of its lines and footnotes, not n12",
        ),
    }
}

/// Letters in columns.
pub fn written_table(written: &[Written]) -> String {
    let row = |w: &Written| {
        let Written { file, lang, format, findings, counted, footnotes, omitted, .. } = w;
        let counts = [findings, counted, footnotes, omitted].map(ToString::to_string);
        [file.clone(), lang.clone(), (*format).to_owned()].into_iter().chain(counts).collect()
    };
    let heads = ["file", "lang", "format", "findings", "counted", "footnotes", "omitted"];
    table(&heads, &written.iter().map(row).collect::<Vec<_>>())
}

fn tag(lang: Lang) -> &'static str {
    match lang {
        Lang::Fr => "fr",
        Lang::En => "en",
    }
}

/// Where a letter stands, as it is kept: a redaction must find it again, from wherever it is run.
/// Inside the case folder its place there, so that the case may be moved or copied; elsewhere the whole path.
fn kept_path(dir: &Path, path: &Path) -> String {
    let whole = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| PathBuf::from(path));
    let (dir, path) = (whole(dir), whole(path));
    path.strip_prefix(&dir).unwrap_or(&path).display().to_string()
}

/// Writes a file whole or not at all: what was there stays where the disk is full or the run is ended.
fn write(path: &Path, content: &[u8]) -> Result<()> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let written = fs::write(&part, content).and_then(|()| fs::rename(&part, path));
    if written.is_err() {
        // It may never have been made.
        let _ = fs::remove_file(&part);
    }
    written.with_context(|| format!("writing {}", path.display()))
}
