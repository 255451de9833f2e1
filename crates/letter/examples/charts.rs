//! Writes every chart of the invented case, in both languages: `cargo run -p letter --example charts -- FOLDER`.

#[path = "../tests/support/charts.rs"]
mod charts;

use letter::Lang;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: charts FOLDER");
        return ExitCode::from(2);
    };
    match write(Path::new(&folder)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    for lang in Lang::ALL {
        std::fs::write(folder.join(format!("charts.{}.html", lang.tag())), charts::page(lang))?;
        for (name, picture) in charts::pictures(lang) {
            std::fs::write(folder.join(format!("{name}.{}.svg", lang.tag())), picture.svg)?;
        }
    }
    Ok(())
}
