//! Alerts as an Atom feed (RFC 4287).

use super::clean::{clean, escaped, is_link, one_line};
use super::{Alert, House, Stamp, State, Texts};
use base::Tlp;
use uuid::Uuid;

/// Entries of a feed at most: older alerts have long been read.
const ENTRIES: usize = 100;
/// Namespace of the ids: version 5 of this name under the DNS name space of RFC 9562.
const NAME: &[u8] = b"alerts.faleme";

/// What a feed is of.
#[derive(Clone, Copy, Debug)]
pub struct Channel<'a> {
    /// Who publishes.
    pub house: &'a House,
}

/// The feed: what was issued and may be published, the newest first. Nothing stricter than GREEN is ever in it, whatever a rule
/// says.
pub fn feed(channel: Channel<'_>, alerts: &[Alert]) -> String {
    let open = |a: &&Alert| a.state == State::Issued && a.publish && a.tlp <= Tlp::Green;
    let mut shown: Vec<&Alert> = alerts.iter().filter(open).collect();
    shown.sort_by(|a, b| b.stamp().second.cmp(&a.stamp().second).then_with(|| a.id.cmp(&b.id)));
    shown.truncate(ENTRIES);
    let house = channel.house;
    let updated = shown.first().map_or(Stamp::utc(0), |a| a.stamp());
    let marking = shown.iter().map(|a| a.tlp).max().unwrap_or(Tlp::Clear);
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<feed xmlns=\"http://www.w3.org/2005/Atom\">\n");
    put(&mut out, 1, "id", &urn(&[&house.case]));
    put(&mut out, 1, "title", &both(&house.title));
    put(&mut out, 1, "updated", &updated.rfc3339());
    put(&mut out, 1, "rights", marking.as_str());
    put(&mut out, 1, "generator", "faleme");
    out.push_str("  <author>\n");
    put(&mut out, 2, "name", &one_line(&house.title.en));
    out.push_str("  </author>\n");
    if let Some(web) = house.web.as_deref().filter(|w| is_link(w)) {
        out.push_str(&format!("  <link rel=\"alternate\" href=\"{}\"/>\n", escaped(web)));
    }
    shown.iter().for_each(|alert| entry(&mut out, alert));
    out.push_str("</feed>\n");
    out
}

fn entry(out: &mut String, alert: &Alert) {
    let said = &alert.said;
    let body = |description: &str, instruction: &str| {
        let parts = [clean(description), clean(instruction)];
        parts.into_iter().filter(|p| !p.trim().is_empty()).collect::<Vec<_>>().join("\n\n")
    };
    let words =
        [body(&said.description.fr, &said.instruction.fr), body(&said.description.en, &said.instruction.en)];
    out.push_str("  <entry>\n");
    put(out, 2, "id", &urn(&[&alert.house.case, &alert.id]));
    let status = if alert.house.demo { "[Exercise] " } else { "" };
    put(out, 2, "title", &format!("{status}{}", both(&said.headline)));
    put(out, 2, "published", &alert.stamp().rfc3339());
    put(out, 2, "updated", &alert.stamp().rfc3339());
    out.push_str(&format!("    <category term=\"{}\"/>\n", alert.message.as_str()));
    out.push_str(&format!("    <category term=\"{}\"/>\n", alert.value.kind().as_str()));
    put(out, 2, "rights", alert.tlp.as_str());
    out.push_str(&format!(
        "    <link rel=\"enclosure\" type=\"application/cap+xml\" href=\"{}.cap.xml\"/>\n",
        escaped(&alert.id)
    ));
    out.push_str(&format!("    <content type=\"text\">{}</content>\n", escaped(&words.join("\n\n---\n\n"))));
    out.push_str("  </entry>\n");
}

/// Both languages on one line; once where they are alike.
fn both(of: &Texts) -> String {
    let (fr, en) = (one_line(&of.fr), one_line(&of.en));
    if fr == en { fr } else { format!("{fr} / {en}") }
}

fn put(out: &mut String, depth: usize, name: &str, value: &str) {
    out.push_str(&format!("{}<{name}>{}</{name}>\n", "  ".repeat(depth), escaped(value)));
}

/// An id that is the same in every feed of the case.
fn urn(parts: &[&str]) -> String {
    let space = Uuid::new_v5(&Uuid::NAMESPACE_DNS, NAME);
    Uuid::new_v5(&space, parts.join("\0").as_bytes()).urn().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alerts::testing::{alert, house, issued};

    #[test]
    fn a_feed_reads_as_a_person_would_read_it() {
        let (first, mut second) = (issued(1), issued(2));
        second.said.headline = Texts::same("<b>bold</b> & co\u{202e}");
        insta::assert_snapshot!(feed(Channel { house: &house() }, &[first, second, alert()]));
    }

    #[test]
    fn only_what_was_issued_and_may_be_published_is_in_it() {
        let (mut amber, mut own) = (issued(1), issued(2));
        amber.tlp = Tlp::Amber;
        own.publish = false;
        let text = feed(Channel { house: &house() }, &[amber, own, alert()]);
        assert!(!text.contains("<entry>"), "{text}");
        roxmltree::Document::parse(&text).unwrap();
    }
}
