//! What `--help` says of each command: read it as a newcomer would.

mod common;

#[test]
fn every_command_explains_itself_with_an_example() {
    let folder = tempfile::tempdir().unwrap();
    let commands =
        ["demo", "new", "read", "extract", "claims", "contradictions", "why", "review", "redact", "letter"];
    insta::assert_snapshot!("faleme", common::stdout(folder.path(), &["--help"]));
    for command in commands {
        let help = common::stdout(folder.path(), &[command, "--help"]);
        assert!(help.contains("Example"), "{command}");
        insta::assert_snapshot!(command, help);
    }
    for step in ["list", "accept", "reject", "correct", "merge", "split", "grade", "undo", "log"] {
        let help = common::stdout(folder.path(), &["review", "c", step, "--help"]);
        insta::assert_snapshot!(format!("review-{step}"), help);
    }
}
