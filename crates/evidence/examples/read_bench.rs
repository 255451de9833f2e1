//! Times each stage of reading over given texts, so that a hot spot shows: `read_bench FILE…` prints, for each stage,
//! seconds and megabytes of text a second on the one core it uses. With the vocabulary of a case:
//! `read_bench --case CASE.toml FILE…`; files ending in `.toml` are never read as texts.

use evidence::{Gazetteer, Reader, Received, Vocabulary, sketch};
use std::time::{Duration, Instant};

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

/// Seconds of processor time this long at least are measured, by reading the texts again.
const LEAST: Duration = Duration::from_secs(2);

const STAGES: [&str; 5] = ["open", "dates", "places", "claims", "sketch"];

fn main() -> Outcome<()> {
    let mut files: Vec<String> = std::env::args().skip(1).collect();
    let mut vocabulary = Vocabulary::default();
    if files.first().is_some_and(|f| f == "--case") {
        files.remove(0);
        vocabulary = toml::from_str(&std::fs::read_to_string(files.remove(0))?)?;
    }
    if files.is_empty() {
        return Err("usage: read_bench [--case CASE.toml] FILE…".into());
    }
    let gazetteer = Gazetteer::new(&vocabulary.places);
    let reader = Reader::new(&vocabulary, gazetteer);
    let texts = load(&files)?;
    let (mut spent, mut bytes, mut claims) = ([Duration::ZERO; 5], 0, 0);
    while spent.iter().sum::<Duration>() < LEAST {
        for (bytes_of, received) in &texts {
            claims += stages(&reader, bytes_of, received, &mut spent);
            bytes += bytes_of.len();
        }
    }
    print(&spent, bytes, claims);
    Ok(())
}

fn load(files: &[String]) -> Outcome<Vec<(Vec<u8>, Received)>> {
    let published = Some("2025-09-15".parse()?);
    files
        .iter()
        .map(|file| {
            let name = file.rsplit('/').next().unwrap_or(file).to_owned();
            Ok((std::fs::read(file)?, Received { name, published, ..Received::default() }))
        })
        .collect()
}

/// Reads one text, adds what each stage took to `spent`, and counts its claims.
fn stages(reader: &Reader, bytes: &[u8], received: &Received, spent: &mut [Duration; 5]) -> usize {
    let mut since = Instant::now();
    let mut lap = |stage: usize| {
        let now = Instant::now();
        spent[stage] += now - std::mem::replace(&mut since, now);
    };
    let Ok(opened) = reader.open(bytes, received) else { return 0 };
    lap(0);
    let dates = reader.dates(&opened.value).value;
    lap(1);
    let places = reader.places(&opened.value);
    lap(2);
    let claims = reader.claims(&opened.value, &dates, &places);
    lap(3);
    std::hint::black_box(sketch(&opened.value).to_bytes());
    lap(4);
    claims.len()
}

fn print(spent: &[Duration; 5], bytes: usize, claims: usize) {
    let megabytes = bytes as f64 / 1e6;
    let line = |name: &str, took: f64| println!("{name:8} {took:8.3} s {:8.1} MB/s", megabytes / took);
    for (name, took) in STAGES.iter().zip(spent) {
        line(name, took.as_secs_f64());
    }
    line("together", spent.iter().sum::<Duration>().as_secs_f64());
    println!("{megabytes:.1} MB of text, {claims} claims");
}
