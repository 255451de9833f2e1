//! Who is let in where: what the tables of routes and of subjects say, and nothing else.

use super::super::doors::ROUTES;
use super::super::form::name_in;
use super::super::route::{Needs, Route, Verb};
use super::super::subjects::{SUBJECTS, subject};
use super::*;

const FORM: &str = "application/x-www-form-urlencoded";

/// Paths of a route: every subject in every form, with an id where one stands.
pub fn paths(route: &Route, id: &str) -> Vec<String> {
    let mut paths = vec![route.path.replace("{*id}", id)];
    let subjects: Vec<&str> = SUBJECTS.iter().map(|s| s.name).collect();
    // Collections are subjects; what they hold has the ids.
    let ids = if route.path.contains("/collections/{id}") { subjects.clone() } else { vec![id] };
    for (hole, fillings) in [
        ("{lang}", vec!["fr", "en"]),
        ("{name}", subjects),
        ("{id}", ids),
        ("{feature}", vec![id]),
        ("{number}", vec!["1", "2"]),
        ("{file}", vec!["style.css", "fr.html", "fr.md"]),
    ] {
        let fill = |path: String| {
            let fillings = if path.contains(hole) { fillings.clone() } else { vec![""] };
            fillings.into_iter().map(move |filling| path.replace(hole, filling))
        };
        paths = paths.into_iter().flat_map(fill).collect();
    }
    if route.path == "/{lang}/{name}" {
        let files = |path: String| ["", ".csv", ".json", ".geojson"].map(|ending| format!("{path}{ending}"));
        paths = paths.into_iter().flat_map(files).collect();
    }
    assert!(!paths.iter().any(|path| path.contains('{')), "{}: fill it here", route.path);
    paths
}

/// What the tables say of a path.
fn needs(route: &Route, path: &str) -> Needs {
    match name_in(route.path, path).and_then(|name| subject(&name)) {
        Some(subject) if route.needs == Needs::Subject => Needs::Role(subject.needs, Some(Scope::Read)),
        _ => route.needs,
    }
}

fn everybody() -> Vec<Who> {
    let programs = [
        (Role::Reader, Scope::Read),
        (Role::Reader, Scope::Issue),
        (Role::Analyst, Scope::Read),
        (Role::Analyst, Scope::Decide),
        (Role::Editor, Scope::Upload),
        (Role::Editor, Scope::Issue),
        (Role::Admin, Scope::Read),
        (Role::Admin, Scope::Issue),
    ];
    let users = Role::ALL.map(Who::User);
    [&[Who::Nobody][..], &users, &programs.map(|(role, scope)| Who::Program(role, scope))].concat()
}

/// Whether the tables let somebody in.
fn let_in(needs: Needs, who: Who) -> bool {
    match (needs, who) {
        (Needs::Anyone, _) | (_, Who::Owner) => true,
        (Needs::Subject, Who::User(_) | Who::Program(_, Scope::Read)) => true,
        (Needs::Role(needed, _), Who::User(role)) => role >= needed,
        (Needs::Role(needed, Some(scope)), Who::Program(role, has)) => role >= needed && has == scope,
        _ => false,
    }
}

#[test]
fn every_route_lets_in_whom_the_table_says() {
    let served = served(true);
    for route in ROUTES {
        for path in paths(route, "clm-000000000000") {
            for who in everybody() {
                let also = match route.needs {
                    Needs::Role(role, _) => route.also.map(|scope| Needs::Role(role, Some(scope))),
                    _ => None,
                };
                let may = let_in(needs(route, &path), who) || also.is_some_and(|also| let_in(also, who));
                let (pass, word) = served.pass(who);
                let reply = match route.verb {
                    Verb::Get => served.get(&pass, &path),
                    Verb::Post => served.post(&format!("{pass}X-CSRF-Token: {word}\r\n"), &path, FORM, ""),
                };
                let said = format!("{who:?} {path}: {} (may: {may})\n{}", reply.status, reply.body);
                assert!(reply.status < 500, "{said}");
                let refused = match who {
                    Who::Nobody if route.verb == Verb::Get => [303, 401].contains(&reply.status),
                    Who::Nobody => [401, 403].contains(&reply.status),
                    _ => reply.status == 403,
                };
                // A sign-in carries the word of a visit, which this one has not.
                let sign_in = route.needs == Needs::Anyone && route.verb == Verb::Post;
                if sign_in {
                    assert_eq!(reply.status, 403, "{said}");
                } else {
                    assert_eq!(refused, !may, "{said}");
                }
                if !path.starts_with("/static/") {
                    assert!(!reply.head.contains("cache-control: public"), "{said}");
                }
                for header in
                    ["content-security-policy: default-src 'none'", "x-content-type-options: nosniff"]
                {
                    assert!(reply.head.contains(header), "{said}\n{}", reply.head);
                }
            }
        }
    }
}

#[test]
fn every_change_is_refused_from_elsewhere_without_its_word_and_when_too_long() {
    for (served, who) in [(served(true), Who::User(Role::Admin)), (served(false), Who::Owner)] {
        for route in ROUTES.iter().filter(|r| r.verb == Verb::Post && r.needs != Needs::Anyone) {
            let path = &paths(route, "clm-000000000000")[0];
            let (pass, word) = served.pass(who);
            let with = format!("{pass}X-CSRF-Token: {word}\r\n");
            let ways = [
                served.post(&pass, path, FORM, "name=x"),
                served.post(&pass, path, "application/json", "{}"),
                served.post(&pass, path, "text/plain", &format!("csrf={word}")),
                served.post(&pass, path, FORM, "csrf=wrong"),
                served.post(&format!("{with}Origin: https://evil.example\r\n"), path, FORM, ""),
                served.post(&format!("{with}Origin: null\r\n"), path, FORM, ""),
                served.post(&format!("{with}Sec-Fetch-Site: cross-site\r\n"), path, FORM, ""),
                served.post(&format!("{pass}X-CSRF-Token: {}\r\n", "0".repeat(64)), path, FORM, ""),
            ];
            for (at, reply) in ways.iter().enumerate() {
                assert_eq!(reply.status, 403, "{path} {at}: {reply:?}");
            }
            let long = format!(
                "POST {path} HTTP/1.1\r\nHost: {}\r\n{with}Content-Type: {FORM}\r\nContent-Length: {}\r\n",
                served.host,
                route.room + 1
            );
            assert_eq!(served.send(&long, "").status, 413, "{path}");
        }
    }
}

#[test]
fn what_tells_of_classes_and_days_is_for_analysts_and_kept_by_no_cache() {
    let served = served(true);
    let (pass, _) = served.pass(Who::User(Role::Analyst));
    for subject in SUBJECTS {
        assert!(
            !subject.amber || subject.needs >= Role::Analyst,
            "{}: by class or day, for readers",
            subject.name
        );
    }
    for route in ROUTES.iter().filter(|r| r.verb == Verb::Get && !r.path.starts_with("/static")) {
        for path in paths(route, "clm-000000000000") {
            let reply = served.get(&pass, &path);
            assert!(reply.head.contains("cache-control: no-store"), "{path}: {}", reply.head);
        }
    }
}

#[test]
fn html_in_any_parameter_or_name_is_text() {
    let served = served(false);
    let bad = "%22%3E%3Cscript%3Ealert(1)%3C%2Fscript%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E'";
    let mut asked = Vec::new();
    for subject in SUBJECTS {
        let params =
            subject.params.iter().map(|p| p.name).chain(["as_of", "offset", "limit", "format", "other"]);
        for param in params {
            asked
                .extend(["/fr/", "/en/", "/api/v1/"].map(|at| format!("{at}{}?{param}={bad}", subject.name)));
        }
        asked.push(format!("/fr/{}?{bad}={bad}", subject.name));
    }
    for route in ROUTES.iter().filter(|r| r.verb == Verb::Get) {
        let path = route.path.replace("{lang}", "fr");
        let parts = path.split('/').map(|part| if part.starts_with('{') { bad } else { part });
        asked.push(parts.collect::<Vec<_>>().join("/"));
        asked.extend(paths(route, bad));
    }
    for path in asked {
        let reply = served.get("", &path);
        assert!(reply.status < 500, "{path}: {}", reply.body);
        if reply.head.contains("content-type: text/html") {
            assert!(
                !reply.body.contains("<script>") && !reply.body.contains("<img"),
                "{path}:\n{}",
                reply.body
            );
        }
        assert!(!reply.head.contains("<script>"), "{path}:\n{}", reply.head);
    }
}

#[test]
fn one_visitors_page_is_not_anothers() {
    let served = served(true);
    let [(awa, _), (other, _)] = [Role::Reader, Role::Analyst].map(|role| served.pass(Who::User(role)));
    let first = served.get(&awa, "/fr/events");
    let second = served.get(&other, "/fr/events");
    assert!(first.body.contains("the reader") && second.body.contains("the analyst"));
    assert!(!second.body.contains("the reader") && !first.body.contains("the analyst"));
    let (again, word) = served.pass(Who::User(Role::Reader));
    assert!(served.get(&again, "/fr/events").body.contains(&word));
    assert!(!first.body.contains(&word), "the word of another session");
}
