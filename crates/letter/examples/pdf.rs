//! Sets a sheet as a PDF and says how long it took: `cargo run -p letter --example pdf -- fr|en OUT.pdf [PARTS ROWS | FINDINGS.json]`.
//! A sheet with one of everything, one of so many invented parts and rows a part, or the letter of findings from a file.

#[path = "../tests/support/sheets.rs"]
mod sheets;

use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [lang, out, size @ ..] = arguments.as_slice() else {
        eprintln!("usage: pdf fr|en OUT.pdf [PARTS ROWS | FINDINGS.json]");
        return ExitCode::from(2);
    };
    match print(lang, out, size) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn print(lang: &str, out: &str, size: &[String]) -> Result<(), Box<dyn std::error::Error>> {
    let lang = lang.parse()?;
    let sheet = match size {
        [findings] => letter::compose(&serde_json::from_str(&std::fs::read_to_string(findings)?)?, lang),
        [parts, rows] => sheets::long(lang, parts.parse()?, rows.parse()?),
        _ => sheets::full(lang),
    };
    let start = Instant::now();
    let pdf = letter::pdf(&sheet)?;
    let (took, kb) = (start.elapsed().as_millis(), pdf.bytes.len() / 1024);
    eprintln!(
        "{} pages, {} footnotes, {kb} KB, {took} ms, PDF/UA: {}",
        pdf.pages,
        sheet.notes.len(),
        pdf.accessible
    );
    pdf.issues.iter().for_each(|issue| eprintln!("{issue}"));
    std::fs::write(out, pdf.bytes)?;
    Ok(())
}
