use super::sessions::{ABSOLUTE, IDLE};
use super::*;

const PASSWORD: &str = "baobab-rivière-17";

fn users() -> (tempfile::TempDir, Users) {
    let folder = tempfile::tempdir().unwrap();
    let users = Users::open(folder.path()).unwrap();
    users.add("Awa", Role::Analyst, PASSWORD).unwrap();
    (folder, users)
}

#[test]
fn the_right_password_signs_in_and_no_other() {
    let (_folder, users) = users();
    assert_eq!(users.sign_in("awa", PASSWORD).unwrap().unwrap().name, "Awa");
    assert_eq!(users.sign_in("Awa", "baobab-riviere-17").unwrap(), None);
    assert_eq!(users.sign_in("Nobody", PASSWORD).unwrap(), None);
    for weak in ["short", "aaaaaaaaaaaaaaaa", "awaawaawaawaawa1"] {
        assert!(users.add("Other", Role::Reader, weak).is_err() || weak.starts_with("awa"), "{weak}");
    }
    assert!(users.set_password("Awa", "AwaAwaAwaAwa12").is_err());
    assert!(users.add("AWA", Role::Admin, PASSWORD).is_err(), "a name is given once");
    for name in ["", "<b>", "a\u{7}b", "a/b"] {
        assert!(users.add(name, Role::Reader, PASSWORD).is_err(), "{name:?}");
    }
}

#[test]
fn nothing_in_the_file_signs_in() {
    let (folder, users) = users();
    let (session, token) =
        (users.begin("Awa", None).unwrap(), users.make_token("Awa", &[Scope::Read], 1).unwrap());
    let hex = token.strip_prefix("faleme_").unwrap();
    drop(users);
    for words in [PASSWORD, &session.written(), &session.csrf(), hex] {
        assert!(!crate::testing::ledger_holds(folder.path(), words));
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(folder.path().join(FILE)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}

#[test]
fn a_session_ends_when_idle_when_old_and_when_rights_change() {
    let (_folder, users) = users();
    let begin = |at| users.begin_at("Awa", None, at).unwrap();
    let whose = |s: &Secret, at| users.of_session_at(s, at).unwrap();
    let now = crate::clock::now();
    let session = begin(now);
    assert_eq!(whose(&session, now + 1), Some(("Awa".into(), Role::Analyst)));
    assert_eq!(whose(&session, now + IDLE), None);
    let mut at = now;
    while at < now + ABSOLUTE - IDLE {
        at += IDLE - 1;
        assert_eq!(whose(&session, at).is_some(), at < now + ABSOLUTE, "{}", at - now);
    }
    assert_eq!(whose(&session, now + ABSOLUTE), None);
    for change in [
        &(|| users.set_role("Awa", Role::Reader)) as &dyn Fn() -> Result<()>,
        &|| users.set_password("Awa", "four other words here"),
        &|| users.revoke("Awa"),
    ] {
        let session = begin(now);
        change().unwrap();
        assert_eq!(whose(&session, now), None);
    }
}

#[test]
fn the_last_admin_stays_one_until_there_is_another() {
    let (_folder, users) = users();
    users.add("Binta", Role::Admin, PASSWORD).unwrap();
    let session = users.begin("Binta", None).unwrap();
    for refused in [users.revoke("binta"), users.set_role("Binta", Role::Editor)] {
        assert!(refused.unwrap_err().to_string().contains("the last admin"));
    }
    assert_eq!(
        users.of_session(&session).unwrap(),
        Some(("Binta".into(), Role::Admin)),
        "nothing was changed"
    );
    users.set_password("Binta", "four other words here").unwrap();
    users.set_role("Awa", Role::Admin).unwrap();
    users.revoke("Binta").unwrap();
    assert!(users.revoke("Awa").is_err(), "one who was shut out does not count");
}

#[test]
fn a_change_that_was_broken_off_has_its_line_at_the_next_start() {
    let (folder, users) = users();
    let kept = users.begin_change("Awa", "/fr/decisions", "192.0.2.1").unwrap();
    let line = Line {
        who: "Awa",
        what: What::Change,
        about: "303 /fr/decisions: decision 1",
        address: "192.0.2.1",
        done: true,
    };
    users.end_change(kept, Some(line)).unwrap();
    users.begin_change("Awa", "/fr/letters/issue", "192.0.2.1").unwrap();
    // Ended here, as by a power cut.
    drop(users);
    let users = Users::open(folder.path()).unwrap();
    assert_eq!(users.broken_off().unwrap(), 1);
    let told: Vec<(String, bool)> =
        users.entries(10).unwrap().into_iter().map(|e| (e.about, e.done)).collect();
    assert_eq!(told[0], ("303 /fr/decisions: decision 1".into(), true));
    assert!(
        told[1].0.contains("broken off") && told[1].0.contains("/fr/letters/issue") && !told[1].1,
        "{told:?}"
    );
    assert_eq!((users.broken_off().unwrap(), users.entries(10).unwrap().len()), (0, 2), "told once");
}

#[test]
fn a_sign_in_takes_a_new_secret_and_ends_the_old_one() {
    let (_folder, users) = users();
    let first = users.begin("Awa", None).unwrap();
    let second = users.begin("Awa", Some(&first)).unwrap();
    assert!(first != second && users.of_session(&first).unwrap().is_none());
    assert!(users.of_session(&second).unwrap().is_some());
    users.end(&second).unwrap();
    assert!(users.of_session(&second).unwrap().is_none());
}

#[test]
fn a_token_holds_for_its_days_and_its_scopes_and_not_beyond_its_user() {
    let (_folder, users) = users();
    let token = users.make_token("awa", &[Scope::Decide, Scope::Read], 2).unwrap();
    let (name, role, scopes) = users.of_token(&token).unwrap().unwrap();
    assert_eq!((name.as_str(), role), ("Awa", Role::Analyst));
    assert!(scopes.hold(Scope::Read) && scopes.hold(Scope::Decide) && !scopes.hold(Scope::Issue));
    assert_eq!(users.of_token_at(&token, crate::clock::now() + 2 * 86_400 + 1).unwrap(), None);
    assert_eq!(users.of_token(&token.to_uppercase()).unwrap(), None);
    users.set_role("Awa", Role::Reader).unwrap();
    assert_eq!(users.of_token(&token).unwrap().unwrap().1, Role::Reader);
    users.revoke_token(1).unwrap();
    assert_eq!(users.of_token(&token).unwrap(), None);
    let second = users.make_token("Awa", &[Scope::Read], 2).unwrap();
    users.revoke("Awa").unwrap();
    assert_eq!(users.of_token(&second).unwrap(), None);
    assert!(users.make_token("Awa", &[Scope::Read], 2).is_err());
}

#[test]
fn the_log_only_grows_and_a_line_is_a_line() {
    let (_folder, users) = users();
    users.log("Awa\nroot", What::SignIn, &"x".repeat(5_000), "::1", false).unwrap();
    let connection = users.connection();
    assert!(connection.execute("DELETE FROM log", []).is_err());
    assert!(connection.execute("UPDATE log SET who = 'x'", []).is_err());
    drop(connection);
    let entries = users.entries(10).unwrap();
    assert_eq!((entries.len(), entries[0].who.as_str()), (1, "Awa root"));
    assert_eq!(entries[0].about.len(), 200);
}

#[test]
fn users_of_a_newer_program_are_left_alone() {
    let (folder, users) = users();
    users.connection().pragma_update(None, "user_version", 99).unwrap();
    drop(users);
    assert!(Users::open(folder.path()).err().unwrap().to_string().contains("opening"));
}
