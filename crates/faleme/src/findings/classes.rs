//! How vehicle classes pass on the letter's day: only in letters for AMBER and above.

use crate::corridor::Setting;
use corridors::{Assessment, Passability, Question};
use letter::{ClassState, Finding, Findings, Passable};

/// How a class passes each corridor of the case, in its order; nothing where the network does not hold the corridor.
pub struct ClassStates {
    class: String,
    states: Vec<Option<Passable>>,
}

/// Every class of the case.
pub fn of(setting: &Setting) -> Vec<ClassStates> {
    setting.for_each_class(&Question::on(setting.day), |assessed| ClassStates {
        class: assessed.profile.id.clone(),
        states: setting.case.corridors.iter().map(|c| worst(&assessed, &c.name.en)).collect(),
    })
}

/// Adds the classes to each corridor.
pub(super) fn build(findings: &mut Findings, setting: &Setting, classes: &[ClassStates]) {
    for of in classes {
        for (entry, state) in setting.case.corridors.iter().zip(&of.states) {
            let id = format!("cor-{}", entry.line);
            for finding in findings.roads.corridors.iter_mut().filter(|f| f.id() == id) {
                let mut content = finding.content().clone();
                content.classes.extend(state.map(|state| ClassState { class: of.class.clone(), state }));
                if let Ok(told) = Finding::new(id.clone(), content, finding.notes().to_vec()) {
                    *finding = told;
                }
            }
        }
    }
}

/// The worst of a corridor's sections; nothing where the network does not hold the corridor.
fn worst(assessed: &Assessment<'_>, name: &str) -> Option<Passable> {
    let corridor = assessed.corridors.iter().find(|c| c.name == name)?;
    // Of these, not known is worse than open: a part of which nothing is told keeps the whole from being open.
    let worst = corridor.sections.iter().map(|section| assessed.told(section).status).max()?;
    Some(match worst {
        Passability::Unknown => Passable::Unknown,
        Passability::Open => Passable::Open,
        Passability::Restricted => Passable::Restricted,
        Passability::Closed => Passable::Closed,
    })
}
