//! Sets an invented sheet as a PDF and says how long it took:
//! `cargo run -p letter --example pdf -- fr|en OUT.pdf [PARTS ROWS]`; without PARTS, a sheet with one of everything.

#[path = "../tests/support/sheets.rs"]
mod sheets;

use std::process::ExitCode;
use std::time::Instant;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [lang, out, size @ ..] = arguments.as_slice() else {
        eprintln!("usage: pdf fr|en OUT.pdf [PARTS ROWS]");
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
