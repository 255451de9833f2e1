//! `read` on good input, bad input, and no input at all.

mod common;

use common::{fails, faleme, json, ledger, stdout, with_case, write};
use std::fs::File;
use std::time::{Duration, Instant};

const NOTE: &str = "Trois camions ont été brûlés près de Kidira le 6 septembre 2025, selon un transporteur.\n\n\
    La route reste ouverte aux véhicules légers, a dit le gouverneur de la région.\n";

#[test]
fn a_second_reading_changes_nothing() {
    let folder = with_case();
    let dir = folder.path();
    write(&dir.join("c/sources"), "a.txt", NOTE);
    assert!(stdout(dir, &["read", "c"]).contains("1 read, 0 unchanged, 0 refused"));
    let before = ledger(&dir.join("c"));
    assert!(!before.is_empty());
    assert!(stdout(dir, &["read", "c"]).contains("0 read, 1 unchanged, 0 refused"));
    assert_eq!(ledger(&dir.join("c")), before);
    assert!(stdout(dir, &["read", "c", "--again"]).contains("1 read"));
    assert_eq!(ledger(&dir.join("c")), before);
}

#[test]
fn what_is_given_later_is_kept() {
    let folder = with_case();
    let dir = folder.path();
    write(dir, "a.txt", NOTE);
    stdout(dir, &["read", "c", "a.txt", "--published", "2025-09-08"]);
    assert!(stdout(dir, &["read", "c", "a.txt", "--source", "Daily"]).contains("1 read"));
    assert!(stdout(dir, &["read", "c", "a.txt", "--source", "Daily"]).contains("1 unchanged"));
    let kept = ledger(&dir.join("c")).concat();
    assert!(kept.contains("\"publisher\":\"Daily\"") && kept.contains("2025-09-08"), "{kept}");
}

#[test]
fn one_bad_file_costs_one_line_and_the_others_are_read() {
    let folder = with_case();
    let dir = folder.path();
    std::fs::create_dir(dir.join("in")).unwrap();
    write(&dir.join("in"), "good.txt", NOTE);
    File::create(dir.join("in/huge.txt")).unwrap().set_len(500 * 1024 * 1024).unwrap();
    let started = Instant::now();
    let output = faleme(dir, &["read", "c", "in", "in/missing.txt", "--format", "json"]).output().unwrap();
    assert!(started.elapsed() < Duration::from_secs(20));
    assert_eq!(output.status.code(), Some(0));
    let errors = String::from_utf8(output.stderr).unwrap();
    for (file, code) in [("huge.txt", "document.too_long"), ("missing.txt", "document.unreadable")] {
        let said: Vec<&str> = errors.lines().filter(|l| l.contains(file)).collect();
        assert!(said.len() == 1 && said[0].contains(code), "{errors}");
    }
    let tally: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&tally["read"], &tally["refused"]), (&1.into(), &2.into()));
}

#[test]
fn empty_and_binary_files_do_not_end_a_run() {
    let folder = with_case();
    let dir = folder.path();
    write(dir, "good.txt", NOTE);
    write(dir, "empty.txt", "");
    write(dir, "binary.txt", [0u8, 159, 146, 150, 0, 1, 2, 3].repeat(200));
    let tally = json(dir, &["read", "c", "empty.txt", "binary.txt", "good.txt", "--format", "json"]);
    let count = |key: &str| tally[key].as_u64().unwrap();
    assert_eq!(count("read") + count("refused"), 3);
    assert!(count("read") >= 1);
}

#[test]
fn nothing_readable_is_a_failure() {
    let folder = with_case();
    assert!(fails(folder.path(), &["read", "c", "missing.txt"], 1).contains("there is no such file"));
}

#[test]
fn a_typo_in_the_case_file_is_named_with_line_column_and_the_nearest_key() {
    let folder = with_case();
    let dir = folder.path();
    let typo = "[case]\nid = \"x\"\ntitle = { fr = \"X\", en = \"X\" }\n\n[[sources]]\nname = \"D\"\nreliabilty = \"B\"\nreason = \"r\"\n";
    write(&dir.join("c"), "case.toml", typo);
    let said = fails(dir, &["read", "c"], 1);
    assert!(said.contains("case.toml:7:1:") && said.contains("did you mean `reliability`?"), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
}

#[test]
fn a_folder_that_is_no_case_and_a_wrong_option_differ_in_their_exit_code() {
    let folder = tempfile::tempdir().unwrap();
    assert!(fails(folder.path(), &["read", "nowhere"], 1).contains("no case folder"));
    fails(folder.path(), &["read", "nowhere", "--published", "yesterday"], 2);
    fails(folder.path(), &["read"], 2);
}

#[test]
#[cfg(unix)]
fn a_read_only_case_folder_is_one_line() {
    use std::os::unix::fs::PermissionsExt;
    let folder = with_case();
    let dir = folder.path();
    write(dir, "a.txt", NOTE);
    stdout(dir, &["read", "c", "a.txt"]);
    let set = |mode| std::fs::set_permissions(dir.join("c"), std::fs::Permissions::from_mode(mode)).unwrap();
    set(0o555);
    if File::create(dir.join("c/probe")).is_ok() {
        set(0o755);
        eprintln!("skipped: permissions do not bind this user (root)");
        return;
    }
    write(dir, "b.txt", format!("{NOTE} Encore."));
    let said = fails(dir, &["read", "c", "b.txt"], 1);
    assert!(said.contains("cannot be written") && said.lines().count() == 1, "{said}");
    stdout(dir, &["claims", "c"]);
    set(0o755);
}

/// A size limit stands in for a full disk: writes fail the same way half-way through.
#[test]
#[cfg(unix)]
fn a_write_that_fails_half_way_leaves_the_ledger_intact() {
    let folder = with_case();
    let dir = folder.path();
    write(dir, "a.txt", NOTE);
    stdout(dir, &["read", "c", "a.txt"]);
    let before = ledger(&dir.join("c"));
    write(dir, "big.txt", NOTE.repeat(4_000));
    let program = assert_cmd::cargo::cargo_bin("faleme");
    let script = format!(
        "trap '' XFSZ; ulimit -f 600; exec {} read c big.txt --published 2025-09-10",
        program.display()
    );
    let output = std::process::Command::new("sh").args(["-c", &script]).current_dir(dir).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("stays intact") && said.lines().count() == 1, "{said}");
    assert_eq!(ledger(&dir.join("c")), before);
    assert!(stdout(dir, &["read", "c", "big.txt"]).contains("1 read"));
}

#[test]
#[cfg(unix)]
fn ctrl_c_half_way_and_then_again_ends_with_the_same_ledger() {
    const FILES: usize = 1500;
    let folder = with_case();
    let dir = folder.path();
    stdout(dir, &["new", "d", "--from", "empty"]);
    std::fs::create_dir(dir.join("in")).unwrap();
    for i in 0..FILES {
        write(&dir.join("in"), &format!("{i:05}.txt"), format!("Note {i}. {NOTE}"));
    }
    let program = assert_cmd::cargo::cargo_bin("faleme");
    let mut child = std::process::Command::new(program)
        .args(["read", "c", "in", "--published", "2025-09-10"])
        .current_dir(dir)
        .stderr(std::process::Stdio::piped())
        .stdout(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let count = || ledger(&dir.join("c")).len();
    let patience = Instant::now();
    while count() == 0 && child.try_wait().unwrap().is_none() && patience.elapsed() < Duration::from_secs(120)
    {
        std::thread::sleep(Duration::from_millis(5));
    }
    std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{said}");
    assert!(said.contains("what was read is kept"), "{said}");
    let kept = count();
    assert!(kept > 0);
    stdout(dir, &["read", "c", "in", "--published", "2025-09-10"]);
    assert!(count() > kept);
    stdout(dir, &["read", "d", "in", "--published", "2025-09-10"]);
    assert!(ledger(&dir.join("c")) == ledger(&dir.join("d")), "the two ledgers differ");
}
