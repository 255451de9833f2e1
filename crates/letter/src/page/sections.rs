//! The page in the order of print, which is the order that footnotes are numbered in.

use super::desk::Desk;
use super::lines::Line;
use super::notes::{self, Footnote, SourceLine, gap};
use super::summary::{Brief, summary};
use super::tables::{self, ConstraintRow, FigureRow};
use super::timeline::{Timeline, month_heading, timeline};
use super::versions::{Card, cards};
use crate::words::{count, is_long, month_of, say_date};
use crate::{Finding, Gap, Occurrence, Section};
use base::{Interval, Tlp};
use serde::Serialize;

/// The head of the page.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Head {
    pub title: String,
    pub number: Option<String>,
    pub as_of: String,
    pub period: Option<String>,
    pub read: String,
    pub demo: bool,
    pub tlp: &'static str,
    /// Class of the marking's colours.
    pub tlp_class: String,
    pub tlp_meaning: String,
}

/// The events of a month.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Month {
    pub heading: String,
    pub lines: Vec<Line>,
}

/// A list with its heading.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct List {
    pub name: &'static str,
    pub lines: Vec<Line>,
}

/// Something not known, and the section it concerns.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct GapLine {
    pub text: String,
    pub section: String,
}

/// Everything the template prints.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Page {
    pub head: Head,
    pub summary: Vec<Brief>,
    pub months: Vec<Month>,
    pub timeline: Option<Timeline>,
    pub undated: Vec<Line>,
    pub constraints: Vec<ConstraintRow>,
    pub contradictions: Vec<Card>,
    pub figures: Vec<FigureRow>,
    pub lists: Vec<List>,
    pub gaps: Vec<GapLine>,
    /// What an empty section says.
    pub empty: String,
    pub sources: Vec<SourceLine>,
    pub notes: Vec<Footnote>,
}

/// Composes the page; footnotes are numbered as they are called.
pub(super) fn page(desk: &mut Desk<'_>) -> Page {
    let as_of = say_date(desk.messages, &Interval::day(desk.findings.masthead.as_of.0));
    let summary = summary(desk);
    let events = desk.occurrences(Section::Chronology);
    let timeline = timeline(desk, &events);
    let months = months(desk, &events);
    let undated = lines(desk, Section::Undated, "undated");
    let constraints = tables::constraints(desk);
    let contradictions = cards(desk);
    let figures = tables::figures(desk);
    let lists = lists(desk);
    let gaps = gaps(desk, &lists, &as_of);
    Page {
        head: head(desk, &as_of),
        summary,
        months,
        timeline,
        undated,
        constraints,
        contradictions,
        figures,
        lists,
        gaps,
        empty: desk.messages.tell("empty", [("date", as_of.into())]),
        sources: notes::sources(desk),
        notes: notes::footnotes(desk),
    }
}

fn head(desk: &Desk<'_>, as_of: &str) -> Head {
    let (say, head, read) = (desk.messages, &desk.findings.masthead, &desk.findings.reading);
    let title = match say.lang {
        crate::Lang::French => &head.title.fr,
        crate::Lang::English => &head.title.en,
    };
    let tlp = head.tlp.as_str().trim_start_matches("TLP:").replace('+', "_");
    Head {
        title: title.clone(),
        number: head.number.map(|n| say.tell("letter-number", [("number", n.to_string().into())])),
        as_of: say.tell("as-of", [("date", as_of.into())]),
        period: head.period.map(|p| say.tell("period", [("date", say_date(say, &p).into())])),
        read: say.tell("read", [("documents", count(read.documents)), ("origins", count(read.origins))]),
        demo: head.demo,
        tlp: head.tlp.as_str(),
        tlp_class: tlp_class(head.tlp).to_owned(),
        tlp_meaning: say.name("tlp-meaning", &tlp),
    }
}

fn tlp_class(tlp: Tlp) -> &'static str {
    match tlp {
        Tlp::Clear => "clear",
        Tlp::Green => "green",
        Tlp::Amber | Tlp::AmberStrict => "amber",
        Tlp::Red => "red",
    }
}

/// Occasions by month; periods longer than a month, or open at an end, after them.
fn months(desk: &mut Desk<'_>, events: &[&Finding<Occurrence>]) -> Vec<Month> {
    let long = |f: &&Finding<Occurrence>| f.content().date.is_none_or(|d| is_long(&d));
    let (longer, occasions): (Vec<_>, Vec<_>) = events.iter().copied().partition(long);
    let mut months: Vec<Month> = Vec::new();
    let month = |f: &&Finding<Occurrence>| f.content().date.and_then(|d| month_of(&d));
    for group in occasions.chunk_by(|a, b| month(a) == month(b)) {
        let heading = group.first().and_then(month).map(|m| month_heading(desk, m)).unwrap_or_default();
        let lines = group.iter().enumerate();
        let name = months.len();
        let lines = lines.map(|(at, f)| desk.line(format!("chronology-{name}-{at}"), f)).collect();
        months.push(Month { heading, lines });
    }
    if !longer.is_empty() {
        let heading = desk.messages.say("longer");
        let lines = longer.iter().enumerate().map(|(at, f)| desk.line(format!("chronology-long-{at}"), f));
        let lines = lines.collect();
        months.push(Month { heading, lines });
    }
    months
}

fn lines(desk: &mut Desk<'_>, section: Section, name: &str) -> Vec<Line> {
    let all = desk.occurrences(section);
    all.into_iter().enumerate().map(|(at, f)| desk.line(format!("{name}-{at}"), f)).collect()
}

fn lists(desk: &mut Desk<'_>) -> Vec<List> {
    let sections = [
        ("effects", Section::Effects),
        ("statements", Section::Statements),
        ("context", Section::Context),
        ("reserved", Section::Reserved),
    ];
    sections.map(|(name, section)| List { name, lines: lines(desk, section, name) }).into()
}

fn gaps(desk: &Desk<'_>, lists: &[List], as_of: &str) -> Vec<GapLine> {
    let mut out: Vec<GapLine> = desk.findings.gaps.iter().filter_map(|g| known_gap(desk, g)).collect();
    out.extend(nothing_on(desk, lists, as_of));
    let reading = desk.findings.reading;
    let counted = [
        ("gap-undated", reading.undated, "sources"),
        ("gap-omitted", reading.omitted, "sources"),
        ("gap-unresolved", desk.left_out(), "notes"),
    ];
    out.extend(
        counted
            .into_iter()
            .filter(|(_, n, _)| *n > 0)
            .map(|(key, n, section)| GapLine { text: gap(desk, key, n), section: section.to_owned() }),
    );
    out
}

/// The lists that stay empty, in one line: a section is never left out silently.
fn nothing_on(desk: &Desk<'_>, lists: &[List], as_of: &str) -> Option<GapLine> {
    let empty = lists.iter().filter(|list| list.lines.is_empty());
    let names: Vec<String> =
        empty.map(|l| desk.messages.say(&format!("section-{}", l.name)).to_lowercase()).collect();
    let args = [("sections", desk.messages.apart(&names).into()), ("date", as_of.into())];
    let text = desk.messages.tell("gap-nothing", args);
    (!names.is_empty()).then(|| GapLine { text, section: "sources".to_owned() })
}

fn known_gap(desk: &Desk<'_>, gap: &Gap) -> Option<GapLine> {
    match gap {
        Gap::Silent { constraint, days } => {
            let all = desk.constraints();
            let (at, finding) = all.iter().enumerate().find(|(_, f)| f.id() == constraint)?;
            let of = finding.content();
            let mut what = desk.messages.word("constraint", of.kind);
            if !of.places.is_empty() {
                what = format!("{what} ({})", desk.places(&of.places));
            }
            let days = (*days as f64).into();
            let text = desk.messages.tell("gap-silent", [("what", what.into()), ("days", days)]);
            Some(GapLine { text, section: format!("constraint-{at}") })
        }
        Gap::Unplaced { occurrences } => Some(GapLine {
            text: self::gap(desk, "gap-unplaced", *occurrences),
            section: "chronology".to_owned(),
        }),
    }
}
