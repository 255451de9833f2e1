//! The ledger's words in the letter's.

use base::{Date, Interval};
use evidence::{ClaimKind, ClaimPlace};
use letter::Words;

pub(super) fn as_told(place: &ClaimPlace) -> letter::Place {
    let ClaimPlace { name, kind, country, precision, .. } = place;
    letter::Place { name: name.clone(), kind: *kind, country: *country, precision: *precision }
}

/// What a side says, read back from its short form: a date, two dates, a modality, else words.
pub(super) fn side_value(value: &str) -> letter::SideValue {
    let day = |text: &str| text.trim().parse::<Date>().ok();
    if let Some(date) = day(value) {
        return letter::SideValue::Date { date: Interval::day(date) };
    }
    if let Some((Some(a), Some(b))) = value.split_once(['/', '–']).map(|(a, b)| (day(a), day(b))) {
        return letter::SideValue::Date { date: Interval::between(a, b) };
    }
    match serde_json::from_value(serde_json::Value::String(value.replace(' ', "_"))) {
        Ok(modality) => letter::SideValue::Modality { modality },
        Err(_) => letter::SideValue::Words { words: Words::new(value, "und") },
    }
}

pub(super) fn kind(kind: ClaimKind) -> letter::Kind {
    match kind {
        ClaimKind::Incident => letter::Kind::Incident,
        ClaimKind::Measure => letter::Kind::Measure,
        ClaimKind::Statement => letter::Kind::Statement,
        ClaimKind::Effect => letter::Kind::Effect,
        ClaimKind::Figure => letter::Kind::Figure,
        ClaimKind::Background => letter::Kind::Background,
    }
}

pub(super) fn target_class(class: evidence::TargetClass) -> letter::TargetClass {
    use evidence::TargetClass as From;
    match class {
        From::StateInstitution => letter::TargetClass::StateInstitution,
        From::Security => letter::TargetClass::Security,
        From::Transport => letter::TargetClass::Transport,
        From::Works => letter::TargetClass::Works,
        From::Industry => letter::TargetClass::Industry,
        From::Civilian => letter::TargetClass::Civilian,
    }
}

pub(super) fn dependence(kind: evidence::RelationKind) -> letter::DependenceKind {
    use evidence::RelationKind as From;
    match kind {
        From::Copy => letter::DependenceKind::Copy,
        From::Excerpt => letter::DependenceKind::Excerpt,
        From::Reprint => letter::DependenceKind::Reprint,
        From::Translation => letter::DependenceKind::Translation,
        From::Relay => letter::DependenceKind::Relay,
    }
}

pub(super) fn contradiction_kind(kind: events::ContradictionKind) -> letter::ContradictionKind {
    use events::ContradictionKind as From;
    match kind {
        From::Date => letter::ContradictionKind::Date,
        From::Denial => letter::ContradictionKind::Denial,
        From::Place => letter::ContradictionKind::Place,
        From::Count => letter::ContradictionKind::Count,
        From::Status => letter::ContradictionKind::Status,
        From::Actor => letter::ContradictionKind::Actor,
        From::FigureScope => letter::ContradictionKind::FigureScope,
        From::ModalityTranslation => letter::ContradictionKind::ModalityTranslation,
        From::Citation => letter::ContradictionKind::Citation,
    }
}

pub(super) fn level(level: events::Level) -> letter::Level {
    match level {
        events::Level::Low => letter::Level::Low,
        events::Level::Medium => letter::Level::Medium,
        events::Level::High => letter::Level::High,
    }
}
