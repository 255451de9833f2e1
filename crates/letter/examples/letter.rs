//! Reads findings as JSON from a file and prints the letter: `cargo run -p letter --example letter -- FILE fr`.

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [file, lang] = arguments.as_slice() else {
        eprintln!("usage: letter FINDINGS.json fr|en");
        return ExitCode::from(2);
    };
    match print(file, lang) {
        Ok(page) => {
            print!("{page}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{file}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn print(file: &str, lang: &str) -> Result<String, Box<dyn std::error::Error>> {
    let findings = serde_json::from_str(&std::fs::read_to_string(file)?)?;
    Ok(letter::html(&letter::compose(&findings, lang.parse()?)))
}
