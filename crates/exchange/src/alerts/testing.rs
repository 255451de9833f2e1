//! An invented case for the tests of alerts.

use super::*;
use base::{Country, Date, Tlp};

/// Seconds after noon of 30 September 2025.
pub fn stamp(seconds: i64) -> Stamp {
    Stamp::utc(1_759_233_600 + seconds)
}

pub fn day() -> Date {
    Date::new(2025, 9, 30).unwrap()
}

pub fn house() -> House {
    House {
        case: "test".into(),
        title: Texts { fr: "Essai".into(), en: "Test".into() },
        sender: "alerts@example.org".into(),
        web: Some("https://example.org/alerts".into()),
        contact: Some(Texts { fr: "bureau@example.org".into(), en: "office@example.org".into() }),
        demo: true,
    }
}

pub fn rule(name: &str) -> Rule {
    Rule {
        name: name.into(),
        kind: Kind::Constraint,
        threshold: Threshold::Status(vec!["announced".into(), "in_force".into()]),
        area: None,
        corridor: None,
        class: None,
        commodity: None,
        of: Vec::new(),
        tlp: Tlp::Clear,
        recipients: vec!["desk".into()],
        publish: true,
        severity: Severity::Severe,
        urgency: Urgency::Expected,
        certainty: Certainty::Likely,
        a_day: 1_000,
    }
}

pub fn observation(subject: &str, status: &str) -> Observation {
    Observation {
        subject: subject.into(),
        tlp: Tlp::Clear,
        value: Value::Constraint { of: "curfew".into(), status: status.into(), disputed: false },
        names: vec!["North Region".into()],
        areas: vec![Area {
            name: Texts { fr: "Région du Nord".into(), en: "North Region".into() },
            pcode: Some("XX01".into()),
            country: Country::new("MLI"),
            outline: vec![vec![[14.0, -10.0], [14.0, -9.0], [15.0, -9.5], [14.0, -10.0]]],
        }],
        said: Said {
            event: Texts { fr: "Contrainte d’accès".into(), en: "Access constraint".into() },
            headline: Texts { fr: format!("Couvre-feu : {status}"), en: format!("Curfew: {status}") },
            description: Texts {
                fr: "Rapporté par le Quotidien.".into(),
                en: "Reported by the Daily.".into(),
            },
            instruction: Texts { fr: "Revoyez vos horaires.".into(), en: "Review your hours.".into() },
        },
        sources: vec![Cited {
            publisher: "Daily".into(),
            title: "Curfew renewed".into(),
            published: Some(day()),
            url: Some("https://daily.example/1".into()),
        }],
        responses: vec![Responded {
            id: "rsp-1".into(),
            institution: "Institute".into(),
            says: Texts { fr: "médiation, proposé".into(), en: "mediation, proposed".into() },
        }],
        basis: vec!["cst-1".into()],
    }
}

pub fn withdrawn() -> Said {
    Said {
        headline: Texts { fr: "Annulé : ".into(), en: "Cancelled: ".into() },
        description: Texts { fr: "N’est plus tenu.".into(), en: "No longer held.".into() },
        ..Said::default()
    }
}

/// A draft.
pub fn alert() -> Alert {
    looked(&[rule("r")], &[observation("cst-1", "in_force")], &[], 0).made.remove(0)
}

/// An issued alert; `number` sets its time.
pub fn issued(number: i64) -> Alert {
    let draft = Alert { id: format!("alr-{number}"), ..alert() };
    Alert { state: State::Issued, sent: Some(stamp(number)), ..draft }
}

pub fn looked(rules: &[Rule], seen: &[Observation], earlier: &[Alert], second: i64) -> Outcome {
    let known = [(Kind::Constraint, Tlp::Clear)].into();
    let (house, withdrawn, over) = (house(), withdrawn(), Texts::same("Check, then go on."));
    look(&Look {
        house: &house,
        rules,
        seen,
        known: &known,
        earlier,
        withdrawn: &withdrawn,
        over: &over,
        day: day(),
        now: stamp(second),
    })
}
