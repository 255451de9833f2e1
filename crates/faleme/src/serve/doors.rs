//! Every route, with who may open it.
//!
//! | path | what |
//! |---|---|
//! | `/` | to the visitor's language |
//! | `/fr/SUBJECT[/ID]`, `/en/…` | a page |
//! | `/fr/SUBJECT.csv`, `.json`, `.geojson` | the same as a file, whole |
//! | `/api/v1/SUBJECT[/ID]` | the same for programs, by pages; `format=csv\|geojson` |
//! | POST `/fr/decisions`, `/api/v1/decisions` | a decision: a form, or JSON (`changes`) |
//! | `/static/FILE` | style and script, kept for a year by the hash in the name |

use super::answers::{Subject, day, subject};
use super::changes;
use super::asked::{Asked, Lang};
use super::desk::Desk;
use super::kept::Ready;
use super::pages;
use super::reply::{Body, CSV, GEOJSON, HTML, JSON, Problem};
use super::visitor::Visitor;
use axum::Router;
use axum::body::Body as Bytes;
use axum::extract::{Path, Query, State};
use axum::http::header::{
    ACCEPT_ENCODING, ACCEPT_LANGUAGE, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING,
    CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, ETAG, HeaderName, HeaderValue, IF_NONE_MATCH,
    REFERRER_POLICY, VARY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use std::sync::Arc;

/// Parameters as they came, in their order.
type Params = Query<Vec<(String, String)>>;

/// All routes.
pub fn router(desk: &Arc<Desk>) -> Router {
    Router::new()
        .route("/", get(home))
        .route("/{lang}/", get(start))
        .route("/{lang}/{name}", get(page).post(changes::form))
        .route("/{lang}/{name}/{id}", get(page_of))
        .route("/{lang}/why/{*id}", get(page_of_why))
        .route("/api/v1/{name}", get(api).post(changes::api))
        .route("/api/v1/{name}/{id}", get(api_of))
        .route("/api/v1/why/{*id}", get(api_of_why))
        .route("/static/{file}", get(file))
        .layer(map_response(guarded))
        .with_state(Arc::clone(desk))
}

/// What every answer says to browsers: nothing from elsewhere, nothing inline, no frame, no guess at media types.
const HEADERS: [(HeaderName, &str); 4] = [
    (
        CONTENT_SECURITY_POLICY,
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data: blob:; connect-src 'self'; \
         worker-src 'self' blob:; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "no-referrer"),
    (X_FRAME_OPTIONS, "DENY"),
];

async fn guarded(mut response: Response) -> Response {
    for (name, value) in HEADERS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// The form an answer is wanted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Page,
    Json,
    Csv,
    Geojson,
}

impl Form {
    /// A name's ending: `events.csv`.
    fn of(name: &str) -> (&str, Self) {
        match name.rsplit_once('.') {
            Some((name, "csv")) => (name, Self::Csv),
            Some((name, "json")) => (name, Self::Json),
            Some((name, "geojson")) => (name, Self::Geojson),
            _ => (name, Self::Page),
        }
    }
}

async fn home(headers: HeaderMap) -> Redirect {
    Redirect::to(&format!("/{}/", preferred(&headers).tag()))
}

async fn start(Path(lang): Path<String>) -> Result<Redirect, Problem> {
    let lang = language(&lang)?;
    Ok(Redirect::to(&format!("/{}/{}", lang.tag(), super::answers::SUBJECTS[0].name)))
}

async fn page(
    State(desk): State<Arc<Desk>>,
    Path((lang, name)): Path<(String, String)>,
    Query(query): Params,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (name, form) = Form::of(&name);
    answer(desk, (language(&lang)?, name, None, form), &query, &headers).await
}

async fn page_of(
    State(desk): State<Arc<Desk>>,
    Path((lang, name, id)): Path<(String, String, String)>,
    Query(query): Params,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer(desk, (language(&lang)?, &name, Some(id), Form::Page), &query, &headers).await
}

/// Ids of rows hold slashes: `/fr/why/ucdp/24.1/1001`.
async fn page_of_why(
    State(desk): State<Arc<Desk>>,
    Path((lang, id)): Path<(String, String)>,
    Query(query): Params,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer(desk, (language(&lang)?, "why", Some(id), Form::Page), &query, &headers).await
}

async fn api_of_why(
    State(desk): State<Arc<Desk>>,
    Path(id): Path<String>,
    Query(query): Params,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer(desk, (Lang::English, "why", Some(id), api_form(&query)?), &query, &headers).await
}

async fn api(
    State(desk): State<Arc<Desk>>,
    Path(name): Path<String>,
    Query(query): Params,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer(desk, (Lang::English, &name, None, api_form(&query)?), &query, &headers).await
}

async fn api_of(
    State(desk): State<Arc<Desk>>,
    Path((name, id)): Path<(String, String)>,
    Query(query): Params,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    answer(desk, (Lang::English, &name, Some(id), api_form(&query)?), &query, &headers).await
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
    desk: Arc<Desk>,
    (lang, name, id, form): (Lang, &str, Option<String>, Form),
    query: &[(String, String)],
    headers: &HeaderMap,
) -> Result<Response, Problem> {
    let visitor = Visitor::owner();
    let subject = subject(name).ok_or_else(|| Problem::none(format!("there is no page `{name}`")))?;
    if visitor.role < subject.needs {
        return Err(Problem::forbidden("not for readers of your role"));
    }
    let asked = Asked::read(visitor, lang, id, query)?;
    asked.check(subject.params)?;
    let state = desk.state();
    let key = format!(
        "{} {name} {:?} {form:?} {} {:?} {:?} {:?} {}",
        lang.tag(),
        asked.id,
        super::changes::token(&asked.visitor),
        asked.visitor.name,
        asked.visitor.readers,
        asked.visitor.role,
        asked.key()
    );
    let ready = match state.kept.find(&key) {
        Some(ready) => ready,
        None => {
            let make = move |desk: &Desk, asked: &Asked| {
                state.kept.get(key, || body(desk, &state, subject, asked, form))
            };
            desk.work(asked, make).await?
        }
    };
    Ok(sent(&ready, headers, subject.amber))
}

fn body(
    desk: &Desk,
    state: &super::desk::State,
    subject: &Subject,
    asked: &Asked,
    form: Form,
) -> Result<Body, Problem> {
    let opened = desk.opened(state, &asked.visitor)?;
    let answer = (subject.answer)(&opened, asked)?;
    let file = |ending: &str| {
        let day = day(&opened, asked).map(|d| format!("-{d}")).unwrap_or_default();
        Some(format!("{}-{}{day}.{ending}", opened.case.head.id, subject.name))
    };
    Ok(match form {
        Form::Page => Body {
            kind: HTML,
            file: None,
            bytes: pages::html(&opened, subject, asked, &answer)?.into_bytes(),
        },
        Form::Json => Body { kind: JSON, file: None, bytes: pages::json(asked, &answer)? },
        Form::Csv => Body { kind: CSV, file: file("csv"), bytes: pages::csv(&answer)? },
        Form::Geojson => Body { kind: GEOJSON, file: file("geojson"), bytes: pages::geojson(&answer)? },
    })
}

/// A kept answer, as this client takes it.
fn sent(ready: &Ready, headers: &HeaderMap, amber: bool) -> Response {
    // Shared caches keep nothing: what one visitor sees another may not.
    let cached = if amber { "no-store" } else { "private, no-cache" };
    let same = headers.get(IF_NONE_MATCH).and_then(|v| v.to_str().ok());
    if same.is_some_and(|tags| tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == ready.etag)) {
        return (StatusCode::NOT_MODIFIED, [(ETAG, ready.etag.clone()), (CACHE_CONTROL, cached.into())])
            .into_response();
    }
    let takes_gzip =
        headers.get(ACCEPT_ENCODING).and_then(|v| v.to_str().ok()).is_some_and(|v| v.contains("gzip"));
    let packed = ready.gzip.as_ref().filter(|_| takes_gzip);
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
    put(VARY, "accept-encoding, cookie");
    if packed.is_some() {
        put(CONTENT_ENCODING, "gzip");
    }
    if let Some(file) = &ready.body.file {
        put(CONTENT_DISPOSITION, &format!("attachment; filename=\"{file}\""));
    }
    response
}

async fn file(Path(name): Path<String>) -> Result<Response, Problem> {
    let (kind, bytes) = pages::asset(&name).ok_or_else(|| Problem::none("there is no such file"))?;
    let head = [(CONTENT_TYPE, kind), (CACHE_CONTROL, "public, max-age=31536000, immutable")];
    Ok((head, bytes).into_response())
}

pub fn language(tag: &str) -> Result<Lang, Problem> {
    tag.parse().map_err(|_| Problem::none("pages begin with /fr/ or /en/"))
}

/// The language chosen last, else the first of the browser's that there is, else French.
fn preferred(headers: &HeaderMap) -> Lang {
    let text = |name| headers.get(name).and_then(|v| v.to_str().ok()).unwrap_or_default();
    let chosen = text(COOKIE).split(';').find_map(|c| c.trim().strip_prefix("lang=")?.parse().ok());
    let accepted =
        || text(ACCEPT_LANGUAGE).split(',').find_map(|tag| tag.trim().get(..2)?.to_lowercase().parse().ok());
    chosen.or_else(accepted).unwrap_or(Lang::French)
}
