//! Which columns of a table mean what: the layouts that the program knows (`data/prices/layouts.toml`), and a user's mapping.

use super::nature::Nature;
use base::{Issue, fold_key};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

/// One name, or several of which the first that is there counts.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    fn names(&self) -> &[String] {
        match self {
            Self::One(name) => std::slice::from_ref(name),
            Self::More(names) => names,
        }
    }
}

/// Columns of a table, and constants in their place.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Constants {
    /// Country, as alpha-3 code or name.
    pub country: Option<String>,
    /// First-level division.
    pub admin1: Option<String>,
    /// The market.
    pub market: Option<String>,
    /// The commodity.
    pub commodity: Option<String>,
    /// The unit, such as `KG`.
    pub unit: Option<String>,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// `Retail`, `Wholesale` …
    pub price_type: Option<String>,
    /// Whether the prices were observed (default) or modelled.
    pub nature: Option<Nature>,
}

/// One column a commodity.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wide {
    /// The column that lists commodities with their units: `millet (1 KG, …), rice (1 KG, …)`.
    pub units: String,
    /// What stands before a commodity in the name of the column with observed prices.
    pub observed: String,
    /// And of that with modelled ones.
    pub modelled: String,
    /// The column that marks rows whose values all come from other markets.
    pub interpolated: Option<String>,
    /// A commodity that is an index, no price: not read.
    pub index: Option<String>,
}

/// How long a price counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Step {
    /// A day or month: prices become a monthly series.
    #[default]
    Month,
    /// A year: no months, no ALPS.
    Year,
}

/// A layout, or a user's mapping.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layout {
    /// Its name: lower-case letters, digits, `-`, `_`.
    pub name: String,
    /// Its name for people.
    #[serde(default)]
    pub title: String,
    /// Columns without which a file has another layout; of a mapping: all those it names.
    #[serde(default)]
    needs: Vec<String>,
    /// Columns that are known and not read.
    #[serde(default)]
    aside: Vec<String>,
    /// And beginnings of such.
    #[serde(default)]
    aside_prefixes: Vec<String>,
    /// What parts a commodity from its price type in one cell.
    #[serde(default)]
    pub suffix: Option<String>,
    /// What stands before the alpha-3 code of the country in the file's name.
    #[serde(default)]
    country_after: Option<String>,
    /// Words of the flag column.
    #[serde(default)]
    pub flags: BTreeMap<String, Nature>,
    /// Where the flag column is empty.
    #[serde(default)]
    pub flag_default: Option<Nature>,
    /// One column a commodity.
    #[serde(default)]
    pub wide: Option<Wide>,
    /// Role → header names.
    columns: BTreeMap<String, OneOrMore>,
    /// What every row has.
    #[serde(default)]
    pub constants: Constants,
    /// How dates are written: `%Y-%m-%d` (default), `%d/%m/%Y`, `%Y-%m`, `%Y` …
    #[serde(default)]
    pub date_format: Option<String>,
    /// How long a price counts.
    #[serde(default)]
    pub step: Step,
    /// The sign between fields; without it, found from the header.
    #[serde(default)]
    pub delimiter: Option<char>,
    /// `","` where numbers have a decimal comma.
    #[serde(default)]
    pub decimal: Option<char>,
}

/// What a column can mean.
pub const ROLES: [&str; 15] = [
    "date",
    "country",
    "admin1",
    "admin2",
    "market",
    "market_id",
    "latitude",
    "longitude",
    "commodity",
    "unit",
    "flag",
    "price_type",
    "currency",
    "price",
    "usd",
];

/// Names that a mapping may not take.
fn layouts() -> &'static [Layout] {
    #[derive(Deserialize)]
    struct Written {
        layouts: Vec<Layout>,
    }
    static LAYOUTS: OnceLock<Vec<Layout>> = OnceLock::new();
    LAYOUTS.get_or_init(|| {
        let text = include_str!("../../data/prices/layouts.toml");
        toml::from_str::<Written>(text).map(|w| w.layouts).unwrap_or_default()
    })
}

impl Layout {
    /// Reads a mapping file; the message says what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let layout: Self = toml::from_str(text).map_err(|e| e.to_string())?;
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '-' | '_');
        if layout.name.is_empty()
            || !layout.name.chars().all(fits)
            || layouts().iter().any(|l| l.name == layout.name)
        {
            let taken: Vec<&str> = layouts().iter().map(|l| l.name.as_str()).collect();
            let (name, taken) = (&layout.name, taken.join(", "));
            return Err(format!(
                "name `{name}`: lower-case letters, digits, `-` and `_`, and none of {taken}"
            ));
        }
        if let Some(role) = layout.columns.keys().find(|role| !ROLES.contains(&role.as_str())) {
            let near = ROLES.iter().max_by(|a, b| closeness(a, role).total_cmp(&closeness(b, role)));
            return Err(format!(
                "[columns] has `{role}`: did you mean `{}`?",
                near.copied().unwrap_or_default()
            ));
        }
        let constants = &layout.constants;
        for (role, constant) in [
            ("date", &None),
            ("market", &constants.market),
            ("commodity", &constants.commodity),
            ("unit", &constants.unit),
            ("currency", &constants.currency),
            ("price", &None),
        ] {
            let wide = layout.wide.is_some() && matches!(role, "commodity" | "unit" | "price");
            if !wide && constant.is_none() && !layout.columns.contains_key(role) {
                return Err(format!("`{role}` is needed, under [columns]{}", also(role)));
            }
        }
        if layout.delimiter.is_some_and(|c| !c.is_ascii() || matches!(c, '"' | '\n' | '\r')) {
            return Err("delimiter: one ASCII sign, such as \";\" or \"\\t\"".into());
        }
        if layout.decimal.is_some_and(|c| !matches!(c, '.' | ',')) {
            return Err("decimal: \".\" or \",\"".into());
        }
        Ok(layout)
    }

    /// The alpha-3 code of the country in a file's name, where the layout has it there.
    pub fn country_of(&self, file: &str) -> Option<String> {
        let rest = file.to_lowercase().split_once(self.country_after.as_deref()?)?.1.to_owned();
        let code = rest.get(..3)?;
        let ends = rest.chars().nth(3).is_none_or(|c| !c.is_alphanumeric());
        (ends && code.chars().all(|c| c.is_ascii_lowercase())).then(|| code.to_uppercase())
    }

    fn role(&self, role: &str, names: &HashMap<String, usize>) -> Option<usize> {
        self.columns.get(role)?.names().iter().find_map(|name| names.get(&fold_key(name)).copied())
    }

    /// Columns that the layout needs and the header lacks.
    fn lacks(&self, names: &HashMap<String, usize>) -> Vec<String> {
        let own: Vec<&String> = self.columns.keys().collect();
        let needs = if self.needs.is_empty() { own } else { self.needs.iter().collect() };
        let has = |role: &str| match &self.wide {
            Some(wide) if role == "components" => names.contains_key(&fold_key(&wide.units)),
            _ => self.role(role, names).is_some(),
        };
        let shown = |role: &String| {
            self.columns.get(role).and_then(|c| c.names().first()).map_or_else(|| role.clone(), Clone::clone)
        };
        needs.into_iter().filter(|role| !has(role)).map(shown).collect()
    }
}

fn also(role: &str) -> &'static str {
    if matches!(role, "date" | "price") { "" } else { " or [constants]" }
}

fn closeness(a: &str, b: &str) -> f64 {
    strsim::jaro_winkler(a, b)
}

/// A table's layout and where its columns stand.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The layout.
    pub layout: Layout,
    /// Where each of [`ROLES`] stands.
    pub at: [Option<usize>; ROLES.len()],
    /// Header names, in order.
    pub header: Vec<String>,
    /// Columns that were not there when the layout was written.
    pub new: Vec<String>,
    /// Columns that are usual in the layout and absent.
    pub absent: Vec<String>,
}

impl Plan {
    /// Where a column stands.
    pub fn column(&self, role: &str) -> Option<usize> {
        self.at.get(ROLES.iter().position(|r| *r == role)?).copied().flatten()
    }

    /// Where a header name stands.
    pub fn named(&self, name: &str) -> Option<usize> {
        let key = fold_key(name);
        self.header.iter().position(|h| fold_key(h) == key)
    }
}

/// Finds the layout of a header, or checks it against the mapping given.
pub fn plan(header: Vec<String>, asked: Option<&Layout>) -> Result<Plan, Issue> {
    let mut names = HashMap::new();
    for (at, name) in header.iter().enumerate() {
        names.entry(fold_key(name)).or_insert(at);
    }
    let layout = match asked {
        Some(layout) => layout,
        None => {
            layouts().iter().find(|l| l.lacks(&names).is_empty()).ok_or_else(|| unknown(&header, &names))?
        }
    };
    let lacks = layout.lacks(&names);
    if !lacks.is_empty() {
        let said = format!("there is no column `{}`; the file has: {}", lacks.join("`, `"), listed(&header));
        return Err(Issue::error("prices.columns", said).at_line(1).help("mend the mapping"));
    }
    let at = ROLES.map(|role| layout.role(role, &names));
    let (new, absent) = (new_columns(layout, &header, &at), absent(layout, &at));
    Ok(Plan { layout: layout.clone(), at, header, new, absent })
}

fn absent(layout: &Layout, at: &[Option<usize>]) -> Vec<String> {
    let missing = ROLES.iter().zip(at).filter(|(_, at)| at.is_none()).map(|(role, _)| *role);
    let usual = |role: &&str| layout.columns.contains_key(*role) && *role != "country";
    missing.filter(usual).map(str::to_owned).collect()
}

/// Columns that the layout does not know; a mapping leaves the others out on purpose.
fn new_columns(layout: &Layout, header: &[String], at: &[Option<usize>]) -> Vec<String> {
    if layout.needs.is_empty() {
        return Vec::new();
    }
    let known: Vec<String> = layout
        .aside
        .iter()
        .chain(layout.columns.values().flat_map(OneOrMore::names))
        .map(|name| fold_key(name))
        .collect();
    let is_wide = |name: &str| {
        layout.wide.as_ref().is_some_and(|w| {
            name == fold_key(&w.units) || w.interpolated.as_ref().is_some_and(|i| name == fold_key(i))
        })
    };
    let beside = |name: &str| layout.aside_prefixes.iter().any(|p| name.starts_with(p.as_str()));
    let new = header.iter().enumerate().filter(|(place, name)| {
        let key = fold_key(name);
        !name.is_empty()
            && !at.contains(&Some(*place))
            && !known.contains(&key)
            && !is_wide(&key)
            && !beside(&name.to_lowercase())
    });
    new.map(|(_, name)| name.clone()).collect()
}

/// Says what a file has, which layout is nearest, and what to do.
fn unknown(header: &[String], names: &HashMap<String, usize>) -> Issue {
    let nearest = layouts().iter().min_by_key(|l| l.lacks(names).len());
    let near = nearest.filter(|l| l.lacks(names).len() < l.needs.len()).map(|l| {
        format!(
            "; nearest is {} ({}), of which `{}` is missing",
            l.name,
            l.title,
            l.lacks(names).join("`, `")
        )
    });
    let said = format!(
        "no layout of prices is known that has these columns: {}{}",
        listed(header),
        near.unwrap_or_default()
    );
    Issue::error("prices.layout", said)
        .at_line(1)
        .help("say which columns mean what in a mapping: `import FILE --map FILE.toml` (docs/prices.md)")
}

/// At most 40 names of columns.
fn listed(header: &[String]) -> String {
    const MOST: usize = 40;
    let more = header.len().saturating_sub(MOST);
    let shown: Vec<String> = header.iter().take(MOST).map(|h| h.chars().take(40).collect()).collect();
    let rest = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{rest}", shown.join(", "))
}

/// The delimiter that makes most fields of a header; a comma where several do.
pub fn delimiter(header: &[u8]) -> u8 {
    let count = |sign: u8| super::table::texts(header, sign).len();
    let mut best = (b',', count(b','));
    for sign in [b';', b'\t', b'|'] {
        let found = count(sign);
        if found > best.1 {
            best = (sign, found);
        }
    }
    best.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> Vec<String> {
        text.split(',').map(str::to_owned).collect()
    }

    #[test]
    fn the_layouts_that_ship_can_be_read() {
        let names: Vec<&str> = layouts().iter().map(|l| l.name.as_str()).collect();
        assert_eq!(names, ["wfp", "wfp-old", "rtfp"]);
        for layout in layouts() {
            assert!(layout.columns.keys().all(|role| ROLES.contains(&role.as_str())), "{}", layout.name);
        }
    }

    #[test]
    fn a_layout_may_drift() {
        let today = "date,admin1,admin2,market,market_id,latitude,longitude,category,commodity,commodity_id,unit,\
                     priceflag,pricetype,currency,price,usdprice";
        let plan_of = |text: &str| plan(header(text), None).unwrap();
        assert_eq!(plan_of(today).layout.name, "wfp");
        assert!(plan_of(today).new.is_empty() && plan_of(today).absent.is_empty());
        let before =
            plan_of("Date,Market,Price,currency,UNIT,commodity,provenance,pricetype,priceflag,category");
        assert_eq!(before.layout.name, "wfp");
        assert_eq!(before.new, ["provenance"]);
        assert_eq!(before.absent, ["admin1", "admin2", "market_id", "latitude", "longitude", "usd"]);
    }

    #[test]
    fn an_unknown_layout_is_named_with_its_columns() {
        let issue = plan(header("day,bazaar,cost"), None).unwrap_err().to_string();
        assert!(issue.contains("day, bazaar, cost") && issue.contains("--map"), "{issue}");
        let issue = plan(header("date,market,commodity,unit,price"), None).unwrap_err().to_string();
        assert!(issue.contains("nearest is wfp") && issue.contains("`currency` is missing"), "{issue}");
    }

    #[test]
    fn a_mapping_says_what_is_wrong_with_it() {
        let wrong = |text: &str| Layout::parse(text).unwrap_err();
        assert!(wrong("name = \"wfp\"\n[columns]").contains("none of wfp"));
        assert!(wrong("name = \"own\"\n[columns]\nmarkt = \"m\"").contains("did you mean `market`"));
        assert!(
            wrong("name = \"own\"\n[columns]\ndate = \"d\"\nmarket = \"m\"")
                .contains("`commodity` is needed")
        );
        assert!(wrong("name = \"own\"\ncolour = 1\n[columns]").contains("colour"));
    }

    #[test]
    fn a_country_may_stand_in_the_name() {
        let layout = &layouts()[0];
        assert_eq!(layout.country_of("wfp_food_prices_mli.csv").as_deref(), Some("MLI"));
        assert_eq!(layout.country_of("wfp_food_prices_burkina-faso.csv"), None);
        assert_eq!(layout.country_of("wfp_food_prices_é.csv"), None);
    }
}
