//! Names of a case in the language of those who read: its French ones (`[names_fr]`, corridors), its goods by their tables.
//!
//! In: a name as the case or its data spell it. Out: the same as a page says it; a name that nobody wrote otherwise stays.

use crate::case::Case;
use crate::output::{Format, Output};
use base::fold_key;
use letter::{Lang, Messages, Titles};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

/// What the letter calls goods of price tables in French.
static FRENCH: LazyLock<Messages> = LazyLock::new(|| Messages::with(Lang::French, "").0);

/// How lists of names are written into one text.
const BETWEEN: [&str; 2] = ["; ", ", "];

/// The names of a case.
#[derive(Debug, Default)]
pub struct Names {
    /// French forms of places, areas, actors, institutions and corridors.
    french: BTreeMap<String, String>,
    /// Goods of its tables of supply, by their id.
    goods: BTreeMap<String, Titles>,
}

impl Names {
    /// The names of a case and of the tables in its folder, if it has any.
    pub fn of(case: &Case, dir: &Path) -> Self {
        let mut french: BTreeMap<String, String> =
            case.corridors.iter().map(|c| (c.name.en.clone(), c.name.fr.clone())).collect();
        french.extend(case.names_fr.clone());
        let silent = Output { format: Format::Json, quiet: true };
        // Without tables there are no goods to name.
        let tables = crate::supply::tables(dir, silent).ok();
        let goods = tables.into_iter().flat_map(|of| of.commodities);
        let goods = goods.map(|of| (of.id, Titles { fr: of.name.fr, en: of.name.en })).collect();
        Self { french, goods }
    }

    /// A place, area, actor or corridor; of several with commas or semicolons between, each.
    pub fn called(&self, name: &str, lang: Lang) -> Option<String> {
        if lang != Lang::French || self.french.is_empty() {
            return None;
        }
        self.french.get(name).cloned().or_else(|| self.listed(name))
    }

    fn listed(&self, names: &str) -> Option<String> {
        let between = BETWEEN.into_iter().find(|b| names.contains(b))?;
        let parts: Vec<&str> = names.split(between).collect();
        let is_told = parts.iter().any(|part| self.french.contains_key(*part));
        let said = parts.iter().map(|part| self.french.get(*part).map_or(*part, String::as_str));
        is_told.then(|| said.collect::<Vec<_>>().join(between))
    }

    /// A section, `from–to`, by its ends: names have dashes themselves, so each is tried.
    pub fn section(&self, name: &str, lang: Lang) -> Option<String> {
        if lang != Lang::French {
            return None;
        }
        name.match_indices('–').find_map(|(at, dash)| {
            let (from, to) = (name.get(..at)?, name.get(at + dash.len()..)?);
            let (left, right) = (self.french.get(from), self.french.get(to));
            let said = |of: Option<&String>, own: &str| of.map_or_else(|| own.to_owned(), String::clone);
            (left.is_some() || right.is_some())
                .then(|| format!("{}{dash}{}", said(left, from), said(right, to)))
        })
    }

    /// Goods, by the id of the case's tables or by the name of a price table.
    pub fn goods(&self, id: &str, lang: Lang) -> Option<String> {
        match (self.goods.get(id), lang) {
            (Some(of), Lang::French) => Some(of.fr.clone()),
            (Some(of), Lang::English) => Some(of.en.clone()),
            (None, Lang::French) => {
                let key = spelled(id);
                FRENCH.has("commodity", &key).then(|| FRENCH.name("commodity", &key))
            }
            (None, Lang::English) => None,
        }
    }

    /// The name that the case itself writes for a French one, whatever its accents and case.
    pub fn own(&self, french: &str) -> Option<&str> {
        let key = fold_key(french);
        let same = self.french.iter().find(|(own, said)| own != said && fold_key(said) == key);
        same.map(|(own, _)| own.as_str())
    }
}

#[cfg(test)]
impl Names {
    /// These French names alone.
    pub fn made(french: &[(&str, &str)]) -> Self {
        let own = |(name, said): &(&str, &str)| ((*name).to_owned(), (*said).to_owned());
        Self { french: french.iter().map(own).collect(), goods: BTreeMap::new() }
    }
}

/// A name as part of the name of a message: letters and digits, all else one low line.
fn spelled(name: &str) -> String {
    let parts = name.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty());
    parts.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let french = [("Mill Region", "Région du Moulin"), ("Ford–Mill crossing", "Poste de Ford–Mill")];
        let french = french.map(|(own, said)| (own.to_owned(), said.to_owned())).into();
        let goods =
            BTreeMap::from([("lamp-oil".into(), Titles { fr: "pétrole".into(), en: "lamp oil".into() })]);
        Names { french, goods }
    }

    #[test]
    fn names_are_french_alone_in_lists_and_at_the_ends_of_sections() {
        let said = |name: &str| names().called(name, Lang::French);
        assert_eq!(said("Mill Region").unwrap(), "Région du Moulin");
        assert_eq!(said("Ford, Mill Region").unwrap(), "Ford, Région du Moulin");
        assert_eq!(said("Mill Region; Ford").unwrap(), "Région du Moulin; Ford");
        let section = names().section("Ford–Mill crossing–Hill", Lang::French);
        assert_eq!(section.unwrap(), "Poste de Ford–Mill–Hill");
        assert_eq!((said("Ford"), said("In the Mill Region")), (None, None), "no part of other words");
        assert_eq!(names().called("Mill Region", Lang::English), None);
    }

    #[test]
    fn goods_have_the_names_of_the_tables_and_else_those_of_a_letter() {
        let names = names();
        assert_eq!(names.goods("lamp-oil", Lang::French).unwrap(), "pétrole");
        assert_eq!(names.goods("lamp-oil", Lang::English).unwrap(), "lamp oil");
        assert_ne!(names.goods("Rice (imported)", Lang::French).unwrap(), "Rice (imported)");
        assert_eq!((names.goods("Yak", Lang::French), names.goods("Rice", Lang::English)), (None, None));
    }

    #[test]
    fn a_french_name_leads_back_to_the_own_one() {
        let names = names();
        assert_eq!(names.own("region du moulin"), Some("Mill Region"));
        assert_eq!((names.own("Mill Region"), names.own("Ford")), (None, None));
    }
}
