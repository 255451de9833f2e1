//! An alert as CAP 1.2 (OASIS Common Alerting Protocol), in French and in English.

use super::clean::{escaped, identifier, is_link, one_line};
use super::{Alert, Area, Certainty, Cited, Kind, Message, Severity, State, Texts, Urgency};
use base::Tlp;

/// Namespace of CAP 1.2.
const NAMESPACE: &str = "urn:oasis:names:tc:emergency:cap:1.2";
/// What a demonstration says of itself.
const EXERCISE: &str = "EXERCICE, ne pas utiliser pour décider. EXERCISE, not for decisions.";
/// What a draft says of itself.
const DRAFT: &str = "Projet, non diffusé. Draft, not issued.";

/// The message. Every text in it is escaped, and cleaned of what XML forbids.
pub fn cap(alert: &Alert) -> String {
    let mut out = Writer::new();
    out.text.push_str(&format!("<alert xmlns=\"{NAMESPACE}\">\n"));
    out.put("identifier", &identifier(&alert.id));
    out.put("sender", &identifier(&alert.house.sender));
    out.put("sent", &alert.stamp().cap());
    out.put("status", alert.status());
    out.put("msgType", alert.message.as_str());
    out.put("source", "faleme");
    out.put("scope", if alert.tlp == Tlp::Clear { "Public" } else { "Restricted" });
    if alert.tlp != Tlp::Clear {
        out.put("restriction", &restriction(alert.tlp));
    }
    out.put("note", &note(alert));
    if !alert.references.is_empty() {
        let one = |r: &super::Reference| {
            format!("{},{},{}", identifier(&r.sender), identifier(&r.identifier), r.sent.cap())
        };
        out.put("references", &alert.references.iter().map(one).collect::<Vec<_>>().join(" "));
    }
    for (tag, pick) in LANGUAGES {
        info(&mut out, alert, tag, pick);
    }
    out.text.push_str("</alert>\n");
    out.text
}

type Pick = fn(&Texts) -> &str;
const LANGUAGES: [(&str, Pick); 2] = [("fr", |t| &t.fr), ("en", |t| &t.en)];

/// TLP 2.0 (FIRST, 2022) in its own words' sense.
fn restriction(tlp: Tlp) -> String {
    let to = match tlp {
        Tlp::Clear => "everybody",
        Tlp::Green => "the community of recipients, no public channel",
        Tlp::Amber => "the recipient's organisation and its clients, where they need to know",
        Tlp::AmberStrict => "the recipient's organisation only, where it needs to know",
        Tlp::Red => "the recipient only",
    };
    format!("{}: {to}", tlp.as_str())
}

fn note(alert: &Alert) -> String {
    let mut parts = vec![alert.tlp.as_str().to_owned()];
    if alert.house.demo {
        parts.push(EXERCISE.to_owned());
    }
    if alert.state != State::Issued {
        parts.push(DRAFT.to_owned());
    }
    if let Some(signed) = alert.signed.as_ref().filter(|_| alert.message == Message::Cancel) {
        parts.push(one_line(&signed.why));
    }
    parts.join(" | ")
}

fn info(out: &mut Writer, alert: &Alert, lang: &str, pick: Pick) {
    let said = &alert.said;
    out.open("info");
    out.put("language", lang);
    for category in categories(alert.value.kind()) {
        out.put("category", category);
    }
    out.put("event", &one_line(pick(&said.event)));
    out.put("responseType", response(alert));
    out.put("urgency", urgency(alert.urgency));
    out.put("severity", severity(alert.severity));
    out.put("certainty", certainty(alert.certainty));
    out.some("senderName", &one_line(pick(&alert.house.title)));
    out.some("headline", &one_line(pick(&said.headline)));
    out.some("description", pick(&said.description));
    out.some("instruction", pick(&said.instruction));
    if let Some(web) = alert.house.web.as_deref().filter(|w| is_link(w)) {
        out.put("web", web);
    }
    if let Some(contact) = &alert.house.contact {
        out.some("contact", &one_line(pick(contact)));
    }
    out.pair("parameter", "TLP", alert.tlp.as_str());
    out.pair("parameter", "why", &alert.id);
    for id in &alert.basis {
        out.pair("parameter", "basis", &one_line(id));
    }
    for source in &alert.sources {
        out.pair("parameter", "source", &cited(source));
    }
    for one in &alert.responses {
        let words = format!("{}: {}: {}", one.id, one.institution, pick(&one.says));
        out.pair("parameter", "response", &one_line(&words));
    }
    for place in &alert.areas {
        area(out, place, pick);
    }
    out.close("info");
}

fn area(out: &mut Writer, of: &Area, pick: Pick) {
    out.open("area");
    out.put("areaDesc", &one_line(pick(&of.name)));
    for polygon in of.polygons() {
        out.put("polygon", &polygon);
    }
    if let Some(pcode) = &of.pcode {
        out.pair("geocode", "P-code", &one_line(pcode));
    }
    if let Some(country) = of.country {
        out.pair("geocode", "ISO 3166-1 alpha-3", country.as_str());
    }
    out.close("area");
}

/// A source on one line: publisher, title, day, address.
pub(super) fn cited(source: &Cited) -> String {
    let parts = [
        one_line(&source.publisher),
        one_line(&source.title),
        source.published.map(|d| d.to_string()).unwrap_or_default(),
        source.url.clone().filter(|u| is_link(u)).unwrap_or_default(),
    ];
    parts.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Categories of CAP.
fn categories(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Constraint => &["Security", "Transport"],
        Kind::Corridor => &["Transport"],
        Kind::Cover => &["Infra"],
        Kind::Forecast => &["Security"],
        Kind::Price | Kind::Contradiction => &["Other"],
    }
}

/// What it asks for: preparing, watching, weighing; of what is over or taken back, nothing any more.
fn response(alert: &Alert) -> &'static str {
    match (alert.message, alert.over, alert.value.kind()) {
        (Message::Cancel, _, _) => "None",
        (_, true, _) => "AllClear",
        (_, _, Kind::Constraint | Kind::Corridor | Kind::Cover) => "Prepare",
        (_, _, Kind::Price | Kind::Forecast) => "Monitor",
        (_, _, Kind::Contradiction) => "Assess",
    }
}

fn severity(of: Severity) -> &'static str {
    match of {
        Severity::Extreme => "Extreme",
        Severity::Severe => "Severe",
        Severity::Moderate => "Moderate",
        Severity::Minor => "Minor",
        Severity::Unknown => "Unknown",
    }
}

fn urgency(of: Urgency) -> &'static str {
    match of {
        Urgency::Immediate => "Immediate",
        Urgency::Expected => "Expected",
        Urgency::Future => "Future",
        Urgency::Past => "Past",
        Urgency::Unknown => "Unknown",
    }
}

fn certainty(of: Certainty) -> &'static str {
    match of {
        Certainty::Observed => "Observed",
        Certainty::Likely => "Likely",
        Certainty::Possible => "Possible",
        Certainty::Unlikely => "Unlikely",
        Certainty::Unknown => "Unknown",
    }
}

/// Elements, one a line.
struct Writer {
    text: String,
    depth: usize,
}

impl Writer {
    fn new() -> Self {
        Self { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), depth: 1 }
    }

    fn put(&mut self, name: &str, value: &str) {
        let indent = "  ".repeat(self.depth);
        self.text.push_str(&format!("{indent}<{name}>{}</{name}>\n", escaped(value.trim())));
    }

    fn some(&mut self, name: &str, value: &str) {
        if !value.trim().is_empty() {
            self.put(name, value);
        }
    }

    fn pair(&mut self, name: &str, key: &str, value: &str) {
        self.open(name);
        self.put("valueName", key);
        self.put("value", value);
        self.close(name);
    }

    fn open(&mut self, name: &str) {
        self.text.push_str(&format!("{}<{name}>\n", "  ".repeat(self.depth)));
        self.depth += 1;
    }

    fn close(&mut self, name: &str) {
        self.depth = self.depth.saturating_sub(1);
        self.text.push_str(&format!("{}</{name}>\n", "  ".repeat(self.depth)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::alerts::testing::{alert, stamp};
    use crate::alerts::{Reference, Signature};

    fn parsed(text: &str) -> roxmltree::Document<'_> {
        roxmltree::Document::parse(text).unwrap_or_else(|e| panic!("{e}\n{text}"))
    }

    fn told<'a>(xml: &'a roxmltree::Document<'_>, name: &str) -> Vec<&'a str> {
        let named = xml.descendants().filter(|n| n.tag_name().name() == name);
        named.map(|n| n.text().unwrap_or_default()).collect()
    }

    #[test]
    fn a_message_reads_as_a_person_would_read_it() {
        insta::assert_snapshot!(cap(&alert()));
    }

    #[test]
    fn nothing_is_actual_until_a_person_issues_it_and_a_demonstration_never() {
        let mut one = alert();
        one.house.demo = false;
        assert_eq!(one.status(), "Draft");
        one.state = State::Issued;
        assert_eq!(one.status(), "Actual");
        for state in [State::Draft, State::Issued, State::Dropped, State::Declined] {
            one.house.demo = true;
            one.state = state;
            let text = cap(&one);
            assert_eq!(told(&parsed(&text), "status"), ["Exercise"]);
            assert!(text.contains("not for decisions"));
        }
    }

    #[test]
    fn what_is_cancelled_is_named_as_cap_names_it() {
        let mut one = alert();
        let sent =
            |n| Reference { sender: "a@example.org".into(), identifier: format!("alr-{n}"), sent: stamp(n) };
        one.references = vec![sent(1), sent(2)];
        (one.message, one.signed) =
            (Message::Cancel, Some(Signature { by: "A".into(), why: "read wrongly".into() }));
        let text = cap(&one);
        let xml = parsed(&text);
        assert_eq!(
            told(&xml, "references"),
            ["a@example.org,alr-1,2025-09-30T12:00:01-00:00 a@example.org,alr-2,2025-09-30T12:00:02-00:00"]
        );
        assert!(told(&xml, "note")[0].ends_with("read wrongly") && told(&xml, "msgType") == ["Cancel"]);
    }

    #[test]
    fn hostile_names_stay_text() {
        let mut one = alert();
        let hostile = "]]></value><script>alert(1)</script>\u{0}\u{8}\u{202e}\u{ffff}\r\nX: y & \"z\"";
        one.said.headline = Texts::same(hostile);
        one.said.description = Texts::same(hostile);
        one.areas[0].name = Texts::same(hostile);
        one.areas[0].pcode = Some(hostile.into());
        one.house.sender = "a b,c<d&e".into();
        one.house.title = Texts::same(hostile);
        one.sources[0].title = hostile.into();
        one.sources[0].url = Some("javascript:alert(1)".into());
        one.responses[0].institution = hostile.into();
        let text = cap(&one);
        let xml = parsed(&text);
        assert_eq!(told(&xml, "sender"), ["a_b_c_d_e"]);
        assert!(!text.contains("<script") && !text.contains("javascript:") && !text.contains('\u{202e}'));
        assert_eq!(told(&xml, "headline")[0], "]]></value><script>alert(1)</script> X: y & \"z\"");
    }

    #[test]
    fn what_may_not_be_published_says_so() {
        let mut one = alert();
        for (tlp, scope) in [(Tlp::Clear, "Public"), (Tlp::Green, "Restricted"), (Tlp::Amber, "Restricted")] {
            one.tlp = tlp;
            let text = cap(&one);
            let xml = parsed(&text);
            assert_eq!(told(&xml, "scope"), [scope]);
            assert_eq!(told(&xml, "restriction").len(), usize::from(tlp != Tlp::Clear));
            assert!(told(&xml, "note")[0].starts_with(tlp.as_str()));
        }
    }
}
