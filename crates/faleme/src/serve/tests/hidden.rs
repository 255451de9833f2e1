//! What somebody may not see does not reach them: on no page, in no file, by no question, in no error.

use super::super::doors::ROUTES;
use super::super::route::Verb;
use super::super::subjects::SUBJECTS;
use super::roles::paths;
use super::*;
use crate::answers::Takes;

/// What tells of the documents of these markings, and of rows that may not be passed on.
fn needles(dir: &Path, markings: &[&str], rows: bool) -> Vec<String> {
    let mut found = Vec::new();
    for (marking, word, deaths, _) in DOCUMENTS.iter().filter(|(marking, ..)| markings.contains(marking)) {
        found.extend([(*word).to_owned(), deaths.to_string()]);
        found.extend(ids(dir, marking));
    }
    if rows {
        found.extend(["zanzacled", "Gammaville", "MLI909", "90909"].map(str::to_owned));
    }
    found
}

/// All that somebody can ask: every GET route, plainly, for each id, and with each parameter holding each word.
fn questions(words: &[String]) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for route in ROUTES.iter().filter(|r| r.verb == Verb::Get) {
        for path in paths(route, "clm-000000000000") {
            all.push((format!("{path}?limit=1000"), String::new()));
        }
        if ["{id}", "{*id}", "{feature}"].iter().any(|hole| route.path.contains(hole)) {
            for word in words {
                // Words are asked with in one language; both show the same answer.
                let paths = paths(route, word).into_iter().filter(|path| !path.starts_with("/en/"));
                all.extend(paths.map(|path| (path, word.clone())));
            }
        }
    }
    for subject in SUBJECTS {
        for param in subject.params.iter().filter(|p| p.takes == Takes::Text) {
            for word in words {
                for path in ["/fr/", "/api/v1/"] {
                    all.push((format!("{path}{}?{}={word}", subject.name, param.name), word.clone()));
                }
            }
        }
    }
    all
}

/// Words to ask with: of each document its word, its number, its id and one claim's.
fn asked_with(dir: &Path, markings: &[&str]) -> Vec<String> {
    let mut words = vec!["MLI909".to_owned()];
    for (marking, word, deaths, _) in DOCUMENTS.iter().filter(|(marking, ..)| markings.contains(marking)) {
        words.extend([(*word).to_owned(), deaths.to_string()]);
        let (documents, claims): (Vec<_>, Vec<_>) =
            ids(dir, marking).into_iter().partition(|id| id.starts_with("doc-"));
        words.extend(documents.into_iter().take(1).chain(claims.into_iter().take(1)));
    }
    words
}

/// Asks everything, and finds no needle but the one asked with.
fn nothing_of(served: &Served, who: Who, markings: &[&str], rows: bool) {
    let needles = needles(&served.dir(), markings, rows);
    let (pass, _) = served.pass(who);
    for (path, asked) in questions(&asked_with(&served.dir(), markings)) {
        let reply = served.get(&pass, &path);
        let told = reply.head + &reply.body;
        for needle in
            needles.iter().filter(|n| !asked.contains(n.as_str()) && !n.contains(&asked) || asked.is_empty())
        {
            assert!(!holds(&told, needle), "{who:?} {path} tells `{needle}`:\n{told}");
        }
    }
}

/// Whether a word or number stands there, in any case; a number not inside a longer one.
fn holds(text: &str, needle: &str) -> bool {
    let (text, needle) = (text.to_lowercase(), needle.to_lowercase());
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_hexdigit());
    let number = needle.chars().all(|c| c.is_ascii_digit());
    text.match_indices(&needle).any(|(at, _)| {
        let (before, after) = (text[..at].chars().next_back(), text[at + needle.len()..].chars().next());
        !number || !digit(before) && !digit(after)
    })
}

#[test]
fn nothing_of_amber_and_red_reaches_a_reader() {
    let served = served(true);
    nothing_of(&served, Who::User(Role::Reader), &["AMBER", "AMBER+STRICT", "RED"], true);
    nothing_of(&served, Who::Program(Role::Reader, Scope::Read), &["AMBER", "AMBER+STRICT", "RED"], true);
}

#[test]
fn nothing_of_red_reaches_anybody_elsewhere_and_nothing_at_all_whoever_has_not_signed_in() {
    let served = served(true);
    nothing_of(&served, Who::User(Role::Admin), &["RED"], true);
    nothing_of(&served, Who::Nobody, &["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"], true);
}

#[test]
fn the_search_for_needles_finds_those_that_may_be_seen() {
    let deaths = |marking: &str| DOCUMENTS.iter().find(|d| d.0 == marking).unwrap().2.to_string();
    let users = served(true);
    let told = |served: &Served, who: Who| {
        let (pass, _) = served.pass(who);
        served.get(&pass, "/api/v1/events?limit=1000").body
    };
    let (reader, admin) = (told(&users, Who::User(Role::Reader)), told(&users, Who::User(Role::Admin)));
    assert!(holds(&reader, &deaths("GREEN")), "{reader}");
    assert!(holds(&admin, &deaths("AMBER")) && holds(&admin, &deaths("AMBER+STRICT")), "{admin}");
    let owner = served(false);
    let whole = told(&owner, Who::Owner);
    assert!(holds(&whole, &deaths("RED")), "{whole}");
}

#[test]
fn what_is_hidden_answers_as_what_is_not_there() {
    let served = served(true);
    let (pass, _) = served.pass(Who::User(Role::Reader));
    for route in ROUTES.iter().filter(|r| r.verb == Verb::Get && r.path.contains("id}")) {
        for id in needles(&served.dir(), &["AMBER", "RED"], false).iter().filter(|n| n.contains('-')) {
            let (kind, digits) = id.split_once('-').unwrap();
            let none = format!("{kind}-{}", "0".repeat(digits.len()));
            for (hidden, none) in paths(route, id).into_iter().zip(paths(route, &none)) {
                let (there, not) = (served.get(&pass, &hidden), served.get(&pass, &none));
                let blank = |reply: &Reply| {
                    reply.body.replace(id, "ID").replace(none.rsplit('/').next().unwrap(), "ID")
                };
                assert_eq!((there.status, blank(&there)), (not.status, blank(&not)), "{hidden}");
            }
        }
    }
}
