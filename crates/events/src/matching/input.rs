//! An event table as a file. In: the bytes of a CSV file. Out: ids and [`Record`]s, and an issue for everything that
//! could not be used.
//!
//! Columns: `id`, `date`, `latitude`, `longitude`, `type`, `actor`, `place`, `fatalities`, in any order; others are
//! ignored; all but `id` may be missing. Commas, semicolons or tabs; quotes; a byte-order mark; UTF-8 or Windows-1252.

use super::Record;
use super::csv::{self, Line};
use super::dates::{self, Order};
use crate::Estimate;
use base::{Checked, Coordinate, GeoPrecision, Issue};
use std::collections::HashMap;

/// The columns that are read.
const COLUMNS: [&str; 8] = ["id", "date", "latitude", "longitude", "type", "actor", "place", "fatalities"];

/// A table that was read. `ids` and `records` go together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EventTable {
    /// The ids, each once.
    pub ids: Vec<String>,
    /// The records.
    pub records: Vec<Record>,
    /// Rows that could not be used; an issue names each.
    pub refused: usize,
}

/// Reads a table. `Err` if it has no `id` column or no row at all can be told apart.
pub fn read_table(bytes: &[u8], file: &str) -> Result<Checked<EventTable>, Box<Issue>> {
    let mut issues = Vec::new();
    let (columns, lines) = open(bytes, file, &COLUMNS, &["id"], &mut issues)?;
    let mut reader = Reader { file, columns, issues, seen: HashMap::new(), order: Order::Unknown };
    reader.order = dates::order(lines.iter().filter_map(|l| reader.field(l, 1)));
    let mut table = EventTable::default();
    for line in &lines {
        match reader.record(line) {
            Some((id, record)) => {
                table.ids.push(id);
                table.records.push(record);
            }
            None => table.refused += 1,
        }
    }
    Ok(Checked { value: table, issues: reader.issues })
}

/// Reads a file of true pairs: columns `left` and `right`.
pub fn read_truth(bytes: &[u8], file: &str) -> Result<Checked<Vec<(String, String)>>, Box<Issue>> {
    let mut issues = Vec::new();
    let (columns, lines) = open(bytes, file, &["left", "right"], &["left", "right"], &mut issues)?;
    let field =
        |line: &Line, c: usize| columns[c].and_then(|at| line.get(at)).unwrap_or("").trim().to_owned();
    let mut pairs = Vec::new();
    for line in &lines {
        let pair = (field(line, 0), field(line, 1));
        if pair.0.is_empty() || pair.1.is_empty() {
            let issue = Issue::warning("match.pair", "a true pair lacks one of its ids; it is left out");
            issues.push(issue.in_file(file).at_line(line.number));
        } else {
            pairs.push(pair);
        }
    }
    Ok(Checked { value: pairs, issues })
}

type Opened<'a> = (Vec<Option<usize>>, Vec<Line<'a>>);

/// Where each column stands, and the rows that have as many fields as the header. Refused rows are counted by issues.
fn open<'a>(
    bytes: &'a [u8],
    file: &str,
    columns: &[&str],
    needed: &[&str],
    issues: &mut Vec<Issue>,
) -> Result<Opened<'a>, Box<Issue>> {
    let fail =
        |code: &str, words: String, help: &str| Box::new(Issue::error(code, words).in_file(file).help(help));
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(fail("match.encoding", "the table is UTF-16".into(), "save it as CSV UTF-8"));
    }
    let read = csv::lines(bytes);
    if read.recoded {
        let issue = Issue::note("match.encoding", "the table is not UTF-8; it is read as Windows-1252");
        issues.push(issue.in_file(file));
    }
    let mut lines = read.lines.into_iter();
    let Some(header) = lines.next() else {
        return Err(fail("match.empty", "the table is empty".into(), "give a CSV file with a header line"));
    };
    let names: Vec<String> = header.fields().map(|n| n.trim().to_lowercase()).collect();
    let at: Vec<Option<usize>> = columns.iter().map(|c| names.iter().position(|n| n == c)).collect();
    if let Some(missing) = needed.iter().find(|n| !names.iter().any(|name| name == *n)) {
        let words = format!("the table has no column `{missing}`; its header is `{}`", names.join(","));
        let help = format!(
            "rename the column that names each row to `{missing}`; columns read: {}",
            columns.join(", ")
        );
        return Err(fail("match.column", words, &help));
    }
    let width = names.len();
    let kept = lines.map(|line| line.fitted(width)).collect();
    Ok((at, kept))
}

struct Reader<'a> {
    file: &'a str,
    columns: Vec<Option<usize>>,
    issues: Vec<Issue>,
    seen: HashMap<String, usize>,
    order: Order,
}

impl Reader<'_> {
    fn field<'l>(&self, line: &'l Line, column: usize) -> Option<&'l str> {
        let at = self.columns.get(column).copied().flatten()?;
        line.get(at).map(str::trim).filter(|v| !v.is_empty())
    }

    fn warn(&mut self, line: usize, code: &str, words: String, help: &str) {
        self.issues.push(Issue::warning(code, words).in_file(self.file).at_line(line).help(help));
    }

    fn record(&mut self, line: &Line) -> Option<(String, Record)> {
        let at = line.number;
        if let Some(reason) = line.broken {
            self.warn(at, "match.row", format!("{reason}; the row is skipped"), "mend the row");
            return None;
        }
        let Some(id) = self.field(line, 0).map(str::to_owned) else {
            self.warn(at, "match.row", "the row has no id; it is skipped".into(), "give every row an id");
            return None;
        };
        if let Some(first) = self.seen.get(&id) {
            let words = format!("the id `{id}` stands on line {first} already; this row is skipped");
            self.warn(at, "match.duplicate-id", words, "give every row an id of its own");
            return None;
        }
        let record = Record {
            date: self.date(line),
            point: self.point(line),
            precision: GeoPrecision::Unresolved,
            event_type: self.field(line, 4).map(str::to_owned),
            actors: self.field(line, 5).map(actors).unwrap_or_default(),
            place: self.field(line, 6).map(str::to_owned),
            deaths: self.deaths(line),
        };
        self.seen.insert(id.clone(), at);
        Some((id, record))
    }

    fn date(&mut self, line: &Line) -> Option<base::Interval> {
        let text = self.field(line, 1)?;
        let date = dates::read(text, self.order);
        if date.is_none() {
            let words =
                format!("the date `{text}` cannot be read, or may mean two days; the row is kept without");
            self.warn(
                line.number,
                "match.date",
                words,
                "write dates as 2024-01-31, intervals as 2024-01-30/2024-01-31",
            );
        }
        date
    }

    fn point(&mut self, line: &Line) -> Option<Coordinate> {
        let (lat, lon) = (self.field(line, 2)?, self.field(line, 3)?);
        let point = number(lat).zip(number(lon)).and_then(|(lat, lon)| Coordinate::new(lat, lon));
        if point.is_none() {
            let words = format!("`{lat}`, `{lon}` is no point; the row is kept without");
            self.warn(
                line.number,
                "match.point",
                words,
                "latitude is −90 to 90, longitude −180 to 180, in degrees",
            );
        }
        point
    }

    fn deaths(&mut self, line: &Line) -> Option<Estimate> {
        let text = self.field(line, 7)?;
        let deaths = range(text);
        if deaths.is_none() {
            let words = format!("`{text}` is no number of deaths; the row is kept without");
            self.warn(line.number, "match.fatalities", words, "write a number, or a range such as 3-5");
        }
        deaths
    }
}

/// A decimal with a point, or with a comma.
fn number(text: &str) -> Option<f64> {
    let plain = text.parse().or_else(|_| text.replacen(',', ".", 1).parse());
    plain.ok().filter(|v: &f64| v.is_finite())
}

/// `4`, `4.0`, `3-5`.
fn range(text: &str) -> Option<Estimate> {
    let deaths = |t: &str| number(t.trim()).filter(|v| *v >= 0.0);
    if let Some(exact) = deaths(text) {
        return Some(Estimate::exact(exact));
    }
    let (low, high) = text.split_once(['-', '–'])?;
    let (low, high) = (deaths(low)?, deaths(high)?);
    (low <= high).then(|| Estimate { low, best: (low + high) / 2.0, high })
}

/// Several actors stand in one field parted by `;`, `|`, or ` - ` as in the names of dyads.
fn actors(field: &str) -> Vec<String> {
    let parts = field.split([';', '|']).flat_map(|part| part.split(" - "));
    parts.map(str::trim).filter(|a| !a.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (EventTable, Vec<String>) {
        let checked = read_table(text.as_bytes(), "t.csv").unwrap();
        let codes = checked.issues.iter().map(|i| format!("{} {}", i.line.unwrap_or(0), i.code)).collect();
        (checked.value, codes)
    }

    #[test]
    fn any_delimiter_and_a_mark_are_read() {
        for text in [
            "\u{feff}id,place,fatalities,latitude,longitude\na,\"Kamba\nBolo\",3-5,1.5,2\n",
            "id;place;fatalities;latitude;longitude\na;\"Kamba\nBolo\";3-5;1,5;2\n",
            "ID\tplace\tfatalities\tlatitude\tlongitude\tnotes\na\t\"Kamba\nBolo\"\t3-5\t1.5\t2\tx\n",
        ] {
            let (table, issues) = read(text);
            assert!(issues.is_empty(), "{issues:?}");
            assert_eq!(table.ids, ["a"]);
            assert_eq!(table.records[0].place.as_deref(), Some("Kamba\nBolo"));
            assert_eq!(table.records[0].deaths.map(|d| (d.low, d.high)), Some((3.0, 5.0)));
            assert_eq!(table.records[0].point, Coordinate::new(1.5, 2.0));
        }
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line_and_the_rest_is_read() {
        let text = "id,date,latitude,longitude,fatalities\n\
                    a,2024-01-05,1,2,0,,\n\
                    a,2024-01-05,1,2,0\n\
                    ,2024-01-05,1,2,0\n\
                    b,03/04/2024,95,2,many\n\
                    c,2024-01-05\n\
                    d,2024-01-05,1,2,0,7\n\
                    \n\
                    e,2024-01-05,1,2,\"0\n";
        let (table, issues) = read(text);
        assert_eq!(table.ids, ["a", "b"]);
        assert_eq!(table.refused, 5);
        assert_eq!(
            issues,
            [
                "3 match.duplicate-id",
                "4 match.row",
                "5 match.date",
                "5 match.point",
                "5 match.fatalities",
                "6 match.row",
                "7 match.row",
                "9 match.row"
            ]
        );
    }

    #[test]
    fn a_table_without_ids_is_refused_with_its_header() {
        let issue = read_table(b"name,date\nx,2024-01-01\n", "t.csv").unwrap_err();
        assert!(issue.message.contains("no column `id`") && issue.message.contains("name,date"), "{issue}");
        assert_eq!(read_table(b"", "t.csv").unwrap_err().code, "match.empty");
    }

    #[test]
    fn other_encodings_are_read_as_far_as_they_can_be_told() {
        let (table, issues) = {
            let checked = read_table(b"id,place\na,S\xe9gou\n", "t.csv").unwrap();
            (checked.value, checked.issues)
        };
        assert_eq!(table.records[0].place.as_deref(), Some("S\u{e9}gou"));
        assert_eq!(issues[0].code, "match.encoding");
    }

    #[test]
    fn actors_are_parted() {
        assert_eq!(actors("Army; Band B"), ["Army", "Band B"]);
        assert_eq!(actors("Army - Band-B"), ["Army", "Band-B"]);
    }
}
