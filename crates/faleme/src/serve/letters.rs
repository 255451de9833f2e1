//! Letters: each as it was issued, drafts to look at, and the issue of a new one.

use super::desk::Desk;
use super::kept::{compressed, has, tag, takes_gzip};
use super::language::language;
use super::posted::{fields, named, read};
use super::visitor::{Role, Visitor};
use crate::answers::ground::{SILENT, findings, marking};
use crate::answers::{Asked, Lang, Problem};
use crate::case::Case;
use crate::cli::{self, LetterFormat};
use crate::clock;
use crate::commands::letter::{self, Written};
use crate::store::Store;
use axum::Json;
use axum::body::Bytes;
use axum::extract::{Path, Query, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG,
    HeaderValue, VARY,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use base::{Date, Tlp};
use clap::ValueEnum;
use serde::Deserialize;
use std::sync::{Arc, PoisonError};

/// A letter is a page by itself: its style is in it, nothing else is.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; sandbox";

/// What letter is asked for; as JSON, the body of POST `/api/v1/letters`.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Wanted {
    langs: Vec<String>,
    formats: Vec<String>,
    as_of: Option<Date>,
    tlp: Option<Tlp>,
    corrects: Option<u64>,
}

/// GET `/fr/letters/3/fr.pdf`, and `/fr/letters/draft/fr.html` for editors.
pub async fn file(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path((page, number, file)): Path<(String, String, String)>,
    Query(query): Query<Vec<(String, String)>>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let asked = Asked::read(visitor.asker, language(&page)?, Some(number.clone()), &query)?;
    let (lang, ending) = file.split_once('.').ok_or_else(none)?;
    let lang: Lang = lang.parse().map_err(|_| none())?;
    let format = LetterFormat::from_str(ending, true).map_err(|_| none())?;
    let state = desk.state();
    let name = format!("letter-{number}.{file}");
    // The others are compressed in themselves.
    let packs = matches!(format, LetterFormat::Html | LetterFormat::Md) && takes_gzip(&headers);
    let body = move |desk: &Desk, asked: &Asked| {
        let opened = desk.opened(&state, asked.by.readers)?;
        if number == "draft" {
            if asked.by.role < Role::Editor {
                return Err(Problem::forbidden("drafts are for editors"));
            }
            let tlp = asked.named::<Tlp>("tlp")?.unwrap_or(marking(&opened, asked)).min(asked.by.readers.tlp);
            let found = findings(&opened, asked, tlp)?;
            return Ok(letter::draft(&opened.store, (*found).clone(), of(lang), format)?);
        }
        let number: u64 = number.parse().map_err(|_| none())?;
        let ending = format.to_possible_value().map(|v| v.get_name().to_owned()).unwrap_or_default();
        opened.store.letter_body(number, lang.tag(), &ending)?.ok_or_else(none)
    };
    let (body, packed, etag) = desk
        .work(asked, move |desk, asked| {
            let body: Vec<u8> = body(desk, asked)?;
            let (packed, etag) = (packs.then(|| compressed(&body)).flatten(), tag(&body));
            Ok((body, packed, etag))
        })
        .await?;
    let mut response = match has(&headers, &etag) {
        true => (StatusCode::NOT_MODIFIED, [(CACHE_CONTROL, "private, no-cache")]).into_response(),
        false => match packed.filter(|packed| packed.len() < body.len()) {
            Some(packed) => ([(CONTENT_ENCODING, "gzip")], sent(packed, format, &name)).into_response(),
            None => sent(body, format, &name),
        },
    };
    let vary = HeaderValue::from_static("accept-encoding, cookie, authorization");
    response.headers_mut().insert(VARY, vary);
    response.headers_mut().extend(HeaderValue::from_str(&etag).ok().map(|etag| (ETAG, etag)));
    Ok(response)
}

fn none() -> Problem {
    Problem::none("there is no such letter")
}

fn of(lang: Lang) -> cli::Lang {
    match lang {
        Lang::French => cli::Lang::Fr,
        Lang::English => cli::Lang::En,
    }
}

fn sent(body: Vec<u8>, format: LetterFormat, name: &str) -> Response {
    let (kind, shown) = match format {
        LetterFormat::Html => ("text/html; charset=utf-8", true),
        LetterFormat::Pdf => ("application/pdf", true),
        LetterFormat::Md => ("text/markdown; charset=utf-8", false),
        LetterFormat::Docx => {
            ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", false)
        }
    };
    let disposition = if shown { "inline" } else { "attachment" };
    let safe: String = name.chars().filter(|c| c.is_ascii_alphanumeric() || ".-".contains(*c)).collect();
    let head = [
        (CONTENT_TYPE, kind.to_owned()),
        (CACHE_CONTROL, "private, no-cache".to_owned()),
        (CONTENT_SECURITY_POLICY, POLICY.to_owned()),
        (CONTENT_DISPOSITION, format!("{disposition}; filename=\"{safe}\"")),
    ];
    (head, body).into_response()
}

/// POST `/fr/letters/issue`: a form; a draft is shown and not kept.
pub async fn issue_form(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path(tag): Path<String>,
    body: Bytes,
) -> Result<Redirect, Problem> {
    let lang = language(&tag)?;
    let fields = fields(&body)?;
    let all =
        |name: &str| fields.iter().filter(|(k, _)| k == name).map(|(_, v)| v.clone()).collect::<Vec<_>>();
    let one = |name: &str| fields.iter().find(|(k, _)| k == name).map(|(_, v)| v.as_str());
    let wanted = Wanted {
        langs: all("lang"),
        formats: all("format"),
        as_of: read("as_of", one("as_of"))?,
        tlp: named("tlp", one("tlp"))?,
        corrects: read("corrects", one("corrects"))?,
    };
    if one("draft").is_some() {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if let Some(day) = wanted.as_of {
            query.append_pair("as_of", &day.to_string());
        }
        if let Some(tlp) = one("tlp") {
            query.append_pair("tlp", tlp);
        }
        let draft = wanted.langs.first().map_or(lang.tag(), |l| if l == "en" { "en" } else { "fr" });
        return Ok(Redirect::to(&format!("/{}/letters/draft/{draft}.html?{}", lang.tag(), query.finish())));
    }
    let written = issue(&desk, visitor, wanted).await?;
    let number = written.first().and_then(|w| w.number).unwrap_or_default();
    Ok(Redirect::to(&format!("/{}/letters/{number}", lang.tag())))
}

/// POST `/api/v1/letters`: the same for programs.
pub async fn issue_json(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    body: Bytes,
) -> Result<(StatusCode, Json<serde_json::Value>), Problem> {
    let wanted: Wanted = serde_json::from_slice(&body).map_err(|e| Problem::bad(format!("the body: {e}")))?;
    let written = issue(&desk, visitor, wanted).await?;
    let number = written.first().and_then(|w| w.number);
    let mut told = serde_json::json!({"number": number, "files": written});
    desk.plainly(&mut told);
    Ok((StatusCode::CREATED, Json(told)))
}

/// Issues a letter: one that says what was issued already keeps its number.
async fn issue(desk: &Arc<Desk>, visitor: Visitor, wanted: Wanted) -> Result<Vec<Written>, Problem> {
    let langs = each::<cli::Lang>("lang", &wanted.langs, &[cli::Lang::Fr, cli::Lang::En])?;
    let formats = each::<LetterFormat>("format", &wanted.formats, &[LetterFormat::Html])?;
    let asked = Asked::read(visitor.asker, Lang::English, None, &[])?;
    desk.work(asked, move |desk, asked| {
        let _one = desk.jobs.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let case = Case::load(&desk.dir)?;
        let mut store = Store::open(&desk.dir)?;
        let corrected = wanted.corrects.map(|number| letter::head(&store, number)).transpose();
        let corrected = corrected.map_err(|e| Problem::bad(format!("corrects: {e:#}")))?;
        let day = wanted.as_of.or(corrected.as_ref().map(|(day, _)| *day)).or(case.as_of);
        let first = store.documents(None, false)?.iter().filter_map(|d| d.published).min();
        if wanted.as_of.is_some_and(|day| day > clock::today() || first.is_some_and(|first| day < first)) {
            return Err(Problem::wrong("as_of: a day from the first document to today"));
        }
        let tlp = wanted.tlp.or(corrected.and_then(|(_, tlp)| tlp)).unwrap_or(letter::marking(&case));
        if tlp > asked.by.readers.tlp {
            return Err(Problem::forbidden("a letter is marked no more strictly than its editor may read"));
        }
        let usual = letter::Asked::usual(&desk.dir, &case, day.unwrap_or_else(clock::today));
        let of = letter::Asked {
            tlp: Some(tlp),
            corrects: wanted.corrects,
            langs: &langs,
            formats: &formats,
            ..usual
        };
        Ok(letter::issue(&mut store, &of, SILENT)?)
    })
    .await
}

/// Names of a list as values; the usual ones where none is named.
fn each<T: ValueEnum>(name: &str, given: &[String], usual: &[T]) -> Result<Vec<T>, Problem> {
    if given.is_empty() {
        return Ok(usual.to_vec());
    }
    given
        .iter()
        .map(|text| T::from_str(text, true).map_err(|e| Problem::bad(format!("{name}: {e}"))))
        .collect()
}
