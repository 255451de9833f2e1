//! Pages to read at scale: `pages FOLDER COUNT [SEED]` writes COUNT notes of about three kilobytes, one a file, a
//! thousand a folder. Each is made of sentences of the demonstration's own notes (in one language), shuffled, with
//! other towns, days, months and numbers. Same seed, same bytes.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Bytes of a page before its footnotes, which bring it to about three kilobytes.
const PAGE: usize = 2_300;

/// Pages in a folder.
const FOLDER: usize = 1_000;

/// What is exchanged for another of its row wherever it stands as a word. Towns are written alike in both languages.
const ROWS: &[&[&str]] = &[
    &["Kayes", "Kidira", "Diboli", "Kita", "Bafoulabé", "Kéniéba", "Yélimané", "Diéma", "Sandaré"],
    &["Bamako", "Ségou", "Sikasso", "Koutiala", "Bougouni", "Mopti", "Gao", "Koulikoro", "Niono", "Kati"],
    &[
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
    ],
    &[
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
    ],
    &["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
    &["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    &["deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"],
    &["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
];

/// One language's material.
#[derive(Default)]
struct Notes {
    titles: Vec<String>,
    sentences: Vec<String>,
    footnotes: Vec<String>,
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, count, seed @ ..] = arguments.as_slice() else {
        return Err("usage: pages FOLDER COUNT [SEED]".into());
    };
    let (count, mut dice): (usize, _) = (count.parse()?, Dice(seed.first().map_or(Ok(1), |s| s.parse())?));
    let sources = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../cases/kayes/sources");
    let notes = [("fr", notes(&sources, "fr")?), ("en", notes(&sources, "en")?)];
    let mut bytes = 0;
    for number in 0..count {
        let (language, notes) = &notes[number % 2];
        let folder = PathBuf::from(folder).join(format!("{:03}", number / FOLDER));
        if number % FOLDER == 0 {
            std::fs::create_dir_all(&folder)?;
        }
        let page = page(language, notes, &mut dice);
        bytes += page.len();
        std::fs::write(folder.join(format!("{number:06}.md")), page)?;
    }
    println!("{bytes}");
    Ok(())
}

fn notes(sources: &Path, language: &str) -> Outcome<Notes> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(sources)?.map(|e| Ok(e?.path())).collect::<Outcome<_>>()?;
    paths.sort();
    let mut notes = Notes::default();
    for path in paths.iter().filter(|p| p.extension().is_some_and(|e| e == "md")) {
        let text = std::fs::read_to_string(path)?;
        let (front, body) = text.trim_start_matches("---\n").split_once("\n---\n").unwrap_or(("", &text));
        if front.lines().any(|line| line == format!("language: {language}")) {
            body.lines().for_each(|line| notes.take(line));
        }
    }
    Ok(notes)
}

impl Notes {
    fn take(&mut self, line: &str) {
        if let Some(title) = line.strip_prefix("# ") {
            self.titles.push(title.to_owned());
        } else if line.starts_with("[^") {
            self.footnotes.extend(line.split_once("]: ").map(|(_, text)| text.to_owned()));
        } else if !line.starts_with('#') && !line.is_empty() {
            let plain = without_calls(line);
            let mut rest = plain.as_str();
            while let Some((at, _)) = rest.match_indices(". ").find(|(at, _)| ends_a_sentence(&rest[..*at])) {
                self.sentences.push(rest[..=at].to_owned());
                rest = &rest[at + 2..];
            }
            self.sentences.push(rest.to_owned());
        }
    }
}

/// No initial and no title: more than two letters before the stop.
fn ends_a_sentence(text: &str) -> bool {
    text.rsplit(' ').next().is_some_and(|word| word.chars().count() > 2)
}

fn without_calls(line: &str) -> String {
    let mut parts = line.split("[^");
    let mut out = parts.next().unwrap_or("").to_owned();
    parts.for_each(|part| out.push_str(part.split_once(']').map_or(part, |(_, rest)| rest)));
    out
}

fn page(language: &str, notes: &Notes, dice: &mut Dice) -> String {
    let title = varied(dice.pick(&notes.titles), dice);
    let (desk, month, day) = (dice.below(40), 7 + dice.below(3), 1 + dice.below(28));
    let mut out = format!(
        "---\ntitle: {title}\npublisher: Desk {desk}\npublished: 2025-{month:02}-{day:02}\nlanguage: {language}\n---\n\n# {title}\n"
    );
    let mut footnotes = 0;
    while out.len() < PAGE {
        out.push('\n');
        for _ in 0..3 + dice.below(2) {
            out.push_str(&varied(dice.pick(&notes.sentences), dice));
            if dice.below(6) == 0 {
                footnotes += 1;
                let _ = write!(out, "[^{footnotes}]");
            }
            out.push(' ');
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    for number in 1..=footnotes {
        let _ = write!(out, "\n[^{number}]: {}\n", dice.pick(&notes.footnotes));
    }
    out
}

/// The sentence with other towns, months, weekdays and numbers; years stay.
fn varied(sentence: &str, dice: &mut Dice) -> String {
    let mut out = String::with_capacity(sentence.len() + 16);
    let mut rest = sentence;
    while let Some(first) = rest.chars().next() {
        let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len()).max(first.len_utf8());
        let (word, tail) = rest.split_at(end);
        match ROWS.iter().find(|row| row.contains(&word)) {
            Some(row) => out.push_str(row[dice.below(row.len())]),
            None if word.bytes().all(|b| b.is_ascii_digit()) && word.len() < 4 => {
                number(word, dice, &mut out)
            }
            None => out.push_str(word),
        }
        rest = tail;
    }
    out
}

/// Another number of as many digits, which as a day of a month exists.
fn number(word: &str, dice: &mut Dice, out: &mut String) {
    let value = match word.len() {
        1 => 2 + dice.below(8),
        2 => 10 + dice.below(19),
        _ => 100 + dice.below(900),
    };
    let _ = write!(out, "{value}");
}

/// SplitMix64: enough for shuffling, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % limit.max(1) as u64) as usize
    }

    fn pick<'a>(&mut self, from: &'a [String]) -> &'a str {
        let at = self.below(from.len());
        from.get(at).map_or("", String::as_str)
    }
}
