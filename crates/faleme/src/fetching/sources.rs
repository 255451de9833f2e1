//! `fetch.toml`: the sources of a case, with their addresses. Nothing is fetched that does not stand there.

use super::address::Address;
use super::wait::Limits;
use anyhow::{Context, Result, bail};
use base::{Country, Tlp};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Its name in the case folder.
pub const FILE: &str = "fetch.toml";

/// Longest file of a source unless it says otherwise, megabytes.
const MOST_MB: u64 = 2_000;

/// How a publisher's answers are laid out, and what becomes of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A country file of GeoNames: a zip file that holds a table.
    Geonames,
    /// A release of UCDP GED: a CSV, or a zip file that holds one.
    Ucdp,
    /// UCDP's API: pages of JSON.
    UcdpApi,
    /// WFP's market prices by way of HDX.
    WfpPrices,
    /// IOM's displacement tables by way of HDX.
    Dtm,
    /// Phases of food insecurity by way of HDX.
    CadreHarmonise,
    /// An OpenStreetMap extract of Geofabrik, with its checksum beside it.
    Osm,
    /// Boundaries of geoBoundaries' API.
    Boundaries,
    /// An RSS, Atom or JSON feed.
    Feed,
    /// A folder on this machine.
    Folder,
    /// A mailbox export on this machine: mbox, eml, Maildir.
    Mailbox,
}

impl Kind {
    /// Its name, as in the case.
    pub fn name(self) -> String {
        serde_json::to_value(self).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
    }

    /// Whether it is on this machine.
    pub fn is_local(self) -> bool {
        matches!(self, Self::Folder | Self::Mailbox)
    }

    /// Whether it brings documents.
    pub fn is_documents(self) -> bool {
        matches!(self, Self::Feed | Self::Folder | Self::Mailbox)
    }

    /// Name of its file where the source gives none.
    fn usual_file(self) -> &'static str {
        match self {
            Self::Geonames => "{ISO2}.txt",
            Self::Ucdp => "ged-{release}.csv",
            Self::UcdpApi => "ged-{release}-{ISO3}.csv",
            Self::WfpPrices => "wfp_food_prices_{iso3}.csv",
            Self::Dtm => "dtm-{iso3}.xlsx",
            Self::CadreHarmonise => "cadre-harmonise.xlsx",
            Self::Osm => "{iso3}-latest.osm.pbf",
            Self::Boundaries => "{ISO3}-{level}.geojson",
            Self::Feed | Self::Folder | Self::Mailbox => "feed",
        }
    }
}

/// A secret that an address needs, from the environment.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Token {
    /// Header that carries it.
    pub header: String,
    /// Environment variable that holds it.
    pub env: String,
}

/// One source.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FetchEntry {
    /// Name, for the command line and the folder of its files.
    pub name: String,
    /// How its answers are laid out.
    pub kind: Kind,
    /// Its address; places for a country and a release stand in braces.
    #[serde(default)]
    pub address: Option<String>,
    /// Folder or file on this machine.
    #[serde(default)]
    pub path: Option<PathBuf>,
    /// Hosts that its answers may lead to.
    #[serde(default)]
    pub redirects: Vec<String>,
    /// Countries, by ISO 3166-1 codes.
    #[serde(default)]
    pub countries: Vec<String>,
    /// What the publisher calls a country.
    #[serde(default)]
    pub names: BTreeMap<String, String>,
    /// Release.
    #[serde(default)]
    pub release: Option<String>,
    /// Level of boundaries.
    #[serde(default)]
    pub level: Option<String>,
    /// Words that the name of the wanted file of a package holds.
    #[serde(default)]
    pub resource: Option<String>,
    /// The file inside a zip file.
    #[serde(default)]
    pub entry: Option<String>,
    /// Name of the file in the case.
    #[serde(default)]
    pub file: Option<String>,
    /// The secret it needs.
    #[serde(default)]
    pub token: Option<Token>,
    /// Its licence.
    #[serde(default)]
    pub licence: Option<String>,
    /// Where its terms stand.
    #[serde(default)]
    pub terms: Option<String>,
    /// Publisher of its documents, by a name the case grades.
    #[serde(default)]
    pub publisher: Option<String>,
    /// Marking of its documents.
    #[serde(default)]
    pub tlp: Option<Tlp>,
    /// Whether the pages that a feed links to are fetched.
    #[serde(default)]
    pub pages: bool,
    /// Longest file, megabytes.
    #[serde(default)]
    pub most_mb: Option<u64>,
    /// Whether what came is imported at once.
    #[serde(default = "yes")]
    pub import: bool,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    countries: Vec<String>,
    #[serde(default)]
    limits: Limits,
    #[serde(default)]
    sources: Vec<toml::Spanned<FetchEntry>>,
}

/// The file, read and checked.
pub struct Sources {
    /// Countries of every source that names none.
    pub countries: Vec<Country>,
    /// How patient.
    pub limits: Limits,
    /// The sources.
    pub list: Vec<FetchEntry>,
}

impl Sources {
    /// Reads that of a case.
    pub fn load(dir: &Path) -> Result<Self> {
        let path = dir.join(FILE);
        if !path.exists() {
            bail!(
                "{} names no sources yet: see docs/fetch.md, or copy `fetch.toml` of the worked case",
                path.display()
            );
        }
        let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
        Self::parse(&text, &path)
    }

    /// Reads `text`; `path` is what messages name.
    pub fn parse(text: &str, path: &Path) -> Result<Self> {
        let written: Written =
            toml::from_str(text).map_err(|e| anyhow::anyhow!(crate::case::explain(text, path, &e)))?;
        let countries =
            countries(&written.countries).map_err(|said| anyhow::anyhow!("{}: {said}", path.display()))?;
        if let Some(said) = written.limits.wrong() {
            bail!("{}: [limits] {said}", path.display());
        }
        let mut names = BTreeSet::new();
        for entry in &written.sources {
            let source = entry.get_ref();
            let fault = if names.insert(&source.name) {
                wrong(source)
            } else {
                Some("another one has this name".into())
            };
            if let Some(said) = fault {
                let at = crate::case::at_position(text, path, entry.span().start);
                bail!("{at}: source `{}`: {said}", source.name);
            }
        }
        let list = written.sources.into_iter().map(toml::Spanned::into_inner).collect();
        Ok(Self { countries, limits: written.limits, list })
    }

    /// The sources asked for by name or by kind.
    pub fn chosen(&self, names: &[String]) -> Result<Vec<&FetchEntry>> {
        for name in names {
            if !self.list.iter().any(|s| s.name == *name || s.kind.name() == *name) {
                let known: Vec<&str> = self.list.iter().map(|s| s.name.as_str()).collect();
                let near = known
                    .iter()
                    .max_by(|a, b| strsim::jaro_winkler(a, name).total_cmp(&strsim::jaro_winkler(b, name)));
                let meant = near.filter(|n| strsim::jaro_winkler(n, name) > 0.8);
                let meant = meant.map_or(String::new(), |n| format!("; did you mean `{n}`?"));
                bail!("{FILE} names no source `{name}`: it has {}{meant}", known.join(", "));
            }
        }
        let asked = |s: &&FetchEntry| names.iter().any(|n| *n == s.name || *n == s.kind.name());
        Ok(self.list.iter().filter(asked).collect())
    }
}

/// Codes of two or three letters as countries.
pub fn countries(codes: &[String]) -> Result<Vec<Country>, String> {
    let known = |code: &String| {
        evidence::country_coded(code).ok_or_else(|| format!("`{code}` is no code of a country"))
    };
    codes.iter().flat_map(|c| c.split(',')).map(|c| known(&c.trim().to_owned())).collect()
}

impl FetchEntry {
    /// Whether each country has its own file.
    pub fn by_country(&self) -> bool {
        let patterns = [self.address.as_deref(), self.file.as_deref(), self.entry.as_deref()];
        let marks = ["{iso2}", "{ISO2}", "{iso3}", "{ISO3}", "{name}"];
        patterns.into_iter().flatten().any(|p| marks.iter().any(|m| p.contains(m)))
    }

    /// A pattern with its places filled; what the publisher calls a country may be missing.
    pub fn filled(&self, pattern: &str, country: Option<Country>) -> Result<String, String> {
        let mut out = pattern.to_owned();
        if let Some(country) = country {
            let three = country.as_str();
            let two = evidence::alpha2_of_country(country).unwrap_or_default();
            for (mark, value) in [
                ("{ISO3}", three.to_owned()),
                ("{iso3}", three.to_lowercase()),
                ("{ISO2}", two.to_owned()),
                ("{iso2}", two.to_lowercase()),
            ] {
                out = out.replace(mark, &value);
            }
            if out.contains("{name}") {
                let name = self
                    .names
                    .get(three)
                    .ok_or(format!("`names` does not say what the publisher calls {three}"))?;
                out = out.replace("{name}", name);
            }
        }
        for (mark, value) in [("{release}", &self.release), ("{level}", &self.level)] {
            if let Some(value) = value {
                out = out.replace(mark, value);
            }
        }
        match out.find('{') {
            Some(at) => Err(format!("`{}` is not filled", out.get(at..).unwrap_or_default())),
            None => Ok(out),
        }
    }

    /// The address for a country.
    pub fn address(&self, country: Option<Country>) -> Result<Address, String> {
        let pattern = self.address.as_deref().ok_or("it has no `address`")?;
        let filled = self.filled(pattern, country)?;
        Address::parse(&filled).map_err(|why| format!("`{filled}` is no address: {why}"))
    }

    /// The name of its file for a country.
    pub fn file(&self, country: Option<Country>) -> Result<String, String> {
        let usual = self.kind.usual_file();
        let usual = if country.is_none() {
            usual.replace("-{ISO3}", "").replace("-{iso3}", "")
        } else {
            usual.into()
        };
        let name = self.filled(self.file.as_deref().unwrap_or(&usual), country)?;
        if plain(&name) { Ok(name) } else { Err(format!("`{name}` is no plain name of a file")) }
    }

    /// Longest file, bytes.
    pub fn most(&self) -> u64 {
        self.most_mb.unwrap_or(MOST_MB).saturating_mul(1_000_000)
    }

    /// Its licence line.
    pub fn licence_line(&self) -> String {
        let licence = self.licence.as_deref().unwrap_or("not told");
        self.terms.as_ref().map_or_else(|| licence.to_owned(), |terms| format!("{licence} ({terms})"))
    }

    /// Marking of its documents: a mailbox was not meant for everybody.
    pub fn marking(&self) -> Option<Tlp> {
        self.tlp.or((self.kind == Kind::Mailbox).then_some(Tlp::Amber))
    }
}

/// A name that is neither a path nor hidden.
fn plain(name: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    !name.is_empty() && name.len() <= 100 && !name.starts_with('.') && name.chars().all(fits)
}

fn wrong(source: &FetchEntry) -> Option<String> {
    let named = |name: &str| plain(name) && !name.contains('.');
    if !named(&source.name) {
        return Some("its name holds letters, digits and hyphens".into());
    }
    if let Err(said) = countries(&source.countries) {
        return Some(said);
    }
    if source.kind.is_local() {
        return source.path.is_none().then(|| "a source on this machine has a `path`".into());
    }
    let Some(address) = &source.address else { return Some("it has no `address`".into()) };
    if source.licence.as_deref().is_none_or(|l| l.trim().is_empty()) {
        return Some("say in `licence` what its publisher allows".into());
    }
    if source.kind == Kind::UcdpApi && source.release.is_none() {
        return Some("UCDP's API has a `release`, such as \"25.1\"".into());
    }
    let sample = source.names.keys().find_map(|code| Country::new(code)).or_else(|| Country::new("MLI"));
    let unmarked = address.replace("{name}", "x");
    match source.filled(&unmarked, sample).and_then(|a| Address::parse(&a)) {
        Err(why) => Some(format!("`address`: {why}")),
        Ok(first) if source.token.is_some() && !first.https && !first.names_this_machine() => {
            Some("a token is not sent over http: give an https address".into())
        }
        Ok(_) => {
            let file = source.filled(&source.file.clone().unwrap_or_default().replace("{name}", "x"), sample);
            match file {
                Ok(name) if name.is_empty() || plain(&name) => None,
                Ok(name) => Some(format!("`file`: `{name}` is no plain name")),
                Err(why) => Some(format!("`file`: {why}")),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        Sources::parse(text, Path::new("fetch.toml")).err().map(|e| e.to_string()).unwrap_or_default()
    }

    fn one(rest: &str) -> String {
        said(&format!("[[sources]]\nname = \"a\"\nkind = \"geonames\"\n{rest}"))
    }

    #[test]
    fn what_cannot_hold_is_told_with_its_line() {
        let address = "address = \"https://example.org/{ISO2}.zip\"\n";
        let licence = "licence = \"CC BY 4.0\"\n";
        assert_eq!(one(&format!("{address}{licence}")), "");
        for (rest, wanted) in [
            (String::new(), "it has no `address`"),
            (address.to_owned(), "say in `licence`"),
            (format!("address = \"ftp://example.org/\"\n{licence}"), "neither http nor https"),
            (
                format!("address = \"https://example.org/{{release}}\"\n{licence}"),
                "`{release}` is not filled",
            ),
            (format!("{address}{licence}file = \"../{{ISO2}}\"\n"), "is no plain name"),
            (format!("{address}{licence}file = \".hidden\"\n"), "is no plain name"),
            (format!("{address}{licence}countries = [\"QQ\"]\n"), "`QQ` is no code"),
            (format!("{address}{licence}adress = 1\n"), "did you mean `address`?"),
            (
                format!(
                    "address = \"http://example.org/\"\n{licence}token = {{ header = \"x\", env = \"Y\" }}\n"
                ),
                "not sent over http",
            ),
        ] {
            assert!(one(&rest).contains(wanted), "{rest}: {}", one(&rest));
            assert!(one(&rest).starts_with("fetch.toml:"), "{}", one(&rest));
        }
        assert!(said("[limits]\ntries = 0\n").contains("`tries`"));
        assert!(said("countries = [\"Mali\"]\n").contains("`Mali` is no code"));
        let two = "[[sources]]\nname = \"a\"\nkind = \"folder\"\npath = \"in\"\n".repeat(2);
        assert!(said(&two).contains("another one has this name"));
    }

    #[test]
    fn places_of_a_pattern_are_filled() {
        let text = "[[sources]]\nname = \"ucdp\"\nkind = \"ucdp-api\"\nrelease = \"25.1\"\nlicence = \"CC BY 4.0\"\n\
                    address = \"https://example.org/{release}?c={name}&i={iso2}{ISO3}\"\nnames = { MLI = \"432\" }\n";
        let sources = Sources::parse(text, Path::new("fetch.toml")).unwrap();
        let source = &sources.list[0];
        let mali = Country::new("MLI");
        assert_eq!(source.address(mali).unwrap().to_string(), "https://example.org/25.1?c=432&i=mlMLI");
        assert_eq!(source.file(mali).unwrap(), "ged-25.1-MLI.csv");
        assert_eq!(source.file(None).unwrap(), "ged-25.1.csv");
        assert!(source.address(Country::new("SEN")).unwrap_err().contains("SEN"));
        assert!(source.by_country());
        assert_eq!(sources.chosen(&["ucdp-api".into()]).unwrap().len(), 1);
        assert!(sources.chosen(&["ucpd".into()]).unwrap_err().to_string().contains("did you mean `ucdp`?"));
    }

    #[test]
    fn codes_of_two_and_of_three_letters_are_countries() {
        let codes: Vec<String> = ["ML,sen", "Mrt"].map(str::to_owned).to_vec();
        let read = countries(&codes).unwrap();
        assert_eq!(read.iter().map(|c| c.as_str()).collect::<Vec<_>>(), ["MLI", "SEN", "MRT"]);
        assert_eq!(evidence::alpha2_of_country(read[1]), Some("SN"));
        assert!(countries(&["Mali".into()]).is_err() && countries(&[String::new()]).is_err());
    }

    #[test]
    fn the_worked_case_names_sources_that_hold() {
        let text = crate::case::KAYES.get_file(FILE).unwrap().contents_utf8().unwrap();
        let sources = Sources::parse(text, Path::new("fetch.toml")).unwrap();
        for source in sources.list.iter().filter(|s| !s.kind.is_local()) {
            let country = source.by_country().then(|| sources.countries.first().copied()).flatten();
            assert!(source.address(country).unwrap().https, "{}", source.name);
            source.file(country).unwrap();
        }
        assert!(sources.list.len() >= 8);
    }
}
