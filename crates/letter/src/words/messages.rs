//! Fluent messages of one language.

use super::{Lang, amount};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// Arguments of a message.
pub(crate) type Args<'a> = FluentArgs<'a>;

const FRENCH: &str = include_str!("../../locales/fr.ftl");
const ENGLISH: &str = include_str!("../../locales/en.ftl");

/// The messages of one language: the letter's words, for whoever says the same things elsewhere.
pub struct Messages {
    pub(crate) lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl Messages {
    /// Parses the embedded messages; a part that does not parse is left out (a test sees to it that none is).
    pub(crate) fn new(lang: Lang) -> Self {
        let (resource, _) = parse(lang, own(lang));
        let id: LanguageIdentifier = lang.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![id]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match lang {
            Lang::French => |value, _| grouped(value, Lang::French),
            Lang::English => |value, _| grouped(value, Lang::English),
        }));
        bundle.add_resource_overriding(resource);
        Self { lang, bundle }
    }

    /// The same with messages of another place, which stand before the letter's own; and how many of those cannot be read.
    pub fn with(lang: Lang, more: &str) -> (Self, usize) {
        let mut messages = Self::new(lang);
        let (resource, wrong) = parse(lang, more);
        messages.bundle.add_resource_overriding(resource);
        (messages, wrong)
    }

    /// A message with named arguments (a number is written as the language writes it, and chooses the plural); its name made
    /// readable where there is none.
    pub fn speak<'a>(&self, key: &str, args: impl IntoIterator<Item = (&'a str, FluentValue<'a>)>) -> String {
        self.find(key, Some(&args.into_iter().collect())).unwrap_or_else(|| readable(key))
    }

    /// An interval as the language writes it.
    pub fn date(&self, date: &base::Interval) -> String {
        super::say_date(self, date)
    }

    /// A number as the language writes it.
    pub fn number(&self, value: f64) -> String {
        amount::plain(value, self.lang)
    }

    /// Words in the quotation marks of their own language.
    pub fn quoted(text: &str, lang: &str) -> String {
        super::quoted(text, lang)
    }

    /// The message, or `None` where there is none of that name.
    pub(crate) fn find(&self, key: &str, args: Option<&Args<'_>>) -> Option<String> {
        let (name, attribute) = key.split_once('.').map_or((key, None), |(name, rest)| (name, Some(rest)));
        let message = self.bundle.get_message(name)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        Some(self.bundle.format_pattern(pattern, args, &mut Vec::new()).into_owned())
    }

    /// The message, or its name made readable.
    pub(crate) fn say(&self, key: &str) -> String {
        self.find(key, None).unwrap_or_else(|| readable(key))
    }

    /// The message with arguments.
    pub(crate) fn tell<'a, const N: usize>(
        &self,
        key: &str,
        args: [(&'a str, FluentValue<'a>); N],
    ) -> String {
        self.find(key, Some(&args.into_iter().collect())).unwrap_or_else(|| readable(key))
    }

    /// `prefix-name`, or the name itself made readable: what a new lexicon type prints until it has a message.
    pub fn name(&self, prefix: &str, name: &str) -> String {
        self.find(&format!("{prefix}-{name}"), None).unwrap_or_else(|| readable(name))
    }

    /// Whether there is a name for it.
    pub fn has(&self, prefix: &str, name: &str) -> bool {
        self.find(&format!("{prefix}-{name}"), None).is_some()
    }

    /// The name of a unit variant as serde spells it, under `prefix`.
    pub(crate) fn word<T: serde::Serialize>(&self, prefix: &str, value: T) -> String {
        self.name(prefix, &spelled(value))
    }

    /// Sets items apart that may hold commas: « a ; b », "a; b".
    pub(crate) fn apart(&self, items: &[String]) -> String {
        items.join(match self.lang {
            Lang::French => "\u{202f}; ",
            Lang::English => "; ",
        })
    }

    /// Actors, joined; those that a source names by a common noun are said in the letter's language.
    pub(crate) fn actors(&self, names: &[String]) -> String {
        let said = |name: &String| {
            let key = format!("actor-{}", name.replace(' ', "-"));
            self.find(&key, None).unwrap_or_else(|| name.clone())
        };
        self.list(&names.iter().map(said).collect::<Vec<_>>())
    }

    /// Joins items: "a, b and c".
    pub(crate) fn list(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [most @ .., last] => format!("{} {} {last}", most.join(", "), self.say("and")),
        }
    }
}

fn own(lang: Lang) -> &'static str {
    match lang {
        Lang::French => FRENCH,
        Lang::English => ENGLISH,
    }
}

fn parse(lang: Lang, source: &str) -> (FluentResource, usize) {
    let source = match lang {
        Lang::French => french_spaces(source),
        Lang::English => source.to_owned(),
    };
    FluentResource::try_new(source).map_or_else(|(part, errors)| (part, errors.len()), |whole| (whole, 0))
}

/// The no-break spaces of French typography, so that the message file stays readable.
fn french_spaces(source: &str) -> String {
    let mut out = source.replace(" :", "\u{a0}:");
    for mark in ["»", ";", "!", "?", "%"] {
        out = out.replace(&format!(" {mark}"), &format!("\u{202f}{mark}"));
    }
    out.replace("« ", "«\u{202f}")
}

fn grouped(value: &FluentValue<'_>, lang: Lang) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(amount::plain(number.value, lang)),
        _ => None,
    }
}

/// The name of a unit variant as serde spells it; empty for anything else.
pub(crate) fn spelled<T: serde::Serialize>(value: T) -> String {
    serde_json::to_value(value).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

fn readable(name: &str) -> String {
    let spaced = name.replace(['_', '-'], " ");
    let mut chars = spaced.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::{BTreeMap, BTreeSet};

    /// Message names and attributes, with the variables each uses, read line by line.
    fn shape(source: &str) -> BTreeMap<String, BTreeSet<String>> {
        let mut shape: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut current = String::new();
        for line in source.lines().filter(|l| !l.starts_with('#')) {
            if let Some((name, _)) = line.split_once(" =") {
                let name = name.trim();
                let attribute = name.strip_prefix('.');
                current = match attribute {
                    Some(a) => format!("{}.{a}", current.split('.').next().unwrap_or_default()),
                    None => name.to_owned(),
                };
                assert!(!shape.contains_key(&current), "{current} stands twice");
                shape.insert(current.clone(), BTreeSet::new());
            }
            let variables =
                line.split('$').skip(1).map(|v| v.split([' ', '}', ',']).next().unwrap_or_default());
            let named = variables.filter(|v| v.starts_with(|c: char| c.is_ascii_alphabetic()));
            shape.entry(current.clone()).or_default().extend(named.map(str::to_owned));
        }
        shape
    }

    #[test]
    fn every_message_is_in_both_languages() {
        let (fr, en) = (shape(FRENCH), shape(ENGLISH));
        let names = |s: &BTreeMap<String, _>| s.keys().filter(|k| !k.ends_with(".gender")).cloned().collect();
        let (fr_names, en_names): (BTreeSet<String>, BTreeSet<String>) = (names(&fr), names(&en));
        let alone: Vec<_> = fr_names.symmetric_difference(&en_names).collect();
        assert!(alone.is_empty(), "in one language only: {alone:?}");
        for (name, variables) in &en {
            assert!(variables.is_subset(&fr[name]), "French drops a variable of {name}");
        }
    }

    #[test]
    fn both_files_parse_whole() {
        for lang in Lang::ALL {
            assert_eq!(parse(lang, own(lang)).1, 0, "{lang:?}");
        }
    }

    #[test]
    fn every_lexicon_type_has_a_message() {
        for lang in Lang::ALL {
            let messages = Messages::new(lang);
            for name in include_str!("../../data/types.txt").lines().filter(|l| !l.starts_with('#')) {
                assert!(messages.find(&format!("type-{name}"), None).is_some(), "{lang:?}: type-{name}");
            }
        }
    }

    #[test]
    fn every_variant_that_is_printed_has_a_message() {
        let words = "modality asserted announced called_for assessed hedged denied negated planned hypothetical generic
            status announced called_for in_force extended reserved planned denied lifted lapsed
            constraint blockade closure curfew commodity_ban operator_suspension escort_rule toll checkpoint damage imposed_rules
            contradiction date denial place count status actor figure_scope modality_translation citation
            severity low medium high
            target state_institution security transport works industry civilian
            depends copy excerpt reprint translation relay
            reliability A B C D E F
            credibility 1 2 3 4 5 6
            tlp-meaning CLEAR GREEN AMBER AMBER_STRICT RED
            language fr en und
            passable unknown open restricted closed
            cover under_week to_two_weeks to_month over_month
            alps normal stress alert crisis
            fate proposed promised under_way done lapsed
            term short medium
            likelihood remote highly_unlikely unlikely even likely highly_likely almost_certain
            confidence low medium high
            risk border_town trade incursion security contagion border_pressure trade_disruption incursions security_drawn
            indicator days_under_closure_or_curfew reports_of_displacement refugees idps constraints_on_trade price_alerts
            indicator incidents_in_district incidents_with_an_armed_group_named reports_entered national_commitments
            people displaced idps returned returnees refugees population phase_1 phase_2 phase_3 phase_4 phase_5 phase_3_plus
            sector mining cement fuel_storage energy road_works industry unknown
            vehicle-class tanker truck bus relief_4x4 ambulance car
            tension slavery_by_descent farmer_herder land displacement livelihoods
            response mediation regional_cooperation secured_corridors reconstruction decentralisation dialogue deployment
            response land_and_herding relief prevention information other
            commodity millet sorghum maize rice rice_imported rice_local wheat cowpeas fuel_diesel fuel_petrol_gasoline
            section summary judgements corridors chronology constraints contradictions figures supply prices interests people
            section effects neighbours outlook tensions responses statements context reserved gaps sources";
        let messages = Messages::new(Lang::French);
        for line in words.lines() {
            let mut names = line.split_whitespace();
            let prefix = names.next().unwrap_or_default();
            for name in names {
                let key = format!("{prefix}-{name}");
                assert!(messages.find(&key, None).is_some(), "{key}");
                assert!(
                    prefix != "constraint" || messages.find(&format!("{key}.gender"), None).is_some(),
                    "{key}"
                );
            }
        }
    }

    #[test]
    fn a_type_without_a_message_stays_readable() {
        assert_eq!(Messages::new(Lang::French).name("type", "well_poisoned"), "Well poisoned");
    }
}
