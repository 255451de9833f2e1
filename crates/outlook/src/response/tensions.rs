//! `tensions.toml`: latent tensions of areas, the mediation that exists there, and the signals that a case watches.

use super::Prose;
use super::area::{Known, Region};
use super::entered::regions;
use super::file::File;
use super::guard::Guard;
use super::signal::{GRADES, Limit, Signal, What};
use base::{Checked, Issue};
use serde::{Deserialize, Serialize};

/// Kinds of latent tension.
const KINDS: [&str; 6] =
    ["slavery_by_descent", "farmer_herder", "land", "displacement", "livelihoods", "other"];

/// Days looked back unless a signal says otherwise.
const DAYS: i64 = 30;

/// `[[tensions]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct TensionEntry {
    area: String,
    kind: String,
    text: Prose,
    #[serde(default)]
    months: Vec<i8>,
    source: String,
}

/// `[[mediation]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct MediationEntry {
    area: String,
    role: Prose,
    text: Prose,
    source: String,
}

/// `[[signals]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SignalEntry {
    area: String,
    what: What,
    r#type: Option<String>,
    days: Option<i64>,
    at_least: Option<f64>,
    grade: Option<String>,
}

/// A latent tension of an area.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tension {
    /// Where.
    pub area: Region,
    /// Its kind.
    pub kind: String,
    /// What it is about.
    pub text: Prose,
    /// Months in which it is sharpest, 1 to 12; empty: all year.
    pub months: Vec<i8>,
    /// Where it is from.
    pub source: String,
    /// Line of the file.
    pub line: usize,
}

/// Mediation that exists in an area, by role.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Mediation {
    /// Where.
    pub area: Region,
    /// Who mediates, as a role.
    pub role: Prose,
    /// How.
    pub text: Prose,
    /// Where it is from.
    pub source: String,
    /// Line of the file.
    pub line: usize,
}

/// What a case knows of its areas.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tensions {
    /// Latent tensions, in the order of the file.
    pub tensions: Vec<Tension>,
    /// Mediation, in the order of the file.
    pub mediation: Vec<Mediation>,
    /// Signals, in the order of the file.
    pub signals: Vec<Signal>,
}

/// Reads the file called `name`. `known` tells what the case means by the name of an area.
pub fn tensions(text: &str, name: &str, known: &dyn Fn(&str) -> Known, guard: &Guard) -> Checked<Tensions> {
    let mut file = File::new(text, name);
    let mut lists = file.lists(&["tensions", "mediation", "signals"]);
    let mut value = Tensions::default();
    for (at, entry) in file.entries::<TensionEntry>(&mut lists, "tensions") {
        value.tensions.extend(tension(&mut file, at, entry, known, guard));
    }
    for (at, entry) in file.entries::<MediationEntry>(&mut lists, "mediation") {
        value.mediation.extend(mediation(&mut file, at, entry, known, guard));
    }
    for (at, entry) in file.entries::<SignalEntry>(&mut lists, "signals") {
        value.signals.extend(signal(&mut file, at, entry, known));
    }
    Checked { value, issues: file.issues }
}

fn tension(
    file: &mut File<'_>,
    at: usize,
    entry: TensionEntry,
    known: &dyn Fn(&str) -> Known,
    guard: &Guard,
) -> Option<Tension> {
    let area = regions(file, at, &[entry.area], known)?.pop()?;
    if !KINDS.contains(&entry.kind.as_str()) {
        let issue = Issue::error(
            "tension.kind",
            format!("`{}` is no kind of tension; the entry is left out", entry.kind),
        );
        file.tell(at, issue.help(format!("the kinds are {}", KINDS.join(", "))));
        return None;
    }
    if let Some(wrong) = entry.months.iter().find(|m| !(1..=12).contains(*m)) {
        file.tell(
            at,
            Issue::error("tension.month", format!("{wrong} is no month, 1 to 12; the entry is left out")),
        );
        return None;
    }
    prose(file, at, &[&entry.text], &entry.source, guard)?;
    let line = file.line(at);
    Some(Tension {
        area,
        kind: entry.kind,
        text: entry.text,
        months: entry.months,
        source: entry.source,
        line,
    })
}

fn mediation(
    file: &mut File<'_>,
    at: usize,
    entry: MediationEntry,
    known: &dyn Fn(&str) -> Known,
    guard: &Guard,
) -> Option<Mediation> {
    let area = regions(file, at, &[entry.area], known)?.pop()?;
    prose(file, at, &[&entry.role, &entry.text], &entry.source, guard)?;
    let line = file.line(at);
    Some(Mediation { area, role: entry.role, text: entry.text, source: entry.source, line })
}

/// Whether texts and source are there, and tell no more than they may.
fn prose(file: &mut File<'_>, at: usize, texts: &[&Prose], source: &str, guard: &Guard) -> Option<()> {
    let empty = |t: &&&Prose| t.fr.trim().is_empty() || t.en.trim().is_empty();
    if source.trim().is_empty() || texts.iter().find(empty).is_some() {
        file.tell(
            at,
            Issue::error("tension.empty", "text (fr, en) and source may not be empty; the entry is left out"),
        );
        return None;
    }
    let Some(why) = texts.iter().find_map(|text| guard.refuses(text)) else { return Some(()) };
    let issue = Issue::error("tension.too_fine", format!("{why}; the entry is left out"));
    file.tell(at, issue.help("tell of regions and of roles only: who and where exactly can bring harm"));
    None
}

fn signal(
    file: &mut File<'_>,
    at: usize,
    entry: SignalEntry,
    known: &dyn Fn(&str) -> Known,
) -> Option<Signal> {
    let area = regions(file, at, &[entry.area], known)?.pop()?;
    let limit = match limit(entry.what, entry.at_least, entry.grade.as_deref()) {
        Ok(limit) => limit,
        Err(wrong) => {
            file.tell(at, Issue::error("signal.limit", format!("{wrong}; the signal is left out")));
            return None;
        }
    };
    let days = entry.days.unwrap_or(DAYS);
    if !(1..=3660).contains(&days) {
        file.tell(at, Issue::error("signal.days", format!("{days} days: 1 to 3660; the signal is left out")));
        return None;
    }
    Some(Signal { area, what: entry.what, of: entry.r#type, days, limit, line: file.line(at) })
}

fn limit(what: What, at_least: Option<f64>, grade: Option<&str>) -> Result<Limit, String> {
    match (what, at_least, grade) {
        (What::PriceAlert, None, Some(name)) => {
            let place =
                GRADES.iter().position(|grade| *grade == name).and_then(|at| u8::try_from(at + 1).ok());
            place.map(Limit::Grade).ok_or_else(|| format!("`{name}` is none of {}", GRADES.join(", ")))
        }
        (What::PriceAlert, ..) => Err("price_alert needs `grade`, and no `at_least`".to_owned()),
        (_, Some(least), None) => {
            let top = if what == What::PAny { 1.0 } else { f64::MAX };
            let fits = least.is_finite() && least > 0.0 && least <= top;
            if fits {
                Ok(Limit::AtLeast(least))
            } else {
                Err(format!("at_least = {least} can never be crossed rightly"))
            }
        }
        (What::Constraint, None, None) => Ok(Limit::AtLeast(1.0)),
        _ => Err("it needs `at_least`, and no `grade`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(name: &str) -> Known {
        match name {
            "East" => Known::Region(Region { name: name.into(), country: None, whole: false }),
            "Beledia" => Known::Finer,
            _ => Known::Unknown,
        }
    }

    fn read(text: &str) -> Checked<Tensions> {
        let guard = Guard::new(["Beledia"].into_iter(), std::iter::empty(), ["East"].into_iter());
        tensions(text, "tensions.toml", &known, &guard)
    }

    const TENSION: &str = "[[tensions]]\narea = \"East\"\nkind = \"land\"\nsource = \"Note\"\n";
    const TEXT: &str = "text = { fr = \"Terres.\", en = \"Land.\" }\n";

    #[test]
    fn a_whole_file_is_read() {
        let read = read(&format!(
            "{TENSION}{TEXT}months = [6, 7]\n[[mediation]]\narea = \"East\"\nrole = {{ fr = \"chefs de village\", en = \"village chiefs\" }}\n{TEXT}source = \"Note\"\n[[signals]]\narea = \"East\"\nwhat = \"p_any\"\nat_least = 0.5\n[[signals]]\narea = \"East\"\nwhat = \"price_alert\"\ngrade = \"alert\"\n"
        ));
        assert!(read.issues.is_empty(), "{:?}", read.issues);
        let Tensions { tensions, mediation, signals } = read.value;
        assert_eq!((tensions.len(), mediation.len(), signals.len()), (1, 1, 2));
        assert_eq!((tensions[0].line, signals[1].limit.clone()), (1, Limit::Grade(2)));
    }

    #[test]
    fn what_is_finer_than_a_region_is_refused() {
        for (text, code) in [
            (format!("{TENSION}{TEXT}lineage = \"X\"\n"), "table.too_fine"),
            (format!("{TENSION}{TEXT}commune = \"X\"\n"), "table.too_fine"),
            (format!("{TENSION}{TEXT}lat = 13.0\n"), "table.too_fine"),
            (format!("{TENSION}{TEXT}colour = \"X\"\n"), "table.layout"),
            (format!("{TENSION}text = {{ fr = \"À Beledia.\", en = \"There.\" }}\n"), "tension.too_fine"),
            (format!("{TENSION}{TEXT}months = [13]\n"), "tension.month"),
            (format!("{}{TEXT}", TENSION.replace("East", "Beledia")), "area.too_fine"),
            (format!("{}{TEXT}", TENSION.replace("East", "Nowhere")), "area.unknown"),
            (format!("{}{TEXT}", TENSION.replace("land", "envy")), "tension.kind"),
        ] {
            let read = read(&text);
            assert!(read.value.tensions.is_empty(), "{text}");
            assert_eq!(read.issues.first().map(|i| i.code.as_str()), Some(code), "{text}");
            assert!(read.issues[0].line.is_some());
        }
    }

    #[test]
    fn a_signal_has_a_threshold_that_can_be_crossed() {
        for wrong in [
            "what = \"p_any\"\n",
            "what = \"p_any\"\nat_least = 1.5\n",
            "what = \"incidents\"\nat_least = -1\n",
            "what = \"price_alert\"\ngrade = \"normal\"\n",
            "what = \"incidents\"\nat_least = 2\ndays = 0\n",
            "what = \"rain\"\nat_least = 2\n",
        ] {
            let read = read(&format!("[[signals]]\narea = \"East\"\n{wrong}"));
            assert!(read.value.signals.is_empty() && read.issues.len() == 1, "{wrong}");
        }
        assert_eq!(read("[[signals]]\narea = \"East\"\nwhat = \"constraint\"\n").value.signals.len(), 1);
    }
}
