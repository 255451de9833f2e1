//! Reports across the border that a case enters by hand, in `neighbours.toml`: each restates what somebody published.

use crate::case::Case;
use crate::regions::{Regions, guard};
use anyhow::{Context, Result};
use base::{Checked, ContentHash, Country, Date, Issue, fold_key};
use evidence::name_of_country;
use outlook::Month;
use outlook::response::{Day, File, Guard, Known};
use outlook::spillover::Risk;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::path::Path;

/// Name of the file in a case's folder.
pub const FILE: &str = "neighbours.toml";
/// What ids of reports begin with.
pub const PREFIX: &str = "nbr-";

/// Crime across a border that is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Crime {
    /// Stolen livestock sold as honest.
    LaunderedLivestock,
    /// Timber cut or carried against the law.
    Timber,
    /// People, arms, drugs or goods trafficked.
    Trafficking,
    /// Trade under threat: paid, banned or steered by an armed group.
    CoercedTrade,
}

impl Crime {
    /// All of them, in the order of tables.
    pub const ALL: [Self; 4] =
        [Self::LaunderedLivestock, Self::Timber, Self::Trafficking, Self::CoercedTrade];

    /// Its name in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LaunderedLivestock => "laundered_livestock",
            Self::Timber => "timber",
            Self::Trafficking => "trafficking",
            Self::CoercedTrade => "coerced_trade",
        }
    }
}

/// A risk as the file names it.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Named {
    BorderTown,
    Trade,
    Incursion,
    Security,
    Contagion,
}

/// `[[reports]]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    risk: Named,
    country: Country,
    #[serde(default)]
    with: Option<Country>,
    #[serde(default)]
    admin1: Option<String>,
    #[serde(default)]
    district: Option<String>,
    #[serde(default)]
    crime: Option<Crime>,
    #[serde(default)]
    commodity: Option<String>,
    #[serde(default)]
    count: Option<u32>,
    month: String,
    published: Day,
    text: String,
    source: String,
}

/// What a case knows of the places and persons that reports may name.
struct Ground<'a> {
    regions: Regions<'a>,
    districts: Vec<&'a str>,
    guard: Guard,
}

/// A report, checked.
#[derive(Clone, Debug)]
pub struct Report {
    /// Stable id, from what it says.
    pub id: String,
    /// The line on which it begins.
    pub line: usize,
    /// The risk it tells of.
    pub risk: Risk,
    /// The country it is told for.
    pub country: Country,
    /// The country across the border.
    pub with: Option<Country>,
    /// The first-level division, where it is told.
    pub admin1: Option<String>,
    /// The district, where it is told; never of security.
    pub district: Option<String>,
    /// Of contagion: what crime.
    pub crime: Option<Crime>,
    /// Of contagion and trade: which goods.
    pub commodity: Option<String>,
    /// Cases or reports that it tells of.
    pub count: u32,
    /// The month it is of.
    pub month: Month,
    /// The day it was published: it counts from then on.
    pub published: Date,
    /// What is told, in the case's own words.
    pub text: String,
    /// Who published it.
    pub source: String,
}

/// Cases that one report may tell of. Own convention: a larger number is a slip.
const MOST: u32 = 10_000;

/// The reports of the case in folder `dir`; none without the file. What cannot hold is told with its line and left out.
pub fn load(dir: &Path, case: &Case) -> Result<Checked<Vec<Report>>> {
    let path = dir.join(FILE);
    if !path.exists() {
        return Ok(Checked { value: Vec::new(), issues: Vec::new() });
    }
    let bytes = std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
    Ok(parse(&String::from_utf8_lossy(&bytes), case))
}

fn parse(text: &str, case: &Case) -> Checked<Vec<Report>> {
    let districts = case.areas.iter().filter(|a| a.boundary.is_some()).map(|a| a.name.as_str()).collect();
    let ground = Ground { regions: Regions::of(case), districts, guard: guard(case) };
    let mut file = File::new(text, FILE, "docs/spillover.md");
    let mut lists = file.lists(&["reports"]);
    let entries: Vec<(usize, Entry)> = file.entries(&mut lists, "reports");
    let (mut value, mut ids) = (Vec::new(), BTreeSet::new());
    for (at, entry) in entries {
        match report(entry, file.line(at), &ground) {
            Ok(report) if ids.insert(report.id.clone()) => value.push(report),
            Ok(_) => file.tell(
                at,
                Issue::warning("neighbours.twice", "this report is entered twice; the first counts"),
            ),
            Err(wrong) => file.tell(
                at,
                Issue::warning("neighbours.report", wrong).help("it is left out (docs/spillover.md)"),
            ),
        }
    }
    Checked { value, issues: file.issues }
}

fn report(entry: Entry, line: usize, ground: &Ground<'_>) -> Result<Report, String> {
    let risk = match entry.risk {
        Named::BorderTown => Risk::BorderTown,
        Named::Trade => Risk::Trade,
        Named::Incursion => Risk::Incursion,
        Named::Security => Risk::Security,
        Named::Contagion => Risk::Contagion,
    };
    pair(&entry, risk)?;
    places(&entry, risk, ground)?;
    words(&entry, risk, &ground.guard)?;
    let count = entry.count.unwrap_or(1);
    if !(1..=MOST).contains(&count) {
        return Err(format!("a `count` of {count}: 1 to {MOST}"));
    }
    let month =
        Month::parse(&entry.month).ok_or_else(|| format!("`{}` is no month such as 2025-07", entry.month))?;
    let published =
        entry.published.read().map_err(|written| format!("`{written}` is no day such as 2025-09-30"))?;
    if month > Month::of(published) {
        return Err(format!("it was published on {published}, before the month that it tells of"));
    }
    let said = format!("{:?}|{}|{}|{}|{}", risk, entry.country, entry.month, entry.text, entry.source);
    let hash = ContentHash::of(said.as_bytes()).to_string();
    Ok(Report {
        id: format!("{PREFIX}{}", hash.get(..12).unwrap_or_default()),
        line,
        risk,
        country: entry.country,
        with: entry.with,
        admin1: entry.admin1,
        district: entry.district,
        crime: entry.crime,
        commodity: entry.commodity,
        count,
        month,
        published,
        text: entry.text,
        source: entry.source,
    })
}

/// Whether the countries are some, and two.
fn pair(entry: &Entry, risk: Risk) -> Result<(), String> {
    for code in std::iter::once(entry.country).chain(entry.with) {
        name_of_country(code).ok_or_else(|| format!("no country has the code `{code}`"))?;
    }
    if entry.with == Some(entry.country) {
        return Err("`with` is the country across the border, not the same one".into());
    }
    if risk == Risk::Contagion && (entry.with.is_none() || entry.crime.is_none()) {
        return Err("contagion is told by a pair of countries (`with`) and a `crime`".into());
    }
    Ok(())
}

/// Whether division and district are those of the case, and security is told no finer than a division.
fn places(entry: &Entry, risk: Risk, ground: &Ground<'_>) -> Result<(), String> {
    if risk == Risk::Security && entry.district.is_some() {
        return Err("security is told by month and first-level division only: take `district` out".into());
    }
    if let Some(name) = &entry.admin1 {
        match ground.regions.known(name) {
            Known::Region(region) if region.country.is_none_or(|c| c == entry.country) => {}
            Known::Region(_) => return Err(format!("`{name}` does not lie in {}", entry.country)),
            Known::Finer => return Err(format!("`{name}` is finer than a first-level division")),
            Known::Unknown => return Err(format!("the case knows no first-level division `{name}`")),
        }
    }
    match &entry.district {
        Some(name) if !ground.districts.iter().any(|own| fold_key(own) == fold_key(name)) => {
            Err(format!("the case has no district `{name}` with a `boundary`"))
        }
        _ => Ok(()),
    }
}

/// Whether the words are there, and name no person; of security, no place finer than a first-level division either.
fn words(entry: &Entry, risk: Risk, guard: &Guard) -> Result<(), String> {
    if entry.text.trim().is_empty() || entry.source.trim().is_empty() {
        return Err("a report needs a `text` and its `source`".into());
    }
    let all = [Some(&entry.text), Some(&entry.source), entry.commodity.as_ref()];
    let person = all.into_iter().flatten().find_map(|text| guard.refuses_person(text));
    let finer = || guard.refuses_text(&entry.text).filter(|_| risk == Risk::Security);
    match person.or_else(finer) {
        Some(why) => Err(why),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const REST: &str = "month = \"2025-07\"\npublished = 2025-08-01\ntext = \"T\"\nsource = \"S\"\n";

    fn case() -> Case {
        Case::parse(
            "[case]\nid = \"c\"\ntitle = { fr = \"C\", en = \"C\" }\n[[places]]\nname = \"Upper Region\"\nkind = \"admin1\"\ncountry = \"SEN\"\n[[places]]\nname = \"Beledia\"\nkind = \"populated_place\"\ncountry = \"SEN\"\nadmin1 = \"Upper Region\"\n",
            Path::new("case.toml"),
        )
        .unwrap()
    }

    fn parsed(text: &str) -> Checked<Vec<Report>> {
        parse(text, &case())
    }

    fn one(head: &str) -> Checked<Vec<Report>> {
        parsed(&format!("# a word\n\n[[reports]]\n{head}\n{REST}"))
    }

    #[test]
    fn a_report_keeps_what_it_says_and_where() {
        let found =
            one("risk = \"contagion\"\ncountry = \"SEN\"\nwith = \"MLI\"\ncrime = \"timber\"\ncount = 3");
        let report = &found.value[0];
        assert_eq!((report.line, report.count, report.month.to_string().as_str()), (3, 3, "2025-07"));
        assert!(report.id.starts_with(PREFIX) && report.id.len() == PREFIX.len() + 12);
    }

    #[test]
    fn what_cannot_hold_is_told_with_its_line() {
        for (head, said) in [
            ("risk = \"security\"\ncountry = \"SEN\"\ndistrict = \"D\"", "first-level division only"),
            ("risk = \"security\"\ncountry = \"SEN\"\nadmin1 = \"Beledia\"", "finer than"),
            ("risk = \"security\"\ncountry = \"MLI\"\nadmin1 = \"Upper Region\"", "does not lie in MLI"),
            ("risk = \"contagion\"\ncountry = \"SEN\"\ncrime = \"timber\"", "pair of countries"),
            ("risk = \"contagion\"\ncountry = \"SEN\"\nwith = \"MLI\"", "`crime`"),
            ("risk = \"trade\"\ncountry = \"SEN\"\nwith = \"SEN\"", "not the same"),
            ("risk = \"trade\"\ncountry = \"ZZZ\"", "no country has the code"),
            ("risk = \"trade\"\ncountry = \"SEN\"\ndistrict = \"Nowhere\"", "no district `Nowhere`"),
            ("risk = \"trade\"\ncountry = \"SEN\"\ncount = 0", "`count` of 0"),
            ("risk = \"trade\"\ncountry = \"SEN\"\ncommodity = \"rice of Mr Exemple\"", "name a person"),
        ] {
            let found = one(head);
            assert!(found.value.is_empty(), "{head}");
            let told = found.issues[0].to_string();
            assert!(told.contains(said) && told.contains("neighbours.toml:3"), "{told}");
        }
        let late = REST.replace("2025-08-01", "2025-06-30");
        let found = parsed(&format!("[[reports]]\nrisk = \"trade\"\ncountry = \"SEN\"\n{late}"));
        assert!(found.issues[0].to_string().contains("before the month"));
        let at = REST.replace("\"T\"", "\"They stand at Beledia.\"");
        let found = parsed(&format!("[[reports]]\nrisk = \"security\"\ncountry = \"SEN\"\n{at}"));
        assert!(found.issues[0].to_string().contains("finer than"), "{:?}", found.issues);
    }

    #[test]
    fn one_bad_report_does_not_take_the_others_away() {
        let good = format!("[[reports]]\nrisk = \"trade\"\ncountry = \"SEN\"\n{REST}");
        for bad in [
            "risk = \"loyalty\"\n".to_owned(),
            format!("risk = \"trade\"\ncountry = \"SEN\"\n{REST}village = \"X\"\n"),
            format!("risk = \"trade\"\ncountry = \"Senegal\"\n{REST}"),
            format!("risk = \"trade\"\ncountry = \"SEN\"\n{}", REST.replace("2025-07", "July")),
            good.trim_start_matches("[[reports]]\n").to_owned(),
        ] {
            let found = parsed(&format!("{good}[[reports]]\n{bad}"));
            assert_eq!((found.value.len(), found.issues.len()), (1, 1), "{bad}");
        }
        let quoted = good.replace("2025-08-01", "\"2025-08-01\"");
        assert_eq!(parsed(&quoted).value.len(), 1, "a day may stand in quotes");
        assert!(parsed("\u{fffd} = ").value.is_empty());
    }

    #[test]
    fn the_case_that_ships_has_reports_that_hold() {
        let text = |name: &str| crate::case::KAYES.get_file(name).unwrap().contents_utf8().unwrap();
        let case = Case::parse(text(crate::case::FILE), Path::new("case.toml")).unwrap();
        let found = parse(text(FILE), &case);
        assert!(found.issues.is_empty(), "{:?}", found.issues);
        assert!(found.value.len() >= 5);
    }
}
