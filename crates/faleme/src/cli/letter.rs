//! `letter`, `letter diff` and `letter list`.

use super::by_name;
use crate::output::Format;
use base::{Date, Tlp};
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;

/// A language of the letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// French.
    Fr,
    /// English.
    En,
}

/// A form of the letter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum LetterFormat {
    /// A self-contained page.
    #[default]
    Html,
    /// Pages to print and hand on.
    Pdf,
    /// Markdown with footnotes, for those who go on editing.
    Md,
    /// A Word document with footnotes.
    Docx,
}

/// `letter`
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Letter {
    #[command(subcommand)]
    pub action: Option<LetterAction>,
    /// Case folder
    #[arg(required = true)]
    pub dir: Option<PathBuf>,
    /// Languages
    #[arg(long, value_enum, value_delimiter = ',', default_value = "fr,en")]
    pub lang: Vec<Lang>,
    /// What could be known on that day [default: the case's own, else today; with --correct: that of the letter
    /// corrected]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// Forms of the letter's files
    #[arg(long, value_enum, value_delimiter = ',', default_value = "html")]
    pub format: Vec<LetterFormat>,
    /// Where the letter goes [default: DIR/letters]
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Marking of the letter: CLEAR, GREEN, AMBER, AMBER+STRICT, RED; what is marked more strictly is left out and
    /// counted [default: the case's own]
    #[arg(long, value_parser = by_name::<Tlp>)]
    pub tlp: Option<Tlp>,
    /// Write a draft: it is not kept, has no number, and says DRAFT on every page
    #[arg(long, conflicts_with = "correct")]
    pub draft: bool,
    /// Correct letter N by a new one, which names it and lists what of it is withdrawn
    #[arg(long, value_name = "N")]
    pub correct: Option<u64>,
    /// Print what was written as JSON
    #[arg(long)]
    pub json: bool,
}

/// What else is done with letters.
#[derive(Debug, Subcommand)]
pub enum LetterAction {
    /// Tell what changed since the last letter before a day
    #[command(after_help = "Example:\n  faleme letter diff mycase --since 2025-09-01")]
    Diff(LetterDiff),
    /// List the letters issued
    #[command(after_help = "Example:\n  faleme letter list mycase")]
    List(LetterList),
}

/// `letter list`
#[derive(Debug, Args)]
pub struct LetterList {
    /// Case folder
    pub dir: PathBuf,
    /// Form of the result on standard output
    #[arg(id = "form", long = "format", value_enum, default_value_t, value_name = "FORM")]
    pub form: Format,
}

/// `letter diff`
#[derive(Debug, Args)]
pub struct LetterDiff {
    /// Case folder
    pub dir: PathBuf,
    /// The day: the last letter of it or before it counts; without one, what could be known on the day itself
    #[arg(long, value_name = "DATE")]
    pub since: Date,
    /// What could be known on that day [default: the case's own, else today]
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<Date>,
    /// For readers of this marking: CLEAR, GREEN, AMBER, AMBER+STRICT, RED [default: the case's own]
    #[arg(long, value_parser = by_name::<Tlp>)]
    pub tlp: Option<Tlp>,
    /// Form of the result on standard output
    #[arg(id = "form", long = "format", value_enum, default_value_t, value_name = "FORM")]
    pub form: Format,
}
