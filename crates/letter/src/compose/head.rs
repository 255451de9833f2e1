//! The head of the letter.

use super::desk::Desk;
use crate::sheet::Head;
use crate::words::{count, say_date};
use base::Interval;

/// Title, number, day, what was read, when the next one comes, whom to write to, and the words for every page.
pub(super) fn head(desk: &Desk<'_>) -> Head {
    let (say, head, read) = (desk.messages, &desk.findings.masthead, &desk.findings.reading);
    let tlp = head.tlp.as_str().trim_start_matches("TLP:").replace('+', "_");
    let number = head.number.map(|n| say.tell("letter-number", [("number", n.to_string().into())]));
    let kicker =
        [Some(say.say("letter-title")), number].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let corrects = head.corrects.map(|n| say.tell("letter-corrects", [("number", n.to_string().into())]));
    let period = head.period.map(|p| say.tell("period", [("date", say_date(say, &p).into())]));
    let read = say.tell("read", [("documents", count(read.documents)), ("origins", count(read.origins))]);
    let next =
        head.next.map(|day| say.tell("letter-next", [("date", say_date(say, &Interval::day(day)).into())]));
    let contact = head.contact.as_ref().map(|c| desk.title(c)).filter(|words| !words.trim().is_empty());
    let contact = contact.map(|words| say.tell("letter-contact", [("contact", words.into())]));
    let warnings = [(head.demo, "example"), (head.draft, "draft")];
    let warning: Vec<String> =
        warnings.into_iter().filter(|(said, _)| *said).map(|(_, key)| say.say(key)).collect();
    Head {
        title: desk.title(&head.title),
        kicker,
        as_of: say.tell("as-of", [("date", desk.as_of().into())]),
        lines: corrects.into_iter().chain(period).chain([read]).chain(next).chain(contact).collect(),
        tlp: head.tlp,
        tlp_meaning: say.name("tlp-meaning", &tlp),
        warning: (!warning.is_empty()).then(|| warning.join(" · ")),
    }
}
