//! Every route, with who may open it.
//!
//! | path | what |
//! |---|---|
//! | `/` | to the visitor's language |
//! | `/fr/SUBJECT[/ID]`, `/en/…` | a page |
//! | `/fr/SUBJECT.csv`, `.json`, `.geojson` | the same as a file, whole |
//! | `/api/v1/SUBJECT[/ID]` | the same for programs, by pages; `format=csv\|geojson` |
//! | POST `/fr/decisions`, `/api/v1/decisions` | a decision: a form, or JSON (`changes`) |
//! | `/ogc`, … | OGC API Features |
//! | `/fr/language` | remembers the language, and leads on |
//! | `/fr/sign-in`, `/fr/sign-out`, `/fr/users` | who comes in (`--users`) |
//! | `/api/v1/session` | who a program is, and the word its changes carry |
//! | `/static/FILE` | style and script, kept for a year by the hash in the name |

use super::answer::Answer;
use super::answers::ground::day;
use super::asked::{Asked, Lang};
use super::changes;
use super::desk::Desk;
use super::kept::Ready;
use super::patience::{self, Waited};
use super::reply::{Body, CSV, GEOJSON, HTML, JSON, PNG, Problem};
use super::routes::{self, Route};
use super::subjects::{SUBJECTS, Subject, is_amber, subject};
use super::visitor::{Role, Scope, Visitor};
use super::{lang, letters, ogc, openapi, pages, people, posted, sign, uploads};
use axum::Router;
use axum::body::Body as Bytes;
use axum::extract::{Path, Query, State};
use axum::http::header::{
    ACCEPT_ENCODING, ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_TYPE,
    COOKIE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use std::sync::Arc;

/// Parameters as they came, in their order.
pub(super) type Params = Query<Vec<(String, String)>>;

/// All routes. A path that is not here is not served; `routes` puts the check of `needs` before each.
pub const ROUTES: &[Route] = &[
    Route::get("/", Role::Reader, || get(home)),
    Route::get("/{lang}/", Role::Reader, || get(start)),
    Route::open("/{lang}/language", || get(lang::choose)),
    Route::open("/{lang}/sign-in", || get(sign::page)),
    Route::post_open("/{lang}/sign-in", || post(sign::sign_in)),
    Route::post("/{lang}/sign-out", Role::Reader, Scope::Read, || post(sign::sign_out)).signed_in(),
    Route::get("/{lang}/users", Role::Admin, || get(people::page)).signed_in(),
    Route::post("/{lang}/users", Role::Admin, Scope::Read, || post(people::change)).signed_in(),
    Route::get("/api/v1/session", Role::Reader, || get(sign::session)),
    Route::get("/{lang}/why/{*id}", Role::Reader, || get(page_of_why)),
    Route::get("/api/v1/why/{*id}", Role::Reader, || get(api_of_why)),
    Route::get("/{lang}/decisions", Role::Analyst, || get(decisions)),
    Route::post("/{lang}/decisions", Role::Analyst, Scope::Decide, || post(changes::form)),
    Route::get("/api/v1/decisions", Role::Analyst, || get(api_decisions)),
    Route::post("/api/v1/decisions", Role::Analyst, Scope::Decide, || post(changes::json)),
    Route::post("/{lang}/letters/issue", Role::Editor, Scope::Issue, || post(letters::issue_form)),
    Route::get("/{lang}/letters/{number}/{file}", Role::Reader, || get(letters::file)),
    Route::post("/{lang}/data/upload", Role::Analyst, Scope::Upload, || post(uploads::form))
        .room(uploads::BYTES),
    Route::get("/{lang}/jobs/{id}", Role::Analyst, || get(uploads::page)),
    Route::get("/api/v1", Role::Reader, || get(openapi::list)),
    Route::get("/api/v1/openapi.json", Role::Reader, || get(openapi::document)),
    Route::get("/api/v1/letters", Role::Reader, || get(api_letters)),
    Route::post("/api/v1/letters", Role::Editor, Scope::Issue, || post(letters::issue_json)),
    Route::get("/api/v1/documents", Role::Reader, || get(api_documents)),
    Route::post("/api/v1/documents", Role::Analyst, Scope::Upload, || post(uploads::api))
        .room(uploads::BYTES),
    Route::get("/api/v1/scenario", Role::Analyst, || get(api_scenario)),
    Route::post("/api/v1/scenario", Role::Analyst, Scope::Read, || post(posted::scenario)),
    Route::get("/api/v1/jobs/{id}", Role::Analyst, || get(uploads::progress)),
    Route::get("/api/v1/jobs/{id}/events", Role::Analyst, || get(uploads::events)),
    Route::get("/ogc", Role::Reader, || get(ogc::landing)),
    Route::get("/ogc/", Role::Reader, || get(ogc::landing)),
    Route::get("/ogc/conformance", Role::Reader, || get(ogc::conformance)),
    Route::get("/ogc/collections", Role::Reader, || get(ogc::collections)),
    Route::get("/ogc/collections/{id}", Role::Reader, || get(ogc::collection)),
    Route::get("/ogc/collections/{id}/items", Role::Reader, || get(ogc::items)),
    Route::get("/ogc/collections/{id}/items/{feature}", Role::Reader, || get(ogc::item)),
    Route::subject("/{lang}/{name}", || get(page)),
    Route::subject("/{lang}/{name}/{id}", || get(page_of)),
    Route::subject("/api/v1/{name}", || get(api)),
    Route::subject("/api/v1/{name}/{id}", || get(api_of)),
    Route::open("/static/{file}", || get(file)),
];

/// All routes, each behind its check.
pub fn router(desk: &Arc<Desk>) -> Router {
    routes::router(ROUTES, desk)
}

/// The subject that a path names, where the route's pattern says it stands; as a file's name, without its ending.
pub fn name_in(pattern: &str, path: &str) -> Option<String> {
    let at = pattern.split('/').position(|part| part == "{name}")?;
    let part = path.split('/').nth(at)?;
    let decoded =
        form_urlencoded::parse(format!("n={}", part.replace('+', "%2B")).as_bytes()).next()?.1.into_owned();
    // Whatever stands for a file stands for its subject.
    Some(if pattern.ends_with("{name}") { Form::of(&decoded).0.to_owned() } else { decoded })
}

/// The form an answer is wanted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Page,
    Json,
    Csv,
    Geojson,
    Png,
}

impl Form {
    /// A name's ending: `events.csv`.
    fn of(name: &str) -> (&str, Self) {
        match name.rsplit_once('.') {
            Some((name, "csv")) => (name, Self::Csv),
            Some((name, "json")) => (name, Self::Json),
            Some((name, "geojson")) => (name, Self::Geojson),
            Some((name, "png")) => (name, Self::Png),
            _ => (name, Self::Page),
        }
    }
}

async fn home(headers: HeaderMap) -> Redirect {
    Redirect::to(&format!("/{}/", preferred(&headers).tag()))
}

async fn start(Path(lang): Path<String>) -> Result<Redirect, Problem> {
    let lang = language(&lang)?;
    Ok(Redirect::to(&format!("/{}/{}", lang.tag(), SUBJECTS[0].name)))
}

async fn page(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path((lang, name)): Path<(String, String)>,
    Query(query): Params,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (name, form) = Form::of(&name);
    answer((desk, visitor), (language(&lang)?, name, None, form), &query, &headers).await
}

async fn page_of(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path((lang, name, id)): Path<(String, String, String)>,
    Query(query): Params,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer((desk, visitor), (language(&lang)?, &name, Some(id), Form::Page), &query, &headers).await
}

/// Ids of rows hold slashes: `/fr/why/ucdp/24.1/1001`.
async fn page_of_why(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path((lang, id)): Path<(String, String)>,
    Query(query): Params,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer((desk, visitor), (language(&lang)?, "why", Some(id), Form::Page), &query, &headers).await
}

async fn api_of_why(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path(id): Path<String>,
    Query(query): Params,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer((desk, visitor), (Lang::English, "why", Some(id), api_form(&query)?), &query, &headers).await
}

/// What takes changes has a path of its own for questions as well.
async fn decisions(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path(lang): Path<String>,
    Query(query): Params,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer((desk, visitor), (language(&lang)?, "decisions", None, Form::Page), &query, &headers).await
}

async fn api_decisions(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Query(query): Params,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer((desk, visitor), (Lang::English, "decisions", None, api_form(&query)?), &query, &headers).await
}

async fn api_letters(
    desk: State<Arc<Desk>>,
    visitor: Visitor,
    query: Params,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    api(desk, visitor, Path("letters".into()), query, headers).await
}

async fn api_documents(
    desk: State<Arc<Desk>>,
    visitor: Visitor,
    query: Params,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    api(desk, visitor, Path("documents".into()), query, headers).await
}

async fn api_scenario(
    desk: State<Arc<Desk>>,
    visitor: Visitor,
    query: Params,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    api(desk, visitor, Path("scenario".into()), query, headers).await
}

async fn api(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path(name): Path<String>,
    Query(query): Params,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer((desk, visitor), (Lang::English, &name, None, api_form(&query)?), &query, &headers).await
}

async fn api_of(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path((name, id)): Path<(String, String)>,
    Query(query): Params,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer((desk, visitor), (Lang::English, &name, Some(id), api_form(&query)?), &query, &headers).await
}

fn api_form(query: &[(String, String)]) -> Result<Form, Problem> {
    match query.iter().find(|(name, _)| name == "format").map(|(_, value)| value.as_str()) {
        None | Some("json") => Ok(Form::Json),
        Some("csv") => Ok(Form::Csv),
        Some("geojson") => Ok(Form::Geojson),
        Some(other) => Err(Problem::bad(format!("format: `{other}` is none of json, csv, geojson"))),
    }
}

/// One question, answered once for each state of the case.
async fn answer(
    (desk, visitor): (Arc<Desk>, Visitor),
    (lang, name, id, form): (Lang, &str, Option<String>, Form),
    query: &[(String, String)],
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let subject = subject(name).ok_or_else(|| Problem::none(format!("there is no page `{name}`")))?;
    visitor.may(subject.needs, Some(Scope::Read))?;
    let asked = Asked::read(visitor, lang, id, query)?;
    asked.check(subject.params)?;
    let state = desk.state();
    // A page names who reads it, and its forms carry the word of their session; a file does neither.
    let whose = (form == Form::Page).then_some((&asked.visitor.name, &asked.visitor.pass));
    let key = format!(
        "{} {name} {:?} {form:?} {:?} {:?} {whose:?} {}",
        lang.tag(),
        asked.id,
        asked.visitor.readers,
        asked.visitor.role,
        asked.key()
    );
    let amber = is_amber(subject, &asked);
    let ready = match state.kept.find(&key) {
        Some(ready) => ready,
        None => {
            let shown = (form == Form::Page).then(|| asked.clone());
            let make = {
                let (state, key) = (Arc::clone(&state), key.clone());
                move |desk: &Desk, asked: &Asked| {
                    state.kept.get(key, || body(desk, &state, subject, asked, form))
                }
            };
            match (patience::wait(&desk, &state, key, asked, shown.is_some(), make).await?, shown) {
                (Waited::Ready(ready), _) => ready,
                (Waited::Working, Some(asked)) => {
                    let page = desk
                        .work(asked, move |desk, asked| {
                            let opened = desk.opened(&state, &asked.visitor)?;
                            pages::page(&opened, subject, "waiting.html", asked, &Answer::default())
                        })
                        .await?;
                    return Ok(patience::reply(page));
                }
                (Waited::Working, None) => return Err(Problem::bad("still at work: ask again")),
            }
        }
    };
    Ok(sent(&ready, headers, amber))
}

fn body(
    desk: &Desk,
    state: &super::desk::State,
    subject: &Subject,
    asked: &Asked,
    form: Form,
) -> Result<Body, Problem> {
    let opened = desk.opened(state, &asked.visitor)?;
    let answer = state.slow.get(subject, asked, || (subject.answer)(&opened, asked))?;
    let answer = match (form, asked.text("part")) {
        (Form::Csv, Some(part)) => {
            &answer.only(part).ok_or_else(|| Problem::none(format!("there is no list `{part}` here")))?
        }
        _ => &*answer,
    };
    let file = |ending: &str| {
        let day = day(&opened, asked).map(|d| format!("-{d}")).unwrap_or_default();
        Some(format!("{}-{}{day}.{ending}", opened.case.head.id, subject.name))
    };
    Ok(match form {
        Form::Page => {
            Body { kind: HTML, file: None, bytes: pages::html(&opened, subject, asked, answer)?.into_bytes() }
        }
        Form::Json => Body { kind: JSON, file: None, bytes: pages::json(asked, answer)? },
        Form::Csv => Body { kind: CSV, file: file("csv"), bytes: pages::csv(answer)? },
        Form::Geojson => Body { kind: GEOJSON, file: file("geojson"), bytes: pages::geojson(answer)? },
        Form::Png => Body { kind: PNG, file: file("png"), bytes: pages::png(answer)? },
    })
}

/// A kept answer, as this client takes it.
pub(super) fn sent(ready: &Ready, headers: &HeaderMap, amber: bool) -> Response {
    // Shared caches keep nothing: what one visitor sees another may not.
    let cached = if amber { "no-store" } else { "private, no-cache" };
    let same = headers.get(IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    if same.is_some_and(|tags| tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == ready.etag)) {
        return (StatusCode::NOT_MODIFIED, [(ETAG, ready.etag.clone()), (CACHE_CONTROL, cached.into())])
            .into_response();
    }
    let packed = ready.gzip.as_ref().filter(|_| takes_gzip(headers));
    let bytes = packed.unwrap_or(&ready.body.bytes).clone();
    let mut response = Response::new(Bytes::from(bytes));
    let head = response.headers_mut();
    let mut put = |name, value: &str| {
        if let Ok(value) = value.parse() {
            head.insert(name, value);
        }
    };
    put(CONTENT_TYPE, ready.body.kind);
    put(ETAG, &ready.etag);
    put(CACHE_CONTROL, cached);
    put(VARY, "accept-encoding, cookie, authorization");
    if packed.is_some() {
        put(CONTENT_ENCODING, "gzip");
    }
    if let Some(file) = &ready.body.file {
        put(CONTENT_DISPOSITION, &format!("attachment; filename=\"{file}\""));
    }
    response
}

async fn file(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Problem> {
    let asset = pages::asset(&name).ok_or_else(|| Problem::none("there is no such file"))?;
    let head = [
        (CONTENT_TYPE, asset.kind),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (VARY, "accept-encoding"),
    ];
    Ok(match asset.packed().filter(|_| takes_gzip(&headers)) {
        Some(packed) => (head, [(CONTENT_ENCODING, "gzip")], packed).into_response(),
        None => (head, asset.bytes.as_slice()).into_response(),
    })
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    headers.get(ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("gzip"))
}

/// A language of the pages.
pub fn language(tag: &str) -> Result<Lang, Problem> {
    tag.parse().map_err(|_| Problem::none("pages begin with /fr/ or /en/"))
}

/// The language chosen last, else the first of the browser's that there is, else French.
pub fn preferred(headers: &HeaderMap) -> Lang {
    let text = |name| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let chosen = text(COOKIE).split(';').find_map(|c| c.trim().strip_prefix("lang=")?.parse().ok());
    let accepted =
        || text(ACCEPT_LANGUAGE).split(',').find_map(|tag| tag.trim().get(..2)?.to_lowercase().parse().ok());
    chosen.or_else(accepted).unwrap_or(Lang::French)
}
