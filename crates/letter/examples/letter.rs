//! Reads findings as JSON from a file and writes the letter in a format: `cargo run -p letter --example letter -- FILE fr md`.
//! `full` or `amber` in place of FILE stands for the invented case of the tests.

#[path = "../tests/support/full.rs"]
mod full;
#[path = "../tests/support/mod.rs"]
mod support;

use letter::{Findings, compose};
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (file, lang, format) = match arguments.as_slice() {
        [file, lang] => (file, lang, "html"),
        [file, lang, format] => (file, lang, format.as_str()),
        _ => {
            eprintln!("usage: letter FINDINGS.json|full|amber fr|en [html|md|docx]");
            return ExitCode::from(2);
        }
    };
    match print(file, lang, format) {
        Ok(bytes) if std::io::stdout().write_all(&bytes).is_ok() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{file}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn print(file: &str, lang: &str, format: &str) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let findings: Findings = match file {
        "full" => full::full(support::sample()),
        "amber" => full::amber(support::sample()),
        file => serde_json::from_str(&std::fs::read_to_string(file)?)?,
    };
    let sheet = compose(&findings, lang.parse()?);
    Ok(match format {
        "html" => letter::html(&sheet).into_bytes(),
        "md" => letter::markdown(&sheet).into_bytes(),
        "docx" => letter::docx(&sheet)?,
        other => return Err(format!("no format `{other}`").into()),
    })
}
