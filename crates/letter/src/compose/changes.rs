//! What changed since the last letter, in the summary.

use super::desk::Desk;
use crate::sheet::{Inline, Item};
use crate::words::{count, say_date, spelled};
use crate::{Change, Finding};
use base::Interval;

/// Changes told one by one; `faleme letter diff` lists all. Our own convention: what a page of a summary holds.
const TOLD: usize = 8;

/// Lines of changes; the first says since when. `None`: a first letter.
pub(super) fn changes(desk: &mut Desk<'_>) -> Option<Item> {
    let of = desk.findings.changes.as_ref()?;
    let since = say_date(desk.messages, &Interval::day(of.as_of));
    let number = count(of.letter.and_then(|n| usize::try_from(n).ok()).unwrap_or(0));
    let all = desk.held(&of.changes);
    let args = [("date", since.into()), ("letter", number), ("changes", count(all.len()))];
    let says = vec![Inline::Text(desk.messages.tell("changes", args))];
    let told = if all.len() > TOLD + 1 { TOLD } else { all.len() };
    let (first, rest) = all.split_at(told);
    let mut under: Vec<Item> = first.iter().map(|f| line(desk, f)).collect();
    if !rest.is_empty() {
        let words = desk.messages.tell("changes-more", [("n", count(rest.len()))]);
        let notes: Vec<_> = rest.iter().flat_map(|f| f.notes().iter().take(1).cloned()).collect();
        under.push(Item { says: vec![Inline::Text(words), desk.cite(&notes)], ..Item::default() });
    }
    Some(Item { says, under, ..Item::default() })
}

fn line(desk: &mut Desk<'_>, finding: &Finding<Change>) -> Item {
    let status = |desk: &Desk<'_>, status| desk.messages.word("status", status);
    let words = match finding.content() {
        Change::NewConstraint { constraint } => {
            desk.messages.tell("change-new-constraint", [("what", name(desk, constraint).into())])
        }
        Change::Status { constraint, was, now } => desk.messages.tell(
            "change-status",
            [
                ("what", name(desk, constraint).into()),
                ("was", status(desk, *was).into()),
                ("now", status(desk, *now).into()),
            ],
        ),
        Change::NewEvents { count: n } => desk.messages.tell("change-new-events", [("n", count(*n))]),
        Change::NewContradiction { contradiction } => {
            let found = desk.findings.contradictions.iter().find(|f| f.id() == contradiction);
            let kind = found.map(|f| desk.messages.word("contradiction", f.content().kind)).unwrap_or_default();
            desk.messages.tell("change-new-contradiction", [("what", kind.into())])
        }
        Change::ResponseStatus { response, was, now } => {
            let found = desk.findings.responses.iter().find(|f| f.id() == response);
            let what = found.map(|f| desk.title(&f.content().says)).unwrap_or_default();
            let [was, now] = [was, now].map(|s| desk.messages.name("fate", s));
            let args = [("what", what.into()), ("was", was.into()), ("now", now.into())];
            desk.messages.tell("change-response", args)
        }
        Change::Withdrawn { finding } => {
            desk.messages.tell("change-withdrawn", [("id", finding.as_str().into())])
        }
    };
    let call = desk.cite(finding.notes());
    Item { says: vec![Inline::Text(words), call, Inline::text(" "), Inline::Id(finding.id().to_owned())], ..Item::default() }
}

/// A constraint in words: its kind and where.
fn name(desk: &Desk<'_>, id: &str) -> String {
    let Some(found) = desk.findings.constraints.iter().find(|f| f.id() == id) else { return id.to_owned() };
    let of = found.content();
    let kind = desk.messages.say(&format!("constraint-{}", spelled(of.kind)));
    let places = desk.places(&of.places);
    if places.is_empty() { kind } else { format!("{kind} ({places})") }
}
