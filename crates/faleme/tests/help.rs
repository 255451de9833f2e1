//! What `--help` says of each command: read it as a newcomer would.

mod common;

/// Every command, in the order of the tour.
const COMMANDS: &[&str] = &[
    "demo",
    "new",
    "read",
    "import",
    "diff",
    "extract",
    "claims",
    "events",
    "constraints",
    "control",
    "threats",
    "interests",
    "trend",
    "figures",
    "backtest",
    "outlook",
    "spillover",
    "responses",
    "match",
    "status",
    "route",
    "access",
    "supply",
    "scenario",
    "sweep",
    "contradictions",
    "roads",
    "prices",
    "people",
    "why",
    "review",
    "redact",
    "letter",
    "export",
    "share",
    "receive",
    "partners",
    "serve",
    "users",
    "watch",
    "fetch",
];

#[test]
fn every_command_explains_itself_with_an_example() {
    let folder = tempfile::tempdir().unwrap();
    insta::assert_snapshot!("faleme", common::stdout(folder.path(), &["--help"]));
    for &command in COMMANDS {
        let help = common::stdout(folder.path(), &[command, "--help"]);
        assert!(help.contains("Example"), "{command}");
        insta::assert_snapshot!(command, help);
    }
    for step in ["list", "accept", "reject", "correct", "merge", "split", "grade", "undo", "log"] {
        let help = common::stdout(folder.path(), &["review", "c", step, "--help"]);
        insta::assert_snapshot!(format!("review-{step}"), help);
    }
}

/// The long options of a help text.
fn options(help: &str) -> Vec<String> {
    let words = help.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    words.filter(|w| w.len() > 3 && w.starts_with("--")).map(str::to_owned).collect()
}

#[test]
fn every_option_is_described_in_the_manual() {
    let manual =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/commands.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    // `review` has its options in its steps, below.
    for command in COMMANDS.iter().copied().filter(|c| *c != "review") {
        let missing = |option: &String| option != "--help" && !manual.contains(option.as_str());
        let help = common::stdout(folder.path(), &[command, "--help"]);
        assert!(options(&help).len() > 2, "{command}");
        assert_eq!(options(&help).into_iter().find(missing), None, "{command}");
        assert!(manual.contains(&format!("\n## {command}\n")), "{command}");
    }
    for step in ["list", "correct", "grade"] {
        let help = common::stdout(folder.path(), &["review", "c", step, "--help"]);
        assert_eq!(
            options(&help).into_iter().find(|o| o != "--help" && !manual.contains(o.as_str())),
            None,
            "{step}"
        );
    }
}
