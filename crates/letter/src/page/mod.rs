//! The door: findings to one page.

mod desk;
mod lines;
mod notes;
mod numbering;
mod sections;
mod summary;
mod tables;
mod timeline;
mod versions;

use crate::words::Messages;
use crate::{Findings, Lang};
use desk::Desk;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};
use std::sync::Arc;

const TEMPLATE: &str = include_str!("../../templates/letter.html");
const MACROS: &str = include_str!("../../templates/macros.html");
const STYLE: &str = include_str!("../../templates/letter.css");

/// How much a letter holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Tally {
    /// Findings printed: occurrences, constraints and contradictions.
    pub findings: usize,
    /// Footnotes printed, in the order of their numbers.
    pub notes: Vec<crate::NoteId>,
    /// Documents left out because of their marking.
    pub omitted: usize,
}

/// Composes the letter: one self-contained HTML page without script or outside resource. A pure function: the same
/// findings give the same bytes. A finding whose footnotes are all missing is left out and counted in the letter.
pub fn compose(findings: &Findings, lang: Lang) -> String {
    let messages = Arc::new(Messages::new(lang));
    let page = sections::page(&mut Desk::new(&messages, findings));
    render(&messages, page)
}

/// Counts what [`compose`] prints.
pub fn tally(findings: &Findings) -> Tally {
    let messages = Messages::new(Lang::English);
    let mut desk = Desk::new(&messages, findings);
    sections::page(&mut desk);
    Tally {
        findings: desk.printed_findings(),
        notes: desk.numbering.ids(),
        omitted: findings.reading.omitted,
    }
}

fn render(messages: &Arc<Messages>, page: sections::Page) -> String {
    let words = Arc::clone(messages);
    let mut env = Environment::new();
    let syntax = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build();
    env.set_syntax(syntax.expect("the usual delimiters"));
    env.set_auto_escape_callback(|_| AutoEscape::Html);
    env.add_function("say", move |key: &str| words.say(key));
    // The templates are part of the program: a mistake in them fails every test, and no input can cause one.
    env.add_template("macros.html", MACROS).expect("embedded macros parse");
    env.add_template("letter.html", TEMPLATE).expect("embedded template parses");
    let template = env.get_template("letter.html").expect("template was just added");
    let style = Value::from_safe_string(STYLE.to_owned());
    template
        .render(context! { lang => messages.lang.tag(), style, page => Value::from(Serde(page)) })
        .expect("the embedded template names only fields that a page has")
}
