//! The time tagger alone, for measuring. `extract FILE… --published D --show dates --format json` prints the same
//! JSON as the program's command of that name; `speed N FILE…` reads the files N times in-process and prints the
//! seconds that opening them and reading their dates took.

use base::{CharIndex, Date};
use evidence::{Gazetteer, Reader, Received, Vocabulary};
use serde_json::{Value, json};
use std::time::Instant;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        Some("extract") => extract(&arguments[1..]),
        Some("speed") => speed(&arguments[1..]),
        _ => Err("usage: time_bench extract FILE… --published DATE | speed TIMES FILE…".into()),
    }
}

fn reader() -> Reader {
    Reader::new(Vocabulary::default(), Gazetteer::new(&[]))
}

fn extract(arguments: &[String]) -> Outcome {
    let mut published: Option<Date> = None;
    let mut files = Vec::new();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--published" => published = rest.next().map(|d| d.parse()).transpose()?,
            "--show" | "--format" => drop(rest.next()),
            file => files.push(file),
        }
    }
    let mut out = Vec::new();
    for file in files {
        out.extend(dates(file, published)?);
    }
    println!("{}", Value::Array(out));
    Ok(())
}

fn dates(file: &str, published: Option<Date>) -> Result<Vec<Value>, Box<dyn std::error::Error>> {
    let name = file.rsplit('/').next().unwrap_or(file).to_owned();
    let received = Received { name: name.clone(), published, ..Received::default() };
    let reading = reader().read(&std::fs::read(file)?, &received)?.value;
    let text = &reading.document.text;
    let index = CharIndex::new(text);
    Ok(reading
        .dates
        .iter()
        .map(|m| {
            let span = index.span(&m.range);
            json!({"document": name, "start": span.start, "end": span.end, "text": text[m.range.clone()],
                   "type": m.kind, "value": m.value, "interval": m.interval})
        })
        .collect())
}

fn speed(arguments: &[String]) -> Outcome {
    let (times, files) = arguments.split_first().ok_or("usage: time_bench speed TIMES FILE…")?;
    let times: usize = times.parse()?;
    let texts: Vec<Vec<u8>> = files.iter().map(std::fs::read).collect::<Result<_, _>>()?;
    let bytes: usize = texts.iter().map(Vec::len).sum::<usize>() * times;
    let received = Received { published: Some("2025-09-15".parse()?), ..Received::default() };
    let reader = reader();
    let start = Instant::now();
    let mut found = 0;
    for _ in 0..times {
        for text in &texts {
            found += reader.read(text, &received)?.value.dates.len();
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{}",
        json!({"seconds": seconds, "bytes": bytes, "mentions": found, "mb_per_second": bytes as f64 / 1e6 / seconds})
    );
    Ok(())
}
