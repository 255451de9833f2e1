//! Road numbers, told apart from names and written in one way.

/// Short words for streets, which a number may follow: `Rue 12` is a name.
const WORDS: [&str; 3] = ["RUE", "AV", "BD"];

/// The canonical form of a road number: letters, digits and a suffix without spaces, in capitals; a bare `N` is `RN`, as
/// are the words *route nationale*, *national road* and *national route*. `None` if it is no number.
///
/// ```
/// assert_eq!(corridors::road_number("RN 1").as_deref(), Some("RN1"));
/// assert_eq!(corridors::road_number("N1").as_deref(), Some("RN1"));
/// assert_eq!(corridors::road_number("Market Street"), None);
/// ```
pub fn road_number(words: &str) -> Option<String> {
    let upper = words.trim().to_uppercase();
    let plain = ["ROUTE NATIONALE", "NATIONAL ROAD", "NATIONAL ROUTE", "NATIONALE"]
        .iter()
        .find_map(|long| upper.strip_prefix(long))
        .map_or_else(|| upper.clone(), |rest| format!("RN{rest}"));
    let joined: String =
        plain.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '°' | 'º' | '\u{a0}')).collect();
    let digits_at = joined.find(|c: char| c.is_ascii_digit())?;
    let (letters, rest) = joined.split_at(digits_at);
    let suffix_at = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let (digits, suffix) = rest.split_at(suffix_at);
    let plausible = (1..=3).contains(&letters.len())
        && !WORDS.contains(&letters)
        && letters.bytes().all(|b| b.is_ascii_uppercase())
        && digits.len() <= 5
        && (suffix.is_empty()
            || suffix == "BIS"
            || (suffix.len() == 1 && suffix.bytes().all(|b| b.is_ascii_uppercase())));
    if !plausible {
        return None;
    }
    let digits = digits.trim_start_matches('0');
    let letters = if matches!(letters, "N" | "NR" | "RNN") { "RN" } else { letters };
    Some(format!("{letters}{}{suffix}", if digits.is_empty() { "0" } else { digits }))
}

/// Numbers and names of a road from its `ref` and `name`: numbers canonical and first, each once.
pub fn names(refs: Option<&str>, name: Option<&str>) -> Vec<String> {
    let parts = refs.into_iter().flat_map(|r| r.split(';')).map(str::trim);
    let mut names: Vec<String> = Vec::new();
    for part in parts.chain(name.map(str::trim)).filter(|p| !p.is_empty()) {
        let name = road_number(part).unwrap_or_else(|| part.to_owned());
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_number_however_it_is_written() {
        for words in [
            "RN1",
            "RN 1",
            "N1",
            "N 1",
            "rn1",
            "R.N. 1",
            "RN°1",
            "Route Nationale n° 1",
            "RN-01",
            "National Route 1",
        ] {
            assert_eq!(road_number(words).as_deref(), Some("RN1"), "{words}");
        }
        assert_eq!(road_number("CG-1").as_deref(), Some("CG1"));
        assert_eq!(road_number("RN7 bis").as_deref(), Some("RN7BIS"));
        assert_eq!(road_number("A 9").as_deref(), Some("A9"));
    }

    #[test]
    fn names_are_no_numbers() {
        for words in ["", "1", "Rue 12", "Avenue 12", "Boulevard du 22 Octobre", "Route de Kati", "é1", "RN"]
        {
            assert_eq!(road_number(words), None, "{words}");
        }
    }

    #[test]
    fn several_numbers_and_a_name() {
        assert_eq!(names(Some("RN 1;RN 24"), Some("Long Road")), ["RN1", "RN24", "Long Road"]);
        assert_eq!(names(Some("N1"), Some("RN1")), ["RN1"]);
        assert!(names(None, None).is_empty());
    }
}
