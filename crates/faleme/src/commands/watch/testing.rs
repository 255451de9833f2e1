//! An invented alert for the tests of delivery.

use base::{Date, Tlp};
use exchange::alerts::{
    Alert, Certainty, House, Message, Said, Severity, Stamp, State, Texts, Urgency, Value,
};

/// An issued alert of a demonstration.
pub fn alert() -> Alert {
    let stamp = Stamp::utc(1_759_233_600);
    Alert {
        id: "alr-000000000001".into(),
        house: House {
            case: "test".into(),
            title: Texts::same("Test"),
            sender: "desk@example.org".into(),
            web: None,
            contact: None,
            demo: true,
        },
        rule: "curfew".into(),
        subject: "cst-1".into(),
        message: Message::Alert,
        state: State::Issued,
        over: false,
        by_hand: false,
        cleared: false,
        value: Value::Constraint { of: "curfew".into(), status: "in_force".into(), disputed: false },
        day: Date::new(2025, 9, 30).unwrap(),
        drafted: stamp,
        sent: Some(stamp),
        signed: None,
        references: Vec::new(),
        tlp: Tlp::Clear,
        recipients: vec!["desk".into()],
        publish: true,
        severity: Severity::Severe,
        urgency: Urgency::Expected,
        certainty: Certainty::Likely,
        said: Said { headline: Texts::same("Curfew"), ..Said::default() },
        areas: Vec::new(),
        sources: Vec::new(),
        responses: Vec::new(),
        basis: Vec::new(),
    }
}
