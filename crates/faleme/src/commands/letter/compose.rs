//! Where findings are built from a view and a page from findings: the one file that knows the letter's own types.

use crate::case::Case;
use crate::cli::Lang;
use crate::show::interval;
use crate::store::Store;
use crate::view::View;
use anyhow::Result;
use base::Date;
use serde::Serialize;
use std::collections::BTreeMap;

/// A page in one language.
pub struct Page {
    /// The page.
    pub html: String,
    /// Findings printed.
    pub findings: usize,
    /// Footnotes printed.
    pub footnotes: usize,
    /// Left out.
    pub omitted: usize,
    /// The id behind each footnote (`n12`).
    pub notes: BTreeMap<String, String>,
}

/// What the letter holds.
#[derive(Serialize)]
pub struct Findings {
    case: String,
    tlp: Option<base::Tlp>,
    number: u64,
    title: [String; 2],
    demo: bool,
    as_of: Date,
    lines: Vec<Line>,
    omitted: usize,
}

#[derive(Serialize)]
struct Line {
    event: String,
    date: String,
    #[serde(rename = "type")]
    claim_type: String,
    claim: String,
    document: String,
    reliability: Option<base::Reliability>,
    quote: String,
}

/// The findings of a view: dated facts, each with the quote of its first claim.
pub fn findings(view: &View, case: &Case, _store: &Store, as_of: Date, number: u64) -> Result<Findings> {
    let documents = view.by_id();
    let mut lines = Vec::new();
    for event in view.resolution.events.iter().filter(|e| e.in_timeline()) {
        let first = event.claims.first().and_then(|id| view.claims.iter().find(|c| c.id == *id));
        let Some(claim) = first else { continue };
        lines.push(Line {
            event: event.id.to_string(),
            date: event.date.map_or(String::new(), |d| interval(&d)),
            claim_type: event.claim_type.clone(),
            claim: claim.id.to_string(),
            document: documents.get(&claim.document).map_or(String::new(), |d| d.name.clone()),
            reliability: view.reliability.get(&claim.document).copied(),
            quote: claim.quote.clone(),
        });
    }
    let omitted = view.resolution.events.len() - lines.len();
    let title = [case.head.title.fr.clone(), case.head.title.en.clone()];
    Ok(Findings {
        case: case.head.id.clone(),
        tlp: case.head.tlp,
        number,
        title,
        demo: case.head.demo,
        as_of,
        lines,
        omitted,
    })
}

/// The page of findings in one language.
pub fn compose(findings: &Findings, lang: Lang) -> Page {
    let (tag, title, example) = match lang {
        Lang::Fr => ("fr", &findings.title[0], "EXEMPLE – ne pas utiliser pour décider"),
        Lang::En => ("en", &findings.title[1], "EXAMPLE – not for decisions"),
    };
    let mut html = format!("<!doctype html>\n<html lang=\"{tag}\">\n<meta charset=\"utf-8\">\n");
    html.push_str(&format!("<title>{0}</title>\n<h1>{0}, {1}</h1>\n", escape(title), findings.as_of));
    if findings.demo {
        html.push_str(&format!("<p><strong>{example}</strong></p>\n"));
    }
    let mut notes = BTreeMap::new();
    for (at, line) in findings.lines.iter().enumerate() {
        let label = format!("n{}", at + 1);
        html.push_str(&format!(
            "<p>{} {} <q>{}</q> <a id=\"{label}\">[{}]</a> {}</p>\n",
            line.date,
            escape(&line.claim_type),
            escape(&line.quote),
            at + 1,
            escape(&line.document),
        ));
        notes.insert(label, line.claim.clone());
    }
    html.push_str("</html>\n");
    Page { html, findings: findings.lines.len(), footnotes: notes.len(), omitted: findings.omitted, notes }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
