//! Before any handler: is this server meant, who asks, how often, and may they. After it: what browsers must be told, and the log.

mod body;
mod proof;

use super::cookies;
use super::desk::Desk;
use super::form::name_in;
use super::hosts::Hosts;
use super::language::preferred;
use super::reply::{About, Logged};
use super::route::{Needs, Route, Verb};
use super::subjects::subject;
use super::visitor::{Caller, Pass, Role, Scope, Visitor};
use crate::answers::{Lang, Problem};
use crate::users::{Line, Secret, What};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONNECTION, CONTENT_LENGTH, HOST, HeaderMap, HeaderName, HeaderValue,
    TRANSFER_ENCODING,
};
use axum::http::{Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Instant;

/// What every answer says to browsers: nothing from elsewhere, nothing inline, no frame, no guess at media types, no window
/// in common. Where a page leads to is told to this server alone, whose check of origins needs it.
const HEADERS: [(&str, &str); 6] = [
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data: blob:; connect-src 'self'; \
         worker-src 'self' blob:; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    ),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),
    ("x-frame-options", "DENY"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// Meets every request, whatever its path.
pub async fn meet(State(desk): State<Arc<Desk>>, mut request: Request, next: Next) -> Response {
    let address = address(&desk, &request);
    let line = format!("{} {}", request.method(), request.uri().path());
    let page = page_language(request.uri().path());
    let other = page
        .map(|lang| other_language(lang, request.method() == Method::GET, request.uri()))
        .unwrap_or_default();
    let open_to_all = request.uri().path().starts_with("/static/");
    // Whoever has not signed in yet is led there; a token that does not hold is worth a line.
    let shown = request.headers().contains_key(AUTHORIZATION);
    let in_chunks = request.headers().contains_key(TRANSFER_ENCODING);
    let caller = greet(&desk, &request, address);
    let who =
        caller.as_ref().ok().and_then(|c| c.visitor.as_ref()).map(|v| v.name.clone()).unwrap_or_default();
    // What AMBER readers get may tell of classes and days: no cache keeps it, whichever route told it.
    let amber =
        caller.as_ref().ok().and_then(|c| c.visitor.as_ref()).is_some_and(Visitor::sees_amber_elsewhere);
    let mut response = match caller {
        Ok(caller) => {
            request.extensions_mut().insert(caller);
            next.run(request).await
        }
        Err(response) => *response,
    };
    if is_refusal(response.status()) && (shown || response.status() != StatusCode::UNAUTHORIZED) {
        let desk = Arc::clone(&desk);
        let (line, who) = (format!("{} {line}", response.status().as_u16()), who);
        let write = move || desk.house.refused(&who, &line, &address.to_string());
        let _ = tokio::task::spawn_blocking(write).await;
    }
    if let Some(problem) = response.extensions().get::<Problem>()
        && [StatusCode::SERVICE_UNAVAILABLE, StatusCode::INSUFFICIENT_STORAGE].contains(&problem.status)
        && desk.house.is_new(&problem.detail)
    {
        // Whoever minds the server learns it here, not from those who ask.
        let (desk, cause) = (Arc::clone(&desk), problem.detail.clone());
        let _ = tokio::task::spawn_blocking(move || desk.house.away(&cause, &address.to_string())).await;
    }
    if let Some(problem) = response.extensions().get::<Problem>()
        && let detail = desk.told(&problem.detail)
        && detail != problem.detail
    {
        // Where the case lies is told to its owner alone.
        response = Problem { detail, ..problem.clone() }.into_response();
    }
    if let Some(lang) = page
        && let Some(shown) = super::pages::problem(lang, &response, &other)
    {
        response = shown;
    }
    for (name, value) in HEADERS {
        // A letter comes with a policy of its own, which is stricter.
        let place = response.headers_mut().entry(HeaderName::from_static(name));
        place.or_insert(HeaderValue::from_static(value));
    }
    if amber && !open_to_all {
        response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response.headers_mut().entry(CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    if in_chunks {
        // It may have told a length as well, which a proxy believed: nothing that follows on this line is another request
        // (RFC 9112, 6.3).
        response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    }
    if desk.house.hosts.secure() {
        let year = HeaderValue::from_static("max-age=31536000");
        response.headers_mut().insert(HeaderName::from_static("strict-transport-security"), year);
    }
    response
}

/// The same page in the other language; after a change, the first one.
fn other_language(lang: Lang, asks: bool, uri: &Uri) -> String {
    let (own, other) = match lang {
        Lang::French => ("/fr/", "/en/"),
        Lang::English => ("/en/", "/fr/"),
    };
    let rest = uri.path_and_query().and_then(|p| p.as_str().strip_prefix(own)).filter(|_| asks);
    format!("{other}{}", rest.unwrap_or_default())
}

fn is_refusal(status: StatusCode) -> bool {
    [400, 401, 403, 408, 413, 421, 429].contains(&status.as_u16())
}

/// The language of a page; files and the API have none.
fn page_language(path: &str) -> Option<Lang> {
    let (lang, name) = path.strip_prefix('/')?.split_once('/')?;
    lang.parse().ok().filter(|_| ![".csv", ".json", ".geojson"].iter().any(|end| name.ends_with(end)))
}

/// The client's own address. What a proxy says is believed only where there is one, only of itself, and only its own word: the
/// last.
fn address(desk: &Desk, request: &Request) -> IpAddr {
    let peer =
        request.extensions().get::<SocketAddr>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), SocketAddr::ip);
    if !matches!(&desk.house.hosts, Hosts::Proxy(proxy) if proxy.speaks(peer)) {
        return peer;
    }
    let told = request.headers().get_all("x-forwarded-for").iter().next_back();
    let last = told.and_then(|v| v.to_str().ok()?.rsplit(',').next()?.trim().parse().ok());
    last.unwrap_or(peer)
}

fn greet(desk: &Desk, request: &Request, address: IpAddr) -> Result<Caller, Box<Response>> {
    let boxed = |problem: Problem| Box::new(problem.into_response());
    if desk.house.users.is_some()
        && let Err(wait) = desk.house.pace.ask(address, Instant::now())
    {
        return Err(Box::new(Problem::often(wait)));
    }
    host(&desk.house.hosts, request.uri(), request.headers()).map_err(boxed)?;
    desk.is_there().map_err(boxed)?;
    who(desk, request.headers(), address).map_err(boxed)
}

/// The one host that a request names, if this server answers to it.
fn host<'a>(hosts: &Hosts, uri: &'a Uri, headers: &'a HeaderMap) -> Result<&'a str, Problem> {
    let mut named = headers.get_all(HOST).iter();
    let (Some(host), None) = (named.next(), named.next()) else {
        return Err(Problem::bad("a request names one host"));
    };
    let known = |host: &str| hosts.know(host);
    match host.to_str() {
        Ok(host) if known(host) && uri.authority().is_none_or(|a| a.as_str() == host) => Ok(host),
        _ => Err(Problem {
            status: StatusCode::MISDIRECTED_REQUEST,
            detail: "this server does not answer under that name".into(),
        }),
    }
}

/// Who asks: the owner, whoever the token or the session stands for, or nobody yet.
fn who(desk: &Desk, headers: &HeaderMap, address: IpAddr) -> Result<Caller, Problem> {
    let Some(users) = &desk.house.users else {
        return Ok(Caller { visitor: Some(desk.house.owner()), session: None, address });
    };
    if let Some(shown) = headers.get(AUTHORIZATION) {
        let token = shown
            .to_str()
            .ok()
            .and_then(|v| v.split_once(' '))
            .filter(|v| v.0.eq_ignore_ascii_case("bearer"));
        let found = token.map(|(_, token)| users.of_token(token.trim())).transpose()?.flatten();
        let (name, role, scopes) = found.ok_or_else(Problem::nobody)?;
        return Ok(Caller {
            visitor: Some(Visitor::user(name, role, Pass::Token(scopes))),
            session: None,
            address,
        });
    }
    let session = cookies::one(headers, cookies::SESSION).and_then(|text| Secret::read(&text));
    let found = session.as_ref().map(|secret| users.of_session(secret)).transpose()?.flatten();
    let pass = session.as_ref().map(|s| Pass::Session(s.csrf().into()));
    let visitor = found.zip(pass).map(|((name, role), pass)| Visitor::user(name, role, pass));
    Ok(Caller { visitor, session, address })
}

/// Lets those in who may open a route.
pub async fn let_in(
    State((desk, route)): State<(Arc<Desk>, &'static Route)>,
    request: Request,
    next: Next,
) -> Response {
    match checked(&desk, route, request).await {
        Ok((caller, request)) if route.verb == Verb::Post => changed(desk, caller, request, next).await,
        Ok((_, request)) => next.run(request).await,
        Err(response) => *response,
    }
}

async fn checked(desk: &Desk, route: &Route, request: Request) -> Result<(Caller, Request), Box<Response>> {
    let boxed = |problem: Problem| Box::new(problem.into_response());
    let caller = request.extensions().get::<Caller>().cloned().ok_or_else(|| boxed(Problem::nobody()))?;
    match (&caller.visitor, needed(route, request.uri().path())) {
        (_, Needs::Anyone) => {}
        (None, _) => return Err(Box::new(sign_in_first(route, &request))),
        (Some(visitor), Needs::Role(role, scope)) => visitor
            .may(role, scope)
            .or_else(|no| route.also.map_or(Err(no), |also| visitor.may(role, Some(also))))
            .map_err(boxed)?,
        (Some(visitor), Needs::Subject) => visitor.may(Role::Reader, Some(Scope::Read)).map_err(boxed)?,
    }
    if route.verb == Verb::Get {
        return Ok((caller, request));
    }
    let request = prove(desk, route, &caller, request).await.map_err(boxed)?;
    Ok((caller, request))
}

/// What a route needs for this path: of a subject, what the table of subjects says.
fn needed(route: &Route, path: &str) -> Needs {
    if route.needs != Needs::Subject {
        return route.needs;
    }
    let named = name_in(route.path, path).and_then(|name| subject(&name));
    named.map_or(Needs::Subject, |s| Needs::Role(s.needs, Some(Scope::Read)))
}

/// Where a body is neither too long nor from elsewhere, the request with it.
async fn prove(desk: &Desk, route: &Route, caller: &Caller, request: Request) -> Result<Request, Problem> {
    let (parts, body) = request.into_parts();
    let length = parts.headers.get(CONTENT_LENGTH).and_then(|v| v.to_str().ok()?.parse::<u64>().ok());
    if length.is_some_and(|length| length > route.room) {
        return Err(Problem::large());
    }
    let body = body::Metered::new(body, route.room);
    let word = match &caller.visitor {
        // Also for those who are signed in: the form is that of the sign-in.
        _ if route.needs == Needs::Anyone => cookies::one(&parts.headers, cookies::VISIT)
            .and_then(|text| Some(Secret::read(&text)?.csrf()))
            .unwrap_or_default(),
        Some(Visitor { pass: Pass::Token(_), .. }) => {
            return Ok(Request::from_parts(parts, Body::new(body)));
        }
        visitor => visitor.as_ref().and_then(Visitor::csrf).unwrap_or_default().to_owned(),
    };
    let host = host(&desk.house.hosts, &parts.uri, &parts.headers)?;
    proof::from_here(&parts.headers, &desk.house.hosts.origin(host))?;
    let body = proof::proven(&parts.headers, body, &word).await?;
    Ok(Request::from_parts(parts, body))
}

/// Makes a change and writes it down, also where the client does not wait for the end of it: that it begins before it is
/// made, how it ended after, so that a process that ends between leaves no change without its line.
async fn changed(desk: Arc<Desk>, caller: Caller, request: Request, next: Next) -> Response {
    let done = tokio::spawn(async move {
        let (path, address) = (request.uri().path().to_owned(), caller.address.to_string());
        // A sign-in is nobody's change yet; it writes its own line.
        let who = caller.visitor.as_ref().map(|v| v.name.clone());
        let begin = {
            let (desk, who, path, address) = (Arc::clone(&desk), who.clone(), path.clone(), address.clone());
            move || who.map_or(Ok(None), |who| desk.house.begins(&who, &path, &address))
        };
        let begun = match tokio::task::spawn_blocking(begin).await {
            Ok(Ok(begun)) => begun,
            Ok(Err(error)) => return Problem::from(error).into_response(),
            Err(_) => return Problem::away("the change broke off").into_response(),
        };
        let response = next.run(request).await;
        let said = line_of(&caller, &path, &response);
        let write = move || {
            let line = said.as_ref().map(|(who, about, done)| Line {
                who,
                what: What::Change,
                about,
                address: &address,
                done: *done,
            });
            desk.house.ended(begun, line);
        };
        let _ = tokio::task::spawn_blocking(write).await;
        response
    });
    done.await.unwrap_or_else(|_| {
        let detail = "a mistake of the program: its log says where".into();
        Problem { status: StatusCode::INTERNAL_SERVER_ERROR, detail }.into_response()
    })
}

/// Who changed what, and whether it was done. Sign-in and sign-out write their own lines, and refusals are written for every
/// route.
fn line_of(caller: &Caller, path: &str, response: &Response) -> Option<(String, String, bool)> {
    let status = response.status();
    let logged = response.extensions().get::<Logged>().is_some() || is_refusal(status);
    let visitor = caller.visitor.as_ref().filter(|_| !logged)?;
    let about = response.extensions().get::<About>().map(|a| format!(": {}", a.0)).unwrap_or_default();
    let line = format!("{} {path}{about}", status.as_u16());
    Some((visitor.name.clone(), line, status.is_success() || status.is_redirection()))
}

/// Pages lead to the sign-in; programs are told.
fn sign_in_first(route: &Route, request: &Request) -> Response {
    let path = request.uri().path();
    let lang = page_language(path).or_else(|| (path == "/").then(|| preferred(request.headers())));
    let Some(lang) = lang.filter(|_| route.verb == Verb::Get) else {
        return Problem::nobody().into_response();
    };
    let wanted = request.uri().path_and_query().map_or(path, |p| p.as_str());
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("next", wanted);
    Redirect::to(&format!("/{}/sign-in?{}", lang.tag(), query.finish())).into_response()
}
