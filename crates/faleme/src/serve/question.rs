//! A question about a subject: on a page, as a file, or by the API. All of them come through [`question`].

use super::desk::{Desk, State};
use super::form::Form;
use super::hapi;
use super::language::language;
use super::pages;
use super::patience::{self, Waited};
use super::reply::{Body, CSV, GEOJSON, HTML, JSON, PNG};
use super::subjects::{Subject, is_amber, subject};
use super::visitor::{Scope, Visitor};
use crate::answers::ground::day;
use crate::answers::placed::located;
use crate::answers::{Answer, Asked, Lang, Problem};
use crate::names::Names;
use axum::extract::{MatchedPath, Path, Query, State as Shared};
use axum::http::HeaderMap;
use axum::response::Response;
use std::collections::HashMap;
use std::sync::Arc;

/// Parameters as they came, in their order.
pub type Params = Query<Vec<(String, String)>>;

/// GET `/fr/NAME[/ID]`, `/fr/NAME.csv`, `/api/v1/NAME[/ID]`, whatever of it the route's pattern leaves open.
pub async fn question(
    Shared(desk): Shared<Arc<Desk>>,
    visitor: Visitor,
    pattern: MatchedPath,
    Path(parts): Path<HashMap<String, String>>,
    Query(query): Params,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let mut written = pattern.as_str().split('/').skip(1);
    let lang = if written.next() == Some("api") { None } else { parts.get("lang") };
    // What takes changes has a path of its own for questions as well: its pattern names the subject.
    let name = parts.get("name").map(String::as_str).or(written.nth(usize::from(lang.is_none())));
    let name = name.unwrap_or_default();
    let id = parts.get("id").cloned();
    let asked = match lang {
        None => (Lang::English, name, id, Form::for_programs(&query)?, false),
        Some(lang) if id.is_some() => (language(lang)?, name, id, Form::Page, false),
        Some(lang) => {
            let (name, form) = Form::of(name);
            (language(lang)?, name, None, form, form != Form::Page)
        }
    };
    answered((desk, visitor), asked, &query, &headers).await
}

/// Parameters that every subject takes.
const COMMON: [&str; 6] = ["as_of", "offset", "limit", "format", "part", hapi::FIELDS];

/// Whether a subject or its page knows of a parameter.
fn is_known(subject: &Subject, name: &str) -> bool {
    // What was just done stands on the page that comes after it.
    COMMON.contains(&name) || name == "done" || subject.params.iter().any(|p| p.name == name)
}

/// One question, answered once for each state of the case.
async fn answered(
    (desk, visitor): (Arc<Desk>, Visitor),
    (lang, name, id, form, is_file): (Lang, &str, Option<String>, Form, bool),
    query: &[(String, String)],
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let subject = subject(name).ok_or_else(|| Problem::none(format!("there is no page `{name}`")))?;
    visitor.may(subject.needs, Some(Scope::Read))?;
    if id.is_some() && !subject.one {
        return Err(Problem::none(format!("`{name}` is one list: nothing in it has a page of its own")));
    }
    // What a page does not know of does not make it another page; a program is told of its slip.
    let (known, unknown): (Vec<_>, Vec<_>) =
        query.iter().cloned().partition(|(name, _)| is_known(subject, name));
    if let (Some((unknown, _)), false) = (unknown.first(), form == Form::Page) {
        let all: Vec<&str> = subject.params.iter().map(|p| p.name).chain(COMMON).collect();
        return Err(Problem::wrong(format!("`{unknown}` is no parameter here: {}", all.join(", "))));
    }
    let mut asked = Asked::read(visitor.asker, lang, id, &known)?;
    if is_file {
        asked = asked.whole();
    }
    asked.check(subject.params)?;
    hapi::asked_for(&asked, name)?;
    let state = desk.state();
    // A page names who reads it, and its forms carry the word of their session; a file does neither.
    let whose = (form == Form::Page).then_some((&visitor.name, &visitor.pass));
    let key = format!(
        "{} {name} {:?} {form:?} {:?} {:?} {whose:?} {}",
        lang.tag(),
        asked.id,
        asked.by.readers,
        asked.by.role,
        asked.key()
    );
    let amber = is_amber(subject, &asked);
    let ready = match state.kept.find(&key) {
        Some(ready) => ready,
        None => {
            let shown = (form == Form::Page).then(|| (visitor.clone(), asked.clone()));
            let name = visitor.name.clone();
            let make = {
                let (state, key) = (Arc::clone(&state), key.clone());
                move |desk: &Desk, asked: &Asked| {
                    state.kept.get(key, || body(desk, &state, subject, (&visitor, asked), form))
                }
            };
            match (patience::wait(&desk, &state, key, (name, asked), shown.is_some(), make).await?, shown) {
                (Waited::Ready(ready), _) => ready,
                (Waited::Working, Some((visitor, asked))) => {
                    let page = desk
                        .work(asked, move |desk, asked| {
                            let opened = desk.opened(&state, asked.by.readers)?;
                            pages::page(
                                &opened,
                                subject,
                                "waiting.html",
                                (&visitor, asked),
                                &Answer::default(),
                            )
                        })
                        .await?;
                    return Ok(patience::reply(page));
                }
                (Waited::Working, None) => {
                    return Err(Problem::busy("this is still being worked out: ask again"));
                }
            }
        }
    };
    Ok(ready.sent(headers, amber))
}

/// The question with the names that the case itself writes: French pages show French ones, and are asked for them.
fn in_own_names(names: &Names, asked: &Asked) -> Asked {
    let own = |(name, value): (&str, &str)| Some((name.to_owned(), names.own(value)?.to_owned()));
    let all: Vec<_> = match asked.lang {
        Lang::French => asked.filters().filter(|(name, _)| *name != "q").filter_map(own).collect(),
        Lang::English => Vec::new(),
    };
    all.iter().fold(asked.clone(), |asked, (name, value)| asked.and(name, value))
}

fn body(
    desk: &Desk,
    state: &State,
    subject: &Subject,
    (visitor, asked): (&Visitor, &Asked),
    form: Form,
) -> Result<Body, Problem> {
    let opened = desk.opened(state, asked.by.readers)?;
    let make = || {
        let own = in_own_names(&*opened.names()?, asked);
        Ok(desk.plain((subject.answer)(&opened, &own)?))
    };
    let answer = state.slow.get(subject, asked, make)?;
    debug_assert!(answer.is_of(subject.lists), "{}: a list that its description does not name", subject.name);
    let answer = match (form, asked.text("part")) {
        (Form::Csv, Some(part)) => {
            &answer.only(part).ok_or_else(|| Problem::none(format!("there is no list `{part}` here")))?
        }
        _ => &*answer,
    };
    if let (Some(why), true) = (answer.about.get("refused").and_then(|v| v.as_str()), form != Form::Page) {
        return Err(Problem::wrong(why));
    }
    if let Some(layer) = hapi::asked_for(asked, subject.name)?.filter(|_| form != Form::Page) {
        if asked.text("part").is_some() || !matches!(form, Form::Json | Form::Csv) {
            return Err(Problem::wrong(
                "fields: the names of HDX HAPI are those of the first list, in json and csv",
            ));
        }
        let rows = located(&opened, asked, subject.name, answer.rows.clone())?;
        let named = Answer { rows, about: answer.about.clone(), ..Answer::default() };
        return Ok(match form {
            Form::Csv => {
                let file = Some(format!("{}-{}-hapi.csv", opened.case.head.id, subject.name));
                Body { kind: CSV, file, bytes: hapi::csv(&named, &layer)? }
            }
            _ => Body { kind: JSON, file: None, bytes: hapi::json(asked, &named, &layer)? },
        });
    }
    let file = |ending: &str| {
        let day = day(&opened, asked).map(|d| format!("-{d}")).unwrap_or_default();
        Some(format!("{}-{}{day}.{ending}", opened.case.head.id, subject.name))
    };
    Ok(match form {
        Form::Page => Body {
            kind: HTML,
            file: None,
            bytes: pages::html(&opened, subject, (visitor, asked), answer)?.into_bytes(),
        },
        Form::Json => Body { kind: JSON, file: None, bytes: pages::json(asked, answer)? },
        Form::Csv => Body { kind: CSV, file: file("csv"), bytes: pages::csv(answer)? },
        Form::Geojson => Body { kind: GEOJSON, file: file("geojson"), bytes: pages::geojson(answer)? },
        Form::Png => Body { kind: PNG, file: file("png"), bytes: pages::png(answer)? },
    })
}
