//! Uploads: files dropped on a page or posted, and how far their reading is.
//!
//! At most 100 files, each of at most 64 MB, 256 MB together. Names keep their last part only.

use super::desk::Desk;
use super::jobs::{GIVEN, Given, Progress};
use super::language::language;
use super::pages;
use super::patience::AGAIN;
use super::posted::{named, read};
use super::reply::HTML;
use super::subjects::subject;
use super::visitor::{Pass, Role, Scope, Visitor};
use crate::answers::{Answer, Asked, Lang, Problem};
use crate::files::LONGEST;
use axum::Json;
use axum::body::Body;
use axum::extract::multipart::Field;
use axum::extract::{Multipart, Path, State};
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION, REFRESH};
use axum::response::{IntoResponse, Redirect, Response};
use std::path::Path as FilePath;
use std::sync::Arc;
use std::time::Duration;
use tokio::io::AsyncWriteExt;
use tokio::sync::watch;

/// Files of an upload at the most.
const FILES: usize = 100;
/// Bytes of an upload at the most.
pub const BYTES: u64 = 256 << 20;
/// Bytes of a field that is no file.
const FIELD: usize = 2_000;
/// Longest name of a file, in bytes.
const NAME: usize = 150;
/// A line that says that nothing happened keeps the connection open.
const PULSE: Duration = Duration::from_secs(15);

/// POST `/fr/data/upload`: leads to the page of the job.
pub async fn form(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path(tag): Path<String>,
    parts: Multipart,
) -> Result<Redirect, Problem> {
    let lang = language(&tag)?;
    let id = take(&desk, &visitor, parts).await?;
    Ok(Redirect::to(&format!("/{}/jobs/{id}", lang.tag())))
}

/// POST `/api/v1/documents`: 202 with the job.
pub async fn api(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    parts: Multipart,
) -> Result<Response, Problem> {
    let id = take(&desk, &visitor, parts).await?;
    let at = format!("/api/v1/jobs/{id}");
    let body = serde_json::json!({"id": id, "job": at, "events": format!("{at}/events")});
    Ok((StatusCode::ACCEPTED, [(LOCATION, at)], Json(body)).into_response())
}

/// Takes an upload in; whatever ends it early leaves nothing.
async fn take(desk: &Arc<Desk>, visitor: &Visitor, parts: Multipart) -> Result<String, Problem> {
    let (id, folder) = desk.jobs.begin()?;
    let taken = match receive(visitor, parts, &folder).await {
        Ok(()) => desk.jobs.start(&id).map_err(Problem::from),
        Err(problem) => Err(problem),
    };
    match taken {
        Ok(()) => Ok(id),
        Err(problem) => {
            desk.jobs.give_up(&id);
            Err(problem)
        }
    }
}

async fn receive(visitor: &Visitor, mut parts: Multipart, folder: &FilePath) -> Result<(), Problem> {
    let (mut count, mut given) = (0, Given { by: visitor.name.clone(), ..Given::default() });
    while let Some(field) = parts.next_field().await.map_err(|e| broken(&e))? {
        match field.file_name().map(|name| clean(name, count)) {
            // A form without a chosen file sends one without a name.
            Some(_) if field.file_name() == Some("") => {}
            Some(_) if count == FILES => {
                return Err(Problem::long(format!("at most {FILES} files at a time")));
            }
            Some(name) => {
                let own = folder.join(format!("{count:03}"));
                tokio::fs::create_dir(&own).await.map_err(|e| Problem::from(anyhow::Error::from(e)))?;
                write(field, &own.join(name)).await?;
                count += 1;
            }
            None => told(&mut given, field).await?,
        }
    }
    if count == 0 {
        return Err(Problem::bad("no file came: name the field `file`"));
    }
    let json = serde_json::to_vec(&given).map_err(|e| Problem::from(anyhow::Error::from(e)))?;
    tokio::fs::write(folder.join(GIVEN), json).await.map_err(|e| Problem::from(anyhow::Error::from(e)))
}

async fn write(mut field: Field<'_>, path: &FilePath) -> Result<(), Problem> {
    let failed = |e: std::io::Error| Problem::from(anyhow::Error::from(e));
    let mut file = tokio::fs::File::create_new(path).await.map_err(failed)?;
    let mut length = 0u64;
    while let Some(bytes) = field.chunk().await.map_err(|e| broken(&e))? {
        length += bytes.len() as u64;
        if length > LONGEST {
            return Err(Problem::long(format!("a document has at most {} MB", LONGEST >> 20)));
        }
        file.write_all(&bytes).await.map_err(failed)?;
    }
    file.sync_all().await.map_err(failed)
}

/// What is known of the documents.
async fn told(given: &mut Given, mut field: Field<'_>) -> Result<(), Problem> {
    let name = field.name().unwrap_or_default().to_owned();
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|e| broken(&e))? {
        if bytes.len() + chunk.len() > FIELD {
            return Err(Problem::long(format!("{name}: too long")));
        }
        bytes.extend_from_slice(&chunk);
    }
    let text = String::from_utf8_lossy(&bytes).trim().to_owned();
    let some = Some(text.as_str()).filter(|t| !t.is_empty());
    let received = &mut given.received;
    match name.as_str() {
        "published" => received.published = read("published", some)?,
        "tlp" => received.tlp = named("tlp", some)?,
        "source" => received.publisher = some.map(str::to_owned),
        "url" => received.url = some.map(str::to_owned),
        "licence" => received.licence = some.map(str::to_owned),
        "csrf" => {}
        _ => {
            return Err(Problem::bad(format!(
                "`{name}` is none of file, published, source, url, licence, tlp"
            )));
        }
    }
    Ok(())
}

fn broken(error: &axum::extract::multipart::MultipartError) -> Problem {
    match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::long(format!("at most {} MB at a time", BYTES >> 20)),
        _ => {
            Problem::bad(format!("the upload broke off or is no multipart/form-data: {}", error.body_text()))
        }
    }
}

/// The last part of a name, without what a file system or a terminal could take amiss.
fn clean(name: &str, at: usize) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last.chars().filter(|c| !c.is_control() && !"<>:\"|?*".contains(*c)).collect();
    let mut kept = kept.trim().trim_start_matches('.').to_owned();
    while kept.len() > NAME {
        // The ending says what it is.
        let middle = kept.char_indices().nth(kept.chars().count() / 2).map_or(0, |(at, _)| at);
        kept.remove(middle);
    }
    if kept.is_empty() { format!("upload-{at}.txt") } else { kept }
}

/// The job of this id, for who sent it and for those who mind the server; for others it is not there.
fn watched(desk: &Desk, visitor: &Visitor, id: &str) -> Result<watch::Receiver<Progress>, Problem> {
    let minds = match &visitor.pass {
        Pass::Owner(_) => true,
        Pass::Session(_) => visitor.asker.role == Role::Admin,
        Pass::Token(scopes) => visitor.asker.role == Role::Admin && scopes.hold(Scope::Read),
    };
    let job = desk.jobs.watch(id).filter(|(by, _)| minds || *by == visitor.name);
    job.map(|(_, job)| job).ok_or_else(|| Problem::none("there is no such job, or it ended long ago"))
}

/// GET `/api/v1/jobs/ID`.
pub async fn progress(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Json<Progress>, Problem> {
    let job = watched(&desk, &visitor, &id)?;
    let now = job.borrow().clone();
    Ok(Json(now))
}

/// GET `/api/v1/jobs/ID/events`: server-sent events, the last one when the job has ended.
pub async fn events(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let job = watched(&desk, &visitor, &id)?;
    let steps = futures_util::stream::unfold((job, true, false), |(mut job, first, ended)| async move {
        if ended {
            return None;
        }
        if !first && tokio::time::timeout(PULSE, job.changed()).await.is_err() {
            return Some((Ok::<_, std::convert::Infallible>(": \n\n".to_owned()), (job, false, false)));
        }
        let now = job.borrow_and_update().clone();
        let json = serde_json::to_string(&now).unwrap_or_default();
        let name = if now.ended { "ended" } else { "progress" };
        Some((Ok(format!("event: {name}\ndata: {json}\n\n")), (job, false, now.ended)))
    });
    let head = [(CONTENT_TYPE, "text/event-stream"), (CACHE_CONTROL, "no-store")];
    Ok((head, Body::from_stream(steps)).into_response())
}

/// GET `/fr/jobs/ID`: a page that loads itself again until the job has ended.
pub async fn page(
    State(desk): State<Arc<Desk>>,
    visitor: Visitor,
    Path((tag, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let lang: Lang = language(&tag)?;
    let now = watched(&desk, &visitor, &id)?.borrow().clone();
    let ended = now.ended;
    let asked = Asked::read(visitor.asker, lang, Some(id), &[])?;
    let (state, data) = (desk.state(), subject("data").ok_or_else(|| Problem::none("no data here"))?);
    let page = desk.work(asked, move |desk, asked| {
        let opened = desk.opened(&state, asked.by.readers)?;
        let told = Answer::default().with("job", &now)?;
        pages::page(&opened, data, "job.html", (&visitor, asked), &told)
    });
    let head = [(CONTENT_TYPE, HTML), (CACHE_CONTROL, "no-store")];
    let page = (head, page.await?).into_response();
    Ok(if ended { page } else { ([(REFRESH, AGAIN)], page).into_response() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere_and_keep_their_ending() {
        assert_eq!(clean("../../etc/passwd", 0), "passwd");
        assert_eq!(clean("C:\\notes\\n\u{0}ote.pdf", 0), "note.pdf");
        assert_eq!(clean("..", 3), "upload-3.txt");
        assert_eq!(clean(".given.json", 3), "given.json");
        let long = clean(&format!("{}.docx", "é".repeat(400)), 0);
        assert!(long.len() <= NAME && long.ends_with(".docx"), "{long}");
    }
}
