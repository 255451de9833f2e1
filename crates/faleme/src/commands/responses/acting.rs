//! Who acts by the words of a quote, among the countries that it names.

use base::{Country, fold_key};
use evidence::names_of_country;

/// Words between the countries of a list.
const BETWEEN: [&str; 7] = ["and", "et", "the", "le", "la", "l", "les"];
/// Words before a country that only tells where, whence or with whom.
const ASIDE: [&str; 12] =
    ["in", "at", "from", "with", "to", "of", "au", "en", "aux", "dans", "avec", "depuis"];
/// Words before the country of a government.
const GOVERNMENT: [&[&str]; 6] = [
    &["government", "of", "the"],
    &["government", "of"],
    &["gouvernement", "du"],
    &["gouvernement", "de", "la"],
    &["gouvernement", "de", "l"],
    &["gouvernement", "de"],
];

/// The words of a quote and the countries that it may name.
pub struct Quoted<'a> {
    words: Vec<String>,
    countries: &'a [(Country, String)],
}

impl<'a> Quoted<'a> {
    /// A quote with the countries that its claim names.
    pub fn new(quote: &str, countries: &'a [(Country, String)]) -> Self {
        Self { words: fold_key(quote).split(' ').map(str::to_owned).collect(), countries }
    }

    /// The countries that stand first, as one list: "Mali and Senegal promised Mauritania" gives the first two.
    pub fn first(&self) -> Vec<String> {
        let (mut list, mut at) = (Vec::new(), 0);
        while let Some(word) = self.words.get(at) {
            match self.country(at) {
                Some((name, long)) if !list.is_empty() || !self.is_aside(at) => {
                    list.push(name.to_owned());
                    at += long;
                }
                Some((_, long)) => at += long,
                None if list.is_empty() || BETWEEN.contains(&word.as_str()) => at += 1,
                None => break,
            }
        }
        list
    }

    /// The country whose government the quote names.
    pub fn government(&self) -> Option<&'a str> {
        let after = |at: usize| {
            let rest = self.words.get(at..)?;
            let of =
                |words: &&&[&str]| rest.len() > words.len() && rest.iter().zip(**words).all(|(a, b)| a == b);
            let words = GOVERNMENT.iter().find(of)?;
            Some(self.country(at + words.len())?.0)
        };
        (0..self.words.len()).find_map(after)
    }

    /// The country whose name begins at a word, and how many words it has.
    fn country(&self, at: usize) -> Option<(&'a str, usize)> {
        let rest = self.words.get(at..)?;
        let long = |name: &str| {
            let words: Vec<&str> = name.split(' ').collect();
            (rest.len() >= words.len() && rest.iter().zip(&words).all(|(a, b)| a == b)).then_some(words.len())
        };
        let named = self.countries.iter().filter_map(|(code, name)| {
            let own = std::iter::once(fold_key(name)).chain(names_of_country(*code).iter().cloned());
            Some((name.as_str(), own.filter_map(|name| long(&name)).max()?))
        });
        named.max_by_key(|(_, long)| *long)
    }

    fn is_aside(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|at| self.words.get(at)).is_some_and(|word| ASIDE.contains(&word.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn countries() -> Vec<(Country, String)> {
        ["MLI Mali", "SEN Senegal", "MRT Mauritania", "CIV Ivory Coast"]
            .iter()
            .filter_map(|both| both.split_once(' '))
            .filter_map(|(code, name)| Some((Country::new(code)?, name.to_owned())))
            .collect()
    }

    #[test]
    fn the_countries_that_stand_first_act() {
        let countries = countries();
        for (quote, first) in [
            ("Mauritania committed to share intelligence with Mali and Senegal.", vec!["Mauritania"]),
            ("Mali, Senegal and Mauritania agreed to patrol", vec!["Mali", "Senegal", "Mauritania"]),
            ("Le Sénégal et la Mauritanie se sont engagés envers le Mali", vec!["Senegal", "Mauritania"]),
            ("In Mali, Senegal promised a dialogue", vec!["Senegal"]),
            ("La Côte d’Ivoire a promis de rouvrir la route", vec!["Ivory Coast"]),
            ("Nobody is named", vec![]),
        ] {
            assert_eq!(Quoted::new(quote, &countries).first(), first, "{quote}");
        }
    }

    #[test]
    fn a_government_is_that_of_its_country() {
        let countries = countries();
        let of = |quote: &str| Quoted::new(quote, &countries).government().map(str::to_owned);
        assert_eq!(of("Le gouvernement du Sénégal a promis").as_deref(), Some("Senegal"));
        assert_eq!(of("The government of Mali completed").as_deref(), Some("Mali"));
        assert_eq!(of("The government promised Mali a road"), None);
        assert_eq!(of("le gouvernement de"), None);
    }
}
