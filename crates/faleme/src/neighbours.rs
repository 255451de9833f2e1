//! Reports across the border that a case enters by hand, in `neighbours.toml`: each restates what somebody published.

use anyhow::{Context, Result};
use base::{Checked, ContentHash, Country, Date, Issue};
use outlook::Month;
use outlook::spillover::Risk;
use serde::Deserialize;
use std::path::Path;
use toml::Spanned;

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
    published: toml::value::Datetime,
    text: String,
    source: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    reports: Vec<Spanned<Entry>>,
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

/// The reports of the case in folder `dir`; none without the file. What cannot hold is told with its line and left out.
pub fn load(dir: &Path) -> Result<Checked<Vec<Report>>> {
    let path = dir.join(FILE);
    if !path.exists() {
        return Ok(Checked { value: Vec::new(), issues: Vec::new() });
    }
    let text = std::fs::read_to_string(&path).with_context(|| format!("reading {}", path.display()))?;
    parse(&text).with_context(|| path.display().to_string())
}

fn parse(text: &str) -> Result<Checked<Vec<Report>>> {
    let written: Written = toml::from_str(text)?;
    let (mut value, mut issues) = (Vec::new(), Vec::new());
    for entry in written.reports {
        let line = text.get(..entry.span().start).unwrap_or(text).matches('\n').count() + 1;
        match report(entry.into_inner(), line) {
            Ok(report) => value.push(report),
            Err(wrong) => {
                let issue = Issue::warning("neighbours.report", wrong).in_file(FILE).at_line(line);
                issues.push(issue.help("it is left out (docs/spillover.md)"));
            }
        }
    }
    Ok(Checked { value, issues })
}

fn report(entry: Entry, line: usize) -> Result<Report, String> {
    let risk = match entry.risk {
        Named::BorderTown => Risk::BorderTown,
        Named::Trade => Risk::Trade,
        Named::Incursion => Risk::Incursion,
        Named::Security => Risk::Security,
        Named::Contagion => Risk::Contagion,
    };
    if risk == Risk::Security && entry.district.is_some() {
        return Err("security is told by month and first-level division only: take `district` out".into());
    }
    if risk == Risk::Contagion && (entry.with.is_none() || entry.crime.is_none()) {
        return Err("contagion is told by a pair of countries (`with`) and a `crime`".into());
    }
    if entry.text.trim().is_empty() || entry.source.trim().is_empty() {
        return Err("a report needs a `text` and its `source`".into());
    }
    let month =
        Month::parse(&entry.month).ok_or_else(|| format!("`{}` is no month such as 2025-07", entry.month))?;
    let published = entry.published.to_string();
    let published = published.parse().map_err(|_| format!("`{published}` is no day such as 2025-09-30"))?;
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
        count: entry.count.unwrap_or(1),
        month,
        published,
        text: entry.text,
        source: entry.source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const REST: &str = "month = \"2025-07\"\npublished = 2025-08-01\ntext = \"T\"\nsource = \"S\"\n";

    fn one(head: &str) -> Checked<Vec<Report>> {
        parse(&format!("# a word\n\n[[reports]]\n{head}\n{REST}")).unwrap()
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
            ("risk = \"contagion\"\ncountry = \"SEN\"\ncrime = \"timber\"", "pair of countries"),
            ("risk = \"contagion\"\ncountry = \"SEN\"\nwith = \"MLI\"", "`crime`"),
        ] {
            let found = one(head);
            assert!(found.value.is_empty(), "{head}");
            let told = found.issues[0].to_string();
            assert!(told.contains(said) && told.contains("neighbours.toml:3"), "{told}");
        }
        assert!(parse("[[reports]]\nrisk = \"loyalty\"\n").is_err());
        let bad = "[[reports]]\nrisk = \"trade\"\ncountry = \"SEN\"\nmonth = \"July\"\npublished = 2025-08-01\ntext = \"T\"\nsource = \"S\"\n";
        assert!(parse(bad).unwrap().issues[0].to_string().contains("no month"));
    }

    #[test]
    fn the_case_that_ships_has_reports_that_hold() {
        let text = crate::case::KAYES.get_file(FILE).unwrap().contents_utf8().unwrap();
        let found = parse(text).unwrap();
        assert!(found.issues.is_empty(), "{:?}", found.issues);
        assert!(found.value.len() >= 5);
    }
}
