//! Which layout a file has: from its first lines; where it is another one than asked for, which it looks like.

use super::cut::Cutter;
use super::faults::Notes;
use super::fields::{Dialect, Fields};
use super::mapping::{self, Mapping};
use super::record::{Names, Read};
use super::values::{Days, Order};
use super::{acled, gdelt, ucdp};
use crate::Row;
use base::{Date, Issue};

/// Whose layout a file is to have.
#[derive(Clone, Debug)]
pub enum Dataset {
    /// UCDP GED.
    Ucdp,
    /// ACLED.
    Acled,
    /// GDELT events.
    Gdelt,
    /// Any table, through a mapping.
    Mapped(Box<Mapping>),
}

/// How the columns of a file become rows.
#[derive(Clone, Debug)]
pub enum Columns {
    /// UCDP GED.
    Ucdp(ucdp::Columns),
    /// ACLED.
    Acled(acled::Columns),
    /// GDELT.
    Gdelt(gdelt::Columns),
    /// A mapped table.
    Mapped(Box<mapping::Columns>),
}

impl Columns {
    /// A record as a row, and the newest day it tells of; `None` if it has no id.
    pub fn row(&self, read: &Read<'_>, native: &[u8], notes: &mut Notes) -> Option<(Row, Option<Date>)> {
        match self {
            Self::Ucdp(columns) => columns.row(read, notes),
            Self::Acled(columns) => columns.row(read, notes),
            Self::Gdelt(columns) => columns.row(read, notes),
            Self::Mapped(columns) => columns.row(read, native, notes),
        }
    }
}

impl Columns {
    /// Columns with dates whose order nobody gave, and the order that its owner uses.
    pub fn open_dates(&self) -> Option<(Vec<usize>, Order)> {
        match self {
            Self::Ucdp(columns) => Some((columns.dates.to_vec(), Order::Mdy)),
            Self::Acled(columns) => Some((vec![columns.date], Order::Dmy)),
            Self::Gdelt(_) => None,
            Self::Mapped(columns) => columns.open_dates().map(|at| (at, Order::Ymd)),
        }
    }
}

/// What is known of a file before its first row.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Name of the layout, such as `UCDP GED`.
    pub layout: &'static str,
    /// How the columns become rows.
    pub columns: Columns,
    /// How fields are set apart.
    pub dialect: Dialect,
    /// The header as it stands, or the names a raw export goes by; empty for JSON.
    pub header: Vec<u8>,
    /// How many fields a record has.
    pub width: usize,
    /// Whether it writes decimal commas.
    pub comma: bool,
    /// Whether records are JSON objects.
    pub json: bool,
    /// How dates are read, where the file itself settles it.
    pub days: Option<Days>,
    /// The latest day that a row can tell of.
    pub latest: Option<Date>,
}

/// Known layouts, by columns that only they have.
const SIGNS: &[(&str, &[&str])] = &[
    ("ACLED before 2023", &["data_id", "event_id_no_cnty", "sub_event_type"]),
    ("ACLED after 2023", &["event_id_cnty", "disorder_type", "sub_event_type"]),
    ("ACLED", &["event_id_cnty", "sub_event_type"]),
    ("ACLED", &["event_date", "sub_event_type", "fatalities"]),
    ("UCDP GED", &["type_of_violence", "where_prec", "side_a"]),
    ("GDELT mentions", &["globaleventid", "mentiontype"]),
    ("GDELT events", &["globaleventid", "sqldate", "eventcode"]),
    ("GTD", &["eventid", "iyear", "attacktype1"]),
];

/// Files that are no text, by their first bytes, and what to do.
const FOREIGN: &[(&[u8], &str, &str)] = &[
    (b"PK\x03\x04", "a ZIP archive or a spreadsheet", "unpack it, or save the sheet as CSV"),
    (b"\x1f\x8b", "compressed (gzip)", "unpack it"),
    (b"PAR1", "a Parquet file", "save it as CSV"),
    (b"\xff\xfe", "text in UTF-16", "save it as UTF-8"),
    (b"\xfe\xff", "text in UTF-16", "save it as UTF-8"),
    (b"%PDF", "a PDF", "import the table, not a report"),
    (b"<", "a web page", "the download was perhaps refused: log in and download again"),
];

/// Reads what stands before the first row. The cutter then stands at the first row and knows its dialect and width.
pub fn plan(dataset: &Dataset, cutter: &mut Cutter<'_>) -> Result<Plan, Issue> {
    let start = cutter.peek();
    let start = start.get(start.iter().take_while(|b| b.is_ascii_whitespace()).count()..).unwrap_or_default();
    if start.is_empty() {
        return Err(Issue::error("file.empty", "the file is empty").help("download it again"));
    }
    if let Some((_, what, help)) = FOREIGN.iter().find(|(first, _, _)| start.starts_with(first)) {
        return Err(Issue::error("layout.wrong", format!("this is {what}")).help(*help));
    }
    if start.contains(&b'\r') && !start.contains(&b'\n') {
        let said = "its lines end in a carriage return alone (CR, old Macintosh)";
        return Err(Issue::error("layout.wrong", said).help("save it with line feeds (LF or CRLF)"));
    }
    let json = matches!(start.first(), Some(b'{' | b'['));
    let plan = match dataset {
        Dataset::Acled if json => from_json()?,
        _ if json => {
            return Err(wrong(
                &Dataset::Ucdp,
                "JSON",
                "only ACLED's API is read as JSON: save the table as CSV",
            ));
        }
        Dataset::Gdelt if first_is_number(start) => raw_gdelt(start)?,
        _ => from_header(dataset, cutter)?,
    };
    (cutter.dialect, cutter.width) = (plan.dialect, plan.width);
    Ok(plan)
}

fn from_json() -> Result<Plan, Issue> {
    let names = Names::of(acled::COLUMNS.iter().copied());
    let columns = acled::Columns::of(&names).map_err(|name| Issue::error("layout.wrong", name))?;
    let dialect = Dialect { delimiter: b',', quotes: true };
    let columns = Columns::Acled(columns);
    Ok(Plan {
        layout: "ACLED API",
        columns,
        dialect,
        header: Vec::new(),
        width: 0,
        comma: false,
        json: true,
        days: None,
        latest: None,
    })
}

fn first_is_number(start: &[u8]) -> bool {
    let end = start.iter().position(|b| !b.is_ascii_digit()).unwrap_or(start.len());
    end > 0 && start.get(end) == Some(&b'\t')
}

fn raw_gdelt(start: &[u8]) -> Result<Plan, Issue> {
    let line = start.split(|b| *b == b'\n').next().unwrap_or_default();
    let width = line.split(|b| *b == b'\t').count();
    let Some(names) = gdelt::raw_names(width) else {
        let said = format!("a raw GDELT export has 57, 58 or 61 columns, this file {width}");
        return Err(Issue::error("layout.wrong", said)
            .at_line(1)
            .help("import event exports (export.CSV), not mentions or graphs"));
    };
    let columns = gdelt::Columns::of(&Names::of(names.iter().map(String::as_str)));
    let columns = Columns::Gdelt(columns.map_err(|name| Issue::error("layout.wrong", name))?);
    let layout = if width == 61 { "GDELT 2 raw" } else { "GDELT 1 raw" };
    let dialect = Dialect { delimiter: b'\t', quotes: false };
    Ok(Plan {
        layout,
        columns,
        dialect,
        header: names.join("\t").into_bytes(),
        width,
        comma: false,
        json: false,
        days: None,
        latest: None,
    })
}

fn from_header(dataset: &Dataset, cutter: &mut Cutter<'_>) -> Result<Plan, Issue> {
    let first =
        cutter.peek().split(|b| *b == b'\n').find(|line| !line.trim_ascii().is_empty()).unwrap_or_default();
    let asked = if let Dataset::Mapped(mapping) = dataset { mapping.delimiter() } else { None };
    let delimiter = asked.unwrap_or_else(|| delimiter(first));
    // A tab-separated GDELT export quotes nothing, with a header as without.
    let quotes = !(matches!(dataset, Dataset::Gdelt) && delimiter == b'\t');
    let dialect = Dialect { delimiter, quotes };
    cutter.dialect = dialect;
    let header = cutter.header();
    let written = columns_of(&header, dialect);
    let width = written.iter().rposition(|name| !name.trim().is_empty()).map_or(0, |last| last + 1);
    let names = Names::of(written.iter().map(String::as_str));
    let comma = if let Dataset::Mapped(mapping) = dataset { mapping.comma() } else { false };
    // A mapping must not lead round the terms that bind a reader of ACLED's rows.
    if let (Dataset::Mapped(_), Some(layout)) =
        (dataset, looks_like(&names).filter(|l| l.starts_with("ACLED")))
    {
        return Err(wrong(dataset, layout, "its terms bind you: import it with `import … acled`"));
    }
    let (columns, layout) =
        columns(dataset, &names).map_err(|missing| wrong_header(dataset, &names, &missing))?;
    Ok(Plan { layout, columns, dialect, header, width, comma, json: false, days: None, latest: None })
}

fn columns(dataset: &Dataset, names: &Names) -> Result<(Columns, &'static str), String> {
    Ok(match dataset {
        Dataset::Ucdp => (Columns::Ucdp(ucdp::Columns::of(names)?), "UCDP GED"),
        Dataset::Acled => (Columns::Acled(acled::Columns::of(names)?), looks_like(names).unwrap_or("ACLED")),
        Dataset::Gdelt => (Columns::Gdelt(gdelt::Columns::of(names)?), "GDELT events"),
        Dataset::Mapped(mapping) => (Columns::Mapped(Box::new(mapping.columns(names)?)), "mapped table"),
    })
}

/// The delimiter that makes most fields of a header.
fn delimiter(header: &[u8]) -> u8 {
    let mut fields = Fields::default();
    let mut count = |delimiter: u8| {
        fields.split(header, Dialect { delimiter, quotes: true });
        fields.len()
    };
    // The first of equal counts wins, so a comma stands before the others.
    let mut best = (b',', count(b','));
    for delimiter in [b';', b'\t', b'|'] {
        let found = count(delimiter);
        if found > best.1 {
            best = (delimiter, found);
        }
    }
    best.0
}

/// The fields of a header or a record as text.
pub fn columns_of(record: &[u8], dialect: Dialect) -> Vec<String> {
    let mut fields = Fields::default();
    fields.split(record, dialect);
    (0..fields.len()).map(|at| fields.text(at, &mut false).into_owned()).collect()
}

fn looks_like(names: &Names) -> Option<&'static str> {
    let has = |signs: &[&str]| signs.iter().all(|s| names.get(s).is_some());
    SIGNS.iter().find(|(_, signs)| has(signs)).map(|(layout, _)| *layout)
}

fn wrong_header(dataset: &Dataset, names: &Names, missing: &str) -> Issue {
    match looks_like(names) {
        Some(layout) if !layout.starts_with(asked(dataset)) || layout == "GDELT mentions" => {
            wrong(dataset, layout, &advice(layout))
        }
        _ => {
            let said = format!("there is no column `{missing}`, which {} has", asked(dataset));
            Issue::error("layout.wrong", said)
                .at_line(1)
                .help("check the header; `import … csv --map` reads any table")
        }
    }
}

fn advice(layout: &str) -> String {
    match layout.split(' ').next().unwrap_or_default() {
        "GDELT" if layout.ends_with("mentions") => {
            "import the event export of the same quarter of an hour".into()
        }
        name @ ("ACLED" | "UCDP" | "GDELT") => format!("import it with `{}`", name.to_lowercase()),
        _ => "write a mapping and import it with `csv --map`".into(),
    }
}

fn wrong(dataset: &Dataset, like: &str, help: &str) -> Issue {
    let said = format!("this is not {}: it looks like {like}", asked(dataset));
    Issue::error("layout.wrong", said).at_line(1).help(help)
}

fn asked(dataset: &Dataset) -> &'static str {
    match dataset {
        Dataset::Ucdp => "UCDP GED",
        Dataset::Acled => "ACLED",
        Dataset::Gdelt => "GDELT",
        Dataset::Mapped(_) => "the table of the mapping",
    }
}
