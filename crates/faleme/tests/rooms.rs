//! The rooms of the program – files and folders at the top of its `src` – use one another one way. What tests use is not
//! looked at.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// Rooms, each with those that it uses.
type Uses = BTreeMap<String, BTreeSet<String>>;

/// What a test module of its own file is declared with.
const OF_TESTS: &str = "#[cfg(test)]\nmod ";

fn rust_files(dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir).expect("the folder can be listed").flatten().map(|e| e.path());
    let (folders, plain): (Vec<_>, Vec<_>) = entries.partition(|path| path.is_dir());
    let here = plain.into_iter().filter(|path| path.extension().is_some_and(|e| e == "rs"));
    here.chain(folders.iter().flat_map(|folder| rust_files(folder))).collect()
}

/// The code of a file: no comments, and nothing from its test module on.
fn code(source: &str) -> String {
    let code = source.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

/// The names that follow `crate::`, those in braces too.
fn used(code: &str) -> BTreeSet<String> {
    let name = |text: &str| text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>();
    let mut found = BTreeSet::new();
    for after in code.split("crate::").skip(1) {
        let Some(group) = after.strip_prefix('{') else {
            found.insert(name(after));
            continue;
        };
        let mut depth = 0;
        let parted = group.split_inclusive(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth < 0 || (depth == 0 && c == ',')
        });
        let mut ended = false;
        for part in parted.take_while(|part| !std::mem::replace(&mut ended, part.ends_with('}'))) {
            found.insert(name(part.trim_start()));
        }
    }
    found
}

/// Rooms of `src` with the rooms that they use.
fn uses(src: &Path) -> Uses {
    let files = rust_files(src);
    let sources: Vec<(&PathBuf, String)> =
        files.iter().map(|path| (path, fs::read_to_string(path).expect("a file can be read"))).collect();
    let declared: BTreeSet<&str> = sources
        .iter()
        .flat_map(|(_, text)| text.split(OF_TESTS).skip(1))
        .filter_map(|after| Some(after.split_once(';')?.0))
        .collect();
    let of_tests = |path: &Path| {
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        declared.contains(stem.as_ref()) || path.components().any(|part| part.as_os_str() == "tests")
    };
    let mut all = Uses::new();
    for (path, text) in sources.iter().filter(|(path, _)| !of_tests(path)) {
        let inside = path.strip_prefix(src).expect("a file of the folder");
        let first = inside.components().next().expect("a name").as_os_str().to_string_lossy();
        let room = first.trim_end_matches(".rs").to_owned();
        all.entry(room).or_default().extend(used(&code(text)));
    }
    let rooms: BTreeSet<String> = all.keys().cloned().collect();
    for (room, used) in &mut all {
        used.retain(|other| other != room && rooms.contains(other));
    }
    all
}

/// What is left when rooms that use no other are taken away, again and again, and then those that no other uses.
fn circles(mut all: Uses) -> Uses {
    loop {
        let before = all.len();
        let left: BTreeSet<String> = all.keys().cloned().collect();
        all.retain(|_, used| used.iter().any(|other| left.contains(other)));
        let used: BTreeSet<String> = all.values().flatten().cloned().collect();
        all.retain(|room, _| used.contains(room));
        if all.len() == before {
            break;
        }
    }
    let left: BTreeSet<String> = all.keys().cloned().collect();
    all.values_mut().for_each(|used| used.retain(|other| left.contains(other)));
    all
}

#[test]
fn rooms_use_one_another_one_way() {
    let all = uses(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"));
    assert!(all.len() > 20 && all["serve"].contains("answers"), "the rooms were not found: {all:?}");
    let circles = circles(all);
    assert!(
        circles.is_empty(),
        "rooms that use one another in a circle (move what they share to a room below both): {circles:#?}"
    );
}

#[test]
fn a_circle_is_found() {
    let room = |name: &str, source: &str| (name.to_owned(), used(&code(source)));
    let all = Uses::from([
        room("main", "use crate::{serve, store::{A, B}, case};"),
        room("serve", "use crate::answers::Answer;\n"),
        room("answers", "fn f() { crate::serve::run() }"),
        room("store", "// crate::serve\nuse crate::case;\n#[cfg(test)]\nmod tests {\n use crate::serve;\n}"),
        room("case", ""),
    ]);
    assert_eq!(all["main"], ["serve", "store", "case"].map(str::to_owned).into());
    assert_eq!(all["store"], ["case".to_owned()].into());
    assert_eq!(circles(all).into_keys().collect::<Vec<_>>(), ["answers", "serve"]);
}
