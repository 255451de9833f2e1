//! Place names against coded coordinates: `cargo run --release -p evidence --example places_bench -- UCDP GAZETTEER`.
//!
//! Reads UCDP GED country downloads (`ged_country_download*.csv`) and GeoNames country files (`*.txt`), makes a one-line document of each
//! row (`where_coordinates`, `adm_1`, country), takes its first mention, and compares it with the row's point.
//! Prints shares within 25 km by country and `where_prec`, with the country's own file and with all files at once,
//! then the time to load the files and to read a long text. `--misses` lists the rows that went wrong.

use base::Coordinate;
use evidence::{Document, Gazetteer, PlaceMention, Reader, Received, Vocabulary};
use std::collections::BTreeMap;
use std::error::Error;
use std::time::Instant;

/// Within this distance a row counts as found.
const FOUND_KM: f64 = 25.0;

/// UCDP's country names and the GeoNames files they need.
const COUNTRIES: &[(&str, &str)] = &[
    ("Mali", "ML"),
    ("Burkina Faso", "BF"),
    ("Niger", "NE"),
    ("Ivory Coast", "CI"),
    ("Senegal", "SN"),
    ("Mauritania", "MR"),
    ("Guinea", "GN"),
];

struct Row {
    place: String,
    admin1: String,
    country: String,
    point: Coordinate,
    precision: String,
}

/// How a row's document is worded.
type Wording = fn(&Row) -> String;

const WORDINGS: &[(&str, Wording)] = &[
    ("X, admin, country.", |r| {
        let parts = [&r.place, &r.admin1, &r.country];
        let told: Vec<&str> = parts.into_iter().map(String::as_str).filter(|p| !p.is_empty()).collect();
        format!("{}.", told.join(", "))
    }),
    ("X (admin, country)", |r| match r.admin1.is_empty() {
        true => format!("{} ({})", r.place, r.country),
        false => format!("{} ({}, {})", r.place, r.admin1, r.country),
    }),
];

#[derive(Default, Clone, Copy)]
struct Tally {
    rows: usize,
    found: usize,
    located: usize,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [ucdp, gazetteer, rest @ ..] = args.as_slice() else {
        return Err("usage: places_bench UCDP_DIR GAZETTEER_DIR [--misses]".into());
    };
    let misses = rest.iter().any(|a| a == "--misses");
    let rows = read_rows(ucdp)?;
    let files = read_files(gazetteer)?;
    let all = load(files.iter().map(|(n, c)| (n.as_str(), c.as_str())));
    for (name, wording) in WORDINGS {
        println!("\n== {name}");
        report("own file", &rows, *wording, misses, |country| own_file(&files, country));
        report("all files", &rows, *wording, false, |_| Some(all.clone()));
        lines(&rows, *wording, &all)?;
    }
    baseline(&files, &rows);
    speed(&files, &all, &rows)
}

/// Names of a country file with population and point.
type Names = BTreeMap<String, Vec<(u64, Coordinate)>>;

fn names_of(content: &str) -> Names {
    let mut names = Names::new();
    for columns in content.lines().map(|l| l.split('\t').collect::<Vec<_>>()).filter(|c| c.len() == 19) {
        let number = |i: usize| columns[i].parse::<f64>().unwrap_or(f64::NAN);
        let Some(point) = Coordinate::new(number(4), number(5)) else { continue };
        let population = columns[14].parse().unwrap_or(0);
        let mut keys: Vec<String> = columns[3]
            .split(',')
            .chain([columns[1], columns[2]])
            .map(key)
            .filter(|k| !k.is_empty())
            .collect();
        keys.sort();
        keys.dedup();
        for name in keys {
            names.entry(name).or_default().push((population, point));
        }
    }
    names
}

fn key(name: &str) -> String {
    base::fold_key(name).replace(' ', "")
}

/// The capitalised words that a place's wording begins with: "Konna town" → "Konna".
fn bare(place: &str) -> String {
    let name: Vec<&str> = place
        .split_whitespace()
        .take_while(|w| !w.starts_with(|c: char| c.is_lowercase() || c == '('))
        .collect();
    key(&name.join(" "))
}

/// The rows (`where_prec` 1–2) whose very name the country's own file has: the most populous place of that name, the
/// best that any choice among them could do, and what is found here.
fn baseline(files: &BTreeMap<String, String>, rows: &[Row]) {
    let (mut named, mut populous, mut best, mut ours) = (0, 0, 0, 0);
    for (country, code) in COUNTRIES {
        let Some(content) = files.get(&format!("{code}.txt")) else { continue };
        let names = names_of(content);
        let reader = Reader::new(&Vocabulary::default(), own_file(files, country).unwrap_or_default());
        for row in rows.iter().filter(|r| r.country == *country && matches!(r.precision.as_str(), "1" | "2"))
        {
            let Some(places) = names.get(&bare(&row.place)) else { continue };
            let near = |p: &Coordinate| p.distance_km(row.point) <= FOUND_KM;
            named += 1;
            populous += usize::from(places.iter().max_by_key(|(n, _)| n).is_some_and(|(_, p)| near(p)));
            best += usize::from(places.iter().any(|(_, p)| near(p)));
            let found = first(&reader, &WORDINGS[0].1(row)).and_then(|m| m.resolved?.point);
            ours += usize::from(found.is_some_and(|p| near(&p)));
        }
    }
    let share = |n: usize| n as f64 / named as f64;
    println!("\n== rows 1-2 whose very name the country's file has: {named}");
    println!(
        "most populous {:.3} | a candidate exists {:.3} | here {:.3}",
        share(populous),
        share(best),
        share(ours)
    );
}

fn read_rows(folder: &str) -> Result<Vec<Row>, Box<dyn Error>> {
    let mut rows = Vec::new();
    let mut paths: Vec<_> = std::fs::read_dir(folder)?.filter_map(|e| e.ok().map(|e| e.path())).collect();
    paths.sort();
    let download = |p: &&std::path::PathBuf| {
        let name = p.file_name().and_then(|n| n.to_str()).unwrap_or("");
        name.starts_with("ged_country_download") && name.ends_with(".csv")
    };
    for path in paths.iter().filter(download) {
        let text = String::from_utf8_lossy(&std::fs::read(path)?).into_owned();
        rows.extend(rows_of(&records(&text)));
    }
    Ok(rows)
}

fn rows_of(records: &[Vec<String>]) -> Vec<Row> {
    let Some((header, body)) = records.split_first() else { return Vec::new() };
    let at = |name: &str| header.iter().position(|h| h.trim_start_matches('\u{feff}') == name);
    let columns: Option<Vec<usize>> =
        ["where_coordinates", "adm_1", "country", "latitude", "longitude", "where_prec"]
            .into_iter()
            .map(at)
            .collect();
    let Some(columns) = columns else { return Vec::new() };
    let get = |r: &Vec<String>, i: usize| r.get(columns[i]).map(|v| v.trim().to_owned()).unwrap_or_default();
    body.iter()
        .filter_map(|r| {
            let point = Coordinate::new(get(r, 3).parse().ok()?, get(r, 4).parse().ok()?)?;
            let row =
                Row { place: get(r, 0), admin1: get(r, 1), country: get(r, 2), point, precision: get(r, 5) };
            (!row.place.is_empty()).then_some(row)
        })
        .collect()
}

/// Comma-separated records with quotes; a quoted field may hold line breaks.
fn records(text: &str) -> Vec<Vec<String>> {
    let mut records = vec![vec![String::new()]];
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let record = records.last_mut().expect("never empty");
        let field = record.last_mut().expect("never empty");
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                field.push('"');
                chars.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => record.push(String::new()),
            '\n' if !quoted => records.push(vec![String::new()]),
            '\r' if !quoted => {}
            _ => field.push(c),
        }
    }
    records
}

fn read_files(folder: &str) -> Result<BTreeMap<String, String>, Box<dyn Error>> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|n| n.to_str()).unwrap_or("").to_owned();
        if name.len() == 6 && name.ends_with(".txt") {
            files.insert(name, std::fs::read_to_string(&path)?);
        }
    }
    Ok(files)
}

fn load<'a>(files: impl Iterator<Item = (&'a str, &'a str)>) -> Gazetteer {
    files.fold(Gazetteer::new(&[]), |g, (name, content)| g.with_geonames(name, content).value)
}

fn own_file(files: &BTreeMap<String, String>, country: &str) -> Option<Gazetteer> {
    let code = COUNTRIES.iter().find(|(name, _)| *name == country)?.1;
    let (name, content) = files.get_key_value(&format!("{code}.txt"))?;
    Some(load(std::iter::once((name.as_str(), content.as_str()))))
}

fn report(
    title: &str,
    rows: &[Row],
    wording: Wording,
    misses: bool,
    gazetteer: impl Fn(&str) -> Option<Gazetteer>,
) {
    let mut countries: Vec<&str> = rows.iter().map(|r| r.country.as_str()).collect();
    countries.sort_unstable();
    countries.dedup();
    let mut total = BTreeMap::<String, Tally>::new();
    println!("-- {title}");
    for country in countries {
        let known = COUNTRIES.iter().any(|(name, _)| *name == country);
        let reader = Reader::new(&Vocabulary::default(), gazetteer(country).unwrap_or_default());
        let mut tally = BTreeMap::<String, Tally>::new();
        for row in rows.iter().filter(|r| r.country == country) {
            let point = first(&reader, &wording(row)).and_then(|m| m.resolved?.point);
            let distance = point.map(|p| p.distance_km(row.point));
            let found = distance.is_some_and(|d| d <= FOUND_KM);
            if misses && !found && matches!(row.precision.as_str(), "1" | "2") {
                println!("miss\t{}\t{}\t{}\t{:?}\t{distance:?}", row.place, row.admin1, country, row.point);
            }
            for key in keys(&row.precision) {
                count(&mut tally, key, found, point.is_some());
                if known {
                    count(&mut total, key, found, point.is_some());
                }
            }
        }
        println!("{:16} {}", if known { country.to_owned() } else { format!("({country})") }, line(&tally));
    }
    println!("{:16} {}", "all with a file", line(&total));
}

fn keys(precision: &str) -> impl Iterator<Item = &str> {
    let both = matches!(precision, "1" | "2").then_some("1-2");
    both.into_iter().chain(std::iter::once(precision))
}

fn count(tally: &mut BTreeMap<String, Tally>, key: &str, found: bool, located: bool) {
    let entry = tally.entry(key.to_owned()).or_default();
    entry.rows += 1;
    entry.found += usize::from(found);
    entry.located += usize::from(located);
}

fn line(tally: &BTreeMap<String, Tally>) -> String {
    let cell = |(key, t): (&String, &Tally)| {
        format!("{key}: {:.3} of {} (located {})", t.found as f64 / t.rows as f64, t.rows, t.located)
    };
    tally.iter().map(cell).collect::<Vec<_>>().join(" | ")
}

fn open(reader: &Reader, text: &str) -> Option<(Document, Vec<PlaceMention>)> {
    let received = Received { name: "row.txt".into(), ..Received::default() };
    let reading = reader.read(text.as_bytes(), &received).ok()?.value;
    Some((reading.document, reading.places))
}

fn first(reader: &Reader, text: &str) -> Option<PlaceMention> {
    open(reader, text)?.1.into_iter().next()
}

/// Many rows in one document, a row a line, all files loaded.
fn lines(rows: &[Row], wording: Wording, all: &Gazetteer) -> Result<(), Box<dyn Error>> {
    let known = |r: &&Row| COUNTRIES.iter().any(|(name, _)| *name == r.country);
    let near = |r: &&Row| matches!(r.precision.as_str(), "1" | "2");
    let rows: Vec<&Row> = rows.iter().filter(known).filter(near).collect();
    let text: String = rows.iter().map(|r| wording(r) + "\n").collect();
    let reader = Reader::new(&Vocabulary::default(), all.clone());
    let (document, places) = open(&reader, &text).ok_or("the text of all rows cannot be read")?;
    let mut found = 0;
    let mut start = 0;
    for (row, line) in rows.iter().zip(document.text.split_inclusive('\n')) {
        let first = places.iter().find(|m| m.range.start >= start && m.range.start < start + line.len());
        let point = first.and_then(|m| m.resolved.as_ref()?.point);
        found += usize::from(point.is_some_and(|p| p.distance_km(row.point) <= FOUND_KM));
        start += line.len();
    }
    println!(
        "-- a row a line, one document, all files: 1-2: {:.3} of {}",
        found as f64 / rows.len() as f64,
        rows.len()
    );
    Ok(())
}

fn speed(files: &BTreeMap<String, String>, all: &Gazetteer, rows: &[Row]) -> Result<(), Box<dyn Error>> {
    println!("\n== speed");
    for (name, content) in files {
        let base = Gazetteer::new(&[]);
        let start = Instant::now();
        let loaded = base.with_geonames(name, content);
        let ms = start.elapsed().as_secs_f64() * 1e3;
        println!(
            "load {name} {:.1} MB: {ms:.0} ms, {} issues",
            content.len() as f64 / 1e6,
            loaded.issues.len()
        );
    }
    let text = long_text(rows);
    let reader = Reader::new(&Vocabulary::default(), Gazetteer::default());
    let (document, _) = open(&reader, &text).ok_or("the long text cannot be read")?;
    for (title, gazetteer) in
        [("ML.txt", own_file(files, "Mali").unwrap_or_default()), ("all files", all.clone())]
    {
        let start = Instant::now();
        let mentions = gazetteer.find(&document).len();
        let seconds = start.elapsed().as_secs_f64();
        let rate = document.text.len() as f64 / 1e6 / seconds;
        println!(
            "find, {title}: {rate:.0} MB/s over {:.1} MB, {mentions} mentions",
            document.text.len() as f64 / 1e6
        );
    }
    Ok(())
}

/// About 8 MB of prose with a place name in every other sentence.
fn long_text(rows: &[Row]) -> String {
    let mut text = String::new();
    for (at, row) in rows.iter().cycle().enumerate() {
        let name = row.place.split(' ').next().unwrap_or("Kayes");
        text.push_str("Les transporteurs attendent depuis plusieurs jours que la situation s'améliore avant de repartir. ");
        text.push_str(&format!(
            "According to residents, traders in {name} have reduced opening hours since the end of the week. "
        ));
        text.push_str("Prices of rice and fuel have not changed much, but stocks are lower than a month ago in most shops. ");
        if at % 5 == 4 {
            text.push_str("\n\n");
        }
        if text.len() > 8_000_000 {
            return text;
        }
    }
    text
}
