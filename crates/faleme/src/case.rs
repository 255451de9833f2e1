//! A case folder and its `case.toml`: what a user writes for a region.

mod check;
mod corridors;
pub mod letter;

pub use corridors::{CorridorEntry, PopulationEntry};

use anyhow::{Context, Result, bail};
use base::{Coordinate, Country, Date, Reliability, Tlp, fold_key};
use events::{AreaEntry, Atlas, Boundary};
use evidence::{ActorEntry, ActorKind, Document, PlaceEntry, SourceEntry, Vocabulary};
use include_dir::{Dir, include_dir};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use supply::people::division;
use toml::Spanned;

/// The worked case, as it ships inside the program.
pub static KAYES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../cases/kayes");

/// Name of the case file in its folder.
pub const FILE: &str = "case.toml";

/// A title in each language of the letter.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Title {
    /// French.
    pub fr: String,
    /// English.
    pub en: String,
}

/// `[case]`: the case itself.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// Short name for scripts.
    pub id: String,
    /// Its title.
    pub title: Title,
    /// What could be known on that day, unless `--as-of` says otherwise.
    #[serde(default)]
    as_of: Option<toml::value::Datetime>,
    /// Letters say "EXAMPLE – not for decisions" on every page.
    #[serde(default)]
    pub demo: bool,
    /// Marking of the letter.
    #[serde(default)]
    pub tlp: Option<Tlp>,
    /// The country in the middle: districts of others at its border are its neighbours.
    #[serde(default)]
    pub country: Option<Country>,
}

/// `[datasets]`: what the user confirms for event datasets.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Datasets {
    /// `[datasets.acled]`.
    #[serde(default)]
    pub acled: Acled,
}

/// `[datasets.acled]`: ACLED's terms bind the user, and forbid passing rows on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acled {
    /// Who confirmed that their licence allows the use, and when.
    #[serde(default)]
    licence_confirmed: Option<String>,
}

impl Acled {
    /// The confirmation, if somebody gave one.
    pub fn confirmed(&self) -> Option<&str> {
        self.licence_confirmed.as_deref().map(str::trim).filter(|words| !words.is_empty())
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    case: Head,
    #[serde(default)]
    datasets: Datasets,
    #[serde(default)]
    places: Vec<Spanned<PlaceEntry>>,
    #[serde(default)]
    actors: Vec<Spanned<ActorEntry>>,
    #[serde(default)]
    sources: Vec<SourceEntry>,
    #[serde(default)]
    areas: Vec<Spanned<AreaEntry>>,
    #[serde(default)]
    corridors: Vec<Spanned<CorridorEntry>>,
    #[serde(default)]
    populations: Vec<PopulationEntry>,
    #[serde(default)]
    names_fr: BTreeMap<String, String>,
}

/// A case as read from its file.
#[derive(Clone, Debug)]
pub struct Case {
    /// The case itself.
    pub head: Head,
    /// Its places, actors and sources.
    pub vocabulary: Vocabulary,
    /// Its areas, vintage by vintage.
    pub areas: Vec<AreaEntry>,
    /// What the user confirms for event datasets.
    pub datasets: Datasets,
    /// `[case] as_of`.
    pub as_of: Option<Date>,
    /// Its corridors.
    pub corridors: Vec<CorridorEntry>,
    /// How many people live where.
    pub populations: Vec<PopulationEntry>,
    /// Names that French writes otherwise, with their French form.
    pub names_fr: BTreeMap<String, String>,
    /// Hash of the file: readings made with another one may differ.
    pub hash: String,
}

impl Case {
    /// Reads the case file of folder `dir`.
    pub fn load(dir: &Path) -> Result<Self> {
        let path = dir.join(FILE);
        if !path.exists() {
            bail!("{} is no case folder: it has no {FILE} (`faleme new DIR` makes one)", dir.display());
        }
        let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        Self::parse(&text, &path)
    }

    /// The worked case that ships inside the program.
    pub fn built_in() -> Result<Self> {
        let file = KAYES.get_file(FILE).and_then(|f| f.contents_utf8()).unwrap_or_default();
        Self::parse(file, &PathBuf::from("kayes").join(FILE))
    }

    /// Reads `text`; `path` is what messages name.
    pub fn parse(text: &str, path: &Path) -> Result<Self> {
        let written: Written = toml::from_str(text).map_err(|e| anyhow::anyhow!(explain(text, path, &e)))?;
        let file = check::File { text, path };
        file.places(&written.places)?;
        file.actors(&written.actors)?;
        file.areas(&written.areas, &written.places)?;
        check_id(&written.case.id, path)?;
        let as_of = written.case.as_of.as_ref().map(|d| date(text, path, d)).transpose()?;
        let vocabulary = Vocabulary {
            places: written.places.into_iter().map(Spanned::into_inner).collect(),
            actors: written.actors.into_iter().map(Spanned::into_inner).collect(),
            sources: written.sources,
        };
        let hash = base::ContentHash::of(text.as_bytes()).to_string();
        let areas = written.areas.into_iter().map(Spanned::into_inner).collect();
        Ok(Self {
            head: written.case,
            vocabulary,
            areas,
            datasets: written.datasets,
            as_of,
            corridors: written.corridors.into_iter().map(|entry| lined(text, entry)).collect(),
            populations: written.populations,
            names_fr: written.names_fr,
            hash,
        })
    }

    /// Its areas with their outlines, which are read from the case folder `dir`, and its places.
    pub fn atlas(&self, dir: &Path) -> Result<Atlas> {
        let outline = |file: &String| -> Result<Boundary> {
            let path = dir.join(file);
            let text = std::fs::read_to_string(&path)
                .with_context(|| format!("reading {}, the boundary of an area", path.display()))?;
            Boundary::parse(&text).map_err(|wrong| anyhow::anyhow!("{}: {wrong}", path.display()))
        };
        let read = |area: &AreaEntry| Ok((area.clone(), area.boundary.as_ref().map(outline).transpose()?));
        let areas = self.areas.iter().map(read).collect::<Result<_>>()?;
        Ok(Atlas::new(areas, &self.vocabulary.places))
    }

    /// A point that stands for each second-level division with an outline of its own: the middle of that outline, by the
    /// division's bare name. An outline that cannot be read stands for nothing.
    pub fn middles(&self, dir: &Path) -> BTreeMap<String, Coordinate> {
        let middle = |area: &AreaEntry| {
            let [admin2] = area.admin2.as_slice() else { return None };
            let text = std::fs::read_to_string(dir.join(area.boundary.as_ref()?)).ok()?;
            Some((division(admin2), Boundary::parse(&text).ok()?.middle()?))
        };
        self.areas.iter().filter_map(middle).collect()
    }

    /// The case's grading of a document's publisher or, failing that, of the site it was found on.
    pub fn source(&self, document: &Document) -> Option<&SourceEntry> {
        let publisher = document.publisher.as_deref().map(fold_key);
        let host = document.url.as_deref().and_then(host);
        let named = |entry: &&SourceEntry| {
            names(entry).any(|name| publisher.as_deref() == Some(fold_key(name).as_str()))
        };
        let on_site =
            |entry: &&SourceEntry| host.as_deref().is_some_and(|h| names(entry).any(|n| is_site(h, n)));
        let sources = &self.vocabulary.sources;
        sources.iter().find(named).or_else(|| sources.iter().find(on_site))
    }

    /// The medium of an armed group that `host` belongs to, as the case marks it, or by the name of a group.
    pub fn armed_medium(&self, host: &str) -> Option<&str> {
        let group = |entry: &&SourceEntry| {
            let key = fold_key(&entry.name);
            let armed = |a: &&ActorEntry| a.kind == ActorKind::ArmedGroup && fold_key(&a.name) == key;
            entry.armed_group || self.vocabulary.actors.iter().any(|a| armed(&a))
        };
        let host = host.trim_start_matches("www.").to_lowercase();
        let on_site = |entry: &&SourceEntry| names(entry).any(|name| is_site(&host, name));
        self.vocabulary.sources.iter().filter(on_site).find(group).map(|entry| entry.name.as_str())
    }

    /// Reliability of a dataset, graded as a source under its name; F when the case does not grade it.
    pub fn dataset_reliability(&self, dataset: &str) -> Reliability {
        let key = fold_key(dataset);
        let named = |entry: &&SourceEntry| names(entry).any(|name| fold_key(name) == key);
        self.vocabulary.sources.iter().find(named).map(|s| s.reliability).unwrap_or_default()
    }

    /// Reliability of a document's source; F when the case does not grade it.
    pub fn reliability(&self, document: &Document) -> Reliability {
        self.source(document).map(|s| s.reliability).unwrap_or_default()
    }
}

/// An entry with its line.
fn lined(text: &str, entry: Spanned<CorridorEntry>) -> CorridorEntry {
    let before = text.get(..entry.span().start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    CorridorEntry { line, ..entry.into_inner() }
}

/// The id names folders and files: lower-case letters, digits and hyphens.
fn check_id(id: &str, path: &Path) -> Result<()> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || !id.chars().all(fits) {
        bail!(
            "{}: [case] id `{id}`: use lower-case letters, digits and hyphens, such as `my-region`",
            path.display()
        );
    }
    Ok(())
}

fn names(entry: &SourceEntry) -> impl Iterator<Item = &str> {
    std::iter::once(entry.name.as_str()).chain(entry.aliases.iter().map(String::as_str))
}

fn is_site(host: &str, name: &str) -> bool {
    let name = name.trim_start_matches("www.").to_lowercase();
    name.contains('.') && (host == name || host.strip_suffix(&name).is_some_and(|rest| rest.ends_with('.')))
}

/// The host of a URL, lower case and without `www.`.
pub fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = host.split(':').next()?.trim_start_matches("www.").to_lowercase();
    (!host.is_empty()).then_some(host)
}

/// Where the line of `key` starts in the table that opens `entry`; 0 if it is not found.
fn key_offset(entry: &str, key: &str) -> usize {
    let mut at = 0;
    for (number, line) in entry.split_inclusive('\n').enumerate() {
        if number > 0 && line.trim_start().starts_with('[') {
            break;
        }
        if line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('=')) {
            return at;
        }
        at += line.len();
    }
    0
}

fn date(text: &str, path: &Path, written: &toml::value::Datetime) -> Result<Date> {
    written.to_string().parse().map_err(|_| {
        let at = text.find("as_of").unwrap_or(0);
        anyhow::anyhow!("{}: as_of is a day such as 2025-09-30, not {written}", at_position(text, path, at))
    })
}

/// A fault of a file of the case, with its line, its column and the nearest valid key.
pub fn explain(text: &str, path: &Path, error: &toml::de::Error) -> String {
    let at = error.span().map_or(0, |s| s.start);
    let message = error.message().trim();
    let hint = nearest(message).map_or(String::new(), |key| format!("; did you mean `{key}`?"));
    format!("{}: {message}{hint}", at_position(text, path, at))
}

/// `path:line:column`, both from 1, the column in code points.
pub fn at_position(text: &str, path: &Path, at: usize) -> String {
    let before = text.get(..at).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    format!("{}:{line}:{column}", path.display())
}

/// In a message such as "unknown field `plces`, expected one of `case`, `places`", the key most like the unknown.
fn nearest(message: &str) -> Option<&str> {
    let mut quoted = message.split('`').skip(1).step_by(2);
    let unknown = quoted.next().filter(|_| message.starts_with("unknown"))?;
    let near = |key: &str| strsim::damerau_levenshtein(unknown, key);
    quoted.filter(|key| near(key) <= 1 + unknown.len() / 2).min_by_key(|key| near(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use base::PlaceKind;

    const HEAD: &str = "[case]\nid = \"x\"\ntitle = { fr = \"X\", en = \"X\" }\n";

    fn message(rest: &str) -> String {
        let path = Path::new("case.toml");
        Case::parse(&format!("{HEAD}{rest}"), path).unwrap_err().to_string()
    }

    #[test]
    fn outlines_hold_towns_and_crossings_of_their_own_country_alone() {
        let folder = tempfile::tempdir().unwrap();
        KAYES.extract(folder.path()).unwrap();
        let case = Case::load(folder.path()).unwrap();
        let atlas = case.atlas(folder.path()).unwrap();
        let mut seen = 0;
        for area in case.areas.iter().filter(|a| a.boundary.is_some()) {
            let outlined = atlas.find(&area.name, None, &[]).unwrap();
            for place in &case.vocabulary.places {
                let point = place.lat.zip(place.lon).and_then(|(lat, lon)| base::Coordinate::new(lat, lon));
                let town = matches!(place.kind, PlaceKind::PopulatedPlace | PlaceKind::BorderCrossing);
                let inside = |at| outlined.outline().is_some_and(|o| o.contains(at));
                if town && point.is_some_and(inside) {
                    assert_eq!(place.country, area.country, "{} lies in {}", place.name, area.name);
                    seen += 1;
                }
            }
        }
        assert!(seen > 20, "{seen}");
    }

    #[test]
    fn a_typo_names_line_column_and_the_nearest_key() {
        let said = message("[[places]]\nname = \"Kita\"\nknd = \"road\"\n");
        assert!(said.starts_with("case.toml:6:1: unknown field `knd`"), "{said}");
        assert!(said.ends_with("did you mean `kind`?"), "{said}");
    }

    #[test]
    fn a_wrong_value_names_its_line_and_the_nearest_one() {
        let said = message("[[places]]\nname = \"Kita\"\nkind = \"rod\"\n");
        assert!(said.starts_with("case.toml:6:8: unknown variant `rod`"), "{said}");
        assert!(said.ends_with("did you mean `road`?"), "{said}");
    }

    #[test]
    fn a_latitude_beyond_the_pole_names_its_line() {
        let said = message("[[places]]\nname = \"Kita\"\nkind = \"site\"\nlat = 113.0\nlon = -9.0\n");
        assert!(said.starts_with("case.toml:7:1: lat is"), "{said}");
    }

    #[test]
    fn half_a_coordinate_is_refused() {
        assert!(
            message("[[places]]\nname = \"Kita\"\nkind = \"site\"\nlon = 1.0\n").contains("come together")
        );
    }

    #[test]
    fn a_reference_that_leads_nowhere_names_its_line_and_the_nearest_name() {
        let places = "[[places]]\nname = \"Beledia Region\"\nkind = \"admin1\"\n";
        let said = message(&format!(
            "{places}[[places]]\nname = \"K\"\nkind = \"site\"\nadmin1 = \"Beledja Region\"\n"
        ));
        assert!(said.starts_with("case.toml:10:1: admin1 names `Beledja Region`"), "{said}");
        assert!(said.ends_with("did you mean `Beledia Region`?"), "{said}");
        let said = message(&format!("{places}[[places]]\nname = \"R\"\nkind = \"road\"\nvia = [\"Xyz\"]\n"));
        assert!(
            said.starts_with("case.toml:10:1: via names `Xyz`") && !said.contains("did you mean"),
            "{said}"
        );
        let said = message("[[actors]]\nname = \"Front\"\nkind = \"armed_group\"\nparent = \"Frnt\"\n");
        assert!(said.starts_with("case.toml:7:1: parent names `Frnt`"), "{said}");
    }

    #[test]
    fn areas_are_checked() {
        let area = |rest: &str| message(&format!("[[areas]]\nname = \"A\"\n{rest}"));
        assert!(area("vintage = \"old\"\n").starts_with("case.toml:5:1: an area needs `admin2`"));
        assert!(area("admin2 = [\"B\"]\nplaces = [\"C\"]\n").starts_with("case.toml:7:1: places names `C`"));
        let backwards = area("admin2 = [\"B\"]\nvalid_from = 2023-03-13\nvalid_until = 2012-01-01\n");
        assert!(backwards.starts_with("case.toml:8:1: valid_until is before"), "{backwards}");
        assert!(
            area("admin2 = [\"B\"]\n[[areas]]\nname = \"A\"\nadmin2 = [\"C\"]\n").contains("of their own")
        );
        assert!(area("admin2 = [\"B\"]\nvalid_from = \"soon\"\n").contains("`soon` is not a day"));
    }

    #[test]
    fn the_embedded_case_is_valid() {
        assert!(!Case::built_in().unwrap().head.id.is_empty());
    }

    #[test]
    fn sites_match_whole_labels_only() {
        assert_eq!(host("https://www.news.example.org:443/a?b").as_deref(), Some("news.example.org"));
        assert!(is_site("news.example.org", "example.org"));
        assert!(!is_site("badexample.org", "example.org"));
    }
}
