//! The rules of the house, checked on the text of the workspace. Each finding says what to do; each rule is also run
//! on a bad sample, so that a rule that stopped finding anything fails here.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The stages from left to right, then the programs. A crate that is not listed has no place in ARCHITECTURE.md yet.
const ORDER: [&str; 10] = [
    "base",
    "evidence",
    "events",
    "corridors",
    "supply",
    "outlook",
    "letter",
    "exchange",
    "cluster",
    "faleme",
];
/// The crates that may touch disk, network, clock and environment.
const PROGRAMS: [&str; 2] = ["faleme", "cluster"];
const LONGEST_FILE: usize = 600;
const README_COMMANDS: [&str; 2] = ["cargo run --release -- demo", "cargo test --workspace"];
const CASE: &str = "cases/kayes/case.toml";
const NOTE_KEYS: [&str; 6] = ["title", "publisher", "published", "language", "licence", "tlp"];
/// The lists of a case file, and the structs that read them.
const LISTS: [(&str, &str); 3] =
    [("places", "PlaceEntry"), ("actors", "ActorEntry"), ("sources", "SourceEntry")];

// --- the tree -------------------------------------------------------------------------------------------------

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().expect("the workspace root exists")
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// What `dir` holds, sorted; nothing if it is missing.
fn entries(dir: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(dir) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    paths.sort();
    paths
}

/// Files at any depth below `dir` whose name ends in `.ext`.
fn files(dir: &Path, ext: &str) -> Vec<PathBuf> {
    let (folders, plain): (Vec<_>, Vec<_>) = entries(dir).into_iter().partition(|p| p.is_dir());
    let here = plain.into_iter().filter(|p| p.extension().is_some_and(|e| e == ext));
    here.chain(folders.iter().flat_map(|f| files(f, ext))).collect()
}

/// Name and folder of each crate.
fn crates() -> Vec<(String, PathBuf)> {
    let name = |d: &Path| d.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let found: Vec<_> = entries(&root().join("crates"))
        .into_iter()
        .filter(|d| d.join("Cargo.toml").exists())
        .map(|d| (name(&d), d))
        .collect();
    assert!(found.len() >= 5, "only {} crates found", found.len());
    found
}

/// The program text of some crates: their `src` without files that are compiled for tests only.
fn sources(of: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let test_only = |p: &Path| p.file_name().is_some_and(|n| n == "tests.rs") || shown(p).contains("/tests/");
    let found =
        crates().into_iter().filter(|(name, _)| of(name)).flat_map(|(_, d)| files(&d.join("src"), "rs"));
    found.filter(|f| !test_only(f)).map(|f| (shown(&f), read(&f))).collect()
}

/// Path relative to the root, for messages.
fn shown(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).display().to_string()
}

fn case_table() -> toml::Table {
    read(&root().join(CASE)).parse().unwrap_or_else(|e| panic!("{CASE}: {e}"))
}

fn assert_tidy(findings: impl IntoIterator<Item = String>) {
    let findings: Vec<String> = findings.into_iter().collect();
    assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
}

// --- source text ----------------------------------------------------------------------------------------------

/// The numbered lines of `source` that are program code: no comments, nothing under `#[cfg(test)]`.
/// A test module at the left margin is taken to be the end of the file, as everywhere in this workspace.
fn code_lines(source: &str) -> Vec<(usize, &str)> {
    let mut kept = Vec::new();
    let mut lines = source.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if line.trim_start().starts_with("#[cfg(test)]") {
            if !skip_item(&mut lines) {
                break;
            }
        } else if !line.trim_start().starts_with("//") {
            kept.push((at + 1, line.split(" // ").next().unwrap_or(line)));
        }
    }
    kept
}

/// Passes over the item that follows `#[cfg(test)]`; false when the rest of the file belongs to it.
fn skip_item<'a>(lines: &mut impl Iterator<Item = (usize, &'a str)>) -> bool {
    let aside = |l: &str| l.trim_start().starts_with("#[") || l.trim_start().starts_with("//");
    let Some((_, first)) = lines.find(|(_, l)| !aside(l)) else { return false };
    if first.starts_with("mod ") && first.ends_with('{') {
        return false;
    }
    if !first.trim_end().ends_with([';', '}']) {
        let indent = &first[..first.len() - first.trim_start().len()];
        let end = format!("{indent}}}");
        let _ = lines.find(|(_, l)| l.trim_end() == end);
    }
    true
}

/// Whether `word` stands in `line` with no letter, digit or `_` on either side.
fn has_word(line: &str, word: &str) -> bool {
    let joins = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word)
        .any(|(at, _)| !line[..at].ends_with(joins) && !line[at + word.len()..].starts_with(joins))
}

// --- the rules ------------------------------------------------------------------------------------------------

fn rank(name: &str) -> Option<usize> {
    ORDER.iter().position(|o| *o == name)
}

fn may_depend(from: &str, to: &str) -> bool {
    match (from, rank(from), rank(to)) {
        (_, _, None) => true,
        ("letter" | "exchange", _, _) => to == "base",
        ("faleme", _, _) => to != "cluster" && to != "faleme",
        (_, Some(from), Some(rank)) => rank < from && !["letter", "exchange"].contains(&to),
        (_, None, _) => false,
    }
}

fn wrong_arrows(name: &str, manifest: &str) -> Vec<String> {
    let table: toml::Table = manifest.parse().unwrap_or_else(|e| panic!("crates/{name}/Cargo.toml: {e}"));
    if rank(name).is_none() {
        return vec![format!("crates/{name}: not in ORDER; give it a place there and in ARCHITECTURE.md.")];
    }
    let sections = ["dependencies", "dev-dependencies", "build-dependencies"];
    let named = sections.iter().filter_map(|s| table.get(*s)?.as_table()).flatten();
    let target = |(key, value): (&String, &toml::Value)| {
        value.get("package").and_then(toml::Value::as_str).unwrap_or(key).to_owned()
    };
    let wrong = named.map(target).filter(|to| !may_depend(name, to));
    let order = ORDER.join(" → ");
    wrong
        .map(|to| {
            format!(
                "crates/{name}/Cargo.toml: {name} may not depend on {to}; the house runs {order}, and letter and exchange \
                 know base only. Move the shared type to base, or let the program hand the value over."
            )
        })
        .collect()
}

fn too_long(file: &str, source: &str) -> Option<String> {
    let count = source.lines().count();
    (count > LONGEST_FILE)
        .then(|| format!("{file}: {count} lines; split it so that each file holds one noun or one rule."))
}

/// What in `line` reaches out of a stage: disk, network, environment, processes, clock.
fn reaches_out(line: &str) -> Option<String> {
    const MODULES: [&str; 4] = ["fs", "net", "env", "process"];
    let direct = MODULES.iter().find(|m| has_word(line, &format!("std::{m}")));
    let grouped = line.split("std::{").nth(1).and_then(|group| MODULES.iter().find(|m| has_word(group, m)));
    let clock = ["SystemTime", "Instant"].into_iter().find(|w| has_word(line, w));
    let now = line.contains("::now(").then_some("::now()");
    direct.or(grouped).map(|m| format!("std::{m}")).or(clock.or(now).map(str::to_owned))
}

fn impure(file: &str, source: &str) -> Vec<String> {
    let found = code_lines(source).into_iter().filter_map(|(at, line)| Some((at, reaches_out(line)?)));
    found
        .map(|(at, what)| {
            format!(
                "{file}:{at}: a stage uses {what}; take the value as an argument, read it in crates/faleme."
            )
        })
        .collect()
}

/// Names that only a case may know: its towns, groups, operators and companies, of five letters or all capitals.
fn case_words(case: &toml::Table) -> BTreeSet<String> {
    const KINDS: [&str; 4] = ["populated_place", "armed_group", "operator", "company"];
    let telling = |n: &str| n.chars().count() >= 5 || (n.len() == 4 && n.chars().all(char::is_uppercase));
    let listed = ["places", "actors"].iter().filter_map(|l| case.get(*l)?.as_array()).flatten();
    let meant = listed.filter(|e| e.get("kind").and_then(|k| k.as_str()).is_some_and(|k| KINDS.contains(&k)));
    let names = meant.filter_map(|e| e.get("name")?.as_str());
    names.filter(|n| telling(n)).map(str::to_owned).collect()
}

fn case_words_in(file: &str, source: &str, words: &BTreeSet<String>) -> Vec<String> {
    let found = code_lines(source)
        .into_iter()
        .filter_map(|(at, line)| Some((at, words.iter().find(|word| has_word(line, word))?)));
    found
        .map(|(at, word)| {
            format!("{file}:{at}: `{word}` belongs to a case; put it into its case.toml, not into code.")
        })
        .collect()
}

fn unexplained_dependencies(manifest: &str) -> Vec<String> {
    let section = manifest.split("[workspace.dependencies]").nth(1).unwrap_or_default();
    let section = section.split("\n[").next().unwrap_or_default();
    let mut explained = false;
    let mut findings = Vec::new();
    for line in section.lines() {
        explained = line.starts_with('#') || (explained && !line.trim().is_empty());
        let Some((name, value)) = line.split_once('=') else { continue };
        let name = name.trim();
        let entry = name.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
        if entry && !explained && !value.contains("path =") {
            findings.push(format!("Cargo.toml: say in a comment above `{name}` why the workspace needs it."));
        }
    }
    findings
}

fn left_undone(file: &str, source: &str) -> Vec<String> {
    const MARKS: [&str; 4] =
        [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("unimplemented", "!"), concat!("to", "do!")];
    let numbered = source.lines().enumerate();
    let found = numbered.filter_map(|(at, line)| Some((at + 1, MARKS.iter().find(|m| line.contains(**m))?)));
    found
        .map(|(at, mark)| format!("{file}:{at}: {mark}; do it, or take it out and say so in the issue."))
        .collect()
}

fn missing_commands(readme: &str) -> Vec<String> {
    let missing = README_COMMANDS.iter().filter(|c| !readme.contains(**c));
    missing.map(|c| format!("README.md: `{c}` is missing; a newcomer needs these two commands.")).collect()
}

/// Targets of Markdown links and images, and of `src="…"` and `srcset="…"`, that are files here.
fn local_links(markdown: &str) -> Vec<String> {
    let cut = |open: &str, close: char| -> Vec<String> {
        markdown.split(open).skip(1).filter_map(|rest| Some(rest.split_once(close)?.0.to_owned())).collect()
    };
    let targets = [cut("](", ')'), cut("src=\"", '"'), cut("srcset=\"", '"')].concat();
    let path = |t: String| t.split('#').next().unwrap_or_default().trim().to_owned();
    let local = targets.into_iter().filter(|t| !t.contains("://") && !t.starts_with("mailto:"));
    local.map(path).filter(|t| !t.is_empty()).collect()
}

fn broken_links(file: &str, markdown: &str, exists: impl Fn(&str) -> bool) -> Vec<String> {
    let broken = local_links(markdown).into_iter().filter(|t| !exists(t));
    broken
        .map(|t| format!("{file}: links to {t}, which is not there; mend the link or add the file."))
        .collect()
}

/// The public fields of `struct name` in Rust source, in order.
fn fields(source: &str, name: &str) -> Vec<String> {
    let body = source.split(&format!("pub struct {name} {{")).nth(1).unwrap_or_default();
    let body = body.split("\n}").next().unwrap_or_default();
    let fields = body.lines().filter_map(|l| l.trim().strip_prefix("pub ")?.split_once(':'));
    fields.map(|(field, _)| field.to_owned()).collect()
}

fn undocumented(keys: &[String], page: &str, section: &str) -> Vec<String> {
    let part = page.split(&format!("## `{section}`")).nth(1).unwrap_or_default();
    let part = part.split("\n## ").next().unwrap_or_default();
    let missing = keys.iter().filter(|k| !part.contains(&format!("`{k}`")));
    missing.map(|k| format!("docs/case-file.md: explain `{k}` under the heading `{section}`.")).collect()
}

/// References of a case that lead nowhere, and facts without a source.
fn loose_ends(case: &toml::Table) -> Vec<String> {
    let list = |name: &str| case.get(name).and_then(|l| l.as_array()).cloned().unwrap_or_default();
    let text =
        |e: &toml::Value, key: &str| e.get(key).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    let mut findings = Vec::new();
    for (name, key, route) in [("places", "admin1", "via"), ("actors", "parent", "via")] {
        let known: BTreeSet<String> = list(name).iter().map(|e| text(e, "name")).collect();
        for entry in list(name) {
            let stops = entry.get(route).and_then(|v| v.as_array()).cloned().unwrap_or_default();
            let refers =
                stops.iter().filter_map(|v| v.as_str()).map(str::to_owned).chain([text(&entry, key)]);
            let unknown = refers.filter(|r| !r.is_empty() && !known.contains(r));
            findings.extend(
                unknown.map(|r| format!("{CASE}: {} refers to {r}; define it.", text(&entry, "name"))),
            );
            if text(&entry, "source").is_empty() {
                findings
                    .push(format!("{CASE}: {} has no source; say where it is from.", text(&entry, "name")));
            }
        }
    }
    findings
}

fn note_findings(file: &str, note: &str, publishers: &str) -> Vec<String> {
    let head = note.strip_prefix("---\n").and_then(|n| n.split_once("\n---\n")).map_or("", |(head, _)| head);
    let value =
        |key: &str| head.lines().find_map(|l| Some(l.strip_prefix(key)?.strip_prefix(": ")?.to_owned()));
    let lacks = NOTE_KEYS.iter().filter(|k| value(k).is_none());
    let mut findings: Vec<String> =
        lacks.map(|k| format!("{file}: its front matter lacks `{k}`; add it.")).collect();
    let publisher = value("publisher").unwrap_or_default();
    if !publishers.contains(&format!("name = \"{publisher}\"")) {
        findings.push(format!("{file}: `{publisher}` is not among the sources of the case; grade it there."));
    }
    if !note.contains("écrite pour la démonstration") && !note.contains("written for the demonstration") {
        findings.push(format!("{file}: say that the note was written for demonstration."));
    }
    if !note.contains("\n[^1]: ") || !note.contains("<https://") {
        findings.push(format!("{file}: cite the public report that it restates."));
    }
    findings
}

// --- the rules on the tree ------------------------------------------------------------------------------------

#[test]
fn arrows_point_right() {
    assert_tidy(
        crates().into_iter().flat_map(|(name, dir)| wrong_arrows(&name, &read(&dir.join("Cargo.toml")))),
    );
}

#[test]
fn files_hold_one_thing() {
    assert_tidy(files(&root().join("crates"), "rs").iter().filter_map(|f| too_long(&shown(f), &read(f))));
}

#[test]
fn stages_touch_nothing_outside() {
    let stages = sources(|name| !PROGRAMS.contains(&name));
    assert_tidy(stages.iter().flat_map(|(file, source)| impure(file, source)));
}

#[test]
fn nothing_of_a_case_is_in_code() {
    let case = case_table();
    let words = case_words(&case);
    assert!(
        words.contains("Kayes") && words.contains("JNIM") && words.len() > 60,
        "too few words: {words:?}"
    );
    let stages = sources(|name| !PROGRAMS.contains(&name));
    assert_tidy(stages.iter().flat_map(|(file, source)| case_words_in(file, source, &words)));
    let id = case["case"]["id"].as_str().expect("the case has an id");
    let but_its_name = words.into_iter().filter(|w| !w.eq_ignore_ascii_case(id)).collect();
    let programs = sources(|name| PROGRAMS.contains(&name));
    assert_tidy(programs.iter().flat_map(|(file, source)| case_words_in(file, source, &but_its_name)));
}

#[test]
fn every_dependency_has_its_reason() {
    assert_tidy(unexplained_dependencies(&read(&root().join("Cargo.toml"))));
}

#[test]
fn nothing_is_left_undone() {
    assert_tidy(files(&root().join("crates"), "rs").iter().flat_map(|f| left_undone(&shown(f), &read(f))));
}

#[test]
fn readme_has_its_two_commands() {
    assert_tidy(missing_commands(&read(&root().join("README.md"))));
}

#[test]
fn links_lead_somewhere() {
    let top = entries(&root()).into_iter().filter(|p| p.extension().is_some_and(|e| e == "md"));
    let check = |page: PathBuf| {
        let folder = page.parent().unwrap_or(&page).to_owned();
        broken_links(&shown(&page), &read(&page), |target| folder.join(target).exists())
    };
    assert_tidy(top.chain(files(&root().join("docs"), "md")).flat_map(check));
}

#[test]
fn every_key_of_a_case_is_documented() {
    let vocabulary = read(&root().join("crates/evidence/src/vocabulary.rs"));
    let page = read(&root().join("docs/case-file.md"));
    let case = case_table();
    let head: Vec<String> = case["case"].as_table().expect("[case] is a table").keys().cloned().collect();
    let mut findings = undocumented(&head, &page, "[case]");
    let program = fs::read_to_string(root().join("crates/faleme/src/case.rs")).unwrap_or_default();
    findings.extend(undocumented(&fields(&program, "Head"), &page, "[case]"));
    let areas = fields(&read(&root().join("crates/events/src/areas/entry.rs")), "AreaEntry");
    assert!(areas.len() >= 4, "AreaEntry was not found in entry.rs");
    findings.extend(undocumented(&areas, &page, "[[areas]]"));
    assert!(
        program.contains("    licence_confirmed: Option<String>"),
        "struct Acled changed: look at this test"
    );
    findings.extend(undocumented(&["licence_confirmed".to_owned()], &page, "[datasets.acled]"));
    for (list, name) in LISTS {
        let keys = fields(&vocabulary, name);
        assert!(keys.len() >= 4, "{name} was not found in vocabulary.rs");
        findings.extend(undocumented(&keys, &page, &format!("[[{list}]]")));
    }
    let corridors = read(&root().join("crates/faleme/src/case/corridors.rs"));
    for (list, name) in [("corridors", "CorridorEntry"), ("populations", "PopulationEntry")] {
        let keys = written(&corridors, name);
        assert!(keys.len() >= 4, "{name} was not found in entry.rs");
        findings.extend(undocumented(&keys, &page, &format!("[[{list}]]")));
    }
    let letter = read(&root().join("crates/faleme/src/case/letter.rs"));
    for (list, name, least) in [("parts", "PartEntry", 3), ("judgements", "JudgementEntry", 8)] {
        let keys = written(&letter, name);
        assert!(keys.len() >= least, "{name} was not found in letter.rs: {keys:?}");
        findings.extend(undocumented(&keys, &page, &format!("[[{list}]]")));
    }
    assert_tidy(findings);
}

/// Keys that a file may write: the fields of a struct, private ones too, without those that are reckoned.
fn written(source: &str, name: &str) -> Vec<String> {
    let body = source.split(&format!("pub struct {name} {{")).nth(1).unwrap_or_default();
    let body = body.split("\n}").next().unwrap_or_default();
    let fields = body.split(",\n").filter(|field| !field.contains("#[serde(skip)]"));
    let last = |field: &str| field.lines().last().map(|l| l.trim().trim_start_matches("pub ").to_owned());
    fields.filter_map(last).filter_map(|l| Some(l.split_once(':')?.0.to_owned())).collect()
}

/// Waypoints and counted places that neither the case nor its roads know.
fn lost_places(case: &toml::Table, roads: &str) -> Vec<String> {
    let list = |name: &str| case.get(name).and_then(|l| l.as_array()).cloned().unwrap_or_default();
    let text =
        |e: &toml::Value, key: &str| e.get(key).and_then(|v| v.as_str()).unwrap_or_default().to_owned();
    let known: BTreeSet<String> = list("places").iter().map(|e| text(e, "name")).collect();
    let on_roads = |name: &str| roads.contains(&format!("\"name\": \"{name}\""));
    let populations = list("populations");
    let stops = list("corridors")
        .into_iter()
        .flat_map(|c| c.get("waypoints").and_then(|w| w.as_array()).cloned().unwrap_or_default());
    let stops = stops.filter_map(|w| w.as_str().map(str::to_owned));
    let named = stops.chain(populations.iter().map(|p| text(p, "place")));
    let lost = named.filter(|name| !known.contains(name) && !on_roads(name));
    lost.map(|name| format!("{CASE}: `{name}` is no place of the case or of its roads; define it.")).collect()
}

#[test]
fn corridors_pass_places_that_are_known() {
    assert_tidy(lost_places(&case_table(), &read(&root().join("cases/kayes/roads.geojson"))));
    let lost = "[[corridors]]\nwaypoints = [\"A\", \"B\"]".parse().expect("TOML");
    assert_eq!(lost_places(&lost, "\"name\": \"A\"").len(), 1);
}

#[test]
fn the_case_names_only_what_it_defines() {
    assert_tidy(loose_ends(&case_table()));
}

#[test]
fn every_note_says_what_it_is_and_cites() {
    let case = read(&root().join(CASE));
    let notes = files(&root().join("cases/kayes/sources"), "md");
    assert!(notes.len() >= 14, "only {} notes", notes.len());
    assert_tidy(notes.iter().flat_map(|n| note_findings(&shown(n), &read(n), &case)));
}

// --- the rules on bad samples ---------------------------------------------------------------------------------

#[test]
fn a_wrong_arrow_is_found() {
    assert_eq!(wrong_arrows("base", "[dependencies]\nevidence.workspace = true").len(), 1);
    assert_eq!(wrong_arrows("letter", "[dependencies]\nevents.workspace = true").len(), 1);
    assert_eq!(wrong_arrows("events", "[dev-dependencies]\nfaleme = { path = \"../faleme\" }").len(), 1);
    assert_eq!(
        wrong_arrows("evidence", "[dependencies]\nx = { package = \"events\", path = \"..\" }").len(),
        1
    );
    assert_eq!(wrong_arrows("attic", "[dependencies]").len(), 1);
    assert!(wrong_arrows("events", "[dependencies]\nevidence.workspace = true\nserde = \"1\"").is_empty());
}

#[test]
fn a_long_file_is_found() {
    assert!(too_long("x.rs", &"line\n".repeat(LONGEST_FILE + 1)).is_some());
    assert!(too_long("x.rs", &"line\n".repeat(LONGEST_FILE)).is_none());
}

#[test]
fn reaching_out_is_found() {
    for line in ["use std::fs;", "use std::{fmt, env};", "let t = Instant::now();", "let n = Zoned::now();"] {
        assert_eq!(impure("x.rs", line).len(), 1, "{line}");
    }
    let after_tests =
        "fn f() {}\n#[cfg(test)]\nfn slow() {\n    std::fs::read(\"a\");\n}\nuse std::net::Ipv4Addr;";
    assert_eq!(impure("x.rs", after_tests).len(), 1);
    assert!(impure("x.rs", after_tests)[0].starts_with("x.rs:6:"));
    assert!(
        impure("x.rs", "// std::fs\nuse std::fmt;\n#[cfg(test)]\nmod tests {\n use std::fs;\n}").is_empty()
    );
}

#[test]
fn a_case_word_is_found() {
    let case = "[[places]]\nname = \"Kayes\"\nkind = \"populated_place\"".parse().expect("TOML");
    let words = case_words(&case);
    assert_eq!(case_words_in("x.rs", "let hub = \"Kayes\";", &words).len(), 1);
    assert!(
        case_words_in("x.rs", "/// In Kayes.\nlet a = 1; // Kayes\nlet b = \"kayes\";", &words).is_empty()
    );
}

#[test]
fn a_dependency_without_reason_is_found() {
    let manifest = "[workspace.dependencies]\nbase = { path = \"b\" }\n\n# Dates.\njiff = \"1\"\nserde = \"1\"\n\n\
                    anyhow = \"1\"\n\n[x]\ny = 1";
    let findings = unexplained_dependencies(manifest);
    assert!(findings.len() == 1 && findings[0].contains("anyhow"), "{findings:?}");
}

#[test]
fn undone_work_missing_commands_and_broken_links_are_found() {
    assert_eq!(left_undone("x.rs", concat!("fn f() { to", "do!() }")).len(), 1);
    assert_eq!(missing_commands("cargo test --workspace").len(), 1);
    let page = "[a](gone.md#x) ![b](here.svg) [c](https://example.org) <img src=\"lost.svg\">";
    assert_eq!(broken_links("p.md", page, |t| t == "here.svg").len(), 2);
}

#[test]
fn undocumented_keys_loose_ends_and_bare_notes_are_found() {
    let keys =
        fields("pub struct PlaceEntry {\n    pub name: String,\n    pub via: Vec<String>,\n}", "PlaceEntry");
    assert_eq!(keys, ["name", "via"]);
    assert_eq!(undocumented(&keys, "## `[[places]]`\n`name`\n## `[[actors]]`\n`via`", "[[places]]").len(), 1);
    let case =
        "[[places]]\nname = \"A\"\nvia = [\"B\"]\n[[actors]]\nname = \"C\"\nsource = \"x\"\nparent = \"D\"";
    assert_eq!(loose_ends(&case.parse().expect("TOML")).len(), 3);
    assert!(note_findings("n.md", "---\ntitle: x\n---\ntext", "").len() >= 7);
}

/// Types that the rules give and the letter has no message for.
fn unsaid(rules: &str, types: &str) -> Vec<String> {
    let said: BTreeSet<&str> = types.lines().collect();
    let given = rules.lines().filter_map(|l| l.strip_prefix("type = \"")?.strip_suffix('"'));
    let unsaid: BTreeSet<&str> = given.filter(|t| !said.contains(t)).collect();
    let message =
        |t| format!("rules.toml gives `{t}`: name it in crates/letter/data/types.txt and in both locales");
    unsaid.into_iter().map(message).collect()
}

#[test]
fn the_letter_has_words_for_every_type_that_the_rules_give() {
    let rules = read(&root().join("crates/evidence/data/claims/rules.toml"));
    let types = read(&root().join("crates/letter/data/types.txt"));
    assert_tidy(unsaid(&rules, &types));
    assert_eq!(unsaid("type = \"new_type\"", "curfew").len(), 1);
}
