//! The case's actors under one name each, so that a dataset's spelling meets a report's.

use base::fold_key;
use evidence::ActorEntry;
use std::collections::HashMap;

/// Folded names and aliases to the actor and those it is part of.
#[derive(Debug, Default)]
pub(crate) struct Names<'a> {
    entries: HashMap<String, &'a ActorEntry>,
}

impl<'a> Names<'a> {
    /// The alias table of a case.
    pub fn new(actors: &'a [ActorEntry]) -> Self {
        let mut entries = HashMap::new();
        for actor in actors {
            for name in std::iter::once(&actor.name).chain(&actor.aliases) {
                entries.entry(fold_key(name)).or_insert(actor);
            }
        }
        Self { entries }
    }

    /// The actor's own name, if the case knows it; else as written.
    pub fn canonical<'b>(&self, name: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.entries.get(&fold_key(name)).map_or(name, |a| a.name.as_str())
    }

    /// The actor's own name and those of what it is part of: an army acts for its state.
    pub fn lineage(&self, name: &str) -> Vec<String> {
        let mut out = vec![self.canonical(name).to_owned()];
        let mut parent = self.entries.get(&fold_key(name)).and_then(|a| a.parent.as_deref());
        while let Some(name) = parent.map(|p| self.canonical(p)) {
            if out.iter().any(|o| o == name) {
                break;
            }
            out.push(name.to_owned());
            parent = self.entries.get(&fold_key(name)).and_then(|a| a.parent.as_deref());
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use evidence::ActorKind;

    fn actor(name: &str, alias: &str, parent: Option<&str>) -> ActorEntry {
        ActorEntry {
            name: name.into(),
            aliases: vec![alias.into()],
            kind: ActorKind::StateForces,
            parent: parent.map(str::to_owned),
            source: None,
            sector: None,
            owner_country: None,
        }
    }

    #[test]
    fn an_alias_leads_to_the_actor_and_its_parents_and_a_circle_ends() {
        let actors =
            [actor("Army", "Forces armées", Some("State")), actor("State", "Government of X", Some("Army"))];
        let names = Names::new(&actors);
        assert_eq!(names.canonical("FORCES ARMEES"), "Army");
        assert_eq!(names.canonical("Group Z"), "Group Z");
        assert_eq!(names.lineage("Forces armées"), ["Army", "State"]);
    }
}
