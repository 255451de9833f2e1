//! `alerts.toml`: the rules of a case, and who gets what they give. What is wrong with an entry is told with its line; the entry
//! is left out, the rest counts.

use super::places::Places;
use super::recipient::{Recipient, RecipientEntry, Smtp, SmtpEntry};
use crate::case::{Case, letter::LetterFile};
use anyhow::{Context, Result, bail};
use base::{Checked, Issue, Tlp, fold_key};
use exchange::alerts::{Certainty, House, Kind, Rule, Severity, Texts, Threshold, Urgency, is_link};
use letter::CoverBand;
use outlook::response::File;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use toml::Spanned;
use toml::de::{DeValue, ValueDeserializer};

/// Name of the file in a case's folder.
pub const FILE: &str = "alerts.toml";
const PAGE: &str = "docs/alerts.md";
/// Alerts and updates a rule makes in a day where it does not say. Own convention: more are read by nobody.
const A_DAY: u32 = 10;
/// Limits of the bands in which cover is published, days.
const BANDS: [CoverBand; 3] = [CoverBand::UnderWeek, CoverBand::ToTwoWeeks, CoverBand::ToMonth];
/// Statuses of constraints.
const STATUSES: [&str; 6] = ["announced", "called_for", "in_force", "denied", "lifted", "lapsed"];
/// States of corridors.
const STATES: [&str; 3] = ["open", "restricted", "closed"];

/// What a file holds, by key.
type Lists<'i> = BTreeMap<String, Spanned<DeValue<'i>>>;

/// `[[rules]]`: what deserves an alert.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleEntry {
    /// Its name.
    pub name: String,
    /// What it looks at.
    pub kind: Kind,
    /// An area.
    #[serde(default)]
    pub area: Option<String>,
    /// A corridor.
    #[serde(default)]
    pub corridor: Option<String>,
    /// A vehicle class.
    #[serde(default)]
    pub class: Option<String>,
    /// A commodity.
    #[serde(default)]
    pub commodity: Option<String>,
    /// Kinds of constraint or contradiction.
    #[serde(default)]
    pub of: Vec<String>,
    /// Statuses of constraints.
    #[serde(default)]
    pub status: Vec<String>,
    /// States of corridors.
    #[serde(default)]
    pub state: Vec<String>,
    /// Level of a price, or severity of a contradiction.
    #[serde(default)]
    pub level: Option<String>,
    /// Days of cover.
    #[serde(default)]
    pub under_days: Option<f64>,
    /// Chance of a forecast.
    #[serde(default)]
    pub chance: Option<f64>,
    /// Marking.
    pub tlp: Tlp,
    /// Who gets its alerts.
    #[serde(default)]
    pub recipients: Vec<String>,
    /// Whether they stand in the feed.
    #[serde(default)]
    pub publish: Option<bool>,
    /// How grave.
    pub severity: Severity,
    /// How soon.
    pub urgency: Urgency,
    /// How sure.
    pub certainty: Certainty,
    /// Alerts and updates in a day at most.
    #[serde(default)]
    pub a_day: Option<u32>,
}

/// What a case says of its alerts.
#[derive(Debug)]
pub struct AlertsFile {
    /// Who sends.
    pub house: House,
    /// The rules.
    pub rules: Vec<Rule>,
    /// Who gets alerts.
    pub recipients: Vec<Recipient>,
    /// The mail server.
    pub smtp: Option<Smtp>,
}

impl AlertsFile {
    /// Reads the file of the case in folder `dir`.
    pub fn load(dir: &Path, case: &Case) -> Result<Checked<Self>> {
        let path = dir.join(FILE);
        if !path.exists() {
            bail!("{}", absent(dir));
        }
        let bytes = std::fs::read(&path).with_context(|| format!("reading {}", path.display()))?;
        Ok(Self::parse(&String::from_utf8_lossy(&bytes), dir, case))
    }

    fn parse(text: &str, dir: &Path, case: &Case) -> Checked<Self> {
        let mut file = File::new(text, FILE, PAGE);
        let mut parts = file.lists(&["sender", "web", "smtp", "recipients", "rules"]);
        let sender: Option<String> = part(&mut file, &mut parts, "sender");
        let web: Option<String> = part(&mut file, &mut parts, "web");
        if let Some(web) = web.as_ref().filter(|web| !is_link(web)) {
            let issue = Issue::error("alerts.web", format!("`{web}` is no address of a page"));
            file.issues.push(issue.in_file(FILE).help("write https://…; it is left out"));
        }
        let smtp: Option<SmtpEntry> = part(&mut file, &mut parts, "smtp");
        let smtp = smtp.and_then(|entry| match Smtp::of(entry) {
            Ok(smtp) => Some(smtp),
            Err(wrong) => {
                let issue = Issue::error("alerts.smtp", wrong).in_file(FILE);
                file.issues.push(issue.help("no e-mail is sent until it is mended"));
                None
            }
        });
        let recipients = recipients(&mut file, &mut parts);
        let contact = LetterFile::load(dir).value.contact.map(|c| Texts { fr: c.fr, en: c.en });
        let ground = Ground { case, places: Places::of(case, dir), recipients: &recipients };
        let rules = rules(&mut file, &mut parts, &ground);
        let house = House {
            case: case.head.id.clone(),
            title: Texts { fr: case.head.title.fr.clone(), en: case.head.title.en.clone() },
            sender: sender.unwrap_or_else(|| case.head.id.clone()),
            web: web.filter(|web| is_link(web)),
            contact,
            demo: case.head.demo,
        };
        let issues = std::mem::take(&mut file.issues);
        Checked { value: Self { house, rules, recipients, smtp }, issues }
    }

    /// A recipient by name.
    pub fn recipient(&self, name: &str) -> Option<&Recipient> {
        self.recipients.iter().find(|r| r.name == name)
    }
}

/// What to write where there is no such file.
fn absent(dir: &Path) -> String {
    format!(
        "{} has no {FILE}, so there is nothing to watch for. Write one such as\n\n    \
         sender = \"alerts@example.org\"\n\n    \
         [[rules]]\n    name = \"blockade\"\n    kind = \"constraint\"\n    of = [\"blockade\", \"commodity_ban\"]\n    \
         tlp = \"GREEN\"\n    severity = \"Severe\"\n    urgency = \"Expected\"\n    certainty = \"Likely\"\n\n\
         {PAGE} has all keys",
        dir.display()
    )
}

/// One value of the file that is no list of entries.
fn part<T: for<'de> Deserialize<'de>>(file: &mut File<'_>, parts: &mut Lists<'_>, name: &str) -> Option<T> {
    let value: Spanned<DeValue<'_>> = parts.remove(name)?;
    let at = value.span().start;
    match T::deserialize(ValueDeserializer::from(value)) {
        Ok(read) => Some(read),
        Err(error) => {
            let message = format!("`{name}`: {}", error.message().trim());
            file.tell(at, Issue::error("alerts.layout", message).help(format!("{PAGE} has the layout")));
            None
        }
    }
}

fn recipients(file: &mut File<'_>, parts: &mut Lists<'_>) -> Vec<Recipient> {
    let entries: Vec<(usize, RecipientEntry)> = file.entries(parts, "recipients");
    let mut out: Vec<Recipient> = Vec::new();
    for (at, entry) in entries {
        let twice = out.iter().any(|r| r.name == entry.name);
        let read =
            if twice { Err(format!("`{}` is entered twice", entry.name)) } else { Recipient::of(entry) };
        match read {
            Ok(recipient) => out.push(recipient),
            Err(wrong) => {
                file.tell(at, Issue::error("alerts.recipient", wrong).help("the entry is left out"))
            }
        }
    }
    out
}

/// What rules are held against.
struct Ground<'a> {
    case: &'a Case,
    places: Places<'a>,
    recipients: &'a [Recipient],
}

fn rules(file: &mut File<'_>, parts: &mut Lists<'_>, ground: &Ground<'_>) -> Vec<Rule> {
    let entries: Vec<(usize, RuleEntry)> = file.entries(parts, "rules");
    let (mut out, mut names) = (Vec::new(), BTreeSet::new());
    for (at, entry) in entries {
        let name = entry.name.clone();
        let told = match names.insert(name.clone()) {
            true => rule(entry, ground),
            false => Err(format!("rule `{name}` is entered twice")),
        };
        match told {
            Ok((rule, doubts)) => {
                for doubt in doubts {
                    let issue = Issue::warning("alerts.recipient", format!("rule `{name}`: {doubt}"));
                    file.tell(at, issue.help("they get none of its alerts"));
                }
                out.push(rule);
            }
            Err(wrong) => {
                file.tell(at, Issue::error("alerts.rule", wrong).help("the rule is left out"));
            }
        }
    }
    out
}

/// The rule, and whom it cannot reach.
fn rule(entry: RuleEntry, ground: &Ground<'_>) -> Result<(Rule, Vec<String>), String> {
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if entry.name.is_empty() || entry.name.len() > 60 || !entry.name.chars().all(fits) {
        return Err(format!("`{}`: a name is of lower-case letters, digits and hyphens", entry.name));
    }
    let said = |wrong: String| format!("rule `{}`: {wrong}", entry.name);
    if entry.tlp == Tlp::Red {
        return Err(said("RED is for its recipient alone, and no alert is made of it".into()));
    }
    let threshold = threshold(&entry).map_err(said)?;
    places(&entry, ground).map_err(said)?;
    let publish = entry.publish.unwrap_or(entry.tlp == Tlp::Clear);
    if publish && entry.tlp > Tlp::Green {
        return Err(said(format!("`publish`: nothing marked {} stands in a feed", entry.tlp.as_str())));
    }
    let (mut recipients, mut doubts) = (Vec::new(), Vec::new());
    for name in &entry.recipients {
        match ground.recipients.iter().find(|r| r.name == *name) {
            None => doubts.push(format!("there is no recipient `{name}`")),
            Some(r) if r.holds < entry.tlp => {
                doubts.push(format!("`{name}` may hold {} and no more", r.holds.as_str()));
            }
            Some(_) if recipients.contains(name) => {}
            Some(_) => recipients.push(name.clone()),
        }
    }
    let rule = Rule {
        name: entry.name,
        kind: entry.kind,
        threshold,
        area: entry.area,
        corridor: entry.corridor,
        class: entry.class,
        commodity: entry.commodity,
        of: entry.of,
        tlp: entry.tlp,
        recipients,
        publish,
        severity: entry.severity,
        urgency: entry.urgency,
        certainty: entry.certainty,
        a_day: entry.a_day.unwrap_or(A_DAY),
    };
    Ok((rule, doubts))
}

/// Areas and corridors must be those of the case: a rule that chooses nothing would be silent for ever.
fn places(entry: &RuleEntry, ground: &Ground<'_>) -> Result<(), String> {
    if let Some(area) = entry.area.as_ref().filter(|area| !ground.places.knows(area)) {
        return Err(format!("the case knows no area `{area}`"));
    }
    let corridors = &ground.case.corridors;
    let named = |name: &String| {
        let all = corridors.iter().flat_map(|c| [&c.name.fr, &c.name.en].into_iter().chain(&c.aliases));
        all.into_iter().any(|n| fold_key(n) == fold_key(name))
    };
    match entry.corridor.as_ref().filter(|name| !named(name)) {
        Some(name) => Err(format!("the case has no corridor `{name}`")),
        None => Ok(()),
    }
}

fn threshold(entry: &RuleEntry) -> Result<Threshold, String> {
    let words = |given: &[String], usual: &[&str], known: &[&str]| -> Result<Vec<String>, String> {
        match given.iter().find(|w| !known.contains(&w.as_str())) {
            Some(wrong) => Err(format!("`{wrong}` is none of {}", known.join(", "))),
            None if given.is_empty() => Ok(usual.iter().map(|w| (*w).to_owned()).collect()),
            None => Ok(given.to_vec()),
        }
    };
    let level = |usual: &str, known: &[&str]| {
        let given = entry.level.clone().into_iter().collect::<Vec<_>>();
        words(&given, &[usual], known).map(|mut all| all.pop().unwrap_or_default())
    };
    if entry.class.is_some() && (entry.kind != Kind::Corridor || entry.tlp < Tlp::Amber) {
        return Err("`class` is for corridors, and for AMBER and above only".into());
    }
    match entry.kind {
        Kind::Constraint => {
            Ok(Threshold::Status(words(&entry.status, &["announced", "in_force"], &STATUSES)?))
        }
        Kind::Corridor => Ok(Threshold::State(words(&entry.state, &["restricted", "closed"], &STATES)?)),
        Kind::Price => Ok(Threshold::Level(level("alert", &["stress", "alert", "crisis"])?)),
        Kind::Contradiction => Ok(Threshold::Severity(level("low", &["low", "medium", "high"])?)),
        Kind::Forecast => match entry.chance {
            Some(chance) if chance > 0.0 && chance <= 1.0 => Ok(Threshold::Chance(chance)),
            _ => Err("`chance` is over 0 and at most 1".into()),
        },
        Kind::Cover => under_days(entry),
    }
}

fn under_days(entry: &RuleEntry) -> Result<Threshold, String> {
    let days = entry.under_days.filter(|d| d.is_finite() && *d > 0.0 && *d <= 365.0);
    let days = days.ok_or("`under_days` is over 0 and at most 365")?;
    let limits: Vec<f64> = BANDS.iter().filter_map(|b| b.limits()[1]).collect();
    if entry.tlp < Tlp::Amber && !limits.contains(&days) {
        let limits: Vec<String> = limits.iter().map(f64::to_string).collect();
        return Err(format!(
            "below AMBER cover is told in bands: `under_days` is one of {}",
            limits.join(", ")
        ));
    }
    Ok(Threshold::UnderDays(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULE: &str = "severity = \"Severe\"\nurgency = \"Expected\"\ncertainty = \"Likely\"\n";

    fn read(text: &str) -> Checked<AlertsFile> {
        let folder = tempfile::tempdir().unwrap();
        AlertsFile::parse(text, folder.path(), &Case::built_in().unwrap())
    }

    fn wrong(rest: &str) -> String {
        let read = read(&format!("[[rules]]\nname = \"a\"\n{RULE}{rest}"));
        assert!(read.value.rules.is_empty(), "{rest}");
        read.issues.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_rules_that_ship_are_whole() {
        let text = crate::case::KAYES.get_file(FILE).unwrap().contents_utf8().unwrap();
        let read = read(text);
        assert_eq!(read.issues, []);
        let kinds: BTreeSet<Kind> = read.value.rules.iter().map(|r| r.kind).collect();
        assert_eq!(kinds.len(), Kind::ALL.len(), "one of each kind is shown");
    }

    #[test]
    fn what_cannot_hold_is_told_with_its_line_and_the_rest_counts() {
        assert!(wrong("kind = \"corridor\"\ntlp = \"CLEAR\"\nclass = \"tanker\"\n").contains("AMBER"));
        assert!(wrong("kind = \"cover\"\ntlp = \"GREEN\"\nunder_days = 9\n").contains("7, 15, 30"));
        assert!(wrong("kind = \"cover\"\ntlp = \"AMBER\"\n").contains("under_days"));
        assert!(wrong("kind = \"forecast\"\ntlp = \"CLEAR\"\nchance = 2.0\n").contains("chance"));
        assert!(wrong("kind = \"constraint\"\ntlp = \"RED\"\n").contains("RED"));
        assert!(wrong("kind = \"constraint\"\ntlp = \"CLEAR\"\narea = \"Atlantis\"\n").contains("Atlantis"));
        assert!(wrong("kind = \"corridor\"\ntlp = \"CLEAR\"\ncorridor = \"X–Y\"\n").contains("X–Y"));
        assert!(wrong("kind = \"constraint\"\ntlp = \"AMBER\"\npublish = true\n").contains("feed"));
        assert!(wrong("kind = \"price\"\ntlp = \"CLEAR\"\nlevel = \"normal\"\n").contains("stress"));
        assert!(wrong("kind = \"constraint\"\ntlp = \"CLEAR\"\nstatsu = []\n").contains("statsu"));
        let text = format!(
            "[[rules]]\nname = \"A b\"\nkind = \"constraint\"\ntlp = \"CLEAR\"\n{RULE}\
            [[rules]]\nname = \"ok\"\nkind = \"constraint\"\ntlp = \"CLEAR\"\nrecipients = [\"x\"]\n{RULE}"
        );
        let read = read(&text);
        assert_eq!((read.value.rules.len(), read.issues.len()), (1, 2));
        assert_eq!(read.issues[0].line, Some(1));
        assert!(read.value.rules[0].recipients.is_empty());
    }
}
