//! Which column tells what.
//!
//! In: a [`Sheet`]. Out: its [`Header`]: the layout, the row that names the columns, and which column tells which field.
//! Layouts are data (`data/people/layouts.toml`); a column is known by the words of its header, not by its place.

use super::mapping::Mapping;
use super::sheet::{Cell, Line, Sheet};
use base::fold_key;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// How many rows are looked at for a header. Our own bound: titles and notes above a table are few.
const SEARCHED: usize = 40;

/// What a table tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Layout {
    /// Phases of acute food insecurity by area and analysis.
    CadreHarmonise,
    /// Displaced people and returnees of one round, by commune.
    DtmBaseline,
    /// Refugees by host region.
    Refugees,
    /// Population by second-level division.
    Population,
}

impl Layout {
    /// Its name in lists and mapping files.
    pub fn name(self) -> &'static str {
        match self {
            Self::CadreHarmonise => "cadre_harmonise",
            Self::DtmBaseline => "dtm_baseline",
            Self::Refugees => "refugees",
            Self::Population => "population",
        }
    }
}

#[derive(Deserialize)]
struct Column {
    field: String,
    any: Vec<Vec<String>>,
    #[serde(default)]
    not: Vec<String>,
    #[serde(default)]
    prefer: Vec<String>,
    #[serde(default)]
    after: Option<String>,
    #[serde(default)]
    alone: String,
}

#[derive(Deserialize)]
struct Known {
    name: Layout,
    needs: Vec<String>,
    #[serde(default)]
    needs_unmapped: Vec<String>,
    #[serde(default)]
    not_beside: Vec<String>,
    column: Vec<Column>,
}

#[derive(Default, Deserialize)]
struct Data {
    layout: Vec<Known>,
}

static DATA: LazyLock<Data> =
    LazyLock::new(|| toml::from_str(include_str!("../../data/people/layouts.toml")).unwrap_or_default());

/// A sheet's header.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// What the sheet tells.
    pub layout: Layout,
    /// Number of its row in the file.
    pub row: u32,
    /// Field → column, from 0.
    pub columns: BTreeMap<String, usize>,
    /// Field → header of its column, as written.
    pub named: BTreeMap<String, String>,
    /// Fields that several columns could tell: the headers, the one that is read first.
    pub doubtful: Vec<(String, Vec<String>)>,
}

/// The words of a header: folded, split where letters meet digits or a capital follows a small letter.
fn words(header: &str) -> Vec<String> {
    let mut spaced = String::with_capacity(header.len() + 8);
    let mut last: Option<char> = None;
    for c in header.chars() {
        let breaks = last.is_some_and(|l| {
            (l.is_lowercase() && c.is_uppercase())
                || (l.is_alphabetic() && c.is_ascii_digit())
                || (l.is_ascii_digit() && c.is_alphabetic())
        });
        if breaks {
            spaced.push(' ');
        }
        spaced.push(c);
        last = Some(c);
    }
    fold_key(&spaced).split(' ').filter(|w| !w.is_empty()).map(str::to_owned).collect()
}

/// Whether one of the words joined by `|` is there; after `=`, whether it is all there is.
fn has(words: &[String], either: &str) -> bool {
    if let Some(alone) = either.strip_prefix('=') {
        return matches!(words, [word] if alone.split('|').any(|w| w == word));
    }
    either.split('|').any(|w| words.iter().any(|word| word == w))
}

impl Column {
    /// How well a header fits: preferred words, then how few others. `None` if it does not.
    fn fits(&self, words: &[String]) -> Option<(usize, isize)> {
        let any = self.any.iter().any(|all| all.iter().all(|either| has(words, either)));
        if !any || self.not.iter().any(|w| has(words, w)) {
            return None;
        }
        let preferred = self.prefer.iter().filter(|w| has(words, w)).count();
        Some((preferred, -(words.len() as isize)))
    }

    /// The columns that fit, the best first; of equals the first.
    fn find(&self, headers: &[Vec<String>]) -> Vec<(usize, (usize, isize))> {
        let scored = headers.iter().enumerate().filter_map(|(at, words)| Some((at, self.fits(words)?)));
        let mut found: Vec<_> = scored.collect();
        found.sort_by_key(|&(at, score)| (std::cmp::Reverse(score), at));
        found
    }

    /// The column right after that of another field, if its header is one word that tells whom it counts only there.
    fn beside(&self, headers: &[Vec<String>], columns: &BTreeMap<String, usize>) -> Option<usize> {
        let at = columns.get(self.after.as_ref()?)? + 1;
        let is_one = |words: &[String]| has(words, &format!("={}", self.alone));
        headers.get(at).is_some_and(|words| is_one(words)).then_some(at)
    }
}

impl Known {
    fn header(&self, line: &Line, mapping: Option<&Mapping>) -> Option<Header> {
        let told: Vec<String> = line.cells.iter().map(Cell::words).collect();
        let headers: Vec<Vec<String>> = told.iter().map(|h| words(h)).collect();
        let mut header = Header {
            layout: self.name,
            row: line.number,
            columns: BTreeMap::new(),
            named: BTreeMap::new(),
            doubtful: Vec::new(),
        };
        let name = |at: usize| told.get(at).cloned().unwrap_or_default();
        for column in &self.column {
            let mapped = mapping.and_then(|m| m.columns.get(&column.field));
            let at = match mapped {
                Some(given) => told.iter().position(|h| fold_key(h) == fold_key(given)),
                None => {
                    let found = column.find(&headers);
                    let best = found.first().map(|f| f.1);
                    let equals: Vec<String> =
                        found.iter().filter(|f| Some(f.1) == best).map(|f| name(f.0)).collect();
                    if equals.len() > 1 {
                        header.doubtful.push((column.field.clone(), equals));
                    }
                    let beside = || column.beside(&headers, &header.columns);
                    found.first().map(|f| f.0).or_else(beside)
                }
            };
            if let Some(at) = at {
                header.columns.insert(column.field.clone(), at);
                header.named.insert(column.field.clone(), name(at));
            }
        }
        let beside = |word: &String| headers.iter().any(|words| has(words, word));
        if mapping.is_none() && self.not_beside.iter().any(beside) {
            return None;
        }
        let constant = |field: &str| mapping.is_some_and(|m| m.constants.contains_key(field));
        let met = |need: &String| need.split('|').any(|f| header.columns.contains_key(f) || constant(f));
        let needed = self.needs_unmapped.iter().filter(|_| mapping.is_none());
        self.needs.iter().chain(needed).all(met).then_some(header)
    }
}

impl Header {
    /// The header of a sheet; `None` if no row of it names the columns of a known layout.
    pub fn find(sheet: &Sheet, mapping: Option<&Mapping>) -> Option<Self> {
        let wanted = |known: &&Known| mapping.is_none_or(|m| m.layout == known.name);
        for known in DATA.layout.iter().filter(wanted) {
            let rows = sheet.lines.iter().take(SEARCHED);
            let one = rows.filter_map(|line| known.header(line, mapping));
            let pairs = sheet.lines.windows(2).take(SEARCHED);
            let joined = pairs.filter_map(|pair| joined(pair.first()?, pair.last()?));
            let two = joined.filter_map(|line| known.header(&line, mapping));
            // The one with the most fields; of equals the first, and one row before two.
            let best = one.chain(two).reduce(|a, b| if b.told() > a.told() { b } else { a });
            if best.is_some() {
                return best;
            }
        }
        None
    }

    /// How many fields its columns tell, without those that a title above a header may tell, too: `Round 61, June 2020`.
    fn told(&self) -> usize {
        self.columns.keys().filter(|f| !matches!(f.as_str(), "round" | "date" | "level")).count()
    }

    /// The cell of a field in a row.
    pub fn cell<'l>(&self, line: &'l Line, field: &str) -> &'l Cell {
        const NOTHING: &Cell = &Cell::Empty;
        self.columns.get(field).and_then(|&at| line.cells.get(at)).unwrap_or(NOTHING)
    }

    /// Whether a column tells a field.
    pub fn has(&self, field: &str) -> bool {
        self.columns.contains_key(field)
    }
}

/// A header of two rows as one: each group of the upper row reaches to the next. `None` if the rows are no such header.
fn joined(upper: &Line, lower: &Line) -> Option<Line> {
    let told = |line: &Line| line.cells.iter().filter(|c| !c.is_empty()).count();
    let all_words = lower.cells.iter().all(|c| matches!(c, Cell::Text(_) | Cell::Empty));
    let empty = |line: &Line, at: usize| line.cells.get(at).is_none_or(Cell::is_empty);
    let spans = (1..lower.cells.len()).any(|at| empty(upper, at) && !empty(lower, at));
    if !all_words || !spans || told(upper) < 2 || told(lower) < 2 {
        return None;
    }
    let mut group = String::new();
    let cells = (0..upper.cells.len().max(lower.cells.len())).map(|at| {
        let own = |line: &Line| line.cells.get(at).map(Cell::words).unwrap_or_default();
        let above = own(upper);
        if !above.is_empty() {
            group = above;
        }
        Cell::Text(format!("{group} {}", own(lower)).trim().to_owned())
    });
    Some(Line { number: lower.number, cells: cells.collect() })
}

/// The headers of the row that looks most like one, for a message about an unknown layout.
pub fn likely_columns(sheet: &Sheet) -> Vec<String> {
    let texts = |line: &&Line| line.cells.iter().filter(|c| matches!(c, Cell::Text(_))).count();
    let lines = sheet.lines.iter().take(SEARCHED);
    // The first row with the most words.
    let line = lines.rev().max_by_key(texts);
    let named = line.into_iter().flat_map(|l| &l.cells).filter(|c| !c.is_empty());
    named.map(Cell::words).collect()
}

/// What each layout needs, for the same message.
pub fn needs() -> Vec<(Layout, Vec<String>)> {
    DATA.layout.iter().map(|k| (k.name, k.needs.clone())).collect()
}

/// Whether a layout has a field of that name.
pub fn knows(layout: Layout, field: &str) -> bool {
    DATA.layout.iter().filter(|k| k.name == layout).any(|k| k.column.iter().any(|c| c.field == field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_fall_into_words() {
        assert_eq!(words("Admin1Name"), ["admin", "1", "name"]);
        assert_eq!(words("No. of IDPs\nHH"), ["no", "of", "idps", "hh"]);
        assert_eq!(words("numPresentIdpInd"), ["num", "present", "idp", "ind"]);
        assert_eq!(words("#adm1+name"), ["adm", "1", "name"]);
    }

    #[test]
    fn layouts_are_readable() {
        assert_eq!(DATA.layout.len(), 4);
    }

    fn line(headers: &[&str]) -> Sheet {
        let cells = headers.iter().map(|h| Cell::Text((*h).to_owned())).collect();
        Sheet { name: String::new(), hidden: false, lines: vec![Line { number: 1, cells }] }
    }

    #[test]
    fn totals_are_told_from_parts_and_origins_from_places() {
        let sheet = line(&[
            "Admin 1 Area of Origin of IDP",
            "No. of IDPs HH in collective settings",
            "Total No. of IDPs Ind.",
            "Total No. of IDPs HH",
            "Admin 1 pcode",
            "Admin 1",
            "Total No# of Returnees Ind#",
            "Returnees HH from abroad",
            "Main displacement start date",
            "Survey Date",
            "Snapshot Date",
        ]);
        let header = Header::find(&sheet, None).unwrap();
        assert_eq!(header.layout, Layout::DtmBaseline);
        let at = |field: &str| header.columns.get(field).copied();
        assert_eq!((at("admin1"), at("admin1_code")), (Some(5), Some(4)));
        assert_eq!((at("idps"), at("idp_households")), (Some(2), Some(3)));
        assert_eq!((at("returnees"), at("returnee_households")), (Some(6), None));
        assert_eq!(at("date"), Some(10));
        assert!(header.doubtful.is_empty(), "{:?}", header.doubtful);
    }

    #[test]
    fn a_header_of_two_rows_is_one() {
        let mut sheet = line(&["Region", "Cercle", "IDPs", "", "Returnees"]);
        sheet.lines[0].cells[3] = Cell::Empty;
        let mut lower = line(&["", "", "HH", "Individuals", "Individuals"]).lines.remove(0);
        (lower.number, lower.cells[0], lower.cells[1]) = (2, Cell::Empty, Cell::Empty);
        sheet.lines.push(lower);
        let header = Header::find(&sheet, None).unwrap();
        assert_eq!((header.layout, header.row), (Layout::DtmBaseline, 2));
        assert_eq!(["idp_households", "idps", "returnees"].map(|f| header.columns[f]), [2, 3, 4]);
    }

    #[test]
    fn a_title_above_a_header_is_no_part_of_it() {
        let mut sheet = line(&["Source: survey", "", "Round 61"]);
        sheet.lines[0].cells[1] = Cell::Empty;
        let mut lower = line(&["Admin 0", "Admin 1", "Admin 2", "IDPs HH", "IDPs Ind."]).lines.remove(0);
        lower.number = 2;
        sheet.lines.push(lower);
        let header = Header::find(&sheet, None).unwrap();
        assert_eq!((header.columns.get("round"), header.named["admin1"].as_str()), (None, "Admin 1"));
    }

    #[test]
    fn french_and_short_headers_are_known() {
        for headers in [
            [
                "Région",
                "Cercle",
                "Commune",
                "Ménages déplacés",
                "Individus",
                "Ménages retournés",
                "Individus",
            ],
            ["Région", "Cercle", "Commune", "MENAGES_PDI", "INDIVIDUS_PDI", "MENAGES_RET", "INDIVIDUS_RET"],
            ["ADM1_FR", "ADM2_FR", "ADM3_FR", "NB_MEN_PDI", "NB_PDI", "NB_MEN_RET", "NB_RET"],
            [
                "Région",
                "Cercle",
                "Commune",
                "Nombre de ménages déplacés internes",
                "Nombre de personnes déplacées internes",
                "Ménages retournés",
                "Personnes retournées",
            ],
        ] {
            let header = Header::find(&line(&headers), None).unwrap();
            let fields = ["idp_households", "idps", "returnee_households", "returnees"];
            let at = fields.map(|f| header.columns.get(f).copied());
            assert_eq!((header.layout, at), (Layout::DtmBaseline, [3, 4, 5, 6].map(Some)), "{headers:?}");
        }
    }

    #[test]
    fn those_who_came_back_from_abroad_are_not_taken_for_returnees() {
        let headers = [
            "Region",
            "Ménages rapatriés",
            "Individus rapatriés",
            "Returned IDPs HH",
            "Returned IDPs Ind",
            "IDP families",
            "IDP persons",
        ];
        let header = Header::find(&line(&headers), None).unwrap();
        let fields = ["idp_households", "idps", "returnee_households", "returnees"];
        assert_eq!(fields.map(|f| header.columns[f]), [5, 6, 3, 4]);
    }

    #[test]
    fn individuals_of_no_group_are_no_refugees() {
        let headers = ["Date", "Region", "District", "Households", "Individuals"];
        assert!(Header::find(&line(&headers), None).is_none());
        let headers = ["Date", "Region", "District", "Refugees"];
        assert_eq!(Header::find(&line(&headers), None).unwrap().layout, Layout::Refugees);
    }

    #[test]
    fn displaced_people_and_people_by_sex_are_not_everybody() {
        for more in ["assessment_type", "gender", "reporting_round", "population_group"] {
            let headers = ["location_code", "admin1_name", "admin2_name", "year", "population", more];
            assert!(Header::find(&line(&headers), None).is_none(), "{more}");
        }
        let headers = ["ISO3", "ADM1_FR", "ADM2_FR", "year", "F_TL", "M_TL", "T_TL"];
        assert_eq!(Header::find(&line(&headers), None).unwrap().layout, Layout::Population);
    }

    #[test]
    fn a_pivot_is_no_data() {
        let pivot = line(&["Row Labels", "IDPs Households", "IDPs Individuals", "Returnees Households"]);
        assert!(Header::find(&pivot, None).is_none());
    }
}
