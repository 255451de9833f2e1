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

use super::changes;
use super::desk::Desk;
use super::gate;
use super::kept::takes_gzip;
use super::language::{language, preferred};
use super::question::question;
use super::reply::plainly;
use super::route::Route;
use super::subjects::SUBJECTS;
use super::visitor::{Role, Scope};
use super::{letters, ogc, openapi, pages, people, posted, sign, switch, uploads};
use crate::answers::Problem;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Path};
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE, VARY};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use std::sync::Arc;

/// All routes. A path that is not here is not served; the check of `needs` stands before each.
pub const ROUTES: &[Route] = &[
    Route::get("/", Role::Reader, || get(home)),
    Route::get("/{lang}/", Role::Reader, || get(start)),
    Route::open("/{lang}/language", || get(switch::choose)),
    Route::open("/{lang}/sign-in", || get(sign::page)),
    Route::post_open("/{lang}/sign-in", || post(sign::sign_in)),
    Route::post("/{lang}/sign-out", Role::Reader, Scope::Read, || post(sign::sign_out)).signed_in(),
    Route::get("/{lang}/users", Role::Admin, || get(people::page)).signed_in(),
    Route::post("/{lang}/users", Role::Admin, Scope::Read, || post(people::change)).signed_in(),
    Route::get("/api/v1/session", Role::Reader, || get(sign::session)),
    Route::get("/{lang}/why/{*id}", Role::Reader, || get(question)),
    Route::get("/api/v1/why/{*id}", Role::Reader, || get(question)),
    Route::get("/{lang}/decisions", Role::Analyst, || get(question)),
    Route::post("/{lang}/decisions", Role::Analyst, Scope::Decide, || post(changes::form)),
    Route::get("/api/v1/decisions", Role::Analyst, || get(question)),
    Route::post("/api/v1/decisions", Role::Analyst, Scope::Decide, || post(changes::json)),
    Route::post("/{lang}/letters/issue", Role::Editor, Scope::Issue, || post(letters::issue_form)),
    Route::get("/{lang}/letters/{number}/{file}", Role::Reader, || get(letters::file)),
    Route::post("/{lang}/data/upload", Role::Analyst, Scope::Upload, || post(uploads::form))
        .room(uploads::BYTES),
    Route::get("/{lang}/jobs/{id}", Role::Analyst, || get(uploads::page)),
    Route::get("/api/v1", Role::Reader, || get(openapi::list)),
    Route::get("/api/v1/openapi.json", Role::Reader, || get(openapi::document)),
    Route::get("/api/v1/letters", Role::Reader, || get(question)),
    Route::post("/api/v1/letters", Role::Editor, Scope::Issue, || post(letters::issue_json)),
    Route::get("/api/v1/documents", Role::Reader, || get(question)),
    Route::post("/api/v1/documents", Role::Analyst, Scope::Upload, || post(uploads::api))
        .room(uploads::BYTES),
    Route::get("/api/v1/scenario", Role::Analyst, || get(question)),
    Route::post("/api/v1/scenario", Role::Analyst, Scope::Read, || post(posted::scenario)),
    Route::get("/api/v1/jobs/{id}", Role::Analyst, || get(uploads::progress)).also(Scope::Upload),
    Route::get("/api/v1/jobs/{id}/events", Role::Analyst, || get(uploads::events)).also(Scope::Upload),
    Route::get("/ogc", Role::Reader, || get(ogc::features)),
    Route::get("/ogc/", Role::Reader, || get(ogc::features)),
    Route::get("/ogc/conformance", Role::Reader, || get(ogc::features)),
    Route::get("/ogc/collections", Role::Reader, || get(ogc::features)),
    Route::get("/ogc/collections/{id}", Role::Reader, || get(ogc::features)),
    Route::get("/ogc/collections/{id}/items", Role::Reader, || get(ogc::features)),
    Route::get("/ogc/collections/{id}/items/{feature}", Role::Reader, || get(ogc::features)),
    Route::subject("/{lang}/{name}", || get(question)),
    Route::subject("/{lang}/{name}/{id}", || get(question)),
    Route::subject("/api/v1/{name}", || get(question)),
    Route::subject("/api/v1/{name}/{id}", || get(question)),
    Route::open("/static/{file}", || get(file)),
];

/// A router of all routes and nothing else, so that none is without its check: each behind its own, all behind the check of
/// names, rates and sessions.
pub fn router(desk: &Arc<Desk>) -> Router {
    let mut router = Router::new();
    for route in ROUTES {
        let check = from_fn_with_state((Arc::clone(desk), route), gate::let_in);
        router = router.route(route.path, (route.made)().route_layer(check));
    }
    let fallback = || async { Problem::none("there is nothing here") };
    router
        .fallback(fallback)
        // The gate counts bytes itself, by route.
        .layer(DefaultBodyLimit::disable())
        .layer(map_response(plainly))
        .layer(from_fn_with_state(Arc::clone(desk), gate::meet))
        .with_state(Arc::clone(desk))
}

async fn home(headers: HeaderMap) -> Redirect {
    Redirect::to(&format!("/{}/", preferred(&headers).tag()))
}

async fn start(Path(lang): Path<String>) -> Result<Redirect, Problem> {
    let lang = language(&lang)?;
    Ok(Redirect::to(&format!("/{}/{}", lang.tag(), SUBJECTS[0].name)))
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
