//! An answer as a page, a table to save, JSON for programs.

mod arcs;
mod assets;
mod french;
mod marked;
mod named;
mod said;
mod table;

use crate::answers::ground::day;
use crate::answers::passage::SHOWN;
use crate::answers::prices::COURSES;
use crate::answers::{Answer, Asked, Lang, Param, Problem, Takes};
pub use assets::asset;
pub use table::cut;

use super::reply::HTML;
use super::subjects::{SUBJECTS, Subject};
use super::visitor::{Pass, Role, Visitor};
use super::words::words;
use crate::names::Names;
use crate::opened::Opened;
use anyhow::{Context, Result};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use axum::response::{IntoResponse, Response};
use include_dir::{Dir, include_dir};
use minijinja::{AutoEscape, Environment, context};
use serde_json::{Map, Value, json};
use std::sync::LazyLock;

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// Templates of each language: `layout.html`, and one a subject; `table.html` for those that have none of their own.
static PAGES: LazyLock<[Environment<'static>; 2]> = LazyLock::new(|| Lang::ALL.map(environment));

fn environment(lang: Lang) -> Environment<'static> {
    let mut env = Environment::new();
    env.set_auto_escape_callback(|_| AutoEscape::Html);
    env.set_undefined_behavior(minijinja::UndefinedBehavior::Chainable);
    for file in TEMPLATES.files() {
        if let (Some(name), Some(text)) = (file.path().to_str(), file.contents_utf8()) {
            // A template that cannot be read is a mistake of the program, which a test finds.
            let _ = env.add_template(name, text);
        }
    }
    said::add(&mut env, lang);
    env
}

fn pages(lang: Lang) -> &'static Environment<'static> {
    match lang {
        Lang::French => &PAGES[0],
        Lang::English => &PAGES[1],
    }
}

/// What an answer says of its pictures: a list of `svg` and `narrow`, the same for a telephone.
const PICTURES: &str = "pictures";

/// The first picture of an answer as PNG, twice as large as on a page.
pub fn png(answer: &Answer) -> Result<Vec<u8>, Problem> {
    let svg = answer.about.get(PICTURES).and_then(|all| all.get(0)?.get("svg")?.as_str());
    let none = || Problem::none("there is no picture here: ask for html, json or csv");
    letter::charts::png(svg.ok_or_else(none)?, 1_280).ok_or_else(none)
}

/// The page of a subject.
pub fn html(
    opened: &Opened,
    subject: &Subject,
    (visitor, asked): (&Visitor, &Asked),
    answer: &Answer,
) -> Result<String, Problem> {
    let own = format!("{}.html", subject.name);
    let template = if pages(asked.lang).get_template(&own).is_ok() { &own } else { "table.html" };
    page(opened, subject, template, (visitor, asked), answer)
}

/// A page of a subject by a template that is not its usual one.
pub fn page(
    opened: &Opened,
    subject: &Subject,
    template: &str,
    (visitor, asked): (&Visitor, &Asked),
    answer: &Answer,
) -> Result<String, Problem> {
    let template = pages(asked.lang).get_template(template).map_err(anyhow::Error::from)?;
    let menu = menu(visitor, subject.name);
    let case = &opened.case.head;
    let title = match asked.lang {
        Lang::French => &case.title.fr,
        Lang::English => &case.title.en,
    };
    let filters: Vec<(&str, &str)> = asked.filters().collect();
    let names = opened.names()?;
    let shown = shown(&names, asked, answer);
    let page = context! {
        lang => asked.lang.tag(),
        subject => subject.name,
        id => asked.id,
        menu,
        case => context! { title, demo => case.demo },
        marking => asked.by.readers.tlp.as_str(),
        visitor => said_of(visitor),
        marked_amber => asked.by.readers.tlp >= base::Tlp::Amber,
        as_of => day(opened, asked).map(|d| d.to_string()),
        query => filters.iter().copied().collect::<std::collections::BTreeMap<_, _>>(),
        links => table::links(asked, answer.rows.len()),
        parts => table::parts(&shown, asked, words(asked.lang)),
        params => subject.params.iter().map(|p| param(p, answer, &names, asked.lang)).collect::<Vec<_>>(),
        lists => shown.parts.iter().map(|p| (p.name, json!(p.rows))).collect::<std::collections::BTreeMap<_, _>>(),
        table => table::worded(shown.columns, &shown.rows, words(asked.lang)),
        rows => shown.rows,
        total => answer.rows.len(),
        about => shown.about,
        style => assets::name("style.css"),
        script => assets::name("page.js"),
        csrf => visitor.csrf(),
        licences => assets::name("licences.txt"),
    };
    Ok(template.render(page).context("printing the page")?)
}

/// What a page shows of an answer, with the names of its language: of its first list the page asked for, or those rows that the
/// answer itself says.
fn shown(names: &Names, asked: &Asked, answer: &Answer) -> Answer {
    let own = answer.window.clone().and_then(|window| answer.rows.get(window));
    let rows = own.unwrap_or_else(|| table::cut(asked, &answer.rows)).to_vec();
    let (about, parts) = (answer.about.clone(), answer.parts.clone());
    let mut shown = Answer { rows, about, parts, columns: answer.columns, window: None };
    named::about(names, &mut shown.about, asked.lang);
    shown.rows.iter_mut().for_each(|row| named::tell(names, "", row, asked.lang));
    shown.parts.iter_mut().for_each(|part| named::part(names, part, asked.lang));
    shown
}

/// A field of a subject's form: what it takes, and what may be chosen (`about.choices`), which is sent as the case spells it.
fn param(param: &Param, answer: &Answer, names: &Names, lang: Lang) -> Value {
    let known = match param.takes {
        Takes::OneOf(known) => json!(known),
        _ => Value::Null,
    };
    let takes = match param.takes {
        Takes::Day => "date",
        Takes::Whole | Takes::Amount => "number",
        Takes::Text | Takes::OneOf(_) => "text",
    };
    let choices = answer.about.get("choices").and_then(|all| all.get(param.name));
    let said = |name: &str| match param.name {
        "commodity" => names.goods(name, lang),
        _ => names.called(name, lang),
    };
    let own = choices.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    let labels: Map<String, Value> =
        own.filter_map(|name| Some((name.to_owned(), said(name)?.into()))).collect();
    json!({"name": param.name, "takes": takes, "one_of": known, "choices": choices, "labels": labels})
}

/// A page that is no subject's: of the sign-in, of users, of a problem. Strangers see nothing of the case, not its title.
pub fn own(name: &str, lang: Lang, visitor: Option<&Visitor>, page: minijinja::Value) -> Result<String> {
    let menu: Vec<Value> = visitor.map(|v| menu(v, name)).unwrap_or_default();
    let frame = context! {
        lang => lang.tag(),
        subject => name,
        menu,
        bare => true,
        marking => visitor.map(|v| v.asker.readers.tlp.as_str()),
        visitor => visitor.map(said_of),
        case => context! { title => "Falémé" },
        style => assets::name("style.css"),
        script => assets::name("page.js"),
        licences => assets::name("licences.txt"),
    };
    let template = pages(lang).get_template(&format!("{name}.html"))?;
    template.render(context! { ..page, ..frame }).context("printing the page")
}

/// A problem as a page, for those who came to one; `other_path` is the same page in the other language.
pub fn problem(lang: Lang, response: &Response, other_path: &str) -> Option<Response> {
    let problem = response.extensions().get::<Problem>()?;
    let french = if lang == Lang::French { french::french(&problem.detail, &|_| None) } else { None };
    let (status, detail) = (problem.status.as_u16(), &problem.detail);
    let said = context! { status, detail, french, other_path };
    let html = own("problem", lang, None, said).ok()?;
    let mut shown = (problem.status, html).into_response();
    for (name, value) in response.headers() {
        if *name != CONTENT_LENGTH {
            shown.headers_mut().insert(name.clone(), value.clone());
        }
    }
    shown.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(HTML));
    Some(shown)
}

/// What a page says of who reads it.
fn said_of(visitor: &Visitor) -> minijinja::Value {
    let signed = matches!(visitor.pass, Pass::Session(_));
    context! { name => visitor.name, role => visitor.asker.role, csrf => visitor.csrf(), signed }
}

/// The pages that a visitor may open, in their order.
fn menu(visitor: &Visitor, here: &str) -> Vec<Value> {
    let subjects = SUBJECTS.iter().filter(|s| s.needs <= visitor.asker.role).map(|s| s.name);
    let users =
        (visitor.asker.role == Role::Admin && matches!(visitor.pass, Pass::Session(_))).then_some("users");
    subjects.chain(users).map(|name| json!({"name": name, "here": name == here})).collect()
}

/// A page of the list for programs.
pub fn json(asked: &Asked, answer: &Answer) -> Result<Vec<u8>> {
    let rows = table::cut(asked, &answer.rows);
    let next = asked.offset + rows.len();
    let mut out = Map::new();
    out.insert("items".into(), json!(rows));
    out.insert("total".into(), json!(answer.rows.len()));
    out.insert("offset".into(), json!(asked.offset));
    out.insert(
        "limit".into(),
        json!(if asked.limit == usize::MAX { answer.rows.len() } else { asked.limit }),
    );
    out.insert("next_offset".into(), json!((next < answer.rows.len()).then_some(next)));
    // Pictures are of pages; programs draw their own.
    let of_pages = |name: &str| [PICTURES, COURSES, SHOWN].contains(&name);
    out.extend(answer.about.clone().into_iter().filter(|(name, _)| !of_pages(name)));
    out.extend(answer.parts.iter().map(|part| (part.name.to_owned(), json!(part.rows))));
    serde_json::to_vec(&out).context("writing the answer")
}

/// The whole list as a table. A cell that a spreadsheet would run as a formula starts with an apostrophe.
pub fn csv(answer: &Answer) -> Result<Vec<u8>> {
    let mut out = csv::Writer::from_writer(Vec::new());
    out.write_record(answer.columns.iter().map(|c| c.name))?;
    for row in &answer.rows {
        out.write_record(answer.columns.iter().map(|c| crate::show::safe(&table::plain(row, c))))?;
    }
    Ok(out.into_inner()?)
}

/// The whole list as features (RFC 7946); rows without a geometry are not left out.
pub fn geojson(answer: &Answer) -> Result<Vec<u8>, Problem> {
    if !answer.rows.is_empty() && answer.rows.iter().all(|row| row.get("geometry").is_none()) {
        return Err(Problem::bad("nothing here has a place on a map: ask for json or csv"));
    }
    let feature = |row: &Value| {
        let mut properties = row.clone();
        let geometry =
            properties.as_object_mut().and_then(|row| row.remove("geometry")).unwrap_or(Value::Null);
        json!({"type": "Feature", "id": row.get("id"), "geometry": geometry, "properties": properties})
    };
    let features: Vec<Value> = answer.rows.iter().map(feature).collect();
    let whole = json!({"type": "FeatureCollection", "features": features});
    Ok(serde_json::to_vec(&whole).context("writing the features")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_template_can_be_read() {
        for file in TEMPLATES.files() {
            let mut env = Environment::new();
            let (name, text) = (file.path().to_str().unwrap(), file.contents_utf8().unwrap());
            env.add_template(name, text).unwrap();
        }
    }
}
