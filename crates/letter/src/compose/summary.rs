//! « L’essentiel »: up to five lines, each counted from findings and leading to them.

use super::changes::changes;
use super::desk::Desk;
use crate::sheet::{Block, Inline, Item, List, ListKind};
use crate::words::{count, say_date};
use crate::{Constraint, Content, CoverBand, Finding, Kind, Level, Occurrence, Passable, Section, Status};

/// Lines of the summary, before what changed.
const LINES: usize = 5;

/// A line of the summary with the content that it counts, and the footnotes of what it names.
struct Brief {
    text: String,
    of: Content,
    call: Inline,
}

impl Brief {
    fn of(of: Content, text: String) -> Self {
        Self { text, of, call: Inline::Call(Vec::new()) }
    }
}

/// The list of lines; each leads to the part that holds what it counts, by `anchor`; where
/// the case's outline has none, to what is not known.
pub(super) fn summary(desk: &mut Desk<'_>, anchor: &dyn Fn(Content) -> Option<(String, String)>) -> Vec<Block> {
    // The first five of which anything is known, in the order of what a reader asks first.
    let most = [
        corridors(desk),
        chronology(desk),
        constraints(desk),
        contradictions(desk),
        cover(desk),
        prices(desk),
        best(desk),
        reserved(desk),
    ];
    let mut lines: Vec<Brief> = most.into_iter().flatten().take(LINES).collect();
    if lines.is_empty() {
        lines.push(Brief::of(Content::Chronology, desk.messages.say("brief-empty")));
    }
    let item = |brief: Brief| {
        let mut says = vec![Inline::Text(brief.text), brief.call];
        if let Some((to, text)) = anchor(brief.of).or_else(|| anchor(Content::Gaps)) {
            says.extend([Inline::text(" "), Inline::Link { to, text }]);
        }
        Item { says, ..Item::default() }
    };
    let mut items: Vec<Item> = lines.into_iter().map(item).collect();
    items.extend(changes(desk).map(|mut item| {
        let to = anchor(Content::Chronology).or_else(|| anchor(Content::Gaps));
        if let Some((to, text)) = to.filter(|_| item.under.is_empty()) {
            item.says.extend([Inline::text(" "), Inline::Link { to, text }]);
        }
        item
    }));
    vec![Block::List(List { kind: ListKind::Points, items })]
}

/// How many corridors were reported in which state this month.
fn corridors(desk: &Desk<'_>) -> Option<Brief> {
    let all = desk.held(&desk.findings.roads.corridors);
    let state = |f: &&Finding<crate::Corridor>| f.content().months.last().map_or(Passable::Unknown, |m| m.state);
    let of = |passable| all.iter().filter(|f| state(f) == passable).count();
    let text = desk.messages.tell(
        "brief-corridors",
        [
            ("corridors", count(all.len())),
            ("closed", count(of(Passable::Closed))),
            ("restricted", count(of(Passable::Restricted))),
            ("unknown", count(of(Passable::Unknown))),
        ],
    );
    (!all.is_empty()).then(|| Brief::of(Content::Corridors, text))
}

/// How many stocks last less than a fortnight by the best estimate.
fn cover(desk: &Desk<'_>) -> Option<Brief> {
    let all = desk.held(&desk.findings.supply.cover);
    let low = [CoverBand::UnderWeek, CoverBand::ToTwoWeeks];
    let short = all.iter().filter(|f| low.contains(&f.content().bands[1])).count();
    let text = desk.messages.tell("brief-cover", [("stocks", count(all.len())), ("short", count(short))]);
    (!all.is_empty()).then(|| Brief::of(Content::Supply, text))
}

/// How many prices stand in alert or crisis.
fn prices(desk: &Desk<'_>) -> Option<Brief> {
    let all = desk.held(&desk.findings.supply.prices);
    let high = |f: &&&Finding<crate::Price>| matches!(f.content().level.as_deref(), Some("alert" | "crisis"));
    let text =
        desk.messages.tell("brief-prices", [("prices", count(all.len())), ("high", count(all.iter().filter(high).count()))]);
    (!all.is_empty()).then(|| Brief::of(Content::Prices, text))
}

fn chronology(desk: &Desk<'_>) -> Option<Brief> {
    let events = desk.occurrences(Section::Chronology);
    let of = |kind| events.iter().filter(|f| f.content().kind == kind).count();
    let single = events.iter().filter(|f| f.content().support.origins == 1).count();
    let text = desk.messages.tell(
        "brief-chronology",
        [
            ("events", count(events.len())),
            ("incidents", count(of(Kind::Incident))),
            ("measures", count(of(Kind::Measure))),
            ("single", count(single)),
        ],
    );
    (!events.is_empty()).then(|| Brief::of(Content::Chronology, text))
}

/// The dated event that most origins tell; the more recent of two.
fn best(desk: &mut Desk<'_>) -> Option<Brief> {
    let events = desk.occurrences(Section::Chronology);
    let rank = |f: &&&Finding<Occurrence>| {
        let support = f.content().support;
        (support.origins, std::cmp::Reverse(support.credibility), support.documents)
    };
    let best = *events.iter().filter(|f| f.content().support.origins > 1).max_by_key(rank)?;
    let of = best.content();
    let parts = [
        desk.messages.name("type", &of.subject),
        desk.places(&of.places),
        of.date.map(|d| say_date(desk.messages, &d)).unwrap_or_default(),
    ];
    let what = parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ");
    let support = desk.support(&of.support);
    let text = desk.messages.tell("brief-best", [("what", what.into()), ("support", support.into())]);
    let call = desk.cite(best.notes());
    Some(Brief { text, of: Content::Chronology, call })
}

fn constraints(desk: &Desk<'_>) -> Option<Brief> {
    let all = desk.constraints();
    let told = |status: Status| {
        let of = |f: &&&Finding<Constraint>| f.content().told.iter().any(|t| t.content().status == status);
        all.iter().filter(of).count()
    };
    let mut statuses: Vec<Status> =
        all.iter().flat_map(|f| &f.content().told).map(|t| t.content().status).collect();
    statuses.sort();
    statuses.dedup();
    let state = |status: Status| {
        let name = desk.messages.word("status", status);
        desk.messages.tell("brief-state", [("n", count(told(status))), ("status", name.into())])
    };
    let states: Vec<String> = statuses.into_iter().map(state).collect();
    let text = desk.messages.tell(
        "brief-constraints",
        [("constraints", count(all.len())), ("states", desk.messages.list(&states).into())],
    );
    (!all.is_empty()).then(|| Brief::of(Content::Constraints, text))
}

fn contradictions(desk: &Desk<'_>) -> Option<Brief> {
    let all = desk.contradictions();
    let high = all.iter().filter(|f| f.content().severity == Level::High).count();
    let mut kinds: Vec<String> = Vec::new();
    for finding in &all {
        let name = desk.messages.word("contradiction", finding.content().kind).to_lowercase();
        if !kinds.contains(&name) {
            kinds.push(name);
        }
    }
    let text = desk.messages.tell(
        "brief-contradictions",
        [
            ("contradictions", count(all.len())),
            ("high", count(high)),
            ("kinds", desk.messages.apart(&kinds).into()),
        ],
    );
    (!all.is_empty()).then(|| Brief::of(Content::Contradictions, text))
}

fn reserved(desk: &Desk<'_>) -> Option<Brief> {
    let n = desk.occurrences(Section::Reserved).len();
    let text = desk.messages.tell("brief-reserved", [("reserved", count(n))]);
    (n > 0).then(|| Brief::of(Content::Reserved, text))
}
