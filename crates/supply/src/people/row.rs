//! One row of a table of people.

use super::layout::{Header, Layout};
use super::mapping::Mapping;
use super::record::{Figures, Place, Record, Season};
use super::sheet::{Cell, Line, Sheet};
use super::value::{Wrong, count, day, day_in, is_current, is_total, month, tidy};
use base::{Country, Date, Issue, fold_key};

/// What became of a row.
pub(super) enum Outcome {
    /// It is read.
    Read {
        /// What it tells.
        record: Box<Record>,
        /// How many of its numbers are missing.
        blanks: u64,
        /// What is doubtful about it.
        flagged: Vec<Issue>,
        /// Whether its day is not its own.
        from_fallback: bool,
    },
    /// It counts people who are no subject here.
    Other,
    /// It is a sum without a name.
    Sum,
    /// It cannot be read.
    Refused {
        /// Why.
        issue: Issue,
        /// Whether only its day is missing.
        dateless: bool,
    },
}

/// How the rows of a sheet are read.
pub(super) struct Reading<'a> {
    pub header: &'a Header,
    pub given: &'a Given<'a>,
    /// The day of rows that tell none.
    pub fallback: Option<Date>,
    /// Whether dates of three numbers have the month first.
    pub month_first: bool,
    pub sheet: u16,
}

/// Numbers of a row, what is missing among them and what is wrong with them.
#[derive(Default)]
struct Numbers {
    blanks: u64,
    flagged: Vec<Issue>,
    wrong: usize,
}

/// Groups that are refugees or ask to be, by the start of a word.
const REFUGEES: [&str; 4] = ["refug", "asyl", "asile", "demandeur"];

impl Reading<'_> {
    /// The words of a field; a constant of the mapping where no column tells it.
    fn words(&self, line: &Line, field: &str) -> Option<String> {
        let told = self.header.cell(line, field).words();
        let constant = || self.given.mapping?.constants.get(field).cloned();
        Some(told).filter(|w| !w.is_empty()).or_else(constant).filter(|w| fold_key(w) != "n a")
    }

    /// Whether an area's name says that the row is a sum.
    pub fn is_total(&self, line: &Line) -> bool {
        let areas = ["country", "admin1", "admin2", "admin3", "admin4"];
        areas.iter().any(|field| is_total(&self.header.cell(line, field).words()))
    }

    /// The row with the wider areas that it leaves to a row above, as merged cells do: what was told `last` of country, first
    /// and second level. Only those wider than the first that the row tells.
    pub fn with_areas_above(&self, line: &Line, last: &mut [Cell; 3]) -> Option<Line> {
        let wide = ["country", "admin1", "admin2"];
        let cell = |field: &str| self.header.cell(line, field).clone();
        let told = ["country", "admin1", "admin2", "admin3", "admin4"].map(|field| !cell(field).is_empty());
        let first = told.iter().position(|&told| told)?;
        let mut filled = None;
        for (at, (field, above)) in wide.iter().zip(last.iter_mut()).enumerate() {
            if at >= first {
                *above = cell(field);
            } else if let Some(&column) = self.header.columns.get(*field)
                && !above.is_empty()
            {
                let cells = &mut filled.get_or_insert_with(|| line.clone()).cells;
                if let Some(cell) = cells.get_mut(column) {
                    *cell = above.clone();
                }
            }
        }
        filled
    }

    /// The round that the first row tells.
    pub fn round(&self, sheet: &Sheet) -> Option<u32> {
        let mut lines = sheet.lines.iter().filter(|l| l.number > self.header.row);
        lines.find_map(|l| match self.header.cell(l, "round") {
            Cell::Number(n) if (0.0..10_000.0).contains(n) => Some(*n as u32),
            Cell::Text(text) => super::value::round_in_name(text).or_else(|| text.trim().parse().ok()),
            _ => None,
        })
    }

    fn place(&self, line: &Line) -> Place {
        let name = |field: &str| self.words(line, field).map(|n| tidy(&n));
        let code = |field: &str| self.words(line, field).map(|c| c.to_uppercase());
        let country = [code("country_code"), self.words(line, "country")];
        let within =
            name("within").filter(|_| self.header.columns.get("within") != self.header.columns.get("admin1"));
        Place {
            country: country.into_iter().flatten().find_map(|c| (self.given.country)(&c)),
            admin1: name("admin1"),
            admin1_code: code("admin1_code"),
            // Where a table has regions above its first level and no second, the first level is the finer one.
            admin2: name("admin2"),
            admin2_code: code("admin2_code"),
            admin3: name("admin3").or(within),
        }
    }

    /// Reads a row.
    pub fn row(&self, line: &Line) -> Outcome {
        let place = self.place(line);
        let mut numbers = Numbers::default();
        let figures = match self.header.layout {
            Layout::DtmBaseline => self.displaced(line, &mut numbers),
            Layout::CadreHarmonise => self.phases(line, &mut numbers),
            Layout::Refugees => {
                let group = self.words(line, "group").map(|g| fold_key(&g));
                let is_refugee = |g: &String| REFUGEES.iter().any(|r| g.split(' ').any(|w| w.starts_with(r)));
                if group.is_some_and(|g| !is_refugee(&g)) {
                    return Outcome::Other;
                }
                self.number(line, "refugees", &mut numbers).map(|people| Figures::Refugees { people })
            }
            Layout::Population => {
                self.number(line, "people", &mut numbers).map(|people| Figures::Population { people })
            }
        };
        let refused = |code: &str, words: &str| Outcome::Refused {
            issue: Issue::warning(code, words),
            dateless: false,
        };
        let nowhere = place.admin1.is_none() && place.admin2.is_none() && place.admin3.is_none();
        let Some(figures) = figures else {
            let said = numbers.flagged.into_iter().next();
            let issue = said.unwrap_or_else(|| Issue::warning("people.no_number", "the row tells no number"));
            return Outcome::Refused { issue: issue.help("the row is left out"), dateless: false };
        };
        if nowhere {
            return if place.country.is_none() && self.header.cell(line, "country").is_empty() {
                Outcome::Sum
            } else {
                refused("people.no_area", "the row tells no area under its country")
            };
        }
        let own = self.day(line, &figures);
        let Some(on) = own.or(self.fallback) else {
            let told = self.header.cell(line, "date").words();
            let said = match told.is_empty() {
                true => "the row tells no day".to_owned(),
                false => format!("`{}` is no day", told.chars().take(40).collect::<String>()),
            };
            return Outcome::Refused { issue: Issue::warning("people.no_day", said), dateless: true };
        };
        let record = Record { row: line.number, sheet: self.sheet, place, day: on, figures };
        Outcome::Read {
            record: Box::new(record),
            blanks: numbers.blanks,
            flagged: numbers.flagged,
            from_fallback: own.is_none(),
        }
    }

    /// The day of a row: of an analysis, the last of its season.
    fn day(&self, line: &Line, figures: &Figures) -> Option<Date> {
        match figures {
            Figures::Phases { exercise, .. } => exercise.end,
            _ => self.words(line, "date").and_then(|w| match self.header.cell(line, "date") {
                Cell::Empty => day(&Cell::Text(w)),
                cell => day_in(cell, self.month_first),
            }),
        }
    }

    fn number(&self, line: &Line, field: &str, numbers: &mut Numbers) -> Option<u64> {
        let cell = self.header.cell(line, field);
        let shown = || cell.words().chars().take(40).collect::<String>();
        let flag = |numbers: &mut Numbers, code: &str, words: &str| {
            numbers.flagged.push(Issue::warning(code, format!("{field} `{}` {words}", shown())));
        };
        match count(cell) {
            Ok(Some((value, rounded))) => {
                if rounded {
                    flag(numbers, "people.fraction", "is no whole number: it is rounded");
                }
                return Some(value);
            }
            Ok(None) if self.header.has(field) => numbers.blanks += 1,
            Ok(None) => {}
            Err(wrong) => {
                numbers.wrong += 1;
                match wrong {
                    Wrong::Negative => flag(numbers, "people.negative", "is under zero and not counted"),
                    Wrong::NoNumber => flag(numbers, "people.no_number", "is no number and not counted"),
                    Wrong::TooMany => flag(numbers, "people.too_many", "is more than there are people"),
                }
            }
        }
        None
    }

    fn displaced(&self, line: &Line, numbers: &mut Numbers) -> Option<Figures> {
        let mut of = |field: &str| self.number(line, field, numbers);
        let (households, people) = (of("idp_households"), of("idps"));
        let (returnee_households, returnees) = (of("returnee_households"), of("returnees"));
        for (what, homes, heads) in
            [("idps", households, people), ("returnees", returnee_households, returnees)]
        {
            if let (Some(homes), Some(heads)) = (homes, heads)
                && homes > heads
            {
                let said =
                    format!("{what}: {homes} households and only {heads} people; both are kept as told");
                numbers.flagged.push(Issue::warning("people.households_over_people", said));
            }
        }
        let any = [households, people, returnee_households, returnees].iter().any(Option::is_some);
        any.then_some(Figures::Displaced { households, people, returnee_households, returnees })
    }

    fn phases(&self, line: &Line, numbers: &mut Numbers) -> Option<Figures> {
        let phases =
            ["phase1", "phase2", "phase3", "phase4", "phase5"].map(|f| self.number(line, f, numbers));
        let population = self.number(line, "people", numbers);
        let told = self.number(line, "phase35", numbers);
        let worst: u64 = phases.iter().skip(2).flatten().sum();
        // Rounded shares may differ by a person each.
        if let Some(told) = told.filter(|t| t.abs_diff(worst) > 3) {
            let said = format!("phases 3 to 5 sum to {worst}, the table says {told}; the phases are kept");
            numbers.flagged.push(Issue::warning("people.phases_differ", said));
        }
        phases.iter().any(Option::is_some).then_some(())?;
        let class = match self.header.cell(line, "class") {
            Cell::Number(n) if (1.0..=5.0).contains(n) => Some(*n as u8),
            Cell::Text(text) => text.chars().find_map(|c| c.to_digit(10)).and_then(|d| u8::try_from(d).ok()),
            _ => None,
        };
        let kind = self.words(line, "kind").and_then(|k| is_current(&k));
        let (exercise, reference) = (self.season(line, "exercise"), self.season(line, "reference"));
        // Without a word for it, what is of the season of its analysis is of the present.
        let current = kind.unwrap_or(exercise == reference);
        Some(Figures::Phases { phases, class, population, current, exercise, reference })
    }

    fn season(&self, line: &Line, of: &str) -> Season {
        let label = self.words(line, &format!("{of}_label")).unwrap_or_default();
        let year = day(self.header.cell(line, &format!("{of}_year"))).map(Date::year);
        let Some(year) = year else { return Season { end: None, label } };
        let last = fold_key(&label).split(' ').next_back().and_then(month);
        let end = Date::new(year, last.unwrap_or(12), 1).ok().map(Date::last_of_month);
        Season { end, label: format!("{label} {year}").trim().to_owned() }
    }
}

/// What is known of a file beside its bytes.
#[derive(Clone, Copy)]
pub struct Given<'a> {
    /// Its name: it may tell round and month.
    pub name: &'a str,
    /// The day of publication that the user gives.
    pub released: Option<Date>,
    /// A mapping file of the user.
    pub mapping: Option<&'a Mapping>,
    /// The country that a name or code stands for.
    pub country: &'a dyn Fn(&str) -> Option<Country>,
}
