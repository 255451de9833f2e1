//! What a web page states of itself: title, site, date, language, address, licence.

use super::{dates, language, metadata::Stated};
use base::Date;
use dom_query::Document;
use serde_json::Value;

/// `meta` names that give the publication date, the surest first.
const DATE_METAS: [&str; 9] = [
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "citation_publication_date",
    "pubdate",
];

/// Reads the page's own statements.
pub(super) fn read(page: &Document) -> Stated {
    let linked = linked_data(page);
    let text = |key: &str| linked.as_ref().and_then(|l| text_of(l.get(key)?));
    Stated {
        title: meta(page, &["og:title", "twitter:title"])
            .or_else(|| text("headline"))
            .or_else(|| page_title(page)),
        publisher: meta(page, &["og:site_name", "application-name", "citation_publisher"])
            .or_else(|| text("publisher")),
        published: published(page, linked.as_ref()).map(|date| (date, None)),
        // A page's `lang` is often the theme's, not the text's: it is looked at only where the text says nothing.
        language: None,
        url: canonical(page),
        licence: licence(page).or_else(|| text("license")),
        tlp: None,
        body: 0,
    }
}

/// The language that the page names.
pub(super) fn language(page: &Document) -> Option<crate::Language> {
    let named = page.select("html").attr("lang").map(|l| language::named(&l));
    named.filter(|l| *l != crate::Language::Undetermined)
}

fn meta(page: &Document, names: &[&str]) -> Option<String> {
    let all = page.select("meta[content]");
    names.iter().find_map(|name| {
        all.nodes().iter().find_map(|node| {
            let key =
                node.attr("property").or_else(|| node.attr("name")).or_else(|| node.attr("itemprop"))?;
            let content = node.attr("content")?;
            key.eq_ignore_ascii_case(name).then(|| squeezed(&content)).flatten()
        })
    })
}

/// The words of `<title>` without the site's name after a bar.
fn page_title(page: &Document) -> Option<String> {
    let title = squeezed(&page.select("head title").text())
        .or_else(|| squeezed(&page.select("h1").first().text()))?;
    let cut = [" | ", " » ", " – ", " — "].iter().filter_map(|bar| title.rfind(bar)).max();
    let head = cut.map(|c| title[..c].trim().to_owned()).filter(|h| h.split_whitespace().count() >= 3);
    Some(head.unwrap_or(title))
}

fn canonical(page: &Document) -> Option<String> {
    let link = page.select("link[rel=canonical]").attr("href").map(|h| h.to_string());
    link.or_else(|| meta(page, &["og:url"])).filter(|u| u.starts_with("http"))
}

fn licence(page: &Document) -> Option<String> {
    page.select("a[rel=license], link[rel=license]").attr("href").map(|h| h.to_string())
}

fn published(page: &Document, linked: Option<&serde_json::Map<String, Value>>) -> Option<Date> {
    let stated = meta(page, &DATE_METAS).and_then(|d| day(&d));
    let linked = || day(&text_of(linked?.get("datePublished")?)?);
    let times = || {
        let article = page
            .select("article time[datetime], main time[datetime], time[datetime].published, time[pubdate]");
        article.nodes().iter().find_map(|n| day(&n.attr("datetime")?))
    };
    stated.or_else(linked).or_else(times)
}

fn day(text: &str) -> Option<Date> {
    match dates::find(text).first()?.written {
        dates::Written::Day(date) => Some(date),
        _ => None,
    }
}

/// The first JSON-LD object that describes an article or a page.
fn linked_data(page: &Document) -> Option<serde_json::Map<String, Value>> {
    let scripts = page.select(r#"script[type="application/ld+json"]"#);
    scripts.nodes().iter().find_map(|node| {
        let value: Value = serde_json::from_str(node.text().trim()).ok()?;
        article_in(&value).cloned()
    })
}

fn article_in(value: &Value) -> Option<&serde_json::Map<String, Value>> {
    match value {
        Value::Object(map) if map.contains_key("datePublished") || map.contains_key("headline") => Some(map),
        Value::Object(map) => article_in(map.get("@graph")?),
        Value::Array(items) => items.iter().find_map(article_in),
        _ => None,
    }
}

/// A string, or the name of an object.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => squeezed(text),
        Value::Object(map) => squeezed(map.get("name")?.as_str()?),
        Value::Array(items) => text_of(items.first()?),
        _ => None,
    }
}

fn squeezed(text: &str) -> Option<String> {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}
