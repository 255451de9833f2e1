//! What is not known.

use super::constraints;
use super::desk::Desk;
use super::fold::{self, SILENT};
use crate::sheet::{Block, Inline, Item, List, ListKind};
use crate::words::{count, spelled};
use crate::{Constraint, Content, Finding, Gap};

/// The list of gaps; `empty` are the contents of which nothing is known, by name.
pub(super) fn gaps(
    desk: &Desk<'_>,
    empty: &[String],
    anchor: &dyn Fn(Content) -> Option<(String, String)>,
) -> Vec<Block> {
    let (silent, other): (Vec<&Gap>, Vec<&Gap>) =
        desk.findings.gaps.iter().partition(|g| matches!(g, Gap::Silent { .. }));
    // The most recent silences first to be printed: what nobody has spoken of for long may be over.
    let (silent, rest) = fold::first(silent, SILENT, |g| silent_days(g));
    let least = silent.iter().map(|g| silent_days(g)).max().unwrap_or_default();
    let (shown, _) = constraints::shown(desk);
    let mut items: Vec<Item> = silent.into_iter().filter_map(|g| known(desk, g, (&shown, anchor))).collect();
    if rest > 0 {
        let args = [("n", count(rest)), ("days", (least as f64).into()), ("file", desk.file().into())];
        items.push(item(desk.messages.tell("fold-silent", args), anchor(Content::Constraints)));
    }
    items.extend(other.into_iter().filter_map(|g| known(desk, g, (&shown, anchor))));
    if !empty.is_empty() {
        let args = [("sections", desk.messages.apart(empty).into()), ("date", desk.as_of().into())];
        items.push(item(desk.messages.tell("gap-nothing", args), anchor(Content::Sources)));
    }
    let reading = desk.findings.reading;
    let counted = [
        ("gap-undated", reading.undated),
        ("gap-unread", reading.unread),
        ("gap-omitted", reading.omitted),
        ("gap-withheld", reading.withheld),
        ("gap-unresolved", desk.left_out()),
    ];
    let told = counted.into_iter().filter(|(_, n)| *n > 0);
    items.extend(
        told.map(|(key, n)| item(desk.messages.tell(key, [("n", count(n))]), anchor(Content::Sources))),
    );
    match items.is_empty() {
        true => vec![Block::Remark(vec![Inline::Text(desk.messages.say("gap-none"))])],
        false => vec![Block::List(List { kind: ListKind::Questions, items })],
    }
}

fn item(text: String, to: Option<(String, String)>) -> Item {
    let link = to.map(|(to, text)| [Inline::text(" "), Inline::Link { to, text }]);
    Item {
        says: std::iter::once(Inline::Text(text)).chain(link.into_iter().flatten()).collect(),
        ..Item::default()
    }
}

/// Days without news.
fn silent_days(gap: &Gap) -> i64 {
    match gap {
        Gap::Silent { days, .. } => *days,
        Gap::Unplaced { .. } => 0,
    }
}

/// Where a content stands, and its heading.
type Anchor<'a> = dyn Fn(Content) -> Option<(String, String)> + 'a;

/// A gap in words; `shown` are the constraints that are printed, with their numbers.
fn known(
    desk: &Desk<'_>,
    gap: &Gap,
    (shown, anchor): (&[(usize, &Finding<Constraint>)], &Anchor<'_>),
) -> Option<Item> {
    match gap {
        Gap::Silent { constraint, days } => {
            let finding = desk.constraints().into_iter().find(|f| f.id() == constraint)?;
            let row =
                shown.iter().find(|(_, f)| f.id() == constraint).map(|(at, _)| format!("constraint-{at}"));
            let of = finding.content();
            let mut what = desk.messages.say(&format!("constraint-{}", spelled(of.kind)));
            if !of.places.is_empty() {
                what = format!("{what} ({})", desk.places(&of.places));
            }
            let text =
                desk.messages.tell("gap-silent", [("what", what.into()), ("days", (*days as f64).into())]);
            let to = anchor(Content::Constraints).map(|(part, words)| (row.unwrap_or(part), words));
            Some(item(text, to))
        }
        Gap::Unplaced { occurrences } => {
            let text = desk.messages.tell("gap-unplaced", [("n", count(*occurrences))]);
            Some(item(text, anchor(Content::Chronology)))
        }
    }
}
