//! Measures origin tracing. Texts are given by the user; nothing is downloaded.
//!
//! `origins_bench files FILE…` prints the origin graph of plain-text files and every aligned passage.
//! `origins_bench pairs FILE.xml…` reads articles (`<text>` elements of a corpus file, or one TimeML file each) and
//! prints the related pairs. `origins_bench scale PAGES [SEED]` sketches and traces generated pages.

use base::{ContentHash, DocumentId, Tlp};
use evidence::{
    Document, Format, Language, OriginGraph, Region, RegionKind, Sketch, sketch, trace, trace_documents,
};
use std::time::Instant;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((verb, files)) if verb == "files" => files_graph(files),
        Some((verb, files)) if verb == "pairs" => article_pairs(files),
        Some((verb, rest)) if verb == "scale" => {
            let number = |i: usize, or: u64| rest.get(i).and_then(|n| n.parse().ok()).unwrap_or(or);
            scale(number(0, 100_000) as usize, number(1, 1));
        }
        _ => eprintln!("origins_bench files FILE… | pairs FILE.xml… | scale PAGES [SEED]"),
    }
}

fn document(name: &str, text: String) -> Document {
    let hash = ContentHash::of(text.as_bytes());
    let start = |p: &str| p.as_ptr() as usize - text.as_ptr() as usize;
    let regions = text
        .split("\n\n")
        .map(|p| start(p)..start(p) + p.len())
        .filter(|range| !range.is_empty())
        .map(|range| Region { kind: RegionKind::Paragraph, range, language: Language::Undetermined })
        .collect();
    Document {
        id: DocumentId::derive(&[name, hash.as_str()]),
        name: name.to_owned(),
        hash,
        format: Format::Text,
        encoding: "UTF-8".into(),
        language: Language::Undetermined,
        title: None,
        publisher: None,
        published: None,
        url: None,
        licence: None,
        tlp: Tlp::Amber,
        text,
        regions,
        citations: Vec::new(),
        doubts: Vec::new(),
    }
}

fn files_graph(files: &[String]) {
    let documents: Vec<Document> =
        files.iter().filter_map(|f| Some(document(f, std::fs::read_to_string(f).ok()?))).collect();
    let graph = trace_documents(&documents.iter().collect::<Vec<_>>());
    print_graph(&graph, &documents, true);
}

fn print_graph(graph: &OriginGraph, documents: &[Document], passages: bool) {
    let of = |id: &DocumentId| documents.iter().find(|d| d.id == *id);
    let name = |id: &DocumentId| of(id).map_or("?", |d| d.name.as_str());
    println!("{} documents, {} origins", documents.len(), graph.origins.len());
    for relation in &graph.relations {
        println!(
            "{:?} {:.2} {} -> {} ({} passages)",
            relation.kind,
            relation.score,
            name(&relation.from),
            name(&relation.to),
            relation.passages.len()
        );
        for passage in relation.passages.iter().filter(|_| passages) {
            let cut = |id: &DocumentId, span: base::Span| -> String {
                let text = of(id).map_or("", |d| d.text.as_str());
                let all: String = text.chars().skip(span.start).take(span.end - span.start).collect();
                format!(
                    "[{}] {}",
                    all.chars().count(),
                    all.chars().take(90).collect::<String>().replace('\n', " ")
                )
            };
            println!("    {}\n    {}\n", cut(&relation.from, passage.from), cut(&relation.to, passage.to));
        }
    }
}

/// The character data between `<open` … `>` and `close`, without markup.
fn elements(xml: &str, open: &str, close: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut rest = xml;
    while let Some(at) = rest.find(open) {
        rest = &rest[at + open.len()..];
        let Some(end) = rest.find(close) else { break };
        let body = rest[..end].trim_start_matches("<![CDATA[").trim_end_matches("]]>");
        out.push(without_tags(body));
        rest = &rest[end..];
    }
    out
}

fn without_tags(xml: &str) -> String {
    let mut out = String::with_capacity(xml.len());
    let mut inside = false;
    for c in xml.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            _ if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

fn article_pairs(files: &[String]) {
    let mut documents = Vec::new();
    for file in files {
        let Ok(xml) = std::fs::read_to_string(file) else { continue };
        let short = file.rsplit('/').next().unwrap_or(file);
        let texts = [elements(&xml, "<text>", "</text>"), elements(&xml, "<TEXT>", "</TEXT>")].concat();
        for (number, text) in texts.into_iter().enumerate() {
            documents.push(document(&format!("{short}#{number}"), text.replace('\n', "\n\n")));
        }
    }
    let graph = trace_documents(&documents.iter().collect::<Vec<_>>());
    print_graph(&graph, &documents, true);
}

/// A small generator (SplitMix64, Steele et al.), so that the same seed gives the same pages anywhere.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % below.max(1) as u64) as usize
    }
}

/// The sentences of the test fixtures, by language.
fn pool(language: &str) -> Vec<&'static str> {
    let all = include_str!("../tests/fixtures/origins/pool.txt");
    let lines = all.lines().filter_map(|l| l.strip_prefix(language)?.strip_prefix(": "));
    lines.collect()
}

const PLACES: [&str; 12] = [
    "Kidira",
    "Diboli",
    "Kayes",
    "Nioro",
    "Diéma",
    "Tambacounda",
    "Bafoulabé",
    "Kita",
    "Sandaré",
    "Yélimané",
    "Ségala",
    "Ambidédi",
];

/// A page: sentences drawn from the pool, with other places and numbers, in paragraphs of four.
fn page(random: &mut Random, french: &[&str], english: &[&str]) -> String {
    let pool = if random.next(3) == 0 { english } else { french };
    let mut out = String::new();
    for line in 0..18 + random.next(10) {
        let sentence = pool[random.next(pool.len())];
        for word in sentence.split(' ') {
            match word.trim_end_matches(['.', ',']) {
                "PLACE" => out.push_str(PLACES[random.next(PLACES.len())]),
                "NUMBER" => out.push_str(&(2 + random.next(97)).to_string()),
                _ => out.push_str(word),
            }
            out.push(' ');
        }
        out.push_str(if line % 4 == 3 { "\n\n" } else { "" });
    }
    out
}

fn scale(pages: usize, seed: u64) {
    let (french, english) = (pool("fr"), pool("en"));
    // Each page can be made again from its number alone, as a store would load it.
    let make = |n: usize| {
        let text = page(&mut Random(seed ^ (n as u64) << 20), &french, &english);
        document(&format!("page-{n:06}"), text)
    };
    println!("seed {seed}, {} sentences", french.len() + english.len());
    let sample: Vec<Document> = (0..pages.min(5000)).map(make).collect();
    let bytes: usize = sample.iter().map(|d| d.text.len()).sum();
    let start = cpu();
    let sketched: usize = sample.iter().map(|d| sketch(d).to_bytes().len()).sum();
    let seconds = (cpu() - start).max(0.01);
    println!(
        "sketch: {:.1} MB/s on one core, {} bytes a page, {} bytes a sketch",
        bytes as f64 / 1e6 / seconds,
        bytes / sample.len(),
        sketched / sample.len()
    );
    let sketches: Vec<Sketch> = (0..pages).map(|n| sketch(&make(n))).collect();
    println!("resident before tracing: {} MB", resident());
    let numbers: std::collections::HashMap<DocumentId, usize> =
        sketches.iter().enumerate().map(|(n, s)| (s.id.clone(), n)).collect();
    let loads = std::cell::Cell::new((0usize, 0.0f64));
    let (start, start_cpu) = (Instant::now(), cpu());
    let graph = trace(&sketches, &|id| {
        let start = Instant::now();
        let document = make(*numbers.get(id)?);
        loads.set((loads.get().0 + 1, loads.get().1 + start.elapsed().as_secs_f64()));
        Some(document)
    });
    println!(
        "trace: {:.1} s, {:.1} s of processor time ({} loads took {:.1} s), {} origins, {} relations, peak {} MB",
        start.elapsed().as_secs_f64(),
        cpu() - start_cpu,
        loads.get().0,
        loads.get().1,
        graph.origins.len(),
        graph.relations.len(),
        peak()
    );
}

/// Processor time of all threads so far, seconds (Linux, in ticks of 10 ms): a busy machine does not change it much.
fn cpu() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields = stat.rsplit(')').next().unwrap_or("").split_whitespace();
    fields.skip(11).take(2).filter_map(|t| t.parse::<f64>().ok()).sum::<f64>() / 100.0
}

fn status(field: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with(field)).unwrap_or("");
    line.split_whitespace().nth(1).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// Resident memory now, MB (Linux).
fn resident() -> u64 {
    status("VmRSS")
}

/// Most resident memory so far, MB (Linux).
fn peak() -> u64 {
    status("VmHWM")
}
