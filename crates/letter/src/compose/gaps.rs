//! What is not known.

use super::desk::Desk;
use crate::sheet::{Block, Inline, Item, List, ListKind};
use crate::words::{count, spelled};
use crate::{Content, Gap};

/// The list of gaps; `empty` are the contents of which nothing is known, by name.
pub(super) fn gaps(
    desk: &Desk<'_>,
    empty: &[String],
    anchor: &dyn Fn(Content) -> Option<(String, String)>,
) -> Vec<Block> {
    let mut items: Vec<Item> = desk.findings.gaps.iter().filter_map(|g| known(desk, g, anchor)).collect();
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

fn known(desk: &Desk<'_>, gap: &Gap, anchor: &dyn Fn(Content) -> Option<(String, String)>) -> Option<Item> {
    match gap {
        Gap::Silent { constraint, days } => {
            let all = desk.constraints();
            let (at, finding) = all.iter().enumerate().find(|(_, f)| f.id() == constraint)?;
            let of = finding.content();
            let mut what = desk.messages.say(&format!("constraint-{}", spelled(of.kind)));
            if !of.places.is_empty() {
                what = format!("{what} ({})", desk.places(&of.places));
            }
            let text =
                desk.messages.tell("gap-silent", [("what", what.into()), ("days", (*days as f64).into())]);
            let to = anchor(Content::Constraints).map(|(_, words)| (format!("constraint-{at}"), words));
            Some(item(text, to))
        }
        Gap::Unplaced { occurrences } => {
            let text = desk.messages.tell("gap-unplaced", [("n", count(*occurrences))]);
            Some(item(text, anchor(Content::Chronology)))
        }
    }
}
